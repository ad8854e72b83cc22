"""Read a scenario from TOML: everything checked before anything runs, every error told with file and line."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from wellfounded.backlog.scenario import (
    LENGTHS,
    RULES,
    BenchChange,
    Board,
    CaseClass,
    Closure,
    Dated,
    Hearing,
    Intake,
    Judges,
    Order,
    Reopening,
    Scenario,
    Stock,
)
from wellfounded.backlog.scenario_courts import read_courts
from wellfounded.backlog.scenario_file import built_in as built_in
from wellfounded.backlog.scenario_file import find_scenario
from wellfounded.backlog.scenario_layers import Places, read_layers
from wellfounded.backlog.scenario_rulings import read_published, read_rulings
from wellfounded.backlog.scenario_table import Table, numbered
from wellfounded.backlog.soundness import check_days, check_scenario
from wellfounded.backlog.toml_places import line_of
from wellfounded.errors import SeveralErrors, WellfoundedError

MOST_PANELS = 1_000


def load_scenario(name: str) -> Scenario:
    """Read a scenario by the path of its file, or by the name of one that came with the program.

    Raises:
        SeveralErrors: everything wrong with it, with file and line, in the order of the file.
        UnknownName: if there is no such file or name.
        UnreadableFile: if the file is no TOML, or extends itself.
    """
    path = find_scenario(name)
    keys, where = read_layers(path)
    scenario, errors = read_scenario(keys, where, id=path.stem)
    if errors:
        raise SeveralErrors(sorted(errors, key=_line))
    return scenario


def _line(error: WellfoundedError) -> tuple[str, int]:
    """Return the file and line of an error; errors of one file are told from its top down."""
    file, _, line = error.where.rpartition(", line ")
    return file, int(line) if line.isdecimal() else 0


def read_scenario(keys: dict[str, Any], where: Places, *, id: str) -> tuple[Scenario, list[WellfoundedError]]:
    """Read the keys of a scenario; what is wrong is returned beside what could be read."""
    lines = {spot: line for spot, (_, line) in where.items()}

    def place(path: str) -> str:
        spot = path
        while spot and spot not in where:
            spot = f"{spot}.0" if f"{spot}.0" in where else spot.rpartition(".")[0]
        file = where[spot][0] if spot else f"{id}.toml"
        return f"{file}, line {line_of(path, lines)}"

    errors: list[WellfoundedError] = []
    table = Table(keys, "", place, errors)
    start = table.day("start", required=True) or date(2018, 6, 1)
    until = table.day("until", required=True) or start + timedelta(days=1)
    courts = read_courts(table.table("courts"), start)
    classes = tuple(_case_class(one) for one in table.tables("class"))
    scenario = Scenario(
        id=id,
        title=table.text("title", required=True),
        about=table.text("about"),
        start=start,
        until=until,
        seed=table.whole("seed", 1),
        stock=_stock(table.table("stock")),
        intake=_intake(table.table("intake"), start),
        judges=_judges(table.table("judges")),
        classes=classes,
        orders=_orders(table, start),
        closure=_closure(table.table("closure"), start),
        reopening=_reopening(table.table("reopening"), start),
        board=_board(table.table("board"), start),
        courts=courts,
        rulings=read_rulings(table, [one.name for one in classes]),
        published=read_published(table),
        extends="extends" in where,
    )
    table.done()
    if not errors:
        check_scenario(scenario, table)
    elif "start" in table and "until" in table:
        check_days(scenario, table)
    return scenario, errors


def _stock(table: Table) -> Stock:
    stock = Stock(
        active=table.number("active", "cases"),
        inactive=table.number("inactive", "cases", default=0.0),
        mean_age=table.number("mean_age", "days", default=0.0),
        docket=table.text("docket"),
    )
    table.done()
    return stock


def _path(table: Table, key: str, kind: str, start: date, *, required: bool = False) -> tuple[Dated, ...]:
    """Read a path: a list of { from = day, ...number }."""
    steps = []
    for step in table.tables(key):
        from_day = step.day("from") or start
        amount = step.as_number(kind, f"{table.path}.{key}.{from_day.isoformat()}")
        step.done()
        steps.append(Dated(from_day, amount))
    if required and not steps:
        table.wrong(key, f'"{table.path}" has no "{key}".', f"Add [[{table.path}.{key}]] with from, value and source.")
    if [step.from_day for step in steps] != sorted({step.from_day for step in steps}):
        table.wrong(key, f'The days of "{table.path}.{key}" do not follow one another.', "Put the earliest first.")
    return tuple(steps)


def _intake(table: Table, start: date) -> Intake:
    intake = Intake(
        path=_path(table, "path", "cases/year", start, required=True),
        growth=table.number("growth", "growth", default=0.0),
    )
    table.done()
    return intake


def _judges(table: Table) -> Judges:
    taken: Counter[str] = Counter()
    changes = [_bench_change(one, "hired", taken, leaving=False) for one in table.tables("hire")]
    changes += [_bench_change(one, "leaving", taken, leaving=True) for one in table.tables("leave")]
    judges = Judges(
        start=table.number("start", "judges"),
        hours=table.number("hours", "hours/year"),
        attrition=table.number("attrition", "%/year", default=0.0),
        hiring_delay=table.number("hiring_delay", "days", default=0.0),
        ramp_up=table.number("ramp_up", "days", default=0.0),
        ramp_start=table.number("ramp_start", "share", default=1.0),
        changes=tuple(change for change in changes if change is not None),
    )
    table.done()
    return judges


def _bench_change(table: Table, name: str, taken: Counter[str], *, leaving: bool) -> BenchChange | None:
    from_day = table.day("from", required=True)
    until_day = table.day("until") or (from_day + timedelta(days=1) if from_day else None)
    count = table.number("count", "judges", name=numbered(f"judges.{name}.{from_day}", taken))
    table.done()
    if from_day is None or until_day is None:
        return None
    if until_day <= from_day:
        table.wrong("until", f"The span ends on {until_day}, before it begins on {from_day}.", "Put the end later.")
        return None
    return BenchChange(from_day, until_day, count, leaving)


def _case_class(table: Table) -> CaseClass:
    name = table.text("name", required=True) or "?"
    path = f"class.{name}"
    one = CaseClass(
        name=name,
        priority=table.whole("priority", 1),
        intake_share=table.number("intake_share", "share", name=f"{path}.intake_share"),
        stock_share=table.number("stock_share", "share", name=f"{path}.stock_share"),
        granted=table.number("granted", "share", name=f"{path}.granted", default=0.0),
        appealed_if_denied=table.number("appealed_if_denied", "share", name=f"{path}.appealed_if_denied", default=0.0),
        appealed_if_granted=table.number(
            "appealed_if_granted", "share", name=f"{path}.appealed_if_granted", default=0.0
        ),
        hearings=tuple(_hearing(hearing, path) for hearing in table.tables("hearing")),
    )
    if not one.hearings:
        table.wrong("hearing", f'The class "{name}" has no hearing.', "Add a [[class.hearing]] with its length.")
    table.done()
    return one


def _hearing(table: Table, path: str) -> Hearing:
    name = table.text("name", required=True)
    path = f"{path}.{name}"
    hearing = Hearing(
        name=name,
        length=table.number("length", "minutes", name=f"{path}.length"),
        shape=table.text("distribution", known=LENGTHS, kind="distribution of lengths") or "lognormal",
        spread=table.number("spread", "share", name=f"{path}.spread", default=0.0),
        continued=table.number("continued", "share", name=f"{path}.continued", default=0.0),
        ends=table.number("ends", "share", name=f"{path}.ends", default=0.0),
        set_after=table.number("set_after", "days", name=f"{path}.set_after", default=0.0),
    )
    table.done()
    return hearing


def _orders(table: Table, start: date) -> tuple[Order, ...]:
    orders = []
    for one in table.tables("order"):
        rule = one.text("rule", required=True, known=RULES, kind="order of hearing cases")
        share = one.number("newest_share", "share", default=0.5).value
        newest = {"first-in-first-out": 0.0, "last-in-first-out": 1.0}.get(rule, share)
        orders.append(Order(one.day("from") or start, rule or RULES[0], newest))
        one.done()
    return tuple(sorted(orders, key=lambda order: order.from_day)) or (Order(start, RULES[0], 0.0),)


def _closure(table: Table, start: date) -> Closure:
    closure = Closure(
        closed=_path(table, "closed", "share", start), recalendared=_path(table, "recalendared", "%/year", start)
    )
    table.done()
    return closure


def _reopening(table: Table, start: date) -> Reopening:
    reopening = Reopening(
        share=table.number("share", "share", default=0.0),
        delay=table.number("delay", "days", default=365.25),
        from_before=_path(table, "from_before", "cases/year", start),
    )
    table.done()
    return reopening


def _board(table: Table, start: date) -> Board:
    board = Board(
        pending=table.number("pending", "appeals", default=0.0),
        capacity=_path(table, "capacity", "appeals/year", start),
        panels=table.whole("panels", 20, least=1, most=MOST_PANELS),
        filing=table.number("filing", "days", default=30.0),
        remanded=table.number("remanded", "share", default=0.0),
        transfer=table.number("transfer", "days", default=30.0),
    )
    table.done()
    return board
