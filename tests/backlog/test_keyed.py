"""Keyed numbers have the distributions they should, and depend on their keys only."""

from statistics import NormalDist

import numpy as np
import pytest

from wellfounded.backlog import keyed

KEYS = [np.uint64(keyed.key_of(np.uint64(5), np.uint64(1), np.uint64(n))) for n in range(20_000)]


def test_shares_are_even_and_unrelated():
    lengths = np.array([keyed.share(key, keyed.LENGTH, 0) for key in KEYS])
    outcomes = np.array([keyed.share(key, keyed.OUTCOME, 0) for key in KEYS])
    later = np.array([keyed.share(key, keyed.LENGTH, 1) for key in KEYS])

    assert np.abs(np.histogram(lengths, bins=10, range=(0, 1))[0] - 2000).max() < 4 * np.sqrt(1800)
    for other in (outcomes, later, np.roll(lengths, 1)):
        assert abs(np.corrcoef(lengths, other)[0, 1]) < 0.03


@pytest.mark.parametrize("p", [1e-9, 0.001, 0.02, 0.3, 0.5, 0.77, 0.99, 1 - 1e-9])
def test_normal_quantiles_agree_with_the_standard_library(p):
    assert keyed.normal_of(p) == pytest.approx(NormalDist().inv_cdf(p), rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("mean", [0.3, 12.0, 140.0])
def test_poisson_counts_have_their_mean_and_variance_and_grow_with_the_mean(mean):
    counts = np.array([keyed.poisson(mean, key, keyed.ARRIVALS) for key in KEYS[:6000]])
    more = np.array([keyed.poisson(mean * 1.1, key, keyed.ARRIVALS) for key in KEYS[:6000]])

    assert counts.mean() == pytest.approx(mean, abs=4 * np.sqrt(mean / 6000))
    assert counts.var() == pytest.approx(mean, rel=0.1)
    assert (more >= counts).all()
