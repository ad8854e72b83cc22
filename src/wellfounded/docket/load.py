"""Loading a release: every line checked, every row accounted for, the old store untouched until the new one is whole.

While DuckDB types and writes one segment, a second thread unpacks and checks the next. DuckDB reads each checked
segment strictly: had the check let a bad line through, the load would stop, not lose the row.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING

from wellfounded import __version__
from wellfounded.claim.sql import quoted, quoted_text
from wellfounded.docket.lines import Checked, check_segment
from wellfounded.docket.one_load import only_load
from wellfounded.docket.release import Release, ReleaseIncomplete, open_release, read_header, segments
from wellfounded.docket.schema import Column, Table, day_bounds, table_named, tables
from wellfounded.docket.set_aside import Quarantine
from wellfounded.docket.store import Store, begin_folder, connect, finish_folder
from wellfounded.docket.tally import LoadReport, TableTally
from wellfounded.docket.typed_columns import UNREAD, typed_select
from wellfounded.errors import UnreadableFile

if TYPE_CHECKING:
    import duckdb

Progress = Callable[[str, int, int], None]
_SEGMENT = 1 << 26
_LONGEST_LINE = 1 << 22
_ENOUGH_ROWS = 1000  # fewer may lack a rare value by chance


@dataclass(slots=True)
class _Count:
    """What became of the rows of one table so far."""

    read: int = 0
    loaded: int = 0
    repaired: int = 0
    repairs: Counter[str] = field(default_factory=Counter)
    values: Counter[str] = field(default_factory=Counter)


def load(
    source: Path,
    store: Path,
    *,
    released: date | None = None,
    only: Sequence[str] = (),
    accept_changed_headers: bool = False,
    progress: Progress | None = None,
    segment: int = _SEGMENT,
) -> Store:
    """Load a release into a store.

    Args:
        only: the tables to load; all that the release has, and its code tables, if none is named.
        progress: told the table, the bytes read and the bytes of the file.
    Raises:
        UnreadableFile: if the release is damaged, a file is no table, or the disk is full.
        ReleaseIncomplete: if a table is missing.
        HeaderChanged: if a header is not the one known.
        LoadRunning: if another load into the store is running.
    """
    release = open_release(source, released=released)
    wanted = _wanted(release, only)
    with only_load(store):
        folder = begin_folder(store)
        try:
            told = progress or (lambda table, done, size: None)
            tallies = tuple(_Loader(release, folder, accept_changed_headers, told, segment).run(wanted))
            return finish_folder(store, folder, _report(release, wanted, tallies))
        except BaseException as error:
            shutil.rmtree(folder, ignore_errors=True)
            if not any(store.iterdir()):
                store.rmdir()
            raise _told(error, store) from None


def _told(error: BaseException, store: Path) -> BaseException:
    """Say in words when the disk is full or cannot be written."""
    import duckdb

    if isinstance(error, OSError | duckdb.IOException | duckdb.OutOfMemoryException):
        return UnreadableFile(
            f"The load could not be written: {str(error).splitlines()[0]}",
            where=str(store),
            remedy="Make room, or name a store on another disk, and run the same command again. The old store is as "
            "it was.",
        )
    return error


def _wanted(release: Release, only: Sequence[str]) -> dict[Table | str, str]:
    """List what is to be loaded, with the file of each."""
    named = [table_named(name) for name in only]
    found: dict[Table | str, str] = {}
    missing: list[str] = []
    for table in named or tables().values():
        file = release.file_of(table)
        if file is not None:
            found[table] = file
        elif named or table.required:
            missing.append(table.file)
    if missing:
        raise ReleaseIncomplete(
            f"The release lacks {', '.join(missing)}.",
            where=str(release.path),
            remedy="A download may have ended early: compare its size with the agency's. To load only some tables, "
            "name them with --tables.",
        )
    if not named:
        found.update((name.removesuffix(".csv"), name) for name in release.lookups())
    return found


def _report(release: Release, wanted: dict[Table | str, str], tallies: tuple[TableTally, ...]) -> LoadReport:
    loaded = set(wanted.values())
    said = {"count.txt", "synthetic.txt", "injected.tsv"}
    return LoadReport(
        source=release.path.name,
        released=release.released,
        released_said_by=release.released_said_by,
        synthetic=release.synthetic,
        program=__version__,
        tables=tallies,
        not_loaded=tuple(name for name in sorted(release.members) if name not in loaded and name.lower() not in said),
        left_out=tuple(table.name for table in tables().values() if table not in wanted),
    )


class _Loader:
    """Loads the tables of one release into one folder."""

    def __init__(self, release: Release, folder: Path, accept_changes: bool, progress: Progress, segment: int) -> None:
        self.release, self.folder, self.accept_changes = release, folder, accept_changes
        self.progress, self.segment = progress, segment
        self.quarantine = Quarantine()
        self.connection: duckdb.DuckDBPyConnection = connect(folder)
        self.connection.execute("SET preserve_insertion_order = true")

    def run(self, wanted: dict[Table | str, str]) -> Iterator[TableTally]:
        """Load each table; the rows and values set aside are written last."""
        try:
            for table, file in wanted.items():
                yield self._load(table, file)
            self.quarantine.write(self.connection, self.folder)
        finally:
            self.connection.close()
            shutil.rmtree(self.folder / "spill", ignore_errors=True)

    def _load(self, table: Table | str, file: str) -> TableTally:
        known = table if isinstance(table, Table) else None
        name = table.name if isinstance(table, Table) else table.replace("/", " ")
        where = f"{self.release.path.name}, {file}"
        target = self.folder / name
        target.mkdir()
        with self.release.open(file) as stream:
            header = read_header(stream.readline(_LONGEST_LINE), known, where=where, accept_changes=self.accept_changes)
            count = self._load_rows(stream, file, name, header.columns, target)
        return TableTally(
            table=name,
            rows_read=count.read,
            rows_loaded=count.loaded,
            rows_repaired=count.repaired,
            rows_quarantined=count.read - count.loaded,
            expected=self._expected(name, file),
            repairs=tuple(sorted(count.repairs.items())),
            values_set_aside=tuple(sorted(count.values.items())),
            emptied=self._emptied(target, header.columns, count.loaded) if known else (),
            columns_missing=header.missing(known) if known else (),
            columns_new=header.new() if known else (),
        )

    def _expected(self, name: str, file: str) -> int | None:
        plain = file.rpartition("/")[2].rpartition(".")[0].lower()
        return self.release.expected.get(name.lower(), self.release.expected.get(plain))

    def _load_rows(self, stream: IO[bytes], file: str, name: str, columns: tuple[Column, ...], target: Path) -> _Count:
        count = _Count()
        size, done, line, part = self.release.sizes[file], 0, 2, 0
        with ThreadPoolExecutor(1) as checker:
            reading = segments(stream, size=self.segment, tabs=len(columns) - 1)

            def next_segment(first_line: int) -> tuple[bytes, Checked] | None:
                found = next(reading, None)
                return None if found is None else (found, check_segment(found, columns, first_line=first_line))

            waiting: Future[tuple[bytes, Checked] | None] = checker.submit(next_segment, line)
            while (found := waiting.result()) is not None:
                raw, checked = found
                first_line, line = line, line + raw.count(b"\n")
                waiting = checker.submit(next_segment, line)
                part += 1
                self._write(checked, raw, columns, target / f"part-{part:05d}.parquet", first_line, name, count)
                done += len(raw)
                self.progress(name, done, size)
        if part == 0:
            self._write_parquet(b"", columns, target / "part-00001.parquet")
        return count

    def _write(
        self,
        checked: Checked,
        raw: bytes,
        columns: tuple[Column, ...],
        part: Path,
        first_line: int,
        name: str,
        count: _Count,
    ) -> None:
        import duckdb

        try:
            written = self._write_parquet(checked.text, columns, part)
        except duckdb.InvalidInputException:
            written = -1
        if written != checked.rows_loaded:
            checked = check_segment(raw, columns, first_line=first_line, every_line=True)
            written = self._write_parquet(checked.text, columns, part)
        count.read += checked.rows_read
        count.loaded += written
        count.repaired += checked.rows_repaired
        count.repairs += checked.repaired
        self.quarantine.rows(name, checked.set_aside)
        named = ", ".join(quoted(column.name) for column in columns)
        unread = self.connection.execute(
            f"SELECT file_row_number, {named} FROM read_parquet({quoted_text(str(part))}, file_row_number = true) "
            f"WHERE {quoted(UNREAD)} ORDER BY 1"
        ).fetchall()
        count.values += self.quarantine.values(name, checked, columns, unread, first_line)

    def _write_parquet(self, text: bytes, columns: tuple[Column, ...], part: Path) -> int:
        segment = self.folder / "segment.tsv"
        segment.write_bytes(text)
        named = ", ".join(f"{quoted_text(column.name)}: 'VARCHAR'" for column in columns)
        source = (
            f"read_csv({quoted_text(str(segment))}, delim = '\t', quote = '', escape = '', header = false, "
            f"auto_detect = false, new_line = '\\n', nullstr = '', max_line_size = {_LONGEST_LINE}, "
            f"columns = {{{named}}})"
        )
        written = self.connection.execute(
            f"COPY ({typed_select(columns, source, day_bounds())}) TO {quoted_text(str(part))} "
            "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"
        ).fetchone()
        segment.unlink()
        return int(written[0]) if written else 0

    def _emptied(self, target: Path, columns: tuple[Column, ...], loaded: int) -> tuple[str, ...]:
        """List the columns without a single value that had some in the release of July 2026."""
        if loaded < _ENOUGH_ROWS:
            return ()
        filled = self.connection.execute(
            "SELECT path_in_schema FROM parquet_metadata(" + quoted_text(str(target / "*.parquet")) + ") "
            "GROUP BY 1 HAVING sum(num_values - stats_null_count) > 0"
        ).fetchall()
        with_values = {name for (name,) in filled}
        return tuple(column.name for column in columns if column.empty_percent < 99 and column.name not in with_values)
