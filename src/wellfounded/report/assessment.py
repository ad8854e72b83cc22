"""An assessment, told: one sentence, each relief as a table, the reasons, what is missing, and what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wellfounded.answer import Answer
from wellfounded.claim.model import Claim
from wellfounded.claim.needed import NeededFact
from wellfounded.claim.result import Assessment, Change, ElementAnswer, ReliefAssessment, Side, Stated
from wellfounded.claim.sentence import first_sentence
from wellfounded.claim.what_if import Supposed
from wellfounded.claim.wording import answer_words
from wellfounded.law.library import Library
from wellfounded.report.document import (
    DISPLACED,
    GOVERNS,
    OPEN,
    Bullets,
    Cell,
    Document,
    Heading,
    Paragraph,
    Part,
    Table,
)
from wellfounded.report.stamp import stamp
from wellfounded.report.words import KNOWN, before, counted, day, listed, status_word

_TONES = {Answer.MET: GOVERNS, Answer.NOT_MET: DISPLACED, Answer.OPEN: OPEN}
_MARKS = ("seen", "mixed", "memory")


def assessment_document(
    library: Library,
    claim: Claim,
    assessments: Sequence[Assessment],
    *,
    changes: Sequence[Change] = (),
    supposed: Sequence[Supposed] = (),
    moves: Sequence[Change] = (),
    needed: Sequence[tuple[Assessment, Sequence[NeededFact]]] = (),
) -> Document:
    """Tell the assessments of one claim, what changed between them, what would move, and what is still needed."""
    first = assessments[0]
    one = len(assessments) == 1
    return Document(
        title=claim.pseudonym,
        asked="; ".join(f"{day(found.on)}, {before(found.forum)}" for found in assessments),
        answer=" ".join(first_sentence(found) for found in assessments),
        known=_known(assessments),
        parts=(
            *_changes(changes, "What changed"),
            *_changes(moves, f"What moves, supposing {listed([str(each) for each in supposed])}"),
            *(part for found, facts in needed for part in _needed(found, facts)),
            *(part for found in assessments for part in _assessment(found, alone=one)),
        ),
        stamp=stamp(library, on=first.on, forum=first.forum) if one else stamp(library, asked=_several(assessments)),
    )


def _several(assessments: Sequence[Assessment]) -> str:
    return "as of " + listed([f"{day(found.on)} {before(found.forum)}" for found in assessments])


def _known(assessments: Sequence[Assessment]) -> str:
    stated = [
        by for found in assessments for relief in found.reliefs for part in relief.elements for by in part.governing
    ]
    counts = [(mark, len({by.authority for by in stated if by.known == mark})) for mark in _MARKS]
    told = [f"{count} {KNOWN[mark]}" for mark, count in counts if count]
    unread = len({by.authority for by in stated if not by.reviewed})
    return f"Governing authorities: {'; '.join(told)}. {counted(unread, 'page')} not yet reviewed by a lawyer."


def _assessment(found: Assessment, *, alone: bool) -> Iterator[Part]:
    if not alone:
        yield Heading(f"{day(found.on)}, {before(found.forum)}")
    for note in found.notes:
        yield Paragraph(note, "note")
    for number, words in enumerate(found.groups, 1):
        yield Paragraph(f"Proposed group {number}: {words}")
    for relief in found.reliefs:
        yield from _relief(relief)


def _relief(relief: ReliefAssessment) -> Iterator[Part]:
    yield Heading(f"{relief.name}: {answer_words(relief.answer, relief.open_on)}")
    for reason in relief.reasons:
        yield Paragraph(reason)
    yield from _groups(relief)
    yield Table(
        headings=("Element", "Answer", "Governing test", "Facts used"),
        rows=tuple(_row(element) for element in relief.elements),
        caption=f"{relief.name} ({relief.law})",
        widths=(4, 2, 5, 3),
    )
    for element in relief.elements:
        if element.tests or not element.parts:
            yield Heading(f"{element.name}: {answer_words(element.answer, element.open_on)}", 3)
            yield Bullets(tuple(_reasons(element)))


def _row(element: ElementAnswer) -> tuple[str | Cell, ...]:
    governing = "; ".join(_cited(by) for by in element.governing) if element.tests else "its parts"
    facts = ", ".join(fact.fact for fact in element.facts_used) if element.tests else ""
    answer = Cell(answer_words(element.answer, element.open_on), tone=_TONES[element.answer])
    return Cell(element.name, under=element.asked), answer, governing, facts


def _cited(by: Stated) -> str:
    pinpoint = f", at {by.pinpoint}" if by.pinpoint else ""
    return f"{by.citation}{pinpoint} ({status_word(by.status)}; {by.known})"


def _reasons(element: ElementAnswer) -> Iterator[str | tuple[str, Bullets]]:
    yield from element.reasons
    for group in element.by_group:
        yield f"Group {group.group}: {answer_words(group.answer, group.open_on)}.", Bullets(group.reasons)
    if element.missing:
        asked = [f"{fact.question} ({listed(list(fact.evidence), joining='or')})" for fact in element.missing]
        yield "Missing, with the evidence that would speak to it:", Bullets(tuple(asked))


def _groups(relief: ReliefAssessment) -> Iterator[Part]:
    if relief.by_group:
        rows = tuple(
            (f"{group.group}. {group.words}", answer_words(group.answer, group.open_on), " ".join(group.reasons))
            for group in relief.by_group
        )
        yield Table(("Proposed group", "Answer", "Why"), rows, caption="Each proposed group", widths=(4, 2, 6))


def _changes(changes: Sequence[Change], title: str) -> Iterator[Part]:
    if not changes:
        return
    yield Heading(title)
    for relief in dict.fromkeys(change.relief for change in changes):
        rows = tuple(_change_row(change) for change in changes if change.relief == relief)
        yield Table(("Element", "Before", "After", "Because of"), rows, caption=relief, widths=(3, 3, 3, 5))


def _change_row(change: Change) -> tuple[str | Cell, ...]:
    acts = [f"{act.citation} {act.how}".strip() + (f", {day(act.on)}" if act.on else "") for act in change.because]
    return change.name, _side(change.before), _side(change.after), "; ".join(acts)


def _side(side: Side) -> Cell:
    return Cell(answer_words(side.answer, side.open_on), under=", ".join(side.tests[:3]), tone=_TONES[side.answer])


def _needed(found: Assessment, facts: Sequence[NeededFact]) -> Iterator[Part]:
    yield Heading(f"Still needed, {day(found.on)}, {before(found.forum)}")
    if not facts:
        yield Paragraph("No fact can change an answer any more; what is open is left to judgement.")
        return
    rows = tuple(
        (Cell(fact.question, under=fact.fact + (f", group {fact.group}" if fact.group else "")), fact.why)
        for fact in facts
    )
    yield Table(("Question", "Why it matters"), rows, caption="Most decisive first", widths=(4, 6))


def _asked_for(fact: NeededFact) -> str:
    return f"{fact.fact}, group {fact.group}" if fact.group else fact.fact
