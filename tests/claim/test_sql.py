"""One rule, two readers: the SQL reader gives the answer that the reader of single cases gives."""

from __future__ import annotations

from datetime import date
from itertools import product

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.claim.random_records import as_sql, random_record, table_of
from tests.made_rules import Assigned, rules
from wellfounded.answer import Answer
from wellfounded.claim.elements import Elements, ExactElements
from wellfounded.claim.findings import Findings, from_facts
from wellfounded.claim.law_of_day import law_of_day
from wellfounded.claim.sql import (
    RuleTooWide,
    at_least_sql,
    element_column,
    finding_sql,
    last_days,
    period_name,
    quoted,
    relief_column,
    rule_sql,
)
from wellfounded.claim.sql_elements import AssessmentSql
from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.law.model import Finding
from wellfounded.rule import AllOf, AnyOf, LawUnsettled, Name, Rule, YearsAfter, evaluate, periods
from wellfounded.rule_text import parse_rule, print_rule

NAMES = ("a", "b.c", "d", "e")
LEAVES = st.one_of(
    st.sampled_from(NAMES).map(Name), st.just(AllOf(())), st.just(AnyOf(())), st.just(LawUnsettled("nobody spoke"))
)
RULES = rules(LEAVES, max_leaves=10)

ASSIGNMENTS = [dict(zip(NAMES, answers, strict=True)) for answers in product(Answer, repeat=len(NAMES))]


@pytest.fixture(scope="module")
def every_assignment() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE assigned ({', '.join(f'{quoted(name)} BOOLEAN' for name in NAMES)})")
    rows = [[as_sql(answer) for answer in assigned.values()] for assigned in ASSIGNMENTS]
    connection.executemany("INSERT INTO assigned VALUES (?, ?, ?, ?)", rows)
    return connection


@settings(max_examples=60)
@given(RULES)
def test_both_readers_agree_on_every_assignment(every_assignment: duckdb.DuckDBPyConnection, rule: Rule) -> None:
    said = every_assignment.execute(f"SELECT {rule_sql(rule)} FROM assigned").fetchall()
    expected = [as_sql(evaluate(rule, Assigned(assigned))) for assigned in ASSIGNMENTS]
    assert [answer for (answer,) in said] == expected


@given(RULES)
def test_the_sql_uses_and_or_not_and_nothing_else(rule: Rule) -> None:
    words = rule_sql(rule).replace("CAST(NULL AS BOOLEAN)", "").replace("(", " ").replace(")", " ").split()
    assert {word for word in words if not word.startswith('"')} <= {"AND", "OR", "NOT", "TRUE", "FALSE"}


def test_at_least_is_written_out_exactly_and_not_beyond_reason() -> None:
    assert at_least_sql(2, ["x", "y", "z"]) == "((x AND (y OR z)) OR (y AND z))"
    with pytest.raises(RuleTooWide):
        at_least_sql(20, [f"x{at}" for at in range(40)])


def test_an_id_that_tries_to_end_its_quotation_stays_an_identifier() -> None:
    assert rule_sql(Name('a" OR TRUE --')) == '"a"" OR TRUE --"'


def test_both_readers_agree_on_every_test_of_the_library(library: Library) -> None:
    tests = [test for element in library.vocabulary.elements for test in library.tests_of(element)]
    records = [random_record(library, seed, known=known) for seed, known in enumerate((0.2, 0.5, 0.8, 1.0) * 5)]
    findings = library.vocabulary.findings
    columns = [f"{finding_sql(finding)} AS {quoted(finding.id)}" for finding in findings.values()]
    answers = [f"{rule_sql(test.rule)} AS {quoted(test.id)}" for test in tests]
    named = [rule for finding in findings.values() for rule in (finding.met_when, finding.not_met_when) if rule]
    connection = table_of(library, records, periods(named))
    found = f'SELECT "case", {", ".join(columns)} FROM cases'
    said = connection.execute(f'SELECT {", ".join(answers)} FROM ({found}) ORDER BY "case"').fetchall()

    for record, row in zip(records, said, strict=True):
        of_record = Findings(findings, record)
        assert list(row) == [as_sql(evaluate(test.rule, of_record)) for test in tests]


