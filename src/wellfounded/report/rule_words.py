"""A legal rule in words: the questions an adjudicator answers, and how they join."""

from __future__ import annotations

import re

from wellfounded.law.model import LegalTest, Vocabulary
from wellfounded.report.document import Bullet, Bullets
from wellfounded.report.words import with_days
from wellfounded.rule import (
    NO_SUCH_ROUTE,
    NOTHING_ASKED,
    AllOf,
    AnyOf,
    AtLeast,
    Choice,
    DayTest,
    Known,
    LawUnsettled,
    Name,
    Not,
    Rule,
)
from wellfounded.rule_text import print_rule


def test_words(test: LegalTest, vocabulary: Vocabulary) -> Bullets:
    """Write what a test asks as nested remarks."""
    return Bullets((rule_words(test.rule, vocabulary),))


def rule_words(rule: Rule, vocabulary: Vocabulary) -> Bullet:
    """Write a rule as a remark, with the remarks that belong under it."""
    match rule:
        case AllOf(()):
            return "nothing is asked on this point"
        case AnyOf(()):
            return "no such route exists"
        case AllOf(parts):
            return "all of these", _under(parts, vocabulary)
        case AnyOf(parts):
            return "one of these", _under(parts, vocabulary)
        case AtLeast(count, parts):
            return f"at least {count} of these", _under(parts, vocabulary)
        case Not(AnyOf(parts)) if rule.part != NO_SUCH_ROUTE:
            return "none of these", _under(parts, vocabulary)
        case Not(AllOf(parts)) if rule.part != NOTHING_ASKED:
            return "not all of these together", _under(parts, vocabulary)
        case Not(Name(id)):
            return f"no to: {question(id, vocabulary)}"
        case Not(part):
            return f"not so: {with_days(print_rule(part))}"
        case Name(id):
            return f"yes to: {question(id, vocabulary)}"
        case LawUnsettled(why):
            return f"the law itself is unsettled: {why}"
        case Choice() | Known() | DayTest():
            return with_days(print_rule(rule))


def _under(parts: tuple[Rule, ...], vocabulary: Vocabulary) -> Bullets:
    return Bullets(tuple(rule_words(part, vocabulary) for part in parts))


def question(id: str, vocabulary: Vocabulary) -> str:
    """Say in words what an id of a rule asks."""
    if id in vocabulary.findings:
        return vocabulary.findings[id].question
    if id in vocabulary.elements:
        return vocabulary.elements[id].must_be_shown
    if id in vocabulary.facts:
        return vocabulary.facts[id].english
    return re.sub(r"[-.]", " ", id)


def one_line(rule: Rule, vocabulary: Vocabulary) -> str:
    """Write a rule in one line, for tables."""
    match rule:
        case AllOf(()):
            return "nothing is asked"
        case AnyOf(()):
            return "no such route"
        case AllOf(parts):
            return "; and ".join(_bracketed(part, vocabulary) for part in parts)
        case AnyOf(parts):
            return "; or ".join(_bracketed(part, vocabulary) for part in parts)
        case AtLeast(count, parts):
            return f"at least {count} of: {'; '.join(_bracketed(part, vocabulary) for part in parts)}"
        case Not(Name(id)):
            return f"no to: {question(id, vocabulary).rstrip('?.')}"
        case Not(part):
            return f"not so: {_bracketed(part, vocabulary)}"
        case Name(id):
            return f"yes to: {question(id, vocabulary).rstrip('?.')}"
        case LawUnsettled(why):
            return f"unsettled: {why}"
        case _:
            return with_days(print_rule(rule))


def _bracketed(part: Rule, vocabulary: Vocabulary) -> str:
    words = one_line(part, vocabulary)
    return f"({words})" if isinstance(part, AllOf | AnyOf | AtLeast) and len(part.parts) > 1 else words
