"""What displaces an authority on a day: marks left by treatments, undone with what left them, or lifted.

Four rules, each a property of the kind of treatment (`authorities/vocabulary/treatments.toml`):

* Vacating, reversing, staying or enjoining an authority also ends what it had done to others; overruling it does not.
* A reinstatement lifts the displacements before it; lifting a stay lifts only stays and referrals.
* When an authority operates again, so does what it had done, from that day.
* A disposition of the same case marks the whole decision, though the decision may still stand on the issue asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from msgspec import Struct

from wellfounded.forum import Forum
from wellfounded.law.binding import filed_within, in_stage_and_circuit
from wellfounded.law.library import Library
from wellfounded.law.model import Authority, OpenQuestion, Treatment, TreatmentKind


class Question(Struct, frozen=True, gc=False):
    """What is asked of an authority: on one issue (or none in particular), on a day, in a forum, as filed."""

    issue: str | None
    on: date
    forum: Forum
    filed: date


class Mark(Struct, frozen=True, gc=False):
    """A displacement of an authority on a day.

    Attributes:
        word: the status word.
        by: the authority that did it.
        treatment: what it did.
        since: the day from which the mark counts: the treatment's, or the day its author operated again.
        reaches: whether it reaches the issue asked about (False: the same decision, but another issue).
        whole: whether it displaces the target on every issue.
        certain: False when it could not be confirmed that its author operates on the day.
        kind: the kind of treatment.
    """

    word: str
    by: Authority
    treatment: Treatment
    since: date
    reaches: bool
    whole: bool
    certain: bool
    kind: TreatmentKind


class Record(Struct, frozen=True, gc=False):
    """Everything that bears on an authority on a day.

    Attributes:
        marks: the displacements in effect, the one that names the status first.
        past: treatments that once displaced it and no longer do, each with who ended it.
        restored: the latest day on which a displacement ended, or None.
        questions: what about the authority itself could not be confirmed.
    """

    marks: tuple[Mark, ...]
    past: tuple[tuple[Authority, Treatment], ...]
    restored: date | None
    questions: tuple[OpenQuestion, ...]


def record(library: Library, authority: Authority, question: Question) -> Record:
    """Gather what displaces an authority for a question, and what no longer does."""
    return _record(library, authority.id, question)


@lru_cache(maxsize=200_000)
def _record(library: Library, id: str, question: Question) -> Record:
    authority = library.authorities[id]
    marks: list[Mark] = []
    past: list[tuple[Authority, Treatment]] = []
    ended: list[date] = []
    lifts = list(_lifts(library, authority, question))
    for by, treatment in library.treatments_of(id):
        mark = _mark(library, authority, by, treatment, question)
        if mark is None:
            continue
        end = _end(library, authority, mark, lifts, question)
        if end is None:
            marks.append(mark)
        elif end > treatment.on:  # else it was undone before its first day, and never displaced anything
            past.append((by, treatment))
            ended.append(end)
    marks.sort(key=_weight, reverse=True)
    lasting = [day for day, (_, treatment) in zip(ended, past, strict=True) if _lasting(library, treatment)]
    return Record(tuple(marks), tuple(past), max(lasting, default=None), tuple(_questions(authority, question)))


def _end(
    library: Library, target: Authority, mark: Mark, lifts: list[tuple[date, str]], question: Question
) -> date | None:
    """Return the day a mark ended: undone with its author, lifted, or decided; None if it is in effect."""
    operates, day = operating(library, mark.by, question)
    if operates is False:
        return day
    return _lifted(mark, lifts) or _decided(library, target, mark, question)


def _lasting(library: Library, treatment: Treatment) -> bool:
    return not library.vocabulary.treatments[treatment.effect].temporary


def _weight(mark: Mark) -> tuple[bool, bool, bool, bool, date, date]:
    """Order marks: certain before doubtful, lasting before temporary, the later since when; then the later act."""
    return mark.certain, not mark.kind.temporary, mark.reaches, mark.whole, mark.since, mark.treatment.on


def operating(library: Library, authority: Authority, question: Question) -> tuple[bool | None, date]:
    """Say whether an authority's own acts have effect for a question, and since when it is so.

    Returns:
        True, False, or None if it could not be confirmed; and the day.
    """
    found = record(library, authority, question)
    undone = [mark for mark in found.marks if mark.kind.undoes and mark.reaches]
    if any(mark.certain for mark in undone):
        return False, max(mark.since for mark in undone if mark.certain)
    since = found.restored or date.min
    if undone or found.questions:
        return None, since
    return True, since


def _mark(library: Library, target: Authority, by: Authority, treatment: Treatment, question: Question) -> Mark | None:
    """Return the mark a treatment leaves for a question, if it has begun and reaches the question."""
    kind = library.vocabulary.treatments[treatment.effect]
    if not kind.displaces or not _reaches_forum(library, target, by, treatment, question):
        return None
    begun, certain = _begun(by, treatment, question.on, lasting=not kind.temporary)
    if not begun:
        return None
    on_issue = _reaches_issue(library, treatment, question.issue)
    if not on_issue and not _reviews(library, by, target):
        return None
    operates, operating_since = (True, date.min) if not certain else operating(library, by, question)
    everything = {held.issue for held in target.holdings} <= treatment.reach.issues
    whole = not treatment.reach.issues or (everything and not kind.temporary)
    return Mark(
        word=kind.displaces if whole else kind.displaces_in_part or kind.displaces,
        by=by,
        treatment=treatment,
        since=max(treatment.on, operating_since),
        reaches=on_issue,
        whole=whole,
        certain=certain and operates is not None,
        kind=kind,
    )


def _begun(by: Authority, treatment: Treatment, on: date, *, lasting: bool) -> tuple[bool, bool]:
    """Say whether a treatment has begun, and whether that is certain: its day may be known only as a window."""
    if treatment.until is not None and on >= treatment.until:
        return False, True
    if on >= treatment.on:
        return True, True
    possible = lasting and by.decided is None and by.decided_between is not None and on >= by.decided_between[0]
    return possible, False


def _reaches_forum(
    library: Library, target: Authority, by: Authority, treatment: Treatment, question: Question
) -> bool:
    """Say whether a treatment reaches a forum: a circuit's ruling on another body's law reaches only its circuit."""
    if not in_stage_and_circuit(treatment.reach, question.forum) or not filed_within(treatment.reach, question.filed):
        return False
    bodies = library.vocabulary.bodies
    circuit = bodies[by.by].circuit
    if circuit in (None, "cadc", bodies[target.by].circuit) or treatment.reach.circuits:
        return True
    return bodies[target.by].level == "district-court" or question.forum.circuit == circuit


def _reaches_issue(library: Library, treatment: Treatment, issue: str | None) -> bool:
    return issue is None or not treatment.reach.issues or bool(treatment.reach.issues & library.family(issue))


def _reviews(library: Library, by: Authority, target: Authority) -> bool:
    """Say whether an authority disposed of the target's own case: the target then bears the mark of the review."""
    kinds = library.vocabulary.treatments
    return any(part.target == target.id and kinds[part.effect].reviews for part in by.treatments)


