"""A built-in scenario with a few of its numbers moved, through the fluid model, in milliseconds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog.draws import CENTRAL
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.forecast import CentralYear, central_years
from wellfounded.backlog.merged import merged
from wellfounded.backlog.plan import make_plan
from wellfounded.backlog.quantity import fixed
from wellfounded.backlog.scenario import RULES, BenchChange, CaseClass, Order, Scenario
from wellfounded.backlog.scenario_text import built_in, load_scenario
from wellfounded.errors import UnknownName, WellfoundedError

MOST_HIRED = 5_000
MOST_INTAKE = 5.0
MOST_CONTINUED = 0.95
NEWEST_SHARE = {"first-in-first-out": 0.0, "last-in-first-out": 1.0, "mixed": 0.5}


class WrongMove(WellfoundedError):
    """A number moved to where it cannot be."""


@dataclass(frozen=True, slots=True)
class Moves:
    """What is moved; each as it is here leaves the scenario as it stands.

    Attributes:
        hired: judges who take the bench beside the scenario's own hiring, evenly over the first twelve months.
        intake: new cases as a multiple of the scenario's, from its start on.
        continued: by how much more the share of hearings continued is, as a fraction (0.05 for five points); the
            shares stay between 0 and 95 %.
        order: one of `scenario.RULES` from the start on; empty for the scenario's own.
    """

    hired: float = 0.0
    intake: float = 1.0
    continued: float = 0.0
    order: str = ""


def moved_scenario(scenario: Scenario, moves: Moves) -> Scenario:
    """Return a scenario with the moves made; everything else, its ranges and sources too, stays."""
    start = scenario.start
    path = tuple(
        replace(step, amount=replace(step.amount, value=step.amount.value * moves.intake))
        for step in scenario.intake.path
    )
    hired = fixed("judges.moved", "judges", moves.hired, on=start, source="what is asked")
    change = BenchChange(start, start + timedelta(days=365), hired, leaving=False)
    orders = (Order(start, moves.order, NEWEST_SHARE[moves.order]),) if moves.order else scenario.orders
    return replace(
        scenario,
        intake=replace(scenario.intake, path=path),
        judges=replace(scenario.judges, changes=(*scenario.judges.changes, change)),
        classes=tuple(_continued_more(one, moves.continued) for one in scenario.classes),
        orders=orders,
    )


def mean_continued(classes: tuple[CaseClass, ...]) -> float:
    """Return the mean share of hearings that are continued, each class by its share of new cases.

    Returns:
        A fraction of all hearings held.
    """
    held = continued = 0.0
    for one in classes:
        there = one.intake_share.value
        for hearing in one.hearings:
            times = there / (1 - hearing.continued.value)
            held += times
            continued += times * hearing.continued.value
            there *= 1 - hearing.ends.value
    return continued / held


def check_moves(moves: Moves) -> None:
    """Insist that each number is moved to where it can be.

    Raises:
        UnknownName: if there is no such order.
        WrongMove: if a number cannot be.
    """
    if moves.order and moves.order not in RULES:
        raise UnknownName("order of hearing cases", moves.order, RULES)
    limits = (
        ("judges hired", moves.hired, 0.0, MOST_HIRED),
        ("multiple of new cases", moves.intake, 0.0, MOST_INTAKE),
        ("change of the share continued", moves.continued, -1.0, 1.0),
    )
    for what, value, least, most in limits:
        if not least <= value <= most:
            raise WrongMove(f"The {what} cannot be {value:g}.", remedy=f"Give {least:g} to {most:,g}.")


def _continued_more(one: CaseClass, more: float) -> CaseClass:
    hearings = tuple(
        replace(
            hearing,
            continued=replace(hearing.continued, value=min(MOST_CONTINUED, max(0.0, hearing.continued.value + more))),
        )
        for hearing in one.hearings
    )
    return replace(one, hearings=hearings)


def run_central(scenario: Scenario, days: tuple[int, ...]) -> tuple[NDArray[np.float64], tuple[CentralYear, ...]]:
    """Run a scenario with its central values.

    Returns:
        Active pending cases at the ends of some days, and the fiscal years.
    """
    plan = make_plan(merged(scenario), CENTRAL)
    flowed = run_fluid(plan, days=days)
    return flowed.active, central_years(plan, flowed)


@cache
def shipped(name: str) -> Scenario:
    """Read a scenario that came with the program, once; a file of the user's is never read here.

    Raises:
        UnknownName: if there is no such scenario.
    """
    if name not in built_in():
        raise UnknownName("scenario", name, built_in())
    return load_scenario(str(built_in()[name]))
