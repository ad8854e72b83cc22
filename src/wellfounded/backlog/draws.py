"""Draws of a scenario's uncertain numbers, keyed by name: the same number draws the same in every scenario.

Each draw of a number is a hash of the seed, the draw and the number's name. So two scenarios that share a number share
its draws, whatever else they hold, and their difference is paired.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from wellfounded.backlog.quantity import Quantity

_TWO_TO_64 = 1 << 64


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw of all numbers: the central values, or values sampled from the ranges.

    Attributes:
        seed: the scenario's seed.
        number: which draw; None for the central values.
        pinned: for some numbers, by name, the share of their distribution to take instead.
    """

    seed: int
    number: int | None = None
    pinned: Mapping[str, float] | None = None

    def __call__(self, quantity: Quantity) -> float:
        """Return the value of a number in this draw."""
        if self.pinned is not None and quantity.name in self.pinned:
            return quantity.at(self.pinned[quantity.name])
        if self.number is None or quantity.certain:
            return quantity.value
        return quantity.at(keyed_share(self.seed, self.number, quantity.name))


def keyed_share(seed: int, number: int, name: str) -> float:
    """Return a share, evenly distributed between 0 and 1, that depends on nothing but its three keys.

    Example:
        >>> keyed_share(1, 0, "judges.hours") == keyed_share(1, 0, "judges.hours")
        True
    """
    key = hashlib.blake2b(f"{seed}/{number}/{name}".encode(), digest_size=8).digest()
    return (int.from_bytes(key, "big") + 0.5) / _TWO_TO_64


CENTRAL = Draw(seed=0)
