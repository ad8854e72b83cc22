"""What an assessment says: answers with their authorities, reasons, facts, and what is still missing. Frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wellfounded.answer import Answer
from wellfounded.claim.model import EnteredFinding
from wellfounded.forum import Forum
from wellfounded.law.model import LegalTest

NEITHER, ON_FACTS, ON_LAW = 0, 1, 2
_OPEN_ON = {ON_FACTS: "facts", ON_LAW: "law", ON_FACTS | ON_LAW: "law and facts"}
GOVERNS, BESIDE, PERHAPS, YIELDS = "governs", "beside", "may-govern", "yields"


@dataclass(frozen=True, slots=True)
class Reading:
    """The answer to an element, what leaves it open, and how each test that governs or stands beside answers.

    Attributes:
        cause: what leaves it open: NEITHER, or a sum of ON_FACTS and ON_LAW; `open_on` says it in words.
        by_test: the tests with their answers, the governing one first.
        left_open: the findings that leave these tests open, or the elements that leave a rule over elements open.
        by_precedent: whether rules left it open and precedent settles it.
    """

    answer: Answer
    cause: int
    by_test: tuple[tuple[LegalTest, Answer], ...] = ()
    left_open: tuple[str, ...] = ()
    by_precedent: bool = False

    @property
    def open_on(self) -> str | None:
        """What leaves it open: "facts", "law" or "law and facts"; None when it is not open."""
        return _OPEN_ON.get(self.cause)


@dataclass(frozen=True, slots=True)
class Stated:
    """An authority that states a test, and its standing for the question asked.

    Attributes:
        authority: its id.
        name, citation: "Matter of A-B-" and "Matter of A-B-, 27 I&N Dec. 316 (A.G. 2018)".
        pinpoint: page or section, or an empty string when not known.
        status, since: the status word of `wellfounded.law.status`, and its first day when known.
        known: how well the test is known: "seen", "mixed" or "memory".
        reviewed: whether a lawyer has read the page against the text.
    """

    authority: str
    name: str
    citation: str
    pinpoint: str
    status: str
    since: date | None
    known: str
    reviewed: bool


@dataclass(frozen=True, slots=True)
class AppliedTest:
    """How one test answers an element.

    Attributes:
        test: the test's id.
        role: "governs", "beside" (contested: it stands beside), "may-govern" (its day is known only as a window) or
            "yields" (national law that gives way here).
        rule: the test in words, over findings.
        answer: its answer; None for a test that yields.
        stated: the authorities that state it, the foremost first.
        known: how well it is known.
        note, quotation, regulation: a caution, the official words, the provision; or empty strings.
        in_force_from, in_force_until: the days it governs (half-open).
    """

    test: str
    role: str
    rule: str
    answer: Answer | None
    stated: tuple[Stated, ...]
    known: str
    note: str
    quotation: str
    regulation: str
    in_force_from: date
    in_force_until: date | None


@dataclass(frozen=True, slots=True)
class FactUsed:
    """A recorded fact on which an answer rests.

    Attributes:
        fact, question: its id and the question in English.
        value: "yes", "no", a choice, a country code, or a day as YYYY-MM-DD.
        source, evidence, certainty, about: as recorded; empty where the file does not say.
    """

    fact: str
    question: str
    value: str
    source: str = ""
    evidence: str = ""
    certainty: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact not known that bears on an open answer.

    Attributes:
        fact, question: its id and the question in English.
        state: "not-asked" or "not-known" (asked, and the person does not know).
        evidence: kinds of evidence that would speak to it.
        why: what it bears on, one sentence.
    """

    fact: str
    question: str
    state: str
    evidence: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class FindingAnswer:
    """A finding that the governing test asks for.

    Attributes:
        finding, question: its id and what is asked.
        answer: met, not met or open.
        how: "entered", "by-rule", "both-ways" or "not-settled".
        settled_by: "rule", or "judgement": a person's, unless a named pattern matches.
        basis: the authority for it, or an empty string.
        entered: the finding as it was entered, or None.
        reckoned: how a last day was reckoned, one sentence, or an empty string.
        settling: the recorded facts that settle it by a written rule; on both sides, if rules on both sides match.
        supporting, contrary: recorded facts that speak for and against it.
    """

    finding: str
    question: str
    answer: Answer
    how: str
    settled_by: str
    basis: str
    entered: EnteredFinding | None
    settling: tuple[FactUsed, ...]
    supporting: tuple[FactUsed, ...]
    contrary: tuple[FactUsed, ...]
    reckoned: str = ""

    @property
    def entered_by(self) -> str:
        """The source of a finding that was entered, or an empty string."""
        return self.entered.source if self.entered else ""


