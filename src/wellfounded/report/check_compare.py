"""Several reports of one ruling side by side: as a report, as JSON, and as a page."""

from __future__ import annotations

from typing import Any

from wellfounded.check.compare import RELATIONS, Comparison, SharedPassage, ToldDifferently
from wellfounded.report.as_html import part_html
from wellfounded.report.check import stamp_of
from wellfounded.report.check_findings import flat, sentence, words_of
from wellfounded.report.document import Cell, Document, Heading, Paragraph, Part, Table
from wellfounded.report.markup import Child, Markup, element, fragment
from wellfounded.report.page import answer_line, page, plain_table, section
from wellfounded.report.stamp import Stamp
from wellfounded.report.words import capitalised, counted, day


def compare_report(comparison: Comparison) -> Document:
    """Write reports side by side as a report for the terminal and for Markdown."""
    return Document(
        title="Reports side by side",
        asked=_asked(comparison),
        answer=_answer(comparison),
        known=", ".join(f"[{number}] {check.document.name}" for number, check in enumerate(comparison.checks, 1)),
        parts=tuple(_parts(comparison)),
        stamp=_stamp(comparison),
    )


def _stamp(comparison: Comparison) -> Stamp:
    return stamp_of(comparison.checks[0])


def _asked(comparison: Comparison) -> str:
    first = comparison.checks[0]
    reports = counted(len(comparison.checks), "report")
    return f"{reports}, compared with each other and with the record as of {day(first.on)}"


def _answer(comparison: Comparison) -> str:
    conflicts = sum(1 for passage in comparison.shared if passage.relation == "conflict")
    return (
        f"{capitalised(counted(len(comparison.shared), 'passage'))} shared, {conflicts or 'none'} of them in conflict; "
        f"{counted(len(comparison.different), 'matter')} told differently."
    )


def _parts(comparison: Comparison) -> list[Part]:
    parts: list[Part] = []
    if comparison.different:
        parts.append(Heading("Told differently"))
        for topic in comparison.different:
            parts += [Heading(capitalised(topic.topic), 3), _topic_table(comparison, topic)]
    if comparison.shared:
        parts += [Heading("Passages more than one report quotes"), _shared_table(comparison)]
    if comparison.speakers:
        parts += [Heading("Speakers"), _speaker_table(comparison)]
    for number, (check, alone) in enumerate(zip(comparison.checks, comparison.alone, strict=True), 1):
        if alone:
            rows = tuple(
                (f"[{number}]", flat(finding.quotation.text, most=140), words_of(finding.verdict)) for finding in alone
            )
            table = Table(("Report", "Quotation", "Against the record"), rows, widths=(8, 62, 24))
            parts += [Heading(f"Only in {check.document.name}"), table]
    if not parts:
        parts.append(Paragraph("The reports share no quotation and no statement that the grammar understands."))
    return parts


def _topic_table(comparison: Comparison, topic: ToldDifferently) -> Table:
    rows = tuple(
        (
            f"[{at + 1}] {comparison.checks[at].document.name}",
            f"{finding.word}: {flat(finding.text, most=140)}",
            Cell(finding.verdict, under=sentence(finding.reason)),
        )
        for at, finding in topic.told
    )
    return Table(("Report", "What it says", "The record"), rows, widths=(18, 40, 38))


def _shared_table(comparison: Comparison) -> Table:
    rows = []
    for passage in comparison.shared:
        for told, relation in zip(passage.told, passage.relations, strict=True):
            first = told is passage.told[0]
            rows.append(
                (
                    f"[{told.report + 1}]",
                    flat(told.finding.quotation.text, most=140),
                    Cell("first" if first else relation, under=passage.one_source if first else ""),
                    words_of(told.finding.verdict),
                )
            )
    return Table(("Report", "Quotation", "Beside the first", "Against the record"), tuple(rows), widths=(8, 46, 22, 20))


def _speaker_table(comparison: Comparison) -> Table:
    rows = tuple((f"[{at + 1}]", what) for _, told in comparison.speakers for at, what in told)
    return Table(("Report", "As the report calls them"), rows, widths=(8, 86))


def compare_page(comparison: Comparison) -> str:
    """Write reports side by side as a page: each shared passage with one column for each report."""
    names = [check.document.name for check in comparison.checks]
    body = fragment(
        element("p", _asked(comparison), class_="kicker"),
        element("h1", "Reports side by side"),
        answer_line(_answer(comparison)),
        section("Passages side by side", *(_side_by_side(passage, names) for passage in comparison.shared))
        if comparison.shared
        else None,
        [part_html(part) for part in _parts(comparison) if not _is_shared(part)],
    )
    return page("Reports side by side", body, footer=_stamp(comparison).line())


def _is_shared(part: Part) -> bool:
    return (isinstance(part, Table) and part.headings[2:3] == ("Beside the first",)) or (
        isinstance(part, Heading) and part.text.startswith("Passages more than one")
    )


def _side_by_side(passage: SharedPassage, names: list[str]) -> Markup:
    cells: dict[int, Child] = {}
    for told, relation in zip(passage.told, passage.relations, strict=True):
        remark = "" if told is passage.told[0] else f"{relation}; "
        cells[told.report] = fragment(
            f"“{told.finding.quotation.text}”", element("small", f" {remark}record: {words_of(told.finding.verdict)}")
        )
    quoting = sorted(cells)
    row: list[Child] = [capitalised(passage.relation), *(cells[at] for at in quoting)]
    headings = ["", *(names[at] for at in quoting)]
    return plain_table(headings, [row], caption=RELATIONS[passage.relation], foot=passage.one_source)


def compare_json(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as JSON keys; they are described in docs/check.md."""
    return {
        "documents": [check.document.name for check in comparison.checks],
        "on": comparison.checks[0].on.isoformat(),
        "shared": [_shared_keys(comparison, passage) for passage in comparison.shared],
        "told_differently": [_topic_keys(comparison, topic) for topic in comparison.different],
        "told_alike": [_topic_keys(comparison, topic) for topic in comparison.agreed],
        "speakers": [
            {"name": name, "told": [{"document": comparison.checks[at].document.name, "as": what} for at, what in told]}
            for name, told in comparison.speakers
        ],
        "only_in": {
            check.document.name: [{"text": finding.quotation.text, "verdict": finding.verdict} for finding in alone]
            for check, alone in zip(comparison.checks, comparison.alone, strict=True)
        },
        **_stamp(comparison).keys(),
    }


def _shared_keys(comparison: Comparison, passage: SharedPassage) -> dict[str, Any]:
    return {
        "relation": passage.relation,
        "one_source": passage.one_source or None,
        "told": [
            {
                "document": comparison.checks[told.report].document.name,
                "text": told.finding.quotation.text,
                "relation": relation,
                "verdict": told.finding.verdict,
                "speaker": told.finding.speaker or None,
            }
            for told, relation in zip(passage.told, passage.relations, strict=True)
        ],
    }


def _topic_keys(comparison: Comparison, topic: ToldDifferently) -> dict[str, Any]:
    return {
        "topic": topic.topic,
        "told": [
            {
                "document": comparison.checks[at].document.name,
                "text": finding.text,
                "word": finding.word,
                "verdict": finding.verdict,
                "reason": finding.reason,
            }
            for at, finding in topic.told
        ],
    }
