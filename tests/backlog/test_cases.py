"""The case engine loses no case, agrees with the fluid and with an independent simulation, and repeats to the byte."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.backlog.oracle import Oracle
from tests.backlog.small import load_text, small_text, with_urgent
from tests.backlog.theory import mean_and_error
from wellfounded.backlog import court_kernel as kernel
from wellfounded.backlog import fluid_kernel
from wellfounded.backlog.cases import run_cases
from wellfounded.backlog.compare import compare
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.plan import make_plan
from wellfounded.backlog.solve import with_bench

RULING = """
[[ruling]]
authority = "matter-of-a-b-i"
from = 2019-01-01
circuits = ["ca9"]
affected = { value = "50 %", source = "test", as_of = 2018-10-01 }
length = { value = "30 %", source = "test", as_of = 2018-10-01 }
granted = { value = "-15 points", source = "test", as_of = 2018-10-01 }
appealed = { value = "10 points", source = "test", as_of = 2018-10-01 }
remanded = { value = "10 points", source = "test", as_of = 2018-10-01 }
"""


@pytest.fixture(scope="module")
def run(small):
    return run_cases(make_plan(small))


def test_every_case_is_somewhere_on_every_day(small, run):
    flows = run.flows.cumsum(axis=0).T
    came = flows[kernel.FILED] + flows[kernel.RECALENDARED] + flows[kernel.RETURNED]
    went = flows[kernel.COMPLETED] + flows[kernel.CLOSED]

    assert (run.active == 8000 + came - went).all()
    assert (run.stocks[:, kernel.INACTIVE] == 1000 + flows[kernel.CLOSED] - flows[kernel.RECALENDARED]).all()
    assert (run.at_board == 500 + flows[kernel.APPEALED] - flows[kernel.DECIDED]).all()


def test_counting_the_cases_themselves_gives_the_stocks(run):
    places = np.concatenate(
        [run.cases.rows["place"][a : a + n] for a, n in zip(run.cases.offset[:-1], run.cases.used, strict=True)]
    )
    last = run.stocks[-1]

    assert (places == kernel.NOT_BEGUN).sum() == last[kernel.WAITING]
    assert (places == kernel.READY).sum() == last[kernel.RETURNS]
    assert (places == kernel.SET).sum() == last[kernel.BETWEEN]
    assert (places == kernel.AT_BOARD).sum() == run.at_board[-1]
    assert (
        len(places)
        == 8000
        + 1000
        + 500
        + run.flows[:, kernel.FILED].sum()
        + (run.cases.rows["key"][run.cases.offset[0] :] % kernel.PER_DAY >= kernel.OUTSIDE_FROM).sum()
    )


def test_any_number_of_threads_and_any_order_give_the_same_bytes(small, run):
    other = make_plan(replace(small, seed=small.seed + 1))
    for threads in (1, 2, 5):
        run_cases(other, threads=threads)
        again = run_cases(make_plan(small), threads=threads)
        assert again.cases.rows.tobytes() == run.cases.rows.tobytes()
        assert np.array_equal(again.flows, run.flows)


def test_another_replication_is_another_run(small, run):
    assert not np.array_equal(run_cases(make_plan(small), replication=1).flows, run.flows)


@pytest.mark.parametrize(
    "more", ["", '\n[[order]]\nrule = "mixed"\n', RULING], ids=["oldest first", "mixed", "with an assumed ruling"]
)
def test_the_means_are_those_of_the_fluid(tmp_path, more):
    plan = make_plan(load_text(tmp_path, small_text(more, stock=60_000, inactive=8_000, intake=50_000, judges=110)))
    fluid = run_fluid(plan, whole=True)
    runs = [run_cases(plan, replication=one) for one in range(8)]
    active = np.mean([one.active for one in runs], axis=0)
    completed = np.mean([one.flows[:, kernel.COMPLETED].sum() for one in runs])

    assert np.abs(active / fluid.active - 1).max() < 0.005
    assert completed == pytest.approx(fluid.flow(fluid_kernel.COMPLETED)[-1], rel=0.005)
    assert np.mean([one.at_board[-1] for one in runs]) == pytest.approx(
        fluid.stocks[-1, fluid_kernel.AT_BOARD], rel=0.03
    )


@pytest.fixture(scope="module")
def apart(tmp_path_factory):
    """Return what the engine and the oracle give in repetitions of one busy scenario, measure by measure."""
    text = with_urgent(small_text(stock=300, inactive=200, intake=4300, judges=8)).replace(
        '"500 appeals"', '"60 appeals"'
    )
    scenario = replace(load_text(tmp_path_factory.mktemp("apart"), text), until=date(2019, 3, 1))
    plan = make_plan(scenario)
    ours = [measures(run_cases(plan, replication=one)) for one in range(80)]
    theirs = [Oracle(plan, seed=one).measures() for one in range(16)]
    return {name: [np.array([one[name] for one in runs], float) for runs in (ours, theirs)] for name in ours[0]}


def measures(run):
    """Return the mean number in each state, and how often each thing happened."""
    means, flows = run.stocks.mean(axis=0), run.flows.sum(axis=0)
    return {
        "not begun": means[kernel.WAITING],
        "ready": means[kernel.RETURNS],
        "between hearings or in one": means[kernel.BETWEEN] + means[kernel.ENDING],
        "inactive": means[kernel.INACTIVE],
        "at the Board": run.at_board.mean(),
        "pending at the end": run.active[-1],
        "filed": flows[kernel.FILED],
        "heard": flows[kernel.HEARD],
        "completed": flows[kernel.COMPLETED],
        "closed": flows[kernel.CLOSED],
        "recalendared": flows[kernel.RECALENDARED],
        "returned": flows[kernel.RETURNED],
        "appealed": flows[kernel.APPEALED],
        "decided": flows[kernel.DECIDED],
    }


@pytest.mark.parametrize(
    ("measure", "at_most"),
    [
        ("not begun", 0.1),
        ("ready", 0.1),
        ("between hearings or in one", 0.02),
        ("inactive", 0.02),
        ("at the Board", 0.06),
        ("pending at the end", 0.02),
        ("filed", 0.02),
        ("heard", 0.02),
        ("completed", 0.02),
        ("closed", 0.06),
        ("recalendared", 0.12),
        ("returned", 0.05),
        ("appealed", 0.04),
        ("decided", 0.04),
    ],
)
def test_an_independent_simulation_agrees_within_three_standard_errors(apart, measure, at_most):
    """SimPy, written apart and driven by its own stream of random numbers, is the oracle: of courts, Board and ways."""
    (mean, error), (other, other_error) = (mean_and_error(one) for one in apart[measure])

    assert abs(mean - other) < 3 * np.hypot(error, other_error)
    assert np.hypot(error, other_error) < at_most * other, "the test could not fail: too few repetitions"


def test_keyed_luck_pairs_two_scenarios(small):
    """Two judges more: with the same luck for each case the difference varies a tenth as much, or less."""
    found = compare(small, with_bench(small, 16), draws=2, replications=16)

    assert found.by_chance.cut[1] > 10
    assert found.by_chance.difference < 0
