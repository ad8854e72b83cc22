"""A page of the library, told: what an authority held, what it did and what was done to it."""

from __future__ import annotations

from typing import Any

from wellfounded.forum import CIRCUITS, STAGES
from wellfounded.law.library import Library
from wellfounded.law.model import Authority, LegalTest, Reach, Treatment
from wellfounded.report.document import (
    Bullets,
    Cell,
    Chain,
    Document,
    Heading,
    Link,
    Pairs,
    Paragraph,
    Part,
    Quotation,
    Table,
)
from wellfounded.report.rule_words import test_words
from wellfounded.report.stamp import stamp
from wellfounded.report.words import KNOWN, capitalised, counted, day, listed, status_word, with_days
from wellfounded.rule_text import print_rule

BOUND = {
    "bia": "the Board of Immigration Appeals",
    "ij": "immigration judges",
    "asylum-office": "asylum offices",
    "dhs": "the Department of Homeland Security",
    "federal-courts": "federal courts",
    "congress": "Congress",
    "parties-only": "its parties only",
}


def page_document(library: Library, authority: Authority) -> Document:
    """Tell everything the library holds on an authority."""
    return Document(
        title=f"{authority.name}, {authority.cite}",
        asked="",
        answer=_sentence(library, authority),
        known=known_of(authority),
        parts=tuple(_parts(library, authority)),
        stamp=stamp(library, asked=f"the page of {authority.name}"),
    )


def known_of(authority: Authority) -> str:
    """Say who has reviewed a page and how well it is known."""
    reviewed = f"Reviewed: {listed(list(authority.reviewed))}" if authority.reviewed else "Not reviewed by a lawyer"
    return f"{reviewed} · {KNOWN[authority.known]}"


def decided_words(authority: Authority) -> str:
    """Say when an authority was decided; a window stays a window."""
    if authority.decided:
        return day(authority.decided)
    first, last = authority.decided_between or (None, None)
    return f"between {day(first)} and {day(last)}, the day was not seen" if first and last else "not known"


def _sentence(library: Library, authority: Authority) -> str:
    body = library.vocabulary.bodies[authority.by].name
    held = counted(len(authority.holdings), "holding")
    done = counted(len(authority.treatments), "treatment") + " of others"
    received = counted(len(library.treatments_of(authority.id)), "treatment") + " received"
    return f"{authority.kind.capitalize()} of {decided_words(authority)}, {body}: {held}, {done}, {received}."


def _parts(library: Library, authority: Authority) -> list[Part]:
    parts: list[Part] = [
        Pairs(tuple(_facts(library, authority))),
        *(Paragraph(with_days(note)) for note in authority.notes),
    ]
    if authority.holdings:
        parts += [Heading("What it held"), Chain(tuple(_holdings(library, authority)))]
    if authority.tests:
        parts.append(Heading("What must be shown under it"))
        for test in authority.tests:
            parts += _test(library, test)
    received = library.treatments_of(authority.id)
    if received:
        rows = [_treatment(library, by, treatment, by) for by, treatment in received]
        parts += [Heading("What was done to it"), _treatments(("Day", "By", "What", "Reach"), rows)]
    if authority.treatments:
        rows = [
            _treatment(library, authority, treatment, library.authority(treatment.target))
            for treatment in sorted(authority.treatments, key=lambda one: one.on)
        ]
        parts += [Heading("What it did to others"), _treatments(("Day", "Authority", "What", "Reach"), rows)]
    if authority.open_questions:
        parts += [Heading("What could not be confirmed"), Bullets(tuple(_open_questions(authority)))]
    parts += [Heading("Sources"), Bullets(authority.sources or ("none named",))]
    if authority.aliases:
        parts += [Heading("Also known as"), Paragraph("; ".join(authority.aliases))]
    return parts


def _facts(library: Library, authority: Authority) -> list[tuple[str, str]]:
    rows = [
        ("id", authority.id),
        ("by", library.vocabulary.bodies[authority.by].name),
        ("decided", decided_words(authority)),
    ]
    if authority.public_from:
        rows.append(("public from", day(authority.public_from)))
    effective = day(authority.effective) if authority.effective else "never took effect, or from its last possible day"
    rows.append(("effective", effective))
    precedent = "yes" if authority.precedential else "no"
    if authority.precedential_from:
        precedent = f"from {day(authority.precedential_from)}"
    rows += [
        ("precedent", precedent),
        ("binds", listed([BOUND.get(name, name) for name in sorted(authority.binds)]) or "nobody"),
    ]
    rows += [("applies", reach_words(library, reach)) for reach in authority.applications]
    return rows + ([("text", authority.official)] if authority.official else [])


def _holdings(library: Library, authority: Authority) -> list[Link]:
    return [
        Link(
            {"seen": "read", "mixed": "partly read", "memory": "from memory"}[held.known],
            "none",
            library.vocabulary.issues[held.issue].name,
            held.issue,
            held.says,
            remark=with_days(held.note),
            pinpoint=held.pinpoint,
            quotation=held.quotation,
        )
        for held in authority.holdings
    ]


