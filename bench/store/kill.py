"""Kill a writing program again and again, and count what it had acknowledged and lost.

python -m bench.store.kill 1000
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from wellfounded.claim.model import Claim
from wellfounded.store.entries import Entry
from wellfounded.store.keys import FLOOR
from wellfounded.store.vault import new_vault, open_vault


class Killed(NamedTuple):
    """What came of it: cycles, writes acknowledged, of these lost, and cycles after which the file was unsound."""

    cycles: int
    acknowledged: int
    lost: int
    faults: int


def kills(folder: Path, recovery: str, case: str, *, cycles: int) -> Killed:
    """Kill a writer once per cycle, at a random moment between writes and within them."""
    draw, acknowledged, lost, faults = random.Random(3), 0, 0, 0
    for cycle in range(cycles):
        wanted = _acknowledged_before_death(folder, recovery, case, cycle, draw.uniform(0.0, 0.06))
        with open_vault(folder, recovery) as vault:
            kept = {entry.key for entry in vault.entries(case, "note")}
            lost += len(wanted - kept)
            faults += bool(vault.faults())
            with vault.database.transaction():
                for key in sorted(kept)[:-10]:
                    vault.database.write("DELETE FROM entry WHERE kind = 'note' AND key = ?", key)
        acknowledged += len(wanted)
    return Killed(cycles, acknowledged, lost, faults)


def _acknowledged_before_death(folder: Path, recovery: str, case: str, cycle: int, seconds: float) -> set[str]:
    heard, said = os.pipe()
    writer = os.fork()
    if writer == 0:
        os.close(heard)
        _write(folder, recovery, case, cycle, said)
    os.close(said)
    with open(heard, "rb") as acknowledgements:
        acknowledgements.readline()
        time.sleep(seconds)
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)
        return {line.decode() for line in acknowledgements.read().split(b"\n")[:-1]}


def _write(folder: Path, recovery: str, case: str, cycle: int, said: int) -> None:
    """Write until killed, acknowledging each write on a pipe."""
    try:
        with open_vault(folder, recovery) as vault:
            os.write(said, b"ready\n")
            for at in range(1_000_000):
                vault.put(case, Entry("note", f"{cycle}-{at}", {"text": "x" * (at % 50) * 100}))
                os.write(said, f"{cycle}-{at}\n".encode())
    finally:
        os._exit(1)


def main(cycles: int) -> None:
    """Run the cycles on a vault of its own and print what came of them."""
    with TemporaryDirectory() as place:
        vault, recovery = new_vault(Path(place) / "vault", "a passphrase of the bench", cost=FLOOR)
        case = vault.add_case(Claim("R.M."))
        vault.close()
        print(kills(vault.folder, recovery, case, cycles=cycles))


if __name__ == "__main__":
    main(int(sys.argv[1]))
