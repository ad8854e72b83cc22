"""Whether a base agrees with itself: conflicting pairs, and each ruling asked of all the others (leave one out)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from wellfounded.precedent.constraint import Constraints, Forced
from wellfounded.precedent.model import FactorBase, Ruling, Side
from wellfounded.precedent.table import Bits, Model, Voice, constraints_of, voices

MOST_CONFLICTS = 1_000


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two rulings of which each denies the other: what one says must win, the other let lose.

    Attributes:
        issue: the issue.
        asking, opposing: the ids of the case won by the asking side and of the other.
    """

    issue: str
    asking: str
    opposing: str


@dataclass(slots=True)
class LeaveOneOut:
    """How decided outcomes compare with what the other rulings of the base force.

    Attributes:
        right, wrong: forced the way the case was decided, or the other way.
        split: reached from both sides.
        open: not forced.
    """

    right: int = 0
    wrong: int = 0
    split: int = 0
    open: int = 0

    @property
    def forced(self) -> int:
        """How many were forced one way."""
        return self.right + self.wrong


@dataclass(slots=True)
class Consistency:
    """What a base says of itself under one model.

    Attributes:
        issues_decided: decided outcomes, one for each case and issue.
        without_reason: decided outcomes for whose winner no factor is coded; they constrain nothing.
        conflicts: the conflicting pairs, the first `MOST_CONFLICTS` of them.
        conflict_count: how many pairs conflict.
        leave_one_out: each decided outcome asked of the others.
    """

    issues_decided: int = 0
    without_reason: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    conflict_count: int = 0
    leave_one_out: LeaveOneOut = field(default_factory=LeaveOneOut)


def consistency(base: FactorBase, model: Model) -> Consistency:
    """Examine a whole base under a model, issue by issue, blind to court and day.

    A base conflicts under the reason model when two of its rulings rank the same two reasons in opposite orders, and
    under the result model when one is at least as strong for a side as another that the side won, and was lost (Horty
    2011; Prakken 2021). Remands, concessions and assumptions are not decided outcomes. Rulings on different kinds of
    case are not compared.
    """
    found = Consistency()
    for issue in base.issues:
        bits = Bits(base.factors_on(issue))
        spoken = voices(base, issue, bits, model)
        constraints = constraints_of(spoken, bits)
        place = {one.case.id: at for at, one in enumerate(spoken)}
        alike = _Alike(spoken)
        for case in base.cases.values():
            ruling = case.rulings.get(issue)
            if ruling is None or ruling.outcome.winner is None:
                continue
            found.issues_decided += 1
            own = place.get(case.id)
            found.without_reason += own is None
            among = alike.to(ruling) if own is None else alike.to(ruling) & ~(1 << own)
            reach = constraints.reaching(bits.of(case.factors)) & among
            _count(found.leave_one_out, constraints.forced_by(reach), ruling.outcome.winner)
        for one, against in _conflicts(constraints, spoken, alike):
            found.conflict_count += against.bit_count()
            for at in constraints.indices(against):
                if len(found.conflicts) >= MOST_CONFLICTS:
                    break
                found.conflicts.append(Conflict(issue, one.case.id, spoken[at].case.id))
    return found


class _Alike:
    """Which rulings concerned a common kind of case."""

    def __init__(self, spoken: list[Voice]) -> None:
        self._everything = (1 << len(spoken)) - 1
        self._of_kind: dict[str, int] = {}
        self._any = 0
        for at, one in enumerate(spoken):
            if not one.ruling.kinds:
                self._any |= 1 << at
            for kind in one.ruling.kinds:
                self._of_kind[kind] = self._of_kind.get(kind, 0) | 1 << at

    def to(self, ruling: Ruling) -> int:
        """Mark the rulings that a ruling may be compared with."""
        if not ruling.kinds:
            return self._everything
        marked = self._any
        for kind in ruling.kinds:
            marked |= self._of_kind.get(kind, 0)
        return marked


def _count(count: LeaveOneOut, forced: Forced, winner: Side) -> None:
    if forced is Forced.OPEN:
        count.open += 1
    elif forced is Forced.SPLIT:
        count.split += 1
    elif forced.side is winner:
        count.right += 1
    else:
        count.wrong += 1


def _conflicts(constraints: Constraints, spoken: list[Voice], alike: _Alike) -> Iterator[tuple[Voice, int]]:
    """Mark for each ruling for the asking side those for the other that it conflicts with.

    A ruling for one side with reason R over the factors A conflicts with a ruling for the other side with reason R'
    over A' when R ⊆ A' and R' ⊆ A: each ranks its own reason above the other's.
    """
    opposing_wins = constraints.levels[0][1] if constraints.levels else 0
    for one in spoken:
        if one.constraint.side is Side.ASKING:
            yield one, opposing_wins & _denying(constraints, one) & alike.to(one.ruling)


def _denying(constraints: Constraints, one: Voice) -> int:
    """Mark the rulings whose reason a ruling held and overcame, and which overcame its reason."""
    held, needs = one.factors, one.constraint.needs
    denying = constraints.everything
    for factor, side in enumerate(constraints.sides):
        present = bool(held >> factor & 1)
        if side is None:
            denying &= constraints.with_factor[factor] if present else constraints.without[factor]
        elif side is Side.ASKING:
            if needs >> factor & 1:
                denying &= constraints.with_factor[factor]
        elif not present:
            denying &= constraints.without[factor]
    return denying
