"""The published numbers on the docket: pending, received, completed, decided, each edition by itself."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from wellfounded.figures import KNOWN_FIGURES, Edition, Figure, Series, load_figures
from wellfounded.report.chart_scale import short_count
from wellfounded.report.series_chart import LineOf, series_chart
from wellfounded.web.cases import attachment
from wellfounded.web.docket_store import docket_page
from wellfounded.web.language import Translate, spoken_day, spoken_month, translator
from wellfounded.web.pages import language_of

TOPICS = {
    "pending": ("pending-cases", "pending-cases-trac"),
    "receipts": ("initial-receipts",),
    "completions": ("total-completions",),
    "asylum": ("asylum-decisions-trac", "asylum-grants-trac", "asylum-denials-trac", "asylum-denial-rate-trac"),
}
RECALLED = "memory"
_ON_A_DAY = (
    "pending",
    "inactive",
    "days-pending",
    "immigration-judges",
    "board-appeals-pending",
    "board-case-appeals-p",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A published number as the table shows it."""

    figure: Figure
    edition: Edition
    number: str
    published: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A series as the page shows it: what was only recalled is counted, and never shown as a fact.

    Attributes:
        on_a_day: whether its numbers tell of a day; else of a year.
        latest: the newest number that the first sentence tells.
    """

    series: Series
    on_a_day: bool
    chart: Markup | None
    rows: tuple[Row, ...]
    latest: Row | None
    recalled: int


def figures(request: Request) -> Response:
    """Show the published numbers of a topic, or one series of all."""
    asked, every = request.query_params, load_figures()
    named = asked.get("series", "")
    topic = asked.get("topic", "") or ("all" if named else "pending")
    ids = (named,) if named else TOPICS.get(topic, ())
    shown = [_shown(every.series(id), language_of(request)) for id in ids]
    return docket_page(
        request,
        "docket_figures.html",
        part="figures",
        topic=topic,
        shown=shown,
        listed=() if ids else tuple(sorted(every.series_by_id.values(), key=lambda one: (one.title, one.id))),
        known=KNOWN_FIGURES,
    )


@lru_cache(maxsize=128)
def _shown(series: Series, language: str) -> Shown:
    told = [edition for edition in series.editions if edition.known != RECALLED]
    rows = [
        Row(figure, edition, written(figure.value, series.unit), published(edition.vintage, language))
        for edition in told
        for figure in edition.figures
    ]
    rows.sort(key=lambda row: (row.figure.on, row.figure.of, row.edition.vintage))
    on_a_day = series.id.startswith(_ON_A_DAY)
    whole = [row for row in rows if row.figure.of_a_whole_fiscal_year or (on_a_day and not row.figure.of)]
    recalled = sum(len(edition.figures) for edition in series.editions if edition.known == RECALLED)
    latest = max(whole, key=lambda row: (row.figure.on, row.edition.vintage), default=None)
    return Shown(series, on_a_day, _chart(series, told, language), tuple(rows), latest, recalled)


def written(value: float, unit: str) -> str:
    """Write a published number in its unit.

    Example:
        >>> written(796513.0, "cases"), written(0.652, "share")
        ('796,513', '65.2 %')
    """
    return f"{value * 100:.1f} %" if unit == "share" else f"{value:,.6g}" if value % 1 else f"{value:,.0f}"


def published(vintage: str, language: str) -> str:
    """Say when an edition was published, as far as it is known.

    Example:
        >>> published("2021-04-19", "en"), published("2020-01", "es"), published("2024", "en")
        ('19 April 2021', 'enero de 2020', '2024')
    """
    parts = vintage.split("-")
    if not all(part.isdecimal() for part in parts):
        return translator(language)(vintage)
    if len(parts) == 3:
        return spoken_day(date.fromisoformat(vintage), language)
    return spoken_month(date.fromisoformat(f"{vintage}-01"), language) if len(parts) == 2 else vintage


def _chart(series: Series, editions: list[Edition], language: str) -> Markup | None:
    lines = [line for edition in editions if (line := _line(series, edition, language)).points]
    if len({on for line in lines for on, _ in line.points}) < 2:
        return None
    translate = translator(language)
    title, unit = translate(series.title), translate(series.unit)
    share = series.unit == "share"
    drawn = series_chart(
        lines,
        title=title,
        description=translate(
            "Each line is one edition, named by the day it was published. The table has the numbers."
        ),
        above=unit,
        write=lambda value: f"{value * 100:.0f} %" if share else translated_count(value, translate),
    )
    return Markup(str(drawn))


def translated_count(value: float, translate: Translate) -> str:
    """Write a number of a scale in the reader's language."""
    return short_count(value).replace("million", translate("million"))


def _line(series: Series, edition: Edition, language: str) -> LineOf:
    figures = sorted((one for one in edition.figures if not one.of), key=lambda one: one.on)
    name = published(edition.vintage, language)
    told = [f"{spoken_day(one.on, language)}: {written(one.value, series.unit)} ({name})" for one in figures]
    return LineOf(name, [(one.on, one.value) for one in figures], told)


def figures_csv(request: Request) -> Response:
    """Give a series out as comma-separated values, its source in every row so that none is lost."""
    series = load_figures().series(request.query_params.get("series") or TOPICS["pending"][0])
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(_row_keys(series, series.editions[0], None)), lineterminator="\n")
    writer.writeheader()
    for edition in series.editions:
        writer.writerows(_row_keys(series, edition, figure) for figure in edition.figures)
    return attachment(out.getvalue().encode(), f"{series.id}.csv")


def figures_json(request: Request) -> Response:
    """Give a series out as JSON."""
    series = load_figures().series(request.query_params.get("series") or TOPICS["pending"][0])
    keys = {
        "series": series.id,
        "title": series.title,
        "unit": series.unit,
        "publisher": series.publisher,
        "figures": [_row_keys(series, edition, figure) for edition in series.editions for figure in edition.figures],
    }
    return attachment((json.dumps(keys, indent=2, ensure_ascii=False) + "\n").encode(), f"{series.id}.json")


def _row_keys(series: Series, edition: Edition, figure: Figure | None) -> dict[str, object]:
    return {
        "series": series.id,
        "fiscal_year": figure.fiscal_year if figure else None,
        "on": figure.on.isoformat() if figure else None,
        "of": figure.of if figure else "",
        "value": figure.value if figure else None,
        "unit": series.unit,
        "publisher": series.publisher,
        "published": edition.vintage,
        "known": edition.known,
        "definition": edition.definition,
        "source": edition.source,
        "note": figure.note if figure else "",
    }
