"""A short SimPy simulation of a plan, written apart from the engine and with its own luck: the tests' oracle only.

It holds the courts and the Board with all ways between them; of rulings, of a bench that changes and of any order but
the oldest first it knows nothing.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Generator
from typing import Any

import numpy as np
import simpy

from wellfounded.backlog.case_world import stock_by_court
from wellfounded.backlog.plan import Plan
from wellfounded.backlog.scenario import LENGTHS

Process = Generator[Any, Any, None]
CALLED, FIRST = 0, 1
"""Within a priority, cases whose day has come go before first hearings."""


class Oracle:
    """One run.

    Attributes:
        there: how many cases are in each state now.
        flows: how often each thing has happened.
        means: mean number in each state, over the ends of days.
    """

    def __init__(self, plan: Plan, *, seed: int) -> None:
        self.plan, self.luck = plan, random.Random(seed)
        self.world = simpy.Environment()
        self.benches = [simpy.PriorityResource(self.world, int(judges)) for judges in plan.whole_judges_by_court()[0]]
        self.panels = simpy.Resource(self.world, plan.panels)
        self.there: Counter[str] = Counter()
        self.flows: Counter[str] = Counter()
        self.means: Counter[str] = Counter()
        for court in range(len(self.benches)):
            self._set_out(court)
            self.world.process(self._clerk(court))
        self.world.process(self._count())
        self.world.run(until=plan.days + 1e-6)

    def measures(self) -> dict[str, float]:
        """Return the mean number in each state, and how often each thing happened, under the names of the tests."""
        pending = ("not begun", "ready", "between", "in hearing")
        held = {"between hearings or in one": self.means["between"] + self.means["in hearing"]}
        return {**self.means, **self.flows, **held, "pending at the end": sum(self.there[state] for state in pending)}

    def _set_out(self, court: int) -> None:
        """Place the cases of the start."""
        closed, appealed, begun, line = stock_by_court(self.plan)[court]
        steps = [(c, s) for c in range(len(self.plan.level)) for s in range(self.plan.minutes.shape[1])]
        fresh = self.plan.stock * self.plan.class_stock - self.plan.begun.sum(axis=1)
        for case in self._some(list(self.plan.class_stock), closed):
            self.world.process(self._closed(court, case))
        for case in self._some(list(self.plan.class_stock), appealed):
            self.world.process(self._appealed(court, case, filing=0.0))
        for at in self._some(list(self.plan.begun.ravel()), begun):
            self.world.process(self._again(court, *steps[at]))
        for case in self._some(list(np.maximum(fresh, 0.0)), line):
            self.world.process(self._heard(court, case, 0, FIRST))

    def _some(self, weights: list[float], count: int) -> list[int]:
        return self.luck.choices(range(len(weights)), weights, k=int(count)) if count else []

    def _clerk(self, court: int) -> Process:
        """Take in new cases, and those that return from before the start."""
        plan, share = self.plan, self.plan.intake_share[court]
        for day in range(plan.days):
            for flow, rate in (("filed", plan.intake[day]), ("returned", plan.from_before[day])):
                moment = self.luck.expovariate(1.0) / max(rate * share, 1e-12)
                while moment < 1.0:
                    self.world.process(self._comes(court, day + moment, flow))
                    moment += self.luck.expovariate(1.0) / (rate * share)
            yield self.world.timeout(day + 1 - self.world.now)

    def _comes(self, court: int, moment: float, flow: str) -> Process:
        yield self.world.timeout(moment - self.world.now)
        (case,) = self._some(list(self.plan.class_intake), 1)
        if flow == "filed":
            self.flows["filed"] += 1
            yield from self._heard(court, case, 0, FIRST)
        else:
            yield from self._back(court, case)

    def _heard(self, court: int, case: int, step: int, rank: int) -> Process:
        """Wait for a judge, be heard, and go where that leads."""
        plan, luck = self.plan, self.luck
        waiting = "not begun" if rank == FIRST else "ready"
        self.there[waiting] += 1
        with self.benches[court].request(priority=2 * int(plan.level[case]) + rank) as turn:
            yield turn
            self.there[waiting] -= 1
            self.flows["heard"] += 1
            self.there["in hearing"] += 1
            yield self.world.timeout(self._length(case, step))
            self.there["in hearing"] -= 1
        day = min(int(self.world.now), plan.days - 1)
        if luck.random() < plan.closed[day]:
            self.flows["closed"] += 1
            self.world.process(self._closed(court, case))
        elif luck.random() < plan.continued[case, step]:
            self.world.process(self._again(court, case, step))
        elif luck.random() >= plan.ends[case, step]:
            self.world.process(self._again(court, case, step + 1))
        else:
            self._completed(court, case)

    def _length(self, case: int, step: int) -> float:
        plan = self.plan
        mean, spread = plan.minutes[case, step] / plan.bench.minutes[0], plan.spread[case, step]
        match LENGTHS[plan.shape[case, step]]:
            case "fixed":
                return float(mean)
            case "exponential":
                return self.luck.expovariate(1 / mean)
        variance = float(np.log1p(spread**2))
        return self.luck.lognormvariate(float(np.log(mean)) - variance / 2, variance**0.5)

    def _again(self, court: int, case: int, step: int) -> Process:
        yield from self._stay("between", self._about(self.plan.set_after[case, step]))
        yield from self._heard(court, case, step, CALLED)

    def _closed(self, court: int, case: int) -> Process:
        rate = -float(np.log1p(-self.plan.recalendar[0]))
        yield from self._stay("inactive", self._about(1 / rate))
        self.flows["recalendared"] += 1
        yield from self._heard(court, case, int(self.plan.hearings[case]) - 1, CALLED)

    def _completed(self, court: int, case: int) -> None:
        plan, luck = self.plan, self.luck
        self.flows["completed"] += 1
        granted = luck.random() < plan.granted[case]
        if luck.random() < (plan.appealed_granted if granted else plan.appealed_denied)[case]:
            self.world.process(self._appealed(court, case, filing=plan.filing))
        elif luck.random() < plan.reopened:
            self.world.process(self._returns(court, case, self._about(plan.reopen_after)))

    def _appealed(self, court: int, case: int, *, filing: float) -> Process:
        plan, luck = self.plan, self.luck
        yield from self._stay("to the Board", filing)
        self.flows["appealed"] += filing > 0
        self.there["at the Board"] += 1
        with self.panels.request() as turn:
            yield turn
            yield self.world.timeout(self._about(plan.panels / plan.board_capacity[0]))
        self.there["at the Board"] -= 1
        self.flows["decided"] += 1
        if luck.random() < plan.remanded:
            yield from self._returns(court, case, plan.transfer)
        elif luck.random() < plan.reopened:
            yield from self._returns(court, case, plan.transfer + self._about(plan.reopen_after))

    def _returns(self, court: int, case: int, days: float) -> Process:
        yield from self._stay("to court", days)
        yield from self._back(court, case)

    def _back(self, court: int, case: int) -> Process:
        self.flows["returned"] += 1
        yield from self._heard(court, case, int(self.plan.hearings[case]) - 1, CALLED)

    def _stay(self, state: str, days: float) -> Process:
        self.there[state] += 1
        yield self.world.timeout(days)
        self.there[state] -= 1

    def _about(self, mean: float) -> float:
        return self.luck.expovariate(1 / mean) if mean > 0 else 0.0

    def _count(self) -> Process:
        for _ in range(self.plan.days):
            yield self.world.timeout(1.0)
            for state, number in self.there.items():
                self.means[state] += number / self.plan.days
