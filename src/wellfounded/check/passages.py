"""Texts against which quotations are compared, and the index of their words."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from wellfounded.check.words import Words, split_words

ZONES = ("body", "headnote", "footnote", "dissent")
_MOST_PLACES = 300
_MOST_STRETCHES = 8
_LINE = 16


@dataclass(frozen=True, slots=True)
class Text:
    """A text, or a passage of one, that is known to be in the official words.

    Attributes:
        authority: the id of the authority it belongs to, or an empty string when it is not an authority's.
        title: whose words they are, for a reader.
        cite: where the official text is published.
        zone: "body", "headnote", "footnote" or "dissent".
        whole: whether it is the whole text of its zone; if not, what it lacks proves nothing.
        pinpoint: the pinpoint of a passage, or an empty string when its pages are marked inside.
        known: how well the words are known: "seen", "mixed" or "memory".
        words: its words.
        source: where it was read.
    """

    authority: str
    title: str
    cite: str
    zone: str
    whole: bool
    pinpoint: str
    known: str
    words: Words = field(repr=False)
    source: str = ""

    def page_at(self, word: int) -> str:
        """Return the page on which a word stands, or the passage's pinpoint."""
        return self.words.page_at(word) or self.pinpoint


class TextIndex:
    """Texts and the places of their words.

    Attributes:
        texts: the texts.
    """

    def __init__(self, texts: Iterable[Text]) -> None:
        self.texts = tuple(texts)
        self._places: dict[str, array[int]] = {}
        self._offsets: list[int] = []
        self._index()

    def _index(self) -> None:
        at, places = 0, self._places
        for text in self.texts:
            self._offsets.append(at)
            for place, word in enumerate(text.words.words, at):
                if word in places:
                    places[word].append(place)
                else:
                    places[word] = array("I", (place,))
            at += len(text.words.words) + 1
        self._size = at

    def text_of(self, place: int) -> int:
        """Return which text a place of the index lies in."""
        low, high = 0, len(self._offsets)
        while low < high:
            middle = (low + high) // 2
            if self._offsets[middle] <= place:
                low = middle + 1
            else:
                high = middle
        return low - 1

    def stretches(self, quoted: Sequence[str], *, reach: int) -> list[tuple[int, int, int]]:
        """Find the stretches of texts in which a quotation may stand, from where its rarest words stand together.

        Args:
            quoted: the words of the quotation.
            reach: how many words may be left out in it.
        Returns:
            The text and its first and last word (half-open), the likeliest first.
        """
        lines: set[tuple[int, int]] = set()
        looked_at = 0
        rarity = sorted((len(self._places[word]), here) for here, word in enumerate(quoted) if word in self._places)
        for used, (count, here) in enumerate(rarity):
            most = _MOST_PLACES if used >= 4 else 8 * _MOST_PLACES
            if used >= 2 and looked_at + count > most:
                break
            looked_at += count
            for place in self._places[quoted[here]][: 8 * _MOST_PLACES]:
                text = self.text_of(place)
                lines.add((text, (place - self._offsets[text] - here) // _LINE))
        shared = {line: self._shared(line, quoted) for line in lines}
        best = sorted(shared, key=lambda line: (-shared[line], line))[:_MOST_STRETCHES]
        near = [line for line in best if shared[line] >= 0.75 * shared[best[0]]]
        return self._joined(near, len(quoted), reach)

    def _shared(self, line: tuple[int, int], quoted: Sequence[str]) -> int:
        """Count the words of a quotation that stand in the text about where they would if it began on a line."""
        first = max(0, line[1] * _LINE - 4)
        return len(set(quoted).intersection(self.texts[line[0]].words.words[first : first + len(quoted) + _LINE + 8]))

    def _joined(self, lines: Sequence[tuple[int, int]], length: int, reach: int) -> list[tuple[int, int, int]]:
        """Join lines of a text that lie near each other into one stretch."""
        stretches: list[tuple[int, int, int]] = []
        for text, line in lines:
            low, high = line * _LINE - 24, (line + 2) * _LINE + length + 24
            at = next(
                (
                    at
                    for at, (other, first, last) in enumerate(stretches)
                    if other == text and low - reach <= last and first - reach <= high
                ),
                None,
            )
            if at is None:
                stretches.append((text, low, high))
            else:
                _, first, last = stretches[at]
                stretches[at] = (text, min(first, low), max(last, high))
        return [
            (text, max(0, low), min(high, len(self.texts[text].words.words)))
            for text, low, high in stretches
            if high > 0
        ]

    def holds_whole(self, authority: str) -> bool:
        """Say whether the whole body of an authority's text is held."""
        return any(text.authority == authority and text.whole and text.zone == "body" for text in self.texts)


def passage(authority: str, title: str, words: str, **rest: str) -> Text:
    """Make a passage known to be in the official words, for tests and small libraries."""
    return Text(
        authority,
        title,
        rest.get("cite", ""),
        rest.get("zone", "body"),
        rest.get("whole", "") == "yes",
        rest.get("pinpoint", ""),
        rest.get("known", "seen"),
        split_words(words),
        rest.get("source", ""),
    )
