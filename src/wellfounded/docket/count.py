"""Counting a measure by nationality, court, year and so on, with small cells hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wellfounded.claim.sql import quoted
from wellfounded.docket.coarser import hidden_answers
from wellfounded.docket.definitions import FLOW, STOCK, Measure, definitions
from wellfounded.docket.margins import code_table
from wellfounded.docket.meanings import decision_meaning
from wellfounded.docket.measures import rows_select, tables_of
from wellfounded.docket.store import Store
from wellfounded.errors import ImpossibleDate, UnknownName, WellfoundedError

SMALLEST = 10
_MOST_BY = 3
_FISCAL_YEAR = "CAST(year(day) + IF(month(day) > 9, 1, 0) AS VARCHAR)"

# What can be counted by: the SQL of it, and its code table if it is a code.
BY: dict[str, tuple[str, str]] = {
    "nationality": ("NAT", "nationality"),
    "court": ("court", "base-city"),
    "state": ("ALIEN_STATE", "state"),
    "language": ("LANG", "language"),
    "case-type": ("CASE_TYPE", "case-type"),
    "custody": ("CUSTODY", "custody-status"),
    "sex": ("Sex", ""),
    "asylum-claim": ("C_ASY_TYPE", "asylum-claim-type"),
    "fiscal-year": (_FISCAL_YEAR, ""),
    "year": ("CAST(year(day) AS VARCHAR)", ""),
    "month": ("strftime(day, '%Y-%m')", ""),
    "decision": ("decision", "decision"),
    "outcome": ("outcome", ""),
}
_ONLY_FLOWS = frozenset({"fiscal-year", "year", "month"})


class CannotCount(WellfoundedError):
    """A question that the store or the measure has no answer to."""


class DateOutsideDocket(ImpossibleDate):
    """A day after the release."""


@dataclass(frozen=True, slots=True)
class CountedCell:
    """One cell.

    Attributes:
        values: what it is counted by; "(none)" where the record has no value.
        count: the count, or None if it is hidden (only a total can be; hidden cells are left out).
        mean_days, median_days: of time pending, else None.
    """

    values: tuple[str, ...]
    count: int | None
    mean_days: float | None = None
    median_days: float | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A count.

    Attributes:
        measure: what was counted.
        by: what it was counted by.
        first, last: the days of a flow, both counted; of a stock, both are the day.
        smallest: the smallest count that is printed.
        cells: those printed, in the order of their counts, or of time.
        hidden: whether some are hidden.
        total: all together.
    """

    measure: Measure
    by: tuple[str, ...]
    first: date
    last: date
    smallest: int
    cells: tuple[CountedCell, ...]
    hidden: bool
    total: CountedCell


def count(
    store: Store,
    measure: str,
    *,
    by: Sequence[str] = (),
    on: date | None = None,
    first: date | None = None,
    last: date | None = None,
    smallest: int = SMALLEST,
) -> Counted:
    """Count a measure.

    Args:
        by: names in `BY`, three at most.
        on: the day of a stock.
        first, last: the days of a flow, both counted.
    Raises:
        UnknownName: if there is no such measure, or nothing of that name to count by.
        DateOutsideDocket: if a day is after the release.
        CannotCount: if the days do not fit the measure, or the store lacks a table.
    """
    asked = definitions().measure(measure)
    by = tuple(dict.fromkeys(by))
    _check(store, asked, by, smallest)
    first, last = _days(store, asked, on, first, last)
    columns = ", ".join(f"coalesce({BY[name][0]}, '(none)') AS {quoted(name)}" for name in by)
    grouped = f"SELECT {columns + ', ' if by else ''}{_AGGREGATE} FROM counted{' GROUP BY ALL' if by else ''}"
    counted = f'SELECT * FROM ({rows_select(asked, first, last)}) LEFT JOIN "A_TblCase" ON "case" = IDNCASE'
    refuse_lacking(store, asked, columns + counted)
    day = f"DATE '{last.isoformat()}'"
    with store.connect() as connection:
        connection.execute(f"CREATE TEMP TABLE counted AS SELECT *, {day} - received AS waited FROM ({counted})")
        rows = connection.execute(grouped).fetchall()
        whole = connection.execute(f"SELECT {_AGGREGATE} FROM counted").fetchone() or (0, None, None)
    return _hide(asked, by, first, last, smallest, rows if by else [], whole)


