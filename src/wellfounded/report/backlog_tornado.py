"""Sensitivity drawn: the pending cases at the ends of each number's range, and its share of the variance."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wellfounded.backlog.sensitivity import Sensitivity, Swing
from wellfounded.report.backlog_frame import ACCENT, BANDS, INK, SOFT, WIDTH, line, nice_steps, short_count, svg, text
from wellfounded.report.backlog_words import called
from wellfounded.report.markup import Markup, element
from wellfounded.report.words import day

SHOWN, ROW, HEAD, FOOT = 12, 28, 56, 52
BARS_FROM, BARS_TO = 256, WIDTH - 118


def tornado_chart(found: Sensitivity) -> Markup:
    """Draw the pending cases at the ends of each number's range, the strongest number above."""
    parts, height = tornado_parts(found)
    return svg(parts, title=tornado_title(found), description=tornado_words(found), height=height)


def tornado_title(found: Sensitivity) -> str:
    """Name the picture."""
    return f"Pending cases on {day(found.on)} at the ends of each number's range"


def tornado_words(found: Sensitivity) -> str:
    """Say what the picture shows."""
    start = found.scenario.start
    told = (f"{called(s.quantity.name, start)}: {s.low:,.0f} to {s.high:,.0f}" for s in found.swings[:SHOWN])
    return f"{'; '.join(told)}."


def tornado_parts(found: Sensitivity) -> tuple[list[Markup], int]:
    """Return what is drawn, and how high it is."""
    shown = found.swings[:SHOWN]
    start = found.scenario.start
    foot = HEAD + ROW * len(shown)
    ends = [end for swing in shown for end in (swing.low, swing.high)] or [found.middle]
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
        parts += _row(swing, called(swing.quantity.name, start), HEAD + ROW * at, found.middle, x)
    parts += [
        line(x(found.middle), HEAD - 6, x(found.middle), foot, stroke=INK),
        text(x(found.middle), HEAD - 12, f"{found.middle:,.0f} with the central values", anchor="middle", fill=INK),
        *_key(foot + FOOT - 12),
    ]
    return parts, foot + FOOT


def _row(swing: Swing, name: str, y: int, middle: float, x: Callable[[float], float]) -> Iterable[Markup]:
    for end, fill in ((swing.low, BANDS[1]), (swing.high, ACCENT)):
        begin, width = min(x(end), x(middle)), abs(x(end) - x(middle))
        yield element("rect", x=f"{begin:.1f}", y=y + 6, width=f"{width:.1f}", height=16, fill=fill)
    yield text(BARS_FROM - 8, y + 19, name, anchor="end", fill=INK)
    if swing.total is not None:
        share = f"{100 * swing.total:.1f} %" if swing.total_told else "too few samples"
        yield text(WIDTH, y + 19, share, anchor="end", fill=INK if swing.total_told else SOFT)


def _key(y: int) -> Iterable[Markup]:
    """Say what the two shades are."""
    for at, fill, words in (
        (BARS_FROM, BANDS[1], "at 5 of 100 of its range"),
        (BARS_FROM + 190, ACCENT, "at 95 of 100"),
    ):
        yield element("rect", x=at, y=y - 10, width=12, height=11, fill=fill)
        yield text(at + 18, y, words, fill=SOFT)
