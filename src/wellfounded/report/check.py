"""The report of a check: for the terminal and Markdown, as JSON, and as comments for a Word document."""

from __future__ import annotations

from collections import Counter
from typing import Any

from wellfounded.check.checking import Check, CitedAuthority
from wellfounded.check.document import FORMATS
from wellfounded.check.quotation_findings import QuotationFinding
from wellfounded.check.sentences import StatementFinding
from wellfounded.check.words import NORMALISATIONS
from wellfounded.report.check_findings import LOOK, MEND, Remark, flat, remarks, sentence, words_of
from wellfounded.report.document import Bullets, Cell, Document, Heading, Pairs, Paragraph, Part, Table
from wellfounded.report.stamp import Stamp
from wellfounded.report.words import before, capitalised, counted, day, status_word


def check_report(check: Check) -> Document:
    """Write a check as a report: what to mend, what to look at, everything that was read, and the record."""
    found = remarks(check)
    mend = [remark for remark in found if remark.weight == MEND]
    look = [remark for remark in found if remark.weight == LOOK]
    parts: list[Part] = []
    for heading, chosen in (("To mend", mend), ("To look at", look)):
        if chosen:
            parts += [Heading(heading), Bullets(tuple(_bullet(check, remark) for remark in chosen))]
    parts += _tables(check)
    parts += record_parts(check)
    return Document(
        title=check.document.name,
        asked=asked_line(check),
        answer=answer(check, mend, look),
        known=_known(check),
        parts=tuple(parts),
        stamp=stamp_of(check),
    )


def stamp_of(check: Check) -> Stamp:
    """Return what every output of a check carries."""
    return Stamp(f"as of {day(check.on)}, {before(check.forum)}", check.library_version, check.confirmed_through)


def asked_line(check: Check) -> str:
    """Say what was asked, in one line."""
    dated = f"; the document is of {day(check.day)}" if check.day != check.on else ""
    return f"{FORMATS[check.document.format]}, checked as of {day(check.on)}, {before(check.forum)}{dated}"


def answer(check: Check, mend: list[Remark], look: list[Remark]) -> str:
    """Answer in one sentence."""
    read = f"{counted(len(check.citations), 'citation')}, {counted(len(check.quotations), 'quotation')}"
    read += f" and {counted(len(check.statements), 'statement')} about rulings were read"
    if not mend:
        more = f"; {counted(len(look), 'place')} to look at" if look else ""
        return f"{capitalised(read)}; nothing to mend was found{more}."
    rest = f"{counted(len(look), 'place')} to look at" if look else "nothing else to look at"
    return f"{capitalised(read)}; {counted(check.to_mend, 'finding')} to mend, {rest}."


def _known(check: Check) -> str:
    whole, passages = check.texts_held
    outside = sum(1 for cited in check.citations if cited.finding.verdict == "outside_coverage")
    unheld = sum(1 for finding in check.quotations if finding.verdict == "text_not_held")
    unknown = (
        f"{capitalised(counted(outside, 'citation'))} outside the index, {counted(unheld, 'quotation')} without a text"
    )
    return (
        f"Compared with {counted(whole, 'whole text')} and {counted(passages, 'passage')}. "
        f"{unknown} to compare with: that says nothing against them."
    )


def _bullet(check: Check, remark: Remark) -> tuple[str, Bullets]:
    words = flat(check.document.text[remark.start : remark.end], most=160)
    more = [remark.says, *([f"Read in: {flat(remark.evidence, most=110)}"] if remark.evidence else [])]
    return f"{check.document.where(remark.start)}: {remark.part}, {remark.verdict}: {words}", Bullets(tuple(more))


def _tables(check: Check) -> list[Part]:
    parts: list[Part] = []
    if check.citations:
        rows = tuple(_citation_row(check, cited) for cited in check.citations)
        parts += [
            Heading("Citations"),
            Table(("Where", "As written", "Verdict", "On this day"), rows, widths=(16, 40, 22, 18)),
        ]
    if check.quotations:
        rows = tuple(_quotation_row(check, finding) for finding in check.quotations)
        parts += [
            Heading("Quotations"),
            Table(("Where", "As written", "Verdict", "Found in"), rows, widths=(16, 40, 22, 18)),
        ]
    if check.statements:
        rows = tuple(_statement_row(check, finding) for finding in check.statements)
        parts += [
            Heading("Statements about rulings"),
            Table(("Where", "As written", "Verdict"), rows, widths=(16, 40, 40)),
        ]
    return parts


def _citation_row(check: Check, cited: CitedAuthority) -> tuple[str | Cell, ...]:
    finding = cited.finding
    status = status_word(cited.standing.status.word) if cited.standing else "not in the library"
    return (
        check.document.where(finding.citation.start),
        flat(finding.citation.text, most=120),
        words_of(finding.verdict),
        status,
    )


def _quotation_row(check: Check, finding: QuotationFinding) -> tuple[str | Cell, ...]:
    found = f"{finding.found_in.cite or finding.found_in.title} {finding.pinpoint}".strip() if finding.found_in else ""
    return (
        check.document.where(finding.quotation.start),
        flat(finding.quotation.text, most=100),
        words_of(finding.verdict),
        found,
    )


def _statement_row(check: Check, finding: StatementFinding) -> tuple[str | Cell, ...]:
    return (
        check.document.where(finding.start),
        flat(finding.text, most=140),
        Cell(finding.verdict, under=sentence(finding.reason)),
    )


