"""Which claims of a caseload a ruling touches: what changes from what to what, and why the others do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wellfounded.answer import Answer
from wellfounded.claim.law_of_day import LawOfDay
from wellfounded.claim.sql import quoted
from wellfounded.docket.answering import ANSWERS, FACTS, Answered
from wellfounded.docket.by_statement import answers
from wellfounded.docket.caseload import CIRCUIT, CLAIM, HEARING, Caseload, open_caseload, reading
from wellfounded.docket.engine import DuckDbEngine, Engine
from wellfounded.docket.ruling import Ruling, resting_on

SAME_LAW = "no element's test changes through the ruling where this claim stands"
SAME_ANSWERS = "tests change, answers do not"
_ANSWER = {True: Answer.MET, False: Answer.NOT_MET, None: Answer.OPEN}


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """An element or relief whose answer changes."""

    name: str
    before: Answer
    after: Answer


@dataclass(frozen=True, slots=True)
class Touched:
    """A claim on which an answer changes.

    Attributes:
        claim: its pseudonym or id.
        circuit: where it stands.
        hearing_on: its next hearing, if known.
        changes: what changes through the ruling, elements and then reliefs.
    """

    claim: str
    circuit: str | None
    hearing_on: date | None
    changes: tuple[AnswerChange, ...]


@dataclass(frozen=True, slots=True)
class Untouched:
    """A claim on which no answer changes, and why.

    Attributes:
        why: `SAME_LAW` or `SAME_ANSWERS`.
        tests_change: with `SAME_ANSWERS`, the elements whose test changes, each with its answer on both days.
    """

    claim: str
    circuit: str | None
    why: str
    tests_change: tuple[tuple[str, Answer], ...] = ()


@dataclass(frozen=True, slots=True)
class Affected:
    """What a ruling does to a caseload.

    Attributes:
        ruling: the ruling and the days.
        source: the folder or table.
        claims: how many claims were read.
        touched: those on which an answer changes, the earliest hearing first; of a table, as many as were asked for.
        touched_claims: how many there are.
        transitions: for each element or relief and (from, to), how many claims.
        untouched: those on which none changes; of a table, none are listed.
        reasons: why they do not change, with how many claims.
        by_precedent: whether answers take precedent into account (claim files), or rest on rules alone (tables).
    """

    ruling: Ruling
    source: str
    claims: int
    touched: tuple[Touched, ...]
    touched_claims: int
    transitions: tuple[tuple[AnswerChange, int], ...]
    untouched: tuple[Untouched, ...]
    reasons: tuple[tuple[str, int], ...]
    by_precedent: bool


def by_hearing(one: Touched) -> tuple[date, str]:
    """Give the place of a touched claim: the earliest hearing first."""
    return (one.hearing_on or date.max, one.claim)


def most_first(transitions: Counter[AnswerChange]) -> tuple[tuple[AnswerChange, int], ...]:
    """List changes with their numbers of claims, the most frequent first."""
    return tuple(sorted(transitions.items(), key=lambda pair: (-pair[1], pair[0].name, pair[0].before.value)))


def affected_table(path: Path, ruling: Ruling, *, stage: str, circuits: Sequence[str], most: int = 50) -> Affected:
    """Say which claims of a table a ruling touches, by the rules alone.

    Args:
        stage, circuits: as for claim files.
        most: how many touched claims to list.
    """
    circuit = circuits[0] if len(circuits) == 1 else None
    with reading(path) as connection:
        caseload = open_caseload(connection, path, ruling.library.vocabulary, stage=stage, circuit=circuit)
        engine = DuckDbEngine(connection)
        tally = _TableTally(ruling, caseload, circuits, most)
        for answered in answers(engine, caseload, ruling.library, (ruling.before, ruling.after), stage, circuit):
            tally.add(engine, answered)
        return tally.affected()


class _TableTally:
    """What a ruling does to the parts of a table so far."""

    def __init__(self, ruling: Ruling, caseload: Caseload, circuits: Sequence[str], most: int) -> None:
        self.ruling, self.caseload, self.circuits, self.most = ruling, caseload, circuits, most
        self.touched: list[Touched] = []
        self.transitions: Counter[AnswerChange] = Counter()
        self.reasons: Counter[str] = Counter()
        self.claims = self.touched_claims = 0

    def add(self, engine: Engine, answered: Answered) -> None:
        """Count a part: each class of claims by the elements that the ruling moves under its law."""
        was, now = answered.plan.questions
        for at, members in enumerate(answered.plan.classes):
            if self.circuits and members[0].circuit not in self.circuits:
                members = tuple(one for one in members if one.circuit in self.circuits)
            if members:
                self._add_class(engine, answered, at, was.laws[at], now.laws[at])

    def _add_class(self, engine: Engine, answered: Answered, at: int, was: LawOfDay, now: LawOfDay) -> None:
        rows = f'{quoted(ANSWERS)} AS "a" JOIN {quoted(FACTS)} AS "f" ON "a"."row" = "f"."row"'
        of_class = f'"f".{quoted(f"class {at}")} AND {self._in_circuits()}'
        claims = engine.rows(f"SELECT count(*) FROM {rows} WHERE {of_class}")[0][0]
        self.claims += claims
        before, after = answered.columns
        moved = resting_on(now, self.ruling.through(was, now))
        asked = [name for name in after if name in moved and name in before and before[name] != after[name]]
        if not asked or not claims:
            self.reasons[SAME_LAW] += claims
            return
        changed = " OR ".join(f'"a".{before[name]} IS DISTINCT FROM "a".{after[name]}' for name in asked)
        touched = engine.rows(f"SELECT count(*) FROM {rows} WHERE {of_class} AND ({changed})")[0][0]
        self.touched_claims += touched
        self.reasons[SAME_ANSWERS] += claims - touched
        for name in asked:
            pairs = engine.rows(
                f'SELECT "a".{before[name]}, "a".{after[name]}, count(*) FROM {rows} WHERE {of_class} '
                f'AND "a".{before[name]} IS DISTINCT FROM "a".{after[name]} GROUP BY ALL'
            )
            for one, other, number in pairs:
                self.transitions[AnswerChange(name, _ANSWER[one], _ANSWER[other])] += number
        self._list(engine, rows, f"{of_class} AND ({changed})", asked, before, after)

    def _in_circuits(self) -> str:
        if not self.circuits or CIRCUIT not in self.caseload.has:
            return "TRUE"
        listed = ", ".join(f"'{circuit}'" for circuit in self.circuits)
        return f'"f".{quoted(CIRCUIT)} IN ({listed})'

    def _list(
        self,
        engine: Engine,
        rows: str,
        where: str,
        asked: Sequence[str],
        before: Mapping[str, str],
        after: Mapping[str, str],
    ) -> None:
        own = {
            name: f'"f".{quoted(name)}' if name in self.caseload.has else "NULL" for name in (CLAIM, CIRCUIT, HEARING)
        }
        pairs = [f'"a".{side[name]}' for name in asked for side in (before, after)]
        order = [*(f"{own[name]} NULLS LAST" for name in (HEARING, CLAIM) if name in self.caseload.has), '"a"."row"']
        found = engine.rows(
            f'SELECT "a"."row", {", ".join(own.values())}, {", ".join(pairs)} FROM {rows} WHERE {where} '
            f"ORDER BY {', '.join(order)} LIMIT {self.most}"
        )
        for row, claim, circuit, hearing, *values in found:
            changes = [
                AnswerChange(name, _ANSWER[values[2 * at]], _ANSWER[values[2 * at + 1]])
                for at, name in enumerate(asked)
                if values[2 * at] is not values[2 * at + 1]
            ]
            self.touched.append(Touched(claim or f"row {row + 1}", circuit or None, hearing, tuple(changes)))

    def affected(self) -> Affected:
        """Return all counts, and the touched claims whose hearings come first."""
        return Affected(
            self.ruling,
            self.caseload.path.name,
            self.claims,
            tuple(sorted(self.touched, key=by_hearing)[: self.most]),
            self.touched_claims,
            most_first(self.transitions),
            (),
            tuple(sorted((why, number) for why, number in self.reasons.items() if number)),
            by_precedent=False,
        )
