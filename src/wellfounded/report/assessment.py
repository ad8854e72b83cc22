"""An assessment told: the sentence, what changed, each relief as a table, and the reasons element by element."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wellfounded.claim.model import Claim
from wellfounded.claim.needed import NeededFact
from wellfounded.claim.result import Assessment, Change, ReliefAssessment, Side, Stated
from wellfounded.claim.sentence import first_sentence
from wellfounded.claim.what_if import Supposed
from wellfounded.claim.wording import answer_words
from wellfounded.law.library import Library
from wellfounded.report.assessment_reasons import fact_words, place_words, reasons_parts
from wellfounded.report.assessment_tables import Elements, cited, relief_parts
from wellfounded.report.document import Cell, Document, Heading, Paragraph, Part, Table
from wellfounded.report.stamp import stamp
from wellfounded.report.words import before, capitalised, counted, day, listed, status_word, with_days

Needed = Sequence[tuple[Assessment, Sequence[NeededFact]]]


def assessment_document(
    library: Library,
    claim: Claim,
    assessments: Sequence[Assessment],
    *,
    changes: Sequence[Change] = (),
    supposed: Sequence[Supposed] = (),
    moves: Sequence[Change] = (),
    needed: Needed = (),
    whole: bool = True,
) -> Document:
    """Tell one or several assessments of a claim.

    Args:
        changes: what differs between them, and because of which act.
        supposed, moves: what was supposed, and what it moves.
        needed: the facts that can still change an answer, per assessment.
        whole: tell every element and its reasons, and not only those that decide or differ.
    """
    asked = asked_words(assessments)
    parts: list[Part] = [*_notes(assessments)]
    if len(assessments) > 1:
        parts += [_at_a_glance(assessments), *_changes(assessments, changes, whole=whole)]
    if supposed:
        parts += _what_if(supposed, moves, several=len(assessments) > 1)
    asking: dict[tuple[NeededFact, ...], list[Assessment]] = {}
    for found, facts in needed:
        asking.setdefault(tuple(facts), []).append(found)
    for same_facts, founds in asking.items():
        parts += _needed(founds, same_facts, several=len(asking) > 1)
    for number, words in enumerate(assessments[0].groups, 1):
        parts.append(Paragraph(f"Proposed group {number}: {words}"))
    told: dict[str, Elements] = {}
    for id in dict.fromkeys(relief.relief for found in assessments for relief in found.reliefs):
        parts += relief_parts(assessments, id, told, whole=whole)
    parts += reasons_parts(library, assessments, whole=whole)
    return Document(
        title=f"{claim.pseudonym}: the claim, element by element",
        asked=capitalised(asked),
        answer=_sentence(assessments, changes),
        known=_known(assessments),
        parts=tuple(parts),
        stamp=stamp(library, asked=f"{claim.pseudonym}, {asked}"),
    )


def asked_words(assessments: Sequence[Assessment]) -> str:
    """Say which days and forums were asked about."""
    days = list(dict.fromkeys(day(found.on) for found in assessments))
    forums = list(dict.fromkeys(before(found.forum) for found in assessments))
    chosen = "" if any(found.forum.circuit for found in assessments) else ", no circuit chosen"
    return f"as of {listed(days)}, {'; '.join(forums)}{chosen}"


def _sentence(assessments: Sequence[Assessment], changes: Sequence[Change]) -> str:
    """Answer in one sentence; of several assessments, say what differs and because of what."""
    if len(assessments) == 1:
        return with_days(first_sentence(assessments[0]))
    whole = [change for change in changes if change.element == change.relief and change.answer_changed]
    if not changes:
        return f"{capitalised(asked_words(assessments))}, every answer is the same, under the same tests."
    acts = list(dict.fromkeys(act.citation for change in changes for act in change.because if act.authority))
    by = f" because of {_few(acts)}" if acts else ""
    elements = len({change.element for change in changes if change.element != change.relief})
    differ = counted(elements, "element")
    if not whole:
        return f"No form of protection changes its answer; {differ} {_verb(elements)} in answer or in test{by}."
    told = "; ".join(f"{change.name} is {_answer(change.before)}, then {_answer(change.after)}" for change in whole)
    return f"{told}; {differ} {_verb(elements)} in answer or in test{by}."


def _verb(count: int) -> str:
    return "differs" if count == 1 else "differ"


def _few(names: list[str], most: int = 2) -> str:
    if len(names) <= most:
        return listed(names)
    return f"{', '.join(names[:most])} and {counted(len(names) - most, 'other authority', 'other authorities')}"


def _answer(side: Side) -> str:
    return answer_words(side.answer, side.open_on)


def _known(assessments: Sequence[Assessment]) -> str:
    stated = {one.authority: one for found in assessments for relief in found.reliefs for one in _stated(relief)}
    memory = sum(one.known != "seen" for one in stated.values())
    unreviewed = sum(not one.reviewed for one in stated.values())
    return capitalised(
        f"{unreviewed} of {counted(len(stated), 'governing authority', 'governing authorities')} not reviewed by a "
        f"lawyer · {memory} of them known in part or only from memory · law last confirmed "
        f"{day(assessments[0].confirmed_through)}"
    )


def _stated(relief: ReliefAssessment) -> Iterator[Stated]:
    for element in relief.elements:
        yield from element.governing


def _notes(assessments: Sequence[Assessment]) -> Iterator[Paragraph]:
    for note in dict.fromkeys(note for found in assessments for note in found.notes):
        yield Paragraph(with_days(note), "note")


def _at_a_glance(assessments: Sequence[Assessment]) -> Table:
    same_forum = len({found.forum for found in assessments}) == 1
    headings = [day(found.on) if same_forum else place_words(found) for found in assessments]
    reliefs = {relief.relief: relief.name for found in assessments for relief in found.reliefs}
    rows = []
    for id, name in reliefs.items():
        answers = [found.relief(id) for found in assessments]
        rows.append((name, *(answer_words(one.answer, one.open_on) if one else "not asked" for one in answers)))
    return Table(("", *headings), tuple(rows), caption="The answers side by side")


def _changes(assessments: Sequence[Assessment], changes: Sequence[Change], *, whole: bool) -> Iterator[Part]:
    yield Heading("What changed, and because of which act")
    if not changes:
        yield Paragraph("Nothing.")
        return
    names = {relief.relief: relief.name for found in assessments for relief in found.reliefs}
    made_up = {
        (relief.relief, element.element)
        for found in assessments
        for relief in found.reliefs
        for element in relief.elements
        if element.parts
    }
    told: set[tuple[str | Cell, ...]] = set()
    for relief in dict.fromkeys(change.relief for change in changes):
        shown = [one for one in changes if one.relief == relief and (relief, one.element) not in made_up]
        rows = [_change(change) for change in shown]
        new = [row for row in rows if whole or row not in told]
        if new:
            headings = ("Element", "From", "To", "Because of")
            yield Table(headings, tuple(new), caption=names.get(relief, relief), widths=(4, 5, 5, 6))
        if len(new) < len(rows):
            again = listed([str(row[0]) for row in rows if row in told])
            yield Paragraph(f"{names.get(relief, relief)}: as above, {again}.", "soft")
        told.update(rows)


def _change(change: Change) -> tuple[str | Cell, ...]:
    acts = [f"{act.citation}{f', {day(act.on)}' if act.on else ''}" for act in change.because if act.citation]
    whole = change.element == change.relief
    hows = "" if whole else with_days("; ".join(dict.fromkeys(act.how for act in change.because)))
    return (
        f"{change.name}, as a whole" if whole else change.name,
        Cell(_answer(change.before), "" if whole else _only(change.before, change.after)),
        Cell(_answer(change.after), "" if whole else _only(change.after, change.before)),
        Cell("; ".join(dict.fromkeys(acts)), hows),
    )


def _only(side: Side, other: Side) -> str:
    """Name the authorities that state the test on one side only."""
    same = {one.authority for one in other.governing}
    return listed(list(dict.fromkeys(cited(one) for one in side.governing if one.authority not in same)))


def _what_if(supposed: Sequence[Supposed], moves: Sequence[Change], *, several: bool) -> Iterator[Part]:
    yield Heading(f"If {listed([f'{fact_words(one.name)} were {one.value}' for one in supposed])}")
    if not moves:
        yield Paragraph("No answer would move.")
        return
    rows = dict.fromkeys(
        (
            Cell(move.name, f"{day(move.after.on)}, {before(move.after.forum)}" if several else ""),
            _answer(move.before),
            _answer(move.after),
        )
        for move in moves
    )
    yield Table(("What moves", "From", "To"), tuple(rows), widths=(5, 3, 3))


def _needed(founds: Sequence[Assessment], facts: Sequence[NeededFact], *, several: bool) -> Iterator[Part]:
    where = f", {listed([place_words(found) for found in founds])}" if several else ""
    yield Heading(f"Facts that can still change an answer{where}")
    if not facts:
        yield Paragraph("None: no fact that is still missing can change an answer here.")
        return
    rows = tuple(
        (
            Cell(fact.question, f"for proposed group {fact.group}" if fact.group else ""),
            with_days(fact.why),
            evidence_words(fact.evidence),
        )
        for fact in facts
    )
    yield Table(("Ask", "Why it matters", "What could show it"), rows, "Most decisive first", widths=(4, 7, 4))


def evidence_words(kinds: Iterable[str]) -> str:
    """Name kinds of evidence."""
    return listed([status_word(kind) for kind in kinds], joining="or")
