"""A claim read under the law of one question: each proposed group for itself, and the claim as a whole."""

from __future__ import annotations

from wellfounded.answer import Answer
from wellfounded.claim.by_precedent import by_precedent
from wellfounded.claim.elements import Elements, ExactElements
from wellfounded.claim.findings import Findings
from wellfounded.claim.law_of_day import SOCIAL_GROUP, LawOfDay
from wellfounded.claim.model import Claim, RecordedFact
from wellfounded.claim.record import Record
from wellfounded.claim.result import Reading
from wellfounded.law.model import Relief

_BEST_FIRST = (Answer.MET, Answer.OPEN, Answer.NOT_MET)


class ClaimReading:
    """The answers to a claim: proposed groups in the alternative, and whatever does not depend on them.

    Attributes:
        law: the question.
        groups: one reading for each proposed group, or a single one where none is proposed.
        lead: the position of the group that comes furthest: the first whose social-group element answers best.
    """

    def __init__(self, claim: Claim, law: LawOfDay) -> None:
        self.claim, self.law = claim, law
        proposed = claim.groups or (None,)
        self.groups = tuple(self._elements(number) for number in range(1, len(proposed) + 1))
        self.lead = self._lead() if len(self.groups) > 1 else 0

    def _elements(self, number: int) -> ExactElements:
        claim, law = self.claim, self.law
        vocabulary = law.library.vocabulary
        entered = (found for found in claim.findings if found.holds(on=law.on, circuit=law.forum.circuit, group=number))
        record = Record.of(self.recorded(number), vocabulary.holidays.values())
        precedent = by_precedent(law, record)
        return ExactElements(Elements(law, Findings(law.findings, record, entered), precedent=precedent))

    def recorded(self, number: int) -> tuple[RecordedFact, ...]:
        """List the facts recorded for a proposed group, by its number from 1."""
        group = self.claim.groups[number - 1] if self.claim.groups else None
        facts = tuple(self.claim.facts_with(group))
        return (*facts, RecordedFact("filed-on", self.law.on)) if self.claim.filed_on_day_asked else facts

    def _lead(self) -> int:
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


def best(readings: list[Reading]) -> Reading:
    """Return the reading that goes furthest; among open ones, with the causes of all of them."""
    foremost = min(readings, key=lambda reading: _BEST_FIRST.index(reading.answer))
    if foremost.answer is not Answer.OPEN or len(readings) == 1:
        return foremost
    cause = 0
    for reading in readings:
        cause |= reading.cause
    return Reading(Answer.OPEN, cause, foremost.by_test, foremost.left_open)
