"""The second reader of a rule: it writes SQL in which NULL is open.

SQL's own three-valued AND, OR and NOT are Kleene's, so a rule needs nothing else; `at least N of (…)` is written out in
AND and OR. There is no CASE and no sum. Every id is a quoted column; what the columns hold is set down in
`docs/assess.md` under "For a docket":

- a yes-or-no fact is BOOLEAN, a choice VARCHAR, a day DATE; NULL in all of them is "not known";
- the last day of a period (`1 year after last-arrival-on …`) is a DATE column of its own, named by its words and
  joined from a table of last days (`last_days`), because weekends and holidays cannot be reckoned in a rule;
- findings and elements are BOOLEAN columns with a prefix, because one id may name both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from wellfounded.claim.record import last_day
from wellfounded.errors import WellfoundedError
from wellfounded.law.model import Finding, LegalHoliday
from wellfounded.rule import (
    AllOf,
    AnyOf,
    AtLeast,
    Choice,
    Day,
    DayTest,
    FactDay,
    FixedDay,
    Known,
    LawUnsettled,
    Name,
    Not,
    Rule,
    YearsAfter,
)

OPEN_SQL = "CAST(NULL AS BOOLEAN)"
_COMPARISONS = {"on or before": "<=", "before": "<", "after": ">", "on or after": ">="}
_MOST_WAYS = 20_000
Column = Callable[[str], str]


class RuleTooWide(WellfoundedError):
    """An at-least over so many parts that writing it out would fill pages."""


def quoted(name: str) -> str:
    """Quote an identifier.

    Example:
        >>> quoted("group.distinct")
        '"group.distinct"'
    """
    return '"' + name.replace('"', '""') + '"'


def quoted_text(text: str) -> str:
    """Quote a text value."""
    return "'" + text.replace("'", "''") + "'"


def finding_column(name: str) -> str:
    """Name the quoted column of a finding."""
    return quoted(f"finding:{name}")


def element_column(name: str) -> str:
    """Name the quoted column of an element."""
    return quoted(f"element:{name}")


def relief_column(name: str) -> str:
    """Name the quoted column of a relief."""
    return quoted(f"relief:{name}")


def period_name(period: YearsAfter) -> str:
    """Name the column of the last day of a period, in the words of the rule.

    Example:
        >>> period_name(YearsAfter(1, "last-arrival-on", date(1998, 4, 1), True))
        '1 year after last-arrival-on, not before 1998-04-01, rolled past weekends and holidays'
    """
    words = f"{period.years} {'year' if period.years == 1 else 'years'} after {period.fact}"
    words += f", not before {period.not_before.isoformat()}" if period.not_before else ""
    return words + (", rolled past weekends and holidays" if period.rolls else "")


def rule_sql(rule: Rule, column: Column = quoted) -> str:
    """Write a rule as a SQL expression of type BOOLEAN, in which NULL is open.

    Args:
        column: the column of an id; facts by their plain ids if left out.
    Raises:
        RuleTooWide: if an at-least could only be written out in more than 20,000 ways.
    Example:
        >>> from wellfounded.rule_text import parse_rule
        >>> rule_sql(parse_rule("not a.b or (c.d and e.f)"))
        '(NOT "a.b" OR ("c.d" AND "e.f"))'
    """
    match rule:
        case Name(id):
            return column(id)
        case AllOf(parts):
            return all_sql([rule_sql(part, column) for part in parts])
        case AnyOf(parts):
            return any_sql([rule_sql(part, column) for part in parts])
        case Not(part):
            return f"NOT {rule_sql(part, column)}"
        case AtLeast(count, parts):
            return at_least_sql(count, [rule_sql(part, column) for part in parts])
        case LawUnsettled():
            return OPEN_SQL
        case Choice(fact, value):
            return f"({quoted(fact)} = {quoted_text(value)})"
        case Known(fact):
            return f"({quoted(fact)} IS NOT NULL)"
        case DayTest():
            return _day_test_sql(rule)


def all_sql(parts: list[str]) -> str:
    """Join expressions by AND; of none, TRUE: nothing was asked."""
    return parts[0] if len(parts) == 1 else f"({' AND '.join(parts)})" if parts else "TRUE"


def any_sql(parts: list[str]) -> str:
    """Join expressions by OR; of none, FALSE: no such route existed."""
    return parts[0] if len(parts) == 1 else f"({' OR '.join(parts)})" if parts else "FALSE"


def at_least_sql(count: int, parts: list[str]) -> str:
    """Write "at least `count` of" in AND and OR: the first and one fewer of the rest, or as many of the rest.

    Example:
        >>> at_least_sql(2, ["a", "b", "c"])
        '((a AND (b OR c)) OR (b AND c))'
    """
    ways = 1
    for drawn in range(min(count, len(parts) - count)):
        ways = ways * (len(parts) - drawn) // (drawn + 1)
    if ways > _MOST_WAYS:
        raise RuleTooWide(
            f"At least {count} of {len(parts)} things is too wide to be written as SQL.",
            remedy="State the rule with fewer parts.",
        )
    return _threshold_sql(count, parts)


def _threshold_sql(count: int, parts: list[str]) -> str:
    if count <= 0:
        return "TRUE"
    if count > len(parts):
        return "FALSE"
    if count == len(parts):
        return all_sql(parts)
    if count == 1:
        return any_sql(parts)
    first, rest = parts[0], parts[1:]
    return f"(({first} AND {_threshold_sql(count - 1, rest)}) OR {_threshold_sql(count, rest)})"


def _day_test_sql(test: DayTest) -> str:
    left = _day_sql(test.left)
    if test.until is not None:
        return f"({left} >= {_day_sql(test.right)} AND {left} < {_day_sql(test.until)})"
    return f"({left} {_COMPARISONS[test.relation]} {_day_sql(test.right)})"


def _day_sql(day: Day) -> str:
    match day:
        case FixedDay(fixed):
            return f"DATE '{fixed.isoformat()}'"
        case FactDay(fact):
            return quoted(fact)
        case YearsAfter():
            return quoted(period_name(day))


def finding_sql(finding: Finding) -> str:
    """Write the answer to a finding that rests on facts alone.

    Met if the met rule is met and the not-met rule is not; not met the other way round; open if neither or both.
    """
    met = f"COALESCE({rule_sql(finding.met_when)}, FALSE)" if finding.met_when is not None else "FALSE"
    not_met = f"COALESCE({rule_sql(finding.not_met_when)}, FALSE)" if finding.not_met_when is not None else "FALSE"
    return f"(({met} AND NOT {not_met}) OR ({OPEN_SQL} AND ({met} OR NOT {not_met})))"


def agreed_sql(answers: list[str]) -> str:
    """Write the answer on which several expressions agree; open where they do not."""
    if len(answers) == 1:
        return answers[0]
    return f"({all_sql(answers)} OR ({OPEN_SQL} AND {any_sql(answers)}))"


def last_days(
    period: YearsAfter, *, first: date, until: date, holidays: Iterable[LegalHoliday]
) -> Iterator[tuple[date, date]]:
    """List, for each day on which a period could start, its last day: the rows of the table to join.

    Args:
        first, until: the first start, and the first that is left out.
    """
    kept = tuple(holidays)
    day = first
    while day < until:
        yield day, last_day(day, period, kept)
        day += timedelta(days=1)
