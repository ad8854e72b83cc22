"""The compiled fluid works on eight courts at once; it gives what one court after the other gives, in any order."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from tests.backlog.plain_fluid import plain_fluid
from tests.backlog.small import load_text, small_text
from tests.backlog.test_waits import with_urgent
from wellfounded.backlog import fluid_kernel as kernel
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.plan import make_plan

DAYS = [0, 1, 6, 7, 30, 99, 100, 250, 302]
RULING = """
[[ruling]]
authority = "matter-of-a-b-i"
from = 2019-03-05
circuits = ["ca5"]
classes = ["asylum"]
affected = { value = "60 %", source = "test", as_of = 2018-10-01 }
length = { value = "25 %", source = "test", as_of = 2018-10-01 }
appealed = { value = "10 points", source = "test", as_of = 2018-10-01 }
remanded = { value = "5 points", source = "test", as_of = 2018-10-01 }
"""
ORDERS = {
    "oldest first": [],
    "newest first": [("2018-10-01", "last-in-first-out")],
    "mixed": [("2018-10-01", "mixed")],
    "changing": [
        ("2018-10-01", "first-in-first-out"),
        ("2018-11-07", "last-in-first-out"),
        ("2019-02-05", "mixed"),
        ("2019-03-02", "first-in-first-out"),
        ("2019-05-10", "mixed"),
    ],
}


def unlike_courts(folder, order="oldest first", *, courts=11, **sizes):
    """Make a plan of courts of many sizes, of which some have too many judges and some too few."""
    orders = "".join(f'\n[[order]]\nfrom = {day}\nrule = "{rule}"\n' for day, rule in ORDERS[order])
    text = with_urgent(small_text(orders + RULING, **sizes)).replace("until = 2021-10-01", "until = 2019-08-01")
    plan = make_plan(load_text(folder, text))
    stock, intake, judges = (np.random.default_rng(seed).dirichlet(np.full(courts, 2.0)) for seed in (1, 2, 3))
    which = np.random.default_rng(4).integers(0, 3, courts)
    effects = replace(plan.effects, **{name: getattr(plan.effects, name)[:, which] for name in EFFECTS})
    return replace(plan, stock_share=stock, intake_share=intake, judge_share=judges, effects=effects)


EFFECTS = ("length", "appealed", "remanded")


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("judges", [14, 40], ids=["few judges", "many judges"])
def test_eight_at_once_are_as_one_after_the_other(tmp_path, order, judges):
    plan = unlike_courts(tmp_path, order, judges=judges)
    run = run_fluid(plan, days=DAYS)

    for row, plain in enumerate(plain_fluid(plan, DAYS)):
        assert run.by_court[row] == pytest.approx(plain["by_court"], rel=1e-9, abs=1e-6)
        assert run.stocks[row, kernel.INACTIVE] == pytest.approx(plain["inactive"], rel=1e-9)
        assert run.stocks[row, kernel.AT_BOARD] == pytest.approx(plain["at_board"], rel=1e-9, abs=1e-6)
        assert run.age[row] == pytest.approx(plain["age"], rel=1e-9)
        assert run.first[row] == pytest.approx(plain["first"], rel=1e-9, abs=1e-6)
        assert run.waited[row] == pytest.approx(plain["waited"], rel=1e-9, abs=1e-5)


@pytest.mark.parametrize("courts", [1, 7, 8, 9, 17])
def test_courts_in_step_are_one_court(tmp_path, courts):
    plan = make_plan(load_text(tmp_path, small_text()))
    share, first = np.full(courts, 1 / courts), np.zeros(courts, dtype=int)
    effects = replace(plan.effects, **{name: getattr(plan.effects, name)[:, first] for name in EFFECTS})
    apart = replace(plan, stock_share=share, intake_share=share, judge_share=share, effects=effects)
    one = np.ones(1)
    effects = replace(plan.effects, **{name: getattr(plan.effects, name)[:, :1] for name in EFFECTS})
    whole = replace(plan, stock_share=one, intake_share=one, judge_share=one, effects=effects)

    assert run_fluid(apart).active == pytest.approx(run_fluid(whole).active, rel=1e-9)
    assert run_fluid(apart).flows == pytest.approx(run_fluid(whole).flows, rel=1e-9, abs=1e-6)


def test_courts_in_another_order_have_the_same_cases(tmp_path):
    plan = unlike_courts(tmp_path, "changing")
    order = np.random.default_rng(5).permutation(11)
    effects = replace(plan.effects, **{name: getattr(plan.effects, name)[:, order] for name in EFFECTS})
    shares = {name: getattr(plan, name)[order] for name in ("stock_share", "intake_share", "judge_share")}

    assert run_fluid(replace(plan, effects=effects, **shares)).by_court == pytest.approx(
        run_fluid(plan).by_court[:, order], rel=1e-9, abs=1e-6
    )


def test_days_recorded_or_not_and_threads_change_no_byte(tmp_path):
    plan = unlike_courts(tmp_path, "changing")
    every, some = run_fluid(plan), run_fluid(plan, days=DAYS)
    with ThreadPoolExecutor(4) as pool:
        again = list(pool.map(lambda _: run_fluid(plan, days=DAYS), range(8)))

    for name in ("stocks", "flows", "by_court", "age", "first", "waited"):
        assert getattr(every, name)[DAYS].tobytes() == getattr(some, name).tobytes()
        assert {getattr(one, name).tobytes() for one in again} == {getattr(some, name).tobytes()}
