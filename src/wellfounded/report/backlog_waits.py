"""How long cases wait and how old they are, in words, tables and pictures."""

from __future__ import annotations

from collections.abc import Iterable

from wellfounded.backlog.forecast import Forecast
from wellfounded.backlog.waits import MOST_YEARS, Waits
from wellfounded.report.backlog_parts import count, percent, year_name
from wellfounded.report.backlog_survival import survival_chart
from wellfounded.report.bars_svg import BarOf, bars_svg
from wellfounded.report.document import Heading, Part, Picture, Table


def class_waits(found: Forecast) -> Iterable[Part]:
    """Tell the waits of each class: a class that goes first hides how long the others wait."""
    classes = [one.name for one in found.scenario.classes]
    if len(classes) < 2:
        return
    rows = tuple((year_name(year.central), *map(mean_wait, year.central.waits)) for year in found.fiscal_years)
    remark = (
        "The same wait by class. The cases of the start are of any age in each class, so that of a class that goes "
        "first is long until they are heard."
    )
    yield Table(("Fiscal year", *classes), rows, remark=remark)


def mean_wait(days: float | None) -> str:
    """Write a mean wait."""
    if days is None:
        return "none begun"
    return "1 day" if round(days) == 1 else f"{count(days)} days"


def survival(found: Forecast) -> Iterable[Part]:
    """Tell the waits of the cases filed in the scenario, the unfinished ones counted."""
    if not found.waits:
        return
    yield Heading("How long cases wait")
    yield Picture(
        survival_chart(found),
        "Share of the cases filed in the scenario that are not completed, by time since filing. Thin where fewer than "
        "one in ten of a class were filed early enough to be followed so long.",
    )
    rows = tuple(
        (
            one.name,
            count(one.cases),
            _not_heard(one),
            *(_days(at) for at in (*one.first_hearing, *one.completion)),
            _days(_mean(one)),
        )
        for one in found.waits
    )
    headings = (
        "Class",
        "Filed",
        "Not heard",
        "¼ heard",
        "½ heard",
        "¾ heard",
        "¼ done",
        "½ done",
        "¾ done",
        "Mean done",
    )
    closes = any(step.amount.high > 0 for step in found.scenario.closure.closed)
    closed = ", those administratively closed among them" if closes else ""
    remark = (
        "Days from filing until a quarter, half and three quarters of the class had a first hearing, and were "
        "completed. Not heard: when the scenario ends. “not yet”: not within the scenario. Cases not finished count as "
        f"waiting (product-limit estimate){closed}. The last column leaves them out, and understates while the queue "
        "grows."
    )
    yield Table(headings, rows, remark=remark)


def _not_heard(one: Waits) -> str:
    return percent(1 - one.heard / one.cases) if one.cases else ""


def _mean(one: Waits) -> int | None:
    return None if one.naive_mean is None else round(one.naive_mean)


def ages(found: Forecast) -> Iterable[Part]:
    """Tell how old the pending cases are at the end."""
    aged = found.ages
    if aged is None:
        return
    shares = [(_age_name(year), share) for year, share in enumerate(aged.by_year)]
    quarter, half, most, nearly = (count(one) for one in aged.quantiles)
    yield Heading("How old the pending cases are at the end")
    yield Picture(
        bars_svg(
            [BarOf(name, share, percent(share)) for name, share in shares],
            title="Age of the pending cases at the end of the scenario",
            description="; ".join(f"{name}: {percent(share)}" for name, share in shares) + ".",
        ),
        f"A quarter are younger than {quarter} days, half than {half}, three quarters than {most}, 95 of 100 than "
        f"{nearly}.",
    )
    yield Table(("Age", "Share of the pending cases"), tuple((name, percent(share)) for name, share in shares))


def _age_name(year: int) -> str:
    if year == 0:
        return "under 1 year"
    return f"{MOST_YEARS} years and more" if year == MOST_YEARS else f"{year} to {year + 1} years"


def _days(days: int | None) -> str:
    return "not yet" if days is None else count(days)
