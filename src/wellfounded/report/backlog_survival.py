"""Waits drawn: the share of the cases not yet completed by time since filing, thin where few could be followed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from wellfounded.backlog.forecast import Forecast
from wellfounded.backlog.waits import FOLLOWED, Waits
from wellfounded.report.backlog_frame import BOTTOM, INK, LEFT, RIGHT, TOP, WIDTH, Scale, curve, line, svg, text
from wellfounded.report.markup import Markup

SURVIVAL_HEIGHT = 300
EVERY = 7
LEVELS = (0.3, 0.5)
"""Between which shares left a curve's name stands; a curve that ends higher has it at its end."""
DASHES = (None, "6 3", "2 3", "8 3 2 3")


def survival_chart(found: Forecast) -> Markup:
    """Draw, for each class, the share of cases not completed by time since filing."""
    years = max(1, math.ceil(found.scenario.days / 365.25))
    scale = Scale(round(years * 365.25), 1.0, height=SURVIVAL_HEIGHT)
    curves = sorted(found.waits, key=lambda one: _reaches(one, 0.5))
    parts = [*_grid(scale, years)]
    for number, one in enumerate(curves):
        parts += _curve(scale, one, DASHES[number % len(DASHES)])
    falling = [one for one in curves if float(one.survival[-1]) <= LEVELS[0]]
    parts += [_label(scale, one, number, len(falling)) for number, one in enumerate(falling)]
    parts += _at_the_edge(scale, [one for one in curves if one not in falling])
    told = "; ".join(f"{one.name}: half are completed {_half(one.completion[1])}" for one in found.waits)
    return svg(
        parts,
        title="Share of cases not completed, by time since filing",
        description=f"{told}.",
        height=SURVIVAL_HEIGHT,
    )


def _grid(scale: Scale, years: int) -> Iterable[Markup]:
    for quarter in range(5):
        y = scale.y(quarter / 4)
        yield line(LEFT, y, WIDTH - RIGHT, y)
        yield text(LEFT - 8, y + 4, f"{25 * quarter} %", anchor="end")
    for year in range(0, years + 1, max(1, years // 5)):
        yield text(scale.x(year * 365.25), scale.height - BOTTOM + 18, str(year), anchor="middle")
    yield text(LEFT, scale.height - 6, "years since filing")
    yield text(0, TOP - 20, "not yet completed")


def _curve(scale: Scale, one: Waits, dash: str | None) -> Iterable[Markup]:
    """Draw a curve, and thin from where fewer than one case in ten could be followed."""
    end = int(np.searchsorted(-one.followed, -FOLLOWED, side="right"))
    for first, last, width in ((0, end, 2.0), (end, len(one.survival), 0.8)):
        days = [*range(first, last, EVERY), last - 1] if last > first + 1 else []
        if days:
            yield curve(scale.path(days, [float(one.survival[at]) for at in days]), dash=dash, width=width)


def _label(scale: Scale, one: Waits, number: int, count: int) -> Markup:
    """Write a class's name beside its curve: the slowest at its right, the one before it at its left, and so on."""
    at_right = (count - 1 - number) % 2 == 0
    level = LEVELS[0] + (LEVELS[1] - LEVELS[0]) * (number + 1) / count
    x, y = scale.x(_reaches(one, level)), scale.y(level)
    return text(x + (8 if at_right else -8), y + 4, one.name, anchor="start" if at_right else "end", fill=INK)


def _at_the_edge(scale: Scale, curves: Sequence[Waits]) -> Iterable[Markup]:
    """Write the names of the classes that stay high at the right of their curves' ends, one under the other."""
    above = -math.inf
    for one in sorted(curves, key=lambda one: -float(one.survival[-1])):
        above = max(scale.y(float(one.survival[-1])) + 4, above + 16)
        yield text(scale.x(len(one.survival)) + 8, above, one.name, fill=INK)


def _reaches(one: Waits, level: float) -> int:
    """Return the first day on which no more than a share is left, or the day after the last."""
    below: Sequence[int] = np.flatnonzero(one.survival <= level).tolist()
    return below[0] if below else len(one.survival)


def _half(days: int | None) -> str:
    return "not within the scenario" if days is None else f"within {days} days"
