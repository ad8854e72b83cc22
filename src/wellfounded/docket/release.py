"""A public release as it lies on disk: a ZIP or a folder of tab-separated tables, with the agency's own row counts."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, Protocol

from wellfounded.docket.schema import Column, Table, tables, text_column
from wellfounded.errors import ImpossibleDate, UnreadableFile, WellfoundedError, nearest, shortened

COUNTS_FILE = "Count.txt"
SYNTHETIC_FILE = "SYNTHETIC.txt"
_PREFIXES = ("Lookup/", "lookup/", "Lookups/")
_READ_AT_ONCE = 1 << 22


class ReleaseIncomplete(WellfoundedError):
    """A release that lacks a table, or says no day."""


class HeaderChanged(WellfoundedError):
    """A table whose header is not the one its columns are known by."""


class _Member(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Release:
    """A release.

    Attributes:
        path: the ZIP or the folder.
        members: every file in it by its name without folders above "Lookup/", and what opens it.
        sizes: the size of each, in bytes.
        expected: rows of each table according to the release's own counts; empty if it has none.
        released: the day of the release.
        released_said_by: what says so.
        synthetic: whether it is synthetic, not court data.
    """

    path: Path
    members: Mapping[str, str]
    sizes: Mapping[str, int]
    expected: Mapping[str, int]
    released: date
    released_said_by: str
    synthetic: bool

    def file_of(self, table: Table) -> str | None:
        """Return the name of the file of a table, or None."""
        wanted = {table.file.lower(), f"{table.name}.csv".lower(), f"{table.name}.tsv".lower()}
        return next((name for name in self.members if name.lower() in wanted), None)

    def lookups(self) -> Iterator[str]:
        """List the files of code tables."""
        known = {self.file_of(table) for table in tables().values()}
        for name in sorted(self.members):
            if name not in known and name.startswith(_PREFIXES) and name.lower().endswith((".csv", ".tsv")):
                yield name

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Open a file of the release.

        Raises:
            UnreadableFile: if the ZIP is damaged or the file cannot be read; also while it is read.
        """
        try:
            if self.path.is_dir():
                with _opened(self.path / self.members[name]) as file:
                    yield file
            else:
                with zipfile.ZipFile(self.path) as archive, archive.open(self.members[name]) as member:
                    yield member
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise _damaged(self.path, f'"{name}" in it cannot be unpacked ({error})') from None
        except (NotImplementedError, RuntimeError) as error:
            raise _damaged(self.path, f'"{name}" in it is packed in a way this program cannot open ({error})') from None


def open_release(path: Path, *, released: date | None = None) -> Release:
    """Look at a release and read its counts.

    Args:
        released: its day, if known; else the newest day among the files of a ZIP, or what a synthetic release says.
    Raises:
        UnreadableFile: if it is no ZIP and no folder, or damaged.
        ReleaseIncomplete: if nothing says the day of the release.
    """
    members, sizes, newest = _members_of_folder(path) if path.is_dir() else _members_of_zip(path)
    draft = Release(path, members, sizes, {}, released or date.min, "", SYNTHETIC_FILE in members)
    counts = next((name for name in members if name.lower() == COUNTS_FILE.lower()), None)
    expected = _read_counts(draft, counts) if counts else {}
    said_by = "the option --released"
    if released is None and draft.synthetic:
        released, said_by = _synthetic_day(draft), SYNTHETIC_FILE
    if released is None and newest is not None:
        released, said_by = newest, "the newest file in the ZIP"
    if released is None:
        raise ReleaseIncomplete(
            "Nothing in the folder says which day the release is of.",
            where=str(path),
            remedy="Every figure carries that day: give it, as in --released 2026-07-08.",
        )
    return Release(path, members, sizes, expected, released, said_by, draft.synthetic)


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise UnreadableFile(f"The file cannot be read: {error.strerror}.", where=str(path)) from None


def _named(path: Path, files: Iterable[str]) -> dict[str, str]:
    """Name the files of a release without the folders above them.

    Raises:
        UnreadableFile: if two tables have one name: which of them is the release's cannot be told.
    """
    names: dict[str, str] = {}
    tables_seen: dict[str, str] = {}
    for file in files:
        name = _short_name(file)
        if name.lower().endswith((".csv", ".tsv")) and (other := tables_seen.setdefault(name.lower(), file)) != file:
            raise UnreadableFile(
                f'The release holds two files of one table, "{other}" and "{file}".',
                where=str(path),
                remedy="Which of them is the release's cannot be told. Leave one.",
            )
        names[name] = file
    return names


