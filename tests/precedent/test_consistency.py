"""Conflicts and leave-one-out, each against the definition written out."""

from __future__ import annotations

from hypothesis import given, settings

from tests.precedent.small_bases import SIDES, PlainRuling, base_of, plainly_forced, some_rulings
from wellfounded.precedent.consistency import consistency
from wellfounded.precedent.model import Side
from wellfounded.precedent.table import Model


@settings(max_examples=60)
@given(some_rulings())
def test_two_rulings_conflict_when_each_overcame_the_others_reason(rulings):
    found = consistency(base_of(rulings), Model.REASON)

    expected = {
        (f"case-{one}", f"case-{other}")
        for one, won in enumerate(rulings)
        for other, lost in enumerate(rulings)
        if won.side is Side.ASKING and lost.side is Side.OPPOSING
        if won.reason <= lost.held and lost.reason <= won.held
    }
    assert {(pair.asking, pair.opposing) for pair in found.conflicts} == expected
    assert found.conflict_count == len(expected)


@settings(max_examples=60)
@given(some_rulings())
def test_leaving_one_out_asks_the_others(rulings):
    count = consistency(base_of(rulings), Model.REASON).leave_one_out

    right = wrong = 0
    for at, ruling in enumerate(rulings):
        side = plainly_forced(rulings[:at] + rulings[at + 1 :], ruling.held).side
        right += side is ruling.side
        wrong += side is ruling.side.other
    assert (count.right, count.wrong) == (right, wrong)
    assert count.forced + count.split + count.open == len(rulings)


@settings(max_examples=60)
@given(some_rulings())
def test_a_consistent_base_is_never_wrong_about_itself(rulings):
    found = consistency(base_of(rulings), Model.RESULT)

    if not found.conflict_count:
        assert found.leave_one_out.wrong == found.leave_one_out.split == 0


@settings(max_examples=60)
@given(some_rulings())
def test_under_the_result_model_a_conflict_is_a_loss_as_strong_as_a_win(rulings):
    def whole(ruling: PlainRuling) -> frozenset[str]:
        return frozenset(name for name in ruling.held if SIDES[name] is ruling.side)

    found = consistency(base_of(rulings), Model.RESULT)

    expected = {
        (f"case-{one}", f"case-{other}")
        for one, won in enumerate(rulings)
        for other, lost in enumerate(rulings)
        if won.side is Side.ASKING and lost.side is Side.OPPOSING
        if whole(won) <= lost.held and whole(lost) <= won.held
    }
    assert {(pair.asking, pair.opposing) for pair in found.conflicts} == expected
