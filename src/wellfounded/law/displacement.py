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
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from wellfounded.forum import Forum
from wellfounded.law.binding import filed_within, in_stage_and_circuit
from wellfounded.law.library import Library, first_day
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


class _Lift(NamedTuple):
    """A restoration: its day, what it lifts ("all" or "temporary"), on the issue asked or another, and if certain."""

    day: date
    reach: str
    on_issue: bool
    certain: bool


class Record(Struct, frozen=True, gc=False):
    """Everything that bears on an authority on a day.

    Attributes:
        marks: the displacements in effect, the one that names the status first.
        past: treatments that once displaced it and no longer do, each with who ended it.
        restored: the latest day on which a lasting displacement ended, or None.
        resumed: the latest day on which a suspension or a doubt ended, or None.
        questions: what about the authority itself could not be confirmed.
    """

    marks: tuple[Mark, ...]
    past: tuple[tuple[Authority, Treatment], ...]
    restored: date | None
    resumed: date | None
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
    suspended: list[date] = []
    lifts = tuple(_lifts(library, authority, question))
    for by, treatment in library.treatments_of(id):
        mark = _mark(library, authority, by, treatment, question)
        if mark is None:
            suspended += _own_end(library, authority, by, treatment, question)
            continue
        end, certain = _end(library, authority, mark, lifts, question)
        if end is None:
            marks.append(mark if certain else replace(mark, certain=False))
        elif end > treatment.on:  # else it was undone before its first day, and never displaced anything
            past.append((by, treatment))
            (suspended if mark.kind.temporary else ended).append(end)
    marks.sort(key=_weight, reverse=True)
    suspended += [day for asked in authority.open_questions if (day := _cleared(library, asked, question))]
    return Record(
        tuple(marks),
        tuple(past),
        restored=max(ended, default=None),
        resumed=max(suspended, default=None),
        questions=tuple(asked for asked in authority.open_questions if _is_asked(library, asked, question)),
    )


def _end(
    library: Library, target: Authority, mark: Mark, lifts: tuple[_Lift, ...], question: Question
) -> tuple[date | None, bool]:
    """Return the day a mark ended (undone with its author, lifted, decided), if it did; and whether that is certain."""
    operates, day = operating(library, mark.by, question)
    if operates is False:
        return day, True
    lifting = [lift for lift in lifts if _lifts_mark(lift, mark)]
    certain = [lift.day for lift in lifting if lift.certain]
    if certain:
        return min(certain), True
    return _decided(library, target, mark, question), not lifting


def _own_end(
    library: Library, target: Authority, by: Authority, treatment: Treatment, question: Question
) -> list[date]:
    """Return the day on which a suspension ended by its own terms, if it reached the question and has ended."""
    kind = library.vocabulary.treatments[treatment.effect]
    over = treatment.until is not None and treatment.until <= question.on
    if not (over and kind.displaces) or not reaches(library, target, by, treatment, question):
        return []
    return [treatment.until] if treatment.until else []


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
    since = max(found.restored or date.min, found.resumed or date.min)
    if undone or found.questions:
        doubts = [mark.since for mark in undone] + [asked.from_day or since for asked in found.questions]
        return None, max(since, *doubts)
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
    begun_on = treatment.on if certain else max(first_day(by), date.min)
    return Mark(
        word=kind.displaces if whole else kind.displaces_in_part or kind.displaces,
        by=by,
        treatment=treatment,
        since=max(begun_on, operating_since),
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


def reaches(library: Library, target: Authority, by: Authority, treatment: Treatment, question: Question) -> bool:
    """Say whether a treatment reaches a question: its issue, its forum and its application."""
    return _reaches_forum(library, target, by, treatment, question) and _reaches_issue(
        library, treatment, question.issue
    )


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


def _lifts(library: Library, target: Authority, question: Question) -> Iterator[_Lift]:
    """List the restorations of an authority that have effect, or may have."""
    for by, treatment in library.treatments_of(target.id):
        kind = library.vocabulary.treatments[treatment.effect]
        if not kind.restores or not _reaches_forum(library, target, by, treatment, question):
            continue
        begun, certain = _begun(by, treatment, question.on, lasting=False)
        on_issue = _reaches_issue(library, treatment, question.issue)
        operates = operating(library, by, question)[0] if begun and certain else False
        if operates is not False and (on_issue or _marked_whole(library, target)):
            yield _Lift(treatment.on, kind.restores, on_issue, operates is True)


def _marked_whole(library: Library, target: Authority) -> bool:
    """Say whether some review marked the whole of a decision, so that what restores a part of it restores the mark."""
    return any(_reviews(library, by, target) for by, _ in library.treatments_of(target.id))


def _lifts_mark(lift: _Lift, mark: Mark) -> bool:
    """Say whether a restoration lifts a mark; one on another issue lifts only the mark of a review of the whole."""
    if mark.kind.ends_with_order or lift.day <= mark.since or (mark.reaches and not lift.on_issue):
        return False
    return lift.reach == "all" or mark.kind.temporary


def _decided(library: Library, target: Authority, mark: Mark, question: Question) -> date | None:
    """Return the day a referral ended because the body that called the case up has disposed of it."""
    if not mark.kind.leaves_standing:
        return None
    kinds = library.vocabulary.treatments
    days = [
        treatment.on
        for by, treatment in library.treatments_of(target.id)
        if by.by == mark.by.by
        and by.id != mark.by.id
        and mark.since < treatment.on <= question.on
        and (kinds[treatment.effect].displaces or kinds[treatment.effect].reviews)
        and _reaches_forum(library, target, by, treatment, question)
    ]
    return min(days, default=None)


def _concerns(library: Library, asked: OpenQuestion, question: Question) -> bool:
    issues = asked.reach.issues
    on_issue = question.issue is None or not issues or bool(issues & library.family(question.issue))
    return on_issue and in_stage_and_circuit(asked.reach, question.forum)


def _is_asked(library: Library, asked: OpenQuestion, question: Question) -> bool:
    """Say whether something that could not be confirmed concerns a question on its day."""
    begun = asked.from_day is None or question.on >= asked.from_day
    return begun and (asked.until_day is None or question.on < asked.until_day) and _concerns(library, asked, question)


def _cleared(library: Library, asked: OpenQuestion, question: Question) -> date | None:
    """Return the day on which something that could not be confirmed was cleared up, if it was."""
    over = asked.until_day is not None and asked.until_day <= question.on
    return asked.until_day if over and _concerns(library, asked, question) else None
