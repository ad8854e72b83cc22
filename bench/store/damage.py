"""Damage the vault's database and its backups, and count what opening, checking and restoring do not see.

python -m bench.store.damage 10000
"""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from wellfounded.claim.model import Claim
from wellfounded.errors import WellfoundedError
from wellfounded.store.backup import back_up, restore
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


def damaged(content: bytes, way: int, draw: random.Random) -> bytes:
    """Damage a file at a random place, in one of five ways: a bit, a cut, a byte out, bytes in, bytes after."""
    at = draw.randrange(len(content))
    ways = (
        lambda: content[:at] + bytes([content[at] ^ (1 << draw.randrange(8))]) + content[at + 1 :],
        lambda: content[:at],
        lambda: content[:at] + content[at + 1 :],
        lambda: content[:at] + draw.randbytes(1 + way % 40) + content[at:],
        lambda: content + draw.randbytes(1 + way % 70),
    )
    return ways[way % 5]()


def restored_damaged(backup: Path, recovery: str, *, ways: int) -> int:
    """Restore damaged copies of a backup, and count those that were not refused whole."""
    content, draw, restored = backup.read_bytes(), random.Random(11), 0
    copy, again = backup.with_name("damaged.age"), backup.with_name("again")
    for way in range(ways):
        copy.write_bytes(damaged(content, way, draw))
        try:
            restore(copy, recovery, again)
            restored += 1
            shutil.rmtree(again)
        except WellfoundedError:
            restored += again.exists()
    return restored


def main(flips: int) -> None:
    """Run on a vault of its own and print what came of it."""
    with TemporaryDirectory() as place:
        vault, recovery = new_vault(Path(place) / "vault", "a passphrase of the bench", cost=FLOOR)
        vault.add_case(Claim("R.M."))
        back_up(vault, Path(place) / "backup.age")
        vault.close()
        print(f"{flips} flipped bits, {flips_unseen(vault.folder, recovery, flips=flips)} unseen", flush=True)
        restored = restored_damaged(Path(place) / "backup.age", recovery, ways=flips)
        print(f"{flips} damaged backups, {restored} restored or half restored")


if __name__ == "__main__":
    main(int(sys.argv[1]))
