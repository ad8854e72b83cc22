"""The status of one authority: on a day, in a forum, for an issue, and what made it so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from wellfounded.forum import Forum
from wellfounded.law.binding import applies, binds, terms_on
from wellfounded.law.calendar import last_change
from wellfounded.law.displacement import Mark, Question, Record, reaches, record
from wellfounded.law.library import Library, first_day
from wellfounded.law.model import Authority, TreatmentKind

GOOD_LAW = "good-law"
NOT_YET_ISSUED = "not-yet-issued"
NOT_YET_EFFECTIVE = "not-yet-effective"
NOT_PRECEDENT = "not-precedent"
REINSTATED = "reinstated"
OPEN = "open"
SUPERSEDED = "superseded"
REFERRAL = "process.ag-referral"


class Because(Struct, frozen=True, gc=False):
    """One step of a history: who did what, when, and what it says of itself."""

    authority: str
    how: str
    on: date
    note: str = ""


class Status(Struct, frozen=True, gc=False):
    """The standing of an authority for one question.

    Attributes:
        authority: its id.
        issue: the issue asked about, or None for the authority as a whole.
        on: the day whose law is asked.
        forum: where it is asked.
        word: the status word ("good-law", "overruled", "reinstated", "open" …).
        since: the first day of that status, when known.
        by: the id of the authority that displaced it, or an empty string.
        because: the history that led to it, earliest first.
        stands: whether the authority stands on the issue here: True, False, or None when it could not be confirmed.
        binds: whether it binds this decision-maker, if it stands.
        known: how well the library knows what the answer rests on.
        why: the reason in one sentence.
        confirmed_through: the last day to which the library was confirmed.
    """

    authority: str
    issue: str | None
    on: date
    forum: Forum
    word: str
    since: date | None
    by: str
    because: tuple[Because, ...]
    stands: bool | None
    binds: bool
    known: str
    why: str
    confirmed_through: date


def status(
    library: Library,
    authority: Authority,
    *,
    on: date,
    forum: Forum,
    issue: str | None = None,
    filed: date | None = None,
) -> Status:
    """Say whether an authority is good law for a question, since when, and because of what.

    Args:
        filed: the day the application was filed; the day asked about, if left out.
    """
    day = last_change(library, authority, on)
    found = answered(library, authority.id, Question(issue, day, forum, filed or day))
    return replace(found, on=on)


@lru_cache(maxsize=400_000)
def answered(library: Library, id: str, question: Question) -> Status:
    """Answer a question for its own day. On a day of change the answer holds until the next such day."""
    authority = library.authorities[id]
    found = record(library, authority, question)
    word, since, stands, why = _word(library, authority, found, question)
    return Status(
        authority=id,
        issue=question.issue,
        on=question.on,
        forum=question.forum,
        word=word,
        since=since,
        by=found.marks[0].by.id if found.marks and word == found.marks[0].word else "",
        because=tuple(_history(library, authority, question)),
        stands=stands,
        binds=binds(library, authority, forum=question.forum) and _applies(library, authority, question),
        known=_known(library, authority, found),
        why=f"{why} {_silent(library, authority, question)}".strip(),
        confirmed_through=library.confirmed_through,
    )


def _silent(library: Library, authority: Authority, question: Question) -> str:
    """Say that an authority asked about on an issue is recorded as holding nothing on it; else an empty text."""
    if question.issue is None or first_day(authority) > question.on:
        return ""
    elements = library.elements_on(question.issue)
    tested = {by.authority for element in elements for test in library.tests_of(element) for by in test.stated_by}
    speaks = {held.issue for held in authority.holdings} & library.narrower(question.issue)
    return "" if speaks or authority.id in tested else "The library records no holding of it on this issue."


_Word = tuple[str, date | None, bool | None, str]


def _word(library: Library, authority: Authority, found: Record, question: Question) -> _Word:
    window = authority.decided_between
    if question.on < first_day(authority):
        return NOT_YET_ISSUED, None, False, "It had not been issued."
    if authority.decided is None and window and question.on < window[1]:
        why = (
            f"It was issued between {window[0]} and {window[1]}; the day was not seen, so it may not have been issued."
        )
        return OPEN, window[0], None, why
    certain = [mark for mark in found.marks if mark.certain]
    if certain and not (certain[0].kind.temporary and found.questions):
        return _displaced(library, certain[0], found.marks, question)
    if found.questions:
        asked = found.questions[0]
        return OPEN, asked.from_day, None, asked.question
    if found.marks:
        mark = found.marks[0]
        return OPEN, mark.since, None, f"Whether {mark.by.name} displaces it on this day could not be confirmed."
    return _not_displaced(library, authority, found, question)


def _displaced(library: Library, mark: Mark, marks: tuple[Mark, ...], question: Question) -> _Word:
    kind = mark.kind
    why = f"{mark.by.name} {kind.id.replace('-', ' ')} it, {mark.treatment.on}."
    if kind.leaves_standing:
        return mark.word, mark.since, _referred_still_governs(library, kind, question), why
    reaching = [other for other in marks if other.reaches and other.certain]
    if reaching and question.issue is not None:
        return mark.word, mark.since, False, why
    if question.issue is None and not mark.whole:
        return mark.word, mark.since, True, f"{why} It stands on other issues."
    if not reaching:
        return mark.word, mark.since, True, f"{why} On this issue it stands."
    return mark.word, mark.since, False, why


def _referred_still_governs(library: Library, kind: TreatmentKind, question: Question) -> bool | None:
    """Say whether a precedent called up for review governs other cases meanwhile, as the law on referral stood then."""
    asked = Question(REFERRAL, question.on, question.forum, question.filed)
    for name in kind.leaves_standing:
        authority = library.authorities.get(name)
        if authority and first_day(authority) <= question.on and not record(library, authority, asked).marks:
            return True
    return None


def _not_displaced(library: Library, authority: Authority, found: Record, question: Question) -> _Word:
    effective = _effective(authority)
    if authority.precedential_from and question.on < authority.precedential_from:
        why = f"It bound only its parties until it was made precedent on {authority.precedential_from}."
        return NOT_PRECEDENT, authority.decided, False, why
    if effective is None:
        return NOT_YET_EFFECTIVE, authority.decided, False, "It was proposed and never took effect."
    if question.on < effective:
        return NOT_YET_EFFECTIVE, first_day(authority), False, f"It takes effect on {effective}."
    if not _reaches_application(library, authority, question):
        return NOT_YET_EFFECTIVE, effective, False, "By its own terms it does not reach an application filed then."
    if authority.kind == "brief":
        return NOT_PRECEDENT, effective, False, "It is a party's brief: it binds nobody."
    if _binds_parties_only(authority):
        return NOT_PRECEDENT, effective, False, "It binds its parties only."
    if found.restored is not None:
        return REINSTATED, found.restored, True, "What had displaced it no longer does."
    since = max(effective, authority.precedential_from or effective, found.resumed or effective)
    return GOOD_LAW, since, True, "Nothing in the library displaces it."


def _effective(authority: Authority) -> date | None:
    if authority.effective is not None:
        return authority.effective
    if authority.decided is None and authority.decided_between is not None:
        return authority.decided_between[1]
    return authority.decided if authority.kind == "decision" else None


def _binds_parties_only(authority: Authority) -> bool:
    return authority.kind == "decision" and not authority.precedential and authority.binds <= {"parties-only"}


def _issues(library: Library, question: Question) -> frozenset[str]:
    return library.family(question.issue) if question.issue else frozenset()


def _reaches_application(library: Library, authority: Authority, question: Question) -> bool:
    dated = [
        reach
        for reach in terms_on(authority, _issues(library, question))
        if (reach.filed_from or reach.filed_before) and (not reach.stages or question.forum.stage in reach.stages)
    ]
    return not dated or any(
        (reach.filed_from is None or question.filed >= reach.filed_from)
        and (reach.filed_before is None or question.filed < reach.filed_before)
        for reach in dated
    )


def _applies(library: Library, authority: Authority, question: Question) -> bool:
    return applies(authority, issues=_issues(library, question), forum=question.forum, filed=question.filed)


def _history(library: Library, authority: Authority, question: Question) -> Iterator[Because]:
    """Tell what happened to an authority up to the day asked, earliest first, and to those who did it."""
    if first_day(authority) > question.on:
        return
    yield _issued(authority, question.on)
    steps: dict[tuple[str, str, date], Because] = {}
    _collect(library, authority, question, steps, depth=0)
    yield from sorted(steps.values(), key=lambda step: (step.on, step.authority, step.how))


def _issued(authority: Authority, on: date) -> Because:
    """Tell when an authority was issued; a window stays a window."""
    window = authority.decided_between
    if authority.decided is not None or window is None:
        return Because(authority.id, "issued", authority.decided or first_day(authority))
    note = f"Issued between {window[0]} and {window[1]}; the day was not seen."
    return Because(authority.id, "issued", window[1] if on >= window[1] else window[0], note)


def _collect(
    library: Library,
    authority: Authority,
    question: Question,
    steps: dict[tuple[str, str, date], Because],
    *,
    depth: int,
) -> None:
    kinds = library.vocabulary.treatments
    for by, treatment in library.treatments_of(authority.id):
        kind = kinds[treatment.effect]
        if treatment.on > question.on or not (kind.displaces or kind.restores or kind.reviews):
            continue
        if not reaches(library, authority, by, treatment, question):
            continue
        how = kind.id if depth == 0 else f"{kind.id} {authority.name}"
        steps.setdefault((by.id, how, treatment.on), Because(by.id, how, treatment.on, treatment.note))
        if depth < 2 and (kind.displaces or kind.restores):
            _collect(library, by, question, steps, depth=depth + 1)


_RANK = {"seen": 0, "mixed": 1, "memory": 2}


def _known(library: Library, authority: Authority, found: Record) -> str:
    """Return the weakest mark among what the answer rests on."""
    marks = [authority.known, *(mark.treatment.known for mark in found.marks[:1])]
    return max(marks, key=lambda mark: _RANK[mark])
