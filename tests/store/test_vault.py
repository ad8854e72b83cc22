"""Cases, their history, documents and the log."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.conftest import PASSPHRASE, Made, claim_of_rm
from wellfounded.claim.model import RecordedFact
from wellfounded.errors import WellfoundedError
from wellfounded.store.case_claim import fact_entry
from wellfounded.store.entries import Entry
from wellfounded.store.errors import DamagedVault, UnknownCase, UnwrittenEntry, VaultError, WeakPassphrase
from wellfounded.store.keys import FLOOR
from wellfounded.store.vault import Vault, new_vault, open_vault, put_claim


def test_a_claim_is_read_back_as_it_was_recorded(vault: Vault, made: Made) -> None:
    assert vault.case(made.case).claim == claim_of_rm()
    assert vault.case("R.M.").id == made.case


def test_every_change_of_a_fact_is_kept_and_undone(vault: Vault, made: Made) -> None:
    for value in ("no", "not-known"):
        vault.put(made.case, fact_entry(RecordedFact("reported-to-police", value, source="client")))

    undone = [vault.undo(made.case), vault.undo(made.case)]

    assert [change.after["value"] for change in undone if change and change.after] == ["not-known", "no"]
    assert vault.case(made.case).claim == claim_of_rm()


def test_undoing_an_undoing_brings_the_answer_back(vault: Vault, made: Made) -> None:
    vault.put(made.case, fact_entry(RecordedFact("reported-to-police", "no")))
    vault.undo(made.case)
    vault.undo(made.case, vault.history(made.case)[0].number)

    assert vault.case(made.case).claim.facts[0].value == "no"


def test_an_entry_that_stands_already_makes_no_change(vault: Vault, made: Made) -> None:
    before = vault.history(made.case)

    assert vault.put(made.case, fact_entry(claim_of_rm().facts[0])) == ()
    assert vault.history(made.case) == before


def test_another_claim_in_its_place_can_be_undone_step_by_step(vault: Vault, made: Made) -> None:
    put_claim(vault, made.case, claim_of_rm().with_facts([RecordedFact("reported-to-police", "no")]))
    put_claim(vault, made.case, claim_of_rm())

    assert vault.case(made.case).claim == claim_of_rm()


def test_a_document_taken_out_is_logged_without_its_name(vault: Vault, made: Made) -> None:
    kept = vault.add_document(made.case, "denuncia 2019.pdf", b"%PDF-", {})

    assert vault.document(made.case, kept) == ("denuncia 2019.pdf", b"%PDF-")
    assert vault.log_lines()[-1].act == "document-exported"
    assert "denuncia" not in "".join(line.detail + line.subject for line in vault.log_lines())


def test_a_document_of_another_case_cannot_be_taken_out(vault: Vault, made: Made) -> None:
    kept = vault.add_document(made.case, "a.pdf", b"a", {})
    other = vault.add_case(claim_of_rm())

    with pytest.raises(UnknownCase):
        vault.document(other, kept)


def test_the_log_cannot_be_changed_or_cut(vault: Vault) -> None:
    for act in ("UPDATE audit SET at = ''", "DELETE FROM audit"):
        with pytest.raises(WellfoundedError):
            vault.database.write(act)
    assert vault.faults() == ()


def test_a_log_changed_behind_its_triggers_is_found(vault: Vault) -> None:
    vault.database.write("DROP TRIGGER audit_is_never_changed")
    vault.database.write("UPDATE audit SET detail = 'nothing' WHERE number = 2")

    assert vault.faults() == ("line 2 of the log does not fit the lines before it",)


def test_a_deleted_case_is_gone_from_the_file(vault: Vault, made: Made, opening: Callable[[], Vault]) -> None:
    vault.add_document(made.case, "x.bin", os.urandom(300_000), {})
    large = (vault.folder / "vault.db").stat().st_size + (vault.folder / "vault.db-wal").stat().st_size

    assert vault.delete_case(made.case) == ()

    tables = ("cases", "entry", "change", "document")
    assert [vault.database.read(f"SELECT count(*) FROM {table}")[0][0] for table in tables] == [0, 0, 0, 0]
    assert sum(path.stat().st_size for path in vault.folder.iterdir() if "shm" not in path.name) < large - 300_000
    assert vault.log_lines()[-1].act == "case-deleted"


def test_several_cases_of_one_name_are_told_apart_by_id(vault: Vault, made: Made) -> None:
    vault.add_case(claim_of_rm())

    with pytest.raises(UnknownCase, match="Several"):
        vault.case("R.M.")
    assert vault.case(made.case).id == made.case


def test_an_entry_too_long_or_of_no_kind_is_refused(vault: Vault, made: Made) -> None:
    for entry in (Entry("note", "n", {"text": "x" * 3_000_000}), Entry("score", "n", {})):
        with pytest.raises(UnwrittenEntry):
            vault.put(made.case, entry)


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX systems")
def test_files_are_for_their_owner_alone(vault: Vault) -> None:
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in vault.folder.iterdir()}

    assert set(modes.values()) == {0o600}, modes


def test_a_vault_is_never_made_inside_a_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()

    with pytest.raises(VaultError, match="repository"):
        new_vault(tmp_path / "deep" / "vault", PASSPHRASE, cost=FLOOR)
    assert not (tmp_path / "deep").exists()


def test_a_vault_is_never_made_over_other_files(copied: Made) -> None:
    before = {path.name: path.read_bytes() for path in copied.folder.iterdir()}

    with pytest.raises(VaultError, match="not empty"):
        new_vault(copied.folder, PASSPHRASE, cost=FLOOR)
    assert {path.name: path.read_bytes() for path in copied.folder.iterdir()} == before


@pytest.mark.parametrize("words", ["", "short", "aaaaaaaaaaaaaaaa"])
def test_a_passphrase_too_easy_is_refused(tmp_path: Path, words: str) -> None:
    with pytest.raises(WeakPassphrase):
        new_vault(tmp_path / "vault", words, cost=FLOOR)


def test_two_programs_at_once_both_keep_their_writes(opening: Callable[[], Vault], made: Made) -> None:
    with opening() as one, opening() as other:
        for at in range(10):
            one.put(made.case, Entry("note", f"one {at}", {"text": "one"}))
            other.put(made.case, Entry("note", f"other {at}", {"text": "other"}))

        assert len(one.entries(made.case, "note")) == len(other.entries(made.case, "note")) == 20
        assert one.faults() == ()


def test_a_closed_vault_reads_nothing(opening: Callable[[], Vault]) -> None:
    vault = opening()
    vault.close()

    with pytest.raises(DamagedVault):
        vault.cases()


def test_the_vault_opens_with_its_passphrase(copied: Made) -> None:
    with open_vault(copied.folder, PASSPHRASE) as vault:
        assert [case.claim.pseudonym for case in vault.cases()] == ["R.M."]
