"""Compiling the inner loops, once for each machine, and keeping the compiled code where it is safe.

Compiled code is executed, so a folder that another user can write is never used. The folder's name is a digest of every
compiled source, of numba, of Python and of the processor: code that has changed is never run from an old file.
"""

from __future__ import annotations

import hashlib
import os
import platform
import stat
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

from wellfounded.law.library_cache import cache_folder

Function = TypeVar("Function", bound=Callable[..., object])

SOURCES = (
    "compiled.py",
    "keyed.py",
    "fluid_kernel.py",
    "agenda.py",
    "court_kernel.py",
    "board_kernel.py",
    "stock_kernel.py",
)
_MARK = "complete"


def compiled(function: Function) -> Function:
    """Compile a function when it is first called; it runs without Python's lock and is kept for the next start."""
    return cast(Function, numba.njit(cache=KEPT is not None, nogil=True, error_model="numpy")(function))


def lean(function: Function) -> Function:
    """Compile a small function that makes no array into its callers; it counts no references to those it is handed."""
    how: dict[str, Any] = {"nogil": True, "error_model": "numpy", "forceinline": True, "_nrt": False}
    return cast(Function, numba.njit(cache=KEPT is not None, **how)(function))


def inlined(function: Function) -> Function:
    """Compile a small function into the ones that call it."""
    return cast(Function, numba.njit(inline="always", error_model="numpy")(function))


def _fingerprint() -> str:
    here = Path(__file__).parent
    digest = hashlib.blake2b(digest_size=12)
    for name in SOURCES:
        path = here / name
        digest.update(path.read_bytes() if path.is_file() else b"")
    about = (numba.__version__, platform.python_version(), platform.machine(), platform.processor(), str(here))
    digest.update(repr(about).encode())
    return digest.hexdigest()


def _folder() -> Path | None:
    """Return the folder of the compiled code, made if need be; None if there is none that only this user can write."""
    base = cache_folder()
    if base is None:
        return None
    folder = Path(base) / "compiled" / _fingerprint()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if _only_ours(folder) and _only_ours(folder.parent) else None
    except OSError:
        return None


def _only_ours(folder: Path) -> bool:
    if not hasattr(os, "getuid"):
        return True
    about = folder.stat()
    return about.st_uid == os.getuid() and not about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def is_ready() -> bool:
    """Say whether the compiled code of an earlier run is there."""
    return KEPT is not None and (KEPT / _MARK).is_file()


def announce() -> None:
    """Say on stderr that the first run compiles, if it does."""
    if not is_ready():
        kept = "kept for the next runs" if KEPT else "not kept, because no folder of this user's own was found"
        print(f"Compiling the model for this machine: about a minute, {kept}.", file=sys.stderr, flush=True)


def remember() -> None:
    """Note that the compiled code is whole."""
    if KEPT is not None and not is_ready():
        with tempfile.NamedTemporaryFile(dir=KEPT, delete=False) as part:
            part.write(b"wellfounded\n")
        os.replace(part.name, KEPT / _MARK)


KEPT = _folder()
if KEPT is not None:
    numba.config.CACHE_DIR = str(KEPT)  # type: ignore[attr-defined]
