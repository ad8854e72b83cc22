"""A forecast of a scenario: the central run, and the spread that its uncertain numbers and chance give it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog import fluid_kernel as kernel
from wellfounded.backlog.cases import CaseRun, run_cases
from wellfounded.backlog.draws import CENTRAL, Draw
from wellfounded.backlog.fluid import Flowed, run_fluid
from wellfounded.backlog.merged import merged
from wellfounded.backlog.plan import Plan, make_plan
from wellfounded.backlog.quantity import DAYS_PER_MONTH
from wellfounded.backlog.sampling import Margins, deviation_interval, margins
from wellfounded.backlog.scenario import Scenario
from wellfounded.backlog.waits import Ages, Waits, ages_of_pending, waits_by_class

Floats = NDArray[np.float64]

QUANTILES = (0.05, 0.25, 0.50, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Spread:
    """Five quantiles: 5, 25, 50, 75 and 95 in a hundred draws lie below them."""

    p05: float
    p25: float
    p50: float
    p75: float
    p95: float


@dataclass(frozen=True, slots=True)
class CentralYear:
    """One fiscal year with the central values; flows are those within the scenario's days.

    Attributes:
        fy: the fiscal year; it ends on 30 September.
        days: how many of its days the scenario covers.
        pending: active pending cases at its end.
        receipts, completions, closed, returned, appealed: cases.
        judges: on the bench at its end.
        completions_per_judge: completions of the days covered, at a yearly rate, by mean judge.
        inactive, at_board: cases at its end.
        mean_age: of the active cases at its end, in days.
        not_begun: active cases at its end that were never heard.
        wait: mean from filing to the first hearing, of those first heard in the days covered; None when none were.
        waits: the same of each class of the scenario.
    """

    fy: int
    days: int
    pending: float
    receipts: float
    completions: float
    closed: float
    returned: float
    appealed: float
    judges: float
    completions_per_judge: float
    inactive: float
    at_board: float
    mean_age: float
    not_begun: float
    wait: float | None
    waits: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """One fiscal year of a forecast.

    Attributes:
        central: the run with the central values.
        pending: active pending cases at its end, over the draws; not of any one run.
        margins: how well so few draws know their quantiles.
        unassumed: the same with the central values and no assumption about any ruling; None where nothing is assumed.
    """

    central: CentralYear
    pending: Spread
    margins: Margins
    unassumed: float | None = None


@dataclass(frozen=True, slots=True)
class Shares:
    """Where the spread comes from.

    Attributes:
        fy: at the end of which fiscal year.
        numbers: the uncertain numbers' share of the variance; the rest is chance.
        chance: standard deviation by chance alone, as a share of the pending cases.
        chance_range: its 95 % interval, wide where the runs were few.
    """

    fy: int
    numbers: float
    chance: float
    chance_range: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a scenario leads to.

    Attributes:
        scenario: the scenario.
        draws: how many draws of the uncertain numbers.
        fiscal_years: one row each.
        days: the days of the fan, counted from the start, about one a month.
        fan: active pending cases at their ends, five quantiles each [days, 5].
        central: the same of the central values [days].
        shares: how much of the spread is chance; None without replications or draws.
        waits: of each class, case by case; empty without replications.
        ages: of the cases active at the end; None without replications.
    """

    scenario: Scenario
    draws: int
    replications: int
    fiscal_years: tuple[FiscalYear, ...]
    days: tuple[int, ...]
    fan: Floats
    central: Floats
    shares: Shares | None
    waits: tuple[Waits, ...]
    ages: Ages | None


def month_ends(scenario: Scenario) -> tuple[int, ...]:
    """Return about one day a month, the fiscal years' last days among them."""
    monthly = {round((month + 1) * DAYS_PER_MONTH) - 1 for month in range(int(scenario.days / DAYS_PER_MONTH))}
    ends = {scenario.day_number(end) for end in scenario.fiscal_year_ends()}
    near = {day for day in monthly if all(abs(day - end) > 10 for end in ends)}
    return tuple(sorted(near | ends | {scenario.days - 1}))


def sampled_pending(scenario: Scenario, draws: int, days: tuple[int, ...]) -> Floats:
    """Return the active cases of each draw on some days [draws, days]."""
    whole = merged(scenario)
    drawn = (make_plan(whole, Draw(scenario.seed, number)) for number in range(draws))
    return np.array([run_fluid(plan, days=days, ages=False).active for plan in drawn])


