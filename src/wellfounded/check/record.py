"""The record of known cases: who held office, how the press calls a case, what a decision tells, passages seen."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from wellfounded.check.passages import Text
from wellfounded.check.words import split_words
from wellfounded.errors import UnreadableFile
from wellfounded.shipped import material_folder


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """Who held an office, and when (half-open)."""

    name: str
    office: str
    from_day: date
    until_day: date | None


@dataclass(frozen=True, slots=True)
class KnownCase:
    """The names of the persons in whose case an authority was made."""

    authority: str
    persons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TellingFact:
    """Something a decision tells, and words that tell it otherwise."""

    authority: str
    persons: tuple[str, ...]
    about: str
    near: tuple[str, ...]
    record: tuple[str, ...]
    other: tuple[str, ...]
    pinpoint: str
    source: str


@dataclass(frozen=True, slots=True)
class RulingReach:
    """How far a ruling goes, in its own words, and words that say the same, more, or leave the limit out."""

    authority: str
    about: str
    topic: tuple[str, ...]
    same: tuple[str, ...]
    wider: tuple[str, ...]
    looser: tuple[str, ...]
    says: str
    limit: str
    pinpoint: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline, and other numbers of days that are stated for it."""

    authority: str
    about: str
    near: tuple[str, ...]
    days: int
    otherwise: tuple[int, ...]
    from_day: date
    note: str
    by: str
    source: str


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """Everything of the record that statements are compared with."""

    office_holders: tuple[OfficeHolder, ...] = ()
    cases: tuple[KnownCase, ...] = ()
    facts: tuple[TellingFact, ...] = ()
    reaches: tuple[RulingReach, ...] = ()
    deadlines: tuple[Deadline, ...] = ()


@cache
def record_texts() -> tuple[RecordFacts, tuple[Text, ...]]:
    """Read the product's record: its facts, and the passages known to be in the official words.

    Raises:
        UnreadableFile: if the file is missing or malformed.
    """
    path = material_folder("authorities") / "index" / "record.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return _facts(tables), tuple(_passages(tables))
    except (OSError, tomllib.TOMLDecodeError, KeyError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"The record of cases cannot be read: {error}.", where=str(path)) from None


def _facts(tables: dict[str, Any]) -> RecordFacts:
    return RecordFacts(
        tuple(
            OfficeHolder(row["name"], row["office"], row["from"], row.get("until"))
            for row in tables.get("office-holder", ())
        ),
        tuple(KnownCase(row["authority"], tuple(row["persons"])) for row in tables.get("case", ())),
        tuple(
            TellingFact(
                row["authority"],
                tuple(row["persons"]),
                row["about"],
                tuple(row["near"]),
                tuple(row["record"]),
                tuple(row["other"]),
                row["pinpoint"],
                row["source"],
            )
            for row in tables.get("fact", ())
        ),
        tuple(
            RulingReach(
                row["authority"],
                row["about"],
                tuple(row["topic"]),
                tuple(row["same"]),
                tuple(row["wider"]),
                tuple(row["looser"]),
                row["says"],
                row["limit"],
                row["pinpoint"],
            )
            for row in tables.get("reach", ())
        ),
        tuple(
            Deadline(
                row["authority"],
                row["about"],
                tuple(row["near"]),
                row["days"],
                tuple(row["otherwise"]),
                row["from"],
                row["note"],
                row["by"],
                row["source"],
            )
            for row in tables.get("deadline", ())
        ),
    )


def _passages(tables: dict[str, Any]) -> Iterator[Text]:
    for row in tables.get("passage", ()):
        yield Text(
            row.get("authority", ""),
            row.get("title", ""),
            row.get("cite", ""),
            row["zone"],
            False,
            row.get("pinpoint", ""),
            row["known"],
            split_words(row["text"]),
            row["source"],
        )
