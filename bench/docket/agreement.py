"""Bits, statement, Spark and the reader of single claims held against each other on random claims, answer by answer.

    PYTHONPATH=src:. python bench/docket/agreement.py --claims 20000 --spark

Exit code 1 if any answer differs. Claims stand in eight circuits (or none); a part of them is read on each of the days.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.docket.claim_tables import Answers, as_parquet, bit_answers, engine_answers, single_answers, write_claims
from wellfounded.docket.caseload import open_caseload
from wellfounded.docket.engine import DuckDbEngine
from wellfounded.law.library import Library
from wellfounded.law.loading import load_library

DAYS = (date(2016, 1, 4), date(2018, 6, 11), date(2021, 6, 17), date(2025, 9, 2))


def of_spark(path: Path, library: Library, on: date) -> Answers:
    from wellfounded.docket.spark_engine import SparkEngine, open_spark_caseload, session

    with session() as spark:
        caseload = open_spark_caseload(spark, path, library.vocabulary)
        return engine_answers(SparkEngine(spark), caseload, library, (on,))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=0, help="other claims, to go on where a run ended")
    parser.add_argument("--spark", action="store_true", help="hold Spark against them too")
    options = parser.parse_args()
    library, each = load_library(), max(1, options.claims // len(DAYS))
    differing = compared = 0
    for seed, on in enumerate(DAYS, options.seed * len(DAYS)):
        with (
            tempfile.TemporaryDirectory() as folder,
            duckdb.connect() as connection,
            pytest.MonkeyPatch.context() as patch,
        ):
            table = write_claims(Path(folder) / "claims.csv", library, each, seed=seed)
            caseload = open_caseload(connection, table, library.vocabulary)
            engine = DuckDbEngine(connection)
            begun = time.perf_counter()
            by_bits = bit_answers(engine, caseload, library, (on,))
            said = [f"bits {time.perf_counter() - begun:.1f} s"]
            begun = time.perf_counter()
            by_statement = engine_answers(engine, caseload, library, (on,))
            said.append(f"statement {time.perf_counter() - begun:.1f} s")
            begun = time.perf_counter()
            singly = dict(single_answers(engine, caseload, library, (on,), patch))
            said.append(f"single claims {time.perf_counter() - begun:.1f} s")
            others = [singly, by_statement]
            if options.spark:
                begun = time.perf_counter()
                others.append(of_spark(as_parquet(engine, caseload), library, on))
                said.append(f"Spark {time.perf_counter() - begun:.1f} s")
            wrong = sum(by_bits[key] is not answer for other in others for key, answer in other.items())
            compared, differing = compared + sum(map(len, others)), differing + wrong
            print(f"{on}: {each} claims, {wrong} answers differ ({', '.join(said)})", flush=True)
    print(f"{compared:,} answers compared, {differing} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
