"""The trend rule: what is taken to follow a past fiscal year, as a plan of one class and one court for the fluid.

No hearing length, class, priority, judge's hours or appeal of a scenario enters it; see `wellfounded.backlog.set_back`
for the model that does.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import numpy as np

from wellfounded.backlog.bench import Bench
from wellfounded.backlog.outlook import SEED, Outlook
from wellfounded.backlog.past import Record
from wellfounded.backlog.plan import Plan, make_plan
from wellfounded.backlog.quantity import DAYS_PER_YEAR, fixed
from wellfounded.backlog.scenario import (
    Board,
    Closure,
    Court,
    Courts,
    Dated,
    Intake,
    Judges,
    Order,
    Reopening,
    Scenario,
    Stock,
)
from wellfounded.backlog.typical_case import TYPICAL, closing_share, minutes_per_completion

RETURNING = 0.06
"""Share of the inactive stock taken to return in a year: an assumption; only the net of closures and returns
matters."""
Years = dict[int, float]


@dataclass(frozen=True, slots=True)
class Course:
    """What the outlook asks of the courts, by fiscal year.

    Attributes:
        receipts: new cases.
        closing: share of hearings that end in administrative closure.
        returning: cases that come back, beside those recalendared.
        hours: hearing hours of a judge, so many that the completions come out as asked.
        judges: at the end of each year, the origin's among them.
    """

    receipts: Years
    closing: Years
    returning: Years
    hours: Years
    judges: Years


def trend_plans(record: Record, reading: str, origin: int, years: int) -> Callable[[int | None], Plan]:
    """Return what makes the plans of the trend rule's forecasts from an origin, as `fitted.model_plans` does."""
    return partial(origin_plan, record, reading, origin, years)


def origin_plan(record: Record, reading: str, origin: int, years: int, number: int | None) -> Plan:
    """Write the plan of one forecast: the courts at the end of a fiscal year, and what is taken to follow.

    Args:
        record: the published past.
        reading: which of `READINGS`.
        origin: the fiscal year at whose end the forecast stands.
        years: how many years it reaches.
        number: which draw of the uncertain paths; None for the middle.
    """
    course = _course(Outlook(record, reading, origin, years, number), record.inactive_known[origin])
    scenario = _scenario(origin, record.pending[origin], record.inactive_known[origin], course)
    return replace(make_plan(scenario), bench=_bench(scenario, course))


def _course(outlook: Outlook, inactive: float) -> Course:
    """Turn completions into hours, and the net of closures and returns into one of the two beside recalendaring."""
    closing, returning, hours = {}, {}, {}
    for year, net in outlook.net.items():
        recalendared = -math.expm1(-RETURNING) * inactive
        closed, completed = max(0.0, recalendared - net), outlook.completions[year]
        inactive += closed - recalendared
        closing[year] = closing_share(closed / completed)
        returning[year] = max(0.0, net - recalendared)
        hours[year] = completed * minutes_per_completion(closing[year]) / 60 / outlook.mean_bench(year)
    judges = {year: outlook.judges(year) for year in (min(hours) - 1, *hours)}
    return Course(outlook.receipts, closing, returning, hours, judges)


def _scenario(origin: int, pending: float, inactive: float, course: Course) -> Scenario:
    start = date(origin, 10, 1)
    return Scenario(
        id=f"fy{origin}",
        title=f"From the end of fiscal year {origin}",
        about="",
        start=start,
        until=date(max(course.hours), 10, 1),
        seed=SEED,
        stock=Stock(
            fixed("active", "cases", pending), fixed("inactive", "cases", inactive), fixed("age", "days", 400), ""
        ),
        intake=Intake(_yearly("intake", "cases/year", course.receipts), fixed("growth", "growth", 0.0)),
        judges=Judges(
            fixed("judges", "judges", course.judges[origin]),
            fixed("hours", "hours/year", course.hours[origin + 1]),
            *(fixed("none", "days", 0.0),) * 3,
            fixed("ramp", "share", 1.0),
            (),
        ),
        classes=(TYPICAL,),
        orders=(Order(start, "first-in-first-out", 0.0),),
        closure=Closure(
            _yearly("closed", "share", course.closing),
            (Dated(start, fixed("recalendared", "%/year", RETURNING)),),
        ),
        reopening=Reopening(
            fixed("share", "share", 0.0),
            fixed("delay", "days", 365.0),
            _yearly("before", "cases/year", course.returning),
        ),
        board=Board(
            fixed("p", "appeals", 0.0), (), 1, fixed("f", "days", 30), fixed("r", "share", 0), fixed("t", "days", 30)
        ),
        courts=Courts((Court("all courts", None, 1.0, 1.0, 1.0),), "", start, "derived"),
        rulings=(),
        published=(),
    )


def _bench(scenario: Scenario, course: Course) -> Bench:
    """Write a bench on straight lines between the ends of fiscal years, with the hearing hours of each year."""
    ends = [(date(year, 9, 30) - scenario.start).days for year in course.judges]
    yearly = np.repeat(list(course.hours.values()), np.diff([-1, *ends[1:]]))
    judges = np.interp(np.arange(scenario.days), ends, list(course.judges.values()))
    return Bench(judges, yearly * 60 / DAYS_PER_YEAR)


def _yearly(name: str, kind: str, values: Years) -> tuple[Dated, ...]:
    return tuple(Dated(date(year - 1, 10, 1), fixed(name, kind, value)) for year, value in values.items())
