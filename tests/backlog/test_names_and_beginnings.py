"""Each class, hearing, court, hire and ruling has a name of its own, and dated steps begin with the scenario."""

from __future__ import annotations

import pytest

from tests.backlog.small import load_text, small_text, with_urgent
from wellfounded.backlog.draws import Draw
from wellfounded.backlog.scenario import Scenario
from wellfounded.errors import SeveralErrors
from wellfounded.report.backlog_words import called

HIRE = """
[[judges.hire]]
from = 2019-10-01
until = 2020-10-01
count = { value = "8 judges", range = "±50 %", source = "test", as_of = 2018-10-01 }
"""
RULING = """
[[ruling]]
authority = "matter-of-a-b-i"
from = {day}
affected = {{ value = "20 %", range = ["0 %", "40 %"], source = "test", as_of = 2018-10-01 }}
length = {{ value = "10 %", source = "test", as_of = 2018-10-01 }}
"""
COURTS = 'shares = [["North", "ca9", "50 %"], ["South", "ca5", "30 %"], ["North", "ca4", "20 %"]]'
ONE_COURT = """[[courts.court]]
name = "North"
share = {{ value = "{share} %", source = "test", as_of = 2018-10-01 }}
"""


def changed(old: str, new: str, text: str = "") -> str:
    text = text or small_text()
    assert old in text
    return text.replace(old, new, 1)


def shares_line() -> str:
    return next(line for line in small_text().splitlines() if line.startswith("shares"))


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (
            changed('"detained"', '"asylum"', with_urgent(small_text())),
            'name = "asylum"',
            "classes of cases are called",
        ),
        (changed('"merits"', '"master"'), 'name = "master"', 'hearings of "asylum" are called "master"'),
        (changed(shares_line(), COURTS), "shares = ", 'Two courts are called "North"'),
        (
            changed(shares_line(), ONE_COURT.format(share=60) + ONE_COURT.format(share=40)),
            'name = "North"',
            'Two courts are called "North"',
        ),
        (small_text('[[order]]\nrule = "mixed"\n' * 2), "[[order]]", "orders begin on 2018-10-01"),
    ],
    ids=["classes", "hearings", "rows of courts", "courts", "orders"],
)
def test_two_of_one_name_are_refused_at_the_second(tmp_path, text, line, told):
    """A class's name keys its draws, its waits and its column: two of one name would be one."""
    with pytest.raises(SeveralErrors) as raised:
        load_text(tmp_path, text)
    (error,) = raised.value.errors
    lines = text.splitlines()

    assert told in error.found
    assert int(error.where.rpartition(" ")[2]) == 1 + max(at for at, one in enumerate(lines) if line in one)


def drawn_apart(scenario: Scenario, first: str, second: str) -> bool:
    numbers = {one.name: one for one in scenario.quantities()}
    return any(Draw(1, draw)(numbers[first]) != Draw(1, draw)(numbers[second]) for draw in range(3))


def test_two_hires_of_one_day_are_drawn_apart(tmp_path):
    found = load_text(tmp_path, small_text(HIRE * 2))
    names = [one.count.name for one in found.judges.changes]

    assert names == ["judges.hired.2019-10-01", "judges.hired.2019-10-01 (2)"]
    assert drawn_apart(found, *names)
    assert [called(one) for one in names] == [
        "judges hired from 1 October 2019",
        "judges hired from 1 October 2019 (2)",
    ]


def test_two_spans_of_one_ruling_are_drawn_apart(tmp_path):
    found = load_text(tmp_path, small_text(RULING.format(day="2018-10-01") + RULING.format(day="2020-01-01")))
    names = [one.affected.name for one in found.rulings]

    assert names == ["ruling.matter-of-a-b-i.affected", "ruling.matter-of-a-b-i (2).affected"]
    assert drawn_apart(found, *names)


def later(header: str) -> str:
    """Let the first step of a list begin a year after the start."""
    return changed(f"{header}\nfrom = 2018-10-01", f"{header}\nfrom = 2019-10-01")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        *(
            (later(header), header)
            for header in (
                "[[intake.path]]",
                "[[closure.closed]]",
                "[[closure.recalendared]]",
                "[[reopening.from_before]]",
                "[[board.capacity]]",
            )
        ),
        (small_text('[[order]]\nfrom = 2019-10-01\nrule = "mixed"\n'), "[[order]]"),
    ],
)
def test_steps_that_begin_after_the_start_are_refused(tmp_path, text, line):
    """Before the first step it would be none, or the oldest first, and nobody said so."""
    with pytest.raises(SeveralErrors, match="begins on 2019-10-01, after the start 2018-10-01") as raised:
        load_text(tmp_path, text)
    (error,) = raised.value.errors

    assert text.splitlines()[int(error.where.rpartition(" ")[2]) - 1] == line
