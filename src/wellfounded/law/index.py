"""Where things stand in a library: by name, by target, by element and by issue, without opening every page."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from wellfounded.law.model import Authority

Places = dict[str, tuple[tuple[str, int], ...]]


class Index(Struct, frozen=True):
    """Where to look: an authority's id, and the position of the part within it.

    Attributes:
        names: ids of the authorities that go by a name, by the name's key.
        treatments: treatments of a target, earliest first.
        tests: tests of an element, earliest first.
        holdings: holdings on an issue, in the order of the authorities.
    """

    names: dict[str, tuple[str, ...]]
    treatments: Places
    tests: Places
    holdings: Places


def make_index(authorities: Iterable[Authority]) -> Index:
    """Index some authorities, which come in the order of their days."""
    pages = list(authorities)
    names: dict[str, tuple[str, ...]] = {}
    for page in pages:
        for name in (page.id, page.name, page.cite, *page.aliases):
            key = name_key(name)
            if key and page.id not in names.get(key, ()):
                names[key] = (*names.get(key, ()), page.id)
    treatments = sorted(
        ((part.on, part.target, page.id, at) for page in pages for at, part in enumerate(page.treatments)),
        key=lambda row: row[0],
    )
    tests = sorted(
        (part.from_day, part.id, part.element, page.id, at) for page in pages for at, part in enumerate(page.tests)
    )
    return Index(
        names=names,
        treatments=_gathered((target, id, at) for _, target, id, at in treatments),
        tests=_gathered((element, id, at) for _, _, element, id, at in tests),
        holdings=_gathered((part.issue, page.id, at) for page in pages for at, part in enumerate(page.holdings)),
    )


def _gathered(rows: Iterable[tuple[str, str, int]]) -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for key, id, at in rows:
        found.setdefault(key, []).append((id, at))
    return {key: tuple(places) for key, places in found.items()}


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


def without_pinpoint(key: str) -> str:
    """Leave the pinpoint out of a name's key: "27 i&n dec 316 333" is found under "27 i&n dec 316"."""
    return re.sub(r"^(.*\bi&n dec \d+)(?: at)? \d+$", r"\1", key)
