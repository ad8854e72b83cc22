"""How far off the model would have been: forecasts from each past year, beside naive ones, on one vintage.

Three readings, so that it shows where the error comes from:

- `flows`: the true receipts and completions are given; only closures and returns are forecast.
- `inputs`: the true receipts and judges are given; completions are forecast too.
- `past`: only what was past at the origin is used, for everything.

Nothing is fitted over the whole span: each origin is calibrated on the last year before it, and the spreads on the
years before it. Receipts and completions per judge are carried on as random walks from their last values, the share
that closures and returns add or take as last seen and fading. The yardsticks are the same arithmetic without a model.

Over 400 lines so far: the yardsticks want a module of their own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog.bench import Bench
from wellfounded.backlog.draws import keyed_share
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.keyed import normal_of
from wellfounded.backlog.plan import Plan, make_plan
from wellfounded.backlog.quantity import DAYS_PER_YEAR, Quantity, fixed
from wellfounded.backlog.scenario import (
    Board,
    CaseClass,
    Closure,
    Court,
    Courts,
    Dated,
    Hearing,
    Intake,
    Judges,
    Order,
    Reopening,
    Scenario,
    Stock,
)
from wellfounded.figures import load_figures

VINTAGE = "2021-04-19"
HORIZONS = (1, 3, 5)
READINGS = ("flows", "inputs", "past")
YARDSTICKS = ("persistence", "drift", "identity with true flows")
SEED = 2008
RETURNING = 0.06
"""Share of the inactive stock taken to return in a year: an assumption; only the net of closures and returns "
"matters."""
FADING = 0.5
"""How much of the net of closures and returns is taken to remain from one year to the next; assumed, not fitted."""
LEAST_SPREAD = {"receipts": 0.12, "pace": 0.08, "residual": 0.02}
"""Least standard deviations, and those taken where fewer than three past changes are known: in logarithms, and as a
share of pending."""
RECORD = Path(__file__).with_name("hindcast_record.json")
RECORD_DRAWS = 100


@dataclass(frozen=True, slots=True)
class Record:
    """The published past, by fiscal year, of one vintage.

    Attributes:
        pending: active cases at the end of the year.
        receipts, completions: of the year.
        judges: on the bench at the end of the year, between the days for which a number was read.
        inactive: administratively closed cases at the end of the year, in the same manner.
    """

    pending: dict[int, float]
    receipts: dict[int, float]
    completions: dict[int, float]
    judges: dict[int, float]
    inactive: dict[int, float]

    def residual(self, year: int) -> float:
        """Return what receipts and completions leave unexplained of a year's change, as a share of pending before."""
        expected = self.pending[year - 1] + self.receipts[year] - self.completions[year]
        return (self.pending[year] - expected) / self.pending[year - 1]


@dataclass(frozen=True, slots=True)
class Score:
    """How one way of forecasting did at one horizon.

    Attributes:
        way: a reading of the model ("model, past only") or a yardstick.
        horizon: years.
        origins: how many forecasts.
        error: mean absolute error as a share of what came.
        bias: mean error, forecast less what came, as a share of it.
        coverage: share of forecasts whose 80 % interval held what came; None for a yardstick, which gives none.
    """

    way: str
    horizon: int
    origins: int
    error: float
    bias: float
    coverage: float | None


@dataclass(frozen=True, slots=True)
class Forecasted:
    """One forecast: what was said and what came."""

    reading: str
    origin: int
    horizon: int
    middle: float
    low: float
    high: float
    came: float


@dataclass(frozen=True, slots=True)
class Hindcast:
    """All forecasts and how they did."""

    vintage: str
    draws: int
    forecasts: tuple[Forecasted, ...]
    scores: tuple[Score, ...]


@cache
def published_record(vintage: str = VINTAGE) -> Record:
    """Read the published past."""
    figures = load_figures()
    pending, receipts, completions = (
        figures.series(name).edition(vintage).by_fiscal_year()
        for name in ("pending-cases", "initial-receipts", "total-completions")
    )
    years = sorted(pending)
    return Record(
        pending, receipts, completions, _between("immigration-judges", years), _between("inactive-pending-cases", years)
    )


