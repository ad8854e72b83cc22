"""The compiled case engine of the Board: one queue, first in first out, with as many panels as decide at once."""

from __future__ import annotations

import numpy as np

from wellfounded.backlog import keyed
from wellfounded.backlog.agenda import LAST, moment_of, parts_of, put_in_order, replace_first, who_comes
from wellfounded.backlog.compiling import fetch, lean
from wellfounded.backlog.court_hearings import touches
from wellfounded.backlog.court_kernel import (
    APPEALED,
    AT_BOARD,
    DECIDED,
    LONGEST_DAYS,
    PARTS,
    REMANDED,
    TO_COURT,
    Counts,
    Number,
    World,
)
from wellfounded.backlog.court_lists import close_folder, read_sheets, set_for_day, sheet_of

_TAKEN, _PUT, _PENDING = range(3)
"""The columns of `World.queued`."""
_AHEAD = 8
"""How many appeals ahead a folder is fetched; what stands in the queue behind the last one does no harm."""


@lean
def run_board(world: World, first_day: int, last_day: int, courts_day: int) -> None:
    """Move the Board through some days; the courts have come to a day, and no case comes back to them before it."""
    queued, panels, flows, agenda = world.queued, world.panels, world.flows[0], world.desk[0]
    for d in range(first_day, last_day):
        _appeals_agenda(world, d)
        now: Number = d * PARTS
        today, tomorrow, at = d * PARTS, (d + 1) * PARTS, 0
        while True:
            comes = moment_of(today, agenda[at])
            begin = max(now, panels[0])
            if queued[_TAKEN] == queued[_PUT] or begin > tomorrow:
                begin = tomorrow
            if comes < begin and agenda[at] != LAST:
                now = max(now, comes)
                flows[d, APPEALED] += 1
                world.queue[queued[_PUT] % len(world.queue)] = who_comes(agenda[at])
                queued[_PUT] += 1
                queued[_PENDING] += 1
                at += 1
            elif begin < tomorrow:
                now = begin
                replace_first(panels, _decide(world, d, now, courts_day, flows))
            else:
                break
        queued[_PENDING] -= world.at_board[d, 1]
        world.at_board[d, 0] = queued[_PENDING]


@lean
def _appeals_agenda(world: World, d: int) -> None:
    """Put the appeals that reach the Board on a day in order."""
    raw, size = world.desk[1], 0
    for k in range(world.numbers[0].courts):
        size = read_sheets(world, k, world.inbox[d, k], raw, size)
        if d + 1 < world.numbers[0].days:
            fetch(world.sheets, sheet_of(world.inbox[d + 1, k]))
    put_in_order(raw, world.desk[0], world.desk_marks, size)


@lean
def _decide(world: World, d: int, now: Number, courts_day: int, flows: Counts) -> Number:
    """Let a panel take the first appeal; return when it has decided, and send the case where the decision leads."""
    numbers, folders, queued = world.numbers[0], world.folders, world.queued
    folder = world.queue[queued[_TAKEN] % len(world.queue)]
    fetch(folders, world.queue[(queued[_TAKEN] + _AHEAD) % len(world.queue)])
    queued[_TAKEN] += 1
    folders[folder].place = TO_COURT
    k, kind = _court_of(world, folders[folder].id), world.steps[folders[folder].step].kind
    own, at = folders[folder].own, 2 * np.int64(folders[folder].heard)
    takes = numbers.panels / world.days[d].capacity if world.days[d].capacity > 0 else LONGEST_DAYS
    word, later = keyed.drawn(own, keyed.BOARD, at), keyed.drawn(own, keyed.BOARD, at + 1)
    over = now + parts_of(takes * keyed.exponential_of(keyed.upper(word)))
    last = over >> 32
    if last >= numbers.days:
        folders[folder].place = AT_BOARD
        return over
    flows[last, DECIDED] += 1
    world.at_board[last, 1] += 1
    chance = numbers.remanded
    for one in range(numbers.rulings):
        if touches(world, one, k, world.days[last].span, kind, own):
            chance += world.rulings[one].more_remanded
    back = max(over + numbers.transfer, courts_day * PARTS)
    if keyed.share(keyed.lower(word)) < chance:
        flows[last, REMANDED] += 1
        set_for_day(world, k, folder, back, world.set_for[k])
    elif keyed.share(keyed.upper(later)) < numbers.reopened:
        wait = parts_of(numbers.reopen_after * keyed.exponential_of(keyed.lower(later)))
        set_for_day(world, k, folder, back + wait, world.set_for[k])
    else:
        close_folder(world.courts[k], folder, world.rows, folders)
    return over


@lean
def _court_of(world: World, id: np.uint32) -> int:
    """Return the court of a case, by halving."""
    low, high = 0, int(world.numbers[0].courts)
    while high - low > 1:
        middle = (low + high) >> 1
        before = world.courts[middle].offset <= id
        low, high = (middle, high) if before else (low, middle)
    return low
