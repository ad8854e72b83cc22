"""The compiled case engine of the courts: each case by itself, each hearing at its moment.

A court is a queue with several servers, its judges, in continuous time. A hearing begins when a judge is free and a
case is ready, by priority, days already set before first hearings, and in these the order of the scenario. What a
hearing leads to is drawn from numbers keyed by the case. A judge who leaves finishes the hearing under way.

A case stands in one list at a time, so one link for each suffices. A call moves some courts through a window of days
short enough that no decision of the Board within it can reach them.

Over 400 lines because numba compiles the functions as one unit that share the layout of their arrays; it wants a split
by what they do (lists, judges, hearings) once the engine's speed is settled.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog import keyed
from wellfounded.backlog.agenda import drop_first, grown, push, replace_first
from wellfounded.backlog.compiled import compiled, lean

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Ids = NDArray[np.int32]
Counts = NDArray[np.int32]
Bytes = NDArray[np.uint8]

NONE = -1
(NEW, OUTSIDE, NOT_BEGUN, READY, SET, SHUT, TO_BOARD, AT_BOARD, TO_COURT, DONE) = range(10)
"""Where a case is: filed or returning later today, not begun, ready, waiting for a day set, administratively closed, on
its way to the Board, there, on its way back, completed for good."""
(FILED, BEGUN, HEARD, COMPLETED, CLOSED, RECALENDARED, RETURNED, APPEALED, DECIDED, REMANDED) = range(10)
FLOWS = 10
(WAITING, RETURNS, BETWEEN, ENDING, INACTIVE) = range(5)
STOCKS = 5
(AREA, FIRST_WAIT, SOJOURN, STARTED, ENDED) = range(5)
SUMS = 5
FIXED, LOGNORMAL, EXPONENTIAL = range(3)
PER_DAY = 65536
LATEST = 0.99999
OUTSIDE_FROM = 32768
EARLIER = 65535
EARLIER_PLACE = 1_000_000


class Rules(NamedTuple):
    """What moves cases; see `wellfounded.backlog.plan.Plan`."""

    seed: int
    judges: Ints  # [D, K]
    per_minute: Floats  # [D] calendar days that one hearing minute takes a judge
    intake: Floats  # [D]
    from_before: Floats  # [D]
    share: Floats  # [K] of the intake
    class_edges: Floats  # [C] cumulated shares of new cases
    level: Ints  # [C]
    hearings: Ints  # [C]
    minutes: Floats  # [C, S] for a lognormal one its median
    sigma: Floats  # [C, S]
    shape: Ints  # [C, S]
    continued: Floats  # [C, S]
    ends: Floats  # [C, S]
    set_after: Floats  # [C, S]
    granted: Floats  # [C]
    appealed_denied: Floats  # [C]
    appealed_granted: Floats  # [C]
    newest: Floats  # [D]
    closing: Floats  # [D]
    recalendar: Floats  # [D + 1] cumulated rate
    reopened: float
    reopen_after: float
    filing: float
    span: Ints  # [D]
    reaches: NDArray[np.uint8]  # [R, E, K, C]
    affected: Floats  # [R]
    factor: Floats  # [R]
    more_granted: Floats  # [R]
    more_appealed: Floats  # [R]


ROW = np.dtype(
    [
        ("key", np.uint32),  # day of filing and number on that day; of the stock, its number
        ("link", np.int32),  # the next case of the same list
        ("due", np.float32),  # the moment of the day set, as a part of that day
        ("first", np.uint16),  # day of the first hearing, from 1; 0 for none yet, EARLIER for before the start
        ("ended", np.uint16),  # day of the first completion, from 1; 0 for none yet
        ("heard", np.uint16),  # hearings so far
        ("stage", np.uint8),  # which hearing comes
        ("kind", np.uint8),  # its class
        ("place", np.uint8),  # where it is
    ],
    align=True,
)
"""One case: 24 bytes, so that a hearing touches one line of memory."""


class Cases(NamedTuple):
    """All cases of all courts; a court's cases stand together, its stock first, then as they are filed."""

    offset: Ints  # [K + 1]
    stock: Ints  # [K] cases at the start
    used: Ints  # [K]
    rows: Any  # of the form `ROW`


