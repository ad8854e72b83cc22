"""How many judges a goal would take, with the interval that the uncertain numbers give it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from wellfounded.backlog.bench import bench_path
from wellfounded.backlog.draws import CENTRAL, Draw
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.merged import merged
from wellfounded.backlog.plan import Plan, make_plan
from wellfounded.backlog.quantity import fixed
from wellfounded.backlog.sampling import Margins, margins
from wellfounded.backlog.scenario import Judges, Scenario
from wellfounded.errors import WellfoundedError

MOST_JUDGES = 1_000_000.0


class GoalOutOfReach(WellfoundedError):
    """A goal that no number of judges reaches, or a year that the scenario does not cover."""


@dataclass(frozen=True, slots=True)
class Path:
    """The way to the goal with the bench found and the central values.

    Attributes:
        years: active pending cases at the end of each fiscal year up to the goal's day, by the year.
        lowest_on, lowest: the day up to then on which the fewest are pending, and how many.
        last_year: by how many they grow in the 365 days before the goal's day, or since the start where it is nearer.
    """

    years: tuple[tuple[int, float], ...]
    lowest_on: date
    lowest: float
    last_year: float


@dataclass(frozen=True, slots=True)
class Answer:
    """Judges needed.

    Attributes:
        scenario: of what courts.
        goal: in words.
        by: the day on which it is to be reached.
        target: active pending cases on that day.
        judges_needed: with the central values, a constant bench at full pace from the start on.
        low, high: 5 and 95 of 100 draws lie below them; None where so many draws reach the goal with no bench at all.
        now: judges at the start.
        unassumed: judges needed with the central values and no assumption about any ruling; None where nothing is
            assumed, or no number of judges does it.
        sampled: judges needed in each draw, None where no number of judges reaches the goal.
        path: how the pending cases come to the goal: they may be fewer before, and grow again after.
    """

    scenario: Scenario
    goal: str
    by: date
    target: float
    judges_needed: float
    low: float | None
    high: float | None
    now: float
    unassumed: float | None
    sampled: tuple[float | None, ...]
    path: Path

    @property
    def draws(self) -> int:
        """Return the number of draws; with none, low and high are the central answer."""
        return len(self.sampled)

    @property
    def out_of_reach(self) -> int:
        """Return in how many draws no number of judges reaches the goal."""
        return self.sampled.count(None)

    def below(self, share: float) -> float | None:
        """Return the bench under which a share of the draws lie; None where it falls among those no bench satisfies."""
        return _below(self.sampled, share)

    @property
    def margins(self) -> Margins:
        """Return how well so few draws know their quantiles; an end among draws that no bench satisfies is infinite."""
        return margins(np.array(_benches(self.sampled)))


def judges_needed(scenario: Scenario, *, share: float, by: date, draws: int = 100, asked: str = "") -> Answer:
    """Find the constant bench with which the active pending cases are a share of the start's on a day.

    The bench takes the place of the scenario's hiring, ramp-up and attrition: it sits at full pace from the first day,
    so the answer is a floor, and judges who come later have to be more. What waits for a day already set at the start
    is the scenario's, left by the bench that there was.

    Args:
        share: of the cases at the start; 1 to hold, 0.5 to halve.
        by: the day.
        asked: the option by which the day was asked, for the message of an error.
    Raises:
        GoalOutOfReach: if the scenario does not cover the day, or no bench reaches the goal with the central values.
    """
    if not scenario.start < by < scenario.until:
        raise GoalOutOfReach(
            f"The scenario covers {scenario.start} to {scenario.until}, not {by}.",
            where=asked,
            remedy=_years_covered(scenario),
        )
    whole = merged(scenario)
    found = _solved(whole, CENTRAL, share, by)
    if found is None:
        raise GoalOutOfReach(
            f"No number of judges brings the pending cases to {100 * share:.0f} % of the start's by {by}.",
            where=asked,
            remedy="Cases wait for days already set, whatever the bench. Choose a later year.",
        )
    sampled = tuple(_solved(whole, Draw(scenario.seed, number), share, by) for number in range(draws))
    low, high = (_below(sampled, part) if sampled else found for part in (0.05, 0.95))
    goals = {1.0: "bring the pending cases back to their number at the start", 0.5: "halve the pending cases"}
    goal = goals.get(share, f"bring the pending cases to {100 * share:.0f} %")
    return Answer(
        scenario,
        goal,
        by,
        share * scenario.stock.active.value,
        found,
        low,
        high,
        scenario.judges.start.value,
        _unassumed(scenario, share, by),
        sampled,
        _path(whole, found, by),
    )


def _path(scenario: Scenario, judges: float, by: date) -> Path:
    """Follow the pending cases with the bench found, day by day up to the goal's."""
    day = scenario.day_number(by)
    active = run_fluid(_with_judges(make_plan(scenario), judges, CENTRAL), days=range(day + 1), ages=False).active
    ends = [end for end in scenario.fiscal_year_ends() if end <= by]
    lowest = int(active.argmin())
    before = active[day - 365] if day >= 365 else scenario.stock.active.value
    return Path(
        tuple((end.year, float(active[scenario.day_number(end)])) for end in ends),
        scenario.start + timedelta(days=lowest),
        float(active[lowest]),
        float(active[day] - before),
    )


