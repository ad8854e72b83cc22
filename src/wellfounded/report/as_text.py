"""A report as terminal text: the order of the page, 80 to 100 columns, words instead of signs."""

from __future__ import annotations

from collections.abc import Iterator

from wellfounded.report.document import (
    Bullets,
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
from wellfounded.report.table import table_lines
from wellfounded.report.terminal import WIDTH, Ink, printable, wrapped

_STATUS, _PIN = 22, 20


def as_text(document: Document, pen: Ink | None = None, *, width: int = WIDTH) -> str:
    """Write a report for a terminal."""
    pen = pen or Ink()
    lines = [pen(line, "bold") for line in wrapped(document.title, width)]
    lines += [pen(line, "soft") for line in wrapped(document.asked, width)] if document.asked else []
    lines += ["", *wrapped(document.answer, width)] if document.answer else []
    lines += [pen(line, "soft") for line in wrapped(document.known, width)] if document.known else []
    for part in document.parts:
        written = _part(part, pen, width)
        lines += ["", *written] if written and _opens(part) else written
    lines += ["", *(pen(line, "soft") for line in wrapped(document.stamp.line(), width))]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _opens(part: Part) -> bool:
    return not isinstance(part, Bullets)


def _part(part: Part, pen: Ink, width: int) -> list[str]:
    match part:
        case Heading(text, level):
            return [pen(line, "bold") for line in wrapped(text, width)] if level == 2 else wrapped(text, width)
        case Paragraph(text, manner):
            return [pen(line, "soft" if manner == "soft" else "") for line in wrapped(text, width)]
        case Bullets():
            return list(_bullets(part, width, indent=2))
        case Chain(links):
            return [line for link in links for line in _link(link, pen, width)]
        case Table():
            return table_lines(part, pen, width=width)
        case Pairs(rows):
            column = max((len(term) for term, _ in rows), default=0)
            return [
                line for term, text in rows for line in wrapped(text, width, first=f"{printable(term):<{column}}  ")
            ]
        case Quotation(text, place):
            return [*wrapped(f"“{text}”", width, first="    "), *(wrapped(place, width, first="    ") if place else [])]
        case Picture(_, caption):
            return wrapped(caption, width) if caption else []


def _bullets(bullets: Bullets, width: int, *, indent: int) -> Iterator[str]:
    for item in bullets.items:
        text, under = item if isinstance(item, tuple) else (item, None)
        yield from wrapped(text, width, first=" " * indent + "- ")
        if under is not None:
            yield from _bullets(under, width, indent=indent + 2)


def _link(link: Link, pen: Ink, width: int) -> list[str]:
    """Set one authority: status at the left edge, pinpoint at the right, what it says between."""
    middle = width - _STATUS - _PIN
    named = f"{link.name}, {link.citation}" if link.citation else link.name
    lines = list(_beside(wrapped(link.status, _STATUS - 2), wrapped(named, middle - 2), link, pen, middle))
    under = [*wrapped(link.says, width - _STATUS)] if link.says else []
    under += wrapped(f"“{link.quotation}”", width - _STATUS) if link.quotation else []
    lines += [" " * _STATUS + line for line in under]
    lines += (
        [" " * _STATUS + pen(line, "soft") for line in wrapped(link.remark, width - _STATUS)] if link.remark else []
    )
    return lines


def _beside(status: list[str], named: list[str], link: Link, pen: Ink, middle: int) -> Iterator[str]:
    pins = wrapped(link.pinpoint, _PIN) if link.pinpoint else [""]
    for at in range(max(len(status), len(named), len(pins))):
        word = status[at] if at < len(status) else ""
        name = named[at] if at < len(named) else ""
        pin = pins[at] if at < len(pins) else ""
        gap = " " * (_STATUS - len(word))
        shown = pen(name, "bold" if link.tone == "governs" else "")
        yield f"{pen(word, link.tone)}{gap}{shown}{' ' * (middle - len(name))}{pin:>{_PIN}}".rstrip()
