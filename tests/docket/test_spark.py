"""Spark gives the answers of DuckDB; run where WELLFOUNDED_SPARK is set, because starting Spark takes long."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from tests.docket.claim_tables import as_parquet, engine_answers, write_claims
from tests.docket.test_evaluate import opened
from wellfounded.docket.spark_engine import SparkEngine, open_spark_caseload, session
from wellfounded.law.loading import load_library

pytestmark = pytest.mark.skipif(
    not os.environ.get("WELLFOUNDED_SPARK"), reason="set WELLFOUNDED_SPARK=1 to run Spark (needs pyspark and Java)"
)


@pytest.mark.filterwarnings("ignore")
def test_spark_answers_as_duckdb(tmp_path: Path) -> None:
    library, days = load_library(), (date(2018, 6, 10), date(2018, 6, 11))
    table = write_claims(tmp_path / "claims.csv", library, 100, seed=31)
    engine, caseload = opened(table, library)
    expected = engine_answers(engine, caseload, library, days)
    with session() as spark:
        by_spark = open_spark_caseload(spark, as_parquet(table, caseload), library.vocabulary)
        found = engine_answers(SparkEngine(spark), by_spark, library, days)

    assert found == expected