class Calendar(NamedTuple):
    """The lists of the courts."""

    days: Ids  # [K, D] first case set for a day
    inbox: Ids  # [K, D] first appeal that reaches the Board on a day
    returns: Ids  # [K, L, 2] first and last of the ready ones
    newest: Ids  # [K, L] newest case not begun
    oldest: Ids  # [K, L] no case before it is not begun
    counts: Ints  # [K, L, 2] cases not begun, and ready
    turn: Floats  # [K, L] how much of the newest case's turn has come
    free: Floats  # [K, M] when each judge is free again, as a heap
    bench: Ints  # [K] judges in it
    stocks: Ints  # [K, STOCKS]
    over: Ids  # [K, D, 2] hearings under way that end on a day in completion, and in closure
    now: Floats  # [K]


class Tally(NamedTuple):
    """What is counted."""

    flows: NDArray[np.int32]  # [chunk, D, FLOWS]
    stocks: NDArray[np.int32]  # [chunk, D, STOCKS] at the end of a day
    by_court: NDArray[np.int32]  # [K, N] active cases at the end of recorded days
    recorded: Ints  # [D] the row of a day in `by_court`, or -1
    sums: Floats  # [K, SUMS]
    full: Ints  # [1] set when a court had no room for a case


@compiled
def run_courts(
    first_court: int,
    last_court: int,
    first_day: int,
    last_day: int,
    chunk: int,
    rules: Rules,
    cases: Cases,
    calendar: Calendar,
    tally: Tally,
) -> None:
    """Move some courts through some days."""
    times, ids = np.empty(1024), np.empty(1024, np.int32)
    for k in range(first_court, last_court):
        times, ids = _run_court(k, first_day, last_day, chunk, times, ids, rules, cases, calendar, tally)


