"""The nouns of the law: authority, holding, treatment, test. Frozen; checked once, when a page is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from wellfounded.rule import Rule


class Reach(Struct, frozen=True, gc=False):
    """What part of the law something reaches; an empty set of issues, stages or circuits means all of them.

    Attributes:
        issues: issue ids.
        stages: stages of `wellfounded.forum`.
        circuits: circuits of `wellfounded.forum`.
        filed_from: only applications filed on or after this day, if given.
        filed_before: only applications filed before this day, if given.
    """

    issues: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    circuits: frozenset[str] = frozenset()
    filed_from: date | None = None
    filed_before: date | None = None


EVERYWHERE = Reach()


class Holding(Struct, frozen=True, gc=False):
    """One thing an authority held on one issue.

    Attributes:
        issue: the issue's id.
        says: what was held, in the library's own words.
        pinpoint: page or section of the cited text, or an empty string when not known.
        quotation: exact official words, or an empty string when none was seen.
        known: how well it is known: "seen", "mixed" or "memory".
        note: a caution for the reader, or an empty string.
        line: the line of the page where its block begins.
    """

    issue: str
    says: str
    pinpoint: str
    quotation: str
    known: str
    note: str = ""
    line: int = 0


class Treatment(Struct, frozen=True, gc=False):
    """What one authority did to another.

    Attributes:
        effect: the kind of treatment (`authorities/vocabulary/treatments.toml`).
        target: the id of the authority treated.
        on: the first day of the effect.
        until: the first day it no longer has effect by its own terms, or None.
        reach: issues, stages, circuits and applications it reaches.
        known: "seen", "mixed" or "memory".
        note: a caution for the reader, or an empty string.
        line: the line of the page where its block begins.
    """

    effect: str
    target: str
    on: date
    until: date | None
    reach: Reach
    known: str
    note: str = ""
    line: int = 0


class OpenQuestion(Struct, frozen=True, gc=False):
    """Something about an authority that could not be confirmed, for the days and forums it concerns.

    Attributes:
        question: the question, one sentence.
        from_day, until_day: the days concerned (half-open); None leaves that end open.
        reach: the issues, stages and circuits concerned.
        line: the line of the page where its block begins.
    """

    question: str
    from_day: date | None
    until_day: date | None
    reach: Reach
    line: int = 0


class StatedBy(Struct, frozen=True, gc=False):
    """An authority that states a test, with the pinpoint when known."""

    authority: str
    pinpoint: str = ""


class LegalTest(Struct, frozen=True, gc=False):
    """What must be shown for one element, as one or more authorities put it.

    Attributes:
        id: the test's id ("relation.a-b-1").
        element: the element's id.
        rule: the test over findings.
        stated_by: the authorities that state it, the foremost first; the page it stands on is the first.
        from_day, until_day: the days it governs (half-open); None means still.
        reach: stages and circuits it governs in (no issues), and the applications it reaches.
        contested: whether it stands beside the national test instead of replacing it.
        issued_between: the window in which the stating authority was issued, when its day is not known.
        known: "seen", "mixed" or "memory".
        sources: where it was read.
        note: a caution for the reader, or an empty string.
        regulation: the section of the regulation or statute, or an empty string.
        quotation, quoted_from: exact official words and whose they are, or empty strings.
        line: the line of the page where its block begins.
    """

    id: str
    element: str
    rule: Rule
    stated_by: tuple[StatedBy, ...]
    from_day: date
    until_day: date | None
    reach: Reach
    contested: bool
    issued_between: tuple[date, date] | None
    known: str
    sources: tuple[str, ...] = ()
    note: str = ""
    regulation: str = ""
    quotation: str = ""
    quoted_from: str = ""
    line: int = 0


class Authority(Struct, frozen=True, gc=False):
    """A statute, regulation, decision, order or guidance, as one page of `authorities/`.

    Attributes:
        id: what a lawyer would say, in kebab-case.
        name: the name it is cited by.
        cite: the full citation.
        by: the body that issued it (`authorities/vocabulary/bodies.toml`).
        kind: "statute", "regulation", "decision", "injunction", "guidance", "executive" or "brief".
        decided: the day it was signed or issued; None when only a window is known.
        decided_between: first and last possible day, both counted, when the day is not known.
        public_from: the first day its text was public, where that is before `decided`.
        effective: the first day it governs; None if it never took effect (a proposal) or follows the window.
        precedential: whether it is precedent.
        precedential_from: the day it was made precedent, where later than its own day.
        binds: whom it binds: "congress", "federal-courts", "bia", "ij", "asylum-office", "dhs", "parties-only".
        applications: where it applies, if not everywhere: per issue (none named means all), the stages and the
            applications, by filing date, that it reaches.
        aliases: every other name, caption, citation form and earlier id.
        holdings, treatments, tests, open_questions: the sections of the page.
        known: "seen", "mixed" or "memory".
        reviewed: names and days of the lawyers who read the page against the text; empty until then.
        sources: where it was read.
        official: address of the official text, or an empty string.
        notes: cautions for the reader, in the order of the page.
        path: the page, relative to the library's folder.
    """

    id: str
    name: str
    cite: str
    by: str
    kind: str
    decided: date | None
    decided_between: tuple[date, date] | None
    public_from: date | None
    effective: date | None
    precedential: bool
    precedential_from: date | None
    binds: frozenset[str]
    known: str
    applications: tuple[Reach, ...] = ()
    aliases: tuple[str, ...] = ()
    holdings: tuple[Holding, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    tests: tuple[LegalTest, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    reviewed: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    official: str = ""
    notes: tuple[str, ...] = ()
    path: str = ""


class Issue(Struct, frozen=True, gc=False):
    """One point of law on which authorities speak."""

    id: str
    name: str
    definition: str = ""
    parent: str = ""


class TreatmentKind(Struct, frozen=True, gc=False):
    """A kind of treatment and what it does to its target.

    Attributes:
        id, meaning: the kind.
        displaces: the status word of a target it displaces whole, or an empty string if it displaces nothing.
        displaces_in_part: the status word of a target it displaces on some issues only.
        undoes: whether it also ends what the target had done to others (vacating does, overruling does not).
        temporary: whether it only suspends: a lifted stay ends it, and a lasting displacement outranks it.
        ends_with_order: whether it ends only with the order itself: an injunction outlasts its target's reinstatement.
        leaves_standing: the authorities under which the target still governs others meanwhile (a referral does not
            suspend precedent, E-L-H-); none for other kinds.
        restores: "all" if it ends every earlier displacement of its target, "temporary" if only suspensions, or "".
        reviews: whether it is a disposition of the same case, which then bears the mark of the whole review.
    """

    id: str
    meaning: str
    displaces: str = ""
    displaces_in_part: str = ""
    undoes: bool = False
    temporary: bool = False
    ends_with_order: bool = False
    leaves_standing: tuple[str, ...] = ()
    restores: str = ""
    reviews: bool = False


class Body(Struct, frozen=True, gc=False):
    """Who issues authorities.

    Attributes:
        id, name: the body.
        rank: its place in the order in which authorities are told; lower is higher.
        level: "legislature", "supreme-court", "court-of-appeals", "district-court", "president" or "agency".
        circuit: the circuit it speaks for, or None.
    """

    id: str
    name: str
    rank: int
    level: str = "agency"
    circuit: str | None = None


class Element(Struct, frozen=True, gc=False):
    """One thing the law asks.

    Attributes:
        id, name: the element.
        must_be_shown: one plain sentence.
        role: "required", "alternative", "exception", "bar" (met means no bar), "presumption" or "evidence".
        burden: who loses if it stays open.
        standard: how strongly it must be shown, or "-".
        law: the provision.
        issues: the issues it rests on.
        made_of: the rule over other elements, or None when tests decide it.
        note: a caution, or an empty string.
    """

    id: str
    name: str
    must_be_shown: str
    role: str
    burden: str
    standard: str
    law: str
    issues: tuple[str, ...]
    made_of: Rule | None = None
    note: str = ""


class Relief(Struct, frozen=True, gc=False):
    """A form of protection, or a screening, as a tree of elements."""

    id: str
    name: str
    law: str
    discretionary: bool
    rule: Rule


class Finding(Struct, frozen=True, gc=False):
    """What an adjudicator concludes.

    Attributes:
        id, element, question: the finding.
        settled_by: "rule" (follows from facts) or "judgement" (a person's, unless a named pattern matches).
        facts_for, facts_against: facts that bear on it.
        evidence: kinds of evidence that speak to it.
        met_when, not_met_when: rules over facts, or None.
        basis: the authority for it, or an empty string.
        note: a caution, or an empty string.
    """

    id: str
    element: str
    question: str
    settled_by: str
    facts_for: tuple[str, ...]
    facts_against: tuple[str, ...]
    evidence: tuple[str, ...]
    met_when: Rule | None = None
    not_met_when: Rule | None = None
    basis: str = ""
    note: str = ""


class Fact(Struct, frozen=True, gc=False):
    """What a file can say: one question, in English and Spanish.

    Attributes:
        id, topic: the fact.
        type: "yes-no", "date" or "choice".
        choices: the values of a choice; empty for a country, which is an ISO 3166-1 code.
        form: where the answer belongs on Form I-589, or an empty string.
        english, spanish: the question.
        per_group: whether it is asked once for each proposed social group.
        bears_on: findings it bears on.
        factors: factors it bears on.
    """

    id: str
    topic: str
    type: str
    choices: tuple[str, ...]
    form: str
    english: str
    spanish: str
    per_group: bool
    bears_on: tuple[str, ...]
    factors: tuple[str, ...] = ()


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class LegalHoliday(Struct, frozen=True, gc=False):
    """A legal public holiday: on a day of a month, or on a weekday of it.

    Attributes:
        id, name: the holiday.
        month, day: the day of the month; `day` is 0 where a weekday is named.
        weekday, nth: an index of `WEEKDAYS` and which of the month (-1: the last); None and 0 where a day is named.
        from_day: the first day on which it was kept, if that matters.
        known: "seen", "mixed" or "memory".
    """

    id: str
    name: str
    month: int
    day: int
    weekday: int | None
    nth: int
    from_day: date | None
    known: str


class Contradiction(Struct, frozen=True, gc=False):
    """Facts that cannot all be so: where the rule over facts is met, a file contradicts itself."""

    id: str
    rule: Rule
    says: str


class Vocabulary(Struct, frozen=True, gc=False):
    """The words the law is written in: everything in `authorities/vocabulary/`.

    Attributes:
        issues, bodies, treatments, elements, reliefs, findings, facts, holidays, contradictions: by id, in the
            order of the files.
        exact_facts: facts that help one finding and hurt another; what rests on them is computed exactly.
    """

    issues: Mapping[str, Issue] = field(default_factory=dict)
    bodies: Mapping[str, Body] = field(default_factory=dict)
    treatments: Mapping[str, TreatmentKind] = field(default_factory=dict)
    elements: Mapping[str, Element] = field(default_factory=dict)
    reliefs: Mapping[str, Relief] = field(default_factory=dict)
    findings: Mapping[str, Finding] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    holidays: Mapping[str, LegalHoliday] = field(default_factory=dict)
    contradictions: Mapping[str, Contradiction] = field(default_factory=dict)
    exact_facts: tuple[str, ...] = ()
