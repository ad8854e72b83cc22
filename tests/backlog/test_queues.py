"""The case engine is the textbook's queue wherever the textbook has one: within three standard errors."""

from dataclasses import replace

import numpy as np
import pytest

from tests.backlog.theory import (
    erlang_wait,
    hearing,
    kolmogorov,
    pollaczek_wait,
    priority_waits,
    queue,
    with_paths,
    within_three_errors,
)
from wellfounded.backlog import court_kernel as kernel
from wellfounded.backlog.cases import run_cases
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.waits import waits_by_class

DAYS = 400


def mean_waits(plan):
    sums = run_cases(plan).sums
    return sums[:, kernel.FIRST_WAIT] / sums[:, kernel.STARTED]


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


def test_days_already_set_go_before_first_hearings_as_the_theory_of_priorities_says():
    """Cases from before the start come back among those ready; new ones wait behind them. By Little's law."""
    returned, filed = 9.0, 15.0
    like = queue(days=DAYS, judges=3, rate=filed, hearings=(hearing(0.1),), courts=1)
    plan = replace(like, from_before=np.full(DAYS, returned))
    stocks = np.array([run_cases(plan, replication=one).stocks.mean(axis=0) for one in range(60)])
    ready, new = priority_waits(returned, filed, 0.1, 3)

    within_three_errors(stocks[:, kernel.RETURNS], returned * ready)
    within_three_errors(stocks[:, kernel.WAITING], filed * new)


@pytest.mark.parametrize("after", [0.0, 3.0], ids=["at once", "after a delay"])
def test_hearings_that_come_again_wait_as_the_whole_flow_does(after):
    plan = queue(days=DAYS, judges=3, rate=14.4, hearings=(hearing(0.1, continued=0.4, after=after),), courts=40)

    within_three_errors(run_cases(plan).sums[:, kernel.AREA] / DAYS, 24.0 * erlang_wait(24.0, 0.1, 3))


def test_a_bench_and_an_intake_that_change_follow_kolmogorov():
    days = 24
    rates = np.repeat([6.0, 14.0, 3.0, 9.0], 6)
    judges = np.repeat([3, 4, 1, 2], 6)
    plan = with_paths(queue(days=days, judges=3, rate=6.0, hearings=(hearing(0.25),), courts=8000), rates, judges)
    run = run_cases(plan, days=range(days))
    expected = kolmogorov(rates, judges, 0.25)

    for day in (4, 9, 13, 17, 20, 23):
        within_three_errors(run.by_court[day].astype(float), expected[day], at_most=0.015)


def test_while_the_queue_grows_the_mean_over_the_completed_understates_and_the_survival_curve_does_less():
    """Half as many again come as can be heard, so who is filed on day t waits t/2.

    After 600 days those filed in the first 400 are done, and their waits are 100 days on average; the waits of all,
    seen once the last is done, are 150. The curve that counts the unfinished, (1 - wait/200)^(2/3), is half at 129.
    """
    like = {"judges": 2, "rate": 30.0, "hearings": (hearing(0.1),), "courts": 50}
    (seen,) = waits_by_class(run_cases(queue(**like, days=600)))
    later = run_cases(queue(**like, days=960)).cases
    rows = np.concatenate(
        [later.rows[start : start + used] for start, used in zip(later.offset[:-1], later.used, strict=True)]
    )
    filed = (rows["key"] // kernel.PER_DAY).astype(int)
    truth = (rows["ended"].astype(int) - 1 - filed)[filed < 600]

    assert (truth >= 0).all()
    assert seen.naive_mean == pytest.approx(100, rel=0.03)
    assert seen.completion[1] == pytest.approx(200 * (1 - 0.5**1.5), rel=0.03)
    assert truth.mean() == pytest.approx(150, rel=0.03)
    assert seen.naive_mean < seen.completion[1] < np.median(truth)
    assert (np.diff(seen.survival) <= 1e-12).all()


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
    """Four times the court has half the distance, relative to its size: a slope of -1/2 between the logarithms."""
    scales = (1, 4, 16, 64)

    def distance(scale):
        plan = queue(
            days=40, judges=2 * scale, rate=26.0 * scale, hearings=(hearing(0.1),), courts=60, stock=100.0 * scale
        )
        fluid = run_fluid(plan).by_court[-1]
        return np.sqrt(np.mean((run_cases(plan, days=[39]).by_court[0] / fluid - 1) ** 2))

    distances = [distance(scale) for scale in scales]

    assert np.polyfit(np.log(scales), np.log(distances), 1)[0] == pytest.approx(-0.5, abs=0.07)
    assert distances[-1] < 0.02 < 0.08 < distances[0]
