"""The files of a library, read into one, with everything wrong in them told at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from wellfounded.errors import BrokenPage, WellfoundedError
from wellfounded.law.block import Block
from wellfounded.law.folder import decoded
from wellfounded.law.library import Confirmed, Library, Standing, first_day
from wellfounded.law.model import Authority
from wellfounded.law.pages import Names, read_page
from wellfounded.law.soundness import structural_errors
from wellfounded.law.vocabulary import read_vocabulary

NOT_PAGES = ("vocabulary/", "ladder/")


def read_library(files: Mapping[str, bytes], *, fingerprint: str = "") -> tuple[Library, list[WellfoundedError]]:
    """Read a library from the content of its files, by path.

    Returns:
        The library, and everything that makes it unusable.
    Raises:
        BrokenPage: if a file is not UTF-8 text.
    """
    library, errors = build_library(decoded(files), fingerprint=fingerprint)
    return library, errors or list(structural_errors(library))


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
