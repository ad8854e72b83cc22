"""The vault: confidential cases in one encrypted database, opened with a passphrase or the printed recovery key."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from wellfounded.claim.model import Claim
from wellfounded.store import audit, entries
from wellfounded.store.audit import LogLine
from wellfounded.store.case_claim import entries_of_claim
from wellfounded.store.cases import Case, Cases
from wellfounded.store.clock import now
from wellfounded.store.database import Database
from wellfounded.store.entries import Change, Entry
from wellfounded.store.errors import UnknownCase, VaultError
from wellfounded.store.header import (
    Header,
    new_header,
    print_header,
    read_header,
    unlock,
    with_passphrase,
    with_recovery,
)
from wellfounded.store.keys import KEY_BYTES, Cost, calibrated, check_passphrase, new_recovery, subkey
from wellfounded.store.places import DATABASE, HEADER, check_has_vault, prepare_folder, write_private

__all__ = ["Case", "KnownBackup", "Vault", "new_vault", "open_vault", "put_claim"]

SCHEMA_VERSION = "1"


@dataclass(frozen=True, slots=True)
class KnownBackup:
    """A backup that was written: when, where, and whether a case is in it is asked of `cases`."""

    id: str
    at: str
    place: str
    cases: tuple[str, ...]


class Vault:
    """An open vault. Every method that writes returns only once the write is durable.

    Use as a context manager, or call `close`.
    """

    def __init__(self, folder: Path, header: Header, data_key: bytes) -> None:
        self.folder, self.header = folder, header
        self._data_key: bytes | None = data_key
        self.database = Database(folder / DATABASE, subkey(data_key, "database"))
        self._log_key = subkey(data_key, "log")
        self._cases = Cases(self.database)

    def __enter__(self) -> Vault:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Forget the keys and the cases, and close the database."""
        self._data_key, self._log_key = None, b""
        self._cases.forget()
        self.database.close()

    @property
    def is_open(self) -> bool:
        """Whether the keys are still held."""
        return self._data_key is not None

    # Cases

    def cases(self) -> tuple[Case, ...]:
        """List all cases, in the order of their names."""
        return self._cases.listed()

    def case(self, name: str) -> Case:
        """Find a case by its id or its pseudonym.

        Raises:
            UnknownCase: if none has it, or several do.
        """
        return self._cases.find(name)

    def add_case(self, claim: Claim) -> str:
        """Record a new case.

        Returns:
            Its id.
        """
        case = os.urandom(8).hex()
        with self.database.transaction():
            self.database.write("INSERT INTO cases VALUES (?, ?, ?)", case, now(), now())
            entries.put(self.database, case, entries_of_claim(claim))
            self.log("case-made", subject=case)
        return case

    def delete_case(self, case: str) -> tuple[KnownBackup, ...]:
        """Delete a case with its documents and history, and rewrite the file without it.

        Returns:
            The backups that still hold it.
        """
        with self.database.transaction():
            self.case(case)
            self.database.write("DELETE FROM cases WHERE id = ?", case)
            self.log("case-deleted", subject=case)
        self.database.compact()
        return tuple(backup for backup in self.backups() if case in backup.cases)

    # Entries

    def entries(self, case: str, kind: str | None = None) -> tuple[Entry, ...]:
        """List what a case holds."""
        return entries.entries(self.database, case, kind)

    def put(self, case: str, *written: Entry) -> tuple[int, ...]:
        """Write entries of a case, all or none."""
        return entries.put(self.database, case, written)

    def remove(self, case: str, kind: str, key: str) -> int | None:
        """Take an entry out of a case."""
        return entries.remove(self.database, case, kind, key)

    def history(self, case: str) -> tuple[Change, ...]:
        """List every change of a case, newest first."""
        return entries.history(self.database, case)

    def undo(self, case: str, number: int | None = None) -> Change | None:
        """Undo a change."""
        return entries.undo(self.database, case, number)

    # Documents

    def add_document(self, case: str, name: str, content: bytes, fields: dict[str, Any]) -> str:
        """Keep a document with a case.

        Returns:
            Its id.
        """
        document = os.urandom(8).hex()
        with self.database.transaction():
            self.database.write("INSERT INTO document VALUES (?, ?, ?)", document, case, content)
            body = {"name": name, "bytes": len(content), "received": now(), **fields}
            entries.put(self.database, case, [Entry("document", document, body)])
        return document

    def document(self, case: str, document: str) -> tuple[str, bytes]:
        """Take a document out; the log says so.

        Returns:
            Its name and content.
        """
        found = [entry for entry in self.entries(case, "document") if entry.key == document]
        rows = self.database.read("SELECT content FROM document WHERE id = ? AND case_id = ?", document, case)
        if not found or not rows:
            raise UnknownCase("The case has no such document.", remedy="It may have been taken out; see the history.")
        self.log("document-exported", subject=case)
        return str(found[0].body["name"]), bytes(rows[0][0])

    # Log, keys, checks

    def log(self, act: str, *, subject: str = "", detail: str = "") -> None:
        """Add a line to the log."""
        audit.log(self.database, self._log_key, act, subject=subject, detail=detail)

    def log_lines(self) -> tuple[LogLine, ...]:
        """List the log, oldest first."""
        return audit.log_lines(self.database)

    def faults(self) -> tuple[str, ...]:
        """Check everything: pages, structure, references, the log's chain. Empty when all is well."""
        found = self.database.faults()
        if not found and (broken := audit.broken_line(self.log_lines(), self._log_key)) is not None:
            found = [f"line {broken} of the log does not fit the lines before it"]
        return tuple(found)

    def backups(self) -> tuple[KnownBackup, ...]:
        """List the backups that were written, newest first."""
        rows = self.database.read("SELECT id, at, place, cases FROM backup ORDER BY at DESC, rowid DESC")
        return tuple(KnownBackup(id, at, place, tuple(json.loads(cases))) for id, at, place, cases in rows)

    def change_passphrase(self, passphrase: str, *, cost: Cost | None = None) -> None:
        """Rewrap the data key under another passphrase."""
        check_passphrase(passphrase)
        self._rewrap(with_passphrase(self.header, self._key(), passphrase, cost or calibrated()))
        self.log("passphrase-changed")

    def change_recovery(self) -> str:
        """Rewrap the data key under a new recovery key.

        Returns:
            The key to print; the one printed before stops working.
        """
        recovery, recipient = new_recovery()
        self._rewrap(with_recovery(self.header, self._key(), recovery, recipient))
        self.log("recovery-changed")
        return recovery

    def opens_with(self, secret: str) -> bool:
        """Say whether a passphrase or recovery key is this vault's own."""
        from wellfounded.store.errors import WrongKey

        try:
            unlock(self.header, secret)
        except WrongKey:
            return False
        return True

    def _rewrap(self, header: Header) -> None:
        write_private(self.folder / HEADER, print_header(header))
        self.header = header

    def _key(self) -> bytes:
        if self._data_key is None:
            raise VaultError("The vault is locked.", remedy="Unlock it, and try again.")
        return self._data_key


