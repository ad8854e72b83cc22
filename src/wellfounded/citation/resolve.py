"""Resolve what each citation points to: short forms, names, id. and supra.

The order of a document is followed once. `Id.` points to the citation just before it, and only if that was understood:
an unread citation in between breaks the chain. Where two candidates remain, both are named and none is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from wellfounded.citation.forms import (
    CASE,
    CASE_SHORT,
    DOCKET,
    ID,
    IN_DEC,
    IN_DEC_SHORT,
    INTERIM,
    NAME_ONLY,
    OTHER,
    SECTION_KINDS,
    SUPRA,
    UNPUBLISHED,
    Citation,
)
from wellfounded.citation.index import Decision, DecisionIndex
from wellfounded.citation.names import caption_key, same_caption


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a citation points to.

    Attributes:
        citation: the citation.
        target: the canonical form of what it points to, or an empty string when that is not known.
        decision: the decision of the index, if it points to one.
        candidates: the decisions it may point to, when more than one.
        through: the place of the earlier citation it points through (id., supra, short forms), or None.
        reason: why it could not be resolved, or how it was.
        first_page: the page on which the decision it points to begins, as the full citation has it, or None.
    """

    citation: Citation
    target: str = ""
    decision: Decision | None = None
    candidates: tuple[Decision, ...] = ()
    through: int | None = None
    reason: str = ""
    first_page: int | None = None


@dataclass(slots=True)
class _Read:
    """What has been read so far; of full citations written alike, the last."""

    index: DecisionIndex
    by: date | None
    breaks: Sequence[int] = ()
    resolutions: list[Resolution] = field(default_factory=list)
    last_of: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def full(self) -> Iterable[int]:
        """The places of the full citations, in their order."""
        return self.last_of.values()

    def keep(self, resolution: Resolution) -> None:
        """Keep a resolution, and its place if it is a full citation."""
        citation = resolution.citation
        if resolution.target and citation.kind in (IN_DEC, CASE, INTERIM, UNPUBLISHED):
            key = (resolution.target, citation.name)
            self.last_of.pop(key, None)
            self.last_of[key] = len(self.resolutions)
        self.resolutions.append(resolution)


def resolve_citations(
    citations: Sequence[Citation], index: DecisionIndex, *, by: date | None = None, breaks: Sequence[int] = ()
) -> list[Resolution]:
    """Resolve citations in their order.

    Args:
        citations: in the order of the document.
        index: the decisions known.
        by: the document's day: a name alone does not point to a decision made later.
        breaks: the places at which another chain begins (the notes after the text), across which id. does not point.
    Returns:
        One resolution for each citation.
    """
    read = _Read(index, by, breaks)
    for citation in citations:
        read.keep(_with_first_page(_resolve(citation, read), read))
    return read.resolutions


def _with_first_page(resolution: Resolution, read: _Read) -> Resolution:
    """Carry the first page of a full citation along the chain of those that point back to it."""
    if resolution.through is not None:
        return replace(resolution, first_page=read.resolutions[resolution.through].first_page)
    if resolution.citation.kind in (IN_DEC, CASE):
        return replace(resolution, first_page=resolution.citation.page)
    return resolution


def _resolve(citation: Citation, read: _Read) -> Resolution:
    if citation.kind == IN_DEC:
        return _full_decision(citation, read.index)
    if citation.kind == IN_DEC_SHORT:
        return _short_decision(citation, read)
    if citation.kind == CASE_SHORT:
        return _short_case(citation, read)
    if citation.kind == INTERIM:
        decision = read.index.interim(int(citation.canonical.rpartition("#")[2]))
        return Resolution(citation, decision.cite if decision else citation.canonical, decision)
    if citation.kind == NAME_ONLY:
        return _name_only(citation, read)
    if citation.kind == ID:
        return _id(citation, read)
    if citation.kind == SUPRA:
        return _supra(citation, read)
    return Resolution(citation, citation.canonical)


def _full_decision(citation: Citation, index: DecisionIndex) -> Resolution:
    assert citation.volume is not None
    if citation.page is None:
        return Resolution(citation, reason="the first page is left blank")
    found = index.at(citation.volume, citation.page)
    if len(found) > 1 and citation.name:
        found = tuple(decision for decision in found if same_caption(decision.name, citation.name)) or found
    return Resolution(citation, citation.canonical, found[0] if found else None)


