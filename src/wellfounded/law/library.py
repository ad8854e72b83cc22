"""The library: every authority, every name it goes by, and who treats whom."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from wellfounded.errors import SeveralErrors, UnknownName, WellfoundedError
from wellfounded.law.block import Block
from wellfounded.law.folder import decoded, digest, read_folder
from wellfounded.law.model import Authority, Holding, Issue, LegalTest, Treatment, Vocabulary
from wellfounded.law.page_text import BrokenPage
from wellfounded.law.pages import Names, read_page
from wellfounded.law.vocabulary import read_vocabulary
from wellfounded.shipped import material_folder

NOT_PAGES = ("vocabulary/", "ladder/")


class UnknownAuthority(UnknownName):
    """A name, citation or caption that no page has."""


class AmbiguousAuthority(WellfoundedError):
    """A name that more than one page has."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The day to which one kind of source was last confirmed."""

    sources: str
    through: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
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
        self, authorities: Mapping[str, Authority], vocabulary: Vocabulary, standing: Standing, *, digest: str = ""
    ) -> None:
        self.authorities = authorities
        self.vocabulary = vocabulary
        self.standing = standing
        self.digest = digest

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
        found = self.ids_named(name)
        if len(found) == 1:
            return self.authorities[found[0]]
        if found:
            raise AmbiguousAuthority(
                f'"{name}" may mean {", ".join(found)}.', remedy="Use one of these ids, or the full citation."
            )
        raise UnknownAuthority(
            "authority of the library",
            name,
            [*self.authorities, *self._names],
            remedy="`wellfounded law list` lists them all.",
        )

    def ids_named(self, name: str) -> tuple[str, ...]:
        """List the ids of the authorities that go by a name, exact names before citations with a pinpoint."""
        key = name_key(name)
        return self._names.get(key) or self._names.get(_without_pinpoint(key), ())

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        names: dict[str, tuple[str, ...]] = {}
        for authority in self.authorities.values():
            for name in (authority.id, authority.name, authority.cite, *authority.aliases):
                key = name_key(name)
                if key and authority.id not in names.get(key, ()):
                    names[key] = (*names.get(key, ()), authority.id)
        return names

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
        parent = self.vocabulary.issues[issue].parent if issue in self.vocabulary.issues else ""
        return frozenset({issue, parent} - {""})

    def narrower(self, issue: str) -> frozenset[str]:
        """Return an issue and the narrower issues that stand under it."""
        return frozenset({issue, *(found.id for found in self.vocabulary.issues.values() if found.parent == issue)})

    @cached_property
    def _treatments(self) -> dict[str, tuple[tuple[Authority, Treatment], ...]]:
        found: dict[str, list[tuple[Authority, Treatment]]] = {}
        for authority in self.authorities.values():
            for treatment in authority.treatments:
                found.setdefault(treatment.target, []).append((authority, treatment))
        return {target: tuple(sorted(pairs, key=lambda pair: pair[1].on)) for target, pairs in found.items()}

    def treatments_of(self, target: str) -> tuple[tuple[Authority, Treatment], ...]:
        """List what was done to an authority and by whom, earliest first."""
        return self._treatments.get(target, ())

    @cached_property
    def _tests(self) -> dict[str, tuple[LegalTest, ...]]:
        found: dict[str, list[LegalTest]] = {}
        for authority in self.authorities.values():
            for test in authority.tests:
                found.setdefault(test.element, []).append(test)
        return {
            element: tuple(sorted(tests, key=lambda test: (test.from_day, test.id))) for element, tests in found.items()
        }

    def tests_of(self, element: str) -> tuple[LegalTest, ...]:
        """List the tests of an element, earliest first."""
        return self._tests.get(element, ())

    def elements_on(self, issue: str) -> tuple[str, ...]:
        """List the elements that rest on an issue and are decided by tests."""
        return tuple(
            element.id
            for element in self.vocabulary.elements.values()
            if issue in element.issues and not element.made_of
        )

    @cached_property
    def _spoken(self) -> dict[str, tuple[tuple[Authority, Holding], ...]]:
        found: dict[str, list[tuple[Authority, Holding]]] = {}
        for authority in self.authorities.values():
            for holding in authority.holdings:
                found.setdefault(holding.issue, []).append((authority, holding))
        return {issue: tuple(pairs) for issue, pairs in found.items()}

    def holdings_on(self, issue: str) -> tuple[tuple[Authority, Holding], ...]:
        """List what authorities held on an issue, earliest first."""
        return self._spoken.get(issue, ())


