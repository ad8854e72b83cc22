"""The pictures are well-formed, show what the tables say, and name what is not of the scenario itself."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from wellfounded.backlog.compare import compare
from wellfounded.backlog.forecast import forecast
from wellfounded.backlog.hindcast import hindcast
from wellfounded.backlog.scenario_text import load_scenario
from wellfounded.backlog.scores import recorded_forecasts
from wellfounded.backlog.sensitivity import sensitivity
from wellfounded.backlog.solve import judges_needed, with_bench
from wellfounded.report.backlog_brackets import bracket_words, error_brackets
from wellfounded.report.backlog_chart import difference_chart, fan_chart
from wellfounded.report.backlog_errors import error_chart
from wellfounded.report.backlog_judges import judges_chart
from wellfounded.report.backlog_sobol import sobol_chart
from wellfounded.report.backlog_survival import survival_chart
from wellfounded.report.backlog_tornado import BARS_FROM, tornado_chart

BRACKET = re.compile(r"[-+]\d+ to [-+]\d+ %$")
SVG = "{http://www.w3.org/2000/svg}"
STOOD = "2018-06-as-it-stood"


@pytest.fixture(scope="module")
def drawn(small):
    found = forecast(small, draws=6, replications=1)
    return {
        "fan": fan_chart(found),
        "survival": survival_chart(found),
        "difference": difference_chart(compare(small, with_bench(small, 20), draws=4, replications=0)),
        "tornado": tornado_chart(sensitivity(small, samples=64)),
        "sobol": sobol_chart(sensitivity(small, samples=64)),
        "judges": judges_chart(judges_needed(small, share=1.0, by=small.fiscal_year_ends()[-1], draws=4)),
        "out of reach": judges_chart(out_of_reach(small)),
        "past error": error_chart(hindcast(draws=2)),
        "national": fan_chart(forecast(load_scenario(STOOD), draws=4, replications=0)),
    }


def out_of_reach(small):
    """Return judges needed where, of four draws, two are satisfied by no number of them and one by many."""
    found = judges_needed(small, share=1.0, by=small.fiscal_year_ends()[-1], draws=0)
    return replace(found, judges_needed=12.0, sampled=(None, 11.0, 13.0, None))


def words(picture):
    return [one.text for one in ElementTree.fromstring(picture).iter(f"{SVG}text")]


NAMES = (
    *("fan", "national", "survival", "difference"),
    *("tornado", "sobol", "judges", "out of reach", "past error"),
)


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_is_well_formed_and_has_a_title_and_a_description(drawn, name):
    root = ElementTree.fromstring(drawn[name])

    assert root.find(f"{SVG}title").text
    assert root.find(f"{SVG}desc").text
    assert "nan" not in drawn[name]
    assert "style=" not in drawn[name]


def shares_that_came():
    """Say for each horizon how far what came lay below and above the model's forecast of the past."""
    for horizon in (1, 3, 5):
        came = [one.came / one.middle - 1 for one in past_forecasts(horizon)]
        yield f"{100 * min(came):+.0f} to {100 * max(came):+.0f} %"


def past_forecasts(horizon):
    return [one for one in recorded_forecasts() if (one.way, one.reading, one.horizon) == ("model", "past", horizon)]


def test_a_bracket_reaches_from_the_lowest_to_the_highest_that_came_for_a_forecast(small):
    """What came is laid at the middle as a share of the forecast, not the error as a share of what came."""
    for one in error_brackets(small, [-1, small.days], [1000.0, 1000.0]):
        came = [1000 * past.came / past.middle for past in past_forecasts(one.past.horizon)]
        assert (one.low, one.high) == pytest.approx((min(came), max(came)))
        assert one.past.too_low == sum(cases > 1000 for cases in came)
        assert one.past.forecasts == len(came)


def test_the_words_under_the_fan_say_how_often_the_forecasts_were_too_low():
    low = [sum(one.came > one.middle for one in past_forecasts(horizon)) for horizon in (1, 3, 5)]

    assert f"{low[0]} of 12, {low[1]} of 10 and {low[2]} of 8 forecasts were too low" in bracket_words(
        load_scenario(STOOD)
    )


def test_the_guide_gives_the_brackets_as_they_are_drawn():
    guide = Path("docs/backlog.md").read_text(encoding="utf-8")
    low = [sum(one.came > one.middle for one in past_forecasts(horizon)) for horizon in (1, 3, 5)]

    one, three, five = shares_that_came()
    assert f"as a share of the forecast: {one}, {three} and {five}, from 12, 10 and 8 origins" in guide
    assert f"Of these forecasts {low[0]}, {low[1]} and {low[2]} were too low." in guide


def test_the_fan_shows_published_points_and_the_models_own_past_error(drawn):
    said = words(drawn["national"])

    assert "published by TRAC" in said
    assert "published by EOIR, another definition" in said
    assert "what came against the model's forecasts of the past, so far ahead: lowest to highest" in said
    assert [one for one in said if BRACKET.match(one)] == list(shares_that_came())
    assert drawn["national"].count("<circle") == 11 + 2


