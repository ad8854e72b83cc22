"""Random numbers that depend on nothing but their key: which case, for what, how often asked.

A stream of random numbers depends on the order in which it is read, so two scenarios with one seed soon draw different
numbers for the same case. Here each number is a hash (the finisher of SplitMix64, twice) of the seed, the case, the
purpose and a counter. The same case draws the same in every scenario, on any number of threads, in any order.
"""

from __future__ import annotations

import math

import numpy as np

from wellfounded.backlog.compiled import lean

ARRIVALS, WHEN, CLASS, LENGTH, OUTCOME, DELAY, RETURN, APPEAL, BOARD, RULING, AGE, RECALENDAR = range(1, 13)
"""What a number is for."""

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_TO_UNIT = 1.0 / 9007199254740992.0


@lean
def mixed(word: np.uint64) -> np.uint64:
    """Mix a word so that each bit of the result depends on each bit of the word."""
    word = (word ^ (word >> _S30)) * _FIRST
    word = (word ^ (word >> _S27)) * _SECOND
    return word ^ (word >> _S31)


@lean
def key_of(seed: np.uint64, place: np.uint64, number: np.uint64) -> np.uint64:
    """Make the key of a case from the seed, its court and its number there."""
    return mixed(mixed(seed * _GOLDEN + place) + number * _GOLDEN)


@lean
def share(key: np.uint64, purpose: int, counter: int) -> float:
    """Draw a number evenly between 0 and 1, neither of them included."""
    word = mixed(key + np.uint64(purpose) * _GOLDEN + np.uint64(counter) * _FIRST)
    return (float(word >> _S11) + 0.5) * _TO_UNIT


@lean
def exponential(key: np.uint64, purpose: int, counter: int) -> float:
    """Draw from the exponential distribution of mean 1."""
    return -math.log(share(key, purpose, counter))


@lean
def normal_of(p: float) -> float:
    """Return the standard normal quantile (Acklam's rational approximation, relative error under 1.2e-9)."""
    if p < 0.02425:
        q = math.sqrt(-2 * math.log(p))
        return _tail(q)
    if p > 1 - 0.02425:
        q = math.sqrt(-2 * math.log(1 - p))
        return -_tail(q)
    q = p - 0.5
    r = q * q
    top = (
        (((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.3577518672690) * r
        - 30.66479806614716
    ) * r + 2.506628277459239
    low = (
        (((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r
        - 13.28068155288572
    ) * r + 1.0
    return top * q / low


@lean
def _tail(q: float) -> float:
    top = (
        (((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q
        + 4.374664141464968
    ) * q + 2.938163982698783
    low = (((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1.0
    return top / low


@lean
def poisson(mean: float, key: np.uint64, purpose: int) -> int:
    """Draw from the Poisson distribution by inversion; a large mean is drawn in parts of at most 32.

    The count grows with the mean for a fixed key, so scenarios with more intake keep the cases of those with less.
    """
    count, part = 0, 0
    while mean > 0:
        step = min(mean, 32.0)
        mean -= step
        left = share(key, purpose, part)
        chance = math.exp(-step)
        at = 0
        while left > chance and at < 400:
            left -= chance
            at += 1
            chance *= step / at
        count += at
        part += 1
    return count