def name_key(name: str) -> str:
    """Reduce a name, caption or citation to the form in which it is looked up.

    Example:
        >>> name_key("Matter of A-B-, 27 I. & N. Dec. 316 (A.G. 2018)") == name_key("In re A-B-, 27 I&N Dec. 316")
        True
        >>> name_key("A-B- I") == name_key("A-B-I-")
        False
    """
    words = name.casefold().replace("’", "'")
    words = re.sub(r"\bi\W{0,5}n\W{1,4}dec\b\.?", "i&n dec", words)
    words = re.sub(r"\s*\((?:[^()]*\b(?:1[89]|20)\d\d)\)\s*$", "", words)
    words = re.sub(r"^\s*(?:matter of|in re:?|in the matter of)\s+", "", words)
    words = re.sub(r"[§.,;:()'\"]", " ", words)
    return re.sub(r"\s+", " ", words).strip()


def _without_pinpoint(key: str) -> str:
    return re.sub(r"^(.*\bi&n dec \d+)(?: at)? \d+$", r"\1", key)


def first_day(authority: Authority) -> date:
    """Return the first day on which an authority may have existed."""
    days = [authority.decided, authority.public_from, authority.effective, (authority.decided_between or (None,))[0]]
    return min(day for day in days if day is not None)


def load_library(folder: Path | None = None) -> Library:
    """Load the library of law.

    Args:
        folder: the folder of its pages; the product's own if left out.
    Raises:
        SeveralErrors: everything wrong with its pages, with file and line.
    """
    from wellfounded.law.library_cache import FORM, keep_library, kept_library
    from wellfounded.law.soundness import structural_errors

    files = read_folder(folder or material_folder("authorities"))
    fingerprint = digest(files, form=FORM)
    kept = kept_library(fingerprint)
    if kept is not None:
        return kept
    library, errors = build_library(decoded(files), fingerprint=fingerprint)
    errors += structural_errors(library) if not errors else ()
    if errors:
        raise SeveralErrors(errors)
    keep_library(library, fingerprint)
    return library


def build_library(texts: Mapping[str, str], *, fingerprint: str = "") -> tuple[Library, list[WellfoundedError]]:
    """Build a library from the texts of its files, by path.

    Returns:
        The library, and everything wrong with its files.
    """
    errors: list[WellfoundedError] = []
    vocabulary = read_vocabulary(texts, errors)
    names = Names(
        frozenset(vocabulary.issues),
        frozenset(vocabulary.bodies),
        frozenset(vocabulary.treatments),
        frozenset(vocabulary.elements),
    )
    authorities: dict[str, Authority] = {}
    for authority in _authorities(texts, names, errors):
        if authority.id in authorities:
            errors.append(
                BrokenPage(
                    f'Two pages have the id "{authority.id}": {authorities[authority.id].path} and this one.',
                    where=authority.path,
                    remedy="An id is one authority's for ever. Give the newer page another.",
                )
            )
        authorities[authority.id] = authority
    ordered = dict(sorted(authorities.items(), key=lambda item: (first_day(item[1]), item[0])))
    return Library(ordered, vocabulary, _standing(texts, errors), digest=fingerprint), errors


def is_page(path: str) -> bool:
    """Say whether a file of the library is an authority's page."""
    return path.endswith(".md") and not path.startswith(NOT_PAGES) and not path.endswith("README.md") and "/" in path


def _authorities(texts: Mapping[str, str], names: Names, errors: list[WellfoundedError]) -> Iterator[Authority]:
    for path, text in texts.items():
        if is_page(path):
            authority, found = read_page(text, path, names)
            errors.extend(found)
            if authority is not None and _has_a_day(authority, errors):
                yield authority


def _has_a_day(authority: Authority, errors: list[WellfoundedError]) -> bool:
    if authority.decided or authority.decided_between:
        return True
    if not errors:
        errors.append(
            BrokenPage("The page has no day.", where=authority.path, remedy="Add decided = or decided-between =.")
        )
    return False


def _standing(texts: Mapping[str, str], errors: list[WellfoundedError]) -> Standing:
    try:
        keys = tomllib.loads(texts.get("library.toml", ""))
    except tomllib.TOMLDecodeError as error:
        errors.append(BrokenPage(f"The file cannot be read: {error}.", where="library.toml"))
        return Standing("", date.min, date.min)
    block = Block(keys, errors, lambda key: "library.toml", "file")
    rows: Iterable[Block] = block.tables("confirmed")
    standing = Standing(
        version=block.text("version", required=True),
        coverage_from=block.day("coverage-from", required=True) or date.min,
        confirmed_through=block.day("confirmed-through", required=True) or date.min,
        confirmed=tuple(
            Confirmed(
                row.text("sources", required=True), row.day("through", required=True) or date.min, row.text("note")
            )
            for row in rows
        ),
    )
    block.done()
    return standing
