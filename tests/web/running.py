"""The program as its users start it: a process of its own, with folders of its own, that can be killed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.web.conftest import MadeVault


class Program:
    """`wellfounded serve`, started again as often as a test likes.

    Attributes:
        place: all that the program may write in: its user's folders, its temporary files, the vault, what it said.
    """

    def __init__(self, place: Path, vault: MadeVault) -> None:
        self.place, self.vault = place, vault
        self._process: subprocess.Popen[bytes] | None = None
        self.said = place / "said.txt"

    def start(self) -> str:
        """Start the program.

        Returns:
            The link that opens it once.
        """
        own = {name: str(self.place / name.lower()) for name in ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
        for folder in own.values():
            Path(folder).mkdir(exist_ok=True)
        words = [sys.executable, "-m", "wellfounded", "serve", "--no-browser", "--vault", str(self.vault.folder)]
        paths = os.pathsep.join(sys.path)
        with self.said.open("ab") as said:
            self._process = subprocess.Popen(
                words, stdout=subprocess.PIPE, stderr=said, env={**os.environ, **own, "PYTHONPATH": paths}
            )
        assert self._process.stdout is not None
        return self._process.stdout.readline().decode().strip()

    def kill(self) -> None:
        """Kill the program at once, as `kill -9` does, and keep what it had said."""
        if self._process is None:
            return
        self._process.kill()
        rest = self._process.communicate()[0]
        with self.said.open("ab") as said:
            said.write(rest)
        self._process = None
