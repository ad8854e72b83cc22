"""Precedent in an assessment: it settles what rules leave open, only where it forces it, and says so."""

from __future__ import annotations

from datetime import date

import pytest

from wellfounded.answer import Answer
from wellfounded.claim.assessment import answer_element, assess
from wellfounded.claim.claim_file import read_claim
from wellfounded.forum import Forum
from wellfounded.law.loading import load_library

LIBRARY = load_library()
MOTHER = """
[claim]
pseudonym = "a mother"
[facts]
nationality = "SV"
filed-on = 2014-01-10
last-arrival-on = 2013-06-01
persecutor-kind = "gang-or-cartel"
relationship-with-persecutor = "no"
chosen-because-of-relative = "yes"
asked-to-join-gang = "yes"
words-about-family = "yes"
private-quarrel = "no"
money-demanded = "no"
close-family-tie = "yes"
everyone-suffers-same = "no"
persecutor-knew-trait = "yes"
reported-to-police = "no"
[[group]]
words = "her son's nuclear family"
[group.facts]
group-kind = "family"
"""


def claim(text: str = MOTHER):
    read, errors = read_claim(text, LIBRARY.vocabulary)
    assert not errors, [str(error) for error in errors]
    return read


@pytest.mark.parametrize(
    ("on", "circuit", "answer", "by"),
    [
        (date(2015, 4, 29), "ca4", Answer.OPEN, ()),
        (date(2015, 4, 30), "ca4", Answer.MET, ("hernandez-avalos-v-lynch",)),
        (date(2015, 4, 30), "ca9", Answer.OPEN, ()),
    ],
)
def test_nexus_is_settled_from_the_day_and_in_the_circuit_of_the_ruling(on, circuit, answer, by):
    found = answer_element(claim(), LIBRARY, "nexus", on=on, forum=Forum("ij", circuit))

    assert (found.answer, found.by_precedent) == (answer, by)
    if by:
        assert "Rules leave this open; precedent that binds here forces it for the applicant" in found.reasons[0]
        assert "784 F.3d 944" in found.reasons[0]
        assert not found.missing


def test_one_more_motive_leaves_it_open_again():
    quarrel = claim(MOTHER.replace('private-quarrel = "no"', 'private-quarrel = "yes"'))
    found = answer_element(quarrel, LIBRARY, "nexus", on=date(2016, 1, 10), forum=Forum("ij", "ca4"))

    assert (found.answer, found.by_precedent) == (Answer.OPEN, ())


def test_what_precedent_settles_in_one_claim_never_leaks_into_another():
    question = {"on": date(2016, 1, 10), "forum": Forum("ij", "ca4")}
    empty = claim('[claim]\npseudonym = "nothing recorded"\n')
    before = assess(empty, LIBRARY, **question)
    assess(claim(), LIBRARY, **question)

    assert assess(empty, LIBRARY, **question) == before
