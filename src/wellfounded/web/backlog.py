"""The backlog: built-in scenarios moved by sliders, what they lead to, and how far off the model would have been."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from wellfounded.errors import UnknownName, WellfoundedError
from wellfounded.report.series_chart import DotsOf, LineOf, series_chart
from wellfounded.web.backlog_model import DEFAULT_SCENARIO, READINESS
from wellfounded.web.cases import attachment
from wellfounded.web.docket_figures import published, translated_count
from wellfounded.web.language import Translate, spoken_day, translator
from wellfounded.web.pages import go, is_part, language_of, render

if TYPE_CHECKING:
    from wellfounded.backlog.published import PublishedPoint
    from wellfounded.backlog.scenario import Scenario
    from wellfounded.backlog.scores import Score
    from wellfounded.backlog.what_if import WhatIf

WAIT_SECONDS = 3.0
ORDERS = {
    "": "as in the scenario",
    "first-in-first-out": "the oldest case first",
    "last-in-first-out": "the newest case first",
    "mixed": "half and half",
}
SCENARIOS = {
    "2018-06-as-it-stood": "June 2018 as it stood",
    "hire-100": "100 judges more",
    "hire-300": "300 judges more",
    "hire-500": "500 judges more",
    "hire-700": "700 judges more",
    "intake-as-it-came": "New cases as they came",
    "intake-low": "New cases at the level of 2015",
    "last-in-first-out": "The newest case first",
    "ruling-assumed": "June 2018 with effects assumed of the ruling",
}
WAYS = {
    "model, past only": "the model, knowing only the past",
    "model, true receipts and judges": "the model, told the new cases and judges that came",
    "model, true receipts and completions": "the model, told the new and the completed cases that came",
    "trend rule, past only": "a trend of all completions, knowing only the past",
    "trend rule, true receipts and judges": "a trend of completions per judge, told the new cases and judges that came",
    "trend rule, true receipts and completions": "a rule for closures alone, told the new and the completed cases",
    "persistence": "nothing changes",
    "drift": "the last change goes on",
    "identity with true flows": "bare arithmetic, told the new and the completed cases that came",
    "last pace with true judges": "bare arithmetic, told the new cases and judges that came",
}


@dataclass(frozen=True, slots=True)
class Slider:
    """One number that can be moved, as it stands on the screen.

    Attributes:
        least, most, step, rest: of the slider, in the unit that is said; at rest nothing is moved.
        label, said: the words beside it; `said` holds the number as {n}.
        signed: whether the number is said with its sign.
    """

    name: str
    least: int
    most: int
    step: int
    rest: int
    label: str
    said: str
    signed: bool = False


SLIDERS = (
    Slider("hired", 0, 1000, 25, 0, "Judges hired in the first year, beside the scenario's own", "{n} judges"),
    Slider("intake", 50, 150, 5, 100, "New cases, of the scenario's", "{n} %"),
    Slider(
        "continued", -30, 30, 1, 0, "Hearings that are continued: put off to another day", "{n} points", signed=True
    ),
)
ASSUMED = (
    Slider("affected", 0, 100, 5, 0, "Asylum cases that the ruling touches", "{n} %"),
    Slider("length", -50, 50, 5, 0, "Length of their hearings", "{n} %", signed=True),
    Slider("granted", -50, 50, 5, 0, "Asylum granted in them", "{n} points", signed=True),
    Slider("appealed", -50, 50, 5, 0, "Appeals in them", "{n} points", signed=True),
)
WORDS = (
    *(words for one in (*SLIDERS, *ASSUMED) for words in (one.label, one.said)),
    *ORDERS.values(),
    *SCENARIOS.values(),
    *WAYS.values(),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the screen is asked: a scenario, and where its sliders stand; those left alone are not named."""

    scenario: str
    order: str
    moved: Mapping[str, float]

    def at(self, slider: Slider) -> float:
        """Say where a slider stands."""
        return self.moved.get(slider.name, slider.rest)

    def address(self) -> str:
        """Write the question as an address."""
        moved = {name: f"{value:g}" for name, value in self.moved.items()}
        return urlencode({"scenario": self.scenario, **({"order": self.order} if self.order else {}), **moved})


