"""The cohort fluid model: the means of a scenario in milliseconds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog import fluid_kernel as kernel
from wellfounded.backlog.bench import whole_judges
from wellfounded.backlog.compiled import Engine
from wellfounded.backlog.machine import LANES
from wellfounded.backlog.plan import Plan
from wellfounded.backlog.start_ages import split_ages

Floats = NDArray[np.float64]

LINE_BYTES = 64


@dataclass(frozen=True, slots=True)
class Flowed:
    """What a run gives at the ends of its recorded days.

    Attributes:
        days: the recorded days, counted from the start [N].
        stocks: of all courts, columns `fluid_kernel.ACTIVE` and so on [N, 4].
        flows: of all courts since the start, columns `fluid_kernel.FILED` and so on [N, 10].
        by_court: active cases of each court [N, K].
        age: mean age of the active cases since they were filed, in days [N]; empty if not asked for.
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
        return tuple(float(days / cases) if cases > kernel.A_SHARE else None for cases, days in pairs)


def run_fluid(plan: Plan, *, days: Sequence[int] | None = None, whole: bool = False, ages: bool = True) -> Flowed:
    """Run the fluid model.

    Args:
        plan: the scenario under one draw.
        days: the days to record, rising; every day if left out.
        whole: whether judges are whole, as in the case engine.
        ages: whether to follow how old the cases are; many runs of which no age is asked are faster without.
    """
    recorded = np.arange(plan.days) if days is None else np.asarray(days, dtype=np.int64)
    rows, courts, classes = len(recorded), len(plan.judge_share), len(plan.level)
    written = kernel.Written(
        sums=_zeros((kernel.FLOWS,), kernel.EACH),
        begun=_zeros((classes,), kernel.FIRST),
        flows=np.zeros((rows, kernel.FLOWS)),
        stocks=np.zeros((rows, kernel.STOCKS)),
        by_court=np.zeros((rows, courts)),
        ages=np.zeros(rows if ages else 0),
        first=np.zeros((rows, classes)),
        waited=np.zeros((rows, classes)),
    )
    old = _weeks_before(plan)
    Engine("fluid_entry", _inputs(plan, recorded, old, whole=whole), _start(plan, old), written)()
    return Flowed(
        recorded, written.stocks, written.flows, written.by_court, written.ages, written.first, written.waited
    )


def _inputs(plan: Plan, recorded: NDArray[np.int64], old: int, *, whole: bool) -> kernel.Inputs:
    effects = plan.effects
    ruled = _zeros((len(effects.length), len(plan.level), _blocks(plan)), kernel.RULED)
    for name, by_court in (
        ("length", effects.length),
        ("appealed", effects.appealed),
        ("remanded", np.clip(plan.remanded + effects.remanded, 0.0, 1.0)),
    ):
        ruled[name] = _eights(by_court.transpose(0, 2, 1))
    changes = np.flatnonzero(np.diff(plan.bench.judges, prepend=-1.0))
    bench = plan.bench.judges[changes]
    judges = whole_judges(bench, plan.judge_share) if whole else np.outer(bench, plan.judge_share)
    by_bench = _zeros((len(bench), _blocks(plan)), kernel.EACH)
    by_bench["each"] = _eights(judges)
    return kernel.Inputs(
        numbers=_numbers(plan, old),
        days=_days(plan, changes),
        judges=by_bench,
        intake=plan.class_intake,
        level=plan.level,
        hearings=plan.hearings,
        ways=_ways(plan),
        ruled=ruled,
        recorded=recorded,
    )


def _numbers(plan: Plan, old: int) -> NDArray[np.void]:
    numbers = np.zeros(1, kernel.NUMBERS)
    numbers["old"] = old
    numbers["reopened"], numbers["reopens"] = plan.reopened, _share_in_a_day(plan.reopen_after)
    on_the_day_too = 1.0
    numbers["filing"] = _share_in_a_day(plan.filing + on_the_day_too)
    numbers["transfer"] = _share_in_a_day(plan.transfer)
    numbers["filed_before"] = -plan.mean_age
    return numbers


def _days(plan: Plan, changes: NDArray[np.int64]) -> NDArray[np.void]:
    """Write out what is given by day; `changes` are the days on which the bench is another."""
    days = np.zeros(plan.days, kernel.DAY)
    days["bench"] = np.repeat(np.arange(len(changes)), np.diff(changes, append=plan.days))
    days["span"], days["minutes"] = plan.effects.span, plan.bench.minutes
    days["filed"], days["from_before"] = plan.intake, plan.from_before
    days["newest"], days["closing"] = plan.newest, plan.closed
    days["recalendar"], days["capacity"] = plan.recalendar, plan.board_capacity
    return days


def _start(plan: Plan, old: int) -> kernel.State:
    """Set the fluid out as the scenario starts."""
    blocks, (classes, most), levels = _blocks(plan), plan.minutes.shape, int(plan.level.max()) + 1
    not_begun = np.maximum(plan.stock * plan.class_stock - plan.begun.sum(axis=1), 0.0)
    by_week = _by_week(plan, old)
    cohorts = _zeros((old + math.ceil(plan.days / kernel.COHORT_DAYS), classes, blocks), kernel.EACH)
    np.multiply(_eights(by_week)[:, None], not_begun[:, None, None], out=cohorts["each"][:old])
    lines, visits = _zeros((levels, blocks), kernel.LINE), _zeros((classes, most, blocks), kernel.VISIT)
    lines["week"] = -1.0
    visits["between"] = _eights(plan.begun[:, :, None] * plan.stock_share)
    together = _zeros((1,), kernel.TOGETHER)
    filed = (np.arange(old) - old + 0.5) * kernel.COHORT_DAYS
    together["waiting_day"][0, 0] = filed @ by_week.sum(axis=1) * not_begun.sum()
    weeks = len(cohorts) if plan.newest.any() else 0
    below = np.broadcast_to(np.arange(weeks) - 1, (levels, len(plan.judge_share), weeks))
    return kernel.State(
        cohorts=cohorts,
        new=np.zeros(classes),
        below=np.ascontiguousarray(below),
        courts=_start_courts(plan, by_week.sum(axis=0) * not_begun.sum()),
        lines=lines,
        classes=_start_classes(plan),
        visits=visits,
        filed=_start_filed(plan),
        filed_begun=_start_filed_begun(plan),
        together=together,
    )


