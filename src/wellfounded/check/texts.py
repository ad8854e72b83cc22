"""The user's own store of official texts: added from a file, kept by authority and zone, with their page numbers."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wellfounded.check.passages import ZONES, Text
from wellfounded.check.words import split_words
from wellfounded.errors import UnknownName, UnreadableFile
from wellfounded.law.library import Library
from wellfounded.law.model import Authority

FORM = 1
_HEADNOTE = re.compile(r"^\s*\((?P<number>\d{1,2})\)\s?(?=[A-Z“])", re.MULTILINE)
_BODY_BEGINS = re.compile(
    r"^\s*(?:BEFORE\s+THE\s+ATTORNEY\s+GENERAL|(?:ON\s+BEHALF\s+OF|FOR)\s+(?:THE\s+)?(?:RESPONDENTS?|APPLICANTS?|PETITIONERS?|DEPARTMENT)|CHARGE|BEFORE:|BY:)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class StoredText:
    """A text of the store.

    Attributes:
        authority: the id of its authority.
        zone: "body", "headnote", "footnote" or "dissent".
        whole: whether it is the whole of its zone.
        text: the text.
        pages: the place at which each page begins, with its number.
        file: the name of the file it was added from.
    """

    authority: str
    zone: str
    whole: bool
    text: str
    pages: tuple[tuple[int, str], ...]
    file: str


def default_folder() -> Path:
    """Return the folder of the store: WELLFOUNDED_TEXTS, or the place the system keeps a user's own files."""
    named = os.environ.get("WELLFOUNDED_TEXTS")
    if named:
        return Path(named)
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "wellfounded" / "texts"


def stored_texts(folder: Path) -> list[StoredText]:
    """Read every text of the store, in the order of their names; none if there is no store.

    Raises:
        UnreadableFile: if a file of the store is damaged.
    """
    return [_read(path) for path in sorted(folder.glob("*.json"))] if folder.is_dir() else []


def _read(path: Path) -> StoredText:
    try:
        keys = json.loads(path.read_text(encoding="utf-8"))
        if keys["form"] != FORM or keys["zone"] not in ZONES:
            raise ValueError("another form")
        pages = tuple((int(place), str(number)) for place, number in keys["pages"])
        return StoredText(
            str(keys["authority"]), str(keys["zone"]), bool(keys["whole"]), str(keys["text"]), pages, str(keys["file"])
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableFile(
            f"The stored text is damaged ({type(error).__name__}).",
            where=str(path),
            remedy="Remove the file and add the text again with `wellfounded texts add`.",
        ) from None


def file_of(folder: Path, text: StoredText) -> Path:
    """Return the file in which a text is kept."""
    return folder / f"{text.authority}.{text.zone}.json"


def contents_of(text: StoredText) -> bytes:
    """Write a text as it is kept."""
    keys = {
        "form": FORM,
        "authority": text.authority,
        "zone": text.zone,
        "whole": text.whole,
        "file": text.file,
        "pages": [list(page) for page in text.pages],
        "text": text.text,
    }
    return (json.dumps(keys, ensure_ascii=False, indent=1) + "\n").encode()


def texts_from(
    parts: dict[str, Any], authority: Authority, *, zone: str | None, whole: bool, file: str
) -> list[StoredText]:
    """Make the texts of an authority from a document as read.

    Args:
        parts: the document, as its reader found it; printed page numbers become pinpoints.
        zone: the zone it belongs to; if left out, headnotes at its head are set apart from the decision.
        whole: whether the file has the whole text.
        file: the name of the file.
    """
    text = str(parts["text"])
    pages = page_numbers(parts, authority)
    if zone is not None:
        return [StoredText(authority.id, zone, whole, text, pages, file)]
    cut = headnotes_end(text)
    if not cut:
        return [StoredText(authority.id, "body", whole, text, pages, file)]
    body = tuple((max(0, place - cut), number) for place, number in _from(pages, cut))
    return [
        StoredText(authority.id, "headnote", whole, text[:cut], tuple(page for page in pages if page[0] < cut), file),
        StoredText(authority.id, "body", whole, text[cut:], body, file),
    ]


def _from(pages: Sequence[tuple[int, str]], cut: int) -> list[tuple[int, str]]:
    before = [page for page in pages if page[0] <= cut]
    return [*before[-1:], *(page for page in pages if page[0] > cut)]


def headnotes_end(text: str) -> int:
    """Find where the decision itself begins after numbered headnotes; 0 if there are none before it.

    Example:
        >>> text = "Matter of X\\n(1) A rule.\\n(2) Another.\\nFOR RESPONDENT: Pro se\\nThe facts."
        >>> text[headnotes_end(text):][:14]
        'FOR RESPONDENT'
    """
    begins = _BODY_BEGINS.search(text)
    first = _HEADNOTE.search(text)
    if begins is None or first is None or first["number"] != "1" or first.start() > begins.start():
        return 0
    return begins.start() + len(begins[0]) - len(begins[0].lstrip())


def page_numbers(parts: dict[str, Any], authority: Authority) -> tuple[tuple[int, str], ...]:
    """Number the pages of a document: as printed on them, or counted from the first page of the citation."""
    begins: list[int] = list(parts.get("pages", ()))
    labels: list[str] = list(parts.get("labels", ()))
    if not begins:
        return ()
    offsets = {int(label) - at for at, label in enumerate(labels) if label.isdigit()}
    first = re.search(r"\b\d{1,3} (?:I&N Dec\.|U\.S\.|F\.3d|F\.4th|F\.2d) (\d+)", authority.cite)
    if len(offsets) == 1:
        base = offsets.pop()
    elif first is not None and not offsets:
        base = int(first[1])
    else:
        return tuple((place, label) for place, label in zip(begins, labels, strict=False) if label)
    return tuple((place, str(base + at)) for at, place in enumerate(begins))


def as_texts(stored: Iterable[StoredText], library: Library) -> Iterator[Text]:
    """Make the texts of the store ready to be compared with."""
    for text in stored:
        authority = library.authorities.get(text.authority)
        yield Text(
            text.authority,
            authority.name if authority else text.authority,
            authority.cite if authority else "",
            text.zone,
            text.whole,
            "",
            "seen",
            split_words(text.text, text.pages),
            text.file,
        )


def zone_named(name: str | None) -> str | None:
    """Read the name of a zone.

    Raises:
        UnknownName: if there is no such zone.
    """
    if name is not None and name not in ZONES:
        raise UnknownName("zone", name, ZONES, remedy=f"The zones are: {', '.join(ZONES)}.")
    return name


def missing_texts(library: Library, stored: Iterable[StoredText], *, wanted: Iterable[str] = ()) -> list[Authority]:
    """List the authorities whose whole text is not held.

    Args:
        wanted: the ids of the authorities a document cites; every authority of the library if left out.
    """
    held = {text.authority for text in stored if text.whole and text.zone == "body"}
    ids = list(dict.fromkeys(wanted)) or list(library.authorities)
    return [library.authorities[id] for id in ids if id in library.authorities and id not in held]
