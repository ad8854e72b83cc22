"""One forecast of the hindcast beside what came, and intervals widened by what earlier forecasts got wrong."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

EIGHTY = 1.2816
"""How many standard deviations an 80 % interval reaches to each side."""
PRIOR = 2
"""How many forecasts that erred just as they said the first origin is taken to have seen; assumed, not fitted."""


@dataclass(frozen=True, slots=True)
class Forecasted:
    """One forecast: what was said and what came.

    Attributes:
        way: the model, or the trend rule.
        reading: which of `outlook.READINGS`.
        origin: the fiscal year at whose end the forecast stands.
        horizon: years.
        middle, low, high: pending cases, with the 80 % interval.
        came: pending cases as published.
    """

    way: str
    reading: str
    origin: int
    horizon: int
    middle: float
    low: float
    high: float
    came: float

    @property
    def held(self) -> bool:
        """Say whether the interval held what came."""
        return self.low <= self.came <= self.high

    @property
    def surprise(self) -> float:
        """Return the error in the standard deviations that the interval stands for, on the side where it fell."""
        side = self.high if self.came > self.middle else self.low
        return abs(math.log(self.came / self.middle) / math.log(side / self.middle)) * EIGHTY


def widened(forecasts: Sequence[Forecasted]) -> tuple[Forecasted, ...]:
    """Widen each forecast's interval by the surprises of the same way and reading that were known at its origin.

    The factor is the root mean square surprise of the forecasts whose outcome had come by then, at every horizon,
    `PRIOR` forecasts of surprise 1 among them. Intervals are never narrowed.
    """
    return tuple(_wider(one, widening(forecasts, one.way, one.reading, one.origin)) for one in forecasts)


def widening(forecasts: Sequence[Forecasted], way: str, reading: str, origin: int) -> float:
    """Return the factor known at an origin."""
    known = [
        one for one in forecasts if (one.way, one.reading) == (way, reading) and one.origin + one.horizon <= origin
    ]
    squares = sum(one.surprise**2 for one in known)
    return max(1.0, math.sqrt((PRIOR + squares) / (PRIOR + len(known))))


def _wider(one: Forecasted, factor: float) -> Forecasted:
    if factor == 1.0:
        return one
    low, high = (one.middle * (end / one.middle) ** factor for end in (one.low, one.high))
    return replace(one, low=low, high=high)
