"""A report as Markdown, for memos and issue trackers: no signs of the text become marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    Picture,
    Quotation,
    Table,
)
from wellfounded.report.terminal import printable

_MARKS = re.compile(r"([\\`*_\[\]<>|#~$])")
_LINE_MARK = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


def plain(text: str) -> str:
    """Write text so that Markdown shows exactly that text, on one line.

    Example:
        >>> plain("<b> *A-B-* | [x]")
        '\\\\<b\\\\> \\\\*A-B-\\\\* \\\\| \\\\[x\\\\]'
    """
    escaped = _MARKS.sub(r"\\\1", " ".join(printable(text).split()).replace("&", "&amp;"))
    return _LINE_MARK.sub(r"\1\\\2", escaped).replace("I&amp;N", "I&N")


def as_markdown(document: Document) -> str:
    """Write a report as Markdown."""
    blocks = [f"# {plain(document.title)}"]
    blocks += [plain(document.asked)] if document.asked else []
    blocks += [f"**{plain(document.answer)}**"] if document.answer else []
    blocks += [f"*{plain(document.known)}*"] if document.known else []
    blocks += ["\n".join(_part(part)) for part in document.parts]
    return "\n\n".join([*blocks, "---", plain(document.stamp.line())]) + "\n"


def _part(part: Part) -> list[str]:
    match part:
        case Heading(text, level):
            return [f"{'#' * level} {plain(text)}"]
        case Paragraph(text, manner):
            return [f"> {plain(text)}" if manner == "note" else plain(text)]
        case Bullets():
            return list(_bullets(part, ""))
        case Chain(links):
            rows = tuple((link.status, _linked(link), link.pinpoint) for link in links)
            return _table(Table(("Status", "Authority", "Pinpoint"), rows))
        case Table():
            return _table(part)
        case Pairs(rows):
            return [f"- {plain(term)}: {plain(text)}" for term, text in rows]
        case Quotation(text, place):
            return [f"> {plain(text)}", ">", f"> {plain(place)}"] if place else [f"> {plain(text)}"]
        case Picture(_, caption):
            return [plain(caption)] if caption else []


def _linked(link: Link) -> Cell:
    named = f"{link.name}, {link.citation}" if link.citation else link.name
    quoted = f"“{link.quotation}”" if link.quotation else ""
    return Cell(named, " ".join(text for text in (link.says, quoted, link.remark) if text))


def _bullets(bullets: Bullets, indent: str) -> Iterator[str]:
    for item in bullets.items:
        text, under = item if isinstance(item, tuple) else (item, None)
        yield f"{indent}- {plain(text)}"
        if under is not None:
            yield from _bullets(under, indent + "  ")


def _table(table: Table) -> list[str]:
    lines = [plain(table.caption), ""] if table.caption else []
    lines.append("| " + " | ".join(plain(heading) for heading in table.headings) + " |")
    rules = (" ---: |" if at in table.numbers else " --- |" for at in range(len(table.headings)))
    lines.append("|" + "".join(rules))
    lines += ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in table.rows]
    return lines + (["", plain(table.remark)] if table.remark else [])


def _cell(cell: str | Cell) -> str:
    if isinstance(cell, str):
        return plain(cell)
    return f"{plain(cell.text)}<br>{plain(cell.under)}" if cell.under else plain(cell.text)
