"""The pictures are well-formed, show what the tables say, and name what is not of the scenario itself."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from wellfounded.backlog.compare import compare
from wellfounded.backlog.forecast import forecast
from wellfounded.backlog.scenario_text import load_scenario
from wellfounded.backlog.sensitivity import sensitivity
from wellfounded.backlog.sliders import Moves, move
from wellfounded.backlog.solve import with_bench
from wellfounded.report.backlog_chart import difference_chart, fan_chart, moved_chart
from wellfounded.report.backlog_survival import survival_chart
from wellfounded.report.backlog_tornado import tornado_chart

SVG = "{http://www.w3.org/2000/svg}"
STOOD = "2018-06-as-it-stood"


@pytest.fixture(scope="module")
def drawn(small):
    found = forecast(small, draws=6, replications=1)
    return {
        "fan": fan_chart(found),
        "survival": survival_chart(found),
        "difference": difference_chart(compare(small, with_bench(small, 20), draws=4, replications=0)),
        "tornado": tornado_chart(sensitivity(small, samples=8)),
        "moved": moved_chart(move(STOOD, Moves(hired=300))),
        "national": fan_chart(forecast(load_scenario(STOOD), draws=4, replications=0)),
    }


def words(picture):
    return [one.text for one in ElementTree.fromstring(picture).iter(f"{SVG}text")]


@pytest.mark.parametrize("name", ["fan", "survival", "difference", "tornado", "moved", "national"])
def test_every_picture_is_well_formed_and_has_a_title_and_a_description(drawn, name):
    root = ElementTree.fromstring(drawn[name])

    assert root.find(f"{SVG}title").text
    assert root.find(f"{SVG}desc").text
    assert "nan" not in drawn[name]
    assert "style=" not in drawn[name]


def test_the_fan_shows_published_points_and_the_models_own_past_error(drawn):
    said = words(drawn["national"])

    assert "published by TRAC" in said
    assert "published by EOIR, another definition" in said
    assert "the model's mean error in the past, so far ahead" in said
    assert {"± 6 %", "± 16 %", "± 19 %"} <= set(said)
    assert drawn["national"].count("<circle") == 11 + 2


def test_a_scenario_of_three_years_has_no_bracket_at_five(drawn):
    assert [one for one in words(drawn["fan"]) if one.startswith("±")] == ["± 6 %", "± 16 %"]


def test_the_survival_curve_is_thin_where_few_could_be_followed(drawn):
    assert 'stroke-width="0.8"' in drawn["survival"]


def test_the_tornado_gives_the_share_of_the_variance(drawn):
    assert any(one.endswith(" %") for one in words(drawn["tornado"]))
    assert "hearing hours of a judge" in words(drawn["tornado"])


def test_what_is_moved_stands_beside_what_is_not(drawn):
    said = " ".join(words(drawn["moved"]))

    assert "as moved" in said
    assert "unmoved" in said


def test_labels_at_the_edge_do_not_lie_over_one_another(drawn):
    texts = ElementTree.fromstring(drawn["difference"]).iter(f"{SVG}text")
    heights = sorted(float(one.get("y")) for one in texts if "of 100" in one.text or "middle" in one.text)

    assert all(below - above >= 15.9 for above, below in pairwise(heights))
