"""Small random bases and fact situations, and the definitions written out in plain sets as the judge of the code."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, combinations

from hypothesis import strategies as st

from wellfounded.precedent.constraint import PERSUASIVE, Constraint, Constraints, Forced
from wellfounded.precedent.model import DecidedCase, Factor, FactorBase, IssueOfBase, Outcome, Ruling, Side

ASKING, OPPOSING = ("a1", "a2", "a3", "a4"), ("o1", "o2", "o3")
NAMES = (*ASKING, *OPPOSING)
SIDES = {name: Side.ASKING if name in ASKING else Side.OPPOSING for name in NAMES}


@dataclass(frozen=True)
class PlainRuling:
    """A ruling as plain sets: what it held, its reason, who won, whether it is a remand, and its rank."""

    held: frozenset[str]
    reason: frozenset[str]
    side: Side
    weak: bool = False
    rank: int = 0

    def reaches(self, factors: frozenset[str]) -> bool:
        """The definition: the reason is present, and every factor of the other side was already held."""
        theirs = {name for name in factors if SIDES[name] is not self.side}
        return self.reason <= factors and theirs <= self.held

    def constraint(self) -> Constraint:
        return Constraint(
            side=self.side,
            needs=bits(self.reason),
            allows=bits(name for name in self.held if SIDES[name] is not self.side),
            weak=self.weak,
            rank=self.rank,
        )

    def at_rank(self, rank: int) -> PlainRuling:
        return replace(self, rank=rank)


def bits(names) -> int:
    return sum(1 << NAMES.index(name) for name in set(names))


def names(mask: int) -> frozenset[str]:
    return frozenset(name for at, name in enumerate(NAMES) if mask >> at & 1)


def constraints(rulings) -> Constraints:
    return Constraints([ruling.constraint() for ruling in rulings], [SIDES[name] for name in NAMES])


def plainly_forced(rulings, factors: frozenset[str]) -> Forced:
    """What rulings force, in the words of the definition and not by the code's bit masks."""
    reaching = [ruling for ruling in rulings if ruling.reaches(factors)]
    remanded = False
    for rank in sorted({ruling.rank for ruling in rulings}):
        here = [ruling for ruling in reaching if ruling.rank == rank]
        won = any(ruling.side is Side.ASKING and not ruling.weak for ruling in here)
        weak = any(ruling.weak for ruling in here)
        lost = any(ruling.side is Side.OPPOSING for ruling in here) and not remanded
        if rank == PERSUASIVE:
            return Forced.SPLIT if not remanded and lost and (won or weak) else Forced.OPEN
        if lost:
            return Forced.SPLIT if won or weak else Forced.OPPOSING
        if won:
            return Forced.ASKING
        remanded = remanded or weak
    return Forced.OPEN


def subsets(items) -> list[frozenset[str]]:
    listed = sorted(items)
    return [
        frozenset(chosen) for chosen in chain.from_iterable(combinations(listed, n) for n in range(len(listed) + 1))
    ]


situations = st.frozensets(st.sampled_from(NAMES))


@st.composite
def rulings(draw, *, ranks=(0,), remands: bool = False) -> PlainRuling:
    side = draw(st.sampled_from(Side))
    own = draw(st.frozensets(st.sampled_from(ASKING if side is Side.ASKING else OPPOSING), min_size=1))
    theirs = draw(st.frozensets(st.sampled_from(OPPOSING if side is Side.ASKING else ASKING)))
    reason = draw(st.frozensets(st.sampled_from(sorted(own)), min_size=1))
    weak = remands and side is Side.ASKING and draw(st.booleans())
    return PlainRuling(own | theirs, reason, side, weak, draw(st.sampled_from(ranks)))


def some_rulings(**how):
    return st.lists(rulings(**how), max_size=6)


ranked = some_rulings(ranks=(0, 1, PERSUASIVE), remands=True)


def base_of(plain) -> FactorBase:
    """Write plain rulings as a factor base with one issue."""
    outcomes = {Side.ASKING: Outcome.FOR_ASKING, Side.OPPOSING: Outcome.FOR_OPPOSING}
    return FactorBase(
        factors={name: Factor(name, name, side, "issue") for name, side in SIDES.items()},
        issues={"issue": IssueOfBase("issue", "Issue")},
        cases={
            f"case-{at}": DecidedCase(
                f"case-{at}",
                f"Case {at}",
                "",
                ruling.held,
                {"issue": Ruling("issue", outcomes[ruling.side], ruling.reason)},
            )
            for at, ruling in enumerate(plain)
        },
    )
