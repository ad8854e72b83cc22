"""Starting from a loaded docket: its pending cases take the place of the scenario's stock, court by court."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog.quantity import fixed
from wellfounded.backlog.scenario import Court, Courts, Scenario, Stock
from wellfounded.docket.definitions import definitions
from wellfounded.docket.measures import rows_select
from wellfounded.docket.store import open_store
from wellfounded.errors import WellfoundedError

FAR_FROM = 1.5
"""How many times more or fewer pending cases than the scenario's a docket may hold before the report warns of it."""


class NothingPending(WellfoundedError):
    """A docket that has no pending case on the day before the scenario starts."""


def with_docket(scenario: Scenario, store: Path) -> Scenario:
    """Return the scenario with the cases that a loaded docket has pending on the day before the start.

    The docket gives each pending case's court and the day it was received; courts keep the scenario's circuits where
    their names agree. New cases and judges are shared out as the pending cases are. How many cases are between two
    hearings, and the classes, are the scenario's: the docket's hearing dates are not read. Where the docket holds far
    more or fewer cases than the scenario's stock, its description warns of it first, and no published count is laid
    beside the forecast.

    Raises:
        NothingPending: if there is none.
        UnreadableFile: if there is no store.
    """
    on = scenario.start - timedelta(days=1)
    opened = open_store(store)
    measure = definitions().measure("pending")
    with opened.connect() as connection:
        rows = connection.execute(
            f"SELECT coalesce(court, '?') AS court, date_diff('day', received, DATE '{scenario.start.isoformat()}') "
            f"AS age FROM ({rows_select(measure, on, on)}) WHERE received IS NOT NULL ORDER BY court, age DESC"
        ).fetchnumpy()
    ages = np.asarray(rows["age"], dtype=np.float64)
    if not len(ages):
        raise NothingPending(
            f"The docket has no case pending on {on}.",
            where=str(store),
            remedy="Choose a start within the days the release covers.",
        )
    names, first = np.unique(np.asarray(rows["court"], dtype=str), return_index=True)
    by_court = tuple(np.split(ages, first[1:]))
    warned = _far_from(len(ages), scenario.stock.active.value)
    source = f"the loaded docket: {opened.release_line}; {measure.definition}"
    return replace(
        scenario,
        title=f"{scenario.title}, from a loaded docket",
        about=f"{warned}{scenario.about} The {len(ages):,} cases pending at the start are those of the loaded docket "
        f"({opened.release_line}); new cases, judges and all other numbers are still the scenario's.",
        stock=_stock(scenario, ages, by_court, source),
        courts=_courts(scenario, names, by_court, source),
        published=() if warned else scenario.published,
    )


def _far_from(pending: int, expected: float) -> str:
    """Warn of a docket whose cases are not those that the scenario's new cases and judges belong to."""
    if expected / FAR_FROM <= pending <= expected * FAR_FROM:
        return ""
    return (
        f"The docket holds {pending:,} pending cases where the scenario has {expected:,.0f}, but new cases, judges and "
        "the Board are those of the scenario: they do not belong together. Published counts are left out. Give numbers "
        "that belong to the docket in a scenario of your own. "
    )


def _stock(
    scenario: Scenario, ages: NDArray[np.float64], by_court: tuple[NDArray[np.float64], ...], source: str
) -> Stock:
    on = scenario.start - timedelta(days=1)
    active = fixed("stock.active", "cases", float(len(ages)), on=on, source=source)
    mean_age = fixed("stock.mean_age", "days", float(ages.mean()), on=on, source=source)
    return replace(
        scenario.stock,
        active=replace(active, known="derived"),
        mean_age=replace(mean_age, known="derived"),
        ages=by_court,
    )


def _courts(
    scenario: Scenario, names: NDArray[np.str_], by_court: tuple[NDArray[np.float64], ...], source: str
) -> Courts:
    circuits = {court.name: court.circuit for court in scenario.courts.courts}
    total = sum(map(len, by_court))
    courts = tuple(
        Court(str(name), circuits.get(str(name)), *(len(ages) / total,) * 3)
        for name, ages in zip(names, by_court, strict=True)
    )
    return replace(scenario.courts, courts=courts, source=source, as_of=scenario.start, known="derived")
