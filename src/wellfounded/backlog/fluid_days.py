"""The compiled loop of the cohort fluid model, day by day.

Beside carrying means, its approximations are three: all moves of a day happen at its end, a cohort is a week of
filings, and the age of begun cases is carried as a mean. Axes: class c, hearing s, court k; courts stand last, so that
the inner loops run along them.
"""

from __future__ import annotations

from wellfounded.backlog.compiling import lean
from wellfounded.backlog.fluid_kernel import (
    ACTIVE,
    APPEALED,
    AT_BOARD,
    BEGUN,
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
    Inputs,
    State,
    Written,
)


@lean
def flow(inputs: Inputs, state: State, written: Written) -> None:
    """Move the fluid through all days, in place."""
    row = 0
    for d in range(len(inputs.span)):
        _come_in(d, inputs, state, written)
        _hear(d, inputs, state, written)
        _move_on(d, inputs, state, written)
        _decide_appeals(d, inputs, state, written)
        if row < len(inputs.recorded) and inputs.recorded[row] == d:
            _write_down(d, row, state, written)
            row += 1


@lean
def _come_in(d: int, inputs: Inputs, state: State, written: Written) -> None:
    """Take in filings, cases that return, and the days that were set."""
    cohorts, waiting, waiting_day, sums = state.cohorts, state.waiting, state.waiting_day, written.sums
    share, hearings, transfer, reopens = (
        inputs.intake_share,
        inputs.hearings,
        inputs.numbers[0].transfer,
        inputs.numbers[0].reopens,
    )
    inactive, to_reopen, to_court, released = state.inactive, state.to_reopen, state.to_court, inputs.released
    begun, begun_day, ready, between = state.begun, state.begun_day, state.ready, state.between
    courts = len(waiting)
    week, recalendar = inputs.numbers[0].old + d // COHORT_DAYS, inputs.recalendar[d]
    for c in range(len(hearings)):
        last = hearings[c] - 1
        filed, before = inputs.filed[d, c], inputs.from_before[d, c]
        for k in range(courts):
            new = filed * share[k]
            cohorts[week, k, c] += new
            waiting[k] += new
            waiting_day[k] += new * (d + 0.5)
            sums[FILED, k] += new
        for k in range(courts):
            recalled = inactive[c, k] * recalendar
            reopened = to_reopen[c, k] * reopens
            home = to_court[c, k] * transfer
            inactive[c, k] -= recalled
            to_reopen[c, k] -= reopened
            to_court[c, k] -= home
            returned = reopened + home + before * share[k]
            sums[RECALENDARED, k] += recalled
            sums[RETURNED, k] += returned
            begun[k] += recalled + returned
            begun_day[k] += (recalled + returned) * d
            ready[c, last, k] += recalled + returned
        for s in range(hearings[c]):
            part = released[c, s]
            for k in range(courts):
                come = between[c, s, k] * part
                between[c, s, k] -= come
                ready[c, s, k] += come


@lean
def _hear(d: int, inputs: Inputs, state: State, written: Written) -> None:
    """Give the day's minutes away: by priority, and in each level first to the days that were set."""
    left, minutes_there, newest = state.left, inputs.minutes_there, inputs.newest[d]
    courts = len(left)
    for k in range(courts):
        left[k] = minutes_there[d, k]
    for r in range(state.below.shape[0]):
        _hear_set_days(r, d, inputs, state)
        if newest > 0.0:
            _begin(r, d, newest, True, inputs, state, written)
        if newest < 1.0:
            _begin(r, d, 1.0, False, inputs, state, written)


@lean
def _hear_set_days(r: int, d: int, inputs: Inputs, state: State) -> None:
    """Hear those of one level whose day has come; if the minutes do not suffice, the same share of all."""
    part, ready, served, left = state.part, state.ready, state.served, state.left
    level, hearings, minutes, factor = inputs.level, inputs.hearings, inputs.minutes, inputs.factor
    e, courts = inputs.span[d], len(state.left)
    for k in range(courts):
        part[k] = 0.0
    for c in range(len(level)):
        if level[c] == r:
            for s in range(hearings[c]):
                length = minutes[c, s]
                for k in range(courts):
                    part[k] += ready[c, s, k] * (length * factor[e, c, k])
    for k in range(courts):
        need = part[k]
        part[k] = min(1.0, left[k] / max(need, LITTLE))
        left[k] -= need * part[k]
    for c in range(len(level)):
        if level[c] == r:
            for s in range(hearings[c]):
                for k in range(courts):
                    move = ready[c, s, k] * part[k]
                    ready[c, s, k] -= move
                    served[c, s, k] = move


