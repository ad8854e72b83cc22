"""The nouns of a claim: recorded facts, proposed groups, findings that a person entered. Frozen; checked on reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from wellfounded.answer import Answer

YES, NO, NOT_KNOWN, NOT_ASKED = "yes", "no", "not-known", "not-asked"
UNKNOWN_VALUES = frozenset({NOT_KNOWN, NOT_ASKED})
YES_NO_VALUES = (YES, NO, NOT_KNOWN, NOT_ASKED)
CERTAINTIES = ("sure", "fairly-sure", "unsure")
GROUNDS = ("race", "religion", "nationality", "political-opinion")


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """What the file says on one question.

    Attributes:
        fact: the fact's id (`authorities/vocabulary/facts.toml`).
        value: "yes", "no", "not-known", "not-asked", a choice, a country code, or a day.
        source: who said so and when, or the document.
        evidence: the kind of evidence ("declaration", "country-report" …), or an empty string.
        certainty: one of `CERTAINTIES`, or an empty string.
        about: an approximate date in words ("dry season 2019").
        note: free text for the people on the case; it never leaves the claim.
        line: the line of the file where it stands.
    """

    fact: str
    value: str | date
    source: str = ""
    evidence: str = ""
    certainty: str = ""
    about: str = ""
    note: str = ""
    line: int = field(default=0, compare=False)

    @property
    def is_known(self) -> bool:
        """Whether the file answers the question."""
        return isinstance(self.value, date) or self.value not in UNKNOWN_VALUES


@dataclass(frozen=True, slots=True)
class ProposedGroup:
    """A particular social group, put forward alone or in the alternative.

    Attributes:
        words: the group exactly as put forward.
        facts: the facts asked once for each group.
        line: the line of the file where it stands.
    """

    words: str
    facts: tuple[RecordedFact, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class OtherGround:
    """A ground put forward besides social group: one of `GROUNDS`, in the claim's words."""

    kind: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class EnteredFinding:
    """A finding that a person entered: what an adjudicator concluded, or what the parties accept.

    Attributes:
        finding, answer: what was concluded.
        source: who concluded it, and where.
        from_day, until_day: the days for whose law it is entered (half-open); None leaves that end open.
        circuits: the circuits for whose law it is entered; empty means all.
        group: the number of the proposed group it concerns, from 1; 0 means the claim as a whole.
        ended_by: the authority that ended it on `until_day` (id or citation), or an empty string.
        line: the line of the file where it stands.
    """

    finding: str
    answer: Answer
    source: str = ""
    from_day: date | None = None
    until_day: date | None = None
    circuits: frozenset[str] = frozenset()
    group: int = 0
    ended_by: str = ""
    line: int = field(default=0, compare=False)

    def holds(self, *, on: date, circuit: str | None, group: int) -> bool:
        """Say whether it is entered for the law of a day, in a circuit, for a proposed group."""
        begun = self.from_day is None or self.from_day <= on
        ended = self.until_day is not None and on >= self.until_day
        in_place = not self.circuits or circuit in self.circuits
        return begun and not ended and in_place and self.group in (0, group)


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim for protection, as its file states it.

    Attributes:
        pseudonym: what the claim is called; never a real name.
        facts: recorded once for the claim; those asked per group, if they stand here, count for every group.
        groups: proposed social groups in the alternative, in the order of the file.
        grounds: other grounds put forward.
        findings: findings that a person entered.
        stage, circuit: where it stands, or an empty string and None.
        hearing_on: the day of the next hearing, if set.
        source: the source of every fact that names none.
        filed_on_day_asked: each answer is computed as if the application were received on the day asked about.
        note: free text for the people on the case.
    """

    pseudonym: str
    facts: tuple[RecordedFact, ...] = ()
    groups: tuple[ProposedGroup, ...] = ()
    grounds: tuple[OtherGround, ...] = ()
    findings: tuple[EnteredFinding, ...] = ()
    stage: str = ""
    circuit: str | None = None
    hearing_on: date | None = None
    source: str = ""
    filed_on_day_asked: bool = False
    note: str = ""

    def fact(self, name: str) -> RecordedFact | None:
        """Return what the claim as a whole records on a question, or None."""
        return next((recorded for recorded in self.facts if recorded.fact == name), None)

    def day(self, name: str) -> date | None:
        """Return the day recorded under a fact, or None."""
        recorded = self.fact(name)
        return recorded.value if recorded is not None and isinstance(recorded.value, date) else None

    def filed(self, *, on: date) -> date | None:
        """Return the day the application was filed, as far as the claim says; `on` is the day asked about."""
        return on if self.filed_on_day_asked else self.day("filed-on")

    def facts_with(self, group: ProposedGroup | None) -> Iterator[RecordedFact]:
        """List the facts that hold for one proposed group: those of the claim, with the group's own in their place."""
        own = {recorded.fact for recorded in group.facts} if group else frozenset()
        yield from (recorded for recorded in self.facts if recorded.fact not in own)
        if group:
            yield from group.facts

    def with_facts(self, changed: Iterable[RecordedFact]) -> Claim:
        """Return the claim with some facts of the claim as a whole changed or added."""
        facts = {recorded.fact: recorded for recorded in (*self.facts, *changed)}
        return replace(self, facts=tuple(facts.values()))
