"""The third reader of a rule: two formulas, where its answer is met and where it is not met; open where neither holds.

The answer is exact. Where a fact that helps one finding and hurts another is not known, three-valued logic may leave
open what each of its values would settle alike. `Exactly` writes that into the formula once and for all claims: met on
what is known, or met whichever way the fact turns out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from wellfounded.claim.formula import AND, NEVER, OR, Formula, Formulas, Supposed
from wellfounded.claim.law_of_day import LawOfDay
from wellfounded.law.library import Library
from wellfounded.law.model import Fact, Finding
from wellfounded.rule import AllOf, AnyOf, AtLeast, Choice, DayTest, Known, LawUnsettled, Name, Not, Rule

YES_NO = "yes-no"
_MOST_LAWS = 200


class TwoSided(NamedTuple):
    """Where an answer is met, and where it is not met."""

    met: Formula
    not_met: Formula


class Said(NamedTuple):
    """A leaf: what a rule over facts says of a claim as far as its facts are known.

    Attributes:
        atom: a yes-or-no fact, a choice, or days compared.
        yes: whether it is so, or known not to be so.
    """

    atom: Rule
    yes: bool


class Entered(NamedTuple):
    """A leaf: a finding that a person entered: met, not met, or (`answer` is None) whether one was entered at all."""

    finding: str
    answer: bool | None


OPEN = TwoSided(NEVER, NEVER)


class AnswerFormulas:
    """The answers under any law of a library, as formulas over what is recorded.

    Attributes:
        formulas: where they are kept.
        library: the library.
    """

    def __init__(self, library: Library, *, entered: Iterable[str] = (), entered_for_all: Iterable[str] = ()) -> None:
        """Write the findings.

        Args:
            entered: findings that a person may have entered for a claim; the others are read from facts.
            entered_for_all: findings that are never read from facts.
        """
        self.library, self.formulas = library, Formulas()
        self._excluding: dict[Formula, frozenset[Formula]] = {}
        self._choices: dict[str, set[Formula]] = {}
        self._of_findings = {name: self._from_facts(finding) for name, finding in library.vocabulary.findings.items()}
        for name in entered:
            self._of_findings[name] = self._entered(name, self._of_findings[name])
        for name in entered_for_all:
            self._of_findings[name] = self._entered(name, OPEN)
        self._exactly = Exactly(
            self.formulas, map(library.vocabulary.facts.__getitem__, library.vocabulary.exact_facts)
        )
        self._of_elements: dict[LawOfDay, dict[str, TwoSided]] = {}
        self._of_tests: dict[int, tuple[Rule, TwoSided]] = {}

    def answers(self, law: LawOfDay) -> dict[str, TwoSided]:
        """Write every element and relief of a stage under a law."""
        reliefs = law.reliefs()
        asked = dict.fromkeys(name for relief in reliefs for name in law.elements_of(relief))
        found = {name: self.element(law, name) for name in asked}
        return found | {relief.id: self._exact(self._of_rule(relief.rule, self._elements(law))) for relief in reliefs}

    def element(self, law: LawOfDay, name: str) -> TwoSided:
        """Write an element under a law, whether the stage asks it or not."""
        return self._exact(self._elements(law)(name))

    def _elements(self, law: LawOfDay) -> Callable[[str], TwoSided]:
        """Return what writes an element under a law in three-valued logic alone."""
        if law not in self._of_elements and len(self._of_elements) >= _MOST_LAWS:
            self._of_elements.clear()
        plain = self._of_elements.setdefault(law, {})

        def of_element(name: str) -> TwoSided:
            if name not in plain:
                made_of = law.element(name).made_of
                plain[name] = self._of_rule(made_of, of_element) if made_of is not None else self._tested(law, name)
            return plain[name]

        return of_element

    def _exact(self, plain: TwoSided) -> TwoSided:
        return TwoSided(self._exactly(plain.met), self._exactly(plain.not_met))

    def known(self, fact: str) -> Formula:
        """Write whether a fact is known."""
        return _known(self.formulas, self.library.vocabulary.facts[fact])

    def _tested(self, law: LawOfDay, element: str) -> TwoSided:
        if law.test(element).test is None:
            return OPEN
        sides = [self._of_test(rule) for rule in law.rules_of(element)]
        return TwoSided(*(self.formulas.all_of(side) for side in zip(*sides, strict=True)))

    def _of_test(self, rule: Rule) -> TwoSided:
        found = self._of_tests.get(id(rule))
        if found is None:
            found = self._of_tests[id(rule)] = (rule, self._of_rule(rule, self._of_findings.__getitem__))
        return found[1]

    def _from_facts(self, finding: Finding) -> TwoSided:
        met, not_met = (
            self._of_rule(rule, self._of_fact).met if rule is not None else NEVER
            for rule in (finding.met_when, finding.not_met_when)
        )
        if self.formulas.never_both(met, not_met, self._excluding):
            return TwoSided(met, not_met)
        neither = self.formulas.negation
        return TwoSided(self.formulas.all_of((met, neither(not_met))), self.formulas.all_of((not_met, neither(met))))

    def _entered(self, name: str, otherwise: TwoSided) -> TwoSided:
        not_entered = self.formulas.negation(self.formulas.leaf(Entered(name, None)))
        return TwoSided(
            *(
                self.formulas.any_of(
                    (self.formulas.leaf(Entered(name, said)), self.formulas.all_of((not_entered, side)))
                )
                for said, side in zip((True, False), otherwise, strict=True)
            )
        )

    def _of_fact(self, fact: str) -> TwoSided:
        return self._of_leaves(Name(fact))

    def _of_leaves(self, atom: Rule) -> TwoSided:
        met, not_met = (self.formulas.leaf(Said(atom, yes)) for yes in (True, False))
        self._excluding[met], self._excluding[not_met] = frozenset([not_met]), frozenset([met])
        return TwoSided(met, not_met)

    def _of_choice(self, atom: Choice, fact: str) -> TwoSided:
        met = self.formulas.leaf(Said(atom, True))
        alike = self._choices.setdefault(fact, set())
        if met not in alike:
            alike.add(met)
            self._excluding.update({one: frozenset(alike - {one}) for one in alike})
        return TwoSided(met, self.formulas.all_of((self.known(fact), self.formulas.negation(met))))

    def _of_rule(self, rule: Rule, of_name: Callable[[str], TwoSided]) -> TwoSided:
        """Write a rule, its names by `of_name`: Kleene's logic, one side at a time."""
        formulas = self.formulas
        match rule:
            case Name(id):
                return of_name(id)
            case AllOf(parts) | AnyOf(parts):
                sides = [self._of_rule(part, of_name) for part in parts]
                join = (
                    (formulas.all_of, formulas.any_of)
                    if isinstance(rule, AllOf)
                    else (formulas.any_of, formulas.all_of)
                )
                return TwoSided(join[0](side.met for side in sides), join[1](side.not_met for side in sides))
            case Not(part):
                return TwoSided(*reversed(self._of_rule(part, of_name)))
            case AtLeast(count, parts):
                sides = [self._of_rule(part, of_name) for part in parts]
                met, not_met = (tuple(side[at] for side in sides) for at in (0, 1))
                return TwoSided(formulas.at_least(count, met), formulas.at_least(len(parts) - count + 1, not_met))
            case LawUnsettled():
                return OPEN
            case Choice(fact):
                return self._of_choice(rule, fact)
            case Known(fact):
                return TwoSided(self.known(fact), formulas.negation(self.known(fact)))
            case DayTest():
                return self._of_leaves(rule)


