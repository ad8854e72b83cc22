"""The ladder, told stage by stage: who decides, on what standard, who reviews, and what had changed by a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from wellfounded.law.ladder import Change, Ladder, Rung
from wellfounded.law.library import Library
from wellfounded.report.document import Bullets, Document, Heading, Pairs, Paragraph, Part, Table
from wellfounded.report.stamp import stamp
from wellfounded.report.words import KNOWN, capitalised, counted, day, with_days

_NAMES = {
    "attorney-general": "Attorney General",
    "supreme-court": "Supreme Court",
    "board": "Board",
    "congress": "Congress",
}


def ladder_document(library: Library, ladder: Ladder, *, on: date | None, rungs: tuple[Rung, ...]) -> Document:
    """Tell the ladder, or some of its rungs.

    Args:
        on: the day asked: later changes are told apart; None tells all changes alike.
    """
    parts: list[Part] = []
    for rung in rungs:
        parts += _rung(rung, on)
    if len(rungs) == len(ladder.rungs):
        parts += _overrules(ladder)
    asked = f"As of {day(on)}" if on else "As the library last confirmed it, with every dated change"
    return Document(
        title="Who decides, and who reviews",
        asked=asked,
        answer=f"{capitalised(counted(len(rungs), 'decision-maker'))}, from the first up.",
        known="The prose tells the position last confirmed; the dated changes tell how it came about.",
        parts=tuple(parts),
        stamp=stamp(library, on=on) if on else stamp(library, asked="the ladder of decision and review"),
    )


def _rung(rung: Rung, on: date | None) -> list[Part]:
    pairs = [
        ("decides", rung.decider),
        ("bound by", "; ".join(map(_named, rung.bound_by))),
        ("law", "; ".join(rung.law)),
    ]
    pairs += [(label[:1].lower() + label[1:], with_days(texts[0])) for label, texts in rung.told if len(texts) == 1]
    parts: list[Part] = [Heading(rung.name), Pairs(tuple(pair for pair in pairs if pair[1]))]
    for label, texts in rung.told:
        if len(texts) > 1:
            parts += [Heading(label, 3), Bullets(tuple(with_days(text) for text in texts))]
    past = [change for change in rung.changes if on is None or change.on <= on]
    later = [change for change in rung.changes if on is not None and change.on > on]
    if past:
        parts.append(_changes("Changes, earliest first" if on is None else f"Changes up to {day(on)}", past))
    if later and on is not None:
        parts.append(_changes(f"Changes after {day(on)}, which the prose above already tells", later))
    parts.append(Paragraph(f"Known: {KNOWN[rung.known]}.", "soft"))
    return parts


def _changes(caption: str, changes: list[Change]) -> Table:
    rows = tuple(
        (
            day(change.on),
            with_days(change.what),
            {"seen": "read", "mixed": "partly from memory"}.get(change.known, "from memory"),
        )
        for change in changes
    )
    return Table(("Day", "What became so", "Known"), rows, caption=caption, widths=(2, 6, 2))


def _overrules(ladder: Ladder) -> list[Part]:
    rows = tuple((_named(row.by), "; ".join(map(_named, row.of)), row.reach) for row in ladder.overrules)
    return [
        Heading("Who may overrule whom"),
        Table(("By", "May set aside or overrule", "Reach"), rows, widths=(2, 3, 4)),
        *(Paragraph(with_days(remark)) for remark in ladder.remarks),
    ]


def _named(body: str) -> str:
    return _NAMES.get(body) or body.replace("federal-courts", "federal courts").replace(
        "court-of-appeals", "court of appeals"
    )


def ladder_json(library: Library, ladder: Ladder, *, on: date | None, rungs: tuple[Rung, ...]) -> dict[str, Any]:
    """Return the ladder, with stable keys."""
    return {
        "on": on.isoformat() if on else None,
        "rungs": [
            {
                "rung": rung.id,
                "name": rung.name,
                "stages": list(rung.stages),
                "decider": rung.decider,
                "bound_by": list(rung.bound_by),
                "law": list(rung.law),
                "told": [{"label": label, "texts": list(texts)} for label, texts in rung.told],
                "changes": [
                    {
                        "on": change.on.isoformat(),
                        "what": change.what,
                        "known": change.known,
                        "by_then": on is None or change.on <= on,
                    }
                    for change in rung.changes
                ],
                "known": rung.known,
                "sources": list(rung.sources),
            }
            for rung in rungs
        ],
        "overrules": [{"by": row.by, "of": list(row.of), "reach": row.reach} for row in ladder.overrules],
        **stamp(library).keys(),
    }
