"""A report as a page of HTML that stands alone and prints on Letter."""

from __future__ import annotations

import re
from collections import Counter
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
from wellfounded.report.markup import Child, Markup, element, fragment
from wellfounded.report.page import page, plain_table
from wellfounded.report.words import anchor

_NAME = re.compile(r"(?<![A-Za-z])(?:[A-Z]-){2,}(?: I{1,3}\b)?")


def unbroken(text: str) -> Markup:
    """Write text in which the initials of a party never break at the end of a line.

    Example:
        >>> unbroken("Matter of A-B- & <x>")
        'Matter of <span class="nb">A-B-</span> &amp; &lt;x&gt;'
    """
    parts: list[Child] = []
    at = 0
    for found in _NAME.finditer(text):
        parts += [text[at : found.start()], element("span", found.group(), class_="nb")]
        at = found.end()
    return fragment(*parts, text[at:])


def as_html(document: Document, *, lead: Markup | None = None, style: str = "", script: str = "") -> str:
    """Write a report as a page.

    Args:
        lead: more content between the answer and the parts.
        style, script: see `wellfounded.report.page.page`.
    """
    return page(
        f"{document.title}: {document.asked}" if document.asked else document.title,
        body_of(document, lead=lead),
        footer=document.stamp.line(),
        style=style,
        script=script,
    )


def body_of(document: Document, *, lead: Markup | None = None) -> Markup:
    """Write a report's content without the page around it."""
    return fragment(
        element("h1", unbroken(document.title)),
        "\n",
        element("p", document.asked, class_="kicker") if document.asked else None,
        element("p", unbroken(document.answer), class_="lede") if document.answer else None,
        element("p", document.known, class_="known") if document.known else None,
        lead,
        [fragment("\n", part) for part in _parts(document)],
    )


def _parts(document: Document) -> Iterator[Markup]:
    """Write the parts; each heading of a section has a place of its own, by which it can be linked."""
    places: Counter[str] = Counter()
    for part in document.parts:
        if isinstance(part, Heading) and part.level == 2 and (place := anchor(part.text)):
            places[place] += 1
            yield element("h2", unbroken(part.text), id=place if places[place] == 1 else f"{place}-{places[place]}")
        else:
            yield part_html(part)


def part_html(part: Part) -> Markup:
    """Write one part of a report."""
    match part:
        case Heading(text, level):
            return element(f"h{level}", unbroken(text))
        case Paragraph(text, manner):
            return element("p", unbroken(text), class_={"note": "note", "soft": "remark"}.get(manner))
        case Bullets():
            return _bullets(part)
        case Chain(links):
            return element("ol", [fragment("\n", _link(link)) for link in links], class_="chain")
        case Table():
            cells: list[list[Child]] = [[_cell(cell) for cell in row] for row in part.rows]
            kinds = dict.fromkeys(part.numbers, "figure") | dict.fromkeys(part.days, "day")
            foot = unbroken(part.remark)
            return plain_table(list(part.headings), cells, caption=part.caption, foot=foot, kinds=kinds)
        case Pairs(rows):
            return element(
                "dl",
                [fragment(element("dt", term), element("dd", unbroken(text))) for term, text in rows],
                class_="pairs",
            )
        case Quotation(text, place):
            return element("blockquote", element("p", text), element("footer", place) if place else None)
        case Picture(svg, caption):
            return element("figure", svg, element("figcaption", caption) if caption else None)


def _bullets(bullets: Bullets) -> Markup:
    items = [
        element("li", unbroken(item[0]), _bullets(item[1]))
        if isinstance(item, tuple)
        else element("li", unbroken(item))
        for item in bullets.items
    ]
    return element("ul", items, class_="plain-list")


def _link(link: Link) -> Markup:
    said: list[Child] = [element("cite", unbroken(link.name)), f", {link.citation}" if link.citation else None]
    for text, name in ((link.says, "law"), (link.remark, None)):
        said.append(element("small", unbroken(text), class_=name) if text else None)
    if link.quotation:
        said.append(element("small", f"“{link.quotation}”", class_="law"))
    return element(
        "li",
        element("span", link.status, class_=f"status {link.tone}"),
        element("div", said, class_="says"),
        element("span", link.pinpoint, class_="pin"),
    )


def _cell(cell: str | Cell) -> Child:
    if isinstance(cell, str):
        return unbroken(cell)
    text = element("span", cell.text, class_=f"status {cell.tone}") if cell.tone else unbroken(cell.text)
    return fragment(text, element("small", unbroken(cell.under)) if cell.under else None)
