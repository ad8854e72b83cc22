"""What the cohort fluid model keeps: cases as a fluid, moved day by day, each with its week of filing.

See `fluid_days` for how they move. Axes: class c, hearing s, block b of eight courts, whose numbers stand together (see
`eights`). Where there are fewer courts than lanes, the last lanes hold courts with nothing in them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog.machine import LANES

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

Eight = Any
"""Eight floats, see `eights`."""

COHORT_DAYS = 7
LITTLE = 1e-9
A_SHARE = 1e-3
"""Fewer cases than this are none: a share of a case has no age and no wait."""
(FILED, BEGUN, HEARD, COMPLETED, CLOSED, RECALENDARED, RETURNED, APPEALED, DECIDED, REMANDED) = range(10)
FLOWS = 10
ACTIVE, NOT_BEGUN, INACTIVE, AT_BOARD = range(4)
STOCKS = 4


def _floats(*names: str) -> np.dtype[Any]:
    return np.dtype([(name, np.float64) for name in names])


def _eights(*names: str) -> np.dtype[Any]:
    return np.dtype([(name, np.float64, LANES) for name in names])


NUMBERS = np.dtype(
    [
        ("old", np.int64),  # weeks of cohorts before the start
        ("reopened", np.float64),
        ("reopens", np.float64),
        ("filing", np.float64),
        ("transfer", np.float64),
        ("filed_before", np.float64),  # day on which those from before the start were filed
    ]
)
DAY = np.dtype(
    [
        ("bench", np.int64),  # which row of `judges`
        ("span", np.int64),
        ("minutes", np.float64),  # of a judge
        ("filed", np.float64),  # new cases of all courts
        ("from_before", np.float64),
        ("newest", np.float64),
        ("closing", np.float64),
        ("recalendar", np.float64),
        ("capacity", np.float64),  # of the Board
    ]
)
HEARING = _floats("minutes", "continued", "ends", "released")
EACH = _eights("each")
RULED = _eights("length", "appealed", "remanded")
COURT = _eights("share", "waiting", "begun", "returned", "gone", "left", "part", "among")
"""`share` of new cases, `waiting` are not begun, `gone` left the active docket today.

`left` are judge minutes left today, `part` the share that is begun of the front of the line, and `among` is 1 for a
court that has its turn, else 0.
"""
LINE = _eights("week", "at_end", "front", "front_need", "need", "part")
"""A level's cases not begun: which week's cohort is at the front, and 1 where that is the running week, else 0.

What is at the front today, and the minutes that it needs; the minutes that those need whose day has come, and the part
of them that is heard.
"""
CLASS = _eights("front", "fresh", "done", "inactive", "to_board", "at_board", "to_court", "after_board", "to_reopen")
"""`front` is what is left of the cohort at the front of the line; today's first hearings, and completions.

`after_board` are on their way back too, but completed, and reopened later.
"""
VISIT = _eights("ready", "between")
"""Begun cases whose day has come, and that wait for the day set."""
FILED_DAYS = _eights("fresh", "inactive", "to_board", "at_board", "to_court", "after_board", "to_reopen")
"""The days on which the cases in some places of `CLASS` were filed, summed."""
FIRST = _eights("cases", "waited")
"""First hearings since the start, and days from filing to them, summed."""
TOGETHER = _eights("waiting_day", "pending", "decided")
"""Days on which the cases not begun were filed, each in the middle of its week, summed.

Appeals pending, and the part of them that is decided.
"""


class Inputs(NamedTuple):
    """What moves the fluid from outside; see `wellfounded.backlog.plan.Plan`.

    The shares `released`, `reopens`, `filing`, `transfer` are of those waiting, for whom the day comes today.
    """

    numbers: Any  # [1] of the form `NUMBERS`
    days: Any  # [D] `DAY`
    judges: Any  # [M, B] `EACH`: as often as the bench changes
    intake: Floats  # [C] share of each class
    level: Whole  # [C]
    hearings: Whole  # [C]
    ways: Any  # [C, S] `HEARING`
    ruled: Any  # [E, C, B] `RULED`
    recorded: Whole  # days at whose end stocks and flows are written down


class State(NamedTuple):
    """Where the cases are, in cases; `filed` and `_day` are sums of the days on which they were filed."""

    cohorts: Any  # [P, C, B] `EACH`: not begun, by week of filing, behind the front of the line
    new: Floats  # [C] filed in the running week and not yet among the cohorts, all courts
    below: Whole  # [L, K, P] the next older cohort that may hold cases; where the newest go first
    courts: Any  # [B] `COURT`
    lines: Any  # [L, B] `LINE`
    classes: Any  # [C, B] `CLASS`
    visits: Any  # [C, S, B] `VISIT`
    filed: Any  # [C, B] `FILED_DAYS`
    filed_begun: Any  # [C, S, B] `VISIT`: the days on which the begun were filed, summed
    together: Any  # [1] `TOGETHER`: of all courts


class Written(NamedTuple):
    """What is written down on the recorded days, and the flows summed so far."""

    sums: Any  # [FLOWS] `EACH`: since the start
    begun: Any  # [C] `FIRST`
    flows: Floats  # [N, FLOWS] since the start, all courts
    stocks: Floats  # [N, STOCKS]
    by_court: Floats  # [N, K] active cases
    ages: Floats  # [N] mean age of the active cases; [0] where nobody asks
    first: Floats  # [N, C] first hearings since the start, all courts
    waited: Floats  # [N, C] days from filing to them
