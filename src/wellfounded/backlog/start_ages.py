"""How old the cases of the start are, in both engines.

Where a docket gives ages, the oldest of each court are begun and the others are not. Without one, the begun and the
others are each of any age from 0 to twice the mean, evenly. Of the inactive cases, the appeals at the Board and the
cases completed before the start that come back later, nothing is known: on the day of the start they are as old as the
active ones are on average.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog.plan import Plan

Floats = NDArray[np.float64]


def ages_at_start(plan: Plan, k: int, counts: NDArray[np.int64]) -> Floats:
    """Return the age of each case of a court's stock, in days.

    Args:
        plan: the scenario under one draw.
        k: the court.
        counts: how many are inactive, at the Board, begun and not begun [4]; the ages stand in this order, the oldest
            of each first.
    """
    inactive, at_board, begun, not_begun = map(int, counts)
    of_begun, of_others = split_ages(plan, k)
    unknown = np.full(inactive + at_board, plan.mean_age)
    return np.concatenate([unknown, _evenly(of_begun, begun), _evenly(of_others, not_begun)])


def split_ages(plan: Plan, k: int) -> tuple[Floats, Floats]:
    """Return ages of a court's cases, begun and not begun, the oldest first; a share between two is between them."""
    if not plan.ages:
        even = np.array([2 * plan.mean_age, 0.0])
        return even, even
    ages, share = plan.ages[k], float(plan.begun.sum()) / max(plan.stock, 1.0)
    first = round(len(ages) * share)
    return ages[: max(1, first)], ages[first:]


def _evenly(ages: Floats, cases: int) -> Floats:
    """Return the ages of so many cases, spread as the ages given are."""
    rank = 1 - (np.arange(cases) + 0.5) / max(cases, 1)
    return np.asarray(np.quantile(ages, rank)) if len(ages) else np.zeros(cases)