def record_parts(check: Check) -> list[Part]:
    """Write the record of a check: with what, as of which day, and what could not be read."""
    document, (whole, passages) = check.document, check.texts_held
    verdicts = Counter(cited.finding.verdict for cited in check.citations)
    quoted = Counter(finding.verdict for finding in check.quotations)
    used = sorted({name for finding in check.quotations for name in finding.set_aside})
    rows = [
        ("Document", f"{document.name} ({FORMATS[document.format]}, {counted(len(document.text.split()), 'word')})"),
        ("Its own day", day(check.day) if check.day != check.on or document.dated else "none found in it"),
        (
            "Law",
            f"as of {day(check.on)}, {before(check.forum)}; library {check.library_version}, "
            f"confirmed through {day(check.confirmed_through)}",
        ),
        ("Index", "the I&N Decisions of authorities/index, complete where complete.csv says, and the library's own"),
        ("Texts", f"{counted(whole, 'whole text')}, {counted(passages, 'passage')} known to be in the official words"),
        ("Citations", _counted(verdicts)),
        ("Quotations", _counted(quoted)),
        ("Statements", _counted(Counter(finding.verdict for finding in check.statements))),
        ("Set aside", "; ".join(NORMALISATIONS[name] for name in used) or "nothing"),
        ("How it was read", "; ".join(document.notes) or "as it stands"),
        ("Not read", "; ".join(f"{part.where}: {part.why}" for part in document.unread) or "nothing"),
    ]
    remark = (
        "“Outside coverage” says that the index and the library do not have it, not that it does not exist. "
        "“Text not held” says that the words were not compared. The standing of an authority is that of the library."
    )
    return [Heading("Record of this check"), Pairs(tuple(rows)), Paragraph(remark, "soft")]


def _counted(verdicts: Counter[str]) -> str:
    return ", ".join(f"{count} {words_of(verdict)}" for verdict, count in sorted(verdicts.items())) or "none"


def check_json(check: Check) -> dict[str, Any]:
    """Return a check as JSON keys; they are described in docs/check.md."""
    return {
        "document": check.document.name,
        "format": check.document.format,
        "on": check.on.isoformat(),
        "dated": check.day.isoformat() if check.document.dated or check.day != check.on else None,
        "forum": {"stage": check.forum.stage, "circuit": check.forum.circuit},
        "to_mend": check.to_mend,
        "citations": [_citation_keys(check, cited) for cited in check.citations],
        "quotations": [_quotation_keys(check, finding) for finding in check.quotations],
        "statements": [_statement_keys(check, finding) for finding in check.statements],
        "unread": [{"where": part.where, "why": part.why} for part in check.document.unread],
        "notes": list(check.document.notes),
        **stamp_of(check).keys(),
    }


def _citation_keys(check: Check, cited: CitedAuthority) -> dict[str, Any]:
    finding, standing = cited.finding, cited.standing
    citation = finding.citation
    line, column = check.document.line_at(citation.start)
    resolved = None
    if finding.authority is not None or finding.decision is not None or finding.resolution.target:
        cite = finding.decision.cite if finding.decision else finding.resolution.target
        resolved = {"authority": finding.authority.id if finding.authority else None, "citation": cite}
    return {
        "text": citation.text,
        "span": [citation.start, citation.end],
        "page": check.document.page_at(citation.start),
        "line": line,
        "column": column,
        "around": check.document.around(citation.start, citation.end),
        "kind": citation.kind,
        "pinpoint": citation.pinpoint,
        "resolved": resolved,
        "verdict": finding.verdict,
        "reason": finding.reason,
        "evidence": finding.evidence,
        "candidates": [decision.cite for decision in finding.candidates],
        "issue": standing.issue if standing else None,
        "status": standing.status.word if standing else None,
        "stands": standing.status.stands if standing else None,
        "status_reason": standing.status.why if standing else "",
        "status_when_written": standing.then.word if standing and standing.then else None,
        "displaced_by": [
            {"authority": id, "on": on.isoformat()} for id, on in (standing.displaced_by if standing else ())
        ],
    }


def _quotation_keys(check: Check, finding: QuotationFinding) -> dict[str, Any]:
    quotation, text = finding.quotation, finding.found_in
    line, column = check.document.line_at(quotation.start)
    return {
        "text": quotation.text,
        "span": [quotation.start, quotation.end],
        "page": check.document.page_at(quotation.start),
        "line": line,
        "column": column,
        "block": quotation.block,
        "attributed_to": finding.attributed_to or None,
        "speaker": finding.speaker or None,
        "verdict": finding.verdict,
        "reason": finding.reason,
        "found_in": {"authority": text.authority or None, "title": text.title, "zone": text.zone} if text else None,
        "pinpoint": finding.pinpoint or None,
        "differences": [
            {"kind": one.kind, "quoted": one.quoted, "source": one.source, "marked": one.marked}
            for one in finding.differences
        ],
        "set_aside": list(finding.set_aside),
    }


def _statement_keys(check: Check, finding: StatementFinding) -> dict[str, Any]:
    line, column = check.document.line_at(finding.start)
    return {
        "text": finding.text,
        "span": [finding.start, finding.end],
        "page": check.document.page_at(finding.start),
        "line": line,
        "column": column,
        "verdict": finding.verdict,
        "reason": finding.reason,
        "evidence": finding.evidence,
    }


def check_comments(check: Check) -> list[dict[str, Any]]:
    """Write what is to mend or to look at as comments for a Word document."""
    chosen = [remark for remark in remarks(check) if remark.weight in (MEND, LOOK)]
    return [
        {
            "start": remark.start,
            "end": remark.end,
            "text": f"{capitalised(remark.weight)}: {remark.part}, {remark.verdict}\n{remark.says}"
            + (f"\nRead in: {flat(remark.evidence, most=200)}" if remark.evidence else ""),
        }
        for remark in chosen
    ]
