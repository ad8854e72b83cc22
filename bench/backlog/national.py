"""The national scenario of the benchmark, and timing."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from statistics import median

import numpy as np

from wellfounded.backlog.plan import Plan
from wellfounded.backlog.quantity import fixed
from wellfounded.backlog.scenario import Court, Dated, Scenario
from wellfounded.backlog.scenario_text import load_scenario


def national() -> Scenario:
    """Return 70 like courts, 650 judges, 700,000 cases at the start, 300,000 filings a year, ten years."""
    base = load_scenario("2018-06-as-it-stood")
    start = base.start
    courts = tuple(Court(f"court {k}", None, 1 / 70, 1 / 70, 1 / 70) for k in range(70))
    return replace(
        base,
        until=date(2028, 6, 1),
        courts=replace(base.courts, courts=courts),
        stock=replace(base.stock, active=fixed("stock.active", "cases", 700_000)),
        intake=replace(
            base.intake,
            path=(Dated(start, fixed("intake", "cases/year", 300_000)),),
            growth=fixed("growth", "%/year", 0.0),
        ),
        judges=replace(
            base.judges,
            start=fixed("judges", "judges", 650),
            attrition=fixed("attrition", "%/year", 0.0),
            changes=(),
        ),
    )


def unlike(plan: Plan) -> Plan:
    """Return the plan with courts of unlike sizes, whose judges, stock and new cases do not go together."""
    random = np.random.default_rng(1)
    size = random.dirichlet(np.full(len(plan.judge_share), 3.0))
    stock, intake = (size * random.uniform(0.7, 1.3, len(size)) for _ in range(2))
    return replace(plan, judge_share=size, stock_share=stock / stock.sum(), intake_share=intake / intake.sum())


def timed(work: Callable[[], object], times: int) -> tuple[float, float]:
    """Return the median wall time and the median processor time."""
    walls, processors = [], []
    for _ in range(times):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    return median(walls), median(processors)
