"""Comparisons, judges needed, sensitivity and the hindcast, in words, tables and keys."""

from __future__ import annotations

from typing import Any

from wellfounded.backlog.compare import Comparison
from wellfounded.backlog.hindcast import Hindcast
from wellfounded.backlog.sensitivity import Sensitivity
from wellfounded.backlog.solve import Answer
from wellfounded.law.library import Library
from wellfounded.report.backlog_chart import difference_chart
from wellfounded.report.backlog_parts import (
    against_keys,
    against_table,
    assumptions_of_rulings,
    count,
    error_sentence,
    error_table,
    more_or_fewer,
    own_error,
    own_error_keys,
    percent,
    scenario_keys,
    score_keys,
    signed,
    spread_keys,
)
from wellfounded.report.backlog_tornado import tornado_chart
from wellfounded.report.backlog_words import called
from wellfounded.report.document import Document, Heading, Pairs, Paragraph, Part, Picture, Table
from wellfounded.report.stamp import stamp
from wellfounded.report.words import day


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
    if found.chance_difference is not None:
        cut = f" That cuts the variance {found.variance_cut:,.0f} times." if found.variance_cut else ""
        parts.append(
            Paragraph(
                f"Case by case with the central values and the same luck in both, the difference is "
                f"{signed(found.chance_difference)} cases, give or take {count(found.chance_error or 0)} (standard "
                f"error of {found.replications} runs).{cut}"
            )
        )
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


def answer_document(found: Answer, library: Library) -> Document:
    """Report how many judges a goal would take."""
    scenario = found.scenario
    pairs = [
        ("Pending at the start", count(scenario.stock.active.value)),
        ("Goal", f"{count(found.target)} by {day(found.by)}"),
        ("Judges at the start", count(found.now)),
        ("Judges needed", count(found.judges_needed)),
        ("90 of 100 draws", f"{_bench(found.low)} to {_bench(found.high)}"),
    ]
    remark = (
        "A constant bench at full pace from the first day takes the place of the scenario's hiring, so this is a "
        "floor: judges who come later, or learn first, have to be more."
    )
    parts: list[Part] = [Pairs(tuple(pairs)), Paragraph(remark)]
    if found.out_of_reach:
        parts.append(
            Paragraph(
                f"In {found.out_of_reach} of {found.draws} draws no number of judges reaches the goal: more cases "
                "wait for days already set than may be pending. They count as above any bench."
            )
        )
    return Document(
        title=f"Judges needed: {scenario.title}",
        asked=f"to {found.goal} by {day(found.by)}",
        answer=f"To {found.goal} by {day(found.by)} takes {count(found.judges_needed)} judges; {_interval(found)}.",
        known=" ".join(scenario.about.split()),
        parts=(*parts, *assumptions_of_rulings(scenario), *own_error()),
        stamp=stamp(library, asked=f"scenario {scenario.id}"),
    )


def _bench(judges: float | None) -> str:
    return "no bench" if judges is None else count(judges)


def _interval(found: Answer) -> str:
    """Say between what the draws lie, and where the upper end is out of reach."""
    if found.low is None:
        return f"in {found.out_of_reach} of {found.draws} draws no number of judges does it"
    if found.high is None:
        return (
            f"19 of 20 draws take more than {count(found.low)}, and in {found.out_of_reach} of {found.draws} draws no "
            "number of judges does it"
        )
    return f"in nine draws of ten between {count(found.low)} and {count(found.high)}"


def answer_json(found: Answer, library: Library) -> dict[str, Any]:
    """Return judges needed as keys."""
    return {
        "scenario": scenario_keys(found.scenario),
        "goal": found.goal,
        "judges_needed": round(found.judges_needed),
        "by": found.by.isoformat(),
        "interval": {
            "p05": None if found.low is None else round(found.low),
            "p95": None if found.high is None else round(found.high),
        },
        "target_pending": round(found.target),
        "judges_at_start": round(found.now),
        "draws": found.draws,
        "draws_out_of_reach": found.out_of_reach,
        "hindcast_error": own_error_keys(),
        **stamp(library, asked=f"scenario {found.scenario.id}").keys(),
    }


def sensitivity_document(found: Sensitivity, library: Library) -> Document:
    """Report which numbers move the pending cases."""
    rows = tuple(
        (
            called(swing.quantity.name, found.scenario.start),
            count(swing.low),
            count(swing.high),
            _with_error(swing.first, swing.first_error),
            _with_error(swing.total, swing.error),
        )
        for swing in found.swings
    )
    remark = (
        f"Pending cases on {day(found.on)} with one number at 5 and at 95 of 100 of its range, the others at their "
        f"middles. Shares of the variance (Sobol indices) for the strongest ones, all varied at once over "
        f"{found.samples} base samples, each with its standard error; more samples (--samples) make it smaller."
    )
    strongest = found.swings[0] if found.swings else None
    answer = (
        f"“{called(strongest.quantity.name, found.scenario.start)}” moves the pending cases most: "
        f"{count(strongest.low)} to {count(strongest.high)}."
        if strongest
        else "The scenario has no uncertain number."
    )
    return Document(
        title=f"What matters: {found.scenario.title}",
        asked=f"pending cases on {day(found.on)}, {count(found.middle)} with the central values",
        answer=answer,
        known=" ".join(found.scenario.about.split()),
        parts=(
            Picture(
                tornado_chart(found),
                "Each number at 5 and at 95 of 100 of its distribution, the others at their middles.",
            ),
            Heading("Every uncertain number"),
            Table(("Number", "at 5 of 100", "at 95 of 100", "Alone", "With interactions"), rows, remark=remark),
            *own_error(),
        ),
        stamp=stamp(library, asked=f"scenario {found.scenario.id}"),
    )


def _with_error(share: float | None, error: float | None) -> str:
    return "" if share is None or error is None else f"{percent(share)} ± {100 * error:.1f}"


def sensitivity_json(found: Sensitivity, library: Library) -> dict[str, Any]:
    """Return the sensitivity as keys."""
    return {
        "scenario": scenario_keys(found.scenario),
        "on": found.on.isoformat(),
        "pending": round(found.middle),
        "numbers": [
            {
                "name": swing.quantity.name,
                "at_p05": round(swing.low),
                "at_p95": round(swing.high),
                "sobol_first": None if swing.first is None else round(swing.first, 4),
                "sobol_first_error": None if swing.first_error is None else round(swing.first_error, 4),
                "sobol_total": None if swing.total is None else round(swing.total, 4),
                "sobol_total_error": None if swing.error is None else round(swing.error, 4),
            }
            for swing in found.swings
        ],
        "samples": found.samples,
        "hindcast_error": own_error_keys(),
        **stamp(library, asked=f"scenario {found.scenario.id}").keys(),
    }


def hindcast_document(found: Hindcast, library: Library) -> Document:
    """Report how far off the model would have been."""
    rows = tuple(
        (
            f"FY{one.origin}, {one.horizon} on",
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
        answer=error_sentence(found.against),
        known="Each forecast uses one vintage up to its origin; what is given as true beyond it is named.",
        parts=(
            error_table(found.scores),
            against_table(found.against),
            Heading("Every forecast"),
            Table(("From", "Given as true", "Forecast", "80 % interval", "What came", "Error"), rows),
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
