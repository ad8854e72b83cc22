"""Compare a quotation with the texts that are held: the same words, other words, or words left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wellfounded.check.difference import ADDED, EQUAL, LEFT_OUT, REPLACED, Run, Step, align, chain, runs_through
from wellfounded.check.passages import Text, TextIndex
from wellfounded.check.quoted import Quoted
from wellfounded.check.words import begins_sentence, ends_sentence, plain_text, split_words, word_set
from wellfounded.citation.pinpoint import pages_of

FEWEST_WORDS = 4
MOST_LEFT_OUT = 900
_FEW_LEFT_OUT = 60
VERDICTS: dict[str, str] = {
    "verbatim": "the words are the source's, mark for mark",
    "typography_only": "the words are the source's; quotation marks, dashes, commas, capitals or spacing differ",
    "marked_edits_ok": "every change is marked with an ellipsis or brackets",
    "marked_edits_change_sense?": "marked, but a negation, a quantifier or a condition is taken out or put in",
    "omission_unmarked": "words of the source are left out and nothing marks it",
    "altered": "words differ from the source and nothing marks it",
    "truncated_sentence": "it ends like a sentence where the source's sentence goes on",
    "headnote_only": "the words stand in the headnote, which is not part of the decision",
    "right_words_wrong_pin": "the words are the source's, on another page than the one cited",
    "other_authority": "the words are another authority's",
    "not_found": "the text is held whole, and the words are not in it",
    "too_short": "too few words to be told from chance",
    "text_not_held": "the text to compare with is not held",
}
FINE = frozenset({"verbatim", "typography_only", "marked_edits_ok", "too_short", "text_not_held"})
_LAYOUT = frozenset({"line ends", "star pages", "emphasis"})
_SENSE = word_set(
    "not no never none nor neither cannot can't don't doesn't isn't won't unless except only if may might",
    "must shall should all any every each some most few many generally usually always often rarely without",
    "until provided however but although merely solely",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: what the quotation has, what the source has, and whether the writer marked it."""

    kind: str
    quoted: str
    source: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """A quotation compared with one text.

    Attributes:
        text: the text.
        first, last: the words of the text it was compared with.
        same: how many of the quotation's words are the text's.
        beyond: how many of its words lie beyond the end of a passage that is not a whole text.
        differences: in the order of the quotation.
        set_aside: the normalisations used (`NORMALISATIONS`).
        truncated: whether it ends like a sentence where the source's sentence goes on.
        bracketed: whether letters in square brackets are its only change ("[t]he").
        changed: the share of its words that differ without a mark.
    """

    text: Text
    first: int
    last: int
    same: int
    beyond: int
    differences: tuple[Difference, ...]
    set_aside: tuple[str, ...]
    truncated: bool
    bracketed: bool = False
    changed: float = 0.0

    @property
    def page(self) -> str:
        """The page or pinpoint at which it stands."""
        return self.text.page_at(self.first)

    @property
    def verdict(self) -> str:
        """What its words are worth, leaving aside where they stand."""
        unmarked = [difference for difference in self.differences if not difference.marked]
        if any(difference.kind in (REPLACED, ADDED) for difference in unmarked):
            return "altered"
        if unmarked:
            return "omission_unmarked"
        if self.differences:
            return "marked_edits_change_sense?" if any(map(_changes_sense, self.differences)) else "marked_edits_ok"
        if self.truncated:
            return "truncated_sentence"
        if self.bracketed:
            return "marked_edits_ok"
        return "typography_only" if set(self.set_aside) - _LAYOUT else "verbatim"


def compare_with_all(quoted: Quoted, index: TextIndex) -> list[Comparison]:
    """Compare a quotation with every text that shares enough of its words; best first."""
    reach = MOST_LEFT_OUT if quoted.gaps else _FEW_LEFT_OUT
    best: dict[int, Comparison] = {}
    for place, first, last in index.stretches(quoted.words.words, reach=reach):
        comparison = _compare(quoted, index.texts[place], first, last)
        if comparison is not None and (place not in best or _rank(comparison) < _rank(best[place])):
            best[place] = comparison
    comparisons = list(best.values())
    return sorted(comparisons, key=_rank)


def _rank(comparison: Comparison) -> tuple[int, int, int, int, bool, int, str]:
    order = list(VERDICTS)
    return (
        comparison.beyond > 0,
        len([difference for difference in comparison.differences if not difference.marked]),
        -comparison.same,
        order.index(comparison.verdict) + ("body", "footnote", "dissent", "headnote").index(comparison.text.zone),
        "U.S.C." not in comparison.text.cite,
        -len(comparison.text.words.words),
        comparison.text.authority or "~" + comparison.text.title,
    )