def _damaged(path: Path, why: str) -> UnreadableFile:
    return UnreadableFile(
        f"The release is damaged: {why}.",
        where=str(path),
        remedy="Download it again and compare its size with the agency's. The store was left as it was.",
    )


def _short_name(path: str) -> str:
    """Drop the folders above a file, but not the one that holds the code tables."""
    parts = path.replace("\\", "/").split("/")
    return f"Lookup/{parts[-1]}" if len(parts) > 1 and parts[-2].lower().startswith("lookup") else parts[-1]


def _members_of_folder(path: Path) -> tuple[dict[str, str], dict[str, int], None]:
    try:
        files = sorted(file for file in path.rglob("*") if file.is_file())
        next(path.iterdir(), None)
    except OSError as error:
        raise UnreadableFile(f"The folder cannot be read: {error.strerror}.", where=str(path)) from None
    names = _named(path, (str(file.relative_to(path)) for file in files))
    return names, {name: (path / real).stat().st_size for name, real in names.items()}, None


def _members_of_zip(path: Path) -> tuple[dict[str, str], dict[str, int], date | None]:
    if not path.is_file():
        raise UnreadableFile("There is no such file or folder.", where=str(path), remedy="Name the ZIP or the folder.")
    try:
        with zipfile.ZipFile(path) as archive:
            found = [member for member in archive.infolist() if not member.is_dir()]
    except (zipfile.BadZipFile, OSError) as error:
        raise _damaged(path, f"it is not a whole ZIP ({error})") from None
    days = [day for member in found if (day := _day_of(member)) is not None]
    names = _named(path, (member.filename for member in found))
    sizes = {_short_name(member.filename): member.file_size for member in found}
    return names, sizes, max(days, default=None)


def _day_of(member: zipfile.ZipInfo) -> date | None:
    """Return the day of a file in a ZIP; None if it has none that a calendar knows."""
    try:
        return date(*member.date_time[:3]) if member.date_time[0] > 1980 else None
    except ValueError:
        return None


def _read_counts(release: Release, name: str) -> dict[str, int]:
    with release.open(name) as file:
        text = file.read(1 << 20).decode("utf-8", errors="replace")
    found: dict[str, int] = {}
    for line in text.lstrip("\ufeff").splitlines():
        parts = [part.strip() for part in line.split("\t") if part.strip()]
        if len(parts) == 2 and parts[1].replace(",", "").isdigit():
            found[re.sub(r"\.(csv|tsv|txt)$", "", parts[0], flags=re.IGNORECASE).lower()] = int(
                parts[1].replace(",", "")
            )
    return found


