"""What was acknowledged stays; what was damaged is seen; what was typed stands nowhere readable.

Longer runs of the same are in bench/store; `docs/reliability.md` holds their figures.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bench.store.damage import flips_unseen
from bench.store.disk_errors import can_fail, meet_errors
from bench.store.disk_full import failures
from bench.store.kill import kills

from tests.store.conftest import Made
from wellfounded.claim.model import RecordedFact
from wellfounded.store.backup import back_up
from wellfounded.store.case_claim import fact_entry
from wellfounded.store.entries import Entry
from wellfounded.store.vault import Vault


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX systems")
def test_no_acknowledged_write_is_lost_in_a_hundred_kills(copied: Made) -> None:
    told = kills(copied.folder, copied.recovery, copied.case, cycles=100)

    assert told.lost == 0
    assert told.faults == 0
    assert told.cycles == 100
    assert told.acknowledged > 100


@pytest.mark.skipif(os.name != "posix", reason="limits of file size are of POSIX systems")
def test_two_hundred_failed_writes_lose_nothing_acknowledged(copied: Made) -> None:
    told = failures(copied.folder, copied.recovery, copied.case, failures=200)

    assert told.failed == 200
    assert told.lost == 0
    assert told.faults == 0


@pytest.mark.skipif(not can_fail(), reason="filters of system calls are of Linux")
def test_a_hundred_errors_of_the_disk_lose_nothing_acknowledged(copied: Made) -> None:
    told = meet_errors(copied.folder, copied.recovery, copied.case, failures=100)

    assert told.failed == 100
    assert (told.lost, told.halves, told.faults) == (0, 0, 0)


def test_a_thousand_flipped_bits_are_all_detected(copied: Made) -> None:
    assert flips_unseen(copied.folder, copied.recovery, flips=1000) == 0


def test_what_was_typed_stands_nowhere_readable(vault: Vault, made: Made, tmp_path: Path) -> None:
    sentinels = [f"sentinel-{at}-{os.urandom(4).hex()}" for at in range(20)]
    for at, word in enumerate(sentinels):
        vault.put(made.case, fact_entry(RecordedFact("reported-to-police", "yes", source=word, note=word)))
        vault.put(made.case, Entry("note", str(at), {"text": word}))
        vault.add_document(made.case, f"{word}.txt", word.encode(), {})
    back_up(vault, tmp_path / "b.age")

    content = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    assert [word for word in sentinels if word.encode() in content] == []
    assert any(word in str(entry.body) for word in sentinels for entry in vault.entries(made.case))
