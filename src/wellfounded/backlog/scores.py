"""How far off ways of forecasting would have been, and the scores kept from when the model last changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from wellfounded.backlog.forecasted import Forecasted

RECORD = Path(__file__).with_name("hindcast_record.json")


@dataclass(frozen=True, slots=True)
class Score:
    """How one way of forecasting did at one horizon.

    Attributes:
        way: a reading of the model or of the trend rule ("model, past only") or a yardstick.
        horizon: years.
        origins: how many forecasts.
        error: mean absolute error as a share of what came.
        bias: mean error, forecast less what came, as a share of it.
        coverage: share of forecasts whose 80 % interval held what came; None for a yardstick, which gives none.
        too_low: how many forecasts were below what came.
    """

    way: str
    horizon: int
    origins: int
    error: float
    bias: float
    coverage: float | None
    too_low: int


@dataclass(frozen=True, slots=True)
class Against:
    """A reading of the model, or of the trend rule, against a yardstick, from the origins that both have.

    Attributes:
        way, yardstick: the two; the trend rule is a yardstick of the model.
        horizon: years.
        origins: how many both have.
        error, yardstick_error: their mean absolute errors.
        nearer: from how many origins the first was nearer.
    """

    way: str
    yardstick: str
    horizon: int
    origins: int
    error: float
    yardstick_error: float
    nearer: int


Errors = dict[int, float]
"""By origin: forecast less what came, as a share of what came."""


def score(way: str, horizon: int, errors: Errors, held: Sequence[bool] = ()) -> Score:
    """Score forecasts; `held` says whether the interval of each held what came, empty where none was given."""
    values = list(errors.values())
    return Score(
        way,
        horizon,
        len(values),
        float(np.mean(np.abs(values))) if values else 0.0,
        float(np.mean(values)) if values else 0.0,
        float(np.mean(held)) if held else None,
        sum(one < 0 for one in values),
    )


def against(way: str, yardstick: str, horizon: int, errors: Errors, naive: Errors) -> Against:
    """Hold a way of forecasting against a yardstick where both forecast."""
    both = sorted(errors.keys() & naive.keys())
    pairs = [(abs(errors[origin]), abs(naive[origin])) for origin in both]
    own, other = (float(np.mean(column)) for column in zip(*pairs, strict=True))
    return Against(way, yardstick, horizon, len(both), own, other, sum(one < two for one, two in pairs))


@cache
def recorded_scores() -> tuple[Score, ...]:
    """Return the scores as they were worked out when the model last changed; a test works them out again."""
    return tuple(Score(**one) for one in _kept()["scores"])


@cache
def recorded_against() -> tuple[Against, ...]:
    """Return how the model did against the yardsticks, as it was worked out when the model last changed."""
    return tuple(Against(**one) for one in _kept()["against"])


def recorded_draws() -> int:
    """Return how many draws the recorded intervals are of."""
    return int(_kept()["draws"])


@cache
def recorded_forecasts() -> tuple[Forecasted, ...]:
    """Return every forecast, with its interval and what came, as it was worked out when the model last changed."""
    return tuple(Forecasted(*one) for one in _kept()["forecasts"])


def _kept() -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8"))
    return kept


def record_text(
    scores: Sequence[Score], pairs: Sequence[Against], forecasts: Sequence[Forecasted], *, vintage: str, draws: int
) -> str:
    """Write the scores as they are kept, and below them the forecasts, one a line."""
    kept = {"vintage": vintage, "draws": draws, "scores": _rows(scores), "against": _rows(pairs), "forecasts": []}
    lines = ",\n".join(f"  {json.dumps(_short(one))}" for one in forecasts)
    return json.dumps(kept, indent=1).replace('"forecasts": []', f'"forecasts": [\n{lines}\n ]') + "\n"


def _short(one: Forecasted) -> list[Any]:
    return [round(value) if isinstance(value, float) else value for value in astuple(one)]


def _rows(rows: Sequence[Score] | Sequence[Against]) -> list[dict[str, Any]]:
    return [
        {name: round(value, 6) if isinstance(value, float) else value for name, value in asdict(one).items()}
        for one in rows
    ]
