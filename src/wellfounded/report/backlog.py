"""A forecast of the backlog in words, tables and pictures."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from wellfounded.backlog.forecast import Forecast
from wellfounded.backlog.nested import Nested
from wellfounded.backlog.published import published_points
from wellfounded.backlog.scenario import Scenario
from wellfounded.law.library import Library
from wellfounded.report.backlog_alone import past_error_briefly
from wellfounded.report.backlog_brackets import bracket_words
from wellfounded.report.backlog_chart import fan_chart
from wellfounded.report.backlog_parts import count, draws_words, year_name
from wellfounded.report.backlog_past_error import own_error
from wellfounded.report.backlog_rulings import assumptions_of_rulings, supposed
from wellfounded.report.backlog_spread import answer_words, bands_words, spread_words
from wellfounded.report.backlog_waits import ages, class_waits, mean_wait, survival
from wellfounded.report.backlog_words import every_number
from wellfounded.report.document import Cell, Document, Heading, Paragraph, Part, Picture, Table
from wellfounded.report.stamp import stamp
from wellfounded.report.words import day

SPREAD = ("p05", "p25", "p50", "p75", "p95")


def forecast_document(found: Forecast, library: Library, apart: Nested | None = None) -> Document:
    """Report a forecast, with the draws run case by case where that was asked."""
    scenario = found.scenario
    parts: list[Part] = [
        *supposed(scenario),
        Picture(
            fan_chart(found),
            " ".join([bands_words(found), *_not_fitted(scenario), bracket_words(scenario)]).rstrip(),
        ),
        Heading("By fiscal year, over all draws"),
        _draws_table(found),
        *(Paragraph(words) for words in spread_words(found, apart)),
        Heading("By fiscal year, one run with the central values"),
        _central_table(found),
        _elsewhere_table(found),
        *class_waits(found),
        *survival(found),
        *ages(found),
        *_published(found),
        *assumptions_of_rulings(scenario),
        *own_error(),
        *every_number(scenario.quantities(), scenario.start),
    ]
    return Document(
        title=scenario.title,
        asked=f"{day(scenario.start)} to {day(scenario.until)}, {draws_words(found.draws)} of the uncertain numbers",
        answer=answer_words(found),
        known=" ".join([*_inside(found), past_error_briefly()]),
        parts=tuple(parts),
        stamp=stamp(library, asked=f"scenario {scenario.id}, seed {scenario.seed}"),
    )


def _draws_table(found: Forecast) -> Table:
    headings = ("Fiscal year", "5 of 100", "25 of 100", "Middle", "75 of 100", "95 of 100")
    rows = tuple(
        (year_name(year.central), *(count(getattr(year.pending, name)) for name in SPREAD))
        for year in found.fiscal_years
    )
    remark = (
        "Active pending cases at the end of the year: so many draws lie below. A row is of no one run: each year has "
        "its own middle draw."
    )
    return Table(headings, rows, remark=remark, numbers=(1, 2, 3, 4, 5))


def _central_table(found: Forecast) -> Table:
    """Set the run with the central values year by year; beside it, where anything is assumed of rulings, without it."""
    assumed = found.scenario.assumes_of_rulings
    headings = ["Fiscal year", "Pending", "Received", "Completed", "Returned", "Closed", "Judges", "Per judge"]
    rows = tuple(
        (
            year_name(one),
            *(count(number) for number in (one.pending, one.receipts, one.completions, one.returned, one.closed)),
            count(one.judges),
            count(one.completions_per_judge),
            *((count(year.unassumed or 0.0),) if assumed else ()),
        )
        for year in found.fiscal_years
        for one in [year.central]
    )
    remark = (
        "Pending at the end of the year. Returned: recalendared, remanded or reopened. Closed: administratively. "
        f"Completions per judge: a year, by the mean bench.{_calibrated(found)}"
    )
    if assumed:
        headings.append("Pending, no assumption")
        remark += " Last column: the pending cases with no assumption about the ruling."
    return Table(tuple(headings), rows, remark=remark, numbers=tuple(range(1, len(headings))))


def _calibrated(found: Forecast) -> str:
    """Say that the first months' completions per judge are put in, where the hours are calibrated to them."""
    if found.scenario.judges.hours.known != "calibrated":
        return ""
    return (
        " In the first twelve months they are what the hearing hours were calibrated to; only how they change from "
        "there is put out by the model."
    )


def _elsewhere_table(found: Forecast) -> Table:
    headings = ("Fiscal year", "Inactive", "Appealed", "At the Board", "Mean age", "Not begun", "Wait")
    rows = tuple(
        (
            year_name(one),
            *(count(number) for number in (one.inactive, one.appealed, one.at_board)),
            f"{count(one.mean_age)} days",
            count(one.not_begun),
            mean_wait(one.wait),
        )
        for one in (year.central for year in found.fiscal_years)
    )
    remark = (
        "Of the same run. Mean age of the pending cases at the year's end, from filing also for those that came back. "
        "Not begun: pending then, and never heard. Wait: mean from filing to the first hearing, of all first heard in "
        "the days covered; those not begun are not in it, however long they wait."
    )
    return Table(headings, rows, remark=remark, numbers=(1, 2, 3, 4, 5, 6))


def _published(found: Forecast) -> Iterable[Part]:
    points = published_points(found.scenario)
    if not points:
        return
    yield Heading("What was published")
    rows = tuple(
        (
            Cell(day(point.on)),
            count(point.cases),
            f"{point.publisher}, published {point.vintage}",
            "the scenario's" if point.same_definition else "another",
        )
        for point in points
    )
    remark = "Counts of two publications do not make one series."
    yield Table(("On", "Pending", "By whom", "Definition"), rows, remark=remark)


def _not_fitted(scenario: Scenario) -> Iterable[str]:
    if published_points(scenario):
        yield "The model was not fitted to the points after the start."


def _inside(found: Forecast) -> Iterable[str]:
    """Say how many of the published counts lie within the range of the draws, where there are any."""
    scenario = found.scenario
    own = [point for point in published_points(scenario) if point.same_definition]
    if not own:
        return
    if scenario.extends:
        yield "The published counts are of what came. This scenario supposes something else, so they do not test it."
        return
    days = [-1, *found.days]
    start = scenario.stock.active
    low = [start.low, *found.fan[:, 0].tolist()]
    high = [start.high, *found.fan[:, 4].tolist()]
    held = [
        bool(np.interp(at, days, low) <= point.cases <= np.interp(at, days, high))
        for point in own
        for at in [scenario.day_number(point.on)]
    ]
    counts = "count" if len(own) == 1 else "counts"
    within = sum(held)
    lie = {0: "none lies", 1: "1 lies"}.get(within, f"{within} lie")
    yield (
        f"Of {len(own)} {counts} published later by the scenario's own definition, {lie} within the band that holds 90 "
        "of 100 draws."
    )
