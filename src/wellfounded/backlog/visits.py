"""How often a case is heard, how long that takes, and how many cases wait for a day already set at the start."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class HearingNumbers(Protocol):
    """The numbers of the hearings, by class and hearing [C, S]."""

    minutes: Floats
    continued: Floats
    ends: Floats
    set_after: Floats


def reach(hearings: HearingNumbers) -> Floats:
    """Return the share of the cases of a class that come to each hearing [C, S]; administrative closure left aside."""
    goes_on = 1 - hearings.ends
    return np.cumprod(np.concatenate([np.ones((len(goes_on), 1)), goes_on[:, :-1]], axis=1), axis=1)


def visits(hearings: HearingNumbers) -> Floats:
    """Return how often a case is heard at each hearing, on average [C, S]: 1/(1 - continued) when it gets there."""
    return reach(hearings) / (1 - hearings.continued)


def minutes_per_case(hearings: HearingNumbers) -> Floats:
    """Return the judge's minutes that one case takes, on average, from filing to completion [C]."""
    return np.asarray((visits(hearings) * hearings.minutes).sum(axis=1))


def begun_at_start(
    *,
    stock: float,
    minutes_a_day: float,
    intake_a_day: Floats,
    class_stock: Floats,
    level: NDArray[np.int64],
    hearings: HearingNumbers,
) -> Floats:
    """Return how many cases of the stock wait for a day already set, by the hearing they wait for [C, S].

    A court in motion has cases between two hearings. If each class completes X cases a day, Little's law gives
    X x (times a case is set again) x (mean days until then). X is what the bench's minutes allow: the prior classes
    take what they need for their intake, the last level shares the rest in proportion to the stock. Where that is more
    than the stock, 95 % of the stock is begun.
    """
    per_case = minutes_per_case(hearings)
    rate = np.zeros(len(class_stock))
    left = minutes_a_day
    for rank in range(int(level.max()) + 1):
        members = level == rank
        if rank < level.max():
            need = float((intake_a_day * per_case)[members].sum())
            rate[members] = intake_a_day[members] * min(1.0, left / need if need > 0 else 0.0)
            left -= float((rate * per_case)[members].sum())
        else:
            weight = float((class_stock * per_case)[members].sum())
            rate[members] = class_stock[members] * (left / weight if weight > 0 else 0.0)
    heard = visits(hearings)
    waiting = heard * hearings.continued
    waiting[:, 1:] += (heard * (1 - hearings.continued) * (1 - hearings.ends))[:, :-1]
    waiting = waiting * hearings.set_after
    waiting = waiting * rate[:, None]
    room = 0.95 * stock * class_stock / np.maximum(waiting.sum(axis=1), 1e-12)
    return np.asarray(waiting * np.minimum(1.0, room)[:, None])
