"""Find every citation in a text, in its order."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wellfounded.citation.forms import (
    CASE,
    CASE_SHORT,
    DOCKET,
    ID,
    IN_DEC,
    IN_DEC_SHORT,
    NAME_ONLY,
    OTHER,
    SUPRA,
    UNPUBLISHED,
    Citation,
)
from wellfounded.citation.names import INITIALS, MATTER, VERSUS, plain, without_signal
from wellfounded.citation.reporters import find_reporters
from wellfounded.citation.sections import find_sections

_NAMED_KINDS = frozenset({IN_DEC, IN_DEC_SHORT, CASE, CASE_SHORT, UNPUBLISHED})
_WEAK = {OTHER: 2, SUPRA: 1, ID: 1, DOCKET: 1}
_JOIN = re.compile(r"[\s,.*_]*(?:\([^()]{1,40}\)[\s,]*)?\Z")


@dataclass(frozen=True, slots=True)
class _Caption:
    name: str
    start: int
    end: int
    alone: bool


def find_citations(text: str) -> list[Citation]:
    """Find every citation in a text, in its order.

    Example:
        >>> [found.canonical for found in find_citations("Matter of A-B-, 27 I&N Dec. 316, 320 (A.G. 2018)")]
        ['27 I&N Dec. 316']
    """
    found = _apart([*find_sections(text), *find_reporters(text)])
    captions = list(_captions(text))
    named = list(_with_captions(found, captions, text))
    taken = [(citation.start, citation.end) for citation in named]
    alone = [_name_only(caption, text) for caption in captions if caption.alone and not _inside(caption, taken)]
    return sorted([*named, *alone], key=lambda citation: (citation.start, citation.end))


def _apart(citations: Iterable[Citation]) -> list[Citation]:
    """Keep, of citations that overlap, the better understood, then the longer."""
    ranked = sorted(citations, key=lambda found: (_WEAK.get(found.kind, 0), found.start - found.end, found.start))
    kept: list[Citation] = []
    starts: list[int] = []
    for citation in ranked:
        place = bisect_left(starts, citation.start)
        before = kept[place - 1] if place else None
        after = kept[place] if place < len(kept) else None
        if (before is None or before.end <= citation.start) and (after is None or citation.end <= after.start):
            kept.insert(place, citation)
            starts.insert(place, citation.start)
    return kept


def _captions(text: str) -> Iterator[_Caption]:
    found: list[_Caption] = []
    for match in MATTER.finditer(text):
        found.append(_Caption(plain(match[0]), match.start(), _trimmed_end(match), alone=True))
    for match in VERSUS.finditer(text):
        name, dropped = without_signal(match["name"])
        start = match.start() + dropped
        found.append(_Caption(plain(name), start, start + len(name.rstrip(" ,.")), alone=True))
    for match in INITIALS.finditer(text):
        letters = match["name"].count("-") + len(re.findall("[‐‑–]", match["name"]))
        if match["last"] or letters >= 3:
            found.append(_Caption(plain(match[0]), match.start(), match.end(), alone=True))
    found.sort(key=lambda caption: (caption.start, -caption.end))
    end = -1
    for caption in found:
        if caption.start >= end:
            yield caption
            end = caption.end


def _trimmed_end(match: re.Match[str]) -> int:
    return match.start() + len(match[0].rstrip(" ,.;"))


def _with_captions(citations: list[Citation], captions: list[_Caption], text: str) -> Iterator[Citation]:
    ends = [caption.end for caption in captions]
    for citation in citations:
        caption = None
        if citation.kind in _NAMED_KINDS and not citation.name:
            place = bisect_left(ends, citation.start + 1) - 1
            caption = captions[place] if place >= 0 else None
        if caption is not None and _JOIN.match(text[caption.end : citation.start][:60]):
            yield citation.named(caption.name, caption.start, text)
        else:
            yield citation


def _inside(caption: _Caption, taken: list[tuple[int, int]]) -> bool:
    place = bisect_left(taken, (caption.start + 1, -1)) - 1
    near = taken[max(0, place) : place + 2]
    return any(start < caption.end and caption.start < end for start, end in near)


def _name_only(caption: _Caption, text: str) -> Citation:
    return Citation(
        NAME_ONLY, text[caption.start : caption.end], caption.start, caption.end, canonical="", name=caption.name
    )


def canonical_forms(text: str) -> tuple[str, ...]:
    """Return the forms in which the citations of a short text are looked up, each once, in their order.

    Example:
        >>> canonical_forms("INA §§ 101(a)(42), 241(b)(3)")
        ('8 U.S.C. § 1101(a)(42)', '8 U.S.C. § 1231(b)(3)')
        >>> canonical_forms("26 I. &amp; N. Dec. 227")
        ('26 I&N Dec. 227',)
    """
    found = find_citations(html.unescape(text))
    return tuple(dict.fromkeys(citation.canonical for citation in found if citation.canonical))
