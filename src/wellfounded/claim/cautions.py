"""Checking a claim file: what is wrong with it, and what a careful reader would ask about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wellfounded.claim.claim_file import read_claim
from wellfounded.claim.model import NOT_KNOWN, Claim
from wellfounded.claim.table import WrongClaim
from wellfounded.law.model import Vocabulary


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
    arrived, filed = claim.day("last-arrival-on"), claim.day("filed-on")
    if arrived and filed and filed < arrived:
        yield "The application was received before the last arrival: check both days."
    if claim.hearing_on and filed and claim.hearing_on < filed:
        yield "The hearing is before the day on which the application was received: check both days."
    unsourced_findings = sum(1 for finding in claim.findings if not finding.source)
    if unsourced_findings:
        yield f"{unsourced_findings} entered findings do not say who made them."
