"""The SQL that turns the text of a release into typed columns, and tells which values could not be read."""

from __future__ import annotations

from collections.abc import Sequence

from wellfounded.claim.sql import quoted
from wellfounded.docket.schema import DAY, FLAG, INTEGER, MONTH, NUMBER, Column, DayBounds

UNREAD = "a value was set aside"


def typed_select(columns: Sequence[Column], source: str, bounds: DayBounds) -> str:
    """Write the SELECT that types every column, with one more column: whether some value of the row could not be read.

    Args:
        source: the table function that gives every column as text.
    """
    written = [f"{_typed(column, bounds)} AS {quoted(column.name)}" for column in columns]
    unread = [_is_unread(column, bounds) for column in columns if column.kind in _READERS]
    flag = " OR ".join(unread) or "FALSE"
    return f"SELECT {', '.join(written)}, ({flag}) AS {quoted(UNREAD)} FROM {source}"


def _typed(column: Column, bounds: DayBounds) -> str:
    raw = quoted(column.name)
    if column.kind == DAY:
        days = " AND ".join(f"{_day(raw)} <> DATE '{day}'" for day in bounds.empty)
        return f"CASE WHEN {_within(raw, bounds)} AND {days} THEN {_day(raw)} END"
    reader = _READERS.get(column.kind)
    return reader(raw) if reader else f"nullif(rtrim({raw}), '')"


def _is_unread(column: Column, bounds: DayBounds) -> str:
    raw = quoted(column.name)
    blank = f"trim({raw}) = ''"
    if column.kind == DAY:
        empty = " OR ".join(f"{_day(raw)} = DATE '{day}'" for day in bounds.empty)
        return f"({raw} IS NOT NULL AND NOT coalesce({_within(raw, bounds)}, FALSE) AND NOT coalesce({empty}, {blank}))"
    return f"({raw} IS NOT NULL AND {_READERS[column.kind](raw)} IS NULL AND NOT {blank})"


def _day(raw: str) -> str:
    return f"CAST(TRY_CAST({raw} AS TIMESTAMP) AS DATE)"


def _within(raw: str, bounds: DayBounds) -> str:
    return f"{_day(raw)} BETWEEN DATE '{bounds.earliest}' AND DATE '{bounds.latest}'"


def _integer(raw: str) -> str:
    """Cast whole numbers only: a plain cast would round "1.5" to 2."""
    return f"CASE WHEN NOT regexp_matches({raw}, '[^0-9 -]') THEN TRY_CAST({raw} AS BIGINT) END"


def _number(raw: str) -> str:
    return f"TRY_CAST({raw} AS DOUBLE)"


def _flag(raw: str) -> str:
    return f"CASE trim({raw}) WHEN '1' THEN TRUE WHEN '0' THEN FALSE END"


def _month(raw: str) -> str:
    month = f"TRY_CAST(split_part({raw}, '/', 1) AS UTINYINT)"
    year = f"TRY_CAST(split_part({raw}, '/', 2) AS USMALLINT)"
    possible = f"{month} BETWEEN 1 AND 12 AND {year} BETWEEN 1850 AND 2059"
    return f"CASE WHEN {possible} THEN printf('%04d-%02d', {year}, {month}) END"


_READERS = {DAY: _day, INTEGER: _integer, NUMBER: _number, FLAG: _flag, MONTH: _month}