def _between(series: str, years: Iterable[int]) -> dict[int, float]:
    """Return a stock at the ends of fiscal years, on straight lines between the days that were read."""
    read = sorted(
        (figure.on, figure.value)
        for edition in load_figures().series(series).editions
        if edition.known != "memory"
        for figure in edition.figures
    )
    days, values = [on.toordinal() for on, _ in read], [value for _, value in read]
    return {year: float(np.interp(date(year, 9, 30).toordinal(), days, values)) for year in years}


def hindcast(*, draws: int = 100, origins: Iterable[int] | None = None) -> Hindcast:
    """Forecast from the end of each past fiscal year, and compare with what came.

    Args:
        draws: for the interval of each forecast.
        origins: the years; all of the record if left out.
    """
    record = published_record()
    years = sorted(record.pending)
    chosen = [year for year in (origins or years) if year + 1 in record.pending]
    forecasts = tuple(
        one for reading in READINGS for origin in chosen for one in _from_origin(record, reading, origin, draws)
    )
    scores = [
        _score(f"model, {MEANING[reading]}", h, [(one.middle, one.came, one) for one in _picked(forecasts, reading, h)])
        for reading in READINGS
        for h in HORIZONS
    ]
    scores += [_score(name, h, _naive(record, name, h, chosen)) for name in YARDSTICKS for h in HORIZONS]
    return Hindcast(VINTAGE, draws, forecasts, tuple(score for score in scores if score.origins))


def recorded_scores() -> tuple[Score, ...]:
    """Return the scores as they were worked out when the model last changed; a test works them out again."""
    kept = json.loads(RECORD.read_text(encoding="utf-8"))
    return tuple(Score(**one) for one in kept["scores"])


def record_text(found: Hindcast) -> str:
    """Write the scores as they are kept."""
    rows = [
        {
            "way": one.way,
            "horizon": one.horizon,
            "origins": one.origins,
            "error": round(one.error, 4),
            "bias": round(one.bias, 4),
            "coverage": None if one.coverage is None else round(one.coverage, 4),
        }
        for one in found.scores
    ]
    kept = {"vintage": found.vintage, "draws": found.draws, "scores": rows}
    return json.dumps(kept, indent=1) + "\n"


def _picked(forecasts: Iterable[Forecasted], reading: str, horizon: int) -> Iterable[Forecasted]:
    return (one for one in forecasts if one.reading == reading and one.horizon == horizon)


MEANING = {
    "flows": "true receipts and completions",
    "inputs": "true receipts and judges",
    "past": "past only",
}


def _score(way: str, horizon: int, rows: Sequence[tuple[float, float, Forecasted | None]]) -> Score:
    errors = [(said - came) / came for said, came, _ in rows]
    held = [one.low <= one.came <= one.high for *_, one in rows if one is not None]
    return Score(
        way,
        horizon,
        len(rows),
        float(np.mean(np.abs(errors))) if errors else 0.0,
        float(np.mean(errors)) if errors else 0.0,
        float(np.mean(held)) if held else None,
    )


def _naive(record: Record, name: str, horizon: int, origins: list[int]) -> list[tuple[float, float, None]]:
    ways: dict[str, Callable[[int], float]] = {
        "persistence": lambda year: record.pending[year],
        "drift": lambda year: record.pending[year] + horizon * (record.pending[year] - record.pending[year - 1]),
        "identity with true flows": lambda year: (
            record.pending[year]
            + sum(record.receipts[at] - record.completions[at] for at in range(year + 1, year + horizon + 1))
        ),
    }
    return [
        (ways[name](year), record.pending[year + horizon], None)
        for year in origins
        if year + horizon in record.pending and (name != "drift" or year - 1 in record.pending)
    ]


def _from_origin(record: Record, reading: str, origin: int, draws: int) -> list[Forecasted]:
    """Forecast from one origin at each horizon whose end is known."""
    last = max(record.pending)
    horizons = [h for h in HORIZONS if origin + h <= last]
    years = min(max(horizons), last - origin)
    ends = [(date(origin + h, 9, 30) - date(origin, 10, 1)).days for h in horizons]
    middle = _run(record, reading, origin, years, ends, None)
    spread = np.array([_run(record, reading, origin, years, ends, number) for number in range(draws)])
    return [
        Forecasted(
            reading,
            origin,
            h,
            float(middle[at]),
            float(np.quantile(spread[:, at], 0.1)),
            float(np.quantile(spread[:, at], 0.9)),
            record.pending[origin + h],
        )
        for at, h in enumerate(horizons)
    ]


