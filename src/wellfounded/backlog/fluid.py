"""The cohort fluid model: the means of a scenario in milliseconds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog import fluid_kernel as kernel
from wellfounded.backlog.compiled import Engine
from wellfounded.backlog.plan import Plan

Floats = NDArray[np.float64]

NO_CASE = 1e-3
"""Fewer first hearings than this are none: a share of a case has no wait."""


@dataclass(frozen=True, slots=True)
class Flowed:
    """What a run gives at the ends of its recorded days.

    Attributes:
        days: the recorded days, counted from the start [N].
        stocks: of all courts, columns `fluid_kernel.ACTIVE` and so on [N, 4].
        flows: of all courts since the start, columns `fluid_kernel.FILED` and so on [N, 10].
        by_court: active cases of each court [N, K].
        age: mean age of the active cases, in days [N].
        first: first hearings of each class since the start [N, C].
        waited: days from filing to them, summed [N, C].
    """

    days: NDArray[np.int64]
    stocks: Floats
    flows: Floats
    by_court: Floats
    age: Floats
    first: Floats
    waited: Floats

    @property
    def active(self) -> Floats:
        """Return the active pending cases of all courts."""
        return np.asarray(self.stocks[:, kernel.ACTIVE])

    def flow(self, column: int) -> Floats:
        """Return one flow since the start."""
        return np.asarray(self.flows[:, column])

    def waits(self, row: int, since: int | None = None) -> tuple[float | None, ...]:
        """Return the mean wait from filing to the first hearing, of those begun by the end of a recorded day.

        Args:
            row: which of the recorded days.
            since: the recorded day at whose end counting starts; the start of the scenario if left out.

        Returns:
            Days: of all classes together, then of each class; None where no case was begun.
        """
        first, waited = self.first[row], self.waited[row]
        if since is not None:
            first, waited = first - self.first[since], waited - self.waited[since]
        pairs = [(first.sum(), waited.sum()), *zip(first, waited, strict=True)]
        return tuple(float(days / cases) if cases > NO_CASE else None for cases, days in pairs)


def run_fluid(plan: Plan, *, days: Sequence[int] | None = None, whole: bool = False) -> Flowed:
    """Run the fluid model.

    Args:
        plan: the scenario under one draw.
        days: the days to record, rising; every day if left out.
        whole: whether judges are whole, as in the case engine.
    """
    recorded = np.arange(plan.days) if days is None else np.asarray(days, dtype=np.int64)
    rows, courts, classes = len(recorded), len(plan.judge_share), len(plan.level)
    written = kernel.Written(
        sums=np.zeros((kernel.FLOWS, courts)),
        flows=np.zeros((rows, kernel.FLOWS)),
        stocks=np.zeros((rows, kernel.STOCKS)),
        by_court=np.zeros((rows, courts)),
        ages=np.zeros(rows),
        first=np.zeros((rows, classes)),
        waited=np.zeros((rows, classes)),
    )
    cohorts, old = _start_cohorts(plan)
    Engine("fluid_entry", _inputs(plan, recorded, old, whole=whole), _start(plan, cohorts, old), written)()
    return Flowed(
        recorded, written.stocks, written.flows, written.by_court, written.ages, written.first, written.waited
    )


def _inputs(plan: Plan, recorded: NDArray[np.int64], old: int, *, whole: bool) -> kernel.Inputs:
    effects = plan.effects
    judges = plan.whole_judges_by_court() if whole else plan.judges_by_court()
    remanded = np.clip(plan.remanded + effects.remanded, 0.0, 1.0)
    return kernel.Inputs(
        numbers=_numbers(plan, old),
        minutes_there=judges * plan.bench.minutes[:, None],
        filed=np.outer(plan.intake, plan.class_intake),
        from_before=np.outer(plan.from_before, plan.class_intake),
        intake_share=plan.intake_share,
        level=plan.level,
        hearings=plan.hearings,
        minutes=plan.minutes,
        continued=plan.continued,
        ends=plan.ends,
        released=_released(plan.set_after),
        span=effects.span,
        factor=_courts_last(effects.length),
        appealed=_courts_last(effects.appealed),
        remanded=_courts_last(remanded),
        newest=plan.newest,
        closing=plan.closed,
        recalendar=plan.recalendar,
        board_capacity=plan.board_capacity,
        recorded=recorded,
    )


def _numbers(plan: Plan, old: int) -> NDArray[np.void]:
    numbers = np.zeros(1, kernel.NUMBERS)
    numbers["old"] = old
    numbers["reopened"], numbers["reopens"] = plan.reopened, _share_in_a_day(plan.reopen_after)
    on_the_day_too = 1.0
    numbers["filing"] = _share_in_a_day(plan.filing + on_the_day_too)
    numbers["transfer"] = _share_in_a_day(plan.transfer)
    return numbers


def _start(plan: Plan, cohorts: Floats, old: int) -> kernel.State:
    """Set the fluid out as the scenario starts: the begun cases as old on average as the others."""
    weeks, courts, classes = cohorts.shape
    levels, most = int(plan.level.max()) + 1, plan.minutes.shape[1]
    between = np.ascontiguousarray(plan.begun[:, :, None] * plan.stock_share)
    filed = (np.arange(old) - old + 0.5) * kernel.COHORT_DAYS
    waiting = cohorts.sum(axis=2)
    begun = between.sum(axis=(0, 1))
    shared = np.outer(plan.class_stock, plan.stock_share)
    return kernel.State(
        cohorts=cohorts,
        below=np.broadcast_to(np.arange(weeks) - 1, (levels, courts, weeks)).copy(),
        bottom=np.zeros((levels, courts), dtype=np.int64),
        ready=np.zeros((classes, most, courts)),
        served=np.zeros((classes, most, courts)),
        between=between,
        inactive=plan.inactive * shared,
        to_board=np.zeros((classes, courts)),
        at_board=plan.board_pending * shared,
        to_court=np.zeros((classes, courts)),
        to_reopen=np.zeros((classes, courts)),
        waiting=waiting.sum(axis=0),
        waiting_day=filed @ waiting[:old],
        begun=begun,
        begun_day=begun * -_age_of_begun(plan),
        left=np.zeros(courts),
        part=np.zeros(courts),
        gone=np.zeros(courts),
        first=np.zeros((classes, courts)),
        waited=np.zeros((classes, courts)),
    )


def _start_cohorts(plan: Plan) -> tuple[Floats, int]:
    """Spread the cases not begun over the weeks before the start [P, K, C].

    By the ages that a docket gives, the begun ones taken from the oldest on; else evenly over twice the mean age.
    """
    oldest = max(float(ages[0]) for ages in plan.ages if len(ages)) if plan.ages else 2 * plan.mean_age
    old = max(1, math.ceil((oldest + 1) / kernel.COHORT_DAYS))
    weeks = old + math.ceil(plan.days / kernel.COHORT_DAYS)
    not_begun = plan.stock * plan.class_stock - plan.begun.sum(axis=1)
    cohorts = np.zeros((weeks, len(plan.judge_share), len(plan.class_stock)))
    cohorts[:old] = _by_week(plan, old)[:, :, None] * np.maximum(not_begun, 0.0)
    return cohorts, old


def _by_week(plan: Plan, old: int) -> Floats:
    """Return the share of the cases not begun that was filed in each week before the start, by court [P, K]."""
    if not plan.ages:
        youngest = np.arange(old)[::-1] * kernel.COHORT_DAYS
        days = np.clip(max(2 * plan.mean_age, 1.0) - youngest, 0.0, kernel.COHORT_DAYS)
        return np.outer(days / days.sum(), plan.stock_share)
    share = 1 - float(plan.begun.sum()) / max(plan.stock, 1.0)
    columns = []
    for ages, of_all in zip(plan.ages, plan.stock_share, strict=True):
        fresh = ages[round(len(ages) * (1 - share)) :]
        week = old - 1 - (np.maximum(fresh, 0) // kernel.COHORT_DAYS).astype(np.int64)
        columns.append(np.bincount(week, minlength=old) / max(len(fresh), 1) * of_all)
    return np.stack(columns, axis=1)


def _age_of_begun(plan: Plan) -> Floats:
    """Return the mean age of each court's begun cases: the oldest where a docket gives ages, else as the others [K]."""
    if not plan.ages:
        return np.full(len(plan.stock_share), plan.mean_age)
    share = float(plan.begun.sum()) / max(plan.stock, 1.0)
    return np.array([float(ages[: max(1, round(len(ages) * share))].mean()) for ages in plan.ages])


def _courts_last(by_court_and_class: Floats) -> Floats:
    return np.ascontiguousarray(by_court_and_class.transpose(0, 2, 1))


def _share_in_a_day(mean_days: float) -> float:
    """Return the share of the cases in a delay that leave it on each day; from the day after they came.

    It is 1/mean, so that they stay the mean number of days and a steady flow holds flow x mean cases there. The share
    of an exponential delay that ends within a day, 1 - exp(-1/mean), would keep them half a day longer.
    """
    return 1 / max(mean_days, 1.0)


def _released(mean_days: Floats) -> Floats:
    return np.asarray(np.vectorize(_share_in_a_day, otypes=[np.float64])(mean_days))
