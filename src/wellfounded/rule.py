"""A legal rule, written once: words a lawyer reads, and an expression that two readers share.

A rule joins names (findings, elements or facts) with `and`, `or`, `not` and `at least N of (…)`. Three fixed phrases
say what an authority may also do: `nothing asked` (always met), `no such route` (never met) and
`law unsettled: "why"` (open). Rules over facts may also compare a choice (`group-kind is family`), ask whether a fact
is known (`known last-arrival-on`), and compare days (`last-arrival-on before 2024-06-05`).

`evaluate` is the reader that answers one case. The reader that writes SQL is `wellfounded.claim.sql`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol, TypeAlias

from msgspec import Struct

from wellfounded.answer import Answer, at_least, every, from_known, some


class Name(Struct, frozen=True, tag=True, gc=False):
    """A finding, an element or a yes-or-no fact, by its id."""

    id: str


class AllOf(Struct, frozen=True, tag=True, gc=False):
    """Every part must be met; with no parts, nothing is asked."""

    parts: tuple[Rule, ...]


class AnyOf(Struct, frozen=True, tag=True, gc=False):
    """One part must be met; with no parts, no such route exists."""

    parts: tuple[Rule, ...]


class Not(Struct, frozen=True, tag=True, gc=False):
    """The part must not be met."""

    part: Rule


class AtLeast(Struct, frozen=True, tag=True, gc=False):
    """At least `count` of the parts must be met."""

    count: int
    parts: tuple[Rule, ...]


class LawUnsettled(Struct, frozen=True, tag=True, gc=False):
    """The law itself gave no answer, for the reason stated."""

    why: str


class Choice(Struct, frozen=True, tag=True, gc=False):
    """A fact with several possible values has this one."""

    fact: str
    value: str


class Known(Struct, frozen=True, tag=True, gc=False):
    """A fact is recorded, whatever its value."""

    fact: str


class FixedDay(Struct, frozen=True, tag=True, gc=False):
    """A day of the calendar."""

    day: date


class FactDay(Struct, frozen=True, tag=True, gc=False):
    """The day recorded under a fact."""

    fact: str


class YearsAfter(Struct, frozen=True, tag=True, gc=False):
    """A number of years after the day recorded under a fact.

    Attributes:
        not_before: the end falls no earlier than this day, however early the fact's day is.
        rolls: whether an end on a Saturday, Sunday or legal holiday moves to the next working day.
    """

    years: int
    fact: str
    not_before: date | None = None
    rolls: bool = False


Day: TypeAlias = FixedDay | FactDay | YearsAfter


class DayTest(Struct, frozen=True, tag=True, gc=False):
    """Two days compared: `relation` is "on or before", "before", "after", "on or after" or "between" (half-open)."""

    left: Day
    relation: str
    right: Day
    until: Day | None = None


Rule: TypeAlias = Name | AllOf | AnyOf | Not | AtLeast | LawUnsettled | Choice | Known | DayTest

NOTHING_ASKED = AllOf(())
NO_SUCH_ROUTE = AnyOf(())


class Values(Protocol):
    """What a rule is evaluated against: answers to names and, for rules over facts, choices and days."""

    def answer(self, name: str) -> Answer: ...
    def choice(self, fact: str) -> str | None: ...
    def is_known(self, fact: str) -> bool: ...
    def day(self, day: Day) -> date | None: ...


def evaluate(rule: Rule, values: Values) -> Answer:
    """Answer a rule for one case, in three-valued logic."""
    match rule:
        case Name(id):
            return values.answer(id)
        case AllOf(parts):
            return every(evaluate(part, values) for part in parts)
        case AnyOf(parts):
            return some(evaluate(part, values) for part in parts)
        case Not(part):
            return ~evaluate(part, values)
        case AtLeast(count, parts):
            return at_least(count, (evaluate(part, values) for part in parts))
        case LawUnsettled():
            return Answer.OPEN
        case Choice(fact, value):
            recorded = values.choice(fact)
            return from_known(None if recorded is None else recorded == value)
        case Known(fact):
            return from_known(values.is_known(fact))
        case DayTest():
            return from_known(_compare(rule, values))


def _compare(test: DayTest, values: Values) -> bool | None:
    left, right = values.day(test.left), values.day(test.right)
    if left is None or right is None:
        return None
    match test.relation:
        case "on or before":
            return left <= right
        case "before":
            return left < right
        case "after":
            return left > right
        case "on or after":
            return left >= right
        case _:
            until = values.day(test.until) if test.until else None
            return None if until is None else right <= left < until


def names(rule: Rule) -> Iterator[str]:
    """List the ids a rule mentions, in the order of its words, repeats included."""
    return (name for name, _ in signed_names(rule))


def signed_names(rule: Rule, *, negated: bool = False) -> Iterator[tuple[str, bool]]:
    """List the ids a rule mentions, each with whether it stands under an odd number of `not`s."""
    match rule:
        case Name(id):
            yield id, negated
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from signed_names(part, negated=negated)
        case Not(part):
            yield from signed_names(part, negated=not negated)
        case Choice(fact, _) | Known(fact):
            yield fact, negated
        case DayTest(left, _, right, until):
            for day in (left, right, until):
                if isinstance(day, FactDay | YearsAfter):
                    yield day.fact, negated


def both_ways(rule: Rule) -> tuple[str, ...]:
    """List the ids that a rule uses both plainly and negated: three-valued logic is exact only where there are none.

    Example:
        >>> from wellfounded.rule_text import parse_rule
        >>> both_ways(parse_rule("report.made or not report.made"))
        ('report.made',)
    """
    signs: dict[str, set[bool]] = {}
    for name, negated in signed_names(rule):
        signs.setdefault(name, set()).add(negated)
    return tuple(name for name, found in signs.items() if len(found) == 2)


def periods(rules: Iterable[Rule]) -> Iterator[YearsAfter]:
    """List the periods that some rules reckon, each once."""
    seen: dict[YearsAfter, None] = {}
    for rule in rules:
        for found in _periods_in(rule):
            seen.setdefault(found)
    yield from seen


def _periods_in(rule: Rule) -> Iterator[YearsAfter]:
    for test in day_tests(rule):
        yield from (day for day in (test.left, test.right, test.until) if isinstance(day, YearsAfter))


def day_tests(rule: Rule) -> Iterator[DayTest]:
    """List the comparisons of days in a rule, in the order of its words."""
    match rule:
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from day_tests(part)
        case Not(part):
            yield from day_tests(part)
        case DayTest():
            yield rule
