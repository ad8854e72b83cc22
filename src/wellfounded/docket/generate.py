"""A synthetic release in the format of the real one, with published margins, real rates of dirt, and the key to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wellfounded import __version__
from wellfounded.claim.sql import quoted_text
from wellfounded.docket.dirt import Injected, soil
from wellfounded.docket.margins import code_table, margins
from wellfounded.docket.release import COUNTS_FILE, SYNTHETIC_FILE
from wellfounded.docket.schema import Table, tables
from wellfounded.docket.store import connect
from wellfounded.docket.synthetic_cases import cases_select
from wellfounded.docket.synthetic_draws import preparation
from wellfounded.docket.synthetic_lines import lines_select
from wellfounded.errors import UnreadableFile, WellfoundedError

if TYPE_CHECKING:
    import duckdb

KEY_FILE = "injected.tsv"
_MOST_CASES = 20_000_000
_CODE_TABLES = {
    "tblLookupAlienNat": "nationality",
    "tblLookupBaseCity": "base-city",
    "tblLanguage": "language",
    "tblLookupCaseType": "case-type",
    "tblLookUp_Appln": "application-type",
    "tblLookupCourtAppDecisions": "application-decision",
    "tblLookupBIADecision": "bia-decision",
    "tblAdjournmentcodes": "adjournment",
    "tblLookup_CasePriority": "case-priority",
    "tblLookup_Juvenile": "juvenile",
    "tblLookupState": "state",
}


class CannotGenerate(WellfoundedError):
    """A synthetic release that cannot be made as asked."""


@dataclass(frozen=True, slots=True)
class Generated:
    """A synthetic release: its folder, its rows by table, and the dirt in it."""

    folder: Path
    rows: dict[str, int]
    injected: tuple[Injected, ...]


def generate(
    folder: Path,
    *,
    cases: int,
    seed: int,
    released: date,
    dirt: float = 1.0,
    progress: Callable[[str], None] | None = None,
) -> Generated:
    """Write a synthetic release into a new folder.

    Args:
        dirt: how many times the real rates of dirt; 0 for a clean release.
        progress: told the table being written.
    Raises:
        CannotGenerate: if there are no cases, or too many, or the day of release is out of reach.
        UnreadableFile: if the folder is not empty.
    """
    _check(folder, cases, released, dirt)
    draft = folder.parent / f".{folder.name}.part"
    shutil.rmtree(draft, ignore_errors=True)
    (draft / "EOIR Case Data").mkdir(parents=True)
    (draft / "Lookup").mkdir()
    try:
        made = _write(draft, cases, seed, released, dirt, progress or (lambda table: None))
        if folder.exists():
            folder.rmdir()
        draft.replace(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return Generated(folder, made.rows, made.injected)


def _check(folder: Path, cases: int, released: date, dirt: float) -> None:
    if not 1 <= cases <= _MOST_CASES:
        raise CannotGenerate(f"{cases} cases cannot be made.", where="--cases", remedy=f"Give 1 to {_MOST_CASES:,}.")
    if not date(2019, 1, 1) <= released <= date(2026, 12, 31):
        raise CannotGenerate(
            f"A release of {released} cannot be made.",
            where="--released",
            remedy="The margins are those of releases from 2019 to 2026.",
        )
    if not 0 <= dirt <= 10_000:
        raise CannotGenerate("The rate of dirt is out of range.", where="--dirt", remedy="Give 0 to 10000; 1 is real.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UnreadableFile("The folder is not empty.", where=str(folder), remedy="Name a new folder.")


def _write(
    draft: Path, cases: int, seed: int, released: date, dirt: float, progress: Callable[[str], None]
) -> Generated:
    rows: dict[str, int] = {}
    injected: list[Injected] = []
    connection = connect(draft)
    try:
        for statement in preparation(margins(), seed):
            connection.execute(statement)
        connection.execute(f"CREATE TABLE cases AS {cases_select(margins(), cases, released)}")
        for table in tables().values():
            progress(table.name)
            rows[table.name] = _write_clean(connection, draft, table, released)
            injected.extend(_write_dirty(draft, table, rows[table.name], seed, dirt))
    finally:
        connection.close()
    shutil.rmtree(draft / "spill", ignore_errors=True)
    rows.update(_write_code_tables(draft / "Lookup"))
    counts = "".join(f"{name}\t{number}\r\n" for name, number in rows.items())
    (draft / COUNTS_FILE).write_bytes(counts.encode())
    _write_key(draft / KEY_FILE, injected)
    (draft / SYNTHETIC_FILE).write_text(_notice(cases, seed, released, dirt), encoding="utf-8")
    return Generated(draft, rows, tuple(injected))


def _write_clean(connection: duckdb.DuckDBPyConnection, draft: Path, table: Table, released: date) -> int:
    written = connection.execute(
        f"COPY ({lines_select(table, margins(), released)}) TO {quoted_text(str(draft / 'clean.tsv'))} "
        "(FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x01')"
    ).fetchone()
    return int(written[0]) if written else 0


def _write_dirty(draft: Path, table: Table, rows: int, seed: int, dirt: float) -> Iterator[Injected]:
    header = "\t".join(column.name for column in table.columns) + "\r\n"
    clean = draft / "clean.tsv"
    with clean.open("rb") as source, (draft / "EOIR Case Data" / table.file).open("wb") as target:
        target.write(header.encode())
        yield from soil(source, target, table, rows, margins(), seed=seed, times=dirt)
    clean.unlink()


def _write_code_tables(folder: Path) -> dict[str, int]:
    rows: dict[str, int] = {}
    for name, codes in _CODE_TABLES.items():
        table = code_table(codes)
        lines = ["strCode\tstrDescription", *(f"{code}\t{meaning}" for code, meaning in table.items())]
        (folder / f"{name}.csv").write_bytes("".join(f"{line}\r\n" for line in lines).encode())
        rows[name] = len(table)
    return rows


def _write_key(path: Path, injected: list[Injected]) -> None:
    names = [part.name for part in fields(Injected)]
    lines = ["\t".join(names), *("\t".join(str(getattr(one, name)) for name in names) for one in injected)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _notice(cases: int, seed: int, released: date, dirt: float) -> str:
    return (
        "SYNTHETIC. These tables were made up by a program; they describe no court, no case and no person.\n"
        "Their margins follow published shares; no other relation in them means anything. All cities are called\n"
        '"SYNTHETIC" and all identifiers start at 900000000, above every real one.\n\n'
        f"wellfounded {__version__} docket generate --cases {cases} --seed {seed} --dirt {dirt:g}\n"
        f"released {released.isoformat()} (as asked for)\n"
        f"{KEY_FILE} says what dirt was put into which line, and what a loader should make of it.\n"
    )
