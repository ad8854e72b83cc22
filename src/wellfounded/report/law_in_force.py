"""What governs an issue, told: the sentence, the chain, what must be shown, and how long the answer holds."""

from __future__ import annotations

from datetime import date
from typing import Any

from wellfounded.law.governing import GOVERNED, NO_AUTHORITY, NOT_COVERED, Displaced, Governs, InForce
from wellfounded.law.history import Standing, Term, standings, term
from wellfounded.law.library import Library
from wellfounded.report.document import (
    DISPLACED,
    GOVERNS,
    IN_PART,
    OPEN,
    Chain,
    Document,
    Heading,
    Link,
    Paragraph,
    Part,
)
from wellfounded.report.rule_words import test_words
from wellfounded.report.stamp import stamp
from wellfounded.report.words import before, capitalised, counted, day, listed, status_word, with_days


def in_force_document(library: Library, found: InForce) -> Document:
    """Tell what governs an issue."""
    issue = library.vocabulary.issues[found.issue]
    return Document(
        title=issue.name,
        asked=f"{issue.id}: {asked_line(found)}",
        answer=answer_sentence(library, found),
        known=known_line(library, found),
        parts=tuple(_parts(library, found)),
        stamp=stamp(library, on=found.on, forum=found.forum),
    )


def asked_line(found: InForce) -> str:
    """Say what was asked, in one line."""
    filed = f", application filed {day(found.filed)}" if found.filed else ""
    chosen = "" if found.forum.circuit else ", no circuit chosen"
    return f"the law on {day(found.on)}, {before(found.forum)}{chosen}{filed}"


def answer_sentence(library: Library, found: InForce) -> str:
    """Answer in one sentence: who governs, or why no one can be named."""
    place = f"{capitalised(f'on {day(found.on)}')}, {before(found.forum)}"
    if found.on > found.confirmed_through:
        place = f"As last confirmed on {day(found.confirmed_through)}, asked of {day(found.on)}, {before(found.forum)}"
    if found.answer == NOT_COVERED:
        return f"Not covered: {with_days(found.why[0])}"
    if found.answer == NO_AUTHORITY:
        return f"{place}: {found.why[0][0].lower()}{found.why[0][1:]}"
    names = [row.name for row in found.governing]
    if found.answer == GOVERNED:
        return (
            f"{place}, {_named(names)} {'governs' if len(names) == 1 else 'govern'}.{_last_displaced(library, found)}"
        )
    return f"{place}, the law is unsettled between {counted(len(names), 'candidate')}: {with_days(found.why[0])}"


def _named(names: list[str]) -> str:
    if len(names) <= 3:
        return listed(names)
    return f"{names[0]} and {counted(len(names) - 1, 'other authority', 'other authorities')}"


def _last_displaced(library: Library, found: InForce) -> str:
    acts = [row for row in found.displaced if row.by and row.on]
    if not acts:
        return ""
    last = max(acts, key=lambda row: (row.on, row.authority))
    by = library.authorities[last.by].name
    return f" {last.name} is {status_word(last.status)}: {by}, {day(last.on) if last.on else ''}."


def known_line(library: Library, found: InForce) -> str:
    """Say how well the answer is known, in one line."""
    if not found.governing:
        return ""
    reviewed = sum(bool(library.authorities[row.authority].reviewed) for row in found.governing)
    words = [
        "not reviewed by a lawyer" if not reviewed else f"{reviewed} of {len(found.governing)} reviewed by a lawyer"
    ]
    for mark, word in (("mixed", "known in part from memory"), ("memory", "known only from memory")):
        count = sum(row.known == mark for row in found.governing)
        words += [f"{counted(count, 'authority', 'authorities')} {word}"] if count else []
    missing = sum(not row.pinpoint for row in found.governing)
    words += [f"{counted(missing, 'pinpoint')} not known"] if missing else []
    return f"{capitalised(' · '.join(words))} · law last confirmed {day(found.confirmed_through)}"


def _parts(library: Library, found: InForce) -> list[Part]:
    parts: list[Part] = []
    links = [_governing(row, found) for row in found.governing]
    links += [_displaced(library, found, row) for row in sorted(found.displaced, key=_latest_act_first)]
    links += [
        Link("stands aside", IN_PART, row.name, row.citation, remark=with_days(capitalised(row.why)))
        for row in found.beside
    ]
    if links:
        parts.append(Chain(tuple(links)))
    tests = [chosen for chosen in found.tests if chosen.test]
    if tests:
        parts.append(Heading("What must be shown"))
    for chosen in tests:
        if chosen.test is not None:
            element = library.vocabulary.elements[chosen.element]
            stated = listed([library.authority(by.authority).name for by in chosen.test.stated_by])
            parts += [Heading(f"{element.name} ({stated})", 3), test_words(chosen.test, library.vocabulary)]
    reasons = [with_days(why) for why in found.why]
    if reasons and found.answer != NOT_COVERED:
        parts += [Heading("Why"), *(Paragraph(why) for why in reasons)]
    if found.governing and (seen := seen_to(library, found.on)):
        parts.append(Paragraph(seen, "soft"))
    if found.answer != NOT_COVERED:
        parts += [Heading("How long this answer holds"), Paragraph(term_sentence(term(library, found)))]
    return parts


