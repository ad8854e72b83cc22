"""The pictures of the backlog, drawn as SVG: readable at 700 pixels and in black and white."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wellfounded.backlog.forecast import Forecast
from wellfounded.backlog.published import PublishedPoint, published_points
from wellfounded.backlog.sensitivity import Sensitivity
from wellfounded.report.chart_scale import nice_top, short_count
from wellfounded.report.markup import Markup, element
from wellfounded.report.words import day

WIDTH, HEIGHT = 760, 420
LEFT, RIGHT, TOP, BOTTOM = 92, 176, 34, 40
ACCENT, INK, SOFT, LINE, ACT = "#0b5a6b", "#1b1f24", "#5b6168", "#e3dfd3", "#8a3b12"
BANDS = ("#d3e6e8", "#9dc6cb")


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a day and a number of cases stand in the picture."""

    days: int
    most: float

    def x(self, day_number: float) -> float:
        """Return where a day stands."""
        return LEFT + (WIDTH - LEFT - RIGHT) * day_number / max(self.days, 1)

    def y(self, cases: float) -> float:
        """Return where a number of cases stands."""
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * cases / self.most

    def path(self, days: Sequence[float], cases: Sequence[float]) -> str:
        """Write a line through points."""
        steps = (f"{self.x(d):.1f},{self.y(c):.1f}" for d, c in zip(days, cases, strict=True))
        return "M" + "L".join(steps)


def fan_chart(found: Forecast) -> Markup:
    """Draw the fan of a forecast with the published points over it."""
    scenario = found.scenario
    points = published_points(scenario)
    most = nice_top(max([float(found.fan.max()), *(point.cases for point in points)]))
    scale = Scale(scenario.days, most)
    days = [-1, *found.days]
    start = scenario.stock.active
    fan = [[start.low, start.value, start.value, start.value, start.high], *found.fan.tolist()]
    columns = list(zip(*fan, strict=True))
    last = fan[-1]
    parts = [
        element("title", f"Active pending cases in the scenario “{scenario.title}”"),
        element(
            "desc",
            f"A fan from {day(scenario.start)} to {day(scenario.until)}. It ends at {last[2]:,.0f} in the middle; "
            f"nine draws of ten lie between {last[0]:,.0f} and {last[4]:,.0f}. The table has the same numbers.",
        ),
        *grid(scale, list(_years(found))),
        _band(scale, days, columns[0], columns[4], BANDS[0]),
        _band(scale, days, columns[1], columns[3], BANDS[1]),
        element("path", d=scale.path(days, columns[2]), fill="none", stroke=ACCENT, stroke_width=2),
        *(mark(scale, scenario.day_number(point.on), point) for point in points),
        *_end_labels(scale, last),
        *_point_notes(points),
    ]
    return svg(parts)


def svg(parts: Iterable[Markup], *, height: int = HEIGHT) -> Markup:
    """Put the parts of a picture in its frame."""
    return element(
        "svg",
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height}",
        role="img",
        font_family="system-ui, 'Segoe UI', 'Noto Sans', sans-serif",
        font_size="13",
    )


def grid(scale: Scale, years: Sequence[tuple[int, int]]) -> Iterable[Markup]:
    """Draw the lines of the scale: cases at the left, 30 September of each year below."""
    for at in range(5):
        cases = scale.most * at / 4
        y = scale.y(cases)
        yield element("line", x1=LEFT, x2=WIDTH - RIGHT, y1=f"{y:.1f}", y2=f"{y:.1f}", stroke=LINE)
        yield text(LEFT - 8, y + 4, short_count(cases), anchor="end")
    step = max(1, math.ceil(len(years) / 10))
    for number, (year, day_number) in enumerate(years):
        x = scale.x(day_number)
        yield element("line", x1=f"{x:.1f}", x2=f"{x:.1f}", y1=HEIGHT - BOTTOM, y2=HEIGHT - BOTTOM + 4, stroke=SOFT)
        if number % step == 0:
            yield text(x, HEIGHT - BOTTOM + 18, str(year), anchor="middle")
    yield text(LEFT, HEIGHT - 6, "end of fiscal year, 30 September")
    yield text(0, 14, "active pending cases")


