"""Very many claims at once are answered as each of them alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from tests.precedent.small_bases import NAMES, constraints, names, plainly_forced, ranked
from wellfounded.precedent.constraint import Constraints
from wellfounded.precedent.many import ANSWERS, ForcedTable, TooManyFactors
from wellfounded.precedent.model import Side


@settings(max_examples=60)
@given(ranked)
def test_the_table_says_of_every_situation_what_the_definition_says(rulings):
    every = np.arange(1 << len(NAMES), dtype=np.uint64)

    answers = ForcedTable(constraints(rulings)).answers(every << np.uint64(5), shift=5)

    assert [ANSWERS[code] for code in answers] == [plainly_forced(rulings, names(int(bits))) for bits in every]


def test_an_issue_with_too_many_factors_is_refused_with_the_reason():
    with pytest.raises(TooManyFactors, match=r"2\^25"):
        ForcedTable(Constraints([], [Side.ASKING] * 25))
