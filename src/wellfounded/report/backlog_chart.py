"""The pending cases drawn: the fan of a forecast, and the difference of two."""

from __future__ import annotations

from collections.abc import Sequence

from wellfounded.backlog.compare import Comparison
from wellfounded.backlog.forecast import Forecast
from wellfounded.backlog.published import PublishedPoint, published_points
from wellfounded.backlog.scenario import Scenario
from wellfounded.report.backlog_brackets import bracket_words, draw_brackets, error_brackets
from wellfounded.report.backlog_frame import (
    ACCENT,
    BANDS,
    HEIGHT,
    INK,
    LEFT,
    PAPER,
    SOFT,
    Scale,
    band,
    curve,
    end_labels,
    grid,
    line,
    nice_steps,
    svg,
    text,
)
from wellfounded.report.backlog_parts import draws_words, from_to, signed
from wellfounded.report.markup import Markup, element
from wellfounded.report.words import day

PENDING = "active pending cases"
DIFFERENCE_HEIGHT = 300
KEY_LINE = 18


def fan_chart(found: Forecast, foot: Sequence[str] = ()) -> Markup:
    """Draw the fan of a forecast with the published points over it, and the past error beside its middle.

    Args:
        foot: what stands under a picture that stands alone.
    """
    scenario = found.scenario
    points = published_points(scenario)
    days = [-1, *found.days]
    start = scenario.stock.active
    fan = [[start.low, start.value, start.value, start.value, start.high], *found.fan.tolist()]
    columns = list(zip(*fan, strict=True))
    last = fan[-1]
    brackets = error_brackets(scenario, days, columns[2])
    most = max([float(found.fan.max()), *(point.cases for point in points), *(one.high for one in brackets)])
    steps = nice_steps(0, most)
    scale = Scale(scenario.days, steps[-1])
    key, below = _key(points, bool(brackets))
    parts = [
        *grid(scale, _years(scenario), steps=steps, what=PENDING),
        band(scale, days, columns[0], columns[4], BANDS[0]),
        band(scale, days, columns[1], columns[3], BANDS[1]),
        curve(scale.path(days, columns[2])),
        *draw_brackets(scale, brackets),
        *(mark(scale, scenario.day_number(point.on), point) for point in points),
        *end_labels(scale, _fan_ends(last)),
        *key,
    ]
    return svg(
        parts,
        title=f"Active pending cases in the scenario “{scenario.title}”",
        description=f"A fan of {draws_words(found.draws)} from {day(scenario.start)} to {day(scenario.until)}. It "
        f"ends at {last[2]:,.0f} in the middle; 5 of 100 lie under {last[0]:,.0f}, 95 of 100 under {last[4]:,.0f}. "
        f"The table has the same numbers. {bracket_words(scenario)}".rstrip(),
        height=HEIGHT + below,
        foot=foot,
    )


def difference_chart(found: Comparison, foot: Sequence[str] = ()) -> Markup:
    """Draw the second scenario less the first, paired, with its interval.

    Args:
        foot: what stands under a picture that stands alone.
    """
    scenario = found.first
    days = [-1, *(scenario.day_number(end) for end in scenario.fiscal_year_ends() if end.year in _compared(found))]
    spreads = [one.difference for one in found.years]
    columns = [[0.0, *(getattr(one, name) for one in spreads)] for name in ("p05", "p25", "p50", "p75", "p95")]
    steps = nice_steps(min(0.0, *columns[0]), max(0.0, *columns[4]))
    scale = Scale(scenario.days, steps[-1], steps[0], DIFFERENCE_HEIGHT)
    ends = [
        (column[-1], words) for column, words in zip(columns[::2], ("5 of 100", "middle", "95 of 100"), strict=True)
    ]
    said = [
        (at, f"{signed(at)}: {words}", ACCENT if words == "middle" else SOFT, "600" if words == "middle" else None)
        for at, words in reversed(ends)
    ]
    parts = [
        *grid(scale, _years(scenario), steps=steps, what="pending cases, the second scenario less the first"),
        band(scale, days, columns[0], columns[4], BANDS[0]),
        band(scale, days, columns[1], columns[3], BANDS[1]),
        line(scale.x(0), scale.y(0), scale.x(scenario.days), scale.y(0), stroke=INK),
        curve(scale.path(days, columns[2])),
        *end_labels(scale, said),
    ]
    told = (
        f"FY{one.fy}: {signed(one.difference.p50)} ({from_to(one.difference.p05, one.difference.p95)})"
        for one in found.years
    )
    return svg(
        parts,
        title=f"Pending cases: “{found.second.title}” less “{found.first.title}”",
        description=f"The middle and what holds 90 of 100 paired draws. {'; '.join(told)}.",
        height=DIFFERENCE_HEIGHT,
        foot=foot,
    )


def _compared(found: Comparison) -> set[int]:
    return {one.fy for one in found.years}


def mark(scale: Scale, day_number: int, point: PublishedPoint) -> Markup:
    """Draw a published point: full where the definition is the scenario's, hollow where it is another."""
    title = element("title", f"{day(point.on)}: {point.cases:,.0f} ({point.publisher}, published {point.vintage})")
    return _dot(scale.x(day_number), scale.y(point.cases), title, full=point.same_definition)


def _dot(x: float, y: float, *inside: Markup, full: bool) -> Markup:
    where = {"cx": f"{x:.1f}", "cy": f"{y:.1f}"}
    return element("circle", *inside, **where, r=4, fill=INK if full else PAPER, stroke=INK, stroke_width=1.5)


def _years(scenario: Scenario) -> list[tuple[int, int]]:
    return [(end.year, scenario.day_number(end)) for end in scenario.fiscal_year_ends()]


def _fan_ends(last: Sequence[float]) -> list[tuple[float, str, str, str | None]]:
    return [
        (last[4], f"{last[4]:,.0f}: 95 of 100", SOFT, None),
        (last[2], f"{last[2]:,.0f}: middle", ACCENT, "600"),
        (last[0], f"{last[0]:,.0f}: 5 of 100", SOFT, None),
    ]


def _key(points: Sequence[PublishedPoint], bracketed: bool) -> tuple[list[Markup], int]:
    """Say under the axis, where nothing is drawn, what the points and the brackets are; return that and its height."""
    x, y, parts = LEFT + 4, HEIGHT + 12, list[Markup]()
    for same, publisher in dict.fromkeys((point.same_definition, point.publisher) for point in points):
        words = f"published by {publisher}" + ("" if same else ", another definition")
        parts += [_dot(x, y - 4, full=same), text(x + 12, y, words, fill=INK)]
        y += KEY_LINE
    if bracketed:
        caps = (line(x - 4, cap, x + 4, cap, stroke=INK) for cap in (y - 10, y + 2))
        words = "what came against the model's forecasts of the past, so far ahead: lowest to highest"
        parts += [line(x, y - 10, x, y + 2, stroke=INK), *caps, text(x + 12, y, words, fill=INK)]
        y += KEY_LINE
    return parts, y - HEIGHT - 12
