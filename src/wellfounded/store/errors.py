"""What can go wrong with a vault. No message ever holds a word of a case or a key."""

from __future__ import annotations

from wellfounded.errors import WellfoundedError


class VaultError(WellfoundedError):
    """A vault that cannot be made, opened or written as asked."""


class NoVault(VaultError):
    """There is no vault in the folder."""


class WrongKey(VaultError):
    """The passphrase or recovery key does not open the vault."""


class WeakPassphrase(VaultError):
    """A passphrase too short to protect a client."""


class DamagedVault(VaultError):
    """The vault's files were altered or damaged."""


class DamagedBackup(VaultError):
    """A backup that cannot be restored whole; nothing was restored."""


class UnwritableVault(VaultError):
    """A write that the disk did not take. Nothing of it was kept."""


class UnknownCase(VaultError):
    """No case, or several, by that name."""


class UnwrittenEntry(VaultError):
    """An entry that a case cannot hold."""
