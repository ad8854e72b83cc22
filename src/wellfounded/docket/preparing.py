"""What is to be known of an opened caseload before its claims are answered: its days, parts, laws, and last days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from wellfounded.claim.record import last_day
from wellfounded.claim.sql import period_name, quoted
from wellfounded.docket.caseload import CIRCUIT, CLAIM, GROUP, STAGE, Caseload
from wellfounded.docket.engine import Engine
from wellfounded.docket.evaluated import CannotEvaluate
from wellfounded.docket.plans import FILED, Class, classes, span_columns
from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.rule import YearsAfter

AT_ONCE = 1_000_000


def in_order(days: Sequence[date]) -> tuple[date, ...]:
    """Put the days asked about in order, each once.

    Raises:
        CannotEvaluate: if there is none.
    """
    if not days:
        raise CannotEvaluate("No day is given.", where="--on", remedy="Say on which day: --on 2018-06-11.")
    return tuple(sorted(set(days)))


def classes_of(
    engine: Engine, caseload: Caseload, library: Library, stage: str, circuit: str | None
) -> tuple[Class, ...]:
    """List the classes of which there are claims; of an empty table, where its claims would stand."""
    named = [name for name in (STAGE, CIRCUIT) if name in caseload.has]
    filed = FILED in {fact.id for fact in caseload.facts}
    asked = [*map(quoted, named), *(span_columns(library) if filed else [])]
    rows = engine.rows(f"SELECT DISTINCT {', '.join(asked)} FROM {caseload.source}") if asked else []
    found = []
    for row in rows or [(stage, circuit)[: len(named)]]:
        place = dict(zip(named, row, strict=False))
        forum = Forum(place.get(STAGE, stage), place.get(CIRCUIT, circuit) or None)
        found.append((forum, row[len(named) :]))
    return tuple(classes(library, sorted(found, key=str)))


def parts_of(caseload: Caseload, at_once: int) -> Iterator[str]:
    """Divide the rows; the groups of one claim stay together."""
    number = max(1, -(-caseload.rows // at_once))
    if number == 1:
        yield "TRUE"
    elif GROUP in caseload.has and CLAIM in caseload.has:
        yield from (f"hash({quoted(CLAIM)}) % {number} = {at}" for at in range(number))
    else:
        yield from (f'"row" >= {at * at_once} AND "row" < {(at + 1) * at_once}' for at in range(number))


def last_day_tables(
    engine: Engine, caseload: Caseload, library: Library, reckoned: Iterable[YearsAfter]
) -> dict[str, str]:
    """Reckon the last day of every period from every first day that occurs, weekends and holidays with it."""
    has = {fact.id for fact in caseload.facts}
    holidays = tuple(library.vocabulary.holidays.values())
    tables: dict[str, str] = {}
    for at, (name, period) in enumerate({period_name(period): period for period in reckoned}.items()):
        if period.fact in has:
            column = quoted(period.fact)
            starts = engine.rows(f"SELECT DISTINCT {column} FROM {caseload.source} WHERE {column} IS NOT NULL")
            ends = [(start, last_day(start, period, holidays)) for (start,) in sorted(starts)]
            values = ", ".join(f"(DATE '{start}', DATE '{end}')" for start, end in ends) or "(NULL, NULL)"
            both = 'CAST("start" AS DATE) AS "start", CAST("end" AS DATE) AS "end"'
            engine.keep(f"last days {at}", f'SELECT {both} FROM (VALUES {values}) AS "v"("start", "end")')
            tables[name] = quoted(f"last days {at}")
    return tables
