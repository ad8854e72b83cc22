"""At full size the fluid's means are the case engine's, at the end of every fiscal year."""

import numpy as np
import pytest

from wellfounded.backlog import court_kernel, fluid_kernel
from wellfounded.backlog.cases import run_cases
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.plan import make_plan
from wellfounded.backlog.scenario_text import load_scenario

ASKED = 0.005


@pytest.fixture(scope="module", params=["2018-06-as-it-stood", "last-in-first-out"])
def national(request):
    """Return one run of a built-in scenario in each engine, and its fiscal years' ends; chance moves it by 0.1 %."""
    scenario = load_scenario(request.param)
    plan, days = make_plan(scenario), [scenario.day_number(end) for end in scenario.fiscal_year_ends()]
    assert len(days) >= 10
    return run_cases(plan), run_fluid(plan, days=days, whole=True), days


def test_every_case_is_somewhere_on_every_day(national):
    cases, fluid, _ = national
    start = cases.plan
    flows, sums = cases.flows.cumsum(axis=0).T, fluid.flows.T

    assert np.array_equal(cases.active, round(start.stock) + pending_by(flows, court_kernel))
    assert np.array_equal(
        cases.stocks[:, court_kernel.INACTIVE], round(start.inactive) + closed_by(flows, court_kernel)
    )
    assert np.array_equal(cases.at_board, round(start.board_pending) + appeals_by(flows, court_kernel))
    assert fluid.active == pytest.approx(start.stock + pending_by(sums, fluid_kernel), abs=1e-4)
    inactive = start.inactive + closed_by(sums, fluid_kernel)
    assert fluid.stocks[:, fluid_kernel.INACTIVE] == pytest.approx(inactive, abs=1e-4)
    at_board = start.board_pending + appeals_by(sums, fluid_kernel)
    assert fluid.stocks[:, fluid_kernel.AT_BOARD] == pytest.approx(at_board, abs=1e-4)


def pending_by(flows, kernel):
    came = flows[kernel.FILED] + flows[kernel.RECALENDARED] + flows[kernel.RETURNED]
    return came - flows[kernel.COMPLETED] - flows[kernel.CLOSED]


def closed_by(flows, kernel):
    return flows[kernel.CLOSED] - flows[kernel.RECALENDARED]


def appeals_by(flows, kernel):
    return flows[kernel.APPEALED] - flows[kernel.DECIDED]


def test_pending_and_closed_cases_agree_at_every_fiscal_years_end(national):
    cases, fluid, days = national

    assert cases.active[days] == pytest.approx(fluid.active, rel=ASKED)
    inactive = cases.stocks[days, court_kernel.INACTIVE]
    assert inactive == pytest.approx(fluid.stocks[:, fluid_kernel.INACTIVE], rel=ASKED)


def test_what_was_completed_agrees_by_every_fiscal_years_end(national):
    cases, fluid, days = national
    completed = cases.flows[:, court_kernel.COMPLETED].cumsum()[days]

    assert completed == pytest.approx(fluid.flow(fluid_kernel.COMPLETED), rel=ASKED)


def test_the_board_agrees_at_every_fiscal_years_end(national):
    """Appeals pending are what came less what was decided; chance moves each of these counts by its root."""
    cases, fluid, days = national
    pending = fluid.stocks[:, fluid_kernel.AT_BOARD]
    chance = np.sqrt(fluid.flow(fluid_kernel.APPEALED) + fluid.flow(fluid_kernel.DECIDED))

    assert (np.abs(cases.at_board[days] - pending) < ASKED * pending + 3 * chance).all()
    assert (3 * chance < 0.02 * pending).all(), "the test could not fail"
