"""Keyed numbers have the distributions they should, and depend on their keys only."""

from statistics import NormalDist

import numpy as np
import pytest
from numba import njit

from wellfounded.backlog import keyed

KEYS = np.arange(20_000, dtype=np.uint64)


@njit
def keys(numbers):
    place = keyed.place_key(np.uint64(5), np.uint64(1))
    return np.array([keyed.case_key(place, number) for number in numbers])


@njit
def halves(numbers, purpose, counter):
    words = [keyed.drawn(key, purpose, counter) for key in keys(numbers)]
    return (
        np.array([keyed.share(keyed.upper(word)) for word in words]),
        np.array([keyed.share(keyed.lower(word)) for word in words]),
    )


@njit
def counts(mean, numbers):
    return np.array([keyed.poisson(mean, key, keyed.ARRIVALS) for key in keys(numbers)])


@njit
def normals(shares):
    return np.array([keyed.normal_of(p) for p in shares])


@njit
def exponentials(words):
    return np.array([keyed.exponential_of(word) for word in words])


def test_shares_are_even_and_unrelated():
    lengths, outcomes = halves(KEYS, keyed.HEARING, 0)
    later, _ = halves(KEYS, keyed.HEARING, 1)
    delays, _ = halves(KEYS, keyed.DELAY, 0)

    for shares in (lengths, outcomes):
        assert np.abs(np.histogram(shares, bins=10, range=(0, 1))[0] - 2000).max() < 4 * np.sqrt(1800)
    for other in (outcomes, later, delays, np.roll(lengths, 1)):
        assert abs(np.corrcoef(lengths, other)[0, 1]) < 0.03


@pytest.mark.parametrize("p", [1e-9, 0.001, 0.02, 0.3, 0.5, 0.77, 0.99, 1 - 1e-9])
def test_normal_quantiles_agree_with_the_standard_library(p):
    assert normals(np.array([p]))[0] == pytest.approx(NormalDist().inv_cdf(p), rel=1e-7, abs=1e-9)


def test_exponential_quantiles_read_between_lines_keep_the_mean_the_variance_and_the_tail():
    halves = np.linspace(0, 2**32 - 1, 1_000_001).astype(np.uint32)
    exact = -np.log((halves + 0.5) / 2**32)
    read = exponentials(halves)

    assert np.abs(read - exact).max() < 2e-4
    assert read.mean() == pytest.approx(exact.mean(), rel=1e-5)
    assert read.var() == pytest.approx(exact.var(), rel=1e-5)


@pytest.mark.parametrize("mean", [0.3, 12.0, 140.0, 700.0])
def test_poisson_counts_have_their_mean_and_variance_and_grow_with_the_mean(mean):
    few, more = counts(mean, KEYS[:6000]), counts(mean * 1.1, KEYS[:6000])

    assert few.mean() == pytest.approx(mean, abs=4 * np.sqrt(mean / 6000))
    assert few.var() == pytest.approx(mean, rel=0.1)
    assert (more >= few).all()


@pytest.mark.parametrize(("a", "b"), [(60.0, 29.0), (320.0, 300.0)])
def test_the_counts_of_two_intakes_differ_by_little_more_than_their_means(a, b):
    difference = counts(a, KEYS[:6000]) - counts(b, KEYS[:6000])

    assert difference.mean() == pytest.approx(a - b, rel=0.02)
    assert difference.var() < (np.sqrt(a) - np.sqrt(b)) ** 2 + 0.5 < 0.1 * (a + b)
