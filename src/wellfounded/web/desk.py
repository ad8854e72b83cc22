"""What the running application holds: the law, the vault while it is open, and when it was last heard from."""

from __future__ import annotations

import gc
from pathlib import Path
from threading import RLock, Thread

from wellfounded.claim.by_precedent import precedent_base
from wellfounded.law.library import Library
from wellfounded.law.loading import load_library
from wellfounded.store.clock import elapsed
from wellfounded.store.places import has_vault
from wellfounded.store.vault import Vault, new_vault, open_vault
from wellfounded.web.calm import note
from wellfounded.web.memory import Memory
from wellfounded.web.sessions import Sessions

IDLE_MINUTES = 10


class Desk:
    """One person's desk on one computer. Locking it clears the keys, the cases and all that was worked out of them.

    Attributes:
        sessions: who was let in.
        library, earlier: the law in use, and the law before its last update.
    """

    def __init__(self, folder: Path, port: int, *, law: Path | None = None, idle_minutes: float = IDLE_MINUTES) -> None:
        self.folder, self.port, self.law_folder, self.idle_minutes = folder, port, law, idle_minutes
        self.sessions = Sessions()
        self._open: tuple[Vault, Memory] | None = None
        self.library: Library = load_library(law)
        self.earlier: Library | None = None
        self.docket: Path | None = None
        self._lock = RLock()
        self._heard = elapsed()

    @property
    def hosts(self) -> frozenset[str]:
        """The addresses that are answered, exactly."""
        return frozenset({f"127.0.0.1:{self.port}", f"localhost:{self.port}"})

    @property
    def address(self) -> str:
        """The address of the application."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def has_vault(self) -> bool:
        """Whether a vault stands in the folder."""
        return has_vault(self.folder)

    @property
    def vault(self) -> Vault | None:
        """The open vault."""
        return self._open[0] if self._open else None

    @vault.setter
    def vault(self, vault: Vault | None) -> None:
        self._open = (vault, Memory()) if vault is not None else None

    @property
    def memory(self) -> Memory:
        """What was worked out about the cases of the open vault; while it is locked, nothing, and nothing is kept."""
        return self._open[1] if self._open else Memory()

    def forget(self) -> None:
        """Forget what was worked out about the cases."""
        with self._lock:
            self.vault = self.vault

    def heard(self) -> None:
        """Note that somebody is there; lock first if nobody was for too long."""
        self.lock_when_idle()
        self._heard = elapsed()

    def lock_when_idle(self) -> None:
        """Lock the vault if nothing was asked for as long as the desk allows."""
        if elapsed() - self._heard > self.idle_minutes * 60:
            self.lock()

    def make(self, passphrase: str) -> str:
        """Make a vault and open it.

        Returns:
            The recovery key to print.
        """
        with self._lock:
            vault, recovery = new_vault(self.folder, passphrase)
            self._take(vault)
            return recovery

    def unlock(self, secret: str) -> None:
        """Open the vault."""
        Thread(target=precedent_base, args=(self.library,), daemon=True).start()  # read while the key is derived
        vault = open_vault(self.folder, secret, how="application")
        try:
            vault.cases()  # decoded now, so that the first page need not
        except BaseException:
            vault.close()
            raise
        with self._lock:
            self._take(vault)
        _settle()

    def _take(self, vault: Vault) -> None:
        if self.vault is not None:
            self.vault.close()
        self.vault = vault

    def lock(self) -> None:
        """Close the vault, and forget its keys and all that was known of its cases."""
        with self._lock:
            vault, self.vault = self.vault, None
            if vault is not None:
                try:
                    vault.log("locked", detail="application")
                except Exception as error:  # a full disk: the keys are cleared all the same
                    note(error)
                finally:
                    vault.close()
        if vault is not None:
            gc.unfreeze()
            _settle()


def _settle() -> None:
    """Collect what is no more, and let the collector pass over what stands: walking it takes a fifth of a second."""
    gc.collect()
    gc.freeze()
