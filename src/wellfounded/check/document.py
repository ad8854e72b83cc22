"""A document as read: its text, its pages, its block quotations, and what could not be read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from wellfounded.citation.parenthetical import DAY, read_day
from wellfounded.errors import WellfoundedError

FORMATS: dict[str, str] = {
    "docx": "Word document",
    "pdf": "PDF with a text layer",
    "html": "web page",
    "markdown": "Markdown",
    "text": "plain text",
}


class DocumentUnreadable(WellfoundedError):
    """A document that cannot be read, and why."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a document that could not be read."""

    where: str
    why: str


@dataclass(frozen=True)
class Document:
    """A document as read.

    Attributes:
        name: its file name.
        format: one of `FORMATS`.
        text: its text; paragraphs are parted by an empty line, footnotes follow the text.
        pages: the place in the text at which each page begins; empty if it has no pages.
        blocks: where its block quotations stand.
        breaks: the places at which its notes begin.
        unread: what could not be read.
        notes: how it was read ("2 insertions and 1 deletion, read as the final text").
        dated: its own day, if it names one.
    """

    name: str
    format: str
    text: str
    pages: tuple[int, ...] = ()
    blocks: tuple[tuple[int, int], ...] = ()
    breaks: tuple[int, ...] = ()
    unread: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()
    dated: date | None = None

    @cached_property
    def _lines(self) -> tuple[int, ...]:
        return (0, *(match.end() for match in re.finditer("\n", self.text)))

    def page_at(self, place: int) -> int | None:
        """Return the page, from 1, on which a place stands; None if the document has no pages."""
        return bisect_right(self.pages, place) if self.pages else None

    def line_at(self, place: int) -> tuple[int, int]:
        """Return the line and column, both from 1, of a place in the text."""
        line = bisect_right(self._lines, place)
        return line, place - self._lines[line - 1] + 1

    def where(self, place: int) -> str:
        """Say where a place stands, for a reader: "page 3, line 41, column 7"."""
        line, column = self.line_at(place)
        page = self.page_at(place)
        if page is None:
            return f"line {line}, column {column}"
        first, _ = self.line_at(self.pages[page - 1])
        return f"page {page}, line {line - first + 1}, column {column}"

    def around(self, start: int, end: int, *, reach: int = 60) -> str:
        """Return the text around a passage on one line, cut at words, the passage between ⟦ and ⟧."""
        before = re.sub(r"\s+", " ", self.text[max(0, start - reach) : start])
        after = re.sub(r"\s+", " ", self.text[end : end + reach])
        before = before if start <= reach else "…" + before.partition(" ")[2]
        after = after if end + reach >= len(self.text) else after.rpartition(" ")[0] + "…"
        return f"{before}⟦{re.sub(r'[ ]+', ' ', self.text[start:end].replace(chr(10), ' '))}⟧{after}".strip()


def document_from(name: str, parts: Mapping[str, Any]) -> Document:
    """Make a document of what a reader found."""
    text = str(parts["text"])
    dated = date.fromisoformat(parts["dated"]) if parts.get("dated") else own_day(text)
    return Document(
        name=name,
        format=str(parts["format"]),
        text=text,
        pages=tuple(parts.get("pages", ())),
        blocks=tuple((start, end) for start, end in parts.get("blocks", ())),
        breaks=tuple(parts.get("breaks", ())),
        unread=tuple(Unread(where, why) for where, why in parts.get("unread", ())),
        notes=tuple(parts.get("notes", ())),
        dated=dated,
    )


_SAID = r"(?:dated|filed|date|decided(?:\s+by\s+(?:the\s+)?\w+(?:\s+\w+)?)?|published|updated|posted)"
_SIGNED = re.compile(
    rf"^[ \t>*_|]*{_SAID}?[ \t]*[:,—–-]?[ \t]*(?:on[ \t]+|this[ \t]+)?(?={DAY.pattern}[ \t.*_]*$)",
    re.MULTILINE | re.IGNORECASE,
)


def own_day(text: str) -> date | None:
    """Find the day a document gives as its own: a line of its head or its end that is a date and little else.

    A date inside a sentence is never taken for the document's own.

    Example:
        >>> own_day("Respectfully submitted.\\nDated: June 12, 2018")
        datetime.date(2018, 6, 12)
        >>> own_day("The Board's decision dated June 12, 2018, was wrong.")
    """
    for stretch in (text[-1_500:], text[:2_500]):
        match = _SIGNED.search(stretch)
        if match is not None:
            return read_day(stretch[match.end() : match.end() + 40])
    return None
