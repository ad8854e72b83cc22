"""The one place where the clock is read. Law is never asked of it: days of law are always given."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

__all__ = ["elapsed", "now", "stopwatch", "today"]

_COUNTS_SLEEP: int | None = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))


def now() -> str:
    """Return the present moment in UTC, to the second, as the log and the history write it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def today() -> date:
    """Return the present day where the machine stands."""
    return datetime.now().astimezone().date()


def elapsed() -> float:
    """Return seconds that never run backwards and count the time asleep, for locks and tokens that expire.

    On Linux `CLOCK_BOOTTIME` counts sleep (`CLOCK_MONOTONIC` stops); on macOS `CLOCK_MONOTONIC` counts it (what Python
    calls `monotonic` stops there). Windows has neither; its `monotonic` counts sleep.
    """
    return time.monotonic() if _COUNTS_SLEEP is None else time.clock_gettime(_COUNTS_SLEEP)


def stopwatch() -> float:
    """Return fine seconds, to measure how long a key takes to derive."""
    return time.perf_counter()
