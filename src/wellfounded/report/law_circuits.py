"""A split, told: which circuits answer alike, on whose authority, in whose words."""

from __future__ import annotations

from typing import Any

from wellfounded.forum import CIRCUITS, Forum
from wellfounded.law.circuits import Camp, Split
from wellfounded.law.governing import GOVERNED, InForce
from wellfounded.law.library import Library
from wellfounded.report.document import GOVERNS, OPEN, Chain, Document, Heading, Link, Paragraph, Part, Table
from wellfounded.report.law_in_force import known_line
from wellfounded.report.rule_words import one_line, test_words
from wellfounded.report.stamp import stamp
from wellfounded.report.words import BEFORE, capitalised, counted, day, listed, status_word, with_days

_MOST_NAMED = 4


def circuits_document(library: Library, found: Split) -> Document:
    """Tell a split."""
    issue = library.vocabulary.issues[found.issue]
    parts: list[Part] = [_summary(library, found)] if len(found.camps) > 1 else []
    for camp in found.camps:
        parts += [Heading(listed([CIRCUITS[circuit] for circuit in camp.circuits])), *_camp(library, found, camp)]
    return Document(
        title=f"{issue.name}, circuit by circuit",
        asked=f"{issue.id}: the law on {day(found.on)}, {BEFORE[found.stage]}",
        answer=_sentence(found),
        known=known_line(library, found.national),
        parts=tuple(parts),
        stamp=stamp(library, on=found.on, forum=Forum(found.stage)),
    )


def _summary(library: Library, found: Split) -> Table:
    rows = []
    for camp in found.camps:
        asked = [one_line(chosen.test.rule, library.vocabulary) for chosen in camp.answer.tests if chosen.test]
        named = [row.name for row in camp.answer.governing]
        if len(named) > _MOST_NAMED:
            named = [*named[:_MOST_NAMED], counted(len(named) - _MOST_NAMED, "other")]
        names = "; ".join(named) or status_word(camp.answer.answer)
        unsettled = "unsettled: " if camp.answer.governing and camp.answer.answer != GOVERNED else ""
        circuits = ", ".join(CIRCUITS[circuit].removesuffix(" Circuit") for circuit in camp.circuits)
        rows.append((circuits, f"{unsettled}{names}", "; ".join(dict.fromkeys(asked)) or "no test in the library"))
    return Table(("Circuits", "Governs", "Asks"), tuple(rows), "The split at a glance", widths=(4, 5, 8))


def _sentence(found: Split) -> str:
    if len(found.camps) == 1:
        return f"On {day(found.on)} every circuit answers alike."
    alike = next((camp for camp in found.camps if camp.as_elsewhere), None)
    others = [camp for camp in found.camps if camp is not alike]
    names = listed([CIRCUITS[circuit] for camp in others for circuit in camp.circuits])
    own = f"law of {'their' if sum(len(camp.circuits) for camp in others) > 1 else 'its'} own governs in the {names}"
    if alike is None:
        return f"On {day(found.on)} the circuits fall into {counted(len(found.camps), 'group')}; {own}."
    return f"On {day(found.on)} the national answer governs in {counted(len(alike.circuits), 'circuit')}; {own}."


def _camp(library: Library, found: Split, camp: Camp) -> list[Part]:
    parts: list[Part] = []
    if camp.as_elsewhere:
        parts.append(Paragraph("No law of the circuit in the library changes the national answer.", "soft"))
    if camp.answer.answer != GOVERNED:
        parts.append(
            Paragraph(f"{capitalised(status_word(camp.answer.answer))}: {with_days(' '.join(camp.answer.why[:1]))}")
        )
    if camp.answer.governing:
        parts.append(Chain(tuple(_links(camp))))
    for chosen in camp.answer.tests:
        if chosen.test:
            parts += [
                Heading(f"Asked: {library.vocabulary.elements[chosen.element].name}", 3),
                test_words(chosen.test, library.vocabulary),
            ]
    outlives = [why for why in camp.answer.why if "outlives" in why]
    parts += [Paragraph(with_days(why)) for why in outlives]
    return parts


def _links(camp: Camp) -> list[Link]:
    word = "governs" if camp.answer.answer == GOVERNED else "candidate"
    return [
        Link(
            f"{word} here" if row.authority in camp.own else word,
            GOVERNS if row.status.stands else OPEN,
            row.name,
            row.citation,
            row.says,
            pinpoint=row.pinpoint,
            quotation=row.quotation,
            remark={"mixed": "Known in part from memory.", "memory": "Known only from memory."}.get(row.known, ""),
        )
        for row in camp.answer.governing
    ]


def circuits_json(library: Library, found: Split) -> dict[str, Any]:
    """Return a split, with stable keys."""
    return {
        "issue": found.issue,
        "on": found.on.isoformat(),
        "stage": found.stage,
        "national": _said(found.national),
        "groups": [
            {
                "circuits": list(camp.circuits),
                "as_national": camp.as_elsewhere,
                "own": list(camp.own),
                **_said(camp.answer),
            }
            for camp in found.camps
        ],
        **stamp(library).keys(),
    }


def _said(found: InForce) -> dict[str, Any]:
    return {
        "answer": found.answer,
        "governing": [
            {
                "authority": row.authority,
                "citation": row.citation,
                "pinpoint": row.pinpoint,
                "says": row.says,
                "known": row.known,
            }
            for row in found.governing
        ],
        "tests": [{"element": one.element, "test": one.test.id} for one in found.tests if one.test],
        "why": list(found.why),
    }
