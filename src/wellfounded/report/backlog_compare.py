"""Two scenarios side by side, in words, keys and a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wellfounded.backlog.compare import ByChance, Comparison, YearDifference
from wellfounded.backlog.sampling import FEWEST_DRAWS
from wellfounded.law.library import Library
from wellfounded.report.backlog_alone import carried_along, csv_text
from wellfounded.report.backlog_chart import difference_chart
from wellfounded.report.backlog_parts import (
    count,
    from_to,
    margin_columns,
    margin_keys,
    more_or_fewer,
    scenario_keys,
    signed,
    spread_keys,
)
from wellfounded.report.backlog_past_error import own_error, own_error_keys
from wellfounded.report.backlog_rulings import assumptions_of_rulings, ruling_words
from wellfounded.report.backlog_words import called
from wellfounded.report.document import Bullets, Document, Heading, Paragraph, Part, Picture, Table
from wellfounded.report.stamp import stamp
from wellfounded.report.words import day

SAMPLING = tuple(f"difference_{of}_{end}" for of in ("p05", "p50", "p95") for end in ("low", "high"))
COLUMNS = (
    "fy",
    "first_pending",
    "second_pending",
    *(f"{of}_{part}" for of in ("difference", "unpaired") for part in ("p05", "p25", "p50", "p75", "p95")),
    *SAMPLING,
    "case_by_case_difference",
    "case_by_case_error",
    "replications",
)
DRAWN = ("alike", "in_step", "first_only", "second_only")


LIMITS = (
    "The interval holds what the ranges of the numbers allow, and nothing else. No difference of two scenarios was "
    "ever held against what came, since only one of two comes: the model's past error is that of a forecast, and does "
    "not tell that of a difference."
)


def comparison_document(found: Comparison, library: Library) -> Document:
    """Report two scenarios side by side."""
    parts: list[Part] = [
        Picture(difference_chart(found), _bands(found)),
        Heading("By fiscal year"),
        _table(found),
        *(Paragraph(words) for words in chance_words(found)),
    ]
    for scenario in (found.first, found.second):
        parts += [
            Heading(scenario.title, 3),
            Paragraph(" ".join(scenario.about.split())),
            *list(assumptions_of_rulings(scenario))[1:],
        ]
    return Document(
        title=f"{found.first.title} and {found.second.title}",
        asked=f"from {day(found.first.start)}, {found.draws} paired draws",
        answer=_answer(found),
        known=f"{LIMITS} {pairing_words(found)}",
        parts=(*parts, *_drawn(found), *own_error()),
        stamp=stamp(library, asked=f"scenarios {found.first.id} and {found.second.id}"),
    )


def _bands(found: Comparison) -> str:
    if found.draws < FEWEST_DRAWS:
        return f"The bands are of {found.draws} paired draws, too few to know their edges."
    return "The light band holds 90 of 100 paired draws, the dark one 50."


def _answer(found: Comparison) -> str:
    """Say what the difference is, and that no direction is told where its interval holds none."""
    last, first, second = found.years[-1], found.first.title, found.second.title
    spread = last.difference
    than = f"{more_or_fewer(spread.p50)} active pending cases than"
    has = than if round(spread.p50) else "as many active pending cases as"
    told = f"At the end of fiscal year {last.fy} “{second}” has {has} “{first}”"
    if found.draws < FEWEST_DRAWS:
        return f"{told}, the middle of {found.draws} draws; so few tell no interval."
    if not round(spread.p05) and not round(spread.p95):
        return f"{told}, and in nine draws of ten there is no difference."
    told += f"; in nine draws of ten from {more_or_fewer(spread.p05)} to {more_or_fewer(spread.p95)}."
    holds_none = spread.p05 <= 0 <= spread.p95
    return f"{told} The interval holds no difference, so no direction is told." if holds_none else told


def _table(found: Comparison) -> Table:
    rows = tuple(
        (
            str(year.fy),
            count(year.first),
            count(year.second),
            signed(year.difference.p50),
            from_to(year.difference.p05, year.difference.p95),
            from_to(year.unpaired.p05, year.unpaired.p95),
        )
        for year in found.years
    )
    headings = ("Fiscal year", found.first.id, found.second.id, "Difference", "90 of 100 draws", "if not paired")
    remark = (
        "Active pending cases at the end of the year, the middle of the draws of each scenario; then the middle and "
        "the interval of the second less the first, draw by draw. The middle of the differences is not the difference "
        "of the middles, which are of other draws. Last column: the same interval if each scenario drew its numbers "
        f"for itself.{sampling_words(found)}"
    )
    return Table(headings, rows, remark=remark)


def sampling_words(found: Comparison) -> str:
    """Say how well the draws know the last difference's middle, where they give it both ends."""
    last = found.years[-1]
    low, high = last.margins.p50
    if low is None or high is None or found.draws < FEWEST_DRAWS:
        return ""
    return (
        f" From {found.draws} draws the middle of fiscal year {last.fy} is known to lie between "
        f"{more_or_fewer(low)} and {more_or_fewer(high)} (95 %, the sampling alone)."
    )


