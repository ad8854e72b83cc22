"""Which cases a change of the law touches: the same cases under two libraries, or on two days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from wellfounded.answer import Answer
from wellfounded.claim.law_of_day import LawOfDay
from wellfounded.claim.model import EnteredFinding
from wellfounded.claim.read_once import FILED_ON
from wellfounded.claim.reading import ClaimReading
from wellfounded.forum import Forum
from wellfounded.precedent.constraint import Forced
from wellfounded.store.cases import Case
from wellfounded.web.law_moves import Law, LawMoves, law_moves
from wellfounded.web.memory import CaseMemory, Memory

NOT_ASSESSED = "border"


@dataclass(frozen=True, slots=True)
class Moved:
    """An element that differs: its answers before and after; alike where only the test that governs differs."""

    element: str
    name: str
    before: Answer
    after: Answer


@dataclass(frozen=True, slots=True)
class Touched:
    """A case whose answers or governing tests differ, with the elements that do."""

    case: Case
    moved: tuple[Moved, ...]

    @property
    def answers(self) -> tuple[Moved, ...]:
        """The elements whose answer itself differs."""
        return tuple(one for one in self.moved if one.before is not one.after)


def forum_of_case(case: Case) -> Forum:
    """Say where a case stands; before an immigration judge unless it says otherwise."""
    return Forum(case.claim.stage or "ij", case.claim.circuit)


def touched(cases: Iterable[Case], *, before: Law, after: Law, memory: Memory | None = None) -> Iterator[Touched]:
    """List the cases that differ, in the order given. At the border itself no claim is assessed.

    Args:
        memory: what was worked out about the cases before.
    """
    memory = memory or Memory()
    for case in cases:
        forum = forum_of_case(case)
        if forum.stage == NOT_ASSESSED:
            continue
        known = memory.of(case)
        moves = law_moves(known.read, forum, before=before, after=after)
        moving = _may_move(known, moves)
        if moving or moves.precedent:
            moved = known.once(("moved", before, after), partial(_all_moved, known, moves, moving))
            if moved:
                yield Touched(case, moved)


def _may_move(known: CaseMemory, moves: LawMoves) -> frozenset[str]:
    """List the elements on which rules may answer the case otherwise, or another test governs."""
    entered = {
        found.finding for found in known.case.claim.findings if _holds(found, moves.was) is not _holds(found, moves.now)
    }
    was, now = ((law.library, law.on) for law in (moves.was, moves.now))
    if known.read.filed_in_time(*was) != known.read.filed_in_time(*now):
        entered.add(FILED_ON)
    if not entered:
        return moves.moving
    bearing = moves.now.bearing_on
    return moves.moving.union(name for name in moves.asked if moves.is_tested(name) and entered & bearing(name))


def _holds(found: EnteredFinding, law: LawOfDay) -> bool:
    return found.holds(on=law.on, circuit=law.forum.circuit, group=found.group)


def _all_moved(known: CaseMemory, moves: LawMoves, moving: frozenset[str]) -> tuple[Moved, ...]:
    was, now = known.read.reading(moves.was), known.read.reading(moves.now)
    moving |= {name for name in moves.precedent if _forced(was, name) != _forced(now, name)}
    if moving and len(was.groups) > 1 and was.lead != now.lead:
        # what does not turn on the group is answered for the group that comes furthest
        moving |= {name for name in moves.asked if moves.is_tested(name)}
    return tuple(_moved(was, now, moves, [name for name in moves.asked if name in moving]))


def _forced(reading: ClaimReading, element: str) -> list[Forced]:
    """Say what precedent forces on an element, for each proposed group."""
    found = [group.plain.precedent for group in reading.groups]
    return [precedent.forced(element) for precedent in found if precedent is not None]


def _moved(was: ClaimReading, now: ClaimReading, moves: LawMoves, elements: Iterable[str]) -> Iterator[Moved]:
    for element in elements:
        one, other = was.reading(element), now.reading(element)
        tests = [tuple(test.id for test, _ in reading.by_test) for reading in (one, other)]
        settled = one.by_precedent or other.by_precedent
        answer_moved = one.answer is not other.answer and (settled or moves.is_tested(element))
        if answer_moved or tests[0] != tests[1]:
            yield Moved(element, moves.now.element(element).name, one.answer, other.answer)