def _run(
    record: Record, reading: str, origin: int, years: int, ends: list[int], number: int | None
) -> NDArray[np.float64]:
    return run_fluid(origin_plan(record, reading, origin, years, number), days=ends).active


def origin_plan(record: Record, reading: str, origin: int, years: int, number: int | None) -> Plan:
    """Write the plan of one forecast: the courts at the end of a fiscal year, and what is taken to follow.

    Args:
        record: the published past.
        reading: which of `READINGS`.
        origin: the fiscal year at whose end the forecast stands.
        years: how many years it reaches.
        number: which draw of the uncertain paths; None for the middle.
    """
    after = range(origin + 1, origin + years + 1)
    walk = _Walk(record, origin, number)
    receipts = {y: record.receipts[y] if reading != "past" else walk.receipts(y) for y in after}
    judges = {y: _judges(record, reading, origin, y) for y in range(origin, origin + years + 1)}
    hours = {}
    for y in after:
        mean_bench = (judges[y - 1] + judges[y]) / 2
        completed = record.completions[y] if reading == "flows" else walk.per_judge(y) * mean_bench
        hours[y] = completed * MINUTES_PER_CASE / 60 / mean_bench
    scenario = _scenario(record, origin, years, receipts, judges[origin], hours[origin + 1], walk)
    return replace(make_plan(scenario), bench=_bench(scenario, judges, hours))


def _scenario(
    record: Record, origin: int, years: int, receipts: dict[int, float], judges: float, hours: float, walk: _Walk
) -> Scenario:
    start = date(origin, 10, 1)
    pending, inactive = record.pending[origin], record.inactive[origin]
    net = {y: walk.residual(y) * pending for y in range(origin + 1, origin + years + 1)}
    returning = {y: max(0.0, one - RETURNING * inactive) for y, one in net.items()}
    heard = record.completions[origin] * HEARINGS_PER_CASE
    closing = {y: min(0.5, max(0.0, RETURNING * inactive - one) / heard) for y, one in net.items()}
    return Scenario(
        id=f"fy{origin}",
        title=f"From the end of fiscal year {origin}",
        about="",
        start=start,
        until=date(origin + years, 10, 1),
        seed=SEED,
        stock=Stock(
            fixed("active", "cases", pending), fixed("inactive", "cases", inactive), fixed("age", "days", 400), ""
        ),
        intake=Intake(_yearly("intake", "cases/year", receipts), fixed("growth", "%/year", 0.0)),
        judges=Judges(
            _one("judges", "judges", judges),
            _one("hours", "hours/year", hours),
            *(_one("x", "days", 0.0),) * 3,
            _one("ramp", "share", 1.0),
            (),
        ),
        classes=(TYPICAL,),
        orders=(Order(start, "first-in-first-out", 0.0),),
        closure=Closure(
            _yearly("closed", "share", closing),
            (Dated(start, fixed("recalendared", "%/year", RETURNING)),),
        ),
        reopening=Reopening(
            fixed("share", "share", 0.0),
            fixed("delay", "days", 365.0),
            _yearly("before", "cases/year", returning),
        ),
        board=Board(
            fixed("p", "appeals", 0.0), (), 1, fixed("f", "days", 30), fixed("r", "share", 0), fixed("t", "days", 30)
        ),
        courts=Courts((Court("all courts", None, 1.0, 1.0, 1.0),), "", start, "derived"),
        rulings=(),
        published=(),
    )


def _judges(record: Record, reading: str, origin: int, year: int) -> float:
    """Return the judges at the end of a year: as they were, or carried on at the mean change of three past years."""
    if reading != "past" or year <= origin:
        return record.judges[year]
    first = max(origin - 3, min(record.judges))
    change = (record.judges[origin] - record.judges[first]) / max(origin - first, 1)
    return record.judges[origin] + change * (year - origin)


