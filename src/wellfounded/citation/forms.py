"""The forms of a citation: what was written, where, and what it points to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

IN_DEC = "in_dec"
IN_DEC_SHORT = "in_dec_short"
INTERIM = "interim"
NAME_ONLY = "name_only"
UNPUBLISHED = "unpublished"
INA = "ina"
USC = "usc"
CFR = "cfr"
FEDERAL_REGISTER = "fr"
CASE = "case"
CASE_SHORT = "case_short"
WESTLAW = "wl"
DOCKET = "docket"
PUBLIC_LAW = "pub_l"
STATUTES_AT_LARGE = "stat"
ID = "id"
SUPRA = "supra"
OTHER = "other"

KINDS: dict[str, str] = {
    IN_DEC: "a decision in the I&N Decisions, by volume and first page",
    IN_DEC_SHORT: "a decision in the I&N Decisions, by volume and a page within it",
    INTERIM: "a decision of the Board or the Attorney General, by its Interim Decision number",
    NAME_ONLY: "a decision by its name alone",
    UNPUBLISHED: "an unpublished decision of the Board",
    INA: "a section of the Immigration and Nationality Act",
    USC: "a section of the United States Code",
    CFR: "a section of the Code of Federal Regulations",
    FEDERAL_REGISTER: "a page of the Federal Register",
    CASE: "a decision of a court, by volume and first page",
    CASE_SHORT: "a decision of a court, by volume and a page within it",
    WESTLAW: "a decision by its number in a commercial database",
    DOCKET: "a docket number",
    PUBLIC_LAW: "a public law",
    STATUTES_AT_LARGE: "a page of the Statutes at Large",
    ID: "the citation just before",
    SUPRA: "a citation further above",
    OTHER: "something written like a citation that this grammar does not read",
}
SECTION_KINDS = frozenset({INA, USC, CFR})


@dataclass(frozen=True, slots=True)
class PageRange:
    """Pages, first and last both counted, as a pinpoint names them."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation as written in a text.

    Attributes:
        kind: one of `KINDS`.
        text: the words as written.
        start, end: where they stand in the text (half-open).
        canonical: the form in which the authority is looked up ("27 I&N Dec. 316"), or an empty string.
        name: the caption written with it ("Matter of A-B-"), or an empty string.
        volume, reporter, page: the parts of a reporter citation.
        pinpoint: the pinpoint as written ("365-66 & n.8"), or an empty string.
        pages: the pages the pinpoint names.
        bodies: the deciding bodies or courts in the parenthetical ("BIA", "A.G.", "ca1").
        years: the years in the parenthetical, in its order.
        day: the full date in the parenthetical, if one is given.
        bare: whether a section was written without the name of its statute ("§ 243(h)").
    """

    kind: str
    text: str
    start: int
    end: int
    canonical: str = ""
    name: str = ""
    volume: int | None = None
    reporter: str = ""
    page: int | None = None
    pinpoint: str = ""
    pages: tuple[PageRange, ...] = ()
    bodies: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    day: date | None = None
    bare: bool = False

    def named(self, name: str, start: int, text: str) -> Citation:
        """Return the citation together with the caption that stands before it."""
        return replace(self, name=name, start=start, text=text[start : self.end])
