"""What a court, or the Board, has before it on one day, by time.

An entry is one word: the part of the day in its upper half, and in its lower half who comes. So the order of the words
is the order of the moments. What is known when the day begins is put in order once; what comes up later on the same day
goes into a heap. The moments at which judges are free again are few and stand in order.
"""

from __future__ import annotations

import numpy as np

from wellfounded.backlog.compiling import lean
from wellfounded.backlog.court_kernel import BLOCK, LONGEST_DAYS, PARTS, Counts, Ints, Number, Words

_S32 = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
ONE_PART = 1.0 / PARTS
LAST = np.uint64(0xFFFFFFFFFFFFFFFF)
"""The entry behind all others."""


@lean
def parts_of(days: float) -> Number:
    """Return a time in parts of a day."""
    return np.int64(min(days, LONGEST_DAYS) * PARTS)


@lean
def entry(due: np.uint32, who: np.uint32) -> np.uint64:
    """Make an entry."""
    return (np.uint64(due) << _S32) | np.uint64(who)


@lean
def who_comes(word: np.uint64) -> np.uint32:
    """Return who comes."""
    return np.uint32(word & _LOW)


@lean
def moment_of(day: Number, word: np.uint64) -> Number:
    """Return when, on a day that begins at a moment."""
    return day + np.int64(word >> _S32)


@lean
def put_in_order(raw: Words, ordered: Words, marks: Counts, size: int) -> None:
    """Put the entries of a day in order: by as many equal parts of the day as there are entries, then one by one."""
    if size > BLOCK:
        for part in range(size + 1):
            marks[part] = 0
        parts = np.uint64(size)
        for at in range(size):
            marks[((raw[at] >> _S32) * parts >> _S32) + np.uint64(1)] += 1
        for part in range(1, size):
            marks[part + 1] += marks[part]
        for at in range(size):
            part = (raw[at] >> _S32) * parts >> _S32
            ordered[marks[part]] = raw[at]
            marks[part] += 1
    else:
        for at in range(size):
            ordered[at] = raw[at]
    ordered[size] = LAST
    for here in range(1, size):
        word, at = ordered[here], here
        while at > 0 and ordered[at - 1] > word:
            ordered[at] = ordered[at - 1]
            at -= 1
        ordered[at] = word


@lean
def push(heap: Words, size: int, word: np.uint64) -> None:
    """Put an entry into a heap that has room; the caller counts."""
    at = size
    while at > 0 and heap[(at - 1) >> 1] > word:
        heap[at] = heap[(at - 1) >> 1]
        at = (at - 1) >> 1
    heap[at] = word


@lean
def drop_first(heap: Words, size: int) -> None:
    """Take the first entry out of a heap of a size; the caller counts. An empty heap's first entry is `LAST`."""
    last = size - 1
    word = heap[last]
    at, child = 0, 1
    while child < last:
        if child + 1 < last and heap[child + 1] < heap[child]:
            child += 1
        if word <= heap[child]:
            break
        heap[at] = heap[child]
        at = child
        child = 2 * at + 1
    heap[at] = word
    if last == 0:
        heap[0] = LAST


@lean
def replace_first(free: Ints, moment: Number) -> None:
    """Let the first of moments in order be another; behind them stands one that never comes."""
    at = np.uint64(0)
    while free[at + np.uint64(1)] < moment:
        free[at] = free[at + np.uint64(1)]
        at += np.uint64(1)
    free[at] = moment


@lean
def seated(free: Ints, bench: int, wanted: int, now: Number) -> int:
    """Let judges come, free at once, or leave, the first to be free first; return how many sit."""
    while bench < wanted:
        at = bench
        while at > 0 and free[at - 1] > now:
            free[at] = free[at - 1]
            at -= 1
        free[at] = now
        bench += 1
    while bench > wanted:
        for at in range(bench):
            free[at] = free[at + 1]
        bench -= 1
    return bench
