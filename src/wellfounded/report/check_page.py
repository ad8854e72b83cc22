"""A check as a page: the document's text with its findings beside it, and the record of the check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wellfounded.check.checking import Check
from wellfounded.report.as_html import part_html
from wellfounded.report.check import answer, asked_line, record_parts, stamp_of
from wellfounded.report.check_findings import LOOK, MEND, TELL, Remark, flat, remarks
from wellfounded.report.check_style import STYLE
from wellfounded.report.markup import Markup, element, fragment
from wellfounded.report.page import answer_line, page, section
from wellfounded.report.words import capitalised

_CLASSES = {MEND: "mend", LOOK: "look", TELL: "tell"}


def check_page(check: Check) -> str:
    """Write a check as a page that stands by itself and prints."""
    return page(f"Check of {check.document.name}", check_body(check), footer=stamp_of(check).line(), style=STYLE)


def check_body(check: Check) -> Markup:
    """Write a check's content without the page around it."""
    found = remarks(check)
    shown = [remark for remark in found if remark.weight != TELL or remark.part in ("quotation", "statement")]
    mend = [remark for remark in found if remark.weight == MEND]
    look = [remark for remark in found if remark.weight == LOOK]
    numbers = {id(remark): number for number, remark in enumerate(shown, 1)}
    return fragment(
        element("p", asked_line(check), class_="kicker"),
        element("h1", check.document.name),
        answer_line(answer(check, mend, look)),
        _contents(mend, numbers, check),
        section("The document, with its findings beside it", *_paragraphs(check, shown, numbers)),
        element("section", *(part_html(part) for part in record_parts(check)), id="record"),
    )


def _contents(mend: Sequence[Remark], numbers: dict[int, int], check: Check) -> Markup | None:
    if not mend:
        return None
    items = [
        element(
            "li",
            element("a", f"{numbers[id(remark)]}. {remark.part}, {remark.verdict}", href=f"#n{numbers[id(remark)]}"),
            f" at {check.document.where(remark.start)}: ",
            flat(check.document.text[remark.start : remark.end], most=120),
        )
        for remark in mend
    ]
    return section("To mend", element("ul", items, class_="plain-list"))


def _paragraphs(check: Check, shown: Sequence[Remark], numbers: dict[int, int]) -> Iterator[Markup]:
    text, at, place = check.document.text, 0, 0
    for match in re.finditer(r"\n\s*\n|\Z", text):
        start, end = at, match.start()
        at = match.end()
        here = []
        while place < len(shown) and shown[place].start < max(end, at):
            here.append(shown[place])
            place += 1
        if text[start:end].strip():
            yield _paragraph(check, start, end, here, numbers)


def _paragraph(check: Check, start: int, end: int, here: Sequence[Remark], numbers: dict[int, int]) -> Markup:
    where = element("span", check.document.where(start), class_="where") if here else None
    notes = [_note(remark, numbers[id(remark)]) for remark in here]
    return element(
        "div",
        element("p", where, *_marked(check.document.text, start, end, here, numbers)),
        element("ol", notes) if notes else element("span"),
        class_="beside",
    )


def _marked(text: str, start: int, end: int, here: Sequence[Remark], numbers: dict[int, int]) -> Iterator[Markup | str]:
    """Write a paragraph with its findings marked; those that overlap an earlier one keep only their number."""
    at = start
    waiting: list[int] = []
    for remark in here:
        number = numbers[id(remark)]
        if remark.start < at:
            waiting.append(number)
            continue
        yield text[at : remark.start]
        yield from (_number(other) for other in waiting)
        waiting = []
        stop = min(remark.end, end)
        yield element("mark", text[remark.start : stop], _number(number), class_=_CLASSES[remark.weight])
        at = stop
    yield from (_number(other) for other in waiting)
    yield text[at:end]


def _number(number: int) -> Markup:
    return element("sup", " ", element("a", str(number), href=f"#n{number}"))


def _note(remark: Remark, number: int) -> Markup:
    read = element("span", f"Read in: {flat(remark.evidence, most=110)}", class_="read") if remark.evidence else None
    return element(
        "li",
        element("b", f"{number}. {capitalised(remark.weight)}: {remark.part}, {remark.verdict}."),
        f" {remark.says}",
        read,
        id=f"n{number}",
        class_=_CLASSES[remark.weight],
    )
