"""One document, three forms: terminal text, Markdown and HTML, and no text that commands any of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some
from inline_snapshot import snapshot

from wellfounded.report.as_html import as_html
from wellfounded.report.as_markdown import as_markdown, plain
from wellfounded.report.as_text import as_text
from wellfounded.report.document import (
    GOVERNS,
    Bullets,
    Cell,
    Chain,
    Document,
    Heading,
    Link,
    Pairs,
    Paragraph,
    Quotation,
    Table,
)
from wellfounded.report.stamp import Stamp
from wellfounded.report.table import column_widths, table_lines
from wellfounded.report.terminal import Ink, ink, printable, wrapped

PAYLOADS = ["<script>alert(1)</script>", '"><img src=x onerror=a()>', "*b* [x](javascript:a) | `c`", "\x1b[2J\x07bell"]


def document(text: str = "Matter of A-B-") -> Document:
    parts = (
        Heading(text),
        Paragraph(text, "note"),
        Bullets((text, (text, Bullets((text,))))),
        Chain((Link("governs", GOVERNS, text, text, text, text, text, text),)),
        Table((text, text), ((text, Cell(text, text)),), text, text),
        Pairs(((text, text),)),
        Quotation(text, text),
    )
    return Document(text, text, text, text, parts, Stamp(text, text, date(2026, 8, 30), program="0"))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_a_command(payload: str, tree: Callable[..., ElementTree.Element]) -> None:
    root = tree(as_html(document(payload)))

    assert root.findall(".//script") == []
    assert root.findall(".//img") == []
    assert "\x1b" not in as_text(document(payload))
    assert "\x1b" not in as_markdown(document(payload))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markdown_shows_text_and_not_marks(payload: str) -> None:
    written = plain(payload)
    for mark in "<>*[]|`":
        assert written.count(mark) == written.count(f"\\{mark}")


@given(some.text(max_size=300), some.integers(12, 100))
def test_wrapped_text_keeps_its_words_and_its_width(text: str, width: int) -> None:
    lines = wrapped(text, width)

    assert " ".join(lines).split() == printable(text).split()
    assert all(len(line) <= width or " " not in line for line in lines)


@given(
    some.lists(some.tuples(some.text(max_size=60), some.text(max_size=200), some.text(max_size=20)), max_size=6),
    some.integers(60, 100),
)
def test_a_table_stays_within_its_line(rows: list[tuple[str, str, str]], width: int) -> None:
    table = Table(("first", "second", "third"), tuple(rows))

    assert sum(column_widths(table, width)) + 4 <= width
    long_words = any(len(word) > 10 for row in rows for cell in row for word in printable(cell).split())
    assert long_words or all(len(line) <= width for line in table_lines(table, Ink(), width=width))


@pytest.mark.parametrize(
    ("environment", "terminal", "colour"),
    [({}, True, True), ({}, False, False), ({"NO_COLOR": "1"}, True, False), ({"TERM": "dumb"}, True, False)],
)
def test_colour_is_for_terminals_that_want_it(environment: dict[str, str], terminal: bool, colour: bool) -> None:
    assert ink(environment, terminal=terminal).colour is colour


def test_colour_changes_no_word() -> None:
    import re

    assert re.sub(r"\x1b\[\d*m", "", as_text(document(), Ink(colour=True))) == as_text(document(), Ink())


def test_the_terminal_keeps_the_order_of_the_page() -> None:
    link = Link("overruled", "displaced", "Matter of A-R-C-G-", "26 I&N Dec. 388", "It held so.", "By A-B- I.", "392")
    told = Document("The title", "What was asked", "The answer.", "How well known", (Chain((link,)),), document().stamp)

    assert as_text(told, width=80) == snapshot("""\
The title
What was asked

The answer.
How well known

overruled             Matter of A-R-C-G-, 26 I&N Dec. 388                    392
                      It held so.
                      By A-B- I.

Matter of A-B- · library Matter of A-B- · wellfounded 0 · law confirmed through
30 August 2026 · not legal advice
""")
