"""What would change what precedent forces: factors supposed otherwise, or every single factor tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from wellfounded.claim.model import Claim
from wellfounded.claim.precedent import ABSENT, PRESENT, UNKNOWN, GroupBefore, WrongSupposition, groups_before
from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.precedent.constraint import Forced
from wellfounded.precedent.model import FactorBase
from wellfounded.precedent.question import Constrained, Situation, ask
from wellfounded.precedent.table import Model


@dataclass(frozen=True, slots=True)
class Move:
    """One issue of one proposed group before and after a supposition.

    Attributes:
        group: the group as the facts have it.
        supposed: the factors supposed, with their states.
        before, after: what precedent says as the facts have it, and as supposed.
    """

    group: GroupBefore
    supposed: tuple[tuple[str, str], ...]
    before: Constrained
    after: Constrained

    @property
    def changes(self) -> bool:
        """Whether the answer, or what may still be answered, differs."""
        return (self.before.answer, self.before.answers) != (self.after.answer, self.after.answers)

    @property
    def forces(self) -> bool:
        """Whether the supposition forces what was not forced so before."""
        return self.after.answer is not self.before.answer and self.after.answer is not Forced.OPEN


def what_if(
    claim: Claim,
    base: FactorBase,
    library: Library,
    issues: Sequence[str],
    *,
    on: date,
    forum: Forum,
    model: Model,
    supposed: Sequence[tuple[str, str]] = (),
    unrecorded: str = UNKNOWN,
) -> tuple[Move, ...]:
    """Suppose factors otherwise; without any, try every single factor and keep those that change an answer.

    Raises:
        WrongSupposition: if suppositions contradict one another.
    """
    _check(base, supposed)
    found: list[Move] = []
    groups = groups_before(claim, base, library, issues, on=on, forum=forum, model=model, unrecorded=unrecorded)
    for group in groups:
        if supposed:
            found += _together(base, library, group, tuple(supposed), on=on, forum=forum, model=model)
        else:
            found += _one_by_one(base, library, group, on=on, forum=forum, model=model)
    return tuple(found)


def _together(
    base: FactorBase,
    library: Library,
    group: GroupBefore,
    supposed: tuple[tuple[str, str], ...],
    *,
    on: date,
    forum: Forum,
    model: Model,
) -> Iterator[Move]:
    for before in group.answers:
        then = _supposing(base, before.situation, supposed)
        yield Move(group, supposed, before, ask(base, library, then, before.issue, on=on, forum=forum, model=model))


def _one_by_one(
    base: FactorBase, library: Library, group: GroupBefore, *, on: date, forum: Forum, model: Model
) -> Iterator[Move]:
    for before in group.answers:
        for one in group.factors:
            if one.factor.issue != before.issue:
                continue
            for state in (PRESENT, ABSENT):
                if state != one.state:
                    supposed = ((one.factor.id, state),)
                    then = _supposing(base, before.situation, supposed)
                    after = ask(base, library, then, before.issue, on=on, forum=forum, model=model)
                    if after.answer is not before.answer:
                        yield Move(group, supposed, before, after)


def _supposing(base: FactorBase, situation: Situation, supposed: Sequence[tuple[str, str]]) -> Situation:
    """Suppose factors otherwise; what a present one excludes by definition is then absent."""
    present = frozenset(name for name, state in supposed if state == PRESENT)
    unknown = frozenset(name for name, state in supposed if state not in (PRESENT, ABSENT))
    excluded = frozenset(other for name in present for other in base.factors[name].excludes)
    left = excluded | {name for name, _ in supposed}
    return Situation(
        situation.present - left | present, situation.unknown - left | (unknown - excluded), situation.kinds
    )


def _check(base: FactorBase, supposed: Sequence[tuple[str, str]]) -> None:
    """Refuse suppositions that contradict one another."""
    states: dict[str, str] = {}
    for name, state in supposed:
        if states.setdefault(name, state) != state:
            raise WrongSupposition(
                f'The factor "{name}" is supposed both {states[name]} and {state}.',
                where="--factor",
                remedy="Suppose it once.",
            )
    for name, state in states.items():
        for other in base.factors[name].excludes if state == PRESENT else ():
            if states.get(other) == PRESENT:
                raise WrongSupposition(
                    f'"{name}" and "{other}" cannot stand side by side.',
                    where="--factor",
                    remedy="By definition one excludes the other: suppose one of them.",
                )
