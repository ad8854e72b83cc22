"""The same answers by Spark, for those who outgrow one machine: the same generated SQL, spelt for Spark.

Needs `wellfounded[spark]` and Java. Where no cluster is configured, Spark runs on this machine.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellfounded.claim.sql import quoted, quoted_text
from wellfounded.docket.by_statement import run
from wellfounded.docket.caseload import (
    FINDING,
    OWN,
    Caseload,
    WrongCaseload,
    check_holds_claims,
    check_names,
    check_rows,
    kind_of,
)
from wellfounded.docket.evaluated import Evaluated
from wellfounded.errors import UnreadableFile, WellfoundedError
from wellfounded.forum import CIRCUITS, STAGES, parse_circuit, parse_stage
from wellfounded.law.library import Library
from wellfounded.law.model import Fact, Vocabulary

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_CLAIMS = "claims of the caseload"
_KINDS = {"boolean": "BOOLEAN", "date": "DATE", "string": "VARCHAR", "int": "INTEGER", "bigint": "INTEGER"}
_EVERYTHING = 1 << 62


class NoSpark(WellfoundedError):
    """Spark, or the Java it needs, is not there."""


class SparkEngine:
    """Spark, local or on a cluster."""

    def __init__(self, spark: SparkSession) -> None:
        self.spark = spark

    def keep(self, name: str, select: str) -> None:
        """Keep the result of a SELECT under a name; what it was made from is forgotten, so that plans stay short."""
        self.spark.sql(for_spark(select)).localCheckpoint().createOrReplaceTempView(f"`{name}`")

    def rows(self, select: str) -> list[tuple[Any, ...]]:
        """Return the rows of a SELECT."""
        return [tuple(row) for row in self.spark.sql(for_spark(select)).collect()]

    def forget(self, *names: str) -> None:
        """Drop results that are no longer needed."""
        for name in names:
            self.spark.catalog.dropTempView(f"`{name}`")


def for_spark(sql: str) -> str:
    """Spell a generated statement for Spark: two words differ.

    Example:
        >>> for_spark('SELECT * EXCLUDE ("a"), CAST(NULL AS VARCHAR) AS "b" FROM "c"')
        'SELECT * EXCEPT ("a"), CAST(NULL AS STRING) AS "b" FROM "c"'
    """
    return sql.replace("* EXCLUDE (", "* EXCEPT (").replace(" AS VARCHAR)", " AS STRING)")


@contextmanager
def session(*, threads: int | None = None) -> Iterator[SparkSession]:
    """Open a session of Spark: the one that runs or is configured, else one on this machine.

    Args:
        threads: of a session on this machine; as many as it has processors if left out.
    Raises:
        NoSpark: if Spark or Java is not installed.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise NoSpark(
            "Spark is not installed.", where="--engine spark", remedy="Install it: pip install 'wellfounded[spark]'."
        ) from None
    running = SparkSession.getActiveSession()
    try:
        spark = running or _new_session(SparkSession.builder, threads)
    except (PySparkException, OSError) as error:
        raise NoSpark(
            f"Spark does not start: {str(error).splitlines()[0][:200]}",
            where="--engine spark",
            remedy="It needs Java 17 or later on the path (JAVA_HOME).",
        ) from None
    spark.sparkContext.setLogLevel("OFF")
    spark.conf.set("spark.sql.ansi.enabled", "true")
    spark.conf.set("spark.sql.ansi.doubleQuotedIdentifiers", "true")
    try:
        yield spark
    finally:
        if running is None:
            spark.stop()


def _new_session(builder: SparkSession.Builder, threads: int | None) -> SparkSession:
    """Start a session: where a configuration says, else here, listening to this machine alone."""
    builder = builder.appName("wellfounded").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false").config("spark.sql.shuffle.partitions", "8")
    if not _is_configured():
        builder = builder.master(f"local[{threads or '*'}]")
        builder = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
        builder = builder.config("spark.sql.shuffle.partitions", str(threads or os.cpu_count() or 2))
    return builder.getOrCreate()


def _is_configured() -> bool:
    folders = [os.environ.get("SPARK_CONF_DIR"), os.path.join(os.environ.get("SPARK_HOME", ""), "conf")]
    files = [os.path.join(folder, "spark-defaults.conf") for folder in folders if folder]
    return "PYSPARK_SUBMIT_ARGS" in os.environ or any(map(os.path.isfile, files))