def page(request: Request) -> Response:
    """Show a scenario as moved; while the model is made ready, say so."""
    values: dict[str, Any] = {"told": None, "found": None, "waiting": False}
    try:
        asked = _asked(request)
        if READINESS.wait(WAIT_SECONDS):
            if "poll" in request.query_params:
                return Response(headers={"HX-Redirect": f"/backlog?{asked.address()}"})
            asked, found = _answer(asked)
            values |= _told(found, asked, language_of(request))
            if not is_part(request):  # where a slider moves, the judges are asked for once it rests
                values |= _benches(found)
        else:
            values["waiting"] = True
    except WellfoundedError as error:
        asked = Asked(DEFAULT_SCENARIO, "", {})
        values["told"] = error
    values |= {"asked": asked, "ways": WAYS, "scenarios": SCENARIOS, "sliders": SLIDERS, "assumed": ASSUMED}
    if is_part(request):
        return render(request, "backlog_answer.html", part=True, **values)
    every = _every_number(asked.scenario) if values["found"] else Markup("")
    return render(
        request,
        "backlog.html",
        status=400 if values["told"] else 200,
        part=False,
        orders=ORDERS,
        every=every,
        **values,
    )


def judges(request: Request) -> Response:
    """Say how many judges it would take to have as many cases pending at the end as at the start, and half as many."""
    if not READINESS.wait(WAIT_SECONDS):
        return go(request, "/backlog")
    asked, found = _answer(_asked(request))
    part = "backlog_judges.html" if is_part(request) else "backlog_judges_page.html"
    return render(request, part, asked=asked, beside=_beside(), **_benches(found))


def _benches(found: WhatIf) -> dict[str, Any]:
    from wellfounded.backlog.what_if import benches

    return {"base": found.base, "by": found.scenario.fiscal_year_ends()[-1], "needed": benches(found)}


def scenario_file(request: Request) -> Response:
    """Give the scenario out as moved, for the command line."""
    if not READINESS.wait(WAIT_SECONDS):
        return go(request, "/backlog")
    from dataclasses import replace

    from wellfounded.backlog.scenario_print import print_scenario

    asked, found = _answer(_asked(request))
    about = f"{found.base.about} As moved in the application: {asked.address()}."
    text = print_scenario(replace(found.scenario, about=about))
    return attachment(text.encode(), f"{asked.scenario}-as-moved.toml")


def _asked(request: Request) -> Asked:
    asked = request.query_params
    name, order = asked.get("scenario") or DEFAULT_SCENARIO, asked.get("order", "")
    if name not in SCENARIOS:
        raise UnknownName("scenario", name, SCENARIOS)
    if order not in ORDERS:
        raise UnknownName("order of hearing cases", order, ORDERS)
    moved = {one.name: _number(asked[one.name], one) for one in (*SLIDERS, *ASSUMED) if asked.get(one.name, "")}
    return Asked(name, order, moved)


def _number(text: str, slider: Slider) -> float:
    if not re.fullmatch(r"[+-]?\d{1,6}(\.\d{1,4})?", text.strip()) or not (slider.least <= float(text) <= slider.most):
        raise WellfoundedError(
            f'A slider was sent with "{text[:20]}".', remedy=f"It goes from {slider.least} to {slider.most}."
        )
    return float(text)


def _answer(asked: Asked) -> tuple[Asked, WhatIf]:
    """Run the scenario; what the sliders leave alone stays as the scenario has it."""
    from wellfounded.backlog.sliders import Moves
    from wellfounded.backlog.what_if import Assumed, what_if

    hired, intake, continued = (asked.at(one) for one in SLIDERS)
    moves = Moves(hired, intake / 100, continued / 100, asked.order)
    given = any(one.name in asked.moved for one in ASSUMED)
    assumed = Assumed(*(asked.at(one) / 100 for one in ASSUMED)) if given else None
    found = what_if(asked.scenario, moves, assumed)
    own = (found.assumed.affected, found.assumed.length, found.assumed.granted, found.assumed.appealed)
    stands = {one.name: round(value * 100, 4) for one, value in zip(ASSUMED, own, strict=True)}
    return Asked(asked.scenario, asked.order, {**stands, **asked.moved}), found


