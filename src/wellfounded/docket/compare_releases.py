"""Two releases compared: rows that vanished, appeared or changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wellfounded.claim.sql import quoted, quoted_text
from wellfounded.docket.schema import Table, tables
from wellfounded.docket.store import Store, connect, damage_told
from wellfounded.docket.typed_columns import UNREAD

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class TableChanges:
    """What became of the rows of one table from one release to the next.

    Attributes:
        table: its name.
        rows_before, rows_after: rows with a key in each.
        vanished: keys only in the earlier; the agency gives no reason.
        appeared: keys only in the later.
        changed: keys in both whose columns (those that both have) differ.
        repeated: keys that occur more than once in either, and are counted once.
        vanished_keys: the first of the vanished keys, in order.
        columns_vanished, columns_appeared: columns only in the earlier, and only in the later.
    """

    table: str
    rows_before: int
    rows_after: int
    vanished: int
    appeared: int
    changed: int
    repeated: int
    vanished_keys: tuple[str, ...] = ()
    columns_vanished: tuple[str, ...] = ()
    columns_appeared: tuple[str, ...] = ()


def compare_releases(before: Store, after: Store, *, most_keys: int = 0) -> tuple[TableChanges, ...]:
    """Compare two releases table by table, for the tables that both hold.

    Args:
        most_keys: how many vanished keys of each table to list.
    """
    both = [
        table
        for table in tables().values()
        if table.key and table.name in before.tables() and table.name in after.tables()
    ]
    with damage_told(f"{before.path}, {after.path}"), connect(before.folder) as connection:
        return tuple(_compare(connection, before, after, table, most_keys) for table in both)


def _compare(
    connection: duckdb.DuckDBPyConnection, before: Store, after: Store, table: Table, most_keys: int
) -> TableChanges:
    key = quoted(table.key)
    sides = [_columns(connection, store, table) for store in (before, after)]
    shared = [quoted(column.name) for column in table.columns if all(column.name in side for side in sides)]
    content = f"md5(concat_ws(chr(31), {', '.join(f'coalesce(CAST({name} AS VARCHAR), chr(30))' for name in shared)}))"
    for name, store in (("earlier", before), ("later", after)):
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {key} AS key, min({content}) AS content, count(*) AS times "
            f"FROM {_parts(store, table)} WHERE {key} IS NOT NULL GROUP BY 1"
        )
    both = "FROM earlier AS e FULL JOIN later AS l ON e.key = l.key"
    counts = [f"count(*) FILTER (WHERE {rule})" for rule in _FATES]
    rows_before, rows_after, vanished, appeared, changed, repeated = connection.execute(
        f"SELECT {', '.join(counts)} {both}"
    ).fetchone() or (0,) * len(_FATES)
    keys = connection.execute(
        f"SELECT CAST(key AS VARCHAR) FROM earlier ANTI JOIN later USING (key) ORDER BY key LIMIT {int(most_keys)}"
    ).fetchall()
    listed = tuple(str(found) for (found,) in keys)
    only = [tuple(sorted(side - other - {UNREAD})) for side, other in (sides, sides[::-1])]
    return TableChanges(table.name, rows_before, rows_after, vanished, appeared, changed, repeated, listed, *only)


_FATES = (
    "e.key IS NOT NULL",
    "l.key IS NOT NULL",
    "l.key IS NULL",
    "e.key IS NULL",
    "e.content <> l.content",
    "e.times > 1 OR l.times > 1",
)


def _parts(store: Store, table: Table) -> str:
    return f"read_parquet({quoted_text(str(store.folder / table.name / '*.parquet'))})"


def _columns(connection: duckdb.DuckDBPyConnection, store: Store, table: Table) -> set[str]:
    described = connection.execute(f"DESCRIBE SELECT * FROM {_parts(store, table)}").fetchall()
    return {row[0] for row in described}
