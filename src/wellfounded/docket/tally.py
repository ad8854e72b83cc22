"""What a load did, table by table: every row of the release accounted for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class TableTally:
    """What became of the rows of one table.

    Attributes:
        table: its name.
        rows_read: rows found in the file; a row broken over two lines counts once.
        rows_loaded: rows in the store, repaired ones included.
        rows_repaired: rows loaded after a certain repair.
        rows_quarantined: rows set aside, with file, line and reason, because no repair was certain.
        expected: rows according to the release's own counts, or None if it gives none.
        repairs: how many repairs of each sort; one row can have had two.
        values_set_aside: values that could not be what their column holds, by column; their rows are loaded without
            them, and the text is kept.
        emptied: columns without any value here that had values in the release of July 2026.
        columns_missing: known columns that the file lacks; they are empty in the store.
        columns_new: columns of the file that are not known; they are kept as text.
    """

    table: str
    rows_read: int
    rows_loaded: int
    rows_repaired: int
    rows_quarantined: int
    expected: int | None
    repairs: tuple[tuple[str, int], ...] = ()
    values_set_aside: tuple[tuple[str, int], ...] = ()
    emptied: tuple[str, ...] = ()
    columns_missing: tuple[str, ...] = ()
    columns_new: tuple[str, ...] = ()

    @property
    def balanced(self) -> bool:
        """Whether rows read are rows loaded and set aside, and what the release itself counts, if it counts."""
        whole = self.rows_read == self.rows_loaded + self.rows_quarantined
        return whole and self.expected in (None, self.rows_read)

    def keys(self) -> dict[str, Any]:
        """Return the tally as the keys of a JSON object."""
        return {
            "table": self.table,
            "rows_read": self.rows_read,
            "rows_loaded": self.rows_loaded,
            "rows_repaired": self.rows_repaired,
            "rows_quarantined": self.rows_quarantined,
            "expected": self.expected,
            "balanced": self.balanced,
            "repairs": dict(self.repairs),
            "values_set_aside": dict(self.values_set_aside),
            "emptied_columns": list(self.emptied),
            "columns_missing": list(self.columns_missing),
            "columns_new": list(self.columns_new),
        }

    @classmethod
    def of(cls, keys: dict[str, Any]) -> TableTally:
        """Read a tally back from its keys."""
        return cls(
            table=keys["table"],
            rows_read=keys["rows_read"],
            rows_loaded=keys["rows_loaded"],
            rows_repaired=keys["rows_repaired"],
            rows_quarantined=keys["rows_quarantined"],
            expected=keys["expected"],
            repairs=tuple(keys["repairs"].items()),
            values_set_aside=tuple(keys["values_set_aside"].items()),
            emptied=tuple(keys["emptied_columns"]),
            columns_missing=tuple(keys.get("columns_missing", ())),
            columns_new=tuple(keys.get("columns_new", ())),
        )


@dataclass(frozen=True, slots=True)
class LoadReport:
    """A load, as it can be cited.

    Attributes:
        source: the name of the ZIP or folder.
        released, released_said_by: the day of the release, and what says so.
        synthetic: whether the release is synthetic.
        program: the version of the program.
        tables: one tally for each table, code tables included.
        not_loaded: files of the release that hold no table known here.
        left_out: tables that the release lacks or that were not asked for.
    """

    source: str
    released: date
    released_said_by: str
    synthetic: bool
    program: str
    tables: tuple[TableTally, ...]
    not_loaded: tuple[str, ...] = ()
    left_out: tuple[str, ...] = field(default=())

    @property
    def balanced(self) -> bool:
        """Whether every table is balanced."""
        return all(table.balanced for table in self.tables)

    def total(self, name: str) -> int:
        """Add up one count ("rows_read", "rows_loaded" …) over all tables."""
        return sum(getattr(table, name) for table in self.tables)

    def keys(self) -> dict[str, Any]:
        """Return the report as the keys of a JSON object."""
        return {
            "source": self.source,
            "released": self.released.isoformat(),
            "released_said_by": self.released_said_by,
            "synthetic": self.synthetic,
            "balanced": self.balanced,
            "tables": [table.keys() for table in self.tables],
            "files_not_loaded": list(self.not_loaded),
            "tables_left_out": list(self.left_out),
            "program_version": self.program,
        }

    @classmethod
    def of(cls, keys: dict[str, Any]) -> LoadReport:
        """Read a report back from its keys."""
        return cls(
            source=keys["source"],
            released=date.fromisoformat(keys["released"]),
            released_said_by=keys["released_said_by"],
            synthetic=keys["synthetic"],
            program=keys["program_version"],
            tables=tuple(TableTally.of(table) for table in keys["tables"]),
            not_loaded=tuple(keys["files_not_loaded"]),
            left_out=tuple(keys["tables_left_out"]),
        )
