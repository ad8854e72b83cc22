"""Let the system answer a vault's reads, writes and syncs with errors, and count what was acknowledged and lost.

A filter of system calls (Linux) stands for a disk that fails or is full: from a random moment, or a random place in the
write-ahead log, a write gets EIO or ENOSPC, a sync EIO, a read EIO. The filter cannot be taken off, so that each
failure is met by a program of its own, which then dies; the vault is opened by another and checked whole.

    python -m bench.store.disk_errors 2000
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import platform
import random
import struct
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from wellfounded.claim.model import Claim
from wellfounded.errors import WellfoundedError
from wellfounded.store.entries import Entry
from wellfounded.store.keys import FLOOR
from wellfounded.store.vault import Vault, new_vault, open_vault

CALLS = {
    "x86_64": {"read": 17, "write": 18, "sync": 74, "sync-data": 75},
    "aarch64": {"read": 67, "write": 68, "sync": 82, "sync-data": 83},
}
OFFSET_ARGUMENT, MOST_WRITES = 3, 60
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
REFUSE, ALLOW = 0x00050000, 0x7FFF0000


class Met(NamedTuple):
    """What came of it: failures met; acknowledged entries lost; writes kept in half; faults; refused but kept."""

    failed: int
    lost: int
    halves: int
    faults: int
    kept: int


def can_fail() -> bool:
    """Say whether this system lets a program filter its own calls."""
    return sys.platform == "linux" and platform.machine() in CALLS


def meet_errors(folder: Path, recovery: str, case: str, *, failures: int) -> Met:
    """Meet a number of failures, each in a program of its own."""
    draw, told, acknowledged = random.Random(17), [0] * 4, set[str]()
    failed = at = 0
    while failed < failures:
        at += 1
        heard = _in_a_program_of_its_own(folder, recovery, case, at, draw.randrange(1 << 30))
        failed += bool(heard["refused"])
        acknowledged |= set(heard["acknowledged"])
        with open_vault(folder, recovery) as vault:
            kept = {entry.key for entry in vault.entries(case, "note")}
            refused = {f"{key}-{half}" for key in heard["refused"] for half in "ab"} & kept
            told[0] += len(acknowledged - kept) + heard["unseen"]
            told[1] += len(refused) % 2
            told[2] += bool(vault.faults())
            told[3] += len(refused) // 2
            with vault.database.transaction():
                for key in kept:
                    vault.database.write("DELETE FROM entry WHERE kind = 'note' AND key = ?", key)
            acknowledged = set()
    return Met(failed, *told)


def _in_a_program_of_its_own(folder: Path, recovery: str, case: str, at: int, seed: int) -> dict[str, list[str]]:
    heard, said = os.pipe()
    if (program := os.fork()) == 0:
        os.close(heard)
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            told = _write_until_refused(open_vault(folder, recovery), case, at, random.Random(seed))
            os.write(said, json.dumps(told).encode())
        finally:
            os._exit(1)
    os.close(said)
    with open(heard, "rb") as told:
        content = told.read()
    os.waitpid(program, 0)
    return json.loads(content)


def _write_until_refused(vault: Vault, case: str, at: int, draw: random.Random) -> dict[str, object]:
    acknowledged: list[str] = []
    refused: list[str] = []
    healthy = draw.randrange(4)
    for number in range(MOST_WRITES):
        if number == healthy:
            kind = _fail_from_now(vault, draw)
        key = f"{at}-{number}"
        try:
            text = "x" * draw.randrange(6000)
            vault.put(case, *(Entry("note", f"{key}-{half}", {"text": text}) for half in "ab"))
            acknowledged += [f"{key}-a", f"{key}-b"]
        except WellfoundedError:
            refused.append(key)
            break
    unseen = 0
    if refused and kind != "read":
        seen = {entry.key for entry in vault.entries(case, "note")}
        unseen = len({*acknowledged} - seen) + len({f"{refused[0]}-a", f"{refused[0]}-b"} & seen)
    return {"acknowledged": acknowledged, "refused": refused, "unseen": unseen}


def _fail_from_now(vault: Vault, draw: random.Random) -> str:
    kind = draw.choice(("write", "write", "write-from", "write-from", "sync", "read"))
    calls = CALLS[platform.machine()]
    if kind == "write":
        _refuse(calls["write"], draw.choice((errno.EIO, errno.ENOSPC)))
    elif kind == "write-from":
        log = (vault.folder / "vault.db-wal").stat().st_size
        _refuse(calls["write"], draw.choice((errno.EIO, errno.ENOSPC)), least=max(1, log - draw.randrange(9000)))
    elif kind == "sync":
        for call in ("sync", "sync-data"):
            _refuse(calls[call], errno.EIO)
    else:
        _refuse(calls["read"], errno.EIO)
    return kind


def _refuse(call: int, error: int, *, least: int = 0) -> None:
    """Let the system refuse a call from now on, or only where its offset is large enough."""
    steps = [(LOAD, 0, 0, 0), (EQUAL, 0, 3, call), (LOAD, 0, 0, 16 + 8 * OFFSET_ARGUMENT), (AT_LEAST, 0, 1, least)]
    steps += [(RETURN, 0, 0, REFUSE | error), (RETURN, 0, 0, ALLOW)]
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    system = ctypes.CDLL(None, use_errno=True)

    class Filter(ctypes.Structure):
        _fields_ = (("steps", ctypes.c_ushort), ("program", ctypes.c_void_p))

    no_new_rights, use_a_filter, by_program = 38, 22, 2
    filtering = Filter(len(steps), ctypes.addressof(program))
    if system.prctl(no_new_rights, 1, 0, 0, 0) or system.prctl(use_a_filter, by_program, ctypes.byref(filtering)):
        raise OSError(ctypes.get_errno(), "this system lets no program filter its calls")


def main(failures: int) -> None:
    """Run on vaults of its own, a hundred failures each, and print what came of it."""
    met = [Met(0, 0, 0, 0, 0)]
    while (left := failures - sum(one.failed for one in met)) > 0:
        with TemporaryDirectory() as place:
            vault, recovery = new_vault(Path(place) / "vault", "a passphrase of the bench", cost=FLOOR)
            case = vault.add_case(Claim("R.M."))
            vault.close()
            met.append(meet_errors(vault.folder, recovery, case, failures=min(left, 100)))
    print(Met(*(sum(column) for column in zip(*met, strict=True))))


if __name__ == "__main__":
    main(int(sys.argv[1]))
