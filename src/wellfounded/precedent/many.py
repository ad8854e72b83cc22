"""Precedent asked of very many claims at once: one table for an issue, one look-up for a claim.

What a ruling reaches is a box in the space of the issue's factors, open towards its own side. For an issue with n
factors all 2^n situations are answered once: each box is marked at its corner and carried along the factors, those of
its side towards presence and the others towards absence. A claim is then an index into the table. Claims are 64-bit
integers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from wellfounded.errors import WellfoundedError
from wellfounded.precedent.constraint import PERSUASIVE, Constraint, Constraints, Forced
from wellfounded.precedent.model import Side

if TYPE_CHECKING:
    import numpy as np

MOST_FACTORS = 24
ANSWERS = (Forced.OPEN, Forced.ASKING, Forced.OPPOSING, Forced.SPLIT)
_OPEN, _ASKING, _OPPOSING, _SPLIT = range(4)


class TooManyFactors(WellfoundedError):
    """An issue with more factors than a table can hold."""


class ForcedTable:
    """Every situation of an issue, answered.

    Attributes:
        codes: for each situation as bits, the place of its answer in `ANSWERS`.
    """

    def __init__(self, constraints: Constraints) -> None:
        """Answer every situation.

        Raises:
            TooManyFactors: if the issue has more than 24 factors.
        """
        import numpy as np

        count = len(constraints.sides)
        if count > MOST_FACTORS:
            raise TooManyFactors(
                f"An issue with {count} factors has 2^{count} situations.",
                remedy=f"A table holds issues of at most {MOST_FACTORS} factors; ask such claims one by one.",
            )
        self._sides = constraints.sides
        self._np = np
        self.codes = self._answered(constraints)

    def answers(self, claims: np.ndarray[Any, Any], *, shift: int = 0) -> Any:
        """Answer claims, each an integer whose bits from `shift` on are the issue's factors.

        Returns:
            An array that holds for each claim the place of its answer in `ANSWERS`.
        """
        np = self._np
        mask = (1 << len(self._sides)) - 1
        situations = ((claims >> np.uint64(shift)) & np.uint64(mask)).astype(np.intp)
        return self.codes[situations]

    def _answered(self, constraints: Constraints) -> Any:
        np = self._np
        size = 1 << len(self._sides)
        codes = np.zeros(size, dtype=np.uint8)
        settled = np.zeros(size, dtype=bool)
        remanded = np.zeros(size, dtype=bool)
        for rank in sorted({one.rank for one in constraints.constraints} - {PERSUASIVE}):
            won, lost, weak = self._reached(constraints.constraints, rank)
            lost &= ~remanded
            here = (won | lost) & ~settled
            said = np.where(lost, np.where(won | weak, _SPLIT, _OPPOSING), _ASKING)
            codes = np.where(here, said, codes).astype(np.uint8)
            settled |= here
            remanded |= weak
        won, lost, weak = self._reached(constraints.constraints, PERSUASIVE)
        split = lost & (won | weak) & ~settled & ~remanded
        return np.where(split, _SPLIT, codes).astype(np.uint8)

    def _reached(self, constraints: Sequence[Constraint], rank: int) -> tuple[Any, Any, Any]:
        ranked = [one for one in constraints if one.rank == rank]
        won = self._carried([one for one in ranked if one.side is Side.ASKING and not one.weak], Side.ASKING)
        lost = self._carried([one for one in ranked if one.side is Side.OPPOSING], Side.OPPOSING)
        weak = self._carried([one for one in ranked if one.weak], Side.ASKING)
        return won, lost, weak

    def _carried(self, constraints: Iterable[Constraint], side: Side) -> Any:
        """Mark every situation that one of the rulings of a side reaches."""
        np = self._np
        marked = np.zeros(1 << len(self._sides), dtype=bool)
        for one in constraints:
            marked[one.needs | one.allows | one.exact] = True
        for factor, favours in enumerate(self._sides):
            halves = marked.reshape(-1, 2, 1 << factor)
            if favours is side:
                halves[:, 1, :] |= halves[:, 0, :]
            elif favours is not None:
                halves[:, 0, :] |= halves[:, 1, :]
        return marked
