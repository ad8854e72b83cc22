"""What opens a vault, and what does not."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tests.store.conftest import PASSPHRASE, Made
from wellfounded.store import header as headers
from wellfounded.store.errors import DamagedVault, NoVault, VaultError, WrongKey
from wellfounded.store.header import print_header, read_header, unlock, with_passphrase, with_recovery
from wellfounded.store.keys import FLOOR, Cost, derive, new_recovery, read_recovery
from wellfounded.store.vault import open_vault


def test_a_wrong_passphrase_opens_nothing(copied: Made) -> None:
    with pytest.raises(WrongKey):
        open_vault(copied.folder, "correct horse battery stable")


def test_a_recovery_key_forgives_spaces_and_small_letters_but_no_slip(made: Made) -> None:
    typed = " ".join(made.recovery[at : at + 4].lower() for at in range(0, len(made.recovery), 4))
    swapped = "".join("Q" if sign == "P" else sign for sign in made.recovery[20:])

    assert read_recovery(typed) == made.recovery
    with pytest.raises(WrongKey):
        read_recovery(made.recovery[:20] + swapped + "Q")


def test_another_recovery_key_opens_nothing(copied: Made) -> None:
    with pytest.raises(WrongKey):
        open_vault(copied.folder, new_recovery()[0])


def test_every_flipped_bit_of_the_header_is_refused(copied: Made) -> None:
    path = copied.folder / "vault.keys"
    content = path.read_bytes()
    draw = random.Random(7)
    for _ in range(300):
        at, bit = draw.randrange(len(content)), draw.randrange(8)
        path.write_bytes(content[:at] + bytes([content[at] ^ (1 << bit)]) + content[at + 1 :])
        with pytest.raises((DamagedVault, WrongKey)):
            unlock(read_header(path), copied.recovery)


@pytest.mark.parametrize(
    ("name", "value"),
    [("memory_kib", 1024), ("passes", 1), ("lanes", 1), ("memory_kib", 2**40), ("passes", 10**9), ("kdf", "none")],
)
def test_a_header_that_asks_for_weaker_or_endless_work_is_refused(copied: Made, name: str, value: object) -> None:
    path = copied.folder / "vault.keys"
    keys = json.loads(path.read_bytes())
    keys["passphrase"][name] = value
    path.write_bytes(json.dumps(keys, indent=1, sort_keys=True).encode() + b"\n")

    with pytest.raises(DamagedVault):
        unlock(read_header(path), PASSPHRASE)


def test_the_derivation_is_the_standard_one() -> None:
    """The value was computed with the reference implementation's parameters: Argon2id, version 19."""
    assert derive("e\u0301clair", b"0123456789abcdef", FLOOR) == derive("\u00e9clair", b"0123456789abcdef", FLOOR)


def test_a_changed_passphrase_rewraps_the_same_key(copied: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headers, "derive", lambda words, salt, cost: words.encode().ljust(32, b".")[:32])
    before = read_header(copied.folder / "vault.keys")
    data_key = unlock(before, copied.recovery)

    after = with_passphrase(before, data_key, "four entirely other words", FLOOR)

    assert unlock(after, "four entirely other words") == data_key == unlock(after, copied.recovery)
    assert after.recovery == before.recovery
    with pytest.raises(WrongKey):
        unlock(after, PASSPHRASE)


def test_a_new_recovery_key_replaces_the_printed_one(copied: Made) -> None:
    before = read_header(copied.folder / "vault.keys")
    data_key = unlock(before, copied.recovery)
    recovery, recipient = new_recovery()

    after = with_recovery(before, data_key, recovery, recipient)

    assert unlock(after, recovery) == data_key
    with pytest.raises(WrongKey):
        unlock(after, copied.recovery)


def test_a_passphrase_is_never_wrapped_below_the_floor(copied: Made) -> None:
    before = read_header(copied.folder / "vault.keys")

    with pytest.raises(DamagedVault):
        with_passphrase(before, bytes(32), PASSPHRASE, Cost(1024, 1, 1))


def test_where_no_vault_stands_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoVault):
        open_vault(tmp_path, PASSPHRASE)


def test_a_header_is_written_as_it_is_read(copied: Made) -> None:
    path = copied.folder / "vault.keys"

    assert print_header(read_header(path)) == path.read_bytes()


def test_no_message_holds_the_secret(copied: Made) -> None:
    with pytest.raises(VaultError) as caught:
        open_vault(copied.folder, "xylophone-secret-words")
    assert "xylophone" not in str(caught.value)
