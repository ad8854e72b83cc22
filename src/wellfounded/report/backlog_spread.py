"""The spread of a forecast in words: what so many draws tell, how well, and how much of it is chance."""

from __future__ import annotations

from collections.abc import Iterable

from wellfounded.backlog.forecast import Forecast
from wellfounded.backlog.nested import Nested
from wellfounded.backlog.sampling import FEWEST_DRAWS
from wellfounded.report.backlog_parts import count, draws_words, joined, percent, rounded


def answer_words(found: Forecast) -> str:
    """Say how many cases are pending at the end and at the start, with an interval where the draws tell one."""
    if not found.fiscal_years:
        return "The scenario ends before the end of a fiscal year."
    last = found.fiscal_years[-1]
    cases = f"{rounded(last.pending.p50)} active pending cases"
    pending = f"At the end of fiscal year {last.central.fy} this scenario has {cases}"
    start = f"It starts with {rounded(found.scenario.stock.active.value)}."
    if found.draws < FEWEST_DRAWS:
        return f"{pending}, the middle of {draws_words(found.draws)}; so few tell no interval. {start}"
    ends = f"{rounded(last.pending.p05)} and {rounded(last.pending.p95)}"
    return f"{pending}; in nine draws of ten between {ends}. {start}"


def bands_words(found: Forecast) -> str:
    """Say what the bands of the picture hold."""
    if found.draws < FEWEST_DRAWS:
        drawn = draws_words(found.draws)
        return f"The bands of the picture are of {drawn} of the uncertain numbers, too few to know their edges."
    return "In the picture the light band holds 90 of 100 draws of the uncertain numbers, the dark one 50."


def sampling_words(found: Forecast) -> Iterable[str]:
    """Say how well so many draws know the last year's middle and ends, where they give them both sides."""
    if not found.fiscal_years or found.draws < FEWEST_DRAWS:
        return
    last = found.fiscal_years[-1]
    quantiles = (("middle", last.margins.p50), ("5 of 100", last.margins.p05), ("95 of 100", last.margins.p95))
    known = [
        f"their {words} between {rounded(low)} and {rounded(high)}"
        for words, (low, high) in quantiles
        if low is not None and high is not None
    ]
    yield (
        f"{found.draws:,} draws are a sample of all that could be drawn: {joined(known)} (95 % intervals, end of "
        f"fiscal year {last.central.fy}). More draws (--draws) narrow these intervals, not the range of the forecast."
    )


def spread_words(found: Forecast, apart: Nested | None = None) -> Iterable[str]:
    """Say how well the draws know the spread, and how much of it is chance, where that is known."""
    yield from sampling_words(found)
    if found.shares is not None:
        low, high = found.shares.chance_range
        yield (
            f"Of the variance at the end of fiscal year {found.shares.fy}, {share_words(found.shares.numbers)} comes "
            f"from the uncertain numbers and the rest from chance: with all numbers fixed, {found.replications} runs "
            f"case by case differ by {100 * found.shares.chance:.2f} % (their standard deviation; so few runs say only "
            f"that it lies between {100 * low:.2f} and {100 * high:.2f} %). More repetitions would not narrow the "
            "range of the forecast; better numbers would."
        )
    if apart is not None:
        yield _nested_words(apart)


def _nested_words(apart: Nested) -> str:
    middle, spread = max(apart.pending.p50, 1.0), apart.pending
    ends = (
        f", nine in ten between {rounded(spread.p05)} and {rounded(spread.p95)}" if apart.draws >= FEWEST_DRAWS else ""
    )
    return (
        f"Case by case, {apart.draws} draws of the numbers with {apart.replications} repetitions each, "
        f"{count(apart.runs)} runs and {count(apart.events)} events: {share_words(apart.share)} of the variance of one "
        f"run comes from the numbers, {share_words(1 - apart.share)} from chance. The numbers move the end of fiscal "
        f"year {apart.fy} by {count(apart.numbers)} cases ({100 * apart.numbers / middle:.1f} % of the middle run), "
        f"chance by {count(apart.chance)} ({100 * apart.chance / middle:.2f} %; standard deviations). Half of the runs "
        f"lie under {rounded(spread.p50)}{ends}."
    )


def share_words(share: float) -> str:
    """Write a share of the variance, saying where it is too small or too large for its decimals.

    Example:
        >>> share_words(0.99991), share_words(0.00009), share_words(0.25)
        ('more than 99.9 %', 'less than 0.1 %', '25.0 %')
    """
    if 0.0005 <= share <= 0.9995:
        return percent(share)
    return "more than 99.9 %" if share > 0.5 else "less than 0.1 %"
