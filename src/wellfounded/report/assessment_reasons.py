"""The reasons for one element: what is asked, on whose authority, what the file says, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wellfounded.answer import Answer
from wellfounded.claim.result import PERHAPS, YIELDS, AppliedTest, Assessment, ElementAnswer, MissingFact, Stated
from wellfounded.claim.wording import answer_words
from wellfounded.law.governing import Displaced, in_force
from wellfounded.law.library import Library
from wellfounded.report.document import (
    DISPLACED,
    GOVERNS,
    IN_PART,
    OPEN,
    Bullets,
    Chain,
    Heading,
    Link,
    Paragraph,
    Part,
    Table,
)
from wellfounded.report.words import before, capitalised, counted, day, listed, status_word, with_days

_BESIDE = {
    "beside": "stands beside, contested",
    PERHAPS: "may govern already",
    YIELDS: "yields here",
}


def reasons_parts(library: Library, assessments: Sequence[Assessment], *, whole: bool) -> Iterator[Part]:
    """Tell the reasons: in full for the elements that decide or differ, in a table for the others.

    Args:
        whole: tell the others too, and, of several assessments, each missing fact; without, only how many they are.
    """
    yield Heading("The reasons, where an element decides or differs")
    every = whole or len(assessments) == 1
    others = []
    for answers in _by_element(assessments):
        if not _decides(answers):
            others.append(answers)
            continue
        groups: dict[ElementAnswer, list[Assessment]] = {}
        for found, element in answers:
            groups.setdefault(element, []).append(found)
        for element, founds in groups.items():
            places = listed([place_words(found) for found in founds]) if len(groups) > 1 else ""
            yield from element_parts(library, founds[0], element, places=places, every_missing=every)
    if others and whole:
        yield Heading("The reasons for the other elements")
        rows = tuple(row for answers in others for row in _short_rows(answers))
        yield Table(("Element", "Answer", "Why", "Missing"), rows, widths=(4, 3, 8, 6))
    elif others:
        yield Paragraph(
            f"Not told here: {counted(len(others), 'element')} met, or open without a fact that bears on them. "
            "--full and the page (--format html) tell the reasons for every element.",
            "soft",
        )


def _short_rows(answers: Sequence[tuple[Assessment, ElementAnswer]]) -> Iterator[tuple[str, ...]]:
    groups: dict[ElementAnswer, list[Assessment]] = {}
    for found, element in answers:
        groups.setdefault(element, []).append(found)
    for element, founds in groups.items():
        where = f" ({listed([place_words(found) for found in founds])})" if len(groups) > 1 else ""
        why = [with_days(reason) for reason in element.reasons if not reason.startswith("The test is stated by")]
        yield (
            element.name + where,
            answer_words(element.answer, element.open_on),
            " ".join(why) or element.asked,
            " ".join(fact.question for fact in element.missing),
        )


def _by_element(assessments: Sequence[Assessment]) -> Iterator[list[tuple[Assessment, ElementAnswer]]]:
    found: dict[str, dict[int, tuple[Assessment, ElementAnswer]]] = {}
    for at, assessment in enumerate(assessments):
        for relief in assessment.reliefs:
            for element in relief.elements:
                if not element.parts:
                    found.setdefault(element.element, {}).setdefault(at, (assessment, element))
    for answers in found.values():
        yield list(answers.values())


def _decides(answers: Sequence[tuple[Assessment, ElementAnswer]]) -> bool:
    """Say whether an element is not met, open on the law, differs, or is open with facts that bear on it."""
    elements = [element for _, element in answers]
    if any((one.answer, one.governing_tests) != (elements[0].answer, elements[0].governing_tests) for one in elements):
        return True
    first = elements[0]
    if first.answer is Answer.OPEN:
        return "law" in (first.open_on or "") or (first.role == "required" and bool(first.facts_used))
    return first.answer is Answer.NOT_MET and first.role == "required"


def place_words(found: Assessment) -> str:
    """Name one assessment among several."""
    return f"{day(found.on)}, {before(found.forum)}"


def element_parts(
    library: Library, found: Assessment, element: ElementAnswer, *, places: str = "", every_missing: bool = True
) -> Iterator[Part]:
    """Tell the reasons for one element.

    Args:
        places: the days and forums told, where there are others with another answer.
        every_missing: list the missing facts, and not only how many there are.
    """
    where = f" ({places})" if places else ""
    yield Heading(f"{element.name}: {answer_words(element.answer, element.open_on)}{where}", 3)
    yield Paragraph(f"{element.asked} ({element.law})")
    links = [*_governing(element), *_beside(element), *_displaced(library, found, element)]
    if links:
        yield Chain(tuple(links))
    if element.reasons:
        yield Bullets(tuple(with_days(reason) for reason in element.reasons))
    for group in element.by_group:
        words = answer_words(group.answer, group.open_on)
        yield Paragraph(f"For proposed group {group.group} ({group.words}): {words}.")
    if element.missing and not every_missing:
        number = counted(len(element.missing), "fact")
        verb = "is" if len(element.missing) == 1 else "are"
        yield Paragraph(
            f"{capitalised(number)} bearing on it {verb} missing: --needed asks for those that decide.", "soft"
        )
    elif element.missing:
        yield Paragraph("Missing, and what could show it:", "soft")
        yield Bullets(tuple(_missing(fact) for fact in element.missing))


def fact_words(id: str) -> str:
    """Write a fact's id as words."""
    return id.replace("-", " ").replace(".", ": ")


