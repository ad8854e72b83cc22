"""The naive forecasts that the model is held against: arithmetic on the published past, without a model."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wellfounded.backlog.past import Record
from wellfounded.backlog.scores import Errors

Naive = Callable[[Record, int, int], float]


def _persistence(record: Record, origin: int, horizon: int) -> float:
    return record.pending[origin]


def _drift(record: Record, origin: int, horizon: int) -> float:
    return record.pending[origin] + horizon * (record.pending[origin] - record.pending[origin - 1])


def _identity(record: Record, origin: int, horizon: int) -> float:
    after = range(origin + 1, origin + horizon + 1)
    return record.pending[origin] + sum(record.receipts[year] - record.completions[year] for year in after)


def _pace(record: Record, origin: int, horizon: int) -> float:
    """Complete as many for each judge as in the year just ended, the true judges and receipts given."""
    pace = record.completions[origin] / record.mean_bench(origin)
    after = range(origin + 1, origin + horizon + 1)
    return record.pending[origin] + sum(record.receipts[year] - pace * record.mean_bench(year) for year in after)


YARDSTICKS: dict[str, tuple[Naive, int]] = {
    "persistence": (_persistence, 0),
    "drift": (_drift, 1),
    "identity with true flows": (_identity, 0),
    "last pace with true judges": (_pace, 0),
}
"""Each yardstick with how many years before the origin it needs."""


def yardstick_errors(record: Record, name: str, horizon: int, origins: Iterable[int]) -> Errors:
    """Return a yardstick's errors from the origins for which it and what came are known."""
    naive, needed = YARDSTICKS[name]
    known = [year for year in origins if year + horizon in record.pending and year - needed in record.pending]
    return {year: naive(record, year, horizon) / record.pending[year + horizon] - 1 for year in known}
