"""What changed between two assessments of one claim, element by element, and by which acts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from wellfounded.claim.law_of_day import law_of_day
from wellfounded.claim.model import EnteredFinding
from wellfounded.claim.result import Act, Assessment, Change, ElementAnswer, ReliefAssessment, Side
from wellfounded.claim.wording import full_citation
from wellfounded.forum import CIRCUITS, Forum
from wellfounded.law.binding import SCREENING
from wellfounded.law.library import Library
from wellfounded.law.model import LegalTest
from wellfounded.law.testing import GoverningTest, governing_test


def changes(library: Library, assessments: Sequence[Assessment]) -> tuple[Change, ...]:
    """List what changed from each assessment to the next: answers, and the tests that give them.

    Assessments on several days in one forum are compared day by day; those on one day in several forums, forum by
    forum.
    """
    pairs = list(_pairs(assessments))
    return tuple(change for before, after in pairs for change in compare(library, before, after))


def _pairs(assessments: Sequence[Assessment]) -> Iterator[tuple[Assessment, Assessment]]:
    by_forum: dict[Forum, list[Assessment]] = {}
    for found in assessments:
        by_forum.setdefault(found.forum, []).append(found)
    series = [sorted(found, key=lambda assessment: assessment.on) for found in by_forum.values()]
    for days in series:
        yield from pairwise(days)
    for one, other in pairwise(series):
        yield from ((before, after) for before in one for after in other if before.on == after.on)


def compare(library: Library, before: Assessment, after: Assessment) -> Iterator[Change]:
    """List what differs between two assessments: each relief, then its elements."""
    for relief in before.reliefs:
        other = after.relief(relief.relief)
        if other is not None:
            yield from _relief_changes(library, before, after, relief, other)


def _relief_changes(
    library: Library, before: Assessment, after: Assessment, one: ReliefAssessment, other: ReliefAssessment
) -> Iterator[Change]:
    found: dict[str, Change] = {}
    for element in one.elements:
        later = other.element(element.element)
        if later is not None and not element.parts and _differs(element, later):
            because = _joined([*acts(library, before, after, element.element), *_findings(library, element, later)])
            because = because or (Act("", "", "the facts differ from one day to the other", None),)
            found[element.element] = _change(one.relief, before, after, element, later, because)
    for element in reversed(one.elements):
        later = other.element(element.element)
        changed = [found[part] for part in element.parts if part in found]
        if later is not None and element.parts and (_differs(element, later) or changed):
            because = _joined(act for change in changed for act in change.because)
            found[element.element] = _change(one.relief, before, after, element, later, because)
    if (one.answer, one.open_on) != (other.answer, other.open_on):
        because = _joined(act for change in found.values() for act in change.because)
        sides = (_relief_side(before, one), _relief_side(after, other))
        yield Change(one.relief, one.relief, one.name, *sides, because)
    yield from (found[element.element] for element in one.elements if _worth_telling(found.get(element.element)))


def _worth_telling(change: Change | None) -> bool:
    """Leave out a composed element in which only parts of parts changed."""
    return change is not None and (change.answer_changed or change.before.tests != change.after.tests)


def _differs(one: ElementAnswer, other: ElementAnswer) -> bool:
    return (one.answer, one.open_on, one.governing_tests) != (other.answer, other.open_on, other.governing_tests)


def _change(
    relief: str,
    before: Assessment,
    after: Assessment,
    one: ElementAnswer,
    other: ElementAnswer,
    because: tuple[Act, ...],
) -> Change:
    return Change(relief, one.element, one.name, _side(before, one), _side(after, other), because)


def _side(assessment: Assessment, element: ElementAnswer) -> Side:
    return Side(
        assessment.on, assessment.forum, element.answer, element.open_on, element.governing_tests, element.governing
    )


def _relief_side(assessment: Assessment, relief: ReliefAssessment) -> Side:
    return Side(assessment.on, assessment.forum, relief.answer, relief.open_on, (), ())


def _joined(found: Iterable[Act]) -> tuple[Act, ...]:
    return tuple(sorted(dict.fromkeys(found), key=lambda act: (act.on or date.min, act.citation)))


def acts(library: Library, before: Assessment, after: Assessment, element: str) -> Iterator[Act]:
    """List the acts through which the test of an element differs between two assessments, earliest first."""
    law = law_of_day(library, after.on, after.forum, after.filed)
    if before.forum == after.forum:
        yield from _acts_between(library, element, before, after, law.read_forum)
        return
    here = law.test(element)
    there = law_of_day(library, before.on, before.forum, before.filed).test(element)
    sides = ((there.test, *there.beside), (here.test, *here.beside))
    differing = [test for tests in sides for test in tests if test and any(test not in other for other in sides)]
    departing = [test for test in differing if not _is_national(test)]
    for test in departing or differing:
        yield from _departure(library, test)


def _departure(library: Library, test: LegalTest) -> Iterator[Act]:
    """Name the authorities through which one forum departs from another: of a circuit's test, the circuit's own."""
    bodies = library.vocabulary.bodies
    found = list(_stated(library, test, _where(test)))
    own = [act for act in found if bodies[library.authority(act.authority).by].circuit in test.reach.circuits]
    yield from own or found


def _is_national(test: LegalTest) -> bool:
    """Say whether a test is neither a circuit's own nor one for screening only."""
    return not test.reach.circuits and not (test.reach.stages and test.reach.stages <= SCREENING)


