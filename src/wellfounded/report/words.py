"""Plain words for days, forums, status, and how well something is known. No locale, no clock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from wellfounded.forum import CIRCUITS, Forum

_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
KNOWN = {
    "seen": "read in the source named",
    "mixed": "core read in the source named, details from memory",
    "memory": "from memory, not yet verified",
}
BEFORE = {
    "asylum-office": "before an asylum office",
    "credible-fear": "in credible-fear screening",
    "reasonable-fear": "in reasonable-fear screening",
    "ij": "before an immigration judge",
    "bia": "before the Board of Immigration Appeals",
    "attorney-general": "before the Attorney General",
    "court-of-appeals": "before a court of appeals",
    "border": "at the border or a port of entry",
}
NOT_ADVICE = "not legal advice"


def day(on: date) -> str:
    """Write a day for people.

    Example:
        >>> day(date(2018, 6, 11))
        '11 June 2018'
    """
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def short_day(on: date) -> str:
    """Write a day where room is scarce.

    Example:
        >>> short_day(date(2018, 6, 11))
        '11 Jun 2018'
    """
    return f"{on.day} {_MONTHS[on.month - 1][:3]} {on.year}"


def with_days(text: str) -> str:
    """Write every date of a text for people.

    Example:
        >>> with_days("It was vacated, 2021-06-16.")
        'It was vacated, 16 June 2021.'
    """
    return re.sub(r"\b(\d{4})-(\d{2})-(\d{2})\b", _spelled, text)


def _spelled(found: re.Match[str]) -> str:
    try:
        return day(date.fromisoformat(found.group()))
    except ValueError:
        return found.group()


def listed(names: Sequence[str], *, joining: str = "and") -> str:
    """Join names as in a sentence.

    Example:
        >>> listed(["one", "two", "three"])
        'one, two and three'
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {joining} {names[-1]}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """Write a number with its noun.

    Example:
        >>> counted(1, "authority", "authorities"), counted(3, "day"), counted(0, "day")
        ('1 authority', '3 days', 'no days')
    """
    noun = one if count == 1 else many or f"{one}s"
    return f"{count or 'no'} {noun}" if count < 1000 else f"{count:,} {noun}"


def status_word(word: str) -> str:
    """Write a status, an answer or a treatment for people.

    Example:
        >>> status_word("overruled-in-part"), status_word("good-law")
        ('overruled in part', 'good law')
    """
    return word.replace("-", " ")


def before(forum: Forum) -> str:
    """Say where a question is asked.

    Example:
        >>> before(Forum("ij", "ca4"))
        'before an immigration judge in the Fourth Circuit'
    """
    if forum.stage == "court-of-appeals" and forum.circuit:
        return f"before the court of appeals, {CIRCUITS[forum.circuit]}"
    place = f" in the {CIRCUITS[forum.circuit]}" if forum.circuit else ""
    return BEFORE[forum.stage] + place


def circuit(name: str | None) -> str:
    """Name a circuit, or say that none was chosen."""
    return CIRCUITS[name] if name else "no circuit chosen"


def capitalised(sentence: str) -> str:
    """Begin a sentence with a capital letter."""
    return sentence[:1].upper() + sentence[1:]


def anchor(text: str) -> str:
    """Make a name for a place in a page."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
