"""Every element of every claim of a caseload on several days: how many met, not met, open, and what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import TypeAlias

from wellfounded.claim.record import last_day
from wellfounded.claim.sql import period_name, quoted
from wellfounded.docket.answering import ANSWERS, FACTS, Answered, answer
from wellfounded.docket.caseload import CIRCUIT, CLAIM, GROUP, STAGE, Caseload, open_caseload
from wellfounded.docket.engine import DuckDbEngine, Engine
from wellfounded.docket.plans import FILED, Class, Plan, classes, plans
from wellfounded.docket.store import connect
from wellfounded.errors import WellfoundedError
from wellfounded.forum import Forum, parse_circuit, parse_stage
from wellfounded.law.library import Library
from wellfounded.rule import YearsAfter

Change: TypeAlias = tuple[str, str, str]

MET, NOT_MET, OPEN = "met", "not_met", "open"
_AT_ONCE = 1_000_000
_SUMS_AT_ONCE = 250
_MET_OF = "coalesce(sum(CAST({0} AS INTEGER)), 0)"
_IS = {MET: "{0}", NOT_MET: "NOT {0}", OPEN: "{0} IS NULL"}


class CannotEvaluate(WellfoundedError):
    """A caseload or a question that cannot be evaluated together."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A caseload evaluated.

    Attributes:
        caseload: the table of claims.
        claims: how many claims.
        days: the days asked about.
        counts: for each element and relief, for each day, how many claims are met, not met and open.
        changes: for each pair of neighbouring days, element or relief, and (from, to), how many claims.
        claims_changed: for each pair of neighbouring days, how many claims have a changed element or relief.
        missing: facts not known, with the number of claims in which an open element reads them; most first.
        engine: "duckdb" or "spark".
    """

    caseload: Caseload
    claims: int
    days: tuple[date, ...]
    counts: Mapping[str, tuple[Mapping[str, int], ...]]
    changes: tuple[Mapping[Change, int], ...]
    claims_changed: tuple[int, ...]
    missing: tuple[tuple[str, int], ...]
    engine: str


def evaluate(
    path: Path,
    library: Library,
    days: Sequence[date],
    *,
    stage: str = "ij",
    circuit: str | None = None,
    missing: bool = True,
    at_once: int = _AT_ONCE,
) -> Evaluated:
    """Evaluate a caseload on several days with DuckDB.

    Args:
        stage, circuit: where claims stand whose table does not say.
        missing: also tell which facts not known keep elements open.
        at_once: how many rows are read together.
    Raises:
        CannotEvaluate: if no day is given.
        WrongCaseload, UnreadableFile, UnknownName: if the table cannot be read.
        NoAssessment: if the library does not cover a day.
    """
    stage, circuit = parse_stage(stage), parse_circuit(circuit)
    with connect() as connection:
        caseload = open_caseload(connection, path, library.vocabulary, stage=stage, circuit=circuit)
        engine = DuckDbEngine(connection)
        return run(engine, "duckdb", caseload, library, days, stage, circuit, missing=missing, at_once=at_once)


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
    """Evaluate an opened caseload with an engine."""
    days = tuple(sorted(set(days)))
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
    at_once: int = _AT_ONCE,
) -> Iterator[Answered]:
    """Answer a caseload part by part: after each, `FACTS` and `ANSWERS` hold the rows and the answers of the part."""
    if not days:
        raise CannotEvaluate("No day is given.", where="--on", remedy="Say on which day: --on 2018-06-11.")
    made = plans(
        library,
        _classes(engine, caseload, library, stage, circuit),
        days,
        entered=caseload.findings,
    )
    tables = _last_days(engine, caseload, library, made)
    has = {*caseload.has, *(fact.id for fact in caseload.facts)}
    for where in _parts(caseload, at_once):
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


def _classes(engine: Engine, caseload: Caseload, library: Library, stage: str, circuit: str | None) -> Iterator[Class]:
    named = [name for name in (STAGE, CIRCUIT) if name in caseload.has]
    if not named:
        forums = [Forum(stage, circuit)]
    else:
        found = engine.rows(f"SELECT DISTINCT {', '.join(map(quoted, named))} FROM {caseload.source}")
        rows = [dict(zip(named, row, strict=True)) for row in found]
        forums = [Forum(row.get(STAGE, stage), row.get(CIRCUIT, circuit) or None) for row in rows]
    known = FILED in {fact.id for fact in caseload.facts}
    return classes(library, sorted(set(forums), key=str), filing_known=known)


def _parts(caseload: Caseload, at_once: int) -> Iterator[str]:
    """Divide the rows; the groups of one claim stay together."""
    number = max(1, -(-caseload.rows // at_once))
    if number == 1:
        yield "TRUE"
    elif GROUP in caseload.has and CLAIM in caseload.has:
        yield from (f"hash({quoted(CLAIM)}) % {number} = {at}" for at in range(number))
    else:
        yield from (f'"row" >= {at * at_once} AND "row" < {(at + 1) * at_once}' for at in range(number))


def _last_days(engine: Engine, caseload: Caseload, library: Library, made: Sequence[Plan]) -> dict[str, str]:
    """Reckon the last day of every period from every first day that occurs, weekends and holidays with it."""
    has = {fact.id for fact in caseload.facts}
    holidays = tuple(library.vocabulary.holidays.values())
    periods: dict[str, YearsAfter] = {
        period_name(period): period for plan in made for question in plan.questions for period in question.periods
    }
    tables: dict[str, str] = {}
    for at, (name, period) in enumerate(periods.items()):
        if period.fact in has:
            column = quoted(period.fact)
            starts = engine.rows(f"SELECT DISTINCT {column} FROM {caseload.source} WHERE {column} IS NOT NULL")
            ends = [(start, last_day(start, period, holidays)) for (start,) in sorted(starts)]
            values = ", ".join(f"(DATE '{start}', DATE '{end}')" for start, end in ends) or "(NULL, NULL)"
            both = 'CAST("start" AS DATE) AS "start", CAST("end" AS DATE) AS "end"'
            engine.keep(f"last days {at}", f'SELECT {both} FROM (VALUES {values}) AS "v"("start", "end")')
            tables[name] = quoted(f"last days {at}")
    return tables


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
        law = answered.plan.questions[-1].law
        tested = [
            (name, column)
            for name, column in answered.columns[-1].items()
            if name in law.library.vocabulary.elements and law.element(name).made_of is None
        ]
        readers: dict[str, list[str]] = {}
        for name, column in tested:
            for fact in sorted(law.facts_of(name)):
                readers.setdefault(fact, []).append(f"{column} IS NULL")
        read = {fact for question in answered.plan.questions for fact in question.facts}
        asked = {
            fact: f'"f".{quoted(fact)} IS NULL AND ({" OR ".join(rules)})'
            for fact, rules in readers.items()
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
    for start in range(0, len(sums), _SUMS_AT_ONCE):
        found += engine.rows(f"SELECT {', '.join(sums[start : start + _SUMS_AT_ONCE])} FROM {source}")[0]
    return found
