"""What could not be loaded as it stood: whole rows, and single values, each with its file, line and text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellfounded.claim.sql import quoted_text
from wellfounded.docket.lines import Checked, SetAside
from wellfounded.docket.schema import DAY, Column, day_bounds
from wellfounded.docket.store import QUARANTINE, VALUES

if TYPE_CHECKING:
    import duckdb

_MOST_KEPT = 200_000


class Quarantine:
    """The rows and values set aside in one load; of values, the first 200,000 are kept, and all are counted."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, int, str, str]] = []
        self._values: list[tuple[str, int, str, str, str]] = []

    def rows(self, table: str, lines: Iterable[SetAside]) -> None:
        """Set whole rows aside."""
        self._rows.extend((table, line.line, line.reason, line.text) for line in lines)

    def values(
        self,
        table: str,
        checked: Checked,
        columns: Sequence[Column],
        typed: Iterable[tuple[Any, ...]],
        first_line: int,
    ) -> Counter[str]:
        """Set aside the values of some loaded rows that are not what their columns hold.

        Args:
            typed: for each such row, its place among the rows loaded and then the values as they were typed.
        """
        found: Counter[str] = Counter()
        lines: list[bytes] = []
        for row, *values in typed:
            lines = lines or checked.text.split(b"\n")
            for column, raw, value in zip(columns, lines[row].decode().split("\t"), values, strict=True):
                if value is None and raw.strip() and not _stands_for_none(column, raw):
                    found[column.name] += 1
                    if len(self._values) < _MOST_KEPT:
                        line = checked.line_of(row, first_line)
                        self._values.append((table, line, column.name, _why_unread(column, raw.strip()), raw))
        return found

    def write(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        """Write what was set aside as two tables of the store."""
        _write(connection, folder / QUARANTINE, '"table", line, reason, text', self._rows)
        _write(connection, folder / VALUES, '"table", line, "column", reason, value', self._values)


def _write(
    connection: duckdb.DuckDBPyConnection, target: Path, columns: str, rows: Sequence[tuple[str | int, ...]]
) -> None:
    target.mkdir()
    kinds = ", ".join(f"{name} {'BIGINT' if name == 'line' else 'VARCHAR'}" for name in columns.split(", "))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE kept ({kinds})")
    for start in range(0, len(rows), 5_000):
        batch = rows[start : start + 5_000]
        places = ", ".join(f"({', '.join('?' * len(batch[0]))})" for _ in batch)
        connection.execute(f"INSERT INTO kept VALUES {places}", [value for row in batch for value in row])
    connection.execute(f"COPY kept TO {quoted_text(str(target / 'part-00001.parquet'))} (FORMAT parquet)")
    connection.execute("DROP TABLE kept")


def _stands_for_none(column: Column, raw: str) -> bool:
    return column.kind == DAY and raw.strip()[:10] in {day.isoformat() for day in day_bounds().empty}


def _why_unread(column: Column, value: str) -> str:
    if column.kind != DAY:
        return f"not {_AN[column.kind]}"
    if "/" in value and value.replace("/", "").isdigit():
        return "only a month"
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return "no such day" if column.form.fullmatch(value) else "not a day"
    return "a day no court sits on"


_AN = {"integer": "a whole number", "number": "a number", "flag": "0 or 1", "month": "a month and year"}
