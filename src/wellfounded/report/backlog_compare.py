"""Two scenarios side by side, in words, keys and a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wellfounded.backlog.compare import Comparison, YearDifference
from wellfounded.law.library import Library
from wellfounded.report.backlog_alone import carried_along, csv_text
from wellfounded.report.backlog_chart import difference_chart
from wellfounded.report.backlog_parts import (
    count,
    more_or_fewer,
    own_error,
    own_error_keys,
    scenario_keys,
    signed,
    spread_keys,
)
from wellfounded.report.backlog_rulings import assumptions_of_rulings, ruling_words
from wellfounded.report.document import Document, Heading, Paragraph, Part, Picture, Table
from wellfounded.report.stamp import stamp
from wellfounded.report.words import day

COLUMNS = (
    "fy",
    "first_pending",
    "second_pending",
    *(f"{of}_{part}" for of in ("difference", "unpaired") for part in ("p05", "p25", "p50", "p75", "p95")),
    "case_by_case_difference",
    "case_by_case_error",
    "replications",
)


def comparison_document(found: Comparison, library: Library) -> Document:
    """Report two scenarios side by side."""
    last = found.years[-1]
    rows = tuple(
        (
            str(year.fy),
            count(year.first),
            count(year.second),
            signed(year.difference.p50),
            f"{signed(year.difference.p05)} to {signed(year.difference.p95)}",
            f"{signed(year.unpaired.p05)} to {signed(year.unpaired.p95)}",
        )
        for year in found.years
    )
    headings = ("Fiscal year", found.first.id, found.second.id, "Difference", "90 of 100 draws", "if not paired")
    remark = (
        "Active pending cases at the end of the year, middles; the second scenario less the first. Last column: the "
        "same interval if each scenario drew its numbers for itself."
    )
    parts: list[Part] = [
        Picture(difference_chart(found), "The light band holds 90 of 100 paired draws, the dark one 50."),
        Heading("By fiscal year"),
        Table(headings, rows, remark=remark),
    ]
    parts += [Paragraph(words) for words in chance_words(found)]
    for scenario in (found.first, found.second):
        parts += [
            Heading(scenario.title, 3),
            Paragraph(" ".join(scenario.about.split())),
            *list(assumptions_of_rulings(scenario))[1:],
        ]
    return Document(
        title=f"{found.first.title} and {found.second.title}",
        asked=f"from {day(found.first.start)}, {found.draws} paired draws",
        answer=f"At the end of fiscal year {last.fy} “{found.second.title}” has {more_or_fewer(last.difference.p50)} "
        f"active pending cases than “{found.first.title}”; in nine draws of ten from "
        f"{more_or_fewer(last.difference.p05)} to {more_or_fewer(last.difference.p95)}.",
        known="Both draw the same values of the numbers they share, so the difference shows only what differs.",
        parts=(*parts, *own_error()),
        stamp=stamp(library, asked=f"scenarios {found.first.id} and {found.second.id}"),
    )


def chance_words(found: Comparison) -> Iterable[str]:
    """Say what the difference is case by case, where that was run."""
    if found.chance_difference is None:
        return
    cut = f" That cuts the variance {found.variance_cut:,.0f} times." if found.variance_cut else ""
    yield (
        f"Case by case with the central values and the same luck in both, the difference is "
        f"{signed(found.chance_difference)} cases, give or take {count(found.chance_error or 0)} (standard error of "
        f"{found.replications} runs).{cut}"
    )


def comparison_json(found: Comparison, library: Library) -> dict[str, Any]:
    """Return a comparison as keys."""
    return {
        "scenarios": [scenario_keys(found.first), scenario_keys(found.second)],
        "fiscal_years": [
            {
                "fy": year.fy,
                "pending": [round(year.first), round(year.second)],
                "difference": spread_keys(year.difference),
                "difference_unpaired": spread_keys(year.unpaired),
            }
            for year in found.years
        ],
        "case_by_case": None
        if found.chance_difference is None
        else {
            "replications": found.replications,
            "difference": round(found.chance_difference, 1),
            "standard_error": round(found.chance_error or 0.0, 2),
            "variance_cut": None if found.variance_cut is None else round(found.variance_cut, 1),
        },
        "draws": found.draws,
        "hindcast_error": own_error_keys(),
        **stamp(library, asked="comparison").keys(),
    }


def comparison_csv(found: Comparison, library: Library) -> str:
    """Return the table by fiscal year as comma-separated values: `COLUMNS`, the two scenarios, and what it carries."""
    along: dict[str, object] = {"draws": found.draws}
    for name, scenario in (("first", found.first), ("second", found.second)):
        along |= {name: scenario.id, f"{name}_seed": scenario.seed, f"{name}_rulings": ruling_words(scenario)}
    rows = [_row(year) for year in found.years]
    if found.chance_difference is not None:
        rows[-1] |= {
            "case_by_case_difference": round(found.chance_difference, 1),
            "case_by_case_error": round(found.chance_error or 0.0, 2),
            "replications": found.replications,
        }
    return csv_text(COLUMNS, rows, along | carried_along(library))


def _row(year: YearDifference) -> dict[str, object]:
    spreads = (("difference", year.difference), ("unpaired", year.unpaired))
    return {
        "fy": year.fy,
        "first_pending": round(year.first),
        "second_pending": round(year.second),
        **{f"{of}_{part}": cases for of, spread in spreads for part, cases in spread_keys(spread).items()},
    }
