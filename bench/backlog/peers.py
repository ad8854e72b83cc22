"""The national scenario in SimPy and in Ciw, at its full size for a bounded time.

Both hold the same 70 courts and 650 judges, the same stock, intake, classes, hearings, delays and priorities, and a
Board of 20 panels. Left out on their side only, so in their favour: reopening, cases that return from before the start,
and (Ciw) which court a remand goes to. Setting out the stock is not timed. Events are counted alike: a case that comes
to a court, a hearing begun, a hearing ended, an appeal and a decision.
"""

from __future__ import annotations

import random
import time
from collections.abc import Generator
from typing import Any

import ciw
import simpy
from simpy.resources.resource import SortedQueue

from wellfounded.backlog.plan import Plan

LOADED = 1e-3


class Luck:
    """What both peers draw from a plan's numbers."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.random = plan, random.Random(1)
        self.per_minute = 1 / float(plan.bench.minutes[0])
        self.judges = plan.whole_judges_by_court()[0]
        self.intake = float(plan.intake[0])
        self.board = float(plan.board_capacity[0])

    def length(self, c: int, s: int) -> float:
        """Draw the length of a hearing in calendar days of a judge, exponential with its mean."""
        return self.random.expovariate(1 / (float(self.plan.minutes[c, s]) * self.per_minute))

    def kind(self) -> int:
        """Draw a class."""
        return self.random.choices(range(len(self.plan.class_intake)), self.plan.class_intake)[0]


class SimPyCourts:
    """All courts in SimPy; one process for each case."""

    def __init__(self, plan: Plan) -> None:
        self.luck, self.events, self.world = Luck(plan), 0, simpy.Environment()
        self.courts = [simpy.PriorityResource(self.world, int(judges)) for judges in self.luck.judges]
        self.board = simpy.Resource(self.world, plan.panels)
        share = plan.stock / len(self.courts)
        begun = float(plan.begun.sum()) / plan.stock
        for court in self.courts:
            for one in range(round(share)):
                self.world.process(self.case(court, one < share * begun))
        for _ in range(round(plan.board_pending)):
            self.world.process(self.appeal(self.courts[0], 0))
        self.world.process(self.clerk())

    def clerk(self) -> Generator[Any, Any, None]:
        """File the new cases."""
        while True:
            yield self.world.timeout(self.luck.random.expovariate(self.luck.intake))
            self.world.process(self.case(self.luck.random.choice(self.courts), False))

    def case(self, court: simpy.PriorityResource, begun: bool) -> Generator[Any, Any, None]:
        """Take a case through its hearings; one that is begun first waits for its day."""
        plan, luck = self.luck.plan, self.luck
        c, s, rank = luck.kind(), 0, 1
        if begun:
            yield self.world.timeout(luck.random.expovariate(1 / float(plan.set_after[c, 0])))
            rank = 0
        self.events += 1
        while True:
            with court.request(priority=2 * int(plan.level[c]) + rank) as turn:
                yield turn
                self.events += 1
                yield self.world.timeout(luck.length(c, s))
                self.events += 1
            rank = 0
            if luck.random.random() >= plan.continued[c, s]:
                if luck.random.random() < plan.ends[c, s]:
                    break
                s += 1
            yield self.world.timeout(luck.random.expovariate(1 / float(plan.set_after[c, s])))
            self.events += 1
        if luck.random.random() < plan.appealed_denied[c]:
            yield self.world.timeout(plan.filing)
            yield from self.appeal(court, c)

    def appeal(self, court: simpy.PriorityResource, c: int) -> Generator[Any, Any, None]:
        """Take a case through the Board, and back if it is remanded."""
        plan, luck = self.luck.plan, self.luck
        self.events += 1
        with self.board.request() as turn:
            yield turn
            yield self.world.timeout(luck.random.expovariate(luck.board / plan.panels))
            self.events += 1
        if luck.random.random() < plan.remanded:
            yield self.world.timeout(plan.transfer)
            yield from self.case(court, False)


def simpy_ns(plan: Plan, days: float) -> tuple[float, int]:
    """Return SimPy's processor time per event in nanoseconds, and how many events it worked.

    SimPy sorts a court's whole queue at every request. While the stock is set out, it is sorted once instead.
    """
    courts, sorted_append = SimPyCourts(plan), SortedQueue.append
    SortedQueue.append = list.append
    courts.world.run(until=LOADED)
    SortedQueue.append = sorted_append
    for court in courts.courts:
        court.put_queue.sort(key=lambda request: request.key)
    before, begin = courts.events, time.process_time()
    courts.world.run(until=LOADED + days)
    events = courts.events - before
    return 1e9 * (time.process_time() - begin) / events, events


def ciw_ns(plan: Plan, days: float) -> tuple[float, int]:
    """Return Ciw's processor time per event in nanoseconds, and how many events it worked."""
    counted = {"events": 0.0, "since": 0.0}
    simulation = _counting(_Network(plan).made(), len(plan.judge_share), counted)
    simulation.simulate_until_max_time(LOADED + days)
    seconds = time.process_time() - counted["since"]
    return 1e9 * seconds / counted["events"], int(counted["events"])


