"""Counts of a docket as documents, JSON and comma-separated tables: each with its definition, release and versions."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from wellfounded.docket.count import Counted, CountedCell, meaning
from wellfounded.docket.definitions import STOCK, definitions
from wellfounded.docket.store import Store
from wellfounded.law.library import Library
from wellfounded.report.bars_svg import BarOf, bars_svg
from wellfounded.report.docket import SYNTHETIC, load_stamp, release_keys
from wellfounded.report.document import Document, Heading, Pairs, Part, Picture, Table
from wellfounded.report.markup import Markup
from wellfounded.report.stamp import stamp
from wellfounded.report.words import KNOWN, day

_MOST_BARS = 40


def count_sentence(found: Counted) -> str:
    """Say the count in one sentence."""
    measure = found.measure
    when = (
        f"on {day(found.last)}"
        if measure.kind == STOCK
        else f"from {day(found.first)} to {day(found.last)}, both counted"
    )
    if found.total.count is None:
        return f"{measure.title}, {when}: fewer than {found.smallest}, and not printed."
    if measure.id == "time-pending" and found.total.mean_days is not None:
        days = f"{found.total.mean_days:,.0f} days on average, {found.total.median_days:,.0f} in the median"
        return f"{measure.title}, {when}: {days} ({found.total.count:,} cases)."
    return f"{measure.title}, {when}: {found.total.count:,}."


def count_document(found: Counted, store: Store, library: Library) -> Document:
    """Write a count."""
    parts: list[Part] = []
    if found.by:
        parts.append(Heading(f"By {_by(found)}"))
        if found.cells:
            parts.append(Picture(count_svg(found), _chart_caption(found)))
        parts.append(_table(found))
    parts += [Heading("What is counted"), Pairs(_definition(found))]
    known = SYNTHETIC if store.report.synthetic else f"The definition is {KNOWN[found.measure.known]}."
    return Document(
        found.measure.title,
        store.release_line,
        count_sentence(found),
        known,
        tuple(parts),
        load_stamp(store.report, library),
    )


def _by(found: Counted) -> str:
    names = [name.replace("-", " ") for name in found.by]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _definition(found: Counted) -> tuple[tuple[str, str], ...]:
    measure = found.measure
    rows = [
        ("Definition", measure.definition),
        ("Caution", measure.caution),
        ("Source", measure.source),
        ("Unit", measure.unit),
        (
            "Small cells",
            f"Counts from 1 to {found.smallest - 1} are hidden, and others with them.",
        ),
    ]
    return tuple(rows if found.smallest > 1 else rows[:-1])


def _table(found: Counted) -> Table:
    timed = found.measure.id == "time-pending"
    headings = (*found.by, "cases", "mean days", "median days") if timed else (*found.by, found.measure.unit)
    rows = [(*_named(found.by, cell), *_numbers(cell, timed)) for cell in found.cells]
    if found.hidden:
        rows.append((*_label("Others", found.by), *_numbers(CountedCell((), None), timed)))
    rows.append((*_total(found).values, *_numbers(_total(found), timed)))
    remark = ""
    if found.hidden:
        remark = (
            f"Hidden: cells below {found.smallest}, and as many others as it takes that none follows from the rest and "
            "from the totals of coarser questions. A hidden cell is not told from one with nothing in it."
        )
    named = tuple(heading.replace("-", " ") for heading in headings)
    return Table(named, tuple(rows), remark=remark, numbers=tuple(range(len(found.by), len(headings))))


def _total(found: Counted) -> CountedCell:
    total = found.total
    return CountedCell(_label("All", found.by), total.count, total.mean_days, total.median_days)


def _label(word: str, by: Sequence[str]) -> tuple[str, ...]:
    """Write a word where the first thing counted by stands, if anything is counted by."""
    return (word, *[""] * len(by))[: len(by)]


def _named(by: Sequence[str], cell: CountedCell) -> list[str]:
    return [
        f"{value}  {told}" if (told := meaning(name, value)) else value
        for name, value in zip(by, cell.values, strict=True)
    ]


def _numbers(cell: CountedCell, timed: bool) -> list[str]:
    written = ["hidden" if cell.count is None else f"{cell.count:,}"]
    if timed:
        written += ["hidden" if days is None else f"{days:,.0f}" for days in (cell.mean_days, cell.median_days)]
    return written


def count_svg(found: Counted) -> Markup:
    """Draw a count."""
    timed = found.measure.id == "time-pending"
    bars = [
        BarOf(
            " · ".join(_named(found.by, cell)),
            cell.mean_days if timed else cell.count,
            _numbers(cell, timed)[int(timed)],
        )
        for cell in found.cells[:_MOST_BARS]
    ]
    return bars_svg(bars, title=f"{found.measure.title} by {_by(found)}", description=count_sentence(found))


def _chart_caption(found: Counted) -> str:
    more = len(found.cells) - _MOST_BARS
    return f"The first {_MOST_BARS} are drawn; {more} more are in the table." if more > 0 else ""


def count_keys(found: Counted, store: Store, library: Library) -> dict[str, Any]:
    """Return a count as the keys of a JSON object."""
    span = (
        {"on": found.last.isoformat()}
        if found.measure.kind == STOCK
        else {"from": found.first.isoformat(), "to": found.last.isoformat()}
    )
    timed = found.measure.id == "time-pending"
    return {
        "measure": found.measure.id,
        **span,
        "unit": found.measure.unit,
        "definition": found.measure.definition,
        "caution": found.measure.caution,
        "definition_known": found.measure.known,
        "by": list(found.by),
        "smallest": found.smallest,
        "total": found.total.count,
        **({"mean_days": found.total.mean_days, "median_days": found.total.median_days} if timed else {}),
        "cells": [_cell_keys(found, cell, timed) for cell in found.cells],
        "some_hidden": found.hidden,
        **release_keys(store, library),
    }


def _cell_keys(found: Counted, cell: CountedCell, timed: bool) -> dict[str, Any]:
    keys: dict[str, Any] = {}
    for name, value in zip(found.by, cell.values, strict=True):
        keys[name] = value
        if told := meaning(name, value):
            keys[f"{name}_meaning"] = told
    keys["count"] = cell.count
    if timed:
        keys |= {"mean_days": cell.mean_days, "median_days": cell.median_days}
    return keys


_IN_EVERY_ROW = ("hidden", "measure", "from", "to", "released", "synthetic", "library", "program", "definition")


def count_csv(found: Counted, store: Store, library: Library) -> str:
    """Write a count as comma-separated values, its definition and release in every row so that none is lost.

    Cells that are hidden stand together as one row, "Others", without a count.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    timed = found.measure.id == "time-pending"
    names = [heading for name in found.by for heading in (name, f"{name} meaning")]
    extra = ["mean days", "median days"] if timed else []
    writer.writerow([*names, "count", *extra, *_IN_EVERY_ROW])
    fixed = load_stamp(store.report, library)
    others = (CountedCell(_label("Others", found.by), None),) if found.hidden else ()
    for cell in (*found.cells, *others, _total(found)):
        values = [
            part for name, value in zip(found.by, cell.values, strict=True) for part in (value, meaning(name, value))
        ]
        days = [cell.mean_days, cell.median_days] if timed else []
        writer.writerow(
            [
                *values,
                cell.count,
                *days,
                cell.count is None,
                found.measure.id,
                found.first,
                found.last,
                store.report.released,
                store.report.synthetic,
                fixed.library,
                fixed.program,
                found.measure.definition,
            ]
        )
    return written.getvalue()


def definitions_document(library: Library) -> Document:
    """Write what can be counted."""
    parts: list[Part] = []
    for measure in definitions().measures.values():
        when = "--on DAY" if measure.kind == STOCK else "--from DAY --to DAY"
        rows = [("Counted", measure.definition), ("Caution", measure.caution), ("Source", measure.source)]
        rows += [("Known", KNOWN[measure.known]), ("Asked with", when)]
        rows += [("Published as", f"figures/{measure.series}.toml")] if measure.series else []
        parts += [Heading(f"{measure.id}: {measure.title}"), Pairs(tuple(rows))]
    number = len(definitions().measures)
    answer = f"{number} things can be counted. Their definitions stand in court-records/definitions.toml."
    return Document("Definitions", "", answer, "", tuple(parts), stamp(library, asked="definitions of the docket"))


def definitions_keys(library: Library) -> dict[str, Any]:
    """Return what can be counted as the keys of a JSON object."""
    names = ("id", "title", "unit", "kind", "definition", "caution", "series", "known", "source")
    measures = [{name: getattr(one, name) for name in names} for one in definitions().measures.values()]
    return {"measures": measures, **stamp(library).keys()}
