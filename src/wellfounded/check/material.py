"""What a check compares with: the library, the index of decisions, and the texts that are held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from wellfounded.check.passages import Text, TextIndex
from wellfounded.check.record import RecordFacts, record_texts
from wellfounded.check.words import split_words
from wellfounded.citation.forms import CASE, Citation
from wellfounded.citation.index import Decision, DecisionIndex, load_index
from wellfounded.citation.names import same_caption
from wellfounded.law.library import Library
from wellfounded.law.model import Authority

_IN_CITE = re.compile(r"(?<!\d)(\d{1,3}) I&N Dec\. (\d{1,4})")
_BODY_OF = {"attorney-general": "A.G.", "board": "BIA"}
_LABEL = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True)
class Material:
    """What a check compares with.

    Attributes:
        library: the law.
        index: the decisions known, the library's among them.
        texts: the texts held: those the user added, and the passages of the library's pages.
        facts: what the record of known cases says.
    """

    library: Library
    index: DecisionIndex
    texts: TextIndex
    facts: RecordFacts

    def authority_of(self, target: str, *, citation: Citation | None = None) -> Authority | None:
        """Find the authority a citation's target names; a subsection is found by its section if it has no page."""
        wanted = target
        while wanted:
            found = self.library.ids_named(wanted)
            if found:
                return self._best([self.library.authorities[id] for id in found], citation)
            if not wanted.endswith(")"):
                break
            wanted = _LABEL.sub("", wanted).strip()
        return self._by_cite.get(target)

    def _best(self, found: list[Authority], citation: Citation | None) -> Authority | None:
        if citation is not None and len(found) > 1 and citation.years:
            dated = [authority for authority in found if authority.decided and authority.decided.year in citation.years]
            found = dated or found
        if len(found) > 1:
            return sorted(found, key=lambda authority: authority.decided or date.min)[-1]
        return found[0]

    @cached_property
    def _by_cite(self) -> dict[str, Authority]:
        cites: dict[str, Authority] = {}
        for authority in self.library.authorities.values():
            for volume, page in _IN_CITE.findall(authority.cite):
                cites.setdefault(f"{volume} I&N Dec. {page}", authority)
        return cites


def load_material(library: Library, *, added: tuple[Text, ...] = (), index: DecisionIndex | None = None) -> Material:
    """Gather what a check compares with."""
    facts, passages = record_texts()
    known = (index or load_index()).with_decisions(library_decisions(library))
    texts = TextIndex([*added, *library_passages(library), *(_named(passage, library) for passage in passages)])
    return Material(library, known, texts, facts)


def _named(passage: Text, library: Library) -> Text:
    """Give a passage of the record the name and citation of its authority."""
    authority = library.authorities.get(passage.authority)
    return replace(passage, title=authority.name, cite=authority.cite) if authority else passage


def library_decisions(library: Library) -> Iterator[Decision]:
    """List the decisions of the library that are published in the I&N Decisions."""
    for authority in library.authorities.values():
        if authority.kind != "decision" or authority.by not in _BODY_OF:
            continue
        day = authority.decided or (authority.decided_between or (None,))[0]
        for volume, page in _IN_CITE.findall(authority.cite):
            known_as = re.search(r"\(([A-Z](?:-[A-Z])+- I{1,3})\)", authority.name)
            yield Decision(
                volume=int(volume),
                page=int(page),
                name=re.sub(r"^Matter of\s+|\s*\([^)]*\)\s*$", "", authority.name),
                known_as=known_as[1] if known_as else "",
                bodies=(_BODY_OF[authority.by],),
                years=(day.year,) if day else (),
                decided=authority.decided,
                order="referral" if "referral" in authority.name else "",
                source=f"authorities/{authority.path}",
            )


def library_passages(library: Library) -> Iterator[Text]:
    """List the quotations of the library's pages: passages known to be in the official words."""
    for authority in library.authorities.values():
        seen = [(holding.quotation, holding.pinpoint, holding.known) for holding in authority.holdings]
        seen += [(test.quotation, "", test.known) for test in authority.tests if not test.quoted_from]
        for quotation, pinpoint, known in dict.fromkeys(seen):
            if quotation:
                yield Text(
                    authority.id,
                    authority.name,
                    authority.cite,
                    "headnote" if re.search(r"\bhn\.", pinpoint) else "body",
                    False,
                    pinpoint,
                    known,
                    split_words(quotation),
                    f"authorities/{authority.path}",
                )


def court_of(authority: Authority) -> str:
    """Return the court of an authority as citations name it ("ca1", "scotus"), or an empty string."""
    return "scotus" if authority.by == "supreme-court" else authority.by if authority.by.startswith("ca") else ""


def case_names_agree(citation: Citation, authority: Authority) -> bool:
    """Say whether the name written with a court's decision is the authority's, or one of its other names."""
    names = [authority.name, *authority.aliases]
    return citation.kind != CASE or any(same_caption(citation.name, name) for name in names if " v. " in name)
