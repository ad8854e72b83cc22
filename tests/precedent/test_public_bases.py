"""The published facts about two public factor bases are reproduced."""

from __future__ import annotations

import json

import pytest

from wellfounded.precedent.argumentation import cautious, predict
from wellfounded.precedent.importers import read_base
from wellfounded.precedent.validate import validate


def test_the_eleven_trade_secret_cases_are_consistent(ai_law):
    found = validate(read_base(ai_law / "openlcbr-trade-secret.json"))

    assert found.cases == 11
    assert found.models["result"].conflict_count == 0
    assert found.models["result"].leave_one_out.wrong == 0


def test_the_problem_case_is_forced_for_the_plaintiff_and_its_counterexample_is_explained_by_knock_outs(ai_law):
    found = validate(read_base(ai_law / "openlcbr-trade-secret.json"))

    problem = next(one for one in found.explained if one.case == "KG")
    assert (problem.side, problem.by) == ("plaintiff", ("MINERAL-DEPOSITS",))
    assert problem.knock_outs == {"NATIONAL-REJECTORS": ("F19", "F27")}


@pytest.mark.parametrize("at", [0, 1])
def test_argumentation_decides_the_published_new_cases(ai_law, at):
    told = json.loads((ai_law / "aacbr" / "test_cautious_monotonicity.json").read_text())[at]
    imported = read_base(ai_law / "aacbr" / told["casebase"])
    smaller = cautious(imported.arguments, imported.default)

    assert {"default", *(case.id for case in smaller)} == set(told["casebase_expected"]["cautious"])
    for case in told["newcases"]:
        factors, expected = frozenset(case["factors"]), case["outcome_expected"]
        assert predict(imported.arguments, imported.default, factors) == expected["non_cautious"]
        assert predict(smaller, imported.default, factors) == expected["cautious"]


def test_argumentation_decides_the_basic_base(ai_law):
    """Each exception defeats its own rule and no other: a2 answers a, b2 answers b."""
    imported = read_base(ai_law / "aacbr" / "cb_basic.json")
    new = json.loads((ai_law / "aacbr" / "new_basic.json").read_text())

    outcomes = {
        " ".join(case["factors"]): predict(imported.arguments, imported.default, frozenset(case["factors"]))
        for case in new
    }

    assert outcomes == {"a": 1, "b": 1, "a a2 b": 1, "a a2 b b2": 0, "a a2 b2": 0, "a b2": 1}


def test_factors_without_a_side_are_matched_exactly(ai_law):
    found = validate(read_base(ai_law / "aacbr" / "cb_10_original.json"))

    assert found.models["result"].conflict_count == 0
    assert found.models["result"].leave_one_out.forced == 0
    assert any("no side" in note for note in found.notes)
