"""How far off the model would have been: forecasts from each past year, beside naive ones, on one vintage.

Two ways forecast. *The model* is what `run`, `compare` and `solve` run: the built-in scenario, set back to the origin
and fitted to the year just ended (see `wellfounded.backlog.set_back`), with the scenario's ranges for its intervals.
*The trend rule* carries completions on along a damped trend (see `wellfounded.backlog.outlook`); its intervals are
widened by the surprises of earlier origins that had come by then. Each in three readings, so that it shows where the
error comes from:

- `past`: only years up to the origin are used, for everything.
- `inputs`: the true receipts and judges are given; completions are forecast.
- `flows`: the true receipts and completions are given; only closures and returns are forecast.

The yardsticks are arithmetic without a model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog.fitted import model_plans
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.forecasted import Forecasted, widened
from wellfounded.backlog.origin import trend_plans
from wellfounded.backlog.outlook import READINGS
from wellfounded.backlog.past import VINTAGE, Record, published_record
from wellfounded.backlog.scores import Against, Errors, Score, against, score
from wellfounded.backlog.yardsticks import YARDSTICKS, yardstick_errors

HORIZONS = (1, 3, 5)
RECORD_DRAWS = 1000
MODEL, RULE = "model", "trend rule"
WAYS = {MODEL: model_plans, RULE: trend_plans}
PAIRS = (
    ("model, past only", "drift"),
    ("model, past only", "trend rule, past only"),
    ("model, true receipts and judges", "last pace with true judges"),
    ("model, true receipts and completions", "identity with true flows"),
    ("trend rule, past only", "drift"),
    ("trend rule, true receipts and judges", "last pace with true judges"),
    ("trend rule, true receipts and completions", "identity with true flows"),
)
"""What is held against which yardstick: each pair knows the same."""


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
    drawn = [
        one
        for way in WAYS
        for reading in READINGS
        for origin in chosen
        for one in from_origin(record, way, reading, origin, draws)
    ]
    forecasts = (*(one for one in drawn if one.way == MODEL), *widened([one for one in drawn if one.way == RULE]))
    naive = {(name, h): yardstick_errors(record, name, h, chosen) for name in YARDSTICKS for h in HORIZONS}
    scores = _scores(forecasts) + [score(name, h, errors) for (name, h), errors in naive.items()]
    return Hindcast(
        VINTAGE, draws, forecasts, tuple(one for one in scores if one.origins), tuple(_pairs(forecasts, naive))
    )


def named(way: str, reading: str) -> str:
    """Name a way of forecasting and its reading in a table.

    Example:
        >>> named("model", "past")
        'model, past only'
    """
    return f"{way}, {READINGS[reading]}"


def _scores(forecasts: Sequence[Forecasted]) -> list[Score]:
    return [
        score(named(way, reading), h, _errors(found), [one.held for one in found])
        for way in WAYS
        for reading in READINGS
        for h in HORIZONS
        for found in [_of(forecasts, named(way, reading), h)]
    ]


def _pairs(forecasts: Sequence[Forecasted], naive: Mapping[tuple[str, int], Errors]) -> Iterator[Against]:
    """Hold each way against its yardstick where both forecast; the trend rule is a yardstick of the model too."""
    for name, yardstick in PAIRS:
        for h in HORIZONS:
            errors = _errors(_of(forecasts, name, h))
            others = naive[yardstick, h] if yardstick in YARDSTICKS else _errors(_of(forecasts, yardstick, h))
            if errors and others:
                yield against(name, yardstick, h, errors, others)


def _of(forecasts: Sequence[Forecasted], name: str, horizon: int) -> list[Forecasted]:
    return [one for one in forecasts if named(one.way, one.reading) == name and one.horizon == horizon]


def _errors(forecasts: Sequence[Forecasted]) -> Errors:
    return {one.origin: one.middle / one.came - 1 for one in forecasts}


def from_origin(record: Record, way: str, reading: str, origin: int, draws: int) -> list[Forecasted]:
    """Forecast from one origin at each horizon whose end is known, by one way; no interval is widened.

    Args:
        record: the published past.
        way: one of `WAYS`.
        reading: which of `outlook.READINGS`.
        origin: the fiscal year at whose end the forecast stands.
        draws: for the interval.
    """
    horizons = [h for h in HORIZONS if origin + h in record.pending]
    ends = [(date(origin + h, 9, 30) - date(origin, 10, 1)).days for h in horizons]
    plan = WAYS[way](record, reading, origin, max(horizons))

    def run(number: int | None) -> NDArray[np.float64]:
        return run_fluid(plan(number), days=ends, ages=False).active

    middle = run(None)
    spread = np.array([run(number) for number in range(draws)])
    low, high = np.quantile(spread, (0.1, 0.9), axis=0)
    return [
        Forecasted(
            way,
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
