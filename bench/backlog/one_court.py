"""One small court in SimPy, as short as it can be written: the peer at its best."""

from __future__ import annotations

import random
from collections.abc import Generator
from typing import Any

import simpy

from tests.backlog.theory import MINUTES_PER_DAY
from wellfounded.backlog.scenario import Hearing

FIRST, AGAIN = 1, 0


def simulate(*, days: int, judges: int, rate: float, stock: float, hearings: tuple[Hearing, ...], seed: int) -> int:
    """Return how many cases are pending after some days."""
    luck = random.Random(seed)
    world = simpy.Environment()
    bench = simpy.PriorityResource(world, capacity=judges)
    pending = [0]

    def case() -> Generator[Any, Any, None]:
        pending[0] += 1
        rank = FIRST
        for at, hearing in enumerate(hearings):
            while True:
                with bench.request(priority=rank) as turn:
                    yield turn
                    mean = hearing.length.value / MINUTES_PER_DAY
                    yield world.timeout(mean if hearing.shape == "fixed" else luck.expovariate(1 / mean))
                rank = AGAIN
                if luck.random() >= hearing.continued.value:
                    break
                yield world.timeout(luck.expovariate(1 / hearing.set_after.value))
            if luck.random() < hearing.ends.value or at + 1 == len(hearings):
                break
            yield world.timeout(luck.expovariate(1 / hearings[at + 1].set_after.value))
        pending[0] -= 1

    def clerk() -> Generator[Any, Any, None]:
        while True:
            yield world.timeout(luck.expovariate(rate))
            world.process(case())

    for _ in range(round(stock)):
        world.process(case())
    world.process(clerk())
    world.run(until=days)
    return pending[0]
