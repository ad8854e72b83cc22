"""A few hundred claims answered at once: a bit for each claim, a whole number for each thing recorded.

The formulas of `wellfounded.claim.two_sided` are worked out once for all claims. Answers rest on rules alone: precedent
may settle what they leave open on the facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache, reduce
from operator import or_
from threading import Lock
from typing import NamedTuple, TypeAlias

from wellfounded.answer import Answer
from wellfounded.claim.formula import Steps
from wellfounded.claim.law_of_day import SOCIAL_GROUP, LawOfDay
from wellfounded.claim.model import NO, UNKNOWN_VALUES, YES, Claim, EnteredFinding, RecordedFact
from wellfounded.claim.record import Record
from wellfounded.claim.two_sided import OPEN, AnswerFormulas, Entered, Said, TwoSided
from wellfounded.law.library import Library
from wellfounded.rule import Choice, DayTest, Known, Name, evaluate

_BEST_FIRST = (Answer.MET, Answer.OPEN, Answer.NOT_MET)
_FILED_ON = "filed-on"
Sides: TypeAlias = tuple[int, int]


class ClaimAnswers:
    """The answers to every element and relief of some claims under one law, by rules alone.

    Attributes:
        law: the law.
        names: the elements and reliefs of the stage.
    """

    def __init__(self, law: LawOfDay, first_rows: Sequence[int], sides: Mapping[str, Sides], ranking: Sides) -> None:
        self.law, self.names = law, tuple(sides)
        self._sides, self._first_rows, self._ranking = sides, first_rows, ranking

    def answer(self, name: str, at: int) -> Answer:
        """Answer an element or relief for the claim at a position.

        Of several proposed groups, the one that comes furthest answers; what turns on the group, and every relief, is
        met if one group meets it.
        """
        first, until = self._first_rows[at], self._first_rows[at + 1]
        if until - first == 1:
            return _of_row(self._sides[name], first)
        turning = name not in self.law.elements or self.law.turns_on_the_group(name)
        ranking = self._sides[name] if turning else self._ranking
        best = min(range(first, until), key=lambda row: _BEST_FIRST.index(_of_row(ranking, row)))
        return _of_row(self._sides[name], best)

    def of_claim(self, at: int) -> dict[str, Answer]:
        """Return every answer of the claim at a position."""
        return {name: self.answer(name, at) for name in self.names}


def _of_row(sides: Sides, row: int) -> Answer:
    met, not_met = sides
    return Answer.MET if met >> row & 1 else Answer.NOT_MET if not_met >> row & 1 else Answer.OPEN


class ClaimPlanes:
    """What some claims record: read once, answered under any law.

    Each proposed group of a claim has a bit of its own, as has a claim without any.

    Attributes:
        claims: the claims.
        library: the library whose facts they record.
    """

    def __init__(self, claims: Iterable[Claim], library: Library) -> None:
        self.claims, self.library = tuple(claims), library
        self._first_rows = [0]
        self._values: dict[tuple[str, str], int] = {}
        self._known: dict[str, int] = {}
        self._days: list[tuple[int, Claim, dict[str, Answer | str | date]]] = []
        self._entered: list[tuple[int, int, EnteredFinding]] = []
        self._answered: dict[LawOfDay, ClaimAnswers] = {}
        self._compared: dict[tuple[DayTest, date], tuple[int, int]] = {}
        for claim in self.claims:
            first, groups = self._first_rows[-1], claim.groups or (None,)
            for number, group in enumerate(groups, 1):
                self._add(1 << (first + number - 1), number, claim, claim.facts_with(group))
            self._first_rows.append(first + len(groups))

    def _add(self, bit: int, number: int, claim: Claim, facts: Iterable[RecordedFact]) -> None:
        values, known = self._values, self._known
        days: dict[str, Answer | str | date] = {}
        for recorded in facts:
            fact, value = recorded.fact, recorded.value
            if isinstance(value, date):
                days[fact] = value
            elif value in UNKNOWN_VALUES:
                continue
            else:
                values[fact, value] = values.get((fact, value), 0) | bit
            known[fact] = known.get(fact, 0) | bit
        if days or claim.filed_on_day_asked:
            self._days.append((bit, claim, days))
        self._entered += ((bit, number, found) for found in claim.findings)

    def answers(self, law: LawOfDay) -> ClaimAnswers:
        """Answer every claim as if it stood under a law; claims under another law are to be asked about under that."""
        found = self._answered.get(law)
        if found is None:
            entered = frozenset(finding.finding for _, _, finding in self._entered)
            ready = _ready(self.library, entered, law)
            planes = ready.steps.work_out(_UnderLaw(self, law).plane, (1 << self._first_rows[-1]) - 1)
            sides = {name: (planes[side.met], planes[side.not_met]) for name, side in ready.answers.items()}
            ranking = (planes[ready.ranking.met], planes[ready.ranking.not_met])
            found = self._answered[law] = ClaimAnswers(law, self._first_rows, sides, ranking)
        return found

    def value(self, fact: str, value: str) -> int:
        """Return the claims that record a value."""
        return self._values.get((fact, value), 0)

    def known(self, fact: str, law: LawOfDay) -> int:
        """Return the claims of which a fact is known."""
        on_day_asked = (bit for bit, claim, _ in self._days if fact == _FILED_ON and claim.filed_on_day_asked)
        return reduce(or_, on_day_asked, self._known.get(fact, 0))

    def entered(self, law: LawOfDay) -> dict[tuple[str, Answer], int]:
        """Return the claims for which a finding was entered, by finding and answer; of two, the later one holds."""
        holding = {
            (bit, found.finding): found.answer
            for bit, number, found in self._entered
            if found.holds(on=law.on, circuit=law.forum.circuit, group=number)
        }
        planes: dict[tuple[str, Answer], int] = {}
        for (bit, finding), answer in holding.items():
            planes[finding, answer] = planes.get((finding, answer), 0) | bit
        return planes

    def compared(self, test: DayTest, law: LawOfDay) -> tuple[int, int]:
        """Return the claims whose days are so, and those whose days are known not to be so."""
        found = self._compared.get((test, law.on))
        if found is None:
            holidays = tuple(self.library.vocabulary.holidays.values())
            planes = dict.fromkeys(Answer, 0)
            for bit, claim, days in self._days:
                asked = {**days, _FILED_ON: law.on} if claim.filed_on_day_asked else days
                planes[evaluate(test, Record(asked, holidays))] |= bit
            found = self._compared[test, law.on] = (planes[Answer.MET], planes[Answer.NOT_MET])
        return found


class _UnderLaw:
    """The planes of recorded claims for the law of one day and place."""

    def __init__(self, recorded: ClaimPlanes, law: LawOfDay) -> None:
        self._recorded, self._law = recorded, law
        self._entered = recorded.entered(law)

    def plane(self, leaf: Said | Entered) -> int:
        """Return the claims of which a leaf holds."""
        if isinstance(leaf, Entered):
            answers = list(Answer) if leaf.answer is None else [Answer.MET if leaf.answer else Answer.NOT_MET]
            return reduce(or_, (self._entered.get((leaf.finding, answer), 0) for answer in answers))
        match leaf.atom:
            case Name(fact):
                return self._recorded.value(fact, YES if leaf.yes else NO)
            case Choice(fact, value):
                return self._recorded.value(fact, value)
            case Known(fact):
                return self._recorded.known(fact, self._law)
            case DayTest() as test:
                return self._recorded.compared(test, self._law)[0 if leaf.yes else 1]
        raise TypeError(f"{leaf.atom} is no leaf.")


class _Ready(NamedTuple):
    """A law written as formulas: its answers, the element by which groups rank, and the steps to all of them."""

    answers: Mapping[str, TwoSided]
    ranking: TwoSided
    steps: Steps


_WRITING = Lock()


def _ready(library: Library, entered: frozenset[str], law: LawOfDay) -> _Ready:
    with _WRITING:
        return _written(_formulas(library, entered), law)


@lru_cache(maxsize=8)
def _formulas(library: Library, entered: frozenset[str]) -> AnswerFormulas:
    return AnswerFormulas(library, entered=sorted(entered))


@lru_cache(maxsize=256)
def _written(formulas: AnswerFormulas, law: LawOfDay) -> _Ready:
    answers = formulas.answers(law)
    ranking = formulas.element(law, SOCIAL_GROUP) if SOCIAL_GROUP in law.elements else OPEN
    wanted = (side for sides in (*answers.values(), ranking) for side in sides)
    return _Ready(answers, ranking, Steps(formulas.formulas, wanted))
