"""Cases are decoded once: what is held in memory is always what a vault just opened would read."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.conftest import Made, claim_of_rm
from wellfounded.claim.model import RecordedFact
from wellfounded.store import cases as cases_module
from wellfounded.store.case_claim import fact_entry
from wellfounded.store.entries import Entry
from wellfounded.store.errors import UnknownCase
from wellfounded.store.vault import Vault, open_vault, put_claim


class Interrupted(Exception):
    """Something that goes wrong in the middle of a write."""


def _said(value: str) -> Entry:
    return fact_entry(RecordedFact("reported-to-police", value, source="client"))


ACTS: tuple[Callable[[Vault, str], object], ...] = (
    lambda vault, case: vault.put(case, _said("no")),
    lambda vault, case: vault.put(case, _said("yes")),
    lambda vault, case: vault.put(case, Entry("group", "g", {"words": "Honduran witnesses"})),
    lambda vault, case: vault.remove(case, "fact", "nationality"),
    lambda vault, case: vault.undo(case),
    lambda vault, case: vault.add_document(case, "a.pdf", b"%PDF-", {}),
    lambda vault, case: put_claim(vault, case, replace(claim_of_rm(), pseudonym="R.M. (again)")),
    lambda vault, case: vault.add_case(replace(claim_of_rm(), pseudonym="J.T.")),
    lambda vault, case: vault.log("case-opened", subject=case),
)


@settings(max_examples=15, deadline=None)
@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.booleans()), min_size=1, max_size=8))
def test_what_is_held_is_what_another_program_reads(
    made: Made, tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[Callable[[Vault, str], object], bool]]
) -> None:
    folder = tmp_path_factory.mktemp("held") / "vault"
    shutil.copytree(made.folder, folder)
    with open_vault(folder, made.recovery) as held, open_vault(folder, made.recovery) as other:
        held.cases()
        for act, elsewhere in acts:
            act(other if elsewhere else held, made.case)
            with open_vault(folder, made.recovery) as fresh:
                assert held.cases() == fresh.cases()
                assert held.case(made.case) == fresh.case(made.case)


def test_many_changes_at_once_are_read_in_one_go(vault: Vault, made: Made, opening: Callable[[], Vault]) -> None:
    vault.cases()
    with opening() as other, other.database.transaction():
        for number in range(cases_module.ONE_BY_ONE + 5):
            other.add_case(replace(claim_of_rm(), pseudonym=f"A.{number:02}"))

    with opening() as fresh:
        assert vault.cases() == fresh.cases()
    assert len(vault.cases()) == cases_module.ONE_BY_ONE + 6


def test_a_case_that_did_not_change_is_not_decoded_again(vault: Vault, made: Made) -> None:
    vault.add_case(replace(claim_of_rm(), pseudonym="J.T."))
    before = {case.id: case for case in vault.cases()}
    vault.put(made.case, _said("no"))
    after = {case.id: case for case in vault.cases()}

    assert [id for id in before if after[id] is not before[id]] == [made.case]
    assert after[made.case].revision > before[made.case].revision


def test_a_write_that_is_undone_leaves_no_trace_in_memory(vault: Vault, made: Made) -> None:
    vault.cases()
    seen = []

    def interrupted() -> None:
        with vault.database.transaction():
            vault.put(made.case, _said("no"))
            seen.extend([vault.case(made.case), *vault.cases()])
            raise Interrupted

    with pytest.raises(Interrupted):
        interrupted()
    assert [case.claim.facts[0].value for case in seen] == ["no", "no"]
    vault.put(made.case, _said("not-known"))

    assert vault.case(made.case).claim.facts[0].value == vault.cases()[0].claim.facts[0].value == "not-known"


def test_a_deleted_case_is_no_longer_held(vault: Vault, made: Made) -> None:
    vault.cases()
    vault.delete_case(made.case)

    assert vault.cases() == ()
    with pytest.raises(UnknownCase):
        vault.case(made.case)


def test_held_cases_of_one_name_are_told_apart_by_id(vault: Vault, made: Made) -> None:
    vault.add_case(claim_of_rm())
    vault.cases()

    with pytest.raises(UnknownCase, match="Several"):
        vault.case("R.M.")
    with pytest.raises(UnknownCase, match="No case"):
        vault.case("nobody")


def test_a_closed_vault_holds_no_case(opening: Callable[[], Vault]) -> None:
    vault = opening()
    case = vault.cases()[0]
    assert gc.get_referrers(case)
    vault.close()
    gc.collect()

    assert gc.get_referrers(case) == []
