"""A forecast of the backlog as JSON keys and as a table of comma-separated values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wellfounded.backlog.forecast import FiscalYear, Forecast
from wellfounded.backlog.nested import Nested
from wellfounded.backlog.published import published_points
from wellfounded.backlog.waits import Waits
from wellfounded.law.library import Library
from wellfounded.report.backlog_alone import carried_along, csv_text
from wellfounded.report.backlog_parts import (
    margin_columns,
    margin_keys,
    quantity_keys,
    scenario_keys,
    spread_keys,
    whole,
)
from wellfounded.report.backlog_past_error import own_error_keys
from wellfounded.report.backlog_rulings import ruling_words
from wellfounded.report.stamp import stamp

COLUMNS = (
    "fy",
    "days",
    "pending_p05",
    "pending_p25",
    "pending_p50",
    "pending_p75",
    "pending_p95",
    *(f"pending_{of}_{end}" for of in ("p05", "p50", "p95") for end in ("low", "high")),
    "pending_central",
    "pending_no_assumption",
    "receipts",
    "completions",
    "closed",
    "returned",
    "appealed",
    "judges",
    "completions_per_judge",
    "inactive",
    "at_board",
    "mean_age_days",
    "not_begun",
    "wait_days",
    "numbers_share",
    "chance_deviation",
    "chance_deviation_low",
    "chance_deviation_high",
    "case_by_case_runs",
    "case_by_case_numbers_share",
    "case_by_case_p05",
    "case_by_case_p50",
    "case_by_case_p95",
)


def forecast_json(found: Forecast, library: Library, apart: Nested | None = None) -> dict[str, Any]:
    """Return a forecast as keys."""
    scenario = found.scenario
    return {
        "scenario": scenario_keys(scenario),
        "fiscal_years": [_year_keys(year, _classes(found)) for year in found.fiscal_years],
        "waits": [_wait_keys(one) for one in found.waits],
        "age_of_pending_days": _age_keys(found),
        "age_of_pending_shares_by_year": [] if found.ages is None else [round(one, 4) for one in found.ages.by_year],
        "variance": None
        if found.shares is None
        else {
            "fy": found.shares.fy,
            "uncertain_numbers": round(found.shares.numbers, 6),
            "chance": round(1 - found.shares.numbers, 6),
            "chance_deviation": round(found.shares.chance, 6),
            "chance_deviation_interval": [round(end, 6) for end in found.shares.chance_range],
        },
        "case_by_case": None if apart is None else _nested_keys(apart),
        "published": [
            {
                "on": point.on.isoformat(),
                "pending": point.cases,
                "series": point.series,
                "vintage": point.vintage,
                "known": point.known,
                "same_definition": point.same_definition,
            }
            for point in published_points(scenario)
        ],
        "hindcast_error": own_error_keys(),
        "assumptions": [quantity_keys(one) for one in scenario.quantities()],
        "draws": found.draws,
        "replications": found.replications,
        **stamp(library, asked=f"scenario {scenario.id}").keys(),
    }


def _nested_keys(apart: Nested) -> dict[str, Any]:
    return {
        "fy": apart.fy,
        "draws": apart.draws,
        "replications": apart.replications,
        "runs": apart.runs,
        "events": apart.events,
        "pending": spread_keys(apart.pending),
        "uncertain_numbers": round(apart.share, 6),
        "chance": round(1 - apart.share, 6),
        "numbers_deviation_cases": round(apart.numbers),
        "chance_deviation_cases": round(apart.chance),
    }


def _age_keys(found: Forecast) -> dict[str, int]:
    return {} if found.ages is None else dict(zip(("p25", "p50", "p75", "p95"), found.ages.quantiles, strict=True))


def _classes(found: Forecast) -> list[str]:
    return [one.name for one in found.scenario.classes]


def _whole(days: float | None) -> int | None:
    return None if days is None else round(days)


def _year_keys(found: FiscalYear, classes: Sequence[str]) -> dict[str, Any]:
    year = found.central
    return {
        "fy": year.fy,
        "days": year.days,
        "pending": spread_keys(found.pending),
        "pending_sampling": margin_keys(found.margins),
        "pending_central": round(year.pending),
        "pending_no_assumption": whole(found.unassumed),
        "receipts": round(year.receipts),
        "completions": round(year.completions),
        "closed": round(year.closed),
        "returned": round(year.returned),
        "appealed": round(year.appealed),
        "judges": round(year.judges, 1),
        "completions_per_judge": round(year.completions_per_judge, 1),
        "inactive": round(year.inactive),
        "at_board": round(year.at_board),
        "mean_age_days": round(year.mean_age),
        "not_begun": round(year.not_begun),
        "wait_days": _whole(year.wait),
        "wait_days_by_class": dict(zip(classes, map(_whole, year.waits), strict=True)),
    }


def _wait_keys(one: Waits) -> dict[str, Any]:
    quartiles = ("p25", "p50", "p75")
    every = range(0, len(one.survival), 91)
    return {
        "class": one.name,
        "filed": one.cases,
        "heard": one.heard,
        "completed": one.completed,
        "first_hearing_days": dict(zip(quartiles, one.first_hearing, strict=True)),
        "completion_days": dict(zip(quartiles, one.completion, strict=True)),
        "mean_over_completed_days": None if one.naive_mean is None else round(one.naive_mean),
        "not_completed_after_days": {str(at): round(float(one.survival[at]), 4) for at in every},
        "followed_after_days": {str(at): round(float(one.followed[at]), 4) for at in every},
    }


def forecast_csv(found: Forecast, library: Library, apart: Nested | None = None) -> str:
    """Return the table by fiscal year as comma-separated values: `COLUMNS`, the scenario, and what it carries."""
    rows = []
    for year in found.fiscal_years:
        keys = _year_keys(year, _classes(found))
        pending, waits = keys.pop("pending"), keys.pop("wait_days_by_class")
        del keys["pending_sampling"]
        keys |= {f"pending_{name}": value for name, value in pending.items()}
        keys |= margin_columns("pending", year.margins)
        keys |= {f"wait_days_{name}": value for name, value in waits.items()}
        rows.append(keys | _spread_columns(year.central.fy, found, apart))
    columns = (*COLUMNS, *(f"wait_days_{name}" for name in _classes(found)))
    along: dict[str, object] = {
        "draws": found.draws,
        "scenario": found.scenario.id,
        "seed": found.scenario.seed,
        "rulings": ruling_words(found.scenario),
    }
    return csv_text(columns, rows, along | carried_along(library))


def _spread_columns(fy: int, found: Forecast, apart: Nested | None) -> dict[str, Any]:
    """Return where the spread comes from, in the row of the fiscal year of which it is known."""
    columns: dict[str, Any] = {}
    if found.shares is not None and found.shares.fy == fy:
        columns |= {
            "numbers_share": round(found.shares.numbers, 6),
            "chance_deviation": round(found.shares.chance, 6),
            "chance_deviation_low": round(found.shares.chance_range[0], 6),
            "chance_deviation_high": round(found.shares.chance_range[1], 6),
        }
    if apart is not None and apart.fy == fy:
        columns |= {"case_by_case_runs": apart.runs, "case_by_case_numbers_share": round(apart.share, 6)}
        columns |= {f"case_by_case_{name}": round(getattr(apart.pending, name)) for name in ("p05", "p50", "p95")}
    return columns
