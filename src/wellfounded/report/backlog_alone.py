"""What a table or picture that stands alone carries with it: what is assumed of rulings, the past error, the stamp."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from wellfounded.backlog.past import VINTAGE
from wellfounded.backlog.scenario import Scenario
from wellfounded.backlog.scores import Against, recorded_against, recorded_scores
from wellfounded.law.library import Library
from wellfounded.report.backlog_parts import joined, percent
from wellfounded.report.backlog_past_error import OWN_WAY
from wellfounded.report.backlog_rulings import ruling_words
from wellfounded.report.stamp import stamp

RULE_WAY = "trend rule, past only"
ALONG = (
    "model_error_1y",
    "trend_error_1y",
    "drift_error_1y",
    "model_error_3y",
    "trend_error_3y",
    "drift_error_3y",
    "model_error_5y",
    "trend_error_5y",
    "drift_error_5y",
    "error_source",
    "library",
    "confirmed_through",
    "program",
    "notice",
)
"""The last columns of every table of the backlog."""


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, object]], along: Mapping[str, object]) -> str:
    """Write a table as comma-separated values; what it carries along stands in every row, so that none loses it.

    Args:
        columns: of the rows, in order; a row may leave some empty.
        along: what is the same in every row; its columns stand last.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=[*columns, *along], lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, **along} for row in rows)
    return out.getvalue()


def carried_along(library: Library) -> dict[str, object]:
    """Return the columns `ALONG`: errors as fractions, of the model, the trend rule and drift from the same origins."""
    errors = {
        f"{name}_error_{one.horizon}y": round(share, 4)
        for one, rule in zip(_beside_drift(OWN_WAY), _beside_drift(RULE_WAY), strict=True)
        for name, share in (("model", one.error), ("trend", rule.error), ("drift", one.yardstick_error))
    }
    keys = stamp(library, asked="table").keys()
    return {
        **errors,
        "error_source": f"hindcast of EOIR's series as published {VINTAGE}, same origins for all",
        "library": keys["library_version"],
        "confirmed_through": keys["confirmed_through"],
        "program": keys["program_version"],
        "notice": keys["notice"],
    }


def _beside_drift(way: str) -> list[Against]:
    return [one for one in recorded_against() if (one.way, one.yardstick) == (way, "drift")]


def foot(library: Library, *scenarios: Scenario, asked: str) -> tuple[str, ...]:
    """Return the lines under a picture that stands alone: rulings, the model's past error, the stamp."""
    several = len(scenarios) > 1
    rulings = (f"{one.id}: {ruling_words(one)}." if several else f"{ruling_words(one)}." for one in scenarios)
    return (*rulings, past_error_words(), stamp(library, asked=asked).line())


def past_error_words() -> str:
    """Say in one sentence how far off the model would have been, beside a trend rule and drift, which know the same."""
    own, rule = _beside_drift(OWN_WAY), _beside_drift(RULE_WAY)
    every = [one.error for one in recorded_scores() if one.way == OWN_WAY]
    return (
        f"Past error of the model, knowing only the past, {joined([str(one.horizon) for one in own])} years ahead: "
        f"{_shares(every)}. From the origins that drift (last year's change carried on) has too: "
        f"{_shares(one.error for one in own)}; drift {_shares(one.yardstick_error for one in own)}; a trend of all "
        f"completions, without judges or hearings, {_shares(one.error for one in rule)}."
    )


def past_error_briefly() -> str:
    """Say under an answer how far off the model would have been, and drift from the same origins, as recorded."""
    return f"{missed_words(recorded_against())[:-1]} (see “How far off the model would have been”)."


def missed_words(pairs: Sequence[Against]) -> str:
    """Say by how much the model missed, knowing only the past, and drift from the same origins."""
    own = [one for one in pairs if (one.way, one.yardstick) == (OWN_WAY, "drift")]
    return (
        f"Knowing only the past, the model would have missed by {_shares(one.error for one in own)} at "
        f"{joined([str(one.horizon) for one in own])} years; last year's change carried on, by "
        f"{_shares(one.yardstick_error for one in own)}."
    )


def _shares(shares: Iterable[float]) -> str:
    return joined([percent(one) for one in shares])
