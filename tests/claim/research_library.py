"""The research rule book, read in memory: lets the machine be tested against it without the pages."""

from __future__ import annotations

import os
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from wellfounded.forum import parse_circuit, parse_stage
from wellfounded.law.library import Library, Standing
from wellfounded.law.model import Authority, Element, Fact, Finding, LegalTest, Reach, Relief, StatedBy, Vocabulary
from wellfounded.law.vocabulary import read_vocabulary
from wellfounded.rule import (
    AllOf,
    AnyOf,
    AtLeast,
    Choice,
    Day,
    DayTest,
    FactDay,
    FixedDay,
    Known,
    LawUnsettled,
    Name,
    Not,
    Rule,
    YearsAfter,
)

TOP = Path(__file__).parents[2]
SHARED = Path(os.environ.get("WELLFOUNDED_SHARED", TOP.parent / "shared")) / "law"
RELATIONS = {"on-or-before": "on or before", "after": "after", "before": "before", "between": "between"}


def _day(value: Any) -> Day:
    if isinstance(value, date):
        return FixedDay(value)
    if isinstance(value, str):
        return FixedDay(date.fromisoformat(value)) if value[0].isdigit() else FactDay(value)
    fact, years = value["years-after"]
    return YearsAfter(years, fact, date.fromisoformat(str(value["not-earlier-than"])), "rolls-past" in value)


def rule_of(value: Any) -> Rule:
    """Turn an expression of the rule book into a rule."""
    if isinstance(value, str):
        return Name(value)
    [(kind, inner)] = value.items()
    match kind:
        case "all":
            return AllOf(tuple(map(rule_of, inner)))
        case "any":
            return AnyOf(tuple(map(rule_of, inner)))
        case "not":
            return Not(rule_of(inner))
        case "at-least":
            return AtLeast(inner["count"], tuple(map(rule_of, inner["of"])))
        case "open-law":
            return LawUnsettled(inner)
        case "is":
            [(fact, choice)] = inner.items()
            return Choice(fact, choice)
        case "known":
            return Known(inner)
        case _:
            [(relation, days)] = inner.items()
            until = _day(days[2]) if len(days) > 2 else None
            return DayTest(_day(days[0]), RELATIONS[relation], _day(days[1]), until)


def _test(row: dict[str, Any]) -> LegalTest:
    reach = row["in_force"]
    circuits = reach["circuits"]
    filed = reach.get("applications", {})
    window = reach.get("issued_between")
    return LegalTest(
        id=row["id"],
        element=row["element"],
        rule=rule_of(row["rule"]),
        stated_by=tuple(StatedBy(stated["authority"], str(stated.get("pin", ""))) for stated in row["stated_by"]),
        from_day=reach["from_day"],
        until_day=reach["until_day"],
        reach=Reach(
            stages=frozenset(map(parse_stage, reach["stages"])),
            circuits=frozenset() if circuits == "all" else frozenset(parse_circuit(name) or "" for name in circuits),
            filed_from=filed.get("filed-on-or-after"),
            filed_before=filed.get("filed-before"),
        ),
        contested=bool(reach.get("contested")),
        issued_between=(window[0], window[1]) if window else None,
        known=row["confidence"],
    )


def _vocabulary(book: dict[str, Any]) -> Vocabulary:
    holidays = TOP / "authorities" / "vocabulary" / "legal-holidays.toml"
    words = read_vocabulary({"vocabulary/legal-holidays.toml": holidays.read_text()}, [])
    elements = [
        Element(
            row["id"], row["name"], row["must_be_shown"], row["role"], row["burden"], row["standard"], row["law"],
            tuple(row["issues"]), rule_of(row["made_of"]) if "made_of" in row else None, row.get("note", ""),
        )
        for row in book["elements"]
    ]  # fmt: skip
    findings = [
        Finding(
            row["id"], row["element"], row["question"], row["settled_by"], tuple(row["facts_for"]),
            tuple(row["facts_against"]), tuple(row["evidence"]),
            rule_of(row["met_when"]) if "met_when" in row else None,
            rule_of(row["not_met_when"]) if "not_met_when" in row else None, row.get("basis", ""), row.get("note", ""),
        )
        for row in book["findings"]
    ]  # fmt: skip
    facts = [
        Fact(
            row["id"], row["topic"], {"yes-no-unknown": "yes-no"}.get(row["type"], row["type"]),
            tuple(row["choices"]) if isinstance(row.get("choices"), list) else (), str(row["i589"]), row["en"],
            row["es"], bool(row.get("asked_once_per_proposed_group")), tuple(row["bears_on"]),
            tuple(row.get("factors", ())),
        )
        for row in book["facts"]
    ]  # fmt: skip
    reliefs = [
        Relief(row["id"], row["name"], row["law"], row["discretionary"], rule_of(row["rule"])) for row in book["trees"]
    ]
    return Vocabulary(
        elements={row.id: row for row in elements},
        reliefs={row.id: row for row in reliefs},
        findings={row.id: row for row in findings},
        facts={row.id: row for row in facts},
        holidays=words.holidays,
        exact_facts=tuple(book["facts_reaching_both_ways"]),
    )


@cache
def research_library() -> Library:
    """Build a library of bare authorities from the research rule book."""
    book = yaml.load((SHARED / "rulebook.yaml").read_text(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    tests: dict[str, list[LegalTest]] = {}
    for row in book["tests"]:
        tests.setdefault(row["stated_by"][0]["authority"], []).append(_test(row))
        for stated in row["stated_by"]:
            tests.setdefault(stated["authority"], [])
    authorities = {
        name: Authority(
            id=name, name=name, cite=name, by="board", kind="decision", decided=date(1980, 1, 1), decided_between=None,
            public_from=None, effective=date(1980, 1, 1), precedential=True, precedential_from=None,
            binds=frozenset({"ij", "bia"}), known="memory", tests=tuple(found),
        )
        for name, found in tests.items()
    }  # fmt: skip
    standing = Standing("research", date(1980, 4, 1), book["research_horizon"])
    return Library(authorities, _vocabulary(book), standing)
