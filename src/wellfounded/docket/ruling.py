"""What a ruling does to the tests of elements between two days, under one law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from wellfounded.claim.changes import acts
from wellfounded.claim.law_of_day import LawOfDay
from wellfounded.claim.result import Assessment
from wellfounded.errors import ImpossibleDate, WellfoundedError
from wellfounded.law.library import Library
from wellfounded.law.model import Authority
from wellfounded.rule import names


class NoDays(WellfoundedError):
    """A ruling whose day is not known, asked about without days."""


@dataclass(frozen=True)
class Ruling:
    """A ruling, and the two days whose law is compared.

    Attributes:
        authority: the ruling.
        before, after: the two days.
    """

    library: Library
    authority: Authority
    before: date
    after: date

    def through(self, was: LawOfDay, now: LawOfDay) -> frozenset[str]:
        """List the elements whose test differs between the two days through the ruling, under one law."""
        key = (was.forum, was.filed)
        found = self._through.get(key)
        if found is None:
            one, other = (_question(law) for law in (was, now))
            differing = [name for name in _tested(was, now) if list(was.rules_of(name)) != list(now.rules_of(name))]
            found = frozenset(
                name
                for name in differing
                if any(act.authority == self.authority.id for act in acts(self.library, one, other, name))
            )
            self._through[key] = found
        return found

    @cached_property
    def _through(self) -> dict[object, frozenset[str]]:
        return {}


def ruling(library: Library, name: str, *, before: date | None = None, after: date | None = None) -> Ruling:
    """Find a ruling and the days to compare: the day before it and its own day, unless others are given.

    Raises:
        UnknownAuthority: if no page has that name.
        NoDays: if its day is not known and none is given.
        ImpossibleDate: if the days run backwards.
    """
    authority = library.authority(name)
    own = authority.effective or authority.decided
    if own is None and (before is None or after is None):
        raise NoDays(
            f"The day of {authority.name} is not known.", where="--ruling", remedy="Give two days: --from and --to."
        )
    after = after or own or date.max
    before = before or (own or after) - timedelta(days=1)
    if before >= after:
        raise ImpossibleDate(f"The days run backwards: {before} to {after}.", where="--from, --to")
    return Ruling(library, authority, before, after)


def _question(law: LawOfDay) -> Assessment:
    """Frame the question of a law as an assessment of nothing, in which the acts between two days are told."""
    return Assessment("", law.on, law.forum, law.filed, (), (), (), law.library.confirmed_through, law.library.version)


def _tested(*laws: LawOfDay) -> Iterable[str]:
    asked = dict.fromkeys(name for law in laws for relief in law.reliefs() for name in law.elements_of(relief))
    return (name for name in asked if laws[0].element(name).made_of is None)


def resting_on(law: LawOfDay, elements: frozenset[str]) -> frozenset[str]:
    """Add to some elements those made of them, and the reliefs that ask for any."""
    found = set(elements)
    asked = dict.fromkeys(name for relief in law.reliefs() for name in law.elements_of(relief))
    grown = True
    while grown:
        more = {
            name
            for name in asked
            if name not in found and (made_of := law.element(name).made_of) is not None and found & set(names(made_of))
        }
        grown = bool(more)
        found |= more
    reliefs = {relief.id for relief in law.reliefs() if found & set(names(relief.rule))}
    return frozenset(found | reliefs)
