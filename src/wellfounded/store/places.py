"""Where a vault stands, and writing its files so that nobody else reads them and none is ever half-written."""

from __future__ import annotations

import os
from pathlib import Path

from wellfounded.store.errors import NoVault, UnwritableVault, VaultError

HEADER, DATABASE = "vault.keys", "vault.db"
PLACE_VARIABLE = "WELLFOUNDED_VAULT"


def default_folder() -> Path:
    """Say where the vault stands unless told otherwise: under the user's own data, outside any repository."""
    if named := os.environ.get(PLACE_VARIABLE):
        return Path(named)
    base = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".local" / "share") / "wellfounded" / "vault"


def has_vault(folder: Path) -> bool:
    """Say whether a vault stands in a folder."""
    return (folder / HEADER).is_file() and (folder / DATABASE).is_file()


def check_has_vault(folder: Path) -> None:
    """Insist on a vault.

    Raises:
        NoVault: if none stands there.
    """
    if not has_vault(folder):
        raise NoVault("There is no vault here.", where=str(folder), remedy="`wellfounded vault new` makes one.")


def prepare_folder(folder: Path) -> None:
    """Make the folder of a new vault, for its owner alone.

    Raises:
        VaultError: if it lies inside a repository, holds files already, or cannot be made.
    """
    whole = folder.absolute()
    repository = next((place for place in (whole, *whole.parents) if (place / ".git").exists()), None)
    if repository is not None:
        raise VaultError(
            "A vault cannot stand inside a repository: its files could be published by mistake.",
            where=str(folder),
            remedy=f"{repository} is under version control. Choose a folder outside it.",
        )
    try:
        whole.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(whole.iterdir()):
            raise VaultError("The folder is not empty.", where=str(folder), remedy="Choose a new folder.")
        whole.chmod(0o700)
    except OSError as error:
        raise UnwritableVault(f"The folder cannot be made: {error.strerror}.", where=str(folder)) from None


def check_free(path: Path) -> None:
    """Insist that no file stands where one is to be written.

    Raises:
        VaultError: if one does.
    """
    if path.exists():
        raise VaultError("A file of this name stands there already.", where=str(path), remedy="Choose another name.")


def write_private(path: Path, content: bytes) -> None:
    """Write a file for its owner alone, durably, beside its place, and move it there.

    Raises:
        UnwritableVault: if the disk does not take it; what stood there before still stands.
    """
    beside = path.with_name(f".{path.name}.{os.urandom(6).hex()}.part")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
        sync_folder(path.parent)
    except OSError as error:
        beside.unlink(missing_ok=True) if path.parent.is_dir() else None
        raise UnwritableVault(
            f"The file cannot be written: {error.strerror}.", where=str(path), remedy="Nothing was changed."
        ) from None


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable, where the system can."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
