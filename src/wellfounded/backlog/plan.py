"""A scenario under one draw of its numbers, written out by day, court, class and hearing: what both engines read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog.bench import Bench, bench_path, whole_judges
from wellfounded.backlog.draws import CENTRAL, Draw
from wellfounded.backlog.in_motion import begun_at_start
from wellfounded.backlog.quantity import DAYS_PER_YEAR, Quantity
from wellfounded.backlog.ruling_effects import RulingEffects, ruling_effects
from wellfounded.backlog.scenario import LENGTHS, CaseClass, Dated, Scenario

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens from outside, day by day, and the numbers by which cases move.

    Axes: D days, K courts, C classes, S hearings (the most of any class), E spans between changes of rulings.
    Attributes:
        scenario: where it comes from.
        intake: new cases a day [D].
        from_before: cases a day that return although completed before the start [D].
        bench: judges and their pace [D].
        judge_share, intake_share, stock_share: of each court [K]; each sums to 1.
        class_intake, class_stock: of each class [C]; each sums to 1.
        level: priority of each class, 0 first, without gaps [C].
        hearings: how many hearings each class has [C].
        minutes, spread, continued, ends, set_after: of each hearing [C, S]; set_after in days.
        shape: of the lengths, an index into `scenario.LENGTHS` [C, S].
        granted, appealed_denied, appealed_granted: of each class [C].
        newest: share of first hearings that go to the newest case [D].
        closed: share of hearings that end in administrative closure [D].
        recalendar: share of the inactive stock that returns in a day [D].
        stock, inactive, board_pending: cases at the start.
        mean_age: mean age of the stock, in days.
        ages: ages of each court's stock, the oldest first, where a docket gives them; else empty.
        begun: cases of the stock that are between two hearings at the start, by the hearing they wait for [C, S].
        reopened, reopen_after: share of final completions, and days.
        board_capacity: decisions a day [D].
        panels: how many decide at once.
        filing, transfer: days to the Board and back.
        remanded: share of decisions.
        effects: what is assumed of rulings.
    """

    scenario: Scenario
    intake: Floats
    from_before: Floats
    bench: Bench
    judge_share: Floats
    intake_share: Floats
    stock_share: Floats
    class_intake: Floats
    class_stock: Floats
    level: Whole
    hearings: Whole
    minutes: Floats
    spread: Floats
    shape: Whole
    continued: Floats
    ends: Floats
    set_after: Floats
    granted: Floats
    appealed_denied: Floats
    appealed_granted: Floats
    newest: Floats
    closed: Floats
    recalendar: Floats
    stock: float
    inactive: float
    board_pending: float
    mean_age: float
    ages: tuple[Floats, ...]
    begun: Floats
    reopened: float
    reopen_after: float
    board_capacity: Floats
    panels: int
    filing: float
    transfer: float
    remanded: float
    effects: RulingEffects

    @property
    def days(self) -> int:
        """Return the number of days."""
        return len(self.intake)

    def judges_by_court(self) -> Floats:
        """Return the judges of each court and day, as a mean [D, K]."""
        return np.outer(self.bench.judges, self.judge_share)

    def whole_judges_by_court(self) -> Whole:
        """Return the judges of each court and day, in whole judges who sum to the whole bench [D, K]."""
        return whole_judges(self.bench.judges, self.judge_share)


