"""A scenario written out reads back as itself, moved or not."""

from __future__ import annotations

import tomllib

import numpy as np
import pytest

from wellfounded.backlog.forecast import month_ends
from wellfounded.backlog.scenario import Scenario
from wellfounded.backlog.scenario_print import print_scenario
from wellfounded.backlog.scenario_text import built_in, load_scenario, read_scenario
from wellfounded.backlog.sliders import Moves, run_central
from wellfounded.backlog.what_if import Assumed, WrongAssumption, assumed_by, what_if

MOVES = Moves(hired=150, intake=0.8, continued=-0.6, order="mixed")


def _again(scenario: Scenario) -> Scenario:
    found, errors = read_scenario(tomllib.loads(print_scenario(scenario)), {}, id=scenario.id)
    assert [str(error) for error in errors] == []
    return found


@pytest.mark.parametrize("name", sorted(built_in()))
def test_a_written_scenario_reads_back_as_itself(name: str) -> None:
    scenario = load_scenario(name)
    again = _again(scenario)

    for one, other in zip(scenario.quantities(), again.quantities(), strict=True):
        assert (one.name, one.kind, one.shape, one.source, one.as_of) == (
            *(other.name, other.kind, other.shape, other.source, other.as_of),
        )
        assert (one.value, one.low, one.high) == pytest.approx((other.value, other.low, other.high), rel=1e-9)
    assert again.orders == scenario.orders
    assert [court.name for court in again.courts.courts] == [court.name for court in scenario.courts.courts]
    assert again.published == scenario.published


@pytest.mark.parametrize("name", ["2018-06-as-it-stood", "ruling-assumed"])
def test_a_moved_scenario_written_out_leads_to_the_same(name: str) -> None:
    found = what_if(name, MOVES, Assumed(0.3, 0.1, -0.2, 0.05))
    pending, _ = run_central(_again(found.scenario), month_ends(found.scenario))

    assert np.allclose(pending, found.pending, rtol=1e-9)


def test_a_moved_number_says_that_it_was_moved() -> None:
    scenario = what_if("2018-06-as-it-stood", MOVES, Assumed(0.3, granted=-0.2)).scenario
    step = scenario.intake.path[0].amount

    assert step.source.startswith("0.8 times: ")
    assert step.low <= step.value <= step.high
    assert scenario.rulings[0].granted.source == "supposed by whoever moved the slider"
    assert scenario.classes[0].hearings[0].continued.source.startswith("-50 points: ")


def test_without_an_assumption_the_ruling_changes_nothing() -> None:
    none = what_if("ruling-assumed", Moves(), Assumed())
    bare = what_if("2018-06-as-it-stood", Moves())

    assert np.array_equal(none.pending, bare.pending)
    assert np.array_equal(none.pending, none.without)


def test_what_the_scenario_assumes_stands_unless_moved() -> None:
    found = what_if("ruling-assumed", Moves())

    assert found.assumed == assumed_by(load_scenario("ruling-assumed"))
    assert not np.array_equal(found.pending, found.without)
    assert np.array_equal(found.without, found.unmoved)


@pytest.mark.parametrize("assumed", [Assumed(1.5, 0.1), Assumed(0.5, -1.5), Assumed(0.5, granted=2.0)])
def test_an_effect_that_cannot_be_is_refused(assumed: Assumed) -> None:
    with pytest.raises(WrongAssumption):
        what_if("2018-06-as-it-stood", Moves(), assumed)