def test_what_the_marks_are_stands_under_the_axis_where_no_point_can_be(drawn):
    root = ElementTree.fromstring(drawn["national"])
    below = next(float(one.get("y")) for one in root.iter(f"{SVG}text") if one.text.startswith("end of fiscal year"))
    keys = [float(one.get("y")) for one in root.iter(f"{SVG}text") if "published by" in one.text]
    marks = [float(one.get("cy")) for one in root.iter(f"{SVG}circle") if one.find(f"{SVG}title") is not None]

    assert len(keys) == 2
    assert len(marks) == 11
    assert min(keys) > below > max(marks)


def test_a_scenario_of_three_years_has_no_bracket_at_five(drawn):
    assert [one for one in words(drawn["fan"]) if BRACKET.match(one)] == list(shares_that_came())[:2]


def test_the_survival_curve_is_thin_where_few_could_be_followed(drawn):
    assert 'stroke-width="0.8"' in drawn["survival"]


def test_the_tornado_gives_the_share_of_the_variance(drawn):
    assert any(one.endswith(" %") for one in words(drawn["tornado"]))
    assert "hearing hours of a judge" in words(drawn["tornado"])


@pytest.mark.parametrize("draw", [tornado_chart, sobol_chart], ids=["tornado", "sobol"])
def test_a_long_name_stands_on_two_lines_within_the_picture(small, draw):
    """At seven units a sign, and eight from the bars, none begins left of the picture."""
    found = sensitivity(small, samples=8)
    (swing,) = found.swings
    name = "class.families with children who came by sea.individual hearing.set_after"
    picture = ElementTree.fromstring(
        draw(replace(found, swings=(replace(swing, quantity=replace(swing.quantity, name=name)),)))
    )
    lines = [one for one in picture.iter(f"{SVG}text") if float(one.get("x")) == BARS_FROM - 8]

    assert [one.text for one in lines] == ["families with children who came by", "sea, individual hearing: time…"]
    assert all(float(one.get("x")) - 7 * len(one.text) > 0 for one in lines)
    assert "individual hearing: time until it is set" in picture.find(f"{SVG}desc").text


def test_shares_of_the_variance_that_few_samples_do_not_tell_are_not_given(small, drawn):
    """Of one uncertain number the share is all; with a wide error the samples do not tell it from none."""
    found = sensitivity(small, samples=8)
    (swing,) = found.swings
    blurred = replace(found, swings=(replace(swing, first=0.1, first_error=0.06, total=0.3, error=0.1),))
    said = words(sobol_chart(blurred))

    assert "too few samples to tell" in said
    assert "30.0 %" in said
    assert "10.0 %" not in said
    assert "too few samples to tell" not in words(drawn["sobol"])


def test_the_picture_of_judges_says_how_many_draws_no_bench_satisfies(drawn):
    said = words(drawn["out of reach"])

    assert "in 2 of 4 draws" in said
    assert "no number of judges" in said
    assert "12 with the central values" in said
    assert not any("no number" in one for one in words(drawn["judges"]))


@pytest.mark.parametrize(("now", "needed"), [(321.0, 777.0), (321.0, 1400.0), (1480.0, 300.0), (700.0, 720.0)])
def test_no_label_of_judges_is_crossed_by_the_line_of_the_other(small, now, needed):
    found = judges_needed(small, share=1.0, by=small.fiscal_year_ends()[-1], draws=0)
    root = ElementTree.fromstring(judges_chart(replace(found, now=now, judges_needed=needed, sampled=(1500.0,))))
    marks = [one for one in root.iter(f"{SVG}line") if one.get("stroke-dasharray")]
    labels = [one for one in root.iter(f"{SVG}text") if "at the start" in one.text or "central" in one.text]

    assert len(marks) == len(labels) == 2
    for label in labels:
        at, wide, high = float(label.get("x")), 7 * len(label.text), float(label.get("y"))
        low, most = (at - wide, at) if label.get("text-anchor") == "end" else (at, at + wide)
        assert not any(low < float(one.get("x1")) < most and float(one.get("y1")) < high for one in marks)


def test_the_past_error_stands_horizon_by_horizon_beside_the_yardsticks(drawn):
    said = words(drawn["past error"])

    assert [one for one in said if one.endswith("ahead")] == ["1 year ahead", "3 years ahead", "5 years ahead"]
    ways = ("drift", "persistence", "model, past only", "trend rule, past only", "model, true receipts and judges")
    assert [said.count(way) for way in ways] == [3] * 5
    assert "5.9 %, 11 forecasts" in said


def test_no_name_of_a_way_runs_over_the_left_edge(drawn):
    """A letter of this size is about 7 wide at the widest."""
    texts = ElementTree.fromstring(drawn["past error"]).iter(f"{SVG}text")

    assert all(float(one.get("x")) > 7 * len(one.text) for one in texts if one.get("text-anchor") == "end")


def test_labels_at_the_edge_do_not_lie_over_one_another(drawn):
    texts = ElementTree.fromstring(drawn["difference"]).iter(f"{SVG}text")
    heights = sorted(float(one.get("y")) for one in texts if "of 100" in one.text or "middle" in one.text)

    assert all(below - above >= 15.9 for above, below in pairwise(heights))
