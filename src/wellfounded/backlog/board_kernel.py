"""The compiled case engine of the Board: one queue, first in first out, with as many panels as decide at once."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog import keyed
from wellfounded.backlog.agenda import drop_first, grown, push, replace_first
from wellfounded.backlog.compiled import compiled, lean
from wellfounded.backlog.court_kernel import (
    APPEALED,
    AT_BOARD,
    DECIDED,
    DONE,
    EARLIER_PLACE,
    NONE,
    REMANDED,
    TO_COURT,
    Calendar,
    Cases,
    Counts,
    Floats,
    Ids,
    Ints,
    Rules,
    put,
    touched_change,
)


class Board(NamedTuple):
    """The Board's own numbers and state."""

    capacity: Floats  # [D] decisions a day
    remanded: float
    more_remanded: Floats  # [R] change where a ruling touches the case
    transfer: float
    free: Floats  # [P] when each panel is free again, as a heap
    queue: Ids  # [2] first and last appeal in the queue
    pending: Ints  # [1] appeals in it or being decided
    stocks: NDArray[np.int32]  # [D] pending at the end of a day
    over: Ids  # [D] decisions that fall on a day


@compiled
def run_board(
    first_day: int, last_day: int, board: Board, rules: Rules, cases: Cases, calendar: Calendar, flows: Counts
) -> None:
    """Move the Board through some days."""
    rows, queue, free = cases.rows, board.queue, board.free
    times, ids = np.empty(1024), np.empty(1024, np.int32)
    for d in range(first_day, last_day):
        size = 0
        for k in range(len(cases.stock)):
            id = calendar.inbox[k, d]
            while id != NONE:
                if size >= len(times):
                    times, ids = grown(times, ids)
                push(times, ids, size, d + float(rows[id].due), id)
                size += 1
                id = rows[id].link
        now, tomorrow = float(d), d + 1.0
        while True:
            arrival = times[0] if size > 0 else tomorrow
            begin = max(free[0], now) if queue[0] != NONE else tomorrow
            if begin >= tomorrow and arrival >= tomorrow:
                break
            if arrival < begin:
                now = max(now, arrival)
                id = ids[0]
                drop_first(times, ids, size)
                size -= 1
                flows[d, APPEALED] += 1
                board.pending[0] += 1
                _line_up(id, rows, queue)
            else:
                now = begin
                _decide(d, now, board, rules, cases, calendar, flows)
        board.pending[0] -= board.over[d]
        board.stocks[d] = board.pending[0]


@lean
def _line_up(id: int, rows: Any, queue: Ids) -> None:
    """Put an appeal at the end of the queue."""
    rows[id].place = AT_BOARD
    rows[id].link = NONE
    if queue[0] == NONE:
        queue[0] = id
    else:
        rows[queue[1]].link = id
    queue[1] = id


@compiled
def _decide(d: int, now: float, board: Board, rules: Rules, cases: Cases, calendar: Calendar, flows: Counts) -> None:
    """Let the first free panel take the first appeal, and send the case where the decision leads."""
    rows, horizon, panels = cases.rows, len(rules.span), len(board.free)
    id = board.queue[0]
    board.queue[0] = rows[id].link
    k = np.searchsorted(cases.offset, id, side="right") - 1
    of_stock = id - cases.offset[k] < cases.stock[k]
    own = keyed.key_of(np.uint64(rules.seed), np.uint64(k + EARLIER_PLACE if of_stock else k), np.uint64(rows[id].key))
    at, c = 4 * rows[id].heard, rows[id].kind
    takes = panels / board.capacity[d] if board.capacity[d] > 0 else 1e12
    over = now + takes * keyed.exponential(own, keyed.BOARD, at)
    replace_first(board.free, panels, over)
    if over >= horizon:
        return
    flows[int(over), DECIDED] += 1
    board.over[int(over)] += 1
    span = rules.span[int(over)]
    chance = board.remanded
    chance += touched_change(own, rules.reaches, rules.affected, board.more_remanded, span, k, c)
    if keyed.share(own, keyed.BOARD, at + 1) < chance:
        flows[int(over), REMANDED] += 1
        rows[id].place = TO_COURT
        put(rows, id, over + board.transfer, calendar.days[k], horizon)
    elif keyed.share(own, keyed.BOARD, at + 2) < rules.reopened:
        wait = rules.reopen_after * keyed.exponential(own, keyed.BOARD, at + 3)
        rows[id].place = TO_COURT
        put(rows, id, over + board.transfer + wait, calendar.days[k], horizon)
    else:
        rows[id].place = DONE
