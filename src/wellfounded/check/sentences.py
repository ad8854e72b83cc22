"""The sentences of a document, with their places, and what a statement is compared with."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from wellfounded.check.citation_finding import CitationFinding
from wellfounded.check.material import Material
from wellfounded.check.record import OfficeHolder
from wellfounded.forum import Forum
from wellfounded.law.library import first_day
from wellfounded.law.model import Authority

VERDICTS: dict[str, str] = {
    "true": "the record says the same",
    "false": "the record says otherwise",
    "imprecise": "the record says something narrower, or in other words that matter",
    "open": "nothing in the record settles it",
    "opinion": "it is a judgement, which a record cannot settle",
}
NEWS_DAYS = 14
_BREAK = re.compile(r"(?<=[.?!])[”\"’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n\s*\n")
_SHORT = re.compile(
    r"(?:\b(?:v|vs|No|Nos|Mr|Ms|Mrs|Dr|Inc|Co|Dec|Cir|Fed|Reg|Supp|Gen|Sec|sec|art|Jr|Sr|St|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Oct|Nov|U\.S|"
    r"Rep|D\.C|I\.N\.A|e\.g|i\.e|cf|Cf|See|Id|id|al|seq|Pub|Stat|App)|(?<!- )\b[A-Z]|&\s?N)\.$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, where it stands, and the paragraph it belongs to."""

    text: str
    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class StatementFinding:
    """A statement about a ruling, and what the record says of it.

    Attributes:
        text, start, end: the sentence and where it stands.
        verdict: one of `VERDICTS`.
        reason: why, in one sentence.
        evidence: where that was read.
        rule: the rule that understood it.
        topic, word: what it is about, and the word that decides, so that several reports can be set side by side.
    """

    text: str
    start: int
    end: int
    verdict: str
    reason: str
    evidence: str
    rule: str
    topic: str = ""
    word: str = ""


@dataclass(frozen=True)
class Context:
    """What the statements of a document are compared with.

    Attributes:
        text: the document's text.
        sentences: its sentences.
        citations: its citations, judged.
        material: the library, the index, the texts and the record.
        day: the document's own day, or the day asked.
        forum: the forum asked about.
        quotations: where its quotations stand; what others are quoted as saying is not the document's statement.
    """

    text: str
    sentences: tuple[Sentence, ...]
    citations: tuple[CitationFinding, ...]
    material: Material
    day: date
    forum: Forum
    quotations: tuple[tuple[int, int], ...] = ()

    def quoted(self, sentence: Sentence) -> bool:
        """Say whether a sentence is for the most part quoted."""
        first = max(0, bisect_left(self.quotations, (sentence.start, 0)) - 2)
        inside = 0
        for start, end in self.quotations[first:]:
            if start >= sentence.end:
                break
            inside += max(0, min(end, sentence.end) - max(start, sentence.start))
        return inside > 0.5 * (sentence.end - sentence.start)

    def sentence_at(self, place: int) -> Sentence | None:
        """Find the sentence in which a place stands."""
        at = bisect_right(self._sentence_starts, place) - 1
        return self.sentences[at] if at >= 0 and place < self.sentences[at].end else None

    def paragraph_end(self, sentence: Sentence) -> int:
        """Return where the paragraph of a sentence ends."""
        at = bisect_right(self._paragraphs, sentence.paragraph) - 1
        return self.sentences[at].end

    @cached_property
    def _paragraphs(self) -> list[int]:
        return [sentence.paragraph for sentence in self.sentences]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _starts(self) -> list[int]:
        return [finding.citation.start for finding in self.citations]

    def cited_in(self, start: int, end: int) -> list[CitationFinding]:
        """List the citations of authorities with a page between two places."""
        place = bisect_left(self._starts, start)
        found = []
        while place < len(self.citations) and self.citations[place].citation.start < end:
            if self.citations[place].authority is not None:
                found.append(self.citations[place])
            place += 1
        return found

    def holder_in(self, words: str) -> OfficeHolder | None:
        """Find the office holder whom words name, by name or by office, on the document's day."""
        holders = self.material.facts.office_holders
        named = [holder for holder in holders if re.search(rf"\b{holder.name}(?:['’]s?)?\b", words)]
        if named:
            return named[-1]
        if not re.search(r"\b[Aa]ttorney [Gg]eneral\b", words):
            return None
        return next(
            (
                holder
                for holder in holders
                if holder.from_day <= self.day and (holder.until_day is None or self.day < holder.until_day)
            ),
            None,
        )

    @cached_property
    def spoken_of(self) -> frozenset[str]:
        """The ids of the authorities the document cites."""
        return frozenset(finding.authority.id for finding in self.citations if finding.authority)

    @cached_property
    def ruling(self) -> Authority | None:
        """The ruling a report is about: the one precedent decision of an office it names, made in the days before."""
        return self._ruling()

    def _ruling(self) -> Authority | None:
        if self.holder_in(self.text) is None:
            return None
        found = [
            authority
            for authority in self.material.library.authorities.values()
            if authority.by == "attorney-general"
            and authority.kind == "decision"
            and authority.precedential
            and authority.treatments
            and 0 <= (self.day - first_day(authority)).days <= NEWS_DAYS
        ]
        return found[0] if len(found) == 1 else None

    def person_in(self, words: str) -> tuple[str, str] | None:
        """Find a person of a known case in words: the name and the authority made in the case."""
        for case in self.material.facts.cases:
            for name in case.persons:
                if re.search(rf"\b{name}\b", words):
                    return name, case.authority
        return None

    def name(self, authority: str) -> str:
        """Name an authority for a reader."""
        found = self.material.library.authorities.get(authority)
        return f"{found.name}, {found.cite}" if found else authority


def said(
    context: Context,
    sentence: Sentence,
    verdict: str,
    reason: str,
    evidence: str,
    rule: str,
    *,
    topic: str = "",
    word: str = "",
) -> StatementFinding:
    """Make the finding on a sentence."""
    return StatementFinding(sentence.text, sentence.start, sentence.end, verdict, reason, evidence, rule, topic, word)


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Split a text into sentences; headings and list items end where their paragraph ends."""
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[Sentence]:
    start = paragraph = 0
    for match in _BREAK.finditer(text):
        broken = "\n\n" in re.sub(r"[ \t\f]", "", match[0])
        if not broken and _SHORT.search(text[max(start, match.start() - 12) : match.start()]):
            continue
        end = match.start() + len(match[0]) - len(match[0].lstrip("”\"’')]"))
        if text[start:end].strip():
            yield _sentence(text, start, end, paragraph)
        start = match.end()
        paragraph += broken
    if text[start:].strip():
        yield _sentence(text, start, len(text), paragraph)


def _sentence(text: str, start: int, end: int, paragraph: int) -> Sentence:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return Sentence(text[start:end], start, end, paragraph)


def one_of(words: Sequence[str]) -> str:
    """Write a pattern for any of several words or phrases, blanks and line ends alike."""
    ordered = sorted(words, key=len, reverse=True)
    return r"\b(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + r")\b"
