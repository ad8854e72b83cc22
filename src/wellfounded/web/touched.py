"""Which cases a change of the law touches: the same cases under two libraries, or on two days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from wellfounded.answer import Answer
from wellfounded.claim.law_of_day import LawOfDay, law_of_day
from wellfounded.claim.model import EnteredFinding
from wellfounded.claim.reading import ClaimReading
from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.law.model import LegalTest
from wellfounded.store.vault import Case


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


def touched(cases: Iterable[Case], *, before: tuple[Library, date], after: tuple[Library, date]) -> Iterator[Touched]:
    """List the cases that differ, in the order given."""
    for case in cases:
        moved = tuple(_moved(case, before, after))
        if moved:
            yield Touched(case, moved)


def _moved(case: Case, before: tuple[Library, date], after: tuple[Library, date]) -> Iterator[Moved]:
    forum, claim = forum_of_case(case), case.claim
    was_law, now_law = (law_of_day(library, on, forum, claim.filed(on=on)) for library, on in (before, after))
    moving = {found.finding for found in claim.findings if _begun(found, before[1]) is not _begun(found, after[1])} | (
        {"filed-on"} if claim.filed_on_day_asked and before[1] != after[1] else set()
    )
    elements = [*_other_tests(was_law, now_law)]
    if moving:
        decided = _decided(was_law, now_law)
        elements += [name for name in decided if name not in elements and moving & now_law.bearing_on(name)]
    if not elements:
        return
    was, now = ClaimReading(claim, was_law), ClaimReading(claim, now_law)
    for element in elements:
        one, other = was.reading(element), now.reading(element)
        tests = [tuple(test.id for test, _ in reading.by_test) for reading in (one, other)]
        if one.answer is not other.answer or tests[0] != tests[1]:
            yield Moved(element, now_law.element(element).name, one.answer, other.answer)


def _begun(found: EnteredFinding, on: date) -> bool:
    return (found.from_day is None or found.from_day <= on) and (found.until_day is None or on < found.until_day)


@lru_cache(maxsize=512)
def _decided(before: LawOfDay, after: LawOfDay) -> tuple[str, ...]:
    """List the elements asked at the stage that tests decide, under both laws."""
    asked = dict.fromkeys(element for relief in after.reliefs() for element in after.elements_of(relief))
    return tuple(name for name in asked if name in before.elements and after.element(name).made_of is None)


@lru_cache(maxsize=512)
def _other_tests(before: LawOfDay, after: LawOfDay) -> tuple[str, ...]:
    """List those whose tests differ; all of them, where the questions that tests ask differ too."""
    decided = _decided(before, after)
    if before.findings != after.findings or before.facts != after.facts:
        return decided
    return tuple(name for name in decided if _tests(before, name) != _tests(after, name))


def _tests(law: LawOfDay, element: str) -> tuple[LegalTest | None, ...]:
    found = law.test(element)
    return (found.test, *found.beside, *found.perhaps)
