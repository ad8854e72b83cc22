"""The compiled case engine of the courts: each case by itself, each hearing at its moment.

A call moves some courts through a window of days short enough that no decision of the Board within it can reach them.
"""

from __future__ import annotations

import numpy as np

from wellfounded.backlog import keyed
from wellfounded.backlog.agenda import (
    LAST,
    ONE_PART,
    drop_first,
    entry,
    moment_of,
    push,
    replace_first,
    seated,
    who_comes,
)
from wellfounded.backlog.compiling import lean
from wellfounded.backlog.court_hearings import length_of, note_first, outcome
from wellfounded.backlog.court_kernel import (
    AREA,
    BETWEEN,
    ENDING,
    INACTIVE,
    PARTS,
    RETURNS,
    WAITING,
    World,
)
from wellfounded.backlog.court_lengths import get_ready
from wellfounded.backlog.court_lists import arrive, days_agenda, next_case


@lean
def run_courts(world: World, first_court: int, last_court: int, first_day: int, last_day: int, worker: int) -> None:
    """Move some courts through some days."""
    for k in range(first_court, last_court):
        for d in range(first_day, last_day):
            if days_agenda(world, k, d, worker) < 0:
                world.courts[k].full = 1
                break
            _hear_day(world, k, d, worker)
            _close_day(world, k, d, worker)


@lean
def _hear_day(world: World, k: int, d: int, worker: int) -> None:
    """Go from moment to moment through a court's day: a case comes, or a judge begins with one."""
    court, folders, free, flows = world.courts[k], world.folders, world.free[k], world.flows[worker]
    agenda, soon, at, ups = world.agenda[worker, 0], world.soon[worker], 0, 0
    today, tomorrow, area = d * PARTS, (d + 1) * PARTS, 0
    now, newest = max(court.now, today), world.days[d].newest
    bench = seated(free, court.bench, world.judges[d, k], now)
    ready = _ready(world, k)
    soon[0] = LAST
    while True:
        word = min(agenda[at], soon[0])
        comes = moment_of(today, word)
        begin = max(free[0], now)
        if ready == 0 or begin > tomorrow:
            begin = tomorrow
        if comes < begin and word != LAST:
            comes = max(comes, now)
            area += ready * (comes - now)
            now = comes
            if word == soon[0]:
                drop_first(soon, ups)
                ups -= 1
            else:
                at += 1
            arrive(world, k, d, who_comes(word), flows)
            ready += 1
        elif begin < tomorrow:
            area += ready * (begin - now)
            now = begin
            ready -= 1
            folder = next_case(world, k, d, newest, flows)
            visit = folders[folder].heard
            if visit == 0:
                note_first(world, k, d, folder, begin)
            word = keyed.drawn(folders[folder].own, keyed.HEARING, visit)
            over = begin + length_of(world, k, d, folder)
            replace_first(free, over)
            again = outcome(world, k, d, folder, keyed.share(keyed.lower(word)), over, flows)
            if again >= 0:
                get_ready(world, folder)
                push(soon, ups, entry(np.uint32(again & (PARTS - 1)), folder))
                ups += 1
        else:
            break
    world.sums[k, AREA] += (area + ready * (tomorrow - now)) * ONE_PART
    court.now, court.bench = tomorrow, bench


@lean
def _ready(world: World, k: int) -> int:
    """Count the cases that could be heard now."""
    ready = 0
    for r in range(world.numbers[0].levels):
        level = world.levels[k, r]
        ready += level.ready + np.int64(level.newest) - np.int64(level.oldest)
    return ready


@lean
def _close_day(world: World, k: int, d: int, worker: int) -> None:
    """Count what the court has at the end of a day."""
    court, stocks, levels = world.courts[k], world.stocks[worker], world.levels
    court.ending -= world.over[k, d, 0] + world.over[k, d, 1]
    court.inactive += world.over[k, d, 1]
    returns = 0
    for r in range(world.numbers[0].levels):
        returns += levels[k, r].ready
    waiting = _ready(world, k) - returns
    stocks[d, WAITING] += waiting
    stocks[d, RETURNS] += returns
    stocks[d, BETWEEN] += court.between
    stocks[d, ENDING] += court.ending
    stocks[d, INACTIVE] += court.inactive
    row = world.days[d].recorded
    if row >= 0:
        world.by_court[k, row] = waiting + returns + court.between + court.ending
