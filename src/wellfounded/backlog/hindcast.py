"""How far off the model would have been: forecasts from each past year, beside naive ones, on one vintage.

Three readings, so that it shows where the error comes from:

- `flows`: the true receipts and completions are given; only closures and returns are forecast.
- `inputs`: the true receipts and judges are given; completions are forecast too.
- `past`: only what was past at the origin is used, for everything.

Nothing is fitted over the whole span: each origin is calibrated on the last year before it, and the spreads on the
years before it. Receipts and completions per judge are carried on as random walks from their last values, the share
that closures and returns add or take as last seen and fading. The yardsticks are the same arithmetic without a model.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.origin import READINGS, origin_plan
from wellfounded.backlog.past import VINTAGE, Record, published_record
from wellfounded.backlog.scores import Score, score
from wellfounded.backlog.yardsticks import YARDSTICKS, yardstick_score

HORIZONS = (1, 3, 5)
RECORD_DRAWS = 100


@dataclass(frozen=True, slots=True)
class Forecasted:
    """One forecast: what was said and what came."""

    reading: str
    origin: int
    horizon: int
    middle: float
    low: float
    high: float
    came: float


@dataclass(frozen=True, slots=True)
class Hindcast:
    """All forecasts and how they did."""

    vintage: str
    draws: int
    forecasts: tuple[Forecasted, ...]
    scores: tuple[Score, ...]


def hindcast(*, draws: int = 100, origins: Iterable[int] | None = None) -> Hindcast:
    """Forecast from the end of each past fiscal year, and compare with what came.

    Args:
        draws: for the interval of each forecast.
        origins: the years; all of the record if left out.
    """
    record = published_record()
    years = sorted(record.pending)
    chosen = [year for year in (origins or years) if year + 1 in record.pending]
    forecasts = tuple(
        one for reading in READINGS for origin in chosen for one in _from_origin(record, reading, origin, draws)
    )
    scores = [_reading_score(forecasts, reading, horizon) for reading in READINGS for horizon in HORIZONS]
    scores += [yardstick_score(record, name, horizon, chosen) for name in YARDSTICKS for horizon in HORIZONS]
    return Hindcast(VINTAGE, draws, forecasts, tuple(one for one in scores if one.origins))


def _reading_score(forecasts: Sequence[Forecasted], reading: str, horizon: int) -> Score:
    picked = [one for one in forecasts if one.reading == reading and one.horizon == horizon]
    return score(
        f"model, {READINGS[reading]}",
        horizon,
        [one.middle for one in picked],
        [one.came for one in picked],
        [one.low <= one.came <= one.high for one in picked],
    )


def _from_origin(record: Record, reading: str, origin: int, draws: int) -> list[Forecasted]:
    """Forecast from one origin at each horizon whose end is known."""
    last = max(record.pending)
    horizons = [h for h in HORIZONS if origin + h <= last]
    years = min(max(horizons), last - origin)
    ends = [(date(origin + h, 9, 30) - date(origin, 10, 1)).days for h in horizons]
    middle = _run(record, reading, origin, years, ends, None)
    spread = np.array([_run(record, reading, origin, years, ends, number) for number in range(draws)])
    return [
        Forecasted(
            reading,
            origin,
            h,
            float(middle[at]),
            float(np.quantile(spread[:, at], 0.1)),
            float(np.quantile(spread[:, at], 0.9)),
            record.pending[origin + h],
        )
        for at, h in enumerate(horizons)
    ]


def _run(
    record: Record, reading: str, origin: int, years: int, ends: list[int], number: int | None
) -> NDArray[np.float64]:
    return run_fluid(origin_plan(record, reading, origin, years, number), days=ends).active
