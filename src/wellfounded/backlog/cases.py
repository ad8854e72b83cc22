"""The case engine: every case of a scenario by itself, on any number of threads with the same bytes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog import board_kernel
from wellfounded.backlog import court_kernel as kernel
from wellfounded.backlog.plan import Plan
from wellfounded.backlog.stock_kernel import place_stock
from wellfounded.errors import WellfoundedError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CHUNKS = 4


class NoRoom(WellfoundedError):
    """A court was sent more cases than any reckoning of chance allows."""


@dataclass(frozen=True, slots=True)
class CaseRun:
    """What a run of the case engine gives; days are counted from the start.

    Attributes:
        flows: of all courts on each day, columns `court_kernel.FILED` and so on [D, 10].
        stocks: of all courts at the end of each day, columns `court_kernel.WAITING` and so on [D, 5].
        at_board: appeals pending at the end of each day [D].
        days: the recorded days [N].
        by_court: active cases of each court at the end of the recorded days [N, K].
        sums: sums over the run, by court, columns `court_kernel.AREA` and so on [K, 5].
        cases: every case.
        plan: what was run.
    """

    flows: Ints
    stocks: Ints
    at_board: Ints
    days: Ints
    by_court: Ints
    sums: Floats
    cases: kernel.Cases
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
        NoRoom: if a court is sent more cases than the mean and eight standard deviations.
    """
    seed = (plan.scenario.seed * 1_000_003 + replication * 7_919 + 1) % (1 << 62)
    rules = _rules(plan, seed)
    cases = _cases(plan)
    calendar = _calendar(plan, cases, rules)
    tally, board = _tally(plan, days), _board(plan, cases)
    courts = len(plan.judge_share)
    edges = np.unique(np.searchsorted(np.cumsum(plan.judge_share), np.arange(1, CHUNKS) / CHUNKS, side="left"))
    bounds = sorted({0, courts, *map(int, edges)})
    spans = list(pairwise(bounds))
    window = max(1, int(min(plan.filing, plan.transfer)))
    _place_stock(plan, cases, calendar, board, rules)
    with ThreadPoolExecutor(max(1, threads or os.cpu_count() or 1)) as pool:
        for first in range(0, plan.days, window):
            last = min(first + window, plan.days)
            done = [
                pool.submit(kernel.run_courts, a, b, first, last, chunk, rules, cases, calendar, tally)
                for chunk, (a, b) in enumerate(spans)
            ]
            for one in done:
                one.result()
            if tally.full[0]:
                raise NoRoom("A court has no room for its cases.", remedy="Check the units of the intake.")
            board_kernel.run_board(first, last, board, rules, cases, calendar, tally.flows[0])
    return CaseRun(
        flows=tally.flows.sum(axis=0, dtype=np.int64),
        stocks=tally.stocks.sum(axis=0, dtype=np.int64),
        at_board=board.stocks.astype(np.int64),
        days=np.asarray(days, dtype=np.int64),
        by_court=tally.by_court.T.astype(np.int64),
        sums=tally.sums,
        cases=cases,
        plan=plan,
    )


def _rules(plan: Plan, seed: int) -> kernel.Rules:
    sigma = np.sqrt(np.log1p(plan.spread**2))
    lognormal = plan.shape == kernel.LOGNORMAL
    rate = -np.log1p(-np.minimum(plan.recalendar, 1 - 1e-12))
    effects = plan.effects.effects
    return kernel.Rules(
        seed=seed,
        judges=plan.whole_judges_by_court(),
        per_minute=1 / np.maximum(plan.bench.minutes, 1e-12),
        intake=plan.intake,
        from_before=plan.from_before,
        share=plan.intake_share,
        class_edges=np.append(np.cumsum(plan.class_intake)[:-1], 2.0),
        level=plan.level,
        hearings=plan.hearings,
        minutes=np.where(lognormal, plan.minutes * np.exp(-(sigma**2) / 2), plan.minutes),
        sigma=sigma,
        shape=plan.shape,
        continued=plan.continued,
        ends=plan.ends,
        set_after=plan.set_after,
        granted=plan.granted,
        appealed_denied=plan.appealed_denied,
        appealed_granted=plan.appealed_granted,
        newest=plan.newest,
        closing=plan.closed,
        recalendar=np.concatenate([[0.0], np.cumsum(rate)]),
        reopened=plan.reopened,
        reopen_after=plan.reopen_after,
        filing=plan.filing,
        span=plan.effects.span,
        reaches=plan.effects.reaches,
        affected=effects.affected,
        factor=effects.factor,
        more_granted=effects.granted,
        more_appealed=effects.appealed,
    )