def test_both_readers_agree_on_every_finding_of_the_library(library: Library) -> None:
    findings = list(library.vocabulary.findings.values())
    records = [random_record(library, seed, known=known) for seed, known in enumerate((0.1, 0.4, 0.7, 1.0) * 10, 500)]
    named = [rule for finding in findings for rule in (finding.met_when, finding.not_met_when) if rule]
    connection = table_of(library, records, periods(named))
    columns = ", ".join(f"{finding_sql(finding)} AS {quoted(finding.id)}" for finding in findings)
    said = connection.execute(f'SELECT {columns} FROM cases ORDER BY "case"').fetchall()

    for record, row in zip(records, said, strict=True):
        assert list(row) == [as_sql(from_facts(finding, record).answer) for finding in findings]


QUESTIONS = [
    (date(2018, 6, 12), Forum("ij", "ca3"), date(2017, 1, 2)),
    (date(2026, 3, 10), Forum("bia", "ca4"), date(2024, 1, 2)),
    (date(2025, 9, 3), Forum("credible-fear", None), date(2025, 9, 3)),
    (date(1984, 1, 3), Forum("ij", "ca9"), date(1983, 5, 5)),
]


@pytest.mark.parametrize(("on", "forum", "filed"), QUESTIONS, ids=[f"{on} {forum}" for on, forum, _ in QUESTIONS])
def test_both_readers_agree_on_whole_assessments(library: Library, on: date, forum: Forum, filed: date) -> None:
    law = law_of_day(library, on, forum, filed)
    records = [random_record(library, seed, known=known) for seed, known in enumerate((0.3, 0.6, 0.9) * 4, 900)]
    statement = AssessmentSql(law)
    connection = table_of(library, records, statement.periods)
    names = [*statement.elements, *(relief.id for relief in statement.reliefs)]
    columns = [*map(element_column, statement.elements), *(relief_column(relief.id) for relief in statement.reliefs)]
    shown = ", ".join(columns)
    plain = connection.execute(f'SELECT {shown} FROM ({statement.select("cases")}) ORDER BY "case"').fetchall()
    exactly = statement.exact_select("cases", key='"case"')
    exact = connection.execute(f'SELECT {shown} FROM ({exactly}) ORDER BY "case"').fetchall()

    for record, plain_row, exact_row in zip(records, plain, exact, strict=True):
        elements = Elements(law, Findings(library.vocabulary.findings, record))
        settled = ExactElements(elements)
        expected = [elements.answer(name) for name in statement.elements]
        expected += [elements.of_rule(relief.rule).answer for relief in statement.reliefs]
        assert dict(zip(names, plain_row, strict=True)) == dict(zip(names, map(as_sql, expected), strict=True))
        expected = [settled.reading(name).answer for name in statement.elements]
        expected += [settled.of_rule(relief.rule).answer for relief in statement.reliefs]
        assert dict(zip(names, exact_row, strict=True)) == dict(zip(names, map(as_sql, expected), strict=True))


def test_what_a_fact_not_known_would_settle_either_way_is_settled(library: Library) -> None:
    """Three-valued logic leaves the answer open, though either value of the fact would give the same."""
    words = "(reported-to-police and was-hiding) or (not reported-to-police and was-hiding)"
    finding = Finding("f", "e", "?", "rule", (), (), (), met_when=parse_rule(words))
    record = random_record(library, 1, known=0.0).with_value("was-hiding", Answer.MET)
    assert from_facts(finding, record).answer is Answer.OPEN
    for turned_out in (Answer.MET, Answer.NOT_MET):
        assert from_facts(finding, record.with_value("reported-to-police", turned_out)).answer is Answer.MET


def test_the_table_of_last_days_is_the_reckoning_of_single_cases(library: Library) -> None:
    [period] = periods(
        [parse_rule("filed-on on or before (1 year after last-arrival-on, rolled past weekends and holidays)")]
    )
    assert period == YearsAfter(1, "last-arrival-on", None, True)
    assert (
        print_rule(parse_rule(f"filed-on on or before ({period_name(period)})"))
        == f"filed-on on or before ({period_name(period)})"
    )
    holidays = tuple(library.vocabulary.holidays.values())
    rows = dict(last_days(period, first=date(2023, 1, 1), until=date(2025, 1, 1), holidays=holidays))
    assert rows[date(2024, 3, 16)] == date(2025, 3, 17)
    assert rows[date(2023, 11, 9)] == date(2024, 11, 12)
    assert rows[date(2024, 2, 29)] == date(2025, 2, 28)
    assert len(rows) == 731
