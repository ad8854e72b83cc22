"""The laws of precedential constraint, each against the definition written out in plain sets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.precedent.small_bases import (
    NAMES,
    OPPOSING,
    SIDES,
    PlainRuling,
    bits,
    constraints,
    plainly_forced,
    ranked,
    situations,
    some_rulings,
    subsets,
)
from wellfounded.precedent.constraint import PERSUASIVE, Forced
from wellfounded.precedent.model import Side

WON = PlainRuling(frozenset({"a1", "a2", "o1"}), frozenset({"a1", "a2"}), Side.ASKING)
WON_FOR_A1 = PlainRuling(frozenset({"a1", "a2", "o1"}), frozenset({"a1"}), Side.ASKING)
LOST = PlainRuling(frozenset({"a1", "o2"}), frozenset({"o2"}), Side.OPPOSING)
REMANDED = PlainRuling(frozenset({"a1", "o2"}), frozenset({"a1"}), Side.ASKING, weak=True)


@pytest.mark.parametrize(
    ("rulings", "factors", "forced"),
    [
        pytest.param([WON], "a1 a2 o1", Forced.ASKING, id="the same case again"),
        pytest.param([WON], "a1 a2", Forced.ASKING, id="stronger: nothing against it"),
        pytest.param([WON], "a1 a2 a3 o1", Forced.ASKING, id="stronger: one more factor for it"),
        pytest.param([WON], "a1 o1", Forced.OPEN, id="weaker: a factor is missing"),
        pytest.param([WON_FOR_A1], "a1 o1", Forced.ASKING, id="the missing factor was no part of the reason"),
        pytest.param([WON], "a1 a2 o2", Forced.OPEN, id="distinguished by a factor it did not overcome"),
        pytest.param([LOST], "o1 o2", Forced.OPPOSING, id="weaker than a case that was lost"),
        pytest.param([LOST], "a2 o2", Forced.OPEN, id="distinguished by a factor the lost case lacked"),
        pytest.param([REMANDED], "a1 o2", Forced.OPEN, id="a remand forces no win"),
        pytest.param([REMANDED, LOST], "a1 o2", Forced.SPLIT, id="a remand and a loss of the same rank"),
        pytest.param([REMANDED, LOST.at_rank(1)], "a1 o2", Forced.OPEN, id="a higher remand sets a lower loss aside"),
        pytest.param([REMANDED.at_rank(1), LOST], "a1 o2", Forced.OPPOSING, id="a lower remand yields"),
        pytest.param([WON.at_rank(PERSUASIVE)], "a1 a2", Forced.OPEN, id="what binds nobody forces nothing"),
        pytest.param([], "a1 a2", Forced.OPEN, id="nothing decided, nothing forced"),
    ],
)
def test_what_a_ruling_forces(rulings, factors, forced):
    assert constraints(rulings).forced(bits(factors.split())) is forced


def test_persuasive_rulings_from_both_sides_are_a_split():
    won = PlainRuling(frozenset({"a1", "o1"}), frozenset({"a1"}), Side.ASKING, rank=PERSUASIVE)
    lost = PlainRuling(frozenset({"a1", "o1"}), frozenset({"o1"}), Side.OPPOSING, rank=PERSUASIVE)

    assert constraints([won, lost]).forced(bits(["a1", "o1"])) is Forced.SPLIT


@settings(max_examples=60)
@given(ranked, situations)
def test_bit_masks_say_what_the_definition_says(rulings, factors):
    assert constraints(rulings).forced(bits(factors)) is plainly_forced(rulings, factors)


@settings(max_examples=60)
@given(ranked, situations)
def test_a_factor_for_a_side_never_turns_what_is_forced_for_it(rulings, factors):
    built = constraints(rulings)
    forced = built.forced(bits(factors))
    for name in NAMES:
        if forced.side is SIDES[name]:
            assert built.forced(bits(factors | {name})) is forced
        elif forced.side is not None:
            assert built.forced(bits(factors - {name})) is forced


@settings(max_examples=60)
@given(ranked, situations)
def test_removing_a_ruling_never_creates_a_line_of_precedent(rulings, factors):
    before = constraints(rulings)
    reaching = {rulings[at] for at in before.indices(before.reaching(bits(factors)))}
    for at in range(len(rulings)):
        rest = rulings[:at] + rulings[at + 1 :]
        after = constraints(rest)
        assert {rest[place] for place in after.indices(after.reaching(bits(factors)))} <= reaching


@settings(max_examples=60)
@given(some_rulings(), situations)
def test_removing_a_ruling_of_one_rank_never_forces_what_was_open(rulings, factors):
    if constraints(rulings).forced(bits(factors)) is Forced.OPEN:
        for at in range(len(rulings)):
            assert constraints(rulings[:at] + rulings[at + 1 :]).forced(bits(factors)) is Forced.OPEN


@settings(max_examples=60)
@given(some_rulings(), situations)
def test_a_conflict_elsewhere_forces_nothing_here(rulings, factors):
    """Two rulings that conflict on o3 alone leave a situation without o3 as it was."""
    if "o3" in factors:
        return
    rulings = [ruling for ruling in rulings if "o3" not in ruling.held]
    won = PlainRuling(frozenset({"a4", "o3"}), frozenset({"a4"}), Side.ASKING, rank=9)
    lost = PlainRuling(frozenset({"a4", "o3"}), frozenset({"o3"}), Side.OPPOSING, rank=9)
    before = constraints(rulings).forced(bits(factors))

    with_conflict = constraints([*rulings, won, lost]).forced(bits(factors))

    assert with_conflict is before or ("a4" in factors and not factors & set(OPPOSING))


def _decidable(rulings, factors, side) -> bool:
    """Horty's own words: can the situation be decided for a side, on some reason, without a conflict?"""
    own = frozenset(name for name in factors if SIDES[name] is side)
    return any(
        not any(_conflict(PlainRuling(factors, reason, side), ruling) for ruling in rulings)
        for reason in subsets(own)
        if reason
    )


def _conflict(one: PlainRuling, other: PlainRuling) -> bool:
    return one.side is not other.side and one.reason <= other.held and other.reason <= one.held


@settings(max_examples=60)
@given(some_rulings(), situations)
def test_forced_means_that_the_other_side_cannot_win_without_a_conflict(rulings, factors):
    consistent = not any(_conflict(one, other) for one in rulings for other in rulings)
    if not consistent:
        return
    forced = constraints(rulings).forced(bits(factors))
    for side in Side:
        other = {name for name in factors if SIDES[name] is side.other}
        if other:
            assert (forced.side is side) == (not _decidable(rulings, factors, side.other))


@settings(max_examples=60)
@given(some_rulings(), situations)
def test_the_reason_model_forces_whatever_the_result_model_forces(rulings, factors):
    consistent = not any(_conflict(one, other) for one in rulings for other in rulings)
    whole = [
        PlainRuling(one.held, frozenset(name for name in one.held if SIDES[name] is one.side), one.side)
        for one in rulings
    ]
    result = constraints(whole).forced(bits(factors))

    if consistent and result.side is not None:
        assert constraints(rulings).forced(bits(factors)) is result