@dataclass(frozen=True, slots=True)
class GroupAnswer:
    """The answer to an element for one of several proposed groups."""

    group: int
    words: str
    answer: Answer
    open_on: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ElementAnswer:
    """One thing the law asks, answered for a claim.

    Attributes:
        element, name, asked: its id, its name, and what must be shown in one plain sentence.
        role, burden, standard, law: as the vocabulary states them.
        answer, open_on: the answer; if open, "facts", "law" or "law and facts".
        tests: the governing test first, then what stands beside it; empty for an element made of others.
        parts: the ids of the elements it is made of; empty for one decided by tests.
        governing: the authorities of the governing tests: its own, or those of its parts.
        findings, facts_used, missing: what the answer rests on, and what could still settle it.
        reasons: the reasons in plain sentences.
        by_group: the answer for each proposed group, where there are several and it turns on them.
        by_precedent: the decided cases that force the answer, where rules leave it open and precedent settles it.
    """

    element: str
    name: str
    asked: str
    role: str
    burden: str
    standard: str
    law: str
    answer: Answer
    open_on: str | None
    tests: tuple[AppliedTest, ...] = ()
    parts: tuple[str, ...] = ()
    governing: tuple[Stated, ...] = ()
    governing_tests: tuple[str, ...] = ()
    findings: tuple[FindingAnswer, ...] = ()
    facts_used: tuple[FactUsed, ...] = ()
    missing: tuple[MissingFact, ...] = ()
    reasons: tuple[str, ...] = ()
    by_group: tuple[GroupAnswer, ...] = ()
    by_precedent: tuple[str, ...] = ()

    @property
    def beside(self) -> tuple[AppliedTest, ...]:
        """The tests that stand beside the governing one, may already govern, or yield to it."""
        return self.tests[1:]


@dataclass(frozen=True, slots=True)
class ReliefAssessment:
    """A form of protection, or a screening, answered element by element.

    Attributes:
        relief, name, law: its id, name and provision.
        discretionary: whether it may be refused although every element is met.
        answer, open_on: the answer; if open, on what.
        elements: each composed element before its parts.
        reasons: why, in plain sentences.
        by_group: the answer for each proposed group, where there are several.
    """

    relief: str
    name: str
    law: str
    discretionary: bool
    answer: Answer
    open_on: str | None
    elements: tuple[ElementAnswer, ...]
    reasons: tuple[str, ...]
    by_group: tuple[GroupAnswer, ...] = ()

    def element(self, name: str) -> ElementAnswer | None:
        """Return an element of this relief, or None."""
        return next((found for found in self.elements if found.element == name), None)


@dataclass(frozen=True, slots=True)
class Assessment:
    """A claim assessed under the law of a day, in a forum.

    Attributes:
        claim: the claim's pseudonym.
        on, forum: the question.
        filed: the filing day used, or None when it is not known.
        groups: the proposed groups, in the claim's words.
        reliefs: each relief asked about.
        notes: what the reader must know about the question ("as last confirmed on …").
        confirmed_through, library_version: of the library of law.
    """

    claim: str
    on: date
    forum: Forum
    filed: date | None
    groups: tuple[str, ...]
    reliefs: tuple[ReliefAssessment, ...]
    notes: tuple[str, ...]
    confirmed_through: date
    library_version: str

    def relief(self, name: str) -> ReliefAssessment | None:
        """Return a relief of this assessment, or None."""
        return next((found for found in self.reliefs if found.relief == name), None)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a change: the answer in one of the two assessments, and the tests that gave it."""

    on: date
    forum: Forum
    answer: Answer
    open_on: str | None
    tests: tuple[str, ...]
    governing: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """What brought a change about: an authority, what it did, and when.

    Attributes:
        authority: its id; an empty string where no authority but the claim itself differs.
        citation: "Matter of A-B-, 27 I&N Dec. 316 (A.G. 2018)".
        how: what it did, in a few words.
        on: the day.
    """

    authority: str
    citation: str
    how: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Change:
    """An element or a relief that differs between two assessments, and the acts that caused it.

    Attributes:
        relief: the relief's id.
        element, name: the element's id and name; for the relief as a whole, the relief's own.
        before, after: the two sides.
        because: the acts that caused it, earliest first.
    """

    relief: str
    element: str
    name: str
    before: Side
    after: Side
    because: tuple[Act, ...]

    @property
    def answer_changed(self) -> bool:
        """Whether the answer itself differs, and not only the test that gives it."""
        return (self.before.answer, self.before.open_on) != (self.after.answer, self.after.open_on)
