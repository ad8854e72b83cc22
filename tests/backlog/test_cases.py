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
from wellfounded.backlog.cases import NoRoom, run_cases
from wellfounded.backlog.compare import compare
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.plan import make_plan
from wellfounded.backlog.solve import with_bench
from wellfounded.backlog.waits import days_pending

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
    assert (places == kernel.IN_LAST_HEARING).sum() == last[kernel.ENDING] > 0
    assert (places == kernel.SHUT).sum() == last[kernel.INACTIVE]
    assert len(days_pending(run)) == run.active[-1]
    assert (places == kernel.AT_BOARD).sum() == run.at_board[-1]
    assert (
        len(places)
        == 8000
        + 1000
        + 500
        + run.flows[:, kernel.FILED].sum()
        + (run.cases.rows["key"][run.cases.offset[0] :] % kernel.PER_DAY >= kernel.OUTSIDE_FROM).sum()
    )


def test_a_case_completed_before_the_start_had_its_first_hearing_before(run):
    parts = [
        run.cases.rows[a + m : a + n]
        for a, m, n in zip(run.cases.offset[:-1], run.cases.stock, run.cases.used, strict=True)
    ]
    rows = np.concatenate(parts)
    back = rows[rows["key"] % kernel.PER_DAY >= kernel.OUTSIDE_FROM]

    assert len(back) > 0
    assert (back["first"] == kernel.EARLIER).all()
    assert run.sums[:, kernel.STARTED].sum() == ((rows["first"] > 0) & (rows["first"] != kernel.EARLIER)).sum()


def test_all_cases_may_be_appealed_on_one_day(tmp_path):
    plan = make_plan(load_text(tmp_path, small_text(stock=8000, judges=400)))
    plan = replace(
        until(plan, 60),
        minutes=np.ones_like(plan.minutes),
        shape=np.zeros_like(plan.shape),
        ends=np.ones_like(plan.ends),
        continued=np.zeros_like(plan.continued),
        closed=np.zeros(60),
        granted=np.zeros(1),
        appealed_denied=np.ones(1),
        begun=np.zeros_like(plan.begun),
    )
    run = run_cases(plan)

    assert run.flows[:, kernel.APPEALED].max() > 8000
    assert run.at_board[-1] == 500 + run.flows[:, kernel.APPEALED].sum() - run.flows[:, kernel.DECIDED].sum()


def until(plan, days):
    """Return the first days of a plan."""
    by_day = ("intake", "from_before", "newest", "closed", "recalendar", "board_capacity")
    bench = replace(plan.bench, judges=plan.bench.judges[:days], minutes=plan.bench.minutes[:days])
    effects = replace(plan.effects, span=plan.effects.span[:days])
    return replace(plan, **{name: getattr(plan, name)[:days] for name in by_day}, bench=bench, effects=effects)


def test_no_case_is_lost_at_the_edges(small):
    """No cases at the start or filed, no judges for some days, one day only, hearings set at once: to the case."""
    plan = make_plan(small)
    absent = plan.bench.judges * (np.arange(plan.days) % 200 >= 100)
    plans = {
        "no cases": replace(
            plan,
            stock=0.0,
            inactive=0.0,
            board_pending=0.0,
            intake=np.zeros(plan.days),
            from_before=np.zeros(plan.days),
            begun=np.zeros_like(plan.begun),
        ),
        "no judges for some days": replace(plan, bench=replace(plan.bench, judges=absent)),
        "one day": until(plan, 1),
        "set at once": replace(plan, set_after=np.zeros_like(plan.set_after)),
        "all closed": replace(plan, closed=np.ones(plan.days), recalendar=np.ones(plan.days)),
        "reopened at once": replace(plan, reopened=1.0, reopen_after=0.0),
    }
    for name, edge in plans.items():
        one, two = (run_cases(edge, threads=threads) for threads in (1, 2))
        flows = one.flows.sum(axis=0)
        came = flows[kernel.FILED] + flows[kernel.RECALENDARED] + flows[kernel.RETURNED]
        went = flows[kernel.COMPLETED] + flows[kernel.CLOSED]

        assert one.active[-1] == edge.stock + came - went, name
        assert one.at_board[-1] == edge.board_pending + flows[kernel.APPEALED] - flows[kernel.DECIDED], name
        assert one.cases.rows.tobytes() == two.cases.rows.tobytes(), name


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda plan: {"intake": np.full(plan.days, 70_000.0)}, "cases a day that come to one court"),
        (lambda plan: {"from_before": np.full(plan.days, 70_000.0)}, "cases a day that come to one court"),
        (lambda plan: {"intake": np.zeros(kernel.EARLIER)}, f"{kernel.EARLIER} days"),
        (lambda plan: {"minutes": np.ones((16, 16))}, "256 hearings"),
    ],
    ids=["filed", "back", "days", "hearings"],
)
def test_what_the_rows_cannot_tell_apart_is_refused(small, change, told):
    plan = make_plan(small)

    with pytest.raises(NoRoom, match=told):
        run_cases(replace(plan, **change(plan)))


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
