"""Write a scenario as the TOML that `scenario_text` reads: every number with its range, source and day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from wellfounded.backlog.quantity import KINDS, Quantity
from wellfounded.backlog.ruling_assumed import Ruling
from wellfounded.backlog.scenario import BenchChange, CaseClass, Court, Dated, Hearing, Order, Scenario

_LEFT_OUT = "left out"
_EFFECTS = ("affected", "length", "granted", "appealed", "remanded")


def print_scenario(scenario: Scenario) -> str:
    """Write a scenario whole; reading it back gives the same numbers."""
    return "\n".join(line for block in _blocks(scenario) for line in (*block, "")).rstrip() + "\n"


def _blocks(scenario: Scenario) -> Iterator[list[str]]:
    yield [
        f"title = {_text(scenario.title)}",
        f"about = {_text(' '.join(scenario.about.split()))}",
        f"start = {scenario.start.isoformat()}",
        f"until = {scenario.until.isoformat()}",
        f"seed = {scenario.seed}",
    ]
    stock, judges, reopening, board = scenario.stock, scenario.judges, scenario.reopening, scenario.board
    docket = [f"docket = {_text(stock.docket)}"] if stock.docket else []
    yield ["[stock]", *_numbers(stock, "active", "inactive", "mean_age"), *docket]
    yield ["[intake]", *_numbers(scenario.intake, "growth")]
    yield from _path("intake.path", scenario.intake.path)
    names = ("start", "hours", "attrition", "hiring_delay", "ramp_up", "ramp_start")
    yield ["[judges]", *_numbers(judges, *names)]
    yield from (_bench_change(one) for one in judges.changes)
    for one in scenario.classes:
        yield _case_class(one)
        yield from (_hearing(hearing) for hearing in one.hearings)
    yield from (_order(one) for one in scenario.orders)
    yield from _path("closure.closed", scenario.closure.closed)
    yield from _path("closure.recalendared", scenario.closure.recalendared)
    yield ["[reopening]", *_numbers(reopening, "share", "delay")]
    yield from _path("reopening.from_before", reopening.from_before)
    yield ["[board]", f"panels = {board.panels}", *_numbers(board, "pending", "filing", "remanded", "transfer")]
    yield from _path("board.capacity", board.capacity)
    yield from _courts(scenario)
    yield from (_ruling(one) for one in scenario.rulings)
    for shown in scenario.published:
        vintage = [f"vintage = {_text(shown.vintage)}"] if shown.vintage else []
        other = [] if shown.same_definition else ['definition = "other"']
        yield ["[[published]]", f"series = {_text(shown.series)}", *vintage, *other]


def _text(words: str) -> str:
    """Write a text; JSON's escapes are TOML's."""
    return json.dumps(words, ensure_ascii=False)


def _numbers(part: object, *names: str) -> list[str]:
    """Write the numbers of a part by name; those the scenario left out stay left out."""
    found = [(name, getattr(part, name)) for name in names]
    return [f"{name} = {{ {', '.join(_keys(one))} }}" for name, one in found if not one.source.startswith(_LEFT_OUT)]


def _keys(one: Quantity) -> Iterator[str]:
    yield f"value = {_text(_written(one.value, one.kind))}"
    if not one.certain:
        yield f"range = [{_text(_written(one.low, one.kind))}, {_text(_written(one.high, one.kind))}]"
        if one.shape != "triangular":
            yield f"shape = {_text(one.shape)}"
    yield f"source = {_text(one.source)}"
    yield f"as_of = {one.as_of.isoformat()}"
    yield f"known = {_text(one.known)}"


def _written(value: float, kind: str) -> str:
    """Write a number in the first unit of its kind.

    Example:
        >>> _written(0.045, "share"), _written(180.0, "minutes")
        ('4.5 %', '180 minutes')
    """
    unit, size = next(iter(KINDS[kind].items()))
    return f"{value / size:.12g} {unit}"


def _path(name: str, steps: Iterable[Dated]) -> Iterator[list[str]]:
    for step in steps:
        yield [f"[[{name}]]", f"from = {step.from_day.isoformat()}", *_keys(step.amount)]


def _bench_change(one: BenchChange) -> list[str]:
    kind = "leave" if one.leaving else "hire"
    return [f"[[judges.{kind}]]", *_span(one.from_day, one.until_day), *_numbers(one, "count")]


def _span(first: date, until: date | None) -> list[str]:
    return [f"from = {first.isoformat()}", *([f"until = {until.isoformat()}"] if until else [])]


def _case_class(one: CaseClass) -> list[str]:
    names = ("intake_share", "stock_share", "granted", "appealed_if_denied", "appealed_if_granted")
    return ["[[class]]", f"name = {_text(one.name)}", f"priority = {one.priority}", *_numbers(one, *names)]


def _hearing(one: Hearing) -> list[str]:
    names = ("length", "spread", "continued", "ends", "set_after")
    head = ["[[class.hearing]]", f"name = {_text(one.name)}", f"distribution = {_text(one.shape)}"]
    return [*head, *_numbers(one, *names)]


def _order(one: Order) -> list[str]:
    lines = ["[[order]]", f"from = {one.from_day.isoformat()}", f"rule = {_text(one.rule)}"]
    if one.rule == "mixed":
        share = _text(_written(one.newest_share, "share"))
        lines.append(
            f'newest_share = {{ value = {share}, source = "what is asked", as_of = {one.from_day.isoformat()} }}'
        )
    return lines


def _courts(scenario: Scenario) -> Iterator[list[str]]:
    courts = scenario.courts
    if any(one.circuit is None for one in courts.courts):
        return
    rows = [f"    {_court(one)}," for one in courts.courts]
    head = [f"source = {_text(courts.source)}", f"as_of = {courts.as_of.isoformat()}", f"known = {_text(courts.known)}"]
    yield ["[courts]", *head, "shares = [", *rows, "]"]


def _court(one: Court) -> str:
    return f"[{_text(one.name)}, {_text(one.circuit or '')}, {_text(_written(one.stock_share, 'share'))}]"


def _ruling(one: Ruling) -> list[str]:
    lines = ["[[ruling]]", f"authority = {_text(one.authority)}", *_span(one.from_day, one.until_day)]
    for name in ("circuits", "classes"):
        if listed := getattr(one, name):
            lines.append(f"{name} = [{', '.join(map(_text, listed))}]")
    return [*lines, *_numbers(one, *_EFFECTS)]
