"""What stands in round brackets after a page: the body that decided, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
DAY = re.compile(rf"(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}}),?\s+(?P<year>(?:1[89]|20)\d\d)")
YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
PARENTHETICAL = re.compile(
    r"(?:\s*\((?:en banc|per curiam|plurality opinion|mem\.)\))?"
    r"\s*\((?P<inside>[^()]{0,70}?(?:1[89]|20)\d\d[^()]{0,60})\)"
    r"(?:\s*\((?:en banc|per curiam|plurality opinion|mem\.)\))?"
)
_BODIES = (
    (re.compile(r"\bB\.?I\.?A\.?(?![a-z])|\bBoard\b"), "BIA"),
    (re.compile(r"\bA\.\s?G\.|\bAG\b|Att[’']?y\.?\s+Gen|Attorney\s+General"), "A.G."),
    (re.compile(r"\bDir\.|\bDIR\b|\bDirector\b"), "DIR"),
    (re.compile(r"\bComm[’']?r\b|\bCommissioner\b"), "Comm'r"),
)
_CIRCUIT = re.compile(r"\b(?P<number>\d{1,2})(?:st|d|nd|rd|th)\s+Cir\b|\b(?P<dc>D\.?\s?C\.?)\s+Cir\b")
_DISTRICT = re.compile(
    r"\b(?P<division>[NSEWCM]\.?\s?)?D\.\s?(?P<place>[A-Z][A-Za-z.\s]{0,12}?)(?=\s*(?:\d|$|[A-Z][a-z]{2}))"
)


@dataclass(frozen=True, slots=True)
class Parenthetical:
    """The bodies, years and day named in a parenthetical, and where it ends."""

    bodies: tuple[str, ...]
    years: tuple[int, ...]
    day: date | None
    end: int


def read_parenthetical(text: str, at: int) -> Parenthetical | None:
    """Read the parenthetical that begins at a place, blanks before it allowed; None if there is none with a year."""
    match = PARENTHETICAL.match(text, at)
    if match is None:
        return None
    inside = match["inside"]
    years = tuple(int(year) for year in YEAR.findall(inside))
    return Parenthetical(_bodies(inside), years, read_day(inside), match.end())


def read_day(text: str) -> date | None:
    """Read the first full date written the American way.

    Example:
        >>> read_day("(A.G. June 11, 2018)")
        datetime.date(2018, 6, 11)
    """
    match = DAY.search(text)
    if match is None:
        return None
    month = MONTHS.index(match["month"][:3].lower()) + 1
    try:
        return date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None


def _bodies(inside: str) -> tuple[str, ...]:
    found = [(match.start(), body) for pattern, body in _BODIES for match in pattern.finditer(inside)]
    if not found:
        found = [(match.start(), _court(match)) for match in _CIRCUIT.finditer(inside)]
    if not found:
        found = [(match.start(), re.sub(r"\s+", " ", match[0]).strip()) for match in _DISTRICT.finditer(inside)]
    return tuple(dict.fromkeys(body for _, body in sorted(found)))


def _court(match: re.Match[str]) -> str:
    return "cadc" if match["dc"] else f"ca{match['number']}"
