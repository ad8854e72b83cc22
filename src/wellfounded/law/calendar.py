"""The days on which the law of the library can change: an answer never changes between two of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from wellfounded.law.library import Library, first_day
from wellfounded.law.model import Authority, LegalTest, Reach, Treatment


def change_days(library: Library, authorities: Iterable[Authority] | None = None) -> tuple[date, ...]:
    """List, in order, the days on which anything in the library, or in some of its authorities, changes."""
    chosen = library.authorities.values() if authorities is None else authorities
    return tuple(sorted({day for authority in chosen for day in _days(authority) if day is not None}))


def issue_days(library: Library, issue: str) -> tuple[date, ...]:
    """List, in order, the days on which an answer on one issue can change."""
    days = {day for authority in speakers(library, issue) for day in standing_days(library, authority.id)}
    tests = [test for element in library.elements_on(issue) for test in library.tests_of(element)]
    return tuple(sorted(days.union(day for test in tests for day in _test_days(test) if day is not None)))


@lru_cache(maxsize=1_000)
def element_days(library: Library, element: str) -> tuple[date, ...]:
    """List, in order, the days on which the test of an element can change, for any forum and filing."""
    tests = library.tests_of(element)
    days = {day for test in tests for by in test.stated_by for day in standing_days(library, by.authority)}
    return tuple(sorted(days.union(day for test in tests for day in _test_days(test) if day is not None)))


@lru_cache(maxsize=8)
def filing_days(library: Library) -> tuple[date, ...]:
    """List, in order, the days from which an application filed then can be answered otherwise than one filed before."""
    reaches: list[Reach] = []
    for authority in library.authorities.values():
        reaches += authority.applications
        reaches += (treatment.reach for treatment in authority.treatments)
        reaches += (test.reach for test in authority.tests)
        reaches += (question.reach for question in authority.open_questions)
    return tuple(sorted({day for reach in reaches for day in _filing_days(reach) if day is not None}))


def like_filing_day(library: Library, filed: date) -> date:
    """Return one filing day for all that share their law with some filing day, so that it is resolved once."""
    days = filing_days(library)
    at = bisect_right(days, filed)
    return days[at - 1] if at else date.min


def _filing_days(reach: Reach) -> tuple[date | None, date | None]:
    return reach.filed_from, reach.filed_before


def _days(authority: Authority) -> Iterator[date | None]:
    yield from _own_days(authority)
    for treatment in authority.treatments:
        yield from (treatment.on, treatment.until, *_filing_days(treatment.reach))
    for test in authority.tests:
        yield from _test_days(test)


def _test_days(test: LegalTest) -> tuple[date | None, ...]:
    return (test.from_day, test.until_day, *_filing_days(test.reach), *(test.issued_between or ()))


def _own_days(authority: Authority) -> Iterator[date | None]:
    yield first_day(authority)
    yield from (authority.decided, authority.effective, authority.public_from, authority.precedential_from)
    yield from authority.decided_between or ()
    for reach in authority.applications:
        yield from _filing_days(reach)
    for question in authority.open_questions:
        yield from (question.from_day, question.until_day)


@lru_cache(maxsize=1_000)
def speakers(library: Library, issue: str) -> tuple[Authority, ...]:
    """List the authorities that can bear on an issue: those that speak on it, and all that treat them, however far."""
    voices = [authority for narrow in library.narrower(issue) for authority, _ in library.holdings_on(narrow)]
    for element in library.elements_on(issue):
        for test in library.tests_of(element):
            voices += [library.authority(stated.authority) for stated in test.stated_by]
    return treaters(library, voices)


def treaters(library: Library, authorities: Iterable[Authority]) -> tuple[Authority, ...]:
    """List some authorities and all that displace or restore them, or those, however far; and those on referral."""
    found: dict[str, Authority] = {}
    waiting = list(authorities)
    for kind in library.vocabulary.treatments.values():
        waiting += [library.authorities[name] for name in kind.leaves_standing if name in library.authorities]
    while waiting:
        authority = waiting.pop()
        if authority.id not in found:
            found[authority.id] = authority
            waiting += [by for by, _ in _weighty(library, authority.id)]
    return tuple(sorted(found.values(), key=lambda authority: authority.id))


def _weighty(library: Library, target: str) -> Iterator[tuple[Authority, Treatment]]:
    """List the treatments of an authority on which its standing can turn; that others follow it changes nothing."""
    kinds = library.vocabulary.treatments
    for by, treatment in library.treatments_of(target):
        kind = kinds[treatment.effect]
        if kind.displaces or kind.restores or kind.reviews:
            yield by, treatment


def last_change(library: Library, authority: Authority, on: date) -> date:
    """Return the last day, up to the one asked about, on which the standing of an authority could change."""
    days = standing_days(library, authority.id)
    at = bisect_right(days, on)
    return days[at - 1] if at else date.min


@lru_cache(maxsize=20_000)
def standing_days(library: Library, id: str) -> tuple[date, ...]:
    """List, in order, the days on which the standing of an authority can change, for any forum and filing."""
    days: set[date | None] = set()
    for authority in treaters(library, [library.authorities[id]]):
        days.update(_own_days(authority))
        for _, treatment in _weighty(library, authority.id):
            days.update((treatment.on, treatment.until, *_filing_days(treatment.reach)))
    return tuple(sorted(day for day in days if day is not None))
