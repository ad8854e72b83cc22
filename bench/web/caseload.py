"""A caseload for the benchmarks: invented cases that differ in facts, days, groups, findings and forums."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from wellfounded.answer import Answer
from wellfounded.claim.claim_file import load_claim
from wellfounded.claim.model import Claim, EnteredFinding, ProposedGroup, RecordedFact
from wellfounded.law.model import Fact, Vocabulary

EXAMPLES = Path(__file__).parents[2] / "examples"
CIRCUITS = ("ca4", "ca4", "ca4", "ca2", "ca5", "ca9")
STAGES = ("ij", "ij", "ij", "ij", "ij", "bia", "asylum-office", "court-of-appeals")


def caseload(vocabulary: Vocabulary, cases: int, *, seed: int = 1) -> Iterator[Claim]:
    """Make claims, the same for the same seed: two examples, each with about a third of its facts drawn anew."""
    draw = random.Random(seed)
    examples = [load_claim(EXAMPLES / f"{name}.toml", vocabulary) for name in ("r-m", "j-t")]
    for number in range(cases):
        claim = examples[number % 2]
        facts = tuple(_drawn(fact, vocabulary, draw) for fact in claim.facts)
        filed = RecordedFact("filed-on", date(2014, 1, 6) + timedelta(days=draw.randrange(4300)), source="receipt")
        dated = draw.random() < 0.7
        kept = tuple(fact for fact in facts if fact.fact != "filed-on")
        yield replace(
            claim,
            pseudonym=f"{claim.pseudonym} {number + 1}",
            facts=(*kept, filed) if dated else facts,
            groups=(*claim.groups, ProposedGroup("a second group put forward"))
            if draw.random() < 0.2
            else claim.groups,
            findings=(*claim.findings, *_entered(draw)),
            stage=draw.choice(STAGES),
            circuit=draw.choice(CIRCUITS),
            hearing_on=date(2027, 1, 4) + timedelta(days=draw.randrange(700)),
            filed_on_day_asked=not dated,
        )


def _drawn(recorded: RecordedFact, vocabulary: Vocabulary, draw: random.Random) -> RecordedFact:
    """Record another value, or leave the fact as it is."""
    fact: Fact = vocabulary.facts[recorded.fact]
    if draw.random() > 1 / 3:
        return recorded
    if isinstance(recorded.value, date):
        return replace(recorded, value=recorded.value + timedelta(days=draw.randrange(-500, 500)))
    if fact.type == "yes-no":
        return replace(recorded, value=draw.choice(("yes", "no", "not-known")))
    return replace(recorded, value=draw.choice(fact.choices)) if fact.choices else recorded


def _entered(draw: random.Random) -> Iterator[EnteredFinding]:
    if draw.random() < 0.2:
        day = date(2017, 1, 2) + timedelta(days=draw.randrange(3000))
        answer = draw.choice((Answer.MET, Answer.NOT_MET))
        yield EnteredFinding("group.particular", answer, "decision of the judge", from_day=day)