def _lifts(library: Library, target: Authority, question: Question) -> Iterator[tuple[date, str]]:
    """List the restorations of an authority that have effect: the day, and what they lift."""
    for by, treatment in library.treatments_of(target.id):
        kind = library.vocabulary.treatments[treatment.effect]
        if not kind.restores or not _reaches_forum(library, target, by, treatment, question):
            continue
        begun, certain = _begun(by, treatment, question.on, lasting=False)
        reached = _reaches_issue(library, treatment, question.issue) or _marked_whole(library, target)
        if begun and certain and reached and operating(library, by, question)[0] is not False:
            yield treatment.on, kind.restores


def _marked_whole(library: Library, target: Authority) -> bool:
    """Say whether some review marked the whole of a decision, so that what restores a part of it restores the mark."""
    return any(_reviews(library, by, target) for by, _ in library.treatments_of(target.id))


def _lifted(mark: Mark, lifts: list[tuple[date, str]]) -> date | None:
    if mark.kind.ends_with_order:
        return None
    days = [day for day, reach in lifts if day > mark.since and (reach == "all" or mark.kind.temporary)]
    return min(days, default=None)


def _decided(library: Library, target: Authority, mark: Mark, question: Question) -> date | None:
    """Return the day a referral ended because the body that called the case up has decided it."""
    if not mark.kind.leaves_standing:
        return None
    days = [
        treatment.on
        for by, treatment in library.treatments_of(target.id)
        if by.by == mark.by.by and by.id != mark.by.id and mark.since < treatment.on <= question.on
    ]
    return min(days, default=None)


def _questions(authority: Authority, question: Question) -> Iterator[OpenQuestion]:
    for asked in authority.open_questions:
        begun = asked.from_day is None or question.on >= asked.from_day
        over = asked.until_day is not None and question.on >= asked.until_day
        on_issue = question.issue is None or not asked.reach.issues or question.issue in asked.reach.issues
        if begun and not over and on_issue and in_stage_and_circuit(asked.reach, question.forum):
            yield asked
