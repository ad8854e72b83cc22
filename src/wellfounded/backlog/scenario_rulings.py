"""What a scenario names beside the courts: rulings with what is assumed of them, and published series."""

from __future__ import annotations

from collections import Counter
from datetime import date

from wellfounded.backlog.published import Published
from wellfounded.backlog.ruling_assumed import Ruling
from wellfounded.backlog.scenario_table import Table, numbered
from wellfounded.errors import WellfoundedError
from wellfounded.figures import load_figures
from wellfounded.forum import CIRCUITS


def read_rulings(table: Table, classes: list[str]) -> tuple[Ruling, ...]:
    """Read the rulings; what is not said of one is zero."""
    taken: Counter[str] = Counter()
    return tuple(ruling for one in table.tables("ruling") if (ruling := _ruling(one, classes, taken)) is not None)


def _ruling(table: Table, classes: list[str], taken: Counter[str]) -> Ruling | None:
    authority = table.text("authority", required=True)
    from_day = table.day("from", required=True)
    path = numbered(f"ruling.{authority}", taken)
    ruling = Ruling(
        authority=authority,
        from_day=from_day or date(2018, 6, 11),
        until_day=table.day("until"),
        circuits=table.names("circuits", "circuit", CIRCUITS),
        classes=table.names("classes", "class of cases", classes),
        affected=table.number("affected", "share", default=0.0, name=f"{path}.affected"),
        length=table.number("length", "change", default=0.0, name=f"{path}.length"),
        granted=table.number("granted", "points", default=0.0, name=f"{path}.granted"),
        appealed=table.number("appealed", "points", default=0.0, name=f"{path}.appealed"),
        remanded=table.number("remanded", "points", default=0.0, name=f"{path}.remanded"),
    )
    table.done()
    return ruling if authority and from_day else None


def read_published(table: Table) -> tuple[Published, ...]:
    """Read which published series are laid over the forecast."""
    found = []
    for one in table.tables("published"):
        series = one.text("series", required=True, known=load_figures().series_by_id, kind="series")
        same = one.text("definition", known=("same", "other")) != "other"
        vintage = one.text("vintage")
        if series and vintage:
            _check_vintage(one, series, vintage)
        found.append(Published(series, vintage, same))
        one.done()
    return tuple(found)


def _check_vintage(table: Table, series: str, vintage: str) -> None:
    """Note a vintage in which a series was not published."""
    try:
        load_figures().series(series).edition(vintage)
    except WellfoundedError as error:
        table.wrong("vintage", error.found, error.remedy)
