"""The compiled loop of the cohort fluid model, day by day.

Beside carrying means, its approximations are two: all moves of a day happen at its end, and a cohort is a week of
filings.

Axes: class c, hearing s, block b of eight courts. Blocks stand last, and the inner loops run along them, on eight
courts at once (see `eights`). What a day costs is going over the memory, so a loop does all that it can with what it
has loaded: as the heard of today leave, the days set for tomorrow come, and what the Board decides today arrives
tomorrow morning with the new cases, but on days that are written down.
"""

from __future__ import annotations

from typing import Any

from wellfounded.backlog.compiling import lean
from wellfounded.backlog.eights import eight, lane, least, most, some_above, total
from wellfounded.backlog.fluid_ages import filed_begun, filed_not_begun, move_filed
from wellfounded.backlog.fluid_kernel import (
    A_SHARE,
    ACTIVE,
    APPEALED,
    AT_BOARD,
    CLOSED,
    COHORT_DAYS,
    COMPLETED,
    DECIDED,
    FILED,
    FLOWS,
    HEARD,
    INACTIVE,
    LITTLE,
    NOT_BEGUN,
    RECALENDARED,
    REMANDED,
    RETURNED,
    Eight,
    Inputs,
    State,
    Written,
)
from wellfounded.backlog.fluid_line import begin_newest, begin_oldest, begin_week
from wellfounded.backlog.machine import LANES


@lean
def flow(inputs: Inputs, state: State, written: Written) -> None:
    """Move the fluid through all days, in place."""
    row = 0
    _begin_first_day(inputs, state)
    for d in range(len(inputs.days)):
        _come_in(d, inputs, state, written)
        _hear(d, inputs, state, written)
        _share_capacity(d, inputs, state)
        if len(written.ages):
            move_filed(d, inputs, state)
        if row < len(inputs.recorded) and inputs.recorded[row] == d:
            _decide_appeals(d, inputs, state, written)
            _write_down(d, row, state, written)
            if len(written.ages):
                _write_age(d, row, inputs, state, written)
            row += 1


