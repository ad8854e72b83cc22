"""How well so few draws, or runs, know what they tell: intervals of quantiles and of a standard deviation.

The interval of a quantile needs no form of the distribution: of n draws, the number that lie below the quantile of a
share p is binomial, so two of the ordered draws hold it with a known chance (order statistics).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Range = tuple[float | None, float | None]
"""Two ends; None where so few draws give no end on that side."""

OUTSIDE = 0.05
"""How often an interval may miss, both sides together: 95 % intervals."""
FEWEST_DRAWS = 20
"""With fewer draws than these, nothing is said of nine draws in ten: less than one lies beyond each end."""


@dataclass(frozen=True, slots=True)
class Margins:
    """The 95 % intervals of three quantiles by the sampling alone: what more draws would narrow."""

    p05: Range
    p50: Range
    p95: Range


def margins(values: Floats) -> Margins:
    """Return how well draws know their 5, 50 and 95 of 100."""
    return Margins(*(quantile_interval(values, share) for share in (0.05, 0.5, 0.95)))


def quantile_interval(values: Floats, share: float) -> Range:
    """Return the two of some independent draws that hold the quantile of a share in at least 95 of 100 samples.

    Example:
        >>> quantile_interval(np.arange(1.0, 101.0), 0.5)
        (40.0, 61.0)
        >>> quantile_interval(np.arange(1.0, 21.0), 0.05)
        (None, 4.0)
    """
    ordered, below = np.sort(values), _binomial(len(values), share)
    under = int(np.count_nonzero(below <= OUTSIDE / 2))
    over = int(np.searchsorted(below, 1 - OUTSIDE / 2))
    low = float(ordered[under - 1]) if under else None
    return low, float(ordered[over]) if over < len(ordered) else None


def _binomial(trials: int, share: float) -> Floats:
    """Return the chance of no more than so many successes, from none to all [trials + 1]."""
    numbers = np.arange(trials + 1)
    factorials = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, trials + 1)))])
    ways = factorials[-1] - factorials - factorials[::-1]
    return np.cumsum(np.exp(ways + numbers * math.log(share) + (trials - numbers) * math.log1p(-share)))


def deviation_interval(deviation: float, runs: int) -> tuple[float, float]:
    """Return the 95 % interval of the standard deviation that some runs show, if they scatter normally.

    Example:
        >>> [round(end, 2) for end in deviation_interval(1.0, 3)]
        [0.52, 6.28]
    """
    freedom = runs - 1
    low, high = (_chi_squared(share, freedom) for share in (OUTSIDE / 2, 1 - OUTSIDE / 2))
    return deviation * math.sqrt(freedom / high), deviation * math.sqrt(freedom / low)


def _chi_squared(share: float, freedom: int) -> float:
    """Return below what a share of the chi-squared distribution lies, by halving an interval."""
    low, high = 0.0, freedom + 12 * math.sqrt(2 * freedom) + 30
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if _below(middle, freedom) < share else (low, middle)
    return high


def _below(value: float, freedom: int) -> float:
    """Return the share of the chi-squared distribution below a value, by the series of the incomplete gamma."""
    shape, x = freedom / 2, value / 2
    term = total = math.exp(shape * math.log(x) - x - math.lgamma(shape + 1)) if x > 0 else 0.0
    number = shape
    while term > 1e-16 * total:
        number += 1
        term *= x / number
        total += term
    return total
