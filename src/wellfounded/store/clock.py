"""The one place where the clock is read. Law is never asked of it: days of law are always given."""

from __future__ import annotations

from datetime import UTC, date, datetime
from time import monotonic, perf_counter

__all__ = ["elapsed", "now", "stopwatch", "today"]


def now() -> str:
    """Return the present moment in UTC, to the second, as the log and the history write it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def today() -> date:
    """Return the present day where the machine stands."""
    return datetime.now().astimezone().date()


def elapsed() -> float:
    """Return seconds that never run backwards, for locks and tokens that expire."""
    return monotonic()


def stopwatch() -> float:
    """Return fine seconds, to measure how long a key takes to derive."""
    return perf_counter()
