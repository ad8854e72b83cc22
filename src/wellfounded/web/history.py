"""The history of a case: every change, told in words, and undone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from wellfounded.forum import CIRCUITS, STAGES
from wellfounded.law.model import Fact
from wellfounded.store.entries import Change
from wellfounded.web.asking import law_of
from wellfounded.web.cases import case_of
from wellfounded.web.language import Translate, spoken_day, translator
from wellfounded.web.pages import go, language_of, render, text_of, vault_of

MOST_SHOWN = 500
KINDS = {
    "claim": "The case itself",
    "fact": "Fact",
    "group": "Social group put forward",
    "group-fact": "Fact of a social group",
    "ground": "Another ground",
    "finding": "Finding entered",
    "note": "Note",
    "document": "Document",
}
FIELDS = {
    "about": "about when",
    "answer": "answer",
    "bytes": "size in bytes",
    "certainty": "how certain",
    "circuit": "circuit",
    "day": "day",
    "evidence": "evidence",
    "hearing_on": "next hearing",
    "kind": "kind",
    "name": "name",
    "note": "note",
    "pseudonym": "name for the case",
    "received": "received on",
    "source": "source",
    "stage": "before whom",
    "text": "text",
    "value": "answer",
    "words": "words",
}
VALUES = {"yes": "yes", "no": "no", "not-known": "not known", "not-asked": "not asked", **CIRCUITS, **STAGES}
WORDS = (*KINDS.values(), *FIELDS.values(), *VALUES.values())


class Told(NamedTuple):
    """A change in words: when (day and time in UTC), what it was about, and the fields before and after."""

    change: Change
    when: str
    what: str
    before: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, str], ...]


def page(request: Request) -> Response:
    """Show every change."""
    case, language = case_of(request), language_of(request)
    facts = law_of(request).vocabulary.facts
    changes = [_told(one, facts, language) for one in vault_of(request).history(case.id)[:MOST_SHOWN]]
    return render(request, "history.html", case=case, tab="history", changes=changes)


def undo(request: Request, form: FormData) -> Response:
    """Undo a change."""
    case, number = case_of(request), text_of(form, "number", most=20)
    vault_of(request).undo(case.id, int(number) if number.isdecimal() else None)
    return go(request, f"/case/{case.id}/history")


def _told(change: Change, facts: Mapping[str, Fact], language: str) -> Told:
    translate = translator(language)
    fact = facts.get(change.key.rpartition("/")[2]) if change.kind in ("fact", "group-fact") else None
    what = translate(KINDS.get(change.kind, change.kind))
    if fact is not None:
        what = (fact.spanish if language == "es" else "") or fact.english
    fields = [tuple(_fields(body, translate, language)) for body in (change.before or {}, change.after or {})]
    when = f"{spoken_day(date.fromisoformat(change.at[:10]), language)}, {change.at[11:16]}"
    return Told(change, when, what, *fields)


def _fields(body: Mapping[str, Any], translate: Translate, language: str) -> Iterator[tuple[str, str]]:
    for name, value in body.items():
        if value:
            words = translate(FIELDS[name]) if name in FIELDS else name.replace("_", " ")
            yield words, _value(name, value, translate, language)


def _value(name: str, value: object, translate: Translate, language: str) -> str:
    if value is True:
        return translate("yes")
    written = str(value)
    if name in ("day", "hearing_on", "received"):
        return spoken_day(date.fromisoformat(written[:10]), language)
    if name in ("value", "circuit", "stage", "answer") and written in VALUES:
        return translate(VALUES[written])
    return written.replace("-", " ") if name in ("value", "evidence", "certainty", "kind") else written
