"""Lists of the library: its authorities and its issues."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wellfounded.law.library import Library, first_day
from wellfounded.law.model import Authority
from wellfounded.report.document import Cell, Document, Heading, Part, Table
from wellfounded.report.stamp import stamp
from wellfounded.report.words import capitalised, counted, day

KNOWN_WORDS = {"seen": "read", "mixed": "partly from memory", "memory": "from memory"}


def list_document(library: Library, found: tuple[Authority, ...], *, asked: str) -> Document:
    """List authorities, earliest first.

    Args:
        asked: which were asked for, in words; an empty string for all.
    """
    rows = tuple(
        (
            Cell(f"{authority.name}, {authority.cite}", authority.id),
            library.vocabulary.bodies[authority.by].name,
            _day(authority),
            KNOWN_WORDS[authority.known] + (", reviewed" if authority.reviewed else ""),
        )
        for authority in found
    )
    unreviewed = sum(not authority.reviewed for authority in found)
    return Document(
        title="The authorities of the library",
        asked=capitalised(asked),
        answer=f"{capitalised(counted(len(found), 'authority', 'authorities'))}, earliest first.",
        known=f"{capitalised(counted(unreviewed, 'authority', 'authorities'))} not reviewed by a lawyer",
        parts=(Table(("Authority and id", "By", "Day", "Known"), rows, widths=(9, 4, 4, 3)),) if rows else (),
        stamp=stamp(library, asked="the authorities of the library"),
    )


def _day(authority: Authority) -> str:
    if authority.decided:
        return day(authority.decided)
    first, last = authority.decided_between or (first_day(authority), first_day(authority))
    return f"{day(first)} to {day(last)}"


def list_json(library: Library, found: tuple[Authority, ...]) -> dict[str, Any]:
    """Return a list of authorities, with stable keys."""
    return {
        "authorities": [
            {
                "authority": authority.id,
                "name": authority.name,
                "citation": authority.cite,
                "by": authority.by,
                "kind": authority.kind,
                "decided": authority.decided.isoformat() if authority.decided else None,
                "decided_between": [one.isoformat() for one in authority.decided_between]
                if authority.decided_between
                else None,
                "issues": list(dict.fromkeys(held.issue for held in authority.holdings)),
                "known": authority.known,
                "reviewed": list(authority.reviewed),
            }
            for authority in found
        ],
        **stamp(library).keys(),
    }


def issues_document(library: Library) -> Document:
    """List the issues, by topic."""
    topics: dict[str, list[tuple[str | Cell, ...]]] = {}
    for issue in library.vocabulary.issues.values():
        voices = len({authority.id for authority, _ in library.holdings_on(issue.id)})
        row = (
            Cell(issue.id, f"under {issue.parent}" if issue.parent else ""),
            Cell(issue.name, issue.definition),
            str(voices),
        )
        topics.setdefault(issue.id.partition(".")[0], []).append(row)
    parts: list[Part] = []
    for topic, rows in topics.items():
        parts += [
            Heading(capitalised(topic.replace("-", " "))),
            Table(("Issue", "What it is", "Authorities"), tuple(rows), widths=(6, 9, 2)),
        ]
    return Document(
        title="The issues of the library",
        asked="",
        answer=f"{counted(len(library.vocabulary.issues), 'issue')} on which authorities speak.",
        known="",
        parts=tuple(parts),
        stamp=stamp(library, asked="the issues of the library"),
    )


def issues_json(library: Library) -> dict[str, Any]:
    """Return the issues, with stable keys."""
    return {
        "issues": [
            {
                "issue": issue.id,
                "name": issue.name,
                "definition": issue.definition,
                "parent": issue.parent or None,
                "authorities": list(dict.fromkeys(authority.id for authority, _ in library.holdings_on(issue.id))),
            }
            for issue in library.vocabulary.issues.values()
        ],
        **stamp(library).keys(),
    }


def chosen(
    authorities: Iterable[Authority], *, by: str | None, issues: frozenset[str], years: range | None, known: str | None
) -> tuple[Authority, ...]:
    """Choose authorities by body, issue, year and how well they are known; what is left out does not narrow."""
    return tuple(
        authority
        for authority in authorities
        if (by is None or authority.by == by)
        and (not issues or any(held.issue in issues for held in authority.holdings))
        and (years is None or _year(authority) in years)
        and (known is None or authority.known == known)
    )


def _year(authority: Authority) -> int:
    return (authority.decided or (authority.decided_between or (first_day(authority),))[-1]).year
