"""The wait of a year is the mean of all first heard in it: never negative, and the same in both engines."""

import csv
import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.backlog.small import load_text, small_text, with_urgent
from tests.backlog.theory import hearing, queue
from wellfounded.backlog import court_kernel as kernel
from wellfounded.backlog import fluid_kernel
from wellfounded.backlog.case_world import stock_by_court
from wellfounded.backlog.cases import run_cases
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.forecast import central_years, forecast
from wellfounded.backlog.merged import merged
from wellfounded.backlog.plan import make_plan
from wellfounded.backlog.scenario_text import load_scenario
from wellfounded.backlog.waits import days_pending
from wellfounded.cli import main
from wellfounded.law.loading import load_library
from wellfounded.report.backlog import forecast_document
from wellfounded.report.document import Table


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    stock=st.sampled_from([0, 1, 500, 8000]),
    mean_age=st.sampled_from([0, 1, 3, 200]),
    intake=st.sampled_from([0, 10, 3000, 9000]),
    judges=st.sampled_from([1, 14, 60]),
    rule=st.sampled_from(["first-in-first-out", "last-in-first-out", "mixed"]),
)
def test_no_wait_is_negative(tmp_path, stock, mean_age, intake, judges, rule):
    text = small_text(f'\n[[order]]\nrule = "{rule}"\n', stock=stock, inactive=100, intake=intake, judges=judges)
    text = with_urgent(text.replace('"200 days"', f'"{mean_age} days"', 1))
    run = run_fluid(make_plan(load_text(tmp_path, text)))

    assert (np.diff(run.waited, axis=0) >= 0.49 * np.diff(run.first, axis=0)).all()
    for row in (6, 40, 600, -1):
        assert all(wait is None or wait >= 0.49 for wait in run.waits(row))
    assert run.first[-1].sum() == pytest.approx(run.flow(fluid_kernel.BEGUN)[-1], abs=1e-6)


def test_with_constant_flow_the_wait_is_the_stock_by_the_flow():
    """Little's law, first in first out, as many heard as come; the fluid hears at the end of a day, half a day late."""
    plan = queue(days=800, judges=3, rate=30.0, hearings=(hearing(0.1, shape="fixed"),), courts=2, stock=6000.0)
    run = run_fluid(plan)

    assert run.waits(799, 400)[0] == pytest.approx(6000 / 30 + 0.5, abs=0.1)
    assert run.waits(199)[0] == pytest.approx(6000 / 30 + 0.5, rel=0.005)


@pytest.mark.parametrize("more", ["", '\n[[order]]\nrule = "mixed"\n'], ids=["oldest first", "mixed"])
def test_both_engines_give_the_same_wait_of_a_year(tmp_path, more):
    """Within the 0.5 % by which the means agree, and the half day by which the fluid hears late."""
    plan = make_plan(load_text(tmp_path, small_text(more, stock=60_000, inactive=8_000, intake=50_000, judges=110)))
    fluid = run_fluid(plan, whole=True)
    begun = [first_hearings(run_cases(plan, replication=one)) for one in range(4)]
    for first, last in ((0, 364), (365, 729), (730, 1094)):
        waits = [wait[(day >= first) & (day <= last)].mean() for day, wait in begun]
        expected = float(np.mean(waits))

        assert abs(fluid.waits(last, first - 1 if first else None)[0] - expected) < 0.005 * expected + 0.5


def test_a_class_that_goes_first_hides_no_other(tmp_path):
    """The stock is of any age in each class, so the class's own cases show from the second year on."""
    plan = make_plan(load_text(tmp_path, with_urgent(small_text(stock=30_000))))
    run = run_fluid(plan)
    for year in central_years(plan, run)[1:]:
        asylum, detained = year.waits
        last = plan.scenario.day_number(date(year.fy, 9, 30))
        cases = run.first[last] - run.first[last - year.days]

        assert detained < 2 < 300 < asylum
        assert year.wait == pytest.approx(float(cases @ year.waits / cases.sum()))


