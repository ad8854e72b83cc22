"""Two scenarios and their difference, paired: the same draws of shared numbers, and in each case the same luck.

Both are drawn with the first scenario's seed: with two seeds nothing would be shared.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog.cases import run_cases
from wellfounded.backlog.forecast import QUANTILES, Spread, sampled_pending
from wellfounded.backlog.pairing import Pairing, pairing
from wellfounded.backlog.plan import make_plan
from wellfounded.backlog.sampling import Margins, margins
from wellfounded.backlog.scenario import Scenario
from wellfounded.errors import WellfoundedError

Floats = NDArray[np.float64]

FEWEST_FOR_CUT = 16
"""From fewer runs the variance of a difference is known so badly that how far it falls is not told."""


class NotComparable(WellfoundedError):
    """Two scenarios that do not start on the same day, or share no fiscal year's end."""


@dataclass(frozen=True, slots=True)
class YearDifference:
    """The second scenario less the first at the end of a fiscal year, in active pending cases.

    Attributes:
        fy: the fiscal year.
        first, second: their middles.
        difference: over paired draws of the uncertain numbers; its middle is not the difference of the two middles.
        unpaired: what the difference would be if each scenario drew for itself, for comparison.
        margins: how well so few draws know the difference's quantiles.
    """

    fy: int
    first: float
    second: float
    difference: Spread
    unpaired: Spread
    margins: Margins


@dataclass(frozen=True, slots=True)
class ByChance:
    """The difference at the last common year's end in the case engine, with the central values.

    Attributes:
        replications: how many runs of both, each pair with the same keyed luck.
        difference: its mean, in cases.
        error: its standard error.
        cut: how many times pairing cuts the variance of the difference against separate luck, with its 95 % interval
            (a jackknife of its logarithm); None from fewer than `FEWEST_FOR_CUT` runs, or where nothing differs.
    """

    replications: int
    difference: float
    error: float
    cut: tuple[float, float, float] | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two scenarios side by side, as their files have them.

    Attributes:
        drawn: which numbers both draw alike, and with which seed.
        by_chance: None where nothing was run case by case.
    """

    first: Scenario
    second: Scenario
    draws: int
    years: tuple[YearDifference, ...]
    drawn: Pairing
    by_chance: ByChance | None


def compare(first: Scenario, second: Scenario, *, draws: int = 500, replications: int = 4) -> Comparison:
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
    seeded = replace(second, seed=first.seed)
    days = tuple(first.day_number(end) for end in ends)
    one, other = sampled_pending(first, draws, days), sampled_pending(seeded, draws, days)
    years = tuple(_year(end, one[:, at], other[:, at]) for at, end in enumerate(ends))
    by_chance = _by_chance(first, seeded, ends[-1], replications)
    return Comparison(first, second, draws, years, pairing(first, second), by_chance)


def _year(end: date, one: Floats, other: Floats) -> YearDifference:
    """Set the draws of two scenarios against each other; each against the next draw of the other is unpaired."""
    middles = float(np.median(one)), float(np.median(other))
    return YearDifference(
        end.year, *middles, _spread(other - one), _spread(np.roll(other, 1) - one), margins(other - one)
    )


def _spread(values: Floats) -> Spread:
    return Spread(*(float(one) for one in np.quantile(values, QUANTILES)))


def _by_chance(first: Scenario, second: Scenario, end: date, replications: int) -> ByChance | None:
    """Run both in the case engine with the same luck, replication by replication."""
    if replications < 2:
        return None
    day = first.day_number(end)
    plans = make_plan(first), make_plan(second)
    runs = np.array(
        [[float(run_cases(plan, replication=r).active[day]) for plan in plans] for r in range(replications)]
    )
    paired = runs[:, 1] - runs[:, 0]
    return ByChance(
        replications, float(paired.mean()), float(paired.std(ddof=1) / np.sqrt(replications)), variance_cut(runs)
    )


def variance_cut(runs: Floats) -> tuple[float, float, float] | None:
    """Return how many times the variance of a paired difference is smaller than that of an unpaired one.

    Args:
        runs: the two numbers of each pair [runs, 2].
    Returns:
        The times, and the ends of its 95 % interval; None from fewer than `FEWEST_FOR_CUT` runs, or where the
        difference does not vary.
    """
    if len(runs) < FEWEST_FOR_CUT or np.ptp(runs[:, 1] - runs[:, 0]) == 0:
        return None
    found = _log_cut(runs)
    without = np.array([_log_cut(np.delete(runs, at, axis=0)) for at in range(len(runs))])
    error = float(np.sqrt((len(runs) - 1) * without.var()))
    low, middle, high = (float(np.exp(found + side * 1.96 * error)) for side in (-1, 0, 1))
    return middle, low, high


def _log_cut(runs: Floats) -> float:
    separate = runs.var(axis=0, ddof=1).sum()
    return float(np.log(separate / max(float((runs[:, 1] - runs[:, 0]).var(ddof=1)), 1e-300)))
