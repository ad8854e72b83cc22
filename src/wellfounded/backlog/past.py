"""The published past of the courts by fiscal year, on one vintage, as the hindcast reads it."""

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
    """The published past, by fiscal year, of one vintage.

    Attributes:
        pending: active cases at the end of the year.
        receipts, completions: of the year.
        judges: on the bench at the end of the year, between the days for which a number was read.
        inactive: administratively closed cases at the end of the year, in the same manner.
    """

    pending: dict[int, float]
    receipts: dict[int, float]
    completions: dict[int, float]
    judges: dict[int, float]
    inactive: dict[int, float]

    def residual(self, year: int) -> float:
        """Return what receipts and completions leave unexplained of a year's change, as a share of pending before."""
        expected = self.pending[year - 1] + self.receipts[year] - self.completions[year]
        return (self.pending[year] - expected) / self.pending[year - 1]


@cache
def published_record(vintage: str = VINTAGE) -> Record:
    """Read the published past."""
    figures = load_figures()
    pending, receipts, completions = (
        figures.series(name).edition(vintage).by_fiscal_year()
        for name in ("pending-cases", "initial-receipts", "total-completions")
    )
    years = sorted(pending)
    return Record(
        pending, receipts, completions, _between("immigration-judges", years), _between("inactive-pending-cases", years)
    )


def _between(series: str, years: Iterable[int]) -> dict[int, float]:
    """Return a stock at the ends of fiscal years, on straight lines between the days that were read."""
    read = sorted(
        (figure.on, figure.value)
        for edition in load_figures().series(series).editions
        if edition.known != "memory"
        for figure in edition.figures
    )
    days, values = [on.toordinal() for on, _ in read], [value for _, value in read]
    return {year: float(np.interp(date(year, 9, 30).toordinal(), days, values)) for year in years}
