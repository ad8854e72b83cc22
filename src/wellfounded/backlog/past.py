"""The published past of the courts by fiscal year, as the hindcast reads it.

Pending cases, receipts and completions are of one vintage. The bench is not: no publication gives it for all years. Its
judges were counted by different publishers and on different days, and lie on straight lines in between: 345 for 30
September 2018, where 395 is recalled. The figures of closed cases are of one publication, of four years.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from wellfounded.figures import load_figures

VINTAGE = "2021-04-19"


@dataclass(frozen=True, slots=True)
class Record:
    """The published past, by fiscal year.

    Attributes:
        pending: active cases at the end of the year.
        receipts, completions: of the year.
        judges: on the bench at the end of the year, on straight lines between the days for which a number was read, in
            whichever publication.
        judges_known, inactive_known: judges, and administratively closed cases, by the last number read for a day not
            after the end of the year.
    """

    pending: dict[int, float]
    receipts: dict[int, float]
    completions: dict[int, float]
    judges: dict[int, float]
    judges_known: dict[int, float]
    inactive_known: dict[int, float]

    def net(self, year: int) -> float:
        """Return what receipts and completions leave unexplained of a year's change, in cases."""
        return self.pending[year] - self.pending[year - 1] - self.receipts[year] + self.completions[year]

    def mean_bench(self, year: int) -> float:
        """Return the judges of a year, on average."""
        return (self.judges[year - 1] + self.judges[year]) / 2


@cache
def published_record(vintage: str = VINTAGE) -> Record:
    """Read the published past."""
    figures = load_figures()
    pending, receipts, completions = (
        figures.series(name).edition(vintage).by_fiscal_year()
        for name in ("pending-cases", "initial-receipts", "total-completions")
    )
    years = sorted(pending)
    judges = _read("immigration-judges")
    return Record(
        pending,
        receipts,
        completions,
        judges=_between(judges, [years[0] - 1, *years]),
        judges_known=_last_known(judges, years),
        inactive_known=_last_known(_read("inactive-pending-cases"), years),
    )


def _read(series: str) -> list[tuple[date, float]]:
    """Return what was read of a stock, by day; recalled numbers are left out."""
    return sorted(
        (figure.on, figure.value)
        for edition in load_figures().series(series).editions
        if edition.known != "memory"
        for figure in edition.figures
    )


def _between(read: list[tuple[date, float]], years: Iterable[int]) -> dict[int, float]:
    days, values = [on.toordinal() for on, _ in read], [value for _, value in read]
    return {year: float(np.interp(date(year, 9, 30).toordinal(), days, values)) for year in years}


def _last_known(read: list[tuple[date, float]], years: Iterable[int]) -> dict[int, float]:
    return {year: [value for on, value in read if on <= date(year, 9, 30)][-1] for year in years}
