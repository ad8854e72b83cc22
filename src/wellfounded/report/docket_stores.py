"""Stores as documents and JSON: what they hold, beside the published figures, and against another release."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wellfounded.docket.compare_releases import TableChanges
from wellfounded.docket.describe import Described
from wellfounded.docket.reconcile import Reconciled
from wellfounded.docket.store import Store
from wellfounded.law.library import Library
from wellfounded.report.docket import SYNTHETIC, load_sentence, load_stamp, release_keys
from wellfounded.report.document import Bullets, Document, Heading, Paragraph, Part, Table
from wellfounded.report.words import day


def describe_document(found: Described, store: Store, library: Library) -> Document:
    """Write the description of a store."""
    rows = tuple(
        (
            one.table.name,
            one.table.what,
            f"{one.rows:,}",
            f"{one.earliest or ''} to {one.latest or ''} ({one.day_column})" if one.earliest else "",
        )
        for one in found.tables
    )
    odd = tuple(f"{one.rows:,} of {one.of:,}: {one.what}" for one in found.contradictions if one.rows)
    parts: list[Part] = [
        Heading("Tables"),
        Table(("table", "a row is", "rows", "days"), rows, widths=(22, 30, 12, 30), numbers=(2,)),
        Heading("Where the records contradict each other"),
        Bullets(odd) if odd else Paragraph("Nothing of what is looked for was found."),
        Paragraph("Such rows are loaded and counted as they stand; nothing is guessed.", "soft"),
    ]
    known = SYNTHETIC if store.report.synthetic else ""
    return Document(
        "What the store holds",
        store.release_line,
        load_sentence(store.report),
        known,
        tuple(parts),
        load_stamp(store.report, library),
    )


def describe_keys(found: Described, store: Store, library: Library) -> dict[str, Any]:
    """Return the description of a store as the keys of a JSON object."""
    return {
        "tables": [
            {
                "table": one.table.name,
                "rows": one.rows,
                "day_column": one.day_column or None,
                "earliest": one.earliest.isoformat() if one.earliest else None,
                "latest": one.latest.isoformat() if one.latest else None,
            }
            for one in found.tables
        ],
        "contradictions": [{"what": one.what, "rows": one.rows, "of": one.of} for one in found.contradictions],
        **release_keys(store, library),
    }


def reconcile_document(found: Sequence[Reconciled], store: Store, library: Library) -> Document:
    """Write our counts beside the published ones, one table for each edition."""
    parts: list[Part] = []
    for series, vintage, definition in dict.fromkeys(
        (one.series, one.vintage, one.published_definition) for one in found
    ):
        here = [
            one for one in found if (one.series, one.vintage, one.published_definition) == (series, vintage, definition)
        ]
        rows = tuple(
            (
                str(one.last) if one.first == one.last else f"FY{one.fiscal_year}",
                f"{one.published:,.0f}",
                f"{one.ours:,}",
                f"{one.difference:+,.0f}",
                f"{one.share:+.1%}",
            )
            for one in here
        )
        parts += [
            Heading(f"{here[0].measure.title}: {series}, published {vintage or 'on a day not known'}"),
            Table(("for", "published", "ours", "difference", "share"), rows, numbers=(1, 2, 3, 4), days=(0,)),
            Paragraph(f"They count: {definition} ({here[0].known}). We count: {here[0].measure.definition}", "soft"),
        ]
    answer = (
        f"{len(found)} published values stand beside our counts from {store.release_line}. Editions are never mixed: "
        "each was counted by the definition of its day."
    )
    known = SYNTHETIC + " Its counts are not those of the courts." if store.report.synthetic else ""
    return Document(
        "Our counts and the published ones",
        store.release_line,
        answer,
        known,
        tuple(parts),
        load_stamp(store.report, library),
    )


def reconcile_keys(found: Sequence[Reconciled], store: Store, library: Library) -> dict[str, Any]:
    """Return our counts beside the published ones as the keys of a JSON object."""
    return {
        "figures": [
            {
                "measure": one.measure.id,
                "series": one.series,
                "vintage": one.vintage,
                "published_known": one.known,
                "fiscal_year": one.fiscal_year,
                "from": one.first.isoformat(),
                "to": one.last.isoformat(),
                "published": one.published,
                "ours": one.ours,
                "difference": one.difference,
                "share": round(one.share, 6),
            }
            for one in found
        ],
        **release_keys(store, library),
    }


def changes_document(found: Sequence[TableChanges], before: Store, after: Store, library: Library) -> Document:
    """Write what changed from one release to the next."""
    rows = tuple(
        (
            one.table,
            f"{one.rows_before:,}",
            f"{one.rows_after:,}",
            f"{one.vanished:,}",
            f"{one.appeared:,}",
            f"{one.changed:,}",
        )
        for one in found
    )
    vanished = sum(one.vanished for one in found)
    answer = (
        f"{vanished:,} rows of the release of {day(before.report.released)} are not in that of "
        f"{day(after.report.released)}. The agency gives no reason for rows that vanish."
    )
    listed = tuple(f"{one.table}: {', '.join(one.vanished_keys)}" for one in found if one.vanished_keys)
    parts: list[Part] = [
        Heading("Table by table"),
        Table(("table", "rows before", "rows after", "vanished", "appeared", "changed"), rows, numbers=(1, 2, 3, 4, 5)),
        Paragraph("A row is known by its key; changed means that some column both releases have differs.", "soft"),
    ]
    for heading, columns in (
        ("Columns only in the earlier release", [(one.table, one.columns_vanished) for one in found]),
        ("Columns only in the later release", [(one.table, one.columns_appeared) for one in found]),
    ):
        if named := tuple(f"{table}: {', '.join(names)}" for table, names in columns if names):
            parts += [Heading(heading), Bullets(named)]
    if listed:
        parts += [Heading("Keys that vanished (the first of each table)"), Bullets(listed)]
    asked = f"{before.release_line} and {after.release_line}"
    known = SYNTHETIC if before.report.synthetic or after.report.synthetic else ""
    return Document("Two releases compared", asked, answer, known, tuple(parts), load_stamp(after.report, library))


def changes_keys(found: Sequence[TableChanges], before: Store, after: Store, library: Library) -> dict[str, Any]:
    """Return what changed between two releases as the keys of a JSON object."""
    names = ("table", "rows_before", "rows_after", "vanished", "appeared", "changed", "repeated")
    return {
        "before": release_keys(before, library),
        "after": release_keys(after, library),
        "tables": [
            {
                **{name: getattr(one, name) for name in names},
                "vanished_keys": list(one.vanished_keys),
                "columns_vanished": list(one.columns_vanished),
                "columns_appeared": list(one.columns_appeared),
            }
            for one in found
        ],
    }
