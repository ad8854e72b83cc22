"""How far off the model would have been: forecasts from each past year, beside naive ones, on one vintage.

Three readings, so that it shows where the error comes from (see `wellfounded.backlog.outlook`):

- `flows`: the true receipts and completions are given; only closures and returns are forecast.
- `inputs`: the true receipts and judges are given; completions are forecast too.
- `past`: only years up to the origin are used, for everything.

Nothing is fitted over the whole span: each origin chooses its trend by the years before it, and widens its intervals by
the surprises of earlier origins that had come by then. The yardsticks are arithmetic without a model.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.forecasted import Forecasted, widened
from wellfounded.backlog.origin import origin_plan
from wellfounded.backlog.outlook import READINGS
from wellfounded.backlog.past import VINTAGE, Record, published_record
from wellfounded.backlog.scores import Against, Errors, Score, against, score
from wellfounded.backlog.yardsticks import YARDSTICKS, yardstick_errors

HORIZONS = (1, 3, 5)
RECORD_DRAWS = 100
PAIRS = (("past", "drift"), ("flows", "identity with true flows"))
"""Which reading is held against which yardstick: each pair knows the same."""


@dataclass(frozen=True, slots=True)
class Hindcast:
    """All forecasts and how they did."""

    vintage: str
    draws: int
    forecasts: tuple[Forecasted, ...]
    scores: tuple[Score, ...]
    against: tuple[Against, ...]


def hindcast(*, draws: int = 100, origins: Iterable[int] | None = None) -> Hindcast:
    """Forecast from the end of each past fiscal year, and compare with what came.

    Args:
        draws: for the interval of each forecast.
        origins: the years; all of the record if left out.
    """
    record = published_record()
    chosen = [year for year in (origins or sorted(record.pending)) if year + 1 in record.pending]
    forecasts = widened(
        [one for reading in READINGS for origin in chosen for one in _from_origin(record, reading, origin, draws)]
    )
    naive = {(name, h): yardstick_errors(record, name, h, chosen) for name in YARDSTICKS for h in HORIZONS}
    scores = [
        score(way_of(reading), h, _errors(forecasts, reading, h), [one.held for one in _of(forecasts, reading, h)])
        for reading in READINGS
        for h in HORIZONS
    ]
    scores += [score(name, h, errors) for (name, h), errors in naive.items()]
    pairs = (
        against(way_of(reading), name, h, errors, naive[name, h])
        for reading, name in PAIRS
        for h in HORIZONS
        if (errors := _errors(forecasts, reading, h)) and naive[name, h]
    )
    return Hindcast(VINTAGE, draws, forecasts, tuple(one for one in scores if one.origins), tuple(pairs))


def way_of(reading: str) -> str:
    """Name a reading of the model in a table."""
    return f"model, {READINGS[reading]}"


def _of(forecasts: Sequence[Forecasted], reading: str, horizon: int) -> list[Forecasted]:
    return [one for one in forecasts if one.reading == reading and one.horizon == horizon]


def _errors(forecasts: Sequence[Forecasted], reading: str, horizon: int) -> Errors:
    return {one.origin: one.middle / one.came - 1 for one in _of(forecasts, reading, horizon)}


def _from_origin(record: Record, reading: str, origin: int, draws: int) -> list[Forecasted]:
    """Forecast from one origin at each horizon whose end is known."""
    horizons = [h for h in HORIZONS if origin + h in record.pending]
    ends = [(date(origin + h, 9, 30) - date(origin, 10, 1)).days for h in horizons]

    def run(number: int | None) -> NDArray[np.float64]:
        return run_fluid(origin_plan(record, reading, origin, max(horizons), number), days=ends).active

    middle = run(None)
    spread = np.array([run(number) for number in range(draws)])
    low, high = np.quantile(spread, (0.1, 0.9), axis=0)
    return [
        Forecasted(
            reading,
            origin,
            h,
            float(middle[at]),
            min(float(low[at]), float(middle[at]) * 0.999),
            max(float(high[at]), float(middle[at]) * 1.001),
            record.pending[origin + h],
        )
        for at, h in enumerate(horizons)
    ]
