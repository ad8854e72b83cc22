"""The timeline: the picture and its table say the same, and every day has its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.report.timeline import DISPLACED, ELSEWHERE, GOVERNS, Timeline, overview, timeline
from wellfounded.report.timeline_page import SLIDER, timeline_document, timeline_json
from wellfounded.report.timeline_scale import scale
from wellfounded.report.timeline_svg import timeline_svg
from wellfounded.report.words import day

ISSUES = ["psg.domestic-relationship", "state-protection.helplessness", "nexus.one-central-reason", "bars.one-year"]
days = some.dates(date(1980, 1, 1), date(2030, 1, 1))


@pytest.fixture(scope="module", params=ISSUES)
def found(request: pytest.FixtureRequest, library: Library) -> Timeline:
    return timeline(library, request.param, forum=Forum("ij"))


def test_a_r_c_g_governs_twice_and_is_displaced_twice(library: Library) -> None:
    """The second time by S-S-F-M- in terms: "Matter of A-R-C-G- … is also overruled" (29 I&N Dec. at 207)."""
    drawn = timeline(library, "psg.domestic-relationship", forum=Forum("ij"))
    row = next(row for row in drawn.rows if row.id == "matter-of-a-r-c-g")

    assert [(bar.from_day, bar.role, bar.by) for bar in row.bars] == [
        (date(2014, 8, 26), GOVERNS, ""),
        (date(2018, 6, 11), DISPLACED, "matter-of-a-b-i"),
        (date(2021, 6, 16), GOVERNS, ""),
        (date(2025, 9, 2), DISPLACED, "matter-of-s-s-f-m"),
    ]


def test_what_governs_only_in_screening_is_drawn_as_such(library: Library) -> None:
    drawn = timeline(library, "state-protection.helplessness", forum=Forum("ij"))
    grace = next(row for row in drawn.rows if row.id == "grace-v-whitaker")

    assert {bar.role for bar in grace.bars} == {ELSEWHERE}
    assert grace.bars[0].from_day == date(2018, 12, 17)


def test_the_bars_of_a_row_follow_one_another(found: Timeline) -> None:
    for row in (*found.rows, *found.circuits):
        edges = [edge for bar in row.bars for edge in (bar.from_day, bar.until_day)]
        assert edges == sorted(edges), row.id


def test_every_act_ends_or_begins_a_bar(found: Timeline) -> None:
    edges = {(row.id, edge) for row in found.rows for bar in row.bars for edge in (bar.from_day, bar.until_day)}
    assert all((arrow.target, arrow.on) in edges for arrow in found.arrows)


def test_the_answers_of_the_table_follow_one_another(found: Timeline) -> None:
    assert all(one.until_day == next_one.from_day for one, next_one in pairwise(found.eras))
    assert all(one.answer.on == one.from_day for one in found.eras)


def test_the_picture_has_a_title_a_description_and_names_in_words(library: Library, found: Timeline) -> None:
    svg = ElementTree.fromstring(timeline_svg(library, found))
    name = "{http://www.w3.org/2000/svg}"

    assert found.name in svg.find(f"{name}title").text
    assert "solid bar governs" in svg.find(f"{name}desc").text
    assert {svg.find(f"{name}title").get("id"), svg.find(f"{name}desc").get("id")} == set(
        svg.get("aria-labelledby").split()
    )
    assert len(list(svg.iter(f"{name}rect"))) > len(found.rows)


def test_every_bar_is_told_in_the_table(library: Library, found: Timeline) -> None:
    tables = [part for part in timeline_document(library, (found,)).parts if hasattr(part, "rows")]
    told = {(getattr(row[0], "text", row[0]), row[1]) for row in tables[-1].rows}
    assert {(row.name, day(bar.from_day)) for row in found.rows for bar in row.bars} <= told


def test_nothing_is_drawn_outside_the_picture(library: Library, found: Timeline) -> None:
    svg = ElementTree.fromstring(timeline_svg(library, found))
    _, _, width, height = map(float, svg.get("viewBox").split())
    for one in svg.iter("{http://www.w3.org/2000/svg}rect"):
        if one.get("x"):
            assert float(one.get("x")) + float(one.get("width")) <= width
            assert float(one.get("y")) + float(one.get("height")) <= height


def test_the_overview_names_who_governed_one_after_the_other(library: Library) -> None:
    drawn = overview(library, forum=Forum("ij"), from_day=date(2018, 1, 1), to_day=date(2022, 1, 1))
    row = next(row for row in drawn.rows if row.id == "psg.domestic-relationship")

    assert [bar.words for bar in row.bars] == ["A-R-C-G-", "A-B- I", "A-B- III, A-R-C-G-"]
    ElementTree.fromstring(timeline_svg(library, drawn))
    assert timeline_json(library, (drawn,))["timelines"][0]["issue"] is None


def test_the_page_is_readable_without_its_script(
    law: Callable[..., str], tree: Callable[..., ElementTree.Element]
) -> None:
    root = tree(law("timeline", "psg.domestic-relationship", "--format", "html"))

    assert [one.get("hidden") for one in root.iter("fieldset")] == ["hidden"]
    assert root.find(".//script").text == SLIDER
    assert not re.search(r"[<&]", SLIDER)
    assert len(root.findall(".//table")) == 2


@given(some.lists(days, min_size=0, max_size=40), some.lists(days, min_size=2, max_size=8))
def test_later_days_stand_further_right(events: list[date], asked: list[date]) -> None:
    line = scale(date(1980, 1, 1), date(2026, 8, 30), events, left=200, right=900)
    places = [line.at(on) for on in sorted(asked)]

    assert places == sorted(places)
    assert all(200 <= place <= 900 for place in places)
    assert line.turn is None or 1.7 <= line.ratio() <= 6.01


@given(days, some.integers(400, 12_000))
def test_years_are_marked_with_room_between_them(first: date, length: int) -> None:
    line = scale(first, first + timedelta(days=length), [first + timedelta(days=length - 9)], left=0, right=700)
    places = [line.at(tick) for tick in line.ticks()]
    assert all(later - place >= 45 for place, later in pairwise(places))


def test_a_circuits_law_that_is_unsettled_is_drawn_as_unsettled(library: Library) -> None:
    found = timeline(library, "psg.family", forum=Forum("ij", None))
    [fourth] = [row for row in found.circuits if row.id == "ca4"]
    unsettled = [bar for bar in fourth.bars if bar.role == "unsettled"]
    assert [bar.words.partition(":")[0] for bar in unsettled] == ["unsettled"] * len(unsettled)
    assert any(bar.from_day.year == 2019 for bar in unsettled)
