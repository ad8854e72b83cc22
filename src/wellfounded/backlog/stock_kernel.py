"""The compiled setting out of the cases of the start."""

from __future__ import annotations

import numpy as np

from wellfounded.backlog import keyed
from wellfounded.backlog.compiled import compiled
from wellfounded.backlog.court_kernel import (
    AT_BOARD,
    BETWEEN,
    EARLIER,
    EARLIER_PLACE,
    INACTIVE,
    NOT_BEGUN,
    SET,
    SHUT,
    WAITING,
    Calendar,
    Cases,
    Floats,
    Ints,
    Rules,
    put,
    recalled_at,
)


@compiled
def place_stock(
    counts: Ints,
    class_edges: Floats,
    begun_edges: Floats,
    fresh_edges: Floats,
    rules: Rules,
    cases: Cases,
    calendar: Calendar,
) -> None:
    """Set out each court's stock: closed, at the Board, between hearings, not begun; of the last the oldest first.

    Args:
        counts: cases of each kind [K, 4].
        class_edges, begun_edges, fresh_edges: cumulated shares of the classes, of the classes and the hearings awaited,
            and of the classes of cases not begun.
    """
    horizon, most = len(rules.span), rules.minutes.shape[1]
    for k in range(len(counts)):
        id = int(cases.offset[k])
        for kind in range(4):
            for _ in range(counts[k, kind]):
                number = np.uint32(id - cases.offset[k])
                cases.rows[id].key = number
                own = keyed.key_of(np.uint64(rules.seed), np.uint64(k + EARLIER_PLACE), np.uint64(number))
                draw = keyed.share(own, keyed.CLASS, 0)
                edges = begun_edges if kind == 2 else fresh_edges if kind == 3 else class_edges
                at = 0
                while draw > edges[at]:
                    at += 1
                c = at // most if kind == 2 else at
                cases.rows[id].kind = c
                cases.rows[id].stage = at % most if kind == 2 else 0 if kind == 3 else rules.hearings[c] - 1
                cases.rows[id].first = 0 if kind == 3 else EARLIER
                set_for = -1.0
                if kind == 0:
                    cases.rows[id].place = SHUT
                    calendar.stocks[k, INACTIVE] += 1
                    target = keyed.exponential(own, keyed.RECALENDAR, 65_535)
                    set_for = recalled_at(rules.recalendar, target)
                elif kind == 1:
                    cases.rows[id].place = AT_BOARD
                elif kind == 2:
                    cases.rows[id].place = SET
                    calendar.stocks[k, BETWEEN] += 1
                    set_for = rules.set_after[c, cases.rows[id].stage] * keyed.exponential(own, keyed.DELAY, 65_535)
                else:
                    cases.rows[id].place = NOT_BEGUN
                    calendar.stocks[k, WAITING] += 1
                    r = rules.level[c]
                    cases.rows[id].link = calendar.newest[k, r]
                    calendar.newest[k, r] = id
                    calendar.counts[k, r, 0] += 1
                if set_for >= 0.0:
                    put(cases.rows, id, set_for, calendar.days[k], horizon)
                id += 1
