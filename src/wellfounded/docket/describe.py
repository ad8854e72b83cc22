"""What a store holds, and where its records contradict each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from wellfounded.claim.sql import quoted, quoted_text
from wellfounded.docket.margins import code_table
from wellfounded.docket.schema import DAY, Table, tables
from wellfounded.docket.store import Store

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class DescribedTable:
    """A table of a store.

    Attributes:
        table: what is known of it.
        rows: rows loaded.
        day_column, earliest, latest: the first and last day in the column of days most often filled, if it has one.
    """

    table: Table
    rows: int
    day_column: str
    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Something in the records that cannot be as it stands, and how often it occurs."""

    what: str
    rows: int
    of: int


@dataclass(frozen=True, slots=True)
class Described:
    """A store, described."""

    tables: tuple[DescribedTable, ...]
    contradictions: tuple[Contradiction, ...]


_CODED = (
    ("A_TblCase", "NAT", "nationality"),
    ("A_TblCase", "LANG", "language"),
    ("B_TblProceeding", "BASE_CITY_CODE", "base-city"),
    ("tbl_Court_Appln", "APPL_CODE", "application-type"),
    ("tbl_Court_Appln", "APPL_DEC", "application-decision"),
    ("tblAppeal", "strBIADecision", "bia-decision"),
)
_ORDER = (
    ("B_TblProceeding", "OSC_DATE > COMP_DATE", "charged after it was completed (OSC_DATE after COMP_DATE)"),
    ("tbl_CustodyHistory", "DATDETAINED > DATRELEASED", "detained after the release from that detention"),
    ("tblAppeal", "datAppealFiled > datBIADecision", "appealed after the Board decided"),
)


def describe(store: Store) -> Described:
    """Describe a store."""
    known = [table for table in tables().values() if table.name in store.tables()]
    with store.connect() as connection:
        found = tuple(_describe(connection, table) for table in known)
        names = {table.name for table in known}
        contradictions = [
            *(orphan for table in known for orphan in _orphans(connection, table, names)),
            *(_unlisted(connection, *coded) for coded in _CODED if coded[0] in names),
            *(_counted(connection, name, rule, what) for name, rule, what in _ORDER if name in names),
        ]
        if {"A_TblCase", "B_TblProceeding"} <= names:
            contradictions += _between_tables(connection)
    return Described(found, tuple(contradictions))


def _describe(connection: duckdb.DuckDBPyConnection, table: Table) -> DescribedTable:
    days = sorted((column.empty_percent, column.name) for column in table.columns if column.kind == DAY)
    column = days[0][1] if days else ""
    span = f"min({quoted(column)}), max({quoted(column)})" if column else "NULL, NULL"
    rows, earliest, latest = connection.execute(f"SELECT count(*), {span} FROM {quoted(table.name)}").fetchone() or (
        0,
        None,
        None,
    )
    return DescribedTable(table, rows, column, earliest, latest)


def _orphans(connection: duckdb.DuckDBPyConnection, table: Table, names: set[str]) -> list[Contradiction]:
    found = []
    for column, target in table.belongs_to:
        if target in names:
            key = tables()[target].key
            missing = (
                f"{quoted(column)} NOT IN (SELECT {quoted(key)} FROM {quoted(target)} WHERE {quoted(key)} IS NOT NULL)"
            )
            what = f"pointing to no row of {target} ({column})"
            found.append(_counted(connection, table.name, f"{quoted(column)} IS NOT NULL AND {missing}", what))
    return found


def _unlisted(connection: duckdb.DuckDBPyConnection, table: str, column: str, codes: str) -> Contradiction:
    listed = ", ".join(quoted_text(code) for code in code_table(codes))
    what = f"with a code in {column} that the code table does not have"
    return _counted(connection, table, f"{quoted(column)} NOT IN ({listed})", what)


def _counted(connection: duckdb.DuckDBPyConnection, table: str, rule: str, what: str) -> Contradiction:
    rows, of = connection.execute(
        f"SELECT count(*) FILTER (WHERE {rule}), count(*) FROM {quoted(table)}"
    ).fetchone() or (0, 0)
    return Contradiction(f"{table}: rows {what}", rows, of)


def _between_tables(connection: duckdb.DuckDBPyConnection) -> list[Contradiction]:
    without = 'IDNCASE NOT IN (SELECT IDNCASE FROM "B_TblProceeding" WHERE IDNCASE IS NOT NULL)'
    mixed, of = connection.execute(
        "SELECT count(*) FILTER (WHERE kinds > 1), count(*) FROM (SELECT count(DISTINCT CASE_TYPE) AS kinds "
        'FROM "B_TblProceeding" GROUP BY IDNCASE)'
    ).fetchone() or (0, 0)
    return [
        _counted(connection, "A_TblCase", without, "without a proceeding"),
        Contradiction("B_TblProceeding: cases whose proceedings are of more than one case type", mixed, of),
    ]
