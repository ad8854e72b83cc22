"""What governs: the foremost binding authority, or an answer that says why there is none."""

from __future__ import annotations

from datetime import date

import pytest

from tests.law.small_library import build, holding, legal_test, page, treatment
from wellfounded.errors import UnknownName
from wellfounded.forum import Forum
from wellfounded.law.governing import InForce, in_force
from wellfounded.law.library import Library
from wellfounded.law.sweep import sweep
from wellfounded.law.testing import governing_test

JUDGE = Forum("ij")
FOURTH = Forum("ij", "ca4")


def governs(library: Library, on: str, *, forum: Forum = JUDGE) -> InForce:
    return in_force(library, "psg.family", on=date.fromisoformat(on), forum=forum)


def ids(found: InForce) -> list[str]:
    return [row.authority for row in found.governing]


@pytest.mark.parametrize(
    ("on", "answer", "governing"),
    [
        ("1980-03-31", "not-covered", []),
        ("1980-04-01", "no-authority", []),
        ("2014-08-25", "no-authority", []),
        ("2014-08-26", "governed", ["matter-of-first"]),
        ("2018-06-10", "governed", ["matter-of-first"]),
        ("2018-06-11", "governed", ["matter-of-second"]),
        ("2021-06-16", "governed", ["matter-of-first"]),
        ("2025-09-02", "governed", ["matter-of-second"]),
    ],
)
def test_one_authority_governs_on_each_day(saga: Library, on: str, answer: str, governing: list[str]) -> None:
    found = governs(saga, on)

    assert (found.answer, ids(found)) == (answer, governing)


def test_the_displaced_are_named_with_who_displaced_them_and_when(saga: Library) -> None:
    (row,) = governs(saga, "2018-06-11").displaced

    assert (row.authority, row.status, row.by, row.on) == (
        "matter-of-first",
        "overruled",
        "matter-of-second",
        date(2018, 6, 11),
    )


def test_after_the_last_confirmed_day_the_answer_says_so(saga: Library) -> None:
    assert "As last confirmed on 2026-08-30." in governs(saga, "2027-01-01").why
    assert not any("confirmed" in why for why in governs(saga, "2026-08-30").why)


def test_an_unknown_issue_is_answered_with_the_nearest(saga: Library) -> None:
    with pytest.raises(UnknownName, match=r'Did you mean "psg\.family"'):
        in_force(saga, "psg.familly", on=date(2020, 1, 1), forum=JUDGE)


@pytest.fixture
def split() -> Library:
    """A national test, a circuit's own test, and in that circuit a later agency decision that outlasts neither."""
    return build(
        page("national", "board", "2008-07-30", legal_test("n", "group.distinct", "2008-07-30", stages='["ij"]')),
        page(
            "smith-v-jones",
            "ca4",
            "2011-02-16",
            legal_test("c", "not group.family-based", "2011-02-16", stages='["ij"]', circuits='["ca4"]'),
            treatment("follows", "national", "2011-02-16"),
        ),
        page("later", "attorney-general", "2021-06-16", treatment("vacates", "national", "2021-06-16")),
    )


def test_the_circuits_own_test_governs_in_the_circuit_only(split: Library) -> None:
    assert ids(governs(split, "2012-01-01", forum=FOURTH)) == ["smith-v-jones"]
    assert ids(governs(split, "2012-01-01")) == ["national"]
    assert [row.authority for row in governs(split, "2012-01-01", forum=FOURTH).beside] == ["national"]


def test_circuit_precedent_outlives_the_vacatur_of_the_decision_it_followed(split: Library) -> None:
    found = governs(split, "2021-06-16", forum=FOURTH)

    assert ids(found) == ["smith-v-jones"]
    assert any("Circuit precedent outlives that" in why for why in found.why)
    assert [(row.authority, row.status) for row in found.displaced] == [("national", "vacated")]


def test_a_contested_circuit_test_that_asks_something_else_leaves_the_law_unsettled() -> None:
    library = build(
        page("national", "board", "2008-07-30", legal_test("n", "group.distinct", "2008-07-30", stages='["ij"]')),
        page(
            "smith-v-jones",
            "ca4",
            "2019-07-29",
            legal_test(
                "c", "not group.family-based", "2019-07-29", stages='["ij"]', circuits='["ca4"]', contested="true"
            ),
        ),
    )
    found = governs(library, "2020-01-01", forum=FOURTH)

    assert found.answer == "unsettled"
    assert set(ids(found)) == {"national", "smith-v-jones"}
    assert "ask for different things" in found.why[0]
    assert governs(library, "2020-01-01").answer == "governed"


def test_a_rule_for_screening_alone_comes_first_at_screening_and_nowhere_else() -> None:
    library = build(
        page("national", "board", "2018-06-11", legal_test("n", "group.distinct", "2018-06-11", stages='["ij"]')),
        page(
            "order",
            "ddc",
            "2018-12-17",
            legal_test("s", "not group.family-based", "2018-12-17", stages='["credible-fear"]'),
            kind='"injunction"',
        ),
    )

    def chosen(stage: str, on: str) -> str | None:
        found = governing_test(library, "psg.family", on=date.fromisoformat(on), forum=Forum(stage)).test
        return found.id if found else None

    assert chosen("credible-fear", "2018-12-16") == "n"
    assert chosen("credible-fear", "2018-12-17") == "s"
    assert chosen("ij", "2018-12-17") == "n"


