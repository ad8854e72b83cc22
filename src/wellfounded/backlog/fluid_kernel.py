"""What the cohort fluid model keeps: cases as a fluid, moved day by day, each with its week of filing.

See `fluid_days` for how they move. Axes: class c, hearing s, court k.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

COHORT_DAYS = 7
LITTLE = 1e-9
(FILED, BEGUN, HEARD, COMPLETED, CLOSED, RECALENDARED, RETURNED, APPEALED, DECIDED, REMANDED) = range(10)
FLOWS = 10
ACTIVE, NOT_BEGUN, INACTIVE, AT_BOARD = range(4)
STOCKS = 4


NUMBERS = np.dtype(
    [
        ("old", np.int64),  # weeks of cohorts before the start
        ("reopened", np.float64),
        ("reopens", np.float64),
        ("filing", np.float64),
        ("transfer", np.float64),
    ],
    align=True,
)


class Inputs(NamedTuple):
    """What moves the fluid from outside; see `wellfounded.backlog.plan.Plan`.

    The shares `released`, `reopens`, `filing`, `transfer` are of those waiting, for whom the day comes today.
    """

    numbers: Any  # [1] of the form `NUMBERS`
    minutes_there: Floats  # [D, K] judge minutes of the day
    filed: Floats  # [D, C] new cases of all courts
    from_before: Floats  # [D, C]
    intake_share: Floats  # [K]
    level: Whole  # [C]
    hearings: Whole  # [C]
    minutes: Floats  # [C, S]
    continued: Floats  # [C, S]
    ends: Floats  # [C, S]
    released: Floats  # [C, S]
    span: Whole  # [D]
    factor: Floats  # [E, C, K]
    appealed: Floats  # [E, C, K]
    remanded: Floats  # [E, C, K]
    newest: Floats  # [D]
    closing: Floats  # [D]
    recalendar: Floats  # [D]
    board_capacity: Floats  # [D]
    recorded: Whole  # days at whose end stocks and flows are written down


class State(NamedTuple):
    """Where the cases are, in cases; `_day` is a sum of the days on which they were filed."""

    cohorts: Floats  # [P, K, C] not begun, by week of filing
    below: Whole  # [L, K, P] the next older cohort that may hold cases
    bottom: Whole  # [L, K] oldest cohort that may hold cases
    ready: Floats  # [C, S, K] begun, and the day set has come
    served: Floats  # [C, S, K] heard today
    between: Floats  # [C, S, K] begun, and waiting for the day set
    inactive: Floats  # [C, K]
    to_board: Floats  # [C, K]
    at_board: Floats  # [C, K]
    to_court: Floats  # [C, K]
    to_reopen: Floats  # [C, K]
    waiting: Floats  # [K] not begun
    waiting_day: Floats  # [K]
    begun: Floats  # [K]
    begun_day: Floats  # [K]
    left: Floats  # [K] judge minutes left today
    part: Floats  # [K] room for a share
    gone: Floats  # [K] cases that left the active docket today
    first: Floats  # [C, K] first hearings since the start
    waited: Floats  # [C, K] days from filing to them


class Written(NamedTuple):
    """What is written down on the recorded days, and the flows summed so far."""

    sums: Floats  # [FLOWS, K] since the start
    flows: Floats  # [N, FLOWS] since the start, all courts
    stocks: Floats  # [N, STOCKS]
    by_court: Floats  # [N, K] active cases
    ages: Floats  # [N] mean age of the active cases
    first: Floats  # [N, C] first hearings since the start, all courts
    waited: Floats  # [N, C] days from filing to them
