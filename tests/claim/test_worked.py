"""The worked cases are answered as they expect, and a difference is told with its reason."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from wellfounded.answer import Answer
from wellfounded.claim.agreement import check_cases
from wellfounded.claim.worked import ExpectedAnswer, WorkedClaim, WorkedQuestion, read_worked
from wellfounded.errors import SeveralErrors, UnreadableFile
from wellfounded.law.library import Library
from wellfounded.shipped import material_folder

CASES = material_folder("cases")
SHARED = Path(os.environ.get("WELLFOUNDED_SHARED", Path(__file__).parents[2].parent / "shared")) / "law"
CLAIMS = sorted((CASES / "claims").glob("*.toml"))


@pytest.mark.parametrize("path", CLAIMS, ids=lambda path: path.stem)
def test_a_worked_claim_is_answered_as_expected(library: Library, path: Path) -> None:
    found = check_cases(library, read_worked(path, library))
    assert found.differences == ()
    assert found.answers > found.combinations > 0


def test_every_combination_of_the_rule_book_is_a_worked_claim(library: Library) -> None:
    found = check_cases(library, read_worked(CASES, library))
    assert found.claims == 10
    assert found.combinations - found.questions == 84
    assert found.agree == found.answers + found.tests


@pytest.mark.parametrize(("name", "combinations"), [("worked-claims.yaml", 84), ("questions-national.yaml", 66)])
def test_a_research_file_is_read_in_its_own_form(library: Library, name: str, combinations: int) -> None:
    if not (SHARED / name).is_file():
        pytest.skip("the research files are not on this machine")
    found = check_cases(library, read_worked(SHARED / name, library))
    assert found.combinations == combinations
    assert found.differences == ()


CLAIM = """
claims:
- id: a-claim
  name: A claim
  filed: {filed}
  group: a group
  facts:
    last-arrival-on: {arrived}
    reported-to-police: {reported}
    persecutor-is-official: 'no'
    police-said-private-matter: 'yes'
    group-kind: family
  findings_given:
  - from_day: 2017-01-01
    until_day: null
    circuits: {circuits}
    findings: {{motive.in-part: met, state.unwilling: not-met}}
    why: said so
  expected:
  - on_day: {day}
    circuit: {circuit}
    stage: {stage}
    answers: {{state.protection: {expected}, time: met}}
    asylum: open
"""


def written(path: Path, **changed: str) -> Path:
    keys = {"filed": "2018-01-05", "arrived": "2017-03-01", "reported": "'yes'", "circuits": "all", "day": "2018-01-06"}
    keys |= {"circuit": "CA4", "stage": "ij", "expected": "open"}
    path.write_text(CLAIM.format(**{**keys, **changed}))
    return path


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"filed": "'2018-01-05'", "arrived": "'2017-03-01'", "day": "'2018-01-06'"},
        {"reported": "yes"},
        {"stage": "immigration-judge", "circuit": "ca4"},
        {"stage": "board", "circuit": "null"},
        {"stage": "bia", "circuit": "all", "circuits": "[CA4]", "expected": "met"},
        {"circuits": "[ca9, CA11]", "expected": "met"},
    ],
    ids=["plain", "days as texts", "a bare yes", "long stage", "no circuit", "findings of a circuit", "elsewhere"],
)
def test_the_forms_of_a_research_file_are_read_liberally(
    library: Library, tmp_path: Path, changed: dict[str, str]
) -> None:
    [worked] = read_worked(written(tmp_path / "a.yaml", **changed), library)
    found = check_cases(library, [worked])
    assert isinstance(worked, WorkedClaim)
    assert found.differences == ()
    assert found.answers == 3


def test_a_difference_tells_what_was_expected_said_and_why(library: Library, tmp_path: Path) -> None:
    found = check_cases(library, read_worked(written(tmp_path / "a.yaml", expected="met"), library))
    [different] = found.differences
    assert (different.case, different.subject, different.expected) == ("a-claim", "state.protection", "met")
    assert different.said == "open on facts"
    assert any("Acosta" in reason for reason in different.because)
    assert any("Entered as not met (said so)" in reason for reason in different.because)


def test_an_answer_open_on_something_else_is_a_difference(library: Library) -> None:
    [worked] = read_worked(CASES / "claims" / "matter-of-l-e-a.toml", library)
    assert isinstance(worked, WorkedClaim)
    changed = [
        replace(each, elements=(ExpectedAnswer("ground.social-group", Answer.OPEN, "facts"),), reliefs=(), turns_on=())
        for each in worked.combinations
        if each.on == date(2019, 7, 30) and each.forum.circuit == "ca9"
    ]
    [different] = check_cases(library, [replace(worked, combinations=tuple(changed))]).differences
    assert (different.expected, different.said) == ("open on facts", "open on law")


def test_a_question_expecting_another_status_is_a_difference(library: Library) -> None:
    [question, *_] = read_worked(CASES / "questions", library)
    assert isinstance(question, WorkedQuestion)
    [(authority, status), *_] = question.expected
    wrong = replace(question, expected=((authority, "vacated"),))
    [different] = check_cases(library, [wrong]).differences
    assert (different.subject, different.expected, different.said) == (authority, "vacated", status)
    assert different.because


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("claims: [{id: x, facts: {reported-to-polce: 'yes'}, expected: []}]", 'Did you mean "reported-to-police"?'),
        ("claims: [{id: x, facts: {}, expected: [{on_day: 2018-13-01, answers: {}}]}]", "month must be"),
        ("claims: [{id: x, facts: {}, expected: [{on_day: 2018-01-01, answers: {time: perhaps}}]}]", "answer"),
        ("{a: 1}", "no worked claim"),
        ("[1, 2", "YAML"),
        ("- 1", "no worked claim"),
    ],
)
def test_a_case_that_names_nothing_is_told_by_name(library: Library, tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text)
    with pytest.raises((SeveralErrors, UnreadableFile)) as caught:
        read_worked(path, library)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("claims: [{id: x, facts: {}, expected: [{on_day: 2018-01-01, answers: {refuge: met}}]}]", '"refugee"'),
        ("claims: [{id: x, expected: [{on_day: 2018-01-01, turns_on: ['refuge by a: nothing asked']}]}]", '"refugee"'),
        (
            "questions: [{id: q, issue: psg.familly, date: 2018-01-01, governing: [{authority: A-B- I, status: x}]}]",
            "ily",
        ),
        ("questions: [{id: q, issue: psg.family, date: 2018-01-01, governing: [{authority: zz, status: x}]}]", "zz"),
    ],
)
def test_a_name_the_library_does_not_have_is_a_difference_and_the_rest_is_still_checked(
    library: Library, tmp_path: Path, text: str, nearest: str
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text)
    [different] = check_cases(library, read_worked(path, library)).differences
    assert different.said == "not in the library"
    assert nearest in different.because[0]


def test_a_combination_that_cannot_be_assessed_is_a_difference(library: Library, tmp_path: Path) -> None:
    found = check_cases(library, read_worked(written(tmp_path / "a.yaml", stage="port-of-entry"), library))
    [different] = found.differences
    assert different.said == "not assessed"
    assert "border" in different.because[0]