@compiled
def _run_court(  # noqa: C901, PLR0915 - most of it hands the arrays over by name, as the compiler wants
    k: int,
    first_day: int,
    last_day: int,
    chunk: int,
    times: Floats,
    ids: Ids,
    rules: Rules,
    cases: Cases,
    calendar: Calendar,
    tally: Tally,
) -> tuple[Floats, Ids]:
    """Move one court through some days: the loop over moments; everything else is in the functions below."""
    rows, start, stock = cases.rows, cases.offset[k], cases.stock[k]
    day_list, inbox, over_on = calendar.days[k], calendar.inbox[k], calendar.over[k]
    returns, newest_of, oldest_of = calendar.returns[k], calendar.newest[k], calendar.oldest[k]
    counts, turn, free, stocks = calendar.counts[k], calendar.turn[k], calendar.free[k], calendar.stocks[k]
    flows, sums, level, hearings = tally.flows[chunk], tally.sums[k], rules.level, rules.hearings
    minutes, sigma, shape, set_after = rules.minutes, rules.sigma, rules.shape, rules.set_after
    continued, ends, recalendar = rules.continued, rules.ends, rules.recalendar
    affected, reaches, factor = rules.affected, rules.reaches, rules.factor
    granted, if_denied, if_granted = rules.granted, rules.appealed_denied, rules.appealed_granted
    more_granted, more_appealed = rules.more_granted, rules.more_appealed
    intake, from_before, share = rules.intake, rules.from_before, rules.share[k]
    reopened, reopen_after, filing = rules.reopened, rules.reopen_after, rules.filing
    seed, horizon, bench = np.uint64(rules.seed), len(rules.span), calendar.bench[k]
    here, before, now = np.uint64(k), np.uint64(k + EARLIER_PLACE), calendar.now[k]
    for d in range(first_day, last_day):
        times, ids, size = _days_set(d, times, ids, rows, day_list)
        moments = _newcomers(
            k, d, intake[d] * share, from_before[d] * share, seed, rules.class_edges, rows, cases.used, cases.offset
        )
        newcomer, newcomers = start + cases.used[k] - len(moments), len(moments)
        if newcomers > 0 and moments[0] < 0.0:
            tally.full[0] = 1
            return times, ids
        at = 0
        now, tomorrow = max(now, float(d)), d + 1.0
        bench = _seat(free, bench, rules.judges[d, k], now)
        per_minute, newest, closing, e = rules.per_minute[d], rules.newest[d], rules.closing[d], rules.span[d]
        while True:
            ready = _ready(counts)
            set_one = times[0] if size > 0 else tomorrow
            new_one = moments[at] if at < newcomers else tomorrow
            arrival = min(set_one, new_one)
            begin = max(free[0], now) if ready > 0 and bench > 0 else tomorrow
            if begin >= tomorrow and arrival >= tomorrow:
                break
            moment = begin if begin <= arrival else max(arrival, now)
            sums[AREA] += ready * (moment - now)
            now = moment
            if arrival < begin:
                if new_one < set_one:
                    id = newcomer + at
                    at += 1
                else:
                    id = int(ids[0])
                    drop_first(times, ids, size)
                    size -= 1
                _arrive(id, d, rows, level, hearings, counts, returns, newest_of, stocks, flows)
                continue
            id = _choose(d, newest, rows, level, counts, returns, newest_of, oldest_of, turn, stocks, flows)
            own = keyed.key_of(seed, here if id - start >= stock else before, np.uint64(rows[id].key))
            c, s, visit = rows[id].kind, rows[id].stage, rows[id].heard
            rows[id].heard = visit + 1
            flows[d, HEARD] += 1
            if rows[id].first == 0:
                rows[id].first = d + 1
                if id - start >= stock:
                    sums[STARTED] += 1
                    sums[FIRST_WAIT] += begin - filed_at(rows[id].key, own)
            length = _length(own, visit, minutes[c, s], sigma[c, s], shape[c, s])
            over = begin + length * per_minute * touched_factor(own, reaches, affected, factor, e, k, c)
            replace_first(free, bench, over)
            way = _way(own, visit, closing, continued[c, s], ends[c, s])
            set_for = -1.0
            if way == SHUT:
                set_for = _shut(id, over, own, visit, rows, recalendar, stocks, flows, over_on)
            elif way == DONE:
                _complete(id, over, own, rows, stocks, flows, over_on, sums, id - start >= stock)
                chance = granted[c] + touched_change(own, reaches, affected, more_granted, e, k, c)
                won = chance > 0.0 and keyed.share(own, keyed.APPEAL, 2 * visit) < chance
                chance = if_granted[c] if won else if_denied[c]
                chance += touched_change(own, reaches, affected, more_appealed, e, k, c)
                if chance > 0.0 and keyed.share(own, keyed.APPEAL, 2 * visit + 1) < chance:
                    rows[id].place = TO_BOARD
                    put(rows, id, over + filing, inbox, horizon)
                elif keyed.share(own, keyed.RETURN, 2 * visit) < reopened:
                    rows[id].place = TO_COURT
                    set_for = over + reopen_after * keyed.exponential(own, keyed.RETURN, 2 * visit + 1)
                else:
                    rows[id].place = DONE
            else:
                awaited = s if way == SET else s + 1
                rows[id].place = SET
                rows[id].stage = awaited
                stocks[BETWEEN] += 1
                set_for = over + set_after[c, awaited] * keyed.exponential(own, keyed.DELAY, visit)
            if d < set_for < tomorrow:
                if size >= len(times):
                    times, ids = grown(times, ids)
                push(times, ids, size, set_for, id)
                size += 1
            elif set_for >= tomorrow:
                put(rows, id, set_for, day_list, horizon)
        sums[AREA] += _ready(counts) * (tomorrow - now)
        now = tomorrow
        stocks[ENDING] -= over_on[d, 0] + over_on[d, 1]
        stocks[INACTIVE] += over_on[d, 1]
        for one in range(STOCKS):
            tally.stocks[chunk, d, one] += stocks[one]
        if tally.recorded[d] >= 0:
            active = stocks[WAITING] + stocks[RETURNS] + stocks[BETWEEN] + stocks[ENDING]
            tally.by_court[k, tally.recorded[d]] = active
    calendar.bench[k], calendar.now[k] = bench, now
    return times, ids


@compiled
def _days_set(d: int, times: Floats, ids: Ids, rows: Any, day_list: Ids) -> tuple[Floats, Ids, int]:
    """Put on the day's agenda what was set for it; return the agenda and its size."""
    size, id = 0, day_list[d]
    while id != NONE:
        if size >= len(times):
            times, ids = grown(times, ids)
        push(times, ids, size, d + float(rows[id].due), id)
        size += 1
        id = rows[id].link
    return times, ids, size


