"""Whose words a quotation is said to be: the citation that goes with it, or the speaker named beside it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from wellfounded.check.citation_finding import CitationFinding
from wellfounded.check.quoted import Quotation
from wellfounded.check.words import word_set

_GOES_WITH = re.compile(
    r"[\s.,;:”\"’'\])*_—–-]*(?:\d{1,3}\s+)?(?:\((?:quoting|citing|emphasis|alteration|internal)?[^()]{0,30})?"
    r"(?:(?:[Ss]ee|[Cc]f\.|[Aa]ccord|[Qq]uoting|[Cc]iting|also|generally|e\.g\.,?|in|at|[Ii]n)[\s,]*){0,4}\Z"
)
_SPEECH = (
    r"(?:said|says|wrote|wote|writes|told|stated?s?|adds?|added|asked|tweeted|responded|concluded|remarked|explained|claimed"
    r"|claims|argued|noted|continued|declared)"
)
_NAME = r"[A-Z][\w’'.-]+(?:\s+(?:(?:for|of)\s+(?:the\s+)?)?[A-Z][\w’'.-]+){0,4}"
_SOMEONE = r"(?:[Tt]he|[Oo]ne|[Aa]n?)\s+(?:\w+\s+){0,2}\w+"
_SPEAKER_AFTER = re.compile(
    rf"\s*[,.]?\s*(?:(?P<first>{_NAME}|[Hh]e|[Ss]he|{_SOMEONE})\s+(?:\w+ly\s+)?{_SPEECH}\b"
    rf"|{_SPEECH}\s+(?P<second>{_NAME}|{_SOMEONE}))"
)
_SPEAKER_BEFORE = re.compile(
    rf"\b(?P<name>{_NAME}|[Hh]e|[Ss]he)(?:,[^,.“”\n]{{1,120}},|\s*\([^()]*\))?\s+(?:\w+ly\s+|also\s+|first\s+)?{_SPEECH}\b[^.“”\n]{{0,90}}\Z"
)
_NOT_A_NAME = word_set(
    "In Before After The Those This That Despite But When While As For On If And Monday",
)
NEAR = 400


def citation_for(quotation: Quotation, citations: Sequence[CitationFinding], text: str) -> CitationFinding | None:
    """Find the citation a quotation goes with.

    That is the one right after it; or the last before it in its paragraph; or, for a block quotation, the first after.
    A citation inside the quotation belongs to its words and is left out.
    """
    place = bisect_left(citations, quotation.end, key=lambda found: found.citation.start)
    after = citations[place] if place < len(citations) else None
    if after is not None:
        between = text[quotation.end : after.citation.start]
        reach = 300 if quotation.block else 90
        if len(between) <= reach and (
            _GOES_WITH.match(between) or (quotation.block and "\n\n" not in between.strip("\n"))
        ):
            return after
    before = [
        found
        for found in citations[max(0, place - 12) : place]
        if quotation.start - NEAR * 2 < found.citation.end <= quotation.start
    ]
    paragraph = text.rfind("\n\n", 0, quotation.start)
    if quotation.block:
        paragraph = text.rfind("\n\n", 0, max(0, paragraph))
    near = [found for found in before if found.citation.start > paragraph]
    if near:
        return near[-1]
    end = text.find("\n\n", quotation.end)
    if (
        after is not None
        and after.citation.start - quotation.end <= NEAR // 2
        and (end < 0 or after.citation.start < end)
    ):
        sentence = text[quotation.end : after.citation.start]
        if not re.search(r"[.?!]\s+[A-Z]", sentence):
            return after
    return None


def speaker_of(quotation: Quotation, text: str) -> str:
    """Name the speaker beside a quotation, as the document names them; empty if none is named."""
    line = text[quotation.end + 1 : quotation.end + 160].partition("\n")[0]
    after = _SPEAKER_AFTER.match(line)
    if after is not None:
        return _tidy(after["first"] or after["second"] or "")
    earlier = text[max(0, quotation.start - 320) : max(0, quotation.start - 1)].rpartition("\n\n")[2]
    for match in _SPEAKER_BEFORE.finditer(earlier):
        name = _tidy(match["name"])
        if name:
            return name
    return ""


def _tidy(name: str) -> str:
    words = name.split()
    while words and words[0].strip(".,") in _NOT_A_NAME and len(words) > 1 and words[0] != "The":
        words = words[1:]
    return "" if words and words[0] in _NOT_A_NAME and words[0] != "The" else " ".join(words).strip(" ,")


_AFFILIATION = re.compile(
    r"(?P<name>[A-Z][\w’'.-]+(?:\s+[A-Z][\w’'.-]+){1,2}),\s+"
    r"(?P<what>(?:an?|the|director|professor|president|counsel|attorney|executive|policy|staff)\b"
    r"[^.“”\n]{8,160}?)(?=,?\s+(?:told|said|wrote|says)\b|[.,]\s|\.$)"
)
_AFFILIATION_BEFORE = re.compile(
    r"(?P<what>(?:[A-Z][\w’'.-]+\s+){1,8}(?:Director|President|Professor|Counsel|Attorney General))\s+"
    r"(?P<name>[A-Z][\w’'.-]+\s+[A-Z][\w’'.-]+)"
)


def affiliations(text: str) -> dict[str, str]:
    """List the persons a document names with what it says they are, by their last name."""
    found: dict[str, str] = {}
    for pattern in (_AFFILIATION, _AFFILIATION_BEFORE):
        for match in pattern.finditer(text):
            name = _tidy(match["name"])
            if name:
                found.setdefault(name.split()[-1], f"{name}, {' '.join(match['what'].split())}")
    return found
