"""The rules of some elements on some days, as plain lists, for an engine in another environment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bench.docket.claim_table import CIRCUITS

from wellfounded.claim.law_of_day import LawOfDay, law_of_day
from wellfounded.claim.sql import quoted, quoted_text
from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.rule import AllOf, AnyOf, AtLeast, Choice, Name, Not, Rule, names


class Told:
    """What is told, as JSON can hold it: inputs, findings, elements by day and circuits."""

    def __init__(self, library: Library, asked: Sequence[str], days: Sequence[date], facts: Sequence[str]) -> None:
        self._library, self._facts = library, frozenset(facts)
        self._choices = {fact: library.vocabulary.facts[fact].choices for fact in facts}
        laws = {
            (on, at): law_of_day(library, on, Forum("ij", of or None), None)
            for on in days
            for at, of in enumerate(CIRCUITS)
        }
        elements: dict[str, dict[str, list[Any]]] = {}
        waiting, findings = list(asked), dict[str, None]()
        while waiting:
            name = waiting.pop()
            if name not in elements:
                elements[name] = {
                    str(on): self._by_circuits(name, {at: laws[on, at] for at in range(len(CIRCUITS))}) for on in days
                }
                for law in laws.values():
                    read = [one for rule in law.rules_of(name) for one in names(rule)]
                    composed = law.element(name).made_of is not None
                    waiting += read if composed else []
                    findings.update(dict.fromkeys([] if composed else read))
        self.keys = {
            "asked": list(asked),
            "days": [str(on) for on in days],
            "elements": elements,
            "findings": {name: self._finding(name) for name in findings},
            **self._inputs(),
        }

    def _by_circuits(self, name: str, laws: dict[int, LawOfDay]) -> list[Any]:
        alike: dict[tuple[Rule, ...], list[int]] = {}
        for at, law in laws.items():
            alike.setdefault(tuple(law.rules_of(name)), []).append(at)
        return [[circuits, [self._rule(rule) for rule in rules]] for rules, circuits in alike.items()]

    def _finding(self, name: str) -> list[Any]:
        finding = self._library.vocabulary.findings[name]
        rules = (finding.met_when, finding.not_met_when)
        return [None if rule is None or not self._facts.issuperset(names(rule)) else self._rule(rule) for rule in rules]

    def _rule(self, rule: Rule) -> list[Any]:
        match rule:
            case Name(id):
                return ["name", id]
            case Choice(fact, value):
                return ["is", fact, self._choices[fact].index(value)]
            case Not(part):
                return ["not", self._rule(part)]
            case AtLeast(count, parts):
                return ["at least", count, *map(self._rule, parts)]
            case AllOf(parts) | AnyOf(parts):
                return ["all" if isinstance(rule, AllOf) else "any", *map(self._rule, parts)]
        raise ValueError(f"{rule} is not told.")

    def _inputs(self) -> dict[str, Any]:
        inputs, columns = {"circuit": "code"}, [f"{_place('circuit', CIRCUITS)} AS circuit"]
        for fact, choices in self._choices.items():
            if choices:
                inputs[fact] = "code"
                columns.append(f"{_place(fact, choices)} AS {quoted(fact)}")
            else:
                inputs |= {f"{fact} met": "yes", f"{fact} not met": "yes"}
                columns.append(f"coalesce({quoted(fact)}, FALSE) AS {quoted(f'{fact} met')}")
                columns.append(f"coalesce(NOT {quoted(fact)}, FALSE) AS {quoted(f'{fact} not met')}")
        return {"inputs": inputs, "select": ", ".join(columns)}


def _place(fact: str, values: Sequence[str]) -> str:
    """Write the place of a value in a list; -1 where it is not known."""
    listed = ", ".join(map(quoted_text, values))
    return f"CAST(coalesce(list_position([{listed}], {quoted(fact)}) - 1, -1) AS INTEGER)"
