"""Which numbers matter, in words, keys and a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wellfounded.backlog.sensitivity import Sensitivity
from wellfounded.law.library import Library
from wellfounded.report.backlog_alone import carried_along, csv_text, past_error_briefly
from wellfounded.report.backlog_parts import count, joined, percent, rounded, scenario_keys
from wellfounded.report.backlog_past_error import own_error, own_error_keys
from wellfounded.report.backlog_rulings import assumptions_of_rulings, ruling_words, supposed
from wellfounded.report.backlog_sobol import of_these, sobol_chart
from wellfounded.report.backlog_tornado import tornado_chart
from wellfounded.report.backlog_words import called
from wellfounded.report.document import Cell, Document, Heading, Paragraph, Part, Picture, Table
from wellfounded.report.stamp import stamp
from wellfounded.report.words import day

COLUMNS = (
    "name",
    "at_p05",
    "at_p95",
    "sobol_first",
    "sobol_first_error",
    "sobol_first_told",
    "sobol_total",
    "sobol_total_error",
    "sobol_total_told",
)


def sensitivity_document(found: Sensitivity, library: Library) -> Document:
    """Report which numbers move the pending cases."""
    rows = tuple(
        (
            called(swing.quantity.name, found.scenario.start),
            count(swing.low),
            count(swing.high),
            _with_error(swing.first, swing.first_error, told=swing.first_told),
            _with_error(swing.total, swing.error, told=swing.total_told),
        )
        for swing in found.swings
    )
    remark = (
        f"Pending cases on {day(found.on)} with one number at 5 and at 95 of 100 of its distribution, the others at "
        "their central values. Shares of the variance (Sobol indices) are of the strongest ones, varied at once over "
        f"{found.samples:,} base samples while the others stay at their central values, each with its standard error; "
        "more samples (--samples) make it smaller. "
        "Too few samples: two standard errors reach down to 0, so the share cannot be told from none."
    )
    strongest = found.swings[0] if found.swings else None
    answer = (
        f"“{called(strongest.quantity.name, found.scenario.start)}” moves the pending cases most: "
        f"{rounded(strongest.low)} with it at 5 of 100 of its distribution, {rounded(strongest.high)} at 95."
        if strongest
        else "The scenario has no uncertain number."
    )
    return Document(
        title=f"What matters: {found.scenario.title}",
        asked=f"pending cases on {day(found.on)}, {count(found.central)} with the central values",
        answer=answer,
        known=past_error_briefly(),
        parts=(
            *supposed(found.scenario),
            Picture(
                tornado_chart(found),
                "Each number at 5 and at 95 of 100 of its distribution, the others at their central values.",
            ),
            *_shares(found),
            Heading("Every uncertain number"),
            Table(("Number", "at 5 of 100", "at 95 of 100", "Alone", "With interactions"), rows, remark=remark),
            *assumptions_of_rulings(found.scenario),
            *own_error(),
        ),
        stamp=stamp(library, asked=f"scenario {found.scenario.id}, seed {found.scenario.seed}"),
    )


def _shares(found: Sensitivity) -> Iterable[Part]:
    """Draw the shares of the variance, and say how many of them the samples do not tell from none."""
    indexed = [swing for swing in found.swings if swing.total is not None]
    if not indexed:
        return
    caption = of_these(found)
    yield Picture(sobol_chart(found), f"{caption[0].upper()}{caption[1:]}.")
    alone = sum(not swing.first_told for swing in indexed)
    together = sum(not swing.total_told for swing in indexed)
    shares = (("alone", alone), ("with its interactions", together))
    told = [f"the share {words} of {many} of {len(indexed)} numbers" for words, many in shares if many]
    if any(swing.first_told and (swing.first or 0) > (swing.total or 0) for swing in indexed):
        yield Paragraph(
            "A number's share alone is never above its share with interactions. Where it is here, too few samples are "
            "the cause, and the standard errors say how far either may be off.",
            "note",
        )
    if told:
        yield Paragraph(
            f"With {found.samples:,} base samples {joined(told)} cannot be told from none. More (--samples) "
            "would tell.",
            "note",
        )


def _with_error(share: float | None, error: float | None, *, told: bool) -> str | Cell:
    if share is None or error is None:
        return ""
    written = f"{percent(share)} ± {100 * error:.1f}"
    return written if told else Cell(written, under="too few samples")


def sensitivity_json(found: Sensitivity, library: Library) -> dict[str, Any]:
    """Return the sensitivity as keys."""
    return {
        "scenario": scenario_keys(found.scenario),
        "on": found.on.isoformat(),
        "pending": round(found.central),
        "numbers": _rows(found),
        "samples": found.samples,
        "hindcast_error": own_error_keys(),
        **stamp(library, asked=f"scenario {found.scenario.id}").keys(),
    }


def _rows(found: Sensitivity) -> list[dict[str, Any]]:
    """Return a row for each uncertain number; what was not worked out is None."""
    return [
        {
            "name": swing.quantity.name,
            "at_p05": round(swing.low),
            "at_p95": round(swing.high),
            "sobol_first": _share(swing.first),
            "sobol_first_error": _share(swing.first_error),
            "sobol_first_told": None if swing.first is None else swing.first_told,
            "sobol_total": _share(swing.total),
            "sobol_total_error": _share(swing.error),
            "sobol_total_told": None if swing.total is None else swing.total_told,
        }
        for swing in found.swings
    ]


def _share(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def sensitivity_csv(found: Sensitivity, library: Library) -> str:
    """Return the table of numbers as comma-separated values; shares as fractions."""
    along: dict[str, object] = {
        "on": found.on.isoformat(),
        "pending": round(found.central),
        "samples": found.samples,
        "scenario": found.scenario.id,
        "seed": found.scenario.seed,
        "rulings": ruling_words(found.scenario),
    }
    return csv_text(COLUMNS, _rows(found), along | carried_along(library))
