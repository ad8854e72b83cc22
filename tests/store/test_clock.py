"""The clock of locks: hours asleep are hours."""

from __future__ import annotations

import time

import pytest

from wellfounded.store.clock import elapsed


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="this system has no clock of this name")
def test_the_clock_of_locks_counts_the_time_asleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that slept eight hours: the clock since it started has gone on, the one that stops has not."""
    read, asleep = time.clock_gettime, 8 * 3600

    def after_sleep(clock: int) -> float:
        return read(clock) + (asleep if clock == time.CLOCK_BOOTTIME else 0)

    before = elapsed()
    monkeypatch.setattr(time, "clock_gettime", after_sleep)

    assert elapsed() - before >= asleep


def test_the_clock_of_locks_never_runs_backwards() -> None:
    moments = [elapsed() for _ in range(100)]

    assert moments == sorted(moments)
