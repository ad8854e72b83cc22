"""What a scenario assumes of rulings, in full and briefly; what no assumption would be stands beside each."""

from __future__ import annotations

from collections.abc import Iterable

from wellfounded.backlog.quantity import Quantity
from wellfounded.backlog.ruling_assumed import Ruling
from wellfounded.backlog.scenario import Scenario
from wellfounded.report.backlog_words import bounds, value
from wellfounded.report.document import Bullets, Heading, Paragraph, Part
from wellfounded.report.words import day

EFFECTS = {
    "affected": "cases touched",
    "length": "change in the length of their hearings",
    "granted": "change in the share granted",
    "appealed": "change in the share appealed",
    "remanded": "change in the share of appeals remanded",
}


def supposed(scenario: Scenario) -> Iterable[Part]:
    """Say what a scenario supposes, in its own words, where it has any."""
    if about := " ".join(scenario.about.split()):
        yield Paragraph(about)


def assumptions_of_rulings(scenario: Scenario) -> Iterable[Part]:
    """Say what is assumed of each ruling, and that nothing is where nothing is."""
    yield Heading("What is assumed of rulings")
    if not scenario.rulings:
        yield Paragraph("The scenario names no ruling.")
        return
    yield Bullets(tuple(_ruling_line(ruling) for ruling in scenario.rulings))


def _ruling_line(ruling: Ruling) -> str:
    if ruling.without_effect:
        return f"{_named(ruling)}: no assumption about the ruling; it changes nothing here."
    told = "; ".join(f"{_effect(one)} ({bounds(one)}; {one.source})" for one in effects_of(ruling))
    return (
        f"{_named(ruling)}: assumed, not measured: {told}. With no assumption about the ruling these numbers are all "
        "zero; `wellfounded backlog compare` sets the two side by side."
    )


def _named(ruling: Ruling) -> str:
    until = f" until {day(ruling.until_day)}" if ruling.until_day else ""
    named = f"{ruling.authority}, from {day(ruling.from_day)}{until}"
    if ruling.without_effect:
        return named
    return f"{named}, in {', '.join(ruling.circuits) or 'every circuit'}"


def effects_of(ruling: Ruling) -> list[Quantity]:
    """List what is assumed of a ruling, without what is surely zero."""
    numbers = (ruling.affected, ruling.length, ruling.granted, ruling.appealed, ruling.remanded)
    return [one for one in numbers if one.high or one.low]


def _effect(one: Quantity) -> str:
    return f"{EFFECTS[one.name.rpartition('.')[2]]} {value(one)}"


def ruling_words(scenario: Scenario) -> str:
    """Say briefly what a scenario assumes of its rulings; what no assumption would be stands beside each."""
    if not scenario.rulings:
        return "The scenario names no ruling, and makes no assumption about any"
    return "; ".join(_briefly(ruling) for ruling in scenario.rulings)


def _briefly(ruling: Ruling) -> str:
    if ruling.without_effect:
        return f"{_named(ruling)}: no assumption about the ruling"
    told = ", ".join(f"{_effect(one)} ({bounds(one)})" for one in effects_of(ruling))
    return f"{_named(ruling)}: assumed, not measured: {told}; with no assumption about the ruling each is zero"
