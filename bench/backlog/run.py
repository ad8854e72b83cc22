"""Measure the backlog's engines beside SimPy and Ciw: `python -m bench.backlog.run` from the top of the repository.

The national scenario has 70 courts, 650 judges, 700,000 cases at the start and 300,000 filings a year for ten years.
SimPy and Ciw hold it at its full size for a bounded time, and are compared per event of the same kinds; SimPy also runs
one small court to its end, where its lists are short. `python -m bench.backlog.run memory` tells the memory of one run.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
from functools import partial

from bench.backlog.national import national, timed, unlike
from wellfounded.backlog.cases import run_cases
from wellfounded.backlog.draws import Draw
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.merged import merged
from wellfounded.backlog.plan import Plan, make_plan

DRAWS, REPLICATIONS = 200, 30
FLUID_RUNS = 101
START = ["-m", "wellfounded", "backlog", "run", "2018-06-as-it-stood", "--draws", "2", "--replications", "0"]


def memory() -> None:
    """Print the most memory of a process that imports, plans and runs the case engine once, in megabytes."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    run_cases(make_plan(national()))
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB, of which {before:.0f} imports")


def main() -> None:
    """Print one line for each measure."""
    from importlib.metadata import version

    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    names = ("numba", "llvmlite", "numpy", "simpy", "ciw")
    print(f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in names))
    shown = subprocess.run([sys.executable, "-m", "bench.backlog.run", "memory"], capture_output=True, text=True)
    print(f"most memory of a process that runs the case engine once: {shown.stdout.strip()}")
    plan = make_plan(national())
    per_event, per_event_wall, wall = cases(plan)
    fluid(plan)
    print(f"{DRAWS} draws with {REPLICATIONS} replications each, case by case, from the above: ", end="")
    print(f"{DRAWS * REPLICATIONS:,} runs, {DRAWS * REPLICATIONS * wall / 60:.0f} minutes")
    subprocess.run([sys.executable, *START], capture_output=True, check=True)
    start = timed(lambda: subprocess.run([sys.executable, *START], capture_output=True, check=True), 5)[0]
    print(f"second start of `backlog run` with 2 draws: {start:.2f} s wall, median of 5")
    peers(plan, per_event, per_event_wall)


def cases(plan: Plan) -> tuple[float, float, float]:
    """Time the case engine; return processor and wall time per event, in nanoseconds, and the wall time of a run."""
    events = run_cases(plan).events
    one_wall, one = timed(lambda: run_cases(plan, threads=1), 5)
    wall, processor = timed(lambda: run_cases(plan), 7)
    print(f"case engine, national, {events:,} events; medians:")
    print(f"  one thread {one_wall:.2f} s wall, {1e9 * one / events:.0f} ns of processor time an event")
    print(f"  all cores {wall:.2f} s wall, {processor:.2f} s of processor time; {1e9 * wall / events:.0f} ns an event")
    return 1e9 * processor / events, 1e9 * wall / events, wall


def fluid(plan: Plan) -> None:
    """Time the fluid model on the same courts, each by itself, in step, and of unlike sizes, and over draws.

    Draws ask for no ages, the one run with the central values does.
    """
    from wellfounded.backlog.forecast import month_ends

    scenario = plan.scenario
    days, whole = month_ends(scenario), merged(scenario)
    plans = {"each by itself": plan, "in step, as one": make_plan(whole), "of unlike sizes": unlike(plan)}
    for what, one in plans.items():
        for ages in (False, True):
            walls = sorted(timed(partial(run_fluid, one, days=days, ages=ages), 1)[0] for _ in range(FLUID_RUNS))
            middle, least = 1e3 * walls[FLUID_RUNS // 2], 1e3 * walls[0]
            print(f"fluid, 70 courts {what}{', with ages' if ages else ''}: ", end="")
            print(f"{middle:.2f} ms, median of {FLUID_RUNS}; least {least:.2f} ms")
    drawn = (make_plan(whole, Draw(1, n)) for n in range(DRAWS))
    draws = timed(lambda: [run_fluid(one, days=days, ages=False) for one in drawn], 1)[0]
    print(f"{DRAWS} draws of the numbers through the fluid: {draws:.2f} s")


def peers(plan: Plan, per_event: float, per_event_wall: float) -> None:
    """Time SimPy and Ciw per event."""
    from bench.backlog.one_court import simulate
    from bench.backlog.peers import ciw_ns, simpy_ns
    from tests.backlog.theory import hearing, queue

    hearings = (hearing(0.05, continued=0.3, ends=0.4, after=10.0), hearing(0.1, continued=0.2, after=15.0))
    like = {"days": 200, "judges": 3, "rate": 20.0, "stock": 250.0, "hearings": hearings}
    events = run_cases(queue(**like, courts=1)).events
    small = 1e9 * timed(lambda: simulate(**like, seed=1), 3)[1] / events
    rows = [("SimPy, one small court", small, events)]
    rows.append(("SimPy, national, 1 day", *simpy_ns(plan, 1.0)))
    rows.append(("Ciw, national, 1 day", *ciw_ns(plan, 1.0)))
    rows.append(("Ciw, national, its first 0.05 days, while few cases wait for a day set", *ciw_ns(plan, 0.05)))
    for name, nanoseconds, count in rows:
        print(
            f"{name}: {nanoseconds:,.0f} ns of processor time an event ({count:,} events), "
            f"{nanoseconds / per_event:,.0f} times; {nanoseconds / per_event_wall:,.0f} times by the clock on all cores"
        )


if __name__ == "__main__":
    memory() if sys.argv[1:] == ["memory"] else main()
