"""What is taken to follow an origin: new cases, completions, and the net of closures and returns.

Only years up to the origin are read, except for what a reading gives as true. New cases are carried on as last seen.
Completions go on along a damped trend, chosen at each origin by its errors in the years before: with the bench unknown
the trend is that of the whole bench's completions, because judges were hired while completions fell; with the bench
known it is that of completions per judge. The net of closures and returns stays as last seen for a year, then fades.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import NormalDist

from wellfounded.backlog.draws import keyed_share
from wellfounded.backlog.past import Record
from wellfounded.backlog.trend import chosen_trend, last_value

READINGS = {
    "past": "past only",
    "inputs": "true receipts and judges",
    "flows": "true receipts and completions",
}
"""What each reading is given of the years after its origin."""
SEED = 2008
FADING = 0.5
"""How much of the net of closures and returns is taken to remain from one year to the next; assumed, not fitted."""
LEAST_SPREAD = {"receipts": 0.12, "completions": 0.08, "net": 0.02}
"""Least standard deviations of a year's surprise, and those taken where fewer than three past ones are known: in
logarithms, and as a share of pending."""


class Outlook:
    """The years after an origin, in one draw; surprises are as wide as those of the past.

    Args:
        record: the published past.
        reading: which of `READINGS`.
        origin: the fiscal year at whose end the forecast stands.
        years: how many years it reaches.
        number: which draw; None for the middle.
    """

    def __init__(self, record: Record, reading: str, origin: int, years: int, number: int | None) -> None:
        self._record, self._reading, self._origin, self._number = record, reading, origin, number
        self._after = range(origin + 1, origin + years + 1)
        self.receipts = self._receipts()
        self.completions = self._completions()
        self.net = self._net()

    def judges(self, year: int) -> float:
        """Return the judges at the end of a year: as they were where that is given, else as at the origin."""
        return self._record.judges_known[self._origin] if self._reading == "past" else self._record.judges[year]

    def mean_bench(self, year: int) -> float:
        """Return the judges of a year, on average."""
        return (self.judges(year - 1) + self.judges(year)) / 2

    def _receipts(self) -> dict[int, float]:
        if self._reading != "past":
            return {year: self._record.receipts[year] for year in self._after}
        trend = last_value([self._record.receipts[year] for year in self._past()])
        return self._dated(trend.path(self._shocks("receipts", trend.errors)))

    def _completions(self) -> dict[int, float]:
        completed = self._record.completions
        if self._reading == "flows":
            return {year: completed[year] for year in self._after}
        if self._reading == "past":
            trend = chosen_trend([completed[year] for year in self._past()])
            return self._dated(trend.path(self._shocks("completions", trend.errors)))
        known = [year for year in self._past() if year - 1 in self._record.judges]
        trend = chosen_trend([completed[year] / self.mean_bench(year) for year in known])
        pace = self._dated(trend.path(self._shocks("completions", trend.errors)))
        return {year: one * self.mean_bench(year) for year, one in pace.items()}

    def _net(self) -> dict[int, float]:
        """Return what closures and returns add in each year, in cases.

        As last seen in the first year (0 where nothing was), half as much in each year after, and surprises that last.
        """
        seen = [self._record.net(year) for year in self._past() if year - 1 in self._record.pending]
        changes = [(now - before) / self._record.pending[self._origin] for before, now in pairwise(seen)]
        shocks = self._shocks("net", changes)
        last, surprise, net = (seen[-1] if seen else 0.0), 0.0, []
        for at, shock in enumerate(shocks):
            surprise += shock * self._record.pending[self._origin]
            net.append(last * FADING**at + surprise)
        return self._dated(net)

    def _past(self) -> range:
        return range(min(self._record.completions), self._origin + 1)

    def _dated(self, values: Sequence[float]) -> dict[int, float]:
        return dict(zip(self._after, values, strict=True))

    def _shocks(self, what: str, surprises: Sequence[float]) -> list[float]:
        """Draw each year's surprise; none in the middle."""
        if self._number is None:
            return [0.0] * len(self._after)
        spread = _spread(surprises, what)
        keys = (f"{what}/{self._origin}/{year}" for year in self._after)
        return [spread * NormalDist().inv_cdf(keyed_share(SEED, self._number, key)) for key in keys]


def _spread(surprises: Sequence[float], what: str) -> float:
    """Return the root mean square of past surprises, and not less than what is taken where little is known."""
    if len(surprises) < 3:
        return LEAST_SPREAD[what]
    return max(math.sqrt(sum(one * one for one in surprises) / len(surprises)), LEAST_SPREAD[what])
