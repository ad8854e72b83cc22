"""How long cases wait: survival curves that count the unfinished ones, because means over the finished understate.

While a queue grows, the cases completed so far are the quick ones. The product-limit (Kaplan-Meier) estimate keeps
every case filed in the scenario at risk until it is completed or the scenario ends.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog import court_kernel as kernel
from wellfounded.backlog.case_world import stock_by_court
from wellfounded.backlog.cases import CaseRun
from wellfounded.backlog.quantity import DAYS_PER_YEAR
from wellfounded.backlog.start_ages import ages_at_start

Floats = NDArray[np.float64]

QUARTILES = (0.25, 0.50, 0.75)
AGE_SHARES = (0.25, 0.50, 0.75, 0.95)
MOST_YEARS = 10
FOLLOWED = 0.1
"""A curve is told with care where fewer than this share of its cases could be followed so long."""


@dataclass(frozen=True, slots=True)
class Waits:
    """The waits of one class of cases filed within the scenario, in days from filing.

    A case that is administratively closed waits on: it is not completed.

    Attributes:
        name: the class.
        cases: how many were filed.
        heard, completed: how many of them had a first hearing, and were completed.
        naive_mean: the mean over the completed ones, for comparison: it understates while the queue grows.
        first_hearing, completion: days by which a quarter, half and three quarters of the cases got there; None where
            the scenario ends before.
        survival: share not completed at the end of each day after filing [days].
        followed: share of the cases filed early enough to be followed so long, before the scenario ends [days].
    """

    name: str
    cases: int
    heard: int
    completed: int
    naive_mean: float | None
    first_hearing: tuple[int | None, ...]
    completion: tuple[int | None, ...]
    survival: Floats
    followed: Floats


@dataclass(frozen=True, slots=True)
class Ages:
    """How old the active cases are at the end of a scenario.

    Attributes:
        quantiles: days under which 25, 50, 75 and 95 of 100 are.
        by_year: share under one year old, from one to two, and so on; the last of ten years and more.
    """

    quantiles: tuple[int, ...]
    by_year: tuple[float, ...]


def waits_by_class(run: CaseRun) -> tuple[Waits, ...]:
    """Return the waits of each class."""
    filed, rows = _filed_within(run)
    end = run.plan.days
    return tuple(
        _waits(one.name, filed[rows["kind"] == c], rows[rows["kind"] == c], end)
        for c, one in enumerate(run.plan.scenario.classes)
    )


def _filed_within(run: CaseRun) -> tuple[NDArray[np.int64], NDArray[np.void]]:
    """Return the day of filing and the row of each case filed within the scenario."""
    cases, parts = run.cases, []
    for k in range(len(cases.stock)):
        start = cases.offset[k] + cases.stock[k]
        rows = cases.rows[start : cases.offset[k] + cases.used[k]]
        parts.append(rows[rows["key"] % kernel.PER_DAY < kernel.OUTSIDE_FROM])
    rows = np.concatenate(parts)
    return (rows["key"] // kernel.PER_DAY).astype(np.int64), rows


def _waits(name: str, filed: NDArray[np.int64], rows: NDArray[np.void], end: int) -> Waits:
    completed = rows["ended"] > 0
    durations = rows["ended"][completed].astype(np.int64) - 1 - filed[completed]
    survival = survival_curve(filed, rows["ended"], end)
    begun = survival_curve(filed, rows["first"], end)
    return Waits(
        name,
        len(rows),
        int((rows["first"] > 0).sum()),
        int(completed.sum()),
        float(durations.mean()) if len(durations) else None,
        tuple(reached(begun, share) for share in QUARTILES),
        tuple(reached(survival, share) for share in QUARTILES),
        survival,
        1 - np.searchsorted(np.sort(end - 1 - filed), np.arange(end)) / max(len(filed), 1),
    )


def survival_curve(filed: NDArray[np.int64], happened: NDArray[np.uint16], end: int) -> Floats:
    """Estimate the share for whom something has not happened, by days since filing, censored at the end.

    Args:
        filed: day of filing.
        happened: day on which it happened, counted from 1; 0 if it did not.
        end: the first day not covered.
    """
    done = happened > 0
    length = np.where(done, happened.astype(np.int64) - 1 - filed, end - 1 - filed)
    events = np.bincount(length[done], minlength=end)[:end]
    leaves = np.bincount(length, minlength=end)[:end]
    at_risk = leaves[::-1].cumsum()[::-1]
    return np.asarray(np.cumprod(1 - events / np.maximum(at_risk, 1)))


def reached(survival: Floats, share: float) -> int | None:
    """Return the day by which a share of the cases got there, or None where the scenario ends before."""
    days = np.flatnonzero(survival <= 1 - share)
    return int(days[0]) if len(days) else None


def ages_of_pending(run: CaseRun) -> Ages:
    """Return how old the cases active at the end are, from filing."""
    days = days_pending(run)
    if not len(days):
        return Ages((0,) * len(AGE_SHARES), (0.0,) * (MOST_YEARS + 1))
    years = np.minimum(days // DAYS_PER_YEAR, MOST_YEARS).astype(np.int64)
    shares = np.bincount(years, minlength=MOST_YEARS + 1) / len(days)
    return Ages(tuple(int(one) for one in np.quantile(days, AGE_SHARES)), tuple(map(float, shares)))


def days_pending(run: CaseRun) -> Floats:
    """Return the days from filing of each case active at the end; one that came back is as old as if it had never left.

    A case filed within the scenario was filed in the middle of its day; see `start_ages` for the others.
    """
    ages, counts, end = [], stock_by_court(run.plan), run.plan.days
    active = (kernel.NOT_BEGUN, kernel.READY, kernel.SET, kernel.IN_LAST_HEARING)
    for k, stock in enumerate(map(int, run.cases.stock)):
        rows = run.cases.rows[run.cases.offset[k] : run.cases.offset[k] + run.cases.used[k]]
        age = end - (rows["key"] // kernel.PER_DAY).astype(np.float64) - 0.5
        age[rows["key"] % kernel.PER_DAY >= kernel.OUTSIDE_FROM] = end + run.plan.mean_age
        age[:stock] = end + ages_at_start(run.plan, k, counts[k])
        ages.append(age[np.isin(rows["place"], active)])
    return np.concatenate(ages)
