"""Draws of the uncertain numbers, each run case by case several times: how much of the spread is which.

The variance within a draw is chance alone. The variance of the draws' means, less the chance left in a mean, is that of
the numbers. Unlike the fan of a forecast, which comes from the fluid model, nothing here is taken for a mean.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from wellfounded.backlog.cases import run_cases
from wellfounded.backlog.draws import Draw
from wellfounded.backlog.forecast import QUANTILES, Spread
from wellfounded.backlog.plan import make_plan
from wellfounded.backlog.scenario import Scenario
from wellfounded.errors import WellfoundedError


class NotNested(WellfoundedError):
    """Too few draws or repetitions to tell numbers from chance, or a scenario without an end of a fiscal year."""


@dataclass(frozen=True, slots=True)
class Nested:
    """Draws with repetitions, case by case, at the end of the scenario's last fiscal year.

    Attributes:
        scenario: what was run.
        fy: the fiscal year.
        draws, replications: how many draws, and runs of each.
        pending: active pending cases over all runs.
        numbers: standard deviation that the uncertain numbers give, in cases.
        chance: standard deviation by chance alone, in cases.
        events: cases that came, hearings set, begun and over, appeals and decisions, in all runs.
    """

    scenario: Scenario
    fy: int
    draws: int
    replications: int
    pending: Spread
    numbers: float
    chance: float
    events: int

    @property
    def runs(self) -> int:
        """Return how many runs that were."""
        return self.draws * self.replications

    @property
    def share(self) -> float:
        """Return the uncertain numbers' share of the variance of one run; the rest is chance."""
        return self.numbers**2 / max(self.numbers**2 + self.chance**2, 1e-12)


def nested(
    scenario: Scenario, *, draws: int, replications: int, told: Callable[[int], None] = lambda done: None
) -> Nested:
    """Run each draw of the uncertain numbers case by case, several times.

    Args:
        scenario: what is run.
        draws, replications: how many draws, and runs of each.
        told: called after each draw with how many are done.
    Raises:
        NotNested: if fewer than two draws or repetitions are asked, or the scenario covers no end of a fiscal year.
    """
    ends = scenario.fiscal_year_ends()
    if draws < 2 or replications < 2 or not ends:
        raise NotNested(
            f"{draws} draws with {replications} repetitions cannot tell numbers from chance.",
            remedy="Ask at least two of both, of a scenario that covers the end of a fiscal year (30 September).",
        )
    day = scenario.day_number(ends[-1])
    ended, events = np.zeros((draws, replications)), 0
    for number in range(draws):
        plan = make_plan(scenario, Draw(scenario.seed, number))
        for replication in range(replications):
            run = run_cases(plan, replication=number * replications + replication, days=[day])
            ended[number, replication] = run.active[day]
            events += run.events
        told(number + 1)
    return _split(scenario, ends[-1].year, ended, events)


def _split(
    scenario: Scenario, fy: int, ended: np.ndarray[tuple[int, ...], np.dtype[np.float64]], events: int
) -> Nested:
    draws, replications = ended.shape
    chance = float(ended.var(axis=1, ddof=1).mean())
    numbers = max(0.0, float(ended.mean(axis=1).var(ddof=1)) - chance / replications)
    pending = Spread(*(float(one) for one in np.quantile(ended, QUANTILES)))
    return Nested(scenario, fy, draws, replications, pending, numbers**0.5, chance**0.5, events)
