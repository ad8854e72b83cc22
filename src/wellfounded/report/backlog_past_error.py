"""The model's own past error, as every report tells it: in sentences, in tables and as keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from wellfounded.backlog.past import VINTAGE
from wellfounded.backlog.scores import Against, Score, recorded_against, recorded_scores
from wellfounded.report.backlog_parts import joined, percent
from wellfounded.report.document import Heading, Paragraph, Part, Table

WHAT_FORECASTS = (
    "“Model” is what this program runs: the built-in scenario set back to the end of each past fiscal year, the hours "
    "of a judge fitted to the completions of the year just ended. “Trend rule” has no hearings, classes, priorities or "
    "hours of judges: it carries completions on along a damped trend. The model's classes, hearings and ranges are "
    "those of 2018 at every origin; no later count is read. The numbers of another scenario are not tested by this."
)
OWN_WAY = "model, past only"
REPORTED = ("model", "trend rule, past only")
"""What every report shows of the hindcast beside the yardsticks; `hindcast` shows all of it."""


def own_error() -> Iterable[Part]:
    """Tell how far off the model would have been, beside the yardsticks, as recorded."""
    pairs = [one for one in recorded_against() if one.way.startswith(REPORTED)]
    yield Heading("How far off the model would have been")
    yield Paragraph(f"{error_sentence(pairs)} {interval_sentence()}")
    yield Paragraph(WHAT_FORECASTS)
    yield error_table([one for one in recorded_scores() if _reported(one)])
    yield against_table(pairs)


def _reported(one: Score) -> bool:
    return one.coverage is None or one.way.startswith(REPORTED)


def error_sentence(pairs: Sequence[Against]) -> str:
    """Say of each way where it beats the yardsticks and where it does not, a sentence each."""
    said = []
    for way in dict.fromkeys(one.way for one in pairs):
        yardsticks = dict.fromkeys(one.yardstick for one in pairs if one.way == way)
        told = [_told([one for one in pairs if (one.way, one.yardstick) == (way, other)]) for other in yardsticks]
        said.append(f"“{way}” {'; it '.join(told)}.")
    return f"Forecast from the end of each fiscal year from 2008 on: {' '.join(said)}"


def interval_sentence(scores: Sequence[Score] | None = None) -> str:
    """Say how many of the model's intervals held what came, knowing only the past; as recorded if none are given."""
    own = [one for one in (recorded_scores() if scores is None else scores) if one.way == OWN_WAY]
    held = joined([f"{(one.coverage or 0.0) * one.origins:.0f} of {one.origins}" for one in own])
    short = [one.horizon for one in own if (one.coverage or 0.0) * one.origins < 0.8 * one.origins - 1]
    told = f" So at {_years(short)} the scenario's ranges were too narrow for what came." if short else ""
    at = _years([one.horizon for one in own])
    return f"The model's intervals of 80 %, knowing only the past, held {held} at {at}.{told}"


def _told(pairs: Sequence[Against]) -> str:
    """Say how a way did beside one yardstick, horizon by horizon."""
    by_verdict: dict[str, list[int]] = {}
    for one in pairs:
        by_verdict.setdefault(_verdict(one), []).append(one.horizon)
    first, *others = (f"{verdict} it at {_years(years)}" for verdict, years in by_verdict.items())
    return joined([first.replace(" it ", f" “{pairs[0].yardstick}” ", 1), *others])


def _verdict(one: Against) -> str:
    """Say whether a way was nearer; errors within a tenth of each other, from so few origins, are about even."""
    if one.error < 0.9 * one.yardstick_error:
        return "is nearer than"
    return "is about even with" if one.error <= 1.1 * one.yardstick_error else "does not beat"


def against_table(pairs: Sequence[Against]) -> Table:
    """Set each way beside the yardstick that knows the same, from the origins that both have."""
    rows = tuple(
        (
            one.way,
            one.yardstick,
            str(one.horizon),
            percent(one.error),
            percent(one.yardstick_error),
            f"{one.nearer} of {one.origins}",
            _verdict(one).removesuffix(" than").removesuffix(" with").removeprefix("is "),
        )
        for one in pairs
    )
    remark = (
        "The same origins for both, so the errors can differ from those above. About even: within a tenth of each "
        "other. No published edition is as old as most origins: all readings use the counts as restated in "
        f"{VINTAGE[:4]}. The trend rule is a yardstick of the model, and is held against one itself."
    )
    headings = ("Way", "Yardstick", "Years ahead", "Its error", "Yardstick's", "It was nearer", "So it")
    return Table(headings, rows, remark=remark, widths=(24, 20, 6, 7, 11, 12, 14))


def _years(horizons: Sequence[int]) -> str:
    listed = [str(one) for one in horizons]
    return f"{joined(listed)} year{'s' if listed != ['1'] else ''}"


YARDSTICKS = (
    "Persistence: the last count carried on. Drift: last year's change carried on. Identity with true flows: receipts "
    "less completions, both true. Last pace with true judges: true receipts, less true judges times the completions "
    "of each in the year just ended."
)
TRUE_JUDGES = (
    "True judges are not of one publication: straight lines between counts of several, on other days (345 for 30 "
    "September 2018, where 395 is recalled)."
)


def error_table(scores: Sequence[Score]) -> Table:
    """Set the errors of all ways and of the yardsticks in one table."""
    rows = tuple(
        (
            one.way,
            str(one.horizon),
            str(one.origins),
            str(one.too_low),
            percent(one.error),
            percent(one.bias),
            percent(one.coverage) or "none given",
        )
        for one in scores
    )
    remark = (
        f"Mean absolute error of the pending cases, EOIR's series as published {VINTAGE}. Bias: forecast less what "
        "came. 80 % interval: how many of the forecasts' intervals held what came; the model's are those of the "
        "scenario's ranges, as in a run, the trend rule's are widened by its earlier surprises. From few origins, "
        f"which overlap. {YARDSTICKS} {TRUE_JUDGES}"
    )
    return Table(
        ("Way", "Years ahead", "Forecasts", "Too low", "Error", "Bias", "80 % interval held"),
        rows,
        remark=remark,
        widths=(34, 8, 10, 6, 8, 8, 12),
    )


def own_error_keys() -> list[dict[str, Any]]:
    """Return the recorded scores, of the model and of the yardsticks; every report gives them."""
    return [score_keys(one) for one in recorded_scores()]


def against_keys(one: Against) -> dict[str, Any]:
    """Return a way against a yardstick as keys; shares as fractions."""
    return {
        "way": one.way,
        "yardstick": one.yardstick,
        "horizon_years": one.horizon,
        "forecasts": one.origins,
        "mean_absolute_error": round(one.error, 4),
        "yardstick_error": round(one.yardstick_error, 4),
        "nearer": one.nearer,
    }


def score_keys(one: Score) -> dict[str, Any]:
    """Return a score as keys; shares as fractions."""
    return {
        "way": one.way,
        "horizon_years": one.horizon,
        "forecasts": one.origins,
        "mean_absolute_error": round(one.error, 4),
        "bias": round(one.bias, 4),
        "interval_80_held": None if one.coverage is None else round(one.coverage, 4),
        "too_low": one.too_low,
    }
