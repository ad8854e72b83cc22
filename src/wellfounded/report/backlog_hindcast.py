"""How far off the model would have been, in words, keys and a table."""

from __future__ import annotations

from typing import Any

from wellfounded.backlog.hindcast import Hindcast
from wellfounded.backlog.scores import Score
from wellfounded.law.library import Library
from wellfounded.report.backlog_alone import csv_text, missed_words
from wellfounded.report.backlog_errors import error_chart
from wellfounded.report.backlog_parts import count, draws_words, percent
from wellfounded.report.backlog_past_error import (
    WHAT_FORECASTS,
    against_keys,
    against_table,
    error_sentence,
    error_table,
    interval_sentence,
    score_keys,
)
from wellfounded.report.document import Document, Heading, Paragraph, Picture, Table
from wellfounded.report.stamp import stamp

COLUMNS = (
    "way",
    "horizon_years",
    "forecasts",
    "mean_absolute_error",
    "bias",
    "interval_80_held",
    "too_low",
    "yardstick",
    "same_origins",
    "error_same_origins",
    "yardstick_error",
    "nearer",
)


def hindcast_document(found: Hindcast, library: Library) -> Document:
    """Report how far off the model would have been."""
    rows = tuple(
        (
            f"FY{one.origin}, {one.horizon} on",
            one.way,
            {"flows": "receipts and completions", "inputs": "receipts and judges", "past": "nothing"}[one.reading],
            count(one.middle),
            f"{count(one.low)} to {count(one.high)}",
            count(one.came),
            percent((one.middle - one.came) / one.came),
        )
        for one in found.forecasts
    )
    return Document(
        title="How far off the model would have been",
        asked=f"from the end of each fiscal year 2008 to 2019; EOIR's series as published {found.vintage}",
        answer=missed_words(found.against),
        known="Each forecast uses counts up to its origin, of one publication but for the judges; what is given as "
        f"true beyond it is named. Intervals are of {draws_words(found.draws)}: with others, one forecast more or less "
        "is held.",
        parts=(
            Paragraph(f"{error_sentence(found.against)} {interval_sentence(found.scores)}"),
            Picture(
                error_chart(found), "Full bars: the model. Pale: a trend rule. Outlined: arithmetic without a model."
            ),
            Paragraph(WHAT_FORECASTS),
            error_table(found.scores),
            against_table(found.against),
            Heading("Every forecast"),
            Table(("From", "Way", "Given as true", "Forecast", "80 % interval", "What came", "Error"), rows),
        ),
        stamp=stamp(library, asked=f"hindcast, {found.draws} draws"),
    )


def hindcast_json(found: Hindcast, library: Library) -> dict[str, Any]:
    """Return the hindcast as keys."""
    return {
        "vintage": found.vintage,
        "draws": found.draws,
        "scores": [score_keys(one) for one in found.scores],
        "against": [against_keys(one) for one in found.against],
        "forecasts": [
            {
                "way": one.way,
                "given": one.reading,
                "origin_fy": one.origin,
                "horizon_years": one.horizon,
                "forecast": round(one.middle),
                "p10": round(one.low),
                "p90": round(one.high),
                "came": round(one.came),
            }
            for one in found.forecasts
        ],
        **stamp(library, asked="hindcast").keys(),
    }


def hindcast_csv(found: Hindcast, library: Library) -> str:
    """Return the scores as comma-separated values; a way held against a yardstick has it beside it, by same origins."""
    keys = stamp(library, asked="hindcast").keys()
    along = {
        "vintage": found.vintage,
        "draws": found.draws,
        "library": keys["library_version"],
        "confirmed_through": keys["confirmed_through"],
        "program": keys["program_version"],
        "notice": keys["notice"],
    }
    return csv_text(COLUMNS, [score_keys(one) | _beside(one, found) for one in found.scores], along)


def hindcast_foot(found: Hindcast, library: Library) -> tuple[str, ...]:
    """Return the lines under the picture when it stands alone."""
    series = f"EOIR's series as published {found.vintage} only; from few origins, which overlap."
    return series, stamp(library, asked=f"hindcast from fiscal years 2008 to 2019, {found.draws} draws").line()


def _beside(one: Score, found: Hindcast) -> dict[str, Any]:
    for pair in found.against:
        if (pair.way, pair.horizon) == (one.way, one.horizon) and not pair.yardstick.startswith("trend rule"):
            return {
                "yardstick": pair.yardstick,
                "same_origins": pair.origins,
                "error_same_origins": round(pair.error, 4),
                "yardstick_error": round(pair.yardstick_error, 4),
                "nearer": pair.nearer,
            }
    return {}
