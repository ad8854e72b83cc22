"""Decisions and documents cited by reporter: I&N Decisions, federal reporters, the Federal Register and others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from wellfounded.citation.forms import (
    CASE,
    CASE_SHORT,
    DOCKET,
    FEDERAL_REGISTER,
    ID,
    IN_DEC,
    IN_DEC_SHORT,
    INTERIM,
    OTHER,
    PUBLIC_LAW,
    STATUTES_AT_LARGE,
    SUPRA,
    UNPUBLISHED,
    WESTLAW,
    Citation,
)
from wellfounded.citation.names import without_signal
from wellfounded.citation.parenthetical import MONTHS, read_parenthetical
from wellfounded.citation.pinpoint import PINPOINT, pages_of, tidy

IN_REPORTER = "I&N Dec."
_IN_DEC = re.compile(
    r"(?<![\d,.-])(?P<volume>\d{1,3})\s+I\s?\.?\s?(?:&(?:amp;)?|and)\s?N\s?\.?,?\s*"
    r"(?:Dec(?:\.|isions?\b|\b),?\s*|(?=at\s+\d))"
    r"(?:(?P<at>at)\s+(?=\d)|(?P<page>\d{1,4})(?![\d(]|\s?[-–]?[a-z]))"
)
_INTERIM = re.compile(r"\bInt(?:erim|\.)\s*Dec(?:ision|\.)\s*(?:No\.\s*)?#?\s?(?P<number>\d{3,4})\b")
_REPORTERS: tuple[tuple[str, str], ...] = (
    (r"U\.\s?S\.(?!\s?[CL])", "U.S."),
    (r"S\.\s?Ct\.", "S. Ct."),
    (r"L\.\s?Ed\.\s?2d", "L. Ed. 2d"),
    (r"L\.\s?Ed\.", "L. Ed."),
    (r"F\.\s?Supp\.\s?3d", "F. Supp. 3d"),
    (r"F\.\s?Supp\.\s?2d", "F. Supp. 2d"),
    (r"F\.\s?Supp\.", "F. Supp."),
    (r"F\.\s?App[’'x]+\.?", "F. App'x"),
    (r"Fed\.\s?Appx?\.", "F. App'x"),
    (r"F\.\s?4th", "F.4th"),
    (r"F\.\s?3d", "F.3d"),
    (r"F\.\s?2d", "F.2d"),
    (r"F\.\s?R\.\s?D\.", "F.R.D."),
    (r"F\.(?=\s+\d)", "F."),
)
_CASE = re.compile(
    rf"(?<![\d,.-])(?P<volume>\d{{1,4}})\s+(?P<reporter>{'|'.join(form for form, _ in _REPORTERS)}),?\s*"
    r"(?:(?P<at>at)\s+(?=[*\d])|(?P<page>\d{1,4}|_{2,}|-{2,})(?![\d(]))"
)
_REPORTER_NAMES = tuple((re.compile(form + r"\Z"), name) for form, name in _REPORTERS)
_PAGE_WITH_COMMA = r"\d{1,3}(?:,\d{3})+|\d{1,6}"
_FEDERAL_REGISTER = re.compile(
    rf"(?<![\d,.-])(?P<volume>\d{{1,3}})\s+(?:Fed\.?\s?Reg\.?|F\.\s?R\.|FR)(?:\s+at)?\s+(?P<page>{_PAGE_WITH_COMMA})(?!\d)"
)
_STAT = re.compile(
    rf"(?<![\d,.-])(?P<volume>\d{{1,3}})\s+Stat\.(?:\s+at)?\s+(?P<page>{_PAGE_WITH_COMMA}(?:[-–]\d{{1,4}})?)"
)
_PUBLIC_LAW = re.compile(r"\bPub(?:lic|\.)\s?L(?:aw|\.)\s?(?:No\.|Number)?\s?(?P<number>\d{2,3}[-–‑]\d{1,4})\b")
_WESTLAW = re.compile(
    r"\b(?P<year>(?:19|20)\d\d)\s+(?P<base>WL|U\.\s?S\.\s+LEXIS|U\.\s?S\.\s+App\.\s+LEXIS)\s+(?P<number>\d{2,9})\b"
)
_DOCKET = re.compile(
    r"\bNos?\.\s+(?P<numbers>(?:\d:)?\d{2}-(?:cv-|mc-|cr-)?\d{2,5}(?:-[A-Z]{2,4})*(?:(?:,\s*|\s+(?:and|&)\s+|,\s+and\s+)"
    r"(?:\d:)?\d{2}-(?:cv-)?\d{2,5}(?:-[A-Z]{2,4})*)*)"
)
_UNPUBLISHED = re.compile(
    r"(?:(?P<name>[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3}),?\s+)?\bA[X\d]{2,3}[-‑ ]?[X\d]{3}[-‑ ]?[X\d]{3}\b,?"
    r"(?=\s*(?:,?\s*\d{4}\s+WL\s+\d+\s*)?\()"
)
_ID = re.compile(r"(?<![\w.])(?:[Ii]d\.|[Ii]bid\.)(?=\s|,|;|\)|\]|$|’|”|§|—|–)")
_SUPRA_WORD = r"(?!I{1,3}\.\s)[A-Z](?:[\w.’']|[‑–-](?!\.))*"
_SUPRA = re.compile(
    rf"(?:(?P<name>{_SUPRA_WORD}(?:\s(?:v\.|of|&|{_SUPRA_WORD})){{0,4}}),?\s+)?\bsupra(?P<note>,?\s+(?:at\s+)?(?:note|nn?\.)\s?\d+)?"
)
_AT_PINPOINT = re.compile(rf",?\s+at\s+(?:pp?\.\s*)?(?={PINPOINT.pattern})")
_AFTER_PAGE = re.compile(r"\s*,\s*(?:at\s+)?(?=[*\d]|nn?\.)|\s+(?=nn?\.\s?\d)|\s*&\s*(?=nn?\.\s?\d)")
_OTHER = re.compile(
    r"(?<![\d,.§-])(?<!§ )(?P<volume>\d{1,4})\s+"
    r"(?P<reporter>[A-Z][A-Za-z’'&]*\.(?:\s?(?:&|[A-Z0-9][A-Za-z0-9’']*\.?)){0,6})\s+(?P<page>\d{1,5})(?!\d|\.\d)"
)


def find_reporters(text: str) -> list[Citation]:
    """Find every citation by reporter, number or backward reference; they may overlap."""
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], Citation | None]], ...] = (
        (_IN_DEC, _in_dec),
        (_INTERIM, _interim),
        (_CASE, _case),
        (_FEDERAL_REGISTER, _federal_register),
        (_STAT, _stat),
        (_PUBLIC_LAW, _public_law),
        (_WESTLAW, _westlaw),
        (_DOCKET, _docket),
        (_UNPUBLISHED, _unpublished),
        (_ID, _id),
        (_SUPRA, _supra),
        (_OTHER, _other),
    )
    return [citation for pattern, read in readers for citation in _read_all(pattern, read, text)]


def _read_all(
    pattern: re.Pattern[str], read: Callable[[re.Match[str], str], Citation | None], text: str
) -> Iterator[Citation]:
    for match in pattern.finditer(text):
        citation = read(match, text)
        if citation is not None:
            yield citation


def _volume_and_page(match: re.Match[str], text: str, kinds: tuple[str, str], reporter: str) -> Citation | None:
    """Read what follows a volume and a reporter: the first page, a pinpoint, a parenthetical."""
    end, pinpoint = match.end(), ""
    if match["at"]:
        found = PINPOINT.match(text, end)
        if found is None:
            return None
        pinpoint, end = found[0], found.end()
    elif (after := _AFTER_PAGE.match(text, end)) is not None and (found := PINPOINT.match(text, after.end())):
        pinpoint, end = found[0], found.end()
    inside = read_parenthetical(text, end)
    volume = int(match["volume"])
    page = None if match["at"] or not match["page"].isdigit() else int(match["page"])
    end = inside.end if inside else end
    return Citation(
        kinds[1] if match["at"] else kinds[0],
        text[match.start() : end],
        match.start(),
        end,
        canonical=f"{volume} {reporter} {page}" if page is not None else "",
        volume=volume,
        reporter=reporter,
        page=page,
        pinpoint=tidy(pinpoint),
        pages=pages_of(pinpoint),
        bodies=inside.bodies if inside else (),
        years=inside.years if inside else (),
        day=inside.day if inside else None,
    )


def _in_dec(match: re.Match[str], text: str) -> Citation | None:
    return _volume_and_page(match, text, (IN_DEC, IN_DEC_SHORT), IN_REPORTER)


def _case(match: re.Match[str], text: str) -> Citation | None:
    reporter = next(name for form, name in _REPORTER_NAMES if form.match(match["reporter"]))
    citation = _volume_and_page(match, text, (CASE, CASE_SHORT), reporter)
    if citation is None or citation.bodies or reporter != "U.S.":
        return citation
    return _with_body(citation, "scotus")


def _with_body(citation: Citation, body: str) -> Citation:
    return replace(citation, bodies=(body,))


def _simple(match: re.Match[str], text: str, kind: str, canonical: str, *, reporter: str = "") -> Citation:
    return Citation(kind, match[0], match.start(), match.end(), canonical=canonical, reporter=reporter)


def _interim(match: re.Match[str], text: str) -> Citation:
    return _simple(match, text, INTERIM, f"Interim Decision #{int(match['number'])}", reporter="Interim Decision")


def _paged(match: re.Match[str], text: str, kind: str, reporter: str) -> Citation:
    """Read a volume and page of a reporter that writes its pages with commas."""
    page = re.sub(r"[,\s]", "", match["page"]).replace("–", "-")
    end, pinpoint = match.end(), ""
    after = re.compile(
        rf",\s*(?:at\s+)?(?P<pinpoint>(?:{_PAGE_WITH_COMMA})(?:[-–](?:{_PAGE_WITH_COMMA}))?)(?=[\s(;.,)])(?!\s+[A-Z])"
    )
    if (found := after.match(text, end)) is not None:
        pinpoint, end = found["pinpoint"].replace(",", ""), found.end()
    inside = read_parenthetical(text, end)
    end = inside.end if inside else end
    return Citation(
        kind,
        text[match.start() : end],
        match.start(),
        end,
        canonical=f"{int(match['volume'])} {reporter} {page}",
        volume=int(match["volume"]),
        reporter=reporter,
        page=int(page) if page.isdigit() else None,
        pinpoint=tidy(pinpoint),
        pages=pages_of(pinpoint),
        years=inside.years if inside else (),
        day=inside.day if inside else None,
    )


def _federal_register(match: re.Match[str], text: str) -> Citation:
    return _paged(match, text, FEDERAL_REGISTER, "Fed. Reg.")


def _stat(match: re.Match[str], text: str) -> Citation:
    return _paged(match, text, STATUTES_AT_LARGE, "Stat.")


def _public_law(match: re.Match[str], text: str) -> Citation:
    number = re.sub(r"[–‑]", "-", match["number"])
    return _simple(match, text, PUBLIC_LAW, f"Pub. L. No. {number}", reporter="Pub. L.")


def _westlaw(match: re.Match[str], text: str) -> Citation:
    base = re.sub(r"\s+", " ", match["base"].replace("U. S.", "U.S."))
    return _simple(match, text, WESTLAW, f"{match['year']} {base} {match['number']}", reporter=base)


def _docket(match: re.Match[str], text: str) -> Citation:
    numbers = " ".join(match["numbers"].split())
    return _simple(match, text, DOCKET, f"No. {numbers}")


def _unpublished(match: re.Match[str], text: str) -> Citation:
    inside = read_parenthetical(text, match.end())
    end = inside.end if inside else match.end()
    name = match["name"] or ""
    return Citation(
        UNPUBLISHED,
        text[match.start() : end],
        match.start(),
        end,
        name=name,
        bodies=inside.bodies if inside else (),
        years=inside.years if inside else (),
        day=inside.day if inside else None,
    )


def _backward(match: re.Match[str], text: str, kind: str, name: str = "") -> Citation:
    end, pinpoint = match.end(), ""
    at = _AT_PINPOINT.match(text, end)
    if at is not None and (found := PINPOINT.match(text, at.end())) is not None:
        pinpoint, end = found[0], found.end()
    return Citation(
        kind,
        text[match.start() : end],
        match.start(),
        end,
        name=name,
        pinpoint=tidy(pinpoint),
        pages=pages_of(pinpoint),
    )


def _id(match: re.Match[str], text: str) -> Citation:
    return _backward(match, text, ID)


def _supra(match: re.Match[str], text: str) -> Citation:
    name = without_signal(f"{match['name'] or ''} ")[0].strip()
    return _backward(match, text, SUPRA, name)


def _other(match: re.Match[str], text: str) -> Citation | None:
    reporter = match["reporter"]
    if reporter[:3].lower() in MONTHS or reporter.startswith(
        ("No.", "Nos.", "Sec.", "Art.", "Ch.", "Mr.", "Ms.", "St.")
    ):
        return None
    return _simple(match, text, OTHER, "", reporter=reporter)