def _compare(quoted: Quoted, text: Text, first: int, last: int) -> Comparison | None:
    """Compare a quotation with a stretch of a text; None if they share too little."""
    words, source = quoted.words.words, text.words.words
    begins = _begins_whole(words, source, first, last)
    if begins is not None:
        runs = [Run(0, begins, len(words))]
    else:
        seeds = _shared_words(words, source, first, last)
        runs = chain(runs_through(words, source, seeds), most_left_out=MOST_LEFT_OUT if quoted.gaps else _FEW_LEFT_OUT)
    same = sum(run.length for run in runs)
    written = max(1, len(words) - len(quoted.marked))
    longest = max((run.length for run in runs), default=0)
    if not runs or not (same >= 0.6 * written or (longest >= 7 and same >= 0.4 * written)):
        return None
    steps, beyond = _within(align(words, source, runs), text, len(source))
    differences, spaced = _differences(steps, quoted, text)
    changed = _changed(differences)
    if changed > max(1, 0.34 * (len(words) - beyond)) or longest < min(len(words), 3):
        return None
    first = next(step.from_ for step in steps if step.kind == EQUAL)
    last = [step.to for step in steps if step.kind == EQUAL][-1]
    aside = tuple(dict.fromkeys([*spaced, *_typography(quoted, text, first, last, differences)]))
    truncated = _is_truncated(quoted, text, first, last, differences)
    bracketed = bool(quoted.marked) and not differences
    share = changed / max(1, len(words) - beyond)
    return Comparison(text, first, last, same, beyond, differences, aside, truncated, bracketed, share)


def _changed(differences: tuple[Difference, ...]) -> int:
    """Count the words that differ without a mark; what is left out counts little, however long it is."""
    count = 0
    for difference in differences:
        if not difference.marked:
            words = max(len(difference.quoted.split()), len(difference.source.split()))
            count += min(3, words) if difference.kind == LEFT_OUT else words
    return count


def _begins_whole(words: tuple[str, ...], source: tuple[str, ...], first: int, last: int) -> int | None:
    """Find where a stretch has all the words of a quotation one after another."""
    opening, at = words[0] if words else "", first
    while opening and at < last:
        try:
            at = source.index(opening, at, last)
        except ValueError:
            return None
        if source[at : at + len(words)] == words:
            return at
        at += 1
    return None


def _shared_words(words: Sequence[str], source: Sequence[str], first: int, last: int) -> list[tuple[int, int]]:
    """Pair the words of a quotation with the same words of a stretch, but for words that come again and again in it."""
    places: dict[str, list[int]] = {}
    for there in range(first, last):
        places.setdefault(source[there], []).append(there)
    return [
        (here, there) for here, word in enumerate(words) for there in places.get(word, ()) if len(places[word]) <= 12
    ]


def _within(steps: list[Step], text: Text, length: int) -> tuple[list[Step], int]:
    """Set apart what lies beyond the ends of a passage that is not a whole text."""
    beyond = 0
    if text.whole:
        return steps, 0
    while steps and steps[0].kind in (ADDED, REPLACED) and steps[0].from_ <= 3 and steps[0].to <= 3:
        beyond += steps[0].last - steps[0].first
        steps = steps[1:]
        steps = steps[1:] if steps and steps[0].kind == LEFT_OUT else steps
    while (
        steps
        and steps[-1].kind in (ADDED, REPLACED)
        and steps[-1].to >= length - 3
        and steps[-1].last - steps[-1].first > 1
    ):
        beyond += steps[-1].last - steps[-1].first
        steps = steps[:-1]
    return steps, beyond


def _differences(steps: list[Step], quoted: Quoted, text: Text) -> tuple[tuple[Difference, ...], list[str]]:
    found: list[Difference] = []
    spaced: list[str] = []
    for group in _groups(steps):
        first, last = group[0].first, group[-1].last
        from_, to = group[0].from_, group[-1].to
        here, there = quoted.words.words[first:last], text.words.words[from_:to]
        if here and "".join(here) == "".join(there):
            spaced.append("spacing of words")
            continue
        if _bracketed_same(here, there, first, quoted):
            continue
        found.extend(_difference(step, quoted, text) for step in group)
    return tuple(found), spaced


def _groups(steps: list[Step]) -> Iterator[list[Step]]:
    group: list[Step] = []
    for step in steps:
        if step.kind == EQUAL:
            if group:
                yield group
            group = []
        else:
            group.append(step)
    if group:
        yield group


def _bracketed_same(here: tuple[str, ...], there: tuple[str, ...], first: int, quoted: Quoted) -> bool:
    return bool(here) and here == there and all(first + place in quoted.marked for place in range(len(here)))