def pairing_words(found: Comparison) -> str:
    """Say with which seed both were drawn, and how many of their uncertain numbers they share."""
    drawn = found.drawn
    seed = f"Both are drawn with seed {drawn.seed}"
    if found.second.seed != drawn.seed:
        seed += f", the first's; the second's own, {found.second.seed}, is set aside, as two seeds would share nothing"
    alone = len(drawn.first_only) + len(drawn.second_only)
    told = f"{seed}. Of their uncertain numbers {len(drawn.alike)} take the same value in both"
    if drawn.in_step:
        told += f", {len(drawn.in_step)} lie at the same place of unlike ranges"
    return f"{told}, and {alone or 'none'} {'is' if alone == 1 else 'are'} drawn for one alone."


def _drawn(found: Comparison) -> Iterable[Part]:
    """List which uncertain numbers are drawn alike and which are not."""
    drawn, start = found.drawn, found.first.start
    groups = (
        ("The same range, the same value in each draw", drawn.alike),
        ("Another range in the second, at the same place of it in each draw", drawn.in_step),
        ("Uncertain in the first alone", drawn.first_only),
        ("Uncertain in the second alone", drawn.second_only),
    )
    yield Heading("Which uncertain numbers are drawn alike")
    yield Bullets(
        tuple(f"{words}: {'; '.join(called(name, start) for name in names) or 'none'}." for words, names in groups)
    )


def notes(found: Comparison) -> tuple[str, ...]:
    """Return what stands under a picture that stands alone: the answer, what its interval holds, how it was drawn."""
    return _answer(found), LIMITS, pairing_words(found), *chance_words(found)


def chance_words(found: Comparison) -> Iterable[str]:
    """Say what the difference is case by case, where that was run."""
    one = found.by_chance
    if one is None:
        return
    told = (
        "Case by case with the central values and the same luck in both, the difference is "
        f"{signed(one.difference)} cases, give or take {count(one.error)} (standard error of {one.replications} runs)."
    )
    if one.cut is not None:
        times, low, high = one.cut
        told += f" The same luck cuts the variance about {times:,.0f} times ({low:,.0f} to {high:,.0f}, 95 %)."
    yield told


def comparison_json(found: Comparison, library: Library) -> dict[str, Any]:
    """Return a comparison as keys."""
    return {
        "scenarios": [scenario_keys(found.first), scenario_keys(found.second)],
        "fiscal_years": [
            {
                "fy": year.fy,
                "pending": [round(year.first), round(year.second)],
                "difference": spread_keys(year.difference),
                "difference_sampling": margin_keys(year.margins),
                "difference_unpaired": spread_keys(year.unpaired),
            }
            for year in found.years
        ],
        "case_by_case": _chance_keys(found.by_chance),
        "draws": found.draws,
        "seed": found.drawn.seed,
        "drawn": {name: list(getattr(found.drawn, name)) for name in DRAWN},
        "interval_holds": LIMITS,
        "hindcast_error": own_error_keys(),
        **stamp(library, asked="comparison").keys(),
    }


def _chance_keys(one: ByChance | None) -> dict[str, Any] | None:
    if one is None:
        return None
    times, *ends = (None, None, None) if one.cut is None else (round(part, 1) for part in one.cut)
    return {
        "replications": one.replications,
        "difference": round(one.difference, 1),
        "standard_error": round(one.error, 2),
        "variance_cut": times,
        "variance_cut_interval": ends,
    }


def comparison_csv(found: Comparison, library: Library) -> str:
    """Return the table by fiscal year as comma-separated values: `COLUMNS`, the two scenarios, and what it carries."""
    along: dict[str, object] = {"draws": found.draws, "drawn_with_seed": found.drawn.seed}
    along |= {f"drawn_{name}": "; ".join(getattr(found.drawn, name)) for name in DRAWN}
    along["interval_holds"] = LIMITS
    for name, scenario in (("first", found.first), ("second", found.second)):
        along |= {name: scenario.id, f"{name}_seed": scenario.seed, f"{name}_rulings": ruling_words(scenario)}
    rows = [_row(year) for year in found.years]
    if found.by_chance is not None:
        rows[-1] |= {
            "case_by_case_difference": round(found.by_chance.difference, 1),
            "case_by_case_error": round(found.by_chance.error, 2),
            "replications": found.by_chance.replications,
        }
    return csv_text(COLUMNS, rows, along | carried_along(library))


def _row(year: YearDifference) -> dict[str, object]:
    spreads = (("difference", year.difference), ("unpaired", year.unpaired))
    return {
        "fy": year.fy,
        "first_pending": round(year.first),
        "second_pending": round(year.second),
        **{f"{of}_{part}": cases for of, spread in spreads for part, cases in spread_keys(spread).items()},
        **margin_columns("difference", year.margins),
    }
