"""How far off a way of forecasting would have been, and the scores kept from when the model last changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np

RECORD = Path(__file__).with_name("hindcast_record.json")


@dataclass(frozen=True, slots=True)
class Score:
    """How one way of forecasting did at one horizon.

    Attributes:
        way: a reading of the model ("model, past only") or a yardstick.
        horizon: years.
        origins: how many forecasts.
        error: mean absolute error as a share of what came.
        bias: mean error, forecast less what came, as a share of it.
        coverage: share of forecasts whose 80 % interval held what came; None for a yardstick, which gives none.
    """

    way: str
    horizon: int
    origins: int
    error: float
    bias: float
    coverage: float | None


def score(way: str, horizon: int, said: Sequence[float], came: Sequence[float], held: Sequence[bool] = ()) -> Score:
    """Score forecasts against what came.

    Args:
        way: whose forecasts they are.
        horizon: years ahead.
        said, came: the forecasts, and what came, in the same order.
        held: whether the interval of each held what came; empty where none was given.
    """
    errors = [(one - other) / other for one, other in zip(said, came, strict=True)]
    return Score(
        way,
        horizon,
        len(errors),
        float(np.mean(np.abs(errors))) if errors else 0.0,
        float(np.mean(errors)) if errors else 0.0,
        float(np.mean(held)) if held else None,
    )


@cache
def recorded_scores() -> tuple[Score, ...]:
    """Return the scores as they were worked out when the model last changed; a test works them out again."""
    kept = json.loads(RECORD.read_text(encoding="utf-8"))
    return tuple(Score(**one) for one in kept["scores"])


def record_text(scores: Sequence[Score], *, vintage: str, draws: int) -> str:
    """Write the scores as they are kept."""
    rows = [
        {name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(one).items()}
        for one in scores
    ]
    return json.dumps({"vintage": vintage, "draws": draws, "scores": rows}, indent=1) + "\n"
