"""The courts at the end of a past fiscal year, and what is taken to follow, as a plan for the fluid model."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from wellfounded.backlog.bench import Bench
from wellfounded.backlog.outlook import SEED, Outlook
from wellfounded.backlog.past import Record
from wellfounded.backlog.plan import Plan, make_plan
from wellfounded.backlog.quantity import DAYS_PER_YEAR, Quantity, fixed
from wellfounded.backlog.scenario import (
    Board,
    CaseClass,
    Closure,
    Court,
    Courts,
    Dated,
    Hearing,
    Intake,
    Judges,
    Order,
    Reopening,
    Scenario,
    Stock,
)

READINGS = {
    "flows": "true receipts and completions",
    "inputs": "true receipts and judges",
    "past": "past only",
}
"""What each reading is given of the years after its origin."""
RETURNING = 0.06
"""Share of the inactive stock taken to return in a year: an assumption; only the net of closures and returns
matters."""


def origin_plan(record: Record, reading: str, origin: int, years: int, number: int | None) -> Plan:
    """Write the plan of one forecast: the courts at the end of a fiscal year, and what is taken to follow.

    Args:
        record: the published past.
        reading: which of `READINGS`.
        origin: the fiscal year at whose end the forecast stands.
        years: how many years it reaches.
        number: which draw of the uncertain paths; None for the middle.
    """
    after = range(origin + 1, origin + years + 1)
    walk = Outlook(record, origin, number)
    receipts = {y: record.receipts[y] if reading != "past" else walk.receipts(y) for y in after}
    judges = {y: _judges(record, reading, origin, y) for y in range(origin, origin + years + 1)}
    hours = {}
    for y in after:
        mean_bench = (judges[y - 1] + judges[y]) / 2
        completed = record.completions[y] if reading == "flows" else walk.per_judge(y) * mean_bench
        hours[y] = completed * MINUTES_PER_CASE / 60 / mean_bench
    scenario = _scenario(record, origin, years, receipts, judges[origin], hours[origin + 1], walk)
    return replace(make_plan(scenario), bench=_bench(scenario, judges, hours))


def _scenario(
    record: Record, origin: int, years: int, receipts: dict[int, float], judges: float, hours: float, walk: Outlook
) -> Scenario:
    start = date(origin, 10, 1)
    pending, inactive = record.pending[origin], record.inactive[origin]
    net = {y: walk.residual(y) * pending for y in range(origin + 1, origin + years + 1)}
    returning = {y: max(0.0, one - RETURNING * inactive) for y, one in net.items()}
    heard = record.completions[origin] * HEARINGS_PER_CASE
    closing = {y: min(0.5, max(0.0, RETURNING * inactive - one) / heard) for y, one in net.items()}
    return Scenario(
        id=f"fy{origin}",
        title=f"From the end of fiscal year {origin}",
        about="",
        start=start,
        until=date(origin + years, 10, 1),
        seed=SEED,
        stock=Stock(
            fixed("active", "cases", pending), fixed("inactive", "cases", inactive), fixed("age", "days", 400), ""
        ),
        intake=Intake(_yearly("intake", "cases/year", receipts), fixed("growth", "%/year", 0.0)),
        judges=Judges(
            _one("judges", "judges", judges),
            _one("hours", "hours/year", hours),
            *(_one("x", "days", 0.0),) * 3,
            _one("ramp", "share", 1.0),
            (),
        ),
        classes=(TYPICAL,),
        orders=(Order(start, "first-in-first-out", 0.0),),
        closure=Closure(
            _yearly("closed", "share", closing),
            (Dated(start, fixed("recalendared", "%/year", RETURNING)),),
        ),
        reopening=Reopening(
            fixed("share", "share", 0.0),
            fixed("delay", "days", 365.0),
            _yearly("before", "cases/year", returning),
        ),
        board=Board(
            fixed("p", "appeals", 0.0), (), 1, fixed("f", "days", 30), fixed("r", "share", 0), fixed("t", "days", 30)
        ),
        courts=Courts((Court("all courts", None, 1.0, 1.0, 1.0),), "", start, "derived"),
        rulings=(),
        published=(),
    )


def _judges(record: Record, reading: str, origin: int, year: int) -> float:
    """Return the judges at the end of a year: as they were, or carried on at the mean change of three past years."""
    if reading != "past" or year <= origin:
        return record.judges[year]
    first = max(origin - 3, min(record.judges))
    change = (record.judges[origin] - record.judges[first]) / max(origin - first, 1)
    return record.judges[origin] + change * (year - origin)


def _bench(scenario: Scenario, judges: dict[int, float], hours: dict[int, float]) -> Bench:
    """Write a bench on straight lines between the ends of fiscal years, with the hearing hours of each year."""
    ends = [(date(year, 9, 30) - scenario.start).days for year in judges]
    yearly = np.repeat(list(hours.values()), np.diff([-1, *ends[1:]]))
    return Bench(np.interp(np.arange(scenario.days), ends, list(judges.values())), yearly * 60 / DAYS_PER_YEAR)


def _yearly(name: str, kind: str, values: dict[int, float]) -> tuple[Dated, ...]:
    return tuple(Dated(date(year - 1, 10, 1), fixed(name, kind, value)) for year, value in values.items())


def _one(name: str, kind: str, value: float) -> Quantity:
    return fixed(f"typical.{name}", kind, value)


def _hearing(name: str, minutes: float, continued: float, ends: float, days: float) -> Hearing:
    return Hearing(
        name,
        _one("length", "minutes", minutes),
        "fixed",
        _one("spread", "share", 0.0),
        _one("continued", "share", continued),
        _one("ends", "share", ends),
        _one("set_after", "days", days),
    )


TYPICAL = CaseClass(
    "typical",
    0,
    _one("intake_share", "share", 1.0),
    _one("stock_share", "share", 1.0),
    _one("granted", "share", 0.0),
    _one("appealed", "share", 0.0),
    _one("appealed", "share", 0.0),
    (_hearing("master", 15, 0.6, 0.35, 120), _hearing("merits", 90, 0.33, 1.0, 150)),
)
"""One class for all cases: nothing published splits the flows of each year by class. Its lengths cancel out, since the
hours of each year follow from the completions per judge; how often a case is heard only spreads closures."""
HEARINGS_PER_CASE = 1 / 0.4 + 0.65 / 0.67
MINUTES_PER_CASE = 15 / 0.4 + 90 * 0.65 / 0.67
