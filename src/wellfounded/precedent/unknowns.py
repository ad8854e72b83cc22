"""Unknown factors: what holds for every completion of them, and which of them decide, exactly.

A factor that is not known to be present or absent may turn out either way. The answer is what all completions share; if
they share none, it is open, and the factors that can turn it are named. There may be 2^n completions: they are folded
into a decision diagram whose states are the rulings still in reach, so that completions that leave the same rulings
are one.
"""

from __future__ import annotations

from dataclasses import dataclass

from wellfounded.precedent.constraint import Constraints, Forced


@dataclass(frozen=True, slots=True)
class Completed:
    """What the completions of a partly known fact situation say.

    Attributes:
        answers: every answer that some completion gives.
        deciding: the unknown factors (bits) that turn the answer in some completion of the others.
        certain: the rulings (bits) that reach every completion.
        possible: the rulings (bits) that reach some completion.
    """

    answers: frozenset[Forced]
    deciding: int
    certain: int
    possible: int

    @property
    def answer(self) -> Forced:
        """What holds for every completion; open where they differ."""
        return next(iter(self.answers)) if len(self.answers) == 1 else Forced.OPEN


def complete(constraints: Constraints, present: int, unknown: int) -> Completed:
    """Answer for every completion of the unknown factors.

    Args:
        present: factors known to be present.
        unknown: factors not known to be present or absent; none of them in `present`.
    """
    diagram = _Diagram(constraints, unknown)
    possible = constraints.everything
    for factor, (having, lacking) in enumerate(zip(constraints.with_factor, constraints.without, strict=True)):
        if unknown >> factor & 1:
            possible &= having | lacking
        else:
            possible &= having if present >> factor & 1 else lacking
    top = diagram.node(0, possible)
    return Completed(diagram.answers[top], diagram.deciding[top], certain(constraints, present, unknown), possible)


def certain(constraints: Constraints, present: int, unknown: int) -> int:
    """Mark the rulings that reach a fact situation whatever its unknown factors turn out to be."""
    reach = constraints.everything
    for factor, (having, lacking) in enumerate(zip(constraints.with_factor, constraints.without, strict=True)):
        if unknown >> factor & 1:
            reach &= having & lacking
        else:
            reach &= having if present >> factor & 1 else lacking
    return reach


class _Diagram:
    """A reduced ordered decision diagram over the unknown factors; each node stands for one function of them.

    In a reduced diagram a factor stands on some path if and only if the function depends on it.
    """

    def __init__(self, constraints: Constraints, unknown: int) -> None:
        self.constraints = constraints
        self.order = [factor for factor in range(len(constraints.sides)) if unknown >> factor & 1]
        self.answers: list[frozenset[Forced]] = []
        self.deciding: list[int] = []
        self._unique: dict[tuple[object, ...], int] = {}
        self._found: dict[tuple[int, int], int] = {}

    def node(self, at: int, reach: int) -> int:
        """Return the node for the factors from place `at` on, when these rulings are still in reach."""
        while at < len(self.order):
            factor = self.order[at]
            having = reach & self.constraints.with_factor[factor]
            lacking = reach & self.constraints.without[factor]
            if having != lacking:
                break
            reach, at = having, at + 1
        else:
            forced = self.constraints.forced_by(reach)
            return self._made((forced,), frozenset({forced}), 0)
        key = (at, reach)
        if key not in self._found:
            self._found[key] = self._branch(factor, self.node(at + 1, lacking), self.node(at + 1, having))
        return self._found[key]

    def _branch(self, factor: int, low: int, high: int) -> int:
        if low == high:
            return low
        deciding = 1 << factor | self.deciding[low] | self.deciding[high]
        return self._made((factor, low, high), self.answers[low] | self.answers[high], deciding)

    def _made(self, key: tuple[object, ...], answers: frozenset[Forced], deciding: int) -> int:
        if key not in self._unique:
            self._unique[key] = len(self.answers)
            self.answers.append(answers)
            self.deciding.append(deciding)
        return self._unique[key]