def _told(found: WhatIf, asked: Asked, language: str) -> dict[str, Any]:
    from wellfounded.backlog.past import VINTAGE

    translate = translator(language)
    moved = any(asked.at(one) != one.rest for one in SLIDERS) or bool(asked.order)
    years = list(zip(found.years, found.without_years, found.unmoved_years, strict=True))
    by = _errors(found)
    return {
        "found": found,
        "moved": moved,
        "supposed": not found.assumed.nothing,
        "years": years,
        "chart": _chart(found, translate, language, moved=moved),
        "errors": by,
        "beside": _beside(),
        "measured": tuple(dict.fromkeys((*(way for way in WAYS if (way, 1) in by), *(way for way, _ in by)))),
        "vintage": VINTAGE,
        "horizons": sorted({horizon for _, horizon in by}),
    }


def _errors(found: WhatIf) -> dict[tuple[str, int], Score]:
    return {(one.way, one.horizon): one for one in found.hindcast_error}


def _beside() -> dict[tuple[str, int], float]:
    """Return the errors of the model, the trend rule and drift by years ahead, from the origins that all three have."""
    from wellfounded.backlog.scores import recorded_against

    pairs = [one for one in recorded_against() if one.yardstick == "drift"]
    own = {(one.way, one.horizon): one.error for one in pairs}
    return own | {("drift", one.horizon): one.yardstick_error for one in pairs}


def _chart(found: WhatIf, translate: Translate, language: str, *, moved: bool) -> Markup:
    days = [found.base.date_of(day) for day in found.days]
    start = (found.base.start, found.base.stock.active.value)
    drawn = [(translate("as it stands"), found.unmoved)]
    if moved:
        drawn.insert(0, (translate("as moved"), found.without))
    if not found.assumed.nothing:
        drawn.insert(0, (translate("assumed"), found.pending))
    lines = []
    for name, pending in drawn:
        points = [start, *((on, float(value)) for on, value in zip(days, pending, strict=True))]
        told = [f"{spoken_day(on, language)}: {value:,.0f}" for on, value in points]
        lines.append(LineOf(f"{points[-1][1]:,.0f} {name}", points, told))
    return Markup(
        str(
            series_chart(
                lines,
                dots=tuple(_dots(found.points, translate, language)),
                title=translate("Active pending cases"),
                description=translate(
                    "The lines are the model's, the points were published. The table has the numbers."
                ),
                above=translate("active pending cases"),
                write=lambda value: translated_count(value, translate),
                span=(found.base.start, found.base.until - timedelta(days=1)),
                pointed=False,
            )
        )
    )


def _dots(points: tuple[PublishedPoint, ...], translate: Translate, language: str) -> list[DotsOf]:
    found = []
    for publisher, same in dict.fromkeys((one.publisher, one.same_definition) for one in points):
        own = [one for one in points if (one.publisher, one.same_definition) == (publisher, same)]
        name = translate("published by {publisher}", publisher=publisher)
        if not same:
            name = translate("published by {publisher}, by another definition", publisher=publisher)
        found.append(DotsOf(name, [(one.on, one.cases) for one in own], [_point(one, language) for one in own], same))
    return found


def _point(one: PublishedPoint, language: str) -> str:
    vintage = published(one.vintage, language)
    return f"{spoken_day(one.on, language)}: {one.cases:,.0f} ({one.publisher}, {vintage})"


@lru_cache(maxsize=16)
def _every_number(name: str) -> Markup:
    """Write every number of a scenario with its range and source, as the command's report does."""
    from wellfounded.backlog.sliders import shipped
    from wellfounded.report.as_html import part_html
    from wellfounded.report.backlog_words import every_number

    scenario: Scenario = shipped(name)
    return Markup("".join(str(part_html(part)) for part in list(every_number(scenario.quantities()))[1:]))