def _short_decision(citation: Citation, read: _Read) -> Resolution:
    assert citation.volume is not None
    page = citation.pages[0].first if citation.pages else 0
    earlier = _cited_before(citation, read, IN_DEC, page)
    running = read.index.running_at(citation.volume, page)
    if earlier is not None:
        cited = read.resolutions[earlier]
        begins = cited.citation.page or 0
        if running is None or running.page <= begins:
            return Resolution(citation, cited.target, cited.decision, through=earlier)
    if running is not None:
        return Resolution(citation, running.cite, running, reason=f"page {page} runs in {running.caption}")
    return Resolution(
        citation, reason=f"nothing in the index is known to run on page {page} of volume {citation.volume}"
    )


def _short_case(citation: Citation, read: _Read) -> Resolution:
    page = citation.pages[0].first if citation.pages else 0
    earlier = _cited_before(citation, read, CASE, page)
    if earlier is None:
        return Resolution(citation, reason="no earlier citation of this volume begins at or before the page")
    return Resolution(citation, read.resolutions[earlier].target, through=earlier)


def _cited_before(citation: Citation, read: _Read, kind: str, page: int) -> int | None:
    """Find the earlier full citation of the same volume, and name if named, that begins nearest before a page."""
    best: int | None = None
    for place in read.full:
        other = read.resolutions[place].citation
        if other.kind != kind or other.volume != citation.volume or other.reporter != citation.reporter:
            continue
        if other.page is None or other.page > page:
            continue
        if citation.name and other.name and not _agree(citation.name, other.name):
            continue
        if best is None or (read.resolutions[best].citation.page or 0) <= other.page:
            best = place
    return best


def _agree(short: str, full: str) -> bool:
    key = caption_key(short)
    return same_caption(short, full) or key in caption_key(full)


def _meant_by_ordinal(name: str, index: DecisionIndex) -> frozenset[str]:
    """List what a name with an ordinal ("A-B- II") means; nothing if it has none or the index does not know it."""
    return frozenset(decision.cite for decision in index.ordinal(name))


def _name_only(citation: Citation, read: _Read) -> Resolution:
    meant = _meant_by_ordinal(citation.name, read.index)
    matching = [
        place
        for place in read.full
        if (name := read.resolutions[place].citation.name)
        and same_caption(citation.name, name)
        and (not meant or read.resolutions[place].target in meant)
    ]
    if len({read.resolutions[place].target for place in matching}) == 1:
        cited = read.resolutions[matching[-1]]
        return Resolution(citation, cited.target, cited.decision, through=matching[-1])
    found = read.index.named(citation.name, by=read.by)
    if len(found) == 1:
        return Resolution(citation, found[0].cite, found[0], reason=_only_one(found[0], citation.name, read))
    if found:
        return Resolution(citation, candidates=found, reason=f"{len(found)} decisions of the index have this name")
    return Resolution(citation, reason="the index has no decision of this name")


def _only_one(decision: Decision, name: str, read: _Read) -> str:
    if decision in read.index.ordinal(name):
        return f"it is known as {decision.known_as}"
    others = [other for other in read.index.decisions if same_caption(other.name, decision.name) and other != decision]
    if not others:
        return "the index has one decision of this name"
    if read.by is not None:
        return f"the only decision proper of this name in the index that was made by {read.by.isoformat()}"
    return "the only decision proper of this name in the index"


def _id(citation: Citation, read: _Read) -> Resolution:
    before = len(read.resolutions) - 1
    while before >= 0 and read.resolutions[before].citation.kind == DOCKET:
        before -= 1
    if before < 0:
        return Resolution(citation, reason="nothing is cited before it")
    cited = read.resolutions[before]
    if any(cited.citation.end <= place <= citation.start for place in read.breaks):
        return Resolution(citation, reason="it is the first citation of the notes; nothing in them is cited before it")
    if cited.citation.kind == OTHER or not cited.target:
        return Resolution(citation, reason="the citation just before it was not understood, which breaks the chain")
    if citation.pages and cited.citation.kind in SECTION_KINDS:
        return Resolution(
            citation, reason="it names a page, and the citation just before it is a section, which has none"
        )
    return Resolution(citation, cited.target, cited.decision, through=before)


def _supra(citation: Citation, read: _Read) -> Resolution:
    if not citation.name:
        return Resolution(citation, reason="supra without a name points to a note or a place, which is not followed")
    meant = _meant_by_ordinal(citation.name, read.index)
    matching = [
        place
        for place in read.full
        if read.resolutions[place].citation.name
        and _agree(citation.name, read.resolutions[place].citation.name)
        and (not meant or read.resolutions[place].target in meant)
    ]
    targets = {read.resolutions[place].target for place in matching}
    if len(targets) == 1:
        place = matching[-1]
        return Resolution(citation, read.resolutions[place].target, read.resolutions[place].decision, through=place)
    if targets:
        return Resolution(citation, reason=f"{len(targets)} earlier citations have this name")
    return Resolution(citation, reason="no earlier citation has this name")
