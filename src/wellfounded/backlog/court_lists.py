"""The lists in which a court keeps its cases: not begun, ready, and set for a day; and the folders of those begun."""

from __future__ import annotations

import numpy as np

from wellfounded.backlog import keyed
from wellfounded.backlog.agenda import entry, put_in_order, who_comes
from wellfounded.backlog.compiling import fetch, lean
from wellfounded.backlog.court_kernel import (
    BEGUN,
    DONE,
    EARLIER,
    FILED,
    NONE,
    NOT_BEGUN,
    OUTSIDE,
    OUTSIDE_FROM,
    PARTS,
    PER_DAY,
    READY,
    RECALENDARED,
    RETURNED,
    SET,
    SHEET,
    SHUT,
    Counts,
    Ids,
    Number,
    Records,
    Words,
    World,
)
from wellfounded.backlog.court_lengths import get_ready

_NEWCOMER = 1 << 31
"""The mark of an agenda's entry that is no folder, but the number of a case that comes to the court today."""
_COUNT, _SHIFT = np.uint32(SHEET), np.uint32(3)


@lean
def open_folder(court: Records, id: np.uint32, step: Number, rows: Records, folders: Records) -> np.uint32:
    """Open a folder for a case, a used one if there is one."""
    folder = court.idle
    if folder != NONE:
        court.idle = folders[folder].link
    else:
        folder = np.uint32(court.offset + court.fresh)
        court.fresh += 1
    place = court.before if id - court.offset < court.stock else court.here
    folders[folder].own = keyed.case_key(place, np.uint64(rows[id].key))
    folders[folder].id = id
    folders[folder].heard = 0
    folders[folder].step = step
    return np.uint32(folder)


@lean
def close_folder(court: Records, folder: np.uint32, rows: Records, folders: Records) -> None:
    """Note that a case is over, and let its folder be used again."""
    rows[folders[folder].id].place = DONE
    folders[folder].place = DONE
    folders[folder].link = court.idle
    court.idle = folder


@lean
def sheet_of(head: np.uint32) -> np.uint32:
    """Return the sheet on which the last of a day's cases stand."""
    return np.uint32(head >> _SHIFT)


@lean
def set_for_day(world: World, k: int, folder: np.uint32, moment: Number, heads: Ids) -> None:
    """Put a folder on the sheet of a later day; one for after the horizon stays where it is."""
    day = moment >> 32
    if day < world.numbers[0].days:
        head = heads[day]
        if head & _COUNT == _COUNT:
            head = _new_sheet(world.courts[k], head, world.sheets)
        world.sheets[head >> _SHIFT, head & _COUNT] = entry(np.uint32(moment & (PARTS - 1)), folder)
        heads[day] = head + 1


@lean
def _new_sheet(court: Records, before: np.uint32, sheets: Words) -> np.uint32:
    """Begin a sheet, a used one if there is one; return it as a head."""
    sheet = court.idle_sheet
    if sheet != NONE:
        court.idle_sheet = np.uint32(sheets[sheet, SHEET])
    else:
        sheet = np.uint32(court.sheets + court.fresh_sheet)
        court.fresh_sheet += 1
    sheets[sheet, SHEET] = before
    return np.uint32(sheet << _SHIFT)


@lean
def read_sheets(world: World, k: int, head: np.uint32, raw: Words, size: int) -> int:
    """Write the entries of a day behind what an agenda holds; return its size; the sheets are used again."""
    court, sheets = world.courts[k], world.sheets
    while head != NONE:
        sheet = sheet_of(head)
        for at in range(head & _COUNT):
            raw[size] = sheets[sheet, at]
            size += 1
        head = np.uint32(sheets[sheet, SHEET])
        sheets[sheet, SHEET] = court.idle_sheet
        court.idle_sheet = sheet
    return size


@lean
def _fetch_day(world: World, k: int, d: int) -> None:
    """Have the folders of a day to come fetched."""
    head = world.set_for[k, d]
    while head != NONE:
        sheet = sheet_of(head)
        for at in range(head & _COUNT):
            fetch(world.folders, who_comes(world.sheets[sheet, at]))
        head = np.uint32(world.sheets[sheet, SHEET])


