"""Elements: each answered through the test that governs it, or through its parts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from wellfounded.answer import Answer
from wellfounded.claim.findings import Findings
from wellfounded.claim.law_of_day import LawOfDay
from wellfounded.claim.ready import THE_LAW_ITSELF, answer_of, ready
from wellfounded.claim.record import Record
from wellfounded.claim.result import NEITHER, ON_FACTS, ON_LAW, Reading
from wellfounded.rule import Day, Rule

if TYPE_CHECKING:
    from wellfounded.claim.by_precedent import ByPrecedent


class Elements:
    """The elements on one record: each answered once, when it is first asked for.

    Reads like `wellfounded.rule.Values`, so that a rule over elements is evaluated against it.
    """

    __slots__ = ("_changed", "_like", "_readings", "findings", "law", "precedent")

    def __init__(
        self,
        law: LawOfDay,
        findings: Findings,
        *,
        like: Elements | None = None,
        changed: frozenset[str] = frozenset(),
        precedent: ByPrecedent | None = None,
    ) -> None:
        """Read the elements on some findings.

        Args:
            like: elements on a record that differs only in the facts `changed`; what rests on none of them is the same.
            precedent: what precedent says, where rules leave an element open on the facts.
        """
        self.law, self.findings = law, findings
        self._like, self._changed = like, changed
        self.precedent = precedent
        self._readings: dict[str, Reading] = {}

    def reading(self, name: str) -> Reading:
        """Answer an element, and say what leaves it open."""
        found = self._readings.get(name)
        if found is None:
            if self._like is not None and self._changed.isdisjoint(self.law.facts_of(name)):
                found = self._like.reading(name)
            else:
                made_of = self.law.element(name).made_of
                found = self.of_rule(made_of) if made_of is not None else self._tested(name)
                if self.precedent is not None and found.cause == ON_FACTS:
                    found = self.precedent.settled(name, found)
            self._readings[name] = found
        return found

    def _tested(self, name: str) -> Reading:
        """Answer an element through its tests; where nothing is recorded that bears on it, as for every such record."""
        if not self.findings.touched.isdisjoint(self.law.bearing_on(name)):
            return self._through_tests(name)
        found = self.law.untouched_readings.get(name)
        if found is None:
            found = self.law.untouched_readings[name] = self._through_tests(name)
        return found

    def answer(self, name: str) -> Answer:
        """Answer an element."""
        found = self._readings.get(name)
        return (found or self.reading(name)).answer

    def of_rule(self, rule: Rule) -> Reading:
        """Answer a rule over elements."""
        open_names: list[str] = []
        answer = ready(rule)(self, open_names)
        cause = NEITHER
        for name in open_names:
            cause |= self._readings[name].cause
        return Reading(answer, cause, (), tuple(dict.fromkeys(open_names)))

    def _through_tests(self, name: str) -> Reading:
        governing = self.law.test(name)
        if governing.test is None:
            return Reading(Answer.OPEN, ON_LAW)
        open_names: list[str] = []
        first = answer = ready(governing.test.rule)(self.findings, open_names)
        cause = ON_LAW if THE_LAW_ITSELF in open_names else NEITHER
        cause |= ON_FACTS if any(name != THE_LAW_ITSELF for name in open_names) else NEITHER
        by_test = [(governing.test, answer)]
        for other in (*governing.beside, *governing.perhaps):
            said = ready(other.rule)(self.findings, open_names)
            by_test.append((other, said))
            if said is not first:
                in_window_only = other in governing.perhaps and first is Answer.OPEN
                answer, cause = Answer.OPEN, cause | ON_LAW if in_window_only else ON_LAW
        left_open = tuple(dict.fromkeys(name for name in open_names if name != THE_LAW_ITSELF))
        return Reading(answer, cause, tuple(by_test), left_open)

    def choice(self, fact: str) -> str | None:
        """No rule over elements reads a choice."""
        return None

    def is_known(self, fact: str) -> bool:
        """No rule over elements asks whether a fact is known."""
        return False

    def day(self, day: Day) -> None:
        """No rule over elements compares days."""


class ExactElements:
    """The elements on one record, computed exactly where a fact not known helps one finding and hurts another.

    Three-valued logic over the facts may leave an element open although each possible value of such a fact gives the
    same answer. Then that is the answer.

    Attributes:
        plain: the elements in three-valued logic alone.
        open_facts: the facts of that kind that are not known.
    """

    __slots__ = ("_completed", "_exact", "_waiting", "open_facts", "plain")

    def __init__(self, plain: Elements) -> None:
        self.plain = plain
        vocabulary = plain.law.library.vocabulary
        known = plain.findings.record
        self.open_facts = tuple(fact for fact in vocabulary.exact_facts if not known.is_known(fact))
        self._completed: list[Elements] = []
        self._waiting = self._complete()
        self._exact: dict[str, Reading] = {}

    def completions(self) -> Iterator[Elements]:
        """Read the claim once for each way in which those facts could turn out, as far as anyone asks."""
        yield from self._completed
        for completed in self._waiting:
            self._completed.append(completed)
            yield completed

    def _complete(self) -> Iterator[Elements]:
        facts = self.plain.law.library.vocabulary.facts
        findings = self.plain.findings
        values: list[tuple[Answer | str, ...]] = [
            facts[fact].choices or (Answer.MET, Answer.NOT_MET) for fact in self.open_facts
        ]
        for turned_out in product(*values):
            known: dict[str, Answer | str | date] = dict(findings.record.values)
            known.update(zip(self.open_facts, turned_out, strict=True))
            record = Record(known, findings.record.holidays)
            changed = frozenset(self.open_facts)
            yield Elements(self.plain.law, findings.on_record(record), like=self.plain, changed=changed)

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
            found = _agreed(found, (answer_of(rule, completed) for completed in self.completions()))
        return found

    def _rests_on_them(self, facts: frozenset[str]) -> bool:
        return any(fact in facts for fact in self.open_facts)


def _agreed(found: Reading, answers: Iterator[Answer]) -> Reading:
    first = next(answers)
    if first is Answer.OPEN or any(answer is not first for answer in answers):
        return found
    return Reading(first, NEITHER, found.by_test, ())
