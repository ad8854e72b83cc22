"""What changed between two days, the split of the circuits, and how long an answer holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from wellfounded.errors import ImpossibleDate, UnknownName
from wellfounded.forum import CIRCUITS, Forum
from wellfounded.law.circuits import circuits
from wellfounded.law.diff import diff
from wellfounded.law.governing import in_force
from wellfounded.law.history import eras, standings, substance, term
from wellfounded.law.ladder import load_ladder, read_ladder
from wellfounded.law.library import Library
from wellfounded.law.loading import load_library

DOMESTIC = "psg.domestic-relationship"
LIBRARY = load_library()
days = some.dates(date(1985, 1, 1), date(2026, 12, 31))


@pytest.fixture(scope="module")
def library() -> Library:
    return LIBRARY


def test_the_ruling_of_11_june_2018_is_named_as_the_act(library: Library) -> None:
    [found] = diff(
        library,
        from_day=date(2018, 6, 10),
        to_day=date(2018, 6, 11),
        issues=[DOMESTIC],
        stages=["ij"],
        circuits=(None,),
    )

    assert [row.authority for row in found.before.governing] == ["matter-of-a-r-c-g"]
    assert [row.authority for row in found.after.governing] == ["matter-of-a-b-i"]
    assert ("matter-of-a-b-i", "overrules", "matter-of-a-r-c-g") in [
        (act.authority, act.how, act.target) for act in found.acts
    ]


def test_an_injunction_of_screening_changes_nothing_before_an_immigration_judge(library: Library) -> None:
    change = {"from_day": date(2018, 12, 16), "to_day": date(2018, 12, 17), "issues": ["state-protection.helplessness"]}

    assert diff(library, **change, stages=["ij"], circuits=(None,)) == ()
    [found] = diff(library, **change, stages=["credible-fear"], circuits=(None,))
    assert "grace-v-whitaker" in {act.authority for act in found.acts}


def test_a_day_is_the_same_as_itself(library: Library) -> None:
    assert diff(library, from_day=date(2018, 6, 11), to_day=date(2018, 6, 11)) == ()


def test_days_out_of_order_are_refused(library: Library) -> None:
    with pytest.raises(ImpossibleDate):
        diff(library, from_day=date(2018, 6, 11), to_day=date(2018, 6, 10))


def test_an_unknown_issue_is_refused(library: Library) -> None:
    with pytest.raises(UnknownName):
        diff(library, from_day=date(2018, 6, 10), to_day=date(2018, 6, 11), issues=["psg.nosuch"])


@settings(max_examples=25)
@given(days, days)
def test_a_difference_is_told_exactly_where_the_answers_differ(one: date, other: date) -> None:
    first, last = sorted((one, other))
    found = diff(LIBRARY, from_day=first, to_day=last, issues=[DOMESTIC], stages=["ij"], circuits=(None,))
    before, after = (substance(in_force(LIBRARY, DOMESTIC, on=day, forum=Forum("ij"))) for day in (first, last))

    if before != after:
        assert len(found) == 1
    assert all(first < act.on <= last for difference in found for act in difference.acts)


@settings(max_examples=25)
@given(days)
def test_every_circuit_is_in_one_camp(on: date) -> None:
    split = circuits(LIBRARY, DOMESTIC, on=on)

    assert sorted(name for camp in split.camps for name in camp.circuits) == sorted(CIRCUITS)
    assert sum(camp.as_elsewhere for camp in split.camps) <= 1


def test_the_split_of_2022_names_the_circuits_with_law_of_their_own(library: Library) -> None:
    camps = {name: camp for camp in circuits(library, DOMESTIC, on=date(2022, 1, 10)).camps for name in camp.circuits}

    assert "jaco-v-garland" in camps["ca5"].own
    assert camps["ca2"].as_elsewhere


@settings(max_examples=15)
@given(days)
def test_an_answer_holds_from_its_first_day_to_its_last(on: date) -> None:
    found = in_force(LIBRARY, DOMESTIC, on=on, forum=Forum("ij"))
    holds = term(LIBRARY, found)

    if holds.from_day:
        same = in_force(LIBRARY, DOMESTIC, on=holds.from_day, forum=Forum("ij"))
        assert substance(same) == substance(found) != substance(holds.before)
    if holds.until_day:
        last = in_force(LIBRARY, DOMESTIC, on=holds.until_day - timedelta(days=1), forum=Forum("ij"))
        assert substance(last) == substance(found) != substance(holds.after)


def test_eras_and_standings_leave_no_day_out(library: Library) -> None:
    told = eras(library, DOMESTIC, forum=Forum("ij"), from_day=date(2010, 1, 1), to_day=date(2026, 8, 30))
    assert told[0].from_day == date(2010, 1, 1)
    assert told[-1].until_day is None

    spans = standings(library, library.authority("A-R-C-G-"), issue=DOMESTIC, forum=Forum("ij"))
    assert [span.word for span in spans] == ["good-law", "overruled", "reinstated", "overruled"]
    assert [span.by for span in spans][1:] == ["matter-of-a-b-i", "matter-of-a-b-iii", "matter-of-s-s-f-m"]


def test_the_ladder_is_read_from_its_pages() -> None:
    ladder = load_ladder()

    assert [rung.stages for rung in ladder.rungs if "bia" in rung.stages] == [("bia",)]
    assert all(list(rung.changes) == sorted(rung.changes) for rung in ladder.rungs)
    assert any(row.by == "supreme-court" for row in ladder.overrules)


def test_a_slip_on_a_page_of_the_ladder_is_told_with_its_line() -> None:
    text = '# A judge\n\n```toml stage\nid = "judge"\nwhat = 3\n```\n'
    _, errors = read_ladder({"ladder/1-judge.md": text})

    assert errors
    assert all("ladder/1-judge.md, line" in str(error) for error in errors)
