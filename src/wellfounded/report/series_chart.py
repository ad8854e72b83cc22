"""Numbers through time as lines: each line by itself, named where it ends, never joined with another."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from wellfounded.report.chart_scale import nice_top
from wellfounded.report.markup import Markup, element

WIDTH, HEIGHT = 760, 380
LEFT, RIGHT, TOP, BOTTOM = 84, 176, 36, 32
ACCENT, INK, SOFT, LINE, PAPER = "#0b5a6b", "#1b1f24", "#5b6168", "#e3dfd3", "#fbfaf7"
_DASHES = (None, "7 4", "2 3", "9 3 2 3", "12 4", "4 2")
_JOINED_FROM = 3
_LINE_HEIGHT = 16


class LineOf(NamedTuple):
    """One line: its name, its points by day, and what a reader is told over each point."""

    name: str
    points: Sequence[tuple[date, float]]
    told: Sequence[str]


class DotsOf(NamedTuple):
    """Points that no line joins: their name, their points, what is told over each, and whether they are filled."""

    name: str
    points: Sequence[tuple[date, float]]
    told: Sequence[str]
    filled: bool


def series_chart(
    lines: Sequence[LineOf],
    *,
    dots: Sequence[DotsOf] = (),
    title: str,
    description: str,
    above: str,
    write: Callable[[float], str],
    span: tuple[date, date] | None = None,
    pointed: bool = True,
) -> Markup:
    """Draw lines through time; the same numbers belong in a table beside it.

    Lines of fewer than three points are drawn as points alone, hollow and unnamed. The first line is solid, each other
    one dashed in its own way.

    Args:
        dots: points drawn in ink beside the lines, named at the top.
        above: what the numbers are, written over the scale.
        write: writes a number of the scale.
        span: the days shown; those of the points if left out.
        pointed: whether the points of a line are marked.
    """
    days = [on for line in lines for on, _ in line.points]
    first, last = span or (min(days), max(days))
    values = [value for line in lines for _, value in line.points]
    most = nice_top(max([*values, *(value for one in dots for _, value in one.points)]))
    place = _Place(first, last, most)
    joined = [line for line in lines if len(line.points) >= _JOINED_FROM]
    return element(
        "svg",
        element("title", title),
        element("desc", description),
        *_grid(place, above, write),
        *(mark for number, line in enumerate(joined) for mark in _line(place, line, number, pointed=pointed)),
        *(mark for line in lines if len(line.points) < _JOINED_FROM for mark in _points(place, line, PAPER)),
        *(mark for one in dots for mark in _points(place, one, INK if one.filled else PAPER, edge=INK)),
        *_names(place, joined),
        *_notes(dots),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        aria_label=title,
    )


class _Place(NamedTuple):
    first: date
    last: date
    most: float

    def x(self, on: date) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (on - self.first).days / max((self.last - self.first).days, 1)

    def y(self, value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / self.most


def _grid(place: _Place, above: str, write: Callable[[float], str]) -> Iterator[Markup]:
    for at in range(5):
        value = place.most * at / 4
        y = place.y(value)
        yield element("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, stroke=SOFT if at == 0 else LINE)
        yield element("text", write(value), x=LEFT - 8, y=y + 4, text_anchor="end", fill=SOFT)
    years = [year for year in range(place.first.year, place.last.year + 1) if date(year, 9, 30) >= place.first]
    years = [year for year in years if date(year, 9, 30) <= place.last]
    step = max(1, math.ceil(len(years) / 9))
    for year in years[::-1][::step]:
        x = place.x(date(year, 9, 30))
        yield element("line", x1=x, x2=x, y1=HEIGHT - BOTTOM, y2=HEIGHT - BOTTOM + 5, stroke=SOFT)
        yield element("text", str(year), x=x, y=HEIGHT - BOTTOM + 20, text_anchor="middle", fill=SOFT)
    yield element("text", above, x=0, y=14, fill=SOFT)


def _line(place: _Place, line: LineOf, number: int, *, pointed: bool) -> Iterator[Markup]:
    steps = "L".join(f"{place.x(on):.1f},{place.y(value):.1f}" for on, value in line.points)
    dash = _DASHES[number % len(_DASHES)]
    yield element("path", d=f"M{steps}", fill="none", stroke=ACCENT, stroke_width=2, stroke_dasharray=dash)
    if pointed:
        yield from _points(place, line, ACCENT)


def _points(place: _Place, line: LineOf | DotsOf, fill: str, *, edge: str = ACCENT) -> Iterator[Markup]:
    for (on, value), told in zip(line.points, line.told, strict=True):
        x, y = place.x(on), place.y(value)
        yield element("circle", element("title", told), cx=x, cy=y, r=3.5, fill=fill, stroke=edge, stroke_width=1.5)


def _names(place: _Place, lines: Sequence[LineOf]) -> Iterator[Markup]:
    """Write each line's name at the right of its end; under or over it where the line ends before the others."""
    above = -math.inf
    for line in sorted(lines, key=lambda one: place.y(one.points[-1][1])):
        on, value = line.points[-1]
        end = place.y(value)
        if place.x(on) < WIDTH - RIGHT - 40:
            y = end + 20 if end + 24 < HEIGHT - BOTTOM else end - 12
            yield element("text", line.name, x=place.x(on), y=y, text_anchor="middle", fill=INK)
            continue
        y = max(end + 4, above + _LINE_HEIGHT)
        above = y
        yield element("text", line.name, x=place.x(on) + 10, y=y, fill=INK)


def _notes(dots: Sequence[DotsOf]) -> Iterator[Markup]:
    for at, one in enumerate(dots):
        y = TOP + 16 + 20 * at
        fill = INK if one.filled else PAPER
        yield element("circle", cx=LEFT + 16, cy=y - 4, r=3.5, fill=fill, stroke=INK, stroke_width=1.5)
        yield element("text", one.name, x=LEFT + 28, y=y, fill=INK)
