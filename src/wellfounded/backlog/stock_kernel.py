"""The compiled setting out of the cases of the start, and the last look at the cases of the end."""

from __future__ import annotations

import numpy as np

from wellfounded.backlog import keyed
from wellfounded.backlog.agenda import parts_of
from wellfounded.backlog.compiling import lean
from wellfounded.backlog.court_hearings import recalled_at
from wellfounded.backlog.court_kernel import (
    AT_BOARD,
    DONE,
    EARLIER,
    EARLIER_PLACE,
    NOT_BEGUN,
    SET,
    SHUT,
    Number,
    World,
)
from wellfounded.backlog.court_lists import open_folder, set_for_day

CLOSED_BEFORE, APPEALED_BEFORE, BEGUN_BEFORE, NOT_YET_BEGUN = range(4)
"""The columns of `World.at_start`: the stock stands in this order. The folders of the appealed come first."""
_AT_START = 65_535


@lean
def place_stock(world: World, first_court: int, last_court: int) -> None:
    """Set out some courts' stock: closed, at the Board, between hearings, not begun; of the last the oldest first."""
    numbers = world.numbers[0]
    for k in range(first_court, last_court):
        court = world.courts[k]
        court.here = keyed.place_key(numbers.seed, np.uint64(k))
        court.before = keyed.place_key(numbers.seed, np.uint64(k + EARLIER_PLACE))
        closed, appealed = world.at_start[k, CLOSED_BEFORE], world.at_start[k, APPEALED_BEFORE]
        _place_all(world, k, closed, APPEALED_BEFORE)
        _place_all(world, k, 0, CLOSED_BEFORE)
        _place_all(world, k, closed + appealed, BEGUN_BEFORE)
        _place_all(world, k, closed + appealed + world.at_start[k, BEGUN_BEFORE], NOT_YET_BEGUN)


@lean
def _place_all(world: World, k: int, first: Number, group: int) -> None:
    """Set out the cases of a group; the first has a number in the court."""
    for at in range(world.at_start[k, group]):
        _place(world, k, np.uint32(world.courts[k].offset + first + at), group)


@lean
def _place(world: World, k: int, id: np.uint32, group: int) -> None:
    """Set out one case; one that is closed gets a folder if it is recalendared within the scenario."""
    court, rows, folders = world.courts[k], world.rows, world.folders
    rows[id].key = id - court.offset
    own = keyed.case_key(court.before, np.uint64(id - court.offset))
    word, step = keyed.drawn(own, keyed.FILING, 0), 0
    draw = keyed.share(keyed.lower(word))
    while draw > world.edges[1 + group, step]:
        step += 1
    if group != BEGUN_BEFORE:
        step *= world.numbers[0].hearings
    rows[id].kind = world.steps[step].kind
    rows[id].first = 0 if group == NOT_YET_BEGUN else EARLIER
    if group == NOT_YET_BEGUN:
        r = world.steps[step].level
        rows[id].place = NOT_BEGUN
        world.line[r, court.offset + world.levels[k, r].newest] = id
        world.levels[k, r].newest += 1
        return
    again = 0.0
    if group == CLOSED_BEFORE:
        rows[id].place = SHUT
        court.inactive += 1
        target = keyed.exponential_of(keyed.upper(keyed.drawn(own, keyed.RECALENDAR, _AT_START)))
        again = recalled_at(world.recalendar, target)
        if again < 0.0:
            return
    comes = step if group == BEGUN_BEFORE else np.int64(world.steps[step].last)
    folder = open_folder(court, id, comes, rows, folders)
    if group == BEGUN_BEFORE:
        folders[folder].place = SET
        court.between += 1
        wait = keyed.exponential_of(keyed.upper(keyed.drawn(own, keyed.DELAY, _AT_START)))
        set_for_day(world, k, folder, parts_of(world.steps[step].set_after * wait), world.set_for[k])
    elif group == CLOSED_BEFORE:
        folders[folder].place = SHUT
        set_for_day(world, k, folder, parts_of(again), world.set_for[k])
    else:
        folders[folder].place = AT_BOARD


@lean
def settle(world: World, first_court: int, last_court: int) -> None:
    """Write where each case under way is into its row."""
    for k in range(first_court, last_court):
        court = world.courts[k]
        for at in range(court.fresh):
            folder = world.folders[court.offset + at]
            if folder.place != DONE:
                world.rows[folder.id].place = folder.place
