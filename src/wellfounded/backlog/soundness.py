"""Check that a scenario can be, before anything runs: shares sum, judges came before they leave, memory suffices."""

from __future__ import annotations

from collections.abc import Sequence

from wellfounded.backlog.bench_soundness import check_bench
from wellfounded.backlog.quantity import DAYS_PER_YEAR
from wellfounded.backlog.ruling_assumed import Ruling
from wellfounded.backlog.scenario import Dated, Order, Scenario
from wellfounded.backlog.scenario_table import Table
from wellfounded.errors import WellfoundedError

LONGEST_DAYS = 36_525
MOST_CLASSES = 8
MOST_HEARINGS = 6
BYTES_PER_CASE = 52
"""At the most, in the case engine: a row 10, a folder 24, in a line and at the Board 4 each, part of a sheet 10."""
LARGEST_BYTES = 6_000_000_000
MOST_A_DAY = 30_000
"""Cases that one court may be sent on one day; `court_kernel.MOST_A_DAY` less what chance may add."""


def check_scenario(scenario: Scenario, table: Table) -> None:
    """Note everything in a scenario that cannot be."""
    _check_shares(scenario, table)
    _check_names(scenario, table)
    if check_days(scenario, table):
        check_bench(scenario, table)
        _check_board(scenario, table)
        _check_size(scenario, table)
        _check_rulings(scenario, table)


def check_days(scenario: Scenario, table: Table) -> bool:
    """Note a horizon that cannot be; say whether the scenario covers days at all."""
    if scenario.until <= scenario.start:
        lies = "lies before" if scenario.until < scenario.start else "is"
        table.wrong(
            "until",
            f"The horizon {scenario.until} {lies} the start {scenario.start}.",
            "Give a later day; the horizon is the first day not covered.",
        )
        return False
    if scenario.days > LONGEST_DAYS:
        table.wrong("until", f"The scenario covers {scenario.days} days.", "A scenario covers at most 100 years.")
        return False
    _check_beginnings(scenario, table)
    return True


def _check_beginnings(scenario: Scenario, table: Table) -> None:
    """Note what is told by dated steps, but not from the start on: nobody said what holds before."""
    paths: dict[str, Sequence[Dated | Order]] = {
        "intake.path": scenario.intake.path,
        "board.capacity": scenario.board.capacity,
        "closure.closed": scenario.closure.closed,
        "closure.recalendared": scenario.closure.recalendared,
        "reopening.from_before": scenario.reopening.from_before,
        "order": scenario.orders,
    }
    for name, path in paths.items():
        if path and path[0].from_day > scenario.start:
            table.wrong(
                name,
                f'"{name}" begins on {path[0].from_day}, after the start {scenario.start}.',
                "Give a step from the start on, so that it is said what holds before; a rate may be 0.",
            )


def _check_names(scenario: Scenario, table: Table) -> None:
    """Note classes, and hearings of a class, of one name, and orders of one day: one would stand for both."""
    classes = scenario.classes
    for c in _repeated([one.name for one in classes]):
        _twice(table, f"class.{c}.name", f'classes of cases are called "{classes[c].name}"')
    for c, one in enumerate(classes):
        for s in _repeated([hearing.name for hearing in one.hearings]):
            told = f'hearings of "{one.name}" are called "{one.hearings[s].name}"'
            _twice(table, f"class.{c}.hearing.{s}.name", told)
    for at in _repeated([one.from_day for one in scenario.orders]):
        _twice(table, f"order.{at}", f"orders begin on {scenario.orders[at].from_day}")


def _repeated(names: Sequence[object]) -> list[int]:
    """Return the places of those that stood before."""
    return [at for at, name in enumerate(names) if name in names[:at]]


def _twice(table: Table, key: str, told: str) -> None:
    table.wrong(key, f"Two {told}.", "One would stand for both. Change or leave out one of them.")


def _check_shares(scenario: Scenario, table: Table) -> None:
    if not scenario.classes:
        table.wrong("class", "The scenario has no class of cases.", "Add a [[class]] with its hearings.")
        return
    sums = {
        "shares of new cases of the classes": sum(one.intake_share.value for one in scenario.classes),
        "shares of the cases at the start of the classes": sum(one.stock_share.value for one in scenario.classes),
        "shares of the courts": sum(court.intake_share for court in scenario.courts.courts),
        "shares of the judges of the courts": sum(court.judge_share for court in scenario.courts.courts),
    }
    for name, total in sums.items():
        if abs(total - 1) > 0.005:
            key = "courts" if "courts" in name else "class"
            table.wrong(key, f"The {name} sum to {100 * total:.1f} %.", "They must sum to 100 %.")
    if len(scenario.classes) > MOST_CLASSES or any(len(one.hearings) > MOST_HEARINGS for one in scenario.classes):
        table.wrong("class", "There are more than 8 classes, or more than 6 hearings in one.", "Join some of them.")
    for one in scenario.classes:
        for at, hearing in enumerate(one.hearings):
            if hearing.continued.high >= 1 or hearing.length.low <= 0:
                table.wrong(
                    f"class.{scenario.classes.index(one)}.hearing.{at}",
                    f'The hearing "{hearing.name}" of "{one.name}" never ends, or takes no time.',
                    "A share under 100 % may be continued, and a hearing has a length.",
                )


