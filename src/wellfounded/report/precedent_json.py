"""What precedent says, as JSON with stable keys; `docs/precedent.md` documents them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from wellfounded.claim.precedent import PRESENT, UNKNOWN, FactorHere, GroupBefore
from wellfounded.law.library import Library
from wellfounded.precedent.model import FactorBase
from wellfounded.precedent.nearest import Compared
from wellfounded.precedent.question import Constrained, Reached
from wellfounded.precedent.scope import Placed, Standing
from wellfounded.report.precedent import word_of
from wellfounded.report.stamp import stamp


def precedent_json(library: Library, base: FactorBase, claim: str, groups: Sequence[GroupBefore]) -> dict[str, Any]:
    """Return what precedent says of a claim.

    One issue of one group gives its answer at the top level. Several groups stand under "groups", the first also at the
    top; several issues stand under "issues".
    """
    told = [_group(base, group) for group in groups]
    first = groups[0].answers
    keys: dict[str, Any] = {"claim": claim}
    if len(first) == 1:
        keys |= told[0]["issues"][0]
        keys |= {"group": groups[0].words, "factors": told[0]["factors"]}
    else:
        keys |= {"on": first[0].on.isoformat(), "circuit": first[0].forum.circuit, "stage": first[0].forum.stage}
        keys |= {"model": first[0].model.value} | told[0]
    keys["groups"] = told
    return keys | stamp(library, on=first[0].on, forum=first[0].forum).keys()


def _group(base: FactorBase, group: GroupBefore) -> dict[str, Any]:
    return {
        "group": group.words,
        "number": group.number,
        "factors": [_factor(one) for one in group.factors],
        "issues": [answer_json(base, answer) for answer in group.answers],
    }


def _factor(one: FactorHere) -> dict[str, Any]:
    return {
        "factor": one.factor.id,
        "issue": one.factor.issue,
        "state": one.state,
        "because": [
            {"fact": fact.fact, "value": str(fact.value), "source": fact.source, "evidence": fact.evidence}
            for fact in one.because
        ],
        "missing_facts": list(one.missing),
    }


def answer_json(base: FactorBase, found: Constrained) -> dict[str, Any]:
    """Return the answer on one issue."""
    return {
        "issue": found.issue,
        "answer": word_of(base, found.answer),
        "model": found.model.value,
        "by": [reached_json(base, one) for one in found.by],
        "nearest": [compared_json(base, one) for one in found.nearest],
        "decisive_unknowns": [
            {
                "factor": one.factor,
                "if_present": word_of(base, one.if_present),
                "if_absent": word_of(base, one.if_absent),
            }
            for one in found.decisive
        ],
        "on": found.on.isoformat(),
        "circuit": found.forum.circuit,
        "stage": found.forum.stage,
        "kind": found.situation.kind(found.issue) or None,
        "possible_answers": sorted(word_of(base, one) for one in found.answers),
        "contrary": [reached_json(base, one) for one in found.contrary],
        "persuasive": [reached_json(base, one) for one in found.agreeing],
        "not_compelled_against_applicant": [reached_json(base, one) for one in found.not_compelled],
        "would_force": [
            {
                "factor": one.factor,
                "state": PRESENT if one.present else "absent",
                "answer": word_of(base, one.answer),
                "by": list(one.by),
            }
            for one in found.would_force
        ],
        "present": _on(base, found.issue, found.situation.present),
        UNKNOWN: _on(base, found.issue, found.situation.unknown),
        "counts_otherwise": [
            {
                "factor": one.usual.id,
                "effect": one.effect.id,
                "meaning": one.effect.meaning,
                "authorities": list(one.regime.authorities),
            }
            for one in found.counts
        ],
        "set_aside": [{"case": one.placed.case.id, "why": one.why} for one in found.set_aside],
        "not_confirmed": [{"case": one.case.id, "why": one.status.why} for one in found.not_confirmed],
        "cautions": list(found.cautions),
    }


def _on(base: FactorBase, issue: str, names: Iterable[str]) -> list[str]:
    return [factor.id for factor in base.factors_on(issue) if factor.id in set(names)]


def reached_json(base: FactorBase, one: Reached) -> dict[str, Any]:
    """Return a ruling that reaches a claim."""
    return {
        **placed_json(one.placed),
        "side": base.sides[one.side],
        "remand": one.weak,
        "because": list(one.because),
    }


def placed_json(placed: Placed) -> dict[str, Any]:
    """Return a ruling with its standing."""
    return {
        "case": placed.case.id,
        "name": placed.case.name,
        "citation": placed.case.citation,
        "binding": placed.standing is Standing.BINDING,
        "standing": placed.standing.value,
        "known": placed.case.known,
    }


def compared_json(base: FactorBase, one: Compared) -> dict[str, Any]:
    """Return a comparison."""
    return {
        **placed_json(one.placed),
        "issue": one.placed.ruling.issue,
        "side": base.sides[one.side] if one.side else None,
        "remand": one.side is not None and one.placed.ruling.outcome.winner is None,
        "shared": list(one.shared),
        "missing": list(one.missing),
        "extra": list(one.extra),
        UNKNOWN: list(one.unknown),
        "weaker": list(one.weaker),
        "may_be_weaker": list(one.may_be_weaker),
        "stronger": list(one.stronger),
        "reaches": one.reaches,
        "why_not": one.why_not,
    }
