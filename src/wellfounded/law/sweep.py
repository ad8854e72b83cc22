"""The sweep: every issue, stage, circuit and day of change has one governing set, or an answer that says why not.

Circuits on whose law nothing in an issue turns answer alike, and between two days of change nothing changes, so each
answer worked out stands for many combinations. Both numbers are told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from wellfounded.forum import CIRCUITS, STAGES, Forum
from wellfounded.law.calendar import change_days, speakers
from wellfounded.law.governing import GOVERNED, NO_AUTHORITY, UNSETTLED, InForce, in_force
from wellfounded.law.library import Library
from wellfounded.law.model import Authority


@dataclass(frozen=True, slots=True)
class Span:
    """An answer and the combinations it stands for.

    Attributes:
        answer: the answer on the first day.
        until: the first day on which it may differ, or None if it goes on.
        circuits: the circuits that share it; None among them stands for circuit law left out of account.
        days: how many days of change of the whole library fall in the span.
    """

    answer: InForce
    until: date | None
    circuits: tuple[str | None, ...]
    days: int


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep found.

    Attributes:
        combinations: issue, stage, circuit and day of change, each counted once.
        worked_out: answers that had to be worked out for them.
        answers: combinations by answer.
        unsettled: the spans whose answer is unsettled.
        broken: answers that break the promise, in words; empty when the library keeps it.
    """

    combinations: int
    worked_out: int
    answers: dict[str, int]
    unsettled: tuple[Span, ...]
    broken: tuple[str, ...]


def sweep(library: Library, issues: Iterable[str] | None = None) -> Swept:
    """Ask every issue at every stage, in every circuit, on every day on which anything changes."""
    counted: Counter[str] = Counter()
    worked_out, unsettled, broken = 0, [], []
    for issue in library.vocabulary.issues if issues is None else issues:
        for span in spans(library, issue):
            worked_out += 1
            counted[span.answer.answer] += span.days * len(span.circuits)
            if span.answer.answer == UNSETTLED:
                unsettled.append(span)
            broken += _broken(span.answer)
    return Swept(sum(counted.values()), worked_out, dict(counted), tuple(unsettled), tuple(broken))


def spans(library: Library, issue: str, *, stages: Iterable[str] = STAGES) -> Iterator[Span]:
    """Work out the answers on an issue over all days, stage by stage and circuit by circuit."""
    bearing = speakers(library, issue)
    days = [day for day in change_days(library, bearing) if day >= library.standing.coverage_from]
    all_days = [day for day in change_days(library) if day >= library.standing.coverage_from]
    days = sorted({*days, *all_days[:1]})
    for stage in stages:
        for circuits in circuits_alike(library, bearing):
            forum = Forum(stage, circuits[-1])
            for at, day in enumerate(days):
                until = days[at + 1] if at + 1 < len(days) else None
                within = sum(day <= other and (until is None or other < until) for other in all_days)
                yield Span(in_force(library, issue, on=day, forum=forum), until, circuits, within)


def circuits_alike(library: Library, bearing: Iterable[Authority]) -> list[tuple[str | None, ...]]:
    """Group the circuits that must answer alike, because nothing among some authorities tells them apart."""
    bodies = library.vocabulary.bodies
    named: set[str] = set()
    for authority in bearing:
        named |= {bodies[authority.by].circuit or ""}
        reaches = [treatment.reach for treatment in authority.treatments]
        reaches += [asked.reach for asked in authority.open_questions] + [test.reach for test in authority.tests]
        named = named.union(*(reach.circuits for reach in (*reaches, *authority.applications)))
    alike: tuple[str | None, ...] = (None, *(circuit for circuit in CIRCUITS if circuit not in named))
    return [alike, *((circuit,) for circuit in CIRCUITS if circuit in named)]


def _broken(answer: InForce) -> list[str]:
    """Say how an answer breaks the promise that there is one governing set or a stated reason why not."""
    place = f"{answer.issue} on {answer.on}, {answer.forum}"
    ids = [row.authority for row in answer.governing]
    if len(ids) != len(set(ids)):
        return [f"{place}: an authority governs twice."]
    if answer.answer == GOVERNED and not ids:
        return [f"{place}: governed, but by nothing."]
    if answer.answer == UNSETTLED and not (ids and answer.why):
        return [f"{place}: unsettled, but without candidates or a reason."]
    if answer.answer == NO_AUTHORITY and ids:
        return [f"{place}: no authority, but some are named."]
    both = set(ids) & {row.authority for row in answer.displaced}
    return [f"{place}: {', '.join(sorted(both))} both governs and is displaced."] if both else []
