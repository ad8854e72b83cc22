"""Which cases a change of the law touches: always what assessing every case anew on both days would say."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from bench.web.caseload import caseload

from wellfounded.claim.by_precedent import precedent_base
from wellfounded.claim.law_of_day import law_of_day
from wellfounded.claim.reading import ClaimReading
from wellfounded.law.calendar import change_days, element_days, filing_days
from wellfounded.law.library import Library
from wellfounded.law.loading import load_library
from wellfounded.law.testing import governing_test
from wellfounded.precedent.calendar import last_change
from wellfounded.precedent.scope import counting, decided_issues, placed_rulings
from wellfounded.store.cases import Case
from wellfounded.web.law_moves import Law
from wellfounded.web.memory import Memory
from wellfounded.web.touched import Moved, forum_of_case, touched


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def cases(library: Library) -> tuple[Case, ...]:
    return tuple(Case(str(at), claim, "", at) for at, claim in enumerate(caseload(library.vocabulary, 40, seed=7)))


def afresh(case: Case, before: Law, after: Law) -> Iterator[Moved]:
    """Read a case under both laws with nothing left out and nothing remembered."""
    forum, claim = forum_of_case(case), case.claim
    was, now = (law_of_day(library, on, forum, claim.filed(on=on)) for library, on in (before, after))
    one, other = ClaimReading(claim, was), ClaimReading(claim, now)
    for name in dict.fromkeys(name for relief in now.reliefs() for name in now.elements_of(relief)):
        first, second = one.reading(name), other.reading(name)
        tests = [[test.id for test, _ in reading.by_test] for reading in (first, second)]
        tested = now.element(name).made_of is None
        if tested and (first.answer is not second.answer or tests[0] != tests[1]):
            yield Moved(name, now.element(name).name, first.answer, second.answer)


def pairs(library: Library, seed: int) -> list[tuple[date, date]]:
    """Draw days: a change day with the day before it, two neighbours at random, and two days far apart."""
    draw = random.Random(seed)
    changes = [day for day in change_days(library) if day > date(2014, 1, 1)]
    on = draw.choice(changes)
    other = date(2014, 6, 1) + timedelta(days=draw.randrange(4000))
    return [
        (on - timedelta(days=1), on),
        (other - timedelta(days=1), other),
        (min(on, other), max(on, other)),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_what_is_found_touched_is_what_reading_every_case_anew_finds(
    library: Library, cases: tuple[Case, ...], seed: int
) -> None:
    memory = Memory()
    for first, second in [(date(2018, 6, 10), date(2018, 6, 11)), *pairs(library, seed)]:
        before, after = (library, first), (library, second)
        for _ in range(2):
            found = {one.case.id: one.moved for one in touched(cases, before=before, after=after, memory=memory)}
            for case in cases[seed::6]:
                tested = [
                    one for one in found.get(case.id, ()) if library.vocabulary.elements[one.element].made_of is None
                ]
                assert sorted(tested, key=str) == sorted(afresh(case, before, after), key=str), (first, second, case)


def test_a_case_at_the_border_is_left_out(library: Library, cases: tuple[Case, ...]) -> None:
    at_the_border = replace(cases[0], claim=replace(cases[0].claim, stage="border"))
    days = ((library, date(2018, 6, 10)), (library, date(2018, 6, 11)))

    assert list(touched([at_the_border], before=days[0], after=days[1])) == []


def test_a_test_changes_on_its_listed_days_alone(library: Library, cases: tuple[Case, ...]) -> None:
    forums = sorted({forum_of_case(case) for case in cases}, key=str)[:4]
    draw = random.Random(3)
    days = [date(2000, 1, 1) + timedelta(days=draw.randrange(9700)) for _ in range(60)]
    for element in draw.sample(sorted(library.vocabulary.elements), 25):
        listed = element_days(library, element)
        for on in days:
            last = max((day for day in listed if day <= on), default=None)
            filed = max((day for day in filing_days(library) if day <= on - timedelta(days=400)), default=date.min)
            if last is not None:
                for forum in forums:
                    one = governing_test(library, element, on=on, forum=forum, filed=on - timedelta(days=400))
                    assert one == governing_test(library, element, on=last, forum=forum, filed=filed), (element, on)


def test_precedent_changes_on_its_listed_days_alone(library: Library, cases: tuple[Case, ...]) -> None:
    base = precedent_base(library)
    assert base is not None
    draw = random.Random(5)
    days = [date(2005, 1, 1) + timedelta(days=draw.randrange(7800)) for _ in range(8)]
    for issue in decided_issues(base):
        for on in days:
            last, forum = last_change(base, library, issue, on), forum_of_case(draw.choice(cases))
            one, other = (placed_rulings(base, library, issue, on=day, forum=forum) for day in (on, last))
            assert [(a.case.id, a.standing, a.rank) for a in one] == [(b.case.id, b.standing, b.rank) for b in other]
            assert counting(base, library, issue, on=on, forum=forum) == counting(
                base, library, issue, on=last, forum=forum
            )
