"""Working days: weekends and legal holidays move a last day on."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from wellfounded.errors import WellfoundedError
from wellfounded.law.holidays import legal_holiday_on, next_working_day, why_not_working
from wellfounded.law.model import LegalHoliday
from wellfounded.law.vocabulary import read_vocabulary

FILE = Path(__file__).parents[2] / "authorities" / "vocabulary" / "legal-holidays.toml"


def holidays(text: str | None = None) -> tuple[tuple[LegalHoliday, ...], list[WellfoundedError]]:
    errors: list[WellfoundedError] = []
    texts = {"vocabulary/legal-holidays.toml": text if text is not None else FILE.read_text()}
    found = tuple(read_vocabulary(texts, errors).holidays.values())
    return found, [error for error in errors if "legal-holidays" in error.where]


@pytest.mark.parametrize(
    ("last_day", "runs_to"),
    [
        (date(2025, 3, 16), date(2025, 3, 17)),
        (date(2025, 3, 17), date(2025, 3, 17)),
        (date(2024, 11, 9), date(2024, 11, 12)),
        (date(2021, 12, 31), date(2022, 1, 3)),
        (date(2021, 6, 18), date(2021, 6, 21)),
        (date(2020, 6, 19), date(2020, 6, 19)),
        (date(1985, 1, 21), date(1985, 1, 21)),
        (date(1986, 1, 20), date(1986, 1, 21)),
        (date(2024, 5, 27), date(2024, 5, 28)),
        (date(2023, 12, 23), date(2023, 12, 26)),
    ],
    ids=[
        "a Sunday",
        "a Monday",
        "a Saturday before Veterans Day",
        "New Year's Day on a Saturday is kept on 31 December",
        "the first Juneteenth was kept on a Friday",
        "no Juneteenth before 2021",
        "no King holiday in 1985",
        "the first King holiday",
        "Memorial Day is the last Monday of May",
        "a Saturday before Christmas",
    ],
)
def test_a_last_day_runs_on_to_the_next_working_day(last_day: date, runs_to: date) -> None:
    assert next_working_day(holidays()[0], last_day) == runs_to


def test_the_reason_is_told_in_a_word() -> None:
    found = holidays()[0]
    assert why_not_working(found, date(2025, 3, 16)) == "Sunday"
    assert why_not_working(found, date(2024, 11, 11)) == "Veterans Day"
    assert why_not_working(found, date(2024, 11, 12)) == ""


def test_every_holiday_of_the_statute_is_kept_once_a_year() -> None:
    found, errors = holidays()
    days = [date.fromordinal(day) for day in range(date(2024, 1, 1).toordinal(), date(2025, 1, 1).toordinal())]
    kept = [legal_holiday_on(found, day) for day in days]
    assert not errors
    assert len(tomllib.loads(FILE.read_text())["holiday"]) == 11
    assert sum(holiday is not None for holiday in kept) == 11


def test_a_holiday_without_a_possible_day_is_told() -> None:
    _, errors = holidays('[[holiday]]\nid = "x"\nname = "X"\nmonth = 2\nday = 31\n')
    assert "no possible day" in str(errors[0])
