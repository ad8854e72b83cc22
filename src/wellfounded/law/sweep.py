"""The sweep: every issue, stage, circuit and day of change has one governing set, or an answer that says why not.

Forums that nothing on an issue tells apart answer alike (`law.alike`), and between two days of change nothing changes,
so each answer worked out stands for many combinations. Both numbers are told.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from wellfounded.forum import Forum
from wellfounded.law.alike import forums_alike
from wellfounded.law.calendar import change_days, issue_days, speakers
from wellfounded.law.governing import GOVERNED, NO_AUTHORITY, UNSETTLED, InForce, in_force
from wellfounded.law.library import Library


@dataclass(frozen=True, slots=True)
class Span:
    """An answer and the combinations it stands for.

    Attributes:
        answer: the answer on the first day.
        until: the first day on which it may differ, or None if it goes on.
        forums: the forums that share it.
        days: how many days of change of the whole library fall in the span.
    """

    answer: InForce
    until: date | None
    forums: tuple[Forum, ...]
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
            counted[span.answer.answer] += span.days * len(span.forums)
            if span.answer.answer == UNSETTLED:
                unsettled.append(span)
            broken += _broken(span.answer)
    return Swept(sum(counted.values()), worked_out, dict(counted), tuple(unsettled), tuple(broken))


def spans(library: Library, issue: str) -> Iterator[Span]:
    """Work out the answers on an issue over all days, for every group of forums that answer alike."""
    begins = library.standing.coverage_from
    all_days = [day for day in change_days(library) if day >= begins]
    days = sorted({begins, *(day for day in issue_days(library, issue) if day >= begins)})
    ends = [*days[1:], None]
    within = [bisect_left(all_days, end) if end else len(all_days) for end in ends]
    counts = [last - first for first, last in zip([bisect_left(all_days, days[0]), *within], within, strict=False)]
    bearing, elements = speakers(library, issue), library.elements_on(issue)
    for day, end, count in zip(days, ends, counts, strict=True):
        for forums in forums_alike(library, bearing, elements, on=day):
            yield Span(in_force(library, issue, on=day, forum=forums[0]), end, forums, count)


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
