"""A scenario that extends another takes over what it does not say, and nothing that would no longer be true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.backlog.small import URGENT, load_text, small_text, with_urgent
from wellfounded.backlog.forecast import forecast
from wellfounded.backlog.scenario import Scenario
from wellfounded.backlog.scenario_text import load_scenario
from wellfounded.errors import SeveralErrors

GUIDE = Path(__file__).parents[2] / "docs/backlog.md"
HIRE = """
[[judges.{key}]]
from = 2019-10-01
until = 2020-10-01
count = {{ value = "{count} judges", source = "test", as_of = 2018-10-01 }}
"""
EXTENDS = 'extends = "base"\n'


def load_over(folder: Path, text: str, *, base: str = "") -> Scenario:
    """Read a scenario that extends the small one, with a hire of 8 judges."""
    (folder / "base.toml").write_text(base or small_text(HIRE.format(key="hire", count=8)), encoding="utf-8")
    return load_text(folder, text)


def hired(scenario: Scenario) -> list[float]:
    return [one.count.value for one in scenario.judges.changes]


def judges_at_the_end(scenario: Scenario) -> float:
    return forecast(scenario, draws=1, replications=0).fiscal_years[-1].central.judges


def test_the_example_of_the_guide_has_the_judges_that_its_title_says(tmp_path):
    """Attrition takes some of the 300 by 2028; without the hiring that goes on the bench would be smaller."""
    text = re.search(r"```toml\n(extends.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)[1]
    stood, more = load_scenario("2018-06-as-it-stood"), load_text(tmp_path, text)
    alone = load_text(tmp_path, text.replace("also_hire", "hire"))

    assert more.title == "Three hundred more judges, slowly"
    assert 120 < judges_at_the_end(more) - judges_at_the_end(stood) < 300
    lost = stood.judges.changes[0].count.value - alone.judges.changes[0].count.value
    assert f"{lost:.0f} fewer by 2028" in GUIDE.read_text(encoding="utf-8")
    assert judges_at_the_end(alone) < judges_at_the_end(stood)


def test_a_list_replaces_and_one_with_also_is_added(tmp_path):
    assert hired(load_over(tmp_path, EXTENDS)) == [8]
    assert hired(load_over(tmp_path, EXTENDS + HIRE.format(key="hire", count=5))) == [5]
    assert hired(load_over(tmp_path, EXTENDS + HIRE.format(key="also_hire", count=5))) == [8, 5]
    both = HIRE.format(key="hire", count=5) + HIRE.format(key="also_hire", count=6)
    assert hired(load_over(tmp_path, EXTENDS + both)) == [5, 6]


def test_a_list_is_added_where_the_other_has_none(tmp_path):
    assert hired(load_over(tmp_path, EXTENDS + HIRE.format(key="also_hire", count=5), base=small_text())) == [5]


def test_what_is_wrong_in_an_added_list_is_told_at_its_own_line(tmp_path):
    text = EXTENDS + HIRE.format(key="also_hire", count=5) + HIRE.format(key="also_hire", count=-6)
    with pytest.raises(SeveralErrors) as raised:
        load_over(tmp_path, text)
    (error,) = raised.value.errors

    assert error.where == f"small.toml, line {len(text.splitlines())}"


def test_a_class_is_added_with_its_hearings_and_told_of_at_its_own_lines(tmp_path):
    text = EXTENDS + URGENT.replace("[[class", "[[also_class")
    base = with_urgent(small_text()).replace(URGENT, "")
    found = load_over(tmp_path, text, base=base)

    assert [one.name for one in found.classes] == ["asylum", "detained"]
    wrong = text.replace('"7 days"', '"7 dais"')
    with pytest.raises(SeveralErrors) as raised:
        load_over(tmp_path, wrong, base=base)
    (error,) = raised.value.errors
    line = wrong[: wrong.index("7 dais")].count("\n") + 1

    assert error.where == f"small.toml, line {line}"


def test_what_is_wrong_in_the_list_added_to_is_told_in_its_file(tmp_path):
    with pytest.raises(SeveralErrors) as raised:
        load_over(
            tmp_path,
            EXTENDS + HIRE.format(key="also_hire", count=5),
            base=small_text(HIRE.format(key="hire", count=-8)),
        )
    (error,) = raised.value.errors

    assert error.where.startswith("base.toml, line ")


def test_a_list_is_not_added_to_nothing(tmp_path):
    with pytest.raises(SeveralErrors, match="also_hire"):
        load_text(tmp_path, small_text(HIRE.format(key="also_hire", count=5)))


def test_what_the_other_says_of_itself_is_not_taken_over(tmp_path):
    """An `about` that is taken over would go on to tell of numbers that have been changed."""
    base = small_text().replace("start = ", 'about = "Nothing is closed."\nstart = ', 1)
    changes = """
[stock]
active = { value = "9000 cases", source = "test", as_of = 2018-10-01 }
[[closure.closed]]
from = 2018-10-01
value = "30 %"
source = "test"
as_of = 2018-10-01
"""
    found = load_over(tmp_path, EXTENDS + changes, base=base)

    assert found.title == "A small court, as changed in small"
    assert found.about == "As “A small court”, but for: stock.active, closure.closed."
    assert found.courts == load_over(tmp_path, EXTENDS, base=base).courts


def test_a_scenario_that_says_what_it_is_says_only_that(tmp_path):
    found = load_over(tmp_path, EXTENDS + 'title = "More judges"\nabout = "Eight more."\n')

    assert (found.title, found.about) == ("More judges", "Eight more.")
