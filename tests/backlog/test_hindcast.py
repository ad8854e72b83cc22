"""The hindcast knows at each origin what was past there, and says plainly how it did beside the yardsticks."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from wellfounded.backlog import fluid_kernel
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.forecasted import Forecasted, widened, widening
from wellfounded.backlog.hindcast import hindcast
from wellfounded.backlog.origin import origin_plan
from wellfounded.backlog.outlook import Outlook
from wellfounded.backlog.past import published_record
from wellfounded.backlog.scores import against, recorded_against, recorded_scores
from wellfounded.backlog.trend import chosen_trend
from wellfounded.backlog.yardsticks import YARDSTICKS

HORIZONS = (1, 3, 5)
GUIDE = (Path(__file__).parents[2] / "docs/backlog.md").read_text(encoding="utf-8")


def test_the_yardsticks_are_those_that_arithmetic_gives():
    scores = {(one.way, one.horizon): round(100 * one.error, 1) for one in recorded_scores()}

    assert [scores["drift", h] for h in HORIZONS] == [5.9, 13.6, 22.4]
    assert [scores["persistence", h] for h in HORIZONS] == [14.5, 36.3, 51.3]
    assert [scores["identity with true flows", h] for h in HORIZONS] == [3.4, 7.0, 6.2]


def test_the_recorded_errors_are_those_of_the_model_as_it_is():
    """All forecasts are worked out again; a change of the model that changes its errors must change the record."""
    found = hindcast(draws=2)
    recorded = {(one.way, one.horizon): one for one in recorded_scores()}

    for score in found.scores:
        assert score.error == pytest.approx(recorded[score.way, score.horizon].error, abs=6e-4)
        assert score.bias == pytest.approx(recorded[score.way, score.horizon].bias, abs=6e-4)
    assert {one.way for one in found.scores} >= set(YARDSTICKS)
    assert [(one.way, one.horizon, one.origins, one.nearer) for one in found.against] == [
        (one.way, one.horizon, one.origins, one.nearer) for one in recorded_against()
    ]


@pytest.mark.parametrize(
    ("row", "yardstick_row", "way"),
    [
        ("model, past only", "drift: last year's change carried on", "model, past only"),
        (
            "model, true receipts and completions",
            "receipts less completions, both true",
            "model, true receipts and completions",
        ),
    ],
)
def test_the_guides_table_is_the_record(row, yardstick_row, way):
    """Each row of errors, the yardstick's below it, and below that from how many origins the model was nearer."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in GUIDE.splitlines() if "|" in line]
    at = next(number for number, cells in enumerate(rows) if cells[0] == row)
    pairs = [next(one for one in recorded_against() if (one.way, one.horizon) == (way, h)) for h in HORIZONS]

    assert rows[at][1:] == [f"{100 * one.error:.1f} %" for one in pairs]
    assert rows[at + 1] == [yardstick_row, *(f"{100 * one.yardstick_error:.1f} %" for one in pairs)]
    assert rows[at + 2][1:] == [f"{one.nearer} of {one.origins}" for one in pairs]


def test_the_errors_that_the_guide_quotes_are_those_of_its_table():
    quoted = re.search(r"by ([\d.]+), ([\d.]+) and ([\d.]+) % at one.* by ([\d.]+), ([\d.]+) and ([\d.]+) %", GUIDE)
    pairs = [one for one in recorded_against() if one.yardstick == "drift"]
    errors = [*(one.error for one in pairs), *(one.yardstick_error for one in pairs)]

    assert list(quoted.groups()) == [f"{100 * error:.1f}" for error in errors]


def test_persistence_is_rounded_once():
    """14.546 % is 14.5 %, and by way of 14.55 % it would be 14.6 %; the record keeps digits enough for one rounding."""
    scores = {one.horizon: one for one in recorded_scores() if one.way == "persistence"}
    quoted = re.search(
        r"\(persistence\) misses by ([\d.]+), ([\d.]+) and ([\d.]+) %, from (\d+), (\d+) and (\d+)", GUIDE
    )

    assert 100 * scores[1].error == pytest.approx(14.546, abs=0.0005)
    assert list(quoted.groups()[:3]) == [f"{100 * scores[h].error:.1f}" for h in HORIZONS]
    assert list(quoted.groups()[3:]) == [str(scores[h].origins) for h in HORIZONS]


def test_the_recorded_intervals_hold_about_eight_of_ten():
    """From eight to twelve forecasts that overlap: one forecast more or less is eight to twelve in a hundred."""
    for one in recorded_scores():
        if one.coverage is not None:
            assert abs(one.coverage * one.origins - 0.8 * one.origins) <= 1


