"""A scenario's numbers are drawn apart and held; shares of the classes sum to all in every draw."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from wellfounded.backlog.draws import Draw
from wellfounded.backlog.merged import merged
from wellfounded.backlog.plan import make_plan
from wellfounded.backlog.scenario_text import load_scenario

DRAWS = 40


@pytest.fixture(scope="module")
def stood():
    return merged(load_scenario("2018-06-as-it-stood"))


@pytest.fixture(scope="module")
def plans(stood):
    return [make_plan(stood, Draw(stood.seed, number)) for number in range(DRAWS)]


def test_a_share_taken_as_certain_is_the_same_in_every_draw(stood, plans):
    """The detained class has no range; the two others take what it leaves, and stay within their own ranges."""
    detained, *others = stood.classes
    assert detained.intake_share.certain
    assert not any(one.intake_share.certain for one in others)
    shares = np.array([plan.class_intake for plan in plans])

    assert shares[:, 0] == pytest.approx(detained.intake_share.value)
    assert shares.sum(axis=1) == pytest.approx(1)
    for drawn, one in zip(shares.T[1:], others, strict=True):
        assert drawn.std() > 0.01
        assert one.intake_share.low <= drawn.min() <= drawn.max() <= one.intake_share.high


def test_shares_all_taken_as_certain_are_those_of_the_scenario(stood):
    certain = tuple(
        replace(one, stock_share=replace(one.stock_share, low=one.stock_share.value, high=one.stock_share.value))
        for one in stood.classes
    )
    plan = make_plan(replace(stood, classes=certain), Draw(stood.seed, 3))

    assert plan.class_stock == pytest.approx([one.stock_share.value for one in certain])


def test_a_growth_once_drawn_holds_for_all_years(stood, plans):
    """In each draw new cases grow by the same share in the first year as in the last."""
    growth = np.array([plan.intake[365] / plan.intake[0] for plan in plans])
    last = np.array([plan.intake[-1] / plan.intake[-366] for plan in plans])

    assert growth == pytest.approx(last)
    assert growth.std() > 0.02
