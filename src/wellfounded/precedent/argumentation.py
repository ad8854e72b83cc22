"""AA-CBR: case-based reasoning by abstract argumentation, for bases whose factors have no side.

Each case is an argument. A case attacks one with another outcome and fewer factors, if no case with its own outcome
lies between the two; cases with the same factors and different outcomes attack each other. A new case attacks every
case with a factor that it lacks. The default outcome stands if the default case, which has no factors, is in the
grounded extension; otherwise the other outcome.

The cautious variant keeps of the base only the cases that the smaller ones do not already explain, taken in order of
size.

Sources:
    K. Cyras, K. Satoh and F. Toni, "Abstract argumentation for case-based reasoning", KR 2016. G. Paulino-Passos and
    F. Toni, "Monotonicity and noise-tolerance in case-based reasoning with abstract argumentation", KR 2021 (the
    cautious variant). H. Prakken and G. Sartor (1998) and the result model differ: they give every factor a side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from wellfounded.precedent.consistency import Conflict, LeaveOneOut


@dataclass(frozen=True, slots=True)
class ArgumentCase:
    """A case of such a base: its factors and one of two outcomes."""

    id: str
    factors: frozenset[str]
    outcome: int


def predict(cases: Sequence[ArgumentCase], default: ArgumentCase, factors: frozenset[str]) -> int:
    """Return the outcome of a new case."""
    relevant = [default, *(case for case in cases if case.factors <= factors)]
    attackers = {at: _attackers(at, relevant) for at in range(len(relevant))}
    accepted: set[int] = set()
    rejected: set[int] = set()
    while True:
        fresh = {at for at, by in attackers.items() if at not in accepted and by <= rejected}
        lost = {at for at, by in attackers.items() if at not in rejected and by & (accepted | fresh)}
        if not fresh and not lost:
            return default.outcome if 0 in accepted else 1 - default.outcome
        accepted |= fresh
        rejected |= lost


def _attackers(at: int, relevant: Sequence[ArgumentCase]) -> set[int]:
    """List who attacks a case; the default, the first of them, attacks nobody but an equal case of another outcome."""
    target = relevant[at]
    larger = [
        (place, case)
        for place, case in enumerate(relevant)
        if case.outcome != target.outcome and case.factors > target.factors
    ]
    equal = {
        place
        for place, case in enumerate(relevant)
        if at != 0 and case.outcome != target.outcome and case.factors == target.factors
    }
    between = [case.factors for _, case in larger]
    return equal | {place for place, case in larger if not any(other < case.factors for other in between)}


def cautious(cases: Sequence[ArgumentCase], default: ArgumentCase) -> list[ArgumentCase]:
    """Return the cases that the smaller ones do not already explain."""
    kept: list[ArgumentCase] = []
    for _, same_size in groupby(sorted(cases, key=lambda case: len(case.factors)), key=lambda case: len(case.factors)):
        kept += [case for case in list(same_size) if predict(kept, default, case.factors) != case.outcome]
    return kept


def leave_one_out(cases: Sequence[ArgumentCase], default: ArgumentCase) -> LeaveOneOut:
    """Ask each case of the others; the model always answers, by its default if need be."""
    count = LeaveOneOut()
    for at, case in enumerate(cases):
        others = [*cases[:at], *cases[at + 1 :]]
        if predict(others, default, case.factors) == case.outcome:
            count.right += 1
        else:
            count.wrong += 1
    return count


def incoherent(cases: Iterable[ArgumentCase], issue: str) -> list[Conflict]:
    """List the pairs of cases with the same factors and different outcomes."""
    by_factors: dict[frozenset[str], list[ArgumentCase]] = {}
    for case in cases:
        by_factors.setdefault(case.factors, []).append(case)
    return [
        Conflict(issue, one.id, other.id)
        for same in by_factors.values()
        for one in same
        if one.outcome
        for other in same
        if not other.outcome
    ]
