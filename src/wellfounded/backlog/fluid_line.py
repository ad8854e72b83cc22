"""The line of the cases not begun: who comes to a first hearing, the oldest or the newest first.

Each court has one line for each level of priority. What is left of the oldest cohort stands apart, at the front of the
line: hearing the oldest moves nothing else, until the front is heard and the next week's cohort takes its place.
"""

from __future__ import annotations

from wellfounded.backlog.compiling import lean
from wellfounded.backlog.eights import above, eight, lane, least, most, some_above, with_lane
from wellfounded.backlog.fluid_kernel import BEGUN, COHORT_DAYS, LITTLE, Inputs, State, Written
from wellfounded.backlog.machine import LANES


@lean
def begin_week(d: int, inputs: Inputs, state: State) -> None:
    """Begin a new week; where all cases filed before it are begun, it comes to the front of the line."""
    if d > 0:
        _line_up(d - 1, inputs, state)
    for r in range(state.lines.shape[0]):
        for b in range(len(state.courts)):
            line, cases = state.lines[r, b], eight(0.0)
            for c in range(len(inputs.level)):
                if inputs.level[c] == r:
                    cases += state.classes[c, b].front
            line.at_end *= 1.0 - above(cases, 0.0)
            line.week += line.at_end


@lean
def _line_up(d: int, inputs: Inputs, state: State) -> None:
    """Put the new cases of the running week among the cohorts, but where the week is at the front of the line."""
    week = inputs.numbers[0].old + d // COHORT_DAYS
    for c in range(len(inputs.level)):
        for b in range(len(state.courts)):
            line = state.lines[inputs.level[c], b]
            state.cohorts[week, c, b].each += state.courts[b].share * state.new[c] * (1.0 - line.at_end)
        state.new[c] = 0.0


@lean
def begin_oldest(r: int, d: int, inputs: Inputs, state: State, written: Written) -> None:
    """Give the minutes left to first hearings, the oldest first."""
    if not _begin(r, d, inputs.days[d].newest > 0.0, inputs, state, written):
        return
    more = True
    while more:
        for b in range(len(state.courts)):
            court = state.courts[b]
            court.among = above(court.left * (1.0 - state.lines[r, b].at_end), LITTLE)
            if some_above(court.among, 0.0):
                _next_week(r, d, b, inputs, state)
        more = _begin(r, d, True, inputs, state, written)
    for b in range(len(state.courts)):
        state.courts[b].among = eight(1.0)


@lean
def _begin(r: int, d: int, again: bool, inputs: Inputs, state: State, written: Written) -> bool:
    """Begin as many of the front of the line as the minutes suffice for, in the courts that have their turn.

    Args:
        again: whether cases of this level were begun today before.

    Returns:
        Whether minutes are left in a court, and cases behind the front of its line.
    """
    more = _share_minutes(r, d, inputs, state)
    weeks_before, all_begun = inputs.numbers[0].old - 0.5, eight(0.0)
    for c in range(len(inputs.level)):
        if inputs.level[c] == r:
            begun, waited = eight(0.0), eight(0.0)
            for b in range(len(state.courts)):
                one, days = state.classes[c, b], state.filed[c, b]
                filed = least((state.lines[r, b].week - weeks_before) * COHORT_DAYS, d + 0.5)
                begin = one.front * state.courts[b].part
                one.front -= begin
                one.fresh = one.fresh + begin if again else begin
                days.fresh = days.fresh + begin * filed if again else begin * filed
                begun += begin
                waited += begin * (d + 1 - filed)
            written.begun[c].cases += begun
            written.begun[c].waited += waited
            all_begun += begun
    written.sums[BEGUN].each += all_begun
    return more


@lean
def _share_minutes(r: int, d: int, inputs: Inputs, state: State) -> bool:
    """Set the part of the front of the line that the minutes suffice for, and take them.

    Returns:
        Whether minutes are left in a court, and cases behind the front of its line.
    """
    weeks_before, more, all_filed = inputs.numbers[0].old - 0.5, eight(0.0), eight(0.0)
    for b in range(len(state.courts)):
        court, line = state.courts[b], state.lines[r, b]
        need, left, part = line.front_need, court.left, court.among
        if some_above(need, left):
            part = least(left / most(need, LITTLE), 1.0) * part
        left = most(left - need * part, 0.0)
        begun, middle = line.front * part, (line.week - weeks_before) * COHORT_DAYS
        court.left = left
        court.part = part
        court.waiting -= begun
        court.begun += begun
        all_filed += begun * middle
        more = most(more, left * (1.0 - line.at_end))
    state.together[0].waiting_day -= all_filed
    return bool(some_above(more, LITTLE))


