"""Plain words: the same on every machine, whatever its locale."""

from datetime import date

import pytest

from wellfounded.forum import CIRCUITS, STAGES, Forum
from wellfounded.report.words import before, counted, day, listed, with_days


@pytest.mark.parametrize(
    ("month", "name"),
    list(enumerate(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1)),
)
def test_a_month_has_its_english_name(month: int, name: str) -> None:
    assert day(date(2020, month, 2)).startswith(f"2 {name}")


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("circuit", [None, *CIRCUITS])
def test_every_forum_can_be_said(stage: str, circuit: str | None) -> None:
    assert before(Forum(stage, circuit)).count(CIRCUITS.get(circuit or "", "Circuit")) == bool(circuit)


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("vacated, 2021-06-16.", "vacated, 16 June 2021."),
        ("from 2018-06-11 to 2021-06-16", "from 11 June 2018 to 16 June 2021"),
        ("no such day 2021-02-30", "no such day 2021-02-30"),
        ("PM-602-0162 and 12018-06-112", "PM-602-0162 and 12018-06-112"),
    ],
)
def test_dates_in_a_sentence_are_spelled_for_people(text: str, spelled: str) -> None:
    assert with_days(text) == spelled


def test_lists_and_counts_read_as_in_a_sentence() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"], joining="or") == "a or b"
    assert counted(0, "authority", "authorities") == "no authorities"
    assert counted(12345, "case") == "12,345 cases"
