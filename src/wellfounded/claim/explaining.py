"""Why an element is answered as it is: the findings its test asks for, the facts behind them, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from wellfounded.answer import Answer
from wellfounded.claim.deciding import deciding
from wellfounded.claim.elements import Elements
from wellfounded.claim.findings import BOTH_WAYS, BY_RULE, ENTERED
from wellfounded.claim.law_of_day import LawOfDay
from wellfounded.claim.model import NOT_ASKED, NOT_KNOWN, RecordedFact
from wellfounded.claim.ready import answer_of
from wellfounded.claim.record import last_day, unrolled_last_day
from wellfounded.claim.result import (
    BESIDE,
    GOVERNS,
    PERHAPS,
    YIELDS,
    AppliedTest,
    FactUsed,
    FindingAnswer,
    MissingFact,
    Reading,
)
from wellfounded.claim.wording import ANSWER_WORDS, answer_words, day_in_words, listed, value_in_words
from wellfounded.law.holidays import why_not_working
from wellfounded.law.model import Finding, LegalHoliday, LegalTest
from wellfounded.rule import NO_SUCH_ROUTE, NOTHING_ASKED, LawUnsettled, YearsAfter


class Explainer:
    """Explains the elements of one claim for one proposed group.

    Attributes:
        elements: the answers explained, in plain three-valued logic over the facts.
    """

    def __init__(self, law: LawOfDay, elements: Elements, recorded: Iterable[RecordedFact]) -> None:
        self.law, self.elements = law, elements
        self._recorded = {found.fact: found for found in recorded}
        self._used: dict[str, FactUsed] = {}
        self._findings: dict[str, FindingAnswer] = {}
        self._sentences: dict[str, str] = {}
        self._missing: dict[str, tuple[MissingFact, ...]] = {}

    def fact(self, name: str) -> FactUsed:
        """Tell a recorded fact."""
        if name not in self._used:
            found = self._recorded[name]
            self._used[name] = FactUsed(
                name,
                self.law.facts[name].english,
                value_in_words(found),
                found.source,
                found.evidence,
                found.certainty,
                found.about,
            )
        return self._used[name]

    def is_known(self, name: str) -> bool:
        """Say whether the file answers a question."""
        return self.elements.findings.is_known(name)

    def finding(self, name: str) -> FindingAnswer:
        """Answer a finding, with the facts that speak for and against it."""
        found = self._findings.get(name)
        if found is None:
            untouched = self.elements.findings.touched.isdisjoint(self.law.bearing_on_finding(name))
            found = self.law.untouched_findings.get(name) if untouched else None
            found = self._findings[name] = found or self._answered(name)
            if untouched:
                self.law.untouched_findings[name] = found
        return found

    def _answered(self, name: str) -> FindingAnswer:
        finding = self.law.findings[name]
        settled = self.elements.findings.settled(name)
        settling, supporting, contrary = self._sides(finding)
        return FindingAnswer(
            finding=name,
            question=finding.question,
            answer=settled.answer,
            how=settled.how,
            settled_by=finding.settled_by,
            basis=finding.basis,
            entered=settled.entered,
            settling=tuple(map(self.fact, settling)),
            supporting=tuple(map(self.fact, supporting)),
            contrary=tuple(map(self.fact, contrary)),
            reckoned=self._reckoned(finding),
        )

    def _reckoned(self, finding: Finding) -> str:
        record = self.elements.findings.record
        for period in self.law.periods_of(finding.id):
            start = record.values.get(period.fact)
            if isinstance(start, date):
                return reckoning(start, period, record.holidays)
        return ""

    def _sides(self, finding: Finding) -> tuple[list[str], list[str], list[str]]:
        """Sort the recorded facts on a finding: those that settle it by rule, then all for it and all against it."""
        record = self.elements.findings.record
        for_it: dict[str, None] = {}
        against: dict[str, None] = {}
        for side, rule in ((for_it, finding.met_when), (against, finding.not_met_when)):
            if rule is not None and answer_of(rule, record) is Answer.MET:
                side.update(dict.fromkeys(deciding(rule, record, Answer.MET)))
        settling = [*for_it, *against]
        for side, other, facts in ((for_it, against, finding.facts_for), (against, for_it, finding.facts_against)):
            for fact in facts:
                if fact in self._recorded and fact not in for_it and fact not in against and record.is_known(fact):
                    (other if record.answer(fact) is Answer.NOT_MET else side)[fact] = None
        return settling, list(for_it), list(against)

    def missing(self, name: str) -> tuple[MissingFact, ...]:
        """List the facts not known that bear on an open finding: first those that a written rule would read."""
        found = self._missing.get(name)
        if found is None:
            untouched = self.law.bearing_on_finding(name).isdisjoint(self._recorded)
            found = self.law.untouched_missing.get(name) if untouched else None
            found = self._missing[name] = found or tuple(self._not_known_on(name))
            if untouched:
                self.law.untouched_missing[name] = found
        return found

    def _not_known_on(self, name: str) -> Iterator[MissingFact]:
        finding = self.law.findings[name]
        by_rule = self.elements.findings.settled(name).unknown
        for fact in dict.fromkeys((*by_rule, *finding.facts_for, *finding.facts_against)):
            if not self.is_known(fact):
                yield self.law.missing(fact, self._state(fact), finding, by_rule=fact in by_rule)

    def missing_on(self, reading: Reading) -> tuple[MissingFact, ...]:
        """List the facts not known that bear on an element left open, each once."""
        found: dict[str, MissingFact] = {}
        for name in reading.left_open:
            for fact in self.missing(name):
                found.setdefault(fact.fact, fact)
        return tuple(found.values())

    def _state(self, fact: str) -> str:
        recorded = self._recorded.get(fact)
        return NOT_KNOWN if recorded is not None and recorded.value == NOT_KNOWN else NOT_ASKED

    def reasons(self, element: str, tests: tuple[AppliedTest, ...]) -> Iterator[str]:
        """Say in plain sentences why an element decided by tests is answered as it is."""
        governing = self.law.test(element)
        if governing.test is None or not tests:
            yield f"{governing.why} That leaves it open on the law."
            return
        yield self.law.asked_words.get(governing.test.id) or self._asked_by(tests[0], governing.test)
        answering = (governing.test, *governing.beside, *governing.perhaps)
        for finding in dict.fromkeys(name for test in answering for name in self.law.asked_by(test)):
            yield self.sentence(finding)
        for other, test in zip(tests[1:], (*governing.beside, *governing.perhaps, *governing.yielding), strict=True):
            yield self._other(other, tests[0], test)
        if not tests[0].stated:
            return
        yield from self._burden(element)

    def sentence(self, finding: str) -> str:
        """Say how a finding was answered, and from what."""
        if finding not in self._sentences:
            self._sentences[finding] = finding_sentence(self.finding(finding))
        return self._sentences[finding]

    def _asked_by(self, told: AppliedTest, test: LegalTest) -> str:
        who = _cited(told) or "no authority of the library had spoken on it yet"
        words = f"The test is stated by {who}." if told.stated else f"By this day {who}; it is asked all the same."
        if test.rule == NOTHING_ASKED:
            words = f"On this day nothing more is asked here ({who})."
        elif test.rule == NO_SUCH_ROUTE:
            words = f"On this day the law knows no such route ({who})."
        elif isinstance(test.rule, LawUnsettled):
            words = f"The law itself was unsettled ({who}): {test.rule.why}"
        self.law.asked_words[test.id] = words
        return words

    def _other(self, other: AppliedTest, governing: AppliedTest, test: LegalTest) -> str:
        who = _cited(other)
        if other.role == YIELDS:
            return f"The national test, stated by {who}, yields here."
        if other.answer is None or governing.answer is None:
            return f"{who} stands beside it."
        said = ANSWER_WORDS[other.answer]
        same = "the same" if other.answer is governing.answer else "otherwise, so the law leaves it open"
        if other.role == PERHAPS and test.issued_between:
            first, last = map(day_in_words, test.issued_between)
            return f"{who} was issued between {first} and {last}; if it governs already, it answers {same} ({said})."
        return f"{who} stands beside it, contested, and answers {same} ({said})."

    def _burden(self, element: str) -> Iterator[str]:
        asked = self.law.element(element)
        if self.elements.answer(element) is Answer.OPEN and asked.burden:
            standard = f" ({asked.standard})" if asked.standard not in ("", "-") else ""
            yield f"If nothing more is shown, it goes against the one with the burden: {asked.burden}{standard}."


def reckoning(start: date, period: YearsAfter, holidays: Iterable[LegalHoliday]) -> str:
    """Say how a last day is reckoned, and which weekend or holiday moved it."""
    kept = tuple(holidays)
    end, last = unrolled_last_day(start, period), last_day(start, period, kept)
    moved = [end + timedelta(days=ahead) for ahead in range((last - end).days)]
    told = ", ".join(f"{day_in_words(day)} ({why_not_working(kept, day)})" for day in moved)
    years = f"{period.years} {'year' if period.years == 1 else 'years'}"
    after = f"Counting {years} from {day_in_words(start)}, the last day is {day_in_words(last)}"
    return f"{after}; it does not fall on {told}." if told else f"{after}."


def finding_sentence(found: FindingAnswer) -> str:
    """Say how a finding was answered, and from what."""
    told = _finding_sentence(found)
    return f"{told} {found.reckoned}" if found.reckoned else told


def _finding_sentence(found: FindingAnswer) -> str:
    answer = answer_words(found.answer)
    if found.how == ENTERED:
        by = f" ({found.entered_by})" if found.entered_by else ""
        return f"{found.question} Entered as {answer}{by}."
    if found.how == BY_RULE:
        basis = f" ({found.basis})" if found.basis else ""
        return f"{found.question} {answer.capitalize()}{basis}: {_told(found.settling)}."
    if found.how == BOTH_WAYS:
        return (
            f"{found.question} Open: the file matches a pattern on each side. "
            f"For: {_told(found.supporting)}. Against: {_told(found.contrary)}."
        )
    if found.settled_by == "rule":
        return f"{found.question} Open: the file does not say."
    sides = [("for", found.supporting), ("against", found.contrary)]
    told = "; ".join(f"{word} it: {_told(facts)}" for word, facts in sides if facts)
    return f"{found.question} Open: a judgement not yet made" + (f" ({told})." if told else ".")


def _told(facts: Iterable[FactUsed]) -> str:
    return "; ".join(f'"{fact.question}" {fact.value}' for fact in facts) or "what the file says"


def _cited(told: AppliedTest) -> str:
    words = [f"{by.citation}{f', at {by.pinpoint}' if by.pinpoint else ''}" for by in told.stated]
    return listed(words)


def told_tests(law: LawOfDay, element: str, reading: Reading) -> tuple[AppliedTest, ...]:
    """Tell the tests of an element: the governing one, those beside it, those that may govern, those that yield."""
    governing = law.test(element)
    if governing.test is None:
        return ()
    answers = {test.id: answer for test, answer in reading.by_test}
    roles = [(GOVERNS, (governing.test,)), (BESIDE, governing.beside), (PERHAPS, governing.perhaps)]
    roles.append((YIELDS, governing.yielding))
    return tuple(law.told(element, test, role, answers.get(test.id)) for role, tests in roles for test in tests)
