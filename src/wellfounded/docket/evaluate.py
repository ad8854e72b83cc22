"""Every element of every claim of a caseload on several days: how many met, not met, open, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wellfounded.claim.two_sided import Said
from wellfounded.docket.caseload import Caseload, open_caseload, reading
from wellfounded.docket.crosstab import Crosstab
from wellfounded.docket.day_formulas import TableFormulas
from wellfounded.docket.engine import DuckDbEngine
from wellfounded.docket.evaluated import Evaluated
from wellfounded.docket.preparing import AT_ONCE, classes_of, in_order, last_day_tables, parts_of
from wellfounded.docket.rows_as_planes import read_rows
from wellfounded.forum import parse_circuit, parse_stage
from wellfounded.law.library import Library
from wellfounded.rule import periods

if TYPE_CHECKING:
    import duckdb


def evaluate(
    path: Path,
    library: Library,
    days: Sequence[date],
    *,
    stage: str = "ij",
    circuit: str | None = None,
    missing: bool = True,
    at_once: int = AT_ONCE,
) -> Evaluated:
    """Evaluate a caseload on several days: DuckDB reads it, and its claims are answered as bits.

    Args:
        stage, circuit: where claims stand whose table does not say.
        missing: also tell which facts not known keep elements open.
        at_once: how many rows are read together, where the groups of a claim have rows of their own.
    Raises:
        CannotEvaluate: if no day is given.
        WrongCaseload, UnreadableFile, UnknownName: if the table cannot be read.
        NoAssessment: if the library does not cover a day.
    """
    stage, circuit, days = parse_stage(stage), parse_circuit(circuit), in_order(days)
    with reading(path) as connection:
        caseload = open_caseload(connection, path, library.vocabulary, stage=stage, circuit=circuit)
        return evaluate_opened(connection, caseload, library, days, stage, circuit, missing=missing, at_once=at_once)


def evaluate_opened(
    connection: duckdb.DuckDBPyConnection,
    caseload: Caseload,
    library: Library,
    days: tuple[date, ...],
    stage: str,
    circuit: str | None,
    *,
    missing: bool = True,
    at_once: int = AT_ONCE,
) -> Evaluated:
    """Evaluate an opened caseload as bits."""
    engine = DuckDbEngine(connection)
    table = TableFormulas(library, caseload, classes_of(engine, caseload, library, stage, circuit), days)
    crosstab = Crosstab(table, caseload, missing=missing)
    reckoned = periods(leaf.atom for leaf in crosstab.leaves if isinstance(leaf, Said))
    last_days = last_day_tables(engine, caseload, library, reckoned)
    for where in parts_of(caseload, at_once) if crosstab.by_claim else ("TRUE",):
        for rows in read_rows(
            connection, caseload, crosstab.leaves, last_days, where=where, in_order=crosstab.by_claim
        ):
            crosstab.add(rows)
    engine.forget(*(f"last days {at}" for at in range(len(last_days))))
    return crosstab.evaluated("duckdb")
