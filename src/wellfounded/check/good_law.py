"""Good law: the standing of each cited authority, on the day asked and on the document's own day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from wellfounded.check.citation_finding import CitationFinding
from wellfounded.check.words import word_set
from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.law.model import Authority
from wellfounded.law.status import Status, status

_WORD = re.compile(r"[a-z]{4,}")
_EMPTY = word_set(
    "group groups test overall that this with from what must have they social particular which standard",
    "asylum court immigration decision case cases other than under rule rules board general statement only",
    "when alone person persons applicant applicants application about also into were been being shall would",
    "could their there these those upon defined formulation meaning effect same single kind kinds",
)
_REACH = 260
_NOT_FOUND = frozenset(("impossible", "no_such_page", "name_differs"))


@dataclass(frozen=True, slots=True)
class Standing:
    """The standing of a cited authority.

    Attributes:
        issue: the issue it seems to be cited for, from the words around it; None means all issues.
        issue_named: whether the library's page of the authority speaks to that issue.
        status: its status on the day asked.
        then: its status on the document's own day, where that differs.
        displaced_by: what displaced it, and when.
    """

    issue: str | None
    issue_named: bool
    status: Status
    then: Status | None
    displaced_by: tuple[tuple[str, date], ...]

    @property
    def falls(self) -> bool:
        """Whether it does not stand on the day asked."""
        return self.status.stands is False


class GoodLaw:
    """Asks the library for the standing of authorities, each question once."""

    def __init__(self, library: Library, *, on: date, forum: Forum, dated: date | None) -> None:
        self._library = library
        self._on = on
        self._forum = forum
        self._dated = dated
        self._answers: dict[tuple[str, str | None, date], Status] = {}
        self._terms = _issue_terms(library)

    def standing(self, finding: CitationFinding, text: str) -> Standing | None:
        """Say how a cited authority stands; None for what the library has no page of, or is not what was named."""
        authority = finding.authority
        if authority is None or (finding.verdict in _NOT_FOUND and not _found_by_name(finding)):
            return None
        issue, named = self._cited_for(authority, finding, text)
        asked = issue if named else None
        now = self._status(authority, asked, self._on)
        then = self._status(authority, asked, self._dated) if self._dated and self._dated != self._on else None
        differs = then is not None and (then.word, then.stands) != (now.word, now.stands)
        return Standing(issue, named, now, then if differs else None, _displacing(self._library, authority, now))

    def _status(self, authority: Authority, issue: str | None, day: date) -> Status:
        key = (authority.id, issue, day)
        if key not in self._answers:
            self._answers[key] = status(self._library, authority, on=day, forum=self._forum, issue=issue)
        return self._answers[key]

    def _cited_for(self, authority: Authority, finding: CitationFinding, text: str) -> tuple[str | None, bool]:
        """Infer the issue from the sentence before a citation, only where one issue is named more than any other."""
        start = max(0, finding.citation.start - _REACH)
        stretch = text[start : finding.citation.start]
        sentence = re.split(r"(?<=[.?!”])\s+(?=[A-Z“])|\n\s*\n", stretch)[-1]
        words = frozenset(_WORD.findall((sentence or stretch).lower()))
        if not words:
            return None, True
        own = {holding.issue for holding in authority.holdings}
        mine = _best(words, {issue: self._terms[issue] for issue in own if issue in self._terms})
        if mine is not None:
            return mine, True
        other = _best(words, self._terms, least=2)
        return (other, False) if other is not None and own else (None, True)


def _found_by_name(finding: CitationFinding) -> bool:
    """Whether only the page is wrong: no decision begins there, and the one of this name was found elsewhere."""
    return finding.verdict == "name_differs" and finding.resolution.decision is None and finding.decision is not None


def _best(words: frozenset[str], terms: dict[str, frozenset[str]], *, least: int = 1) -> str | None:
    scored = sorted(((len(words & named), issue) for issue, named in terms.items()), reverse=True)
    if not scored or scored[0][0] < least:
        return None
    if len(scored) > 1 and scored[1][0] == scored[0][0]:
        return None
    return scored[0][1]


@lru_cache(maxsize=4)
def _issue_terms(library: Library) -> dict[str, frozenset[str]]:
    return {
        issue.id: frozenset(_WORD.findall(f"{issue.id.replace('-', ' ').replace('.', ' ')} {issue.name}".lower()))
        - _EMPTY
        for issue in library.vocabulary.issues.values()
    }


def _displacing(library: Library, authority: Authority, now: Status) -> tuple[tuple[str, date], ...]:
    """List what displaced an authority, latest first, from its history."""
    if now.stands is True and now.word in ("good-law", "reinstated", "not-yet-effective"):
        return ()
    kinds = library.vocabulary.treatments
    found = [
        (step.authority, step.on)
        for step in now.because
        if step.how in kinds and kinds[step.how].displaces and step.authority != authority.id
    ]
    return tuple(dict.fromkeys(reversed(found)))