def make_plan(scenario: Scenario, draw: Draw = CENTRAL) -> Plan:
    """Write out a scenario under one draw."""
    classes, courts = scenario.classes, scenario.courts.courts
    hearing = _Hearings(classes, draw)
    plan = Plan(
        scenario=scenario,
        intake=_intake(scenario, draw),
        from_before=_steps(scenario, scenario.reopening.from_before, draw) / DAYS_PER_YEAR,
        bench=bench_path(scenario, draw),
        judge_share=_of_all([court.judge_share for court in courts]),
        intake_share=_of_all([court.intake_share for court in courts]),
        stock_share=_of_all([court.stock_share for court in courts]),
        class_intake=_shares([one.intake_share for one in classes], draw),
        class_stock=_shares([one.stock_share for one in classes], draw),
        level=np.unique([one.priority for one in classes], return_inverse=True)[1].astype(np.int64),
        hearings=hearing.count,
        minutes=hearing.minutes,
        spread=hearing.spread,
        shape=hearing.shape,
        continued=hearing.continued,
        ends=hearing.ends,
        set_after=hearing.set_after,
        granted=np.array([draw(one.granted) for one in classes]),
        appealed_denied=np.array([draw(one.appealed_if_denied) for one in classes]),
        appealed_granted=np.array([draw(one.appealed_if_granted) for one in classes]),
        newest=_newest(scenario),
        closed=_steps(scenario, scenario.closure.closed, draw),
        recalendar=1 - np.exp(-_steps(scenario, scenario.closure.recalendared, draw) / DAYS_PER_YEAR),
        stock=draw(scenario.stock.active),
        inactive=draw(scenario.stock.inactive),
        board_pending=draw(scenario.board.pending),
        mean_age=draw(scenario.stock.mean_age),
        ages=scenario.stock.ages,
        begun=np.zeros(hearing.minutes.shape),
        reopened=draw(scenario.reopening.share),
        reopen_after=draw(scenario.reopening.delay),
        board_capacity=_steps(scenario, scenario.board.capacity, draw) / DAYS_PER_YEAR,
        panels=scenario.board.panels,
        filing=draw(scenario.board.filing),
        transfer=draw(scenario.board.transfer),
        remanded=draw(scenario.board.remanded),
        effects=ruling_effects(scenario, draw),
    )
    return replace(plan, begun=begun_at_start(plan))


class _Hearings:
    """The numbers of all hearings as arrays [C, S]; a class with fewer hearings is padded with what ends at once."""

    def __init__(self, classes: tuple[CaseClass, ...], draw: Draw) -> None:
        shape = (len(classes), max(len(one.hearings) for one in classes))
        self.count = np.array([len(one.hearings) for one in classes], dtype=np.int64)
        self.minutes = np.ones(shape)
        self.shape = np.zeros(shape, dtype=np.int64)
        self.spread, self.continued = np.zeros(shape), np.zeros(shape)
        self.ends, self.set_after = np.ones(shape), np.zeros(shape)
        for c, one in enumerate(classes):
            for s, hearing in enumerate(one.hearings):
                self.minutes[c, s] = draw(hearing.length)
                self.spread[c, s] = draw(hearing.spread)
                certain = hearing.shape == "lognormal" and self.spread[c, s] == 0
                self.shape[c, s] = 0 if certain else LENGTHS.index(hearing.shape)
                self.continued[c, s] = draw(hearing.continued)
                self.ends[c, s] = draw(hearing.ends) if s + 1 < len(one.hearings) else 1.0
                self.set_after[c, s] = draw(hearing.set_after)


def _shares(numbers: list[Quantity], draw: Draw) -> Floats:
    """Draw shares that sum to 1: what is taken as certain stays, the others are scaled to what it leaves."""
    drawn = np.array([draw(one) for one in numbers], dtype=np.float64)
    certain = np.array([one.certain for one in numbers])
    left = 1 - drawn[certain].sum()
    if certain.all() or left <= 0 or drawn[~certain].sum() <= 0:
        return _of_all(drawn)
    return np.where(certain, drawn, drawn * left / drawn[~certain].sum())


def _of_all(parts: Sequence[float] | Floats) -> Floats:
    """Return each part's share of their sum."""
    shares = np.asarray(parts, dtype=np.float64)
    return np.asarray(shares / shares.sum())


def _intake(scenario: Scenario, draw: Draw) -> Floats:
    """Write new cases out by day; they grow from the start on."""
    growth = max(draw(scenario.intake.growth), -0.99)
    rates = _steps(scenario, scenario.intake.path, draw) / DAYS_PER_YEAR
    return np.asarray(rates * (1 + growth) ** (np.arange(scenario.days) / DAYS_PER_YEAR))


def _steps(scenario: Scenario, path: tuple[Dated, ...], draw: Draw) -> Floats:
    """Write a dated path out by day; before its first day, and without a path, it is 0."""
    values = np.zeros(scenario.days)
    for step in path:
        values[max(0, scenario.day_number(step.from_day)) :] = draw(step.amount)
    return values


def _newest(scenario: Scenario) -> Floats:
    values = np.zeros(scenario.days)
    for order in scenario.orders:
        values[max(0, scenario.day_number(order.from_day)) :] = order.newest_share
    return values
