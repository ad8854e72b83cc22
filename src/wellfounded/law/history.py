"""How the standing of an authority, and the answer on an issue, change through time."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from wellfounded.forum import Forum
from wellfounded.law.calendar import change_days, issue_days, treaters
from wellfounded.law.governing import InForce, in_force
from wellfounded.law.library import Library
from wellfounded.law.model import Authority
from wellfounded.law.status import NOT_YET_ISSUED, status


class Standing(Struct, frozen=True):
    """One status of an authority over a span of days.

    Attributes:
        word: the status word.
        stands: True, False, or None when it could not be confirmed.
        binds: whether it binds the decision-maker, if it stands.
        from_day, until_day: the days (half-open); None means that it goes on.
        by: the id of the authority whose act began the span, or an empty string for the authority itself.
        why: the reason in one sentence.
    """

    word: str
    stands: bool | None
    binds: bool
    from_day: date
    until_day: date | None
    by: str
    why: str


def standings(
    library: Library,
    authority: Authority,
    *,
    issue: str | None,
    forum: Forum,
    filed: date | None = None,
    since: date = date.min,
) -> tuple[Standing, ...]:
    """Tell the standing of an authority, one span after another.

    Args:
        since: tell the span of this day and those after it; all of them, if left out.
    """
    found: list[Standing] = []
    days = change_days(library, treaters(library, [authority]))
    begun = max((day for day in days if day <= since), default=since)
    for day in [day for day in days if day >= begun]:
        now = status(library, authority, on=day, forum=forum, issue=issue, filed=filed)
        if now.word == NOT_YET_ISSUED:
            continue
        last = found[-1] if found else None
        if last and (last.word, last.stands, last.binds) == (now.word, now.stands, now.binds):
            continue
        if last:
            found[-1] = replace(last, until_day=day)
        by = now.because[-1].authority if now.because and now.because[-1].on <= day else ""
        found.append(Standing(now.word, now.stands, now.binds, day, None, "" if by == authority.id else by, now.why))
    return tuple(found)


class Term(Struct, frozen=True):
    """The days on which an answer stays the same, and the answers before and after.

    Attributes:
        from_day: the first day of the answer, or None if it reaches back to the beginning of coverage.
        until_day: the first day of the next answer, or None if the library knows none.
        before, after: the answers on the day before and on the day it ends.
    """

    from_day: date | None
    until_day: date | None
    before: InForce | None
    after: InForce | None


def term(library: Library, found: InForce) -> Term:
    """Say since when and until when an answer is the same: same authorities, same tests, in the same forum."""
    days = [day for day in issue_days(library, found.issue) if day >= library.standing.coverage_from]
    same = substance(found)
    earlier, from_day = None, None
    for day in sorted((day for day in days if day <= found.on), reverse=True):
        before = _asked(library, found, date.fromordinal(day.toordinal() - 1))
        if substance(before) != same:
            earlier, from_day = before, day
            break
    for day in days:
        if day > found.on:
            after = _asked(library, found, day)
            if substance(after) != same:
                return Term(from_day, day, earlier, after)
    return Term(from_day, None, earlier, None)


def _asked(library: Library, found: InForce, on: date) -> InForce:
    return in_force(library, found.issue, on=on, forum=found.forum, filed=found.filed)


def substance(found: InForce) -> tuple[object, ...]:
    """Reduce an answer to what a reader would call the same answer: who governs, and what must be shown."""
    return (
        found.answer,
        frozenset(row.authority for row in found.governing),
        tuple((test.element, test.test.rule) for test in found.tests if test.test),
    )


class Era(Struct, frozen=True):
    """Days on which the answer on an issue is the same.

    Attributes:
        from_day, until_day: the days (half-open); None means that it goes on.
        answer: the answer on the first of them.
    """

    from_day: date
    until_day: date | None
    answer: InForce


def eras(
    library: Library, issue: str, *, forum: Forum, from_day: date, to_day: date, filed: date | None = None
) -> tuple[Era, ...]:
    """Tell the answers on an issue from one day through another, one after the other."""
    days = sorted({from_day, *(day for day in issue_days(library, issue) if from_day < day <= to_day)})
    found: list[Era] = []
    for day in days:
        answer = in_force(library, issue, on=day, forum=forum, filed=filed)
        if found and told(found[-1].answer) == told(answer):
            continue
        if found:
            found[-1] = replace(found[-1], until_day=day)
        found.append(Era(day, None, answer))
    return tuple(found)


def told(found: InForce) -> tuple[object, ...]:
    """Reduce an answer to what is told of it: who governs, what must be shown, and what was displaced."""
    return (*substance(found), tuple((row.authority, row.status, row.by) for row in found.displaced))
