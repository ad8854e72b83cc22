"""The verdict on each citation: whether it exists as it is written, with the reason and the evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

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
    Citation,
)
from wellfounded.citation.index import Decision, begins_after
from wellfounded.citation.names import same_caption
from wellfounded.citation.resolve import Resolution
from wellfounded.law.model import Authority

VERDICTS: dict[str, str] = {
    "exists": "it exists as written, as far as it can be compared",
    "name_differs": "the page is another decision's than the name",
    "year_differs": "the year or day is not the decision's",
    "body_differs": "it was decided by another body",
    "pin_outside_range": "the page pointed to is outside the decision",
    "known_misprint": "it repeats a misprint that is known",
    "no_such_page": "no decision begins on that page",
    "impossible": "no such volume or date existed on the document's day",
    "parallel_differs": "the section of the Act and the section of the Code beside it are not the same",
    "ambiguous": "it may mean more than one authority",
    "outside_coverage": "it is not in the index or the library; that does not mean that it does not exist",
}
TO_MEND = frozenset(VERDICTS) - {"exists", "ambiguous", "outside_coverage"}


@dataclass(frozen=True, slots=True)
class CitationFinding:
    """One citation and what was found of it.

    Attributes:
        citation: the citation as written.
        resolution: what it points to.
        verdict: one of `VERDICTS`.
        reason: why, in one sentence.
        evidence: where that was read.
        authority: the library's authority, if it has a page.
        decision: the decision of the index, if it is one.
        candidates: what it may mean, if more than one thing.
    """

    citation: Citation
    resolution: Resolution
    verdict: str
    reason: str
    evidence: str = ""
    authority: Authority | None = None
    decision: Decision | None = None
    candidates: tuple[Decision, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Asked:
    resolution: Resolution
    material: Material
    day: date

    @property
    def citation(self) -> Citation:
        return self.resolution.citation


def check_citations(
    resolutions: Sequence[Resolution], material: Material, *, day: date, text: str
) -> list[CitationFinding]:
    """Judge every citation of a document.

    Args:
        resolutions: its citations, resolved, in order.
        day: the document's day; what is later did not exist yet.
        text: the document's text, in which parallel citations stand side by side.
    """
    findings = [_judged(_Asked(resolution, material, day)) for resolution in resolutions]
    return [
        _parallel(before, finding, text) if before is not None else finding
        for before, finding in zip([None, *findings], findings, strict=False)
    ]


def _judged(asked: _Asked) -> CitationFinding:
    judge: dict[str, Callable[[_Asked], CitationFinding]] = {
        IN_DEC: _decision,
        IN_DEC_SHORT: _short,
        INTERIM: _interim,
        NAME_ONLY: _name,
        CASE: _case,
        CASE_SHORT: _pointing_back,
        ID: _pointing_back,
        SUPRA: _pointing_back,
        INA: _section,
        USC: _section,
    }
    return judge.get(asked.citation.kind, _other)(asked)


def _finding(asked: _Asked, verdict: str, reason: str, evidence: str = "") -> CitationFinding:
    resolution = asked.resolution
    target = resolution.target
    if verdict == "known_misprint":
        misprint = asked.material.index.misprint(target, resolution.citation.name, _year(resolution.citation))
        target = re.sub(r"\s*\(.*", "", misprint.meant) if misprint else target
    authority = asked.material.authority_of(target, citation=resolution.citation) if target else None
    decision = resolution.decision
    if decision is None and target:
        match = re.fullmatch(r"(\d+) I&N Dec\. (\d+)", target)
        found = asked.material.index.at(int(match[1]), int(match[2])) if match else ()
        decision = found[0] if found else None
    return CitationFinding(
        resolution.citation,
        resolution,
        verdict,
        reason,
        evidence or (decision.source if decision else f"authorities/{authority.path}" if authority else ""),
        authority,
        decision,
        resolution.candidates,
    )


def _year(citation: Citation) -> int | None:
    return citation.years[0] if citation.years else None


def _decision(asked: _Asked) -> CitationFinding:
    citation, index = asked.citation, asked.material.index
    if citation.page is None:
        return _finding(asked, "outside_coverage", "its first page is left blank, so it cannot be looked up")
    misprint = index.misprint(citation.canonical, citation.name, _year(citation))
    if misprint is not None:
        return _finding(asked, "known_misprint", f"{misprint.what}; read {misprint.meant}", misprint.source)
    impossible = _impossible(asked)
    if impossible:
        return _finding(asked, "impossible", impossible)
    if asked.resolution.decision is None:
        return _not_found(asked)
    return _compared(asked, asked.resolution.decision)


def _impossible(asked: _Asked) -> str:
    """Say why a decision cannot have existed on the document's day, or nothing."""
    citation, index, day = asked.citation, asked.material.index, asked.day
    assert citation.volume is not None
    through = asked.material.library.confirmed_through
    if citation.volume > index.last_volume and day <= through:
        reached = f"the I&N Decisions had reached volume {index.last_volume} on {through.isoformat()}"
        return f"{reached}; volume {citation.volume} did not exist"
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
    year = _year(citation)
    if decision is None and year is not None and ((first and year < first) or (last and year > last)):
        years = f"{first or 'an earlier year'} to {last or 'now'}"
        return f"volume {citation.volume} holds decisions of {years}, and {year} is none of these years"
    return ""