@compiled
def _newcomers(
    k: int, d: int, filed: float, returning: float, seed: np.uint64, edges: Floats, rows: Any, used: Ints, offset: Ints
) -> Floats:
    """Enter the day's new cases, and those completed before the start that return, in the order of their moments.

    Returns:
        The moments; the cases stand in the last rows of the court. One moment of -1 if the court has no room.
    """
    here = np.uint64(k)
    key = keyed.key_of(seed, here, np.uint64(d * PER_DAY + PER_DAY - 1))
    new, back = keyed.poisson(filed, key, keyed.ARRIVALS), keyed.poisson(returning, key, keyed.ARRIVALS + 50)
    moments, numbers = np.empty(new + back), np.empty(new + back, np.int64)
    if offset[k] + used[k] + new + back > offset[k + 1]:
        return np.full(1, -1.0)
    for i in range(new + back):
        numbers[i] = d * PER_DAY + (i if i < new else OUTSIDE_FROM + i - new)
        moments[i] = d + keyed.share(keyed.key_of(seed, here, np.uint64(numbers[i])), keyed.WHEN, 0)
    _sort(moments, numbers)
    for i in range(new + back):
        id = offset[k] + used[k] + i
        draw = keyed.share(keyed.key_of(seed, here, np.uint64(numbers[i])), keyed.CLASS, 0)
        c = 0
        while draw > edges[c]:
            c += 1
        rows[id].key = numbers[i]
        rows[id].kind = c
        rows[id].place = NEW if numbers[i] % PER_DAY < OUTSIDE_FROM else OUTSIDE
    used[k] += new + back
    return moments


@compiled
def _sort(moments: Floats, numbers: Ints) -> None:
    """Sort moments with their numbers: by insertion where they are few, as they nearly always are."""
    if len(moments) > 256:
        order = np.argsort(moments)
        moments[:] = moments[order]
        numbers[:] = numbers[order]
        return
    for i in range(1, len(moments)):
        moment, number, at = moments[i], numbers[i], i
        while at > 0 and moments[at - 1] > moment:
            moments[at] = moments[at - 1]
            numbers[at] = numbers[at - 1]
            at -= 1
        moments[at] = moment
        numbers[at] = number


@lean
def _seat(free: Floats, bench: int, wanted: int, now: float) -> int:
    """Let judges come, free at once, or leave, the first to be free first; return how many sit."""
    while bench < wanted:
        at = bench
        while at > 0 and now < free[(at - 1) >> 1]:
            free[at] = free[(at - 1) >> 1]
            at = (at - 1) >> 1
        free[at] = now
        bench += 1
    while bench > wanted:
        bench -= 1
        if bench > 0:
            replace_first(free, bench, free[bench])
    return bench


@lean
def _ready(counts: Ints) -> int:
    """Count the cases that could be heard now."""
    ready = 0
    for r in range(len(counts)):
        ready += counts[r, 0] + counts[r, 1]
    return ready


@lean
def _arrive(
    id: int,
    d: int,
    rows: Any,
    level: Ints,
    hearings: Ints,
    counts: Ints,
    returns: Ids,
    newest_of: Ids,
    stocks: Ints,
    flows: Counts,
) -> None:
    """Let a case come: a new one among those not begun, any other among those whose day has come."""
    c, was = rows[id].kind, rows[id].place
    r = level[c]
    if was == NEW:
        flows[d, FILED] += 1
        rows[id].place = NOT_BEGUN
        rows[id].link = newest_of[r]
        newest_of[r] = id
        counts[r, 0] += 1
        stocks[WAITING] += 1
        return
    if was == SET:
        stocks[BETWEEN] -= 1
    elif was == SHUT:
        flows[d, RECALENDARED] += 1
        stocks[INACTIVE] -= 1
        rows[id].stage = hearings[c] - 1
    else:
        flows[d, RETURNED] += 1
        rows[id].stage = hearings[c] - 1
    stocks[RETURNS] += 1
    rows[id].place = READY
    rows[id].link = NONE
    if counts[r, 1] == 0:
        returns[r, 0] = id
    else:
        rows[returns[r, 1]].link = id
    returns[r, 1] = id
    counts[r, 1] += 1


@lean
def _choose(
    d: int,
    newest: float,
    rows: Any,
    level: Ints,
    counts: Ints,
    returns: Ids,
    newest_of: Ids,
    oldest_of: Ids,
    turn: Floats,
    stocks: Ints,
    flows: Counts,
) -> int:
    """Take the case that is heard next out of its list."""
    r = 0
    while counts[r, 0] + counts[r, 1] == 0:
        r += 1
    if counts[r, 1] > 0:
        id = int(returns[r, 0])
        returns[r, 0] = rows[id].link
        counts[r, 1] -= 1
        stocks[RETURNS] -= 1
        return id
    turn[r] += newest
    if turn[r] >= 1.0:
        turn[r] -= 1.0
        id = int(newest_of[r])
        newest_of[r] = rows[id].link
    else:
        id = int(oldest_of[r])
        while rows[id].place != NOT_BEGUN or level[rows[id].kind] != r:
            id += 1
        oldest_of[r] = id + 1
    counts[r, 0] -= 1
    if counts[r, 0] == 0:
        newest_of[r] = NONE
    stocks[WAITING] -= 1
    flows[d, BEGUN] += 1
    return id


