"""The model's past forecasts beside the middle of a fan: where what came lay, from the lowest to the highest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from wellfounded.backlog.scenario import Scenario
from wellfounded.backlog.scores import recorded_forecasts
from wellfounded.report.backlog_frame import INK, Scale, line, text
from wellfounded.report.backlog_parts import joined
from wellfounded.report.markup import Markup

OWN = ("model", "past")
"""The way of forecasting and the reading that a bracket shows: the model, knowing only the past."""


@dataclass(frozen=True, slots=True)
class PastRange:
    """What came against the model's past forecasts, so many years ahead, from every origin on record.

    Attributes:
        horizon: years.
        lowest, highest: what came as a share of what was forecast, 1 where it was as forecast.
        too_low, forecasts: how many forecasts were below what came, of how many.
    """

    horizon: int
    lowest: float
    highest: float
    too_low: int
    forecasts: int


@dataclass(frozen=True, slots=True)
class Bracket:
    """A past range laid at the middle of a fan.

    Attributes:
        at: the day, counted from the start.
        low, high: pending cases.
        past: the range that was laid there.
    """

    at: float
    low: float
    high: float
    past: PastRange


def past_ranges() -> tuple[PastRange, ...]:
    """Return the recorded ranges, horizon by horizon."""
    by_horizon: dict[int, list[float]] = {}
    for one in recorded_forecasts():
        if (one.way, one.reading) == OWN:
            by_horizon.setdefault(one.horizon, []).append(one.came / one.middle)
    return tuple(
        PastRange(horizon, min(shares), max(shares), sum(share > 1 for share in shares), len(shares))
        for horizon, shares in sorted(by_horizon.items())
    )


def error_brackets(scenario: Scenario, days: Sequence[float], middle: Sequence[float]) -> list[Bracket]:
    """Lay the past ranges at a fan's middle: what would come if this forecast erred as the lowest and highest did."""
    found = []
    for one in _within(scenario):
        at = one.horizon * 365.25
        cases = float(np.interp(at, days, middle))
        found.append(Bracket(at, cases * one.lowest, cases * one.highest, one))
    return found


def _within(scenario: Scenario) -> list[PastRange]:
    return [one for one in past_ranges() if one.horizon * 365.25 < scenario.days]


def bracket_words(scenario: Scenario) -> str:
    """Say what the brackets show, and how often the forecasts behind them were too low; nothing where none is drawn."""
    shown = _within(scenario)
    if not shown:
        return ""
    low = joined([f"{one.too_low} of {one.forecasts}" for one in shown])
    ahead = joined([str(one.horizon) for one in shown])
    return (
        "The brackets are not of this scenario. They show what came against the model's own forecasts of the past, "
        f"so many years ahead and knowing only the past, from the lowest share of the forecast to the highest; {low} "
        f"forecasts were too low at {ahead} year{'s' if ahead != '1' else ''}."
    )


def draw_brackets(scale: Scale, brackets: Sequence[Bracket]) -> Iterable[Markup]:
    """Draw each bracket, and under it how far what came lay below and above the forecast."""
    for one in brackets:
        x, top, bottom = scale.x(one.at), scale.y(one.high), scale.y(one.low)
        yield line(x, top, x, bottom, stroke=INK)
        for y in (top, bottom):
            yield line(x - 4, y, x + 4, y, stroke=INK)
        past = one.past
        words = f"{100 * (past.lowest - 1):+.0f} to {100 * (past.highest - 1):+.0f} %"
        yield text(x, bottom + 15, words, anchor="middle", fill=INK)
