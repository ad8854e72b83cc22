"""What would change what precedent forces, told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from wellfounded.claim.precedent_what_if import Move
from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.precedent.constraint import Forced
from wellfounded.precedent.model import FactorBase
from wellfounded.precedent.question import Constrained
from wellfounded.report.document import Document, Heading, Paragraph, Part, Table
from wellfounded.report.precedent import LIMIT, word_of, words_of
from wellfounded.report.stamp import stamp
from wellfounded.report.words import before, counted, day, listed

Supposed = Sequence[tuple[str, str]]


def what_if_document(
    library: Library,
    base: FactorBase,
    claim: str,
    moves: Sequence[Move],
    supposed: Supposed,
    on: date,
    forum: Forum,
) -> Document:
    """Tell what a supposition moves, or which single factors move an answer."""
    return Document(
        title=f"What would change what precedent forces: {claim}",
        asked=f"On {day(on)}, {before(forum)}{'' if forum.circuit else ', no circuit chosen'}",
        answer=_sentence(base, moves, supposed),
        known="",
        parts=tuple(_parts(base, moves, supposed)),
        stamp=stamp(library, on=on, forum=forum),
    )


def _sentence(base: FactorBase, moves: Sequence[Move], supposed: Supposed) -> str:
    if supposed:
        words = listed([f"{base.factors[name].name.lower()} {state}" for name, state in supposed])
        moved = [move for move in moves if move.after.answer is not move.before.answer]
        return f"Supposing {words}: {counted(len(moved), 'answer')} of {len(moves)} would change."
    forcing = [move for move in moves if move.after.answer is not Forced.OPEN]
    loosening = len(moves) - len(forcing)
    if not moves:
        return "No single factor would change what precedent forces on these issues."
    told = f"{counted(len(forcing), 'single factor')} would force an answer".capitalize()
    return f"{told}; {counted(loosening, 'single factor')} would leave open what is now forced."


def _parts(base: FactorBase, moves: Sequence[Move], supposed: Supposed) -> Iterator[Part]:
    groups = {move.group.number: move.group for move in moves}
    for group in groups.values():
        if group.number and len(groups) > 1:
            yield Heading(f"Group {group.number}: {group.words}")
        rows = tuple(_row(base, move, supposed) for move in moves if move.group.number == group.number)
        first = "Issue" if supposed else "Were this factor so"
        yield Table((first, "Now", "Then", "By"), rows, widths=(38, 18, 20, 22))
    yield Paragraph(LIMIT, "soft")


def _row(base: FactorBase, move: Move, supposed: Supposed) -> tuple[str, str, str, str]:
    name, state = move.supposed[0]
    issue = base.issues[move.before.issue].name
    first = issue if supposed else f"{issue}: {base.factors[name].name} {state}"
    return (
        first,
        _told(base, move.before),
        _told(base, move.after),
        "; ".join(one.placed.case.name for one in move.after.by),
    )


def _told(base: FactorBase, found: Constrained) -> str:
    if found.answer is Forced.OPEN and len(found.answers) > 1:
        return f"open: may be {listed([words_of(base, one) for one in Forced if one in found.answers], joining='or')}"
    return words_of(base, found.answer)


def what_if_json(
    library: Library,
    base: FactorBase,
    claim: str,
    moves: Sequence[Move],
    supposed: Supposed,
    on: date,
    forum: Forum,
) -> dict[str, Any]:
    """Return what a supposition moves, with stable keys."""
    return {
        "claim": claim,
        "on": on.isoformat(),
        "circuit": forum.circuit,
        "stage": forum.stage,
        "supposed": dict(supposed),
        "moves": [
            {
                "group": move.group.words,
                "number": move.group.number,
                "issue": move.before.issue,
                "supposed": dict(move.supposed),
                "before": word_of(base, move.before.answer),
                "after": word_of(base, move.after.answer),
                "possible_before": sorted(word_of(base, one) for one in move.before.answers),
                "possible_after": sorted(word_of(base, one) for one in move.after.answers),
                "by": [one.placed.case.id for one in move.after.by],
            }
            for move in moves
        ],
        **stamp(library, on=on, forum=forum).keys(),
    }
