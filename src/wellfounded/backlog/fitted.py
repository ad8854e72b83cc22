"""The built-in scenario fitted, at the end of a past fiscal year, to the year just ended; then its plans.

The hours of a judge are such that the first year would complete as many cases as the year just ended did, as those of
the built-in scenario are. What comes back, or is closed, is such that it adds as many cases in the first year as
receipts and completions left unexplained in the year just ended; nothing where that is not known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog import fluid_kernel as kernel
from wellfounded.backlog.draws import CENTRAL, Draw
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.past import Record
from wellfounded.backlog.plan import Plan, make_plan
from wellfounded.backlog.set_back import Fitted, set_back

NEAR = 1e-3
"""How near the fit comes, as a share of the completions and of the pending cases.

At the end of FY2008 it cannot come nearer than 0.07 %: the days between hearings are those of 2018 and hold nearly all
the cases then pending, so that more hours would find no case ready.
"""
STEPS = 40
STRETCH = 1.15
"""How far a step goes: completions follow the bench's pace, but not wholly, as the days between hearings stay."""
FIRST_HOURS, HEARINGS = 1200.0, 3.0
"""Where the search begins: hours of a judge in a year, and hearings to a completion."""


@dataclass(frozen=True, slots=True)
class FirstYear:
    """What the first year of a plan brings: cases completed, closed, and added by returns less closures."""

    completed: float
    closed: float
    added: float


def model_plans(record: Record, reading: str, origin: int, years: int) -> Callable[[int | None], Plan]:
    """Return what makes the plans of the model's forecasts from an origin, by the number of the draw; None: the middle.

    Args:
        record: the published past.
        reading: which of `outlook.READINGS`.
        origin: the fiscal year at whose end the forecast stands.
        years: how many years it reaches.
    """
    after = range(origin + 1, origin + years + 1)
    true = reading == "inputs"
    held = record.mean_bench(origin) if true else record.judges_known[origin]
    fitted = fitted_to_last_year(record, origin, held)
    judges = [record.judges[year] for year in (origin, *after)] if true else [held]
    receipts = None if reading == "past" else {year: record.receipts[year] for year in after}
    scenario = set_back(record, origin, years, fitted, judges=judges, receipts=receipts)

    def plan(number: int | None) -> Plan:
        made = make_plan(scenario, CENTRAL if number is None else Draw(scenario.seed, number))
        return completing(made, [record.completions[year] for year in after]) if reading == "flows" else made

    return plan


def fitted_to_last_year(record: Record, origin: int, judges: float) -> Fitted:
    """Work out the hours of a judge, and what returns or is closed, from the year just ended.

    Args:
        judges: the bench that is taken to have held its hearings.
    """
    completed = record.completions[origin]
    added = record.net(origin) if origin - 1 in record.pending else 0.0
    hours, more, hearings = FIRST_HOURS, 0.0, HEARINGS * completed
    for _ in range(STEPS):
        tried = Fitted(hours, max(more, 0.0), max(-more, 0.0) / hearings)
        year = first_year(make_plan(set_back(record, origin, 1, tried, judges=(judges,))))
        missing = added - year.added
        if abs(year.completed / completed - 1) < NEAR and abs(missing) < NEAR * record.pending[origin]:
            break
        hours *= (completed / year.completed) ** STRETCH
        more += missing
        hearings = year.closed / tried.closing if tried.closing else hearings
    return tried


def first_year(plan: Plan) -> FirstYear:
    """Run the first fiscal year of a plan that starts with one."""
    run = run_fluid(plan, days=[_last_days(plan)[0]], ages=False)
    closed = float(run.flow(kernel.CLOSED)[0])
    back = float(run.flow(kernel.RECALENDARED)[0] + run.flow(kernel.RETURNED)[0])
    return FirstYear(float(run.flow(kernel.COMPLETED)[0]), closed, back - closed)


def completing(plan: Plan, wanted: list[float]) -> Plan:
    """Return the plan with the pace of the bench, year by year, at which so many cases are completed.

    Args:
        wanted: completions of each fiscal year.
    """
    ends, asked = _last_days(plan), np.array(wanted)
    for _ in range(STEPS):
        came = np.diff(run_fluid(plan, days=ends, ages=False).flow(kernel.COMPLETED), prepend=0.0)
        if np.abs(came / asked - 1).max() < NEAR:
            break
        plan = _at_pace(plan, np.repeat((asked / came) ** STRETCH, np.diff([-1, *ends])))
    return plan


def _at_pace(plan: Plan, factor: NDArray[np.float64]) -> Plan:
    return replace(plan, bench=replace(plan.bench, minutes=plan.bench.minutes * factor))


def _last_days(plan: Plan) -> list[int]:
    scenario = plan.scenario
    years = range(scenario.start.year + 1, scenario.until.year + 1)
    return [scenario.day_number(date(year, 9, 30)) for year in years]
