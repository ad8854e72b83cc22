"""A claim set beside one decided case, issue by issue: the picture, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from wellfounded.claim.precedent import GroupBefore
from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.precedent.model import FactorBase
from wellfounded.precedent.nearest import Compared
from wellfounded.report.document import Document, Heading, Paragraph, Part, Picture, Table
from wellfounded.report.precedent import HOW_WELL_CODED, factor_names, outcome
from wellfounded.report.precedent_json import compared_json
from wellfounded.report.precedent_picture import conclusion, picture
from wellfounded.report.stamp import stamp
from wellfounded.report.words import KNOWN, before, capitalised, day

Groups = Sequence[tuple[GroupBefore, Sequence[Compared]]]


def compare_document(
    library: Library, base: FactorBase, claim: str, case: str, groups: Groups, on: date, forum: Forum
) -> Document:
    """Tell a claim beside a decided case."""
    decided = base.cases[case]
    told = [
        f"{base.issues[one.placed.ruling.issue].name} ({outcome(base, one)}): {conclusion(base, one)}"
        for one in groups[0][1]
    ]
    return Document(
        title=f"{claim} beside {decided.name}, {decided.citation}",
        asked=f"On {day(on)}, {before(forum)}{'' if forum.circuit else ', no circuit chosen'}",
        answer=" ".join(told),
        known=capitalised(f"the case: {KNOWN[decided.known]} · {HOW_WELL_CODED}"),
        parts=tuple(_parts(base, claim, case, groups)),
        stamp=stamp(library, on=on, forum=forum),
    )


def _parts(base: FactorBase, claim: str, case: str, groups: Groups) -> Iterator[Part]:
    decided = base.cases[case]
    yield Paragraph(f"{decided.claim}")
    yield Paragraph(f"Ordered: {decided.disposition}")
    if decided.note:
        yield Paragraph(decided.note, "note")
    if decided.recoded:
        yield Paragraph(f"Recoded after a second reading: {decided.recoded}", "note")
    for group, compared in groups:
        if len(groups) > 1:
            yield Heading(f"Group {group.number}: {group.words}")
        yield from comparison_parts(base, claim, compared)


def comparison_parts(base: FactorBase, claim: str, compared: Sequence[Compared]) -> Iterator[Part]:
    """Tell one proposed group beside one decided case, issue by issue."""
    for one in compared:
        yield Heading(f"{base.issues[one.placed.ruling.issue].name}: {outcome(base, one)}", 3)
        yield Paragraph(conclusion(base, one))
        if one.placed.ruling.note:
            yield Paragraph(one.placed.ruling.note, "soft")
        yield Picture(picture(base, claim, one), "")
        unknown = tuple(dict.fromkeys((*one.unknown, *one.may_be_weaker)))
        yield Table(
            ("", "Factors"),
            (
                ("In both", factor_names(base, one.shared)),
                ("Only in the claim", factor_names(base, one.extra)),
                ("Only in the case", factor_names(base, one.missing)),
                (
                    "Not known in the claim",
                    factor_names(base, unknown),
                ),
                ("What keeps them apart", factor_names(base, one.weaker)),
                ("Stronger here", factor_names(base, one.stronger)),
            ),
            caption="The same as a table",
            widths=(20, 78),
        )


def compare_json(
    library: Library, base: FactorBase, claim: str, case: str, groups: Groups, on: date, forum: Forum
) -> dict[str, Any]:
    """Return a claim beside a decided case, with stable keys."""
    return {
        "claim": claim,
        "case": case,
        "citation": base.cases[case].citation,
        "on": on.isoformat(),
        "circuit": forum.circuit,
        "stage": forum.stage,
        "groups": [
            {"group": group.words, "number": group.number, "issues": [compared_json(base, one) for one in compared]}
            for group, compared in groups
        ],
        **stamp(library, on=on, forum=forum).keys(),
    }
