"""Web pages: the main text, and how much around it was left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from wellfounded.check.words import word_set

_SILENT = word_set(
    "script style noscript template svg math head iframe object embed button select textarea input form",
)
_AROUND = word_set(
    "nav aside footer header menu dialog",
)
_BLOCKS = word_set(
    "p div li h1 h2 h3 h4 h5 h6 blockquote pre td th tr table ul ol dl dt dd section article main figure",
    "figcaption body html address hr nav aside footer header menu dialog",
)
_AROUND_NAMES = re.compile(
    r"(?:^|[-_\s])(?:nav(?:igation|bar)?|menu|footer|header|sidebar|comments?|related|share|social|promo|newsletter|advert\w*|ads?|cookie|banner|"
    r"breadcrumbs?|recommended|subscribe|donat\w*|popup|modal|skip)(?:$|[-_\s])",
    re.IGNORECASE,
)
_AROUND_TEXT = re.compile(
    r"^(?:skip to (?:content|footer|main)|comments? (?:are|is) (?:not available|closed)|read more:?|share (?:this|on)|"
    r"subscribe|sign up|"
    r"advertisement|related (?:stories|articles)|all rights reserved|copyright ©|©)",
    re.IGNORECASE,
)
DEEPEST = 400


class _Reader:
    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.left_out = 0
        self.blocks: list[tuple[int, int]] = []
        self.too_deep = 0

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def breath(self) -> None:
        if self.length and not self.pieces[-1].endswith("\n\n"):
            self.add("\n\n")


def read_html(content: bytes) -> dict[str, Any]:
    """Read a web page: headings, paragraphs and quotations of its main part."""
    if re.search(rb"<!ENTITY", content[:200_000]):
        raise ValueError("it declares entities, which a web page does not need")
    parser = html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding=_encoding(content)
    )
    tree = html.document_fromstring(content, parser=parser)
    dated = _dated(tree)
    main = _main(tree)
    reader = _Reader()
    for element in _outside(tree, main):
        reader.left_out += len(" ".join(element.itertext()).split())
    _read(main, reader, 0)
    text = re.sub(r"\n{3,}", "\n\n", "".join(reader.pieces))
    notes = [f"{reader.left_out} words around the main text (menus, notices, links to other pages) were left out"]
    unread = [("the page", f"{reader.too_deep} parts nested more than {DEEPEST} deep")] if reader.too_deep else []
    return {
        "format": "html",
        "text": text.strip("\n"),
        "blocks": _kept_blocks(text, reader.blocks),
        "notes": notes if reader.left_out else [],
        "unread": unread,
        "dated": dated,
    }


def _encoding(content: bytes) -> str | None:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _dated(tree: Any) -> str | None:
    for path in (
        "//meta[@property='article:published_time']/@content",
        "//time/@datetime",
        "//meta[@name='date']/@content",
    ):
        for value in tree.xpath(path):
            if re.match(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", value):
                return str(value[:10])
    return None


def _main(tree: Any) -> Any:
    for path in ("//article", "//main", "//*[@role='main']"):
        found = tree.xpath(path)
        if found:
            best = max(found, key=lambda element: len("".join(element.itertext())))
            if len("".join(best.itertext()).split()) >= 40:
                return best
    body = tree.find(".//body")
    return tree if body is None else body


def _outside(tree: Any, main: Any) -> Iterator[Any]:
    if main is tree:
        return
    inside = main
    while inside is not None and inside is not tree:
        parent = inside.getparent()
        if parent is None:
            return
        for sibling in parent:
            if sibling is not inside and isinstance(sibling.tag, str) and sibling.tag not in _SILENT:
                yield sibling
        inside = parent


def _read(element: Any, reader: _Reader, depth: int) -> None:
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    if depth > DEEPEST:
        reader.too_deep += 1
        return
    if depth and _is_around(element):
        reader.left_out += len(" ".join(element.itertext()).split())
        return
    block = element.tag in _BLOCKS
    if block:
        reader.breath()
    begins = reader.length
    if element.tag == "br":
        reader.add("\n")
    if element.tag == "q":
        reader.add("“")
    if element.text:
        reader.add(_flat(element.text, element.tag))
    for child in element:
        _read(child, reader, depth + 1)
        if child.tail:
            reader.add(_flat(child.tail, element.tag))
    if element.tag == "q":
        reader.add("”")
    if element.tag == "blockquote" and reader.length > begins:
        reader.blocks.append((begins, reader.length))
    if block:
        reader.breath()


def _flat(text: str, tag: str) -> str:
    return text if tag == "pre" else re.sub(r"\s+", " ", text)


def _is_around(element: Any) -> bool:
    if element.tag in _AROUND:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if element.tag in ("div", "section", "ul", "ol", "p", "span") and _AROUND_NAMES.search(names):
        return True
    if element.tag in ("p", "div", "span", "h2", "h3", "h4"):
        text = " ".join(element.itertext()).strip()
        if len(text) < 90 and _AROUND_TEXT.match(text):
            return True
    if element.tag in ("ul", "ol", "div") and len(element):
        return _is_links(element)
    return False


def _is_links(element: Any) -> bool:
    """Tell a list of links: most of its words stand in links, and there are several."""
    links = element.findall(".//a")
    if len(links) < 3:
        return False
    words = len(" ".join(element.itertext()).split())
    linked = sum(len(" ".join(link.itertext()).split()) for link in links)
    return words < 400 and linked > 0.7 * words


def _kept_blocks(text: str, blocks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(start, end) for start, end in blocks if len(text[start:end].split()) >= 4]


Error = (etree.LxmlError, ValueError, RecursionError)
