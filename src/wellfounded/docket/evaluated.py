"""A caseload evaluated: how many claims are met, not met and open, what changes, and which facts are missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from wellfounded.docket.caseload import Caseload
from wellfounded.errors import WellfoundedError

Change: TypeAlias = tuple[str, str, str]

MET, NOT_MET, OPEN = "met", "not_met", "open"


class CannotEvaluate(WellfoundedError):
    """A caseload or a question that cannot be evaluated together."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A caseload evaluated.

    Attributes:
        caseload: the table of claims.
        claims: how many claims.
        days: the days asked about.
        counts: for each element and relief, for each day, how many claims are met, not met and open.
        changes: for each pair of neighbouring days, element or relief, and (from, to), how many claims.
        claims_changed: for each pair of neighbouring days, how many claims have a changed element or relief.
        missing: facts not known, with the number of claims in which an open element reads them; most first.
        engine: what answered: "duckdb" (bits), "statement" (the generated SQL in DuckDB) or "spark".
    """

    caseload: Caseload
    claims: int
    days: tuple[date, ...]
    counts: Mapping[str, tuple[Mapping[str, int], ...]]
    changes: tuple[Mapping[Change, int], ...]
    claims_changed: tuple[int, ...]
    missing: tuple[tuple[str, int], ...]
    engine: str
