"""A quotation as written: its words, what its writer marked as changed, and what is quoted at all in a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wellfounded.check.words import Words, split_words

ELLIPSIS = re.compile(r"\[\s*(?:\.\s?){3,4}\]|\[\s*…\s*\]|(?:\s?\.){3,4}(?=[\s”\"’\w]|$)|\s?…(?:\s?\.)?|\*\s\*\s\*")
_REMARK = re.compile(
    r"\[(?:sic|emphasis[^\]]*|citations?[^\]]*|footnotes?[^\]]*|internal[^\]]*|alterations?[^\]]*|omitted)\]",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\[([^\[\]]{0,200})\]")
_OMITS = re.compile(r"(citations?|footnotes?|quotation marks|cleaned up|emphasis|alterations?)", re.IGNORECASE)
_AFTER = re.compile(
    r"[\s.,;”\"’)]*(?:[^()\n]{0,160}?\()?[^()\n]{0,60}(?:omitted|added|cleaned up|original)[^()\n]{0,60}\)"
)
_OPEN, _CLOSE = "“", "”"
LONGEST = 12_000


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage in quotation marks, or a block quotation, where it stands in the document (without the marks)."""

    text: str
    start: int
    end: int
    block: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation ready to be compared.

    Attributes:
        words: its words, square brackets opened and ellipses taken out.
        marked: the places of words that stand in square brackets, wholly or partly.
        gaps: the places of words before which something is marked as left out.
        omits: what the parenthetical after it says was left out or added ("citations", "emphasis").
        raw: the words as written.
    """

    words: Words
    marked: frozenset[int]
    gaps: frozenset[int]
    omits: frozenset[str]
    raw: str


def prepare(raw: str, after: str = "") -> Quoted:
    """Read what the writer of a quotation marked in it.

    Args:
        raw: the quotation as written.
        after: what follows it in the document ("(citations omitted)").
    """
    text = _REMARK.sub("", raw)
    pieces: list[str] = []
    brackets: list[tuple[int, int]] = []
    holes: list[int] = []
    at = length = 0
    for match in re.finditer(rf"{ELLIPSIS.pattern}|{_BRACKET.pattern}", text):
        pieces.append(text[at : match.start()])
        length += match.start() - at
        inside = match[match.lastindex] if match.lastindex else None
        if inside is None:
            holes.append(length)
            pieces.append(" ")
            length += 1
        else:
            brackets.append((length, length + max(1, len(inside))))
            pieces.append(inside)
            length += len(inside)
        at = match.end()
    pieces.append(text[at:])
    words = split_words("".join(pieces))
    marked = _bracketed(words, brackets)
    gaps = {sum(1 for end in words.ends if end <= hole) for hole in holes}
    remark = _AFTER.match(after)
    omits = frozenset(found.lower().rstrip("s") for found in _OMITS.findall(remark[0])) if remark else frozenset()
    return Quoted(words, frozenset(marked), frozenset(gaps), omits, raw)


def _bracketed(words: Words, brackets: list[tuple[int, int]]) -> set[int]:
    """Find the words that stand in square brackets, wholly or partly; an empty pair marks the word it stands in."""
    found = set()
    for place, (start, end) in enumerate(zip(words.starts, words.ends, strict=True)):
        if any(
            begin <= end and start <= stop and ((begin < end and start < stop) or begin == end)
            for begin, stop in brackets
        ):
            found.add(place)
    return found


def find_quotations(text: str, blocks: tuple[tuple[int, int], ...] = ()) -> list[Quotation]:
    """Find every passage in quotation marks and every block quotation, in order; nested marks belong to the outer ones.

    Args:
        text: the document's text.
        blocks: where its block quotations stand.
    """
    found = [Quotation(text[start:end].strip(), *_stripped(text, start, end), block=True) for start, end in blocks]
    for quotation in _marked(text):
        if not any(block.start <= quotation.start and quotation.end <= block.end for block in found[: len(blocks)]):
            found.append(quotation)
    return sorted(found, key=lambda quotation: quotation.start)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    passage = text[start:end]
    return start + len(passage) - len(passage.lstrip()), end - (len(passage) - len(passage.rstrip()))


def _marked(text: str) -> Iterator[Quotation]:
    at = 0
    for paragraph in re.split(r"(\n\s*\n)", text):
        if not paragraph.isspace():
            yield from _in_paragraph(text, at, at + len(paragraph))
        at += len(paragraph)


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Quotation]:
    opened: int | None = None
    depth = 0
    for match in re.finditer(r"[“”\"]", text[start:end]):
        at, mark = start + match.start(), match[0]
        if mark == '"':
            mark = _side(text, at, opened is not None)
        if mark == _OPEN:
            if opened is None:
                opened = at + 1
            elif text[at] == _OPEN:
                depth += 1
        elif opened is not None:
            if depth:
                depth -= 1
            else:
                if at - opened <= LONGEST and text[opened:at].strip():
                    yield Quotation(text[opened:at], opened, at)
                opened = None
    if opened is not None and end - opened <= LONGEST and _continues(text, end):
        yield Quotation(text[opened:end].rstrip(), opened, end)


def _continues(text: str, end: int) -> bool:
    """Tell a quotation that runs over several paragraphs: each next one opens again."""
    return text[end : end + 40].lstrip()[:1] in (_OPEN, '"')


def _side(text: str, at: int, is_open: bool) -> str:
    """Tell whether a straight quotation mark opens or closes."""
    before = text[at - 1 : at] if at else ""
    after = text[at + 1 : at + 2]
    if not before or before.isspace() or before in "([—–-/":
        return _OPEN if after and not after.isspace() else _CLOSE
    if not after or after.isspace() or after in ".,;:)]?!—–-":
        return _CLOSE
    return _CLOSE if is_open else _OPEN
