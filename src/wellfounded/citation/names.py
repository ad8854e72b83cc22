"""Captions: the names decisions go by, as written and as compared."""

from __future__ import annotations

import re
from functools import lru_cache

_DASHES = re.compile(r"[‐‑‒–—]")
_WORD = r"(?:[A-Z][\w’'.‐‑–-]*|d[ei]|la|del|van|von|al)"
MATTER = re.compile(
    rf"\b(?P<lead>(?:In\s+the\s+)?[Mm]atter\s+of|MATTER\s+OF|In\s+re:?)\s+"
    rf"(?P<name>(?:[A-Z]\.\s?){{0,3}}{_WORD}(?:(?:\s+|,\s+|\s+(?:&|and)\s+)(?!In\b|Matter\b|See\b|The\b|Id\b|Cf\b|But\b|At\b){_WORD}){{0,6}}(?:,?\s+et\s+al\.?)?)"
)
INITIALS = re.compile(
    r"(?<![\w.‐‑–-])(?P<name>[A-Z](?:[‐‑–-][A-Z]){1,6}(?P<last>[‐‑–-])?(?:\s+&\s+[A-Z](?:[‐‑–-][A-Z]){1,6}[‐‑–-]?)*)"
    r"(?P<ordinal>\s+I{1,3}(?![\w&]|\.\s?&|\.\s?[A-Z]\.))?(?![\w])"
)
_PARTY = r"(?!I{1,3}\.\s)[A-Z](?:[\w’'.&]|[‐‑–-](?!\.))*"
_MORE = rf"(?:(?:[ \t]+|\n[ \t]*|,\s+(?=Inc\b|Jr\b|Sr\b|LLC|Ltd|Co\b|et\s+al))(?:of|the|and|&|for|et|al\.|{_PARTY}))"
VERSUS = re.compile(rf"(?P<name>(?<![\w.]){_PARTY}{_MORE}{{0,6}},?\s+vs?\.\s+(?:the\s+)?{_PARTY}{_MORE}{{0,6}})")
_SIGNAL = re.compile(
    r"^(?:(?:But\s+)?[Ss]ee(?:\s+also|\s+generally|,?\s+e\.g\.,?)?|Cf\.|Accord|Compare|With|In|Under|Citing|Quoting|And|Also|But|"
    r"E\.g\.,?|Id\.|Since|After|Before|As|When|While|Although|Because|Both|Unlike|By)\s+"
)


def plain(name: str) -> str:
    """Write a caption with plain hyphens, single blanks and no trailing punctuation."""
    return re.sub(r"\s+", " ", _DASHES.sub("-", name)).strip(' ,.;:*_“”"')


def without_signal(name: str) -> tuple[str, int]:
    """Drop an introductory signal from a caption ("See Dent v. Holder"); return the rest and how much was dropped."""
    dropped = 0
    while (match := _SIGNAL.match(name[dropped:])) is not None:
        dropped += match.end()
    return name[dropped:], dropped


@lru_cache(maxsize=16_384)
def caption_key(name: str) -> str:
    """Reduce a caption to what is compared: the party's name or initials, without titles, ordinals and endings.

    Example:
        >>> caption_key("Matter of M–E–V–G–") == caption_key("M-E-V-G-, et al.")
        True
        >>> caption_key("In re Kasinga")
        'kasinga'
        >>> caption_key("A-B- III")
        'a-b'
    """
    words = plain(name)
    words = re.sub(r"^(?:in\s+the\s+)?matter\s+of\s+|^in\s+re:?\s+", "", words, flags=re.IGNORECASE)
    words = re.sub(r",?\s+et\s+al\.?$", "", words)
    words = re.sub(r"(?<=-)\s+I{1,3}$|(?<=[A-Z])\s+I{1,3}$", "", words)
    words = re.sub(r"\s+(?:and|&)\s+", " & ", words)
    words = re.sub(r"\b(?:[A-Z]\.\s?)+(?=[A-Z][a-z])", "", words)
    return words.strip(" ,.-").replace("- ", " ").replace("’", "'").lower()


@lru_cache(maxsize=16_384)
def same_caption(one: str, other: str) -> bool:
    """Say whether two captions name the same party, allowing shortened lists of parties and spelling of surnames.

    Example:
        >>> same_caption("Matter of A-R-C-G-", "A-R-C-G- et al.")
        True
        >>> same_caption("Matter of A-B-", "Matter of A-R-C-G-")
        False
    """
    first, second = caption_key(one), caption_key(other)
    if first == second:
        return True
    if " v. " in first and " v. " in second:
        return bool(_surnames(first) & _surnames(second))
    ours, theirs = re.split(r" & |, ", first), re.split(r" & |, ", second)
    return ours[0] == theirs[0] or first.replace("-", " ") == second.replace("-", " ")


def _surnames(caption: str) -> set[str]:
    common = {
        "v.",
        "the",
        "of",
        "ins",
        "holder",
        "garland",
        "barr",
        "sessions",
        "ashcroft",
        "gonzales",
        "mukasey",
        "lynch",
        "att'y",
        "gen.",
        "u.s.",
        "attorney",
        "general",
        "united",
        "states",
        "bondi",
        "reno",
        "jr.",
        "jr",
        "sr.",
        "whitaker",
        "and",
        "wilkinson",
        "immigration",
        "naturalization",
        "service",
        "&",
        "department",
        "homeland",
        "security",
    }
    words = {word.strip(",.") for word in re.split(r"[\s]+", caption)}
    return {word for word in words if word and word not in common and word + "." not in common}
