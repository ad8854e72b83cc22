"""A few numbers moved lead where the scenario with those numbers would, and back where nothing is moved."""

import numpy as np
import pytest

from wellfounded.backlog.forecast import forecast
from wellfounded.backlog.scenario_text import built_in, load_scenario
from wellfounded.backlog.sliders import Moves, WrongMove, mean_continued
from wellfounded.backlog.what_if import what_if
from wellfounded.errors import UnknownName

STOOD = "2018-06-as-it-stood"


def test_nothing_moved_is_the_scenario_as_it_stands():
    found = what_if(STOOD, Moves())
    stood = forecast(load_scenario(STOOD), draws=1, replications=0)

    assert np.allclose(found.pending, stood.central, rtol=1e-9)
    assert np.allclose(found.unmoved, stood.central, rtol=1e-9)
    assert [one.fy for one in found.years] == [one.central.fy for one in stood.fiscal_years]


@pytest.mark.parametrize(
    ("moves", "fewer"),
    [
        (Moves(hired=300), True),
        (Moves(intake=0.8), True),
        (Moves(intake=1.3), False),
        (Moves(continued=-0.1), True),
        (Moves(continued=0.1), False),
    ],
    ids=["300 judges more", "fewer new cases", "more new cases", "fewer continuances", "more continuances"],
)
def test_each_move_goes_the_way_it_must(moves, fewer):
    found = what_if(STOOD, moves)

    assert bool(found.pending[-1] < found.unmoved[-1]) is fewer
    assert len(found.days) == len(found.pending) == len(found.unmoved)
    end = found.scenario.day_number(found.scenario.fiscal_year_ends()[-1])
    assert found.years[-1].pending == found.pending[list(found.days).index(end)]


def test_the_order_moves_the_waits_and_hardly_the_work():
    """The newest cases are of another mix of classes than the oldest, so the work differs a little."""
    found = what_if(STOOD, Moves(order="last-in-first-out"))

    assert found.years[3].wait < 60 < found.unmoved_years[3].wait
    assert found.pending[-1] == pytest.approx(found.unmoved[-1], rel=0.04)


def test_three_hundred_judges_moved_are_about_those_of_the_scenario_that_hires_them():
    """The scenario has them come from April 2019 on, ten months later."""
    moved = what_if(STOOD, Moves(hired=300)).pending[-1]
    hired = what_if("hire-300", Moves()).pending[-1]

    assert moved == pytest.approx(hired, rel=0.05)


def test_points_and_the_models_own_error_come_with_it():
    found = what_if(STOOD, Moves())

    assert {point.publisher for point in found.points} == {"TRAC", "EOIR"}
    assert {one.way for one in found.hindcast_error} >= {"model, past only", "drift"}


def test_the_share_continued_is_told_as_moved():
    stood, more = (what_if(STOOD, Moves(continued=by)).continued for by in (0.0, 0.05))

    assert 0.4 < stood < more < 0.7
    assert mean_continued(load_scenario(STOOD).classes) == stood


@pytest.mark.parametrize("name", sorted(built_in()))
def test_every_built_in_scenario_can_be_moved(name):
    assert what_if(name, Moves(hired=10, intake=1.1)).years


@pytest.mark.parametrize(
    ("name", "moves", "told"),
    [
        ("2018-06-as-it-stod", Moves(), UnknownName),
        (STOOD, Moves(order="first"), UnknownName),
        (STOOD, Moves(intake=-1), WrongMove),
        (STOOD, Moves(hired=float("nan")), WrongMove),
        (STOOD, Moves(continued=7), WrongMove),
        ("/etc/passwd", Moves(), UnknownName),
    ],
    ids=["misspelled", "no such order", "negative intake", "no number", "seven hundred points", "a file"],
)
def test_what_cannot_be_is_refused(name, moves, told):
    with pytest.raises(told):
        what_if(name, moves)