def _known(formulas: Formulas, fact: Fact) -> Formula:
    if fact.type == YES_NO:
        return formulas.any_of(formulas.leaf(Said(Name(fact.id), yes)) for yes in (True, False))
    return formulas.leaf(Said(Known(fact.id), True))


def _named(formulas: Formulas, fact: str) -> Iterator[tuple[str, Formula]]:
    """List the values of a fact that rules name, with their leaves."""
    for name, leaf in formulas.leaves.items():
        if isinstance(name, Said) and isinstance(name.atom, Choice) and name.atom.fact == fact:
            yield name.atom.value, leaf


class Exactly:
    """Makes formulas exact in the facts that help one finding and hurt another.

    For each such fact that a formula uses both ways, the formula holds for a claim that lacks it only if it holds for
    every value; for values that no rule names, one stands for all. Made when all findings are written.
    """

    def __init__(self, formulas: Formulas, facts: Iterable[Fact]) -> None:
        self._formulas = formulas
        self._facts = [_ExactFact(formulas, fact) for fact in facts]
        self._found: dict[Formula, Formula] = {}

    def __call__(self, formula: Formula) -> Formula:
        """Return a formula that also holds where every value of what is not known would make it hold."""
        found = self._found.get(formula)
        if found is None:
            formulas, every = self._formulas, formula
            for fact in [fact for fact in self._facts if fact.cuts_both_ways(formula)]:
                either_way = formulas.all_of((formulas.negation(fact.known), self._whichever(every, fact)))
                every = formulas.any_of((formulas.all_of((fact.known, every)), either_way))
            found = self._found[formula] = formulas.any_of((formula, every))
        return found

    def _whichever(self, formula: Formula, fact: _ExactFact) -> Formula:
        """Write that a formula holds whichever value a fact has, as near to the leaves as that can be said."""
        formulas = self._formulas
        if not formulas.uses(formula, fact.bits):
            return formula
        found = fact.whichever.get(formula)
        if found is None:
            kind, parts = formulas.kinds[formula], formulas.parts[formula]
            turning = [part for part in parts if formulas.uses(part, fact.bits)]
            if kind == AND:
                found = formulas.all_of(self._whichever(part, fact) for part in parts)
            elif kind == OR and len(turning) < len(parts):
                others = [part for part in parts if part not in turning]
                found = formulas.any_of((*others, self._whichever(formulas.any_of(turning), fact)))
            else:
                found = formulas.all_of(formulas.supposing(formula, way) for way in fact.ways)
            fact.whichever[formula] = found
        return found


