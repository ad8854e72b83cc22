"""Judges needed: how many bring the cases to a goal, what they do on the way, and what the draws tell of it."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from wellfounded.backlog.bench import bench_path
from wellfounded.backlog.draws import CENTRAL
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.merged import merged
from wellfounded.backlog.plan import make_plan
from wellfounded.backlog.scenario_text import load_scenario
from wellfounded.backlog.solve import GoalOutOfReach, judges_needed, with_bench
from wellfounded.backlog.solve import Path as Way
from wellfounded.law.loading import load_library
from wellfounded.report.as_text import as_text
from wellfounded.report.backlog_alone import past_error_briefly
from wellfounded.report.backlog_goals import answer_document, answer_json, path_words
from wellfounded.report.backlog_parts import rounded
from wellfounded.report.document import Paragraph


def active(scenario, judges, day):
    """Return the pending cases day by day with a constant bench, begun as the scenario's own bench had begun."""
    plan = make_plan(merged(scenario))
    return run_fluid(replace(plan, bench=bench_path(with_bench(scenario, judges), CENTRAL)), days=range(day + 1)).active


def last_end(scenario):
    return scenario.fiscal_year_ends()[-1]


def test_the_judges_found_bring_the_pending_cases_to_the_goal(small):
    found = judges_needed(small, share=1.0, by=last_end(small), draws=4)

    assert active(small, found.judges_needed, small.day_number(last_end(small)))[-1] == pytest.approx(8000, rel=0.01)
    assert found.low <= found.judges_needed <= found.high * 1.2


def test_what_had_begun_at_the_start_is_what_the_scenarios_own_bench_began(small, monkeypatch):
    """A bench that is only supposed has begun nothing before the first day."""
    begun = []

    def seen(plan, **asked):
        begun.append(plan.begun)
        return run_fluid(plan, **asked)

    monkeypatch.setattr("wellfounded.backlog.solve.run_fluid", seen)
    judges_needed(small, share=0.6, by=last_end(small), draws=0)

    assert len(begun) > 5
    assert all(np.array_equal(one, make_plan(merged(small)).begun) for one in begun)


def test_the_way_to_the_goal_is_that_of_the_bench_found():
    """In the built-in scenario the queue is a quarter shorter in 2022, and grows back to its length at the start."""
    stood = load_scenario("2018-06-as-it-stood")
    found = judges_needed(stood, share=1.0, by=last_end(stood), draws=0)
    pending = active(stood, found.judges_needed, stood.day_number(last_end(stood)))

    assert found.path.lowest == pytest.approx(pending.min(), rel=1e-9)
    assert found.path.lowest_on == stood.date_of(int(pending.argmin()))
    assert found.path.lowest < 0.8 * found.target
    assert found.path.last_year == pytest.approx(pending[-1] - pending[-366], rel=1e-9)
    assert found.path.years[-1] == (2028, pytest.approx(pending[-1]))
    assert "in the year before the goal's day: it is met then, and not held" in path_words(found)
    guide = Path("docs/backlog.md").read_text(encoding="utf-8")
    assert f"with the {rounded(found.judges_needed)} judges of `--hold`" in guide
    assert f"fall to {rounded(found.path.lowest)} in October 2022" in guide
    assert f"and grow by {rounded(found.path.last_year)} in the year before" in guide


@pytest.mark.parametrize(
    ("lowest", "last_year", "said"),
    [
        (6000.0, 900.0, "12 judges the pending cases fall to 6,000 by 1 October 2018, and grow by 900 in the year"),
        (
            8000.0,
            900.0,
            "12 judges the pending cases grow by 900 in the year before the goal's day: it is met then",
        ),
        (8000.0, -900.0, "12 judges the pending cases fall by 900 in the year before the goal's day."),
        (8000.0, 5.0, "12 judges the pending cases hardly change in the year before the goal's day."),
    ],
    ids=["down and up", "up", "down", "even"],
)
def test_the_answer_says_whether_the_goal_is_held(small, lowest, last_year, said):
    found = judges_needed(small, share=1.0, by=last_end(small), draws=0)
    path = Way(found.path.years, small.start, lowest, last_year)

    assert said in path_words(replace(found, judges_needed=12.0, path=path))


def test_the_keys_give_the_way_to_the_goal(small):
    found = judges_needed(small, share=1.0, by=last_end(small), draws=40)
    keys = json.loads(json.dumps(answer_json(found, load_library())))

    assert [one["fy"] for one in keys["fiscal_years"]] == [2019, 2020, 2021]
    assert keys["lowest_pending"] <= min(one["pending"] for one in keys["fiscal_years"])
    assert keys["lowest_pending_on"] == found.path.lowest_on.isoformat()
    assert keys["change_in_last_year"] == round(found.path.last_year)
    low, high = keys["interval_sampling"]["p50"]
    assert low <= round(found.below(0.5)) <= high
    assert keys["interval_sampling"]["p05"][0] is None


def test_of_a_hundred_draws_the_share_is_not_said_twice(small):
    found = judges_needed(small, share=1.0, by=last_end(small), draws=0)
    for draws, said in ((100, "In 39 of 100 draws no number"), (50, "In 39 of 50 draws (78 %) no number")):
        told = answer_document(replace(found, sampled=(None,) * 39 + (12.0,) * (draws - 39)), load_library()).answer
        assert said in told


def test_halving_takes_more_than_holding(small):
    end = small.fiscal_year_ends()[-1]
    held, halved = (judges_needed(small, share=share, by=end, draws=1).judges_needed for share in (1.0, 0.5))

    assert halved > held


def test_draws_that_no_bench_satisfies_count_as_above_any_bench(small):
    """Where hearings are set late, some draws keep more cases between hearings than may be pending."""
    (one,) = small.classes
    late = tuple(
        replace(hearing, set_after=replace(hearing.set_after, value=120.0, low=30.0, high=240.0))
        for hearing in one.hearings
    )
    slow = replace(small, classes=(replace(one, hearings=late),))
    found = judges_needed(slow, share=0.45, by=small.fiscal_year_ends()[-1], draws=20)

    assert found.low is not None
    assert 1 < found.out_of_reach < 20
    assert found.high is None
    assert found.below(0.05) == found.low
    told = " ".join(as_text(answer_document(found, load_library())).split())
    out_of_reach = f"In {found.out_of_reach} of 20 draws ({5 * found.out_of_reach} %) no number of judges does it"
    assert f"{out_of_reach}; of all draws, 95 of 100 take {found.low:.0f} judges or more, or no number does it." in told


def test_so_few_draws_tell_no_interval_of_judges(small):
    told = answer_document(judges_needed(small, share=1.0, by=last_end(small), draws=1), load_library()).answer

    assert told.endswith("From 1 draw no interval is told.")


def test_without_draws_the_answer_is_the_central_one(small):
    found = judges_needed(small, share=1.0, by=small.fiscal_year_ends()[-1], draws=0)

    assert found.low == found.high == found.judges_needed


def test_a_goal_after_the_scenario_is_refused(small):
    with pytest.raises(GoalOutOfReach, match="covers"):
        judges_needed(small, share=1.0, by=small.until.replace(year=2040), draws=1)


def test_an_answer_says_the_past_error_first_then_that_it_is_a_floor():
    scenario = load_scenario("2018-06-as-it-stood")
    document = answer_document(judges_needed(scenario, share=1.0, by=last_end(scenario), draws=0), load_library())

    assert document.known == past_error_briefly()
    assert "so this is a floor" in document.parts[0].text
    assert Paragraph(" ".join(scenario.about.split())) in document.parts
