"""A table of made-up claims of any size: the facts that some elements ask for, each known for nine claims in ten."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import duckdb

from wellfounded.claim.sql import quoted, quoted_text
from wellfounded.law.library import Library
from wellfounded.law.model import Fact

CIRCUITS = ("ca1", "ca2", "ca4", "ca5", "ca6", "ca9", "ca11", "")
COUNTRIES = ("GT", "HN", "MX", "SV")


def write_table(path: Path, library: Library, claims: int, facts: Collection[str], known: Collection[str]) -> Path:
    """Write a table of claims, the same bytes for the same arguments; leave it if it stands there already.

    Args:
        facts: the facts it has columns for.
        known: those known for every claim.
    """
    if path.exists():
        return path
    columns = ["'C' || i AS claim", f"{_one_of(1, CIRCUITS)} AS circuit"]
    for number, fact in enumerate(library.vocabulary.facts.values(), 2):
        if fact.id in facts:
            value = _value(fact, number)
            lacks = f"hash(i, {number}, 'known') % 10 = 0"
            given = value if fact.id in known else f"CASE WHEN NOT ({lacks}) THEN {value} END"
            columns.append(f"{given} AS {quoted(fact.id)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    select = f"SELECT {', '.join(columns)} FROM range({claims}) AS r(i)"
    with duckdb.connect(config={"memory_limit": "2GB"}) as connection:
        connection.execute(f"COPY ({select}) TO {quoted_text(str(draft))} (FORMAT parquet)")
    return draft.replace(path)


def _value(fact: Fact, number: int) -> str:
    if fact.type == "yes-no":
        return f"hash(i, {number}) % 2 = 0"
    if fact.type == "date":
        return f"DATE '2014-01-01' + CAST(hash(i, {number}) % 1500 AS INTEGER)"
    return _one_of(number, fact.choices or COUNTRIES)


def _one_of(number: int, values: tuple[str, ...]) -> str:
    cases = " ".join(f"WHEN {at} THEN {quoted_text(value)}" for at, value in enumerate(values))
    return f"CASE CAST(hash(i, {number}) % {len(values)} AS INTEGER) {cases} END"
