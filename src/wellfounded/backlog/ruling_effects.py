"""What a scenario assumes of rulings, as means by span of days, circuit and class, and as effects on single cases."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog.draws import Draw
from wellfounded.backlog.ruling_assumed import Ruling
from wellfounded.backlog.scenario import Scenario

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Effects:
    """What is assumed of each ruling, in one draw [R].

    Attributes:
        affected: share of cases touched.
        factor: of a touched case's hearing length.
        granted, appealed, remanded: changes of the shares, in a touched case, as fractions.
    """

    affected: Floats
    factor: Floats
    granted: Floats
    appealed: Floats
    remanded: Floats


@dataclass(frozen=True, slots=True)
class RulingEffects:
    """The assumed effects of rulings, as means and as effects on single cases.

    Axes: R rulings, E spans between days on which a ruling begins or ends, K courts, C classes, D days.
    Attributes:
        span: the span of each day [D].
        length, granted, appealed, remanded: mean factor of the length, mean share granted, mean share appealed and mean
            change of the share remanded [E, K, C].
        effects: on a touched case.
        reaches: whether a ruling reaches a court's class in a span [R, E, K, C].
    """

    span: Whole
    length: Floats
    granted: Floats
    appealed: Floats
    remanded: Floats
    effects: Effects
    reaches: NDArray[np.uint8]


def ruling_effects(scenario: Scenario, draw: Draw) -> RulingEffects:
    """Work out the effects under one draw; without an assumption all means are those of no ruling."""
    rulings = [ruling for ruling in scenario.rulings if not ruling.without_effect]
    edges = _edges(scenario, rulings)
    span = np.searchsorted(edges, np.arange(scenario.days), side="right").astype(np.int64)
    starts = [0, *edges]
    courts, classes = scenario.courts.courts, scenario.classes
    reaches = np.zeros((len(rulings), len(starts), len(courts), len(classes)), dtype=np.uint8)
    for r, ruling in enumerate(rulings):
        for e, k, c in product(range(len(starts)), range(len(courts)), range(len(classes))):
            here = not ruling.circuits or courts[k].circuit in ruling.circuits
            of_class = not ruling.classes or classes[c].name in ruling.classes
            reaches[r, e, k, c] = here and of_class and _acts(scenario, ruling, starts[e])
    effects = Effects(
        affected=np.array([draw(one.affected) for one in rulings]),
        factor=np.array([1 + draw(one.length) for one in rulings]),
        granted=np.array([draw(one.granted) for one in rulings]),
        appealed=np.array([draw(one.appealed) for one in rulings]),
        remanded=np.array([draw(one.remanded) for one in rulings]),
    )
    return RulingEffects(span, *_means(scenario, draw, reaches, effects), effects, reaches)


def _edges(scenario: Scenario, rulings: list[Ruling]) -> list[int]:
    days = [scenario.day_number(on) for one in rulings for on in (one.from_day, one.until_day) if on is not None]
    return sorted({day for day in days if 0 < day < scenario.days})


def _acts(scenario: Scenario, ruling: Ruling, day: int) -> bool:
    on = scenario.date_of(day)
    return ruling.from_day <= on and (ruling.until_day is None or on < ruling.until_day)


def _means(
    scenario: Scenario, draw: Draw, reaches: NDArray[np.uint8], effects: Effects
) -> tuple[Floats, Floats, Floats, Floats]:
    """Average over the sets of rulings that may touch one case; each touches it independently of the others."""
    shape = reaches.shape[1:]
    length, granted, appealed, remanded = (np.zeros(shape) for _ in range(4))
    usual, if_denied, if_granted = (
        np.array([draw(getattr(one, name)) for one in scenario.classes])
        for name in ("granted", "appealed_if_denied", "appealed_if_granted")
    )
    for touched in product((False, True), repeat=len(effects.affected)):
        weight, factors, more_granted, more_appealed, more_remanded = (np.full(shape, at) for at in (1.0, 1, 0, 0, 0))
        for r, hit in enumerate(touched):
            chance = effects.affected[r] * reaches[r]
            weight = weight * (chance if hit else 1 - chance)
            if hit:
                factors = factors * np.where(reaches[r], effects.factor[r], 1.0)
                more_granted = more_granted + reaches[r] * effects.granted[r]
                more_appealed = more_appealed + reaches[r] * effects.appealed[r]
                more_remanded = more_remanded + reaches[r] * effects.remanded[r]
        won = np.clip(usual + more_granted, 0, 1)
        by_winners, by_losers = np.clip(if_granted + more_appealed, 0, 1), np.clip(if_denied + more_appealed, 0, 1)
        length += weight * factors
        granted += weight * won
        appealed += weight * (won * by_winners + (1 - won) * by_losers)
        remanded += weight * more_remanded
    return length, granted, appealed, remanded
