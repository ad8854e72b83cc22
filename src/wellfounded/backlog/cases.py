"""The case engine: every case of a scenario by itself, on any number of threads with the same bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog import court_kernel as kernel
from wellfounded.backlog.case_world import make_world
from wellfounded.backlog.compiled import Engine
from wellfounded.backlog.plan import Plan
from wellfounded.errors import WellfoundedError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SPANS = 32
"""Into so many parts the courts are cut; a thread that is free takes the next part."""


class NoRoom(WellfoundedError):
    """A scenario is too large for the engine, or a court was sent more cases than any reckoning of chance allows."""


class Cases(NamedTuple):
    """All cases of all courts; a court's cases stand together, its stock first, then as they are filed.

    Attributes:
        offset: the first case of each court, and behind the last [K + 1].
        stock: cases of each court at the start [K].
        used: cases of each court in all [K].
        rows: of the form `court_kernel.ROW`.
    """

    offset: Ints
    stock: Ints
    used: Ints
    rows: Any


@dataclass(frozen=True, slots=True)
class CaseRun:
    """What a run of the case engine gives; days are counted from the start.

    Attributes:
        flows: of all courts on each day, columns `court_kernel.FILED` and so on [D, 10].
        stocks: of all courts at the end of each day, columns `court_kernel.WAITING` and so on [D, 5].
        at_board: appeals pending at the end of each day [D].
        days: the recorded days [N].
        by_court: active cases of each court at the end of the recorded days [N, K].
        sums: sums over the run, by court, columns `court_kernel.AREA` and so on [K, 3].
        cases: every case.
        plan: what was run.
    """

    flows: Ints
    stocks: Ints
    at_board: Ints
    days: Ints
    by_court: Ints
    sums: Floats
    cases: Cases
    plan: Plan

    @property
    def active(self) -> Ints:
        """Return the active pending cases of all courts at the end of each day."""
        return np.asarray(self.stocks[:, : kernel.INACTIVE].sum(axis=1))

    @property
    def events(self) -> int:
        """Return how many events were worked: cases that came, hearings begun and ended, appeals and decisions."""
        flows = self.flows.sum(axis=0)
        came = flows[kernel.FILED] + flows[kernel.RECALENDARED] + flows[kernel.RETURNED]
        return int(came + 3 * flows[kernel.HEARD] + flows[kernel.APPEALED] + flows[kernel.DECIDED])


def run_cases(plan: Plan, *, replication: int = 0, threads: int | None = None, days: Sequence[int] = ()) -> CaseRun:
    """Run the case engine.

    Args:
        plan: the scenario under one draw.
        replication: which repetition; each draws other numbers for the same cases.
        threads: how many; as many as the machine has if left out. The result is the same for any number.
        days: the days on which each court's cases are recorded.
    Raises:
        NoRoom: if the days, hearings, or cases of a court and day are more than the engine's rows can tell apart, or a
            court is sent more cases than the mean and eight standard deviations.
    """
    _check_room(plan)
    seed = (plan.scenario.seed * 1_000_003 + replication * 7_919 + 1) % (1 << 62)
    workers = max(1, threads or os.cpu_count() or 1)
    world = make_world(plan, seed=seed, workers=workers, days=days)
    work = Engine("case_entry", world)
    spans = _spans(plan, workers)
    with ThreadPoolExecutor(workers) as pool:

        def of_courts(task: int, first_day: int = 0, last_day: int = 0) -> None:
            """Do a task for all courts; each thread takes the next span of them until none is left."""
            left = iter(spans)

            def take(worker: int) -> None:
                for first, last in left:
                    work(task, first, last, first_day, last_day, worker)

            list(pool.map(take, range(workers)))

        work(kernel.LENGTHS, 0, 0, 0, 0, 0)
        of_courts(kernel.BEGIN)
        _queue_stock(world)
        for turn, first, last, until in _turns(plan):
            if turn == kernel.COURTS:
                of_courts(turn, first, last)
            else:
                work(turn, until, 0, first, last, 0)
        _settle_board(world)
        of_courts(kernel.SETTLE)
    if world.courts["full"].any():
        raise NoRoom("A court has no room for its cases.", remedy="Check the units of the intake.")
    return _run_of(world, plan, days)


def _check_room(plan: Plan) -> None:
    """Refuse a plan whose cases could not be told apart; with eight standard deviations to spare."""
    a_day = max(float(plan.intake.max()), float(plan.from_before.max())) * float(plan.intake_share.max())
    for what, count, most in (
        ("days", plan.days, kernel.MOST_DAYS),
        ("hearings, were each class to have as many as the class with most", plan.minutes.size, kernel.MOST_STEPS),
        ("cases a day that come to one court", round(a_day + 8 * a_day**0.5), kernel.MOST_A_DAY),
    ):
        if count > most:
            raise NoRoom(f"The scenario has {count} {what}; there is room for {most}.", remedy="Check the units.")


def _spans(plan: Plan, workers: int) -> list[tuple[int, int]]:
    """Cut the courts into spans with about as many judges each, and order them to be taken.

    Threads that are at work at the same time are far apart: neighbours would write into the same lines of memory.
    """
    edges = np.searchsorted(np.cumsum(plan.judge_share), np.arange(1, SPANS) / SPANS, side="left")
    spans = list(pairwise(sorted({0, len(plan.judge_share), *map(int, edges)})))
    apart = -(-len(spans) // workers)
    return [span for first in range(apart) for span in spans[first::apart]]


def _turns(plan: Plan) -> Iterator[tuple[int, int, int, int]]:
    """Let the courts and the Board take turns, each as far as the other cannot reach it.

    An appeal reaches the Board `filing` days after a completion, a remand its court `transfer` days after a decision.

    Returns:
        Whose turn, its first day, the day before which it ends, and the day to which the courts have come.
    """
    courts = board = 0
    while courts < plan.days or board < plan.days:
        until = min(plan.days, max(board + int(plan.transfer), courts + 1))
        yield kernel.COURTS, courts, until, until
        courts = until
        until = min(plan.days, courts + int(plan.filing))
        yield kernel.BOARD, board, until, courts
        board = until


def _queue_stock(world: kernel.World) -> None:
    """Put the appeals of the start into the Board's queue, the courts' mixed evenly."""
    counts = world.at_start
    number = [np.arange(count) for count in counts[:, 1]]
    when = np.concatenate([(row + 0.5) / max(len(row), 1) for row in number])
    folders = np.concatenate([world.courts["offset"][k] + row for k, row in enumerate(number)])
    world.queue[: len(when)] = folders[np.argsort(when, kind="stable")]
    world.queued[1:] = len(when)


def _settle_board(world: kernel.World) -> None:
    """Note which appeals wait at the Board; the engine leaves them where they were, on their way."""
    taken, put = world.queued[:2]
    world.folders["place"][world.queue[np.arange(taken, put) % len(world.queue)]] = kernel.AT_BOARD


def _run_of(world: kernel.World, plan: Plan, days: Sequence[int]) -> CaseRun:
    courts = world.courts
    return CaseRun(
        flows=world.flows.sum(axis=0, dtype=np.int64),
        stocks=world.stocks.sum(axis=0, dtype=np.int64),
        at_board=world.at_board[:, 0].astype(np.int64),
        days=np.asarray(days, dtype=np.int64),
        by_court=world.by_court.T.astype(np.int64),
        sums=world.sums,
        cases=Cases(
            offset=np.append(courts["offset"].astype(np.int64), len(world.rows)),
            stock=courts["stock"].astype(np.int64),
            used=courts["used"].astype(np.int64),
            rows=world.rows,
        ),
        plan=plan,
    )
