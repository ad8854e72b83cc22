"""What the built-in scenario and the guide claim of published numbers comes out of the model and of `figures/`."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from wellfounded.backlog import fluid_kernel
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.forecast import forecast
from wellfounded.backlog.merged import merged
from wellfounded.backlog.past import published_record
from wellfounded.backlog.plan import make_plan
from wellfounded.backlog.scenario_text import built_in, load_scenario
from wellfounded.figures import load_figures

GUIDE = Path(__file__).parents[2] / "docs/backlog.md"


@pytest.fixture(scope="module")
def stood():
    return load_scenario("2018-06-as-it-stood")


def test_hours_are_calibrated_so_that_a_year_completes_what_fiscal_year_2018_did(stood):
    """The calibration that the scenario states, to within half of one in a hundred."""
    run = run_fluid(make_plan(merged(stood)), days=[364])

    assert stood.judges.hours.known == "calibrated"
    assert run.flow(fluid_kernel.COMPLETED)[0] == pytest.approx(published_record().completions[2018], rel=0.005)


def yearly_changes():
    """Return the logarithms of the changes of receipts from year to year, FY2009 to FY2018."""
    receipts = published_record().receipts
    return np.diff(np.log([receipts[year] for year in range(2008, 2019)]))


def test_growth_ranges_as_widely_as_a_mean_of_ten_years_strays(stood):
    """One growth holds for all ten years, so it strays by what a single year does over the root of ten."""
    growth, changes = stood.intake.growth, yearly_changes()
    half = (growth.high - growth.low) / 2

    assert half / np.sqrt(6) == pytest.approx(np.sqrt(np.mean(changes**2)) / np.sqrt(10), abs=0.002)
    assert (growth.low + growth.high) / 2 == pytest.approx(growth.value)
    assert growth.value == pytest.approx(np.expm1(changes.mean()), abs=0.005)
    assert f"grow by {100 * growth.value:.0f} % a year" in " ".join(stood.about.split())


def test_new_cases_grew_afterwards_faster_than_the_range_holds(stood):
    figures = load_figures().series("initial-receipts").edition("2025-07-31").figures
    receipts = {figure.on.year: figure.value for figure in figures}
    claimed = int(re.search(r"until FY2024 they grew by (\d+) % a year", GUIDE.read_text(encoding="utf-8"))[1])

    assert (receipts[2024] / receipts[2018]) ** (1 / 6) - 1 == pytest.approx(claimed / 100, abs=0.005)
    assert claimed / 100 > stood.intake.growth.high


def test_the_inactive_stock_ranges_by_what_eight_months_change(stood):
    """It was counted on 30 September 2017, eight months before the start."""
    figures = load_figures().series("inactive-pending-cases").edition("2020-01").figures
    counted = {figure.on.year: figure.value for figure in figures}
    inactive, (returns,) = stood.stock.inactive, stood.closure.recalendared
    months = (counted[2017] - counted[2012]) / 5 * 8 / 12 / counted[2017]

    assert inactive.as_of.isoformat() == "2017-09-30"
    assert inactive.high / inactive.value - 1 == pytest.approx(months, abs=0.005)
    assert 1 - inactive.low / inactive.value >= returns.amount.high * 8 / 12


def test_new_cases_range_as_widely_as_they_changed_from_year_to_year(stood):
    """A triangle of a half-width w has a standard deviation of w over the root of six."""
    changes = yearly_changes()
    (first,) = stood.intake.path
    half = (first.amount.high / first.amount.value - 1) / np.sqrt(6)

    assert half == pytest.approx(np.sqrt(np.mean(changes**2)), abs=0.005)


def test_completions_per_judge_begin_where_they_were_calibrated_and_fall_as_the_guide_says(stood):
    """The first twelve months' are the completions put in, over the bench; how they change from there comes out."""
    found = [year.central.completions_per_judge for year in forecast(stood, draws=1, replications=0).fiscal_years]
    bench = make_plan(merged(stood)).bench.judges[:365].mean()

    claimed = re.search(
        r"the (\d+) with which they begin .* That they fall to (\d+)", GUIDE.read_text(encoding="utf-8")
    )

    assert [round(found[0]), round(found[-1])] == pytest.approx([int(one) for one in claimed.groups()], abs=2)
    assert published_record().completions[2018] / bench == pytest.approx(found[0], rel=0.05)
    assert min(found) > 535


def test_the_draws_know_the_end_as_nearly_as_the_guide_says(stood):
    last = forecast(stood, draws=1000, replications=0).fiscal_years[-1]
    told = re.search(
        r"is known to about (\d+) % to either side \(95 %\), the edge of the lowest twentieth to (\d+) %, that of the "
        r"highest to (\d+) %",
        GUIDE.read_text(encoding="utf-8"),
    )
    widest = [
        max(abs(end / getattr(last.pending, name) - 1) for end in getattr(last.margins, name))
        for name in ("p50", "p05", "p95")
    ]

    assert [round(100 * one) for one in widest] == [int(one) for one in told.groups()]


def test_published_completions_over_the_bench_are_those_the_guide_gives():
    record = published_record()
    by_judge = {year: round(record.completions[year] / record.judges_known[year]) for year in (2015, 2016, 2019)}

    assert by_judge == {2015: 561, 2016: 497, 2019: 627}


def test_attrition_and_hiring_are_what_their_sources_give(stood):
    bench = published_record().judges_known

    assert stood.judges.attrition.value == pytest.approx(27 / 330, abs=0.005)
    assert (bench[2018] - bench[2015]) / 3 == pytest.approx(22, abs=0.5)


@pytest.mark.parametrize("name", sorted(built_in()))
def test_hiring_goes_on_at_fifty_a_year_to_the_end_of_every_built_in_scenario(name):
    scenario = load_scenario(name)
    going_on = scenario.judges.changes[0]
    years = (going_on.until_day - going_on.from_day).days / 365.25

    assert going_on.from_day == scenario.start
    assert going_on.until_day >= scenario.until
    assert going_on.count.value / years == pytest.approx(50, abs=0.1)
    assert going_on.count.low / years == pytest.approx(25, abs=0.1)
    assert going_on.count.high / years == pytest.approx(90, abs=0.1)


def test_the_newest_first_leaves_more_pending_because_new_cases_are_other_cases():
    """The scenario says 3 %; where new cases have the shares of the start it is nothing to speak of."""
    first, newest = (load_scenario(name) for name in ("2018-06-as-it-stood", "last-in-first-out"))

    assert "3 % more are pending by 2028" in " ".join(newest.about.split())
    assert at_the_end(newest) / at_the_end(first) - 1 == pytest.approx(0.03, abs=0.005)
    assert at_the_end(alike(newest)) / at_the_end(alike(first)) - 1 == pytest.approx(0, abs=0.004)
    assert asylum_of_undetained(newest, "intake_share") > asylum_of_undetained(newest, "stock_share") + 0.1


def at_the_end(scenario):
    """Return the cases pending on 30 September 2028, with the central values."""
    days = [scenario.day_number(scenario.fiscal_year_ends()[-1])]
    return float(run_fluid(make_plan(merged(scenario)), days=days).active[0])


def asylum_of_undetained(scenario, share):
    _, asylum, other = (getattr(one, share).value for one in scenario.classes)
    return asylum / (asylum + other)


def alike(scenario):
    """Give the cases at the start the shares of the new ones."""
    return replace(scenario, classes=tuple(replace(one, stock_share=one.intake_share) for one in scenario.classes))
