"""Courts, the Board and the delays between them are an open network of queues: each state holds what theory says."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.backlog.network import COURTS_AND_BOARD as NETWORK
from tests.backlog.theory import mean_and_error, within_three_errors
from wellfounded.backlog import court_kernel as kernel
from wellfounded.backlog.cases import run_cases

WARM, DAYS, REPETITIONS = 600, 2000, 40
HEARINGS, APPEALS = NETWORK.flows()


class Observed(NamedTuple):
    """Repetitions R of the network, from the day on which it is warm."""

    waiting: NDArray[np.float64]  # [R, K] mean number that waits at each court
    active: NDArray[np.float64]  # [R, K] mean active cases of each court
    stocks: NDArray[np.float64]  # [R, 5] means
    at_board: NDArray[np.float64]  # [R]
    on_the_way: NDArray[np.float64]  # [R, 2] to the Board and to a court, on the last day
    flows: NDArray[np.float64]  # [R, 10] a day
    together: NDArray[np.float64]  # [R, K + 1, K + 1] mean products of the distances from theory, the Board last


@pytest.fixture(scope="module")
def observed():
    return Observed(*(np.array(one) for one in zip(*map(observe, range(REPETITIONS)), strict=True)))


def observe(repetition):
    before = run_cases(NETWORK.plan(WARM), replication=repetition)
    run = run_cases(NETWORK.plan(DAYS), replication=repetition, days=range(WARM, DAYS))
    places = places_of(run)
    numbers = np.column_stack([run.by_court - NETWORK.active(), run.at_board[WARM:] - NETWORK.at_board()])
    return (
        (run.sums - before.sums)[:, kernel.AREA] / (DAYS - WARM),
        run.by_court.mean(axis=0),
        run.stocks[WARM:].mean(axis=0),
        run.at_board[WARM:].mean(),
        [(places == kernel.TO_BOARD).sum(), (places == kernel.TO_COURT).sum()],
        run.flows[WARM:].mean(axis=0),
        numbers.T @ numbers / len(numbers),
    )


def places_of(run):
    """Return where each case is at the end, court by court."""
    return np.concatenate(
        [run.cases.rows["place"][a : a + n] for a, n in zip(run.cases.offset[:-1], run.cases.used, strict=True)]
    )


@pytest.mark.parametrize("court", range(3), ids=["one judge", "two judges", "three judges"])
def test_each_court_of_a_network_holds_what_it_would_by_itself(observed, court):
    within_three_errors(observed.waiting[:, court], NETWORK.waiting()[court], at_most=0.03)
    within_three_errors(observed.active[:, court], NETWORK.active()[court], at_most=0.01)


def test_the_board_of_a_network_holds_what_it_would_by_itself(observed):
    within_three_errors(observed.at_board, NETWORK.at_board(), at_most=0.03)


@pytest.mark.parametrize(
    ("column", "expected"),
    [(kernel.BETWEEN, NETWORK.between()), (kernel.ENDING, NETWORK.ending()), (kernel.INACTIVE, NETWORK.shut())],
    ids=["between two hearings", "in the last hearing", "closed"],
)
def test_each_delay_of_a_network_holds_its_flow_times_its_length(observed, column, expected):
    within_three_errors(observed.stocks[:, column], expected, at_most=0.01)


def test_the_ways_to_the_board_and_back_hold_their_flow_times_their_length(observed):
    within_three_errors(observed.on_the_way[:, 0], NETWORK.to_board(), at_most=0.05)
    within_three_errors(observed.on_the_way[:, 1], NETWORK.to_court(), at_most=0.05)


def test_an_appeal_takes_its_days_to_the_board_and_back_to_the_day():
    """Where all are appealed and all remanded, each day's flow is that of so many days before."""
    all_of_them = replace(NETWORK, returned=0.0, closed=0.0, appealed=1.0, reopened=0.0, remanded=1.0)
    flows = run_cases(all_of_them.plan(200)).flows
    filing, transfer = int(NETWORK.filing), int(NETWORK.transfer)

    assert flows[:, kernel.APPEALED].sum() > 1000
    assert np.array_equal(flows[filing:, kernel.APPEALED], flows[:-filing, kernel.COMPLETED])
    assert np.array_equal(flows[transfer:, kernel.RETURNED], flows[:-transfer, kernel.REMANDED])


