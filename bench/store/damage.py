"""Flip single bits of the vault's files and count those that opening and checking do not see.

python -m bench.store.damage 10000
"""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from wellfounded.claim.model import Claim
from wellfounded.store.database import Database
from wellfounded.store.errors import DamagedVault
from wellfounded.store.header import read_header, unlock
from wellfounded.store.keys import FLOOR, subkey
from wellfounded.store.vault import new_vault


def flips_unseen(folder: Path, recovery: str, *, flips: int) -> int:
    """Flip one bit at a time, anywhere in the database, and count the flips that nothing told of."""
    key = subkey(unlock(read_header(folder / "vault.keys"), recovery), "database")
    content = (folder / "vault.db").read_bytes()
    draw, unseen = random.Random(9), 0
    with TemporaryDirectory(dir=folder.parent) as place:
        for _ in range(flips):
            at = draw.randrange(len(content))
            path = Path(place) / "flipped.db"
            path.write_bytes(content[:at] + bytes([content[at] ^ (1 << draw.randrange(8))]) + content[at + 1 :])
            unseen += not _is_seen(path, key)
    return unseen


def _is_seen(path: Path, key: bytes) -> bool:
    try:
        database = Database(path, key)
    except DamagedVault:
        return True
    try:
        return bool(database.faults())
    except DamagedVault:
        return True
    finally:
        database.close()


def main(flips: int) -> None:
    """Run on a vault of its own and print what came of it."""
    with TemporaryDirectory() as place:
        vault, recovery = new_vault(Path(place) / "vault", "a passphrase of the bench", cost=FLOOR)
        vault.add_case(Claim("R.M."))
        vault.close()
        copied = Path(place) / "copied"
        shutil.copytree(vault.folder, copied)
        print(f"{flips} flipped bits, {flips_unseen(copied, recovery, flips=flips)} unseen")


if __name__ == "__main__":
    main(int(sys.argv[1]))