def seen_to(library: Library, on: date) -> str:
    """Say which kinds of sources were last seen before the day asked, and on what day."""
    kinds = [f"{kind.sources} ({day(kind.through)})" for kind in library.standing.confirmed if kind.through < on]
    return f"Last seen before the day asked: {'; '.join(kinds)}." if kinds else ""


def _governing(row: Governs, found: InForce) -> Link:
    word = "governs" if found.answer == GOVERNED else "candidate"
    remark = (
        ""
        if row.known == "seen"
        else {"mixed": "Known in part from memory.", "memory": "Known only from memory."}[row.known]
    )
    if row.status.stands is None:
        word, remark = "candidate, open", f"{remark} {row.status.why}".strip()
    tone = GOVERNS if row.status.stands else OPEN
    return Link(word, tone, row.name, row.citation, row.says, with_days(remark), row.pinpoint, row.quotation)


def _latest_act_first(row: Displaced) -> tuple[bool, int, str]:
    """Put what an act displaced before what never was precedent, the latest first."""
    return not row.by, -row.on.toordinal() if row.on else 0, row.authority


def _displaced(library: Library, found: InForce, row: Displaced) -> Link:
    by = f"By {library.authorities[row.by].name}" if row.by else "Since"
    when = f"{', ' if row.by else ' '}{day(row.on)}." if row.on else "."
    later = _later(library, found, row.authority)
    held = [held for held in library.authorities[row.authority].holdings if held.issue == found.issue]
    remark = f"{by}{when} {later}".strip() if row.by or row.on else later
    return Link(
        status_word(row.status),
        DISPLACED,
        row.name,
        row.citation,
        says=" ".join(part.says for part in held),
        remark=remark,
        pinpoint="; ".join(dict.fromkeys(part.pinpoint for part in held if part.pinpoint)),
    )


def _later(library: Library, found: InForce, id: str) -> str:
    """Say what happens to an authority after the day asked, as far as the library knows."""
    spans = standings(
        library,
        library.authorities[id],
        issue=found.issue,
        forum=found.forum,
        filed=found.filed,
        since=found.on,
    )
    acts = [_act(library, span) for span in spans if span.from_day > found.on]
    return f"Later: {'; '.join(acts)}." if acts else ""


def _act(library: Library, span: Standing) -> str:
    by = f", {library.authorities[span.by].name}" if span.by else ""
    return f"{status_word(span.word)} {day(span.from_day)}{by}"


def term_sentence(holds: Term) -> str:
    """Say since when and until when an answer is the same, and what stood before and after."""
    since = "from the beginning of coverage"
    if holds.from_day and holds.before:
        since = f"from {day(holds.from_day)} (before: {_short(holds.before)})"
    until = "and the library knows of no later change."
    if holds.until_day and holds.after:
        until = f"until {day(holds.until_day)} (then: {_short(holds.after)})."
    return f"The same authorities and tests govern {since} {until}"


def _short(found: InForce) -> str:
    if found.answer == GOVERNED:
        return _named([row.name for row in found.governing])
    return {NOT_COVERED: "not covered", NO_AUTHORITY: "no authority"}.get(found.answer, "unsettled")


def in_force_json(library: Library, found: InForce) -> dict[str, Any]:
    """Return what governs an issue, with stable keys."""
    return {
        "issue": found.issue,
        "on": found.on.isoformat(),
        "stage": found.forum.stage,
        "circuit": found.forum.circuit,
        "filed": found.filed.isoformat() if found.filed else None,
        "answer": found.answer,
        "governing": [
            {
                "authority": row.authority,
                "name": row.name,
                "citation": row.citation,
                "pinpoint": row.pinpoint,
                "says": row.says,
                "quotation": row.quotation,
                "known": row.known,
                "reviewed": list(library.authorities[row.authority].reviewed),
                "status": row.status.word,
                "test": row.test.id if row.test else None,
            }
            for row in found.governing
        ],
        "displaced": [
            {
                "authority": row.authority,
                "name": row.name,
                "citation": row.citation,
                "status": row.status,
                "by": row.by or None,
                "on": row.on.isoformat() if row.on else None,
            }
            for row in found.displaced
        ],
        "beside": [{"authority": row.authority, "why": row.why, "known": row.known} for row in found.beside],
        "tests": [
            {"element": chosen.element, "test": chosen.test.id if chosen.test else None, "why": chosen.why}
            for chosen in found.tests
        ],
        "why": list(found.why),
        "confirmed": [
            {"sources": kind.sources, "through": kind.through.isoformat()} for kind in library.standing.confirmed
        ],
        **stamp(library).keys(),
    }
