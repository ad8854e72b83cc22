"""Which uncertain numbers two scenarios draw alike, and which each draws for itself."""

from __future__ import annotations

from dataclasses import dataclass

from wellfounded.backlog.quantity import Quantity
from wellfounded.backlog.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Pairing:
    """The uncertain numbers of two scenarios drawn with one seed, by name.

    A number's draw hangs on its name. The name of a dated number holds its day, so hiring that begins on another day is
    another number.

    Attributes:
        seed: with which both are drawn: the first scenario's.
        alike: of the same range in both; they take the same value in each draw.
        in_step: of another range in the second; in each draw both lie at the same place of their ranges.
        first_only, second_only: uncertain in one of them alone; nothing of the other moves with them.
    """

    seed: int
    alike: tuple[str, ...]
    in_step: tuple[str, ...]
    first_only: tuple[str, ...]
    second_only: tuple[str, ...]


def pairing(first: Scenario, second: Scenario) -> Pairing:
    """Say which uncertain numbers two scenarios draw alike."""
    one, other = _uncertain(first), _uncertain(second)
    both = [name for name in one if name in other]
    alike = tuple(name for name in both if _range(one[name]) == _range(other[name]))
    return Pairing(
        first.seed,
        alike,
        tuple(name for name in both if name not in alike),
        tuple(name for name in one if name not in other),
        tuple(name for name in other if name not in one),
    )


def _uncertain(scenario: Scenario) -> dict[str, Quantity]:
    return {one.name: one for one in scenario.quantities() if not one.certain}


def _range(one: Quantity) -> tuple[float, float, float, str]:
    return one.low, one.value, one.high, one.shape
