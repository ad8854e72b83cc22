"""The cases of an open vault, decoded once: only what changed since is read again, whichever program changed it.

They stand in the memory of this program alone, and only while the vault is open.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from wellfounded.claim.model import Claim
from wellfounded.store import entries
from wellfounded.store.case_claim import claim_of_entries
from wellfounded.store.database import Database, State
from wellfounded.store.entries import Entry
from wellfounded.store.errors import UnknownCase

ONE_BY_ONE = 20
_REVISIONS = (
    "SELECT id, changed, (SELECT coalesce(max(number), 0) FROM change WHERE case_id = cases.id) AS number FROM cases"
)
_ENTRIES = (
    "SELECT case_id, kind, key, body FROM entry WHERE kind NOT IN ('note', 'document') ORDER BY case_id, position"
)


@dataclass(frozen=True, slots=True)
class Case:
    """A case, as lists show it.

    Attributes:
        id: random; the log and addresses name the case by it.
        claim: what the case records.
        changed: the moment of the last change.
        revision: the number of the last change; no two changes of a vault have the same.
    """

    id: str
    claim: Claim
    changed: str
    revision: int = 0


class Cases:
    """The cases of one database, held while it is open."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._state: State | None = None
        self._held: dict[str, Case] = {}
        self._listed: tuple[Case, ...] = ()

    def listed(self) -> tuple[Case, ...]:
        """List all cases, in the order of their names."""
        with self._database.snapshot() as committed:
            if not committed:  # in the middle of a write, which may yet be undone
                return _in_order(self._decoded())
            self._refresh()
            return self._listed

    def find(self, name: str) -> Case:
        """Find a case by its id or its pseudonym.

        Raises:
            UnknownCase: if none has it, or several do.
        """
        with self._database.snapshot() as committed:
            if not committed or self._state is None:
                return self._read(_only(self._ids(name)))
            self._refresh()
            if name in self._held:
                return self._held[name]
            return self._held[_only([case.id for case in self._listed if case.claim.pseudonym == name])]

    def forget(self) -> None:
        """Forget all cases."""
        self._state, self._held, self._listed = None, {}, ()

    def _refresh(self) -> None:
        state = self._database.state()
        if state == self._state:
            return
        revisions = {case: (changed, number) for case, changed, number in self._database.read(_REVISIONS)}
        stale = [
            case
            for case, (_, number) in revisions.items()
            if case not in self._held or self._held[case].revision != number
        ]
        if len(stale) > ONE_BY_ONE:
            self._held = {case.id: case for case in self._decoded()}
        else:
            kept = {id: case for id, case in self._held.items() if id in revisions}
            self._held = kept | {id: self._read(id) for id in stale}
        self._listed, self._state = _in_order(self._held.values()), state

    def _decoded(self) -> Iterator[Case]:
        """Decode every case: all texts in one go, which is several times faster than one by one."""
        rows = self._database.read(_ENTRIES)
        bodies = json.loads(f"[{','.join(row[3] for row in rows)}]")
        held: dict[str, list[Entry]] = {}
        for case, of_case in groupby(zip(rows, bodies, strict=True), key=lambda pair: pair[0][0]):
            held[case] = [Entry(row[1], row[2], body) for row, body in of_case]
        for id, changed, number in self._database.read(_REVISIONS):
            yield Case(id, claim_of_entries(held.get(id, ())), changed, number)

    def _read(self, id: str) -> Case:
        changed, number = self._database.read(f"SELECT changed, number FROM ({_REVISIONS}) WHERE id = ?", id)[0]
        return Case(id, claim_of_entries(entries.entries(self._database, id)), changed, number)

    def _ids(self, name: str) -> list[str]:
        rows = self._database.read("SELECT id FROM cases WHERE id = ?", name) or self._database.read(
            "SELECT case_id FROM entry WHERE kind = 'claim' AND json_extract(body, '$.pseudonym') = ?", name
        )
        return [str(row[0]) for row in rows]


def _only(ids: list[str]) -> str:
    if len(ids) != 1:
        raise UnknownCase(
            "No case has this name." if not ids else "Several cases have this name.",
            remedy="`wellfounded vault open` lists the cases with their ids.",
        )
    return ids[0]


def _in_order(cases: Iterable[Case]) -> tuple[Case, ...]:
    return tuple(sorted(cases, key=lambda case: (case.claim.pseudonym.casefold(), case.id)))