def test_the_traffic_equations_give_the_flows(observed):
    within_three_errors(observed.flows[:, kernel.HEARD], HEARINGS.sum(), at_most=0.005)
    within_three_errors(observed.flows[:, kernel.APPEALED], APPEALS.sum(), at_most=0.005)
    within_three_errors(observed.flows[:, kernel.DECIDED], APPEALS.sum(), at_most=0.005)


def test_the_stations_of_a_network_know_nothing_of_each_other(observed):
    """The numbers at two courts, or at a court and the Board, at one moment are unrelated."""
    spread = np.sqrt(observed.together.mean(axis=0).diagonal())
    for one in range(3):
        for other in range(one + 1, 4):
            mean, error = mean_and_error(observed.together[:, one, other] / (spread[one] * spread[other]))
            assert abs(mean) < 3 * error < 0.1, (one, other, mean, error)


def test_littles_law_holds_state_by_state_for_the_flows_that_came(observed):
    """L = lambda W: the flow as observed, the time in the state as known; far closer than chance moves the flow."""
    flows, length = observed.flows, NETWORK.length
    set_again = flows[:, kernel.HEARD] - flows[:, kernel.COMPLETED] - flows[:, kernel.CLOSED]
    ended = flows[:, kernel.COMPLETED] + flows[:, kernel.CLOSED]

    for column, flow, time in (
        (kernel.BETWEEN, set_again, length + NETWORK.after),
        (kernel.ENDING, ended, length),
        (kernel.INACTIVE, flows[:, kernel.CLOSED], NETWORK.inactive),
    ):
        within_three_errors(observed.stocks[:, column] / flow, time, at_most=0.005)


def test_littles_law_holds_exactly_for_the_histories_of_the_cases():
    """Each case is looked up at the end of each day: visits a day, times days a visit, is the engine's own count."""
    days = 90
    plan = replace(NETWORK, filed=(2.6, 2.8, 6.0), judges=(1, 1, 2), decided=4.0).plan(days)
    run = run_cases(plan)
    history = np.zeros((days + 1, *run.cases.rows.shape), np.uint8)
    for day in range(1, days + 1):
        short = run_cases(until(plan, day))
        for k, used in enumerate(short.cases.used):
            rows = short.cases.rows[short.cases.offset[k] :][:used]
            history[day, run.cases.offset[k] :][:used] = rows["place"]

    for state, counted in (
        (kernel.NOT_BEGUN, run.stocks[:, kernel.WAITING]),
        (kernel.READY, run.stocks[:, kernel.RETURNS]),
        (kernel.SET, run.stocks[:, kernel.BETWEEN]),
        (kernel.AT_BOARD, run.at_board),
    ):
        there = history == state
        visits = (there[1:] & ~there[:-1]).sum()
        assert visits > 30
        assert (visits / days) * (there.sum() / visits) == pytest.approx(counted.mean(), rel=1e-12)
        assert np.array_equal(there[1:].sum(axis=1), counted)
    shut = (history == kernel.SHUT)[1:].sum(axis=1)
    not_yet = shut - run.stocks[:, kernel.INACTIVE]
    assert ((not_yet >= 0) & (not_yet <= run.stocks[:, kernel.ENDING])).all()
    assert shut[-1] > 20


def until(plan, day):
    """Return the first days of a plan."""
    by_day = ("intake", "from_before", "newest", "closed", "recalendar", "board_capacity")
    return replace(
        plan,
        **{name: getattr(plan, name)[:day] for name in by_day},
        bench=replace(plan.bench, judges=plan.bench.judges[:day], minutes=plan.bench.minutes[:day]),
        effects=replace(plan.effects, span=plan.effects.span[:day]),
    )
