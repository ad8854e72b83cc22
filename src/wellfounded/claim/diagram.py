"""Decision diagrams: which facts can still change an answer, exactly.

A diagram asks for one fact after another, in a fixed order, and ends in yes or no. Diagrams that would answer alike are
one and the same object, and a question whose answers all lead to the same place is never asked: so the facts that stand
in a diagram are exactly those that can still matter.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

Variable = Hashable


@dataclass(frozen=True, slots=True, eq=False)
class Diagram:
    """A question and where each of its answers leads; without a question, the end: yes or no.

    Attributes:
        rank: the place of the question in the order of asking.
        branches: the diagram for each value, in the order of the values.
        end: the answer, where there is nothing left to ask.
    """

    rank: int
    branches: tuple[Diagram, ...] = ()
    end: bool = False


_LAST = 1_000_000_000
YES = Diagram(_LAST, end=True)
NO = Diagram(_LAST, end=False)


class Diagrams:
    """Diagrams over the same questions, in the order in which the questions first come up."""

    def __init__(self) -> None:
        self._ranks: dict[Variable, int] = {}
        self._made: dict[tuple[int, tuple[Diagram, ...]], Diagram] = {}
        self._joined: dict[tuple[bool, Diagram, Diagram], Diagram] = {}

    def is_value(self, variable: Variable, values: int, at: int) -> Diagram:
        """Return the diagram that is yes where a question has one of its values, by position."""
        rank = self._ranks.setdefault(variable, len(self._ranks))
        return self._make(rank, tuple(YES if position == at else NO for position in range(values)))

    def _make(self, rank: int, branches: tuple[Diagram, ...]) -> Diagram:
        if all(branch is branches[0] for branch in branches):
            return branches[0]
        key = (rank, branches)
        if key not in self._made:
            self._made[key] = Diagram(rank, branches)
        return self._made[key]

    def both(self, one: Diagram, other: Diagram) -> Diagram:
        """Return the diagram that is yes where both are."""
        return self._join(one, other, absorbing=NO)

    def either(self, one: Diagram, other: Diagram) -> Diagram:
        """Return the diagram that is yes where one of two is."""
        return self._join(one, other, absorbing=YES)

    def _join(self, one: Diagram, other: Diagram, *, absorbing: Diagram) -> Diagram:
        neutral = YES if absorbing is NO else NO
        if one is absorbing or other is absorbing:
            return absorbing
        if one is neutral or one is other:
            return other
        if other is neutral:
            return one
        key = (absorbing.end, one, other)
        found = self._joined.get(key)
        if found is None:
            rank = min(one.rank, other.rank)
            width = len(one.branches if one.rank == rank else other.branches)
            branches = tuple(
                self._join(_at(one, rank, position), _at(other, rank, position), absorbing=absorbing)
                for position in range(width)
            )
            found = self._joined[key] = self._make(rank, branches)
        return found

    def negated(self, diagram: Diagram) -> Diagram:
        """Return the diagram that is yes where another is no."""
        if not diagram.branches:
            return NO if diagram is YES else YES
        return self._make(diagram.rank, tuple(map(self.negated, diagram.branches)))

    def all_of(self, diagrams: Iterator[Diagram]) -> Diagram:
        """Return the diagram that is yes where all are."""
        return _folded(self.both, diagrams, YES)

    def any_of(self, diagrams: Iterator[Diagram]) -> Diagram:
        """Return the diagram that is yes where one is."""
        return _folded(self.either, diagrams, NO)

    def at_least(self, count: int, diagrams: list[Diagram]) -> Diagram:
        """Return the diagram that is yes where at least `count` are."""
        if count <= 0:
            return YES
        if count > len(diagrams):
            return NO
        with_first = self.both(diagrams[0], self.at_least(count - 1, diagrams[1:]))
        return self.either(with_first, self.at_least(count, diagrams[1:]))

    def asked(self, diagram: Diagram) -> frozenset[Variable]:
        """List the questions that stand in a diagram: exactly those on which its answer can turn."""
        by_rank = {rank: variable for variable, rank in self._ranks.items()}
        seen: set[Diagram] = set()
        waiting = [diagram]
        while waiting:
            found = waiting.pop()
            if found.branches and found not in seen:
                seen.add(found)
                waiting.extend(found.branches)
        return frozenset(by_rank[found.rank] for found in seen)


def _at(diagram: Diagram, rank: int, position: int) -> Diagram:
    return diagram.branches[position] if diagram.rank == rank else diagram


def _folded(join: Callable[[Diagram, Diagram], Diagram], diagrams: Iterator[Diagram], start: Diagram) -> Diagram:
    for diagram in diagrams:
        start = join(start, diagram)
    return start
