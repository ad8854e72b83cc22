"""What if: one fact, or one finding, set otherwise, and what moves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from wellfounded.answer import Answer
from wellfounded.claim.changes import compare
from wellfounded.claim.claim_file import claim_of
from wellfounded.claim.model import Claim, EnteredFinding, RecordedFact
from wellfounded.claim.result import Act, Assessment, Change
from wellfounded.claim.table import Errors
from wellfounded.claim.toml_lines import TomlLines
from wellfounded.errors import UnknownName, WellfoundedError
from wellfounded.law.library import Library
from wellfounded.law.model import Vocabulary


@dataclass(frozen=True, slots=True)
class Supposed:
    """What is supposed: a fact, or a finding, and its value."""

    name: str
    value: str
    fact: RecordedFact | None = None
    finding: EnteredFinding | None = None

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"


def parse_supposed(words: str, vocabulary: Vocabulary) -> Supposed:
    """Read "FACT=VALUE" or "FINDING=ANSWER".

    Raises:
        WellfoundedError: if it names no fact or finding, or a value it cannot have.
    """
    name, equals, value = (part.strip() for part in words.partition("="))
    if not equals or not value:
        raise WellfoundedError(
            f'"{name}" is supposed to be nothing.', remedy="Write FACT=VALUE: reported-to-police=no."
        )
    if name in vocabulary.findings and name not in vocabulary.facts:
        answers = {answer.value: answer for answer in Answer}
        if value not in answers:
            raise UnknownName("answer", value, answers, remedy=f"One of: {', '.join(answers)}.")
        return Supposed(name, value, finding=EnteredFinding(name, answers[value], "supposed"))
    if name not in vocabulary.facts:
        known = [*vocabulary.facts, *vocabulary.findings]
        raise UnknownName("fact or finding", name, known, remedy="`wellfounded claim facts` lists the facts.")
    errors = Errors("--what-if", TomlLines(""))
    claim = claim_of({"claim": {"pseudonym": "-"}, "facts": {name: value}}, vocabulary, errors, contradictions=False)
    if errors.found:
        raise WellfoundedError(errors.found[0].found, where=f"--what-if {name}", remedy=errors.found[0].remedy)
    return Supposed(name, value, fact=claim.facts[0])


def suppose(claim: Claim, supposed: Iterable[Supposed], vocabulary: Vocabulary) -> Claim:
    """Return the claim with what is supposed in place of what it records; facts asked per group, for every group."""
    for each in supposed:
        if each.finding is not None:
            others = tuple(found for found in claim.findings if found.finding != each.name)
            claim = replace(claim, findings=(*others, each.finding))
        elif each.fact is not None:
            claim = _with_fact(claim, each.fact, per_group=vocabulary.facts[each.name].per_group)
            claim = replace(claim, filed_on_day_asked=claim.filed_on_day_asked and each.name != "filed-on")
    return claim


def _with_fact(claim: Claim, fact: RecordedFact, *, per_group: bool) -> Claim:
    if not per_group or not claim.groups:
        return claim.with_facts([fact])
    groups = []
    for group in claim.groups:
        facts = {recorded.fact: recorded for recorded in (*group.facts, fact)}
        groups.append(replace(group, facts=tuple(facts.values())))
    return replace(claim, groups=tuple(groups))


def moves(library: Library, before: Assessment, after: Assessment, supposed: Sequence[Supposed]) -> tuple[Change, ...]:
    """List what moves when something is supposed: the same day and forum, another record."""
    because = tuple(Act("", "", f"supposing {each}", None) for each in supposed)
    return tuple(
        replace(change, because=because) for change in compare(library, before, after) if change.answer_changed
    )