def _not_found(asked: _Asked) -> CitationFinding:
    citation, index = asked.citation, asked.material.index
    assert citation.volume is not None
    assert citation.page is not None
    span = index.complete_at(citation.volume, citation.page)
    running = index.running_at(citation.volume, citation.page)
    if span is not None and running is not None:
        reason = (
            f"nothing begins on page {citation.page} of volume {citation.volume}; the page runs in {running.caption}"
        )
        return _finding(asked, "no_such_page", reason, span.source)
    elsewhere = _same_name_elsewhere(asked)
    if elsewhere is not None:
        reason = f"the index has {elsewhere.caption}, and no decision that begins on page {citation.page}"
        found = _finding(asked, "name_differs", reason, elsewhere.source)
        return replace(found, decision=elsewhere, authority=asked.material.authority_of(elsewhere.cite))
    reason = f"the index has no decision at {citation.canonical}, and is not complete there"
    return _finding(asked, "outside_coverage", reason)


def _same_name_elsewhere(asked: _Asked) -> Decision | None:
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


def _compared(asked: _Asked, decision: Decision) -> CitationFinding:
    citation = asked.citation
    if citation.name and not same_caption(citation.name, decision.name):
        return _finding(asked, "name_differs", f"the page is that of {decision.caption}")
    if citation.years and decision.years and not set(citation.years) <= set(_years(asked, decision)):
        return _finding(asked, "year_differs", _year_reason(asked, decision))
    if (
        citation.day
        and decision.decided
        and citation.day != decision.decided
        and citation.day.year == decision.decided.year
    ):
        return _finding(asked, "year_differs", f"it was decided on {decision.decided.isoformat()}")
    if citation.bodies and decision.bodies and not set(citation.bodies) <= set(_bodies(asked, decision)):
        return _finding(asked, "body_differs", f"it was decided by {' and '.join(decision.bodies)}: {decision.caption}")
    outside = _outside(asked, decision)
    if outside:
        return _finding(asked, "pin_outside_range", outside)
    return _finding(asked, "exists", f"{decision.caption} is in the index")


def _years(asked: _Asked, decision: Decision) -> set[int]:
    same = asked.material.index.at(decision.volume, decision.page)
    return {year for found in same if same_caption(found.name, decision.name) for year in found.years}


def _bodies(asked: _Asked, decision: Decision) -> set[str]:
    same = asked.material.index.at(decision.volume, decision.page)
    return {body for found in same if same_caption(found.name, decision.name) for body in found.bodies}


def _year_reason(asked: _Asked, decision: Decision) -> str:
    years = " and ".join(str(year) for year in sorted(_years(asked, decision)))
    reason = f"{decision.caption} was decided in {years}"
    for other in asked.material.index.decisions:
        if other.order and same_caption(other.name, decision.name) and set(other.years) & set(asked.citation.years):
            return f"{reason}; {other.years[0]} is the year of its {other.order} ({other.cite})"
    return reason


def _outside(asked: _Asked, decision: Decision) -> str:
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


def _short(asked: _Asked) -> CitationFinding:
    citation, decision = asked.citation, asked.resolution.decision
    impossible = _impossible(asked)
    if impossible:
        return _finding(asked, "impossible", impossible)
    if decision is None:
        if asked.resolution.target:
            return _finding(
                asked, "outside_coverage", "it points to the citation of this volume above, which is not in the index"
            )
        return _finding(asked, "outside_coverage", asked.resolution.reason)
    if citation.name and not same_caption(citation.name, decision.name) and not _ordinal_of(citation, decision):
        return _finding(asked, "name_differs", f"page {citation.pinpoint} runs in {decision.caption}")
    outside = _outside(asked, decision)
    if outside:
        return _finding(asked, "pin_outside_range", outside)
    return _finding(asked, "exists", asked.resolution.reason or f"it is {decision.caption}")


def _ordinal_of(citation: Citation, decision: Decision) -> bool:
    return bool(decision.known_as) and decision.known_as in citation.name


def _interim(asked: _Asked) -> CitationFinding:
    decision = asked.resolution.decision
    if decision is None:
        return _finding(asked, "outside_coverage", "the index has no decision of this Interim Decision number")
    if begins_after(decision, asked.day):
        return _finding(
            asked, "impossible", f"{decision.caption} was made after the document's day ({asked.day.isoformat()})"
        )
    return _finding(asked, "exists", f"it is {decision.caption}")


