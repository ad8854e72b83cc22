"""Which names decide a rule: the smallest part of it that gives the answer, in the order of its words."""

from __future__ import annotations

from collections.abc import Iterator

from wellfounded.answer import Answer
from wellfounded.claim.ready import answer_of
from wellfounded.rule import AllOf, AnyOf, AtLeast, Choice, DayTest, Known, Name, Not, Rule, Values, names


def deciding(rule: Rule, values: Values, answer: Answer | None = None) -> Iterator[str]:
    """List the names that decide a rule: for an open one, those that leave it open.

    Args:
        answer: the rule's answer, if it is already known.
    Example:
        >>> from wellfounded.claim.record import Record
        >>> from wellfounded.rule_text import parse_rule
        >>> record = Record({"a": Answer.NOT_MET, "b": Answer.MET}, ())
        >>> list(deciding(parse_rule("a or b or c"), record)), list(deciding(parse_rule("b and c"), record))
        (['b'], ['c'])
    """
    answer = answer_of(rule, values) if answer is None else answer
    match rule:
        case Name(id):
            yield id
        case Choice(fact, _) | Known(fact):
            yield fact
        case DayTest():
            yield from names(rule)
        case Not(part):
            yield from deciding(part, values, ~answer)
        case AllOf(parts) | AnyOf(parts):
            one_is_enough = answer is (Answer.NOT_MET if isinstance(rule, AllOf) else Answer.MET)
            every_one = answer is not Answer.OPEN and not one_is_enough
            same = (part for part in parts if every_one or answer_of(part, values) is answer)
            for part in same:
                yield from deciding(part, values, answer)
                if one_is_enough:
                    return
        case AtLeast(_, parts):
            for part in parts:
                if answer_of(part, values) is answer:
                    yield from deciding(part, values, answer)
