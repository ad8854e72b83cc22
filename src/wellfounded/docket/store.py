"""The store of one release: Parquet under DuckDB, replaced whole or not at all.

`store.json` names the folder that holds the release and carries the load report. A new load is written to a folder of
its own; only when it is complete does `store.json` name it, by one rename. A load that is killed leaves the old one.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellfounded.claim.sql import quoted, quoted_text
from wellfounded.docket.schema import DAY, FLAG, INTEGER, NUMBER, Table, tables
from wellfounded.docket.tally import LoadReport
from wellfounded.errors import UnreadableFile, WellfoundedError

if TYPE_CHECKING:
    import duckdb

FORMAT = 1
MANIFEST = "store.json"
QUARANTINE, VALUES = "quarantined rows", "values set aside"
_MEMORY = "1GB"
_TYPES = {DAY: "DATE", FLAG: "BOOLEAN", INTEGER: "BIGINT", NUMBER: "DOUBLE"}


_AGAIN = "Load the release again, into a new folder."


class StoreFromAnotherVersion(WellfoundedError):
    """A store in a format this program does not read."""


@dataclass(frozen=True, slots=True)
class Store:
    """A loaded release.

    Attributes:
        path: the folder of the store.
        folder: the folder in it that holds the tables.
        report: how it was loaded.
    """

    path: Path
    folder: Path
    report: LoadReport

    @property
    def release_line(self) -> str:
        """Say in one phrase which release this is."""
        what = "SYNTHETIC release, not court data," if self.report.synthetic else "EOIR case data, release"
        return f"{what} of {self.report.released.isoformat()}"

    def tables(self) -> tuple[str, ...]:
        """List the tables of the release that were loaded."""
        return tuple(table.table for table in self.report.tables)

    @contextmanager
    def connect(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open a connection in which every table of the release, and what was set aside, is a view.

        A known column that the release lacks is empty in its view.

        Raises:
            UnreadableFile: if a query finds the store damaged.
        """
        with damage_told(str(self.path)), connect(self.folder) as connection:
            for name in (*self.tables(), QUARANTINE, VALUES):
                parts = quoted_text(str(self.folder / name / "*.parquet"))
                columns = ", ".join(("*", *self._empty_columns(name)))
                connection.execute(f"CREATE VIEW {quoted(name)} AS SELECT {columns} FROM read_parquet({parts})")
            yield connection

    def _empty_columns(self, name: str) -> list[str]:
        known: Table | None = tables().get(name)
        lacking = self._lacking(name)
        return [
            f"CAST(NULL AS {_TYPES.get(column.kind, 'VARCHAR')}) AS {quoted(column.name)}"
            for column in (known.columns if known else ())
            if column.name in lacking
        ]

    def _lacking(self, name: str) -> frozenset[str]:
        return frozenset(column for one in self.report.tables if one.table == name for column in one.columns_missing)

    def columns_lacking(self, query: str, names: Iterable[str]) -> tuple[str, ...]:
        """List the columns named in a query that the release lacks in these tables."""
        lacking = {f"{name}.{column}": column for name in names for column in self._lacking(name)}
        return tuple(full for full, column in sorted(lacking.items()) if re.search(rf"\b{re.escape(column)}\b", query))


@contextmanager
def damage_told(where: str) -> Iterator[None]:
    """Say in words that a store is damaged; what DuckDB says of it may hold values, and is not repeated."""
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException:
        raise UnreadableFile(
            "There is not enough memory or disk for this question.", where=where, remedy="Make room on the disk."
        ) from None
    except duckdb.Error as error:
        raise UnreadableFile(
            f"A table of the store is damaged or is not what was loaded ({type(error).__name__}).",
            where=where,
            remedy=_AGAIN,
        ) from None


def connect(spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open a connection that stays within its memory, spilling beside the store."""
    import duckdb

    connection = duckdb.connect(config={"memory_limit": _MEMORY, "autoinstall_known_extensions": "false"})
    if spill is not None:
        connection.execute(f"SET temp_directory = {quoted_text(str(spill / 'spill'))}")
    connection.execute("SET enable_progress_bar = false")
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def open_store(path: Path) -> Store:
    """Open a store.

    Raises:
        UnreadableFile: if there is none.
        StoreFromAnotherVersion: if another version of this program wrote it.
    """
    manifest = path / MANIFEST
    if not manifest.is_file():
        raise UnreadableFile(
            "There is no store here.",
            where=str(path),
            remedy="Make one: wellfounded docket load SOURCE --to STORE.",
        )
    keys = _read_manifest(manifest)
    folder = path / str(keys["folder"])
    if not folder.is_dir():
        raise UnreadableFile(
            f'The folder "{keys["folder"]}" of the store is gone.',
            where=str(path),
            remedy=_AGAIN,
        )
    try:
        return Store(path, folder, LoadReport.of(keys["report"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UnreadableFile(
            f"The store's {MANIFEST} has no whole load report.", where=str(manifest), remedy=_AGAIN
        ) from None


def _read_manifest(manifest: Path) -> dict[str, Any]:
    try:
        keys = json.loads(manifest.read_text(encoding="utf-8"))
        if not isinstance(keys, dict):
            raise ValueError("no object")
    except (ValueError, OSError) as error:
        raise UnreadableFile(
            f"The store's {MANIFEST} cannot be read ({error}).", where=str(manifest), remedy=_AGAIN
        ) from None
    if keys.get("format") != FORMAT:
        raise StoreFromAnotherVersion(
            f"The store has format {keys.get('format')!r}; this program reads format {FORMAT}.",
            where=str(manifest),
            remedy="Load the release into a new folder, or use the program that wrote the store.",
        )
    if not re.fullmatch(r"load-\d+", str(keys.get("folder"))):
        raise UnreadableFile(f"The store's {MANIFEST} names no folder of a load.", where=str(manifest), remedy=_AGAIN)
    return keys


def begin_folder(path: Path) -> Path:
    """Make the folder for a new load, clearing away what a killed load left.

    Raises:
        UnreadableFile: if the place holds something else than a store.
        StoreFromAnotherVersion: if it holds a store that another version of this program wrote.
    """
    manifest = path / MANIFEST
    if path.exists() and not manifest.is_file() and any(not entry.name.startswith("load-") for entry in path.iterdir()):
        raise UnreadableFile(
            "The folder holds something that is not a store.", where=str(path), remedy="Name a new or empty folder."
        )
    current = str(_read_manifest(manifest).get("folder", "")) if manifest.is_file() else ""
    path.mkdir(parents=True, exist_ok=True)
    for left in path.glob("load-*"):
        if left.name != current:
            shutil.rmtree(left)
    number = int(current.removeprefix("load-") or 0) + 1 if current else 1
    folder = path / f"load-{number:04d}"
    folder.mkdir()
    return folder


def finish_folder(path: Path, folder: Path, report: LoadReport) -> Store:
    """Make a complete load the store's own, and take away the one before."""
    manifest = path / MANIFEST
    before = _read_manifest(manifest).get("folder") if manifest.is_file() else None
    draft = path / f"{folder.name}.json"
    keys = {"format": FORMAT, "folder": folder.name, "report": report.keys()}
    with draft.open("w", encoding="utf-8") as file:
        file.write(json.dumps(keys, indent=2, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(manifest)
    if before and before != folder.name:
        shutil.rmtree(path / str(before), ignore_errors=True)
    return Store(path, folder, report)
