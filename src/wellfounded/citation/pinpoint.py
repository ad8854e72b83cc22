"""Pinpoints: the pages, notes and star pages a citation points to."""

from __future__ import annotations

import re

from wellfounded.citation.forms import PageRange

_NUMBER = r"\*?\d{1,3}(?:,\d{3})+|\*?\d{1,6}"
_DASH = r"\s?[-‐‑–—]\s*"
_RANGE = rf"(?:{_NUMBER})(?:{_DASH}\d{{1,6}})?"
_NOTE = rf"(?:\s*(?:&|and)?\s*nn?\.\s?\d+(?:(?:{_DASH}|,\s*(?:&\s*)?|\s*&\s*)\d+)*)"
_ENDS = r"(?=\s*[\])(\[,;:.?!&”’\"']|\s*[-–—]|\s+nn?\.|\s*$|\s*\n|\s+and\s|\s+or\s)"
_NOT_VOLUME = (
    r"(?!(?:,\d{3})*\s+(?:I\.?\s?&|U\.?\s?S\.?|S\.\s?Ct|F\.|L\.\s?Ed|Fed\.|WL\b|C\.?\s?F\.?\s?R|Stat\b|Op\."
    r"|[A-Z][a-z]*\.))"
)
PINPOINT = re.compile(
    rf"(?P<pinpoint>{_NOT_VOLUME}{_RANGE}(?!\d){_NOTE}?{_ENDS}"
    rf"(?:(?:,\s*|\s*(?:&|and)\s+|,\s*(?:&|and)\s+){_NOT_VOLUME}{_RANGE}(?!\d){_NOTE}?{_ENDS})*|nn?\.\s?\d+)"
)
_PAGE = re.compile(rf"(?<![\d.])(?P<first>{_NUMBER})(?:{_DASH}(?P<last>\d{{1,6}}))?")


def pages_of(pinpoint: str) -> tuple[PageRange, ...]:
    """Read the pages a pinpoint names; notes are left out.

    Example:
        >>> pages_of("365-66 & n.8")
        (PageRange(first=365, last=366),)
        >>> pages_of("317, 339-40")
        (PageRange(first=317, last=317), PageRange(first=339, last=340))
    """
    without_notes = re.sub(r"nn?\.\s?\d+(?:\s?[-–,&]\s*\d+)*", "", pinpoint)
    return tuple(_range(match) for match in _PAGE.finditer(without_notes))


def _range(match: re.Match[str]) -> PageRange:
    first = match["first"].replace(",", "").lstrip("*")
    last = match["last"] or first
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return PageRange(int(first), max(int(first), int(last)))


def tidy(pinpoint: str) -> str:
    """Write a pinpoint on one line with plain hyphens.

    Example:
        >>> tidy("429–\\n30")
        '429-30'
    """
    return re.sub(r"\s+", " ", re.sub(_DASH, "-", pinpoint)).strip()
