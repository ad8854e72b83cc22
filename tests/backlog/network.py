"""An open network of queues, made from what the engine has: courts, the Board, and the delays between them.

A court is a queue of the kind M/M/c and the Board one with panels; every delay is a station where all are served at
once. A hearing may be continued, closed, or end the case; a completed case may be appealed or come back; a decided
appeal may go home to its own court. All hearings have one length, exponential, so by the theorems of Jackson and Kelly
each station holds what it would by itself, were its arrivals Poisson's, and the stations' numbers are independent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tests.backlog.theory import MINUTES_PER_DAY, erlang_wait, hearing, queue
from wellfounded.backlog.bench import Bench
from wellfounded.backlog.plan import Plan

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Network:
    """The numbers of a network; times in days, flows a day, shares of what leaves a station.

    Attributes:
        filed: new cases at each court [K].
        returned: cases from before the start that come to all courts, shared out as the new ones are.
        judges: of each court [K].
        length: mean of a hearing.
        continued, after: share of hearings continued, and the mean time until the day set.
        closed, inactive: share of hearings that end in closure, and the mean time until recalendared.
        appealed, filing: share of completions appealed, and the time to the Board, fixed.
        reopened, reopen_after: share of final completions that come back, and the mean time until then.
        panels, decided: of the Board, and how many appeals they decide when all are at work.
        remanded, transfer: share of decisions remanded, and the time back to the court, fixed.
    """

    filed: tuple[float, ...]
    returned: float
    judges: tuple[int, ...]
    length: float
    continued: float
    after: float
    closed: float
    inactive: float
    appealed: float
    filing: float
    reopened: float
    reopen_after: float
    panels: int
    decided: float
    remanded: float
    transfer: float

    def plan(self, days: int) -> Plan:
        """Make the plan; the network is empty at the start."""
        filed, judges = np.array(self.filed), np.array(self.judges)
        like = queue(
            days=days,
            judges=1,
            rate=1.0,
            hearings=(hearing(self.length, continued=self.continued, after=self.after),),
            courts=len(filed),
            appealed=self.appealed,
        )
        return replace(
            like,
            intake=np.full(days, filed.sum()),
            from_before=np.full(days, self.returned),
            intake_share=filed / filed.sum(),
            judge_share=judges / judges.sum(),
            bench=Bench(np.full(days, float(judges.sum())), np.full(days, MINUTES_PER_DAY)),
            closed=np.full(days, self.closed),
            recalendar=np.full(days, -np.expm1(-1 / self.inactive)),
            reopened=self.reopened,
            reopen_after=self.reopen_after,
            panels=self.panels,
            board_capacity=np.full(days, self.decided),
            remanded=self.remanded,
            filing=self.filing,
            transfer=self.transfer,
        )

    @property
    def ends(self) -> float:
        """Return the share of hearings that complete the case."""
        return (1 - self.closed) * (1 - self.continued)

    def flows(self) -> tuple[Floats, Floats]:
        """Solve the traffic equations: hearings at each court [K] and appeals from each court [K], a day."""
        courts = len(self.filed)
        again = self.closed + (1 - self.closed) * self.continued + self.ends * (1 - self.appealed) * self.reopened
        home = self.remanded + (1 - self.remanded) * self.reopened
        one = np.eye(courts)
        routes = np.block([[again * one, home * one], [self.ends * self.appealed * one, 0 * one]])
        filed = np.array(self.filed)
        outside = np.concatenate([filed * (1 + self.returned / filed.sum()), np.zeros(courts)])
        flows = np.linalg.solve(np.eye(2 * courts) - routes, outside)
        return flows[:courts], flows[courts:]

    def waiting(self) -> Floats:
        """Return how many cases wait at each court for a judge who is free [K]."""
        hearings, _ = self.flows()
        waits = [erlang_wait(rate, self.length, c) for rate, c in zip(hearings, self.judges, strict=True)]
        return np.asarray(hearings * waits)

    def active(self) -> Floats:
        """Return how many cases each court has: waiting, in hearing, and between two hearings [K]."""
        hearings, _ = self.flows()
        return np.asarray(self.waiting() + hearings * self.length + hearings * self._set_again * self.after)

    def between(self) -> float:
        """Return how many cases wait for a day set; a case that is to be set again counts from its hearing's begin."""
        return float(self.flows()[0].sum() * self._set_again * (self.length + self.after))

    def ending(self) -> float:
        """Return how many cases are in a hearing that ends their time in court, in completion or closure."""
        return float(self.flows()[0].sum() * (self.ends + self.closed) * self.length)

    def shut(self) -> float:
        """Return how many cases are administratively closed."""
        return float(self.flows()[0].sum() * self.closed * self.inactive)

    def to_board(self) -> float:
        """Return how many cases are on their way to the Board, from the begin of the hearing that is appealed."""
        return float(self.flows()[1].sum() * (self.length + self.filing))

    def at_board(self) -> float:
        """Return how many appeals are pending at the Board."""
        appeals, takes = float(self.flows()[1].sum()), self.panels / self.decided
        return appeals * (erlang_wait(appeals, takes, self.panels) + takes)

    def to_court(self) -> float:
        """Return how many cases are on their way back, remanded or to be reopened."""
        hearings, appeals = (float(one.sum()) for one in self.flows())
        final = hearings * self.ends * (1 - self.appealed)
        home = self.remanded * self.transfer + (1 - self.remanded) * self.reopened * (self.transfer + self.reopen_after)
        return appeals * home + final * self.reopened * (self.length + self.reopen_after)

    @property
    def _set_again(self) -> float:
        return (1 - self.closed) * self.continued


COURTS_AND_BOARD = Network(
    filed=(2.6, 5.6, 9.0),
    returned=1.2,
    judges=(1, 2, 3),
    length=0.1,
    continued=0.4,
    after=6.0,
    closed=0.1,
    inactive=25.0,
    appealed=0.4,
    filing=4.0,
    reopened=0.1,
    reopen_after=30.0,
    panels=2,
    decided=11.0,
    remanded=0.3,
    transfer=7.0,
)
"""Three courts and the Board, all in motion: loads of about three quarters, and every way back in use."""
