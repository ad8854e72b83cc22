"""Backups are restored, or refused whole."""

from __future__ import annotations

import tarfile
from io import BytesIO
from pathlib import Path

import pyrage
import pytest
from bench.store.damage import restored_damaged

from tests.store.conftest import PASSPHRASE, Made, claim_of_rm
from wellfounded.store.backup import back_up, restore
from wellfounded.store.errors import UnwritableVault, VaultError, WrongKey
from wellfounded.store.vault import Vault, open_vault


def test_a_backup_is_restored_with_everything_in_it(vault: Vault, made: Made, tmp_path: Path) -> None:
    kept = vault.add_document(made.case, "d.pdf", b"content", {})
    back_up(vault, tmp_path / "b.age")

    assert restore(tmp_path / "b.age", made.recovery, tmp_path / "again") == 1

    with open_vault(tmp_path / "again", made.recovery) as again:
        assert again.case(made.case).claim == claim_of_rm()
        assert again.document(made.case, kept) == ("d.pdf", b"content")
        assert again.history(made.case) == vault.history(made.case)
        assert again.faults() == ()


def test_a_backup_under_the_passphrase_opens_with_age_alone(vault: Vault, tmp_path: Path) -> None:
    back_up(vault, tmp_path / "b.age", passphrase=PASSPHRASE)

    content = (tmp_path / "b.age").read_bytes()
    assert content.startswith(b"age-encryption.org/v1\n-> scrypt ")
    with tarfile.open(fileobj=BytesIO(pyrage.passphrase.decrypt(content, PASSPHRASE))) as archive:
        assert archive.getnames() == ["manifest.json", "vault.keys", "vault.db"]


def test_a_backup_damaged_in_five_hundred_ways_is_refused_whole(vault: Vault, made: Made, tmp_path: Path) -> None:
    back_up(vault, tmp_path / "b.age")
    before = {*tmp_path.iterdir()}

    assert restored_damaged(tmp_path / "b.age", made.recovery, ways=500) == 0
    assert {*tmp_path.iterdir()} - before == {tmp_path / "damaged.age"}


def test_a_backup_names_the_deleted_cases_it_still_holds(vault: Vault, made: Made, tmp_path: Path) -> None:
    written = back_up(vault, tmp_path / "b.age")
    vault.add_case(claim_of_rm())

    assert [backup.place for backup in vault.delete_case(made.case)] == [written.place]


def test_a_backup_never_overwrites_and_never_takes_another_passphrase(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "stands.age").write_bytes(b"mine")

    with pytest.raises(VaultError):
        back_up(vault, tmp_path / "stands.age")
    with pytest.raises(WrongKey):
        back_up(vault, tmp_path / "new.age", passphrase="not the passphrase of it")
    with pytest.raises(UnwritableVault):
        back_up(vault, tmp_path / "no such folder" / "new.age")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["stands.age", "vault"]
    assert not [path for path in vault.folder.iterdir() if path.name.startswith(".")]
    assert vault.backups() == ()


def test_restoring_never_touches_a_vault_that_stands(vault: Vault, made: Made, tmp_path: Path) -> None:
    back_up(vault, tmp_path / "b.age")

    with pytest.raises(VaultError, match="not empty"):
        restore(tmp_path / "b.age", made.recovery, vault.folder)
    assert vault.case(made.case).claim == claim_of_rm()
