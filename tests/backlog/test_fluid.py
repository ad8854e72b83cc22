"""The fluid model loses and makes no case, and gives what arithmetic gives where arithmetic suffices."""

import numpy as np
import pytest

from tests.backlog.small import load_text, small_text
from wellfounded.backlog import fluid_kernel as kernel
from wellfounded.backlog.cases import run_cases
from wellfounded.backlog.draws import Draw
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.plan import make_plan

CHANGES = '\n[[order]]\nrule = "{rule}"\n[[order]]\nfrom = 2020-01-01\nrule = "first-in-first-out"\n'


@pytest.mark.parametrize("rule", ["first-in-first-out", "last-in-first-out", "mixed"])
def test_every_case_is_somewhere_on_every_day(tmp_path, rule):
    plan = make_plan(load_text(tmp_path, small_text(CHANGES.format(rule=rule))))
    run = run_fluid(plan)
    flows = run.flows.T
    came = flows[kernel.FILED] + flows[kernel.RECALENDARED] + flows[kernel.RETURNED]
    went = flows[kernel.COMPLETED] + flows[kernel.CLOSED]

    assert np.allclose(run.active, plan.stock + came - went, atol=1e-6)
    inactive = plan.inactive + flows[kernel.CLOSED] - flows[kernel.RECALENDARED]
    assert np.allclose(run.stocks[:, kernel.INACTIVE], inactive, atol=1e-6)
    at_board = plan.board_pending + flows[kernel.APPEALED] - flows[kernel.DECIDED]
    assert np.allclose(run.stocks[:, kernel.AT_BOARD], at_board, atol=1e-6)
    assert (run.by_court >= -1e-6).all()


def test_the_order_of_hearing_cases_moves_the_waits_and_not_the_work(tmp_path):
    first, last = (
        run_fluid(make_plan(load_text(tmp_path, small_text(CHANGES.format(rule=rule).partition("[[order]]\nfrom")[0]))))
        for rule in ("first-in-first-out", "last-in-first-out")
    )

    assert first.active[-1] == pytest.approx(last.active[-1], rel=1e-3)
    assert last.waits(-1, -366)[0] < 20 < 300 < first.waits(-1, -366)[0]
    assert last.age[-1] > first.age[-1]


def test_only_the_days_asked_for_are_recorded(small):
    plan = make_plan(small)
    every, some = run_fluid(plan), run_fluid(plan, days=[30, 400])

    assert np.array_equal(every.active[[30, 400]], some.active)
    assert np.array_equal(every.flows[[30, 400]], some.flows)
    assert every.waits(400, 30) == some.waits(1, 0)


def test_a_draw_depends_on_its_number_only(small):
    third = run_fluid(make_plan(small, Draw(small.seed, 3))).active[-1]
    run_fluid(make_plan(small, Draw(small.seed, 9)))

    assert run_fluid(make_plan(small, Draw(small.seed, 3))).active[-1] == third
    assert run_fluid(make_plan(small, Draw(small.seed, 4))).active[-1] != third


def test_598943_cases_and_326_judges_at_807_a_year_take_2_28_years(tmp_path):
    """The arithmetic that TRAC published in June 2017 comes out of its inputs: no intake, every case one hearing."""
    edits = {
        '"20 minutes"': '"60 minutes"',
        '"1000 hours/year"': '"807 hours/year"',
        'range = "±10 %", ': "",
        '"40 %"': '"0 %"',
        '"20 %", source': '"100 %", source',
        '"2 %"': '"0 %"',
        '"10 %/year"': '"0 %/year"',
        '"200 cases/year"': '"0 cases/year"',
        '"5 %"': '"0 %"',
        '"500 appeals"': '"0 appeals"',
        '"15 %"': '"0 %"',
    }
    text = small_text(stock=598_943, inactive=0, intake=0, judges=326)
    for old, new in edits.items():
        text = text.replace(old, new, 1)
    plan = make_plan(load_text(tmp_path, text))

    for active in (run_fluid(plan).active, run_cases(plan).active):
        last_day = int(np.argmax(active < 1))
        assert last_day / 365.25 == pytest.approx(598_943 / (326 * 807), abs=0.01)
        assert last_day / 365.25 == pytest.approx(2.28, abs=0.01)
