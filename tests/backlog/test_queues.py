"""The case engine is the textbook's queue wherever the textbook has one: within three standard errors."""

import numpy as np
import pytest

from tests.backlog.theory import (
    erlang_wait,
    hearing,
    kolmogorov,
    mean_and_error,
    pollaczek_wait,
    queue,
    with_paths,
)
from wellfounded.backlog import court_kernel as kernel
from wellfounded.backlog.cases import run_cases
from wellfounded.backlog.fluid import run_fluid

DAYS = 400


def mean_waits(plan):
    sums = run_cases(plan).sums
    return sums[:, kernel.FIRST_WAIT] / sums[:, kernel.STARTED]


def within_three_errors(values, expected):
    mean, error = mean_and_error(values)
    assert abs(mean - expected) < 3 * error, f"{mean} ± {error}, expected {expected}"
    assert error < 0.06 * expected, "the test could not fail: too few repetitions"


@pytest.mark.parametrize(("judges", "rate"), [(1, 7.0), (3, 24.0), (8, 72.0)])
def test_exponential_hearings_wait_as_erlang_says(judges, rate):
    plan = queue(days=DAYS, judges=judges, rate=rate, hearings=(hearing(0.1),), courts=40)

    within_three_errors(mean_waits(plan), erlang_wait(rate, 0.1, judges))


@pytest.mark.parametrize(
    ("shape", "spread"),
    [("fixed", 0.0), ("lognormal", 0.6), ("lognormal", 1.5)],
    ids=["fixed", "spread 0.6", "spread 1.5"],
)
def test_one_judge_waits_as_pollaczek_and_khinchine_say(shape, spread):
    plan = queue(days=DAYS, judges=1, rate=7.0, hearings=(hearing(0.1, shape=shape, spread=spread),), courts=60)

    within_three_errors(mean_waits(plan), pollaczek_wait(7.0, 0.1, spread))


def test_littles_law_holds_for_those_who_wait_to_the_last_case():
    plan = queue(days=DAYS, judges=3, rate=24.0, hearings=(hearing(0.1),), courts=5)
    sums = run_cases(plan).sums

    assert np.allclose(sums[:, kernel.AREA], sums[:, kernel.FIRST_WAIT], rtol=0.002)


def test_littles_law_holds_between_two_hearings_and_at_the_board():
    plan = queue(
        days=800,
        judges=3,
        rate=18.0,
        hearings=(hearing(0.05, continued=0.5, after=20.0),),
        courts=30,
        appealed=0.3,
        board_rate=30 * 18.0 * 0.3 * 1.25,
    )
    run = run_cases(plan)
    later = slice(300, None)

    between = run.stocks[later, kernel.BETWEEN].mean() / 30
    assert between == pytest.approx(18.0 * 1.0 * 20.0, rel=0.01)
    at_board = run.at_board[later].mean()
    load = 0.8
    assert at_board == pytest.approx(load / (1 - load), rel=0.15)


def test_continued_hearings_make_a_jackson_network():
    """Four of ten hearings come again at once, or after a delay: the node's queue is that of the whole flow."""
    for after in (0.0, 3.0):
        plan = queue(days=DAYS, judges=3, rate=14.4, hearings=(hearing(0.1, continued=0.4, after=after),), courts=40)
        waiting = run_cases(plan).sums[:, kernel.AREA] / DAYS
        within_three_errors(waiting[:], 24.0 * erlang_wait(24.0, 0.1, 3))


def test_a_bench_and_an_intake_that_change_follow_kolmogorov():
    days = 24
    rates = np.repeat([6.0, 14.0, 3.0, 9.0], 6)
    judges = np.repeat([3, 4, 1, 2], 6)
    plan = with_paths(queue(days=days, judges=3, rate=6.0, hearings=(hearing(0.25),), courts=1500), rates, judges)
    run = run_cases(plan, days=range(days))
    expected = kolmogorov(rates, judges, 0.25)

    for day in (4, 9, 13, 17, 20, 23):
        mean, error = mean_and_error(run.by_court[day].astype(float))
        assert abs(mean - expected[day]) < 3.3 * error, (day, mean, error, expected[day])


def test_first_in_is_first_out():
    plan = queue(days=200, judges=2, rate=30.0, hearings=(hearing(0.1),), courts=1)
    run = run_cases(plan)
    begun = run.cases.rows["first"][: run.cases.used[0]]
    begun = begun[begun > 0]

    assert len(begun) > 3000
    assert (np.diff(begun.astype(int)) >= 0).all()


@pytest.mark.parametrize("order", ["last-in-first-out", "mixed"])
def test_the_order_leaves_the_work_unchanged(order):
    like = {"days": 200, "judges": 2, "rate": 21.0, "hearings": (hearing(0.1, shape="fixed"),), "courts": 3}
    first, other = run_cases(queue(**like)), run_cases(queue(**like, order=order))

    assert np.array_equal(first.active, other.active)
    assert not np.array_equal(first.cases.rows["first"], other.cases.rows["first"])


def test_the_distance_from_the_fluid_falls_with_the_root_of_the_scale():
    """Sixteen times the court has a quarter of the noise."""

    def noise(scale):
        plan = queue(
            days=40, judges=2 * scale, rate=26.0 * scale, hearings=(hearing(0.1),), courts=120, stock=100.0 * scale
        )
        run = run_cases(plan, days=[39])
        return (run.by_court[0] / scale).std(), run.by_court[0].mean() / scale, run_fluid(plan).by_court[-1, 0] / scale

    (small, _, _), (large, mean, fluid) = noise(1), noise(16)

    assert 3.2 < small / large < 5.0
    assert mean == pytest.approx(fluid, rel=0.005)
