"""Texts against which quotations are compared, and the index of their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from wellfounded.check.words import Words, split_words

ZONES = ("body", "headnote", "footnote", "dissent")
_COMMON = 3_000


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
        self._places: dict[str, list[int]] = defaultdict(list)
        self._offsets: list[int] = []
        self._index()

    def _index(self) -> None:
        at, places = 0, self._places
        for text in self.texts:
            self._offsets.append(at)
            for place, word in enumerate(text.words.words, at):
                places[word].append(place)
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

    def seeds(self, quoted: Sequence[str]) -> dict[int, list[tuple[int, int]]]:
        """Find, per text, the places where rare words of a quotation stand.

        Returns:
            By text, pairs of a place in the quotation and a place in the text.
        """
        rarity = sorted((len(self._places[word]), here) for here, word in enumerate(quoted) if word in self._places)
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for used, (count, here) in enumerate(rarity):
            if (used >= 12 and (count > 60 or used >= 40)) or (used and count > _COMMON):
                break
            for place in self._places[quoted[here]][:_COMMON]:
                text = self.text_of(place)
                found[text].append((here, place - self._offsets[text]))
        return found

    def holds_whole(self, authority: str) -> bool:
        """Say whether the whole body of an authority's text is held."""
        return any(text.authority == authority and text.whole and text.zone == "body" for text in self.texts)

    def holds(self, authority: str) -> bool:
        """Say whether any words of an authority are held."""
        return any(text.authority == authority for text in self.texts)


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
