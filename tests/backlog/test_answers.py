"""Forecasts, goals and sensitivity answer what they say they answer."""

import re
from dataclasses import replace

import numpy as np
import pytest
from SALib.analyze import sobol as salib

from wellfounded.backlog.compare import NotComparable, compare
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.forecast import forecast
from wellfounded.backlog.merged import merged
from wellfounded.backlog.nested import NotNested, nested
from wellfounded.backlog.plan import make_plan
from wellfounded.backlog.scenario_text import load_scenario
from wellfounded.backlog.sensitivity import base_samples, sensitivity, sobol_indices
from wellfounded.law.loading import load_library
from wellfounded.report.as_text import as_text
from wellfounded.report.backlog import forecast_document
from wellfounded.report.backlog_alone import past_error_briefly
from wellfounded.report.backlog_keys import forecast_json
from wellfounded.report.backlog_matters import sensitivity_document
from wellfounded.report.backlog_parts import rounded
from wellfounded.report.backlog_rulings import ruling_words
from wellfounded.report.backlog_spread import spread_words
from wellfounded.report.backlog_words import every_number
from wellfounded.report.document import Paragraph, Table


def test_a_forecast_holds_its_central_run_and_names_each_fiscal_year(small):
    found = forecast(small, draws=40, replications=2)

    assert [year.central.fy for year in found.fiscal_years] == [2019, 2020, 2021]
    assert (np.diff(found.fan, axis=1) >= 0).all()
    assert (found.fan[:, 0] <= found.central).all()
    assert (found.central <= found.fan[:, 4]).all()
    assert found.shares.numbers > 0.5


def test_draws_run_case_by_case_split_the_spread_into_numbers_and_chance(small):
    """Hours from 900 to 1,100 move these courts by more than chance does; without ranges all is chance."""
    found = nested(small, draws=8, replications=4)
    sure = replace(small.judges, hours=replace(small.judges.hours, low=1000.0, high=1000.0))
    certain = nested(replace(small, judges=sure), draws=8, replications=4)

    assert found.runs == 32
    assert found.numbers > 2 * found.chance > 0
    assert found.share > 0.8
    assert certain.share < 0.5
    assert found.chance == pytest.approx(certain.chance, rel=0.6)
    assert found.pending.p05 < found.pending.p50 < found.pending.p95


def test_one_repetition_cannot_tell_numbers_from_chance(small):
    with pytest.raises(NotNested, match="at least two"):
        nested(small, draws=5, replications=1)


def test_courts_in_step_are_one_court_to_the_fluid(small):
    apart, joined = run_fluid(make_plan(small)), run_fluid(make_plan(merged(small)))

    assert len(merged(small).courts.courts) == 1
    assert np.allclose(apart.active, joined.active, rtol=1e-9)


def test_a_forecast_says_first_what_comes_then_how_well_it_is_known_then_what_it_supposes():
    document = forecast_document(
        forecast(load_scenario("2018-06-as-it-stood"), draws=20, replications=0), load_library()
    )
    answer, known = document.answer, document.known

    assert "active pending cases; in nine draws of ten between" in answer
    assert answer.endswith("It starts with 714,000.")
    assert re.match(
        r"Of 7 counts published later by the scenario's own definition, (none lies|1 lies|\d lie) within the band",
        known,
    )
    assert known.endswith(past_error_briefly())
    assert "missed by 5.9 %, 14.3 % and 22.9 % at 1, 3 and 5 years; last year's change carried on, by 5.9 %" in known
    assert document.parts[0] == Paragraph(" ".join(load_scenario("2018-06-as-it-stood").about.split()))


def test_published_counts_test_no_scenario_that_supposes_something_else():
    known = forecast_document(forecast(load_scenario("hire-700"), draws=1, replications=0), load_library()).known

    assert "they do not test it" in known
    assert "within the band" not in known


def test_a_forecast_says_how_well_its_draws_and_its_runs_know_the_spread(small):
    found = forecast(small, draws=60, replications=3)
    told = " ".join(spread_words(found))
    last = forecast_json(found, load_library())["fiscal_years"][-1]
    low, high = last["pending_sampling"]["p50"]

    assert low < last["pending"]["p50"] < high
    assert last["pending_sampling"]["p05"][0] is None
    assert f"60 draws are a sample of all that could be drawn: their middle between {rounded(low)} and" in told
    least, most = found.shares.chance_range
    assert (least / found.shares.chance, most / found.shares.chance) == pytest.approx((0.5207, 6.2847), rel=1e-3)
    assert f"it lies between {100 * least:.2f} and {100 * most:.2f} %" in told


def test_more_draws_know_the_middle_better(small):
    """By about the root of ten times as many draws; the fan stays as wide."""
    few, many = (forecast(small, draws=draws, replications=0).fiscal_years[-1] for draws in (40, 400))
    narrow, wide = (one.margins.p50[1] - one.margins.p50[0] for one in (many, few))

    assert narrow < wide / 2
    assert many.pending.p95 - many.pending.p05 == pytest.approx(few.pending.p95 - few.pending.p05, rel=0.35)


