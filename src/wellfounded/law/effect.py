"""What an edit of the law changes: two versions of the library, compared answer by answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from wellfounded.forum import STAGES, Forum
from wellfounded.law.calendar import change_days, speakers
from wellfounded.law.governing import InForce, in_force
from wellfounded.law.library import Library
from wellfounded.law.sweep import circuits_alike
from wellfounded.rule_text import print_rule


@dataclass(frozen=True, slots=True)
class Said:
    """The part of an answer whose change matters.

    Attributes:
        answer: "governed", "unsettled", "no-authority" or "not-covered".
        governing: ids of the authorities that govern.
        displaced: id and status word of those displaced.
        tests: element and rule, in words, of the tests that govern.
    """

    answer: str
    governing: tuple[str, ...]
    displaced: tuple[tuple[str, str], ...]
    tests: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of answers: an issue, the days, the forums, and what was and is said.

    Attributes:
        issue: the issue.
        from_day: the first day concerned.
        until_day: the first day no longer concerned, or None if it goes on.
        stages: the stages concerned.
        circuits: the circuits concerned; None among them means that circuit law is left out of account.
        before, after: what the old and the new version say.
    """

    issue: str
    from_day: date
    until_day: date | None
    stages: tuple[str, ...]
    circuits: tuple[str | None, ...]
    before: Said
    after: Said


@dataclass(frozen=True, slots=True)
class Effect:
    """What changes between two versions of the library.

    Attributes:
        added, removed, edited: ids of pages.
        changed: the answers that change, by issue and day.
        issues_compared: how many issues had to be asked again.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    edited: tuple[str, ...]
    changed: tuple[Changed, ...]
    issues_compared: int


def effect(old: Library, new: Library) -> Effect:
    """Compare two versions of the library: which answers change, for which issues, forums and days."""
    before, after = old.authorities, new.authorities
    edited = [id for id in before if id in after and before[id] != after[id]]
    changed: list[Changed] = []
    compared = 0
    for issue in dict.fromkeys([*old.vocabulary.issues, *new.vocabulary.issues]):
        if _touched(old, new, issue):
            compared += 1
            changed += _changes(old, new, issue)
    return Effect(
        added=tuple(id for id in after if id not in before),
        removed=tuple(id for id in before if id not in after),
        edited=tuple(edited),
        changed=tuple(changed),
        issues_compared=compared,
    )


def _touched(old: Library, new: Library, issue: str) -> bool:
    """Say whether anything that bears on an issue differs."""
    if issue not in old.vocabulary.issues or issue not in new.vocabulary.issues:
        return True
    if old.vocabulary.treatments != new.vocabulary.treatments or old.elements_on(issue) != new.elements_on(issue):
        return True
    return speakers(old, issue) != speakers(new, issue) or old.standing.coverage_from != new.standing.coverage_from


def _changes(old: Library, new: Library, issue: str) -> Iterator[Changed]:
    bearing = [*speakers(old, issue), *speakers(new, issue)]
    days = [day for day in change_days(old, bearing) if day >= old.standing.coverage_from]
    found: dict[tuple[date, date | None, Said, Said], list[tuple[str, tuple[str | None, ...]]]] = {}
    for stage in STAGES:
        for circuits in circuits_alike(old, bearing):
            for span in _spans(old, new, issue, days, Forum(stage, circuits[-1])):
                found.setdefault(span, []).append((stage, circuits))
    for (from_day, until_day, before, after), forums in found.items():
        for circuits, stages in _by_circuits(forums):
            yield Changed(issue, from_day, until_day, stages, circuits, before, after)


def _spans(
    old: Library, new: Library, issue: str, days: Iterable[date], forum: Forum
) -> Iterator[tuple[date, date | None, Said, Said]]:
    """List the spans of days over which the two versions differ in one way."""
    begun: tuple[date, Said, Said] | None = None
    for day in days:
        before, after = said(old, issue, day, forum), said(new, issue, day, forum)
        if begun is not None and begun[1:] != (before, after):
            yield begun[0], day, begun[1], begun[2]
            begun = None
        if begun is None and before != after:
            begun = day, before, after
    if begun is not None:
        yield begun[0], None, begun[1], begun[2]


def said(library: Library, issue: str, on: date, forum: Forum) -> Said:
    """Reduce an answer to the part whose change matters."""
    if issue not in library.vocabulary.issues:
        return Said("no such issue", (), (), ())
    return _reduced(in_force(library, issue, on=on, forum=forum))


def _reduced(found: InForce) -> Said:
    return Said(
        found.answer,
        tuple(row.authority for row in found.governing),
        tuple((row.authority, row.status) for row in found.displaced),
        tuple((chosen.element, print_rule(chosen.test.rule)) for chosen in found.tests if chosen.test),
    )


def _by_circuits(
    forums: Iterable[tuple[str, tuple[str | None, ...]]],
) -> Iterator[tuple[tuple[str | None, ...], tuple[str, ...]]]:
    """Gather stages that concern the same circuits, so that a change is told once."""
    of_stage: dict[str, list[str | None]] = {}
    for stage, circuits in forums:
        of_stage.setdefault(stage, []).extend(circuits)
    gathered: dict[tuple[str | None, ...], list[str]] = {}
    for stage, found in of_stage.items():
        gathered.setdefault(tuple(found), []).append(stage)
    for circuits, stages in gathered.items():
        yield circuits, tuple(stages)
