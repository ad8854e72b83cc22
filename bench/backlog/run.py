"""Measure the backlog's engines beside SimPy and Ciw: `python -m bench.backlog.run` from the top of the repository.

The national scenario has 70 courts, 650 judges, 700,000 cases at the start and 300,000 filings a year for ten years.
SimPy and Ciw cannot run it in reasonable time, so each is timed on a queue that all can run, and compared per event.
"""

from __future__ import annotations

import os
import platform
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from statistics import median

import ciw
import numba
import numpy as np
import simpy

from tests.backlog.oracle import simulate
from tests.backlog.theory import hearing, queue
from wellfounded.backlog.cases import run_cases
from wellfounded.backlog.draws import Draw
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.forecast import month_ends
from wellfounded.backlog.merged import merged
from wellfounded.backlog.plan import make_plan
from wellfounded.backlog.quantity import fixed
from wellfounded.backlog.scenario import Court, Dated, Scenario
from wellfounded.backlog.scenario_text import load_scenario


def national() -> Scenario:
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


def timed(work: Callable[[], object], times: int) -> tuple[float, float]:
    """Return the median wall time and the median processor time."""
    walls, processors = [], []
    for _ in range(times):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    return median(walls), median(processors)


def ciw_seconds(days: float, rate: float, judges: int, mean: float, again: float) -> float:
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate)],
        service_distributions=[ciw.dists.Exponential(1 / mean)],
        number_of_servers=[judges],
        routing=[[again]],
    )
    ciw.seed(1)
    begin = time.perf_counter()
    ciw.Simulation(network).simulate_until_max_time(days)
    return time.perf_counter() - begin


def main() -> None:
    """Print one line for each measure."""
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"Python {platform.python_version()}, numba {numba.__version__}, numpy {np.__version__}")
    print(f"simpy {simpy.__version__}, ciw {ciw.__version__}")
    scenario = national()
    plan = make_plan(scenario)
    run = run_cases(plan)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    rows, events = len(run.cases.rows), run.events
    del run
    wall, processor = timed(lambda: run_cases(plan), 5)
    print(f"case engine, national: {events:,} events, {wall:.2f} s wall, {processor:.2f} s processor, median of 5")
    per_event = processor / events
    print(f"  {1e9 * per_event:.0f} ns of processor time per event; {rows:,} rows of cases")
    print(f"  most memory of the whole process after one run: {memory:.0f} MB, of which cases {24 * rows / 1e6:.0f} MB")
    days = month_ends(scenario)
    whole = make_plan(merged(scenario))
    apart = timed(lambda: run_fluid(plan, days=days), 9)[0]
    joined = timed(lambda: run_fluid(whole, days=days), 9)[0]
    print(f"fluid, 70 courts each by itself: {1e3 * apart:.1f} ms; in step, as one: {1e3 * joined:.2f} ms")
    draws = timed(
        lambda: [run_fluid(make_plan(merged(scenario), Draw(1, n)), days=days).active for n in range(200)], 1
    )[0]
    print(f"200 draws of the numbers through the fluid: {draws:.1f} s")
    print(
        f"200 draws with 30 replications each, case by case: 6,000 runs, {6000 * wall / 3600:.1f} hours (from the "
        "above)"
    )
    peers(per_event)


def peers(per_event: float) -> None:
    """Time SimPy and Ciw on queues that they can run, in processor time per event of the same queue here."""
    like = {
        "days": 200,
        "judges": 3,
        "rate": 20.0,
        "stock": 250.0,
        "hearings": (hearing(0.05, continued=0.3, ends=0.4, after=10.0), hearing(0.1, continued=0.2, after=15.0)),
    }
    here = run_cases(queue(**like, courts=1)).events
    wall = timed(lambda: simulate(**like, seed=1), 3)[1]
    print(f"SimPy: {1e9 * wall / here:,.0f} ns per event of the same queue, {wall / here / per_event:,.0f} times")
    plan = queue(days=200, judges=3, rate=14.4, hearings=(hearing(0.1, continued=0.4),), courts=1)
    events = run_cases(plan).events
    wall = ciw_seconds(200, 14.4, 3, 0.1, 0.4)
    print(f"Ciw: {1e9 * wall / events:,.0f} ns per event of the same queue, {wall / events / per_event:,.0f} times")


if __name__ == "__main__":
    main()
