"""The encrypted database: every connection is durable, keeps temporary data in memory and leaves nothing readable."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from wellfounded.store.errors import DamagedVault, UnwritableVault

BUSY_MILLISECONDS = 10_000
Row = tuple[Any, ...]
State = tuple[int, int]


class Database:
    """One connection to the encrypted file, shared by the threads of one program, one transaction at a time."""

    def __init__(self, path: Path, key: bytes, *, make: bool = False) -> None:
        self.path = path
        self._lock = RLock()
        self._depth = 0
        if make:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        self._connection = sqlcipher.connect(
            path.absolute().as_uri() + "?mode=rw", uri=True, isolation_level=None, check_same_thread=False
        )
        try:
            with self._told():
                self._prepare(key)
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self, key: bytes) -> None:
        run = self._connection.execute
        run("PRAGMA cipher_log_level = NONE")  # its own words would stand beside ours on stderr
        run(f"PRAGMA key = \"x'{key.hex()}'\"")
        run(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        run("SELECT count(*) FROM sqlite_master").fetchone()
        for setting in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "fullfsync = ON",
            "checkpoint_fullfsync = ON",
            "temp_store = MEMORY",
            "secure_delete = ON",
            "foreign_keys = ON",
            "trusted_schema = OFF",
        ):
            run(f"PRAGMA {setting}").fetchall()

    def read(self, sql: str, *values: object) -> list[Row]:
        """Run a query."""
        with self._lock, self._told():
            return self._connection.execute(sql, values).fetchall()  # type: ignore[no-any-return]

    def write(self, sql: str, *values: object) -> None:
        """Run one statement inside `transaction`."""
        with self._lock, self._told():
            self._connection.execute(sql, values)

    def state(self) -> State:
        """Return a sign that differs whenever something was written in between, here or by another program."""
        with self._lock, self._told():
            others = self._connection.execute("PRAGMA data_version").fetchone()[0]
            return int(others), int(self._connection.total_changes)

    @contextmanager
    def snapshot(self) -> Iterator[bool]:
        """Let several queries read one state; says whether it is committed, or that of a write still going on."""
        with self._lock, self._told():
            if self._connection.in_transaction:
                yield not self._depth
                return
            self._connection.execute("BEGIN")
            try:
                yield True
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("COMMIT")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep everything written inside, durably, or nothing of it."""
        with self._lock, self._told():
            if self._depth:
                yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0

    def script(self, sql: str) -> None:
        """Run the schema."""
        with self._lock, self._told():
            self._connection.executescript(sql)

    def compact(self) -> None:
        """Rewrite the file without what was deleted, and empty the write-ahead log."""
        with self._lock, self._told():
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def copy_to(self, path: Path) -> None:
        """Write a consistent copy, encrypted under the same key."""
        with self._lock, self._told():
            self._connection.execute("VACUUM INTO ?", (str(path),))
        path.chmod(0o600)

    def faults(self) -> list[str]:
        """Check every page's authentication, the structure and the references; list what is wrong."""
        with self._lock, self._told():
            pages = [str(row[0]) for row in self._connection.execute("PRAGMA cipher_integrity_check").fetchall()]
            if pages:
                return pages
            structure = [str(row[0]) for row in self._connection.execute("PRAGMA integrity_check").fetchall()]
            loose = self._connection.execute("PRAGMA foreign_key_check").fetchall()
        return [*(fault for fault in structure if fault != "ok"), *("a row without its case" for _ in loose)]

    def close(self) -> None:
        """Close the connection; the write-ahead log is folded in."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlcipher.Error as error:
            raise told(error) from None


def told(error: Exception) -> DamagedVault | UnwritableVault:
    """Turn an error of the database into one that names no content."""
    words = str(error)
    if isinstance(error, sqlcipher.OperationalError) and "locked" in words:
        return UnwritableVault(
            "Another program is writing to the vault.", remedy="Nothing of this write was kept. Try again."
        )
    if isinstance(error, sqlcipher.OperationalError) and any(w in words for w in ("full", "I/O", "readonly", "open")):
        return UnwritableVault(
            "The disk did not take the write.",
            remedy="It counts as not saved; what was acknowledged before is safe. Free some space, and try again.",
        )
    return DamagedVault(
        "The vault's database was altered or damaged.",
        remedy="Nothing was changed. Restore a backup: `wellfounded vault restore BACKUP`.",
    )