def evaluate_with_spark(
    path: Path,
    library: Library,
    days: Sequence[date],
    *,
    stage: str = "ij",
    circuit: str | None = None,
    missing: bool = True,
) -> Evaluated:
    """Evaluate a caseload, a Parquet file or folder, with Spark; the arguments are those of `evaluate`."""
    stage, circuit = parse_stage(stage), parse_circuit(circuit)
    with session() as spark:
        caseload = open_spark_caseload(spark, path, library.vocabulary, stage=stage, circuit=circuit)
        engine = SparkEngine(spark)
        return run(engine, "spark", caseload, library, days, stage, circuit, missing=missing, at_once=_EVERYTHING)


def open_spark_caseload(
    spark: SparkSession, path: Path, vocabulary: Vocabulary, *, stage: str = "ij", circuit: str | None = None
) -> Caseload:
    """Open a table of claims: Parquet whose columns have their own types.

    Raises:
        UnreadableFile: if it is no Parquet.
        WrongCaseload: if a column has another type than its fact, or a value is none its fact can have.
    """
    from py4j.protocol import Py4JJavaError
    from pyspark.errors import PySparkException

    try:
        table = spark.read.parquet(str(path))
    except (PySparkException, Py4JJavaError) as error:
        there_is_none = isinstance(error, PySparkException) and error.getCondition() == "PATH_NOT_FOUND"
        raise UnreadableFile(
            "There is no such file." if there_is_none else "Spark cannot read the table.",
            where=str(path),
            remedy="Give a table of claims as Parquet; its columns are in docs/docket.md.",
        ) from None
    kinds = {name: _KINDS.get(kind, kind) for name, kind in table.dtypes}
    facts = tuple(fact for fact in vocabulary.facts.values() if fact.id in kinds)
    findings = tuple(name.removeprefix(FINDING) for name in kinds if name.startswith(FINDING))
    others = [name for name in kinds if name not in vocabulary.facts and not name.startswith(FINDING)]
    unread = tuple(name for name in others if name not in OWN)
    rows = table.count()
    check_names(path, unread, findings, vocabulary)
    check_holds_claims(path, facts, findings, rows)
    _check_kinds(path, kinds, facts, findings)
    named = [f"`{name}`" for name in kinds if name not in unread and name not in ("stage", "circuit")]
    for name, otherwise in (("stage", stage), ("circuit", circuit or "")):
        if name in kinds:
            named.append(f"coalesce(nullif(trim(`{name}`), ''), {quoted_text(otherwise)}) AS `{name}`")
    typed = table.selectExpr("monotonically_increasing_id() AS row", *named)
    typed.localCheckpoint().createOrReplaceTempView(f"`{_CLAIMS}`")
    source = quoted(_CLAIMS)
    _check_values(SparkEngine(spark), path, source, kinds, facts)
    has = frozenset(name for name in others if name in OWN)
    found = Caseload(path, source, facts, findings, has, unread, rows)
    check_rows(SparkEngine(spark), found)
    return found


def _check_kinds(path: Path, kinds: Mapping[str, str], facts: tuple[Fact, ...], findings: tuple[str, ...]) -> None:
    wanted = {fact.id: kind_of(fact) for fact in facts} | {FINDING + name: "BOOLEAN" for name in findings}
    for name, kind in wanted.items():
        if kinds[name] != kind:
            raise WrongCaseload(
                f'The column "{name}" is of type {kinds[name]}; for Spark it must be {kind}.',
                where=str(path),
                remedy="Write the table with types, or use the default engine, which also reads words like yes and no.",
            )


def _check_values(
    engine: SparkEngine, path: Path, source: str, kinds: Mapping[str, str], facts: tuple[Fact, ...]
) -> None:
    allowed = {fact.id: fact.choices for fact in facts if kind_of(fact) == "VARCHAR" and fact.choices}
    allowed |= {
        name: tuple(known) for name, known in (("circuit", ("", *CIRCUITS)), ("stage", tuple(STAGES))) if name in kinds
    }
    if not allowed:
        return
    rules = [f"{quoted(name)} NOT IN ({', '.join(map(quoted_text, values))})" for name, values in allowed.items()]
    counts = engine.rows(f"SELECT {', '.join(f'count(*) FILTER (WHERE {rule})' for rule in rules)} FROM {source}")[0]
    for name, count in zip(allowed, counts, strict=True):
        if count:
            raise WrongCaseload(
                f'{count:,} values of "{name}" are none that it can have.',
                where=str(path),
                remedy=f"It can be: {', '.join(value for value in allowed[name] if value)}.",
            )
