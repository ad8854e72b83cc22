"""The published counts that a forecast is laid beside, each with its publication and whether it counts the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from wellfounded.figures import load_figures

if TYPE_CHECKING:
    from wellfounded.backlog.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Published:
    """A published series that the forecast is laid beside; `vintage` empty for each edition as it came out."""

    series: str
    vintage: str
    same_definition: bool


@dataclass(frozen=True, slots=True)
class PublishedPoint:
    """A published number of pending cases.

    Attributes:
        on: the day it tells of.
        cases: the number.
        publisher, series, vintage, known: who published it, where and when, and how well it is known here.
        same_definition: whether it counts what the scenario's stock counts.
    """

    on: date
    cases: float
    publisher: str
    series: str
    vintage: str
    known: str
    same_definition: bool


def published_points(scenario: Scenario) -> tuple[PublishedPoint, ...]:
    """Return the published counts within a scenario's days, one definition after the other, by day.

    A series asked for with a vintage gives that vintage only. One without (TRAC's monthly count, each published once)
    gives every edition, each point with its own vintage.
    """
    found = []
    for one in scenario.published:
        series = load_figures().series(one.series)
        editions = [series.edition(one.vintage)] if one.vintage else series.editions
        found += [
            PublishedPoint(
                figure.on,
                figure.value,
                series.publisher,
                series.id,
                edition.vintage,
                edition.known,
                one.same_definition,
            )
            for edition in editions
            for figure in sorted(edition.figures, key=lambda figure: figure.on)
            if scenario.start <= figure.on < scenario.until and edition.known != "memory"
        ]
    return tuple(found)
