"""Elements: each answered through the test that governs it, or through its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from wellfounded.answer import Answer
from wellfounded.claim.findings import Findings
from wellfounded.claim.law_of_day import LawOfDay
from wellfounded.claim.record import Record
from wellfounded.law.model import LegalTest
from wellfounded.rule import AllOf, AnyOf, AtLeast, Day, LawUnsettled, Name, Not, Rule, evaluate

FACTS, LAW, LAW_AND_FACTS = "facts", "law", "law and facts"
_NEITHER, _ON_FACTS, _ON_LAW = 0, 1, 2
_WORDS = {_ON_FACTS: FACTS, _ON_LAW: LAW, _ON_FACTS | _ON_LAW: LAW_AND_FACTS}


@dataclass(frozen=True, slots=True)
class Reading:
    """The answer to an element, what leaves it open, and how each test that governs or stands beside answers."""

    answer: Answer
    cause: int
    by_test: tuple[tuple[LegalTest, Answer], ...] = ()

    @property
    def open_on(self) -> str | None:
        """What leaves it open: "facts", "law" or "law and facts"; None when it is not open."""
        return _WORDS.get(self.cause)


class Elements:
    """The elements on one record: each answered once, when it is first asked for.

    Reads like `wellfounded.rule.Values`, so that a rule over elements is evaluated against it.
    """

    __slots__ = ("_readings", "findings", "law")

    def __init__(self, law: LawOfDay, findings: Findings) -> None:
        self.law, self.findings = law, findings
        self._readings: dict[str, Reading] = {}

    def reading(self, name: str) -> Reading:
        """Answer an element, and say what leaves it open."""
        found = self._readings.get(name)
        if found is None:
            made_of = self.law.element(name).made_of
            found = self.of_rule(made_of) if made_of is not None else self._through_tests(name)
            self._readings[name] = found
        return found

    def answer(self, name: str) -> Answer:
        """Answer an element."""
        return self.reading(name).answer

    def of_rule(self, rule: Rule) -> Reading:
        """Answer a rule over elements."""
        answer = evaluate(rule, self)
        cause = causes(rule, self, lambda name: self.reading(name).cause) if answer is Answer.OPEN else _NEITHER
        return Reading(answer, cause)

    def _through_tests(self, name: str) -> Reading:
        governing = self.law.test(name)
        if governing.test is None:
            return Reading(Answer.OPEN, _ON_LAW)
        answer = evaluate(governing.test.rule, self.findings)
        cause = self._cause(governing.test, answer)
        by_test = [(governing.test, answer)]
        for other in (*governing.beside, *governing.perhaps):
            differs = evaluate(other.rule, self.findings)
            by_test.append((other, differs))
            if differs is not by_test[0][1]:
                in_window_only = other in governing.perhaps and by_test[0][1] is Answer.OPEN
                answer, cause = Answer.OPEN, cause | _ON_LAW if in_window_only else _ON_LAW
        return Reading(answer, cause, tuple(by_test))

    def _cause(self, test: LegalTest, answer: Answer) -> int:
        return causes(test.rule, self.findings, lambda name: _ON_FACTS) if answer is Answer.OPEN else _NEITHER

    def choice(self, fact: str) -> str | None:
        """No rule over elements reads a choice."""
        return None

    def is_known(self, fact: str) -> bool:
        """No rule over elements asks whether a fact is known."""
        return False

    def day(self, day: Day) -> None:
        """No rule over elements compares days."""


def causes(rule: Rule, values: Findings | Elements, cause_of: Callable[[str], int]) -> int:
    """Say what leaves an open rule open: the causes of its open parts, at whatever depth."""
    if evaluate(rule, values) is not Answer.OPEN:
        return _NEITHER
    match rule:
        case Name(id):
            return cause_of(id)
        case Not(part):
            return causes(part, values, cause_of)
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            found = _NEITHER
            for part in parts:
                found |= causes(part, values, cause_of)
            return found
        case LawUnsettled():
            return _ON_LAW
        case _:
            return _ON_FACTS


class ExactElements:
    """The elements on one record, computed exactly where a fact not known helps one finding and hurts another.

    Three-valued logic over the facts may leave an element open although each possible value of such a fact gives the
    same answer. Then that is the answer.

    Attributes:
        plain: the elements in three-valued logic alone.
        open_facts: the facts of that kind that are not known.
    """

    __slots__ = ("_completed", "_exact", "open_facts", "plain")

    def __init__(self, plain: Elements) -> None:
        self.plain = plain
        vocabulary = plain.law.library.vocabulary
        known = plain.findings.record
        self.open_facts = tuple(fact for fact in vocabulary.exact_facts if not known.is_known(fact))
        self._completed: tuple[Elements, ...] | None = None
        self._exact: dict[str, Reading] = {}

    def completions(self) -> tuple[Elements, ...]:
        """Read the claim once for each way in which those facts could turn out."""
        if self._completed is None:
            self._completed = tuple(self._complete())
        return self._completed

    def _complete(self) -> Iterator[Elements]:
        facts = self.plain.law.library.vocabulary.facts
        findings = self.plain.findings
        values: list[tuple[Answer | str, ...]] = [
            facts[fact].choices or (Answer.MET, Answer.NOT_MET) for fact in self.open_facts
        ]
        for turned_out in product(*values):
            known: dict[str, Answer | str | date] = dict(findings.record.values)
            known.update(zip(self.open_facts, turned_out, strict=True))
            yield Elements(self.plain.law, findings.on_record(Record(known, findings.record.holidays)))

    def reading(self, name: str) -> Reading:
        """Answer an element, and say what leaves it open."""
        found = self._exact.get(name)
        if found is None:
            found = self.plain.reading(name)
            if found.answer is Answer.OPEN and self._rests_on_them(self.plain.law.facts_of(name)):
                found = _agreed(found, (completed.answer(name) for completed in self.completions()))
            self._exact[name] = found
        return found

    def of_rule(self, rule: Rule) -> Reading:
        """Answer a rule over elements."""
        found = self.plain.of_rule(rule)
        if found.answer is Answer.OPEN and self.open_facts:
            found = _agreed(found, (evaluate(rule, completed) for completed in self.completions()))
        return found

    def _rests_on_them(self, facts: frozenset[str]) -> bool:
        return any(fact in facts for fact in self.open_facts)


def _agreed(found: Reading, answers: Iterator[Answer]) -> Reading:
    first = next(answers)
    if first is Answer.OPEN or any(answer is not first for answer in answers):
        return found
    return Reading(first, _NEITHER, found.by_test)
