"""What a court has before it on one day, by time: a heap of the moments at which cases come."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog.compiled import compiled, lean

Floats = NDArray[np.float64]
Ids = NDArray[np.int32]


@compiled
def grown(times: Floats, ids: Ids) -> tuple[Floats, Ids]:
    """Return the arrays of a full heap with as much room again."""
    more_times, more_ids = np.empty(2 * len(times)), np.empty(2 * len(ids), np.int32)
    more_times[: len(times)] = times
    more_ids[: len(ids)] = ids
    return more_times, more_ids


@lean
def push(times: Floats, ids: Ids, size: int, time: float, id: int) -> None:
    """Put a case into a heap that has room; the caller counts."""
    at = size
    while at > 0:
        above = (at - 1) >> 1
        if times[above] < time or (times[above] == time and ids[above] <= id):
            break
        times[at] = times[above]
        ids[at] = ids[above]
        at = above
    times[at] = time
    ids[at] = id


@lean
def drop_first(times: Floats, ids: Ids, size: int) -> None:
    """Take the first case out of a heap of a size; the caller counts."""
    last = size - 1
    time, id = times[last], ids[last]
    at, child = 0, 1
    while child < last:
        right = child + 1
        if right < last and (times[right] < times[child] or (times[right] == times[child] and ids[right] < ids[child])):
            child = right
        if time < times[child] or (time == times[child] and id <= ids[child]):
            break
        times[at] = times[child]
        ids[at] = ids[child]
        at = child
        child = 2 * at + 1
    times[at] = time
    ids[at] = id


@lean
def replace_first(free: Floats, size: int, time: float) -> None:
    """Set the first of the times at which judges are free again, in a heap of them."""
    at, child = 0, 1
    while child < size:
        right = child + 1
        if right < size and free[right] < free[child]:
            child = right
        if time <= free[child]:
            break
        free[at] = free[child]
        at = child
        child = 2 * at + 1
    free[at] = time
