"""Spark gives the answers of DuckDB and of the reader of single claims; one session serves all tests."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.claim.random_records import as_sql, random_record, table_of
from tests.claim.test_sql import ASSIGNMENTS, NAMES, RULES
from tests.docket.claim_tables import as_parquet, engine_answers, single_answers, write_claims
from tests.docket.test_evaluate import opened
from tests.made_rules import Assigned
from wellfounded.claim.findings import Findings, from_facts
from wellfounded.claim.sql import finding_sql, quoted, rule_sql
from wellfounded.cli import main
from wellfounded.docket.caseload import WrongCaseload
from wellfounded.docket.spark_engine import NoSpark, SparkEngine, open_spark_caseload, session
from wellfounded.errors import UnknownName, UnreadableFile
from wellfounded.law.library import Library
from wellfounded.law.loading import load_library
from wellfounded.rule import Rule, evaluate, periods

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

DAY = (date(2018, 6, 11),)
RULES_AT_ONCE = 60

pytestmark = pytest.mark.filterwarnings("ignore")
needs_spark = pytest.mark.skipif(
    find_spec("pyspark") is None or not (os.environ.get("JAVA_HOME") or shutil.which("java")),
    reason="Spark needs pyspark (in the `test` extra) and Java 17 or later",
)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    with session(threads=1) as running:
        yield running


@needs_spark
def test_spark_answers_each_claim_as_duckdb_and_as_the_reader_of_single_claims(
    spark: SparkSession, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = write_claims(tmp_path / "claims.csv", library, 30, seed=31, groups=True, circuits=("ca4", ""))
    engine, caseload = opened(table, library)
    by_spark = open_spark_caseload(spark, as_parquet(engine, caseload), library.vocabulary)

    found = engine_answers(SparkEngine(spark), by_spark, library, DAY)
    assert found == engine_answers(engine, caseload, library, DAY)
    for key, answer in single_answers(engine, caseload, library, DAY, monkeypatch):
        assert found[key] is answer, key


@needs_spark
@settings(max_examples=4)
@given(st.lists(RULES, min_size=RULES_AT_ONCE, max_size=RULES_AT_ONCE))
def test_made_up_rules_are_read_alike_by_spark_duckdb_and_one_by_one(spark: SparkSession, rules: list[Rule]) -> None:
    """Every rule is read on every assignment of its names; many rules are one query, so that Spark starts few jobs."""
    words = {True: "TRUE", False: "FALSE", None: "CAST(NULL AS BOOLEAN)"}
    rows = ", ".join(
        f"({at}, {', '.join(words[as_sql(answer)] for answer in assigned.values())})"
        for at, assigned in enumerate(ASSIGNMENTS)
    )
    asked = ", ".join(f"{rule_sql(rule)} AS r{at}" for at, rule in enumerate(rules))
    statement = f"SELECT {asked} FROM (VALUES {rows}) AS v(n, {', '.join(map(quoted, NAMES))}) ORDER BY n"

    expected = [tuple(as_sql(evaluate(rule, Assigned(assigned))) for rule in rules) for assigned in ASSIGNMENTS]
    assert SparkEngine(spark).rows(statement) == expected
    assert duckdb.sql(statement).fetchall() == expected


@needs_spark
def test_spark_reads_every_finding_and_every_test_of_the_library_as_the_reader_of_single_claims(
    spark: SparkSession, library: Library, tmp_path: Path
) -> None:
    findings = library.vocabulary.findings
    tests = [test for element in library.vocabulary.elements for test in library.tests_of(element)]
    records = [random_record(library, seed, known=known) for seed, known in enumerate((0.2, 0.5, 0.8, 1.0) * 10, 70)]
    named = [rule for finding in findings.values() for rule in (finding.met_when, finding.not_met_when) if rule]
    written = tmp_path / "records.parquet"
    table_of(library, records, periods(named)).execute(f"COPY cases TO '{written}' (FORMAT parquet)")
    spark.read.parquet(str(written)).createOrReplaceTempView("cases")
    found = ", ".join(f"{finding_sql(finding)} AS {quoted(finding.id)}" for finding in findings.values())
    answered = ", ".join(f"{rule_sql(test.rule)} AS {quoted(f'test {test.id}')}" for test in tests)
    engine = SparkEngine(spark)
    engine.keep("findings", f'SELECT "case", {found} FROM cases')
    rows = engine.rows(f'SELECT "findings".*, {answered} FROM "findings" ORDER BY "case"')

    for record, (_, *row) in zip(records, rows, strict=True):
        of_record = Findings(findings, record)
        expected = [as_sql(from_facts(finding, record).answer) for finding in findings.values()]
        expected += [as_sql(evaluate(test.rule, of_record)) for test in tests]
        assert row == expected


@needs_spark
def test_the_command_counts_the_same_with_either_engine(
    spark: SparkSession, library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = write_claims(tmp_path / "claims.csv", library, 30, seed=12, circuits=("ca4", "ca9"))
    path = as_parquet(*opened(table, library))
    told = []
    for engine in ("duckdb", "spark"):
        assert (
            main(["docket", "evaluate", str(path), "--on", "2018-06-11", "--engine", engine, "--format", "json"]) == 0
        )
        keys = json.loads(capsys.readouterr().out)
        assert keys.pop("engine") == engine
        told.append(keys)
    assert told[0] == told[1]


TOLD = 'TRUE AS "reported-to-police"'


@needs_spark
@pytest.mark.parametrize(
    ("select", "error", "words"),
    [
        pytest.param("'A' AS claim, 'yes' AS \"reported-to-police\"", WrongCaseload, "must be BOOLEAN", id="words"),
        pytest.param("'A' AS claim, TRUE AS \"reported-to-polise\"", UnknownName, "reported-to-police", id="misspelt"),
        pytest.param("'A' AS claim, 'knitters' AS \"group-kind\"", WrongCaseload, "group-kind", id="no such choice"),
        pytest.param(f"'A' AS claim, 'ca12' AS circuit, {TOLD}", WrongCaseload, '"circuit"', id="no such circuit"),
        pytest.param(f"unnest(['A', 'A']) AS claim, {TOLD}", WrongCaseload, "repeat a claim", id="twice"),
        pytest.param("'A' AS claim, TRUE AS married", WrongCaseload, "is a fact", id="no fact"),
        pytest.param(f"'A' AS claim, {TOLD} WHERE FALSE", WrongCaseload, "no claims", id="no claims"),
        pytest.param(f"'A' AS claim, 'ca4' AS \"Circuit\", {TOLD}", UnknownName, '"circuit"', id="a capital"),
    ],
)
def test_spark_refuses_a_table_as_duckdb_does(
    select: str, error: type[Exception], words: str, spark: SparkSession, library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "claims.parquet"
    duckdb.sql(f"COPY (SELECT {select}) TO '{path}' (FORMAT parquet)")

    with pytest.raises(error, match=words) as told:
        open_spark_caseload(spark, path, library.vocabulary)
    assert "knitters" not in str(told.value)


@needs_spark
def test_what_is_no_parquet_is_refused_in_words(spark: SparkSession, library: Library, tmp_path: Path) -> None:
    path = tmp_path / "claims.parquet"
    path.write_text("claim,married\n")
    with pytest.raises(UnreadableFile):
        open_spark_caseload(spark, path, library.vocabulary)
    with pytest.raises(UnreadableFile, match="no such file"):
        open_spark_caseload(spark, tmp_path / "nothing.parquet", library.vocabulary)


@needs_spark
def test_a_session_on_this_machine_listens_to_this_machine_alone(spark: SparkSession) -> None:
    assert spark.conf.get("spark.driver.bindAddress") == "127.0.0.1"
    assert spark.sparkContext.uiWebUrl is None


def test_without_spark_the_command_says_how_to_get_it(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    path = write_claims(tmp_path / "claims.csv", library, 1, seed=1)

    assert main(["docket", "evaluate", str(path), "--on", "2018-06-11", "--engine", "spark"]) == 2
    assert "pip install 'wellfounded[spark]'" in capsys.readouterr().err
    with pytest.raises(NoSpark), session():
        pass
