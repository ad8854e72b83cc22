"""What is taken to follow an origin: new cases, the bench, completions per judge, closures and returns."""

from __future__ import annotations

import numpy as np

from wellfounded.backlog.draws import keyed_share
from wellfounded.backlog.keyed import normal_of
from wellfounded.backlog.past import Record

SEED = 2008
FADING = 0.5
"""How much of the net of closures and returns is taken to remain from one year to the next; assumed, not fitted."""
LEAST_SPREAD = {"receipts": 0.12, "pace": 0.08, "residual": 0.02}
"""Least standard deviations, and those taken where fewer than three past changes are known: in logarithms, and as a
share of pending."""


class Outlook:
    """The uncertain paths after an origin: random walks from the last values, as wide as past changes were.

    Args:
        record: the published past; only years up to the origin are read.
        origin: the fiscal year at whose end the forecast stands.
        number: which draw; None for the middle.
    """

    def __init__(self, record: Record, origin: int, number: int | None) -> None:
        self._record, self._origin, self._number = record, origin, number
        first = min(record.pending)
        past = range(first + 1, origin + 1)
        bench = {y: (record.judges[y - 1] + record.judges[y]) / 2 for y in past}
        pace = {y: record.completions[y] / bench[y] for y in past}
        pace.setdefault(origin, record.completions[origin] / record.judges[origin])
        self._pace = pace
        self._spread = {
            "receipts": _deviation([np.log(record.receipts[y] / record.receipts[y - 1]) for y in past], "receipts"),
            "pace": _deviation([np.log(pace[y] / pace[y - 1]) for y in past if y - 1 in pace], "pace"),
            "residual": _deviation([record.residual(y) for y in past], "residual"),
        }

    def _shock(self, what: str, year: int) -> float:
        if self._number is None:
            return 0.0
        steps = range(self._origin + 1, year + 1)
        draws = (normal_of(keyed_share(SEED, self._number, f"{what}/{self._origin}/{step}")) for step in steps)
        return self._spread[what] * sum(draws)

    def receipts(self, year: int) -> float:
        """Return the new cases of a year after the origin."""
        return float(self._record.receipts[self._origin] * np.exp(self._shock("receipts", year)))

    def per_judge(self, year: int) -> float:
        """Return the completions of a year by mean judge."""
        return float(self._pace[self._origin] * np.exp(self._shock("pace", year)))

    def residual(self, year: int) -> float:
        """Return the net share that closures and returns add in a year.

        As last seen in the first year (0 where nothing was), and half as much in each year after.
        """
        known = self._origin > min(self._record.pending)
        last = self._record.residual(self._origin) if known else 0.0
        return last * FADING ** (year - self._origin - 1) + self._shock("residual", year)


def _deviation(changes: list[float], what: str) -> float:
    """Return the root mean square of past changes, and not less than what is taken where little is known."""
    if len(changes) < 3:
        return LEAST_SPREAD[what]
    return max(float(np.sqrt(np.mean(np.square(changes)))), LEAST_SPREAD[what])
