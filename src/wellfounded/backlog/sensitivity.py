"""Which numbers matter: each at 5 and 95 of 100 of its distribution (tornado), and their variance shares (Sobol)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog.draws import Draw, keyed_share
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.merged import merged
from wellfounded.backlog.plan import make_plan
from wellfounded.backlog.quantity import Quantity
from wellfounded.backlog.scenario import Scenario

Floats = NDArray[np.float64]

CLEAR_OF_NOTHING = 2.0
"""How many standard errors a share of the variance has to lie above 0 to be told from none."""


@dataclass(frozen=True, slots=True)
class Swing:
    """What one number does.

    Attributes:
        quantity: the number.
        low, high: pending cases with it at 5 and at 95 of 100 of its distribution, the others at their central values.
        first: its share, by itself, of the variance that the strongest numbers give (Sobol's first-order index), None
            where it was not worked out.
        total: with all its interactions (total index).
        first_error, error: standard errors of the two.
    """

    quantity: Quantity
    low: float
    high: float
    first: float | None = None
    first_error: float | None = None
    total: float | None = None
    error: float | None = None

    @property
    def width(self) -> float:
        """Return how far its ends lie apart."""
        return abs(self.high - self.low)

    @property
    def first_told(self) -> bool:
        """Say whether the samples tell the first-order index from 0."""
        return _told(self.first, self.first_error)

    @property
    def total_told(self) -> bool:
        """Say whether the samples tell the total index from 0."""
        return _told(self.total, self.error)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Which numbers move the pending cases on a day, the strongest first.

    Attributes:
        central: pending cases on the day with the central values.
        samples: base samples of the variance shares.
    """

    scenario: Scenario
    on: date
    central: float
    swings: tuple[Swing, ...]
    samples: int


def _told(share: float | None, error: float | None) -> bool:
    """Say whether a share lies clear of 0; one without an error does."""
    return share is not None and error is not None and (error == 0 or share > CLEAR_OF_NOTHING * error)


def sensitivity(scenario: Scenario, *, on: date | None = None, strongest: int = 10, samples: int = 256) -> Sensitivity:
    """Work out which numbers move the pending cases.

    Args:
        on: the day; the end of the scenario's last fiscal year if left out.
        strongest: for how many numbers Sobol indices are worked out, the others at their central values.
        samples: base samples; each costs two runs and one more for each number.
    """
    ends = scenario.fiscal_year_ends()
    day = on or (ends[-1] if ends else scenario.date_of(scenario.days - 1))
    whole = merged(scenario)
    number = scenario.day_number(day)

    def pending(pins: dict[str, float]) -> float:
        return float(run_fluid(make_plan(whole, Draw(scenario.seed, None, pins)), days=[number], ages=False).active[0])

    uncertain = {one.name: one for one in scenario.quantities() if not one.certain}
    swings = [Swing(one, pending({one.name: 0.05}), pending({one.name: 0.95})) for one in uncertain.values()]
    swings.sort(key=lambda swing: (-swing.width, swing.quantity.name))
    names = [swing.quantity.name for swing in swings[:strongest]]
    indices = sobol_indices(
        lambda row: pending(dict(zip(names, map(float, row), strict=True))), len(names), samples, scenario.seed
    )
    indexed = [
        replace(swing, first=first, first_error=first_error, total=total, error=error)
        for swing, (first, first_error, total, error) in zip(swings[:strongest], indices.T.tolist(), strict=True)
    ]
    return Sensitivity(scenario, day, pending({}), (*indexed, *swings[strongest:]), samples)


def sobol_indices(model: Callable[[Floats], float], inputs: int, samples: int, seed: int) -> Floats:
    """Estimate Sobol's first-order and total indices of a model of even inputs between 0 and 1.

    Saltelli's design of two matrices A, B and the matrices A with one column of B; the first-order index after Saltelli
    et al. (2010), the total index after Jansen (1999). The tests compare both with SALib on the same samples.

    Returns:
        The first-order indices, their standard errors, the total indices, and theirs [4, inputs].
    """
    if inputs == 0:
        return np.zeros((4, 0))
    one, other = base_samples(inputs, samples, seed)
    at_one, at_other = _values(model, one), _values(model, other)
    centre = np.concatenate([at_one, at_other])
    variance = max(float(centre.var()), 1e-300)
    columns = []
    for column in range(inputs):
        changed = one.copy()
        changed[:, column] = other[:, column]
        at_changed = _values(model, changed)
        alone = (at_other - centre.mean()) * (at_changed - at_one) / variance
        whole = (at_one - at_changed) ** 2 / 2 / variance
        columns.append([*_mean_and_error(alone), *_mean_and_error(whole)])
    return np.array(columns).T


def _mean_and_error(values: Floats) -> tuple[float, float]:
    return float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values)))


def base_samples(inputs: int, samples: int, seed: int) -> tuple[Floats, Floats]:
    """Return two Latin hypercube samples, keyed by the seed: each input once in each of equally many strata."""
    matrices = []
    for side in range(2):
        columns = []
        for column in range(inputs):
            order = np.argsort([keyed_share(seed, row, f"order/{side}/{column}") for row in range(samples)])
            within = np.array([keyed_share(seed, row, f"within/{side}/{column}") for row in range(samples)])
            columns.append((order + within) / samples)
        matrices.append(np.stack(columns, axis=1))
    return matrices[0], matrices[1]


def _values(model: Callable[[Floats], float], rows: Sequence[Floats] | Floats) -> Floats:
    return np.array([model(row) for row in rows])