def _test(library: Library, test: LegalTest) -> list[Part]:
    element = library.vocabulary.elements[test.element]
    until = f" until {day(test.until_day)}" if test.until_day else ""
    stated = [
        f"{library.authority(by.authority).name}{f' at {by.pinpoint}' if by.pinpoint else ''}" for by in test.stated_by
    ]
    contested = " Contested: it stands beside the national test." if test.contested else ""
    parts: list[Part] = [
        Heading(f"{element.name} ({test.id})", 3),
        test_words(test, library.vocabulary),
        Paragraph(
            f"From {day(test.from_day)}{until}; {reach_words(library, test.reach)}. Stated by {listed(stated)}. "
            f"{capitalised(KNOWN[test.known])}.{contested}",
            "soft",
        ),
    ]
    parts += [Paragraph(with_days(test.note), "soft")] if test.note else []
    parts += [Quotation(test.quotation, test.quoted_from)] if test.quotation else []
    return parts


def _treatments(headings: tuple[str, ...], rows: list[tuple[str | Cell, ...]]) -> Table:
    return Table(headings, tuple(rows), widths=(2, 4, 3, 4))


def _treatment(library: Library, by: Authority, treatment: Treatment, other: Authority) -> tuple[str | Cell, ...]:
    until = f" until {day(treatment.until)}" if treatment.until else ""
    remark = "; ".join(
        text
        for text in (with_days(treatment.note), "" if treatment.known == "seen" else KNOWN[treatment.known])
        if text
    )
    return (
        f"{day(treatment.on)}{until}",
        Cell(other.name, other.cite),
        Cell(status_word(treatment.effect), remark),
        reach_words(library, treatment.reach),
    )


def _open_questions(authority: Authority) -> list[str]:
    words = []
    for asked in authority.open_questions:
        since = f" from {day(asked.from_day)}" if asked.from_day else ""
        until = f" until {day(asked.until_day)}" if asked.until_day else ""
        words.append(f"{with_days(asked.question)}{f' ({since}{until})'.replace('( ', '(') if since or until else ''}")
    return words


def reach_words(library: Library, reach: Reach) -> str:
    """Say what part of the law something reaches."""
    words = []
    if reach.issues:
        words.append(listed([library.vocabulary.issues[issue].name for issue in sorted(reach.issues)]))
    if reach.stages:
        words.append(listed([STAGES[stage] for stage in STAGES if stage in reach.stages]))
    if reach.circuits:
        words.append(listed([CIRCUITS[circuit] for circuit in CIRCUITS if circuit in reach.circuits]))
    if reach.filed_from:
        words.append(f"applications filed on or after {day(reach.filed_from)}")
    if reach.filed_before:
        words.append(f"applications filed before {day(reach.filed_before)}")
    return "; ".join(words) or "every issue and forum"


def page_json(library: Library, authority: Authority) -> dict[str, Any]:
    """Return everything the library holds on an authority, with stable keys."""
    return {
        "authority": authority.id,
        "name": authority.name,
        "citation": authority.cite,
        "by": authority.by,
        "kind": authority.kind,
        "decided": _iso(authority.decided),
        "decided_between": [_iso(one) for one in authority.decided_between] if authority.decided_between else None,
        "public_from": _iso(authority.public_from),
        "effective": _iso(authority.effective),
        "precedential": authority.precedential,
        "precedential_from": _iso(authority.precedential_from),
        "binds": sorted(authority.binds),
        "known": authority.known,
        "reviewed": list(authority.reviewed),
        "notes": list(authority.notes),
        "holdings": [
            {
                "issue": held.issue,
                "says": held.says,
                "pinpoint": held.pinpoint,
                "quotation": held.quotation,
                "known": held.known,
                "note": held.note,
            }
            for held in authority.holdings
        ],
        "tests": [_test_json(test) for test in authority.tests],
        "received": [
            {"authority": by.id, **_treatment_json(treatment)} for by, treatment in library.treatments_of(authority.id)
        ],
        "did": [
            {"authority": library.authority(treatment.target).id, **_treatment_json(treatment)}
            for treatment in authority.treatments
        ],
        "open": [
            {"question": asked.question, **_days(asked.from_day, asked.until_day)} for asked in authority.open_questions
        ],
        "aliases": list(authority.aliases),
        "sources": list(authority.sources),
        "official": authority.official,
        "page": authority.path,
        **stamp(library).keys(),
    }


def _iso(on: Any) -> str | None:
    return on.isoformat() if on else None


def _days(first: Any, until: Any) -> dict[str, str | None]:
    return {"from": _iso(first), "until": _iso(until)}


def _reach_json(reach: Reach) -> dict[str, Any]:
    return {
        "issues": sorted(reach.issues),
        "stages": sorted(reach.stages),
        "circuits": sorted(reach.circuits),
        "filed_from": _iso(reach.filed_from),
        "filed_before": _iso(reach.filed_before),
    }


def _treatment_json(treatment: Treatment) -> dict[str, Any]:
    return {
        "effect": treatment.effect,
        "on": _iso(treatment.on),
        "until": _iso(treatment.until),
        "reach": _reach_json(treatment.reach),
        "known": treatment.known,
        "note": treatment.note,
    }


def _test_json(test: LegalTest) -> dict[str, Any]:
    return {
        "test": test.id,
        "element": test.element,
        "rule": print_rule(test.rule),
        "stated_by": [{"authority": by.authority, "pinpoint": by.pinpoint} for by in test.stated_by],
        **_days(test.from_day, test.until_day),
        "reach": _reach_json(test.reach),
        "contested": test.contested,
        "known": test.known,
        "note": test.note,
    }
