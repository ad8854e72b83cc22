"""From days to places on a line: one scale, or two where much happened in the later years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

_LEAST_YEARS_BEFORE = 5
_LEAST_RATIO, _MOST_RATIO, _LEAST_GAIN = 1.7, 6.0, 1.05
_WIDE_ENOUGH = 90.0
_LEAST_BETWEEN_TICKS = 46


class Scale(NamedTuple):
    """Days on a line from `left` to `right`, with at most one change of scale.

    Attributes:
        first, last: the days at the two ends.
        left, right: the places of the two ends.
        turn: the day from which the scale is wider, or None.
        middle: the place of that day.
    """

    first: date
    last: date
    left: float
    right: float
    turn: date | None
    middle: float

    def at(self, day: date) -> float:
        """Return the place of a day; days outside are drawn at the ends."""
        if day <= self.first:
            return self.left
        if day >= self.last:
            return self.right
        if self.turn is None:
            return _between(day, self.first, self.last, self.left, self.right)
        if day < self.turn:
            return _between(day, self.first, self.turn, self.left, self.middle)
        return _between(day, self.turn, self.last, self.middle, self.right)

    def ratio(self) -> float:
        """Return how many times wider a year is after the turn."""
        if self.turn is None:
            return 1.0
        before = (self.middle - self.left) / max((self.turn - self.first).days, 1)
        after = (self.right - self.middle) / max((self.last - self.turn).days, 1)
        return after / before

    def ticks(self) -> Iterator[date]:
        """List the beginnings of years to be marked, with room between them."""
        last_place = float("-inf")
        for year in range(self.first.year, self.last.year + 1):
            day = date(year, 1, 1)
            wide = self.turn is not None and day >= self.turn
            step = self._step(wide)
            if day < self.first or year % step:
                continue
            if self.at(day) - last_place >= _LEAST_BETWEEN_TICKS:
                last_place = self.at(day)
                yield day

    def _step(self, wide: bool) -> int:
        day = self.turn if wide and self.turn else self.first
        year = self.at(date(day.year + 2, 1, 1)) - self.at(date(day.year + 1, 1, 1))
        return next((step for step in (1, 2, 5, 10) if step * year >= _LEAST_BETWEEN_TICKS), 20)


def scale(first: date, last: date, events: Iterable[date], *, left: float, right: float) -> Scale:
    """Make a scale; it turns wider at the beginning of a year, where that sets the events clearly further apart."""
    days = sorted({day for day in events if first <= day <= last})
    even = Scale(first, last, left, right, None, right)
    best, room = even, _closest(even, days) * _LEAST_GAIN
    for year in range(first.year + _LEAST_YEARS_BEFORE, last.year - 1):
        turn = date(year, 1, 1)
        share = min(0.45, max(0.22, sum(day < turn for day in days) / max(len(days), 1)))
        found = Scale(first, last, left, right, turn, left + share * (right - left))
        if _LEAST_RATIO <= found.ratio() <= _MOST_RATIO and _closest(found, days) > room:
            best, room = found, _closest(found, days)
    return best


def _closest(found: Scale, days: list[date]) -> float:
    """Measure how far apart neighbouring events are drawn; even distances count more than a few wide ones."""
    gaps = [sqrt(min(found.at(later) - found.at(day), _WIDE_ENOUGH)) for day, later in pairwise(days)]
    return sum(gaps) / len(gaps) if gaps else sqrt(_WIDE_ENOUGH)


def _between(day: date, first: date, last: date, left: float, right: float) -> float:
    return left + (right - left) * (day - first).days / max((last - first).days, 1)
