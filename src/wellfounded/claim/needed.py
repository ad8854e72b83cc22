"""What is still needed: only the facts that can still change an answer, most decisive first, and why each matters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from wellfounded.answer import Answer
from wellfounded.claim.assessment import chosen_reliefs
from wellfounded.claim.elements import Elements, ExactElements
from wellfounded.claim.law_of_day import LawOfDay, law_of_day
from wellfounded.claim.model import Claim
from wellfounded.claim.reading import ClaimReading
from wellfounded.claim.ready import answer_of, left_open
from wellfounded.claim.turning import Turning
from wellfounded.claim.wording import answer_words
from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.law.model import Fact, Relief
from wellfounded.rule import Rule


@dataclass(frozen=True, slots=True)
class Would:
    """What one value of a fact would do at once to an element or a relief, everything else as it is.

    Attributes:
        value: the value supposed.
        kind: "relief" or "element".
        id, name: the relief or element.
        answer: its answer then.
    """

    value: str
    kind: str
    id: str
    name: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class NeededFact:
    """A fact that can still change an answer.

    Attributes:
        fact, question: its id and the question in English.
        group: the number of the proposed group it is asked for, or 0.
        elements: the open elements whose answer can turn on it, by id and name.
        would: what each value would do at once; empty where it decides only together with other facts.
        evidence: kinds of evidence that would speak to it.
        why: why it matters, in plain sentences.
    """

    fact: str
    question: str
    group: int
    elements: tuple[tuple[str, str], ...]
    would: tuple[Would, ...]
    evidence: tuple[str, ...]
    why: str


def needed(
    claim: Claim, library: Library, *, on: date, forum: Forum, reliefs: Sequence[str] | None = None
) -> tuple[NeededFact, ...]:
    """List the facts that can still change an answer, most decisive first.

    A fact is listed if two of its values lead to different answers of some open element that can itself still change
    an open relief, for some way in which the other facts turn out. First come facts that decide a relief at once, then
    those that decide elements at once, then those that bear on most elements, then the order of the vocabulary.
    """
    law = law_of_day(library, on, forum, claim.filed(on=on))
    reading = ClaimReading(claim, law)
    asking = _Asking(law, chosen_reliefs(law, reliefs))
    found: dict[tuple[str, int], NeededFact] = {}
    for number, group in enumerate(reading.groups, 1):
        for fact in asking.of_group(group, number if len(reading.groups) > 1 else 0):
            found.setdefault((fact.fact, fact.group), fact)
    order = {fact: at for at, fact in enumerate(library.vocabulary.facts)}
    return tuple(sorted(found.values(), key=lambda fact: (*_weight(fact), order[fact.fact], fact.group)))


def _weight(fact: NeededFact) -> tuple[int, int, int]:
    at_once = [len({would.id for would in fact.would if would.kind == kind}) for kind in ("relief", "element")]
    return -at_once[0], -at_once[1], -len(fact.elements)


class _Asking:
    """Finds what is needed under the law of one question, for some reliefs."""

    def __init__(self, law: LawOfDay, reliefs: Iterable[Relief]) -> None:
        self.law, self.reliefs = law, tuple(reliefs)
        self.facts = law.library.vocabulary.facts

    def of_group(self, group: ExactElements, number: int) -> Iterator[NeededFact]:
        """List the facts needed for one proposed group."""
        turning = Turning(group.plain)
        bearing: dict[str, list[str]] = {}
        for element in dict.fromkeys(self._live(group)):
            for fact in turning.facts(element):
                bearing.setdefault(fact, []).append(element)
        for fact, elements in bearing.items():
            yield self._needed(group, fact, elements, number)

    def _live(self, group: ExactElements) -> Iterator[str]:
        """List the open elements, decided by tests, through which an open relief can still change."""
        for relief in self.reliefs:
            if group.of_rule(relief.rule).answer is Answer.OPEN:
                yield from self._live_in(relief.rule, group)

    def _live_in(self, rule: Rule, group: ExactElements) -> Iterator[str]:
        for name in left_open(rule, group.plain):
            if group.reading(name).answer is Answer.OPEN:
                made_of = self.law.element(name).made_of
                if made_of is None:
                    yield name
                else:
                    yield from self._live_in(made_of, group)

    def _needed(self, group: ExactElements, name: str, elements: list[str], number: int) -> NeededFact:
        fact = self.facts[name]
        would = tuple(self._would(group, fact, elements))
        return NeededFact(
            fact=name,
            question=fact.english,
            group=number if fact.per_group else 0,
            elements=tuple((element, self.law.element(element).name) for element in elements),
            would=would,
            evidence=tuple(dict.fromkeys(self._evidence(fact))),
            why=self._why(elements, would),
        )

    def _would(self, group: ExactElements, fact: Fact, elements: list[str]) -> Iterator[Would]:
        """Try each value, everything else as it is, and tell which elements it would answer at once."""
        for value, answer in _values(fact):
            record = group.plain.findings.record.with_value(fact.id, answer)
            findings = group.plain.findings.on_record(record)
            tried = Elements(self.law, findings, like=group.plain, changed=frozenset([fact.id]))
            for element in elements:
                then = tried.reading(element).answer
                if then is not Answer.OPEN:
                    yield Would(value, "element", element, self.law.element(element).name, then)
            for relief in self.reliefs:
                then = answer_of(relief.rule, tried)
                if then is not Answer.OPEN and group.of_rule(relief.rule).answer is Answer.OPEN:
                    yield Would(value, "relief", relief.id, relief.name, then)

    def _evidence(self, fact: Fact) -> Iterator[str]:
        findings = self.law.library.vocabulary.findings
        for finding in fact.bears_on:
            if finding in findings:
                yield from findings[finding].evidence

    def _why(self, elements: list[str], would: tuple[Would, ...]) -> str:
        bears = f"It bears on: {'; '.join(self.law.element(element).name for element in elements)}."
        by_value: dict[tuple[str, Answer], list[str]] = {}
        for found in sorted(would, key=lambda each: each.kind != "relief"):
            by_value.setdefault((found.value, found.answer), []).append(found.name)
        at_once = " ".join(
            f"If {value}, {answer_words(answer)} at once: {'; '.join(names)}."
            for (value, answer), names in by_value.items()
        )
        return f"{bears} {at_once or 'It decides only together with other facts.'}"


def _values(fact: Fact) -> Iterator[tuple[str, Answer | str]]:
    """List the values to try; a day has too many, so none is tried."""
    if fact.type == "yes-no":
        yield from (("yes", Answer.MET), ("no", Answer.NOT_MET))
    else:
        yield from ((choice, choice) for choice in fact.choices)
