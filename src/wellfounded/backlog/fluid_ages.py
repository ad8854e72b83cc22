"""The ages of the fluid: of each place in which begun cases are, the sum of the days on which they were filed.

A case moves on whatever its age, so these sums move in the same shares as the cases, through every place: a case that
comes back from the inactive ones or from the Board brings its own age with it. What was moved on a day in `fluid_days`
is moved here once more, in the plain order of a day.
"""

from __future__ import annotations

from wellfounded.backlog.compiling import lean
from wellfounded.backlog.eights import eight, total
from wellfounded.backlog.fluid_kernel import COHORT_DAYS, Eight, Inputs, State


@lean
def move_filed(d: int, inputs: Inputs, state: State) -> None:
    """Move the days of filing as the cases moved today, up to what the Board decided."""
    for c in range(len(inputs.level)):
        for b in range(len(state.courts)):
            _come_back(c, b, d, inputs, state)
            _hear(c, b, d, inputs, state)
            _decide(c, b, d, inputs, state)


@lean
def _come_back(c: int, b: int, d: int, inputs: Inputs, state: State) -> None:
    """Bring the days of filing of those back that were inactive, completed or before the Board."""
    numbers, day, filed = inputs.numbers[0], inputs.days[d], state.filed[c, b]
    recall, reopen = filed.inactive * day.recalendar, filed.to_reopen * numbers.reopens
    home, arrive = filed.to_court * numbers.transfer, filed.after_board * numbers.transfer
    filed.inactive -= recall
    filed.to_reopen += arrive - reopen
    filed.to_court -= home
    filed.after_board -= arrive
    before = state.courts[b].share * (day.from_before * inputs.intake[c] * numbers.filed_before)
    state.filed_begun[c, inputs.hearings[c] - 1, b].ready += recall + reopen + home + before


@lean
def _hear(c: int, b: int, d: int, inputs: Inputs, state: State) -> None:
    """Move the days of filing through the hearings: set again, on to the next, closed, completed."""
    closing, filed, part = inputs.days[d].closing, state.filed[c, b], state.lines[inputs.level[c], b].part
    fresh, onward, heard_all, done = filed.fresh, eight(0.0), eight(0.0), eight(0.0)
    for s in range(inputs.hearings[c]):
        way, visit = inputs.ways[c, s], state.filed_begun[c, s, b]
        again = (1 - closing) * way.continued
        ends = (1 - closing - again) * way.ends
        come = visit.between * way.released
        ready = visit.ready + come
        set_days = ready * part
        heard = set_days + fresh
        visit.ready = ready - set_days
        visit.between = visit.between - come + heard * again + onward
        onward = heard * (1 - closing - again - ends)
        heard_all += heard
        done += heard * ends
        fresh = eight(0.0)
    filed.inactive += heard_all * closing
    appeal = done * inputs.ruled[inputs.days[d].span, c, b].appealed
    filed.to_board += appeal
    filed.to_reopen += (done - appeal) * inputs.numbers[0].reopened


@lean
def _decide(c: int, b: int, d: int, inputs: Inputs, state: State) -> None:
    """Move the days of filing of the appeals to the Board, and of those decided on their way back."""
    numbers, filed = inputs.numbers[0], state.filed[c, b]
    come = filed.to_board * numbers.filing
    at_board = filed.at_board + come
    decide = at_board * state.together[0].decided
    remand = decide * inputs.ruled[inputs.days[d].span, c, b].remanded
    filed.to_board -= come
    filed.at_board = at_board - decide
    filed.to_court += remand
    filed.after_board += (decide - remand) * numbers.reopened


@lean
def filed_not_begun(d: int, inputs: Inputs, state: State) -> float:
    """Return the days of filing of the cases not begun, summed.

    They count from the middle of their week, so that a case leaves with what it came with; those of the running week
    are put from there into the middle of what has passed of it.
    """
    running: Eight = eight(0.0)
    week = inputs.numbers[0].old + d // COHORT_DAYS
    for c in range(len(inputs.level)):
        for b in range(len(state.courts)):
            at_end, new = state.lines[inputs.level[c], b].at_end, state.courts[b].share * state.new[c]
            running += (state.cohorts[week, c, b].each + new) * (1.0 - at_end) + state.classes[c, b].front * at_end
    yet_to_pass = COHORT_DAYS - 1 - d % COHORT_DAYS
    return float(total(state.together[0].waiting_day)) - float(total(running)) * yet_to_pass / 2


@lean
def filed_begun(c: int, inputs: Inputs, state: State) -> float:
    """Return the days of filing of a class's begun cases, summed."""
    days: Eight = eight(0.0)
    for s in range(inputs.hearings[c]):
        for b in range(len(state.courts)):
            days += state.filed_begun[c, s, b].ready + state.filed_begun[c, s, b].between
    return float(total(days))
