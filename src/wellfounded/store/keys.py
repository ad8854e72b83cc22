"""Keys: a random data key, wrapped once under a passphrase and once under a printed recovery key.

The data key never changes, so that a new passphrase rewraps 32 bytes and touches nothing else. The recovery key is an
`age` identity: the same printed line opens the vault and, with the public `age` tool, a backup made for it.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from wellfounded.store.clock import stopwatch
from wellfounded.store.errors import DamagedVault, WeakPassphrase, WrongKey

KEY_BYTES, SALT_BYTES, NONCE_BYTES = 32, 16, 12
SHORTEST_PASSPHRASE = 12
TARGET_SECONDS = 0.75


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at the passphrase costs: memory in KiB, passes over it, lanes."""

    memory_kib: int
    passes: int
    lanes: int


FLOOR = Cost(65_536, 3, 4)
CEILING = Cost(4_194_304, 64, 16)


@dataclass(frozen=True, slots=True)
class Wrap:
    """A key encrypted under another, with what its derivation needs."""

    salt: bytes
    nonce: bytes
    wrapped: bytes


def calibrated() -> Cost:
    """Choose a cost that takes half a second to a second here; never below the floor."""
    begun = stopwatch()
    derive("calibration of the cost", bytes(SALT_BYTES), FLOOR)
    times = int(TARGET_SECONDS / max(stopwatch() - begun, 0.001))
    return Cost(FLOOR.memory_kib * max(1, min(times, 16)), FLOOR.passes, FLOOR.lanes)


def check_cost(cost: Cost) -> None:
    """Refuse a cost outside the floor and the ceiling.

    Raises:
        DamagedVault: if the vault's header asks for one; somebody altered it.
    """
    low = cost.memory_kib < FLOOR.memory_kib or cost.passes < FLOOR.passes or cost.lanes < FLOOR.lanes
    high = cost.memory_kib > CEILING.memory_kib or cost.passes > CEILING.passes or cost.lanes > CEILING.lanes
    if low or high:
        raise DamagedVault(
            "The vault's header asks for a key derivation outside the limits.",
            remedy="The header was altered or damaged. Restore a backup; the passphrase was not used.",
        )


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase too short to protect anyone.

    Raises:
        WeakPassphrase: if it has under 12 characters, or the same few again and again.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE or len(set(passphrase)) < 5:
        raise WeakPassphrase(
            f"The passphrase is too short: at least {SHORTEST_PASSPHRASE} characters, not all alike.",
            remedy="Four or five unrelated words are easy to remember and hard to guess. Spaces count.",
        )


def derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Derive a wrapping key from a passphrase, however its accents were typed."""
    words = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib)
    return kdf.derive(words)


def derive_from_recovery(recovery: str, salt: bytes) -> bytes:
    """Derive a wrapping key from a recovery key, which is random and needs no slowing down."""
    return HKDF(SHA256(), KEY_BYTES, salt, b"wellfounded vault: recovery wrap").derive(recovery.encode())


def subkey(data_key: bytes, purpose: str) -> bytes:
    """Derive a key for one purpose from the data key."""
    return HKDF(SHA256(), KEY_BYTES, None, f"wellfounded vault: {purpose}".encode()).derive(data_key)


def wrap(data_key: bytes, wrapping: bytes, salt: bytes, about: bytes) -> Wrap:
    """Encrypt a key under another; `about` is authenticated with it."""
    nonce = os.urandom(NONCE_BYTES)
    return Wrap(salt, nonce, AESGCM(wrapping).encrypt(nonce, data_key, about))


def unwrap(wrapped: Wrap, wrapping: bytes, about: bytes) -> bytes:
    """Decrypt a wrapped key.

    Raises:
        WrongKey: if the wrapping key is another, or anything authenticated was altered.
    """
    try:
        return AESGCM(wrapping).decrypt(wrapped.nonce, wrapped.wrapped, about)
    except InvalidTag:
        raise WrongKey(
            "The vault does not open with this key.",
            remedy="Check capitals and the keyboard's language. Nothing was changed; try again as often as you like.",
        ) from None


def sealed(data_key: bytes, content: bytes) -> bytes:
    """Compute the seal over a header."""
    mac = HMAC(subkey(data_key, "header seal"), SHA256())
    mac.update(content)
    return mac.finalize()


def new_recovery() -> tuple[str, str]:
    """Make a recovery key.

    Returns:
        The key to print, and its public half for backups.
    """
    from pyrage.x25519 import Identity

    identity = Identity.generate()
    return str(identity), str(identity.to_public())


def read_recovery(text: str) -> str:
    """Read a recovery key as typed: spaces, line breaks and small letters are forgiven.

    Raises:
        WrongKey: if it is no recovery key, or has a slip of the pen.
    """
    from pyrage import IdentityError
    from pyrage.x25519 import Identity

    try:
        return str(Identity.from_str("".join(text.split()).upper()))
    except (IdentityError, ValueError):
        raise WrongKey(
            "This is not a whole recovery key.",
            remedy="It begins with AGE-SECRET-KEY-1 and has a check in itself: one letter is missing or wrong.",
        ) from None


def is_recovery(text: str) -> bool:
    """Say whether a text is meant as a recovery key rather than a passphrase."""
    return "".join(text.split()).upper().startswith("AGE-SECRET-KEY-1")
