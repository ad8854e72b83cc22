"""Two scenarios and their difference, paired: the same draws of shared numbers, and in each case the same luck."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from wellfounded.backlog.cases import run_cases
from wellfounded.backlog.forecast import QUANTILES, Spread, sampled_pending
from wellfounded.backlog.plan import make_plan
from wellfounded.backlog.scenario import Scenario
from wellfounded.errors import WellfoundedError


class NotComparable(WellfoundedError):
    """Two scenarios that do not start on the same day, or share no fiscal year's end."""


@dataclass(frozen=True, slots=True)
class YearDifference:
    """The second scenario less the first at the end of a fiscal year, in active pending cases.

    Attributes:
        fy: the fiscal year.
        first, second: their middles.
        difference: over paired draws of the uncertain numbers.
        unpaired: what the difference would be if each scenario drew for itself, for comparison.
    """

    fy: int
    first: float
    second: float
    difference: Spread
    unpaired: Spread


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two scenarios side by side.

    Attributes:
        chance_difference: mean difference at the last common year's end in the case engine.
        chance_error: its standard error over replications, each with the same keyed luck in both.
        variance_cut: how many times pairing cuts the variance of that difference against separate luck; None where
            fewer than four replications tell.
    """

    first: Scenario
    second: Scenario
    draws: int
    replications: int
    years: tuple[YearDifference, ...]
    chance_difference: float | None
    chance_error: float | None
    variance_cut: float | None


def compare(first: Scenario, second: Scenario, *, draws: int = 200, replications: int = 4) -> Comparison:
    """Compare two scenarios.

    Raises:
        NotComparable: if they start on different days, or share no fiscal year's end.
    """
    ends = [end for end in first.fiscal_year_ends() if end in second.fiscal_year_ends()]
    if first.start != second.start or not ends:
        raise NotComparable(
            f'"{first.id}" runs from {first.start} to {first.until}, "{second.id}" from '
            f"{second.start} to {second.until}.",
            remedy="Two scenarios are compared from the same start: change that of one."
            if first.start != second.start
            else "They have the end of no fiscal year (30 September) in common, where they are compared: extend them.",
        )
    days = tuple(first.day_number(end) for end in ends)
    one, other = sampled_pending(first, draws, days), sampled_pending(second, draws, days)
    apart = sampled_pending(second, draws, days, begin=draws)
    years = tuple(
        YearDifference(
            end.year,
            float(np.median(one[:, at])),
            float(np.median(other[:, at])),
            _spread(other[:, at] - one[:, at]),
            _spread(apart[:, at] - one[:, at]),
        )
        for at, end in enumerate(ends)
    )
    chance = _chance(first, second, ends[-1], replications)
    return Comparison(first, second, draws, replications, years, *chance)


def _spread(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Spread:
    return Spread(*(float(one) for one in np.quantile(values, QUANTILES)))


def _chance(
    first: Scenario, second: Scenario, end: date, replications: int
) -> tuple[float | None, float | None, float | None]:
    """Run both in the case engine with the same luck, replication by replication."""
    if replications < 2:
        return None, None, None
    day = first.day_number(end)
    plans = make_plan(first), make_plan(second)
    runs = np.array(
        [[float(run_cases(plan, replication=r).active[day]) for plan in plans] for r in range(replications)]
    )
    paired = runs[:, 1] - runs[:, 0]
    separate = runs[:, 0].var(ddof=1) + runs[:, 1].var(ddof=1)
    known = replications >= 4 and paired.var(ddof=1) > 0
    cut = float(separate / paired.var(ddof=1)) if known else None
    return float(paired.mean()), float(paired.std(ddof=1) / np.sqrt(replications)), cut
