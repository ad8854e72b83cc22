"""The numbers of a scenario, named and bounded for people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from wellfounded.backlog.quantity import KINDS, KNOWN_NUMBERS, Quantity, unit_of
from wellfounded.report.document import Cell, Heading, Paragraph, Part, Table
from wellfounded.report.words import day

NUMBERS = {
    "stock.active": "pending at the start",
    "stock.inactive": "closed administratively at the start",
    "stock.mean_age": "age of the pending at the start",
    "intake.path": "new cases",
    "intake.growth": "growth of new cases",
    "judges.start": "judges at the start",
    "judges.hours": "hearing hours of a judge",
    "judges.attrition": "judges who leave",
    "judges.hiring_delay": "time until a new judge sits",
    "judges.ramp_up": "time until a new judge is at full pace",
    "judges.ramp_start": "pace of a new judge",
    "judges.hired": "judges hired",
    "judges.leaving": "judges leaving",
    "closure.closed": "hearings that end in closure",
    "closure.recalendared": "closed cases recalendared",
    "reopening.share": "completed cases reopened",
    "reopening.delay": "time until reopening",
    "reopening.from_before": "earlier cases that return",
    "board.pending": "appeals pending at the start",
    "board.capacity": "decisions of the Board",
    "board.filing": "time until an appeal is filed",
    "board.remanded": "appeals remanded",
    "board.transfer": "time from the Board back",
}
HOW_DRAWN = (
    "Each number is drawn apart from the others and holds for the whole scenario. Triangular: likeliest at the value, "
    "ever less likely towards the ends. Uniform: anywhere between the ends alike. Times until a hearing is set, until "
    "a closed case is recalendared or a completed one reopened, and that a decision of the Board takes are exponential "
    "about their means: many are short, some are long. An appeal's times to the Board and back are fixed. The cases at "
    "the start are of any age from 0 to twice their mean, alike in each class, unless a docket gives their days: the "
    "waits of the first years follow from that."
)
LAST = {
    "intake_share": "share of new cases",
    "stock_share": "share of the pending",
    "granted": "share granted",
    "appealed_if_denied": "denials appealed",
    "appealed_if_granted": "grants appealed",
    "length": "length",
    "spread": "spread of the length",
    "continued": "continued",
    "ends": "ends the case",
    "set_after": "time until it is set",
    "affected": "cases touched",
    "appealed": "appeals",
    "remanded": "remands",
}


def called(name: str, start: date | None = None) -> str:
    """Write the name of a number for people; a step of a path that begins with the scenario does not say its day.

    Example:
        >>> called("class.asylum.merits.set_after"), called("intake.path.2018-06-01"), called("judges.hours")
        ('asylum, merits: time until it is set', 'new cases from 1 June 2018', 'hearing hours of a judge')
        >>> called("intake.path.2018-06-01", date(2018, 6, 1))
        'new cases'
        >>> called("judges.hired.2018-10-01 (2)"), called("ruling.matter-of-a-b-i (2).affected")
        ('judges hired from 1 October 2018 (2)', 'matter-of-a-b-i (2): cases touched')
    """
    stem, _, last = name.rpartition(".")
    on, _, number = last.partition(" ")
    if stem in NUMBERS:
        from_start = start is not None and on == start.isoformat()
        return f"{NUMBERS[stem] if from_start else f'{NUMBERS[stem]} from {_day(on)}'} {number}".rstrip()
    if name in NUMBERS:
        return NUMBERS[name]
    kind, _, place = stem.partition(".")
    words = LAST.get(last, last.replace("_", " "))
    if kind == "class":
        return f"{place.replace('.', ', ')}: {words}"
    return f"{place or kind}: {words}" if stem else words


def _day(written: str) -> str:
    try:
        return day(date.fromisoformat(written))
    except ValueError:
        return written


def bounds(one: Quantity) -> str:
    """Write the range of a number, in the unit in which its value was written.

    Example:
        >>> from dataclasses import replace
        >>> from wellfounded.backlog.quantity import fixed
        >>> months = replace(fixed("x", "days", 365.25), low=182.625, high=547.875, written="12 months")
        >>> bounds(months), bounds(fixed("x", "days", 3.0))
        ('6 to 18 months, triangular', 'taken as certain')
    """
    if one.certain:
        return "taken as certain"
    unit = unit_of(one.written)
    size = KINDS[one.kind][unit]
    return f"{_plain(one.low / size)} to {_plain(one.high / size)} {unit}, {one.shape}"


def value(one: Quantity) -> str:
    """Write the central value of a number in the unit in which it was written.

    Example:
        >>> from wellfounded.backlog.quantity import fixed
        >>> value(fixed("x", "cases/year", 7000.0)), value(fixed("x", "share", 0.008))
        ('7,000 cases/year', '0.8 %')
    """
    unit = unit_of(one.written)
    return f"{_plain(one.value / KINDS[one.kind][unit])} {unit}"


def _plain(number: float) -> str:
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number + 0.0:.5g}"


def every_number(quantities: Iterable[Quantity], start: date | None = None) -> Iterable[Part]:
    """List every number with its range, source, day and how well it is known, and how they are drawn and spread."""
    rows = tuple(
        (
            Cell(called(one.name, start), under=bounds(one)),
            value(one),
            Cell(one.source, under=f"as of {one.as_of.isoformat()}; {KNOWN_NUMBERS[one.known]}"),
        )
        for one in quantities
        if not one.source.startswith("left out")
    )
    yield Heading("Every number, its range and its source")
    yield Paragraph(HOW_DRAWN)
    yield Table(("Number", "Value", "Source"), rows, widths=(28, 16, 52))
