"""Plain sentences: neutral enough that counsel for either side would sign them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from wellfounded.answer import Answer
from wellfounded.claim.model import RecordedFact
from wellfounded.law.model import Authority

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
ANSWER_WORDS = {Answer.MET: "met", Answer.NOT_MET: "not met", Answer.OPEN: "open"}


def day_in_words(day: date) -> str:
    """Write a day as a lawyer writes it.

    Example:
        >>> day_in_words(date(2018, 6, 11))
        '11 June 2018'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def listed(parts: Iterable[str], joint: str = "and") -> str:
    """Join words as a list is spoken.

    Example:
        >>> listed(["a", "b", "c"]), listed(["a"])
        ('a, b and c', 'a')
    """
    words = list(parts)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}" if words else ""


def full_citation(authority: Authority) -> str:
    """Cite an authority in full: "Matter of A-B-, 27 I&N Dec. 316 (A.G. 2018)"."""
    name = case_name(authority)
    return f"{name}, {authority.cite}" if authority.cite and authority.cite != name else name


def case_name(authority: Authority) -> str:
    """Return the name an authority is cited by, without the mark that tells it from others of that name."""
    return re.sub(r"\s*\([^()]*\)$", "", authority.name) if authority.kind == "decision" else authority.name


def value_in_words(recorded: RecordedFact) -> str:
    """Write the value of a recorded fact."""
    return recorded.value.isoformat() if isinstance(recorded.value, date) else recorded.value


_OPEN_WORDS = {
    "facts": "open on the facts",
    "law": "open on the law",
    "law and facts": "open on the law and the facts",
}


def open_words(open_on: str | None) -> str:
    """Say what leaves an answer open."""
    return _OPEN_WORDS.get(open_on or "", "open")


def answer_words(answer: Answer, open_on: str | None = None) -> str:
    """Write an answer in words."""
    return open_words(open_on) if answer is Answer.OPEN else ANSWER_WORDS[answer]


def of_parts(answer: Answer, names: Sequence[str]) -> str:
    """Say through which of its parts a composed element is answered."""
    if not names:
        return "Nothing was asked." if answer is Answer.MET else "No such route existed."
    words = "; ".join(dict.fromkeys(names))
    several = len(dict.fromkeys(names)) > 1
    match answer:
        case Answer.MET:
            return f"Met, because {'these are' if several else 'this is'} met: {words}."
        case Answer.NOT_MET:
            return f"Not met, because {'these are' if several else 'this is'} not met: {words}."
        case _:
            return f"Open, because {'these are' if several else 'this is'} open: {words}."
