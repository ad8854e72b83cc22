"""The days on which precedent on an issue can change: what it forces never changes between two of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from wellfounded.law.calendar import standing_days
from wellfounded.law.library import Library
from wellfounded.precedent.model import DecidedCase, Factor, FactorBase


@lru_cache(maxsize=100)
def precedent_days(base: FactorBase, library: Library, issue: str) -> tuple[date, ...]:
    """List, in order, the days on which precedent on an issue can change, in any forum."""
    cases = [case for case in base.cases.values() if issue in case.rulings]
    return tuple(sorted(_of_cases(library, cases) | _of_factors(library, base.factors_on(issue))))


def last_change(base: FactorBase, library: Library, issue: str, on: date) -> date:
    """Return the last day, up to the one asked about, on which precedent on an issue could change."""
    days = precedent_days(base, library, issue)
    at = bisect_right(days, on)
    return days[at - 1] if at else date.min


def _of_cases(library: Library, cases: Iterable[DecidedCase]) -> set[date]:
    days = {day for case in cases for day in standing_days(library, case.authority)}
    return days.union(case.decided for case in cases if case.decided)


def _of_factors(library: Library, factors: Iterable[Factor]) -> set[date]:
    regimes = [regime for factor in factors for regime in factor.regimes]
    days = {day for regime in regimes for name in regime.authorities for day in standing_days(library, name)}
    return days.union(day for regime in regimes for day in (regime.from_day, regime.until_day) if day)
