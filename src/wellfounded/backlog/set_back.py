"""The built-in scenario set back to the end of a past fiscal year: the model that `run` runs, as it would have stood.

- *As in the built-in scenario, at every origin*: classes and their shares, hearings, the Board, attrition and ramp-up,
  the share recalendared, reopening, the order of hearing, and the ranges of all numbers. They were chosen in 2018 and
  later, so they know more than an origin does.
- *From the record, up to the origin*: cases, closed cases, new cases of the year just ended, and judges, who are
  carried on; or the true new cases and judges of later years, where a reading gives them.
- *Worked out from the year just ended* (see `wellfounded.backlog.fitted`): the hours of a judge, and the cases that
  return or are closed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise

from wellfounded.backlog.merged import merged
from wellfounded.backlog.past import Record
from wellfounded.backlog.quantity import Quantity, fixed
from wellfounded.backlog.scenario import BenchChange, Dated, Intake, Judges, Order, Scenario
from wellfounded.backlog.scenario_file import built_in
from wellfounded.backlog.scenario_text import load_scenario

BUILT_IN = "2018-06-as-it-stood"


@dataclass(frozen=True, slots=True)
class Fitted:
    """What is worked out at an origin from the year just ended.

    Attributes:
        hours: hearing hours of a judge in a year.
        returning: cases a year that come back although completed before.
        closing: share of hearings that end in administrative closure.
    """

    hours: float
    returning: float
    closing: float


@cache
def built_in_model() -> Scenario:
    """Read the built-in scenario, with its courts merged and nothing assumed of a ruling."""
    return merged(load_scenario(str(built_in()[BUILT_IN])).without_assumptions())


def set_back(
    record: Record,
    origin: int,
    years: int,
    fitted: Fitted,
    *,
    judges: Sequence[float],
    receipts: Mapping[int, float] | None = None,
) -> Scenario:
    """Write the built-in scenario as of the end of a fiscal year.

    Args:
        record: the published past.
        origin: the fiscal year at whose end it starts.
        years: how many years it reaches.
        fitted: what is worked out at the origin.
        judges: at the end of the origin and of each year after it; one number alone is carried on.
        receipts: new cases of each year; those of the year just ended are carried on if left out.
    """
    base, start = built_in_model(), date(origin, 10, 1)
    returning = _about(base.reopening.from_before[0].amount, fitted.returning)
    active = fixed("stock.active", "cases", record.pending[origin])
    inactive = fixed("stock.inactive", "cases", record.inactive_known[origin])
    return replace(
        base,
        id=f"fy{origin}",
        start=start,
        until=date(origin + years, 10, 1),
        stock=replace(base.stock, active=active, inactive=inactive),
        intake=_intake(base.intake, origin, record.receipts[origin], receipts),
        judges=_bench(base.judges, origin, years, judges, fitted.hours),
        orders=(Order(start, "first-in-first-out", 0.0),),
        closure=replace(
            base.closure,
            closed=(Dated(start, fixed("closure.closed", "share", fitted.closing)),),
            recalendared=(Dated(start, base.closure.recalendared[0].amount),),
        ),
        reopening=replace(base.reopening, from_before=(Dated(start, returning),)),
        board=replace(base.board, capacity=(Dated(start, base.board.capacity[0].amount),)),
        published=(),
    )


def _about(quantity: Quantity, value: float) -> Quantity:
    """Return a number with another value and a range as wide in proportion."""
    scale = value / quantity.value
    return replace(quantity, value=value, low=quantity.low * scale, high=quantity.high * scale)


def _intake(base: Intake, origin: int, last: float, receipts: Mapping[int, float] | None) -> Intake:
    """Carry new cases on as last seen, as wide as in the built-in scenario; or take those given, without a range."""
    if receipts is None:
        growth = replace(
            base.growth, value=0.0, low=base.growth.low - base.growth.value, high=base.growth.high - base.growth.value
        )
        return Intake((Dated(date(origin, 10, 1), _about(base.path[0].amount, last)),), growth)
    path = (Dated(date(year - 1, 10, 1), fixed("intake", "cases/year", new)) for year, new in receipts.items())
    return Intake(tuple(path), fixed("intake.growth", "growth", 0.0))


def _bench(base: Judges, origin: int, years: int, judges: Sequence[float], hours: float) -> Judges:
    """Hire as many as leave, as uncertain as in the built-in scenario; or as many as bring the bench to those given.

    Leavers are replaced either way, and whoever is new ramps up.
    """
    leave = base.attrition.value
    if len(judges) == 1:
        count = _about(base.changes[0].count, leave * judges[0] * years)
        changes = [BenchChange(date(origin, 10, 1), date(origin + years, 10, 1), count, leaving=False)]
    else:
        changes, base = [], replace(base, attrition=fixed("judges.attrition", "%/year", leave))
        for year, (before, after) in enumerate(pairwise(judges), start=origin):
            came = leave * (after - before * math.exp(-leave)) / -math.expm1(-leave)
            count = fixed(f"judges.{year}", "judges", abs(came))
            changes.append(BenchChange(date(year, 10, 1), date(year + 1, 10, 1), count, leaving=came < 0))
    return replace(
        base,
        start=fixed("judges.start", "judges", judges[0]),
        hours=_about(base.hours, hours),
        changes=tuple(changes),
    )
