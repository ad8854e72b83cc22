"""The pages that are shipped: they read without an error, names are unambiguous, and the worked questions agree."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from wellfounded.forum import parse_forum
from wellfounded.law.folder import read_folder
from wellfounded.law.library import Library
from wellfounded.law.reading import read_library
from wellfounded.law.status import status
from wellfounded.shipped import material_folder

QUESTIONS = sorted((material_folder("cases") / "questions").glob("*.toml"))


@pytest.fixture(scope="module")
def shipped() -> Library:
    library, errors = read_library(read_folder(str(material_folder("authorities"))))
    assert [str(error) for error in errors] == []
    return library


def test_no_name_stands_on_two_pages(shipped: Library) -> None:
    assert {name: ids for name, ids in shipped.index.names.items() if len(ids) > 1} == {}


def test_a_page_is_filed_under_its_day_and_its_id(shipped: Library) -> None:
    """The day of the decision, or the last possible day when only a window is known."""
    for page in shipped.authorities.values():
        day = page.decided or (page.decided_between or (None, None))[1]
        assert Path(page.path).name == f"{day}-{page.id}.md"


def test_a_proposed_rule_never_takes_effect(shipped: Library) -> None:
    proposals = [page for page in shipped.authorities.values() if "proposed-rule" in page.id]

    assert len(proposals) == 3
    assert all(page.effective is None for page in proposals)


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_a_worked_question_is_answered_as_expected(shipped: Library, path: Path) -> None:
    question = tomllib.loads(path.read_text(encoding="utf-8"))
    forum = parse_forum(question["stage"], question.get("circuit"))
    said = {
        row["authority"]: status(
            shipped,
            shipped.authority(row["authority"]),
            on=question["on"],
            forum=forum,
            issue=question["issue"],
            filed=question.get("filed"),
        ).word
        for row in question["expected"]
    }

    assert said == {row["authority"]: row["status"] for row in question["expected"]}


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("27 I&N Dec. 316", "matter-of-a-b-i"),
        ("In re A-B-", "matter-of-a-b-i"),
        ("A-B- I", "matter-of-a-b-i"),
        ("ag-a-b-1-2018", "matter-of-a-b-i"),
        ("Matter of A-R-C-G- et al.", "matter-of-a-r-c-g"),
        ("26 I&N Dec. 388", "matter-of-a-r-c-g"),
        ("Noem v. Al Otro Lado", "mullin-v-al-otro-lado"),
        ("Mullin v. Al Otro Lado", "mullin-v-al-otro-lado"),
        ("8 C.F.R. § 1208.13", "8-cfr-1208-13"),
        ("8 U.S.C. § 1158", "8-usc-1158"),
        ("24 F.4th 395", "jaco-v-garland"),
        ("Brand X", "national-cable-v-brand-x"),
        ("Interim Decision 4087", "matter-of-c-a-r-r"),
    ],
)
def test_an_authority_answers_to_what_a_lawyer_calls_it(shipped: Library, name: str, id: str) -> None:
    assert shipped.authority(name).id == id
