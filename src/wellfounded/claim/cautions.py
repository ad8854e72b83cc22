"""Checking a claim file: what is wrong with it, and what a careful reader would ask about it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from wellfounded.answer import Answer
from wellfounded.claim.claim_file import facts_with_lines, read_claim
from wellfounded.claim.model import NOT_KNOWN, Claim
from wellfounded.claim.record import Record
from wellfounded.claim.table import WrongClaim
from wellfounded.law.model import Vocabulary
from wellfounded.rule import Rule, evaluate, names
from wellfounded.rule_text import parse_rule
from wellfounded.shipped import material_folder


@dataclass(frozen=True, slots=True)
class Check:
    """What a check of a claim file found.

    Attributes:
        name: the file.
        errors: everything wrong, in the order of its lines.
        cautions: what is not wrong but may be worth a look.
        known, not_known, not_asked: how many facts are known, asked and not known, and not asked.
        groups, findings: how many groups are proposed and findings entered.
    """

    name: str
    errors: tuple[WrongClaim, ...]
    cautions: tuple[str, ...]
    known: int
    not_known: int
    not_asked: int
    groups: int
    findings: int


def check_claim(text: str, vocabulary: Vocabulary, *, name: str = "claim") -> Check:
    """Check the text of a claim file."""
    claim, errors = read_claim(text, vocabulary, name=name)
    recorded = [*claim.facts, *(fact for group in claim.groups for fact in group.facts)]
    known = {fact.fact for fact in recorded if fact.is_known}
    not_known = {fact.fact for fact in recorded if fact.value == NOT_KNOWN} - known
    return Check(
        name=name,
        errors=tuple(errors),
        cautions=() if errors else tuple(_cautions(claim)),
        known=len(known),
        not_known=len(not_known),
        not_asked=len(vocabulary.facts) - len(known | not_known),
        groups=len(claim.groups),
        findings=len(claim.findings),
    )


def _cautions(claim: Claim) -> Iterator[str]:
    recorded = [*claim.facts, *(fact for group in claim.groups for fact in group.facts)]
    unsourced = sum(1 for fact in recorded if fact.is_known and not fact.source)
    if unsourced and not claim.source:
        yield f"{unsourced} facts name no source. Add one to each, or one for all under [claim]."
    if not claim.groups and not claim.grounds:
        yield "No social group and no other ground is put forward."
    for number, group in enumerate(claim.groups, 1):
        if not group.words.strip():
            yield f"Group {number} has no words: a group is judged by the words in which it is put forward."
    yield from _hardly_so(claim)
    filed = claim.day("filed-on")
    if claim.hearing_on and filed and claim.hearing_on < filed:
        yield "The hearing is before the day on which the application was received: check both days."
    unsourced_findings = sum(1 for finding in claim.findings if not finding.source)
    if unsourced_findings:
        yield f"{unsourced_findings} entered findings do not say who made them."


@cache
def written_cautions() -> tuple[tuple[Rule, str], ...]:
    """Return the rules over facts that can hardly all be so, each with the sentence that tells it.

    Source:
        `authorities/vocabulary/cautions.toml`.
    """
    text = (material_folder("authorities") / "vocabulary" / "cautions.toml").read_text(encoding="utf-8")
    return tuple((parse_rule(row["rule"]), row["says"]) for row in tomllib.loads(text)["caution"])


def _hardly_so(claim: Claim) -> Iterator[str]:
    told: set[str] = set()
    for group in claim.groups or (None,):
        recorded = {fact.fact: fact for fact in claim.facts_with(group)}
        record = Record.of(recorded.values(), ())
        for rule, says in written_cautions():
            if says not in told and evaluate(rule, record) is Answer.MET:
                told.add(says)
                yield f"{says} See {facts_with_lines([recorded[name] for name in names(rule) if name in recorded])}."
