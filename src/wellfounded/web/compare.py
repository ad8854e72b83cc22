"""Compare: two days, the circuits on one issue, a case on two days."""

from __future__ import annotations

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from wellfounded.forum import Forum
from wellfounded.law.circuits import circuits
from wellfounded.law.diff import diff
from wellfounded.report.document import Document
from wellfounded.report.law_circuits import circuits_document
from wellfounded.report.law_diff import diff_document
from wellfounded.web.asking import day_asked, forum_asked, issues_listed, law_of
from wellfounded.web.law import DEFAULT_ISSUE
from wellfounded.web.pages import render
from wellfounded.web.today import last_change


def page(request: Request) -> Response:
    """Set two days, or all circuits, side by side."""
    library, asked = law_of(request), request.query_params
    last = last_change(library)
    from_day = day_asked(request, "from") or last - timedelta(days=1)
    to_day = day_asked(request, "to") or last
    forum, kind = forum_asked(asked), asked.get("kind", "")
    issue = library.issue(asked.get("issue") or DEFAULT_ISSUE).id
    document: Document | None = None
    if kind == "days":
        found = diff(
            library,
            from_day=from_day,
            to_day=to_day,
            issues=[issue] if asked.get("issue") else None,
            stages=(forum.stage,),
            circuits=(forum.circuit,),
        )
        place = Forum(forum.stage, forum.circuit)
        document = diff_document(library, found, from_day=from_day, to_day=to_day, forum=place)
    elif kind == "circuits":
        document = circuits_document(library, circuits(library, issue, on=to_day, stage=forum.stage, filed=None))
    return render(
        request,
        "compare.html",
        document=document,
        kind=kind,
        from_day=from_day,
        to_day=to_day,
        issue=asked.get("issue", "") if kind == "days" else issue,
        issues=issues_listed(library),
        stage=forum.stage,
        circuit=forum.circuit or "",
    )