def _ways(plan: Plan) -> NDArray[np.void]:
    ways = np.zeros(plan.minutes.shape, kernel.HEARING)
    ways["minutes"], ways["continued"], ways["ends"] = plan.minutes, plan.continued, plan.ends
    ways["released"] = [[_share_in_a_day(one) for one in row] for row in plan.set_after.tolist()]
    return ways


def _start_courts(plan: Plan, waiting: Floats) -> NDArray[np.void]:
    """Set out each court's cases."""
    courts = _zeros((_blocks(plan),), kernel.COURT)
    courts["share"], courts["among"] = _eights(plan.intake_share), 1.0
    courts["waiting"], courts["begun"] = _eights(waiting), _eights(plan.begun.sum() * plan.stock_share)
    return courts


def _start_classes(plan: Plan) -> NDArray[np.void]:
    classes = _zeros((len(plan.level), _blocks(plan)), kernel.CLASS)
    shared = _eights(np.outer(plan.class_stock, plan.stock_share))
    classes["inactive"], classes["at_board"] = plan.inactive * shared, plan.board_pending * shared
    return classes


def _start_filed(plan: Plan) -> NDArray[np.void]:
    """Set out when those inactive or at the Board were filed: as long ago on average as those active."""
    classes, filed = _start_classes(plan), _zeros((len(plan.level), _blocks(plan)), kernel.FILED_DAYS)
    for place in ("inactive", "at_board"):
        filed[place] = classes[place] * -plan.mean_age
    return filed


def _start_filed_begun(plan: Plan) -> NDArray[np.void]:
    """Set out when the begun cases were filed, each court's alike whatever hearing they wait for."""
    filed = _zeros((*plan.minutes.shape, _blocks(plan)), kernel.VISIT)
    filed["between"] = _eights(plan.begun[:, :, None] * (plan.stock_share * -_age_of_begun(plan)))
    return filed


def _weeks_before(plan: Plan) -> int:
    """Return how many weeks before the start the oldest case was filed, or, without a docket, is taken to have been."""
    oldest = max(float(ages[0]) for ages in plan.ages if len(ages)) if plan.ages else 2 * plan.mean_age
    return max(1, math.ceil((oldest + 1) / kernel.COHORT_DAYS))


def _by_week(plan: Plan, old: int) -> Floats:
    """Return the share of the cases not begun that was filed in each week before the start, by court [P, K].

    By the ages that a docket gives, the begun ones taken from the oldest on; else evenly over twice the mean age.
    """
    if not plan.ages:
        youngest = np.arange(old)[::-1] * kernel.COHORT_DAYS
        days = np.clip(max(2 * plan.mean_age, 1.0) - youngest, 0.0, kernel.COHORT_DAYS)
        return np.outer(days / days.sum(), plan.stock_share)
    columns = []
    for k, of_all in enumerate(plan.stock_share):
        fresh = split_ages(plan, k)[1]
        week = old - 1 - (np.maximum(fresh, 0) // kernel.COHORT_DAYS).astype(np.int64)
        columns.append(np.bincount(week, minlength=old) / max(len(fresh), 1) * of_all)
    return np.stack(columns, axis=1)


def _age_of_begun(plan: Plan) -> Floats:
    """Return the mean age of each court's begun cases [K]."""
    return np.array([split_ages(plan, k)[0].mean() for k in range(len(plan.stock_share))])


def _share_in_a_day(mean_days: float) -> float:
    """Return the share of the cases in a delay that leave it on each day; from the day after they came.

    It is 1/mean, so that they stay the mean number of days and a steady flow holds flow x mean cases there. The share
    of an exponential delay that ends within a day, 1 - exp(-1/mean), would keep them half a day longer.
    """
    return 1 / max(mean_days, 1.0)


def _blocks(plan: Plan) -> int:
    """Return how many blocks of eight courts there are."""
    return -(-len(plan.judge_share) // LANES)


def _eights(values: NDArray[Any]) -> Floats:
    """Lay numbers by court out in blocks of eight [.., K] to [.., B, 8]; empty lanes are 0."""
    blocks = -(-values.shape[-1] // LANES)
    lanes = np.zeros((*values.shape[:-1], blocks * LANES))
    lanes[..., : values.shape[-1]] = values
    return lanes.reshape(*values.shape[:-1], blocks, LANES)


def _zeros(shape: tuple[int, ...], form: np.dtype[Any]) -> NDArray[np.void]:
    """Make an array of records of eights in which no eight lies across two lines of the processor's memory."""
    size = math.prod(shape) * form.itemsize
    room = np.zeros(size + LINE_BYTES, np.uint8)
    first = -room.__array_interface__["data"][0] % LINE_BYTES
    return room[first : first + size].view(form).reshape(shape)
