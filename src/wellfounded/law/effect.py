"""What an edit of the law changes: two versions of the library, compared answer by answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from wellfounded.forum import Forum
from wellfounded.law.alike import all_forums, forums_alike
from wellfounded.law.calendar import issue_days, speakers
from wellfounded.law.governing import InForce, in_force
from wellfounded.law.library import Library, first_day
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
    begins = _first_difference(old, new, issue)
    days = sorted({day for library in (old, new) for day in _days_on(library, issue) if day > begins} | {begins})
    running: dict[Forum, tuple[date, Said, Said]] = {}
    found: dict[tuple[date, date | None, Said, Said], list[Forum]] = {}
    for day in days:
        differing = dict(_differences(old, new, issue, day))
        for forum, (since, before, after) in list(running.items()):
            if differing.get(forum) != (before, after):
                found.setdefault((since, day, before, after), []).append(forum)
                del running[forum]
        for forum, (before, after) in differing.items():
            running.setdefault(forum, (day, before, after))
    for forum, (since, before, after) in running.items():
        found.setdefault((since, None, before, after), []).append(forum)
    for (from_day, until_day, before, after), forums in found.items():
        for circuits, stages in _by_circuits(sorted(forums, key=all_forums().index)):
            yield Changed(issue, from_day, until_day, stages, circuits, before, after)


def _first_difference(old: Library, new: Library, issue: str) -> date:
    """Return the first day on which the two versions can differ on an issue: the first of any page that differs."""
    if issue not in old.vocabulary.issues or issue not in new.vocabulary.issues:
        return min(old.standing.coverage_from, new.standing.coverage_from)
    before = {authority.id: authority for authority in speakers(old, issue)}
    after = {authority.id: authority for authority in speakers(new, issue)}
    pages = [page for id, page in before.items() if after.get(id) != page]
    pages += [page for id, page in after.items() if before.get(id) != page]
    same_words = old.vocabulary.treatments == new.vocabulary.treatments and old.elements_on(issue) == new.elements_on(
        issue
    )
    begins = min(old.standing.coverage_from, new.standing.coverage_from)
    return max(begins, min(map(first_day, pages))) if pages and same_words else begins


def _differences(old: Library, new: Library, issue: str, day: date) -> Iterator[tuple[Forum, tuple[Said, Said]]]:
    """List the forums whose answers differ on a day, with what the two versions say."""
    for forums in _alike_in_both(old, new, issue, day):
        before, after = said(old, issue, day, forums[0]), said(new, issue, day, forums[0])
        if before != after:
            yield from ((forum, (before, after)) for forum in forums)


def _days_on(library: Library, issue: str) -> tuple[date, ...]:
    return issue_days(library, issue) if issue in library.vocabulary.issues else ()


def _alike_in_both(old: Library, new: Library, issue: str, day: date) -> list[tuple[Forum, ...]]:
    """Group the forums that answer alike on a day, in the old version and in the new."""
    places: list[dict[Forum, int]] = []
    for library in (old, new):
        if issue in library.vocabulary.issues:
            groups = forums_alike(library, speakers(library, issue), library.elements_on(issue), on=day)
            places.append({forum: at for at, forums in enumerate(groups) for forum in forums})
    found: dict[tuple[int, int], list[Forum]] = {}
    for forum in all_forums():
        found.setdefault((places[0][forum], places[-1][forum]), []).append(forum)
    return [tuple(forums) for forums in found.values()]


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


def _by_circuits(forums: Iterable[Forum]) -> Iterator[tuple[tuple[str | None, ...], tuple[str, ...]]]:
    """Gather stages that concern the same circuits, so that a change is told once."""
    of_stage: dict[str, list[str | None]] = {}
    for forum in forums:
        of_stage.setdefault(forum.stage, []).append(forum.circuit)
    gathered: dict[tuple[str | None, ...], list[str]] = {}
    for stage, found in of_stage.items():
        gathered.setdefault(tuple(found), []).append(stage)
    for circuits, stages in gathered.items():
        yield circuits, tuple(stages)
