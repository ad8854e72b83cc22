"""One class of cases for all, as the hindcast runs it: nothing published splits the flows of each year by class."""

from __future__ import annotations

from wellfounded.backlog.quantity import Quantity, fixed
from wellfounded.backlog.scenario import CaseClass, Hearing


def _number(name: str, kind: str, value: float) -> Quantity:
    return fixed(f"typical.{name}", kind, value)


def _hearing(name: str, minutes: float, continued: float, ends: float, days: float) -> Hearing:
    return Hearing(
        name,
        _number("length", "minutes", minutes),
        "fixed",
        _number("spread", "share", 0.0),
        _number("continued", "share", continued),
        _number("ends", "share", ends),
        _number("set_after", "days", days),
    )


TYPICAL = CaseClass(
    "typical",
    0,
    _number("intake_share", "share", 1.0),
    _number("stock_share", "share", 1.0),
    _number("granted", "share", 0.0),
    _number("appealed", "share", 0.0),
    _number("appealed", "share", 0.0),
    (_hearing("master", 15, 0.6, 0.35, 120), _hearing("merits", 90, 0.33, 1.0, 150)),
)
"""Its lengths cancel out, since the hours of each year follow from the completions; how often a case is heard only
spreads closures."""


def _course(closing: float) -> tuple[float, float]:
    """Return the hearings and the judge's minutes of a case, on average, with a share of hearings that close it."""
    there, hearings, minutes = 1.0, 0.0, 0.0
    for one in TYPICAL.hearings:
        times = there / (1 - (1 - closing) * one.continued.value)
        hearings += times
        minutes += times * one.length.value
        there = times * (1 - closing) * (1 - one.continued.value) * (1 - one.ends.value)
    return hearings, minutes


def closing_share(closed_per_completion: float) -> float:
    """Return the share of hearings that must end in closure for so many closures to one completion.

    Example:
        >>> closing_share(0.0), round(closing_share(0.2), 3)
        (0.0, 0.053)
    """
    low, high = 0.0, 0.9
    while high - low > 1e-9:
        middle = (low + high) / 2
        closed = middle * _course(middle)[0]
        low, high = (middle, high) if closed < closed_per_completion * (1 - closed) else (low, middle)
    return low


def minutes_per_completion(closing: float) -> float:
    """Return the judge's minutes spent, on completed and on closed cases, for each completion."""
    hearings, minutes = _course(closing)
    return minutes / (1 - closing * hearings)