def _where(test: LegalTest) -> str:
    if test.reach.circuits:
        return f"governs in the {' and the '.join(CIRCUITS[name] for name in sorted(test.reach.circuits))}"
    return "is the national test" if _is_national(test) else "governs in screening"


def _acts_between(library: Library, element: str, before: Assessment, after: Assessment, forum: Forum) -> Iterator[Act]:
    """Follow the tests of an element from one day to another; tell each act on the day it changed which one governs."""

    def governing(on: date) -> GoverningTest:
        return governing_test(library, element, on=on, forum=forum, filed=after.filed)

    tests = library.tests_of(element)
    days = {day for test in tests for day in (test.from_day, test.until_day) if day is not None}
    for day in sorted(day for day in days if before.on < day <= after.on):
        was, now = governing(day - timedelta(days=1)), governing(day)
        if (was.test, was.beside) != (now.test, now.beside):
            yield from _what_changed(library, day, was, now)


def _what_changed(library: Library, day: date, was: GoverningTest, now: GoverningTest) -> Iterator[Act]:
    begun = [test for test in (now.test, *now.beside) if test is not None and test.from_day == day]
    for test in begun:
        yield from _stated(library, test, "states the test from this day", on=day)
    ended = [test for test in (was.test, *was.beside) if test is not None and test.until_day == day]
    if not begun and ended:
        yield from _enders(library, ended, day)


def _enders(library: Library, ended: list[LegalTest], day: date) -> Iterator[Act]:
    for test in ended:
        for stated in test.stated_by:
            target = library.authority(stated.authority)
            for by, treatment in library.treatments_of(target.id):
                if treatment.on == day:
                    yield Act(by.id, full_citation(by), f"{treatment.effect} {target.name}", day)
            yield Act(target.id, full_citation(target), "states the test no longer", day)


def _stated(library: Library, test: LegalTest, how: str, on: date | None = None) -> Iterator[Act]:
    for stated in test.stated_by:
        authority = library.authority(stated.authority)
        own_day = authority.decided or authority.effective
        if on is None or own_day == on or stated is test.stated_by[0]:
            yield Act(authority.id, full_citation(authority), how, on or own_day)


def _findings(library: Library, before: ElementAnswer, after: ElementAnswer) -> Iterator[Act]:
    """List the findings entered for one day or circuit and not for the other, with what ended them."""
    then = {found.finding: found.entered for found in after.findings}
    for found in before.findings:
        was, now = found.entered, then.get(found.finding, found.entered)
        if was is not None and was is not now:
            by = library.authority(was.ended_by) if was.ended_by else None
            how = f'ends the finding entered on "{found.question}" ({was.source})'
            yield (
                Act(by.id, full_citation(by), how, was.until_day) if by else _entered("no longer", found.question, was)
            )
    earlier = {found.finding: found.entered for found in before.findings}
    for found in after.findings:
        if found.entered is not None and found.entered is not earlier.get(found.finding, found.entered):
            yield _entered("now", found.question, found.entered)


def _entered(when: str, question: str, entered: EnteredFinding) -> Act:
    on = entered.from_day if when == "now" else entered.until_day
    return Act("", "", f'{when} entered on "{question}": {entered.answer.value} ({entered.source})', on)
