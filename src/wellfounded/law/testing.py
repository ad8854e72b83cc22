"""Which test governs an element: on a day, in a forum, for an application filed on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from wellfounded.forum import Forum
from wellfounded.law.binding import SCREENING, filed_within
from wellfounded.law.library import Library, first_day
from wellfounded.law.model import LegalTest
from wellfounded.law.status import status

MERITS = "ij"
READ_AS_AT = {"court-of-appeals": "bia", "attorney-general": "bia"}


class GoverningTest(Struct, frozen=True, gc=False):
    """The test of an element for one question.

    Attributes:
        element: the element's id.
        test: the test that governs, or None when the library holds none.
        beside: contested tests that stand beside it: where they answer differently, the law is open.
        perhaps: tests that may already govern instead, because the day of their authority is known only as a window.
        yielding: national tests, of this day or earlier, that yield here to the circuit's or to screening's own.
        why: why this test and no other, in one sentence.
    """

    element: str
    test: LegalTest | None
    beside: tuple[LegalTest, ...]
    perhaps: tuple[LegalTest, ...]
    yielding: tuple[LegalTest, ...]
    why: str


def governing_test(
    library: Library, element: str, *, on: date, forum: Forum, filed: date | None = None
) -> GoverningTest:
    """Choose the test that governs an element.

    A test for screening alone comes first, then a test of the forum's circuit, then the national test; within a level
    the latest. A contested test of the circuit stands beside the national test. A test governs only while an authority
    that states it stands. At a screening stage an element without a test of its own is read through its test on the
    merits, and before a court of appeals or the Attorney General through the Board's.

    Args:
        filed: the day the application was filed; the day asked about, if left out.
    """
    return _governing_test(library, element, on, forum, filed or on)


@lru_cache(maxsize=200_000)
def _governing_test(library: Library, element: str, on: date, forum: Forum, filed: date) -> GoverningTest:
    tests = [test for test in library.tests_of(element) if filed_within(test.reach, filed) and _in_place(test, forum)]
    stage = READ_AS_AT.get(forum.stage, forum.stage)
    here = [test for test in tests if stage in test.reach.stages or not test.reach.stages]
    written = [test for test in here if _in_force(test, on)]
    if stage in SCREENING and not settled(written):
        written += [
            test for test in tests if MERITS in test.reach.stages and _in_force(test, on) and test not in written
        ]
    current = [test for test in written if is_upheld(library, test, on=on, forum=forum, filed=filed)]
    screening = [test for test in current if _for_screening(test)]
    circuit = [test for test in current if test.reach.circuits and not _for_screening(test)]
    national = [test for test in current if not test.reach.circuits and not _for_screening(test)]
    chosen = latest(settled(screening)) or latest(settled(circuit)) or latest(settled(national))
    contested = [test for test in (screening or circuit) if test.contested and test is not chosen]
    particular = chosen is not None and chosen not in national
    perhaps = [
        test
        for test in here
        if test.issued_between
        and test.issued_between[0] <= on < test.from_day
        and (chosen is None or _level(test) <= _level(chosen))
    ]
    return GoverningTest(
        element,
        _as_of(library, chosen, on) if chosen else None,
        beside=() if chosen in circuit else tuple(_as_of(library, test, on) for test in contested),
        perhaps=tuple(perhaps),
        yielding=tuple(_as_of(library, test, on) for test in tests if particular and _general(test, on)),
        why=_why(chosen, chosen in screening, chosen in circuit, lost=bool(written) and not current),
    )


def is_upheld(library: Library, test: LegalTest, *, on: date, forum: Forum, filed: date) -> bool:
    """Say whether a test can govern: an authority that states it stands, or none that states it had spoken yet."""
    issues = library.vocabulary.elements[test.element].issues or (None,)
    stated = [library.authorities[by.authority] for by in test.stated_by]
    spoken = [authority for authority in stated if first_day(authority) <= on]
    return not spoken or any(
        status(library, authority, on=on, forum=forum, issue=issue, filed=filed).stands is not False
        for authority in spoken
        for issue in issues
    )


def _as_of(library: Library, test: LegalTest, on: date) -> LegalTest:
    """Leave out the authorities that state a test but had not been issued by a day."""
    spoken = tuple(by for by in test.stated_by if first_day(library.authorities[by.authority]) <= on)
    return test if spoken == test.stated_by else replace(test, stated_by=spoken)


def _general(test: LegalTest, on: date) -> bool:
    """Say whether a test is, or once was, the national one."""
    return not test.reach.circuits and not _for_screening(test) and test.from_day <= on


def _in_force(test: LegalTest, on: date) -> bool:
    return test.from_day <= on and (test.until_day is None or on < test.until_day)


def _in_place(test: LegalTest, forum: Forum) -> bool:
    return not test.reach.circuits or forum.circuit in test.reach.circuits


def _for_screening(test: LegalTest) -> bool:
    return bool(test.reach.stages) and test.reach.stages <= SCREENING


def _level(test: LegalTest) -> int:
    """Return the level of a test: screening's own, the circuit's, the nation's; a lower one comes first."""
    return 0 if _for_screening(test) else 1 if test.reach.circuits else 2


def settled(tests: Iterable[LegalTest]) -> list[LegalTest]:
    """Leave out the contested tests."""
    return [test for test in tests if not test.contested]


def latest(tests: Iterable[LegalTest]) -> LegalTest | None:
    """Return the test that began to govern last, or None of none."""
    return max(tests, key=lambda test: (test.from_day, test.id), default=None)


def _why(chosen: LegalTest | None, for_screening: bool, of_circuit: bool, *, lost: bool) -> str:
    if chosen is None and lost:
        return "The authorities that state the test of this day no longer stand here, and no other test is recorded."
    if chosen is None:
        return "The library holds no test for this element on this day, in this forum."
    if for_screening:
        return "A rule for screening alone comes before the general test."
    if of_circuit:
        return "The law of the circuit governs in the circuit."
    return "The national test governs: the latest in force on this day."
