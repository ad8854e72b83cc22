"""What is found of a citation: the verdict, the reason, and what it points to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from wellfounded.check.material import Material
from wellfounded.citation.forms import Citation
from wellfounded.citation.index import Decision
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
class Asked:
    """A citation, resolved, and what it is judged by: the material and the document's day."""

    resolution: Resolution
    material: Material
    day: date

    @property
    def citation(self) -> Citation:
        return self.resolution.citation


def judged(asked: Asked, verdict: str, reason: str, evidence: str = "") -> CitationFinding:
    """Make the finding on a citation, with the authority and the decision it points to."""
    resolution = asked.resolution
    target = resolution.target
    if verdict == "known_misprint":
        misprint = asked.material.index.misprint(target, resolution.citation.name, year_of(resolution.citation))
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


def year_of(citation: Citation) -> int | None:
    """Return the first year written with a citation."""
    return citation.years[0] if citation.years else None
