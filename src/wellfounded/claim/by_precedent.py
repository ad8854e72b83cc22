"""What precedent settles in an assessment: elements that rules leave open on the facts, only where it forces them."""

from __future__ import annotations

from functools import lru_cache

from wellfounded.answer import Answer
from wellfounded.claim.law_of_day import LawOfDay
from wellfounded.claim.precedent import kinds_of
from wellfounded.claim.ready import answer_of
from wellfounded.claim.record import Record
from wellfounded.claim.result import NEITHER, Reading
from wellfounded.law.library import Library
from wellfounded.precedent.calendar import last_change
from wellfounded.precedent.constraint import Forced
from wellfounded.precedent.decided import decided_ids, load_base
from wellfounded.precedent.model import Factor, FactorBase
from wellfounded.precedent.question import Constrained, Situation, ask, forced
from wellfounded.precedent.scope import decided_issues

_SETTLED = {Forced.ASKING: Answer.MET, Forced.OPPOSING: Answer.NOT_MET}


@lru_cache(maxsize=4)
def precedent_base(library: Library) -> FactorBase | None:
    """Return the base of decided cases, or None for a library that lacks authorities they belong to."""
    return load_base(library) if all(case in library.authorities for case in decided_ids()) else None


def by_precedent(law: LawOfDay, record: Record) -> ByPrecedent | None:
    """Return what precedent says of a record, if the library has the decided cases."""
    base = precedent_base(law.library)
    return None if base is None else ByPrecedent(law, base, record)


class ByPrecedent:
    """Precedent on the elements of one record; an element is asked only when rules leave it open on the facts."""

    __slots__ = ("_elements", "base", "law", "record")

    def __init__(self, law: LawOfDay, base: FactorBase, record: Record) -> None:
        self.law, self.base, self.record = law, base, record
        self._elements = elements_decided(base)

    def settled(self, element: str, found: Reading) -> Reading:
        """Take what precedent forces where rules leave an element open on the facts; else leave it as it is.

        Where three-valued logic alone does not answer the element exactly (see `ExactElements`), rules come first.
        """
        if element not in self._elements or not self._exactly_open(element):
            return found
        answer = _SETTLED.get(self.forced(element))
        return found if answer is None else Reading(answer, NEITHER, found.by_test, (), by_precedent=True)

    def forced(self, element: str) -> Forced:
        """Say for whom precedent forces an element, whatever rules say of it."""
        issue = self._elements.get(element)
        if issue is None:
            return Forced.OPEN
        on = last_change(self.base, self.law.library, issue, self.law.on)  # many days then share what they gather
        return forced(self.base, self.law.library, self.situation(issue), issue, on=on, forum=self.law.forum)

    def _exactly_open(self, element: str) -> bool:
        bearing = self.law.facts_of(element)
        exact = self.law.library.vocabulary.exact_facts
        return all(self.record.is_known(fact) for fact in exact if fact in bearing)

    def situation(self, issue: str) -> Situation:
        """Return the factors of the record on an issue."""
        if issue not in self.record.situations:
            answers = {factor.id: _answer(factor, self.record) for factor in self.base.factors_on(issue)}
            present = frozenset(name for name, answer in answers.items() if answer is Answer.MET)
            excluded = {name for factor in present for name in self.base.factors[factor].excludes}
            self.record.situations[issue] = Situation(
                present,
                frozenset(name for name, answer in answers.items() if answer is Answer.OPEN and name not in excluded),
                kinds_of(self.base, self.record),
            )
        return self.record.situations[issue]

    def told(self, element: str) -> Constrained:
        """Tell in full what precedent says of an element."""
        issue = self._elements[element]
        return ask(self.base, self.law.library, self.situation(issue), issue, on=self.law.on, forum=self.law.forum)


@lru_cache(maxsize=4)
def elements_decided(base: FactorBase) -> dict[str, str]:
    """List the elements that decided cases can settle, each with its issue."""
    return {base.issues[issue].element: issue for issue in decided_issues(base) if base.issues[issue].element}


def _answer(factor: Factor, record: Record) -> Answer:
    return Answer.OPEN if factor.present_when is None else answer_of(factor.present_when, record)


def reason(found: Constrained, base: FactorBase) -> str:
    """Say in one sentence that precedent settles what rules leave open."""
    assert found.answer.side is not None
    cases = "; ".join(f"{one.placed.case.name}, {one.placed.case.citation}" for one in found.by)
    return (
        f"Rules leave this open; precedent that binds here forces it for the {base.sides[found.answer.side]}: {cases}. "
        "`wellfounded precedent` tells it step by step."
    )