def _synthetic_day(release: Release) -> date:
    with release.open(SYNTHETIC_FILE) as file:
        text = file.read(4096).decode("utf-8", errors="replace")
    said = re.search(r"released (\d{4}-\d{2}-\d{2})", text)
    try:
        return date.fromisoformat(said.group(1) if said else "")
    except ValueError:
        raise ImpossibleDate(
            f"{SYNTHETIC_FILE} says no day of release.",
            where=str(release.path),
            remedy="Give it, as in --released 2026-07-08.",
        ) from None


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a file: the columns in the order of the file."""

    columns: tuple[Column, ...]
    known: frozenset[str] = field(default=frozenset())

    def missing(self, table: Table) -> tuple[str, ...]:
        """List the known columns of a table that the header lacks."""
        return tuple(column.name for column in table.columns if column.name not in self.known)

    def new(self) -> tuple[str, ...]:
        """List the columns of the header that are not known."""
        return tuple(column.name for column in self.columns if column.name not in self.known)


def read_header(line: bytes, table: Table | None, *, where: str, accept_changes: bool = False) -> Header:
    """Read the first line of a table and hold it against the columns that are known.

    Args:
        table: the table, or None for a code table, whose columns are taken as they come.
        accept_changes: read columns by their names although their order, or the columns themselves, have changed.
    Raises:
        HeaderChanged: if it is another header.
        UnreadableFile: if the file is a web page, is separated by something else, or is empty.
    """
    text = line.decode("utf-8", errors="replace").lstrip("\ufeff").rstrip("\r\n")
    _refuse_other_files(text, where)
    names = [name.strip().strip('"') for name in text.split("\t")]
    if table is None:
        return Header(tuple(text_column(name or f"column {at}") for at, name in enumerate(names, 1)))
    by_name = {name.lower(): column for column in table.columns for name in (column.name, *column.earlier_names)}
    found = [by_name.get(name.lower()) for name in names]
    _refuse_unless_known(names, found, table, where, accept_changes)
    columns = tuple(column or text_column(name) for column, name in zip(found, names, strict=True))
    return Header(columns, frozenset(column.name for column in found if column))


def _refuse_other_files(text: str, where: str) -> None:
    start = text.lstrip().lower()
    if start.startswith(("<!doctype", "<html", "<?xml", "<head", "<body")):
        raise UnreadableFile(
            "The file is a web page, not a table.",
            where=where,
            remedy="A download probably ended at an error page. Download the release again; the store is as it was.",
        )
    if not start:
        raise UnreadableFile("The file is empty.", where=where, remedy="Download the release again.")
    if "\t" not in text and ("|" in text or "," in text):
        sign = "|" if "|" in text else ","
        raise UnreadableFile(
            f'The header has no tabs but "{sign}".',
            where=where,
            remedy="The tables of the release are separated by tabs. Older releases, and files saved again by another "
            "program, are not read.",
        )


def _refuse_unless_known(
    names: list[str], found: list[Column | None], table: Table, where: str, accept_changes: bool
) -> None:
    twice = next((name for at, name in enumerate(names) if name in names[:at]), None)
    if twice is not None:
        raise HeaderChanged(f'The header names "{shortened(twice)}" twice.', where=where, remedy="Which is meant?")
    present = [column for column in found if column]
    missing = [column.name for column in table.columns if column not in present and not column.may_be_absent]
    keys = {table.key, *(column for column, _ in table.belongs_to)} - {""}
    if keys & set(missing):
        raise HeaderChanged(
            f"The header lacks {', '.join(sorted(keys & set(missing)))}, without which its rows belong to nothing.",
            where=where,
            remedy="This is not the table it is named for, or a release this program does not know.",
        )
    said = [*_unknown(names, found, table)]
    if missing:
        said.append(f"It lacks {', '.join(missing)}.")
    order = [table.columns.index(column) for column in present]
    if order != sorted(order):
        moved = next(
            column.name for column, at, before in zip(present[1:], order[1:], order, strict=False) if at < before
        )
        said.append(f'Its columns stand in another order from "{moved}" on.')
    if said and not accept_changes:
        raise HeaderChanged(
            f"The header is not the one known for {table.name}. {' '.join(said)}",
            where=where,
            remedy="A shifted column would be counted as another in silence. If the agency changed the table, add "
            "--accept-changed-headers: columns are then read by their names, and new ones kept as text.",
        )


def _unknown(names: list[str], found: list[Column | None], table: Table) -> Iterator[str]:
    for name, column in zip(names, found, strict=True):
        if column is None:
            hint = nearest(name, [known.name for known in table.columns], most=1)
            yield f'It has the column "{shortened(name)}", which is not known' + (
                f' (nearest: "{hint[0]}").' if hint else "."
            )


def segments(file: _Member, *, size: int, tabs: int) -> Iterator[bytes]:
    """Read a file in segments of whole lines, each line ended; a row broken in two is not divided.

    Args:
        size: bytes to a segment, about.
        tabs: tabs in a whole row.
    """
    rest = b""
    while True:
        pieces = [rest]
        taken = len(rest)
        while taken < size:
            piece = file.read(min(_READ_AT_ONCE, size))
            if not piece:
                break
            pieces.append(piece)
            taken += len(piece)
        block = b"".join(pieces)
        if taken < size:
            if block:
                yield block if block.endswith(b"\n") else block + b"\n"
            return
        cut = _end_of_whole_rows(block, tabs)
        yield block[:cut]
        rest = block[cut:]


def _end_of_whole_rows(block: bytes, tabs: int) -> int:
    """Find the end of the last line with enough tabs; the whole block if there is none."""
    cut = block.rfind(b"\n") + 1
    for _ in range(8):
        start = block.rfind(b"\n", 0, max(cut - 1, 0)) + 1
        if block.count(b"\t", start, cut) >= tabs:
            break
        cut = start
    return cut or block.rfind(b"\n") + 1 or len(block)
