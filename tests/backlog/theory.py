"""Plans with textbook queues: courts of one kind of case whose hearings are measured in days.

Each court of a plan is one independent repetition, so one run gives the mean of a measure and its standard error.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog.bench import Bench
from wellfounded.backlog.plan import Plan, make_plan
from wellfounded.backlog.quantity import Quantity, fixed
from wellfounded.backlog.scenario import (
    Board,
    CaseClass,
    Closure,
    Court,
    Courts,
    Dated,
    Hearing,
    Intake,
    Judges,
    Order,
    Reopening,
    Scenario,
    Stock,
)

START = date(2018, 10, 1)
MINUTES_PER_DAY = 1440.0


def one(kind: str, value: float) -> Quantity:
    return fixed(f"theory.{kind}", kind, value)


def hearing(
    days: float,
    *,
    shape: str = "exponential",
    spread: float = 0.0,
    continued: float = 0.0,
    ends: float = 1.0,
    after: float = 0.0,
) -> Hearing:
    """Make a hearing whose mean length is given in days of a judge's time."""
    return Hearing(
        "hearing",
        one("minutes", days * MINUTES_PER_DAY),
        shape,
        one("share", spread),
        one("share", continued),
        one("share", ends),
        one("days", after),
    )


def queue(
    *,
    days: int,
    judges: int,
    rate: float,
    hearings: tuple[Hearing, ...],
    courts: int = 20,
    stock: float = 0.0,
    order: str = "first-in-first-out",
    appealed: float = 0.0,
    board_rate: float = 0.0,
    seed: int = 11,
) -> Plan:
    """Make a plan of like courts.

    Args:
        days: how long it runs.
        judges: of each court, all day.
        rate: new cases of each court a day.
        hearings: of each case.
        courts: how many repetitions.
        stock: cases of each court at the start.
        order: in which cases are heard.
        appealed: share of completed cases appealed, to a Board that decides `board_rate` a day.
    """
    share = 1.0 / courts
    kind = CaseClass(
        "case",
        0,
        one("share", 1.0),
        one("share", 1.0),
        one("share", 0.0),
        one("share", appealed),
        one("share", 0.0),
        hearings,
    )
    newest = {"first-in-first-out": 0.0, "last-in-first-out": 1.0, "mixed": 0.5}[order]
    scenario = Scenario(
        id="theory",
        title="theory",
        about="",
        start=START,
        until=START + timedelta(days=days),
        seed=seed,
        stock=Stock(one("cases", stock * courts), one("cases", 0.0), one("days", 100.0), ""),
        intake=Intake((Dated(START, one("cases/year", rate * courts * 365.25)),), one("%/year", 0.0)),
        judges=Judges(
            one("judges", judges * courts),
            one("hours/year", 24 * 365.25),
            one("%/year", 0.0),
            one("days", 0.0),
            one("days", 0.0),
            one("share", 1.0),
            (),
        ),
        classes=(kind,),
        orders=(Order(START, order, newest),),
        closure=Closure((), ()),
        reopening=Reopening(one("share", 0.0), one("days", 1.0), ()),
        board=Board(
            one("appeals", 0.0),
            (Dated(START, one("appeals/year", board_rate * 365.25)),) if board_rate else (),
            1,
            one("days", 30.0),
            one("share", 0.0),
            one("days", 30.0),
        ),
        courts=Courts(
            tuple(Court(f"court {k}", None, share, share, share) for k in range(courts)), "", START, "assumption"
        ),
        rulings=(),
        published=(),
    )
    return replace(make_plan(scenario), begun=np.zeros((1, len(hearings))))


def with_paths(plan: Plan, rates: NDArray[np.float64], judges: NDArray[np.int64]) -> Plan:
    """Return a plan whose courts' new cases and judges change from day to day."""
    courts = len(plan.judge_share)
    bench = Bench(judges * float(courts), np.full(plan.days, MINUTES_PER_DAY))
    return replace(plan, intake=rates * courts, bench=bench)


