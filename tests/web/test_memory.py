"""What is remembered of cases while the vault is open: never another page than one worked out afresh."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.web.conftest import PORT, Client, MadeVault
from wellfounded.claim.model import RecordedFact
from wellfounded.store.case_claim import fact_entry
from wellfounded.store.cases import Case
from wellfounded.store.vault import Vault, open_vault
from wellfounded.web.desk import Desk
from wellfounded.web.memory import MOST_KEPT, CaseMemory, Memory


def paths(case: str) -> tuple[str, ...]:
    return (
        "/?from=2018-06-10&to=2018-06-11",
        "/cases",
        f"/case/{case}",
        f"/case/{case}?show=step",
        f"/case/{case}/elements?on=2018-06-10&with=2018-06-11",
        f"/case/{case}/groups",
        f"/case/{case}/history",
        "/law?on=2018-06-11&circuit=ca4",
    )


def shown(client: Client, case: str) -> list[str]:
    """Read the pages, without the tokens of their forms."""
    return [re.sub(r'name="token" value="[^"]*"', "", client.get(path).text) for path in paths(case)]


@pytest.fixture
def afresh(client: Client, made_vault: MadeVault) -> Callable[[], list[str]]:
    """Read the same pages from the same vault, opened by an application that remembers nothing."""

    def read() -> list[str]:
        other = Client(Desk(client.desk.folder, PORT))
        other.desk.library, other.desk.earlier = client.desk.library, client.desk.earlier
        with open_vault(client.desk.folder, made_vault.recovery) as vault:
            other.desk.vault = vault
            found = shown(other, made_vault.case)
            other.desk.vault = None
        return found

    return read


def vault_of(client: Client) -> Vault:
    assert client.desk.vault is not None
    return client.desk.vault


def answered(value: str) -> RecordedFact:
    return RecordedFact("reported-to-police", value, source="client")


def edited(client: Client, case: str) -> None:
    client.post(f"/case/{case}/fact", {"fact": "reported-to-police", "value": "no", "source": "client"})


def regrouped(client: Client, case: str) -> None:
    client.post(f"/case/{case}/groups", {"words": "Guatemalan women who reported their partners"})


def undone(client: Client, case: str) -> None:
    edited(client, case)
    shown(client, case)
    vault_of(client).undo(case)


def moved_elsewhere(client: Client, case: str) -> None:
    claim = vault_of(client).case(case).claim
    client.post(f"/case/{case}", {"pseudonym": claim.pseudonym, "stage": "bia", "circuit": "ca9"})


def deleted_another(client: Client, case: str) -> None:
    other = next(one.id for one in vault_of(client).cases() if one.id != case)
    client.post(f"/case/{other}/delete", {"sure": "yes"})


def changed_by_another_program(client: Client, case: str) -> None:
    with Vault(client.desk.folder, vault_of(client).header, vault_of(client)._key()) as other:
        other.put(case, fact_entry(answered("not-known")))
        other.add_case(replace(other.case(case).claim, pseudonym="N.N."))


@pytest.mark.parametrize(
    "change", [edited, regrouped, undone, moved_elsewhere, deleted_another, changed_by_another_program]
)
def test_pages_after_a_change_are_those_of_an_application_begun_anew(
    client: Client, made_vault: MadeVault, afresh: Callable[[], list[str]], change: Callable[[Client, str], None]
) -> None:
    before = shown(client, made_vault.case)
    assert shown(client, made_vault.case) == before == afresh()

    change(client, made_vault.case)

    assert shown(client, made_vault.case) == afresh() != before


def test_pages_after_locking_and_unlocking_are_the_same(client: Client, made_vault: MadeVault) -> None:
    before = shown(client, made_vault.case)
    client.post("/lock")
    assert [client.get(path).status_code for path in paths(made_vault.case)[1:7]] == [403] * 6
    client.post("/unlock", {"secret": made_vault.recovery})

    assert shown(client, made_vault.case) == before


def test_another_law_is_not_answered_from_memory(client: Client, made_vault: MadeVault) -> None:
    """The same pages under a library whose private-dispute test is gone differ, though no case changed."""
    before = shown(client, made_vault.case)
    library = client.desk.library
    index = replace_tests(library.index, "nexus.private-dispute")
    client.desk.library = type(library)(
        library.authorities, library.vocabulary, library.standing, digest="other", index=index
    )

    assert shown(client, made_vault.case)[0] != before[0]
    client.desk.library = library
    assert shown(client, made_vault.case) == before


def replace_tests(index: object, element: str) -> object:
    from msgspec.structs import replace as put

    tests = {name: places for name, places in index.tests.items() if name != element}  # type: ignore[attr-defined]
    return put(index, tests=tests)  # type: ignore[type-var]


def test_nothing_of_a_case_is_remembered_once_the_vault_is_locked(client: Client, made_vault: MadeVault) -> None:
    shown(client, made_vault.case)
    held = [one for one in gc.get_objects() if isinstance(one, CaseMemory)]
    assert held
    del held
    client.desk.lock()
    gc.collect()

    assert not [one for one in gc.get_objects() if issubclass(type(one), CaseMemory | Case)]


def test_locking_lets_go_of_what_the_collector_was_told_to_pass_over(client: Client, made_vault: MadeVault) -> None:
    client.post("/lock")
    client.post("/unlock", {"secret": made_vault.recovery})
    shown(client, made_vault.case)
    assert gc.get_freeze_count()
    client.post("/lock")
    gc.unfreeze()
    gc.collect()

    assert not [one for one in gc.get_objects() if issubclass(type(one), CaseMemory | Case)]


def test_what_is_worked_out_while_the_vault_is_being_locked_is_not_kept(client: Client, made_vault: MadeVault) -> None:
    case = vault_of(client).case(made_vault.case)
    client.desk.lock()
    client.desk.memory.of(case)

    assert client.desk.memory.of(case).once("asked", lambda: "worked out again") == "worked out again"
    assert not client.desk.memory._cases


def test_a_case_remembers_a_bounded_number_of_answers(client: Client, made_vault: MadeVault) -> None:
    case = vault_of(client).case(made_vault.case)
    memory = Memory()
    for number in range(3 * MOST_KEPT):
        memory.of(case).once(number, lambda: date(2018, 6, 11))

    assert len(memory.of(case)._kept) <= MOST_KEPT


def test_a_case_that_is_no_more_is_forgotten(client: Client, made_vault: MadeVault) -> None:
    shown(client, made_vault.case)
    deleted_another(client, made_vault.case)
    client.get("/")

    assert set(client.desk.memory._cases) == {made_vault.case}
