"""On which facts not yet known an element can still turn, exactly: its met and not-met sides as decision diagrams."""

from __future__ import annotations

from collections.abc import Iterator

from wellfounded.answer import Answer
from wellfounded.claim.diagram import NO, YES, Diagram, Diagrams
from wellfounded.claim.elements import Elements
from wellfounded.claim.findings import ENTERED
from wellfounded.claim.record import Record
from wellfounded.rule import (
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
    evaluate,
    names,
)

_SAME_TEST = {"after": "on or before", "on or after": "before"}


class Turning:
    """Which facts not known can still change the answers on one record.

    A day not known is asked about test by test: each comparison of days counts as one question.
    """

    def __init__(self, elements: Elements) -> None:
        self.elements = elements
        self.record: Record = elements.findings.record
        self.vocabulary = elements.law.library.vocabulary
        self.diagrams = Diagrams()
        self._findings: dict[str, tuple[Diagram, Diagram]] = {}
        self._open: dict[str, frozenset[str]] = {}

    def facts(self, element: str) -> frozenset[str]:
        """List the facts not known for which two values lead to different answers of an element decided by tests."""
        found = self._open.get(element)
        if found is None:
            sides = [self._sides(rule) for rule in self.elements.law.rules_of(element)]
            met = self.diagrams.all_of(met for met, _ in sides)
            not_met = self.diagrams.all_of(not_met for _, not_met in sides)
            asked = self.diagrams.asked(met) | self.diagrams.asked(not_met)
            found = frozenset(fact for variable in asked for fact in self._facts_behind(variable))
            self._open[element] = found if sides else frozenset()
        return self._open[element]

    def _facts_behind(self, variable: object) -> Iterator[str]:
        if isinstance(variable, DayTest):
            yield from (fact for fact in names(variable) if not self.record.is_known(fact))
        elif isinstance(variable, Known | Choice):
            yield variable.fact
        else:
            yield str(variable)

    def _sides(self, rule: Rule) -> tuple[Diagram, Diagram]:
        """Draw where a rule over findings is met, and where it is not met."""
        draw = self.diagrams
        match rule:
            case Name(id):
                return self._finding(id)
            case Not(part):
                met, not_met = self._sides(part)
                return not_met, met
            case AllOf(parts):
                sides = [self._sides(part) for part in parts]
                return draw.all_of(met for met, _ in sides), draw.any_of(not_met for _, not_met in sides)
            case AnyOf(parts):
                sides = [self._sides(part) for part in parts]
                return draw.any_of(met for met, _ in sides), draw.all_of(not_met for _, not_met in sides)
            case AtLeast(count, parts):
                sides = [self._sides(part) for part in parts]
                too_few = len(parts) - count + 1
                return draw.at_least(count, [met for met, _ in sides]), draw.at_least(
                    too_few, [not_met for _, not_met in sides]
                )
            case LawUnsettled():
                return NO, NO
            case _:
                return self._fact_rule(rule), draw.negated(self._fact_rule(rule))

    def _finding(self, name: str) -> tuple[Diagram, Diagram]:
        found = self._findings.get(name)
        if found is None:
            settled = self.elements.findings.settled(name)
            if settled.how == ENTERED:
                found = (_end(settled.answer is Answer.MET), _end(settled.answer is Answer.NOT_MET))
            else:
                finding = self.vocabulary.findings[name]
                met, not_met = self._fact_rule(finding.met_when), self._fact_rule(finding.not_met_when)
                draw = self.diagrams
                found = draw.both(met, draw.negated(not_met)), draw.both(not_met, draw.negated(met))
            self._findings[name] = found
        return found

    def _fact_rule(self, rule: Rule | None) -> Diagram:
        """Draw where a rule over facts is met, once every fact it names is known."""
        draw = self.diagrams
        if rule is None:
            return NO
        match rule:
            case Not(part):
                return draw.negated(self._fact_rule(part))
            case AllOf(parts):
                return draw.all_of(self._fact_rule(part) for part in parts)
            case AnyOf(parts):
                return draw.any_of(self._fact_rule(part) for part in parts)
            case AtLeast(count, parts):
                return draw.at_least(count, [self._fact_rule(part) for part in parts])
            case LawUnsettled():
                return NO
            case _:
                return self._atom(rule)

    def _atom(self, rule: Name | Choice | Known | DayTest) -> Diagram:
        answer = evaluate(rule, self.record)
        if isinstance(rule, Known):
            return YES if answer is Answer.MET else self.diagrams.is_value(rule, 2, 0)
        if answer is not Answer.OPEN:
            return _end(answer is Answer.MET)
        if isinstance(rule, Name):
            return self.diagrams.is_value(rule.id, 2, 0)
        if isinstance(rule, Choice):
            return self._choice(rule)
        if rule.relation in _SAME_TEST:
            turned = DayTest(rule.left, _SAME_TEST[rule.relation], rule.right)
            return self.diagrams.negated(self.diagrams.is_value(turned, 2, 0))
        return self.diagrams.is_value(rule, 2, 0)

    def _choice(self, rule: Choice) -> Diagram:
        choices = self.vocabulary.facts[rule.fact].choices
        if rule.value in choices:
            return self.diagrams.is_value(rule.fact, len(choices), choices.index(rule.value))
        return self.diagrams.is_value(rule, 2, 0)


def _end(yes: bool) -> Diagram:
    return YES if yes else NO