def _bench(scenario: Scenario, judges: dict[int, float], hours: dict[int, float]) -> Bench:
    """Write a bench on straight lines between the ends of fiscal years, with the hearing hours of each year."""
    ends = [(date(year, 9, 30) - scenario.start).days for year in judges]
    yearly = np.repeat(list(hours.values()), np.diff([-1, *ends[1:]]))
    return Bench(np.interp(np.arange(scenario.days), ends, list(judges.values())), yearly * 60 / DAYS_PER_YEAR)


class _Walk:
    """The uncertain paths after an origin: random walks from the last values, as wide as past changes were."""

    def __init__(self, record: Record, origin: int, number: int | None) -> None:
        self._record, self._origin, self._number = record, origin, number
        first = min(record.pending)
        past = range(first + 1, origin + 1)
        bench = {y: (record.judges[y - 1] + record.judges[y]) / 2 for y in past}
        pace = {y: record.completions[y] / bench[y] for y in past}
        pace.setdefault(origin, record.completions[origin] / record.judges[origin])
        self._pace = pace
        self._spread = {
            "receipts": _deviation([np.log(record.receipts[y] / record.receipts[y - 1]) for y in past], "receipts"),
            "pace": _deviation([np.log(pace[y] / pace[y - 1]) for y in past if y - 1 in pace], "pace"),
            "residual": _deviation([record.residual(y) for y in past], "residual"),
        }

    def _shock(self, what: str, year: int) -> float:
        if self._number is None:
            return 0.0
        steps = range(self._origin + 1, year + 1)
        draws = (normal_of(keyed_share(SEED, self._number, f"{what}/{self._origin}/{step}")) for step in steps)
        return self._spread[what] * sum(draws)

    def receipts(self, year: int) -> float:
        return float(self._record.receipts[self._origin] * np.exp(self._shock("receipts", year)))

    def per_judge(self, year: int) -> float:
        return float(self._pace[self._origin] * np.exp(self._shock("pace", year)))

    def residual(self, year: int) -> float:
        """Return the net share that closures and returns add in a year.

        As last seen in the first year (0 where nothing was), and half as much in each year after.
        """
        known = self._origin > min(self._record.pending)
        last = self._record.residual(self._origin) if known else 0.0
        return last * FADING ** (year - self._origin - 1) + self._shock("residual", year)


def _deviation(changes: list[float], what: str) -> float:
    """Return the root mean square of past changes, and not less than what is taken where little is known."""
    if len(changes) < 3:
        return LEAST_SPREAD[what]
    return max(float(np.sqrt(np.mean(np.square(changes)))), LEAST_SPREAD[what])


def _yearly(name: str, kind: str, values: dict[int, float]) -> tuple[Dated, ...]:
    return tuple(Dated(date(year - 1, 10, 1), fixed(name, kind, value)) for year, value in values.items())


def _one(name: str, kind: str, value: float) -> Quantity:
    return fixed(f"typical.{name}", kind, value)


def _hearing(name: str, minutes: float, continued: float, ends: float, days: float) -> Hearing:
    return Hearing(
        name,
        _one("length", "minutes", minutes),
        "fixed",
        _one("spread", "share", 0.0),
        _one("continued", "share", continued),
        _one("ends", "share", ends),
        _one("set_after", "days", days),
    )


TYPICAL = CaseClass(
    "typical",
    0,
    _one("intake_share", "share", 1.0),
    _one("stock_share", "share", 1.0),
    _one("granted", "share", 0.0),
    _one("appealed", "share", 0.0),
    _one("appealed", "share", 0.0),
    (_hearing("master", 15, 0.6, 0.35, 120), _hearing("merits", 90, 0.33, 1.0, 150)),
)
"""One class for all cases: nothing published splits the flows of each year by class. Its lengths cancel out, since the
hours of each year follow from the completions per judge; how often a case is heard only spreads closures."""
HEARINGS_PER_CASE = 1 / 0.4 + 0.65 / 0.67
MINUTES_PER_CASE = 15 / 0.4 + 90 * 0.65 / 0.67