def _cases(plan: Plan) -> kernel.Cases:
    """Make room for every case: the stock, and what may come, with eight standard deviations to spare."""
    stock = stock_by_court(plan).sum(axis=1)
    mean = (plan.intake + plan.from_before).sum() * plan.intake_share
    room = stock + np.ceil(mean + 8 * np.sqrt(mean) + 100).astype(np.int64)
    offset = np.concatenate([[0], np.cumsum(room)])
    size = int(offset[-1])
    return kernel.Cases(
        offset=offset,
        stock=stock,
        used=stock.copy(),
        rows=np.zeros(size, kernel.ROW),
    )


def stock_by_court(plan: Plan) -> Ints:
    """Return the cases of the start in whole cases: inactive, at the Board, begun and not begun [K, 4]."""
    begun = float(plan.begun.sum())
    totals = (plan.inactive, plan.board_pending, begun, plan.stock - begun)
    return np.stack([_whole(total, plan.stock_share) for total in totals], axis=1)


def _whole(total: float, shares: Floats) -> Ints:
    """Share a number out in whole parts by largest remainder."""
    exact = round(total) * shares / shares.sum()
    parts = np.floor(exact + 1e-9).astype(np.int64)
    parts[np.argsort(-(exact - parts), kind="stable")[: round(total) - int(parts.sum())]] += 1
    return np.asarray(parts)


def _calendar(plan: Plan, cases: kernel.Cases, rules: kernel.Rules) -> kernel.Calendar:
    courts, levels, days = len(plan.judge_share), int(plan.level.max()) + 1, plan.days
    return kernel.Calendar(
        days=np.full((courts, days), kernel.NONE, np.int32),
        inbox=np.full((courts, days), kernel.NONE, np.int32),
        returns=np.full((courts, levels, 2), kernel.NONE, np.int32),
        newest=np.full((courts, levels), kernel.NONE, np.int32),
        oldest=np.repeat(cases.offset[:-1, None].astype(np.int32), levels, axis=1),
        counts=np.zeros((courts, levels, 2), np.int64),
        turn=np.zeros((courts, levels)),
        free=np.zeros((courts, max(1, int(rules.judges.max())))),
        bench=np.zeros(courts, np.int64),
        stocks=np.zeros((courts, kernel.STOCKS), np.int64),
        over=np.zeros((courts, days, 2), np.int32),
        now=np.zeros(courts),
    )


def _tally(plan: Plan, days: Sequence[int]) -> kernel.Tally:
    recorded = np.full(plan.days, -1, np.int64)
    recorded[list(days)] = np.arange(len(days))
    return kernel.Tally(
        flows=np.zeros((CHUNKS, plan.days, kernel.FLOWS), np.int32),
        stocks=np.zeros((CHUNKS, plan.days, kernel.STOCKS), np.int32),
        by_court=np.zeros((len(plan.judge_share), len(days)), np.int32),
        recorded=recorded,
        sums=np.zeros((len(plan.judge_share), kernel.SUMS)),
        full=np.zeros(1, np.int64),
    )


def _board(plan: Plan, cases: kernel.Cases) -> board_kernel.Board:
    return board_kernel.Board(
        capacity=plan.board_capacity,
        remanded=plan.remanded,
        more_remanded=plan.effects.effects.remanded,
        transfer=plan.transfer,
        free=np.zeros(plan.panels),
        queue=np.full(2, kernel.NONE, np.int32),
        pending=np.zeros(1, np.int64),
        stocks=np.zeros(plan.days, np.int32),
        over=np.zeros(plan.days, np.int32),
    )


def _place_stock(
    plan: Plan, cases: kernel.Cases, calendar: kernel.Calendar, board: board_kernel.Board, rules: kernel.Rules
) -> None:
    """Set every case of the start in its place: closed, at the Board, between hearings, or not begun."""
    counts = stock_by_court(plan)
    begun = plan.begun / max(float(plan.begun.sum()), 1e-12)
    fresh = np.maximum(plan.stock * plan.class_stock - plan.begun.sum(axis=1), 0.0)
    place_stock(
        counts,
        np.append(np.cumsum(plan.class_stock)[:-1], 2.0),
        np.append(np.cumsum(begun.ravel())[:-1], 2.0),
        np.append(np.cumsum(fresh / max(float(fresh.sum()), 1e-12))[:-1], 2.0),
        rules,
        cases,
        calendar,
    )
    order = _board_order(cases, counts)
    if len(order):
        cases.rows["link"][order[:-1]] = order[1:]
        cases.rows["link"][order[-1]] = kernel.NONE
        board.queue[:] = order[0], order[-1]
        board.pending[0] = len(order)


def _board_order(cases: kernel.Cases, counts: Ints) -> Ints:
    """Return the appeals of the start in their queue, the courts' mixed evenly."""
    number = [np.arange(count) for count in counts[:, 1]]
    when = np.concatenate([(row + 0.5) / max(len(row), 1) for row in number])
    ids = np.concatenate([cases.offset[k] + counts[k, 0] + row for k, row in enumerate(number)])
    return np.asarray(ids[np.argsort(when, kind="stable")])
