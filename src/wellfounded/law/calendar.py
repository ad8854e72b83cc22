"""The days on which the law of the library can change: an answer never changes between two of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from wellfounded.law.library import Library, first_day
from wellfounded.law.model import Authority


def change_days(library: Library, authorities: Iterable[Authority] | None = None) -> tuple[date, ...]:
    """List, in order, the days on which anything in the library, or in some of its authorities, changes."""
    chosen = library.authorities.values() if authorities is None else authorities
    return tuple(sorted({day for authority in chosen for day in _days(authority) if day is not None}))


def _days(authority: Authority) -> Iterator[date | None]:
    yield first_day(authority)
    yield from (authority.decided, authority.effective, authority.public_from, authority.precedential_from)
    yield from authority.decided_between or ()
    for reach in authority.applications:
        yield from (reach.filed_from, reach.filed_before)
    for treatment in authority.treatments:
        yield from (treatment.on, treatment.until, treatment.reach.filed_from, treatment.reach.filed_before)
    for question in authority.open_questions:
        yield from (question.from_day, question.until_day)
    for test in authority.tests:
        yield from (test.from_day, test.until_day, test.reach.filed_from, test.reach.filed_before)
        yield from test.issued_between or ()


def speakers(library: Library, issue: str) -> tuple[Authority, ...]:
    """List the authorities that can bear on an issue: those that speak on it, and all that treat them, however far."""
    found: dict[str, Authority] = {}
    waiting = [authority for narrow in library.narrower(issue) for authority, _ in library.holdings_on(narrow)]
    for element in library.elements_on(issue):
        for test in library.tests_of(element):
            waiting += [library.authority(stated.authority) for stated in test.stated_by]
    for kind in library.vocabulary.treatments.values():
        waiting += [library.authorities[name] for name in kind.leaves_standing if name in library.authorities]
    while waiting:
        authority = waiting.pop()
        if authority.id not in found:
            found[authority.id] = authority
            waiting += [by for by, _ in library.treatments_of(authority.id)]
    return tuple(sorted(found.values(), key=lambda authority: authority.id))
