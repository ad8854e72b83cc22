"""What the case engine keeps of a scenario, of courts and of cases, and the columns of what it counts.

A court is a queue with several servers, its judges, in continuous time. A hearing begins when a judge is free and a
case is ready, by priority, days already set before first hearings, and in these the order of the scenario. What a
hearing leads to is drawn from numbers keyed by the case. A judge who leaves finishes the hearing under way.

Of every case a short row is kept for good. What a court needs to go on with a case once it is begun lies in a folder,
and a folder is used again when its case is over: so the cases under way stay together in the processor's fast memory.
The cases set for a day stand on sheets of seven, so that a processor can fetch their folders a day ahead.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Ids = NDArray[np.uint32]
Counts = NDArray[np.int32]
Bytes = NDArray[np.uint8]
Words = NDArray[np.uint64]
Short = NDArray[np.float32]
Number = int | np.integer[Any]
Records = Any
"""An array of one of the records below."""

NONE = np.uint32(0xFFFFFFFF)
(IN_LAST_HEARING, OUTSIDE, NOT_BEGUN, READY, SET, SHUT, TO_BOARD, AT_BOARD, TO_COURT, DONE) = range(10)
"""Where a case is: in the hearing that completes or closes it when the scenario ends, completed before the start and
back later today, not begun, ready, waiting for a day set, administratively closed, on its way to the Board, there, on
its way back, completed for good."""
(FILED, BEGUN, HEARD, COMPLETED, CLOSED, RECALENDARED, RETURNED, APPEALED, DECIDED, REMANDED) = range(10)
FLOWS = 10
(WAITING, RETURNS, BETWEEN, ENDING, INACTIVE) = range(5)
STOCKS = 5
(AREA, FIRST_WAIT, STARTED) = range(3)
SUMS = 3
FIXED, LOGNORMAL, EXPONENTIAL = range(3)
PER_DAY = 65536
"""Numbers that the cases of a court and day may have: those filed from 0 on, those from before from `OUTSIDE_FROM` on;
the last number is the day's own."""
OUTSIDE_FROM = 32768
EARLIER = 65535
"""Stands for a first hearing before the start."""
MOST_DAYS, MOST_A_DAY, MOST_STEPS = EARLIER - 1, PER_DAY - OUTSIDE_FROM - 1, 255
"""What the rows and folders of cases have room for: days, cases of one kind in a court on a day, hearings."""
EARLIER_PLACE = 1_000_000
ONCE = 32768
SHEET = 7
"""Cases on a sheet."""
LENGTHS, BEGIN, COURTS, BOARD, SETTLE = range(5)
"""The tasks of the engine: work out the tables of lengths, set out the stock, move courts, move the Board, and
write down where each case is."""
PARTS = 1 << 32
"""Moments are counted in parts of a day, from the start: a day is so many."""
NEVER = (1 << 63) - 1
LONGEST_DAYS = 1e6
LINES = 1024
"""The parts of a table of quantiles."""
BLOCK = 16
"""Judges are gone through in blocks of so many."""

NUMBERS = np.dtype(
    [
        ("seed", np.uint64),
        ("courts", np.int64),
        ("days", np.int64),
        ("classes", np.int64),
        ("hearings", np.int64),  # the most of any class
        ("levels", np.int64),
        ("spans", np.int64),
        ("rulings", np.int64),
        ("bench", np.int64),  # room for the times of a court's judges
        ("panels", np.int64),
        ("panel_room", np.int64),
        ("room", np.int64),  # of all courts
        ("agenda", np.int64),  # room for the cases of a day
        ("sheets", np.int64),  # of all courts
        ("desk", np.int64),  # room for the appeals of a day
        ("workers", np.int64),  # threads
        ("recorded", np.int64),
        ("filing", np.int64),  # in parts of a day
        ("transfer", np.int64),
        ("reopened", np.float64),
        ("reopen_after", np.float64),
        ("remanded", np.float64),
    ],
    align=True,
)
"""The numbers of a scenario that have one value."""

STEP = np.dtype(
    [
        ("minutes", np.float64),  # for a lognormal length its median
        ("sigma", np.float64),
        ("set_after", np.float64),
        ("continued", np.float64),
        ("ends", np.float64),
        ("granted", np.float64),
        ("appealed_denied", np.float64),
        ("appealed_granted", np.float64),
        ("shape", np.int32),
        ("level", np.uint32),
        ("kind", np.uint32),
        ("last", np.uint32),  # the step that is the last of the class
    ],
    align=True,
)
"""A hearing of a class: number `class x the most hearings of any class + hearing`."""

DAY = np.dtype(
    [
        ("per_minute", np.float64),  # calendar days that one hearing minute takes a judge
        ("intake", np.float64),
        ("from_before", np.float64),
        ("newest", np.float64),
        ("closing", np.float64),
        ("capacity", np.float64),  # of the Board, decisions
        ("span", np.int32),
        ("recorded", np.int32),  # the row of the day in `by_court`, or -1
    ],
    align=True,
)

