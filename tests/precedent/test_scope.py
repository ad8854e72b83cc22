"""Scoping: only good law binds, the higher body first, and factors count as they do here and now."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellfounded.forum import CIRCUITS, Forum
from wellfounded.law.loading import load_library
from wellfounded.law.status import status
from wellfounded.precedent.constraint import PERSUASIVE, Forced
from wellfounded.precedent.decided import load_base
from wellfounded.precedent.model import Side
from wellfounded.precedent.question import Situation, ask
from wellfounded.precedent.scope import Standing, counting, placed_rulings, scope
from wellfounded.precedent.table import Model

LIBRARY = load_library()
BASE = load_base(LIBRARY)
DECIDED_ON = [issue for issue in BASE.issues if issue != "procedure"]
DAYS = sorted({case.decided for case in BASE.cases.values() if case.decided} | {date(2026, 8, 1)})
forums = st.builds(
    Forum, st.sampled_from(["ij", "bia", "asylum-office", "court-of-appeals"]), st.sampled_from([None, *CIRCUITS])
)
situations = st.frozensets(st.sampled_from(sorted(BASE.factors)), max_size=12)


@settings(max_examples=40)
@given(st.sampled_from(DECIDED_ON), st.sampled_from(DAYS), forums)
def test_only_what_the_law_calls_good_law_here_binds(issue, on, forum):
    for placed in placed_rulings(BASE, LIBRARY, issue, on=on, forum=forum):
        authority = LIBRARY.authorities[placed.case.authority]
        found = [status(LIBRARY, authority, on=on, forum=forum, issue=law) for law in placed.ruling.law_issues]
        stands = all(one.stands is True for one in found)
        binds = all(one.binds for one in found)
        begun = placed.case.decided <= on
        assert (placed.standing is Standing.BINDING) == (begun and stands and binds)
        assert (placed.standing is Standing.PERSUASIVE) == (begun and stands and not binds)
        assert (placed.rank == PERSUASIVE) == (placed.standing is not Standing.BINDING)


@settings(max_examples=40)
@given(st.sampled_from(DECIDED_ON), st.sampled_from(DAYS), forums, situations, st.sampled_from(Model))
def test_whatever_forces_an_issue_binds_there(issue, on, forum, present, model):
    found = ask(BASE, LIBRARY, Situation(present), issue, on=on, forum=forum, model=model)

    assert bool(found.by) == (found.answer is not Forced.OPEN)
    if found.answer.side is not None:
        assert all(one.placed.standing is Standing.BINDING and one.side is found.answer.side for one in found.by)
    if found.answer is Forced.SPLIT:
        assert {one.side for one in found.by} == set(Side)


@settings(max_examples=40)
@given(st.sampled_from(DECIDED_ON), st.sampled_from(DAYS), forums, situations, situations, st.sampled_from(Model))
def test_what_is_forced_or_split_with_unknown_factors_names_who_does_it(issue, on, forum, present, unknown, model):
    found = ask(BASE, LIBRARY, Situation(present - unknown, unknown), issue, on=on, forum=forum, model=model)

    assert bool(found.by) == (found.answer is not Forced.OPEN)
    assert all(one.certain for one in found.by)


def test_supposing_a_factor_makes_what_it_excludes_absent():
    """Severe harm excludes "threats only": with both not known, severe harm alone makes Kasinga reach the claim."""
    nothing_known = Situation(frozenset(), frozenset(factor.id for factor in BASE.factors_on("harm")))

    found = ask(BASE, LIBRARY, nothing_known, "harm", on=date(2022, 1, 10), forum=Forum("ij", "ca4"))

    would = {(one.factor, one.present): one for one in found.would_force}
    assert would["severe-harm", True].answer is Forced.ASKING
    assert "matter-of-kasinga" in would["severe-harm", True].by
    turns = {one.factor: one for one in found.decisive}
    assert turns["severe-harm"].if_present is Forced.ASKING
    assert turns["severe-harm"].if_absent is Forced.OPEN


@settings(max_examples=40)
@given(st.sampled_from(DECIDED_ON), situations, situations)
def test_what_would_force_forces_when_it_is_so(issue, present, unknown):
    """The situation is written out anew, in plain sets."""
    on, forum = date(2022, 1, 10), Forum("ij", "ca4")
    present = frozenset(name for name in present if not present & set(BASE.factors[name].excludes))
    claim = Situation(present, unknown - present)

    for one in ask(BASE, LIBRARY, claim, issue, on=on, forum=forum).would_force:
        gone = {one.factor, *(BASE.factors[one.factor].excludes if one.present else ())}
        there = {one.factor} if one.present else set()
        then = Situation((claim.present - gone) | there, claim.unknown - gone)
        assert ask(BASE, LIBRARY, then, issue, on=on, forum=forum).answer is one.answer


@settings(max_examples=40)
@given(st.sampled_from(DECIDED_ON), st.sampled_from(DAYS), forums, situations, st.sampled_from(Model))
def test_a_factor_for_a_side_never_takes_from_it_what_is_forced(issue, on, forum, present, model):
    """On the side on which it counts here and now."""
    found = ask(BASE, LIBRARY, Situation(present), issue, on=on, forum=forum, model=model)
    if found.answer.side is None:
        return
    within = scope(BASE, LIBRARY, issue, on=on, forum=forum, model=model)
    for factor in within.bits.factors:
        if factor.side is found.answer.side:
            added = Situation(present | {factor.id})
            assert ask(BASE, LIBRARY, added, issue, on=on, forum=forum, model=model).answer is found.answer


@pytest.mark.parametrize(
    ("on", "circuit", "effect"),
    [
        (date(2019, 7, 28), "ca10", None),
        (date(2019, 7, 29), "ca10", "favours-government"),
        (date(2019, 7, 29), "ca4", "favours-applicant"),
        (date(2021, 6, 15), "ca10", "favours-government"),
        (date(2021, 6, 16), "ca10", None),
        (date(2025, 9, 1), "ca10", None),
        (date(2025, 9, 2), "ca10", "favours-government"),
        (date(2025, 9, 2), "ca7", "favours-applicant"),
    ],
)
def test_the_family_counts_against_the_applicant_where_l_e_a_ii_governs(on, circuit, effect):
    found = counting(BASE, LIBRARY, "psg", on=on, forum=Forum("ij", circuit)).get("nuclear-family-group")

    assert (found.effect.id if found else None) == effect


@pytest.mark.parametrize(
    ("on", "binds"),
    [
        (date(2014, 8, 25), False),
        (date(2014, 8, 26), True),
        (date(2018, 6, 10), True),
        (date(2018, 6, 11), False),
        (date(2021, 6, 16), True),
        (date(2025, 9, 1), True),
        (date(2025, 9, 2), False),
    ],
)
def test_a_r_c_g_binds_only_while_it_is_good_law(on, binds):
    placed = placed_rulings(BASE, LIBRARY, "psg", on=on, forum=Forum("ij", "ca4"))
    found = next(one for one in placed if one.case.id == "matter-of-a-r-c-g")

    assert (found.standing is Standing.BINDING) == binds


def test_the_law_of_the_circuit_comes_before_the_board():
    """In the Fourth Circuit Hernandez-Avalos and the Board's means-to-an-end rulings both reach a mother's claim."""
    mother = Situation(frozenset({"targeted-through-kinship", "recruitment-or-means-to-end"}))
    found = ask(BASE, LIBRARY, mother, "nexus", on=date(2024, 1, 10), forum=Forum("ij", "ca4"), model=Model.REASON)

    assert found.answer is Forced.ASKING
    assert [one.placed.case.id for one in found.by] == ["hernandez-avalos-v-lynch"]
    assert "matter-of-m-r-m-s" in [one.placed.case.id for one in found.contrary]


def test_a_ruling_that_reaches_less_far_here_says_so():
    """Hernandez-Avalos overcame recruitment; before a judge in New York L-E-A- I says what kinship shows beside it."""
    mother = Situation(frozenset({"targeted-through-kinship", "recruitment-or-means-to-end"}))

    def told(stage, circuit):
        forum = Forum(stage, circuit)
        found = ask(BASE, LIBRARY, mother, "nexus", on=date(2023, 1, 1), forum=forum, model=Model.REASON)
        one = next(one for one in found.nearest if one.placed.case.id == "hernandez-avalos-v-lynch")
        return one.reaches, one.why_not

    reaches, why_not = told("ij", "ca2")
    assert not reaches
    assert "it overcame «" in why_not
    assert "does not show nexus where kin are pressed" in why_not
    assert told("court-of-appeals", "ca2") == (True, "It does not bind here.")
    assert told("ij", "ca4") == (True, "")
