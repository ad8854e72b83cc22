"""Check that no judge leaves who was not there: at the central values, and at the worst ends of the ranges."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from wellfounded.backlog.bench import judges_lacking
from wellfounded.backlog.draws import Draw
from wellfounded.backlog.quantity import Quantity
from wellfounded.backlog.scenario import Scenario
from wellfounded.backlog.scenario_table import Table

MOST_ATTRITION = 5.0
"""A year; over the longest scenario a share of e^-500 stays, which can still be reckoned with."""
_LEAST = 1e-6
LOW, HIGH = 0.0, 1.0
Ends = Mapping[str, float]
"""Which end of its range each number is taken at, by its name; the others are taken at their central values."""


def check_bench(scenario: Scenario, table: Table) -> None:
    """Note a bench of nobody, changes before the start, and judges who would leave before they came."""
    judges = scenario.judges
    if judges.start.low <= 0 and not judges.changes:
        table.wrong("judges.start", "There are no judges.", "Give the number of judges at the start.")
    for change in judges.changes:
        if change.from_day < scenario.start:
            table.wrong(
                "judges",
                f"Judges come or leave from {change.from_day}, before the start {scenario.start}.",
                "Count them in the judges at the start instead.",
            )
    if judges.attrition.high > MOST_ATTRITION:
        table.wrong(
            "judges.attrition",
            f"Attrition would be {100 * judges.attrition.high:,.0f} % a year.",
            "At 500 % a year half the bench leaves within seven weeks. Give 500 %/year at the most.",
        )
    elif told := _lacking(scenario, {}):
        table.wrong(
            "judges.leave",
            f"At the central values {told}",
            f"Hiring counts {judges.hiring_delay.value:.0f} days after the decision. Fewer can leave, or later.",
        )
    else:
        _check_ends(scenario, table)


def _check_ends(scenario: Scenario, table: Table) -> None:
    """Note ranges at whose ends more judges leave than came; hires may be late, or early and so have left again."""
    for delay in (HIGH, LOW):
        ends = _worst(scenario, delay)
        if told := _lacking(scenario, ends):
            spots = [spot for spot in _spots(scenario) if spot[0].name in ends]
            alone = [spot for spot in spots if not _lacking(scenario, _without(ends, spot[0].name))]
            table.wrong(
                (alone or spots)[0][1],
                f"At an end of the ranges {told}",
                f"Narrow the range of {' or '.join(called for _, _, called in alone)}."
                if alone
                else f"Narrow the ranges of {', '.join(called for _, _, called in spots)}: no single one suffices.",
            )
            return


def _worst(scenario: Scenario, delay: float) -> Ends:
    """Return the ends at which the bench is least: few at the start, few who come, many who leave."""
    judges = scenario.judges
    ends = {judges.start.name: LOW, judges.attrition.name: HIGH, judges.hiring_delay.name: delay}
    ends |= {one.count.name: HIGH if one.leaving else LOW for one in judges.changes}
    return {quantity.name: ends[quantity.name] for quantity, _, _ in _spots(scenario) if not quantity.certain}


def _spots(scenario: Scenario) -> list[tuple[Quantity, str, str]]:
    """Return the numbers that make the bench, each with its key in the file and what it is called."""
    judges, spots = scenario.judges, []
    for leaving, key, called in ((False, "hire", "hired"), (True, "leave", "who leave")):
        for at, one in enumerate(change for change in judges.changes if change.leaving == leaving):
            spots.append((one.count, f"judges.{key}.{at}.count", f"the judges {called} from {one.from_day}"))
    return [
        (judges.start, "judges.start", "the judges at the start"),
        *spots,
        (judges.attrition, "judges.attrition", "attrition"),
        (judges.hiring_delay, "judges.hiring_delay", "the hiring delay"),
    ]


def _without(ends: Ends, name: str) -> Ends:
    return {one: end for one, end in ends.items() if one != name}


def _lacking(scenario: Scenario, ends: Ends) -> str:
    """Say from which day on too many have left, and when the most; nothing where never. Attrition is reckoned in."""
    lacking = judges_lacking(scenario, Draw(scenario.seed, pinned=ends))
    if lacking.max() < _LEAST:
        return ""
    first, worst = (scenario.date_of(int(day)) for day in (np.argmax(lacking >= _LEAST), np.argmax(lacking)))
    most = math.ceil(lacking.max())
    return f"more judges have left than were on the bench, from {first} on; by {worst} it is {most} more."
