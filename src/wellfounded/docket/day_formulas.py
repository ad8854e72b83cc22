"""The answers of a whole table as formulas, on several days: each row under the law of its stage, circuit and filing.

Where the laws give an element different formulas, each is joined by AND to the rows of its classes, and they are joined
by OR. What is the same on two days, or in two circuits, is the same formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from wellfounded.claim.formula import ALWAYS, NEVER, Formula, Supposed
from wellfounded.claim.law_of_day import SOCIAL_GROUP, LawOfDay
from wellfounded.claim.two_sided import OPEN, AnswerFormulas, Said, TwoSided
from wellfounded.docket.caseload import Caseload
from wellfounded.docket.plans import Class, facts_read
from wellfounded.law.library import Library
from wellfounded.rule import names


class Where(NamedTuple):
    """A leaf: a condition on a row, in SQL, that is never NULL."""

    condition: str


@dataclass(frozen=True, slots=True)
class DayFormulas:
    """The answers on one day.

    Attributes:
        on: the day.
        answers: for each element and relief, where it is met and where it is not met.
        asked: for each, the rows at whose stage it is asked.
        ranking: the element by which proposed groups rank, asked or not.
    """

    on: date
    answers: Mapping[str, TwoSided]
    asked: Mapping[str, Formula]
    ranking: TwoSided


class TableFormulas:
    """The formulas of a table of claims under a library.

    Attributes:
        formulas: where they are kept.
        days: the answers of each day.
    """

    def __init__(self, library: Library, caseload: Caseload, found: Sequence[Class], days: Sequence[date]) -> None:
        self._library, self._caseload, self._classes = library, caseload, tuple(found)
        self._written = AnswerFormulas(library, entered_for_all=caseload.findings)
        self.formulas = self._written.formulas
        self._has = {*caseload.has, *(fact.id for fact in caseload.facts)}
        self._lacking = Supposed(self.formulas, dict.fromkeys(self._leaves_lacking(), False))
        self._rows = self._rows_of_classes()
        self.days = tuple(map(self._day, days))

    def known(self, fact: str) -> Formula:
        """Write whether a fact is known."""
        return self._written.known(fact) if fact in self._has else NEVER

    def turns_on_the_group(self, name: str) -> bool:
        """Say whether an element rests on whether a proposed group qualifies; every relief does."""
        law = self._laws(self.days[0].on)[0]
        return name not in law.elements or law.turns_on_the_group(name)

    def open_in(self, day: DayFormulas, name: str) -> Formula:
        """Write where an element or relief is asked and open."""
        answered = self.formulas.any_of(day.answers[name])
        return self.formulas.all_of((day.asked[name], self.formulas.negation(answered)))

    def open_for_want_of(self, day: DayFormulas) -> dict[str, Formula]:
        """Write, for each fact, where it is not known and an element is open that is decided by tests that read it."""
        reading: dict[str, dict[str, list[Formula]]] = {}
        for law, rows in zip(self._laws(day.on), self._rows, strict=True):
            for name in day.answers:
                if name in law.elements and law.element(name).made_of is None:
                    for fact in facts_read(law, name, entered=self._caseload.findings):
                        reading.setdefault(fact, {}).setdefault(name, []).append(rows)
        formulas = self.formulas
        return {
            fact: formulas.all_of(
                (
                    formulas.negation(self.known(fact)),
                    formulas.any_of(
                        formulas.all_of((self._together(rows), self.open_in(day, name)))
                        for name, rows in elements.items()
                    ),
                )
            )
            for fact, elements in reading.items()
        }

    def _laws(self, on: date) -> list[LawOfDay]:
        return [one.law(self._library, on) for one in self._classes]

    def _leaves_lacking(self) -> Iterator[Formula]:
        """List the leaves about facts that the table has no column for."""
        for name, leaf in self.formulas.leaves.items():
            if isinstance(name, Said) and not self._has.issuperset(names(name.atom)):
                yield leaf

    def _rows_of_classes(self) -> list[Formula]:
        """Write which rows are of each class, leaving out what is so of all of them."""
        conditions = [one.conditions(has=self._has) for one in self._classes]
        of_all = set(conditions[0]).intersection(*conditions)
        return [
            self.formulas.all_of(self.formulas.leaf(Where(said)) for said in listed if said not in of_all)
            for listed in conditions
        ]

    def _day(self, on: date) -> DayFormulas:
        laws = self._laws(on)
        of_classes = [self._written.answers(law) for law in laws]
        asked = dict.fromkeys(name for answers in of_classes for name in answers)
        ranks = SOCIAL_GROUP in self._library.vocabulary.elements
        return DayFormulas(
            on,
            {name: self._merged([answers.get(name) for answers in of_classes]) for name in asked},
            {
                name: self._together(
                    rows for rows, answers in zip(self._rows, of_classes, strict=True) if name in answers
                )
                for name in asked
            },
            self._merged([self._written.element(law, SOCIAL_GROUP) if ranks else OPEN for law in laws]),
        )

    def _merged(self, of_classes: Sequence[TwoSided | None]) -> TwoSided:
        """Write the answers of all rows; None for classes that are not asked."""
        alike: dict[TwoSided, list[Formula]] = {}
        for sides, rows in zip(of_classes, self._rows, strict=True):
            alike.setdefault(sides or OPEN, []).append(rows)
        formulas = self.formulas
        return TwoSided(
            *(
                formulas.any_of(
                    formulas.all_of((self._together(rows), formulas.supposing(sides[side], self._lacking)))
                    for sides, rows in alike.items()
                )
                for side in (0, 1)
            )
        )

    def _together(self, rows: Iterable[Formula]) -> Formula:
        """Write the rows of several classes; of all classes, every row."""
        kept = list(rows)
        return ALWAYS if len(kept) == len(self._classes) else self.formulas.any_of(kept)