RULING = np.dtype(
    [(name, np.float64) for name in ("affected", "factor", "more_granted", "more_appealed", "more_remanded")]
)

COURT = np.dtype(
    [
        ("here", np.uint64),  # the key of random numbers of the cases filed here
        ("before", np.uint64),  # and of the stock
        ("share", np.float64),  # of the intake
        ("now", np.int64),
        ("offset", np.uint32),  # its first row, and its first folder
        ("room", np.uint32),  # rows and folders
        ("stock", np.uint32),  # cases at the start
        ("used", np.uint32),  # rows
        ("fresh", np.uint32),  # the first folder never used
        ("sheets", np.uint32),  # its first sheet
        ("fresh_sheet", np.uint32),
        ("idle", np.uint32),  # the first of the folders to be used again
        ("idle_sheet", np.uint32),
        ("bench", np.int32),  # judges
        ("between", np.int32),
        ("ending", np.int32),
        ("inactive", np.int32),
        ("full", np.int32),  # 1 once there was no room for a case
    ],
    align=True,
)

LEVEL = np.dtype(
    [
        ("turn", np.float64),  # how much of the newest case's turn has come
        ("oldest", np.uint32),  # place of the oldest case not begun in the court's line
        ("newest", np.uint32),  # place after the newest one
        ("first", np.uint32),  # folder of the case that has been ready longest
        ("last", np.uint32),
        ("ready", np.int32),
    ],
    align=True,
)
"""The cases of one priority in one court."""

ROW = np.dtype(
    [
        ("key", np.uint32),  # day of filing and number on that day; of the stock, its number
        ("first", np.uint16),  # day of the first hearing, from 1; 0 for none yet, or EARLIER
        ("ended", np.uint16),  # day of the first completion, from 1; 0 for none yet
        ("kind", np.uint8),  # its class
        ("place", np.uint8),  # where it is; of a begun one only once the run is over
    ],
)
"""Every case: 10 bytes."""

FOLDER = np.dtype(
    [
        ("own", np.uint64),  # the case's key of random numbers
        ("id", np.uint32),  # its row
        ("link", np.uint32),  # the next folder of the same list
        ("minutes", np.float32),  # that the next hearing takes, once its day has come
        ("heard", np.uint16),  # hearings so far, and ONCE more when the case has been completed
        ("step", np.uint8),  # which hearing comes
        ("place", np.uint8),  # where the case is
    ],
    align=True,
)
"""A case that is begun: 24 bytes."""


class World(NamedTuple):
    """Everything that the engine reads and writes; a court's rows and folders stand together."""

    numbers: Records  # [1]
    steps: Records  # [C x S]
    lengths: Short  # [C x S, lines] minutes of a hearing at even shares
    days: Records  # [D]
    rulings: Records  # [R]
    courts: Records  # [K]
    levels: Records  # [K, L]
    rows: Records  # of every case: the stock first, then as they are filed
    folders: Records
    line: Ids  # [L, rows] rows of the cases not begun, from the oldest
    reaches: Bytes  # [R, E, K, C]
    edges: Floats  # [5, C x S] cumulated shares: new classes; of the stock inactive, at the Board, begun (steps), not
    at_start: Ints  # [K, 4] inactive, at the Board, begun, not begun
    judges: Counts  # [D, K]
    free: Ints  # [K, bench] when each judge is free again, the soonest first
    recalendar: Floats  # [D + 1] cumulated rate
    sheets: Words  # [sheets, 8] seven entries of an agenda, and the sheet before, as `set_for` gives it
    set_for: Ids  # [K, D] the last sheet of the cases set for a day, times eight, and how many stand on it; or NONE
    inbox: Ids  # [D, K] the same of the appeals that reach the Board on a day
    over: Counts  # [K, D, 2] hearings under way that end on a later day in completion, and in closure
    agenda: Words  # [worker, 2, agenda] a day's cases, the moment in the upper half, in order and as they came
    soon: Words  # [worker, agenda] those that come again on the same day
    marks: Counts  # [worker, agenda] where each part of the day begins
    flows: Counts  # [worker, D, FLOWS]
    stocks: Counts  # [worker, D, STOCKS] at the end of a day
    by_court: Counts  # [K, N] active cases at the end of recorded days
    sums: Floats  # [K, SUMS]
    panels: Ints  # [panels] when each panel of the Board is free again
    queue: Ids  # [rows] folders of the appeals, in the order in which they reached the Board, round and round
    queued: Ints  # [3] how many have been taken from the queue, how many put into it, and appeals pending
    at_board: Counts  # [D, 2] appeals pending at the end of a day; decisions that fall on a day
    desk: Words  # [2, desk] the Board's day, as `agenda`
    desk_marks: Counts  # [desk] as `marks`
