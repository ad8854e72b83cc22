"""A number of a scenario: value, unit, range, source, day. A number without its unit is refused."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from wellfounded.errors import UnknownName, WellfoundedError

DAYS_PER_YEAR = 365.25
DAYS_PER_MONTH = DAYS_PER_YEAR / 12

KINDS: dict[str, dict[str, float]] = {
    "cases": {"cases": 1, "case": 1},
    "judges": {"judges": 1, "judge": 1},
    "appeals": {"appeals": 1, "appeal": 1},
    "minutes": {"minutes": 1, "minute": 1, "hours": 60, "hour": 60},
    "days": {
        **{"days": 1, "day": 1, "weeks": 7, "week": 7},
        **{"months": DAYS_PER_MONTH, "month": DAYS_PER_MONTH, "years": DAYS_PER_YEAR, "year": DAYS_PER_YEAR},
    },
    "share": {"%": 0.01},
    "change": {"%": 0.01},
    "width": {"%": 0.01},
    "points": {"points": 0.01, "point": 0.01},
    "cases/year": {"cases/year": 1, "cases/month": 12, "cases/week": DAYS_PER_YEAR / 7, "cases/day": DAYS_PER_YEAR},
    "appeals/year": {"appeals/year": 1, "appeals/month": 12, "appeals/week": DAYS_PER_YEAR / 7},
    "hours/year": {"hours/year": 1, "hours/month": 12, "hours/week": DAYS_PER_YEAR / 7},
    "%/year": {"%/year": 0.01, "%/month": 0.12},
    "growth": {"%/year": 0.01, "%/month": 0.12},
}
"""Each kind of number with its units, and how many of the kind's own unit one of them is."""

SIGNED = frozenset({"change", "points", "growth"})
SHAPES = ("triangular", "uniform")
KNOWN_NUMBERS: dict[str, str] = {
    "seen": "read in the source named",
    "seen-secondary": "read in a source that quotes another",
    "derived": "computed from figures that were read",
    "calibrated": "set so that published figures come out",
    "memory": "recalled, not read",
    "assumption": "assumed; no source",
}


class WrongQuantity(WellfoundedError):
    """A number without a unit, with a unit of another kind, or outside what is possible."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with all that a reader must know of it.

    Attributes:
        name: its place in the scenario, in words joined by dots ("judges.hours").
        kind: a key of `KINDS`; value, low and high are in that kind's own unit (shares and changes as fractions).
        value: the central value.
        low, high: its range; equal to the value when it is taken as certain.
        shape: how it is drawn from its range, one of `SHAPES`; the triangle has its top at the value.
        source: where it comes from.
        as_of: the day of which it tells.
        known: a key of `KNOWN_NUMBERS`.
        written: the value as written, with its unit.
    """

    name: str
    kind: str
    value: float
    low: float
    high: float
    shape: str
    source: str
    as_of: date
    known: str
    written: str

    @property
    def certain(self) -> bool:
        """Say whether the number has no range."""
        return self.low == self.high

    def at(self, share: float) -> float:
        """Return the value below which a share of its distribution lies.

        Example:
            >>> fixed("x", "days", 3.0).at(0.9)
            3.0
        """
        if self.certain:
            return self.value
        width = self.high - self.low
        if self.shape == "uniform":
            return self.low + share * width
        top = (self.value - self.low) / width
        if share < top:
            return self.low + math.sqrt(share * width * (self.value - self.low))
        return self.high - math.sqrt((1 - share) * width * (self.high - self.value))


def fixed(name: str, kind: str, value: float, *, on: date = date(2018, 6, 11), source: str = "none") -> Quantity:
    """Make a number that is taken as certain; for what a scenario leaves out."""
    unit, size = next(iter(KINDS[kind].items()))
    return Quantity(name, kind, value, value, value, "triangular", source, on, "assumption", f"{value / size:g} {unit}")


def parse_number(text: str, kind: str, *, where: str = "") -> float:
    """Read a number with its unit, in the kind's own unit.

    Raises:
        WrongQuantity: if the unit is missing, or the number is none, or is negative where it cannot be.
        UnknownName: if the unit is not one of the kind's.
    Example:
        >>> parse_number("3 hours", "minutes"), parse_number("4.5 %", "share")
        (180.0, 0.045)
    """
    units = KINDS[kind]
    number, unit = _parts(text)
    try:
        value = float(number.replace(",", "").replace("_", ""))
    except ValueError:
        raise WrongQuantity(
            f'"{text}" does not begin with a number.',
            where=where,
            remedy=f'Write, for example, "10 {next(iter(units))}".',
        ) from None
    if not unit:
        raise WrongQuantity(
            f'"{text}" has no unit.',
            where=where,
            remedy=f"Without it nobody can tell minutes from hours. The units here are: {', '.join(units)}.",
        )
    if unit not in units:
        raise UnknownName("unit for this", unit, units, where=where, remedy=f"The units here are: {', '.join(units)}.")
    if not math.isfinite(value):
        raise WrongQuantity(f'"{text}" cannot be: no number of a scenario is endless.', where=where)
    found = value * units[unit]
    check_possible(text, kind, found, where=where)
    return found


def unit_of(text: str) -> str:
    """Return the unit of a number as written, as `KINDS` names it.

    Example:
        >>> unit_of("3 hours"), unit_of("4.5%"), unit_of("12 cases per month")
        ('hours', '%', 'cases/month')
    """
    return _parts(text)[1]


def _parts(text: str) -> tuple[str, str]:
    """Part a number as written from its unit."""
    number, _, unit = text.strip().partition(" ")
    if number.endswith("%") and not unit:
        return number[:-1], "%"
    return number, unit.strip().replace(" per ", "/").replace(" / ", "/")


def check_possible(text: str, kind: str, value: float, *, where: str = "") -> None:
    """Refuse a value, in the kind's own unit, that no number of the kind can have.

    Raises:
        WrongQuantity: if it is negative where it cannot be, a share of more than all, or a growth that leaves nothing.
    """
    if value < 0 and kind not in SIGNED:
        raise WrongQuantity(f'"{text}" cannot be: a number of {kind} is never negative.', where=where)
    if kind == "share" and value > 1:
        raise WrongQuantity(f'"{text}" cannot be: a share is at most 100 %.', where=where)
    if kind == "growth" and value <= -1:
        raise WrongQuantity(f'"{text}" cannot be: nothing would be left after a year.', where=where)
