"""Two scenarios are drawn with one seed, and their report says what is paired and what the interval holds."""

import csv
import io
import json
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from tests.backlog.small import load_text, small_text
from wellfounded.backlog.compare import ByChance, compare, variance_cut
from wellfounded.backlog.forecast import Spread
from wellfounded.backlog.sampling import deviation_interval, margins, quantile_interval
from wellfounded.law.loading import load_library
from wellfounded.report.as_text import as_text
from wellfounded.report.backlog_compare import (
    LIMITS,
    chance_words,
    comparison_csv,
    comparison_document,
    comparison_json,
    notes,
)

HIRED = """
[[judges.hire]]
from = {day}
until = 2020-10-01
count = {{ value = "6 judges", range = ["2 judges", "9 judges"], source = "test", as_of = 2018-10-01 }}
"""


def hiring(folder, day):
    text = small_text().replace("[[class]]", HIRED.format(day=day) + "\n[[class]]", 1)
    return load_text(folder, text)


def said(found):
    return " ".join(as_text(comparison_document(found, load_library())).split())


def with_last(found, **spread):
    """Return a comparison whose last year has another interval."""
    *years, last = found.years
    return replace(found, years=(*years, replace(last, difference=replace(last.difference, **spread))))


def test_two_seeds_are_drawn_with_the_first(small):
    """Drawn apart, a scenario would seem to differ from itself."""
    found = compare(small, replace(small, seed=5), draws=30, replications=2)

    assert all(year.difference.p05 == year.difference.p95 == 0 for year in found.years)
    assert found.by_chance.difference == 0
    assert "drawn with seed 7, the first's; the second's own, 5, is set aside" in said(found)
    assert comparison_json(found, load_library())["seed"] == 7


def test_hiring_that_begins_on_another_day_is_drawn_apart_and_listed(small, tmp_path):
    early, late = hiring(tmp_path, "2018-11-01"), hiring(tmp_path, "2019-01-01")
    found = compare(early, late, draws=4, replications=0)
    keys = comparison_json(found, load_library())["drawn"]

    assert keys == {
        "alike": ["judges.hours"],
        "in_step": [],
        "first_only": ["judges.hired.2018-11-01"],
        "second_only": ["judges.hired.2019-01-01"],
    }
    assert "Uncertain in the second alone: judges hired from 1 January 2019." in said(found)
    (row, *_) = csv.DictReader(io.StringIO(comparison_csv(found, load_library())))
    assert row["drawn_second_only"] == "judges.hired.2019-01-01"


def test_a_number_of_another_range_lies_at_the_same_place_of_it(small):
    hours = small.judges.hours
    wide = replace(small, judges=replace(small.judges, hours=replace(hours, low=800.0, high=1200.0)))

    assert compare(small, wide, draws=2, replications=0).drawn.in_step == ("judges.hours",)


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [(-90.0, 120.0, True), (10.0, 120.0, False), (-90.0, -20.0, False)],
    ids=["holds none", "above", "below"],
)
def test_no_direction_is_told_where_the_interval_holds_no_difference(small, low, high, told):
    found = with_last(compare(small, small, draws=20, replications=0), p05=low, p50=(low + high) / 2, p95=high)

    assert ("no direction is told" in said(found)) == told
    assert ("no direction is told" in " ".join(notes(found))) == told


def test_no_difference_is_called_so(small):
    answer = said(compare(small, small, draws=20, replications=0))

    assert (
        "has as many active pending cases as “A small court”, and in nine draws of ten there is no difference" in answer
    )
    assert " -0 " not in answer
    assert " +0 " not in answer


def test_so_few_draws_tell_no_interval(small):
    assert "the middle of 3 draws; so few tell no interval" in said(compare(small, small, draws=3, replications=0))


def test_every_form_says_that_no_difference_was_held_against_what_came(small):
    found = compare(small, small, draws=3, replications=0)

    assert " ".join(LIMITS.split()) in said(found)
    assert comparison_json(found, load_library())["interval_holds"] == LIMITS
    assert LIMITS in comparison_csv(found, load_library())


def test_how_far_pairing_cuts_the_variance_is_told_with_its_interval_and_not_from_few_runs(small):
    """Of two numbers that share nine tenths of their variance, pairing leaves a tenth of it."""
    luck = np.random.default_rng(3)
    held = 0
    for _ in range(200):
        shared, own = luck.normal(size=(24, 1)), luck.normal(size=(24, 2))
        _, low, high = variance_cut(np.sqrt(0.9) * shared + np.sqrt(0.1) * own)
        held += low <= 10 <= high

    assert held >= 180
    assert variance_cut(luck.normal(size=(15, 2))) is None
    found = replace(compare(small, small, draws=2, replications=0), by_chance=ByChance(4, 12.0, 3.0, None))
    assert "variance" not in " ".join(chance_words(found))


@pytest.mark.parametrize("draws", [60, 200, 1000])
def test_the_interval_of_a_quantile_holds_it_as_often_as_it_says(draws):
    luck = np.random.default_rng(draws)
    held = np.zeros(3)
    for _ in range(500):
        found = margins(luck.random(draws))
        for at, (share, (low, high)) in enumerate(
            zip((0.05, 0.5, 0.95), (found.p05, found.p50, found.p95), strict=True)
        ):
            held[at] += (low is None or low <= share) and (high is None or share <= high)

    assert (held >= 0.93 * 500).all()
    assert quantile_interval(np.arange(20.0), 0.05)[0] is None


def test_the_interval_of_a_standard_deviation_is_that_of_the_chi_squared_distribution():
    for runs in (2, 3, 16, 1000):
        low, high = (np.sqrt((runs - 1) / stats.chi2.ppf(share, runs - 1)) for share in (0.975, 0.025))
        assert deviation_interval(1.0, runs) == pytest.approx((low, high), rel=1e-9)


def test_the_keys_of_a_comparison_say_how_well_the_draws_know_the_difference(small):
    other = replace(
        small, judges=replace(small.judges, start=replace(small.judges.start, value=15.0, low=15.0, high=15.0))
    )
    keys = json.loads(json.dumps(comparison_json(compare(small, other, draws=100, replications=0), load_library())))
    last = keys["fiscal_years"][-1]

    low, high = last["difference_sampling"]["p50"]
    assert low < last["difference"]["p50"] < high
    assert isinstance(Spread(**last["difference"]), Spread)
