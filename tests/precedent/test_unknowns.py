"""Unknown factors: the answer and the factors that decide, each against every completion written out."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.precedent.small_bases import NAMES, bits, constraints, names, plainly_forced, ranked, situations, subsets
from wellfounded.precedent.constraint import Forced
from wellfounded.precedent.unknowns import complete

unknown_sets = st.frozensets(st.sampled_from(NAMES))


@settings(max_examples=60)
@given(ranked, situations, unknown_sets)
def test_answers_with_unknowns_are_what_all_completions_share(rulings, present, unknown):
    present -= unknown

    found = complete(constraints(rulings), bits(present), bits(unknown))

    every = {plainly_forced(rulings, present | chosen) for chosen in subsets(unknown)}
    assert found.answers == every
    assert found.answer is (next(iter(every)) if len(every) == 1 else Forced.OPEN)


@settings(max_examples=60)
@given(ranked, situations, unknown_sets)
def test_a_factor_decides_if_and_only_if_it_turns_some_completion_of_the_others(rulings, present, unknown):
    present -= unknown

    deciding = names(complete(constraints(rulings), bits(present), bits(unknown)).deciding)

    for name in unknown:
        turns = any(
            plainly_forced(rulings, present | chosen) is not plainly_forced(rulings, present | chosen | {name})
            for chosen in subsets(unknown - {name})
        )
        assert (name in deciding) == turns


@settings(max_examples=60)
@given(ranked, situations, unknown_sets)
def test_certain_rulings_reach_every_completion_and_possible_ones_some(rulings, present, unknown):
    present -= unknown
    built = constraints(rulings)

    found = complete(built, bits(present), bits(unknown))

    reached = [
        {at for at, ruling in enumerate(rulings) if ruling.reaches(present | chosen)} for chosen in subsets(unknown)
    ]
    assert set(built.indices(found.certain)) == set.intersection(*reached)
    assert set(built.indices(found.possible)) == set.union(*reached)
