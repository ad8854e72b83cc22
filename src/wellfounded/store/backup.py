"""Backups: one file in the public `age` format, which holds the vault's two files and a list of their seals.

Under the passphrase, anyone who knows it can restore with this program, or read the archive with `age` itself. Under
the recovery key's public half, no passphrase is needed to write one. Inside, the database stays encrypted.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import tarfile
import tempfile
from hashlib import sha256
from pathlib import Path

import pyrage

from wellfounded.store.clock import now
from wellfounded.store.errors import DamagedBackup, UnwritableVault, VaultError, WrongKey
from wellfounded.store.header import print_header
from wellfounded.store.keys import is_recovery, read_recovery
from wellfounded.store.places import DATABASE, HEADER, check_free, prepare_folder, write_private
from wellfounded.store.vault import KnownBackup, Vault, open_vault

MANIFEST = "manifest.json"
FORMAT = "wellfounded-backup-1"
NAMES = (MANIFEST, HEADER, DATABASE)


def back_up(vault: Vault, path: Path, *, passphrase: str | None = None, place: str = "") -> KnownBackup:
    """Write a backup, whole or not at all, and note it in the vault.

    Args:
        passphrase: the vault's passphrase; without it, the backup is made for the printed recovery key.
        place: where it will lie, for the list of backups; where it is written, if left out.
    Raises:
        WrongKey: if the passphrase is not the vault's.
        UnwritableVault: if the disk does not take it.
    """
    if passphrase is not None and not vault.opens_with(passphrase):
        raise WrongKey("This is not the vault's passphrase.", remedy="No backup was written.")
    if passphrase is not None and is_recovery(passphrase):
        passphrase = None
    check_free(path)
    cases = tuple(str(row[0]) for row in vault.database.read("SELECT id FROM cases ORDER BY id"))
    made = KnownBackup(os.urandom(8).hex(), now(), place or str(path.absolute()), cases)
    archive = _archive(vault, made)
    if passphrase is None:
        content = pyrage.encrypt(archive, [pyrage.x25519.Recipient.from_str(vault.header.recipient)])
    else:
        content = pyrage.passphrase.encrypt(archive, passphrase)
    write_private(path, content)
    with vault.database.transaction():
        vault.database.write(
            "INSERT INTO backup VALUES (?, ?, ?, ?)", made.id, made.at, made.place, json.dumps(made.cases)
        )
        vault.log("backed-up", detail=f"{len(cases)} cases")
    return made


def restore(path: Path, secret: str, folder: Path) -> int:
    """Restore a backup into a new folder; everything is checked before the folder gets its name.

    Returns:
        How many cases it holds.
    Raises:
        DamagedBackup: if a single bit of it is wrong.
        WrongKey: if it does not open with the passphrase or recovery key.
    """
    files = _opened(path, secret)
    prepare_folder(folder)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        for name in (HEADER, DATABASE):
            write_private(beside / name, files[name])
        with open_vault(beside, secret, how="restore") as vault:
            if vault.faults():
                raise _damaged("the vault inside it is damaged")
            count = len(vault.cases())
            vault.log("restored", detail=f"{count} cases")
        folder.rmdir()
        beside.rename(folder)
    except OSError as error:
        raise UnwritableVault(f"The disk did not take it: {error.strerror}.", where=str(folder)) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return count


def _archive(vault: Vault, made: KnownBackup) -> bytes:
    database = vault.folder / f".copy-{made.id}.db"
    try:
        vault.database.copy_to(database)
        files = {HEADER: print_header(vault.header), DATABASE: database.read_bytes()}
    finally:
        database.unlink(missing_ok=True)
    seals = {name: sha256(content).hexdigest() for name, content in files.items()}
    manifest = {"format": FORMAT, "backup": made.id, "at": made.at, "cases": len(made.cases), "sha256": seals}
    files = {MANIFEST: json.dumps(manifest, indent=1).encode(), **files}
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(content), 0o600
            archive.addfile(member, io.BytesIO(content))
    return written.getvalue()


def _opened(path: Path, secret: str) -> dict[str, bytes]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise VaultError(f"The backup cannot be read: {error.strerror}.", where=str(path)) from None
    archive = _decrypted(content, secret)
    try:
        with tarfile.open(fileobj=io.BytesIO(archive), mode="r:") as opened:
            members = opened.getmembers()
            if tuple(member.name for member in members) != NAMES or not all(member.isfile() for member in members):
                raise _damaged("it holds other files than a backup does")
            files = {member.name: _content(opened, member) for member in members}
        manifest = json.loads(files[MANIFEST])
        seals = {name: sha256(files[name]).hexdigest() for name in (HEADER, DATABASE)}
        if manifest["format"] != FORMAT or manifest["sha256"] != seals:
            raise _damaged("its seals do not fit its files")
    except (tarfile.TarError, ValueError, KeyError, TypeError):
        raise _damaged("it cannot be read") from None
    return files


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = archive.extractfile(member)
    return file.read() if file else b""


def _decrypted(content: bytes, secret: str) -> bytes:
    try:
        if is_recovery(secret):
            return bytes(pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(read_recovery(secret))]))
        return bytes(pyrage.passphrase.decrypt(content, secret))
    except pyrage.DecryptError:
        raise DamagedBackup(
            "The backup does not open: another passphrase or key made it, or it is damaged.",
            remedy="Nothing was restored. A backup made for the recovery key opens only with the printed key.",
        ) from None


def _damaged(how: str) -> DamagedBackup:
    return DamagedBackup(f"The backup is damaged: {how}.", remedy="Nothing was restored. Try an earlier backup.")