def test_the_model_is_never_much_worse_than_drift_with_only_the_past_known():
    pairs = [one for one in recorded_against() if one.yardstick == "drift"]

    assert [one.origins for one in pairs] == [11, 9, 7]
    assert all(one.error < one.yardstick_error for one in pairs)


@pytest.mark.parametrize("origin", range(2008, 2020))
def test_with_only_the_past_known_no_later_year_is_read(origin):
    record = published_record()

    def changed_after(series):
        return {year: value * (7 if year > origin else 1) for year, value in series.items()}

    names = ("pending", "receipts", "completions", "judges", "judges_known", "inactive_known")
    other = replace(record, **{name: changed_after(getattr(record, name)) for name in names})

    for number in (None, 3):
        one, two = (Outlook(each, "past", origin, 5, number) for each in (record, other))
        assert (one.receipts, one.completions, one.net) == (two.receipts, two.completions, two.net)
        assert [one.mean_bench(year) for year in range(origin + 1, origin + 6)] == [
            two.mean_bench(year) for year in range(origin + 1, origin + 6)
        ]


def test_a_figure_of_a_later_day_is_not_known_before_it():
    """Between 192,160 (FY2012) and 339,441 (FY2017) no number of closed cases was read."""
    record = published_record()

    assert [record.inactive_known[year] for year in (2012, 2013, 2016, 2017)] == [192160, 192160, 192160, 339441]
    assert record.judges_known[2018] == 321


@pytest.mark.parametrize("origin", [2009, 2013, 2016])
def test_completions_come_out_as_the_outlook_asks_and_closures_too(origin):
    record = published_record()
    run = run_fluid(origin_plan(record, "flows", origin, 3, None), days=[1094])
    net = Outlook(record, "flows", origin, 3, None).net
    came = run.flow(fluid_kernel.RETURNED) + run.flow(fluid_kernel.RECALENDARED) - run.flow(fluid_kernel.CLOSED)

    completed = sum(record.completions[origin + step] for step in (1, 2, 3))
    assert run.flow(fluid_kernel.COMPLETED)[0] == pytest.approx(completed, rel=0.01)
    assert came[0] == pytest.approx(sum(net.values()), abs=0.015 * record.pending[origin])


def test_the_residual_changes_sign_with_administrative_closure():
    record = published_record()

    assert all(record.residual(year) < 0 for year in range(2013, 2017))
    assert all(record.residual(year) > 0 for year in (2009, 2010, 2011, 2018, 2019, 2020))


def test_a_trend_is_followed_and_what_goes_up_and_down_is_not():
    falling, wavering = chosen_trend([1000, 800, 640, 512, 410]), chosen_trend([100, 120, 100, 120, 100, 120])

    assert falling.slope < -0.1
    assert falling.path([0.0])[0] < 380
    assert wavering.path([0.0, 0.0]) == pytest.approx([120, 120])


def test_intervals_widen_by_earlier_surprises_only_once_their_outcome_is_known():
    def forecast(origin, came):
        return Forecasted("past", origin, 1, 100.0, 90.0, 110.0, came)

    forecasts = [forecast(2010, 140.0), forecast(2011, 100.0), forecast(2012, 100.0)]

    assert widening(forecasts, "past", 2010) == 1.0
    assert widening(forecasts, "past", 2011) > 2.0
    assert widening(forecasts, "flows", 2011) == 1.0
    assert widened(forecasts)[0] == forecasts[0]
    assert widened(forecasts)[1].low < 85 < 115 < widened(forecasts)[1].high


def test_intervals_are_never_narrowed():
    calm = [Forecasted("past", year, 1, 100.0, 50.0, 200.0, 100.0) for year in range(2008, 2018)]

    assert widened(calm) == tuple(calm)


def test_a_yardstick_is_met_only_where_both_forecast():
    found = against("model", "drift", 1, {2008: 0.5, 2009: 0.1, 2010: -0.1}, {2009: 0.05, 2010: 0.2})

    assert found.origins == 2
    assert (found.error, found.yardstick_error) == pytest.approx((0.1, 0.125))
    assert found.nearer == 1
    assert found.beats


def test_intervals_are_as_wide_as_the_surprises_of_the_past():
    """With a thousand draws of one year, the spread of new cases is what was asked for."""
    record = published_record()
    changes = np.diff(np.log([record.receipts[year] for year in range(2008, 2016)]))
    drawn = [Outlook(record, "past", 2015, 1, number).receipts[2016] for number in range(1000)]

    assert np.std(np.log(drawn)) == pytest.approx(np.sqrt(np.mean(changes**2)), rel=0.07)
