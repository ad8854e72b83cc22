"""The load report as a document: what became of every row of a release."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wellfounded import __version__
from wellfounded.docket.store import Store
from wellfounded.docket.tally import LoadReport, TableTally
from wellfounded.law.library import Library
from wellfounded.report.document import Bullets, Document, Heading, Paragraph, Part, Table
from wellfounded.report.stamp import Stamp, stamp
from wellfounded.report.words import day

SYNTHETIC = "SYNTHETIC RELEASE, made up by a program: it describes no court, no case and no person."
_HOW_A_ROW_IS_READ = (
    "Each line's fields are counted and its bytes read. A stray tab, a NUL, a byte that is not UTF-8 or a broken row "
    "is repaired only where exactly one reading fits every column; otherwise the line is set aside with its number "
    "and its text. A day on which no court sits, or a value that is not what its column holds, is set aside alone, and "
    "the row is loaded without it. No line is skipped."
)
_HEADINGS = ("table", "read", "loaded", "repaired", "set aside", "release's count", "balanced")


def load_document(report: LoadReport, library: Library) -> Document:
    """Write the load report."""
    rows = tuple(_row(table) for table in report.tables)
    parts: list[Part] = [
        Heading("Every row, table by table"),
        Table(
            _HEADINGS,
            rows,
            remark="“Balanced” means that the rows read are as many as those loaded and set aside together, and "
            "as many as the release itself counts, if it counts.",
            widths=(30, 11, 11, 9, 9, 15, 9),
            numbers=(1, 2, 3, 4, 5),
        ),
    ]
    for heading, entries in _details(report):
        parts += [Heading(heading), Bullets(tuple(entries))]
    parts += [
        Heading("How a row is read"),
        Paragraph(_HOW_A_ROW_IS_READ),
    ]
    known = SYNTHETIC if report.synthetic else f"The day of the release is said by {report.released_said_by}."
    return Document(
        "Load report", report.source, load_sentence(report), known, tuple(parts), load_stamp(report, library)
    )


def load_stamp(report: LoadReport, library: Library) -> Stamp:
    """Make the stamp of what rests on a release."""
    synthetic = "SYNTHETIC " if report.synthetic else ""
    loaded = "" if report.program == __version__ else f", loaded by wellfounded {report.program}"
    return stamp(library, asked=f"{synthetic}release of {report.released.isoformat()} ({report.source}){loaded}")


def release_keys(store: Store, library: Library) -> dict[str, Any]:
    """Return what every answer from a store carries."""
    return {
        "released": store.report.released.isoformat(),
        "source": store.report.source,
        "synthetic": store.report.synthetic,
        "load_balanced": store.report.balanced,
        **load_stamp(store.report, library).keys(),
    }


def load_sentence(report: LoadReport) -> str:
    """Say in one sentence whether every row is accounted for."""
    what = "the synthetic release" if report.synthetic else "the release"
    whole = (
        f"{report.total('rows_read'):,} rows were read from {what} of {day(report.released)}: "
        f"{report.total('rows_loaded'):,} were loaded ({report.total('rows_repaired'):,} of them repaired) and "
        f"{report.total('rows_quarantined'):,} set aside"
    )
    off = [table.table for table in report.tables if not table.balanced]
    if off:
        return f"{whole}; NOT balanced with the release's own counts: {', '.join(off)}."
    if not any(table.expected is not None for table in report.tables):
        return f"{whole}. The release gives no counts of its own to hold this against."
    return f"{whole}, as many as the release itself counts."


def _row(table: TableTally) -> tuple[str, ...]:
    return (
        table.table,
        f"{table.rows_read:,}",
        f"{table.rows_loaded:,}",
        f"{table.rows_repaired:,}",
        f"{table.rows_quarantined:,}",
        "none given" if table.expected is None else f"{table.expected:,}",
        "yes" if table.balanced else "NO",
    )


def _details(report: LoadReport) -> Iterator[tuple[str, list[str]]]:
    """List what is worth telling beyond the counts, each under its heading; what is empty is left out."""
    found = {
        "Repairs": [f"{table.table}: {number:,} {what}" for table in report.tables for what, number in table.repairs],
        "Values set aside": [
            f"{table.table}: {number:,} in {column}"
            for table in report.tables
            for column, number in table.values_set_aside
        ],
        "Columns without any value that had some in July 2026 (redacted, moved or dropped)": [
            f"{table.table}: {', '.join(table.emptied)}" for table in report.tables if table.emptied
        ],
        "Known columns that the release lacks (empty in the store)": [
            f"{table.table}: {', '.join(table.columns_missing)}" for table in report.tables if table.columns_missing
        ],
        "New columns (kept as text)": [
            f"{table.table}: {', '.join(table.columns_new)}" for table in report.tables if table.columns_new
        ],
        "Files that hold no table known here": list(report.not_loaded),
        "Tables left out": list(report.left_out),
    }
    yield from ((heading, entries) for heading, entries in found.items() if entries)
