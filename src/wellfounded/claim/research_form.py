"""The form of a research file: worked cases as mappings in YAML, read liberally and exactly."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from wellfounded.errors import ImpossibleDate, shortened
from wellfounded.forum import Forum, parse_circuit, parse_stage


def in_our_form(row: Mapping[str, Any]) -> dict[str, Any]:
    """Rewrite a claim of a research file as the keys of a claim file."""
    head = {"pseudonym": str(row.get("name") or row.get("id") or "a claim")}
    asked = {"filed-on-day-asked": True} if row.get("filed_on_as_of_day") else {}
    facts = dict(mapping(row, "facts"))
    if row.get("filed"):
        facts["filed-on"] = row["filed"]
    groups = row.get("groups") or [{"words": str(row.get("group", "")), "facts": {}}]
    findings = [
        {
            "finding": finding,
            "answer": answer_word(answer),
            "source": str(given.get("why", "")),
            **({"from": given["from_day"]} if given.get("from_day") else {}),
            **({"until": given["until_day"]} if given.get("until_day") else {}),
            **({"circuits": _circuits(given)} if _circuits(given) else {}),
        }
        for given in tables(row.get("findings_given"))
        for finding, answer in mapping(given, "findings").items()
    ]
    return {"claim": {**head, **asked}, "facts": facts, "group": groups, "finding": findings}


def _circuits(given: Mapping[str, Any]) -> list[str]:
    found = given.get("circuits")
    if found is None or found == "all":
        return []
    return [found] if isinstance(found, str) else [str(name) for name in found]


def tables(rows: object) -> list[Mapping[str, Any]]:
    """List the mappings of a list; none if it is no list."""
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def mapping(row: Mapping[str, Any], *keys: str) -> Mapping[str, Any]:
    """Return the first mapping found under some keys; an empty one if there is none."""
    found = first(row, *keys)
    return found if isinstance(found, Mapping) else {}


def first(row: Mapping[str, Any], *keys: str) -> Any:
    """Return the first value found under some keys, or None."""
    return next((row[key] for key in keys if row.get(key) is not None), None)


def as_day(value: object) -> date:
    """Read a day, written as a date or as a text.

    Raises:
        ImpossibleDate: if it is no day.
    """
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        raise ImpossibleDate(f'"{shortened(str(value))}" is not a day.') from None


def as_forum(row: Mapping[str, Any]) -> Forum:
    """Read the stage and the circuit of a row."""
    circuit = row.get("circuit")
    named = None if circuit in (None, "all", "none") else str(circuit)
    return Forum(parse_stage(str(first(row, "stage", "forum") or "ij")), parse_circuit(named))


def answer_word(answer: object) -> str:
    """Write an answer as our files do."""
    words = {True: "met", False: "not-met"}
    return words[answer] if isinstance(answer, bool) else str(answer).strip().lower().replace(" ", "-")
