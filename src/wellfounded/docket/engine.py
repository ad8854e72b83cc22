"""The engine that evaluates: DuckDB, in the program. Spark has one with the same three verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from wellfounded.claim.sql import quoted

if TYPE_CHECKING:
    import duckdb


class Engine(Protocol):
    """What evaluating a caseload asks of a database: keep a result under a name, read one, forget one."""

    def keep(self, name: str, select: str) -> None: ...
    def rows(self, select: str) -> list[tuple[Any, ...]]: ...
    def forget(self, *names: str) -> None: ...


class DuckDbEngine:
    """DuckDB, embedded."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def keep(self, name: str, select: str) -> None:
        """Keep the result of a SELECT under a name."""
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {quoted(name)} AS {select}")

    def rows(self, select: str) -> list[tuple[Any, ...]]:
        """Return the rows of a SELECT."""
        return self.connection.execute(select).fetchall()

    def forget(self, *names: str) -> None:
        """Drop results that are no longer needed."""
        for name in names:
            self.connection.execute(f"DROP TABLE IF EXISTS {quoted(name)}")