def mean_and_error(values: NDArray[np.float64]) -> tuple[float, float]:
    """Return the mean of repetitions and its standard error."""
    return float(values.mean()), float(values.std(ddof=1) / math.sqrt(len(values)))


def within_three_errors(values: NDArray[np.float64], expected: float, *, at_most: float = 0.06) -> None:
    """Assert that the mean of repetitions is what is expected, within three standard errors.

    Args:
        at_most: the standard error as a share of what is expected; a test with a larger one could not fail.
    """
    mean, error = mean_and_error(values)
    assert abs(mean - expected) < 3 * error, f"{mean} ± {error}, expected {expected}"
    assert error < at_most * expected, f"the test could not fail: ± {error} of {expected}; too few repetitions"


def erlang_wait(rate: float, days: float, judges: int) -> float:
    """Return the mean wait of M/M/c (Erlang's C formula), in days."""
    load = rate * days
    terms = [load**n / math.factorial(n) for n in range(judges)]
    last = load**judges / math.factorial(judges) * judges / (judges - load)
    waits = last / (sum(terms) + last)
    return waits * days / (judges - load)


def priority_waits(prior: float, later: float, days: float, judges: int) -> tuple[float, float]:
    """Return the mean waits of M/M/c in which one flow goes before another and no hearing is broken off, in days."""
    first, both = judges - prior * days, judges - (prior + later) * days
    at_work = erlang_wait(prior + later, days, judges) * both
    return at_work / first, at_work * judges / (first * both)


def pollaczek_wait(rate: float, days: float, spread: float) -> float:
    """Return the mean wait of M/G/1 (Pollaczek and Khinchine), in days."""
    load = rate * days
    return load * days * (1 + spread**2) / (2 * (1 - load))


def kolmogorov(
    rates: NDArray[np.float64], judges: NDArray[np.int64], days: float, most: int = 90
) -> NDArray[np.float64]:
    """Solve Kolmogorov's forward equations of Mt/Mt/ct numerically; return the mean number in system at each day's end.

    A judge who leaves finishes the hearing under way. So the state is the number n of cases and the number a of judges
    who may still be at work: when the bench falls, a falls with each hearing that ends, down to the bench.
    """
    top = int(judges.max())
    state = np.zeros((most + 1, top + 1))
    state[0, judges[0]] = 1.0
    means = []
    n = np.arange(most + 1)
    for rate, bench in zip(rates, judges, strict=True):
        moved = np.zeros_like(state)
        for a in range(top + 1):
            if a < bench:
                moved[:, bench] += state[:, a]
            else:
                idle_leave = np.maximum(np.minimum(n, a), bench)
                np.add.at(moved, (n, idle_leave), state[:, a])
        state = moved
        steps = 40
        for _ in range(steps):
            state = _runge_kutta(state, rate, int(bench), 1 / days, 1 / steps)
        means.append(float((state.sum(axis=1) * n).sum()))
    return np.array(means)


def _runge_kutta(state: NDArray[np.float64], rate: float, bench: int, pace: float, step: float) -> NDArray[np.float64]:
    one_ = _flow(state, rate, bench, pace)
    two = _flow(state + step / 2 * one_, rate, bench, pace)
    three = _flow(state + step / 2 * two, rate, bench, pace)
    four = _flow(state + step * three, rate, bench, pace)
    return state + step / 6 * (one_ + 2 * two + 2 * three + four)


def _flow(state: NDArray[np.float64], rate: float, bench: int, pace: float) -> NDArray[np.float64]:
    change = np.zeros_like(state)
    change[:-1] -= rate * state[:-1]
    change[1:] += rate * state[:-1]
    n = np.arange(state.shape[0])
    for a in range(state.shape[1]):
        ending = np.minimum(n, a) * pace * state[:, a]
        change[:, a] -= ending
        change[:-1, a - 1 if a > bench else a] += ending[1:]
    return change