@lean
def _begin(r: int, d: int, share: float, newest: bool, inputs: Inputs, state: State, written: Written) -> None:
    """Give a share of the minutes left to first hearings, at the end of the day, from one end of the cohorts."""
    left, bottom, below, sums = state.left, state.bottom, state.below, written.sums
    waiting, waiting_day, begun, begun_day = state.waiting, state.waiting_day, state.begun, state.begun_day
    cohorts, served, first, waited = state.cohorts, state.served, state.first, state.waited
    level, minutes, factor = inputs.level, inputs.minutes, inputs.factor
    e, old = inputs.span[d], inputs.numbers[0].old
    week = old + d // COHORT_DAYS
    for k in range(len(left)):
        budget = left[k] * share
        left[k] -= budget
        w = week if newest else bottom[r, k]
        while budget > LITTLE and bottom[r, k] <= w <= week:
            need, mass = 0.0, 0.0
            for c in range(len(level)):
                if level[c] == r:
                    need += cohorts[w, k, c] * minutes[c, 0] * factor[e, c, k]
                    mass += cohorts[w, k, c]
            part = 1.0 if need <= budget else budget / need
            budget -= need * part
            filed = min((w - old + 0.5) * COHORT_DAYS, d + 0.5)
            for c in range(len(level)):
                if level[c] == r:
                    move = cohorts[w, k, c] * part
                    cohorts[w, k, c] -= move
                    served[c, 0, k] += move
                    first[c, k] += move
                    waited[c, k] += move * (d + 1 - filed)
            sums[BEGUN, k] += mass * part
            waiting[k] -= mass * part
            begun[k] += mass * part
            waiting_day[k] -= mass * part * filed
            begun_day[k] += mass * part * filed
            if part < 1.0:
                break
            if newest:
                under = below[r, k, w]
                below[r, k, week] = under
                w = under
            else:
                w += 1
                bottom[r, k] = min(w, week)
        left[k] += max(budget, 0.0)


@lean
def _move_on(d: int, inputs: Inputs, state: State, written: Written) -> None:
    """Send the heard cases where a hearing leads: set again, on to the next, closed, completed, appealed."""
    served, between, inactive, gone = state.served, state.between, state.inactive, state.gone
    to_board, to_reopen, begun, begun_day = state.to_board, state.to_reopen, state.begun, state.begun_day
    continued, ends, hearings, appealed = inputs.continued, inputs.ends, inputs.hearings, inputs.appealed
    sums, reopened = written.sums, inputs.numbers[0].reopened
    courts, e, closing = len(state.left), inputs.span[d], inputs.closing[d]
    for k in range(courts):
        gone[k] = 0.0
    for c in range(len(hearings)):
        for s in range(hearings[c]):
            again = (1 - closing) * continued[c, s]
            done = (1 - closing - again) * ends[c, s]
            onward = 1 - closing - again - done
            following = min(s + 1, hearings[c] - 1)
            for k in range(courts):
                heard = served[c, s, k]
                between[c, s, k] += heard * again
                between[c, following, k] += heard * onward
                inactive[c, k] += heard * closing
            for k in range(courts):
                heard = served[c, s, k]
                sums[HEARD, k] += heard
                sums[COMPLETED, k] += heard * done
                sums[CLOSED, k] += heard * closing
                gone[k] += heard * (done + closing)
            for k in range(courts):
                ended = served[c, s, k] * done
                appeal = ended * appealed[e, c, k]
                to_board[c, k] += appeal
                to_reopen[c, k] += (ended - appeal) * reopened
    for k in range(courts):
        begun_day[k] -= begun_day[k] * min(1.0, gone[k] / max(begun[k], LITTLE))
        begun[k] -= gone[k]


@lean
def _decide_appeals(d: int, inputs: Inputs, state: State, written: Written) -> None:
    """Let the Board decide what its capacity allows, and send remands on their way."""
    to_board, at_board, to_court, to_reopen = state.to_board, state.at_board, state.to_court, state.to_reopen
    remanded, sums, filing, reopened = (
        inputs.remanded,
        written.sums,
        inputs.numbers[0].filing,
        inputs.numbers[0].reopened,
    )
    classes, courts, e = to_board.shape[0], to_board.shape[1], inputs.span[d]
    pending = 0.0
    for c in range(classes):
        for k in range(courts):
            come = to_board[c, k] * filing
            to_board[c, k] -= come
            at_board[c, k] += come
            sums[APPEALED, k] += come
            pending += at_board[c, k]
    part = min(1.0, inputs.board_capacity[d] / max(pending, LITTLE))
    for c in range(classes):
        for k in range(courts):
            decided = at_board[c, k] * part
            back = decided * remanded[e, c, k]
            at_board[c, k] -= decided
            to_court[c, k] += back
            to_reopen[c, k] += (decided - back) * reopened
            sums[DECIDED, k] += decided
            sums[REMANDED, k] += back


@lean
def _write_down(d: int, row: int, state: State, written: Written) -> None:
    """Write down the stocks of the day, and the flows since the start."""
    waiting, begun, stocks, flows, sums = state.waiting, state.begun, written.stocks, written.flows, written.sums
    waiting_day, begun_day, inactive, at_board = state.waiting_day, state.begun_day, state.inactive, state.at_board
    age = 0.0
    for k in range(len(waiting)):
        active = waiting[k] + begun[k]
        written.by_court[row, k] = active
        stocks[row, ACTIVE] += active
        stocks[row, NOT_BEGUN] += waiting[k]
        age += active * (d + 1) - waiting_day[k] - begun_day[k]
        for c in range(inactive.shape[0]):
            written.first[row, c] += state.first[c, k]
            written.waited[row, c] += state.waited[c, k]
            stocks[row, INACTIVE] += inactive[c, k]
            stocks[row, AT_BOARD] += at_board[c, k]
        for f in range(FLOWS):
            flows[row, f] += sums[f, k]
    written.ages[row] = age / max(stocks[row, ACTIVE], LITTLE)
