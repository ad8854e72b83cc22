"""A hearing: how long it takes, and where it leads; drawn from numbers keyed by the case."""

from __future__ import annotations

import numpy as np

from wellfounded.backlog import keyed
from wellfounded.backlog.agenda import ONE_PART, parts_of
from wellfounded.backlog.compiling import lean
from wellfounded.backlog.court_kernel import (
    CLOSED,
    COMPLETED,
    FIRST_WAIT,
    HEARD,
    IN_LAST_HEARING,
    ONCE,
    PER_DAY,
    SET,
    SHUT,
    STARTED,
    TO_BOARD,
    TO_COURT,
    Counts,
    Floats,
    Number,
    Records,
    World,
)
from wellfounded.backlog.court_lists import close_folder, set_for_day


@lean
def length_of(world: World, k: int, d: int, folder: np.uint32) -> Number:
    """Return how long a hearing takes a judge, in parts of a calendar day."""
    case = world.folders[folder]
    minutes = np.float64(case.minutes)
    for one in range(world.numbers[0].rulings):
        if touches(world, one, k, world.days[d].span, world.steps[case.step].kind, case.own):
            minutes *= world.rulings[one].factor
    return parts_of(minutes * world.days[d].per_minute)


@lean
def touches(world: World, one: int, k: int, span: int, kind: int, own: np.uint64) -> bool:
    """Say whether a ruling touches a case."""
    if world.reaches[one, span, k, kind] == 0:
        return False
    return bool(keyed.share(keyed.upper(keyed.drawn(own, keyed.RULING, one))) < world.rulings[one].affected)


@lean
def note_first(world: World, k: int, d: int, folder: np.uint32, begin: Number) -> None:
    """Note a case's first hearing."""
    court, id = world.courts[k], world.folders[folder].id
    if world.rows[id].first == 0:
        world.rows[id].first = d + 1
        if id - court.offset >= court.stock:
            world.sums[k, STARTED] += 1
            world.sums[k, FIRST_WAIT] += begin * ONE_PART - filed_at(world.rows[id].key, world.folders[folder].own)


@lean
def filed_at(number: np.uint32, own: np.uint64) -> float:
    """Return the moment at which a case that is not of the stock was filed."""
    return np.int64(number) // PER_DAY + keyed.share(keyed.upper(keyed.drawn(own, keyed.FILING, 0)))


@lean
def outcome(world: World, k: int, d: int, folder: np.uint32, draw: float, over: Number, flows: Counts) -> Number:
    """Let a hearing lead on; return when the case comes again, if that is on the same day, else -1.

    The draw is spent on three questions in turn: closed, continued, ended.
    """
    court, folders = world.courts[k], world.folders
    step, own = world.steps[folders[folder].step], folders[folder].own
    visit = np.int64(folders[folder].heard)
    folders[folder].heard = visit + 1
    flows[d, HEARD] += 1
    closing = world.days[d].closing
    going = 1.0 - closing
    again = closing + going * step.continued
    if draw >= again:
        if draw < again + (1.0 - again) * step.ends:
            return _completed(world, k, d, folder, visit, over, flows)
        folders[folder].step += 1
        step = world.steps[folders[folder].step]
    elif draw < closing:
        return _closed(world, k, d, folder, visit, over, flows)
    folders[folder].place = SET
    court.between += 1
    return _comes_again(world, k, d, folder, over + parts_of(step.set_after * _delay(own, visit)))


@lean
def _delay(own: np.uint64, visit: Number) -> float:
    return keyed.exponential_of(keyed.upper(keyed.drawn(own, keyed.DELAY, visit)))


@lean
def _comes_again(world: World, k: int, d: int, folder: np.uint32, moment: Number) -> Number:
    """Set a case for a moment; return it if it is on the same day, else -1."""
    if moment >> 32 == d:
        return moment
    set_for_day(world, k, folder, moment, world.set_for[k])
    return -1


@lean
def _closed(world: World, k: int, d: int, folder: np.uint32, visit: Number, over: Number, flows: Counts) -> Number:
    """Close a case administratively; it is recalendared at some time."""
    court, last, horizon = world.courts[k], over >> 32, world.numbers[0].days
    if last >= horizon:
        return _not_over(court, world.folders, folder)
    world.folders[folder].place = SHUT
    flows[last, CLOSED] += 1
    if last > d:
        court.ending += 1
        world.over[k, last, 1] += 1
    else:
        court.inactive += 1
    since = world.recalendar[last] + (over * ONE_PART - last) * (world.recalendar[last + 1] - world.recalendar[last])
    own = world.folders[folder].own
    target = since + keyed.exponential_of(keyed.upper(keyed.drawn(own, keyed.RECALENDAR, visit)))
    again = recalled_at(world.recalendar, target)
    return -1 if again < 0.0 else _comes_again(world, k, d, folder, max(over, parts_of(again)))


@lean
def recalled_at(recalendar: Floats, target: float) -> float:
    """Return when the cumulated rate reaches a target, or -1 if it does not within the scenario."""
    low, high = 0, len(recalendar)
    while low < high:
        middle = (low + high) >> 1
        if recalendar[middle] < target:
            low = middle + 1
        else:
            high = middle
    if low >= len(recalendar):
        return -1.0
    return float(low - 1 + (target - recalendar[low - 1]) / (recalendar[low] - recalendar[low - 1]))


@lean
def _completed(world: World, k: int, d: int, folder: np.uint32, visit: Number, over: Number, flows: Counts) -> Number:
    """Complete a case: it may be appealed, return later, or be over for good."""
    numbers, folders, own = world.numbers[0], world.folders, world.folders[folder].own
    step, span = world.steps[folders[folder].step], world.days[d].span
    if over >> 32 >= numbers.days:
        return _not_over(world.courts[k], folders, folder)
    _count_completion(world, k, d, folder, over, flows)
    word = keyed.drawn(own, keyed.APPEAL, visit)
    chance, more = step.granted, 0.0
    for one in range(numbers.rulings):
        if touches(world, one, k, span, step.kind, own):
            chance += world.rulings[one].more_granted
            more += world.rulings[one].more_appealed
    chance = step.appealed_granted if keyed.share(keyed.upper(word)) < chance else step.appealed_denied
    if keyed.share(keyed.lower(word)) < chance + more:
        folders[folder].place = TO_BOARD
        set_for_day(world, k, folder, over + numbers.filing, world.inbox[:, k])
        return -1
    word = keyed.drawn(own, keyed.RETURN, visit)
    if keyed.share(keyed.upper(word)) < numbers.reopened:
        folders[folder].place = TO_COURT
        wait = numbers.reopen_after * keyed.exponential_of(keyed.lower(word))
        return _comes_again(world, k, d, folder, over + parts_of(wait))
    close_folder(world.courts[k], folder, world.rows, folders)
    return -1


@lean
def _not_over(court: Records, folders: Records, folder: np.uint32) -> Number:
    """Leave a case in a last hearing that goes on when the scenario ends: it does not come again."""
    court.ending += 1
    folders[folder].place = IN_LAST_HEARING
    return -1


@lean
def _count_completion(world: World, k: int, d: int, folder: np.uint32, over: Number, flows: Counts) -> None:
    """Count the completion of a case on the day its hearing is over."""
    last = over >> 32
    if last > d:
        world.courts[k].ending += 1
        world.over[k, last, 0] += 1
    flows[last, COMPLETED] += 1
    if world.folders[folder].heard < ONCE:
        world.folders[folder].heard += ONCE
        world.rows[world.folders[folder].id].ended = last + 1
