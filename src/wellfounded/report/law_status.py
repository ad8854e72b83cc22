"""The status of one authority, told: the sentence, its history, and what comes after the day asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from wellfounded.law.history import standings
from wellfounded.law.library import Library
from wellfounded.law.model import Authority
from wellfounded.law.status import Because, Status
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
from wellfounded.report.stamp import stamp
from wellfounded.report.words import KNOWN, before, capitalised, day, status_word, with_days


def status_document(library: Library, found: Status, *, filed: date | None = None) -> Document:
    """Tell the status of an authority."""
    authority = library.authorities[found.authority]
    issue = f", on {issue_name(library, found.issue)}" if found.issue else ""
    chosen = "" if found.forum.circuit else ", no circuit chosen"
    application = f", application filed {day(filed)}" if filed else ""
    return Document(
        title=f"{authority.name}, {authority.cite}",
        asked=f"Its status on {day(found.on)}, {before(found.forum)}{chosen}{issue}{application}",
        answer=status_sentence(library, found),
        known=_known_line(authority, found),
        parts=tuple(_parts(library, authority, found, filed)),
        stamp=stamp(library, on=found.on, forum=found.forum),
    )


def issue_name(library: Library, issue: str) -> str:
    """Name an issue within a sentence."""
    return f"“{library.vocabulary.issues[issue].name}”"


def status_sentence(library: Library, found: Status) -> str:
    """Answer in one sentence."""
    authority = library.authorities[found.authority]
    since = f" since {day(found.since)}" if found.since and found.since <= found.on else ""
    word = {"good-law": "good law", "open": "open: whether it has effect could not be confirmed"}.get(
        found.word, status_word(found.word)
    )
    lead = f"As last confirmed on {day(found.confirmed_through)}: on" if found.on > found.confirmed_through else "On"
    about = f" on {issue_name(library, found.issue)}" if found.issue else ""
    sentence = f"{lead} {day(found.on)}, {before(found.forum)}, {authority.name} is {word}{about}{since}."
    if found.stands and not found.binds:
        sentence += " It stands, but it does not bind this decision-maker."
    return sentence


def _known_line(authority: Authority, found: Status) -> str:
    reviewed = "reviewed by a lawyer" if authority.reviewed else "not reviewed by a lawyer"
    return capitalised(f"{reviewed} · {KNOWN[found.known]} · law last confirmed {day(found.confirmed_through)}")


def _parts(library: Library, authority: Authority, found: Status, filed: date | None) -> list[Part]:
    parts: list[Part] = [Paragraph(with_days(found.why))]
    if found.because:
        parts += [Heading("History"), Chain(tuple(_step(library, authority, step) for step in found.because))]
    later = [
        span
        for span in standings(library, authority, issue=found.issue, forum=found.forum, filed=filed, since=found.on)
        if span.from_day > found.on
    ]
    if later:
        parts += [
            Heading("After the day asked"),
            Chain(
                tuple(
                    Link(
                        day(span.from_day),
                        _tone(span.stands),
                        capitalised(status_word(span.word)),
                        remark=f"By {library.authorities[span.by].name}." if span.by else with_days(span.why),
                    )
                    for span in later
                )
            ),
        ]
    held = [part for part in authority.holdings if found.issue is None or part.issue in _around(library, found.issue)]
    if held:
        parts.append(Heading("What it held"))
        parts.append(
            Chain(
                tuple(
                    Link(
                        "held",
                        "none",
                        library.vocabulary.issues[part.issue].name,
                        says=part.says,
                        pinpoint=part.pinpoint,
                        quotation=part.quotation,
                        remark=part.note,
                    )
                    for part in held
                )
            )
        )
    return parts


def _around(library: Library, issue: str) -> frozenset[str]:
    return library.family(issue) | library.narrower(issue)


def _tone(stands: bool | None) -> str:
    return OPEN if stands is None else GOVERNS if stands else DISPLACED


def _step(library: Library, authority: Authority, step: Because) -> Link:
    by = library.authorities[step.authority]
    if step.how == "issued":
        words = "is issued, by this day at the latest" if step.note else "is issued"
        return Link(day(step.on), "none", f"{by.name} {words}", by.cite, step.note)
    kind = library.vocabulary.treatments.get(step.how)
    tone = "none"
    if kind is not None:
        tone = GOVERNS if kind.restores else DISPLACED if kind.displaces else IN_PART if kind.reviews else "none"
    to = "" if kind is None else f" {authority.name}"
    return Link(
        day(step.on), tone, f"{by.name} {step.how.replace('-', ' ', 1) if kind else step.how}{to}", by.cite, step.note
    )


def status_json(library: Library, found: Status) -> dict[str, Any]:
    """Return the status of an authority, with stable keys."""
    authority = library.authorities[found.authority]
    return {
        "authority": found.authority,
        "name": authority.name,
        "citation": authority.cite,
        "issue": found.issue,
        "on": found.on.isoformat(),
        "stage": found.forum.stage,
        "circuit": found.forum.circuit,
        "status": found.word,
        "since": found.since.isoformat() if found.since else None,
        "stands": found.stands,
        "binds": found.binds,
        "because": [
            {"authority": step.authority, "how": step.how, "on": step.on.isoformat(), "note": step.note}
            for step in found.because
        ],
        "why": found.why,
        "known": found.known,
        "reviewed": list(authority.reviewed),
        **stamp(library).keys(),
    }
