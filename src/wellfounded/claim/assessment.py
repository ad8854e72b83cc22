"""Assess a claim: facts and the law of a day, element by element, with the reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from wellfounded.answer import Answer
from wellfounded.claim.by_precedent import reason
from wellfounded.claim.deciding import deciding
from wellfounded.claim.explaining import Explainer, told_tests
from wellfounded.claim.law_of_day import LawOfDay, law_of_day
from wellfounded.claim.model import Claim
from wellfounded.claim.reading import ClaimReading
from wellfounded.claim.ready import answer_of, left_open
from wellfounded.claim.result import (
    Assessment,
    ElementAnswer,
    FactUsed,
    FindingAnswer,
    GroupAnswer,
    Reading,
    ReliefAssessment,
)
from wellfounded.claim.wording import answer_words, day_in_words, listed, of_parts
from wellfounded.errors import UnknownName
from wellfounded.forum import STAGES, Forum
from wellfounded.law.library import Library
from wellfounded.law.model import Element, Relief
from wellfounded.rule import Rule

GroupReasons: TypeAlias = tuple[Reading, tuple[str, ...]]


def assess(
    claim: Claim, library: Library, *, on: date, forum: Forum, reliefs: Sequence[str] | None = None
) -> Assessment:
    """Assess a claim under the law of a day in a forum, element by element.

    Args:
        reliefs: the reliefs asked about; those of the stage, if left out.
    Raises:
        NoAssessment: if the library does not cover the day, or no claim is assessed in the forum.
        UnknownName: if there is no such relief.
    """
    law = law_of_day(library, on, forum, claim.filed(on=on))
    return _Assessing(claim, law).assessment(chosen_reliefs(law, reliefs))


def answer_element(claim: Claim, library: Library, element: str, *, on: date, forum: Forum) -> ElementAnswer:
    """Answer one element of a claim, whatever reliefs it belongs to.

    Raises:
        UnknownName: if there is no such element.
    """
    if element not in library.vocabulary.elements:
        raise UnknownName("element", element, library.vocabulary.elements)
    return _Assessing(claim, law_of_day(library, on, forum, claim.filed(on=on))).element(element)


def chosen_reliefs(law: LawOfDay, named: Sequence[str] | None) -> tuple[Relief, ...]:
    """Return the reliefs named, or those of the stage.

    Raises:
        UnknownName: if there is no such relief.
    """
    known = law.library.vocabulary.reliefs
    for name in named or ():
        if name not in known:
            raise UnknownName("relief", name, known, remedy=f"The reliefs are: {', '.join(known)}.")
    return tuple(known[name] for name in dict.fromkeys(named)) if named else law.reliefs()


class _Assessing:
    """One claim under the law of one question, while its assessment is written."""

    def __init__(self, claim: Claim, law: LawOfDay) -> None:
        self.claim, self.law = claim, law
        self.reading = ClaimReading(claim, law)
        self.explainers = [
            Explainer(law, group.plain, self.reading.recorded(number))
            for number, group in enumerate(self.reading.groups, 1)
        ]
        self.per_group = law.per_group
        self.recorded = {fact.fact for at in range(len(self.reading.groups)) for fact in self.reading.recorded(at + 1)}
        self.recorded.update(name for group in self.reading.groups for name in group.plain.findings.entered)
        self.answered: dict[str, ElementAnswer] = {}

    def assessment(self, reliefs: Iterable[Relief]) -> Assessment:
        return Assessment(
            claim=self.claim.pseudonym,
            on=self.law.on,
            forum=self.law.forum,
            filed=self.law.filed,
            groups=tuple(group.words for group in self.claim.groups),
            reliefs=tuple(self.relief(relief) for relief in reliefs),
            notes=tuple(self.notes()),
            confirmed_through=self.law.library.confirmed_through,
            library_version=self.law.library.version,
        )

    def relief(self, relief: Relief) -> ReliefAssessment:
        reading = self.reading.relief(relief)
        by_group = self.group_answers(lambda at: self.through_parts(relief.rule, at, self.of_rule(relief.rule, at)))
        return ReliefAssessment(
            relief=relief.id,
            name=relief.name,
            law=relief.law,
            discretionary=relief.discretionary,
            answer=reading.answer,
            open_on=reading.open_on,
            elements=tuple(self.element(name) for name in self.law.elements_of(relief)),
            reasons=self.through_parts(relief.rule, self.group_that_says(relief.rule, reading), reading)[1],
            by_group=tuple(by_group),
        )

    def element(self, name: str) -> ElementAnswer:
        found = self.answered.get(name)
        if found is None:
            asked = self.law.element(name)
            if asked.made_of is not None:
                found = self.composed(asked, asked.made_of)
            elif self.is_untouched(name) and not self.reading.reading(name).by_precedent:
                found = self.law.untouched.get(name) or self.tested(asked)
                self.law.untouched[name] = found
            else:
                found = self.tested(asked)
            found = self.by_precedent(found)
            self.answered[name] = found
        return found

    def by_precedent(self, found: ElementAnswer) -> ElementAnswer:
        """Name the rulings that force an element which rules leave open, if precedent settles it."""
        if not self.reading.reading(found.element).by_precedent:
            return found
        for group in self.reading.groups:
            reading, precedent = group.reading(found.element), group.plain.precedent
            if reading.by_precedent and reading.answer is found.answer and precedent is not None:
                told = precedent.told(found.element)
                cases = tuple(one.placed.case.id for one in told.by)
                return replace(found, reasons=(reason(told, precedent.base),), missing=(), by_precedent=cases)
        return found

    def is_untouched(self, name: str) -> bool:
        """Say whether the claim records nothing that bears on an element: its answer is then that of any such claim."""
        several = len(self.reading.groups) > 1 and bool(self.law.facts_of(name) & self.per_group)
        return not several and self.recorded.isdisjoint(self.law.bearing_on(name))

    def tested(self, asked: Element) -> ElementAnswer:
        """Answer an element that tests decide."""
        explainer = self.explainers[self.reading.lead]
        reading = self.reading.reading(asked.id)
        tests = told_tests(self.law, asked.id, reading)
        findings = tuple(map(explainer.finding, self.asked_for(reading)))
        return replace(
            _answered(asked, reading),
            tests=tests,
            governing=tests[0].stated if tests else (),
            governing_tests=(tests[0].test,) if tests else (),
            findings=findings,
            facts_used=_facts_of(findings),
            missing=explainer.missing_on(reading) if reading.answer is Answer.OPEN else (),
            reasons=tuple(explainer.reasons(asked.id, tests)),
            by_group=self.by_group(asked.id, lambda at: self.tested_for(asked.id, at)),
        )

    def asked_for(self, reading: Reading) -> Iterable[str]:
        """List the findings that the tests which answer an element ask for, each once."""
        if len(reading.by_test) == 1:
            return self.law.asked_by(reading.by_test[0][0])
        return dict.fromkeys(finding for test, _ in reading.by_test for finding in self.law.asked_by(test))

    def tested_for(self, name: str, at: int) -> GroupReasons:
        """Answer an element for one proposed group."""
        reading = self.reading.groups[at].reading(name)
        return reading, tuple(self.explainers[at].reasons(name, told_tests(self.law, name, reading)))

    def composed(self, asked: Element, made_of: Rule) -> ElementAnswer:
        """Answer an element made of others: what it rests on is what its parts rest on."""
        parts = [self.element(part) for part in self.law.parts_of(asked.id)]
        tested = [part for part in parts if part.tests]
        reading = self.reading.reading(asked.id)
        missing = {fact.fact: fact for part in parts if part.answer is Answer.OPEN for fact in part.missing}
        used = {fact.fact: fact for part in parts for fact in part.facts_used}
        return replace(
            _answered(asked, reading),
            parts=tuple(part.element for part in parts),
            governing=tuple(dict.fromkeys(stated for part in tested for stated in part.governing)),
            governing_tests=tuple(test for part in tested for test in part.governing_tests),
            facts_used=tuple(used.values()),
            missing=tuple(missing.values()) if reading.answer is Answer.OPEN else (),
            reasons=self.through_parts(made_of, self.group_that_says(made_of, reading), reading)[1],
            by_group=self.by_group(
                asked.id, lambda at: self.through_parts(made_of, at, self.reading.groups[at].reading(asked.id))
            ),
        )

    def of_rule(self, rule: Rule, at: int) -> Reading:
        return self.reading.groups[at].of_rule(rule)

    def group_that_says(self, rule: Rule, reading: Reading) -> int:
        """Return the position of the group through which a rule over elements is answered so."""
        if len(self.reading.groups) == 1:
            return 0
        order = sorted(range(len(self.reading.groups)), key=lambda at: at != self.reading.lead)
        return next((at for at in order if self.of_rule(rule, at).answer is reading.answer), self.reading.lead)

    def through_parts(self, rule: Rule, at: int, reading: Reading) -> GroupReasons:
        """Say through which parts a rule over elements is answered, for one proposed group."""
        exact = self.reading.groups[at]
        if reading.answer is Answer.OPEN:
            open_ones = reading.left_open if len(self.reading.groups) == 1 else left_open(rule, exact.plain)
            return reading, (of_parts(reading.answer, [self.law.element(name).name for name in open_ones]),)
        if exact.open_facts and answer_of(rule, exact.plain) is not reading.answer:
            unknown = listed(f'"{self.law.library.vocabulary.facts[fact].english}"' for fact in exact.open_facts)
            words = answer_words(reading.answer).capitalize()
            return reading, (f"{words}, however this turns out: {unknown}",)
        decided = [self.law.element(name).name for name in deciding(rule, exact.plain, reading.answer)]
        return reading, (of_parts(reading.answer, decided),)

    def by_group(self, name: str, answered: Callable[[int], GroupReasons]) -> tuple[GroupAnswer, ...]:
        """Tell the answer to an element for each proposed group, if it may differ from one to another."""
        if len(self.reading.groups) == 1 or not self.law.facts_of(name) & self.per_group:
            return ()
        return tuple(self.group_answers(answered))

    def group_answers(self, answered: Callable[[int], GroupReasons]) -> Iterator[GroupAnswer]:
        """Tell the answer for each proposed group, where there are several."""
        for at, group in enumerate(self.claim.groups if len(self.claim.groups) > 1 else ()):
            reading, reasons = answered(at)
            yield GroupAnswer(at + 1, group.words, reading.answer, reading.open_on, reasons)

    def notes(self) -> Iterator[str]:
        """Say what the reader must know about the question itself."""
        law, library = self.law, self.law.library
        if law.on > library.confirmed_through:
            yield f"The law is told as last confirmed on {day_in_words(library.confirmed_through)}."
        if law.filed is None:
            yield (
                "The file does not say when the application was filed; the tests are those for an application filed "
                f"on {day_in_words(law.on)}."
            )
        elif law.on < law.filed:
            yield (
                "The application was filed after the day asked about: it was filed on "
                f"{day_in_words(law.filed)}, and the law of {day_in_words(law.on)} is applied to it."
            )
        arrived = self.claim.day("last-arrival-on")
        if arrived is not None and law.on < arrived:
            yield (
                f"The day asked about comes before the last arrival: the law of {day_in_words(law.on)} is applied to "
                "these facts."
            )
        if law.read_forum != law.forum:
            yield (
                f"The tests are read as the Board applies them; the {STAGES[law.forum.stage]} decides for itself "
                "how far the agency's precedent binds it."
            )
        if not self.claim.groups and not any(self.explainers[0].is_known(fact) for fact in self.per_group):
            yield "No particular social group is put forward; what turns on one stays open."


def _facts_of(findings: Iterable[FindingAnswer]) -> tuple[FactUsed, ...]:
    used = {fact.fact: fact for found in findings for fact in (*found.settling, *found.supporting, *found.contrary)}
    return tuple(used.values())


def _answered(asked: Element, reading: Reading) -> ElementAnswer:
    """Answer an element, before it is told what the answer rests on."""
    return ElementAnswer(
        element=asked.id,
        name=asked.name,
        asked=asked.must_be_shown,
        role=asked.role,
        burden=asked.burden,
        standard=asked.standard,
        law=asked.law,
        answer=reading.answer,
        open_on=reading.open_on,
    )
