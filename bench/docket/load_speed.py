"""Rows per second of a checked load beside DuckDB's careless load of the same files, in one run.

    python bench/docket/load_speed.py --cases 70000

The careless load is what people write: every line that does not fit is skipped in silence (`ignore_errors`), every
column is text. It is timed in both ways of storing text, and it loses rows; how many is printed too.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb

from wellfounded.docket.generate import generate
from wellfounded.docket.load import load


def careless(folder: Path, target: Path) -> tuple[float, int]:
    """Load every table with `ignore_errors`; return seconds and rows."""
    target.mkdir()
    connection = duckdb.connect(config={"memory_limit": "1GB"})
    rows = 0
    begun = time.perf_counter()
    for file in sorted(folder.rglob("*.csv")):
        found = connection.execute(
            f"COPY (SELECT * FROM read_csv('{file}', delim = '\t', quote = '', escape = '', header = true, "
            "all_varchar = true, ignore_errors = true, null_padding = true, strict_mode = false)) "
            f"TO '{target / file.stem}.parquet' (FORMAT parquet, COMPRESSION zstd)"
        ).fetchone()
        rows += found[0]
    return time.perf_counter() - begun, rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=70_000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--in", dest="place", type=Path, default=None)
    options = parser.parse_args()
    place = Path(tempfile.mkdtemp(dir=options.place))
    try:
        begun = time.perf_counter()
        made = generate(place / "release", cases=options.cases, seed=7, released=date(2026, 7, 8))
        total = sum(made.rows.values())
        size = sum(file.stat().st_size for file in (place / "release").rglob("*.csv"))
        print(f"generated {total:,} rows, {size / 1e6:,.0f} MB in {time.perf_counter() - begun:.1f} s")
        print(f"{len(made.injected)} lines soiled")
        for turn in range(options.times):
            seconds, rows = careless(place / "release", place / f"careless{turn}")
            begun = time.perf_counter()
            store = load(place / "release", place / f"store{turn}")
            checked = time.perf_counter() - begun
            report = store.report
            print(
                f"careless {total / seconds:,.0f} rows/s, {total - rows:,} rows lost in silence | "
                f"checked {report.total('rows_read') / checked:,.0f} rows/s, {report.total('rows_repaired')} repaired, "
                f"{report.total('rows_quarantined')} set aside, balanced {report.balanced} | "
                f"ratio {seconds / checked:.2f}"
            )
        print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    finally:
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