def test_where_the_newest_go_first_the_wait_is_short_and_most_are_not_heard(tmp_path):
    """The wait of a year leaves out who is not heard: so the not begun, and the share not heard, stand beside it."""
    newest = '\n[[order]]\nrule = "last-in-first-out"\n'
    found = forecast(load_text(tmp_path, small_text(newest, stock=30_000, intake=12_000)), draws=1, replications=1)
    last, (asylum,) = found.fiscal_years[-1].central, found.waits
    document = forecast_document(found, load_library())
    tables = {part.headings: part for part in document.parts if isinstance(part, Table)}
    elsewhere = next(table for headings, table in tables.items() if "Not begun" in headings)
    waits = next(table for headings, table in tables.items() if "Not heard" in headings)

    assert last.wait < 2
    assert last.not_begun > 30_000
    assert elsewhere.rows[-1][-2:] == (f"{last.not_begun:,.0f}", "1 day")
    assert 0 < asylum.heard < asylum.cases
    assert waits.rows[0][2] == f"{100 * (1 - asylum.heard / asylum.cases):.1f} %"
    assert "administratively closed among them" in waits.remark


def test_how_old_the_cases_at_the_start_are_sets_the_first_waits_and_nothing_else():
    """In the built-in scenario the line of the start lasts into fiscal year 2023."""
    stood = merged(load_scenario("2018-06-as-it-stood"))
    days = [stood.day_number(end) for end in stood.fiscal_year_ends()]
    young, old = (replace(make_plan(stood), mean_age=age) for age in (300.0, 900.0))
    runs = [(plan, run_fluid(plan, days=days)) for plan in (young, old)]
    first, second = (np.array([year.wait for year in central_years(*run)]) for run in runs)

    assert runs[0][1].active == pytest.approx(runs[1][1].active, rel=1e-9)
    assert (second[:5] > first[:5] + 100).all()
    assert first[6:] == pytest.approx(second[6:])


def test_the_ages_agree_where_cases_are_heard_in_the_week_of_their_filing(tmp_path):
    """Nothing of a case that was heard stays behind among those not begun: the ages do not drift from year to year."""
    plan = make_plan(load_text(tmp_path, small_text(inactive=0, intake=90_000, judges=400)))
    fluid = run_fluid(plan, whole=True)
    cases = [days_pending(run_cases(plan, replication=one)).mean() for one in range(2)]

    assert fluid.age[-1] == pytest.approx(np.mean(cases), rel=0.02)


def test_where_no_case_is_pending_the_mean_age_is_none(tmp_path):
    plan = make_plan(load_text(tmp_path, small_text(inactive=0, judges=400)))
    closed = replace(plan, closed=np.ones(plan.days), recalendar=np.zeros(plan.days), from_before=np.zeros(plan.days))
    fluid = run_fluid(closed)

    assert fluid.active[-1] < fluid_kernel.A_SHARE
    assert fluid.age[-1] == 0


def test_a_year_in_which_no_case_is_first_heard_has_no_wait(tmp_path):
    plan = make_plan(load_text(tmp_path, small_text(stock=0, inactive=0, intake=0)))

    assert {year.wait for year in central_years(plan, run_fluid(plan))} == {None}


def test_the_waits_of_each_class_stand_in_every_form_of_a_report(tmp_path, capsys):
    path = tmp_path / "two.toml"
    path.write_text(with_urgent(small_text(stock=30_000)), encoding="utf-8")
    told = {}
    for form in ("json", "csv", "text"):
        main(["backlog", "run", str(path), "--draws", "1", "--replications", "0", "--format", form])
        told[form] = capsys.readouterr().out
    days = json.loads(told["json"])["fiscal_years"][-1]["wait_days_by_class"]
    last = list(csv.DictReader(told["csv"].splitlines()))[-1]

    assert days["detained"] == 1 < 300 < days["asylum"]
    assert (last["wait_days_asylum"], last["wait_days_detained"]) == (str(days["asylum"]), "1")
    assert f"{days['asylum']:,} days  1 day" in told["text"]


def first_hearings(run):
    """Return the day and the wait of each first hearing of the case engine, of the stock not begun too."""
    days, waits, counts = [], [], stock_by_court(run.plan)
    for k, (offset, stock, used) in enumerate(zip(run.cases.offset, run.cases.stock, run.cases.used, strict=False)):
        rows, fresh = run.cases.rows[offset : offset + used], int(counts[k, 3])
        filed = (rows["key"] // kernel.PER_DAY).astype(float) + 0.5
        new = rows["key"] % kernel.PER_DAY < kernel.OUTSIDE_FROM
        new[: stock - fresh], new[stock - fresh : stock] = False, True
        filed[stock - fresh : stock] = -2 * run.plan.mean_age * (1 - (np.arange(fresh) + 0.5) / max(fresh, 1))
        new &= rows["first"] > 0
        days.append(rows["first"][new].astype(int) - 1)
        waits.append(days[-1] + 0.5 - filed[new])
    return np.concatenate(days), np.concatenate(waits)
