"""Random records, and the same records as rows of a DuckDB table."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta

import duckdb

from wellfounded.answer import Answer
from wellfounded.claim.record import Record, last_day
from wellfounded.claim.sql import period_name, quoted
from wellfounded.law.library import Library
from wellfounded.law.model import Fact
from wellfounded.rule import YearsAfter

COUNTRIES = ("GT", "SV", "MX")


def random_record(library: Library, seed: int, *, known: float = 0.5) -> Record:
    """Make up a record; each fact is known with some chance."""
    chance = random.Random(seed)
    values = {fact.id: _value(fact, chance) for fact in library.vocabulary.facts.values() if chance.random() < known}
    return Record(values, tuple(library.vocabulary.holidays.values()))


def _value(fact: Fact, chance: random.Random) -> Answer | str | date:
    if fact.type == "date":
        return date(2021, 1, 1) + timedelta(days=chance.randrange(2000))
    if fact.type == "choice":
        return chance.choice(fact.choices or COUNTRIES)
    return chance.choice([Answer.MET, Answer.NOT_MET])


def table_of(library: Library, records: Iterable[Record], periods: Iterable[YearsAfter]) -> duckdb.DuckDBPyConnection:
    """Put records into a table "cases" with a row number "case" and a column for every fact and last day."""
    facts, named = list(library.vocabulary.facts.values()), list(periods)
    kinds = {"date": "DATE", "choice": "VARCHAR", "yes-no": "BOOLEAN"}
    columns = [f"{quoted(fact.id)} {kinds[fact.type]}" for fact in facts]
    columns += [f"{quoted(period_name(period))} DATE" for period in named]
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    connection.execute(f'CREATE TABLE cases ("case" INTEGER, {", ".join(columns)})')
    rows = [[at, *_row(record, facts, named)] for at, record in enumerate(records)]
    connection.executemany(f"INSERT INTO cases VALUES ({', '.join('?' * (len(columns) + 1))})", rows)
    return connection


def _row(record: Record, facts: list[Fact], periods: list[YearsAfter]) -> list[object]:
    row: list[object] = [as_sql(record.values.get(fact.id)) for fact in facts]
    for period in periods:
        start = record.values.get(period.fact)
        row.append(last_day(start, period, record.holidays) if isinstance(start, date) else None)
    return row


def as_sql(value: Answer | str | date | None) -> object:
    """Turn a value or an answer into what a column holds."""
    return {Answer.MET: True, Answer.NOT_MET: False, Answer.OPEN: None}[value] if isinstance(value, Answer) else value
