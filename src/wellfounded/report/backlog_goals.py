"""How many judges a goal would take, in words, keys and a table."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from wellfounded.backlog.sampling import FEWEST_DRAWS
from wellfounded.backlog.solve import Answer
from wellfounded.law.library import Library
from wellfounded.report.backlog_alone import carried_along, csv_text, past_error_briefly
from wellfounded.report.backlog_judges import judges_chart
from wellfounded.report.backlog_parts import count, draws_words, margin_keys, rounded, scenario_keys, whole
from wellfounded.report.backlog_past_error import own_error, own_error_keys
from wellfounded.report.backlog_rulings import assumptions_of_rulings, ruling_words, supposed
from wellfounded.report.document import Document, Heading, Pairs, Paragraph, Part, Picture, Table
from wellfounded.report.stamp import stamp
from wellfounded.report.words import day

COLUMNS = ("draw", "judges_needed")
SMALL = 0.005
"""Growth in a year under this share of the start's cases is called none."""
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


def answer_document(found: Answer, library: Library) -> Document:
    """Report how many judges a goal would take."""
    scenario = found.scenario
    remark = (
        "A constant bench at full pace from the first day takes the place of the scenario's hiring, so this is a "
        "floor: judges who come later, or learn first, have to be more."
    )
    parts: list[Part] = [
        Paragraph(remark),
        Pairs(tuple(_pairs(found))),
        *supposed(scenario),
        *_on_the_way(found),
        *_over_the_draws(found),
    ]
    return Document(
        title=f"Judges needed: {scenario.title}",
        asked=f"to {found.goal} by {day(found.by)}",
        answer=f"To {found.goal} by {day(found.by)} takes {rounded(found.judges_needed)} judges with the central "
        f"values. {path_words(found)} {_interval(found)}",
        known=past_error_briefly(),
        parts=(*parts, *assumptions_of_rulings(scenario), *own_error()),
        stamp=stamp(library, asked=f"scenario {scenario.id}, seed {scenario.seed}"),
    )


def _pairs(found: Answer) -> Iterable[tuple[str, str]]:
    yield "Pending at the start", count(found.scenario.stock.active.value)
    yield "Goal", f"{count(found.target)} by {day(found.by)}"
    yield "Judges at the start", count(found.now)
    yield "Judges needed", f"{count(found.judges_needed)}, with the central values"
    if found.scenario.assumes_of_rulings:
        bench = "no number of judges does it" if found.unassumed is None else count(found.unassumed)
        yield "The same, with no assumption about the ruling", bench
    if found.draws:
        yield "No number of judges does it", _out_of_reach(found)
        yield "Of all draws", _range(found)


def _out_of_reach(found: Answer) -> str:
    if not found.out_of_reach:
        return f"none of {draws_words(found.draws)}"
    share = "" if found.draws == 100 else f" ({100 * found.out_of_reach / found.draws:.0f} %)"
    return f"{found.out_of_reach} of {draws_words(found.draws)}{share}"


def _range(found: Answer) -> str:
    """Say between what the draws lie; those that no bench satisfies count as above any bench."""
    if found.draws < FEWEST_DRAWS:
        return f"from {draws_words(found.draws)} no interval is told"
    if found.low is None:
        return "fewer than 5 of 100 have a number of judges to give"
    if found.high is None:
        return f"95 of 100 take {rounded(found.low)} judges or more, or no number does it"
    return f"90 of 100 take {rounded(found.low)} to {rounded(found.high)} judges"


def _interval(found: Answer) -> str:
    """Say what the draws say: first in how many the goal is out of reach, then the range of all."""
    if not found.draws:
        return "Nothing was drawn."
    told = _range(found) if found.draws < FEWEST_DRAWS else f"of all draws, {_range(found)}"
    if not found.out_of_reach:
        return f"{told[0].upper()}{told[1:]}."
    return f"In {_out_of_reach(found)} no number of judges does it; {told}."