def text(
    x: float, y: float, words: str, *, anchor: str = "start", fill: str = SOFT, weight: str | None = None
) -> Markup:
    """Write a label."""
    return element("text", words, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor, fill=fill, font_weight=weight)


def called(name: str) -> str:
    """Write the name of a number for people.

    Example:
        >>> called("class.asylum.merits.set_after"), called("intake.path.2018-06-01")
        ('asylum, merits: set after', 'intake: path from 2018-06-01')
    """
    *place, last = name.removeprefix("class.").replace("_", " ").split(".")
    if last[:4].isdigit() and place:
        last = f"{place.pop()} from {last}"
    return f"{', '.join(place)}: {last}" if place else last


def mark(scale: Scale, day_number: int, point: PublishedPoint) -> Markup:
    """Draw a published point: full where the definition is the scenario's, hollow where it is another."""
    title = element("title", f"{day(point.on)}: {point.cases:,.0f} ({point.publisher}, published {point.vintage})")
    full = point.same_definition
    return element(
        "circle",
        title,
        cx=f"{scale.x(day_number):.1f}",
        cy=f"{scale.y(point.cases):.1f}",
        r=4,
        fill=INK if full else "#fbfaf7",
        stroke=INK,
        stroke_width=1.5,
    )


def _band(scale: Scale, days: Sequence[float], low: Sequence[float], high: Sequence[float], fill: str) -> Markup:
    back = "L".join(f"{scale.x(d):.1f},{scale.y(c):.1f}" for d, c in reversed(list(zip(days, low, strict=True))))
    return element("path", d=f"{scale.path(days, high)}L{back}Z", fill=fill, stroke="none")


def _years(found: Forecast) -> Iterable[tuple[int, int]]:
    return [(end.year, found.scenario.day_number(end)) for end in found.scenario.fiscal_year_ends()]


def _end_labels(scale: Scale, last: Sequence[float]) -> Iterable[Markup]:
    """Say at the right edge what the edges of the fan are."""
    x = WIDTH - RIGHT + 8
    words = (
        (last[4], f"{last[4]:,.0f}: 95 of 100", SOFT, None),
        (last[2], f"{last[2]:,.0f}: middle", ACCENT, "600"),
        (last[0], f"{last[0]:,.0f}: 5 of 100", SOFT, None),
    )
    above = -math.inf
    for cases, said, fill, weight in words:
        y = max(scale.y(cases) + 4, above + 16)
        above = y
        yield text(x, y, said, fill=fill, weight=weight)


def _point_notes(points: Sequence[PublishedPoint]) -> Iterable[Markup]:
    """Say at the top what the points are."""
    kinds: list[tuple[bool, str]] = []
    for point in points:
        kind = (point.same_definition, point.publisher)
        if kind not in kinds:
            kinds.append(kind)
    for at, (same, publisher) in enumerate(kinds):
        y = TOP + 14 + 18 * at
        yield element(
            "circle", cx=LEFT + 16, cy=y - 4, r=4, fill=INK if same else "#fbfaf7", stroke=INK, stroke_width=1.5
        )
        said = f"published by {publisher}" + ("" if same else ", counted by another definition")
        yield text(LEFT + 28, y, said, fill=INK)


