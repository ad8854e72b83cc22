"""Check a document: its citations, the standing of what it cites, its quotations, its statements about rulings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wellfounded.check.citation_finding import TO_MEND, CitationFinding
from wellfounded.check.citations import check_citations
from wellfounded.check.document import Document
from wellfounded.check.good_law import GoodLaw, Standing
from wellfounded.check.material import Material
from wellfounded.check.quotation_findings import QuotationFinding, check_quotations
from wellfounded.check.quotations import FINE
from wellfounded.check.sentences import Context, StatementFinding, split_sentences
from wellfounded.check.statements import check_statements
from wellfounded.citation.find import find_citations
from wellfounded.citation.forms import Citation
from wellfounded.citation.resolve import resolve_citations
from wellfounded.forum import Forum

_DISPLACED = re.compile(r"\b(?:overrul|vacat|revers|abrogat|supersed|enjoin|set\s+aside|rescind)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CitedAuthority:
    """A citation's verdict together with the standing of what it cites.

    Attributes:
        finding, standing: the verdict, and how what it cites stands.
        told: whether the sentence itself tells that it was displaced, and by what.
    """

    finding: CitationFinding
    standing: Standing | None
    told: bool = False

    @property
    def falls_untold(self) -> bool:
        """Whether what it cites does not stand, and its sentence does not say so."""
        return self.standing is not None and self.standing.falls and not self.told

    @property
    def to_mend(self) -> bool:
        """Whether the citation or what it relies on needs mending."""
        return self.finding.verdict in TO_MEND or self.falls_untold


@dataclass(frozen=True, slots=True)
class Check:
    """A document checked.

    Attributes:
        document: the document.
        on: the day whose law is asked.
        day: the document's own day, or `on`.
        forum: where it is asked.
        citations, quotations, statements: what was found, each in the document's order.
        texts_held: how many texts were compared with, whole and in passages.
        confirmed_through, library_version: of the library.
    """

    document: Document
    on: date
    day: date
    forum: Forum
    citations: tuple[CitedAuthority, ...]
    quotations: tuple[QuotationFinding, ...]
    statements: tuple[StatementFinding, ...]
    texts_held: tuple[int, int]
    confirmed_through: date
    library_version: str

    @property
    def to_mend(self) -> int:
        """How many findings need mending."""
        quotations = sum(1 for finding in self.quotations if finding.verdict not in FINE)
        statements = sum(1 for finding in self.statements if finding.verdict in ("false", "imprecise"))
        return sum(1 for cited in self.citations if cited.to_mend) + quotations + statements


def check_document(
    document: Document, material: Material, *, on: date, forum: Forum, dated: date | None = None
) -> Check:
    """Check a document against the law of a day.

    Args:
        document: the document.
        material: the library, the index, the texts and the record.
        on: the day whose law is asked.
        forum: where it is asked.
        dated: the document's own day, if it is known otherwise than from its text.
    """
    found = find_citations(document.text)
    own = dated or _own_day(document, found)
    day = own or _latest_day(found, on, material)
    resolutions = resolve_citations(found, material.index, by=day, breaks=document.breaks)
    citations = check_citations(resolutions, material, day=day, text=document.text)
    law = GoodLaw(material.library, on=on, forum=forum, dated=own)
    standings = [law.standing(finding, document.text) for finding in citations]
    quotations = check_quotations(document, citations, material, day=day)
    spans = tuple((finding.quotation.start, finding.quotation.end) for finding in quotations)
    context = Context(document.text, split_sentences(document.text), tuple(citations), material, day, forum, spans)
    cited = tuple(
        CitedAuthority(finding, standing, _told(context, finding, standing))
        for finding, standing in zip(citations, standings, strict=True)
    )
    statements = tuple(check_statements(context))
    whole = sum(1 for text in material.texts.texts if text.whole)
    return Check(
        document,
        on,
        day,
        forum,
        cited,
        tuple(quotations),
        statements,
        (whole, len(material.texts.texts) - whole),
        material.library.confirmed_through,
        material.library.version,
    )


def _told(context: Context, finding: CitationFinding, standing: Standing | None) -> bool:
    """Say whether a citation's sentence tells its displacement: it names the act, and what did it last."""
    if standing is None or not standing.falls or not standing.displaced_by:
        return False
    sentence = context.sentence_at(finding.citation.start)
    if sentence is None or not _DISPLACED.search(sentence.text):
        return False
    by = standing.displaced_by[0][0]
    return any(
        cited.authority is not None and cited.authority.id == by
        for cited in context.cited_in(sentence.start, sentence.end)
    )


def _own_day(document: Document, citations: Sequence[Citation]) -> date | None:
    """Return the day found in a document, unless it cites several later decisions: then the day is not its own."""
    if document.dated is None or len(_cited_after(citations, document.dated)) > 1:
        return None
    return document.dated


def _latest_day(citations: Sequence[Citation], on: date, material: Material) -> date:
    """Return the day by which a document without a day was written: the day asked, or later if it cites later law."""
    return max(on, material.library.confirmed_through) if len(_cited_after(citations, on)) > 1 else on


def _cited_after(citations: Sequence[Citation], day: date) -> set[str]:
    return {citation.canonical for citation in citations if citation.years and min(citation.years) > day.year}