class _ExactFact:
    """A fact that helps one finding and hurts another: its leaves, and the ways in which it can turn out."""

    def __init__(self, formulas: Formulas, fact: Fact) -> None:
        self._formulas, self._fact = formulas, fact
        self.known = _known(formulas, fact)
        self.whichever: dict[Formula, Formula] = {}
        if fact.type == YES_NO:
            yes, no = (formulas.leaf(Said(Name(fact.id), way)) for way in (True, False))
            ways = [{yes: True, no: False}, {yes: False, no: True}]
        else:
            named = dict(_named(formulas, fact.id))
            unnamed = [choice for choice in fact.choices if choice not in named][:1]
            ways = [
                {self.known: True, **{leaf: value == choice for value, leaf in named.items()}}
                for choice in (*named, *unnamed)
            ]
        self.ways = [Supposed(formulas, way) for way in ways]
        self.bits = self.ways[0].bits
        self._all_named = 0 if fact.type != YES_NO and unnamed else len(self.ways)

    def cuts_both_ways(self, formula: Formula) -> bool:
        """Say whether a formula may hold for each value of the fact and yet not hold on what is known."""
        plainly, negated = (signs[formula] & self.bits for signs in (self._formulas.plainly, self._formulas.negated))
        known = self._formulas.plainly[self.known] if self._fact.type != YES_NO else 0
        return bool(negated or plainly & known) or 0 < self._all_named <= plainly.bit_count()
