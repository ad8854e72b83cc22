"""The bars of a timeline and the words in them: each look says one thing, and the words say it too."""

from __future__ import annotations

from collections.abc import Iterable

from wellfounded.law.library import Library
from wellfounded.report.markup import Markup, element, fragment
from wellfounded.report.timeline import BESIDE, CANDIDATE, DISPLACED, ELSEWHERE, GOVERNS, Bar, Row, short_name
from wellfounded.report.timeline_layout import BAR, LEFT, cut, width_of
from wellfounded.report.timeline_scale import Scale
from wellfounded.report.words import day

_LOOK: dict[str, dict[str, str | float]] = {
    GOVERNS: {"fill": "#0b5a6b"},
    CANDIDATE: {"fill": "url(#dots)", "stroke": "#1b1f24", "stroke_width": 1},
    DISPLACED: {"fill": "#fbfaf7", "stroke": "#8d8876", "stroke_width": 1.2, "stroke_dasharray": "4 3"},
    BESIDE: {"fill": "#0b5a6b"},
    ELSEWHERE: {"fill": "url(#hatch)", "stroke": "#0b5a6b", "stroke_width": 1},
}
_TEXT = {GOVERNS: "t-in", DISPLACED: "t-out", CANDIDATE: "t-part", BESIDE: "t-beside", ELSEWHERE: "t-part"}


def authority_bar(library: Library, line: Scale, bar: Bar, row: Row, y: float) -> Markup:
    """Draw one standing of an authority, with its words."""
    x = line.at(bar.from_day)
    wide = max(line.at(bar.until_day) - x - (0.8 if bar is not row.bars[-1] else 0), 2.2)
    thin = {DISPLACED: 3, BESIDE: 8.5}.get(bar.role, 0)
    by = f" by {short_name(library.authorities[bar.by])}" if bar.by in library.authorities else ""
    told = f"{row.name}: {bar.words}{by}, {day(bar.from_day)} to {day(bar.until_day)}"
    return fragment(
        element(
            "rect",
            element("title", told),
            x=x,
            y=y + thin,
            width=wide,
            height=BAR - 2 * thin,
            rx=2,
            **_LOOK[bar.role],
        ),
        _words_in((f"{bar.words}{by}", bar.words), bar.role, x, wide, y + BAR / 2, first=bar is row.bars[0]),
    )


def circuit_bar(line: Scale, bar: Bar, row: Row, y: float) -> Markup:
    """Draw a circuit's own law with its name."""
    x = line.at(bar.from_day)
    wide = max(line.at(bar.until_day) - x, 2.5)
    told = f"{row.name}: {bar.words}, {day(bar.from_day)} to {day(bar.until_day)}"
    rect = element("rect", element("title", told), x=x, y=y, width=wide, height=BAR - 1, rx=2, **_LOOK[bar.role])
    words = _words_in(_told(bar, ""), bar.role, x, wide, y + BAR / 2, first=bar is row.bars[0])
    return fragment(rect, words)


def _told(bar: Bar, by: str) -> tuple[str, ...]:
    """Give the words for a bar, the longest first."""
    if bar.role == BESIDE:
        return (bar.words, bar.words.partition(";")[0])
    if bar.words.startswith(f"{CANDIDATE}: "):
        return (bar.words, CANDIDATE)
    if ", " in bar.words:
        first, *others = bar.words.split(", ")
        return (bar.words, f"{first} and {len(others)} more", first)
    return (f"{bar.words}{by}", bar.words)


def _words_in(words: Iterable[str], role: str, x: float, wide: float, y: float, *, first: bool) -> Markup | None:
    """Write the longest words that fit into a bar; before it, where it is the first of its row and too short."""
    choices = list(words)
    bold = role != DISPLACED
    fitting = [text for text in choices if width_of(text, 12.5, bold=bold) + 12 <= wide]
    shortest = choices[-1]
    if role == CANDIDATE and not fitting and width_of(shortest, 12.5, bold=bold) <= wide:
        return element("text", shortest, x=x + wide / 2, y=y + 4.5, text_anchor="middle", class_=_TEXT[role])
    if fitting:
        return element("text", fitting[0], x=x + 7, y=y + 4.5, class_=_TEXT[role])
    if first and role in (GOVERNS, CANDIDATE, ELSEWHERE) and x - width_of(choices[-1], 12.5) - 12 > LEFT:
        return element("text", choices[-1], x=x - 7, y=y + 4.5, text_anchor="end", class_="t-out")
    if role in (GOVERNS, ELSEWHERE) and wide > 70:
        return element("text", cut(choices[-1], 12.5, wide - 16, bold=True), x=x + 7, y=y + 4.5, class_=_TEXT[role])
    return None


def hatch() -> Markup:
    """Return the pattern for what reaches only part."""
    return element(
        "pattern",
        element("rect", width=6, height=6, fill="#fff"),
        element("line", x1=0, y1=0, x2=0, y2=6, stroke="#0b5a6b", stroke_width=2.2),
        id="hatch",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def dots() -> Markup:
    """Return the pattern for what is unsettled."""
    return element(
        "pattern",
        element("rect", width=6, height=6, fill="#fff"),
        element("circle", cx=3, cy=3, r=1.1, fill="#1b1f24"),
        id="dots",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
    )


def head() -> Markup:
    """Return the head of an arrow."""
    return element(
        "marker",
        element("path", d="M0 0 8 4 0 8z", fill="#8a3b12"),
        id="head",
        viewBox="0 0 8 8",
        refX=7,
        refY=4,
        markerWidth=5,
        markerHeight=5,
        orient="auto-start-reverse",
    )
