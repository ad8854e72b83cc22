"""The files of `authorities/vocabulary/`, read into the words the law is written in."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from wellfounded.errors import BrokenPage, WellfoundedError
from wellfounded.forum import CIRCUITS
from wellfounded.law.block import Block
from wellfounded.law.model import (
    WEEKDAYS,
    Body,
    Contradiction,
    Element,
    Fact,
    Finding,
    Issue,
    LegalHoliday,
    Relief,
    TreatmentKind,
    Vocabulary,
)
from wellfounded.rule import NOTHING_ASKED

Row = TypeVar("Row", Issue, Body, TreatmentKind, Element, Relief, Finding, Fact, LegalHoliday, Contradiction)
FILES = (
    "issues",
    "bodies",
    "treatments",
    "elements",
    "reliefs",
    "findings",
    "facts",
    "legal-holidays",
    "contradictions",
)
LEVELS = ("legislature", "supreme-court", "court-of-appeals", "district-court", "president", "agency")
FACT_TYPES = ("yes-no", "date", "choice")
_LONGEST = {month: 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31 for month in range(1, 13)}


def read_vocabulary(texts: Mapping[str, str], errors: list[WellfoundedError]) -> Vocabulary:
    """Read the vocabulary.

    Args:
        texts: the text of each file, by its path within the library's folder.
        errors: takes everything wrong with the files.
    """
    return Vocabulary(
        issues=_rows(texts, "issues", "issue", _issue, errors),
        bodies=_rows(texts, "bodies", "body", _body, errors),
        treatments=_rows(texts, "treatments", "treatment", _treatment, errors),
        elements=_rows(texts, "elements", "element", _element, errors),
        reliefs=_rows(texts, "reliefs", "relief", _relief, errors),
        findings=_rows(texts, "findings", "finding", _finding, errors),
        facts=_rows(texts, "facts", "fact", _fact, errors),
        holidays=_rows(texts, "legal-holidays", "holiday", _holiday, errors),
        contradictions=_rows(texts, "contradictions", "contradiction", _contradiction, errors),
        exact_facts=tuple(_toml(texts, "facts", []).get("exact-facts", ())),
    )


def _toml(texts: Mapping[str, str], file: str, errors: list[WellfoundedError]) -> dict[str, Any]:
    path = f"vocabulary/{file}.toml"
    if path not in texts:
        errors.append(BrokenPage(f"The library has no {path}.", where=path, remedy="Restore the file."))
        return {}
    try:
        return tomllib.loads(texts[path])
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        errors.append(BrokenPage(f"The file cannot be read: {error}.", where=path))
        return {}


def _rows(
    texts: Mapping[str, str], file: str, noun: str, read: Callable[[Block], Row], errors: list[WellfoundedError]
) -> dict[str, Row]:
    path, rows = f"vocabulary/{file}.toml", {}
    tables = _toml(texts, file, errors).get(noun, [])
    lines = _lines_of(texts.get(path, ""), noun)
    for at, table in enumerate(tables if isinstance(tables, list) else []):
        block = Block(table, errors, _at(f"{path}, line {lines[at] if at < len(lines) else 1}"), noun)
        row = read(block)
        block.done()
        if row.id in rows:
            block.wrong("id", f'"{row.id}" stands twice.', "Every id stands once.")
        rows[row.id] = row
    return rows


def _at(where: str) -> Callable[[str], str]:
    return lambda key: where


def _lines_of(text: str, noun: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), 1) if re.match(rf"\[\[{noun}\]\]", line)]


def _issue(block: Block) -> Issue:
    return Issue(
        block.text("id", required=True),
        block.text("name", required=True),
        block.text("definition"),
        block.text("parent"),
    )


def _body(block: Block) -> Body:
    return Body(
        id=block.text("id", required=True),
        name=block.text("name", required=True),
        rank=block.number("rank"),
        level=block.name("level", "level of a body", LEVELS),
        circuit=block.name("circuit", "circuit", CIRCUITS, required=False) or None,
    )


def _treatment(block: Block) -> TreatmentKind:
    return TreatmentKind(
        id=block.text("id", required=True),
        meaning=block.text("meaning", required=True),
        displaces=block.text("displaces"),
        displaces_in_part=block.text("displaces-in-part"),
        undoes=block.yes("undoes"),
        temporary=block.yes("temporary"),
        ends_with_order=block.yes("ends-with-order"),
        leaves_standing=block.texts("leaves-standing"),
        restores=block.name("restores", "reach of a restoration", ("all", "temporary"), required=False),
        reviews=block.yes("reviews"),
    )


def _element(block: Block) -> Element:
    return Element(
        id=block.text("id", required=True),
        name=block.text("name", required=True),
        must_be_shown=block.text("must-be-shown", required=True),
        role=block.text("role", required=True),
        burden=block.text("burden"),
        standard=block.text("standard"),
        law=block.text("law"),
        issues=block.texts("issues"),
        made_of=block.rule("made-of"),
        note=block.text("note"),
    )


def _relief(block: Block) -> Relief:
    return Relief(
        id=block.text("id", required=True),
        name=block.text("name", required=True),
        law=block.text("law"),
        discretionary=block.yes("discretionary"),
        rule=block.rule("rule", required=True) or NOTHING_ASKED,
    )


def _finding(block: Block) -> Finding:
    return Finding(
        id=block.text("id", required=True),
        element=block.text("element", required=True),
        question=block.text("question", required=True),
        settled_by=block.name("settled-by", "way to settle a finding", ("rule", "judgement")),
        facts_for=block.texts("facts-for"),
        facts_against=block.texts("facts-against"),
        evidence=block.texts("evidence"),
        met_when=block.rule("met-when"),
        not_met_when=block.rule("not-met-when"),
        basis=block.text("basis"),
        note=block.text("note"),
    )


def _fact(block: Block) -> Fact:
    return Fact(
        id=block.text("id", required=True),
        topic=block.text("topic", required=True),
        type=block.name("type", "type of fact", FACT_TYPES),
        choices=block.texts("choices"),
        form=block.text("form"),
        english=block.text("english", required=True),
        spanish=block.text("spanish"),
        per_group=block.yes("per-group"),
        bears_on=block.texts("bears-on"),
        factors=block.texts("factors"),
    )


def _holiday(block: Block) -> LegalHoliday:
    weekday = block.name("weekday", "weekday", WEEKDAYS, required=False)
    month, day, nth = block.number("month"), block.number("day"), block.number("nth")
    on_a_day = not weekday and not nth and 1 <= day <= _LONGEST.get(month, 0)
    on_a_weekday = bool(weekday) and not day and 1 <= month <= 12 and nth in (-1, 1, 2, 3, 4)
    if not (on_a_day or on_a_weekday):
        block.wrong("month", "The holiday has no possible day.", "Give month and day, or month, weekday and nth.")
        month, day, nth = 1, 1, 0
    return LegalHoliday(
        id=block.text("id", required=True),
        name=block.text("name", required=True),
        month=month,
        day=day,
        weekday=WEEKDAYS.index(weekday) if on_a_weekday else None,
        nth=nth,
        from_day=block.day("from"),
        known=block.mark(),
    )


def _contradiction(block: Block) -> Contradiction:
    return Contradiction(
        id=block.text("id", required=True),
        rule=block.rule("rule", required=True) or NOTHING_ASKED,
        says=block.text("says", required=True),
    )
