"""The law on a slider: what governs, the chain, the picture; and the reader of authorities."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from markupsafe import Markup
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from wellfounded.forum import Forum
from wellfounded.law.governing import in_force
from wellfounded.law.library import Library
from wellfounded.report.as_html import part_html
from wellfounded.report.document import Table
from wellfounded.report.law_in_force import in_force_document
from wellfounded.report.law_page import page_document
from wellfounded.report.timeline import Timeline, timeline
from wellfounded.report.timeline_layout import scale_of
from wellfounded.report.timeline_page import timeline_document
from wellfounded.report.timeline_svg import STYLE, timeline_svg
from wellfounded.store.clock import today
from wellfounded.web.asking import day_asked, forum_asked, issues_listed, law_of
from wellfounded.web.language import spoken_day
from wellfounded.web.pages import desk_of, is_part, render, report
from wellfounded.web.touched import touched

FIRST_DAY = date(1980, 1, 1)
DEFAULT_ISSUE = "psg.domestic-relationship"
_HIDDEN_MARKER = '<g class="t-marker" visibility="hidden">'


def page(request: Request) -> Response:
    """Answer what governs."""
    library, asked = law_of(request), request.query_params
    on = day_asked(request, "on") or min(today(), library.confirmed_through)
    filed, forum = day_asked(request, "filed"), forum_asked(asked)
    issue = library.issue(asked.get("issue") or DEFAULT_ISSUE).id
    document = in_force_document(library, in_force(library, issue, on=on, forum=forum, filed=filed))
    values: dict[str, Any] = {
        "lead": report(replace(document, parts=())),
        "rest": Markup("".join(str(part_html(part)) for part in document.parts)),
        "picture": picture(library, issue, forum, on),
        "tables": Markup(_drawn(library, issue, forum)[2]),
        "differing": None if is_part(request) and _has_cases(request, on) else _differing(request, on),
        "day_before": _day_before(on),
        "on": on,
    }
    if is_part(request):
        return render(request, "law_answer.html", **values)
    return render(
        request,
        "law.html",
        issue=issue,
        issues=issues_listed(library),
        stage=forum.stage,
        circuit=forum.circuit or "",
        filed=filed,
        first=FIRST_DAY,
        last=library.confirmed_through,
        **values,
    )


def cases(request: Request) -> Response:
    """Say in how many cases the day before would be answered otherwise; asked for once the answer stands."""
    on = day_asked(request, "on") or min(today(), law_of(request).confirmed_through)
    return render(request, "law_cases.html", on=on, day_before=_day_before(on), differing=_differing(request, on))


def _day_before(on: date) -> date:
    return date.fromordinal(max(on.toordinal() - 1, 1))


def _has_cases(request: Request, on: date) -> bool:
    return desk_of(request).vault is not None and FIRST_DAY < on <= law_of(request).confirmed_through


def _differing(request: Request, on: date) -> int:
    """Count the open vault's cases that the day before would answer otherwise."""
    vault, memory, library = desk_of(request).vault, desk_of(request).memory, law_of(request)
    if vault is None or not _has_cases(request, on):
        return 0
    found = touched(vault.cases(), before=(library, _day_before(on)), after=(library, on), memory=memory)
    return sum(1 for _ in found)


def picture(library: Library, issue: str, forum: Forum, on: date) -> Markup:
    """Draw the timeline of an issue with a line at a day; its style stands in the stylesheet."""
    found, svg, _ = _drawn(library, issue, forum)
    if found.from_day <= on <= found.to_day:
        place = f"{scale_of(found).at(on):.1f}"
        shown = f'<g class="t-marker" transform="translate({place} 0)">'
        svg = svg.replace(_HIDDEN_MARKER, shown)
        anchor = "end" if float(place) > 840 else "middle"
        before, _, after = svg.partition(shown)
        words = f'text-anchor="{anchor}">{spoken_day(on, "en")}</text>'
        svg = before + shown + after.replace('text-anchor="middle"></text>', words, 1)
    return Markup(f"<figure>{svg}</figure>")


@lru_cache(maxsize=128)
def _drawn(library: Library, issue: str, forum: Forum) -> tuple[Timeline, str, str]:
    found = timeline(library, issue, forum=forum)
    document = timeline_document(library, (found,), drawn=False)
    svg = str(timeline_svg(library, found, marker=True)).replace(f"<style>{STYLE}</style>", "")
    return found, svg, "".join(str(part_html(part)) for part in document.parts if isinstance(part, Table))


def authority(request: Request) -> Response:
    """Show the page of an authority."""
    library = law_of(request)
    found = library.authority(str(request.path_params["name"]))
    return render(request, "report.html", document=page_document(library, found))
