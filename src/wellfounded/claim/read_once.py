"""A claim read once for many days: its records and the findings on them are worked out again only where they differ.

A day of law reaches the findings on a claim in two ways alone: by findings that a person entered for some days, and by
the rules that compare the day of filing, if the claim is answered as if filed on the day asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import TypeVar

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
Worked = TypeVar("Worked")


class ReadOnce:
    """One claim, read under the laws of many days."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self._filed = claim.day(FILED_ON)
        self._found: dict[object, Findings] = {}
        self._in_time: dict[object, tuple[Answer, ...]] = {}
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
        key = (law.library, number, holding, self.filed_in_time(law.library, law.on))
        return _kept(self._found, key, lambda: findings_of(claim, law, number))

    def filed(self, on: date) -> date | None:
        """Return the day the application was filed, as far as the claim says; `on` is the day asked about."""
        return on if self.claim.filed_on_day_asked else self._filed

    def filed_in_time(self, library: Library, on: date) -> tuple[Answer, ...]:
        """Answer every comparison of the day of filing that a rule makes, if that day is the day asked about."""
        if not self.claim.filed_on_day_asked:
            return ()
        return _kept(self._in_time, (library, on), lambda: tuple(self._compared(library, on)))

    def _compared(self, library: Library, on: date) -> Iterator[Answer]:
        holidays = tuple(library.vocabulary.holidays.values())
        for days in self._days:
            record = Record({**days, FILED_ON: on}, holidays)
            yield from (evaluate(test, record) for test in filing_tests(library))


def _kept(kept: dict[object, Worked], key: object, work: Callable[[], Worked]) -> Worked:
    found = kept.get(key)
    if found is None:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        found = kept[key] = work()
    return found


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