@lean
def _come_in(d: int, inputs: Inputs, state: State, written: Written) -> None:
    """Take in filings, cases that return, and the days that were set."""
    if d % COHORT_DAYS == 0:
        begin_week(d, inputs, state)
    day, filed = inputs.days[d], eight(0.0)
    whole, minutes, bench = day.filed, day.minutes, day.bench
    for b in range(len(state.courts)):
        court = state.courts[b]
        new = court.share * whole
        court.waiting += new
        court.left = inputs.judges[bench, b].each * minutes
        court.gone = eight(0.0)
        filed += new
    written.sums[FILED].each += filed
    state.together[0].waiting_day += filed * ((d // COHORT_DAYS + 0.5) * COHORT_DAYS)
    for c in range(len(inputs.level)):
        _file_and_return(c, d, inputs, state, written)


@lean
def _file_and_return(c: int, d: int, inputs: Inputs, state: State, written: Written) -> None:
    """Take in cases of a class: new ones, and those that were inactive, completed or before the Board."""
    numbers, day, last, r = inputs.numbers[0], inputs.days[d], inputs.hearings[c] - 1, inputs.level[c]
    filed, before = day.filed * inputs.intake[c], day.from_before * inputs.intake[c]
    recalendar, reopens, transfer, reopened = day.recalendar, numbers.reopens, numbers.transfer, numbers.reopened
    first_minutes, last_minutes = inputs.ways[c, 0].minutes, inputs.ways[c, last].minutes
    span, yesterdays, part = day.span, inputs.days[max(d - 1, 0)].span, state.together[0].decided
    first_of_all, first_of_level = c == 0, _first_of_level(c, inputs)
    state.new[c] += filed
    decided, remanded, recalled, returned = eight(0.0), eight(0.0), eight(0.0), eight(0.0)
    for b in range(len(state.courts)):
        court, one, line = state.courts[b], state.classes[c, b], state.lines[r, b]
        length = inputs.ruled[span, c, b].length
        front = one.front + court.share * filed * line.at_end
        one.front = front
        need = front * (length * first_minutes)
        line.front = front if first_of_level else line.front + front
        line.front_need = need if first_of_level else line.front_need + need
        decide = one.at_board * part
        remand = decide * inputs.ruled[yesterdays, c, b].remanded
        completed, to_court = one.after_board + (decide - remand) * reopened, one.to_court + remand
        recall, reopen, home = one.inactive * recalendar, one.to_reopen * reopens, to_court * transfer
        arrive = completed * transfer
        one.at_board -= decide
        one.inactive -= recall
        one.to_reopen = one.to_reopen + arrive - reopen
        one.after_board = completed - arrive
        one.to_court = to_court - home
        back = reopen + home + court.share * before
        come = recall + back
        state.visits[c, last, b].ready += come
        line.need += come * (length * last_minutes)
        court.returned = come if first_of_all else court.returned + come
        decided += decide
        remanded += remand
        recalled += recall
        returned += back
    written.sums[DECIDED].each += decided
    written.sums[REMANDED].each += remanded
    written.sums[RECALENDARED].each += recalled
    written.sums[RETURNED].each += returned


@lean
def _first_of_level(c: int, inputs: Inputs) -> bool:
    """Say whether no class before this one is of its level."""
    before = 0
    for other in range(c):
        before += inputs.level[other] == inputs.level[c]
    return before == 0


@lean
def _begin_first_day(inputs: Inputs, state: State) -> None:
    """Let the days come that were set for the first day, and sum the minutes that they need."""
    for c in range(len(inputs.level)):
        for s in range(inputs.hearings[c]):
            way = inputs.ways[c, s]
            for b in range(len(state.courts)):
                visit = state.visits[c, s, b]
                visit.ready = visit.between * way.released
                visit.between -= visit.ready
                length = inputs.ruled[inputs.days[0].span, c, b].length * way.minutes
                state.lines[inputs.level[c], b].need += visit.ready * length


@lean
def _hear(d: int, inputs: Inputs, state: State, written: Written) -> None:
    """Give the day's minutes away: by priority, and in each level first to the days that were set."""
    newest = inputs.days[d].newest
    for r in range(state.lines.shape[0]):
        _hear_set_days(r, state)
        if newest > 0.0:
            begin_newest(r, d, inputs, state, written)
        if newest < 1.0:
            begin_oldest(r, d, inputs, state, written)
        for c in range(len(inputs.level)):
            if inputs.level[c] == r:
                for s in range(inputs.hearings[c] - 1):
                    _move_on(c, s, d, inputs, state, written)
                _complete(c, d, inputs, state, written)
    for b in range(len(state.courts)):
        court = state.courts[b]
        court.begun = court.begun + court.returned - court.gone


@lean
def _hear_set_days(r: int, state: State) -> None:
    """Give minutes to those of one level whose day has come; if they do not suffice, to the same share of all."""
    for b in range(len(state.courts)):
        court, line, part = state.courts[b], state.lines[r, b], eight(1.0)
        if some_above(line.need, court.left):
            part = least(court.left / most(line.need, LITTLE), 1.0)
        court.left = most(court.left - line.need * part, 0.0)
        line.part = part
        line.need = eight(0.0)


@lean
def _move_on(c: int, s: int, d: int, inputs: Inputs, state: State, written: Written) -> None:
    """Send the heard of one hearing, not the last, where it leads: set again, on to the next, closed, completed."""
    way, closing, r = inputs.ways[c, s], inputs.days[d].closing, inputs.level[c]
    again, released, minutes, tomorrow = (1 - closing) * way.continued, way.released, way.minutes, _tomorrow(d, inputs)
    done = (1 - closing - again) * way.ends
    onward = 1 - closing - again - done
    first, heard_all = s == 0, eight(0.0)
    for b in range(len(state.courts)):
        one, line = state.classes[c, b], state.lines[r, b]
        length = inputs.ruled[tomorrow, c, b].length * minutes
        fresh = one.fresh if first else eight(0.0)
        heard = _hear_one(state.visits[c, s, b], line, fresh, again, released, length)
        state.visits[c, s + 1, b].between += heard * onward
        one.done = heard * done if first else one.done + heard * done
        heard_all += heard
        if closing > 0.0:
            one.inactive += heard * closing
            state.courts[b].gone += heard * closing
    written.sums[HEARD].each += heard_all
    written.sums[CLOSED].each += heard_all * closing


@lean
def _complete(c: int, d: int, inputs: Inputs, state: State, written: Written) -> None:
    """Send the heard of the last hearing where it leads, and the completed of all: to the Board, or to be reopened."""
    s, r, day, tomorrow = inputs.hearings[c] - 1, inputs.level[c], inputs.days[d], _tomorrow(d, inputs)
    closing, span, reopened, filing = day.closing, day.span, inputs.numbers[0].reopened, inputs.numbers[0].filing
    way = inputs.ways[c, s]
    again, released, minutes = (1 - closing) * way.continued, way.released, way.minutes
    first = s == 0
    heard_all, done_all, come_all, pending = eight(0.0), eight(0.0), eight(0.0), eight(0.0)
    for b in range(len(state.courts)):
        one, line = state.classes[c, b], state.lines[r, b]
        length = inputs.ruled[tomorrow, c, b].length * minutes
        fresh = one.fresh if first else eight(0.0)
        heard = _hear_one(state.visits[c, s, b], line, fresh, again, released, length)
        done = heard * (1 - closing - again) if first else one.done + heard * (1 - closing - again)
        appeal = done * inputs.ruled[span, c, b].appealed
        at_way = one.to_board + appeal
        come = at_way * filing
        at_board = one.at_board + come
        one.to_board = at_way - come
        one.at_board = at_board
        one.to_reopen += (done - appeal) * reopened
        state.courts[b].gone += done + heard * closing
        heard_all += heard
        done_all += done
        come_all += come
        pending += at_board
        if closing > 0.0:
            one.inactive += heard * closing
    written.sums[HEARD].each += heard_all
    written.sums[CLOSED].each += heard_all * closing
    written.sums[COMPLETED].each += done_all
    written.sums[APPEALED].each += come_all
    state.together[0].pending += pending


@lean
def _hear_one(visit: Any, line: Any, fresh: Eight, again: float, released: float, length: Eight) -> Eight:
    """Hear those whose day has come and the fresh, set the continued again, and let tomorrow's days come.

    Returns:
        The heard.
    """
    set_days = visit.ready * line.part
    heard = set_days + fresh
    between = visit.between + heard * again
    come = between * released
    ready = visit.ready - set_days + come
    visit.between = between - come
    visit.ready = ready
    line.need += ready * length
    return heard


@lean
def _tomorrow(d: int, inputs: Inputs) -> int:
    """Return the span of the next day."""
    return int(inputs.days[min(d + 1, len(inputs.days) - 1)].span)


@lean
def _share_capacity(d: int, inputs: Inputs, state: State) -> None:
    """Set the part of the pending appeals that the Board's capacity of the day suffices for."""
    together = state.together[0]
    together.decided = eight(min(1.0, inputs.days[d].capacity / max(total(together.pending), LITTLE)))
    together.pending = eight(0.0)


@lean
def _decide_appeals(d: int, inputs: Inputs, state: State, written: Written) -> None:
    """Let the Board's decisions arrive on the day itself, because it is written down, and not tomorrow morning."""
    part, reopened, span = state.together[0].decided, inputs.numbers[0].reopened, inputs.days[d].span
    for c in range(len(inputs.level)):
        decided, remanded = eight(0.0), eight(0.0)
        for b in range(len(state.courts)):
            one = state.classes[c, b]
            decide = one.at_board * part
            remand = decide * inputs.ruled[span, c, b].remanded
            one.at_board -= decide
            one.to_court += remand
            one.after_board += (decide - remand) * reopened
            decided += decide
            remanded += remand
        written.sums[DECIDED].each += decided
        written.sums[REMANDED].each += remanded
    state.together[0].decided = eight(0.0)


@lean
def _write_down(d: int, row: int, state: State, written: Written) -> None:
    """Write down the stocks of the day, and the flows since the start."""
    stocks = written.stocks
    for b in range(len(state.courts)):
        court = state.courts[b]
        active = court.waiting + court.begun
        _write_courts(b, row, active, written)
        stocks[row, ACTIVE] += total(active)
        stocks[row, NOT_BEGUN] += total(court.waiting)
        for c in range(len(written.begun)):
            stocks[row, INACTIVE] += total(state.classes[c, b].inactive)
            stocks[row, AT_BOARD] += total(state.classes[c, b].at_board)
    for c in range(len(written.begun)):
        written.first[row, c] = total(written.begun[c].cases)
        written.waited[row, c] = total(written.begun[c].waited)
    for f in range(FLOWS):
        written.flows[row, f] = total(written.sums[f].each)


@lean
def _write_age(d: int, row: int, inputs: Inputs, state: State, written: Written) -> None:
    """Write down the mean age of the active cases at the end of the day."""
    filed, active = filed_not_begun(d, inputs, state), written.stocks[row, ACTIVE]
    for c in range(len(inputs.level)):
        filed += filed_begun(c, inputs, state)
    written.ages[row] = (active * (d + 1) - filed) / active if active > A_SHARE else 0.0


@lean
def _write_courts(b: int, row: int, active: Eight, written: Written) -> None:
    """Write down the active cases of eight courts, the empty lanes left out."""
    for k in range(b * LANES, min((b + 1) * LANES, written.by_court.shape[1])):
        written.by_court[row, k] = lane(active, k - b * LANES)
