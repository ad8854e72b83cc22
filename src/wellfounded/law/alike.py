"""Forums that must answer alike: nothing that bears on an issue tells them apart.

An answer depends on a forum only through what binds its decision-maker, and through the stages and circuits that
treatments, tests, open questions and terms of application name. Forums alike in all of these share the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache

from wellfounded.forum import CIRCUITS, STAGES, Forum
from wellfounded.law.binding import SCREENING, binds, in_stage_and_circuit
from wellfounded.law.library import Library, first_day
from wellfounded.law.model import Authority, LegalTest, Reach
from wellfounded.law.testing import READ_AS_AT


@cache
def all_forums() -> tuple[Forum, ...]:
    """List every stage in every circuit, and with circuit law left out of account."""
    return tuple(Forum(stage, circuit) for stage in STAGES for circuit in (None, *CIRCUITS))


def forums_alike(
    library: Library, bearing: Iterable[Authority], elements: Iterable[str], *, on: date
) -> list[tuple[Forum, ...]]:
    """Group the forums that nothing tells apart on a day: no authority issued by then, and no test of an element."""
    signs = [_signs(library, authority.id) for authority in bearing if first_day(authority) <= on]
    tests = [test for element in elements for test in library.tests_of(element) if _begun(test, on)]
    signs += [_test_signs(test.reach) for test in tests]
    groups: dict[tuple[int, ...], list[Forum]] = {}
    for at, forum in enumerate(all_forums()):
        groups.setdefault((forum.stage in SCREENING, *(sign[at] for sign in signs)), []).append(forum)
    return [tuple(forums) for forums in groups.values()]


def _begun(test: LegalTest, on: date) -> bool:
    return min(test.from_day, *(test.issued_between or ())) <= on if test.issued_between else test.from_day <= on


@lru_cache(maxsize=20_000)
def _signs(library: Library, id: str) -> tuple[int, ...]:
    """Number the forums so that two have one number when an authority cannot tell them apart."""
    authority = library.authorities[id]
    circuit = library.vocabulary.bodies[authority.by].circuit
    reaches = tuple(_reaches(library, authority))
    return _numbered(
        (
            binds(library, authority, forum=forum),
            circuit is not None and forum.circuit == circuit,
            *(in_stage_and_circuit(reach, forum) for reach in reaches),
        )
        for forum in all_forums()
    )


@lru_cache(maxsize=20_000)
def _test_signs(reach: Reach) -> tuple[int, ...]:
    return _numbered(
        (in_stage_and_circuit(reach, asked), asked.stage in reach.stages, forum.stage in SCREENING)
        for forum in all_forums()
        if (asked := Forum(READ_AS_AT.get(forum.stage, forum.stage), forum.circuit))
    )


def _numbered(signs: Iterable[tuple[bool, ...]]) -> tuple[int, ...]:
    numbers: dict[tuple[bool, ...], int] = {}
    return tuple(numbers.setdefault(sign, len(numbers)) for sign in signs)


def _reaches(library: Library, authority: Authority) -> Iterator[Reach]:
    yield from (treatment.reach for _, treatment in library.treatments_of(authority.id))
    yield from (question.reach for question in authority.open_questions)
    yield from authority.applications
