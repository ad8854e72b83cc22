"""Today: hearings ahead, and which cases a change of the law touches."""

from __future__ import annotations

from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import Response

from wellfounded.law.library import Library
from wellfounded.store.cases import Case
from wellfounded.store.clock import today
from wellfounded.web.asking import day_asked
from wellfounded.web.desk import Desk
from wellfounded.web.law_moves import Law
from wellfounded.web.pages import desk_of, render
from wellfounded.web.touched import Touched, touched


def page(request: Request) -> Response:
    """Show the day."""
    desk = desk_of(request)
    vault = desk.vault
    if vault is None:
        return render(request, "welcome.html")
    cases = vault.cases()
    desk.memory.keep_only(cases)
    now = today()
    last = last_change(desk.library)
    from_day = day_asked(request, "from") or last - timedelta(days=1)
    to_day = day_asked(request, "to") or last
    changed = _changed(desk, cases, (desk.library, from_day), (desk.library, to_day))
    installed = (
        _changed(
            desk,
            cases,
            (desk.earlier, desk.earlier.confirmed_through),
            (desk.library, desk.library.confirmed_through),
        )
        if desk.earlier
        else None
    )
    return render(
        request,
        "today.html",
        cases=cases,
        hearings=hearings(cases, now),
        today=now,
        from_day=from_day,
        to_day=to_day,
        changed=changed,
        installed=installed,
    )


def hearings(cases: tuple[Case, ...], now: date) -> list[tuple[Case, date, int]]:
    """List the hearings ahead, the nearest first, with the days left."""
    ahead = [(case, case.claim.hearing_on) for case in cases if case.claim.hearing_on and case.claim.hearing_on >= now]
    return [(case, on, (on - now).days) for case, on in sorted(ahead, key=lambda row: (row[1], row[0].id))]


def last_change(library: Library) -> date:
    """Return the day of the last act in the library that displaces another."""
    days = [authority.decided for authority in library.authorities.values() if authority.treatments]
    known = [on for on in days if isinstance(on, date) and on <= library.confirmed_through]
    return max(known, default=library.confirmed_through)


def _changed(desk: Desk, cases: tuple[Case, ...], before: Law, after: Law) -> list[Touched]:
    found = touched(cases, before=before, after=after, memory=desk.memory)
    far = date.max
    return sorted(found, key=lambda one: (not one.answers, one.case.claim.hearing_on or far, one.case.id))
