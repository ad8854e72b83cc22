"""An assessment, told: nothing left out on the page, adverse authority beside helpful, and what changed named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from wellfounded.answer import Answer
from wellfounded.claim.assessment import assess
from wellfounded.claim.changes import changes
from wellfounded.claim.claim_file import load_claim
from wellfounded.claim.model import Claim
from wellfounded.claim.result import Assessment
from wellfounded.claim.wording import answer_words
from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.report.as_html import as_html
from wellfounded.report.as_text import as_text
from wellfounded.report.assessment import assessment_document

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
BEFORE, AFTER = date(2018, 6, 10), date(2018, 6, 11)


@pytest.fixture(scope="module")
def claim(library: Library) -> Claim:
    return load_claim(EXAMPLES / "matter-of-a-b.toml", library.vocabulary)


@pytest.fixture(scope="module")
def both_days(library: Library, claim: Claim) -> list[Assessment]:
    return [assess(claim, library, on=on, forum=Forum("ij", "ca4"), reliefs=["asylum"]) for on in (BEFORE, AFTER)]


@pytest.fixture(scope="module")
def html(library: Library, claim: Claim, both_days: Sequence[Assessment]) -> str:
    return as_html(assessment_document(library, claim, both_days, changes=changes(library, both_days)))


def words_of(root: ElementTree.Element) -> str:
    return " ".join("".join(root.itertext()).split())


def test_the_first_sentence_names_what_changed_and_the_act(
    library: Library, claim: Claim, both_days: Sequence[Assessment]
) -> None:
    told = assessment_document(library, claim, both_days, changes=changes(library, both_days))

    assert "Matter of A-B-, 27 I&N Dec. 316" in told.answer
    assert told.answer.count(". ") <= 3


def test_the_page_tells_every_element_and_its_answer(
    html: str, both_days: Sequence[Assessment], tree: Callable[[str], ElementTree.Element]
) -> None:
    rows = {
        words_of(row.find("th")): words_of(row)
        for table in tree(html).iter("table")
        if "element by element" in words_of(table)[:60]
        for row in table.iter("tr")
        if row.find("td") is not None
    }
    for element in both_days[1].reliefs[0].elements:
        row = next(text for name, text in rows.items() if name.startswith(element.name))
        assert answer_words(element.answer, element.open_on) in row


def test_adverse_authority_stands_beside_the_governing_one(
    html: str, tree: Callable[[str], ElementTree.Element]
) -> None:
    links = [words_of(link) for link in tree(html).iter("li") if link.find("span") is not None]

    assert any(link.startswith("governs Matter of A-R-C-G-") or link.startswith("governs") for link in links)
    assert any(
        link.startswith("overruled") and "Matter of A-R-C-G-" in link and "11 June 2018" in link for link in links
    )


def test_every_open_element_says_on_what_it_is_open(both_days: Sequence[Assessment], html: str) -> None:
    opens = {
        element.open_on for one in both_days for element in one.reliefs[0].elements if element.answer is Answer.OPEN
    }
    for open_on in opens:
        assert answer_words(Answer.OPEN, open_on) in html


def test_what_is_missing_is_told_with_what_could_show_it(html: str) -> None:
    assert "Missing, and what could show it" in html
    assert "Could be shown by" in html


def test_the_terminal_tells_less_and_says_so(library: Library, claim: Claim, both_days: Sequence[Assessment]) -> None:
    found = changes(library, both_days)
    whole = as_text(assessment_document(library, claim, both_days, changes=found))
    brief = as_text(assessment_document(library, claim, both_days, changes=found, whole=False))

    assert len(brief) < len(whole)
    assert "tell the reasons for every element" in " ".join(brief.split())


def test_words_of_a_claim_never_become_markup(
    library: Library, tmp_path: Path, tree: Callable[[str], ElementTree.Element]
) -> None:
    text = (EXAMPLES / "matter-of-a-b.toml").read_text(encoding="utf-8")
    path = tmp_path / "claim.toml"
    path.write_text(
        text.replace("women who are unable", "<script>alert(1)</script> women who are unable"), encoding="utf-8"
    )
    hostile = load_claim(path, library.vocabulary)
    found = [assess(hostile, library, on=AFTER, forum=Forum("ij"), reliefs=["asylum"])]
    root = tree(as_html(assessment_document(library, hostile, found)))

    assert "<script>alert(1)</script>" in words_of(root)
    assert root.findall(".//script") == []


def test_assessments_without_a_difference_say_so(library: Library, claim: Claim) -> None:
    found = [assess(claim, library, on=on, forum=Forum("ij"), reliefs=["cat-deferral"]) for on in (BEFORE, BEFORE)]
    told = as_text(assessment_document(library, claim, found))

    assert "every answer is the same" in told


def test_the_terminal_names_what_is_met_throughout_on_one_line(
    library: Library, claim: Claim, both_days: Sequence[Assessment]
) -> None:
    def lines(*, whole: bool) -> str:
        told = assessment_document(library, claim, both_days, changes=changes(library, both_days), whole=whole)
        return as_text(told)

    short, full = lines(whole=False), lines(whole=True)
    assert "elements are met and the same on every day: " in short
    assert len(short.splitlines()) * 1.6 < len(full.splitlines())
    [line] = [part for part in short.split("\n\n") if " met and the same on every day: " in part]
    assert "Membership" in line
    assert "Particularity" not in line
