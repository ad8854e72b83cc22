"""Where the law of two days, or of two libraries, differs: the elements whose test or precedent is another."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from wellfounded.claim.by_precedent import elements_decided, precedent_base
from wellfounded.claim.law_of_day import LawOfDay, law_of_day
from wellfounded.claim.read_once import ReadOnce
from wellfounded.forum import Forum
from wellfounded.law.calendar import element_days, like_filing_day
from wellfounded.law.library import Library
from wellfounded.law.model import LegalTest
from wellfounded.precedent.calendar import last_change, precedent_days
from wellfounded.precedent.scope import counting, placed_rulings
from wellfounded.rule import Rule, names

Law = tuple[Library, date]


@dataclass(frozen=True, slots=True, eq=False)
class LawMoves:
    """The law before and after for claims in one forum that were filed in one span of days.

    Attributes:
        was, now: the two laws.
        asked: the elements asked at the stage.
        moving: those of them whose governing tests differ.
        precedent: those of them on which precedent differs.
    """

    was: LawOfDay
    now: LawOfDay
    asked: tuple[str, ...]
    moving: frozenset[str]
    precedent: frozenset[str]

    def is_tested(self, element: str) -> bool:
        """Say whether tests decide an element, and not its parts."""
        return self.now.element(element).made_of is None


def law_moves(read: ReadOnce, forum: Forum, *, before: Law, after: Law) -> LawMoves:
    """Compare the law for a claim.

    Raises:
        NoAssessment: if a library does not cover its day, or no claim is assessed in the forum.
    """
    was, now = (_filed_alike(library, read.filed(on)) for library, on in (before, after))
    return _law_moves(before, after, forum, was, now)


def _filed_alike(library: Library, filed: date | None) -> date | None:
    return like_filing_day(library, filed) if filed is not None else None


@lru_cache(maxsize=1_000)
def _law_moves(before: Law, after: Law, forum: Forum, was_filed: date | None, now_filed: date | None) -> LawMoves:
    was, now = law_of_day(*before, forum, was_filed), law_of_day(*after, forum, now_filed)
    asked = tuple(dict.fromkeys(name for relief in now.reliefs() for name in now.elements_of(relief)))
    asked = tuple(name for name in asked if name in was.elements)
    precedent = {name for library, _ in (before, after) for name in _by_precedent(library)}.intersection(asked)
    if _reads_otherwise(was, now):
        return LawMoves(was, now, asked, frozenset(asked), frozenset(precedent))
    tested = {name for name in asked if now.element(name).made_of is None and _may_move(name, before, after)}
    moving = {name for name in tested if _tests(was, name) != _tests(now, name) or _asks_otherwise(was, now, name)}
    precedent = {name for name in precedent if _precedent_moves(name, before, after, forum)}
    return LawMoves(was, now, asked, frozenset(moving), frozenset(precedent))


def _reads_otherwise(was: LawOfDay, now: LawOfDay) -> bool:
    """Say whether two libraries differ in what any rule over facts may rest on: legal holidays, or the exact facts."""
    one, other = (law.library.vocabulary for law in (was, now))
    exact = [[(fact, words.facts[fact].choices) for fact in words.exact_facts] for words in (one, other)]
    return one is not other and (dict(one.holidays) != dict(other.holidays) or exact[0] != exact[1])


def _asks_otherwise(was: LawOfDay, now: LawOfDay, element: str) -> bool:
    """Say whether two libraries answer a finding of an element by other rules."""
    if was.library is now.library:
        return False
    asked = {name for rule in now.rules_of(element) for name in names(rule)}
    return any(_rules(was, name) != _rules(now, name) for name in asked)


def _rules(law: LawOfDay, finding: str) -> tuple[Rule | None, ...]:
    found = law.findings.get(finding)
    return (found.met_when, found.not_met_when) if found else ()


def _may_move(element: str, before: Law, after: Law) -> bool:
    return before[0] is not after[0] or _any_between(element_days(before[0], element), before[1], after[1])


def _any_between(days: tuple[date, ...], one: date, other: date) -> bool:
    return bisect_right(days, one) != bisect_right(days, other)


def _tests(law: LawOfDay, element: str) -> tuple[LegalTest | None, ...]:
    found = law.test(element)
    return (found.test, *found.beside, *found.perhaps)


def _by_precedent(library: Library) -> dict[str, str]:
    """List the elements that precedent can settle, each with its issue."""
    base = precedent_base(library)
    return elements_decided(base) if base is not None else {}


def _precedent_moves(element: str, before: Law, after: Law, forum: Forum) -> bool:
    return _may_be_other_precedent(element, before, after) and (
        _precedent(element, before, forum) != _precedent(element, after, forum)
    )


def _may_be_other_precedent(element: str, before: Law, after: Law) -> bool:
    library, base = before[0], precedent_base(before[0])
    issue = _by_precedent(library).get(element)
    if library is not after[0] or base is None or issue is None:
        return True
    return _any_between(precedent_days(base, library, issue), before[1], after[1])


def _precedent(element: str, law: Law, forum: Forum) -> object:
    """Return what precedent rests on: every ruling with its standing and rank, and each factor as it counts."""
    library, base = law[0], precedent_base(law[0])
    issue = _by_precedent(library).get(element)
    if base is None or issue is None:
        return None
    on = last_change(base, library, issue, law[1])
    placed = placed_rulings(base, library, issue, on=on, forum=forum)
    counts = counting(base, library, issue, on=on, forum=forum)
    return [(one.case, one.standing, one.rank) for one in placed], counts, base.factors_on(issue)
