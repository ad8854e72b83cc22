"""The bench by day: none leaves who was not there, and none appears from nothing."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from wellfounded.backlog.bench import bench_path, judges_lacking
from wellfounded.backlog.bench_soundness import MOST_ATTRITION
from wellfounded.backlog.draws import CENTRAL
from wellfounded.backlog.quantity import fixed
from wellfounded.backlog.scenario import BenchChange


def changed(scenario, *changes, attrition=0.0):
    judges = replace(
        scenario.judges,
        attrition=fixed("judges.attrition", "%/year", attrition),
        changes=tuple(
            BenchChange(from_day, until_day, fixed(f"judges.{from_day}", "judges", count), leaving)
            for from_day, until_day, count, leaving in changes
        ),
    )
    return replace(scenario, judges=judges)


LEAVE_20 = (date(2019, 1, 1), date(2019, 3, 1), 20.0, True)
HIRE_10 = (date(2020, 1, 1), date(2020, 1, 2), 10.0, False)


def test_judges_who_come_after_the_last_has_left_are_all_there(small):
    """Of fourteen judges twenty were to leave: the six who were never there are not set off against ten new ones."""
    judges = bench_path(changed(small, LEAVE_20, HIRE_10), CENTRAL).judges

    assert judges.min() == 0
    assert judges[-1] == pytest.approx(10)
    assert judges_lacking(changed(small, LEAVE_20, HIRE_10), CENTRAL).max() == pytest.approx(6)


def test_attrition_takes_the_same_share_of_all_who_are_there(small):
    path = bench_path(changed(small, HIRE_10, attrition=0.2), CENTRAL).judges
    years = np.array([15.0, 1080.0]) / 365.25

    assert path[0] == pytest.approx(14 * np.exp(-0.2 * years[0]), rel=1e-3)
    assert path[-1] == pytest.approx(14 * np.exp(-0.2 * years[1]) + 10 * np.exp(-0.2 * 623 / 365.25), rel=1e-2)


def test_at_the_most_attrition_allowed_a_bench_of_a_century_can_be_reckoned(small):
    century = replace(changed(small, HIRE_10, attrition=MOST_ATTRITION), until=date(2118, 9, 1))
    path = bench_path(century, CENTRAL)

    assert np.isfinite(path.judges).all()
    assert np.isfinite(path.minutes).all()
    assert 0 <= path.judges[-1] < path.judges[0]
