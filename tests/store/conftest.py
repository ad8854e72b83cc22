"""A vault made once, copied for each test, and opened with its recovery key, which costs no half second."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from wellfounded.claim.model import Claim, ProposedGroup, RecordedFact
from wellfounded.store.keys import FLOOR
from wellfounded.store.vault import Vault, new_vault, open_vault

PASSPHRASE = "correct horse battery staple"


class Made(NamedTuple):
    folder: Path
    recovery: str
    case: str


def claim_of_rm() -> Claim:
    facts = (
        RecordedFact("reported-to-police", "yes", source="client, 3 February 2025", certainty="sure"),
        RecordedFact("nationality", "GT", source="client, 3 February 2025"),
    )
    group = ProposedGroup(
        "Guatemalan women unable to leave a domestic relationship", (RecordedFact("group-written-down", "yes"),)
    )
    return Claim("R.M.", facts, (group,), stage="ij", circuit="ca4", note="interpreter: K'iche'")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made") / "vault"
    vault, recovery = new_vault(folder, PASSPHRASE, cost=FLOOR)
    case = vault.add_case(claim_of_rm())
    vault.close()
    return Made(folder, recovery, case)


@pytest.fixture
def copied(made: Made, tmp_path: Path) -> Made:
    shutil.copytree(made.folder, tmp_path / "vault")
    return made._replace(folder=tmp_path / "vault")


@pytest.fixture
def opening(copied: Made) -> Callable[[], Vault]:
    return lambda: open_vault(copied.folder, copied.recovery)


@pytest.fixture
def vault(opening: Callable[[], Vault]) -> Iterator[Vault]:
    with opening() as vault:
        yield vault
