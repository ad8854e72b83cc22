"""The nouns of precedent: factor, ruling, decided case, factor base. Frozen; checked once, when a base is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from wellfounded.rule import Rule


class Side(Enum):
    """The side of an issue: for the one who asks (applicant, plaintiff), or for the other (government, defendant)."""

    ASKING = "asking"
    OPPOSING = "opposing"

    @property
    def other(self) -> Side:
        """The other side."""
        return Side.OPPOSING if self is Side.ASKING else Side.ASKING


class Outcome(Enum):
    """How one issue of a decided case came out.

    Only the first three constrain later cases. `REMANDED` means that a finding against the asking side was set aside
    and the question left open: such a record does not compel a loss, which is less than a win.
    """

    FOR_ASKING = "for-asking"
    FOR_OPPOSING = "for-opposing"
    REMANDED = "remanded"
    CONCEDED = "conceded"
    ASSUMED = "assumed"
    NOT_REACHED = "not-reached"

    @property
    def winner(self) -> Side | None:
        """The side that the issue was decided for, or None when it was not decided."""
        return {Outcome.FOR_ASKING: Side.ASKING, Outcome.FOR_OPPOSING: Side.OPPOSING}.get(self)

    @property
    def helps(self) -> Side | None:
        """The side that a later case may draw something from it, or None."""
        return Side.ASKING if self is Outcome.REMANDED else self.winner


@dataclass(frozen=True, slots=True)
class Regime:
    """A time and place in which a factor counts otherwise than it usually does.

    Attributes:
        effect: the kind of effect, an id of the base's effects.
        authorities: who says so; at least one must be good law for the regime to apply.
        from_day, until_day: the days it holds (half-open); None leaves that end open.
        circuits: the circuits it holds in; empty means before the agency everywhere.
        beside: the factor in whose presence it holds, or an empty string.
    """

    effect: str
    authorities: tuple[str, ...]
    from_day: date | None = None
    until_day: date | None = None
    circuits: frozenset[str] = frozenset()
    beside: str = ""

    def holds_on(self, day: date) -> bool:
        """Say whether a day falls into it."""
        return (self.from_day is None or self.from_day <= day) and (self.until_day is None or day < self.until_day)


@dataclass(frozen=True, slots=True)
class Factor:
    """A pattern of fact that, taken alone, favours one side on one issue.

    Attributes:
        id, name: the factor.
        side: the side it favours; None when the base does not say (it must then be matched exactly).
        issue: the issue it bears on.
        definition: when it is present.
        sources: the authorities in which the pattern was read.
        known: "seen", "mixed" or "memory".
        coded_differently: in how many of the decisions coded twice two readers differed on it.
        present_when: the rule over the facts of a claim, or None where a base is not asked of claims.
        regimes: where and when it counts otherwise.
        excludes: factors that by definition cannot be present beside it.
        knock_out: whether the base calls it decisive wherever it is present (IBP's knock-out factors).
    """

    id: str
    name: str
    side: Side | None
    issue: str
    definition: str = ""
    sources: tuple[str, ...] = ()
    known: str = "seen"
    coded_differently: int = 0
    present_when: Rule | None = None
    regimes: tuple[Regime, ...] = ()
    excludes: tuple[str, ...] = ()
    knock_out: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a decided case ruled on one issue.

    Attributes:
        issue: the issue.
        outcome: how it came out.
        reason: the factors of the winning side that the ruling rested on, where the base says; else None, and all
            factors of that side count as its reason.
        law_issues: the issues of the law on which the ruling must be good law.
        note: a caution, or an empty string.
        kinds: the kinds of case it ruled on, where the issue has kinds (of group); it constrains only cases of these.
    """

    issue: str
    outcome: Outcome
    reason: frozenset[str] | None = None
    law_issues: tuple[str, ...] = ()
    note: str = ""
    kinds: frozenset[str] = frozenset()

    def comparable(self, other: Ruling) -> bool:
        """Say whether two rulings concerned a common kind of case."""
        return not self.kinds or not other.kinds or bool(self.kinds & other.kinds)


@dataclass(frozen=True, slots=True)
class DecidedCase:
    """A decided case as factors and rulings.

    Attributes:
        id: the case's id in the base.
        name, citation: how it is cited.
        factors: every factor present in it, for either side.
        rulings: one for each issue, by issue.
        decided: the day of the decision, or None when only the year is known.
        year: its year, or 0.
        authority: the id of the authority page it belongs to, or an empty string.
        body: who decided ("ca4", "board"), or an empty string.
        claim: the facts in a sentence or two.
        disposition: what was ordered.
        known: "seen", "mixed" or "memory".
        note, recoded: cautions, or empty strings.
        sources: where it was read.
        path: the page, or an empty string.
    """

    id: str
    name: str
    citation: str
    factors: frozenset[str]
    rulings: Mapping[str, Ruling]
    decided: date | None = None
    year: int = 0
    authority: str = ""
    body: str = ""
    claim: str = ""
    disposition: str = ""
    known: str = "seen"
    note: str = ""
    recoded: str = ""
    sources: tuple[str, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True)
class IssueOfBase:
    """An issue on which a base's cases were decided.

    Attributes:
        id, name, question: the issue.
        law_issues: the issues of the law that it gathers, the most general first.
        agreement: Cohen's kappa of two readers on its factors, or None when it was not measured.
        element: the element of a claim that it answers, or an empty string.
        kind_fact: the fact of a claim that names its kind of case on this issue, or an empty string.
    """

    id: str
    name: str
    question: str = ""
    law_issues: tuple[str, ...] = ()
    agreement: float | None = None
    element: str = ""
    kind_fact: str = ""


@dataclass(frozen=True, slots=True)
class EffectKind:
    """What a regime does to a factor.

    Attributes:
        id, meaning: the effect.
        does: "other-side", "own-side", "doubtful-weight", "not-alone", "doubtful-beside" or "told-only".
    """

    id: str
    meaning: str
    does: str


@dataclass(frozen=True, slots=True)
class Coding:
    """How far two readers agreed, and from where on a result says so.

    Attributes:
        decisions: how many decisions were coded twice.
        weak_from: a factor coded differently in so many of them is weakly agreed.
        weak_below: an issue with a lower kappa is weakly agreed.
    """

    decisions: int = 0
    weak_from: int = 1
    weak_below: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class FactorBase:
    """Factors, issues, and the cases decided with them.

    Attributes:
        factors, issues, cases: by id, in the order of the files.
        sides: the words for the asking and the opposing side.
        effects: what each kind of regime does, by id.
        coding: how far two readers agreed.
        notes: what the reader must know about the base.
    """

    factors: Mapping[str, Factor]
    issues: Mapping[str, IssueOfBase]
    cases: Mapping[str, DecidedCase]
    sides: Mapping[Side, str] = field(default_factory=lambda: {Side.ASKING: "applicant", Side.OPPOSING: "government"})
    effects: Mapping[str, EffectKind] = field(default_factory=dict)
    coding: Coding = Coding()
    notes: tuple[str, ...] = ()

    def factors_on(self, issue: str) -> tuple[Factor, ...]:
        """List the factors that bear on an issue."""
        return tuple(factor for factor in self.factors.values() if factor.issue == issue)

    def weakly_agreed(self, factor: str) -> bool:
        """Say whether two readers often differed on a factor."""
        return self.factors[factor].coded_differently >= self.coding.weak_from

    def weak_issue(self, issue: str) -> bool:
        """Say whether two readers often differed on the factors of an issue."""
        agreement = self.issues[issue].agreement
        return agreement is not None and agreement < self.coding.weak_below