def path_words(found: Answer) -> str:
    """Say how few cases are pending on the way, how they change before the day, and whether the goal is then held."""
    path, still = found.path, SMALL * found.scenario.stock.active.value
    told = f"With {rounded(found.judges_needed)} judges the pending cases"
    if path.lowest < found.target - still:
        told += f" fall to {rounded(path.lowest)} by {day(path.lowest_on)}, and"
    if abs(path.last_year) < still:
        return f"{told} hardly change in the year before the goal's day."
    if path.last_year < 0:
        return f"{told} fall by {rounded(-path.last_year)} in the year before the goal's day."
    return f"{told} grow by {rounded(path.last_year)} in the year before the goal's day: it is met then, and not held."


def _on_the_way(found: Answer) -> Iterable[Part]:
    """Give the pending cases with the bench found, year by year."""
    if not found.path.years:
        return
    yield Heading("On the way, with the central values")
    rows = tuple((str(year), count(cases)) for year, cases in found.path.years)
    remark = "Active pending cases at the end of each fiscal year, with the judges needed from the first day on."
    yield Table(("Fiscal year", "Pending"), rows, remark=remark, numbers=(1,))


def _over_the_draws(found: Answer) -> Iterable[Part]:
    if not found.draws:
        return
    yield Heading("Judges needed, over the draws")
    yield Picture(
        judges_chart(found),
        f"The share of the draws of the uncertain numbers ({found.draws}) in which so many judges are enough.",
    )
    remark = f"Each draw has its own numbers.{_sampling(found)}"
    if found.out_of_reach:
        remark += (
            " Where no number of judges reaches the goal, more cases wait for days already set than may be pending; "
            "such draws count as above any bench."
        )
    rows = tuple((f"{100 * level:.0f} of 100 draws", _bench(found.below(level))) for level in LEVELS)
    yield Table(("Enough in", "Judges"), rows, remark=remark)


def _sampling(found: Answer) -> str:
    """Say how well so many draws know the middle one, where they give it both ends."""
    low, high = found.margins.p50
    if low is None or high is None or math.isinf(high):
        return ""
    known = f"between {rounded(low)} and {rounded(high)} (95 %)"
    return f" From {draws_words(found.draws)} the middle is known to lie {known}."


def _bench(judges: float | None) -> str:
    return "no number of judges" if judges is None else count(judges)


def answer_json(found: Answer, library: Library) -> dict[str, Any]:
    """Return judges needed as keys."""
    return {
        "scenario": scenario_keys(found.scenario),
        "goal": found.goal,
        "judges_needed": round(found.judges_needed),
        "judges_needed_no_assumption": whole(found.unassumed),
        "by": found.by.isoformat(),
        "interval": {"p05": whole(found.low), "p95": whole(found.high)},
        "interval_sampling": margin_keys(found.margins) if found.draws else None,
        "target_pending": round(found.target),
        "judges_at_start": round(found.now),
        **_path_keys(found),
        "fiscal_years": [{"fy": year, "pending": round(cases)} for year, cases in found.path.years],
        "draws": found.draws,
        "draws_out_of_reach": found.out_of_reach,
        "judges_needed_by_draw": [whole(one) for one in found.sampled],
        "hindcast_error": own_error_keys(),
        **stamp(library, asked=f"scenario {found.scenario.id}").keys(),
    }


def _path_keys(found: Answer) -> dict[str, Any]:
    return {
        "lowest_pending": round(found.path.lowest),
        "lowest_pending_on": found.path.lowest_on.isoformat(),
        "change_in_last_year": round(found.path.last_year),
    }


def answer_csv(found: Answer, library: Library) -> str:
    """Return judges needed as comma-separated values: with the central values, then draw by draw.

    A cell of judges is empty where no number of judges reaches the goal.
    """
    along: dict[str, object] = {
        "goal": found.goal,
        "by": found.by.isoformat(),
        "target_pending": round(found.target),
        "judges_at_start": round(found.now),
        **_path_keys(found),
        "p05": whole(found.low),
        "p95": whole(found.high),
        "draws": found.draws,
        "draws_out_of_reach": found.out_of_reach,
        "judges_needed_no_assumption": whole(found.unassumed),
        "scenario": found.scenario.id,
        "seed": found.scenario.seed,
        "rulings": ruling_words(found.scenario),
    }
    benches = [("central", found.judges_needed), *((str(at), one) for at, one in enumerate(found.sampled))]
    rows = [{"draw": draw, "judges_needed": whole(bench)} for draw, bench in benches]
    return csv_text(COLUMNS, rows, along | carried_along(library))
