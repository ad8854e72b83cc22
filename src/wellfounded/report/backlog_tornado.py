"""Sensitivity drawn: the pending cases with each number low and high in its distribution, and its variance share."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wellfounded.backlog.sensitivity import Sensitivity, Swing
from wellfounded.report.backlog_frame import (
    ACCENT,
    BANDS,
    INK,
    SOFT,
    WIDTH,
    line,
    nice_steps,
    short_count,
    side_label,
    svg,
    text,
)
from wellfounded.report.backlog_words import called
from wellfounded.report.markup import Markup, element
from wellfounded.report.words import day

SHOWN, ROW, HEAD, FOOT = 12, 28, 56, 52
BARS_FROM, BARS_TO = 256, WIDTH - 118


def tornado_chart(found: Sensitivity) -> Markup:
    """Draw the pending cases with each number at 5 and 95 of 100 of its distribution, the strongest number above."""
    parts, height = tornado_parts(found)
    return svg(parts, title=tornado_title(found), description=tornado_words(found), height=height)


def tornado_title(found: Sensitivity) -> str:
    """Name the picture."""
    return f"Pending cases on {day(found.on)} with each number low and high"


def tornado_words(found: Sensitivity) -> str:
    """Say what the picture shows."""
    start = found.scenario.start
    told = (f"{called(s.quantity.name, start)}: {s.low:,.0f} to {s.high:,.0f}" for s in found.swings[:SHOWN])
    return f"At 5 and at 95 of 100 of its distribution, the others at their central values: {'; '.join(told)}."


def tornado_parts(found: Sensitivity) -> tuple[list[Markup], int]:
    """Return what is drawn, and how high it is."""
    shown = found.swings[:SHOWN]
    start = found.scenario.start
    foot = HEAD + ROW * len(shown)
    ends = [end for swing in shown for end in (swing.low, swing.high)] or [found.central]
    steps = nice_steps(min(ends), max(ends))

    def x(cases: float) -> float:
        return BARS_FROM + (BARS_TO - BARS_FROM) * (cases - steps[0]) / (steps[-1] - steps[0])

    parts = [
        text(WIDTH, HEAD - 34, "share of the variance,", anchor="end"),
        text(WIDTH, HEAD - 18, "with interactions", anchor="end"),
    ]
    for step in steps:
        parts.append(line(x(step), HEAD, x(step), foot))
        parts.append(text(x(step), foot + 18, short_count(step), anchor="middle"))
    for at, swing in enumerate(shown):
        parts += _row(swing, called(swing.quantity.name, start), HEAD + ROW * at, found.central, x)
    parts += [
        line(x(found.central), HEAD - 6, x(found.central), foot, stroke=INK),
        text(x(found.central), HEAD - 12, f"{found.central:,.0f} with the central values", anchor="middle", fill=INK),
        *_key(foot + FOOT - 12),
    ]
    return parts, foot + FOOT


def _row(swing: Swing, name: str, y: int, middle: float, x: Callable[[float], float]) -> Iterable[Markup]:
    for end, fill in ((swing.low, BANDS[1]), (swing.high, ACCENT)):
        begin, width = min(x(end), x(middle)), abs(x(end) - x(middle))
        yield element("rect", x=f"{begin:.1f}", y=y + 6, width=f"{width:.1f}", height=16, fill=fill)
    yield from side_label(BARS_FROM - 8, y + ROW / 2, name)
    if swing.total is not None:
        share = f"{100 * swing.total:.1f} %" if swing.total_told else "too few samples"
        yield text(WIDTH, y + 19, share, anchor="end", fill=INK if swing.total_told else SOFT)


def _key(y: int) -> Iterable[Markup]:
    """Say what the two shades are."""
    for at, fill, words in (
        (BARS_FROM, BANDS[1], "at 5 of 100 of its distribution"),
        (BARS_FROM + 220, ACCENT, "at 95 of 100"),
    ):
        yield element("rect", x=at, y=y - 10, width=12, height=11, fill=fill)
        yield text(at + 18, y, words, fill=SOFT)
