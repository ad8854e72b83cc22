"""The answers of one plan: every element and relief of every row, on every day, by whichever engine.

The statement of each question is `DocketSql`'s. Rows that lack a fact which helps one finding and hurts another are
read again, once for each way in which it could turn out, where its answer would otherwise stay open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wellfounded.claim.law_of_day import SOCIAL_GROUP
from wellfounded.claim.sql import OPEN_SQL, element_column, period_name, quoted, relief_column
from wellfounded.docket.caseload import CLAIM, FINDING, GROUP, Caseload, kind_of
from wellfounded.docket.engine import Engine
from wellfounded.docket.plans import DocketSql, Plan, class_column, completed_select, settling_facts
from wellfounded.law.model import Vocabulary

FACTS, ANSWERS = "facts of the plan", "answers of the plan"


@dataclass(frozen=True, slots=True)
class Answered:
    """Where the answers of a plan stand.

    Attributes:
        plan: the plan.
        rows: how many claims it covers.
        columns: for each day, the quoted column of `ANSWERS` that holds the answer to each element and relief.
    """

    plan: Plan
    rows: int
    columns: tuple[Mapping[str, str], ...]


def answer(
    engine: Engine,
    plan: Plan,
    caseload: Caseload,
    vocabulary: Vocabulary,
    *,
    source: str,
    where: str,
    last_days: Mapping[str, str],
) -> Answered | None:
    """Answer a plan for the rows under some condition; None if there are none.

    Args:
        source: the quoted name of the typed rows of the caseload.
        last_days: for each period that is reckoned, the quoted name of the table of its last days.
    """
    facts = tuple(dict.fromkeys(fact for question in plan.questions for fact in question.facts))
    engine.keep(FACTS, _facts_select(plan, caseload, vocabulary, facts, source, where, last_days))
    rows = engine.rows(f"SELECT count(*) FROM {quoted(FACTS)}")[0][0]
    if not rows:
        return None
    kept: list[str] = []
    columns: list[Mapping[str, str]] = []
    now: dict[str, str] = {}
    for at, question in enumerate(plan.questions):
        answered = [one for one in _names(question) if one in plan.differing[at]]
        if answered:
            name = f"answers {at}"
            _answer_day(engine, question, answered, name, caseload)
            kept.append(name)
            now = {**now, **{one: quoted(f"{at} {one}") for one in answered}}
        columns.append(now)
    _join(engine, plan, kept)
    engine.forget(*kept)
    claims = engine.rows(f"SELECT count(*) FROM {quoted(ANSWERS)}")[0][0]
    return Answered(plan, claims, tuple(columns))


def _names(question: DocketSql) -> tuple[str, ...]:
    return (*question.elements, *(relief.id for relief in question.reliefs))


def _facts_select(
    plan: Plan,
    caseload: Caseload,
    vocabulary: Vocabulary,
    facts: Sequence[str],
    source: str,
    where: str,
    last_days: Mapping[str, str],
) -> str:
    """Write the rows of a plan with every column its questions read; a fact the table lacks is known of no claim."""
    has = {fact.id for fact in caseload.facts}
    own = [f'"c".{quoted(name)}' for name in ("row", *sorted(caseload.has))]
    columns = [
        f'"c".{quoted(name)}' if name in has else f"CAST(NULL AS {kind_of(vocabulary.facts[name])}) AS {quoted(name)}"
        for name in facts
    ]
    findings = [f'"c".{quoted(FINDING + name)}' for name in caseload.findings]
    joins, ends = [], []
    for at, period in enumerate(dict.fromkeys(period for question in plan.questions for period in question.periods)):
        if period.fact in has:
            joins.append(
                f'LEFT JOIN {last_days[period_name(period)]} AS "p{at}" ON "c".{quoted(period.fact)} = "p{at}"."start"'
            )
            ends.append(f'"p{at}"."end" AS {quoted(period_name(period))}')
        else:
            ends.append(f"CAST(NULL AS DATE) AS {quoted(period_name(period))}")
    belongs = [
        f"({rule}) AS {class_column(at)}" for at, rule in enumerate(plan.class_conditions(has={*caseload.has, *has}))
    ]
    shown = ", ".join([*own, *columns, *findings, *ends, *belongs])
    return f'SELECT {shown} FROM (SELECT * FROM {source} WHERE {where}) AS "c" {" ".join(joins)}'


def _answer_day(engine: Engine, question: DocketSql, wanted: Sequence[str], name: str, caseload: Caseload) -> None:
    settling = _settling(question, wanted)
    by_group = GROUP in caseload.has and CLAIM in caseload.has
    needed = [*wanted, *(settling.given if settling else ()), *((SOCIAL_GROUP,) if by_group else ())]
    columns = [_column(question, one) for one in _names(question) if one in needed]
    engine.keep("plain", f'SELECT "row", {", ".join(columns)} FROM ({question.select(quoted(FACTS))})')
    settled = _settle(engine, settling, wanted, caseload) if settling else frozenset()
    shown = [f'coalesce("a".{column}, "b".{column})' if column in settled else f'"a".{column}' for column in columns]
    joined = 'LEFT JOIN "settled" AS "b" ON "a"."row" = "b"."row"' if settled else ""
    answers = f'SELECT "a"."row", {_named(shown, columns)} FROM "plain" AS "a" {joined}'
    if by_group:
        engine.keep("by group", answers)
        answers = _by_claim(question, columns)
    day = name.rpartition(" ")[2]
    renamed = [f"{_column(question, one)} AS {quoted(f'{day} {one}')}" for one in wanted]
    engine.keep(name, f'SELECT "row", {", ".join(renamed)} FROM ({answers})')
    engine.forget("plain", "settled", "by group")


def _column(question: DocketSql, name: str) -> str:
    return element_column(name) if name in question.law.library.vocabulary.elements else relief_column(name)


def _named(expressions: Iterable[str], columns: Iterable[str]) -> str:
    return ", ".join(f"{expression} AS {column}" for expression, column in zip(expressions, columns, strict=True))


def _settling(question: DocketSql, wanted: Sequence[str]) -> DocketSql | None:
    """Return the question of what rests on facts that help one finding and hurt another, if anything wanted does."""
    settling = question.settling(settling_facts(question), wanted)
    return settling if set(wanted) & set(_names(settling)) else None


def _settle(engine: Engine, settling: DocketSql, wanted: Sequence[str], caseload: Caseload) -> frozenset[str]:
    """Answer again, every way, what rests on a settling fact that is not known; return the columns so answered."""
    tried = settling_facts(settling)
    columns = [_column(settling, name) for name in _names(settling) if name in wanted]
    others = [f'"c".{quoted(name)}' for name in ("row", *(fact for fact in settling.facts if fact not in tried))]
    others += [f'"c".{quoted(period_name(period))}' for period in settling.periods]
    others += [f'"c".{quoted(FINDING + name)}' for name in caseload.findings]
    others += [f'"c".{class_column(at)}' for at in range(len(settling.laws))]
    others += [f'"p".{element_column(name)}' for name in settling.given]
    unknown = " OR ".join(f'"c".{quoted(fact)} IS NULL' for fact in tried)
    still_open = " OR ".join(f'"p".{column} IS NULL' for column in columns)
    rows = f'{quoted(FACTS)} AS "c" JOIN "plain" AS "p" ON "c"."row" = "p"."row"'
    completed = completed_select(rows, tried, others, f"({unknown}) AND ({still_open})")
    agreed = [
        f"bool_and(coalesce({column}, FALSE)) OR ({OPEN_SQL} AND bool_or(coalesce({column}, TRUE)))"
        for column in columns
    ]
    each_way = settling.select(f"({completed})")
    engine.keep("settled", f'SELECT "row", {_named(agreed, columns)} FROM ({each_way}) GROUP BY "row"')
    return frozenset(columns)


def _by_claim(question: DocketSql, columns: Sequence[str]) -> str:
    """Write the answers of claims from those of their groups.

    The group that comes furthest answers; what turns on the group is met if one group meets it.
    """
    group = element_column(SOCIAL_GROUP)
    rank = f"CASE WHEN {group} THEN 0 WHEN {group} IS NULL THEN 1 ELSE 2 END" if group in columns else "0"
    turning = {element_column(name) for name in question.elements if question.law.turns_on_the_group(name)}
    turning |= {relief_column(relief.id) for relief in question.reliefs}
    best = [
        f"bool_or(coalesce({column}, FALSE)) OR ({OPEN_SQL} AND bool_or({column} IS NULL))"
        if column in turning
        else f"bool_or({column}) FILTER (WHERE leads)"
        for column in columns
    ]
    placed = (
        'SELECT "a".*, "f"."claim", row_number() OVER (PARTITION BY "f"."claim" '
        f'ORDER BY {rank}, "f"."group") = 1 AS leads, '
        f'min("a"."row") OVER (PARTITION BY "f"."claim") AS first FROM "by group" AS "a" '
        f'JOIN {quoted(FACTS)} AS "f" ON "a"."row" = "f"."row"'
    )
    return f'SELECT first AS "row", {_named(best, columns)} FROM ({placed}) GROUP BY first'


def _join(engine: Engine, plan: Plan, kept: Sequence[str]) -> None:
    """Put the answers of all days into one table."""
    first, *others = kept
    columns = [f"{quoted(first)}.*"]
    joins = []
    for name in others:
        at = int(name.rpartition(" ")[2])
        answered = [one for one in _names(plan.questions[at]) if one in plan.differing[at]]
        columns += [f"{quoted(name)}.{quoted(f'{at} {one}')}" for one in answered]
        joins.append(f'JOIN {quoted(name)} ON {quoted(first)}."row" = {quoted(name)}."row"')
    engine.keep(ANSWERS, f"SELECT {', '.join(columns)} FROM {quoted(first)} {' '.join(joins)}")
