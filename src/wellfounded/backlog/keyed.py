"""Random numbers that depend on nothing but their key: which case, for what, how often asked.

A stream of random numbers depends on the order in which it is read, so two scenarios with one seed soon draw different
numbers for the same case. Here each number is a hash (the finisher of SplitMix64) of the case's key, the purpose and a
counter, and the key is a hash of the seed, the court and the case. The same case draws the same in every scenario, on
any number of threads, in any order. One hash gives two numbers, its upper and its lower half.
"""

from __future__ import annotations

import math

import numpy as np

from wellfounded.backlog.compiling import lean
from wellfounded.backlog.court_kernel import LINES, Number, Short

ARRIVALS, RETURNS, FILING, HEARING, DELAY, RETURN, APPEAL, BOARD, RULING, RECALENDAR = range(1, 11)
"""What a number is for."""
LARGEST_PART, MOST_ARRIVALS = 512.0, 1000
"""The largest mean drawn as one, and a count beyond any chance of it; exp(-745) would be no number."""

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S32 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_TO_UNIT = 1.0 / 4294967296.0
_SHIFT, _REST, _TO_PART = np.uint32(22), np.uint32((1 << 22) - 1), 1.0 / (1 << 22)
_EDGE = 1 << 27
_UPPER_EDGE = (1 << 32) - _EDGE
_EXPONENTIALS = -np.log(np.maximum(np.arange(LINES + 1) / LINES, 1e-3)).astype(np.float32)


@lean
def mixed(word: np.uint64) -> np.uint64:
    """Mix a word so that each bit of the result depends on each bit of the word."""
    word = (word ^ (word >> _S30)) * _FIRST
    word = (word ^ (word >> _S27)) * _SECOND
    return word ^ (word >> _S31)


@lean
def place_key(seed: np.uint64, place: np.uint64) -> np.uint64:
    """Make the key of a court from the seed."""
    return mixed(seed * _GOLDEN + place)


@lean
def case_key(place: np.uint64, number: np.uint64) -> np.uint64:
    """Make the key of a case from that of its court and its number there."""
    return mixed(place + number * _GOLDEN)


@lean
def drawn(key: np.uint64, purpose: int, counter: Number) -> np.uint64:
    """Draw a word of 64 even bits."""
    return mixed(key + np.uint64(purpose) * _GOLDEN + np.uint64(counter) * _FIRST)


@lean
def upper(word: np.uint64) -> np.uint32:
    """Return the upper half of a word."""
    return np.uint32(word >> _S32)


@lean
def lower(word: np.uint64) -> np.uint32:
    """Return the lower half of a word."""
    return np.uint32(word & _LOW)


@lean
def share(half: np.uint32) -> float:
    """Return half a word as a number between 0 and 1, neither of them included."""
    return (half + 0.5) * _TO_UNIT


@lean
def at_edge(half: np.uint32) -> bool:
    """Say whether a quantile lies in the outer parts of a table, which are worked out exactly."""
    return bool(half < _EDGE or half >= _UPPER_EDGE)


@lean
def between_lines(table: Short, half: np.uint32) -> float:
    """Read a quantile from a table of `LINES` parts, evenly between its lines."""
    part = np.uint32(half >> _SHIFT)
    low, high = np.float64(table[part]), np.float64(table[part + np.uint32(1)])
    return float(low + np.int64(half & _REST) * _TO_PART * (high - low))


@lean
def exponential_of(half: np.uint32) -> float:
    """Return the quantile of the exponential distribution of mean 1, counted from the top, within 2e-4."""
    return -math.log(share(half)) if half < _EDGE else between_lines(_EXPONENTIALS, half)


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
    """Draw from the Poisson distribution by inversion; a mean over 512 is drawn in parts.

    The count grows with the mean for a fixed key, so scenarios with more intake keep the cases of those with less. Of
    one part the two counts differ as little as they can: by (a^0.5 - b^0.5)^2 in variance, where parts that only one of
    them has would differ as if drawn apart.
    """
    count, part = 0, 0
    while mean > 0:
        step = min(mean, LARGEST_PART)
        mean -= step
        left = share(upper(drawn(key, purpose, part)))
        chance = math.exp(-step)
        at = 0
        while left > chance and at < MOST_ARRIVALS:
            left -= chance
            at += 1
            chance *= step / at
        count += at
        part += 1
    return count
