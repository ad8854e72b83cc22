"""Let the disk refuse writes at every possible place, and count what was acknowledged and lost.

The operating system's limit on a file's size stands for a full disk: a write past it fails in the middle.

    python -m bench.store.disk_full 2000
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from wellfounded.claim.model import Claim
from wellfounded.store.entries import Entry
from wellfounded.store.errors import UnwritableVault
from wellfounded.store.keys import FLOOR
from wellfounded.store.vault import new_vault, open_vault


class Failed(NamedTuple):
    """What came of it: writes refused; entries lost, or kept although refused; faults found."""

    failed: int
    lost: int
    faults: int


def failures(folder: Path, recovery: str, case: str, *, failures: int) -> Failed:
    """Run the failures in a program of its own, whose limits they are."""
    words = [sys.executable, "-m", "bench.store.disk_full", "--run", str(folder), case, str(failures)]
    paths = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])
    ended = subprocess.run(
        words,
        input=recovery.encode(),
        stdout=subprocess.PIPE,
        check=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    return Failed(*json.loads(ended.stdout))


def _run(folder: Path, case: str, wanted: int, recovery: str) -> Failed:
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    draw, kept, failed, lost, faults, number = random.Random(5), set[str](), 0, 0, 0, 0
    while failed < wanted:
        with open_vault(folder, recovery) as vault:
            for _ in range(min(20, wanted - failed)):
                log = (folder / "vault.db-wal").stat().st_size
                resource.setrlimit(resource.RLIMIT_FSIZE, (log + draw.randrange(1, 60_000), most))
                try:
                    while True:
                        number += 1
                        vault.put(case, *(Entry("note", f"{number}-{half}", {"text": "x" * 3000}) for half in "ab"))
                        kept |= {f"{number}-a", f"{number}-b"}
                except UnwritableVault:
                    failed += 1
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
                lost += len(kept ^ {entry.key for entry in vault.entries(case, "note")})
            faults += len(vault.faults())
        with open_vault(folder, recovery) as vault:
            lost += len(kept ^ {entry.key for entry in vault.entries(case, "note")})
    return Failed(failed, lost, faults)


def main(wanted: int) -> None:
    """Run on a vault of its own and print what came of it."""
    with TemporaryDirectory() as place:
        vault, recovery = new_vault(Path(place) / "vault", "a passphrase of the bench", cost=FLOOR)
        case = vault.add_case(Claim("R.M."))
        vault.close()
        print(failures(vault.folder, recovery, case, failures=wanted))


if __name__ == "__main__":
    if sys.argv[1] == "--run":
        print(json.dumps(_run(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), sys.stdin.readline().strip())))
    else:
        main(int(sys.argv[1]))
