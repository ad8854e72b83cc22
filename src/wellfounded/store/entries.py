"""The entries of a case: small records under a kind and a key; every change is kept and can be undone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wellfounded.store.clock import now
from wellfounded.store.database import Database
from wellfounded.store.errors import UnwrittenEntry

KINDS = ("claim", "fact", "group", "group-fact", "ground", "finding", "note", "document")
LARGEST_BODY = 2_500_000  # as written: a letter beyond ASCII takes up to twelve characters, and a note holds 200,000


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a case.

    Attributes:
        kind: one of `KINDS`.
        key: tells entries of a kind apart.
        body: its fields.
    """

    kind: str
    key: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an entry, with what stood before and after (None: nothing stood there)."""

    number: int
    at: str
    kind: str
    key: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    undoes: int | None
    undone: bool


def entries(database: Database, case: str, kind: str | None = None) -> tuple[Entry, ...]:
    """List what a case holds, in the order it was first entered."""
    rows = database.read(
        "SELECT kind, key, body FROM entry WHERE case_id = ? AND (? IS NULL OR kind = ?) ORDER BY position",
        *(case, kind, kind),
    )
    return tuple(Entry(row[0], row[1], json.loads(row[2])) for row in rows)


def put(database: Database, case: str, written: Iterable[Entry]) -> tuple[int, ...]:
    """Write entries, all or none, durably before it returns.

    Returns:
        The numbers of the changes; an entry that stood so already makes none.
    """
    with database.transaction():
        numbers = (_set(database, case, one.kind, one.key, _text(one)) for one in written)
        return tuple(number for number in numbers if number is not None)


def remove(database: Database, case: str, kind: str, key: str) -> int | None:
    """Take an entry out; the history keeps it, and undoing brings it back."""
    with database.transaction():
        return _set(database, case, kind, key, None)


def history(database: Database, case: str) -> tuple[Change, ...]:
    """List every change of a case, newest first."""
    rows = database.read(
        "SELECT number, at, kind, key, before, after, undoes, undone FROM change WHERE case_id = ?"
        " ORDER BY number DESC",
        case,
    )
    return tuple(
        Change(number, at, kind, key, _body(before), _body(after), undoes, bool(undone))
        for number, at, kind, key, before, after, undoes, undone in rows
    )


def undo(database: Database, case: str, number: int | None = None) -> Change | None:
    """Undo one change (by default the last not yet undone) by writing what stood before it; itself undoable.

    Returns:
        The change undone, or None if there was none to undo.
    """
    with database.transaction():
        changes = history(database, case)
        if number is None:
            found = next((change for change in changes if not change.undone and change.undoes is None), None)
        else:
            found = next((change for change in changes if change.number == number and not change.undone), None)
        if found is None:
            return None
        before = None if found.before is None else _dumped(found.before)
        _set(database, case, found.kind, found.key, before, undoes=found.number)
        database.write("UPDATE change SET undone = 1 WHERE number = ?", found.number)
        if found.undoes is not None:
            database.write("UPDATE change SET undone = 0 WHERE number = ?", found.undoes)
        return found


def _set(
    database: Database, case: str, kind: str, key: str, body: str | None, *, undoes: int | None = None
) -> int | None:
    stood = database.read("SELECT body FROM entry WHERE case_id = ? AND kind = ? AND key = ?", case, kind, key)
    before = stood[0][0] if stood else None
    if before == body and undoes is None:
        return None
    moment = now()
    if body is None:
        database.write("DELETE FROM entry WHERE case_id = ? AND kind = ? AND key = ?", case, kind, key)
    else:
        database.write(
            "INSERT INTO entry SELECT ?1, ?2, ?3, coalesce(max(position), 0) + 1, ?4 FROM entry WHERE case_id = ?1"
            " ON CONFLICT DO UPDATE SET body = excluded.body",
            *(case, kind, key, body),
        )
    database.write(
        "INSERT INTO change (case_id, at, kind, key, before, after, undoes) VALUES (?, ?, ?, ?, ?, ?, ?)",
        *(case, moment, kind, key, before, body, undoes),
    )
    database.write("UPDATE cases SET changed = ? WHERE id = ?", moment, case)
    return int(database.read("SELECT max(number) FROM change")[0][0])


def _text(written: Entry) -> str:
    if written.kind not in KINDS:
        raise UnwrittenEntry("A case holds no entries of this kind.")
    text = _dumped(written.body)
    if len(text) > LARGEST_BODY:
        raise UnwrittenEntry("The text is too long for an entry.", remedy="Keep it as a document of the case.")
    return text


def _dumped(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=True, sort_keys=True)


def _body(text: str | None) -> dict[str, Any] | None:
    return None if text is None else json.loads(text)