@lean
def days_agenda(world: World, k: int, d: int, worker: int) -> int:
    """Put what a day brings in order: the cases set for it and those that come; return how many, -1 if too many."""
    court, raw = world.courts[k], world.agenda[worker, 1]
    size = read_sheets(world, k, world.set_for[k, d], raw, 0)
    if d + 1 < world.numbers[0].days:
        _fetch_day(world, k, d + 1)
    for at in range(size):
        get_ready(world, who_comes(raw[at]))
    of_day = keyed.case_key(court.here, np.uint64(d * PER_DAY + PER_DAY - 1))
    new = keyed.poisson(world.days[d].intake * court.share, of_day, keyed.ARRIVALS)
    back = keyed.poisson(world.days[d].from_before * court.share, of_day, keyed.RETURNS)
    if court.used + np.uint64(new + back) > court.room or size + new + back >= world.numbers[0].agenda:
        return -1
    for one in range(new + back):
        number = one if one < new else OUTSIDE_FROM + one - new
        own = keyed.case_key(court.here, np.uint64(d * PER_DAY + number))
        raw[size] = entry(keyed.upper(keyed.drawn(own, keyed.FILING, 0)), np.uint32(_NEWCOMER + number))
        size += 1
    put_in_order(raw, world.agenda[worker, 0], world.marks[worker], size)
    return size


@lean
def arrive(world: World, k: int, d: int, who: np.uint32, flows: Counts) -> None:
    """Let a case come: one just filed into the line, any other among those that are ready."""
    court, folders, steps = world.courts[k], world.folders, world.steps
    if who >= _NEWCOMER:
        folder = _newcomer(world, k, d, np.int64(who) - _NEWCOMER, flows)
        if folder == NONE:
            return
    else:
        folder = who
    was, step = folders[folder].place, steps[folders[folder].step]
    if was == SET:
        court.between -= 1
    elif was == SHUT:
        flows[d, RECALENDARED] += 1
        court.inactive -= 1
    else:
        flows[d, RETURNED] += 1
    folders[folder].place = READY
    level = world.levels[k, step.level]
    if level.ready == 0:
        level.first = folder
    else:
        folders[level.last].link = folder
    level.last = folder
    level.ready += 1


@lean
def _newcomer(world: World, k: int, d: int, number: Number, flows: Counts) -> np.uint32:
    """Write the row of a case that comes to the court; a new one goes into the line, one from before gets a folder."""
    court, rows = world.courts[k], world.rows
    id = np.uint32(court.offset + court.used)
    court.used += 1
    key = d * PER_DAY + number
    own, c = keyed.case_key(court.here, np.uint64(key)), 0
    draw = keyed.share(keyed.lower(keyed.drawn(own, keyed.FILING, 0)))
    for edge in range(world.numbers[0].classes - 1):
        c += draw > world.edges[0, edge]
    rows[id].key = key
    rows[id].kind = c
    step = c * world.numbers[0].hearings
    if number >= OUTSIDE_FROM:
        folder = open_folder(court, id, step, rows, world.folders)
        world.folders[folder].place = OUTSIDE
        rows[id].first = EARLIER
        get_ready(world, folder)
        return folder
    rows[id].place = NOT_BEGUN
    r = world.steps[step].level
    world.line[r, court.offset + world.levels[k, r].newest] = id
    world.levels[k, r].newest += 1
    flows[d, FILED] += 1
    return NONE


@lean
def next_case(world: World, k: int, d: int, newest: float, flows: Counts) -> np.uint32:
    """Take the case that is heard next out of its list: by priority, and those ready before those not begun."""
    court, folders, r = world.courts[k], world.folders, np.uint64(0)
    while world.levels[k, r].ready == 0 and world.levels[k, r].oldest == world.levels[k, r].newest:
        r += np.uint64(1)
    level = world.levels[k, r]
    if level.ready > 0:
        folder = level.first
        level.first = folders[folder].link
        level.ready -= 1
        return np.uint32(folder)
    level.turn += newest
    if level.turn >= 1.0:
        level.turn -= 1.0
        level.newest -= 1
        at = level.newest
    else:
        at = level.oldest
        level.oldest += 1
    flows[d, BEGUN] += 1
    id = world.line[r, court.offset + at]
    folder = open_folder(court, id, world.rows[id].kind * world.numbers[0].hearings, world.rows, folders)
    folders[folder].place = SET
    get_ready(world, folder)
    return folder