def _name(asked: _Asked) -> CitationFinding:
    resolution = asked.resolution
    if resolution.target:
        decision = resolution.decision
        if decision is not None and begins_after(decision, asked.day):
            return _finding(
                asked, "impossible", f"{decision.caption} was made after the document's day ({asked.day.isoformat()})"
            )
        meant = decision.caption if decision else resolution.target
        return _finding(asked, "exists", f"{meant}: {resolution.reason}" if resolution.reason else f"it is {meant}")
    if resolution.candidates:
        several = "; ".join(decision.caption for decision in resolution.candidates)
        return _finding(asked, "ambiguous", f"it may mean {several}")
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
    return _finding(asked, "outside_coverage", "neither the index nor the library has a decision of this name")


def _pointing_back(asked: _Asked) -> CitationFinding:
    resolution = asked.resolution
    if not resolution.target:
        verdict = "outside_coverage" if asked.citation.kind == CASE_SHORT else "ambiguous"
        return _finding(asked, verdict, resolution.reason)
    if resolution.decision is not None:
        outside = _outside(asked, resolution.decision)
        if outside:
            return _finding(asked, "pin_outside_range", outside)
    return _finding(asked, "exists", f"it points to {resolution.target}")


def _section(asked: _Asked) -> CitationFinding:
    citation = asked.citation
    section = re.match(r"\d+[A-Za-z]*", citation.pinpoint)
    number = section[0] if section else ""
    authority = asked.material.authority_of(asked.resolution.target)
    if citation.kind == INA and is_act_section(number):
        return _finding(
            asked,
            "exists",
            f"the section is codified at {citation.canonical}; its subsections were not compared",
            "authorities/index/act-sections.csv",
        )
    if citation.kind == USC and citation.canonical.startswith("8 U.S.C.") and is_title_8_section(number):
        return _finding(
            asked,
            "exists",
            "the section is in title 8; its subsections were not compared",
            "authorities/index/act-sections.csv",
        )
    if authority is not None:
        return _finding(asked, "exists", f"the library has it: {authority.name}")
    return _finding(asked, "outside_coverage", "the table of sections does not have it")


def _case(asked: _Asked) -> CitationFinding:
    citation, authority = asked.citation, asked.material.authority_of(asked.resolution.target, citation=asked.citation)
    first = asked.material.index.first_years.get(citation.reporter)
    year = _year(citation)
    if first is not None and year is not None and year < first:
        return _finding(asked, "impossible", f"{citation.reporter} begins in {first}; it holds no decision of {year}")
    if year is not None and year > asked.day.year:
        return _finding(asked, "impossible", f"the year {year} is after the document's day ({asked.day.isoformat()})")
    if citation.page is not None and any(pages.first < citation.page for pages in citation.pages):
        return _finding(asked, "pin_outside_range", f"the decision begins on page {citation.page}")
    if authority is None:
        return _finding(asked, "outside_coverage", "the library has no page for it")
    if citation.name and not case_names_agree(citation, authority):
        return _finding(asked, "name_differs", f"the page is that of {authority.name}, {authority.cite}")
    if year is not None and authority.decided and authority.decided.year not in citation.years:
        return _finding(asked, "year_differs", f"{authority.name} was decided on {authority.decided.isoformat()}")
    court = court_of(authority)
    if citation.bodies and court and court not in citation.bodies:
        return _finding(asked, "body_differs", f"it was decided by {court}: {authority.cite}")
    return _finding(asked, "exists", f"the library has it: {authority.name}, {authority.cite}")


def _other(asked: _Asked) -> CitationFinding:
    authority = asked.material.authority_of(asked.resolution.target) if asked.resolution.target else None
    late = [year for year in asked.citation.years if year > asked.day.year]
    if late and asked.citation.kind not in SECTION_KINDS:
        return _finding(
            asked, "impossible", f"the year {late[0]} is after the document's day ({asked.day.isoformat()})"
        )
    if authority is not None:
        return _finding(asked, "exists", f"the library has it: {authority.name}")
    return _finding(asked, "outside_coverage", "neither the index nor the library has it")


def _parallel(before: CitationFinding, finding: CitationFinding, text: str) -> CitationFinding:
    """Compare a section of the Act with the section of the Code that stands beside it."""
    first, second = before.citation, finding.citation
    if {first.kind, second.kind} != {INA, USC} or first.bare or second.bare:
        return finding
    if not re.fullmatch(r"[\s,;(\[]{1,4}", text[first.end : second.start]):
        return finding
    if "§§" in first.text + second.text or "sections" in (first.text + second.text).lower():
        return finding
    act, code = (first, second) if first.kind == INA else (second, first)
    if act.text[0].isdigit() or not code.canonical.startswith("8 U.S.C.") or same_section(act.pinpoint, code.pinpoint):
        return finding
    reason = f"{act.text.strip()} is {act.canonical}, and {code.canonical} stands beside it"
    return replace(finding, verdict="parallel_differs", reason=reason, evidence="authorities/index/act-sections.csv")
