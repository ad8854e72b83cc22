"""A caseload evaluated by the generated statement alone: what Spark runs, and DuckDB beside it.

`answers` leaves the answers to every claim in a table, part by part, for whoever wants more than counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import permutations
from pathlib import Path

from wellfounded.claim.sql import quoted
from wellfounded.docket.answering import ANSWERS, FACTS, Answered, answer
from wellfounded.docket.caseload import CLAIM, GROUP, Caseload, open_caseload, reading
from wellfounded.docket.engine import DuckDbEngine, Engine
from wellfounded.docket.evaluated import MET, NOT_MET, OPEN, Change, Evaluated
from wellfounded.docket.plans import class_column, facts_read, plans
from wellfounded.docket.preparing import AT_ONCE, classes_of, in_order, last_day_tables, parts_of
from wellfounded.forum import parse_circuit, parse_stage
from wellfounded.law.library import Library

_TOGETHER = 250
_MET_OF = "coalesce(sum(CAST({0} AS INTEGER)), 0)"
_IS = {MET: "{0}", NOT_MET: "NOT {0}", OPEN: "{0} IS NULL"}


def evaluate_by_statement(
    path: Path,
    library: Library,
    days: Sequence[date],
    *,
    stage: str = "ij",
    circuit: str | None = None,
    missing: bool = True,
    at_once: int = AT_ONCE,
) -> Evaluated:
    """Evaluate a caseload by the generated statement alone, as Spark does; the arguments are those of `evaluate`."""
    stage, circuit = parse_stage(stage), parse_circuit(circuit)
    with reading(path) as connection:
        caseload = open_caseload(connection, path, library.vocabulary, stage=stage, circuit=circuit)
        engine = DuckDbEngine(connection)
        return run(engine, "statement", caseload, library, days, stage, circuit, missing=missing, at_once=at_once)


def run(
    engine: Engine,
    name: str,
    caseload: Caseload,
    library: Library,
    days: Sequence[date],
    stage: str,
    circuit: str | None,
    *,
    missing: bool,
    at_once: int,
) -> Evaluated:
    """Evaluate an opened caseload with an engine that runs the generated statement."""
    days = in_order(days)
    tally = _Tally(days)
    for answered in answers(engine, caseload, library, days, stage, circuit, at_once=at_once):
        tally.add(engine, answered)
        if missing:
            tally.add_missing(engine, answered)
    return tally.evaluated(caseload, name)


def answers(
    engine: Engine,
    caseload: Caseload,
    library: Library,
    days: Sequence[date],
    stage: str,
    circuit: str | None,
    *,
    at_once: int = AT_ONCE,
) -> Iterator[Answered]:
    """Answer a caseload part by part: after each, `FACTS` and `ANSWERS` hold the rows and the answers of the part."""
    found = classes_of(engine, caseload, library, stage, circuit)
    by_group = GROUP in caseload.has and CLAIM in caseload.has
    made = plans(library, found, in_order(days), entered=caseload.findings, by_group=by_group)
    reckoned = (period for plan in made for question in plan.questions for period in question.periods)
    tables = last_day_tables(engine, caseload, library, reckoned)
    has = {*caseload.has, *(fact.id for fact in caseload.facts)}
    for where in parts_of(caseload, at_once):
        engine.keep("part", f"SELECT * FROM {caseload.source} WHERE {where}")
        for plan in made:
            answered = answer(
                engine,
                plan,
                caseload,
                library.vocabulary,
                source=quoted("part"),
                where=plan.condition(has=has),
                last_days=tables,
            )
            if answered is not None:
                yield answered
    engine.forget("part", FACTS, ANSWERS, *(f"last days {at}" for at in range(len(tables))))


class _Tally:
    """The counts of all parts so far."""

    def __init__(self, days: tuple[date, ...]) -> None:
        self.days = days
        self.claims = 0
        self.counts: dict[str, list[Counter[str]]] = {}
        self.changes: list[Counter[Change]] = [Counter() for _ in days[1:]]
        self.claims_changed = [0 for _ in days[1:]]
        self.missing: Counter[str] = Counter()

    def add(self, engine: Engine, answered: Answered) -> None:
        """Count the answers of a part; an answer not read again on a later day counts there as well."""
        columns = list(dict.fromkeys(column for day in answered.columns for column in day.values()))
        numbers = _sums(engine, [part for column in columns for part in (_MET_OF.format(column), f"count({column})")])
        self.claims += answered.rows
        of_column = {column: (numbers[2 * at], numbers[2 * at + 1]) for at, column in enumerate(columns)}
        for at, day in enumerate(answered.columns):
            for name, column in day.items():
                met, known = of_column[column]
                counts = self.counts.setdefault(name, [Counter() for _ in self.days])[at]
                counts.update({MET: met, NOT_MET: known - met, OPEN: answered.rows - known})
        for at in range(1, len(self.days)):
            self._add_changes(engine, answered, at)

    def _add_changes(self, engine: Engine, answered: Answered, at: int) -> None:
        before, now = answered.columns[at - 1], answered.columns[at]
        differing = [name for name in now if name in before and before[name] != now[name]]
        if not differing:
            return
        asked = {
            (name, one, other): f"{was.format(before[name])} AND {then.format(now[name])}"
            for name in differing
            for (one, was), (other, then) in permutations(_IS.items(), 2)
        }
        found = _count(engine, list(asked.values()))
        self.changes[at - 1].update(dict(zip(asked, found, strict=True)))
        any_changed = " OR ".join(f"{before[name]} IS DISTINCT FROM {now[name]}" for name in differing)
        self.claims_changed[at - 1] += _count(engine, [any_changed])[0]

    def add_missing(self, engine: Engine, answered: Answered) -> None:
        """Count, for the last day, the claims in which a fact is not known that an open element reads."""
        reading: dict[str, list[str]] = {}
        for at, law in enumerate(answered.plan.questions[-1].laws):
            for name, column in answered.columns[-1].items():
                if name in law.elements and law.element(name).made_of is None:
                    for fact in sorted(facts_read(law, name, entered=answered.plan.questions[-1].entered)):
                        reading.setdefault(fact, []).append(f'"f".{class_column(at)} AND "a".{column} IS NULL')
        read = {fact for question in answered.plan.questions for fact in question.facts}
        asked = {
            fact: f'"f".{quoted(fact)} IS NULL AND ({" OR ".join(rules)})'
            for fact, rules in reading.items()
            if fact in read
        }
        source = f'{quoted(ANSWERS)} AS "a" JOIN {quoted(FACTS)} AS "f" ON "a"."row" = "f"."row"'
        self.missing.update(dict(zip(asked, _count(engine, list(asked.values()), source), strict=True)))

    def evaluated(self, caseload: Caseload, engine: str) -> Evaluated:
        """Return all counts."""
        missing = [(fact, number) for fact, number in self.missing.items() if number]
        return Evaluated(
            caseload=caseload,
            claims=self.claims,
            days=self.days,
            counts={name: tuple(dict(day) for day in counts) for name, counts in self.counts.items()},
            changes=tuple({key: number for key, number in found.items() if number} for found in self.changes),
            claims_changed=tuple(self.claims_changed),
            missing=tuple(sorted(missing, key=lambda pair: (-pair[1], pair[0]))),
            engine=engine,
        )


def _count(engine: Engine, rules: list[str], source: str = quoted(ANSWERS)) -> list[int]:
    """Count the rows to which each rule applies."""
    return _sums(engine, [f"count(*) FILTER (WHERE {rule})" for rule in rules], source)


def _sums(engine: Engine, sums: list[str], source: str = quoted(ANSWERS)) -> list[int]:
    """Read many sums in few passes."""
    found: list[int] = []
    for start in range(0, len(sums), _TOGETHER):
        found += engine.rows(f"SELECT {', '.join(sums[start : start + _TOGETHER])} FROM {source}")[0]
    return found
