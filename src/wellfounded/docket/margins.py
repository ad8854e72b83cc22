"""The margins of a synthetic release, read from `court-records/margins.toml`, as lists that SQL draws from."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from wellfounded.docket.schema import records_folder

SLOTS = 4096
FIRST_YEAR, LAST_YEAR = 1990, 2026


@dataclass(frozen=True, slots=True)
class Margins:
    """The margins.

    Attributes:
        choices: for each margin, `SLOTS` values among which a draw picks one, each as often as its share.
        by_year: for each margin that moves with the year, one value for each fiscal year from `FIRST_YEAR`.
        numbers: single shares by name.
        rows_per_case: rows of each table to a case.
        miami: for each nationality, the share of its cases that stand in Miami.
        miami_otherwise: that share for all other nationalities.
        miami_court: the code of that court.
        dirt: rows affected to a million, by sort and then by table ("others" for the rest).
    """

    choices: Mapping[str, tuple[str, ...]]
    by_year: Mapping[str, tuple[float, ...]]
    numbers: Mapping[str, float]
    rows_per_case: Mapping[str, float]
    miami: Mapping[str, float]
    miami_otherwise: float
    miami_court: str
    dirt: Mapping[str, Mapping[str, float]]

    def dirt_rate(self, sort: str, table: str) -> float:
        """Return how many rows of a table in a million have this sort of dirt."""
        rates = self.dirt[sort]
        return rates.get(table, rates.get("others", 0.0))


@cache
def margins() -> Margins:
    """Read the margins."""
    written = tomllib.loads((records_folder() / "margins.toml").read_text(encoding="utf-8"))
    shares = {name: _shares(block) for name, block in written["shares"].items()}
    joint, court = written["joint"], dict(shares["court"])
    miami = court.pop(joint["miami_court"])
    shares["court elsewhere"] = list(court.items())
    shares["receipt year"] = [(str(year), count) for year, count in written["receipts"]["by_fiscal_year"]]
    nationality = dict(shares["nationality"])
    there = {nation: share * miami / nationality[nation] for nation, share in joint["miami"]}
    left = miami - sum(there[nation] * nationality[nation] for nation in there)
    return Margins(
        choices={name: _slots(pairs) for name, pairs in shares.items()},
        by_year={
            "still pending": _line(written["receipts"]["still_pending"]),
            "asylum denials": _line(written["asylum_denials"]["share_of_grants_and_denials"]),
        },
        numbers={**_numbers(written["totals"]), **_numbers(written["assumed"])},
        rows_per_case=_numbers(written["rows_per_case"]),
        miami=there,
        miami_otherwise=left / (1 - sum(nationality[nation] for nation in there)),
        miami_court=joint["miami_court"],
        dirt={
            sort: rate if isinstance(rate, dict) else {"others": rate}
            for sort, rate in written["dirt"].items()
            if isinstance(rate, int | float | dict)
        },
    )


def _numbers(block: Mapping[str, Any]) -> dict[str, float]:
    return {name: float(value) for name, value in block.items() if isinstance(value, int | float)}


def _shares(block: Mapping[str, Any]) -> list[tuple[str, float]]:
    """List the shares of a margin; the rest is divided evenly among the other codes of its code table."""
    pairs = [(value.strip(), float(share)) for value, share in block["values"]]
    if "others" in block:
        named = {value for value, _ in pairs}
        rest = [code for code in code_table(block["others"]) if code not in named and len(code) < 4 and code.isalnum()]
        pairs += [(code, block["others_share"] / len(rest)) for code in rest]
    return pairs


@cache
def code_table(name: str) -> Mapping[str, str]:
    """Read a code table: the meaning of each code."""
    with (records_folder() / "codes" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["meaning"] for row in csv.DictReader(file)}


def _slots(pairs: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """Fill the slots in proportion to the shares, rounding so that none is lost."""
    total, filled = sum(share for _, share in pairs), 0.0
    found: list[str] = []
    for value, share in pairs:
        filled += share / total * SLOTS
        found += [value] * (round(filled) - len(found))
    return tuple(found)


def _line(points: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """Draw straight lines between the known years, level before the first and after the last."""
    return tuple(_at(year, points) for year in range(FIRST_YEAR, LAST_YEAR + 1))


def _at(year: int, points: Sequence[Sequence[float]]) -> float:
    if year <= points[0][0]:
        return float(points[0][1])
    for (start, low), (end, high) in pairwise(points):
        if year <= end:
            return round(low + (high - low) * (year - start) / (end - start), 6)
    return float(points[-1][1])
