"""Claims evaluated on two days: ours beside hand-written DuckDB SQL, hand-written Polars and OpenFisca, in one run.

    PYTHONPATH=src:. python bench/docket/evaluate_speed.py --claims 700000 --openfisca PYTHON --tables DIR
    PYTHONPATH=src:. python bench/docket/evaluate_speed.py --curve --tables DIR

All answer the same twenty-four elements (`by_hand.py`), and the run ends if any count differs. Ours also answers the
other elements and forms of protection of the stage, and what changes. PYTHON is one in which openfisca-core, numpy and
duckdb are installed.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

import duckdb
from bench.docket.by_hand import ALWAYS_KNOWN, ASKED, FACTS, steps
from bench.docket.claim_table import write_table
from bench.docket.rules_told import Told

from wellfounded.claim.sql import quoted, quoted_text
from wellfounded.docket.caseload import open_caseload
from wellfounded.docket.evaluate import evaluate, evaluate_opened
from wellfounded.docket.evaluated import MET, NOT_MET, Evaluated
from wellfounded.docket.store import connect
from wellfounded.law.library import Library
from wellfounded.law.loading import load_library

DAYS = (date(2018, 6, 10), date(2018, 6, 11))
SIZES = (70_000, 700_000, 7_000_000)
Counts: TypeAlias = dict[str, tuple[tuple[int, int], tuple[int, int]]]
_COLUMNS = [f"{day} {name}" for name in ASKED for day in (0, 1)]


def counts_of(found: Evaluated) -> Counts:
    days = {name: [(counts[MET], counts[NOT_MET]) for counts in found.counts[name]] for name in ASKED}
    return {name: (first, second) for name, (first, second) in days.items()}


def paired(numbers: list[int]) -> Counts:
    """Read counts in the order of `_COLUMNS`: met and not met of each."""
    both = list(zip(numbers[::2], numbers[1::2], strict=True))
    return {name: (both[2 * at], both[2 * at + 1]) for at, name in enumerate(ASKED)}


def by_sql(connection: duckdb.DuckDBPyConnection, source: str) -> Counts:
    select = f"SELECT * FROM {source}"
    for step in steps():
        added = ", ".join(f"({rule}) AS {quoted(name)}" for name, rule in step.items())
        select = f"SELECT *, {added} FROM ({select})"
    sums = [f"count(*) FILTER (WHERE {said}{quoted(name)})" for name in _COLUMNS for said in ("", "NOT ")]
    return paired(list(connection.execute(f"SELECT {', '.join(sums)} FROM ({select})").fetchall()[0]))


def by_polars(frame: object) -> Counts:
    import polars as pl

    lazy: pl.LazyFrame = frame.lazy() if isinstance(frame, pl.DataFrame) else pl.scan_parquet(str(frame))
    for step in steps():
        lazy = lazy.with_columns(**{name: pl.sql_expr(rule) for name, rule in step.items()})
    sums = [one for name in _COLUMNS for one in (pl.col(name).sum(), (~pl.col(name)).sum().alias(f"not {name}"))]
    return paired(list(lazy.select(sums).collect().row(0)))


def by_openfisca(python: str, table: Path, library: Library) -> tuple[Counts, dict[str, float]]:
    script = Path(__file__).with_name("by_openfisca.py")
    with tempfile.TemporaryDirectory() as folder:
        rules = Path(folder) / "rules.json"
        rules.write_text(json.dumps(Told(library, ASKED, DAYS, FACTS).keys), encoding="utf-8")
        found = subprocess.run(
            [python, str(script), str(table), str(rules)], capture_output=True, text=True, check=True
        )
    told = json.loads(found.stdout)
    return paired(told.pop("counts")), told


def timed(name: str, times: int, answer: Callable[[], Counts], expected: Counts | None) -> tuple[float, Counts]:
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        found = answer()
        seconds.append(time.perf_counter() - begun)
        if expected is not None and found != expected:
            wrong = [one for one in ASKED if found[one] != expected[one]]
            sys.exit(f"{name} counts otherwise: {wrong[:3]}, {[(found[one], expected[one]) for one in wrong[:3]]}")
    print(f"  {name:<44} {min(seconds):7.3f} s  (median {statistics.median(seconds):.3f})", flush=True)
    return min(seconds), found


def compare(table: Path, library: Library, times: int, openfisca: str | None) -> None:
    import polars as pl

    print("from Parquet to the crosstab:")
    read = f"read_parquet({quoted_text(str(table))})"
    ours, counts = timed("ours", times, lambda: counts_of(evaluate(table, library, DAYS, missing=False)), None)
    timed("ours, missing facts too", times, lambda: counts_of(evaluate(table, library, DAYS)), counts)
    with duckdb.connect() as connection:
        hand, _ = timed("DuckDB, written by hand", times, lambda: by_sql(connection, read), counts)
    polars, _ = timed("Polars, written by hand", times, lambda: by_polars(table), counts)
    print(f"  ours / DuckDB {ours / hand:.2f}, ours / Polars {ours / polars:.2f}")
    print("in memory:")
    with connect() as connection:
        caseload = open_caseload(connection, table, library.vocabulary)
        connection.execute(f"CREATE TABLE kept AS SELECT * FROM {caseload.source}")
        kept = replace(caseload, source="kept")
        ours, _ = timed(
            "ours",
            times,
            lambda: counts_of(evaluate_opened(connection, kept, library, DAYS, "ij", None, missing=False)),
            counts,
        )
        hand, _ = timed("DuckDB, written by hand", times, lambda: by_sql(connection, "kept"), counts)
    frame = pl.read_parquet(table)
    polars, _ = timed("Polars, written by hand", times, lambda: by_polars(frame), counts)
    print(f"  ours / DuckDB {ours / hand:.2f}, ours / Polars {ours / polars:.2f}")
    if openfisca:
        found, told = by_openfisca(openfisca, table, library)
        assert found == counts, "OpenFisca counts otherwise"
        print(
            f"  OpenFisca-core {told['version']}: reading {told['reading']:.3f} s, computing {told['computing']:.3f} s"
        )
        print(f"  ours / OpenFisca {ours / told['computing']:.2f}")


def cold(table: Path) -> None:
    command = [sys.executable, "-m", "wellfounded", "docket", "evaluate", str(table), "--format", "json"]
    seconds = []
    for _ in range(3):
        begun = time.perf_counter()
        subprocess.run(
            [*command, *(word for on in DAYS for word in ("--on", str(on)))], check=True, capture_output=True
        )
        seconds.append(time.perf_counter() - begun)
    print(f"cold command, Parquet to JSON: {min(seconds):.2f} s (of three: {sorted(round(one, 2) for one in seconds)})")


def curve(tables: Mapping[int, Path]) -> None:
    print("claims       seconds   most memory")
    for claims, table in tables.items():
        said = subprocess.run(
            [sys.executable, __file__, "--one", str(table)], check=True, capture_output=True, text=True
        ).stdout
        seconds, megabytes = json.loads(said)
        print(f"{claims:>9,}  {seconds:9.2f}  {megabytes:9.0f} MB", flush=True)


def one(table: Path) -> None:
    library = load_library()
    begun = time.perf_counter()
    evaluate(table, library, DAYS)
    seconds = time.perf_counter() - begun
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=700_000)
    parser.add_argument("--tables", type=Path, required=False, help="where tables of claims are kept")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--openfisca", metavar="PYTHON")
    parser.add_argument("--curve", action="store_true")
    parser.add_argument("--write-only", action="store_true", help="write the tables and stop")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        return one(options.one)
    library = load_library()
    sizes = SIZES if options.curve else (options.claims,)
    tables = {
        size: write_table(options.tables / f"claims-{size}.parquet", library, size, FACTS, ALWAYS_KNOWN)
        for size in sizes
    }
    if options.write_only:
        return None
    if options.curve:
        return curve(tables)
    print(
        f"{options.claims:,} claims, {len(FACTS)} facts, {len(ASKED)} elements, two days; duckdb {duckdb.__version__}"
    )
    compare(tables[options.claims], library, options.times, options.openfisca)
    return cold(tables[options.claims])


if __name__ == "__main__":
    main()
