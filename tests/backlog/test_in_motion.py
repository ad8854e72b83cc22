"""At the start the courts are in motion: first hearings are held from the first day on, as many as later."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.backlog.small import load_text, small_text
from wellfounded.backlog import court_kernel as kernel
from wellfounded.backlog import fluid_kernel
from wellfounded.backlog.cases import run_cases
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.in_motion import MOST_BEGUN, begun_at_start, returned_a_day
from wellfounded.backlog.merged import merged
from wellfounded.backlog.plan import make_plan
from wellfounded.backlog.scenario_text import load_scenario
from wellfounded.backlog.visits import course_of_new, course_of_returned

MONTH = 30
STEADY = ["2018-06-as-it-stood", "last-in-first-out", "ruling-assumed", "hire-100", "hire-700"]
"""The built-in scenarios whose new cases do not fall or rise at once, and where judges asked for come after a year."""


def by_month(first_hearings):
    """Return first hearings a day in each of the first twelve months, from those of each day."""
    return np.asarray(first_hearings, dtype=float)[: 12 * MONTH].reshape(12, MONTH).mean(axis=1)


def loaded(tmp_path, more="", *, edits=(), **sizes):
    text = small_text(more, **({"stock": 60_000, "inactive": 8_000, "intake": 50_000, "judges": 110} | sizes))
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return make_plan(load_text(tmp_path, text))


@pytest.mark.parametrize("name", STEADY)
def test_as_many_first_hearings_are_held_in_the_first_month_as_in_the_twelfth(name):
    """In `hire-` scenarios the judges asked for come from April 2019 on, so the tenth month is the last alike."""
    run = run_fluid(make_plan(merged(load_scenario(name))))
    months = by_month(np.diff(run.flow(fluid_kernel.BEGUN), prepend=0.0))
    last = 9 if name.startswith("hire-") else 11

    assert months[0] == pytest.approx(months[last], rel=0.2)
    assert months[: last + 1].min() > 0.8 * months[last]


@pytest.mark.parametrize("name", ["2018-06-as-it-stood", "ruling-assumed", "hire-100"])
def test_each_class_is_first_heard_at_one_pace(name):
    """To the tenth month; the order of hearing cases is the same all the while."""
    run = run_fluid(make_plan(merged(load_scenario(name))), days=range(MONTH - 1, 10 * MONTH, MONTH))
    held = np.diff(run.first, axis=0, prepend=0.0)

    assert (np.abs(held / held[-1] - 1) < 0.2).all()


@pytest.fixture(scope="module", params=["2018-06-as-it-stood", "last-in-first-out", "intake-low"])
def case_by_case(request):
    return run_cases(make_plan(replace(load_scenario(request.param), until=date(2019, 6, 1))))


def test_case_by_case_as_many_first_hearings_are_held_in_the_first_month_as_in_the_twelfth(case_by_case):
    months = by_month(case_by_case.flows[:, kernel.BEGUN])

    assert months[0] == pytest.approx(months[-1], rel=0.2)


def test_case_by_case_each_class_is_first_heard_in_each_month(case_by_case):
    cases = case_by_case.cases
    rows = np.concatenate([cases.rows[a : a + n] for a, n in zip(cases.offset[:-1], cases.used, strict=True)])
    rows = rows[(rows["first"] > 0) & (rows["first"] <= 12 * MONTH)]
    held = np.zeros((12, 3))
    np.add.at(held, ((rows["first"] - 1) // MONTH, rows["kind"]), 1)

    assert (held > 0.6 * held.mean(axis=0)).all()


@pytest.mark.parametrize("judges", [60, 110, 200])
@pytest.mark.parametrize("more", ["", '\n[[order]]\nrule = "mixed"\n'], ids=["oldest first", "mixed"])
def test_days_set_before_the_start_leave_the_same_minutes_for_first_hearings(tmp_path, judges, more):
    """With closures, returns and a growing or a falling queue; only cases reopened later are still to come."""
    run = run_fluid(loaded(tmp_path, more, judges=judges))
    months = by_month(np.diff(run.flow(fluid_kernel.BEGUN), prepend=0.0))

    assert months == pytest.approx(np.full(12, months[-1]), rel=0.08)


def test_the_two_courses_take_the_minutes_of_the_bench(tmp_path):
    """What is begun is Little's law, so the minutes follow from it: from returns at the last hearing, and from the
    rest at the first."""
    plan = loaded(tmp_path)
    new, back = course_of_new(plan, 0.02), course_of_returned(plan, 0.02)
    returned = returned_a_day(plan)
    at_first = plan.begun[:, 0] / new.days[:, 0]

    assert plan.begun[:, 1] == pytest.approx(at_first * new.days[:, 1] + returned * back.days[:, 1])
    taken = at_first * new.minutes + returned * back.minutes
    assert taken.sum() == pytest.approx(plan.bench.judges[0] * plan.bench.minutes[0])
    assert returned[0] == pytest.approx(200 / 365.25 + 8000 * plan.recalendar[0] + 0.15 * 900 / 365.25)


def test_cases_that_return_leave_fewer_new_ones_between_hearings(tmp_path):
    more_back = [('"200 cases/year"', '"9000 cases/year"')]
    few, many = loaded(tmp_path), loaded(tmp_path, edits=more_back)

    assert many.begun[0, 0] < 0.9 * few.begun[0, 0]
    assert many.begun[0, 0] > 0


def test_of_cases_set_very_late_at_most_nineteen_in_twenty_have_begun(tmp_path):
    plan = loaded(tmp_path, edits=[('"40 days"', '"4000 days"'), ('"60 days"', '"9000 days"')])

    assert plan.begun.sum() == pytest.approx(MOST_BEGUN * 60_000)
    assert run_fluid(plan, days=[29]).flow(fluid_kernel.BEGUN)[0] > 0


def test_without_a_bench_or_without_cases_none_has_begun(tmp_path):
    plan = loaded(tmp_path)
    idle = replace(plan, bench=replace(plan.bench, judges=plan.bench.judges * 0))

    assert begun_at_start(idle).sum() == 0
    assert begun_at_start(replace(plan, stock=0.0)).sum() == 0


def test_a_prior_class_begins_as_many_cases_as_are_filed():
    plan = make_plan(load_scenario("2018-06-as-it-stood"))
    new = course_of_new(plan, 0.0)
    detained = plan.begun[0, 0] / new.days[0, 0]

    assert plan.level.tolist() == [0, 1, 1]
    assert detained == pytest.approx(plan.intake[0] * plan.class_intake[0])
