"""What a claim records, in the form in which rules over facts read it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from wellfounded.answer import Answer
from wellfounded.claim.model import NO, YES, RecordedFact
from wellfounded.law.holidays import next_working_day
from wellfounded.law.model import LegalHoliday
from wellfounded.rule import Day, FactDay, FixedDay, YearsAfter

if TYPE_CHECKING:
    from wellfounded.precedent.question import Situation

_ANSWERS = {YES: Answer.MET, NO: Answer.NOT_MET}


class Record:
    """The known facts of a claim, for one proposed group; what is not known is simply absent.

    Attributes:
        situations: the factors they show, by issue, as far as precedent was asked (see `by_precedent`).
    """

    __slots__ = ("holidays", "situations", "values")

    def __init__(self, values: dict[str, Answer | str | date], holidays: tuple[LegalHoliday, ...]) -> None:
        self.values = values
        self.holidays = holidays
        self.situations: dict[str, Situation] = {}

    @classmethod
    def of(cls, facts: Iterable[RecordedFact], holidays: Iterable[LegalHoliday]) -> Record:
        """Build the record of some facts."""
        values: dict[str, Answer | str | date] = {}
        for recorded in facts:
            if recorded.is_known:
                value = recorded.value
                values[recorded.fact] = value if isinstance(value, date) else _ANSWERS.get(value, value)
        return cls(values, tuple(holidays))

    def with_value(self, fact: str, value: Answer | str | date) -> Record:
        """Return the record with one fact known to have a value."""
        return Record({**self.values, fact: value}, self.holidays)

    def answer(self, name: str) -> Answer:
        """Answer a yes-or-no fact."""
        value = self.values.get(name, Answer.OPEN)
        return value if isinstance(value, Answer) else Answer.OPEN

    def choice(self, fact: str) -> str | None:
        """Return the choice recorded under a fact, or None."""
        value = self.values.get(fact)
        return value if isinstance(value, str) else None

    def is_known(self, fact: str) -> bool:
        """Say whether a fact is recorded."""
        return fact in self.values

    def day(self, day: Day) -> date | None:
        """Return the day that an expression names, or None when it rests on a day not known."""
        if isinstance(day, FixedDay):
            return day.day
        value = self.values.get(day.fact)
        if not isinstance(value, date):
            return None
        return value if isinstance(day, FactDay) else last_day(value, day, self.holidays)


def last_day(start: date, period: YearsAfter, holidays: Iterable[LegalHoliday]) -> date:
    """Return the last day of a period of years.

    A year from 29 February ends on 28 February: its first day is 1 March.

    Source:
        8 CFR 1208.4(a)(2)(ii): counted from the day of last arrival, or from 1 April 1997 if that is later; an end on a
        Saturday, Sunday or legal holiday runs on to the next day that is none.
    """
    end = unrolled_last_day(start, period)
    return next_working_day(holidays, end) if period.rolls else end


def unrolled_last_day(start: date, period: YearsAfter) -> date:
    """Return the last day of a period of years before weekends and holidays move it."""
    year = min(start.year + period.years, date.max.year)
    end = start.replace(year=year, day=28) if (start.month, start.day) == (2, 29) else start.replace(year=year)
    return max(end, period.not_before) if period.not_before else end