def _governing(element: ElementAnswer) -> Iterator[Link]:
    for test in element.tests[:1]:
        for at, one in enumerate(test.stated):
            yield _link(one, "governs", GOVERNS, test, first=at == 0)


def _beside(element: ElementAnswer) -> Iterator[Link]:
    for test in element.beside:
        tone = OPEN if test.role == PERHAPS else IN_PART
        for at, one in enumerate(test.stated):
            yield _link(one, _BESIDE.get(test.role, status_word(test.role)), tone, test, first=at == 0)


def _link(one: Stated, word: str, tone: str, test: AppliedTest, *, first: bool) -> Link:
    remarks = []
    if one.status != "good-law":
        remarks.append(f"{status_word(one.status).capitalize()}{f' since {day(one.since)}' if one.since else ''}.")
    if test.role != "governs" and test.answer is not None and first:
        remarks.append(f"Under this test: {answer_words(test.answer)}.")
    if one.known != "seen":
        remarks.append("Known in part from memory." if one.known == "mixed" else "Known only from memory.")
    return Link(
        word,
        tone,
        one.name,
        one.citation.removeprefix(f"{one.name}, "),
        says=with_days(test.note) if first else "",
        remark=" ".join(remarks),
        pinpoint=one.pinpoint,
        quotation=test.quotation if first else "",
    )


def _displaced(library: Library, found: Assessment, element: ElementAnswer) -> Iterator[Link]:
    """List what an act displaced on the element's issues here, with the act: adverse or helpful alike."""
    told = {one.authority for test in element.tests for one in test.stated}
    for issue in library.vocabulary.elements[element.element].issues:
        answer = in_force(library, issue, on=found.on, forum=found.forum, filed=found.filed)
        for row in answer.displaced:
            if row.by and row.authority not in told and library.authorities[row.authority].precedential:
                told.add(row.authority)
                yield _lost(library, row, issue)


def _lost(library: Library, row: Displaced, issue: str) -> Link:
    held = [held for held in library.authorities[row.authority].holdings if held.issue == issue]
    when = f", {day(row.on)}" if row.on else ""
    return Link(
        status_word(row.status),
        DISPLACED,
        row.name,
        row.citation,
        says=held[0].says if held else "",
        remark=f"By {library.authorities[row.by].name}{when}.",
        pinpoint=held[0].pinpoint if held else "",
    )


def _missing(fact: MissingFact) -> str:
    state = "asked, and not known" if fact.state == "not-known" else "not asked"
    evidence = listed([status_word(kind) for kind in fact.evidence], joining="or")
    return f"{fact.question} ({state}){f' Could be shown by: {evidence}.' if evidence else ''}"