def _difference(step: Step, quoted: Quoted, text: Text) -> Difference:
    step = _at_its_mark(step, quoted, text)
    here = quoted.words.slice(step.first, step.last)
    there = text.words.slice(step.from_, step.to)
    if step.kind == LEFT_OUT:
        marked = step.first in quoted.gaps or _citation_left_out(there, quoted)
    else:
        inside = all(place in quoted.marked for place in range(step.first, step.last))
        marked = inside or (step.kind == REPLACED and step.first in quoted.gaps and step.last - step.first == 0)
    if step.kind == LEFT_OUT and not marked:
        marked = _next_to_bracket(step, quoted)
    return Difference(step.kind, here, there, marked)


def _at_its_mark(step: Step, quoted: Quoted, text: Text) -> Step:
    """Slide what is left out to the ellipsis that marks it, where the words at its edges are the same either way."""
    if step.kind != LEFT_OUT or step.first in quoted.gaps:
        return step
    words, source = quoted.words.words, text.words.words
    for by in (-1, 1):
        at, from_, to = step.first, step.from_, step.to
        for _ in range(12):
            here, there = (at - 1, to - 1) if by < 0 else (at, from_)
            if not 0 <= here < len(words) or not 0 <= there < len(source) or words[here] != source[there]:
                break
            at, from_, to = at + by, from_ + by, to + by
            if at in quoted.gaps:
                return Step(LEFT_OUT, at, at, from_, to)
    return step


def _next_to_bracket(step: Step, quoted: Quoted) -> bool:
    """Words that a bracketed word stands for: "[he] fled" for "the young man fled"."""
    return step.to - step.from_ <= 12 and (step.first - 1 in quoted.marked or step.first in quoted.marked)


def _citation_left_out(words: str, quoted: Quoted) -> bool:
    said = {"citation", "footnote", "cleaned up"} & quoted.omits
    return bool(said) and re.search(r"\d", words) is not None


def _changes_sense(difference: Difference) -> bool:
    if difference.kind == ADDED or not difference.source:
        return bool(_SENSE & set(split_words(difference.quoted).words))
    removed = _SENSE & set(split_words(difference.source).words)
    return bool(removed - set(split_words(difference.quoted).words))


def _typography(
    quoted: Quoted, text: Text, first: int, last: int, differences: tuple[Difference, ...]
) -> Iterator[str]:
    """Say which normalisations made the words equal; none if the two are the same mark for mark."""
    if differences:
        return
    written = quoted.words.slice(0, len(quoted.words.words))
    source = text.words.slice(first, last)
    plain = re.sub(r"\*(?!\d)|(?<!\w)_+|_+(?!\w)", "", written)
    if plain != written:
        yield "emphasis"
        written = plain
    if re.sub(r"\s+", " ", written) == re.sub(r"\s+", " ", source):
        return
    one, other = plain_text(written), plain_text(source)
    if one == other:
        yield from _marks_that_differ(written, source)
        return
    yield from _marks_that_differ(written, source)
    if one.lower() == other.lower():
        yield "capitals"
        return
    if re.sub(r"[\W_]+", "", one) != re.sub(r"[\W_]+", "", other):
        yield "capitals"
    if re.sub(r"[^\w\s-]", "", one.lower()) != re.sub(r"[^\w\s-]", "", other.lower()) and one.count("-") != other.count(
        "-"
    ):
        yield "spacing of words"
    if re.sub(r"[\w\s\"'—-]+", "", one) != re.sub(r"[\w\s\"'—-]+", "", other):
        yield "punctuation"


def _marks_that_differ(written: str, source: str) -> Iterator[str]:
    if set(re.findall(r"[“”‘’\"']", written)) != set(re.findall(r"[“”‘’\"']", source)):
        yield "quotation marks"
    if set(re.findall(r"[—–‐‑]|--", written)) != set(re.findall(r"[—–‐‑]|--", source)):
        yield "dashes"
    if re.search(r"[-‐‑­]\s*\n", written) or re.search(r"[-‐‑­]\s*\n", source):
        yield "line ends"
    if re.search(r"\*\d", source):
        yield "star pages"


def _is_truncated(quoted: Quoted, text: Text, first: int, last: int, differences: tuple[Difference, ...]) -> bool:
    if differences or quoted.gaps or not quoted.raw.rstrip().endswith((".", "!", "?")):
        return False
    if last >= len(text.words.words):
        return False
    opening = quoted.raw.lstrip("“\"‘'[( ")[:1]
    begins = begins_sentence(text.words.text, text.words.starts[first])
    return opening.isupper() and begins and not ends_sentence(text.words.text, text.words.ends[last - 1])


def pages_agree(cited: str, found: str, *, slack: int = 0) -> bool:
    """Say whether a cited pinpoint and the page found agree within a slack of pages; nothing to compare agrees."""
    ours, theirs = pages_of(cited), pages_of(re.sub(r"hn\.\s?\d+(?:-\d+)?", "", found))
    if not ours or not theirs:
        return True
    return any(one.first <= other.last + slack and other.first - slack <= one.last for one in ours for other in theirs)
