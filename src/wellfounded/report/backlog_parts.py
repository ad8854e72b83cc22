"""What all reports on the backlog share: numbers in words and keys, and what names a scenario."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from wellfounded.backlog.forecast import CentralYear, Spread
from wellfounded.backlog.quantity import Quantity
from wellfounded.backlog.sampling import Margins
from wellfounded.backlog.scenario import Scenario
from wellfounded.report.backlog_rulings import ruling_words


def count(number: float) -> str:
    """Write a number of cases.

    Example:
        >>> count(714067.4)
        '714,067'
    """
    return f"{number:,.0f}"


def rounded(number: float) -> str:
    """Write a number of cases to three digits, for a sentence: draws tell no more of them.

    Example:
        >>> rounded(2203896), rounded(714067.4), rounded(12.3), rounded(-0.2)
        ('2,200,000', '714,000', '12', '0')
    """
    whole = round(number)
    return f"{round(whole, min(0, 3 - len(str(abs(whole))))):,}"


def draws_words(draws: int) -> str:
    """Say how many draws.

    Example:
        >>> draws_words(1), draws_words(1000)
        ('1 draw', '1,000 draws')
    """
    return "1 draw" if draws == 1 else f"{draws:,} draws"


def signed(number: float) -> str:
    """Write a difference with its sign; nothing has none.

    Example:
        >>> signed(-1200.4), signed(30), signed(-0.4)
        ('-1,200', '+30', '0')
    """
    return f"{round(number):+,}" if round(number) else "0"


def from_to(low: float, high: float) -> str:
    """Write the ends of a difference, or that there is none.

    Example:
        >>> from_to(-1200.4, 30), from_to(-0.2, 0.0)
        ('-1,200 to +30', 'no difference')
    """
    return f"{signed(low)} to {signed(high)}" if round(low) or round(high) else "no difference"


def more_or_fewer(number: float) -> str:
    """Write a difference in words, to three digits.

    Example:
        >>> more_or_fewer(-819.2), more_or_fewer(12345), more_or_fewer(0.1)
        ('819 fewer', '12,300 more', 'no difference')
    """
    if not round(number):
        return "no difference"
    return f"{rounded(abs(number))} {'fewer' if number < 0 else 'more'}"


def percent(share: float | None) -> str:
    """Write a share.

    Example:
        >>> percent(0.0594), percent(-0.0001), percent(None)
        ('5.9 %', '0.0 %', '')
    """
    return "" if share is None else f"{round(100 * share, 1) + 0.0:.1f} %"


def year_name(year: CentralYear) -> str:
    """Name a fiscal year, with its days where the scenario covers only part of it."""
    return f"{year.fy}" if year.days >= 365 else f"{year.fy} ({year.days} days)"


def joined(words: Sequence[str]) -> str:
    """Join words as a sentence does.

    Example:
        >>> joined(["1", "3", "5"]), joined(["1"])
        ('1, 3 and 5', '1')
    """
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def spread_keys(spread: Spread) -> dict[str, float]:
    """Return five quantiles as keys, rounded to whole cases."""
    return {name: round(getattr(spread, name)) for name in ("p05", "p25", "p50", "p75", "p95")}


def margin_keys(found: Margins) -> dict[str, list[int | None]]:
    """Return the 95 % intervals of three quantiles by the sampling alone; an end that the draws do not give is None."""
    return {name: [whole(end) for end in getattr(found, name)] for name in ("p05", "p50", "p95")}


def margin_columns(name: str, found: Margins) -> dict[str, int | None]:
    """Return the same intervals as columns, two for each quantile."""
    ends = margin_keys(found).items()
    return {f"{name}_{of}_{end}": cases for of, both in ends for end, cases in zip(("low", "high"), both, strict=True)}


def whole(number: float | None) -> int | None:
    """Round a number for keys and tables; nothing stays nothing, and what has no end is nothing.

    Example:
        >>> whole(853.6), whole(None), whole(math.inf)
        (854, None, None)
    """
    return None if number is None or math.isinf(number) else round(number)


def scenario_keys(scenario: Scenario) -> dict[str, Any]:
    """Return what names a scenario."""
    return {
        "id": scenario.id,
        "title": scenario.title,
        "about": scenario.about,
        "start": scenario.start.isoformat(),
        "until": scenario.until.isoformat(),
        "seed": scenario.seed,
        "rulings": [
            {"authority": one.authority, "from": one.from_day.isoformat(), "assumed": not one.without_effect}
            for one in scenario.rulings
        ],
        "rulings_in_words": ruling_words(scenario),
    }


def quantity_keys(one: Quantity) -> dict[str, Any]:
    """Return a number with its range and source; value, low and high in the kind's own unit."""
    return {
        "name": one.name,
        "kind": one.kind,
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "shape": one.shape,
        "written": one.written,
        "source": one.source,
        "as_of": one.as_of.isoformat(),
        "known": one.known,
    }
