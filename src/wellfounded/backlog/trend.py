"""A damped trend through past values of a series, chosen by how it would have erred one year ahead in the past."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

CANDIDATES = ((0.0, 0.5), *product((0.5, 1.0), (0.5, 0.8)))
"""Of the last change that was not foreseen, how much enters the slope; how much of the slope stays a year later.

The first carries the last value on. They are few and round, because there are a dozen values at most."""


@dataclass(frozen=True, slots=True)
class Trend:
    """Where a series stands, in logarithms, and how it is taken to go on.

    Attributes:
        level: the logarithm of the last value.
        slope: its change in the last year, as far as it is taken to last.
        gain, damping: the candidate chosen.
        errors: one year ahead, of the past values after the first, in logarithms.
    """

    level: float
    slope: float
    gain: float
    damping: float
    errors: tuple[float, ...]

    def path(self, shocks: Sequence[float]) -> list[float]:
        """Return the values of the years that follow; a shock is what a year brings that was not foreseen.

        Example:
            >>> [round(one) for one in chosen_trend([400, 200, 100]).path([0, 0, 0])]
            [57, 37, 26]
        """
        level, slope, values = self.level, self.slope, []
        for shock in shocks:
            slope = self.damping * slope
            level += slope + shock
            slope += self.gain * shock
            values.append(math.exp(level))
        return values


def chosen_trend(values: Sequence[float]) -> Trend:
    """Choose the trend that would have erred least, by squares, one year ahead; the earlier candidate where equal.

    Args:
        values: the past, oldest first, none of them zero.
    """
    trends = (_trend(values, gain, damping) for gain, damping in CANDIDATES)
    return min(trends, key=lambda one: sum(error * error for error in one.errors))


def last_value(values: Sequence[float]) -> Trend:
    """Carry the last value on, without a slope."""
    return _trend(values, *CANDIDATES[0])


def _trend(values: Sequence[float], gain: float, damping: float) -> Trend:
    level, slope, errors = math.log(values[0]), 0.0, []
    for value in values[1:]:
        slope = damping * slope
        error = math.log(value) - level - slope
        level += slope + error
        slope += gain * error
        errors.append(error)
    return Trend(level, slope, gain, damping, tuple(errors))
