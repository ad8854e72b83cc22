"""Measure the law: a cold question against a bare interpreter, a warm one, and the whole sweep.

Run by hand from the top of a checkout: `python -m bench.law` (add `--sweep` for the minute-long sweep).
"""

from __future__ import annotations

import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date

from wellfounded.forum import Forum
from wellfounded.law.governing import in_force
from wellfounded.law.loading import load_library
from wellfounded.law.sweep import sweep

BARE = [sys.executable, "-c", "pass"]
COLD = [sys.executable, "-m", "wellfounded", "law", "in-force", "psg.domestic-relationship", "--on", "2018-06-11"]
PEERS = {
    "bare interpreter": BARE,
    "importing argparse": [sys.executable, "-c", "import argparse"],
    "importing click": [sys.executable, "-c", "import click"],
    "importing typer": [sys.executable, "-c", "import typer"],
    "law in-force, as text": COLD,
    "law in-force, as JSON": [*COLD, "--format", "json"],
}
RUNS = 15


def seconds(run: Callable[[], object], *, runs: int = RUNS) -> float:
    """Return the median time of several runs, after one that does not count."""
    run()
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def whole_process(command: list[str]) -> float | None:
    """Return the median time of a whole process; None if it cannot run here."""
    if subprocess.run(command, capture_output=True, check=False).returncode:
        return None
    return seconds(lambda: subprocess.run(command, capture_output=True, check=True))


def main() -> None:
    """Print every figure with its ratio to the first."""
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}, median of {RUNS} runs\n"
    )
    print("Whole processes, cold")
    bare = whole_process(BARE) or float("nan")
    for name, command in PEERS.items():
        found = bare if command is BARE else whole_process(command)
        words = f"{found * 1000:8.1f} ms  {found / bare:5.1f} times bare" if found else "not installed"
        print(f"  {name:<24} {words}")
    print("\nIn one process, library loaded")
    library = load_library()
    forum, days = Forum("ij", "ca4"), [date(2018, 6, 1 + day) for day in range(28)]
    warm = seconds(lambda: [in_force(library, "psg.family", on=day, forum=forum) for day in days]) / len(days)
    print(f"  load (kept)              {seconds(load_library) * 1000:8.1f} ms")
    print(f"  one answer in force      {warm * 1000:8.2f} ms")
    if "--sweep" in sys.argv:
        begun = time.perf_counter()
        found = sweep(library)
        taken = time.perf_counter() - begun
        print(f"\nThe sweep: {found.combinations:,} combinations, {found.worked_out:,} worked out, in {taken:.1f} s")


if __name__ == "__main__":
    main()