def forecast(scenario: Scenario, *, draws: int = 1000, replications: int = 3) -> Forecast:
    """Run a scenario with its central values, with draws of its uncertain ones, and case by case.

    Args:
        draws: of the uncertain numbers, in the fluid model.
        replications: of the case engine with the central values, for the part of chance and the waits; 0 for none.
    """
    plan = make_plan(scenario, CENTRAL)
    days = month_ends(scenario)
    central = run_fluid(plan, days=days)
    sampled = sampled_pending(scenario, draws, days)
    fan = np.quantile(sampled, QUANTILES, axis=0).T
    spreads = {day: (Spread(*map(float, fan[at])), margins(sampled[:, at])) for at, day in enumerate(days)}
    ends = [scenario.day_number(end) for end in scenario.fiscal_year_ends()]
    years = tuple(
        FiscalYear(one, *spreads[day], unassumed)
        for one, day, unassumed in zip(central_years(plan, central), ends, _unassumed(scenario, ends), strict=True)
    )
    runs = [run_cases(plan, replication=one) for one in range(replications)]
    return Forecast(
        scenario,
        draws,
        replications,
        years,
        days,
        fan,
        central.active,
        _shares(scenario, runs, sampled, days),
        waits_by_class(runs[0]) if runs else (),
        ages_of_pending(runs[0]) if runs else None,
    )


def _unassumed(scenario: Scenario, days: list[int]) -> list[float | None]:
    """Return the active cases on some days with no assumption about any ruling; None where nothing is assumed."""
    if not scenario.assumes_of_rulings or not days:
        return [None] * len(days)
    return [*map(float, run_fluid(make_plan(scenario.without_assumptions()), days=days, ages=False).active)]


def _shares(scenario: Scenario, runs: list[CaseRun], sampled: Floats, days: tuple[int, ...]) -> Shares | None:
    """Split the variance of the pending cases on the last fiscal year's end into uncertain numbers and chance."""
    ends = scenario.fiscal_year_ends()
    if len(runs) < 2 or len(sampled) < 2 or not ends:
        return None
    day = scenario.day_number(ends[-1])
    numbers = float(sampled[:, days.index(day)].var(ddof=1))
    ended = np.array([run.active[day] for run in runs], dtype=np.float64)
    chance = float(ended.var(ddof=1))
    deviation = float(ended.std(ddof=1) / ended.mean())
    share = numbers / max(numbers + chance, 1e-12)
    return Shares(ends[-1].year, share, deviation, deviation_interval(deviation, len(runs)))


def central_years(plan: Plan, run: Flowed) -> tuple[CentralYear, ...]:
    """Return the fiscal years of a run whose recorded days hold the ends of fiscal years."""
    return tuple(_central_year(plan, run, end) for end in plan.scenario.fiscal_year_ends())


def _central_year(plan: Plan, run: Flowed, end: date) -> CentralYear:
    day = plan.scenario.day_number(end)
    first = max(0, day - (end - date(end.year - 1, 9, 30)).days + 1)
    row = int(np.searchsorted(run.days, day))
    before = int(np.searchsorted(run.days, first - 1))
    flows = run.flows[row] - (run.flows[before] if first > 0 else 0.0)
    judges = plan.bench.judges[first : day + 1]
    wait, *waits = run.waits(row, before if first > 0 else None)
    completed = float(flows[kernel.COMPLETED])
    return CentralYear(
        fy=end.year,
        days=day + 1 - first,
        pending=float(run.active[row]),
        receipts=float(flows[kernel.FILED]),
        completions=completed,
        closed=float(flows[kernel.CLOSED]),
        returned=float(flows[kernel.RECALENDARED] + flows[kernel.RETURNED]),
        appealed=float(flows[kernel.APPEALED]),
        judges=float(plan.bench.judges[day]),
        completions_per_judge=completed / max(float(judges.sum()), 1e-9) * 365.25,
        inactive=float(run.stocks[row, kernel.INACTIVE]),
        at_board=float(run.stocks[row, kernel.AT_BOARD]),
        mean_age=float(run.age[row]),
        not_begun=float(run.stocks[row, kernel.NOT_BEGUN]),
        wait=wait,
        waits=tuple(waits),
    )