def _check_board(scenario: Scenario, table: Table) -> None:
    board = scenario.board
    appealed = any(one.appealed_if_denied.high > 0 or one.appealed_if_granted.high > 0 for one in scenario.classes)
    if appealed and not board.capacity:
        table.wrong("board", "Cases are appealed, but the Board has no capacity.", "Add [[board.capacity]].")
    for key, delay in (("filing", board.filing), ("transfer", board.transfer)):
        if delay.low < 1:
            table.wrong(f"board.{key}", f"{delay.written} is under one day.", "An appeal moves in a day or more.")


def _check_size(scenario: Scenario, table: Table) -> None:
    """Note a scenario that would need too much memory, at the number that asks for most of it."""
    years = scenario.days / DAYS_PER_YEAR
    rate = max(step.amount.high for step in scenario.intake.path)
    growth = max(1.0, (1 + max(0.0, scenario.intake.growth.high)) ** min(years, 200))
    cases = {
        "stock.active": scenario.stock.active.high,
        "stock.inactive": scenario.stock.inactive.high,
        "board.pending": scenario.board.pending.high,
        "intake.path": rate * growth * years,
        "reopening.from_before": sum(step.amount.high for step in scenario.reopening.from_before) * years,
    }
    total = sum(cases.values())
    if total * BYTES_PER_CASE > LARGEST_BYTES:
        most = max(cases, key=lambda name: cases[name])
        shorter = "" if most in ("stock.active", "stock.inactive", "board.pending") else ", or shorten the horizon"
        table.wrong(
            most,
            f"The scenario would hold {total:,.0f} cases and need {total * BYTES_PER_CASE / 1e9:,.0f} GB.",
            f"At most {LARGEST_BYTES / 1e9:.0f} GB are allowed. Most of them come from here: check the unit{shorter}.",
        )
    elif scenario.courts.courts:
        _check_a_day(scenario, rate * growth, table)


def _check_a_day(scenario: Scenario, rate: float, table: Table) -> None:
    """Note more cases a day in one court than its rows could tell apart; `rate` is of new cases a year at the most."""
    court = max(scenario.courts.courts, key=lambda one: one.intake_share)
    back = max((step.amount.high for step in scenario.reopening.from_before), default=0.0)
    for key, of_all in (("intake.path", rate), ("reopening.from_before", back)):
        a_day = of_all * court.intake_share / DAYS_PER_YEAR
        if a_day > MOST_A_DAY:
            table.wrong(
                key,
                f'The court "{court.name}" would be sent {a_day:,.0f} cases a day.',
                f"At most {MOST_A_DAY:,} are allowed. Check the unit, or share the cases among more courts.",
            )


def _check_rulings(scenario: Scenario, table: Table) -> None:
    """Note rulings that no page of the library tells, or that begin before they existed."""
    if not scenario.rulings:
        return
    from wellfounded.law.library import first_day
    from wellfounded.law.loading import load_library

    library = load_library()
    for at, ruling in enumerate(scenario.rulings):
        try:
            authority = library.authority(ruling.authority)
        except WellfoundedError as error:
            table.wrong(f"ruling.{at}.authority", error.found, error.remedy or "A ruling names a page of the law.")
            continue
        if ruling.from_day < first_day(authority):
            table.wrong(
                f"ruling.{at}.from",
                f"The ruling is taken to act from {ruling.from_day}, before it was decided on {first_day(authority)}.",
                "Correct the day.",
            )
        _check_span(ruling, at, table)


def _check_span(ruling: Ruling, at: int, table: Table) -> None:
    if ruling.until_day is not None and ruling.until_day <= ruling.from_day:
        table.wrong(f"ruling.{at}.until", "The ruling ends before it begins.", "Put the end later.")
    if ruling.length.low <= -1:
        table.wrong(f"ruling.{at}.length", "A hearing would take no time.", "A length falls by less than 100 %.")
