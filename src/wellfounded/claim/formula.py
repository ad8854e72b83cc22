"""Yes-or-no formulas: leaves joined by and, or and not, every distinct formula kept once and named by a number.

A formula is made after its parts, so that numbers in rising order are an order in which to work them out.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import reduce
from itertools import pairwise
from operator import and_, or_
from typing import Any, Protocol, Self, TypeAlias, TypeVar

Formula: TypeAlias = int


class Plane(Protocol):
    """A bit for each of many claims: a whole number, or an array of words."""

    def __and__(self, other: Any, /) -> Self: ...
    def __or__(self, other: Any, /) -> Self: ...
    def __xor__(self, other: Any, /) -> Self: ...


P = TypeVar("P", bound=Plane)

NEVER: Formula = 0
ALWAYS: Formula = 1
AND, OR, NOT, LEAF = "and", "or", "not", "leaf"


class Formulas:
    """Formulas over the same leaves.

    Attributes:
        kinds, parts: for each formula, how it is made and of what.
        plainly, negated: for each formula, the leaves it uses plainly, and under a `not`, as bits of a number.
        leaves: the formula of each leaf.
    """

    def __init__(self) -> None:
        self.kinds: list[str] = [LEAF, LEAF]
        self.parts: list[tuple[Formula, ...]] = [(), ()]
        self.plainly: list[int] = [0, 0]
        self.negated: list[int] = [0, 0]
        self.leaves: dict[Hashable, Formula] = {}
        self._made: dict[tuple[str, tuple[Formula, ...]], Formula] = {}

    def leaf(self, name: Hashable) -> Formula:
        """Return the formula of a leaf."""
        found = self.leaves.get(name)
        if found is None:
            found = self.leaves[name] = self._new(LEAF, (), 1 << len(self.leaves), 0)
        return found

    def all_of(self, parts: Iterable[Formula]) -> Formula:
        """Return the formula that holds where all parts do."""
        return self._joined(AND, parts, neutral=ALWAYS, absorbing=NEVER)

    def any_of(self, parts: Iterable[Formula]) -> Formula:
        """Return the formula that holds where one part does."""
        return self._joined(OR, parts, neutral=NEVER, absorbing=ALWAYS)

    def negation(self, part: Formula) -> Formula:
        """Return the formula that holds where another does not."""
        if part in (NEVER, ALWAYS):
            return ALWAYS if part == NEVER else NEVER
        if self.kinds[part] == NOT:
            return self.parts[part][0]
        return self._kept(NOT, (part,))

    def at_least(self, count: int, parts: tuple[Formula, ...]) -> Formula:
        """Return the formula that holds where at least `count` parts do."""
        counted = [ALWAYS] + [NEVER] * count
        for part in parts:
            counted[1:] = [self.any_of((more, self.all_of((fewer, part)))) for fewer, more in pairwise(counted)]
        return counted[count]

    def _joined(self, kind: str, parts: Iterable[Formula], *, neutral: Formula, absorbing: Formula) -> Formula:
        kept = {part for part in parts if part != neutral}
        if absorbing in kept or any(self.kinds[part] == NOT and self.parts[part][0] in kept for part in kept):
            return absorbing
        if len(kept) < 2:
            return kept.pop() if kept else neutral
        return self._kept(kind, tuple(sorted(kept)))

    def _kept(self, kind: str, parts: tuple[Formula, ...]) -> Formula:
        found = self._made.get((kind, parts))
        if found is None:
            plainly = negated = 0
            for part in parts:
                plainly |= self.plainly[part]
                negated |= self.negated[part]
            signs = (negated, plainly) if kind == NOT else (plainly, negated)
            found = self._made[kind, parts] = self._new(kind, parts, *signs)
        return found

    def _new(self, kind: str, parts: tuple[Formula, ...], plainly: int, negated: int) -> Formula:
        self.kinds.append(kind)
        self.parts.append(parts)
        self.plainly.append(plainly)
        self.negated.append(negated)
        return len(self.kinds) - 1

    def uses(self, formula: Formula, leaves: int) -> bool:
        """Say whether a formula uses any of some leaves, given as bits."""
        return bool((self.plainly[formula] | self.negated[formula]) & leaves)

    def supposing(self, formula: Formula, values: Supposed) -> Formula:
        """Return what is left of a formula when some leaves are settled."""
        if not self.uses(formula, values.bits):
            return formula
        found = values.worked_out.get(formula)
        if found is None:
            parts = [self.supposing(part, values) for part in self.parts[formula]]
            kind = self.kinds[formula]
            found = self.all_of(parts) if kind == AND else self.any_of(parts) if kind == OR else self.negation(parts[0])
            values.worked_out[formula] = found
        return found

    def never_both(self, one: Formula, other: Formula, excluding: Mapping[Formula, frozenset[Formula]]) -> bool:
        """Say whether two formulas plainly never hold together; False where that is not plain.

        Args:
            excluding: leaves that never hold together with a leaf.
        """
        if NEVER in (one, other) or other in excluding.get(one, ()) or (NOT, (one,)) == self._shape(other):
            return True
        for this, that in ((one, other), (other, one)):
            kind, parts = self._shape(this)
            if kind == OR:
                return all(self.never_both(part, that, excluding) for part in parts)
        return self._shape(one) == (NOT, (other,)) or any(
            self.never_both(part, that, excluding)
            for this, that in ((one, other), (other, one))
            if self.kinds[this] == AND
            for part in self.parts[this]
        )

    def _shape(self, formula: Formula) -> tuple[str, tuple[Formula, ...]]:
        return self.kinds[formula], self.parts[formula]


class Supposed:
    """Leaves supposed to hold or not to hold.

    Attributes:
        bits: the leaves, as bits.
        worked_out: what is left of formulas, as far as anyone asked.
    """

    def __init__(self, formulas: Formulas, values: Mapping[Formula, bool]) -> None:
        self.bits = 0
        self.worked_out: dict[Formula, Formula] = {}
        for leaf, value in values.items():
            self.bits |= formulas.plainly[leaf]
            self.worked_out[leaf] = ALWAYS if value else NEVER


class Steps:
    """The steps that work out some formulas, each formula once; what no later step reads is let go.

    Attributes:
        wanted: the formulas.
        leaves: the names of the leaves they rest on.
    """

    def __init__(self, formulas: Formulas, wanted: Iterable[Formula]) -> None:
        self.wanted = frozenset(wanted)
        needed = _parts_and_all(formulas, self.wanted)
        last_read = {part: formula for formula in needed for part in formulas.parts[formula]}
        over: dict[Formula, list[Formula]] = {}
        for part, formula in last_read.items():
            if part not in self.wanted:
                over.setdefault(formula, []).append(part)
        self._steps = [
            (formula, formulas.kinds[formula], formulas.parts[formula], tuple(over.get(formula, ())))
            for formula in needed
        ]
        kept = set(needed)
        self._names = {leaf: name for name, leaf in formulas.leaves.items() if leaf in kept}
        self.leaves = tuple(self._names.values())

    def work_out(self, plane_of: Callable[[Any], P], everything: P) -> dict[Formula, P]:
        """Work out the formulas for many claims at once.

        Args:
            plane_of: where a leaf holds, by its name.
            everything: the plane in which every bit is set.
        """
        found = {NEVER: everything ^ everything, ALWAYS: everything}
        for formula, kind, parts, over in self._steps:
            if kind == AND:
                found[formula] = reduce(and_, [found[part] for part in parts])
            elif kind == OR:
                found[formula] = reduce(or_, [found[part] for part in parts])
            elif kind == NOT:
                found[formula] = found[parts[0]] ^ everything
            else:
                found[formula] = plane_of(self._names[formula])
            for part in over:
                del found[part]
        return {formula: found[formula] for formula in self.wanted}


def _parts_and_all(formulas: Formulas, wanted: Iterable[Formula]) -> list[Formula]:
    """List formulas with everything they are made of, parts first."""
    needed: set[Formula] = set()
    waiting = list(wanted)
    while waiting:
        formula = waiting.pop()
        if formula not in needed:
            needed.add(formula)
            waiting.extend(formulas.parts[formula])
    return sorted(needed - {NEVER, ALWAYS})
