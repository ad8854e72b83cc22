"""A claim read under the law of one question: each proposed group for itself, and the claim as a whole."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TypeAlias

from wellfounded.answer import Answer
from wellfounded.claim.by_precedent import by_precedent
from wellfounded.claim.elements import Elements, ExactElements
from wellfounded.claim.findings import Findings
from wellfounded.claim.law_of_day import SOCIAL_GROUP, LawOfDay
from wellfounded.claim.model import Claim, RecordedFact
from wellfounded.claim.record import Record
from wellfounded.claim.result import Reading
from wellfounded.law.model import Relief

FindingsOf: TypeAlias = Callable[[Claim, LawOfDay, int], Findings]

_BEST_FIRST = (Answer.MET, Answer.OPEN, Answer.NOT_MET)


class ClaimReading:
    """The answers to a claim: proposed groups in the alternative, and whatever does not depend on them.

    Attributes:
        law: the question.
        groups: one reading for each proposed group, or a single one where none is proposed.
    """

    def __init__(self, claim: Claim, law: LawOfDay, find: FindingsOf | None = None) -> None:
        """Read a claim under a law.

        Args:
            find: where the findings on each proposed group come from, if they were answered before.
        """
        self.claim, self.law, self._find = claim, law, find or findings_of
        proposed = claim.groups or (None,)
        self.groups = tuple(self._elements(number) for number in range(1, len(proposed) + 1))

    def _elements(self, number: int) -> ExactElements:
        findings = self._find(self.claim, self.law, number)
        precedent = by_precedent(self.law, findings.record)
        return ExactElements(Elements(self.law, findings, precedent=precedent))

    def recorded(self, number: int) -> tuple[RecordedFact, ...]:
        """List the facts recorded for a proposed group, by its number from 1."""
        return recorded_for(self.claim, self.law, number)

    @cached_property
    def lead(self) -> int:
        """The position of the group that comes furthest: the first whose social-group element answers best."""
        if len(self.groups) == 1:
            return 0
        answers = [group.reading(SOCIAL_GROUP).answer for group in self.groups]
        return min(range(len(answers)), key=lambda at: _BEST_FIRST.index(answers[at]))

    @property
    def leading(self) -> ExactElements:
        """The reading for the group that comes furthest."""
        return self.groups[self.lead]

    def reading(self, element: str) -> Reading:
        """Answer an element: where it turns on the group, met if one proposed group meets it."""
        if len(self.groups) == 1 or not self.law.turns_on_the_group(element):
            return self.leading.reading(element)
        return best([group.reading(element) for group in self.groups])

    def relief(self, relief: Relief) -> Reading:
        """Answer a relief: met if it is met with one proposed group, every element asked for that same group."""
        return best([group.of_rule(relief.rule) for group in self.groups])


def findings_of(claim: Claim, law: LawOfDay, number: int) -> Findings:
    """Begin the findings on one proposed group, by its number from 1, under a law."""
    entered = (found for found in claim.findings if found.holds(on=law.on, circuit=law.forum.circuit, group=number))
    record = Record.of(recorded_for(claim, law, number), law.library.vocabulary.holidays.values())
    return Findings(law.findings, record, entered)


def recorded_for(claim: Claim, law: LawOfDay, number: int) -> tuple[RecordedFact, ...]:
    """List the facts recorded for a proposed group, by its number from 1."""
    facts = tuple(claim.facts_with(claim.groups[number - 1] if claim.groups else None))
    return (*facts, RecordedFact("filed-on", law.on)) if claim.filed_on_day_asked else facts


def best(readings: list[Reading]) -> Reading:
    """Return the reading that goes furthest; among open ones, with the causes of all of them."""
    foremost = min(readings, key=lambda reading: _BEST_FIRST.index(reading.answer))
    if foremost.answer is not Answer.OPEN or len(readings) == 1:
        return foremost
    cause = 0
    for reading in readings:
        cause |= reading.cause
    return Reading(Answer.OPEN, cause, foremost.by_test, foremost.left_open)
