"""A library kept in the form it has once it is read: safe, because it is found only by the content of its pages.

The file's name is a fingerprint of every page and of this form; its first line is a fingerprint of what follows. A
file that does not match is left alone and the pages are read again, so a stale or broken file is never trusted. It
holds law only, and JSON only: nothing in it is ever executed. A row is opened only when a question needs it.

The fingerprint itself is remembered, as git remembers what it has read: with the size, times and file number of every
page. One sign that differs, or a page written as late as the note itself, and the pages are read again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Raw, Struct

from wellfounded import __version__
from wellfounded import rule as rules
from wellfounded.law import model
from wellfounded.law.folder import Signs
from wellfounded.law.index import Index
from wellfounded.law.library import Library, Standing

Row = TypeVar("Row")
_SAME_MOMENT_NS = 50_000_000
_TABLES: dict[str, type[Struct]] = {
    "issues": model.Issue,
    "bodies": model.Body,
    "treatments": model.TreatmentKind,
    "elements": model.Element,
    "reliefs": model.Relief,
    "findings": model.Finding,
    "facts": model.Fact,
    "holidays": model.LegalHoliday,
    "contradictions": model.Contradiction,
}


def _form() -> str:
    """Say in what form a library is kept: the version, and the fields of every class that is kept."""
    kept = [*vars(model).values(), *vars(rules).values(), Index, Standing]
    nouns = [noun for noun in kept if isinstance(noun, type) and issubclass(noun, Struct) and noun is not Struct]
    return f"{__version__} " + ";".join(f"{noun.__name__}({','.join(noun.__struct_fields__)})" for noun in nouns)


FORM = _form()


class _Kept(Struct):
    """The contents of a kept file; rows stay unread text until they are asked for."""

    standing: Standing
    authorities: dict[str, Raw]
    tables: dict[str, dict[str, Raw]]
    exact_facts: tuple[str, ...]
    index: Index


class _Unopened(Mapping[str, Row], Generic[Row]):
    """Rows by id, each read into its noun only when it is asked for."""

    def __init__(self, rows: Mapping[str, Raw], noun: type[Row]) -> None:
        self._rows = rows
        self._decoder = msgspec.json.Decoder(noun)
        self._opened: dict[str, Row] = {}

    def __getitem__(self, id: str) -> Row:
        if id not in self._opened:
            self._opened[id] = self._decoder.decode(self._rows[id])
        return self._opened[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, id: object) -> bool:
        return id in self._rows


def cache_folder() -> str | None:
    """Find the folder for files that may be made again at any time; None where the user has none."""
    named = os.environ.get("XDG_CACHE_HOME")
    if named:
        return os.path.join(named, "wellfounded")
    home = os.environ.get("HOME") or os.environ.get("LOCALAPPDATA")
    return os.path.join(home, ".cache", "wellfounded") if home else None


class _Seen(Struct):
    """What a folder's pages looked like when their fingerprint was taken."""

    fingerprint: str
    signs: Signs


def remembered_fingerprint(folder: str, signs: Signs) -> str:
    """Return the fingerprint taken of a folder whose pages still show the same signs, or an empty text."""
    note = _note(folder)
    try:
        with open(note or "", "rb") as file:
            seal, _, body = file.read().partition(b"\n")
            written = os.fstat(file.fileno()).st_mtime_ns
    except OSError:
        return ""
    if seal != _seal(body):
        return ""
    seen = msgspec.json.decode(body, type=_Seen)
    late = max((max(sign[1], sign[2]) for sign in signs.values()), default=0)
    return seen.fingerprint if seen.signs == signs and late < written - _SAME_MOMENT_NS else ""


def remember_fingerprint(folder: str, signs: Signs, fingerprint: str) -> None:
    """Note the fingerprint of a folder with the signs its pages showed before they were read."""
    note = _note(folder)
    if note is not None:
        _write(note, msgspec.json.encode(_Seen(fingerprint, signs)))


def _note(folder: str) -> str | None:
    cache = cache_folder()
    place = hashlib.sha256(f"{FORM}\n{os.path.abspath(folder)}".encode()).hexdigest()[:24]
    return os.path.join(cache, f"seen-{place}.json") if cache else None


def kept_library(fingerprint: str) -> Library | None:
    """Return the library kept under a fingerprint, or None if there is none that can be trusted."""
    folder = cache_folder()
    if folder is None or not fingerprint:
        return None
    try:
        with open(os.path.join(folder, f"law-{fingerprint}.json"), "rb") as file:
            seal, _, body = file.read().partition(b"\n")
    except OSError:
        return None
    if seal != _seal(body):
        return None
    kept = msgspec.json.decode(body, type=_Kept)
    tables: dict[str, Any] = {name: _Unopened(kept.tables[name], noun) for name, noun in _TABLES.items()}
    vocabulary = model.Vocabulary(**tables, exact_facts=kept.exact_facts)
    authorities = _Unopened(kept.authorities, model.Authority)
    return Library(authorities, vocabulary, kept.standing, digest=fingerprint, index=kept.index)


def keep_library(library: Library, fingerprint: str) -> None:
    """Keep a library that was read without an error; do without where the disk does not allow it."""
    folder = cache_folder()
    if folder is None:
        return
    words = library.vocabulary
    body = msgspec.json.encode(
        {
            "standing": library.standing,
            "authorities": dict(library.authorities),
            "tables": {name: dict(getattr(words, name)) for name in _TABLES},
            "exact_facts": words.exact_facts,
            "index": library.index,
        }
    )
    if _write(os.path.join(folder, f"law-{fingerprint}.json"), body):
        _forget_others(folder, fingerprint)


def _write(path: str, body: bytes) -> bool:
    """Write a sealed file beside its place and move it there; say whether the disk allowed it."""
    beside = f"{path}.{os.getpid()}.tmp"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(beside, "wb") as file:
            file.write(_seal(body) + b"\n" + body)
        os.replace(beside, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        return False
    return True


def _seal(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()


def _forget_others(folder: str, fingerprint: str, *, most: int = 4) -> None:
    names = [name for name in os.listdir(folder) if name.startswith("law-") and fingerprint not in name]
    paths = [os.path.join(folder, name) for name in names]
    with contextlib.suppress(OSError):
        for path in sorted(paths, key=os.path.getmtime)[:-most]:
            os.unlink(path)
