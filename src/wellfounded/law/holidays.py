"""Working days: a last day that falls on a weekend or a legal holiday runs on to the next working day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from wellfounded.law.model import WEEKDAYS, LegalHoliday

SATURDAY, SUNDAY = 5, 6


def legal_holiday_on(holidays: Iterable[LegalHoliday], day: date) -> LegalHoliday | None:
    """Return the legal holiday kept on a day, or None.

    Source:
        5 U.S.C. 6103(a)-(b) and Executive Order 11582: one on a Saturday is kept on the Friday before, one on a Sunday
        on the Monday after.
    """
    return _kept_in(tuple(holidays), day.year).get(day)


def next_working_day(holidays: Iterable[LegalHoliday], day: date) -> date:
    """Return a day itself if it is a working day, else the next one that is.

    Source:
        8 CFR 1001.1(h), 8 CFR 1208.4(a)(2)(ii).
    """
    kept = tuple(holidays)
    while day.weekday() in (SATURDAY, SUNDAY) or day in _kept_in(kept, day.year):
        day += timedelta(days=1)
    return day


def why_not_working(holidays: Iterable[LegalHoliday], day: date) -> str:
    """Say in a word or two why a day is not a working day; an empty text if it is one."""
    if day.weekday() in (SATURDAY, SUNDAY):
        return WEEKDAYS[day.weekday()].capitalize()
    kept = legal_holiday_on(holidays, day)
    return kept.name if kept else ""


@lru_cache(maxsize=512)
def _kept_in(holidays: tuple[LegalHoliday, ...], year: int) -> dict[date, LegalHoliday]:
    """Map the days of a year to the holidays kept on them; New Year's Day may be kept on 31 December before."""
    kept: dict[date, LegalHoliday] = {}
    for of_year in (year, year + 1):
        for holiday in holidays:
            day = _observed(_stands_on(holiday, of_year)) if of_year <= date.max.year else date.max
            if day.year == year and (holiday.from_day is None or day >= holiday.from_day):
                kept.setdefault(day, holiday)
    return kept


def _stands_on(holiday: LegalHoliday, year: int) -> date:
    if holiday.weekday is None:
        return date(year, holiday.month, holiday.day)
    first, length = date(year, holiday.month, 1), monthrange(year, holiday.month)[1]
    days = [first + timedelta(days=ahead) for ahead in range(length)]
    fitting = [day for day in days if day.weekday() == holiday.weekday]
    return fitting[holiday.nth - 1 if holiday.nth > 0 else holiday.nth]


def _observed(day: date) -> date:
    if day.weekday() == SATURDAY and day > date.min:
        return day - timedelta(days=1)
    return day + timedelta(days=1) if day.weekday() == SUNDAY and day < date.max else day