def survival_chart(found: Forecast) -> Markup:
    """Draw, for each class, the share of cases not completed by time since filing."""
    years = max(1, math.ceil(found.scenario.days / 365.25))
    height, span = 260, years * 365.25
    parts = [
        element("title", "Share of cases not completed, by time since filing"),
        element(
            "desc",
            "; ".join(f"{one.name}: half are completed {_half(one.completion[1])}" for one in found.waits) + ".",
        ),
    ]
    room = WIDTH - LEFT - RIGHT
    for at in range(5):
        y = height - BOTTOM - (height - TOP - BOTTOM) * at / 4
        parts.append(element("line", x1=LEFT, x2=WIDTH - RIGHT, y1=f"{y:.1f}", y2=f"{y:.1f}", stroke=LINE))
        parts.append(text(LEFT - 8, y + 4, f"{25 * at} %", anchor="end"))
    for year in range(0, years + 1, max(1, years // 5)):
        parts.append(text(LEFT + room * year / years, height - BOTTOM + 18, str(year), anchor="middle"))
    parts.append(text(LEFT, height - 6, "years since filing"))
    parts.append(text(0, 14, "not yet completed"))
    above = -math.inf
    curves = sorted(found.waits, key=lambda one: -float(one.survival[-1]))
    for number, one in enumerate(curves):
        shown = [(day_number, float(one.survival[day_number])) for day_number in range(0, len(one.survival), 14)]
        steps = (
            f"{LEFT + room * at / span:.1f},{height - BOTTOM - (height - TOP - BOTTOM) * left:.1f}"
            for at, left in shown
        )
        dash = (None, "6 3", "2 3", "8 3 2 3")[number % 4]
        parts.append(
            element("path", d="M" + "L".join(steps), fill="none", stroke=ACCENT, stroke_width=2, stroke_dasharray=dash)
        )
        y = max(height - BOTTOM - (height - TOP - BOTTOM) * shown[-1][1] + 4, above + 16)
        above = y
        parts.append(text(LEFT + room * shown[-1][0] / span + 8, y, one.name, fill=INK))
    return svg(parts, height=height)


def _half(days: int | None) -> str:
    return "not within the scenario" if days is None else f"within {days} days"


def tornado_chart(found: Sensitivity) -> Markup:
    """Draw the pending cases at the ends of each number's range, the strongest number above."""
    shown = found.swings[:12]
    height = TOP + 28 * len(shown) + BOTTOM
    ends = [end for swing in shown for end in (swing.low, swing.high)] or [found.middle]
    low, high = min(ends), max(ends)
    left, right = 250, WIDTH - 24
    span = max(high - low, 1.0)

    def x(cases: float) -> float:
        return left + (right - left) * (cases - low) / span

    parts = [
        element("title", f"Pending cases on {day(found.on)} at the ends of each number's range"),
        element("desc", "; ".join(f"{called(s.quantity.name)}: {s.low:,.0f} to {s.high:,.0f}" for s in shown) + "."),
        element(
            "line", x1=f"{x(found.middle):.1f}", x2=f"{x(found.middle):.1f}", y1=TOP, y2=height - BOTTOM, stroke=INK
        ),
        text(x(found.middle), TOP - 8, f"{found.middle:,.0f} with the central values", anchor="middle", fill=INK),
    ]
    for at, swing in enumerate(shown):
        y = TOP + 28 * at + 6
        for end, fill in ((swing.low, BANDS[1]), (swing.high, ACCENT)):
            begin, width = min(x(end), x(found.middle)), abs(x(end) - x(found.middle))
            parts.append(element("rect", x=f"{begin:.1f}", y=y, width=f"{width:.1f}", height=16, fill=fill))
        parts.append(text(left - 8, y + 13, called(swing.quantity.name), anchor="end", fill=INK))
    parts.append(text(left, height - 18, f"{low:,.0f}"))
    parts.append(text(right, height - 18, f"{high:,.0f}", anchor="end"))
    parts.append(element("rect", x=left, y=height - 12, width=12, height=10, fill=BANDS[1]))
    parts.append(text(left + 16, height - 3, "at 5 of 100 of its range"))
    parts.append(element("rect", x=left + 190, y=height - 12, width=12, height=10, fill=ACCENT))
    parts.append(text(left + 206, height - 3, "at 95 of 100"))
    return svg(parts, height=height)
