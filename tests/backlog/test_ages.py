"""The age of a pending case runs from its filing, in both engines, wherever the case was in between."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from tests.backlog.small import load_text, small_text, with_urgent
from wellfounded.backlog.cases import run_cases
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.plan import make_plan
from wellfounded.backlog.scenario_text import load_scenario
from wellfounded.backlog.start_ages import ages_at_start
from wellfounded.backlog.waits import days_pending

ASKED = 0.005
SIZES = {"stock": 60_000, "inactive": 20_000, "intake": 50_000, "judges": 110}


def ages_by_year(scenario, *, replications=1):
    """Return the mean age at the end of each fiscal year: by the fluid, and by cases in runs that end then."""
    ends = scenario.fiscal_year_ends()
    fluid = run_fluid(make_plan(scenario), days=[scenario.day_number(end) for end in ends], whole=True).age
    cases = [mean_age(replace(scenario, until=end + timedelta(days=1)), replications) for end in ends]
    return fluid, np.array(cases)


def mean_age(scenario, replications):
    plan = make_plan(scenario)
    return np.mean([days_pending(run_cases(plan, replication=one)).mean() for one in range(replications)])


@pytest.mark.parametrize("more", ["", '\n[[order]]\nrule = "mixed"\n'], ids=["oldest first", "mixed"])
def test_both_engines_give_the_same_mean_age(tmp_path, more):
    """With closures, cases reopened and remanded, and a class that goes first and is young."""
    text = small_text(more, **SIZES).replace('"2 %"', '"8 %"', 1).replace('"10 %/year"', '"60 %/year"')
    fluid, cases = ages_by_year(load_text(tmp_path, with_urgent(text)), replications=3)

    assert len(fluid) == 3
    assert fluid == pytest.approx(cases, rel=ASKED)


def test_both_engines_give_the_same_mean_age_at_every_fiscal_years_end_of_the_built_in_scenario():
    fluid, cases = ages_by_year(load_scenario("2018-06-as-it-stood"))

    assert len(fluid) >= 10
    assert fluid == pytest.approx(cases, rel=ASKED)


@pytest.fixture
def all_return(tmp_path):
    """Return courts without new cases, whose line is heard at once: all that is pending later came back."""
    edits = {'range = "±10 %", ': "", '"10 %/year"': '"300 %/year"', '"200 cases/year"': '"3000 cases/year"'}
    text = small_text(stock=3000, inactive=40_000, intake=0, judges=20)
    for old, new in edits.items():
        text = text.replace(old, new, 1)
    return make_plan(load_text(tmp_path, text))


def test_who_comes_back_is_as_old_as_if_it_had_never_left(all_return):
    """All were filed before the start, 200 days on average; counted from their return, most would be younger."""
    run = run_fluid(all_return)
    ages = days_pending(run_cases(all_return))

    assert run.active[-1] > 100
    assert (ages >= all_return.days).all()
    assert run.age[-1] == pytest.approx(all_return.days + 200, abs=1.0)
    assert ages.mean() == pytest.approx(all_return.days + 200, abs=5.0)


def test_cases_of_the_start_are_as_old_as_the_scenario_says(tmp_path):
    """Those begun and those not are evenly of any age up to twice the mean; the others are of the mean age."""
    plan = make_plan(load_text(tmp_path, small_text()))
    ages = ages_at_start(plan, 0, np.array([3, 2, 100, 4]))

    assert (ages[:5] == 200).all()
    assert ages[5:105].mean() == pytest.approx(200)
    assert ages[[5, 104]] == pytest.approx([398, 2])
    assert ages[105:] == pytest.approx([350, 250, 150, 50])


def test_of_a_dockets_cases_the_oldest_are_begun(tmp_path):
    plan = make_plan(load_text(tmp_path, small_text()))
    begun = np.zeros_like(plan.begun)
    begun[0, 0] = plan.stock / 4
    plan = replace(plan, ages=(np.array([800.0, 300.0, 200.0, 100.0]),) * 3, begun=begun)
    ages = ages_at_start(plan, 0, np.array([0, 0, 2, 3]))

    assert list(ages[:2]) == [800, 800]
    assert ages[2:].mean() == pytest.approx(200)
    assert ages.max() == 800


def test_a_case_completed_before_the_start_is_as_old_as_those_of_the_start(tmp_path):
    """Here no others are pending; counted from its return each would be younger than the scenario."""
    text = small_text(stock=0, inactive=0, intake=0).replace('"500 appeals"', '"0 appeals"')
    plan = make_plan(load_text(tmp_path, text))
    ages = days_pending(run_cases(plan))

    assert len(ages) > 10
    assert set(ages) == {plan.days + 200}
    assert run_fluid(plan).age[-1] == pytest.approx(plan.days + 200)


def test_a_run_of_which_no_age_is_asked_is_the_same_but_for_the_ages(small):
    plan = make_plan(small)
    told, untold = run_fluid(plan), run_fluid(plan, ages=False)

    assert len(untold.age) == 0
    for name in ("stocks", "flows", "by_court", "first", "waited"):
        assert getattr(told, name).tobytes() == getattr(untold, name).tobytes()
