"""One load into a store at a time: the operating system holds the lock, and lets it go however the load ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wellfounded.errors import UnreadableFile, WellfoundedError


class LoadRunning(WellfoundedError):
    """Another load into the same store is running."""


@contextmanager
def only_load(store: Path) -> Iterator[None]:
    """Hold the store for one load; what a killed load left of the lock does not hold it.

    Raises:
        LoadRunning: if another load holds it.
        UnreadableFile: if nothing can be written beside the store.
    """
    path = store.absolute().parent / f".{store.name}.loading"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        held = _held(path)
    except OSError as error:
        raise UnreadableFile(
            f"Nothing can be written beside the store: {error.strerror}.", where=str(path.parent)
        ) from None
    if held is None:
        raise LoadRunning(
            "Another load into this store is running.",
            where=str(store),
            remedy="Wait until it ends, or name another store. The store is as it was.",
        )
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        os.close(held)


def _held(path: Path) -> int | None:
    """Lock a file, making it where it is lacking; None if somebody else holds it.

    The file may have been taken away between opening and locking it: then another is made.
    """
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _lock(file):
            os.close(file)
            return None
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(file), path.stat()):
                return file
        os.close(file)


def _lock(file: int) -> bool:
    """Lock an open file unless somebody else holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
