"""A forecast of the backlog in words, tables and keys."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from wellfounded.backlog.forecast import FiscalYear, Forecast, Spread
from wellfounded.backlog.quantity import KNOWN_NUMBERS, Quantity
from wellfounded.backlog.scenario import Ruling, Scenario
from wellfounded.law.library import Library
from wellfounded.report.backlog_chart import fan_chart
from wellfounded.report.document import Bullets, Cell, Document, Heading, Paragraph, Part, Picture, Table
from wellfounded.report.stamp import stamp
from wellfounded.report.words import day


def count(number: float) -> str:
    """Write a number of cases.

    Example:
        >>> count(714067.4)
        '714,067'
    """
    return f"{number:,.0f}"


def forecast_document(found: Forecast, library: Library) -> Document:
    """Report a forecast."""
    scenario = found.scenario
    last = found.fiscal_years[-1] if found.fiscal_years else None
    parts: list[Part] = [
        Picture(fan_chart(found), f"Active pending cases, {day(scenario.start)} to {day(scenario.until)}."),
        Heading("By fiscal year"),
        _years_table(found),
        Heading("What is assumed of rulings"),
        *_rulings(scenario),
        Heading("Every number, its range and its source"),
        _numbers_table(scenario.quantities()),
    ]
    return Document(
        title=scenario.title,
        asked=f"{day(scenario.start)} to {day(scenario.until)}, {found.draws} draws of the uncertain numbers",
        answer=_answer(last),
        known=scenario.about,
        parts=tuple(parts),
        stamp=stamp(library, asked=f"scenario {scenario.id}"),
    )


def _answer(last: FiscalYear | None) -> str:
    if last is None:
        return "The scenario ends before the end of a fiscal year."
    return (
        f"At the end of fiscal year {last.fy} this scenario has {count(last.pending.p50)} active pending cases; in "
        f"nine draws of ten between {count(last.pending.p05)} and {count(last.pending.p95)}."
    )


def _years_table(found: Forecast) -> Table:
    headings = ("Fiscal year", "Pending, middle", "5 to 95 of 100", "Received", "Completed", "Judges", "Per judge")
    rows = tuple(
        (
            Cell(str(year.fy), under="" if year.days >= 365 else f"{year.days} days of it"),
            count(year.pending.p50),
            f"{count(year.pending.p05)} to {count(year.pending.p95)}",
            count(year.receipts),
            count(year.completions),
            count(year.judges),
            count(year.completions_per_judge),
        )
        for year in found.fiscal_years
    )
    remark = (
        "Pending at the end of the year over all draws; flows and judges of the central values. Completions per judge "
        "are what the model puts out (cases, at a yearly rate, by the mean number of judges), not what is put in."
    )
    return Table(headings, rows, remark=remark)


def _rulings(scenario: Scenario) -> Iterable[Part]:
    if not scenario.rulings:
        yield Paragraph("The scenario names no ruling.")
        return
    yield Bullets(tuple(_ruling_line(ruling) for ruling in scenario.rulings))


def _ruling_line(ruling: Ruling) -> str:
    named = f"{ruling.authority}, from {day(ruling.from_day)}"
    if ruling.without_effect:
        return f"{named}: no assumption about the ruling; it changes nothing here."
    effects = [
        one for one in (ruling.affected, ruling.length, ruling.granted, ruling.appealed, ruling.remanded) if one.value
    ]
    told = "; ".join(f"{one.name.rpartition('.')[2]} {one.written}" for one in effects)
    return (
        f"{named}: assumed, not known: {told}. The same scenario with no assumption about the ruling stands beside it."
    )


def _numbers_table(quantities: Iterable[Quantity]) -> Table:
    rows = tuple(
        (
            Cell(one.name, under=_range(one)),
            one.written,
            Cell(one.source, under=f"as of {one.as_of.isoformat()}; {KNOWN_NUMBERS[one.known]}"),
        )
        for one in quantities
        if not one.source.startswith("left out")
    )
    return Table(("Number", "Value", "Source"), rows, widths=(28, 16, 52))


def _range(one: Quantity) -> str:
    if one.certain:
        return "taken as certain"
    scale = 100 if one.kind in ("share", "change", "%/year", "points") else 1
    unit = " %" if scale == 100 else ""
    return f"{one.low * scale:,.4g} to {one.high * scale:,.4g}{unit}, {one.shape}"


def spread_keys(spread: Spread) -> dict[str, float]:
    """Return five quantiles as keys, rounded to whole cases."""
    return {name: round(getattr(spread, name)) for name in ("p05", "p25", "p50", "p75", "p95")}


def forecast_json(found: Forecast, library: Library) -> dict[str, Any]:
    """Return a forecast as keys."""
    scenario = found.scenario
    return {
        "scenario": scenario_keys(scenario),
        "fiscal_years": [_year_keys(year) for year in found.fiscal_years],
        "assumptions": [quantity_keys(one) for one in scenario.quantities()],
        **stamp(library, asked=f"scenario {scenario.id}").keys(),
    }


def scenario_keys(scenario: Scenario) -> dict[str, Any]:
    """Return what names a scenario."""
    return {
        "id": scenario.id,
        "title": scenario.title,
        "about": scenario.about,
        "start": scenario.start.isoformat(),
        "until": scenario.until.isoformat(),
        "seed": scenario.seed,
        "rulings": [
            {"authority": one.authority, "from": one.from_day.isoformat(), "assumed": not one.without_effect}
            for one in scenario.rulings
        ],
    }


def _year_keys(year: FiscalYear) -> dict[str, Any]:
    return {
        "fy": year.fy,
        "days": year.days,
        "pending": spread_keys(year.pending),
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
        "wait_days": round(year.wait),
    }


def quantity_keys(one: Quantity) -> dict[str, Any]:
    """Return a number with its range and source, in the kind's own unit."""
    return {
        "name": one.name,
        "kind": one.kind,
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "shape": one.shape,
        "written": one.written,
        "source": one.source,
        "as_of": one.as_of.isoformat(),
        "known": one.known,
    }


def forecast_csv(found: Forecast) -> str:
    """Return the table by fiscal year as CSV."""
    out = io.StringIO()
    rows = [_year_keys(year) for year in found.fiscal_years]
    flat = [
        {**{k: v for k, v in row.items() if k != "pending"}, **{f"pending_{k}": v for k, v in row["pending"].items()}}
        for row in rows
    ]
    writer = csv.DictWriter(out, fieldnames=list(flat[0]) if flat else ["fy"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(flat)
    return out.getvalue()