class _Network:
    """The courts in Ciw: a node for each court, one for each court's delays, and one for the Board.

    A class of customers is a class of cases with the hearing that comes: of the stock, new, and again.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan, self.luck, self.courts = plan, Luck(plan), len(plan.judge_share)
        kinds = range(len(plan.class_intake))
        self.names = [f"{c} {what}" for c in kinds for what in ("stock", "new", "0", "1")] + ["done"]

    def made(self) -> Any:
        """Return the network."""
        names, courts = self.names, self.courts
        same = {name: {other: float(name == other) for other in names} for name in names}
        return ciw.create_network(
            arrival_distributions={name: self._arrivals(name) for name in names},
            batching_distributions={name: self._batches(name) for name in names},
            service_distributions={name: self._service(name) for name in names},
            routing={name: self._routing(name) for name in names},
            number_of_servers=[*map(int, self.luck.judges), *[float("inf")] * courts, self.plan.panels],
            priority_classes={name: self._priority(name) for name in names},
            class_change_matrices=[{name: self._change(name) for name in names}] * courts + [same] * (courts + 1),
        )

    def _step(self, name: str) -> tuple[int, int]:
        kind, _, what = name.partition(" ")
        return (0, 0) if name == "done" else (int(kind), int(what == "1"))

    def _arrivals(self, name: str) -> list[Any]:
        rest = [None] * (self.courts + 1)
        if name.endswith("new"):
            rate = self.luck.intake / self.courts * float(self.plan.class_intake[self._step(name)[0]])
            return [ciw.dists.Exponential(rate)] * self.courts + rest
        if name.endswith("stock"):
            return [ciw.dists.Sequential([LOADED / 2, float("inf")]) for _ in range(self.courts)] + rest
        return [None] * self.courts + rest

    def _batches(self, name: str) -> list[Any]:
        size = 1
        if name.endswith("stock"):
            size = round(self.plan.stock / self.courts * float(self.plan.class_stock[self._step(name)[0]]))
        return [ciw.dists.Deterministic(size)] * self.courts + [ciw.dists.Deterministic(1)] * (self.courts + 1)

    def _service(self, name: str) -> list[Any]:
        at = self._step(name)
        hearing = ciw.dists.Exponential(1 / (float(self.plan.minutes[at]) * self.luck.per_minute))
        delay = ciw.dists.Exponential(1 / float(self.plan.set_after[at]))
        board = ciw.dists.Exponential(self.luck.board / self.plan.panels)
        return [hearing] * self.courts + [delay] * self.courts + [board]

    def _routing(self, name: str) -> list[list[float]]:
        courts, nodes = self.courts, 2 * self.courts + 1
        matrix = [[0.0] * nodes for _ in range(nodes)]
        for k in range(courts):
            if name == "done":
                matrix[k][-1] = float(self.plan.appealed_denied.mean())
            else:
                matrix[k][courts + k] = 1.0
            matrix[courts + k][k] = 1.0
            matrix[-1][k] = self.plan.remanded / courts
        return matrix

    def _priority(self, name: str) -> int:
        return 2 * int(self.plan.level[self._step(name)[0]]) + name.endswith(("new", "stock"))

    def _change(self, name: str) -> dict[str, float]:
        """Return what a case is after a hearing: to be heard again, to be heard next, or done."""
        change = dict.fromkeys(self.names, 0.0)
        if name == "done":
            return change | {"done": 1.0}
        kind, step = self._step(name)
        again, ends = float(self.plan.continued[kind, step]), float(self.plan.ends[kind, step])
        change[f"{kind} {step}"] += again
        change[f"{kind} {min(step + 1, 1)}"] += (1 - again) * (1 - ends)
        change["done"] += (1 - again) * ends
        return change


def _counting(network: Any, courts: int, counted: dict[str, float]) -> Any:
    """Return a simulation that counts events and notes the time once the stock is set out."""

    class Node(ciw.Node):  # type: ignore[misc]
        def count(self, number: int) -> None:
            if self.now > LOADED:
                counted["since"] = counted["since"] or time.process_time()
                counted["events"] += number

        def accept(self, individual: Any) -> None:
            super().accept(individual)
            if not courts < self.id_number <= 2 * courts:
                self.count(1)

        def finish_service(self) -> None:
            super().finish_service()
            if self.id_number <= courts:
                self.count(2)
            elif self.id_number > 2 * courts:
                self.count(1)

    ciw.seed(1)
    return ciw.Simulation(network, node_class=Node)
