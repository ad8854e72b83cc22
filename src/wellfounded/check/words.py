"""Words: a text as the sequence of its words, each with its place, so that texts can be compared word by word.

What is set aside when words are compared is listed in `NORMALISATIONS`, and told with every finding that used it.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

NORMALISATIONS: dict[str, str] = {
    "quotation marks": "curly and straight quotation marks and apostrophes are taken as the same",
    "dashes": "hyphens, en dashes and em dashes are taken as the same, with or without blanks",
    "line ends": "words divided at a line end are joined, and line ends and page breaks are blanks",
    "capitals": "capital and small letters are taken as the same",
    "punctuation": "commas, stops and other punctuation are set aside",
    "emphasis": "italics, bold and underlining are set aside",
    "spacing of words": "a compound written apart, together or with a hyphen is the same (long standing, longstanding)",
    "star pages": "star page numbers inside a text (*422) are page marks, not words",
}
_WORD = re.compile(r"\*\d{1,4}(?![\w*])|[^\W_]+(?:['’](?=[^\W\d_])[^\W_]+)*|['’](?=s\b)")
_DIVIDED = re.compile(r"(?<=[^\W\d_])[-‐‑­]\s*\n\s*(?=[a-z])")
_ABBREVIATIONS = re.compile(
    r"\b(?:U\.\s?S|v|vs|No|Nos|Mr|Ms|Dr|Inc|Co|Dec|Cir|Fed|Reg|Supp|Gen|Att'y|art|sec|Id|id|e\.g|i\.e|cf|Cf|Jan|Feb|[A-Z])\.$"
)


@dataclass(frozen=True, slots=True)
class Words:
    """A text as its words.

    Attributes:
        text: the text as it was.
        words: each word, small letters and plain apostrophes.
        starts, ends: where each stands in the text.
        pages: the word at which each page begins, with its number, in order.
    """

    text: str
    words: tuple[str, ...]
    starts: Sequence[int]
    ends: Sequence[int]
    pages: tuple[tuple[int, str], ...] = ()

    def slice(self, first: int, last: int) -> str:
        """Return the text of the words from one place up to another."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""

    def page_at(self, word: int) -> str:
        """Return the number of the page on which a word stands; empty if the text has no page numbers."""
        found = ""
        for begins, number in self.pages:
            if begins > word:
                break
            found = number
        return found


def split_words(text: str, pages: tuple[tuple[int, str], ...] = ()) -> Words:
    """Split a text into words.

    Args:
        text: the text.
        pages: the places in the text at which pages begin, with their numbers; star pages are found by themselves.
    Example:
        >>> split_words("a well-found-\\ned fear").words
        ('a', 'well', 'founded', 'fear')
    """
    words: list[str] = []
    starts, ends = array("I"), array("I")
    same: dict[str, str] = {}
    marks: list[tuple[int, str]] = []
    waiting = list(pages)
    divided = {match.start() for match in _DIVIDED.finditer(text)}
    joined = False
    for match in _WORD.finditer(text):
        while waiting and waiting[0][0] <= match.start():
            marks.append((len(words), waiting.pop(0)[1]))
        word = match[0]
        if word[0] == "*":
            marks.append((len(words), word[1:]))
            continue
        plain = word.replace("’", "'").lower().lstrip("'") or "s"
        if joined and words:
            words[-1] += plain
            ends[-1] = match.end()
        else:
            words.append(same.setdefault(plain, plain))
            starts.append(match.start())
            ends.append(match.end())
        joined = match.end() in divided
    return Words(text, tuple(words), starts, ends, tuple(marks))


def word_set(*lines: str) -> frozenset[str]:
    """Make a set of the words of some lines.

    Example:
        >>> sorted(word_set("no not", "never"))
        ['never', 'no', 'not']
    """
    return frozenset(word for line in lines for word in line.split())


def plain_text(text: str) -> str:
    """Write a passage on one line with straight quotation marks and plain dashes, to compare typography."""
    text = _DIVIDED.sub("", text)
    text = re.sub(r"[“”„«»]", '"', text)
    text = re.sub(r"[‘’‚]", "'", text)
    text = re.sub(r"\s*[—–]\s*|\s+-{1,3}\s+|--+", "—", text)
    text = re.sub(r"[‐‑­]", "-", text)
    text = re.sub(r"\s*\*\d{1,4}\b\s*", " ", text)
    return re.sub(r"\s+", " ", text).strip()


def ends_sentence(text: str, at: int) -> bool:
    """Say whether a sentence of a text ends at a place (after the word that ends there)."""
    rest = text[at : at + 6]
    match = re.match(r"[)\]”\"’']*([.?!])[)\]”\"’'\d]*(?:\s|$)", rest)
    if match is None:
        return not text[at:].strip(" ”\"’')].")
    return match[1] != "." or _ABBREVIATIONS.search(text[max(0, at - 8) : at + 1]) is None


def begins_sentence(text: str, at: int) -> bool:
    """Say whether a sentence of a text begins at a place."""
    before = text[max(0, at - 12) : at].rstrip(" \n\t“\"‘'([*_")
    return not before or before[-1] in '.?!:)”"' or before.endswith("\n")
