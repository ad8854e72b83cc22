"""Verdicts on citations of the I&N Decisions: by first page, by a page within, by Interim Decision number."""

from __future__ import annotations

import re
from dataclasses import replace

from wellfounded.check.citation_finding import Asked, CitationFinding, judged, year_of
from wellfounded.citation.forms import Citation
from wellfounded.citation.index import Decision, begins_after
from wellfounded.citation.names import same_caption


def decision_verdict(asked: Asked) -> CitationFinding:
    """Judge a citation by volume and first page."""
    citation, index = asked.citation, asked.material.index
    if citation.page is None:
        return judged(asked, "outside_coverage", "its first page is left blank, so it cannot be looked up")
    misprint = index.misprint(citation.canonical, citation.name, year_of(citation))
    if misprint is not None:
        return judged(asked, "known_misprint", f"{misprint.what}; read {misprint.meant}", misprint.source)
    impossible = _impossible(asked)
    if impossible:
        return judged(asked, "impossible", impossible)
    if asked.resolution.decision is None:
        return _not_found(asked)
    return _compared(asked, asked.resolution.decision)


def _impossible(asked: Asked) -> str:
    """Say why a decision cannot have existed on the document's day, or nothing."""
    citation, index, day = asked.citation, asked.material.index, asked.day
    assert citation.volume is not None
    through = asked.material.library.confirmed_through
    if day <= through and not index.reached(citation.volume, day):
        reached = (
            f"the I&N Decisions known to the index had reached volume {index.last_volume} on {through.isoformat()}"
        )
        return f"{reached}; volume {citation.volume} did not exist on {day.isoformat()}"
    began = index.volume_began(citation.volume)
    if began is not None and began > day.year:
        return (
            f"the decisions of volume {citation.volume} known to the index begin in {began}, after the document's day"
        )
    late = [year for year in citation.years if year > day.year]
    if late:
        return f"the year {late[0]} is after the document's day ({day.isoformat()})"
    decision = asked.resolution.decision
    if decision is not None and begins_after(decision, day):
        return f"{decision.caption} was made after the document's day ({day.isoformat()})"
    first, last = index.volume_years(citation.volume)
    year = year_of(citation)
    if decision is None and year is not None and ((first and year < first) or (last and year > last)):
        years = f"{first or 'an earlier year'} to {last or 'now'}"
        return f"volume {citation.volume} holds decisions of {years}, and {year} is none of these years"
    return ""


def _not_found(asked: Asked) -> CitationFinding:
    citation, index = asked.citation, asked.material.index
    assert citation.volume is not None
    assert citation.page is not None
    span = index.complete_at(citation.volume, citation.page)
    running = index.running_at(citation.volume, citation.page)
    if span is not None and running is not None:
        reason = (
            f"nothing begins on page {citation.page} of volume {citation.volume}; the page runs in {running.caption}"
        )
        return judged(asked, "no_such_page", reason, span.source)
    elsewhere = _same_name_elsewhere(asked)
    if elsewhere is not None:
        reason = f"the index has {elsewhere.caption}, and no decision that begins on page {citation.page}"
        found = judged(asked, "name_differs", reason, elsewhere.source)
        return replace(found, decision=elsewhere, authority=asked.material.authority_of(elsewhere.cite))
    reason = f"the index has no decision at {citation.canonical}, and is not complete there"
    return judged(asked, "outside_coverage", reason)


def _same_name_elsewhere(asked: Asked) -> Decision | None:
    """Find the one decision of this name in the volume, if the name is long enough to be told from others."""
    citation = asked.citation
    if not re.search(r"[A-Z]-[A-Z]-[A-Z]", citation.name):
        return None
    found = [
        decision
        for decision in asked.material.index.decisions
        if decision.volume == citation.volume
        and same_caption(decision.name, citation.name)
        and (not citation.years or set(citation.years) & set(decision.years))
    ]
    return found[0] if len(found) == 1 else None