@lean
def _length(own: np.uint64, visit: int, minutes: float, sigma: float, shape: int) -> float:
    """Draw the length of a hearing in minutes."""
    if shape == LOGNORMAL:
        return minutes * math.exp(sigma * keyed.normal_of(keyed.share(own, keyed.LENGTH, visit)))
    if shape == EXPONENTIAL:
        return minutes * keyed.exponential(own, keyed.LENGTH, visit)
    return minutes


@lean
def _way(own: np.uint64, visit: int, closing: float, continued: float, ends: float) -> int:
    """Draw where a hearing leads: SHUT, SET for the same hearing again, DONE, or READY for the next hearing."""
    draw = keyed.share(own, keyed.OUTCOME, visit)
    if draw < closing:
        return SHUT
    draw = (draw - closing) / (1 - closing)
    if draw < continued:
        return SET
    return DONE if (draw - continued) / (1 - continued) < ends else READY


@lean
def _shut(
    id: int,
    over: float,
    own: np.uint64,
    visit: int,
    rows: Any,
    recalendar: Floats,
    stocks: Ints,
    flows: Counts,
    over_on: Ids,
) -> float:
    """Close a case administratively; return when it is recalendared, or -1 for not within the scenario."""
    rows[id].place = SHUT
    stocks[ENDING] += 1
    last, horizon = int(over), len(recalendar) - 1
    if last >= horizon:
        return -1.0
    flows[last, CLOSED] += 1
    over_on[last, 1] += 1
    since = recalendar[last] + (over - last) * (recalendar[last + 1] - recalendar[last])
    return recalled_at(recalendar, since + keyed.exponential(own, keyed.RECALENDAR, visit))


@lean
def recalled_at(recalendar: Floats, target: float) -> float:
    """Return when the cumulated rate reaches a target, or -1 if it does not within the scenario."""
    day = np.searchsorted(recalendar, target)
    if day >= len(recalendar):
        return -1.0
    return float(day - 1 + (target - recalendar[day - 1]) / (recalendar[day] - recalendar[day - 1]))


@lean
def _complete(
    id: int,
    over: float,
    own: np.uint64,
    rows: Any,
    stocks: Ints,
    flows: Counts,
    over_on: Ids,
    sums: Floats,
    filed_within: bool,
) -> None:
    """Count the completion of a case on the day its hearing is over."""
    stocks[ENDING] += 1
    last = int(over)
    if last >= len(over_on):
        return
    flows[last, COMPLETED] += 1
    over_on[last, 0] += 1
    if rows[id].ended == 0:
        rows[id].ended = last + 1
        if filed_within:
            sums[ENDED] += 1
            sums[SOJOURN] += over - filed_at(rows[id].key, own)


@lean
def put(rows: Any, id: int, moment: float, day_list: Ids, horizon: int) -> None:
    """Set a case for a moment on a later day; one after the horizon stays where it is."""
    if moment < horizon:
        day = int(moment)
        rows[id].due = min(moment - day, LATEST)
        rows[id].link = day_list[day]
        day_list[day] = id


@lean
def filed_at(number: np.uint32, own: np.uint64) -> float:
    """Return the moment at which a case that is not of the stock was filed."""
    return float(number // np.uint32(PER_DAY)) + keyed.share(own, keyed.WHEN, 0)


@lean
def touched_factor(
    own: np.uint64, reaches: Bytes, affected: Floats, factor: Floats, span: int, court: int, kind: int
) -> float:
    """Return the factor by which the rulings that touch a case change its hearings."""
    product = 1.0
    for one in range(len(affected)):
        if reaches[one, span, court, kind] and keyed.share(own, keyed.RULING, one) < affected[one]:
            product *= factor[one]
    return product


@lean
def touched_change(
    own: np.uint64, reaches: Bytes, affected: Floats, change: Floats, span: int, court: int, kind: int
) -> float:
    """Return what the rulings that touch a case add to a share."""
    total = 0.0
    for one in range(len(affected)):
        if reaches[one, span, court, kind] and keyed.share(own, keyed.RULING, one) < affected[one]:
            total += change[one]
    return total
