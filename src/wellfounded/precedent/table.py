"""A factor base as bits: factor names and integers, and the constraints of the rulings on one issue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from wellfounded.precedent.constraint import Constraint, Constraints
from wellfounded.precedent.model import DecidedCase, Factor, FactorBase, Outcome, Ruling, Side


class Model(Enum):
    """How much of a ruling constrains: its whole result, or the reason it gave."""

    RESULT = "result"
    REASON = "reason"


class Bits:
    """The factors of one issue as bits, in a fixed order."""

    def __init__(self, factors: Sequence[Factor]) -> None:
        self.factors = tuple(factors)
        self.place = {factor.id: at for at, factor in enumerate(self.factors)}
        self.excluded = tuple(self.of(factor.excludes) for factor in self.factors)

    def of(self, names: Iterable[str]) -> int:
        """Write factors as bits; those of other issues are left out."""
        bits = 0
        for name in names:
            if name in self.place:
                bits |= 1 << self.place[name]
        return bits

    def named(self, bits: int) -> tuple[str, ...]:
        """List the factors that bits stand for."""
        return tuple(factor.id for at, factor in enumerate(self.factors) if bits >> at & 1)

    def supposing(self, at: int, there: bool, *, present: int, unknown: int) -> tuple[int, int]:
        """Suppose one factor present or absent; what a present one excludes by definition is then absent.

        Returns:
            The factors present and those unknown, as supposed.
        """
        bit = 1 << at
        left = ~(bit | self.excluded[at]) if there else ~bit
        return present & left | (bit if there else 0), unknown & left

    def favouring(self, side: Side) -> int:
        """Return the factors that favour a side."""
        return sum(1 << at for at, factor in enumerate(self.factors) if factor.side is side)

    @property
    def sides(self) -> tuple[Side | None, ...]:
        """The side of each factor."""
        return tuple(factor.side for factor in self.factors)


@dataclass(frozen=True, slots=True)
class Voice:
    """A ruling of a case on an issue, ready to constrain.

    Attributes:
        case, ruling: the ruling and its case.
        factors: the case's factors on the issue, as bits.
        constraint: what it asks of a later case.
    """

    case: DecidedCase
    ruling: Ruling
    factors: int
    constraint: Constraint


def voice(case: DecidedCase, ruling: Ruling, bits: Bits, model: Model, *, rank: int = 0) -> Voice | None:
    """Make the constraint of a ruling; None if it decided nothing, or if no reason of its side is coded."""
    side = ruling.outcome.helps
    if side is None:
        return None
    factors = bits.of(case.factors)
    own = factors & bits.favouring(side)
    needs = own if model is Model.RESULT or ruling.reason is None else bits.of(ruling.reason) & own
    neutral = factors & ~own & ~bits.favouring(side.other)
    if not needs and not neutral:
        return None
    constraint = Constraint(
        side=side,
        needs=needs,
        allows=factors & bits.favouring(side.other),
        exact=neutral,
        weak=ruling.outcome is Outcome.REMANDED,
        rank=rank,
    )
    return Voice(case, ruling, factors, constraint)


def voices(base: FactorBase, issue: str, bits: Bits, model: Model) -> list[Voice]:
    """List the rulings of a whole base that decided an issue, all of one rank, whoever made them."""
    found = []
    for case in base.cases.values():
        ruling = case.rulings.get(issue)
        if ruling is not None and ruling.outcome.winner is not None:
            spoken = voice(case, ruling, bits, model)
            if spoken is not None:
                found.append(spoken)
    return found


def constraints_of(spoken: Iterable[Voice], bits: Bits) -> Constraints:
    """Gather the constraints of some rulings on one issue."""
    return Constraints([one.constraint for one in spoken], bits.sides)
