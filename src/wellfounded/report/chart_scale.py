"""Round numbers for the scale of a picture, and how they are written beside it."""

from __future__ import annotations

import math


def nice_top(most: float) -> float:
    """Return a round number not under the most, that four steps divide well.

    Example:
        >>> nice_top(2_470_000), nice_top(714_000), nice_top(0.65)
        (3200000.0, 800000.0, 0.8)
    """
    unit = 10.0 ** math.floor(math.log10(most)) if most > 0 else 1.0
    return next(unit * step for step in (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 4.8, 6, 8, 10) if unit * step >= most)


def short_count(cases: float) -> str:
    """Write a number of cases for a scale.

    Example:
        >>> short_count(1_500_000), short_count(800_000), short_count(0)
        ('1.5 million', '800,000', '0')
    """
    return f"{cases / 1e6:g} million" if cases >= 1e6 else f"{cases:,.0f}"