def _compared(asked: Asked, decision: Decision) -> CitationFinding:
    citation = asked.citation
    if citation.name and not same_caption(citation.name, decision.name):
        return judged(asked, "name_differs", f"the page is that of {decision.caption}")
    if citation.years and decision.years and not set(citation.years) <= set(_years(asked, decision)):
        return judged(asked, "year_differs", _year_reason(asked, decision))
    if (
        citation.day
        and decision.decided
        and citation.day != decision.decided
        and citation.day.year == decision.decided.year
    ):
        return judged(asked, "year_differs", f"it was decided on {decision.decided.isoformat()}")
    if citation.bodies and decision.bodies and not set(citation.bodies) <= set(_bodies(asked, decision)):
        return judged(asked, "body_differs", f"it was decided by {' and '.join(decision.bodies)}: {decision.caption}")
    beyond = outside(asked, decision)
    if beyond:
        return judged(asked, "pin_outside_range", beyond)
    return judged(asked, "exists", f"{decision.caption} is in the index")


def _years(asked: Asked, decision: Decision) -> set[int]:
    same = asked.material.index.at(decision.volume, decision.page)
    return {year for found in same if same_caption(found.name, decision.name) for year in found.years}


def _bodies(asked: Asked, decision: Decision) -> set[str]:
    same = asked.material.index.at(decision.volume, decision.page)
    return {body for found in same if same_caption(found.name, decision.name) for body in found.bodies}


def _year_reason(asked: Asked, decision: Decision) -> str:
    years = " and ".join(str(year) for year in sorted(_years(asked, decision)))
    reason = f"{decision.caption} was decided in {years}"
    for other in asked.material.index.decisions:
        if other.order and same_caption(other.name, decision.name) and set(other.years) & set(asked.citation.years):
            return f"{reason}; {other.years[0]} is the year of its {other.order} ({other.cite})"
    return reason


def outside(asked: Asked, decision: Decision) -> str:
    """Say why a pinpoint lies outside a decision, or nothing."""
    index = asked.material.index
    following = index.next_start(decision)
    for pages in asked.citation.pages:
        if pages.first < decision.page:
            return f"{decision.caption} begins on page {decision.page}"
        if following is not None and pages.last >= following:
            after = index.at(decision.volume, following)[0]
            return f"page {pages.last} is past its end: {after.caption} begins on page {following}"
    return ""


def short_verdict(asked: Asked) -> CitationFinding:
    """Judge a citation by volume and a page within."""
    citation, decision = asked.citation, asked.resolution.decision
    impossible = _impossible(asked)
    if impossible:
        return judged(asked, "impossible", impossible)
    if decision is None:
        if asked.resolution.target:
            return judged(
                asked, "outside_coverage", "it points to the citation of this volume above, which is not in the index"
            )
        return judged(asked, "outside_coverage", asked.resolution.reason)
    if citation.name and not same_caption(citation.name, decision.name) and not _ordinal_of(citation, decision):
        return judged(asked, "name_differs", f"page {citation.pinpoint} runs in {decision.caption}")
    beyond = outside(asked, decision)
    if beyond:
        return judged(asked, "pin_outside_range", beyond)
    return judged(asked, "exists", asked.resolution.reason or f"it is {decision.caption}")


def _ordinal_of(citation: Citation, decision: Decision) -> bool:
    return bool(decision.known_as) and decision.known_as in citation.name


def interim_verdict(asked: Asked) -> CitationFinding:
    """Judge a citation by Interim Decision number."""
    decision = asked.resolution.decision
    if decision is None:
        return judged(asked, "outside_coverage", "the index has no decision of this Interim Decision number")
    if begins_after(decision, asked.day):
        return judged(
            asked, "impossible", f"{decision.caption} was made after the document's day ({asked.day.isoformat()})"
        )
    return judged(asked, "exists", f"it is {decision.caption}")
