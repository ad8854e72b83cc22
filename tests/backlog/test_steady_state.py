"""Where flows are even, the fluid holds exactly what Little's law says, however coarse its step."""

from dataclasses import replace

import numpy as np
import pytest

from tests.backlog.network import COURTS_AND_BOARD as NETWORK
from tests.backlog.theory import hearing, one, queue
from wellfounded.backlog import fluid_kernel as kernel
from wellfounded.backlog.fluid import run_fluid

RATE = 20.0
MASTER = hearing(0.02, continued=0.4, ends=0.2, after=40.0)
MERITS = hearing(0.1, continued=0.25, after=60.0)
AGAIN, ONWARD = 0.4 / 0.6, 0.8
HELD = RATE * (AGAIN * 40.0 + ONWARD * 60.0 + ONWARD * 0.25 / 0.75 * 60.0)
"""Cases between two hearings: flow x mean days, summed over the days that are set."""


def in_steps(hearing, days):
    """Tell a hearing's times in steps of so many days."""
    return replace(
        hearing,
        length=one("minutes", hearing.length.value / days),
        set_after=one("days", hearing.set_after.value / days),
    )


@pytest.mark.parametrize("step", [1, 7], ids=["a day", "a week"])
def test_a_steady_state_has_no_bias_from_the_step(step):
    """With shares of 1 - exp(-step/mean) a step of a week would hold 6.8 % too many here, and one of a day 1.0 %."""
    hearings = tuple(in_steps(one, step) for one in (MASTER, MERITS))
    run = run_fluid(queue(days=2100 // step, judges=5, rate=RATE * step, hearings=hearings, courts=1))

    assert run.active[-1] == pytest.approx(HELD, rel=1e-9)


def test_the_ways_to_the_board_and_back_hold_their_flow_times_their_length():
    plan = replace(NETWORK, reopened=0.0).plan(3000)
    run = run_fluid(plan)
    sums = run.flows[-1]
    appeals = float(replace(NETWORK, reopened=0.0).flows()[1].sum())

    under_way = sums[kernel.COMPLETED] * NETWORK.appealed - sums[kernel.APPEALED]
    on_the_way_back = sums[kernel.REMANDED] - (sums[kernel.RETURNED] - plan.from_before.sum())
    assert under_way == pytest.approx(appeals * NETWORK.filing, rel=1e-6)
    assert on_the_way_back == pytest.approx(appeals * NETWORK.remanded * NETWORK.transfer, rel=1e-6)


def test_who_is_reopened_after_the_board_takes_the_way_back_first():
    """A decision takes its time to reach the court, as in the case engine, which is held to the same network."""
    plan = NETWORK.plan(3000)
    sums = run_fluid(plan).flows[-1]
    hearings = float(NETWORK.flows()[0].sum())

    final = sums[kernel.COMPLETED] * (1 - NETWORK.appealed) + sums[kernel.DECIDED] - sums[kernel.REMANDED]
    left = sums[kernel.RETURNED] - plan.from_before.sum()
    under_way = final * NETWORK.reopened + sums[kernel.REMANDED] - left
    in_hearing = hearings * NETWORK.ends * (1 - NETWORK.appealed) * NETWORK.reopened * NETWORK.length
    assert under_way == pytest.approx(NETWORK.to_court() - in_hearing, rel=1e-6)


def test_where_judges_are_too_few_the_queue_grows_by_what_they_cannot_hear():
    """A court at twice its capacity completes what its minutes allow, and the rest waits."""
    per_case = 0.02 / 0.6 + 0.8 * 0.1 / 0.75
    judges, days = 2, 3000
    run = run_fluid(queue(days=days, judges=judges, rate=2 * judges / per_case, hearings=(MASTER, MERITS), courts=1))
    completed = np.diff(run.flow(kernel.COMPLETED)[[-366, -1]])[0] / 365

    assert completed == pytest.approx(judges / per_case, rel=1e-6)
