"""Assessments and changes as JSON: stable keys, documented in `docs/assess.md`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from wellfounded.claim.needed import NeededFact
from wellfounded.claim.result import (
    Act,
    AppliedTest,
    Assessment,
    Change,
    ElementAnswer,
    FactUsed,
    FindingAnswer,
    GroupAnswer,
    MissingFact,
    ReliefAssessment,
    Side,
    Stated,
)


def to_json(claim: str, assessments: Iterable[Assessment], changes: Iterable[Change]) -> dict[str, Any]:
    """Write assessments of one claim, and what changed between them, as plain values for JSON.

    Args:
        claim: the claim's pseudonym.
    """
    found = list(assessments)
    return {
        "claim": claim,
        "assessments": [_relief(assessment, relief) for assessment in found for relief in assessment.reliefs],
        "changes": changes_json(changes),
        "confirmed_through": _day(found[0].confirmed_through) if found else None,
        "library_version": found[0].library_version if found else None,
    }


def changes_json(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Write changes as plain values for JSON."""
    return [_change(change) for change in changes]


def needed_json(found: Assessment, facts: Iterable[NeededFact]) -> dict[str, Any]:
    """Write the facts that are still needed for one assessment as plain values for JSON."""
    return {
        "on": _day(found.on),
        "stage": found.forum.stage,
        "circuit": found.forum.circuit,
        "facts": [
            {
                "fact": fact.fact,
                "question": fact.question,
                "group": fact.group or None,
                "why": fact.why,
                "elements": [element for element, _ in fact.elements],
                "would": [
                    {"value": would.value, would.kind: would.id, "answer": would.answer.value} for would in fact.would
                ],
                "evidence": list(fact.evidence),
            }
            for fact in facts
        ],
    }


def _relief(assessment: Assessment, relief: ReliefAssessment) -> dict[str, Any]:
    return {
        "on": _day(assessment.on),
        "stage": assessment.forum.stage,
        "circuit": assessment.forum.circuit,
        "filed": _day(assessment.filed),
        "relief": relief.relief,
        "name": relief.name,
        "law": relief.law,
        "discretionary": relief.discretionary,
        "answer": relief.answer.value,
        "open_on": relief.open_on,
        "reasons": list(relief.reasons),
        "groups": [_group(group) for group in relief.by_group],
        "notes": list(assessment.notes),
        "elements": [_element(element) for element in relief.elements],
    }


def _element(element: ElementAnswer) -> dict[str, Any]:
    return {
        "element": element.element,
        "name": element.name,
        "asked": element.asked,
        "answer": element.answer.value,
        "open_on": element.open_on,
        "role": element.role,
        "burden": element.burden,
        "standard": element.standard,
        "law": element.law,
        "parts": list(element.parts),
        "governing": [_stated(stated) for stated in element.governing],
        "tests": [_test(test) for test in element.tests],
        "findings": [_finding(finding) for finding in element.findings],
        "reasons": list(element.reasons),
        "facts_used": [_used(fact) for fact in element.facts_used],
        "missing": [_missing(fact) for fact in element.missing],
        "groups": [_group(group) for group in element.by_group],
        "by_precedent": list(element.by_precedent),
    }


def _stated(stated: Stated) -> dict[str, Any]:
    return {
        "authority": stated.authority,
        "citation": stated.citation,
        "pinpoint": stated.pinpoint,
        "status": stated.status,
        "since": _day(stated.since),
        "known": stated.known,
        "reviewed": stated.reviewed,
    }


def _test(test: AppliedTest) -> dict[str, Any]:
    return {
        "test": test.test,
        "role": test.role,
        "rule": test.rule,
        "answer": None if test.answer is None else test.answer.value,
        "governing": [_stated(stated) for stated in test.stated],
        "known": test.known,
        "note": test.note,
        "quotation": test.quotation,
        "regulation": test.regulation,
        "from": _day(test.in_force_from),
        "until": _day(test.in_force_until),
    }


def _finding(finding: FindingAnswer) -> dict[str, Any]:
    return {
        "finding": finding.finding,
        "question": finding.question,
        "answer": finding.answer.value,
        "how": finding.how,
        "settled_by": finding.settled_by,
        "basis": finding.basis,
        "entered_by": finding.entered_by,
        "supporting": [fact.fact for fact in finding.supporting],
        "contrary": [fact.fact for fact in finding.contrary],
    }


def _used(fact: FactUsed) -> dict[str, Any]:
    return {
        "fact": fact.fact,
        "question": fact.question,
        "value": fact.value,
        "source": fact.source,
        "evidence": fact.evidence,
        "certainty": fact.certainty,
        "about": fact.about,
    }


def _missing(fact: MissingFact) -> dict[str, Any]:
    return {
        "fact": fact.fact,
        "question": fact.question,
        "state": fact.state,
        "evidence": list(fact.evidence),
        "why": fact.why,
    }


def _group(group: GroupAnswer) -> dict[str, Any]:
    return {
        "group": group.group,
        "words": group.words,
        "answer": group.answer.value,
        "open_on": group.open_on,
        "reasons": list(group.reasons),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "relief": change.relief,
        "element": change.element,
        "name": change.name,
        "from": _side(change.before),
        "to": _side(change.after),
        "because": [_act(act) for act in change.because],
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "on": _day(side.on),
        "stage": side.forum.stage,
        "circuit": side.forum.circuit,
        "answer": side.answer.value,
        "open_on": side.open_on,
        "tests": list(side.tests),
        "governing": [_stated(stated) for stated in side.governing],
    }


def _act(act: Act) -> dict[str, Any]:
    return {"authority": act.authority, "citation": act.citation, "how": act.how, "on": _day(act.on)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