def new_vault(folder: Path, passphrase: str, *, cost: Cost | None = None) -> tuple[Vault, str]:
    """Make an empty vault and open it.

    Returns:
        The vault, and the recovery key to print: it is shown once and kept nowhere.
    Raises:
        WeakPassphrase: if the passphrase is too short.
        VaultError: if the folder is not empty or lies inside a repository.
    """
    check_passphrase(passphrase)
    prepare_folder(folder)
    data_key = os.urandom(KEY_BYTES)
    recovery, recipient = new_recovery()
    header = new_header(data_key, passphrase, recovery, recipient, cost or calibrated())
    try:
        _make_database(folder / DATABASE, subkey(data_key, "database"))
        write_private(folder / HEADER, print_header(header))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    vault = Vault(folder, header, data_key)
    vault.log("made")
    return vault, recovery


def open_vault(folder: Path, secret: str, *, how: str = "") -> Vault:
    """Open a vault with its passphrase or recovery key; the log says so.

    Args:
        how: from where it is opened, for the log.
    Raises:
        NoVault: if there is none.
        WrongKey: if the secret is another.
        DamagedVault: if its files were altered.
    """
    check_has_vault(folder)
    header = read_header(folder / HEADER)
    vault = Vault(folder, header, unlock(header, secret))
    try:
        vault.log("opened", detail=how)
    except BaseException:
        vault.close()
        raise
    return vault


def _make_database(path: Path, key: bytes) -> None:
    database = Database(path, key, make=True)
    try:
        database.script(Path(__file__).with_name("schema.sql").read_text(encoding="utf-8"))
        with database.transaction():
            database.write("INSERT INTO vault VALUES ('schema', ?)", SCHEMA_VERSION)
    finally:
        database.close()


def put_claim(vault: Vault, case: str, claim: Claim) -> None:
    """Replace what a case records by another claim, as changes that can be undone."""
    keep: Iterable[str] = ("note", "document")
    with vault.database.transaction():
        for entry in vault.entries(case):
            if entry.kind not in (*keep, "claim"):
                vault.remove(case, entry.kind, entry.key)
        vault.put(case, *entries_of_claim(claim))