def test_the_spread_over_draws_and_the_central_run_stand_in_tables_of_their_own(small):
    found = forecast(small, draws=8, replications=0)
    tables = [part for part in forecast_document(found, load_library()).parts if isinstance(part, Table)]
    draws, central = tables[:2]
    year = found.fiscal_years[-1]

    assert draws.rows[-1][3] == f"{year.pending.p50:,.0f}"
    assert central.rows[-1][1] == f"{year.central.pending:,.0f}"
    assert "of no one run" in draws.remark


def test_samples_too_few_are_told_beside_the_share_of_the_variance(small):
    found = sensitivity(small, samples=16)
    (swing,) = found.swings
    blurred = replace(found, swings=(replace(swing, first=0.1, first_error=0.06, total=0.3, error=0.1),))
    told = " ".join(as_text(sensitivity_document(blurred, load_library())).split())

    assert "With 16 base samples the share alone of 1 of 1 numbers cannot be told from none." in told
    assert "10.0 % ± 6.0 30.0 % ± 10.0 too few samples" in told


def test_a_share_alone_above_that_with_interactions_is_put_down_to_the_samples(small):
    found = sensitivity(small, samples=8)
    (swing,) = found.swings
    for first, said in ((0.75, True), (0.6, False)):
        shares = replace(swing, first=first, first_error=0.05, total=0.68, error=0.04)
        told = " ".join(as_text(sensitivity_document(replace(found, swings=(shares,)), load_library())).split())
        assert ("never above its share with interactions. Where it is here, too few samples" in told) == said
        assert "the variance that this one number gives, the others at their central values" in told
        assert "middle" not in told.partition("How far off")[0]


def test_a_scenario_differs_from_itself_by_nothing(small):
    found = compare(small, small, draws=3, replications=2)

    assert all(year.difference.p05 == year.difference.p95 == 0 for year in found.years)
    assert found.by_chance.difference == 0


def test_scenarios_of_other_days_are_not_compared(small):
    with pytest.raises(NotComparable, match="same start"):
        compare(small, load_scenario("2018-06-as-it-stood"), draws=2)


def test_scenarios_without_a_common_end_of_a_fiscal_year_are_not_compared(small):
    short = replace(small, until=small.start.replace(year=small.start.year + 1, month=6))
    with pytest.raises(NotComparable, match="in common"):
        compare(replace(short, until=small.start.replace(month=12)), short, draws=2)


def test_no_assumption_about_the_ruling_changes_nothing():
    stood = load_scenario("2018-06-as-it-stood")

    assert all(ruling.without_effect for ruling in stood.rulings)
    assert not all(ruling.without_effect for ruling in load_scenario("ruling-assumed").rulings)


def ishigami(row):
    x = np.pi * (2 * row - 1)
    return float(np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0]))


def test_sobol_indices_are_those_of_salib_on_the_same_samples():
    inputs, samples = 3, 1024
    first, first_error, total, error = sobol_indices(ishigami, inputs, samples, seed=3)
    one, other = base_samples(inputs, samples, seed=3)
    rows = []
    for a, b in zip(one, other, strict=True):
        mixed = [np.where(np.arange(inputs) == column, b, a) for column in range(inputs)]
        rows += [a, *mixed, b]
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3}
    values = np.array([ishigami(row) for row in rows])
    theirs = salib.analyze(problem, values, calc_second_order=False, num_resamples=10, seed=1)

    assert np.allclose(total, theirs["ST"], atol=0.02)
    assert np.allclose(first, theirs["S1"], atol=0.03)
    for found, analytic in zip(total, (0.5574, 0.4424, 0.2437), strict=True):
        assert found == pytest.approx(analytic, abs=0.06)
    assert (error < 0.06).all()
    assert (np.abs(first - (0.3139, 0.4424, 0.0)) < 3 * first_error).all()


def test_the_strongest_number_stands_first(small):
    found = sensitivity(small, samples=16)

    assert [swing.quantity.name for swing in found.swings] == ["judges.hours"]
    assert found.swings[0].low > found.swings[0].high
    assert found.swings[0].total == pytest.approx(1.0, abs=0.4)


def test_every_number_stands_in_the_unit_of_its_value_with_its_range():
    """The months of a new judge's ramp-up are kept as days; nobody should read 12 months, 183 to 548."""
    scenario = load_scenario("2018-06-as-it-stood")
    parts = every_number(scenario.quantities(), scenario.start)
    (table,) = [part for part in parts if isinstance(part, Table)]
    told = {cells[0].text: (cells[1], cells[0].under) for cells in table.rows}

    assert told["time until a new judge is at full pace"] == ("12 months", "6 to 18 months, triangular")
    assert told["closed administratively at the start"] == ("339,441 cases", "319,075 to 359,807 cases, triangular")
    assert told["growth of new cases"] == ("3 %/year", "-8 to 14 %/year, triangular")
    assert told["earlier cases that return"] == ("7,000 cases/year", "3,000 to 12,000 cases/year, triangular")


def test_what_is_assumed_of_a_ruling_is_told_in_words():
    told = ruling_words(load_scenario("ruling-assumed"))

    assert "cases touched 25 % (10 to 40 %, triangular)" in told
    assert "change in the share granted -15 points (-30 to 0 points, triangular)" in told
