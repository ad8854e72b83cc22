"""What the pictures of the backlog share: frame, scale, grid and labels, readable at 700 pixels and without colour."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import shorten, wrap

from wellfounded.report.markup import Markup, element

WIDTH, HEIGHT = 760, 420
LEFT, RIGHT, TOP, BOTTOM = 92, 176, 34, 40
ACCENT, INK, SOFT, LINE, PAPER = "#0b5a6b", "#1b1f24", "#5b6168", "#e3dfd3", "#fbfaf7"
BANDS = ("#d3e6e8", "#9dc6cb")
LABEL_SIGNS, LABEL_LINE = 34, 14
"""How many signs a line of a name at the side of a picture holds, and how high it is."""
FOOT_SIGNS, FOOT_LINE, MARGIN = 104, 18, 12
"""How many signs a line under a picture that stands alone holds, how high it is, and the margin around."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a day and a number of cases stand in the picture.

    Attributes:
        days: the days across.
        low, most: the numbers of cases at the bottom and at the top.
        height: of the picture.
    """

    days: int
    most: float
    low: float = 0.0
    height: int = HEIGHT

    def x(self, day_number: float) -> float:
        """Return where a day stands."""
        return LEFT + (WIDTH - LEFT - RIGHT) * day_number / max(self.days, 1)

    def y(self, cases: float) -> float:
        """Return where a number of cases stands."""
        room = self.height - TOP - BOTTOM
        return self.height - BOTTOM - room * (cases - self.low) / max(self.most - self.low, 1e-12)

    def path(self, days: Sequence[float], cases: Sequence[float]) -> str:
        """Write a line through points."""
        steps = (f"{self.x(d):.1f},{self.y(c):.1f}" for d, c in zip(days, cases, strict=True))
        return "M" + "L".join(steps)


def svg(
    parts: Iterable[Markup], *, title: str, description: str, height: int = HEIGHT, foot: Sequence[str] = ()
) -> Markup:
    """Put the parts of a picture in its frame.

    Args:
        title, description: what a screen reader says; the description goes on with the foot.
        foot: what a picture that stands alone says under it: where it comes from and how well it is known.
    """
    lines = [line for one in foot for line in wrap(one, FOOT_SIGNS)]
    edge = MARGIN if foot else 0
    wide, high = WIDTH + 2 * edge, height + 2 * edge + FOOT_LINE * (len(lines) + 1) * bool(foot)
    return element(
        "svg",
        element("title", title),
        element("desc", " ".join([description, *foot])),
        element("rect", x=-edge, y=-edge, width=wide, height=high, fill=PAPER) if foot else None,
        *parts,
        text(0, height + FOOT_LINE, title, fill=INK, weight="600") if foot else None,
        *(text(0, height + FOOT_LINE * (at + 2), words) for at, words in enumerate(lines)),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"{-edge} {-edge} {wide} {high}",
        role="img",
        font_family="system-ui, 'Segoe UI', 'Noto Sans', sans-serif",
        font_size="13",
    )


def text(
    x: float, y: float, words: str, *, anchor: str = "start", fill: str = SOFT, weight: str | None = None
) -> Markup:
    """Write a label."""
    return element("text", words, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor, fill=fill, font_weight=weight)


def side_label(x: float, y: float, words: str) -> Iterable[Markup]:
    """Write the name of a row so that it ends at x, with its middle at y: on two lines where it is long.

    What is longer still ends in an ellipsis; the picture's description and the table have it whole.
    """
    first, *others = wrap(words, LABEL_SIGNS) or [""]
    rest = shorten(" ".join(others), LABEL_SIGNS, placeholder="…") if others else ""
    lines = [one if len(one) <= LABEL_SIGNS else f"{one[: LABEL_SIGNS - 1]}…" for one in (first, rest) if one]
    for at, one in enumerate(lines):
        yield text(x, y + 5 + LABEL_LINE * (at - (len(lines) - 1) / 2), one, anchor="end", fill=INK)


def line(x1: float, y1: float, x2: float, y2: float, *, stroke: str = LINE, dash: str | None = None) -> Markup:
    """Draw a straight line."""
    ends = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    return element("line", stroke=stroke, stroke_dasharray=dash, **{name: f"{at:.1f}" for name, at in ends.items()})


def grid(scale: Scale, years: Sequence[tuple[int, int]], *, steps: Sequence[float], what: str) -> Iterable[Markup]:
    """Draw the lines of the scale: cases at the left, 30 September of each year below, what is counted above."""
    for cases in steps:
        y = scale.y(cases)
        yield line(LEFT, y, WIDTH - RIGHT, y, stroke=SOFT if cases == 0 else LINE)
        yield text(LEFT - 8, y + 4, short_count(cases), anchor="end")
    bottom = scale.height - BOTTOM
    every = max(1, math.ceil(len(years) / 10))
    for number, (year, day_number) in enumerate(years):
        x = scale.x(day_number)
        yield line(x, bottom, x, bottom + 4, stroke=SOFT)
        if number % every == 0:
            yield text(x, bottom + 18, str(year), anchor="middle")
    yield text(LEFT, scale.height - 6, "end of fiscal year, 30 September")
    yield text(0, 14, what)


def band(scale: Scale, days: Sequence[float], low: Sequence[float], high: Sequence[float], fill: str) -> Markup:
    """Fill what lies between two lines."""
    back = "L".join(f"{scale.x(d):.1f},{scale.y(c):.1f}" for d, c in reversed(list(zip(days, low, strict=True))))
    return element("path", d=f"{scale.path(days, high)}L{back}Z", fill=fill, stroke="none")


def curve(path: str, *, dash: str | None = None, stroke: str = ACCENT, width: float = 2) -> Markup:
    """Draw a line of the model."""
    return element("path", d=path, fill="none", stroke=stroke, stroke_width=width, stroke_dasharray=dash)


def end_labels(scale: Scale, said: Sequence[tuple[float, str, str, str | None]]) -> Iterable[Markup]:
    """Say at the right edge what the lines are, from the top down, without one label over another."""
    above = -math.inf
    for cases, words, fill, weight in said:
        above = max(scale.y(cases) + 4, above + 16)
        yield text(WIDTH - RIGHT + 8, above, words, fill=fill, weight=weight)


def nice_steps(low: float, high: float) -> tuple[float, ...]:
    """Return round numbers at equal distances that hold a range, four to six of them.

    Example:
        >>> nice_steps(0, 2_470_000), nice_steps(-14_292, 13_589)
        ((0.0, 500000.0, 1000000.0, 1500000.0, 2000000.0, 2500000.0), (-20000.0, -10000.0, 0.0, 10000.0, 20000.0))
    """
    span = max(high - low, 1.0)
    unit = 10.0 ** math.floor(math.log10(span))
    step = next(unit * part for part in (0.2, 0.25, 0.5, 1, 2) if span / (unit * part) <= 5)
    first, last = math.floor(low / step), math.ceil(high / step)
    return tuple(step * at for at in range(first, max(last, first + 1) + 1))


def short_count(cases: float) -> str:
    """Write a number of cases for a scale.

    Example:
        >>> short_count(1_500_000), short_count(800_000), short_count(0)
        ('1.5 million', '800,000', '0')
    """
    return f"{cases / 1e6:g} million" if abs(cases) >= 1e6 else f"{cases:,.0f}"
