"""The commands: what they answer, in which form, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wellfounded.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"
A_B = str(EXAMPLES / "matter-of-a-b.toml")
TWO_DAYS = ("--on", "2018-06-10", "--on", "2018-06-11", "--stage", "ij", "--circuit", "ca4")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(words)
    said = capsys.readouterr()
    return code, said.out, said.err


def keys(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> dict:  # type: ignore[type-arg]
    found, out, err = run(capsys, *words, "--format", "json")
    assert (found, err) == (code, "")
    read: dict = json.loads(out)  # type: ignore[type-arg]
    return read


def test_the_ruling_of_11_june_2018_changes_state_protection_group_and_nexus(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = keys(capsys, "assess", A_B, *TWO_DAYS)
    assert {"claim", "assessments", "changes", "confirmed_through", "library_version"} <= set(found)
    changed = {each["element"]: each for each in found["changes"] if each["relief"] == "asylum"}
    for element in ("state.protection", "ground.social-group", "nexus"):
        assert changed[element]["from"]["tests"] != changed[element]["to"]["tests"]
        assert {act["citation"] for act in changed[element]["because"]} == {
            "Matter of A-B-, 27 I&N Dec. 316 (A.G. 2018)"
        }


def test_an_assessment_has_the_keys_it_is_documented_with(capsys: pytest.CaptureFixture[str]) -> None:
    found = keys(capsys, "assess", A_B, "--on", "2018-06-11", "--relief", "asylum")
    [asylum] = found["assessments"]
    assert {"on", "stage", "circuit", "relief", "answer", "elements"} <= set(asylum)
    assert asylum["answer"] == "not-met"
    for element in asylum["elements"]:
        wanted = {"element", "answer", "open_on", "governing", "reasons", "facts_used", "missing"}
        assert wanted <= set(element)
        assert element["answer"] in ("met", "not-met", "open")
        for by in element["governing"]:
            assert {"authority", "citation", "pinpoint", "status", "known"} <= set(by)


def test_the_same_question_gives_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("assess", A_B, *TWO_DAYS, "--needed", "--what-if", "reported-to-police=no", "--format", "json")
    assert run(capsys, *words) == run(capsys, *words)


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_an_assessment_is_told_in_every_form(capsys: pytest.CaptureFixture[str], form: str) -> None:
    code, out, err = run(capsys, "assess", A_B, *TWO_DAYS, "--relief", "asylum", "--needed", "--format", form)
    assert (code, err) == (0, "")
    assert "11 June 2018" in out
    assert "27 I&amp;N Dec. 316" in out or "27 I&N Dec. 316" in out


def test_what_if_and_needed_have_their_own_keys(capsys: pytest.CaptureFixture[str]) -> None:
    claim = str(EXAMPLES / "r-m.toml")
    found = keys(capsys, "assess", claim, "--on", "2025-03-18", "--what-if", "filed-on=2025-03-18", "--needed")
    assert found["what_if"]["supposed"] == ["filed-on = 2025-03-18"]
    assert "time" in {each["element"] for each in found["what_if"]["moves"]}
    [needed] = found["needed"]
    assert {"fact", "question", "why", "elements", "would", "evidence", "group"} <= set(needed["facts"][0])


def test_the_claims_own_place_is_used_when_none_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    found = keys(capsys, "assess", str(EXAMPLES / "j-t.toml"), "--on", "2025-10-01", "--relief", "asylum")
    assert (found["assessments"][0]["stage"], found["assessments"][0]["circuit"]) == ("ij", "ca9")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("assess", A_B), "--on was not given"),
        (("assess", A_B, "--on", "2018-02-30"), "no day of the calendar"),
        (("assess", A_B, "--on", "2018-06-11", "--circuit", "ca12"), "not a circuit"),
        (("assess", A_B, "--on", "2018-06-11", "--stage", "jury"), "not a stage"),
        (("assess", A_B, "--on", "2018-06-11", "--relief", "asylm"), 'Did you mean "asylum"'),
        (("assess", A_B, "--on", "1979-01-01"), "not covered"),
        (("assess", A_B, "--on", "2018-06-11", "--what-if", "reported=yes"), "fact or finding"),
        (("assess", "no-such-file.toml", "--on", "2018-06-11"), "cannot be read"),
        (("claim", "check", "no-such-file.toml"), "cannot be read"),
        (("claim", "facts", "--topic", "harms"), 'Did you mean "harm"'),
        (("claim", "facts", "reported-to-polce"), 'Did you mean "reported-to-police"'),
        (("cases", "check", "no-such-file.yaml"), "cannot be read"),
    ],
)
def test_a_wrong_question_is_told_and_ends_with_2(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], says: str
) -> None:
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert says in err


def test_a_template_is_written_once_and_never_over_another_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "claim.toml"
    assert run(capsys, "claim", "new", "A.B.", "--out", str(path))[0] == 0
    before = path.read_bytes()
    code, _, err = run(capsys, "claim", "new", "--out", str(path))
    assert (code, path.read_bytes()) == (2, before)
    assert "nothing was overwritten" in err
    code, out, _ = run(capsys, "claim", "check", str(path))
    assert code == 0
    assert "reads without an error" in out


def test_a_check_tells_every_error_with_its_line_and_ends_with_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "claim.toml"
    path.write_text('[claim]\npseudonym = "X"\n[facts]\nreported-to-polce = "yes"\nfiled-onn = 2024-01-01\n')
    found = keys(capsys, "claim", "check", str(path), code=2)
    assert [error["line"] for error in found["errors"]] == [4, 5]
    assert found["readable"] is False
    code, out, err = run(capsys, "assess", str(path), "--on", "2018-06-11")
    assert (code, out) == (2, "")
    assert 'Did you mean "reported-to-police"?' in err


def test_the_facts_are_listed_by_topic_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "claim", "facts", "--topic", "harm", "--spanish")
    assert "Did anyone hit" in out
    assert "¿" in out
    assert "last-arrival-on" not in out
    assert len(keys(capsys, "claim", "facts")["facts"]) == 201


def test_the_shipped_cases_agree(capsys: pytest.CaptureFixture[str]) -> None:
    found = keys(capsys, "cases", "check")
    assert found["differ"] == []
    assert found["agree"] == found["answers"] + found["tests"]
    assert run(capsys, "cases", "check")[1].startswith("All agree")


def test_a_case_that_differs_ends_with_1(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "question.toml"
    path.write_text(
        'issue = "psg.domestic-relationship"\non = 2018-06-12\nstage = "ij"\n'
        '[[expected]]\nauthority = "26 I&N Dec. 388"\nstatus = "good-law"\n'
    )
    found = keys(capsys, "cases", "check", str(path), code=1)
    [different] = found["differ"]
    assert (different["authority"], different["said"]) == ("matter-of-a-r-c-g", "overruled")
    assert different["because"]
    assert "expected: good-law" in run(capsys, "cases", "check", str(path))[1]
