"""What changed between two days: which issues, before whom, and by which acts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from wellfounded.errors import ImpossibleDate
from wellfounded.forum import STAGES, Forum
from wellfounded.law.alike import forums_alike
from wellfounded.law.calendar import issue_days, speakers
from wellfounded.law.governing import InForce, in_force
from wellfounded.law.history import substance
from wellfounded.law.library import Library
from wellfounded.law.model import Authority
from wellfounded.law.status import status


class Act(NamedTuple):
    """What one authority did on one day.

    Attributes:
        on: the day.
        authority: its id.
        how: "issued", "takes effect", the kind of treatment ("overrules"), or that with the name of what it treated.
        target: the id of the authority whose standing it changed.
    """

    on: date
    authority: str
    how: str
    target: str


class Place(NamedTuple):
    """A stage and the circuits concerned there; None among them means that circuit law is left out of account."""

    stage: str
    circuits: tuple[str | None, ...]


class Difference(NamedTuple):
    """One change on an issue.

    Attributes:
        issue: the issue.
        places: where it changed in this way.
        before, after: the answers on the two days, in the first of these places.
        acts: the acts between the two days that made the difference there, earliest first.
    """

    issue: str
    places: tuple[Place, ...]
    before: InForce
    after: InForce
    acts: tuple[Act, ...]


def diff(
    library: Library,
    *,
    from_day: date,
    to_day: date,
    issues: Iterable[str] | None = None,
    stages: Iterable[str] = tuple(STAGES),
    circuits: tuple[str | None, ...] | None = None,
) -> tuple[Difference, ...]:
    """Compare the law of two days.

    Args:
        issues: the issues to compare; all of them, if left out.
        stages: the stages to compare.
        circuits: the circuits to compare; all of them and none, if left out.
    Raises:
        ImpossibleDate: if the second day is before the first.
        UnknownName: if there is no such issue.
    """
    if to_day < from_day:
        raise ImpossibleDate(
            f"{to_day} is before {from_day}.",
            where="--to",
            remedy="Give the earlier day to --from and the later to --to.",
        )
    chosen = list(library.vocabulary.issues) if issues is None else [library.issue(issue).id for issue in issues]
    asked = tuple(stages)
    return tuple(found for issue in chosen for found in _on_issue(library, issue, from_day, to_day, asked, circuits))


def _on_issue(
    library: Library,
    issue: str,
    from_day: date,
    to_day: date,
    stages: tuple[str, ...],
    circuits: tuple[str | None, ...] | None,
) -> Iterator[Difference]:
    if not any(from_day < day <= to_day for day in issue_days(library, issue)):
        return
    found: dict[tuple[object, ...], tuple[list[Place], Difference]] = {}
    alike = forums_alike(library, speakers(library, issue), library.elements_on(issue), on=to_day)
    for forums in _asked(alike, stages, circuits):
        before = in_force(library, issue, on=from_day, forum=forums[0])
        after = in_force(library, issue, on=to_day, forum=forums[0])
        if told(before) != told(after):
            acts = acts_between(library, before, after)
            first = Difference(issue, (), before, after, acts)
            key = (substance(before), substance(after), acts)
            places = [Place(forum.stage, (forum.circuit,)) for forum in forums]
            found.setdefault(key, ([], first))[0].extend(places)
    for places, difference in found.values():
        yield difference._replace(places=_gathered(places))


def _asked(
    groups: Iterable[tuple[Forum, ...]], stages: tuple[str, ...], circuits: tuple[str | None, ...] | None
) -> Iterator[tuple[Forum, ...]]:
    """Keep of each group of forums those that were asked about."""
    for group in groups:
        kept = [forum for forum in group if forum.stage in stages and (circuits is None or forum.circuit in circuits)]
        if kept:
            yield tuple(kept)


def told(found: InForce) -> tuple[object, ...]:
    """Reduce an answer to what a difference tells: who governs, what must be shown, and what acts displaced."""
    return (*substance(found), tuple((row.authority, row.status) for row in found.displaced if row.by))


def acts_between(library: Library, before: InForce, after: InForce) -> tuple[Act, ...]:
    """List the acts between two answers that changed the standing of an authority they name."""
    acts: set[Act] = set()
    for id in sorted(_changed(before, after)):
        found = status(
            library, library.authorities[id], on=after.on, forum=after.forum, issue=after.issue, filed=after.filed
        )
        steps = {Act(step.on, step.authority, step.how, id) for step in found.because if step.on > before.on}
        acts |= steps or _begun(library.authorities[id], before.on, after.on)
    return tuple(sorted(acts))


def _begun(authority: Authority, after: date, through: date) -> set[Act]:
    """Say that an authority began to govern: on its effective day, or when the last day it can bear had come."""
    last = (authority.decided_between or (None, None))[1]
    days = {"takes effect": authority.effective, "has been issued by this day at the latest": last}
    return {Act(day, authority.id, how, authority.id) for how, day in days.items() if day and after < day <= through}


def _changed(before: InForce, after: InForce) -> set[str]:
    """Name the authorities whose standing differs between two answers, or whose tests do."""
    was, now = _standing(before), _standing(after)
    changed = {id for id in was.keys() | now.keys() if was.get(id) != now.get(id)}
    old, new = _tests(before), _tests(after)
    return changed | {by for test in old.keys() ^ new.keys() for by in (old | new)[test]}


def _standing(found: InForce) -> dict[str, str]:
    rows = {row.authority: row.status for row in found.displaced}
    return rows | {row.authority: "governs" for row in found.governing}


def _tests(found: InForce) -> dict[str, tuple[str, ...]]:
    return {
        chosen.test.id: tuple(by.authority for by in chosen.test.stated_by if by.authority in _standing(found))
        for chosen in found.tests
        if chosen.test
    }


def _gathered(places: Iterable[Place]) -> tuple[Place, ...]:
    """Gather the circuits of one stage, and tell each stage once."""
    of_stage: dict[str, list[str | None]] = {}
    for place in places:
        of_stage.setdefault(place.stage, []).extend(place.circuits)
    return tuple(Place(stage, tuple(circuits)) for stage, circuits in of_stage.items())
