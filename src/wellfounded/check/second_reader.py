"""eyecite as a second reader: citations by other reporters, and where the two readers differ.

Only where it reads a volume, a reporter and a page is used. Its years and courts are not, because they may come from a
neighbouring citation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wellfounded.citation.forms import CASE, IN_DEC, OTHER, Citation
from wellfounded.errors import WellfoundedError


@dataclass(frozen=True, slots=True)
class SecondReading:
    """What the second reader reads that the first does not, and the other way round."""

    only_second: tuple[Citation, ...]
    only_first: tuple[Citation, ...]


def second_reading(text: str, ours: Sequence[Citation]) -> SecondReading:
    """Read a text with eyecite and compare.

    Raises:
        WellfoundedError: if eyecite is not installed.
    """
    try:
        from eyecite import get_citations
        from eyecite.models import FullCaseCitation
    except ImportError:
        raise WellfoundedError(
            "The second reader, eyecite, is not installed.",
            where="--second-reader",
            remedy="Install the optional group `second-reader`, or leave the option out.",
        ) from None
    theirs: list[Citation] = []
    for found in get_citations(text):
        if isinstance(found, FullCaseCitation) and (found.groups.get("page") or "").isdigit():
            start, end = found.span()
            theirs.append(
                Citation(
                    OTHER,
                    text[start:end],
                    start,
                    end,
                    canonical=_canonical(found),
                    reporter=str(found.groups["reporter"]),
                )
            )
    by_page = [citation for citation in ours if citation.kind in (CASE, IN_DEC)]
    only_second = [
        found for found in theirs if not any(_same(found, citation) for citation in ours if citation.kind != OTHER)
    ]
    only_first = [citation for citation in by_page if not any(_same(found, citation) for found in theirs)]
    return SecondReading(tuple(only_second), tuple(only_first))


def _canonical(found: object) -> str:
    return re.sub(r"\s+", " ", str(found.corrected_citation()))  # type: ignore[attr-defined]


def _same(one: Citation, other: Citation) -> bool:
    return one.start < other.end and other.start < one.end