_AGGREGATE = "count(*), avg(waited), median(waited)"


def _check(store: Store, measure: Measure, by: tuple[str, ...], smallest: int) -> None:
    for name in by:
        if name not in BY:
            raise UnknownName("thing to count by", name, BY, where="--by", remedy=f"Count by: {', '.join(BY)}.")
        if name in _ONLY_FLOWS and measure.kind == STOCK:
            raise CannotCount(f"{measure.id} is counted on one day; it has no {name}.", where="--by")
        if (name in ("decision", "outcome") and measure.id in ("receipts",)) or (
            measure.kind == STOCK and name in ("decision", "outcome")
        ):
            raise CannotCount(
                f"{measure.id} has no {name}.", where="--by", remedy="Completions and asylum measures do."
            )
    if len(by) > _MOST_BY:
        raise CannotCount("More than three things to count by.", where="--by", remedy="Count by three at most.")
    if smallest < 1:
        raise CannotCount("The smallest count printed must be at least 1.", where="--smallest")
    missing = set(tables_of(measure)) - set(store.tables())
    if missing:
        raise CannotCount(
            f"The store lacks {', '.join(sorted(missing))}, from which {measure.id} is counted.",
            where=str(store.path),
            remedy="Load the release again without --tables.",
        )


def refuse_lacking(store: Store, measure: Measure, query: str) -> None:
    """Refuse a query that needs a column the release lacks: an empty column would be counted as none.

    Raises:
        CannotCount: if it does.
    """
    lacking = store.columns_lacking(query, tables_of(measure))
    if lacking:
        raise CannotCount(
            f"The release lacks {', '.join(lacking)}, which {measure.id} as asked is counted from.",
            where=str(store.path),
            remedy="The load report lists the columns that are missing and those that are new: one may be the other.",
        )


def _days(store: Store, measure: Measure, on: date | None, first: date | None, last: date | None) -> tuple[date, date]:
    if measure.kind == FLOW:
        if first is None or last is None or on is not None:
            raise CannotCount(f"{measure.id} is counted over days.", remedy="Give --from and --to, both counted.")
        if first > last:
            raise ImpossibleDate(f"The days run backwards: {first} to {last}.", where="--from, --to")
    else:
        if on is None or first is not None or last is not None:
            raise CannotCount(f"{measure.id} is counted on a day.", remedy="Give --on.")
        first = last = on
    released = store.report.released
    if last > released:
        raise DateOutsideDocket(
            f"{last} is after the release of {released}: nothing is known of it.",
            where="--on" if measure.kind == STOCK else "--to",
            remedy=f"Ask about days up to {released}.",
        )
    return first, last


def _hide(
    measure: Measure,
    by: tuple[str, ...],
    first: date,
    last: date,
    smallest: int,
    rows: Sequence[tuple[object, ...]],
    whole: tuple[object, ...],
) -> Counted:
    width = len(by)
    counts = {tuple(map(str, row[:width])): int(str(row[width])) for row in rows}
    hidden = hidden_answers(counts, measure, by, smallest=smallest)
    shown = [row for row in rows if tuple(map(str, row[:width])) not in hidden]
    cells = [_cell(measure, row, width, hide=False) for row in shown]
    timed = all(name in _ONLY_FLOWS for name in by)
    cells.sort(key=lambda cell: (0 if timed else -(cell.count or 0), cell.values))
    total = _cell(measure, whole, 0, hide=0 < int(str(whole[0])) < smallest)
    return Counted(measure, by, first, last, smallest, tuple(cells), bool(hidden), total)


def _cell(measure: Measure, row: Sequence[object], width: int, *, hide: bool) -> CountedCell:
    values = tuple(map(str, row[:width]))
    if hide:
        return CountedCell(values, None)
    if measure.id != "time-pending":
        return CountedCell(values, int(str(row[width])))
    mean, median = (None if part is None else round(float(str(part)), 1) for part in row[width + 1 : width + 3])
    return CountedCell(values, int(str(row[width])), mean, median)


def meaning(name: str, value: str) -> str:
    """Say what a value means, where it is a code whose meaning is known.

    Example:
        >>> meaning("nationality", "GT"), meaning("court", "(none)")
        ('GUATEMALA', '')
    """
    table = BY[name][1]
    if table == "decision":
        return decision_meaning(value)
    return code_table(table).get(value, "") if table else ""
