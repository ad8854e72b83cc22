"""One claim of a table, as a claim: to explain it, and to hold the engines against the reader of single cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from wellfounded.answer import Answer, from_known
from wellfounded.claim.model import (
    NO,
    YES,
    Claim,
    EnteredFinding,
    ProposedGroup,
    RecordedFact,
)
from wellfounded.claim.sql import quoted
from wellfounded.docket.caseload import CIRCUIT, CLAIM, FINDING, GROUP, HEARING, STAGE, Caseload
from wellfounded.docket.engine import Engine
from wellfounded.errors import UnknownName, WellfoundedError
from wellfounded.law.model import Vocabulary


def claim_of(engine: Engine, caseload: Caseload, id: str, vocabulary: Vocabulary) -> Claim:
    """Read one claim by its id.

    Raises:
        UnknownName: if no claim has that id.
        WellfoundedError: if the table has no column `claim`.
    """
    if CLAIM not in caseload.has:
        raise WellfoundedError("The table has no column `claim`: its claims have no ids.", where=caseload.path.name)
    order = f"ORDER BY {quoted(GROUP)}" if GROUP in caseload.has else ""
    asked = "'" + id.replace("'", "''") + "'"
    rows = rows_of(engine, caseload, f"SELECT * FROM {caseload.source} WHERE {quoted(CLAIM)} = {asked} {order}")
    if not rows:
        some = engine.rows(f"SELECT {quoted(CLAIM)} FROM {caseload.source} ORDER BY 1 LIMIT 500")
        raise UnknownName("claim of the table", id, [str(name) for (name,) in some])
    return claim_of_rows(rows, caseload, vocabulary)


def rows_of(engine: Engine, caseload: Caseload, select: str) -> list[dict[str, Any]]:
    """Read typed rows of a caseload, each by the names of its columns."""
    names = ["row", *(name for name in (CLAIM, GROUP, CIRCUIT, STAGE, HEARING) if name in caseload.has)]
    names += [*(fact.id for fact in caseload.facts), *(FINDING + name for name in caseload.findings)]
    found = engine.rows(f"SELECT {', '.join(map(quoted, names))} FROM ({select})")
    return [dict(zip(names, row, strict=True)) for row in found]


def claim_of_rows(rows: list[dict[str, Any]], caseload: Caseload, vocabulary: Vocabulary) -> Claim:
    """Build the claim of its rows: one, or one for each proposed group."""
    first = rows[0]
    facts = [tuple(_facts(row, caseload, f"row {row['row'] + 1} of {caseload.path.name}")) for row in rows]
    groups: tuple[ProposedGroup, ...] = ()
    if len(rows) > 1:
        groups = tuple(ProposedGroup(f"group {row.get(GROUP)}", own) for row, own in zip(rows, facts, strict=True))
    return Claim(
        pseudonym=str(first.get(CLAIM, f"row {first['row'] + 1}")),
        facts=() if groups else facts[0],
        groups=groups,
        findings=tuple(_findings(rows, caseload)),
        stage=first.get(STAGE, ""),
        circuit=first.get(CIRCUIT) or None,
        hearing_on=first.get(HEARING),
        source=f"row {first['row'] + 1} of {caseload.path.name}",
    )


def _facts(row: Mapping[str, Any], caseload: Caseload, source: str) -> Iterator[RecordedFact]:
    for fact in caseload.facts:
        value = row[fact.id]
        if isinstance(value, bool):
            yield RecordedFact(fact.id, YES if value else NO, source)
        elif isinstance(value, str | date):
            yield RecordedFact(fact.id, value, source)


def _findings(rows: list[dict[str, Any]], caseload: Caseload) -> Iterator[EnteredFinding]:
    for number, row in enumerate(rows, 1):
        for name in caseload.findings:
            answer: Answer = from_known(row[FINDING + name])
            yield EnteredFinding(name, answer, "entered in the table", group=number if len(rows) > 1 else 0)
