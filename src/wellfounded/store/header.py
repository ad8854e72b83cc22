"""The vault's header: the file `vault.keys` beside the database, which holds the two wraps and no secret.

Every byte of it is authenticated: each wrap binds the whole derivation that opens it, and a seal under the data key
binds both wraps to each other, so that a header altered in any place is refused.
"""

from __future__ import annotations

import hmac
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from wellfounded.store.errors import DamagedVault
from wellfounded.store.keys import (
    KEY_BYTES,
    SALT_BYTES,
    Cost,
    Wrap,
    check_cost,
    derive,
    derive_from_recovery,
    is_recovery,
    read_recovery,
    sealed,
    unwrap,
    wrap,
)

FORMAT = "wellfounded-vault-1"
LARGEST_HEADER = 10_000


@dataclass(frozen=True, slots=True)
class Header:
    """The wraps of one vault's data key.

    Attributes:
        vault: a random id of the vault.
        cost: what a guess at the passphrase costs.
        recipient: the public half of the recovery key.
        seal: authenticates everything else under the data key.
    """

    vault: str
    cost: Cost
    passphrase: Wrap
    recipient: str
    recovery: Wrap
    seal: bytes = b""


def new_header(data_key: bytes, passphrase: str, recovery: str, recipient: str, cost: Cost) -> Header:
    """Wrap a data key under a passphrase and a recovery key."""
    empty = Wrap(b"", b"", b"")
    header = Header(os.urandom(16).hex(), cost, empty, recipient, empty)
    salt = os.urandom(SALT_BYTES)
    wrapping = derive_from_recovery(recovery, salt)
    header = replace(header, recovery=wrap(data_key, wrapping, salt, _about_recovery(header, salt)))
    return with_passphrase(header, data_key, passphrase, cost)


def with_passphrase(header: Header, data_key: bytes, passphrase: str, cost: Cost) -> Header:
    """Wrap the same data key under another passphrase."""
    check_cost(cost)
    salt = os.urandom(SALT_BYTES)
    changed = replace(header, cost=cost)
    wrapped = wrap(data_key, derive(passphrase, salt, cost), salt, _about_passphrase(changed, salt))
    return _sealed(replace(changed, passphrase=wrapped), data_key)


def with_recovery(header: Header, data_key: bytes, recovery: str, recipient: str) -> Header:
    """Wrap the same data key under another recovery key; the one printed before stops working."""
    salt = os.urandom(SALT_BYTES)
    changed = replace(header, recipient=recipient)
    wrapped = wrap(data_key, derive_from_recovery(recovery, salt), salt, _about_recovery(changed, salt))
    return _sealed(replace(changed, recovery=wrapped), data_key)


def unlock(header: Header, secret: str) -> bytes:
    """Recover the data key with the passphrase or the recovery key.

    Raises:
        WrongKey: if the secret is another.
        DamagedVault: if the header was altered.
    """
    if is_recovery(secret):
        wrapping = derive_from_recovery(read_recovery(secret), header.recovery.salt)
        data_key = unwrap(header.recovery, wrapping, _about_recovery(header, header.recovery.salt))
    else:
        check_cost(header.cost)
        wrapping = derive(secret, header.passphrase.salt, header.cost)
        data_key = unwrap(header.passphrase, wrapping, _about_passphrase(header, header.passphrase.salt))
    if not hmac.compare_digest(sealed(data_key, _canonical(_keys(header))), header.seal):
        raise _damaged("its seal does not fit its content")
    return data_key


def print_header(header: Header) -> bytes:
    """Write a header as its file."""
    return _canonical({**_keys(header), "seal": header.seal.hex()}) + b"\n"


def read_header(path: Path) -> Header:
    """Read the header file.

    Raises:
        DamagedVault: if it is not exactly a file that `print_header` writes.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_HEADER)
        header = _header(json.loads(content))
    except OSError as error:
        raise DamagedVault(f"The vault's header cannot be read: {error.strerror}.", where=str(path)) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _damaged("it cannot be read") from None
    if print_header(header) != content:
        raise _damaged("it is not as it was written")
    return header


def _header(keys: dict[str, Any]) -> Header:
    if keys["format"] != FORMAT:
        raise ValueError(FORMAT)
    outer, inner = keys["passphrase"], keys["recovery"]
    cost = Cost(int(outer["memory_kib"]), int(outer["passes"]), int(outer["lanes"]))
    header = Header(
        str(keys["vault"]), cost, _wrap(outer), str(inner["recipient"]), _wrap(inner), bytes.fromhex(keys["seal"])
    )
    sizes = {len(header.passphrase.wrapped), len(header.recovery.wrapped)}
    if sizes != {KEY_BYTES + 16}:
        raise ValueError("wrap")
    return header


def _wrap(keys: dict[str, Any]) -> Wrap:
    return Wrap(*(bytes.fromhex(keys[name]) for name in ("salt", "nonce", "wrapped")))


def _keys(header: Header) -> dict[str, Any]:
    cost = header.cost
    return {
        "format": FORMAT,
        "vault": header.vault,
        "passphrase": {
            "kdf": "argon2id",
            "memory_kib": cost.memory_kib,
            "passes": cost.passes,
            "lanes": cost.lanes,
            **_wrap_keys(header.passphrase),
        },
        "recovery": {"kdf": "hkdf-sha256", "recipient": header.recipient, **_wrap_keys(header.recovery)},
    }


def _wrap_keys(wrapped: Wrap) -> dict[str, str]:
    return {"salt": wrapped.salt.hex(), "nonce": wrapped.nonce.hex(), "wrapped": wrapped.wrapped.hex()}


def _about_passphrase(header: Header, salt: bytes) -> bytes:
    cost = header.cost
    return _canonical([FORMAT, header.vault, "argon2id", cost.memory_kib, cost.passes, cost.lanes, salt.hex()])


def _about_recovery(header: Header, salt: bytes) -> bytes:
    return _canonical([FORMAT, header.vault, "hkdf-sha256", header.recipient, salt.hex()])


def _sealed(header: Header, data_key: bytes) -> Header:
    return replace(header, seal=sealed(data_key, _canonical(_keys(header))))


def _canonical(keys: Any) -> bytes:
    return json.dumps(keys, indent=1, sort_keys=True).encode("ascii")


def _damaged(how: str) -> DamagedVault:
    return DamagedVault(
        f"The vault's header was altered or damaged: {how}.",
        remedy="Nothing was opened or changed. Restore a backup: `wellfounded vault restore BACKUP`.",
    )
