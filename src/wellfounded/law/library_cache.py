"""A library kept in the form it has once it is read: safe, because it is found only by the content of its pages.

The file's name is a fingerprint of every page and of this form; its first line is a fingerprint of what follows. A file
that does not match is left alone and the pages are read again, so a stale or broken file is never trusted. It holds law
only, and JSON only: nothing in it is ever executed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from wellfounded import __version__
from wellfounded import rule as rules
from wellfounded.law import model
from wellfounded.law.index import Index
from wellfounded.law.library import Confirmed, Library, Standing

_TUPLE, _DATE, _SET = 0, 1, 2
_FORMS: tuple[type, ...] = (
    model.Authority,
    model.Holding,
    model.Treatment,
    model.Reach,
    model.OpenQuestion,
    model.StatedBy,
    model.LegalTest,
    model.Issue,
    model.TreatmentKind,
    model.Body,
    model.Element,
    model.Relief,
    model.Finding,
    model.Fact,
    model.LegalHoliday,
    rules.Name,
    rules.AllOf,
    rules.AnyOf,
    rules.Not,
    rules.AtLeast,
    rules.LawUnsettled,
    rules.Choice,
    rules.Known,
    rules.FixedDay,
    rules.FactDay,
    rules.YearsAfter,
    rules.DayTest,
    Standing,
    Confirmed,
)
_FIRST_FORM = 3
_TABLES = ("issues", "bodies", "treatments", "elements", "reliefs", "findings", "facts", "holidays")
_TAGS = {form: tag for tag, form in enumerate(_FORMS, _FIRST_FORM)}
FORM = f"{__version__} " + ";".join(f"{form.__name__}({','.join(form.__slots__)})" for form in _FORMS)  # type: ignore[attr-defined]


def cache_folder() -> Path | None:
    """Find the folder for files that may be made again at any time; None where the user has none."""
    named = os.environ.get("XDG_CACHE_HOME")
    home = os.environ.get("HOME") or os.environ.get("LOCALAPPDATA")
    if named:
        return Path(named) / "wellfounded"
    return Path(home) / ".cache" / "wellfounded" if home else None


def kept_library(fingerprint: str) -> Library | None:
    """Return the library kept under a fingerprint, or None if there is none that can be trusted."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        seal, _, body = (folder / f"law-{fingerprint}.json").read_bytes().partition(b"\n")
    except OSError:
        return None
    if seal.decode("ascii", "replace") != hashlib.sha256(body).hexdigest():
        return None
    return _library(json.loads(body), fingerprint)


def keep_library(library: Library, fingerprint: str) -> None:
    """Keep a library that was read without an error; do without where the disk does not allow it."""
    folder = cache_folder()
    if folder is None:
        return
    body = json.dumps(_contents(library), ensure_ascii=False, separators=(",", ":")).encode()
    beside = folder / f"law-{fingerprint}.{os.getpid()}.tmp"
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        beside.replace(folder / f"law-{fingerprint}.json")
        _forget_others(folder, fingerprint)
    with contextlib.suppress(OSError):
        beside.unlink(missing_ok=True)


def _forget_others(folder: Path, fingerprint: str, *, most: int = 4) -> None:
    others = [path for path in folder.glob("law-*.json") if fingerprint not in path.name]
    for path in sorted(others, key=lambda other: other.stat().st_mtime)[:-most]:
        path.unlink(missing_ok=True)


class _Unopened(Mapping[str, Any]):
    """Rows by id, each turned into its noun only when it is asked for."""

    def __init__(self, rows: dict[str, list[Any]]) -> None:
        self._rows = rows
        self._opened: dict[str, Any] = {}

    def __getitem__(self, id: str) -> Any:
        if id not in self._opened:
            self._opened[id] = _restored(self._rows[id])
        return self._opened[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, id: object) -> bool:
        return id in self._rows


def _contents(library: Library) -> list[Any]:
    words, index = library.vocabulary, library.index
    return [
        _plain(library.standing),
        _rows(library.authorities),
        [_rows(getattr(words, table)) for table in _TABLES],
        list(words.exact_facts),
        [index.names, index.treatments, index.tests, index.holdings],
    ]


def _rows(table: Mapping[str, Any]) -> dict[str, Any]:
    return {id: _plain(row) for id, row in table.items()}


def _library(contents: list[Any], fingerprint: str) -> Library:
    standing, authorities, tables, exact_facts, index = contents
    rows = dict(zip(_TABLES, map(_Unopened, tables), strict=True))
    vocabulary = model.Vocabulary(**rows, exact_facts=tuple(exact_facts))
    return Library(_Unopened(authorities), vocabulary, _restored(standing), digest=fingerprint, index=Index(*index))


def _plain(value: Any) -> Any:
    """Write a value as JSON: lists whose first number says what they are, and plain values."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, date):
        return [_DATE, value.toordinal()]
    if isinstance(value, tuple):
        return [_TUPLE, *map(_plain, value)]
    if isinstance(value, frozenset):
        return [_SET, *map(_plain, sorted(value))]
    return [_TAGS[type(value)], *(_plain(getattr(value, name)) for name in type(value).__slots__)]


_MAKERS: list[Callable[..., Any]] = [
    lambda *parts: parts,
    date.fromordinal,
    lambda *parts: frozenset(parts),
    *_FORMS,
]


def _restored(value: Any) -> Any:
    """Read back what `_plain` wrote."""
    if type(value) is not list:
        return value
    return _MAKERS[value[0]](*map(_restored, value[1:]))
