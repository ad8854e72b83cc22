"""Which names decide a rule: the smallest part of it that gives the answer, in the order of its words."""

from __future__ import annotations

from collections.abc import Iterator

from wellfounded.answer import Answer
from wellfounded.rule import AllOf, AnyOf, AtLeast, Choice, DayTest, Known, Name, Not, Rule, Values, evaluate, names


def deciding(rule: Rule, values: Values) -> Iterator[str]:
    """List the names that decide a rule: for an open one, those that leave it open.

    Example:
        >>> from wellfounded.claim.record import Record
        >>> from wellfounded.rule_text import parse_rule
        >>> record = Record({"a": Answer.NOT_MET, "b": Answer.MET}, ())
        >>> list(deciding(parse_rule("a or b or c"), record)), list(deciding(parse_rule("b and c"), record))
        (['b'], ['c'])
    """
    answer = evaluate(rule, values)
    match rule:
        case Name(id):
            yield id
        case Choice(fact, _) | Known(fact):
            yield fact
        case DayTest():
            yield from names(rule)
        case Not(part):
            yield from deciding(part, values)
        case AllOf(parts) | AnyOf(parts):
            same = [part for part in parts if evaluate(part, values) is answer]
            one_is_enough = answer is (Answer.NOT_MET if isinstance(rule, AllOf) else Answer.MET)
            for part in same[:1] if one_is_enough else same:
                yield from deciding(part, values)
        case AtLeast(_, parts):
            for part in parts:
                if evaluate(part, values) is answer:
                    yield from deciding(part, values)


def not_known(rule: Rule, values: Values) -> Iterator[str]:
    """List the names that are open anywhere in a rule and could still change it."""
    if evaluate(rule, values) is not Answer.OPEN:
        return
    match rule:
        case Name(id):
            yield id
        case Choice(fact, _) | Known(fact):
            yield fact
        case DayTest():
            yield from names(rule)
        case Not(part):
            yield from not_known(part, values)
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from not_known(part, values)
