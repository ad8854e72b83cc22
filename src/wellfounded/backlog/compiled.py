"""Machine code of the inner loops: compiled once for each machine, and kept where it is safe.

Kept code is executed, so a folder that another user can write is never used. The folder's name is a digest of every
compiled source, of numba and its settings, of Python and of the processor: code that has changed is never run from an
old file. A run that finds its code kept needs neither numba nor the time that importing it takes.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import os
import platform
import stat
import sys
import tempfile
from _thread import interrupt_main
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Timer, current_thread, main_thread
from typing import Any

import llvmlite.binding as llvm
import numpy as np

from wellfounded.backlog.machine import MOST_AXES, Form, target
from wellfounded.law.library_cache import cache_folder

ENGINES = {
    "case_entry": "the model of single cases (about 20 seconds)",
    "fluid_entry": "the model of means (about 15 seconds)",
}
"""The modules of the engines' entries, and what they are in words."""
SOURCES = (
    "machine.py",
    "compiled.py",
    "compiling.py",
    "eights.py",
    "keyed.py",
    "agenda.py",
    "court_kernel.py",
    "court_days.py",
    "court_lists.py",
    "court_hearings.py",
    "court_lengths.py",
    "board_kernel.py",
    "stock_kernel.py",
    "case_entry.py",
    "fluid_kernel.py",
    "fluid_line.py",
    "fluid_ages.py",
    "fluid_days.py",
    "fluid_entry.py",
)
_NEVER_CALLED = ("numba_gil_ensure", "numba_gil_release", "NRT_MemInfo_call_dtor")
"""What numba's code names and an engine never calls: it raises no error and frees no array."""

_NOT_KEPT = "not kept, because no folder of this user's own was found, or bounds of arrays are checked"

_loaded: list[Any] = []
_told: list[bool] = []


class Engine:
    """An engine that works on some named tuples of arrays; it keeps them, and runs without Python's lock."""

    def __init__(self, name: str, *tuples: Any) -> None:
        """Take up an engine, compiled now if it is not kept; `name` is that of its module, one of `ENGINES`."""
        forms = tuple(Form(type(one), tuple((array.dtype, array.ndim) for array in one)) for one in tuples)
        arrays = [array for one in tuples for array in one]
        assert all(array.flags.c_contiguous for array in arrays)
        self._arrays = arrays
        self._places = np.array([array.ctypes.data for array in arrays], dtype=np.int64)
        self._lengths = np.ones((len(arrays), MOST_AXES), dtype=np.int64)
        for row, array in zip(self._lengths, arrays, strict=True):
            row[: array.ndim] = array.shape
        self._entry = _entry(name, forms)
        self._where = (self._places.ctypes.data, self._lengths.ctypes.data)

    def __call__(self, *numbers: int) -> None:
        """Run."""
        self._entry(*map(ctypes.c_int64, numbers), *map(ctypes.c_void_p, self._where))


@cache
def _entry(name: str, forms: tuple[Form, ...]) -> Any:
    """Return an engine's entry."""
    file = f"{name}-{hashlib.blake2b(repr(forms).encode(), digest_size=4).hexdigest()}.code"
    kept = _kept(file)
    if kept is None:
        _tell(name)
        with _no_interruption_lost():
            from wellfounded.backlog.compiling import machine_code

            module = importlib.import_module(f"wellfounded.backlog.{name}")
            kept = machine_code(module.entry_of, forms)
        _keep(file, *kept)
    return ctypes.CFUNCTYPE(None)(_loaded_at(*kept))


@contextmanager
def _no_interruption_lost() -> Iterator[None]:
    """Let Ctrl-C end what compiles: where it falls into a call back from C, which drops errors, it is sent again."""
    if current_thread() is not main_thread():
        yield
        return
    others = sys.unraisablehook

    def dropped(what: sys.UnraisableHookArgs) -> None:
        if what.exc_type is KeyboardInterrupt:
            Timer(0.05, interrupt_main).start()  # by then the call is over: raised here, it would be dropped once more
        else:
            others(what)

    sys.unraisablehook = dropped
    try:
        yield
    finally:
        sys.unraisablehook = others


def _loaded_at(entry: str, code: bytes) -> int:
    """Load machine code for good and return where its entry lies."""
    process = ctypes.CDLL(None) if os.name == "posix" else ctypes.CDLL("ucrtbase")
    for name in _NEVER_CALLED:
        llvm.add_symbol(name, ctypes.cast(process.abort, ctypes.c_void_p).value)
    loader = llvm.create_mcjit_compiler(llvm.parse_assembly(""), target())
    file = llvm.ObjectFileRef.from_data(code)
    loader.add_object_file(file)
    loader.finalize_object()
    _loaded.extend((loader, file))
    return int(loader.get_function_address(entry))


def _kept(file: str) -> tuple[str, bytes] | None:
    """Return an engine's entry and machine code as an earlier run kept it."""
    if KEPT is None:
        return None
    try:
        parts = (KEPT / file).read_bytes().split(b"\n", 2)
    except OSError:
        return None
    if len(parts) < 3:
        return None
    digest, text, code = parts
    if hashlib.blake2b(text + code, digest_size=16).hexdigest().encode() != digest:
        return None
    return text.decode(), code


def _keep(file: str, entry: str, code: bytes) -> None:
    """Keep an engine's entry and machine code for later runs; where that cannot be, this run goes on without."""
    if KEPT is None:
        return
    text = entry.encode()
    digest = hashlib.blake2b(text + code, digest_size=16).hexdigest().encode()
    with suppress(OSError):
        _write_whole(KEPT / file, b"\n".join((digest, text, code)))


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all; what was begun is taken away again."""
    number, part = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
        os.replace(part, path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def _fingerprint() -> str:
    here = Path(__file__).parent
    digest = hashlib.blake2b(digest_size=12)
    for name in SOURCES:
        digest.update((here / name).read_bytes())
    features = llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten()
    settings = sorted(one for one in os.environ.items() if one[0].startswith("NUMBA_"))
    about = (version("numba"), version("llvmlite"), platform.python_version(), platform.machine(), features, settings)
    digest.update(repr(about).encode())
    return digest.hexdigest()


def _folder() -> Path | None:
    """Return the folder of the compiled code, made if need be; None if there is none that only this user can write.

    Code that checks the bounds of arrays raises errors, for which it needs numba: it is not kept either.
    """
    base = cache_folder()
    if base is None or os.environ.get("NUMBA_BOUNDSCHECK"):
        return None
    folder = Path(base) / "compiled" / _fingerprint()
    try:
        Path(base).mkdir(parents=True, exist_ok=True)
        for one in (folder.parent, folder):
            one.mkdir(mode=0o700, exist_ok=True)
        return folder if _only_ours(folder) and _only_ours(folder.parent) else None
    except OSError:
        return None


def _only_ours(folder: Path) -> bool:
    if not hasattr(os, "getuid"):
        return True
    about = folder.stat()
    return about.st_uid == os.getuid() and not about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def announce() -> None:
    """Let it be said on stderr when an engine has to be compiled."""
    _told.append(True)


def _tell(name: str) -> None:
    if _told:
        kept = "kept for the next runs" if KEPT else _NOT_KEPT
        print(f"Compiling {ENGINES[name]} for this machine: {kept}.", file=sys.stderr, flush=True)


KEPT = _folder()