def test_a_test_governs_only_while_an_authority_that_states_it_stands() -> None:
    library = build(
        page("first", "board", "2008-07-30", legal_test("n", "group.distinct", "2008-07-30", stages='["ij"]')),
        page("later", "attorney-general", "2021-06-16", treatment("vacates", "first", "2021-06-16")),
    )

    def chosen(on: str) -> str | None:
        found = governing_test(library, "psg.family", on=date.fromisoformat(on), forum=JUDGE)
        return found.test.id if found.test else found.why

    assert chosen("2021-06-15") == "n"
    assert "no longer stand here" in str(chosen("2021-06-16"))


def test_a_test_is_not_said_to_be_stated_by_an_authority_still_to_come() -> None:
    later = '[{ authority = "second" }]'
    library = build(
        page("first", "board", "2008-07-30", legal_test("n", "group.distinct", "2008-07-30", **{"with": later})),
        page("second", "board", "2015-07-30", holding("psg.family")),
    )

    def stated(on: str) -> list[str]:
        found = governing_test(library, "psg.family", on=date.fromisoformat(on), forum=JUDGE).test
        return [by.authority for by in found.stated_by] if found else []

    assert stated("2015-07-29") == ["first"]
    assert stated("2015-07-30") == ["first", "second"]


def test_a_circuits_own_precedent_governs_before_its_own_court_of_appeals(split: Library) -> None:
    assert ids(governs(split, "2012-01-01", forum=Forum("court-of-appeals", "ca4"))) == []
    with_board = build(
        page(
            "smith-v-jones",
            "ca4",
            "2011-02-16",
            legal_test("c", "not group.family-based", "2011-02-16", stages='["ij", "bia"]', circuits='["ca4"]'),
            binds='["ij", "bia", "federal-courts"]',
        )
    )
    assert ids(governs(with_board, "2012-01-01", forum=Forum("court-of-appeals", "ca4"))) == ["smith-v-jones"]


def test_the_filing_date_chooses_between_the_old_and_the_new_test() -> None:
    library = build(
        page(
            "act",
            "congress",
            "2005-05-11",
            legal_test("old", "group.distinct", "2005-05-11", stages='["ij"]', filed_before="2005-05-11"),
            legal_test("new", "not group.family-based", "2005-05-11", stages='["ij"]', filed_from="2005-05-11"),
            kind='"statute"',
        ),
    )

    def chosen(filed: date | None) -> str | None:
        found = governing_test(library, "psg.family", on=date(2007, 7, 1), forum=JUDGE, filed=filed).test
        return found.id if found else None

    assert [chosen(date(2005, 5, 10)), chosen(date(2005, 5, 11)), chosen(None)] == ["old", "new", "new"]


def test_the_sweep_finds_one_governing_set_or_a_reason_everywhere(saga: Library, split: Library) -> None:
    for library in (saga, split):
        found = sweep(library)
        assert found.broken == ()
        assert found.combinations == sum(found.answers.values()) > found.worked_out > 0


def test_answers_change_only_on_days_of_the_calendar(saga: Library) -> None:
    from wellfounded.law.calendar import change_days

    days = set(change_days(saga))
    before = governs(saga, "2014-01-01")
    for ordinal in range(date(2014, 1, 2).toordinal(), date(2026, 1, 1).toordinal()):
        on = date.fromordinal(ordinal)
        after = governs(saga, on.isoformat())
        if (after.answer, ids(after)) != (before.answer, ids(before)):
            assert on in days
        before = after


def test_holdings_on_another_issue_do_not_govern_this_one() -> None:
    library = build(page("first", "board", "2014-08-26", holding("nexus.motive")))

    assert governs(library, "2015-01-01").answer == "no-authority"


def test_a_national_test_that_may_have_begun_leaves_the_law_of_the_circuit_alone() -> None:
    """The day of the national decision is known only as a window; the circuit's own test comes first."""
    window = legal_test("late", "not group.family-based", "2025-12-31", issued_between="[2025-10-31, 2025-12-31]")
    library = build(
        page(
            "matter-of-early",
            "board",
            "2014-08-26",
            holding("psg.family"),
            legal_test("early", "group.family-based", "2014-08-26"),
        ),
        page(
            "circuit-case",
            "ca4",
            "2016-05-02",
            legal_test("local", "group.family-based", "2016-05-02", circuits='["ca4"]'),
        ),
        page("matter-of-late", "board", "", window, effective="", decided_between="[2025-10-31, 2025-12-31]"),
    )
    within = date(2025, 11, 15)

    assert [test.id for test in governing_test(library, "psg.family", on=within, forum=JUDGE).perhaps] == ["late"]
    assert governing_test(library, "psg.family", on=within, forum=FOURTH).perhaps == ()
