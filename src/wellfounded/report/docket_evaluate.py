"""A caseload evaluated, as a document and as JSON."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from wellfounded.docket.evaluated import MET, NOT_MET, OPEN, Evaluated
from wellfounded.law.library import Library
from wellfounded.report.document import Bullets, Document, Heading, Paragraph, Part, Table
from wellfounded.report.stamp import stamp
from wellfounded.report.words import day

_MOST_MISSING = 15
_WORDS = {MET: "met", NOT_MET: "not met", OPEN: "open"}
RULES_ALONE = "Answers rest on the written rules; --explain tells of one claim what precedent settles beyond them."


def evaluated_document(found: Evaluated, library: Library) -> Document:
    """Write a caseload evaluated."""
    days = " and ".join(day(on) for on in found.days)
    parts: list[Part] = [*_crosstab(found, library), *_changes(found, library), *_missing(found, library)]
    if found.caseload.unread:
        parts += [Heading("Columns not read"), Bullets(found.caseload.unread)]
    return Document(
        "A caseload evaluated",
        f"{found.caseload.path.name}, under the law of {days}",
        _sentence(found),
        RULES_ALONE,
        tuple(parts),
        stamp(library, asked=f"{found.claims:,} claims of {found.caseload.path.name}, under the law of {days}"),
    )


def _sentence(found: Evaluated) -> str:
    whole = f"{found.claims:,} claims were evaluated, {len(found.counts):,} elements and forms of protection each day."
    told = [
        f"From {day(one)} to {day(other)} some answer changes in {number:,} of them."
        for (one, other), number in zip(pairwise(found.days), found.claims_changed, strict=True)
    ]
    return " ".join([whole, *told])


def _name(name: str, library: Library) -> str:
    elements, reliefs = library.vocabulary.elements, library.vocabulary.reliefs
    return elements[name].name if name in elements else reliefs[name].name


def _crosstab(found: Evaluated, library: Library) -> list[Part]:
    headings = ("", *(f"{_WORDS[answer]}, {on}" for on in found.days for answer in (MET, NOT_MET, OPEN)))
    rows = [
        (name, *(f"{counts.get(answer, 0):,}" for counts in days for answer in (MET, NOT_MET, OPEN)))
        for name, days in found.counts.items()
    ]
    remark = "An element is told by its id; `--explain CLAIM` tells of one claim what each asks."
    numbers = tuple(range(1, len(headings)))
    return [Heading("Met, not met, open"), Table(headings, tuple(rows), remark=remark, numbers=numbers)]


def _changes(found: Evaluated, library: Library) -> list[Part]:
    parts: list[Part] = []
    for (one, other), changes, number in zip(pairwise(found.days), found.changes, found.claims_changed, strict=True):
        rows = [
            (name, f"{_WORDS[was]} to {_WORDS[now]}", f"{claims:,}")
            for (name, was, now), claims in sorted(changes.items(), key=lambda pair: (-pair[1], pair[0]))
        ]
        parts.append(Heading(f"What changes from {day(one)} to {day(other)}"))
        parts.append(
            Table(
                ("element or protection", "from what to what", "claims"),
                tuple(rows),
                remark=f"Claims with some change: {number:,}.",
                numbers=(2,),
            )
            if rows
            else Paragraph("Nothing changes.")
        )
    return parts


def _missing(found: Evaluated, library: Library) -> list[Part]:
    if not found.missing:
        return []
    facts = library.vocabulary.facts
    rows = [(facts[fact].english, fact, f"{number:,}") for fact, number in found.missing[:_MOST_MISSING]]
    remark = f"Claims in which the fact is not known and some element still open on {day(found.days[-1])} reads it."
    return [
        Heading("Which fact not known keeps most claims open"),
        Table(("question", "fact", "claims"), tuple(rows), remark=remark, widths=(60, 26, 10), numbers=(2,)),
    ]


def evaluated_keys(found: Evaluated, library: Library) -> dict[str, Any]:
    """Return a caseload evaluated as the keys of a JSON object."""
    reliefs = library.vocabulary.reliefs
    days = [on.isoformat() for on in found.days]

    def crosstab(wanted: bool) -> dict[str, Any]:
        return {
            name: dict(
                zip(days, ({answer: counts.get(answer, 0) for answer in _WORDS} for counts in by_day), strict=True)
            )
            for name, by_day in found.counts.items()
            if (name in reliefs) is wanted
        }

    return {
        "claims": found.claims,
        "on": days,
        "engine": found.engine,
        "elements": crosstab(False),
        "reliefs": crosstab(True),
        "changed": [
            {"from_day": one, "to_day": other, "element": name, "from": was, "to": now, "claims": claims}
            for (one, other), changes in zip(pairwise(days), found.changes, strict=True)
            for (name, was, now), claims in sorted(changes.items())
        ],
        "claims_changed": [
            {"from_day": one, "to_day": other, "claims": number}
            for (one, other), number in zip(pairwise(days), found.claims_changed, strict=True)
        ],
        "missing": [{"fact": fact, "claims": number} for fact, number in found.missing],
        "columns_not_read": list(found.caseload.unread),
        "rests_on": RULES_ALONE,
        **stamp(library).keys(),
    }
