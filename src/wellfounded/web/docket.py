"""The docket: a loaded release, every row accounted for, and its cases counted by stated definitions."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from wellfounded.docket.count import BY, SMALLEST, Counted, CountedCell, count, meaning
from wellfounded.docket.definitions import STOCK, definitions
from wellfounded.docket.store import Store
from wellfounded.errors import WellfoundedError
from wellfounded.report.as_html import part_html
from wellfounded.report.bars_svg import BarOf, bars_svg
from wellfounded.report.docket import load_document
from wellfounded.report.docket_counts import count_csv, count_keys
from wellfounded.web.asking import day_asked, law_of
from wellfounded.web.cases import attachment
from wellfounded.web.docket_store import docket_page, store_of
from wellfounded.web.language import Translate, translator
from wellfounded.web.pages import desk_of, go, language_of

MOST_BARS, MOST_ROWS = 30, 300
TIME = "time-pending"


def release(request: Request) -> Response:
    """Show what became of every row of the release."""
    store, _ = store_of(desk_of(request))
    details = Markup("")
    if store is not None:
        parts = load_document(store.report, law_of(request)).parts[2:]
        details = Markup("".join(str(part_html(part)) for part in parts))
    return docket_page(request, "docket_release.html", part="release", details=details)


def release_json(request: Request) -> Response:
    """Give the load report out as JSON, with the keys of `wellfounded docket report`."""
    store, _ = store_of(desk_of(request))
    if store is None:
        return go(request, "/docket/release")
    report = store.report
    return _json({**report.keys(), "library_version": law_of(request).version}, "load-report")


def release_csv(request: Request) -> Response:
    """Give the load report out as comma-separated values."""
    store, _ = store_of(desk_of(request))
    if store is None:
        return go(request, "/docket/release")
    report = store.report
    names = ("table", "rows_read", "rows_loaded", "rows_repaired", "rows_quarantined", "expected", "balanced")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*names, "released", "synthetic"])
    for table in report.tables:
        keys = table.keys()
        writer.writerow([*(keys[name] for name in names), report.released, report.synthetic])
    return attachment(out.getvalue().encode(), "load-report.csv")


@dataclass(frozen=True, slots=True)
class CountAsked:
    """What a count is asked; of the days, those that do not fit the measure are left out."""

    measure: str
    by: tuple[str, ...] = ()
    on: date | None = None
    first: date | None = None
    last: date | None = None
    smallest: int = SMALLEST

    def fitting(self) -> CountAsked:
        """Leave out the days that do not fit the measure."""
        if definitions().measure(self.measure).kind == STOCK:
            return replace(self, first=None, last=None)
        return replace(self, on=None)


def count_page(request: Request) -> Response:
    """Count a measure, with its definition, its release and small cells hidden."""
    store, gone = store_of(desk_of(request))
    found, told = None, gone
    asked = CountAsked("pending")
    if store is not None:
        try:
            asked = _asked(request, store)
            found = _counted(store, asked.fitting())
        except WellfoundedError as error:
            told = error
    return docket_page(
        request,
        "docket_count.html",
        status=400 if told and told is not gone else 200,
        part="count",
        told=told,
        asked=asked,
        found=found,
        chart=_chart(found, translator(language_of(request))) if found else None,
        rows=[(_labels(found, cell), cell) for cell in found.cells[:MOST_ROWS]] if found else [],
        more=max(len(found.cells) - MOST_ROWS, 0) if found else 0,
        timed=asked.measure == TIME,
        measures=definitions().measures,
        by_names=tuple(BY),
        download=urlencode([*request.query_params.multi_items()]),
    )


def count_as_csv(request: Request) -> Response:
    """Give a count out as comma-separated values, as `wellfounded docket count --format csv` writes it."""
    store, _ = store_of(desk_of(request))
    if store is None:
        return go(request, "/docket/release")
    asked = _asked(request, store).fitting()
    table = count_csv(_counted(store, asked), store, law_of(request))
    return attachment(table.encode(), f"{asked.measure}.csv")


def count_as_json(request: Request) -> Response:
    """Give a count out as JSON, as `wellfounded docket count --format json` writes it."""
    store, _ = store_of(desk_of(request))
    if store is None:
        return go(request, "/docket/release")
    asked = _asked(request, store).fitting()
    return _json(count_keys(_counted(store, asked), store, law_of(request)), asked.measure)


def _json(keys: Mapping[str, object], name: str) -> Response:
    return attachment((json.dumps(keys, indent=2, ensure_ascii=False) + "\n").encode(), f"{name}.json")


def _asked(request: Request, store: Store) -> CountAsked:
    asked, released = request.query_params, store.report.released
    year = released.year if released >= date(released.year, 10, 1) else released.year - 1
    smallest = asked.get("smallest", "").strip()
    return CountAsked(
        definitions().measure(asked.get("measure") or "pending").id,
        tuple(dict.fromkeys(name for name in asked.getlist("by") if name)),
        day_asked(request, "on") or released,
        day_asked(request, "from") or date(year - 1, 10, 1),
        day_asked(request, "to") or date(year, 9, 30),
        int(smallest) if re.fullmatch(r"[0-9]{1,6}", smallest) else SMALLEST,
    )


@lru_cache(maxsize=64)
def _counted(store: Store, asked: CountAsked) -> Counted:
    keys = asdict(asked)
    return count(store, keys.pop("measure"), **keys)


def _labels(found: Counted, cell: CountedCell) -> list[str]:
    told = ((value, meaning(name, value)) for name, value in zip(found.by, cell.values, strict=True))
    return [f"{value}  {words}" if words else value for value, words in told]


def _chart(found: Counted, translate: Translate) -> Markup | None:
    """Draw a count; its style stands in the stylesheet."""
    if not found.cells or not found.by:
        return None
    timed = found.measure.id == TIME
    bars = [
        BarOf(
            " · ".join(_labels(found, cell)),
            cell.mean_days if timed else cell.count,
            f"{cell.mean_days:,.0f}" if timed and cell.mean_days is not None else f"{cell.count:,}",
        )
        for cell in found.cells[:MOST_BARS]
    ]
    by = ", ".join(translate(name).replace("-", " ") for name in found.by)
    title = f"{translate(found.measure.title)}: {by}"
    drawn = bars_svg(bars, title=title, description=translate("The table below has the same numbers."))
    return Markup(re.sub(r"<style>.*?</style>", "", str(drawn), flags=re.S))
