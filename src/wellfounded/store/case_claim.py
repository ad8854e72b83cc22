"""Between a case's entries and a claim: the same nouns, written small."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from wellfounded.answer import Answer
from wellfounded.claim.model import Claim, EnteredFinding, OtherGround, ProposedGroup, RecordedFact
from wellfounded.store.entries import Entry


def new_key() -> str:
    """Make a key for an entry that has no name of its own."""
    return os.urandom(6).hex()


def claim_of_entries(held: Iterable[Entry]) -> Claim:
    """Build the claim that a case's entries record."""
    kinds: dict[str, list[Entry]] = {}
    for entry in held:
        kinds.setdefault(entry.kind, []).append(entry)
    head = next((entry.body for entry in kinds.get("claim", [])), {})
    order = [entry.key for entry in kinds.get("group", [])]
    own: dict[str, list[RecordedFact]] = {key: [] for key in order}
    for entry in kinds.get("group-fact", []):
        group, _, name = entry.key.partition("/")
        own.get(group, []).append(_fact(name, entry.body))
    return Claim(
        pseudonym=head.get("pseudonym", ""),
        facts=tuple(_fact(entry.key, entry.body) for entry in kinds.get("fact", [])),
        groups=tuple(ProposedGroup(entry.body["words"], tuple(own[entry.key])) for entry in kinds.get("group", [])),
        grounds=tuple(
            OtherGround(entry.body["kind"], entry.body.get("words", "")) for entry in kinds.get("ground", [])
        ),
        findings=tuple(_finding(entry.body, order) for entry in kinds.get("finding", [])),
        stage=head.get("stage", ""),
        circuit=head.get("circuit") or None,
        hearing_on=_day(head.get("hearing_on")),
        source=head.get("source", ""),
        filed_on_day_asked=bool(head.get("filed_on_day_asked", False)),
        note=head.get("note", ""),
    )


def entries_of_claim(claim: Claim) -> Iterator[Entry]:
    """List the entries that record a claim."""
    yield head_entry(claim)
    yield from (fact_entry(recorded) for recorded in claim.facts)
    keys = [new_key() for _ in claim.groups]
    for key, group in zip(keys, claim.groups, strict=True):
        yield Entry("group", key, {"words": group.words})
        yield from (fact_entry(recorded, group=key) for recorded in group.facts)
    yield from (Entry("ground", new_key(), {"kind": one.kind, "words": one.words}) for one in claim.grounds)
    yield from (_finding_entry(found, keys) for found in claim.findings)


def head_entry(claim: Claim) -> Entry:
    """Write a claim's own fields as an entry."""
    body = {
        "pseudonym": claim.pseudonym,
        "stage": claim.stage,
        "circuit": claim.circuit or "",
        "hearing_on": claim.hearing_on.isoformat() if claim.hearing_on else "",
        "source": claim.source,
        "filed_on_day_asked": claim.filed_on_day_asked,
        "note": claim.note,
    }
    return Entry("claim", "", body)


def fact_entry(recorded: RecordedFact, *, group: str = "") -> Entry:
    """Write a fact as an entry, of the claim or of one of its groups."""
    is_day = isinstance(recorded.value, date)
    body: dict[str, Any] = {"day" if is_day else "value": str(recorded.value)}
    for name in ("source", "evidence", "certainty", "about", "note"):
        if words := getattr(recorded, name):
            body[name] = words
    return Entry("group-fact", f"{group}/{recorded.fact}", body) if group else Entry("fact", recorded.fact, body)


def _fact(name: str, body: dict[str, Any]) -> RecordedFact:
    value = date.fromisoformat(body["day"]) if "day" in body else body["value"]
    said = body.get
    more = (said(key, "") for key in ("source", "evidence", "certainty", "about", "note"))
    return RecordedFact(name, value, *more)


def _finding_entry(found: EnteredFinding, groups: list[str]) -> Entry:
    body = {
        "finding": found.finding,
        "answer": found.answer.value,
        "source": found.source,
        "from_day": found.from_day.isoformat() if found.from_day else "",
        "until_day": found.until_day.isoformat() if found.until_day else "",
        "circuits": sorted(found.circuits),
        "group": groups[found.group - 1] if found.group else "",
    }
    if ended_by := getattr(found, "ended_by", ""):
        body["ended_by"] = ended_by
    return Entry("finding", new_key(), body)


def _finding(body: dict[str, Any], groups: list[str]) -> EnteredFinding:
    more = {"ended_by": body["ended_by"]} if "ended_by" in body else {}
    return EnteredFinding(
        finding=body["finding"],
        answer=Answer(body["answer"]),
        source=body["source"],
        from_day=_day(body["from_day"]),
        until_day=_day(body["until_day"]),
        circuits=frozenset(body["circuits"]),
        group=groups.index(body["group"]) + 1 if body["group"] in groups else 0,
        **more,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
