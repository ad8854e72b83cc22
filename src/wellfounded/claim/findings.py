"""Findings: what an adjudicator would conclude, as far as written rules or a person settle it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from wellfounded.answer import Answer
from wellfounded.claim.model import EnteredFinding
from wellfounded.claim.ready import ready
from wellfounded.claim.record import Record
from wellfounded.law.model import Finding
from wellfounded.rule import Day

ENTERED, BY_RULE, BOTH_WAYS, NOT_SETTLED = "entered", "by-rule", "both-ways", "not-settled"


@dataclass(frozen=True, slots=True)
class Settled:
    """The answer to a finding, and how it was reached.

    Attributes:
        how: "entered" by a person, "by-rule" from the facts, "both-ways" when facts match a pattern on each side, or
            "not-settled".
        entered: the finding entered, if one was.
        unknown: the facts not known that a written rule would still read.
    """

    answer: Answer
    how: str
    entered: EnteredFinding | None = None
    unknown: tuple[str, ...] = ()


_OPEN = Settled(Answer.OPEN, NOT_SETTLED)
_CONFLICT = Settled(Answer.OPEN, BOTH_WAYS)
_MET = Settled(Answer.MET, BY_RULE)
_NOT_MET = Settled(Answer.NOT_MET, BY_RULE)


class Findings:
    """The findings on one record: each answered once, when it is first asked for.

    Reads like `wellfounded.rule.Values`, so that a test over findings is evaluated against it.

    Attributes:
        record: the facts they rest on.
        entered: the findings a person entered.
        touched: the facts known and the findings entered, by their ids.
    """

    __slots__ = ("_answered", "_findings", "entered", "record", "touched")

    def __init__(self, findings: Mapping[str, Finding], record: Record, entered: Iterable[EnteredFinding] = ()) -> None:
        self._findings = findings
        self._answered: dict[str, Settled] = {}
        self.record = record
        self.entered = {found.finding: found for found in entered}
        self.touched = frozenset(record.values).union(self.entered)

    def settled(self, name: str) -> Settled:
        """Answer a finding, and say how the answer was reached."""
        found = self._answered.get(name)
        if found is None:
            entered = self.entered.get(name)
            found = (
                Settled(entered.answer, ENTERED, entered) if entered else from_facts(self._findings[name], self.record)
            )
            self._answered[name] = found
        return found

    def answer(self, name: str) -> Answer:
        """Answer a finding."""
        return self.settled(name).answer

    def choice(self, fact: str) -> str | None:
        """Return the choice recorded under a fact, or None."""
        return self.record.choice(fact)

    def is_known(self, fact: str) -> bool:
        """Say whether a fact is recorded."""
        return self.record.is_known(fact)

    def day(self, day: Day) -> date | None:
        """Return the day that an expression names, or None when it is not known."""
        return self.record.day(day)

    def on_record(self, record: Record) -> Findings:
        """Return the findings on another record, with the same findings entered."""
        return Findings(self._findings, record, self.entered.values())


def from_facts(finding: Finding, record: Record) -> Settled:
    """Answer a finding from the facts alone: open where no written rule settles it, or where rules on both sides do."""
    unknown: list[str] = []
    met = finding.met_when is not None and ready(finding.met_when)(record, unknown) is Answer.MET
    not_met = finding.not_met_when is not None and ready(finding.not_met_when)(record, unknown) is Answer.MET
    if met and not_met:
        return _CONFLICT
    if met or not_met:
        return _MET if met else _NOT_MET
    return Settled(Answer.OPEN, NOT_SETTLED, unknown=tuple(dict.fromkeys(unknown))) if unknown else _OPEN
