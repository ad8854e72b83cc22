"""The library: every authority, every name it goes by, and who treats whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct

from wellfounded.errors import UnknownName, WellfoundedError
from wellfounded.law.index import Index, make_index, name_key, without_pinpoint
from wellfounded.law.model import Authority, Holding, Issue, LegalTest, Treatment, Vocabulary


class UnknownAuthority(UnknownName):
    """A name, citation or caption that no page has."""


class AmbiguousAuthority(WellfoundedError):
    """A name that more than one page has."""


class Confirmed(Struct, frozen=True):
    """The day to which one kind of source was last confirmed."""

    sources: str
    through: date
    note: str = ""


class Standing(Struct, frozen=True):
    """What the library says of itself: `library.toml`.

    Attributes:
        version: the library's version.
        coverage_from: the first day it covers.
        confirmed_through: the last day to which it was confirmed; later days are answered as last confirmed then.
        confirmed: the same by kind of source, where they differ.
    """

    version: str
    coverage_from: date
    confirmed_through: date
    confirmed: tuple[Confirmed, ...] = ()


class Library:
    """Every authority and the vocabulary they are written in.

    Attributes:
        authorities: by id, in the order of their days and then ids.
        vocabulary: issues, bodies, treatments, elements, reliefs, findings and facts.
        standing: version, coverage and the last day confirmed.
    """

    def __init__(
        self,
        authorities: Mapping[str, Authority],
        vocabulary: Vocabulary,
        standing: Standing,
        *,
        digest: str = "",
        index: Index | None = None,
    ) -> None:
        self.authorities = authorities
        self.vocabulary = vocabulary
        self.standing = standing
        self.digest = digest
        self.index = index or make_index(authorities.values())
        self._treatments: dict[str, tuple[tuple[Authority, Treatment], ...]] = {}
        self._tests: dict[str, tuple[LegalTest, ...]] = {}
        self._holdings: dict[str, tuple[tuple[Authority, Holding], ...]] = {}

    @property
    def version(self) -> str:
        """The library's version."""
        return self.standing.version

    @property
    def confirmed_through(self) -> date:
        """The last day to which the library was confirmed."""
        return self.standing.confirmed_through

    def authority(self, name: str) -> Authority:
        """Find an authority by its id, name, caption, citation or earlier id.

        Raises:
            UnknownAuthority: if no page has that name.
            AmbiguousAuthority: if several pages have it; names them.
        Example:
            library.authority("26 I&N Dec. 388").id == "matter-of-a-r-c-g"
        """
        if name in self.authorities:
            return self.authorities[name]
        found = self.ids_named(name) or self.ids_beginning(name)
        if len(found) == 1:
            return self.authorities[found[0]]
        if found:
            raise AmbiguousAuthority(
                f'"{name}" may mean {", ".join(found)}.', remedy="Use one of these ids, or the full citation."
            )
        raise UnknownAuthority(
            "authority of the library",
            name,
            [*self.authorities, *self.index.names],
            remedy="`wellfounded law list` lists them all.",
        )

    def ids_named(self, name: str) -> tuple[str, ...]:
        """List the ids of the authorities that go by a name, exact names before citations with a pinpoint."""
        key = name_key(name)
        return self.index.names.get(key) or self.index.names.get(without_pinpoint(key), ())

    def ids_beginning(self, caption: str) -> tuple[str, ...]:
        """List the ids of the authorities whose name is a caption and more: "Matter of L-E-A-" and "(L-E-A- II)"."""
        key = name_key(caption)
        named = [
            id for name, ids in self.index.names.items() if len(key) > 3 and name.startswith(f"{key} ") for id in ids
        ]
        return tuple(dict.fromkeys(named))

    def issue(self, name: str) -> Issue:
        """Find an issue by its id.

        Raises:
            UnknownName: if there is no such issue.
        """
        if name not in self.vocabulary.issues:
            raise UnknownName("issue", name, self.vocabulary.issues, remedy="`wellfounded law issues` lists them all.")
        return self.vocabulary.issues[name]

    def family(self, issue: str) -> frozenset[str]:
        """Return an issue and the broader issue it stands under, if any: what reaches one reaches the other's point."""
        return self._families.get(issue, frozenset({issue}))

    @cached_property
    def _families(self) -> dict[str, frozenset[str]]:
        return {issue.id: frozenset({issue.id, issue.parent} - {""}) for issue in self.vocabulary.issues.values()}

    def narrower(self, issue: str) -> frozenset[str]:
        """Return an issue and the narrower issues that stand under it."""
        return frozenset({issue}) | frozenset(id for id, family in self._families.items() if issue in family)

    def treatments_of(self, target: str) -> tuple[tuple[Authority, Treatment], ...]:
        """List what was done to an authority and by whom, earliest first."""
        if target not in self._treatments:
            pages = [(self.authorities[id], at) for id, at in self.index.treatments.get(target, ())]
            self._treatments[target] = tuple((page, page.treatments[at]) for page, at in pages)
        return self._treatments[target]

    def tests_of(self, element: str) -> tuple[LegalTest, ...]:
        """List the tests of an element, earliest first."""
        if element not in self._tests:
            places = self.index.tests.get(element, ())
            self._tests[element] = tuple(self.authorities[id].tests[at] for id, at in places)
        return self._tests[element]

    def elements_on(self, issue: str) -> tuple[str, ...]:
        """List the elements that rest on an issue and are decided by tests."""
        return self._elements_on.get(issue, ())

    @cached_property
    def _elements_on(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for element in self.vocabulary.elements.values():
            for issue in () if element.made_of else element.issues:
                found[issue] = (*found.get(issue, ()), element.id)
        return found

    def holdings_on(self, issue: str) -> tuple[tuple[Authority, Holding], ...]:
        """List what authorities held on an issue, earliest first."""
        if issue not in self._holdings:
            pages = [(self.authorities[id], at) for id, at in self.index.holdings.get(issue, ())]
            self._holdings[issue] = tuple((page, page.holdings[at]) for page, at in pages)
        return self._holdings[issue]


def first_day(authority: Authority) -> date:
    """Return the first day on which an authority may have existed."""
    days = [authority.decided, authority.public_from, authority.effective, (authority.decided_between or (None,))[0]]
    return min(day for day in days if day is not None)
