"""Precedential constraint on one issue: which rulings reach a set of factors, and what they force together.

Definitions. A fact situation X is a set of factors; X^s are its factors that favour side s. A ruling decided Y for s.

*Result model* (a fortiori). The ruling forces s in X when X is at least as strong for s as Y was: every factor that
favoured s in Y is in X, and every factor of X that favours the other side was already in Y (Y^s ⊆ X^s and X^o ⊆ Y^o).

*Reason model*. A ruling states a reason R ⊆ Y^s on which s won. It ranks R above every set of factors that Y held for
the other side. It forces s in X when R ⊆ X^s and X^o ⊆ Y^o: a decision of X for the other side would rest on some
reason within X^o, and so rank a set that the ruling ranked lower above one that it ranked higher.

The result model is the reason model with R = Y^s, so one test serves both: what a ruling *needs* (R) must be present,
and beside it only what the ruling *allows* (Y^o). In a consistent base one ruling is enough to force and none else can
oppose it; in an inconsistent one rulings may reach X from both sides, and both are told (nothing else follows from it).
A reason is never empty: a ruling whose base names no factor for its winner forces nothing. Nor is anything forced
without a ruling, although Horty's definition, read strictly, also constrains a situation that holds no reason for one
side.

Sources:
    J. Horty, "The result model of precedent", Legal Theory 10 (2004) 19-31; "Rules and reasons in the theory of
    precedent", Legal Theory 17 (2011) 1-33; "Reasoning with dimensions and magnitudes", Artificial Intelligence and
    Law 27 (2019) 309-345 (results and reasons compared). J. Horty and T. Bench-Capon, "A factor-based definition of
    precedential constraint", AI and Law 20 (2012) 181-214. H. Prakken and G. Sartor, "Modelling reasoning with
    precedents in a formal dialogue game", AI and Law 6 (1998) 231-287 (precedents as priorities between reasons). H.
    Prakken, "A formal analysis of some factor- and precedent-based accounts of precedential constraint", AI and Law 29
    (2021) 559-585 (force tested by the relevant differences of one ruling). I. Canavotto, "Precedential constraint
    derived from inconsistent case bases", JURIX 2022 (why conflict somewhere must not force everything).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from wellfounded.precedent.model import Side

PERSUASIVE = 1_000_000
"""The rank of rulings that bind nobody here."""


class Forced(Enum):
    """What precedent says of an issue: forced for a side, split, or open."""

    ASKING = "forced-asking"
    OPPOSING = "forced-opposing"
    OPEN = "open"
    SPLIT = "split"

    @property
    def side(self) -> Side | None:
        """The side it is forced for, or None."""
        return {Forced.ASKING: Side.ASKING, Forced.OPPOSING: Side.OPPOSING}.get(self)


@dataclass(frozen=True, slots=True)
class Constraint:
    """What one ruling asks of a later fact situation; factors are bits of an integer.

    Attributes:
        side: the side it speaks for.
        needs: its reason: these must be present.
        allows: the factors of the other side that it overcame: no other may be present.
        exact: the factors without a side that it held: those that are present must be these and no others.
        weak: it only denies that the other side is compelled to win (a remand).
        rank: 0 binds most; rulings of a lower rank yield to higher ones; `PERSUASIVE` binds nobody.
    """

    side: Side
    needs: int
    allows: int
    exact: int = 0
    weak: bool = False
    rank: int = 0


class Constraints:
    """The constraints of many rulings on one issue, turned so that one fact situation is tested against all at once.

    For each factor two masks say which rulings still reach a situation that has it, and one that lacks it. The rulings
    that reach a situation are the intersection over its factors: as many steps as the issue has factors, whatever the
    number of rulings.
    """

    def __init__(self, constraints: Sequence[Constraint], sides: Sequence[Side | None]) -> None:
        self.constraints = tuple(constraints)
        self.sides = tuple(sides)
        self.everything = (1 << len(self.constraints)) - 1
        self.with_factor, self.without = self._turned()
        ranks = sorted({constraint.rank for constraint in self.constraints} - {PERSUASIVE})
        self.levels = tuple(self._level(rank) for rank in ranks)
        self.persuasive = self._level(PERSUASIVE)

    def _turned(self) -> tuple[list[int], list[int]]:
        present = [bytearray(len(self.constraints) // 8 + 1) for _ in self.sides]
        absent = [bytearray(len(self.constraints) // 8 + 1) for _ in self.sides]
        for at, constraint in enumerate(self.constraints):
            byte, bit = at >> 3, 1 << (at & 7)
            for factor, side in enumerate(self.sides):
                if side is None:
                    holds = bool(constraint.exact >> factor & 1)
                    may_have, may_lack = holds, not holds
                else:
                    may_have = side is constraint.side or bool(constraint.allows >> factor & 1)
                    may_lack = not constraint.needs >> factor & 1
                if may_have:
                    present[factor][byte] |= bit
                if may_lack:
                    absent[factor][byte] |= bit
        return [int.from_bytes(row, "little") for row in present], [int.from_bytes(row, "little") for row in absent]

    def _level(self, rank: int) -> tuple[int, int, int]:
        """Mark the rulings of one rank: won by the asking side, won by the other, remands."""
        size = len(self.constraints) // 8 + 1
        won, lost, weak = bytearray(size), bytearray(size), bytearray(size)
        for at, constraint in enumerate(self.constraints):
            if constraint.rank == rank:
                marks = weak if constraint.weak else won if constraint.side is Side.ASKING else lost
                marks[at >> 3] |= 1 << (at & 7)
        return int.from_bytes(won, "little"), int.from_bytes(lost, "little"), int.from_bytes(weak, "little")

    def reaching(self, present: int) -> int:
        """Mark the rulings that reach a fact situation in which these factors are present and no others."""
        reach = self.everything
        for having, lacking in zip(self.with_factor, self.without, strict=True):
            reach &= having if present & 1 else lacking
            present >>= 1
        return reach

    def forced_by(self, reach: int) -> Forced:
        """Say what rulings that reach a situation force together.

        The highest rank that speaks decides. A win and a loss, or a remand and a loss, of one rank are a split. A
        remand of a higher rank sets aside losses of lower ones. Rulings that bind nobody here force nothing; they are
        told as a split where they reach the situation from both sides and no binding ruling does from either.
        """
        remanded = False
        for won, lost, weak in self.levels:
            lost_here = 0 if remanded else reach & lost
            if lost_here and reach & (won | weak):
                return Forced.SPLIT
            if lost_here:
                return Forced.OPPOSING
            if reach & won:
                return Forced.ASKING
            remanded = remanded or bool(reach & weak)
        won, lost, weak = self.persuasive
        if not remanded and reach & lost and reach & (won | weak):
            return Forced.SPLIT
        return Forced.OPEN

    def forced(self, present: int) -> Forced:
        """Say what precedent forces in a fully known fact situation."""
        return self.forced_by(self.reaching(present))

    def indices(self, reach: int) -> Iterator[int]:
        """List the places of marked rulings, in their order."""
        while reach:
            lowest = reach & -reach
            yield lowest.bit_length() - 1
            reach ^= lowest

    def binding(self, reach: int) -> int:
        """Keep of marked rulings those that bind."""
        won, lost, weak = self.persuasive
        return reach & ~(won | lost | weak)
