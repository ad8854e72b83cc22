"""The verdict on each citation: whether it exists as it is written, with the reason and the evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from wellfounded.check.citation_finding import Asked, CitationFinding, judged, year_of
from wellfounded.check.decision_verdicts import decision_verdict, interim_verdict, outside, short_verdict
from wellfounded.check.material import Material, case_names_agree, court_of
from wellfounded.citation.acts import is_act_section, is_title_8_section, same_section
from wellfounded.citation.forms import (
    CASE,
    CASE_SHORT,
    ID,
    IN_DEC,
    IN_DEC_SHORT,
    INA,
    INTERIM,
    NAME_ONLY,
    SECTION_KINDS,
    SUPRA,
    USC,
)
from wellfounded.citation.index import begins_after
from wellfounded.citation.resolve import Resolution


def check_citations(
    resolutions: Sequence[Resolution], material: Material, *, day: date, text: str
) -> list[CitationFinding]:
    """Judge every citation of a document.

    Args:
        resolutions: its citations, resolved, in order.
        day: the document's day; what is later did not exist yet.
        text: the document's text, in which parallel citations stand side by side.
    """
    findings: list[CitationFinding] = []
    for resolution in resolutions:
        finding = _judged(Asked(resolution, material, day))
        through = resolution.through
        findings.append(finding if through is None else _as_far_as_read(finding, findings[through]))
    return [
        _parallel(before, finding, text) if before is not None else finding
        for before, finding in zip([None, *findings], findings, strict=False)
    ]


def _judged(asked: Asked) -> CitationFinding:
    judge: dict[str, Callable[[Asked], CitationFinding]] = {
        IN_DEC: decision_verdict,
        IN_DEC_SHORT: short_verdict,
        INTERIM: interim_verdict,
        NAME_ONLY: _name,
        CASE: _case,
        CASE_SHORT: _pointing_back,
        ID: _pointing_back,
        SUPRA: _pointing_back,
        INA: _section,
        USC: _section,
    }
    return judge.get(asked.citation.kind, _other)(asked)


def _name(asked: Asked) -> CitationFinding:
    resolution = asked.resolution
    if resolution.target:
        decision = resolution.decision
        if decision is not None and begins_after(decision, asked.day):
            return judged(
                asked, "impossible", f"{decision.caption} was made after the document's day ({asked.day.isoformat()})"
            )
        meant = decision.caption if decision else resolution.target
        return judged(asked, "exists", f"{meant}: {resolution.reason}" if resolution.reason else f"it is {meant}")
    if resolution.candidates:
        several = "; ".join(decision.caption for decision in resolution.candidates)
        return judged(asked, "ambiguous", f"it may mean {several}")
    ids = asked.material.library.ids_named(asked.citation.name)
    if len(ids) == 1:
        authority = asked.material.library.authorities[ids[0]]
        found = replace(resolution, target=authority.cite)
        return CitationFinding(
            asked.citation,
            found,
            "exists",
            f"it is {authority.name}, {authority.cite}",
            f"authorities/{authority.path}",
            authority,
        )
    return judged(asked, "outside_coverage", "neither the index nor the library has a decision of this name")


def _pointing_back(asked: Asked) -> CitationFinding:
    resolution = asked.resolution
    if not resolution.target:
        verdict = "outside_coverage" if asked.citation.kind == CASE_SHORT else "ambiguous"
        return judged(asked, verdict, resolution.reason)
    if resolution.decision is not None:
        beyond = outside(asked, resolution.decision)
        if beyond:
            return judged(asked, "pin_outside_range", beyond)
    if resolution.first_page is not None and any(pages.first < resolution.first_page for pages in asked.citation.pages):
        return judged(asked, "pin_outside_range", f"{resolution.target} begins on page {resolution.first_page}")
    return judged(asked, "exists", f"it points to {resolution.target}")


def _as_far_as_read(finding: CitationFinding, earlier: CitationFinding) -> CitationFinding:
    """Say no more of a citation that points back than is known of what it points to."""
    if finding.verdict != "exists" or earlier.verdict not in ("no_such_page", "impossible", "outside_coverage"):
        return finding
    if earlier.verdict == "outside_coverage":
        reason = f"it points to {finding.resolution.target}, which is outside the index and the library"
    else:
        reason = f"it points to {finding.resolution.target}, and on that citation: {earlier.reason}"
    return replace(finding, verdict="outside_coverage", reason=reason)


def _section(asked: Asked) -> CitationFinding:
    citation = asked.citation
    section = re.match(r"\d+[A-Za-z]*", citation.pinpoint)
    number = section[0] if section else ""
    authority = asked.material.authority_of(asked.resolution.target)
    if citation.kind == INA and is_act_section(number):
        return judged(
            asked,
            "exists",
            f"the section is codified at {citation.canonical}; its subsections were not compared",
            "authorities/index/act-sections.csv",
        )
    if citation.kind == USC and citation.canonical.startswith("8 U.S.C.") and is_title_8_section(number):
        return judged(
            asked,
            "exists",
            "the section is in title 8; its subsections were not compared",
            "authorities/index/act-sections.csv",
        )
    if authority is not None:
        return judged(asked, "exists", f"the library has it: {authority.name}")
    return judged(asked, "outside_coverage", "the table of sections does not have it")


def _case(asked: Asked) -> CitationFinding:
    citation, authority = asked.citation, asked.material.authority_of(asked.resolution.target, citation=asked.citation)
    first = asked.material.index.first_years.get(citation.reporter)
    year = year_of(citation)
    if first is not None and year is not None and year < first:
        return judged(asked, "impossible", f"{citation.reporter} begins in {first}; it holds no decision of {year}")
    if year is not None and year > asked.day.year:
        return judged(asked, "impossible", f"the year {year} is after the document's day ({asked.day.isoformat()})")
    if citation.page is not None and any(pages.first < citation.page for pages in citation.pages):
        return judged(asked, "pin_outside_range", f"the decision begins on page {citation.page}")
    if authority is None:
        return judged(asked, "outside_coverage", "the library has no page for it")
    if citation.name and not case_names_agree(citation, authority):
        return judged(asked, "name_differs", f"the page is that of {authority.name}, {authority.cite}")
    if year is not None and authority.decided and authority.decided.year not in citation.years:
        return judged(asked, "year_differs", f"{authority.name} was decided on {authority.decided.isoformat()}")
    court = court_of(authority)
    if citation.bodies and court and court not in citation.bodies:
        return judged(asked, "body_differs", f"it was decided by {court}: {authority.cite}")
    return judged(asked, "exists", f"the library has it: {authority.name}, {authority.cite}")


def _other(asked: Asked) -> CitationFinding:
    authority = asked.material.authority_of(asked.resolution.target) if asked.resolution.target else None
    late = [year for year in asked.citation.years if year > asked.day.year]
    if late and asked.citation.kind not in SECTION_KINDS:
        return judged(asked, "impossible", f"the year {late[0]} is after the document's day ({asked.day.isoformat()})")
    if authority is not None:
        return judged(asked, "exists", f"the library has it: {authority.name}")
    return judged(asked, "outside_coverage", "neither the index nor the library has it")


def _parallel(before: CitationFinding, finding: CitationFinding, text: str) -> CitationFinding:
    """Compare a section of the Act with the section of the Code that stands beside it."""
    first, second = before.citation, finding.citation
    if {first.kind, second.kind} != {INA, USC} or first.bare or second.bare:
        return finding
    if not re.fullmatch(r"[\s,(\[]{1,4}", text[first.end : second.start]):
        return finding
    if "§§" in first.text + second.text or "sections" in (first.text + second.text).lower():
        return finding
    act, code = (first, second) if first.kind == INA else (second, first)
    if act.text[0].isdigit() or not code.canonical.startswith("8 U.S.C.") or same_section(act.pinpoint, code.pinpoint):
        return finding
    reason = f"{act.text.strip()} is {act.canonical}, and {code.canonical} stands beside it"
    return replace(finding, verdict="parallel_differs", reason=reason, evidence="authorities/index/act-sections.csv")
