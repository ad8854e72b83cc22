"""The law of one question: the test of every element on a day, in a forum, for an application filed on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from wellfounded.answer import Answer
from wellfounded.claim.result import AppliedTest, ElementAnswer, FindingAnswer, MissingFact, Reading, Stated
from wellfounded.claim.wording import case_name, full_citation
from wellfounded.errors import WellfoundedError
from wellfounded.forum import Forum
from wellfounded.law.binding import SCREENING
from wellfounded.law.library import Library
from wellfounded.law.model import Element, Finding, LegalTest, Relief, StatedBy
from wellfounded.law.status import Status, status
from wellfounded.law.testing import GoverningTest, governing_test
from wellfounded.rule import Rule, YearsAfter, names, periods
from wellfounded.rule_text import print_rule

SOCIAL_GROUP = "ground.social-group"
EVIDENCE_ROLE = "evidence"
_RELIEFS_AT: dict[str, tuple[str, ...]] = {"credible-fear": ("credible-fear",), "reasonable-fear": ("reasonable-fear",)}
_READ_AS_AT_THE_BOARD = frozenset({"court-of-appeals", "attorney-general"})


class NoAssessment(WellfoundedError):
    """A day or forum for which no claim can be assessed."""


class LawOfDay:
    """What must be shown, element by element, for one question.

    Attributes:
        library, on, forum, filed: the question; `filed` is None where the filing day is not known.
        read_forum: the forum whose tests are read: the Board's, for a court of appeals and the Attorney General.
        elements, findings, facts: the vocabulary's, at hand.
        per_group: the facts asked once for each proposed group.
        untouched, untouched_readings, untouched_findings, untouched_missing: what is said where a claim records nothing
            that bears: the same for every such claim.
        asked_words: how the test of an element is introduced, by test.
    """

    def __init__(self, library: Library, on: date, forum: Forum, filed: date | None) -> None:
        self.library, self.on, self.forum, self.filed = library, on, forum, filed
        self.read_forum = Forum("bia", forum.circuit) if forum.stage in _READ_AS_AT_THE_BOARD else forum
        vocabulary = library.vocabulary
        self.elements, self.findings = dict(vocabulary.elements), dict(vocabulary.findings)
        self.facts = dict(vocabulary.facts)
        self.per_group = frozenset(fact.id for fact in self.facts.values() if fact.per_group)
        self.untouched: dict[str, ElementAnswer] = {}
        self.untouched_readings: dict[str, Reading] = {}
        self.untouched_findings: dict[str, FindingAnswer] = {}
        self.untouched_missing: dict[str, tuple[MissingFact, ...]] = {}
        self.asked_words: dict[str, str] = {}
        self._bearing_on_finding: dict[str, frozenset[str]] = {}
        self._bearing: dict[str, frozenset[str]] = {}
        self._tests: dict[str, GoverningTest] = {}
        self._statuses: dict[tuple[str, str], Status] = {}
        self._told: dict[tuple[str, str, str, Answer | None], AppliedTest] = {}
        self._missing: dict[tuple[str, str, str, bool], MissingFact] = {}
        self._periods: dict[str, tuple[YearsAfter, ...]] = {}
        self._asked: dict[str, tuple[str, ...]] = {}
        self._parts: dict[str, tuple[str, ...]] = {}
        self._elements: dict[str, tuple[str, ...]] = {}
        self._facts: dict[str, frozenset[str]] = {}
        self._grouped: dict[str, bool] = {}

    def test(self, element: str) -> GoverningTest:
        """Return the test of an element and what stands beside it."""
        found = self._tests.get(element)
        if found is None:
            found = governing_test(self.library, element, on=self.on, forum=self.read_forum, filed=self.filed)
            self._tests[element] = found
        return found

    def element(self, name: str) -> Element:
        """Return an element."""
        return self.elements[name]

    def status(self, authority: str, element: str) -> Status:
        """Return the standing of an authority on an element."""
        key = (authority, element)
        if key not in self._statuses:
            found = self.library.authority(authority)
            spoken = {holding.issue for holding in found.holdings}
            issues = self.element(element).issues
            issue = next((issue for issue in issues if issue in spoken), issues[0] if issues else None)
            self._statuses[key] = status(
                self.library, found, on=self.on, forum=self.read_forum, issue=issue, filed=self.filed
            )
        return self._statuses[key]

    def told(self, element: str, test: LegalTest, role: str, answer: Answer | None) -> AppliedTest:
        """Tell a test of an element: its authorities with their standing, its words, and how it answers."""
        key = (element, test.id, role, answer)
        if key not in self._told:
            self._told[key] = AppliedTest(
                test=test.id,
                role=role,
                rule=print_rule(test.rule),
                answer=answer,
                stated=tuple(self._stated(element, test, by) for by in test.stated_by),
                known=test.known,
                note=test.note,
                quotation=test.quotation,
                regulation=test.regulation,
                in_force_from=test.from_day,
                in_force_until=test.until_day,
            )
        return self._told[key]

    def _stated(self, element: str, test: LegalTest, by: StatedBy) -> Stated:
        authority = self.library.authority(by.authority)
        standing = self.status(authority.id, element)
        return Stated(
            authority=authority.id,
            name=case_name(authority),
            citation=full_citation(authority),
            pinpoint=by.pinpoint,
            status=standing.word,
            since=standing.since,
            known=test.known,
            reviewed=bool(authority.reviewed),
        )

    def missing(self, fact: str, state: str, finding: Finding, *, by_rule: bool) -> MissingFact:
        """Tell a fact not known that bears on a finding."""
        key = (fact, state, finding.id, by_rule)
        if key not in self._missing:
            why = "A written rule reads it to answer" if by_rule else "It speaks to a question of judgement"
            question = self.facts[fact].english
            self._missing[key] = MissingFact(fact, question, state, finding.evidence, f"{why}: {finding.question}")
        return self._missing[key]

    def rules_of(self, element: str) -> Iterator[Rule]:
        """List the rules that decide an element: its parts, or its test and those that stand beside it."""
        made_of = self.element(element).made_of
        if made_of is not None:
            yield made_of
            return
        found = self.test(element)
        yield from (test.rule for test in (found.test, *found.beside, *found.perhaps) if test is not None)

    def asked_by(self, test: LegalTest) -> tuple[str, ...]:
        """List the findings that a test asks for, each once, in the order of its words."""
        if test.id not in self._asked:
            self._asked[test.id] = tuple(dict.fromkeys(names(test.rule)))
        return self._asked[test.id]

    def periods_of(self, finding: str) -> tuple[YearsAfter, ...]:
        """List the periods that the written rules of a finding reckon."""
        if finding not in self._periods:
            found = self.findings[finding]
            self._periods[finding] = tuple(periods(rule for rule in (found.met_when, found.not_met_when) if rule))
        return self._periods[finding]

    def parts_of(self, element: str) -> tuple[str, ...]:
        """List the elements that an element is made of, each once; none for one that tests decide."""
        if element not in self._parts:
            made_of = self.element(element).made_of
            self._parts[element] = tuple(dict.fromkeys(names(made_of))) if made_of is not None else ()
        return self._parts[element]

    def facts_of(self, element: str) -> frozenset[str]:
        """List the facts that written rules can carry into the answer of an element."""
        found = self._facts.get(element)
        if found is None:
            composed = self.element(element).made_of is not None
            parts = [name for rule in self.rules_of(element) for name in names(rule)]
            found = frozenset(
                fact for part in parts for fact in (self.facts_of if composed else self._rule_facts)(part)
            )
            self._facts[element] = found
        return found

    def bearing_on(self, element: str) -> frozenset[str]:
        """List everything a claim could record that bears on an element decided by tests: facts and findings."""
        found = self._bearing.get(element)
        if found is None:
            asked = [name for rule in self.rules_of(element) for name in names(rule)]
            found = self._bearing[element] = frozenset().union(*map(self.bearing_on_finding, asked))
        return found

    def bearing_on_finding(self, name: str) -> frozenset[str]:
        """List everything a claim could record that bears on a finding: itself, and facts."""
        found = self._bearing_on_finding.get(name)
        if found is None:
            finding = self.findings[name]
            found = self._rule_facts(name).union([name], finding.facts_for, finding.facts_against)
            self._bearing_on_finding[name] = found
        return found

    def _rule_facts(self, finding: str) -> frozenset[str]:
        found = self.findings[finding]
        return frozenset(
            fact for rule in (found.met_when, found.not_met_when) if rule is not None for fact in names(rule)
        )

    def turns_on_the_group(self, element: str) -> bool:
        """Say whether an element rests, through its parts, on whether a proposed group qualifies."""
        found = self._grouped.get(element)
        if found is None:
            made_of = self.element(element).made_of
            found = element == SOCIAL_GROUP or (
                made_of is not None and any(map(self.turns_on_the_group, names(made_of)))
            )
            self._grouped[element] = found
        return found

    def reliefs(self) -> tuple[Relief, ...]:
        """List the forms of protection that are asked about at this stage."""
        reliefs = self.library.vocabulary.reliefs
        named = _RELIEFS_AT.get(self.forum.stage)
        if named is not None:
            return tuple(reliefs[name] for name in named if name in reliefs)
        return tuple(relief for relief in reliefs.values() if relief.id not in SCREENING)

    def elements_of(self, relief: Relief) -> tuple[str, ...]:
        """List the elements of a relief: each composed one before its parts, and evidence that bears on them last."""
        if relief.id not in self._elements:
            self._elements[relief.id] = tuple(self._in_order(relief))
        return self._elements[relief.id]

    def _in_order(self, relief: Relief) -> dict[str, None]:
        found: dict[str, None] = {}
        self._collect(relief.rule, found)
        topics = {name.partition(".")[0] for name in found}
        for element in self.library.vocabulary.elements.values():
            if element.role == EVIDENCE_ROLE and element.id.partition(".")[0] in topics:
                found.setdefault(element.id)
        return found

    def _collect(self, rule: Rule, found: dict[str, None]) -> None:
        for name in names(rule):
            found.setdefault(name)
            made_of = self.element(name).made_of
            if made_of is not None:
                self._collect(made_of, found)


@lru_cache(maxsize=256)
def law_of_day(library: Library, on: date, forum: Forum, filed: date | None) -> LawOfDay:
    """Gather the law of one question once; the same question asked again finds it ready.

    Raises:
        NoAssessment: if the library does not cover the day, or no claim is assessed in the forum.
    """
    if on < library.standing.coverage_from:
        raise NoAssessment(
            f"{on} is not covered: the library covers the law from {library.standing.coverage_from}.",
            remedy="Ask about a later day.",
        )
    if forum.stage == "border":
        raise NoAssessment(
            "No claim is assessed at the border itself: an officer only asks whether fear is put forward.",
            remedy="Ask at credible-fear, reasonable-fear or a later stage.",
        )
    return LawOfDay(library, on, forum, filed)
