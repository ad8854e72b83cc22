"""A case's answers: the elements with their reasons on one day or two, and its proposed groups side by side."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from wellfounded.claim.assessment import assess
from wellfounded.claim.changes import changes
from wellfounded.claim.law_of_day import SOCIAL_GROUP
from wellfounded.claim.model import Claim
from wellfounded.claim.result import ElementAnswer
from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.report.as_html import part_html
from wellfounded.report.assessment import assessment_document
from wellfounded.report.document import Document, Heading
from wellfounded.store.clock import today
from wellfounded.web.asking import day_asked, forum_asked, law_of
from wellfounded.web.cases import case_of
from wellfounded.web.pages import memory_of, render, report, vault_of
from wellfounded.web.precedents import FORCED, OUTCOMES, STANDING, nearest_to_groups
from wellfounded.web.touched import forum_of_case


def elements(request: Request) -> Response:
    """Assess the case on a day, or on two and say what changed."""
    library, case = law_of(request), case_of(request)
    on = day_asked(request, "on") or min(today(), library.confirmed_through)
    other = day_asked(request, "with")
    stands = forum_of_case(case)
    forum = forum_asked(request.query_params, stage=stands.stage, circuit=stands.circuit)
    days = sorted({on, other} if other else {on})
    known = memory_of(request, case)
    lead, sections = known.once(("elements", library, *days, forum), lambda: _told(case.claim, library, days, forum))
    return render(
        request,
        "elements.html",
        case=case,
        tab="elements",
        lead=lead,
        sections=sections,
        on=on,
        other=other,
        stage=forum.stage,
        circuit=forum.circuit or "",
    )


def _told(claim: Claim, library: Library, days: list[date], forum: Forum) -> tuple[Markup, list[tuple[str, Markup]]]:
    found = [assess(claim, library, on=day, forum=forum) for day in days]
    document = assessment_document(library, claim, found, changes=changes(library, found))
    return report(replace(document, parts=())), _sections(document)


def _sections(document: Document) -> list[tuple[str, Markup]]:
    """Divide a report at its headings, so that a page can fold what follows the first parts."""
    found: list[tuple[str, str]] = []
    for part in document.parts:
        if isinstance(part, Heading) and part.level == 2:
            found.append((part.text, ""))
        elif found:
            found[-1] = (found[-1][0], found[-1][1] + str(part_html(part)))
        else:
            found.append(("", str(part_html(part))))
    return [(heading, Markup(content)) for heading, content in found]


def groups(request: Request) -> Response:
    """Set the proposed groups side by side: the answer for each, and why."""
    library, case = law_of(request), case_of(request)
    on = day_asked(request, "on") or min(today(), library.confirmed_through)
    entries = vault_of(request).entries(case.id, "group")
    known, forum = memory_of(request, case), forum_of_case(case)
    element = known.once(("social group", library, on, forum), lambda: _social_group(case.claim, library, on, forum))
    told = element.by_group if element and element.by_group else ()
    near = nearest_to_groups(known, library, on=on, forum=forum)
    rows = [
        (entry, next((one for one in told if one.group == at), None), near[at - 1] if at <= len(near) else None)
        for at, entry in enumerate(entries, 1)
    ]
    alone = element if len(entries) == 1 else None
    return render(
        request,
        "groups.html",
        case=case,
        tab="groups",
        rows=rows,
        alone=alone,
        on=on,
        forced=FORCED,
        standing=STANDING,
        outcomes=OUTCOMES,
    )


def _social_group(claim: Claim, library: Library, on: date, forum: Forum) -> ElementAnswer | None:
    relief = next(iter(assess(claim, library, on=on, forum=forum).reliefs), None)
    return relief.element(SOCIAL_GROUP) if relief else None