def _unassumed(scenario: Scenario, share: float, by: date) -> float | None:
    if not scenario.assumes_of_rulings:
        return None
    return _solved(merged(scenario.without_assumptions()), CENTRAL, share, by)


def _years_covered(scenario: Scenario) -> str:
    """Say which fiscal years' ends a scenario covers."""
    ends = scenario.fiscal_year_ends()
    if not ends:
        return "It covers the end of no fiscal year (30 September); extend it."
    return f"Give a fiscal year whose end (30 September) it covers, {ends[0].year} to {ends[-1].year}, or extend it."


def _below(sampled: Sequence[float | None], share: float) -> float | None:
    """Return the bench under which a share of the draws lie, those that no bench satisfies above all others."""
    found = float(np.quantile(_benches(sampled), share, method="inverted_cdf"))
    return found if math.isfinite(found) else None


def _benches(sampled: Sequence[float | None]) -> list[float]:
    return [math.inf if one is None else one for one in sampled]


def _solved(scenario: Scenario, draw: Draw, share: float, by: date) -> float | None:
    """Find the bench by halving an interval; more judges never leave more cases pending."""
    day = scenario.day_number(by)
    target = share * draw(scenario.stock.active)
    plan = make_plan(scenario, draw)

    def pending(judges: float) -> float:
        return float(run_fluid(_with_judges(plan, judges, draw), days=[day], ages=False).active[0])

    low, high = 0.0, max(1.0, 2 * scenario.judges.start.value)
    while pending(high) > target:
        low, high = high, 2 * high
        if high > MOST_JUDGES:
            return None
    while high - low > max(0.25, 1e-4 * high):
        middle = (low + high) / 2
        low, high = (middle, high) if pending(middle) > target else (low, middle)
    return high


def _with_judges(plan: Plan, judges: float, draw: Draw) -> Plan:
    """Return a plan with a constant bench at full pace, and what the scenario's own bench had begun at the start."""
    return replace(plan, bench=bench_path(with_bench(plan.scenario, judges), draw))


def with_bench(scenario: Scenario, judges: float) -> Scenario:
    """Return a scenario with a constant bench at full pace."""
    zero = fixed("judges.none", "days", 0.0)
    bench = Judges(
        start=fixed("judges.needed", "judges", judges, on=scenario.start, source="solved for"),
        hours=scenario.judges.hours,
        attrition=zero,
        hiring_delay=zero,
        ramp_up=zero,
        ramp_start=fixed("judges.full", "share", 1.0),
        changes=(),
    )
    return replace(scenario, judges=bench)
