"""The bench by day: who is hired, who leaves, and at what pace new judges hear."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog.draws import Draw
from wellfounded.backlog.quantity import DAYS_PER_MONTH, DAYS_PER_YEAR
from wellfounded.backlog.scenario import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bench:
    """Judges by day.

    Attributes:
        judges: on the bench, as a mean, changing at the turn of a month [D].
        minutes: hearing minutes of one judge in a calendar day, new judges' slower pace included [D].
    """

    judges: Floats
    minutes: Floats


def bench_path(scenario: Scenario, draw: Draw) -> Bench:
    """Work out the bench under one draw.

    Judges leave at the attrition rate a, so that of those who came on day s, exp(-a (d - s)) are there on day d. A new
    judge's pace rises evenly from the ramp's start to full over the ramp. A bench that would fall below none stays at
    none until others come: a scenario's file is refused before (see `wellfounded.backlog.bench_soundness`).
    """
    judges = scenario.judges
    joined, left = _by_day(scenario, draw)
    started, kept = _started(scenario, draw, joined - left)
    there = _monthly(kept * (started - np.minimum(np.minimum.accumulate(started), 0.0)))
    pace = 1 - _shortfall(joined, draw(judges.ramp_up), draw(judges.ramp_start)) / np.maximum(there, 1e-9)
    minutes = draw(judges.hours) * 60 / DAYS_PER_YEAR * np.clip(pace, 0.0, 1.0)
    return Bench(there, minutes)


def judges_lacking(scenario: Scenario, draw: Draw) -> Floats:
    """Return by day how many more judges have left than were on the bench, as a mean; 0 where none lack [D]."""
    joined, left = _by_day(scenario, draw)
    started, kept = _started(scenario, draw, joined - left)
    return np.maximum(-kept * started, 0.0)


def _started(scenario: Scenario, draw: Draw, change: Floats) -> tuple[Floats, Floats]:
    """Return how many judges at the start would make the bench of each day, and what share of them stays till then."""
    kept = np.exp(-draw(scenario.judges.attrition) / DAYS_PER_YEAR * np.arange(scenario.days, dtype=np.float64))
    return draw(scenario.judges.start) + np.cumsum(change / kept), kept


def _by_day(scenario: Scenario, draw: Draw) -> tuple[Floats, Floats]:
    """Spread hiring and leaving over their days; hiring comes after its delay."""
    joined, left = np.zeros(scenario.days), np.zeros(scenario.days)
    for change in scenario.judges.changes:
        delay = 0 if change.leaving else round(draw(scenario.judges.hiring_delay))
        first = scenario.day_number(change.from_day) + delay
        last = scenario.day_number(change.until_day) + delay
        target = left if change.leaving else joined
        target[max(0, first) : max(0, last)] += draw(change.count) / (last - first)
    return joined, left


def _monthly(values: Floats) -> Floats:
    """Hold the value of the middle of each month through the month."""
    month = (np.arange(len(values)) // DAYS_PER_MONTH).astype(np.int64)
    middle = np.minimum(((month + 0.5) * DAYS_PER_MONTH).astype(np.int64), len(values) - 1)
    return np.asarray(values[middle], dtype=np.float64)


def _shortfall(joined: Floats, ramp_days: float, ramp_start: float) -> Floats:
    """Return how many judges' pace is missing by day, because some are new."""
    if ramp_days < 1 or ramp_start >= 1 or not joined.any():
        return np.zeros(len(joined))
    missing = (1 - ramp_start) * (1 - np.arange(round(ramp_days)) / ramp_days)
    return np.convolve(joined, missing)[: len(joined)]


def whole_judges(bench: Floats, share: Floats) -> NDArray[np.int64]:
    """Spread whole judges over the courts by largest remainder, so that each day they sum to the whole bench [D, K]."""
    total = np.rint(bench).astype(np.int64)
    spread: dict[int, NDArray[np.int64]] = {}
    for count in np.unique(total):
        exact = count * share
        floor = np.floor(exact).astype(np.int64)
        most_left_over = np.argsort(-(exact - floor), kind="stable")[: int(count - floor.sum())]
        floor[most_left_over] += 1
        spread[int(count)] = floor
    return np.stack([spread[int(count)] for count in total])
