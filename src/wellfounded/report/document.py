"""A report as a list of parts, written once and shown as terminal text, Markdown or HTML.

The order is always the same: what was asked, one sentence that answers, how well it is known, and then the parts.
The parts are structs, as all nouns here are: a cold question pays for every class that is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from wellfounded.report.markup import Markup
    from wellfounded.report.stamp import Stamp

GOVERNS, DISPLACED, IN_PART, OPEN, PLAIN = "governs", "displaced", "part", "open", "none"


class Heading(Struct, frozen=True):
    """A heading; level 2 begins a section, level 3 a part of one."""

    text: str
    level: int = 2


class Paragraph(Struct, frozen=True):
    """A paragraph; a note stands out, a soft one steps back."""

    text: str
    manner: str = "plain"


class Bullets(Struct, frozen=True):
    """Short remarks, one under the other; a remark that is a pair has its own remarks under it."""

    items: tuple[Bullet, ...]


Bullet: TypeAlias = "str | tuple[str, Bullets]"


class Link(Struct, frozen=True):
    """One authority in a chain.

    Attributes:
        status: its status, in words.
        tone: how the status is drawn: GOVERNS, DISPLACED, IN_PART, OPEN or PLAIN.
        name, citation: how it is cited.
        says: what it held or did.
        remark: what happened to it, or why it stands aside.
        pinpoint: the page, at the right edge.
        quotation: exact official words, or an empty string.
    """

    status: str
    tone: str
    name: str
    citation: str = ""
    says: str = ""
    remark: str = ""
    pinpoint: str = ""
    quotation: str = ""


class Chain(Struct, frozen=True):
    """Authorities with their status, one under the other."""

    links: tuple[Link, ...]


class Cell(Struct, frozen=True):
    """A cell of a table with a second line or a tone; a cell that is only text is a plain string."""

    text: str
    under: str = ""
    tone: str = ""


class Table(Struct, frozen=True):
    """A table.

    Attributes:
        headings: the columns' names.
        rows: the cells; the first of each row heads it.
        caption: what the table tells.
        remark: a remark under it.
        widths: the columns' shares of a line, for the terminal; equal if left out.
        numbers: the columns of numbers, set at the right.
        days: the columns of days, never broken.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    caption: str = ""
    remark: str = ""
    widths: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    days: tuple[int, ...] = ()


class Pairs(Struct, frozen=True):
    """Terms and what they are."""

    rows: tuple[tuple[str, str], ...]


class Quotation(Struct, frozen=True):
    """Exact words of an authority, with their place."""

    text: str
    place: str


class Picture(Struct, frozen=True):
    """A drawing for pages, with the sentence that stands for it elsewhere."""

    svg: Markup
    caption: str


Part: TypeAlias = Heading | Paragraph | Bullets | Chain | Table | Pairs | Quotation | Picture


class Document(Struct, frozen=True):
    """A report.

    Attributes:
        title: what it is about.
        asked: the day, forum and anything else asked, one line.
        answer: the sentence that answers.
        known: how well it is known, one line.
        parts: everything else, in order.
        stamp: what every output carries.
    """

    title: str
    asked: str
    answer: str
    known: str
    parts: tuple[Part, ...]
    stamp: Stamp
