"""The commands as a user meets them: every form, the same twice, and clear words for wrong questions."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from wellfounded.cli import main

ROOT = Path(__file__).parents[2]
RM = str(ROOT / "examples" / "r-m.toml")
FAMILY = str(ROOT / "examples" / "matter-of-l-e-a.toml")
LAW = ["--on", "2022-01-10", "--circuit", "ca4"]
QUESTIONS = {
    "ask": ["precedent", RM, *LAW],
    "one-issue": ["precedent", RM, "--issue", "psg", *LAW],
    "reason": ["precedent", FAMILY, "--issue", "nexus", "--model", "reason", "--unrecorded", "absent", *LAW],
    "compare": ["precedent", "compare", RM, "Matter of A-R-C-G-", "--issue", "psg", *LAW],
    "what-if": ["precedent", "what-if", FAMILY, "--issue", "psg", "--unrecorded", "absent", *LAW],
    "supposed": ["precedent", "what-if", RM, "--issue", "harm", "--factor", "severe-harm=absent", *LAW],
    "base": ["precedent", "base"],
}


def said(capsys, words, *, code=0):
    assert main(words) == code
    return capsys.readouterr()


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("form", ["text", "json", "html", "markdown"])
def test_every_question_is_answered_in_every_form_the_same_twice(capsys, name, form):
    once = said(capsys, [*QUESTIONS[name], "--format", form])
    again = said(capsys, [*QUESTIONS[name], "--format", form])

    assert once.out == again.out
    assert not once.err
    if form == "json":
        json.loads(once.out)
    if form == "html":
        ElementTree.fromstring(once.out.removeprefix("<!DOCTYPE html>"))
        assert "http-equiv" in once.out
    if form == "text":
        assert max(map(len, once.out.splitlines())) <= 100


def test_json_of_one_issue_has_the_documented_keys(capsys):
    keys = json.loads(said(capsys, [*QUESTIONS["one-issue"], "--format", "json"]).out)

    assert {"issue", "answer", "model", "by", "nearest", "decisive_unknowns", "on", "circuit", "stage"} <= keys.keys()
    assert (keys["issue"], keys["answer"], keys["circuit"], keys["stage"]) == ("psg", "open", "ca4", "ij")
    assert {"case", "side", "shared", "missing", "extra"} <= keys["nearest"][0].keys()


def test_a_forced_answer_names_the_ruling_and_the_steps(capsys):
    keys = json.loads(said(capsys, ["precedent", RM, "--issue", "harm", *LAW, "--format", "json"]).out)

    assert keys["answer"] == "forced-applicant"
    assert keys["by"][0]["binding"] is True
    assert any("All of that is present here." in step for step in keys["by"][0]["because"])


def test_both_sides_are_told_by_the_same_measure(capsys):
    keys = json.loads(said(capsys, [*QUESTIONS["one-issue"], "--format", "json"]).out)

    assert {one["side"] for one in keys["nearest"]} == {"applicant", "government"}


def test_nothing_speaks_of_chances(capsys):
    for words in QUESTIONS.values():
        told = said(capsys, words).out.lower()
        assert not any(word in told for word in ("probab", "likel", "score", "%"))


def test_the_picture_is_a_drawing_with_words_for_it(capsys, tmp_path):
    picture = tmp_path / "picture.svg"

    said(capsys, [*QUESTIONS["compare"], "--out", str(picture)])

    drawn = ElementTree.parse(picture).getroot()
    names = [child.tag.split("}")[1] for child in drawn[:2]]
    assert names == ["title", "desc"]
    assert "Not known in the claim" in drawn[1].text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["precedent", RM, "--issue", "pgs", *LAW], 'Did you mean "psg"?'),
        (["precedent", RM, "--issue", "procedure", *LAW], '"procedure" is not an issue of the base'),
        (["precedent", RM, "--on", "2022-02-30"], "no day of the calendar"),
        (["precedent", RM, "--on", "2022-01-10", "--circuit", "ca12"], "ca12"),
        (["precedent", "no-such-claim.toml", *LAW], "cannot be read"),
        (["precedent", "compare", RM, "Matter of A-R-C-H-", *LAW], "not an authority"),
        (["precedent", "compare", RM, "Matter of Acosta", *LAW], "not told as factors"),
        (["precedent", "compare", RM, "Matter of A-R-C-G-", "--issue", "relocation", *LAW], "decided none"),
        (["precedent", "what-if", RM, "--factor", "severe-hram=absent", *LAW], 'Did you mean "severe-harm"?'),
        (["precedent", "what-if", RM, "--factor", "severe-harm=maybe", *LAW], "FACTOR=present"),
        (["precedent", "validate", "no-such-base.toml"], "cannot be read"),
    ],
)
def test_a_wrong_question_is_refused_in_clear_words(capsys, words, told):
    refused = said(capsys, words, code=2)

    assert told in refused.err
    assert not refused.out
    assert "Traceback" not in refused.err


def test_validating_a_base_that_conflicts_with_itself_ends_with_one(capsys, tmp_path):
    base = tmp_path / "base.json"
    base.write_text(
        json.dumps(
            {
                "sides": ["a", "b"],
                "factor": [{"id": "x", "side": "a"}, {"id": "y", "side": "b"}],
                "case": [
                    {"id": "one", "factors": ["x", "y"], "outcomes": {"outcome": "a"}},
                    {"id": "two", "factors": ["x", "y"], "outcomes": {"outcome": "b"}},
                ],
            }
        )
    )

    keys = json.loads(said(capsys, ["precedent", "validate", str(base), "--format", "json"], code=1).out)

    assert keys["models"]["result"]["conflicts"] == [["outcome", "one", "two"]]
    assert {"cases", "issues_decided", "conflicts", "leave_one_out"} <= keys["models"]["reason"].keys()
    assert {"forced", "right", "wrong", "open"} <= keys["models"]["reason"]["leave_one_out"].keys()


def test_a_supposed_factor_makes_what_it_excludes_absent(capsys, tmp_path):
    claim = tmp_path / "claim.toml"
    claim.write_text('[claim]\npseudonym = "A"\n', encoding="utf-8")
    asked = ["precedent", "what-if", str(claim), "--issue", "harm", *LAW, "--format", "json"]

    supposed = json.loads(said(capsys, [*asked, "--factor", "severe-harm=present"]).out)["moves"]
    each = json.loads(said(capsys, asked).out)["moves"]

    assert [move["after"] for move in supposed] == ["forced-applicant"]
    assert {"severe-harm": "present"} in [move["supposed"] for move in each]


@pytest.mark.parametrize(
    ("factors", "told"),
    [
        (["severe-harm=present", "unfulfilled-threats-only=present"], "cannot stand side by side"),
        (["severe-harm=present", "severe-harm=absent"], "supposed both present and absent"),
    ],
)
def test_suppositions_that_contradict_one_another_are_refused(capsys, factors, told):
    words = [word for factor in factors for word in ("--factor", factor)]

    assert told in said(capsys, ["precedent", "what-if", RM, *LAW, *words], code=2).err


def test_groups_side_by_side_tell_known_differences_from_factors_not_known(capsys):
    groups = str(ROOT / "examples" / "r-m-two-groups.toml")
    told = said(capsys, ["precedent", groups, "--issue", "psg", *LAW, "--format", "markdown"]).out

    assert "no known difference, 9 factors not known" in told
