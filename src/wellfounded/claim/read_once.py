"""A claim read once for many days: its records and the findings on them are worked out again only where they differ.

A day of law reaches the findings on a claim in two ways alone: by findings that a person entered for some days, and by
the rules that compare the day of filing, if the claim is answered as if filed on the day asked about.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from wellfounded.answer import Answer
from wellfounded.claim.by_precedent import precedent_base
from wellfounded.claim.findings import Findings
from wellfounded.claim.law_of_day import LawOfDay
from wellfounded.claim.model import Claim
from wellfounded.claim.reading import ClaimReading, findings_of
from wellfounded.claim.record import Record
from wellfounded.law.library import Library
from wellfounded.rule import DayTest, Rule, day_tests, evaluate, names

FILED_ON = "filed-on"
_MOST_KEPT = 16


class ReadOnce:
    """One claim, read under the laws of many days."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self._found: dict[object, Findings] = {}
        self._days = tuple(
            {recorded.fact: recorded.value for recorded in claim.facts_with(group) if isinstance(recorded.value, date)}
            for group in claim.groups or (None,)
        )

    def reading(self, law: LawOfDay) -> ClaimReading:
        """Read the claim under a law."""
        return ClaimReading(self.claim, law, self._findings)

    def _findings(self, claim: Claim, law: LawOfDay, number: int) -> Findings:
        holding = tuple(
            found.holds(on=law.on, circuit=law.forum.circuit, group=number) for found in self.claim.findings
        )
        key = (law.library, number, holding, self.filed_in_time(law))
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= _MOST_KEPT:
                self._found.clear()
            found = self._found[key] = findings_of(claim, law, number)
        return found

    def filed_in_time(self, law: LawOfDay) -> tuple[Answer, ...]:
        """Answer every comparison of the day of filing that a rule makes, if that day is the day asked about."""
        if not self.claim.filed_on_day_asked:
            return ()
        holidays = tuple(law.library.vocabulary.holidays.values())
        records = [Record({**days, FILED_ON: law.on}, holidays) for days in self._days]
        return tuple(evaluate(test, record) for record in records for test in filing_tests(law.library))


@lru_cache(maxsize=8)
def filing_tests(library: Library) -> tuple[DayTest, ...]:
    """List the comparisons of days in rules over facts that read the day of filing, each once."""
    compared = (test for rule in _rules(library) for test in day_tests(rule))
    return tuple(dict.fromkeys(test for test in compared if FILED_ON in names(test)))


def _rules(library: Library) -> Iterator[Rule]:
    """List the rules over facts: those of findings, and those that say when a factor of precedent is present."""
    base = precedent_base(library)
    factors = base.factors.values() if base else ()
    found = [
        rule for finding in library.vocabulary.findings.values() for rule in (finding.met_when, finding.not_met_when)
    ]
    yield from (rule for rule in (*found, *(factor.present_when for factor in factors)) if rule is not None)
