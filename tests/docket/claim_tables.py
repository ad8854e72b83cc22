"""Tables of made-up claims, and the answers of the reader of single cases to them."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.claim.random_records import random_record
from wellfounded.answer import Answer
from wellfounded.claim.formula import Steps
from wellfounded.claim.law_of_day import law_of_day
from wellfounded.claim.reading import ClaimReading
from wellfounded.claim.sql import quoted
from wellfounded.claim.two_sided import Entered, Said
from wellfounded.docket.answering import ANSWERS, FACTS
from wellfounded.docket.arrow_bits import bools_of
from wellfounded.docket.by_statement import answers
from wellfounded.docket.caseload import Caseload
from wellfounded.docket.day_formulas import TableFormulas, Where
from wellfounded.docket.engine import DuckDbEngine, Engine
from wellfounded.docket.one_claim import claim_of_rows, rows_of
from wellfounded.docket.preparing import classes_of, last_day_tables
from wellfounded.docket.rows_as_planes import read_rows
from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.rule import periods

CIRCUITS = ("ca1", "ca2", "ca4", "ca5", "ca6", "ca9", "ca11", "")
ENTERED = ("group.distinct", "harm.severe-enough")
_WORDS = {Answer.MET: "yes", Answer.NOT_MET: "no"}
Answers = dict[tuple[str, date, str], Answer]


def write_claims(
    path: Path,
    library: Library,
    claims: int,
    *,
    seed: int,
    groups: bool = False,
    circuits: Sequence[str] = CIRCUITS,
) -> Path:
    """Write a table of claims as a clinic might: words for answers, empty where nothing is known."""
    chance = random.Random(seed)
    entered = [name for name in ENTERED if name in library.vocabulary.findings]
    facts = list(library.vocabulary.facts)
    rows = []
    for at in range(claims):
        known = chance.choice((0.2, 0.5, 0.8, 1.0))
        circuit, hearing = chance.choice(circuits), date(2025, 9, 1 + at % 28)
        for group in range(1, 1 + (chance.choice((1, 1, 2, 3)) if groups else 1)):
            values = random_record(library, seed * 100_003 + at * 7 + group, known=known).values
            told = [_WORDS.get(value, value) if (value := values.get(fact)) is not None else "" for fact in facts]
            own = [f"C{at}", *([group] if groups else []), circuit, hearing]
            rows.append([*own, *told, *(chance.choice(("yes", "no", "", "")) for _ in entered)])
    names = [
        "claim",
        *(["group"] if groups else []),
        "circuit",
        "hearing-on",
        *facts,
        *(f"finding:{name}" for name in entered),
    ]
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([names, *rows])
    return path


def as_parquet(engine: DuckDbEngine, caseload: Caseload) -> Path:
    """Write an opened table again with types, for engines that want them."""
    path = caseload.path.with_suffix(".parquet")
    engine.connection.execute(f"COPY (SELECT * EXCLUDE (\"row\") FROM {caseload.source}) TO '{path}' (FORMAT parquet)")
    return path


def engine_answers(engine: Engine, caseload: Caseload, library: Library, days: Sequence[date], **how: int) -> Answers:
    """Every answer that an engine gives, by claim, day and name."""
    found: Answers = {}
    for answered in answers(engine, caseload, library, days, "ij", None, **how):
        for on, columns in zip(days, answered.columns, strict=True):
            listed = ", ".join(f'"a".{column}' for column in columns.values())
            rows = engine.rows(
                f'SELECT "f"."claim", {listed} FROM {quoted(ANSWERS)} AS "a" JOIN {quoted(FACTS)} AS "f" '
                'ON "a"."row" = "f"."row"'
            )
            for claim, *values in rows:
                for name, value in zip(columns, values, strict=True):
                    found[claim, on, name] = {True: Answer.MET, False: Answer.NOT_MET, None: Answer.OPEN}[value]
    return found


def bit_answers(engine: DuckDbEngine, caseload: Caseload, library: Library, days: Sequence[date]) -> Answers:
    """Every answer that bits give, by claim, day and name; of a table with one row for each claim."""
    table = TableFormulas(library, caseload, classes_of(engine, caseload, library, "ij", None), days)
    steps = Steps(table.formulas, [side for day in table.days for sides in day.answers.values() for side in sides])
    reckoned = periods(leaf.atom for leaf in steps.leaves if isinstance(leaf, Said))
    last_days = last_day_tables(engine, caseload, library, reckoned)
    claims = [claim for (claim,) in engine.rows(f'SELECT claim FROM {caseload.source} ORDER BY "row"')]
    found: Answers = {}
    leaves = [leaf for leaf in steps.leaves if isinstance(leaf, Said | Entered | Where)]
    for rows in read_rows(engine.connection, caseload, leaves, last_days):
        planes = {
            key: bools_of(bits, rows.batch.rows) for key, bits in steps.work_out(rows.plane, rows.everything).items()
        }
        here, claims = claims[: rows.batch.rows], claims[rows.batch.rows :]
        for day in table.days:
            for name, sides in day.answers.items():
                for claim, met, not_met in zip(here, planes[sides.met], planes[sides.not_met], strict=True):
                    found[claim, day.on, name] = Answer.MET if met else Answer.NOT_MET if not_met else Answer.OPEN
    return found


def single_answers(
    engine: Engine, caseload: Caseload, library: Library, days: Sequence[date], monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[tuple[str, date, str], Answer]]:
    """Every answer of the reader of single cases, by its rules alone."""
    monkeypatch.setattr("wellfounded.claim.reading.by_precedent", lambda law, record: None)
    by_claim: dict[str, list[dict[str, object]]] = {}
    for row in rows_of(engine, caseload, f'SELECT * FROM {caseload.source} ORDER BY "row"'):
        by_claim.setdefault(row["claim"], []).append(row)
    for name, rows in by_claim.items():
        claim = claim_of_rows(rows, caseload, library.vocabulary)
        for on in days:
            law = law_of_day(library, on, Forum("ij", claim.circuit), claim.filed(on=on))
            reading = ClaimReading(claim, law)
            for relief in law.reliefs():
                yield (name, on, relief.id), reading.relief(relief).answer
                for element in law.elements_of(relief):
                    yield (name, on, element), reading.reading(element).answer
