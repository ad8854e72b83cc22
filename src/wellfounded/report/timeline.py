"""The timeline of an issue: which authorities governed when, what displaced them, and where the circuits differ.

This module gathers; `timeline_svg` draws, `timeline_page` tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from wellfounded.forum import CIRCUITS, Forum
from wellfounded.law.binding import SCREENING
from wellfounded.law.calendar import speakers
from wellfounded.law.governing import GOVERNED, UNSETTLED, InForce
from wellfounded.law.history import Era, eras
from wellfounded.law.library import Library, first_day
from wellfounded.law.model import Authority
from wellfounded.law.status import status

GOVERNS, CANDIDATE, BESIDE, DISPLACED, ELSEWHERE = "governs", "unsettled", "stands aside", "displaced", "elsewhere"
MOST_ROWS_OF_SCREENING = 8
_LONG = 32


class Bar(NamedTuple):
    """A span of days in a row.

    Attributes:
        from_day, until_day: the days (half-open).
        role: GOVERNS, CANDIDATE, BESIDE, DISPLACED or ELSEWHERE.
        words: what is written in it ("governs", "overruled").
        by: who made it so, or an empty string.
    """

    from_day: date
    until_day: date
    role: str
    words: str
    by: str = ""


class Row(NamedTuple):
    """A row: an authority, or a circuit, and its bars."""

    id: str
    name: str
    under: str
    bars: tuple[Bar, ...]


class Arrow(NamedTuple):
    """A treatment drawn: on a day, from one authority to another, with the word for it."""

    on: date
    by: str
    word: str
    target: str


class Timeline(NamedTuple):
    """Everything a picture of one issue in one forum shows.

    Attributes:
        issue, name: the issue.
        forum: the forum.
        from_day, to_day: the first and the last day shown.
        confirmed_through: the last day to which the library was confirmed.
        rows: the authorities, earliest first.
        arrows: the treatments between them, earliest first.
        circuits: where no circuit is chosen, the circuits whose own law governs at some time.
        eras: the answers, one after the other.
    """

    issue: str
    name: str
    forum: Forum
    from_day: date
    to_day: date
    confirmed_through: date
    rows: tuple[Row, ...]
    arrows: tuple[Arrow, ...]
    circuits: tuple[Row, ...]
    eras: tuple[Era, ...]


def timeline(
    library: Library, issue: str, *, forum: Forum, from_day: date | None = None, to_day: date | None = None
) -> Timeline:
    """Gather the timeline of an issue in a forum.

    Args:
        from_day: the first day shown; the first on which an authority governs, if left out.
        to_day: the last day shown; the last the library was confirmed to, if left out.
    Raises:
        UnknownName: if there is no such issue.
    """
    found = library.issue(issue)
    last = to_day or library.confirmed_through
    first = from_day or library.standing.coverage_from
    told = eras(library, issue, forum=forum, from_day=first, to_day=last)
    if from_day is None:
        told = tuple(_from_the_first_answer(told))
    rows = _rows(library, told, last)
    names = {row.id for row in rows}
    if forum.stage not in SCREENING and rows:
        rows += _screening_rows(library, issue, forum, told[0].from_day, last, names)
    rows.sort(key=lambda row: (row.bars[0].from_day, first_day(library.authorities[row.id]), row.id))
    circuits = _circuit_rows(library, issue, forum, told[0].from_day, last) if forum.circuit is None and rows else []
    return Timeline(
        issue,
        found.name,
        forum,
        told[0].from_day if rows else first,
        last,
        library.confirmed_through,
        tuple(rows),
        tuple(_arrows(library, rows)),
        tuple(circuits),
        told,
    )


def _from_the_first_answer(told: Iterable[Era]) -> Iterator[Era]:
    begun = False
    for era in told:
        begun = begun or bool(era.answer.governing)
        if begun:
            yield era


def _rows(library: Library, told: tuple[Era, ...], last: date) -> list[Row]:
    bars: dict[str, list[Bar]] = {}
    ends = date.fromordinal(last.toordinal() + 1)
    for era in told:
        for id, role, words, by in _roles(era.answer):
            own = bars.setdefault(id, [])
            until = era.until_day or ends
            if own and own[-1].until_day == era.from_day and own[-1][2:] == (role, words, by):
                own[-1] = own[-1]._replace(until_day=until)
            else:
                own.append(Bar(era.from_day, until, role, words, by))
    return [
        _row(library, library.authorities[id], _filled(library, told[0].answer, id, own, ends))
        for id, own in bars.items()
        if _once_mattered(library.authorities[id], own)
    ]


def _filled(library: Library, asked: InForce, id: str, bars: list[Bar], ends: date) -> Iterator[Bar]:
    """Fill the days on which an authority is not named: it stands, and another test governs."""
    for at, bar in enumerate(bars):
        yield bar
        until = bars[at + 1].from_day if at + 1 < len(bars) else ends
        if bar.until_day < until and bar.until_day < ends:
            now = status(library, library.authorities[id], on=bar.until_day, forum=asked.forum, issue=asked.issue)
            if now.stands:
                yield Bar(bar.until_day, until, BESIDE, "stands; another test governs")


def _once_mattered(authority: Authority, bars: Iterable[Bar]) -> bool:
    """Say whether a row belongs in the picture: it governed, or it is precedent that an act displaced."""
    return any(bar.role in (GOVERNS, CANDIDATE) or (bar.by and authority.precedential) for bar in bars)


def _roles(found: InForce) -> Iterator[tuple[str, str, str, str]]:
    for row in found.governing:
        settled = found.answer == GOVERNED
        yield row.authority, GOVERNS if settled else CANDIDATE, GOVERNS if settled else UNSETTLED, ""
    for lost in found.displaced:
        yield lost.authority, DISPLACED, lost.status.replace("-", " "), lost.by
    for beside in found.beside:
        yield beside.authority, BESIDE, "stands aside", ""


def _row(library: Library, authority: Authority, bars: Iterable[Bar]) -> Row:
    body = library.vocabulary.bodies[authority.by].name
    return Row(authority.id, authority.name, f"{short_cite(authority)} · {_short_body(body)}", tuple(bars))


def _short_body(body: str) -> str:
    shorter = body.replace("Court of Appeals for the ", "").replace("Board of Immigration Appeals", "Board")
    return re.sub(r"^(?:U\.S\. |United States )?District Court for the ", "D. Ct., ", shorter)


def short_cite(authority: Authority) -> str:
    """Return a citation without its court and year.

    Example:
        "27 I&N Dec. 316 (A.G. 2018)" becomes "27 I&N Dec. 316".
    """
    return re.sub(r"\s*\([^()]*\)\s*$", "", authority.cite) or authority.cite


def short_name(authority: Authority) -> str:
    """Return the name by which an authority is spoken of: "A-B- I", "Grace v. Whitaker"."""
    named = re.search(r"\(([^()]*)\)$", authority.name)
    if named and named[1] in authority.aliases:
        return named[1]
    name = re.sub(r"^(?:Matter of|In re) ", "", authority.name)
    cite = short_cite(authority).partition(", ")[0]
    return cite if len(name) > _LONG and len(cite) < len(name) and " v. " not in name else name


def _screening_rows(library: Library, issue: str, forum: Forum, first: date, last: date, shown: set[str]) -> list[Row]:
    """Show what governs in credible-fear screening only."""
    told = eras(library, issue, forum=Forum("credible-fear", forum.circuit), from_day=first, to_day=last)
    found = []
    for row in _rows(library, told, last):
        bars = [
            bar._replace(role=ELSEWHERE, words="in screening only")
            for bar in row.bars
            if bar.role in (GOVERNS, CANDIDATE)
        ]
        if row.id not in shown and bars:
            found.append(row._replace(bars=tuple(bars)))
    return found[:MOST_ROWS_OF_SCREENING]


def _circuit_rows(library: Library, issue: str, forum: Forum, first: date, last: date) -> list[Row]:
    """Show, circuit by circuit, when law of the circuit itself governs."""
    found = []
    ends = date.fromordinal(last.toordinal() + 1)
    bodies = library.vocabulary.bodies
    speaking = {bodies[authority.by].circuit for authority in speakers(library, issue)}
    for circuit, name in CIRCUITS.items():
        if circuit not in speaking:
            continue
        bars: list[Bar] = []
        for era in eras(library, issue, forum=Forum(forum.stage, circuit), from_day=first, to_day=last):
            own = [
                short_name(library.authorities[row.authority])
                for row in era.answer.governing
                if bodies[library.authorities[row.authority].by].circuit == circuit
            ]
            settled = era.answer.answer == GOVERNED
            words = ", ".join(own) if settled or not own else f"{UNSETTLED}: {', '.join(own)}"
            until = era.until_day or ends
            if words and bars and bars[-1].until_day == era.from_day and bars[-1].words == words:
                bars[-1] = bars[-1]._replace(until_day=until)
            elif words:
                bars.append(Bar(era.from_day, until, ELSEWHERE if settled else CANDIDATE, words))
        if bars:
            found.append(Row(circuit, name, "", tuple(bars)))
    return found


def _arrows(library: Library, rows: Iterable[Row]) -> list[Arrow]:
    """List the treatments that begin or end a bar of a row on their day."""
    found = set()
    for row in rows:
        edges = {bar.from_day for bar in row.bars} | {bar.until_day for bar in row.bars}
        for by, treatment in library.treatments_of(row.id):
            kind = library.vocabulary.treatments[treatment.effect]
            if treatment.on in edges and (kind.displaces or kind.restores):
                found.add(Arrow(treatment.on, by.id, treatment.effect.replace("-", " "), row.id))
    return sorted(found)


def overview(library: Library, *, forum: Forum, from_day: date | None = None, to_day: date | None = None) -> Timeline:
    """Gather one row for each issue on which something was displaced: who governed it, one after the other."""
    last = to_day or library.confirmed_through
    first = from_day or library.standing.coverage_from
    ends = date.fromordinal(last.toordinal() + 1)
    rows = []
    for issue in library.vocabulary.issues.values():
        told = eras(library, issue.id, forum=forum, from_day=first, to_day=last)
        if any(row.by for era in told for row in era.answer.displaced):
            bars = _who_governed(library, told, ends)
            rows += [Row(issue.id, issue.name, issue.id, tuple(bars))] if len(bars) > 1 else []
    name = "Who governed, issue by issue"
    return Timeline("", name, forum, first, last, library.confirmed_through, tuple(rows), (), (), ())


def _who_governed(library: Library, told: Iterable[Era], ends: date) -> list[Bar]:
    bars: list[Bar] = []
    for era in told:
        names = [short_name(library.authorities[row.authority]) for row in era.answer.governing]
        if not names:
            continue
        role = GOVERNS if era.answer.answer == GOVERNED else CANDIDATE
        words = ", ".join(names) if role == GOVERNS else UNSETTLED
        until = era.until_day or ends
        if bars and bars[-1].role == role and bars[-1].words == words and bars[-1].until_day == era.from_day:
            bars[-1] = bars[-1]._replace(until_day=until)
        else:
            bars.append(Bar(era.from_day, until, role, words))
    return bars