@lean
def _next_week(r: int, d: int, b: int, inputs: Inputs, state: State) -> None:
    """Let the next week's cohort come to the front of the line in the courts of a block that go on."""
    line, among, week = state.lines[r, b], state.courts[b].among, inputs.numbers[0].old + d // COHORT_DAYS
    line.week += among
    at_end = among * (1.0 - above(week, line.week))
    line.at_end += at_end
    front_all, need = eight(0.0), eight(0.0)
    for c in range(len(inputs.level)):
        if inputs.level[c] == r:
            cohort = eight(0.0)
            for i in range(LANES):
                cohort = with_lane(cohort, i, lane(state.cohorts[int(lane(line.week, i)), c, b].each, i))
            cohort += state.courts[b].share * state.new[c] * at_end
            front = state.classes[c, b].front + cohort * among
            state.classes[c, b].front = front
            front_all += front
            need += front * (inputs.ruled[inputs.days[d].span, c, b].length * inputs.ways[c, 0].minutes)
    line.front = front_all
    line.front_need = need


@lean
def begin_newest(r: int, d: int, inputs: Inputs, state: State, written: Written) -> None:
    """Give a share of the minutes left to first hearings, the newest first."""
    _line_up(d, inputs, state)
    for c in range(len(inputs.level)):
        if inputs.level[c] == r:
            for b in range(len(state.courts)):
                state.classes[c, b].fresh = eight(0.0)
                state.filed[c, b].fresh = eight(0.0)
    for k in range(written.by_court.shape[1]):
        b, i = k // LANES, k % LANES
        court = state.courts[b]
        _put_back(r, b, i, inputs, state)
        minutes = lane(court.left, i)
        budget = minutes * inputs.days[d].newest
        rest = _begin_newest_of_one(r, d, b, i, budget, inputs, state, written)
        court.left = with_lane(court.left, i, minutes - budget + max(rest, 0.0))


@lean
def _put_back(r: int, b: int, i: int, inputs: Inputs, state: State) -> None:
    """Put the front of one court's line back among the cohorts."""
    line, cases = state.lines[r, b], 0.0
    week = int(lane(line.week, i))
    for c in range(len(inputs.level)):
        if inputs.level[c] == r:
            cases += lane(state.classes[c, b].front, i)
    if cases > 0.0 or lane(line.at_end, i) > 0.0:
        for c in range(len(inputs.level)):
            if inputs.level[c] == r:
                one, cohort = state.classes[c, b], state.cohorts[week, c, b]
                cohort.each = with_lane(cohort.each, i, lane(one.front, i))
                one.front = with_lane(one.front, i, 0.0)
        line.front = with_lane(line.front, i, 0.0)
        line.front_need = with_lane(line.front_need, i, 0.0)
        line.week = with_lane(line.week, i, week - 1.0)
        line.at_end = with_lane(line.at_end, i, 0.0)


@lean
def _begin_newest_of_one(
    r: int, d: int, b: int, i: int, budget: float, inputs: Inputs, state: State, written: Written
) -> float:
    """Begin the newest cases of one court; return the minutes left."""
    week, k = inputs.numbers[0].old + d // COHORT_DAYS, b * LANES + i
    oldest, w = int(lane(state.lines[r, b].week, i)), week
    while budget > LITTLE and w > oldest:
        need = _need_of_week(r, d, b, i, w, inputs, state)
        part = 1.0 if need <= budget else budget / need
        budget -= need * part
        _begin_of_week(r, d, b, i, w, part, inputs, state, written)
        if part < 1.0:
            break
        w = state.below[r, k, w]
        state.below[r, k, week] = w
    return budget


@lean
def _need_of_week(r: int, d: int, b: int, i: int, w: int, inputs: Inputs, state: State) -> float:
    """Return the minutes that one court's cohort of a week needs."""
    need = 0.0
    for c in range(len(inputs.level)):
        if inputs.level[c] == r:
            length = inputs.ways[c, 0].minutes * lane(inputs.ruled[inputs.days[d].span, c, b].length, i)
            need += lane(state.cohorts[w, c, b].each, i) * length
    return need


@lean
def _begin_of_week(
    r: int, d: int, b: int, i: int, w: int, part: float, inputs: Inputs, state: State, written: Written
) -> None:
    """Begin a part of one court's cohort of a week."""
    middle, begun = (w - inputs.numbers[0].old + 0.5) * COHORT_DAYS, eight(0.0)
    filed = min(middle, d + 0.5)
    for c in range(len(inputs.level)):
        if inputs.level[c] == r:
            cohort, sums = state.cohorts[w, c, b], written.begun[c]
            begin = with_lane(eight(0.0), i, lane(cohort.each, i) * part)
            cohort.each -= begin
            state.classes[c, b].fresh += begin
            state.filed[c, b].fresh += begin * filed
            sums.cases += begin
            sums.waited += begin * (d + 1 - filed)
            begun += begin
    court = state.courts[b]
    court.waiting -= begun
    court.begun += begun
    state.together[0].waiting_day -= begun * middle
    written.sums[BEGUN].each += begun
