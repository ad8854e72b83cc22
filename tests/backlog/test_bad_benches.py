"""Judges never leave before they came, at the central values and at every end of the ranges."""

import pytest

from tests.backlog.small import load_text, small_text
from wellfounded.errors import SeveralErrors

LATER = 'source = "test", as_of = 2018-10-01 }'
BENCH = """
[[judges.hire]]
from = 2018-11-01
until = 2018-12-01
count = {{ value = "10 judges"{hired}, {later}
[[judges.leave]]
from = 2019-01-01
until = 2019-07-01
count = {{ value = "{leaving} judges"{left}, {later}
"""


def bench_text(*, start="", hired="", leaving=10, left="", rates=""):
    text = small_text(BENCH.format(hired=hired, leaving=leaving, left=left, later=LATER))
    return text.replace('"14 judges"', f'"14 judges"{start}').replace("hours = {", f"{rates}hours = {{", 1)


@pytest.mark.parametrize(
    ("text", "line_text", "told"),
    [
        (bench_text(left=', range = ["5 judges", "30 judges"]'), '"5 judges"', "the judges who leave from 2019-01-01"),
        (
            bench_text(leaving=20, start=', range = ["6 judges", "20 judges"]'),
            '"6 judges"',
            "Narrow the range of the judges at the start.",
        ),
        (
            bench_text(leaving=20, hired=', range = ["1 judges", "20 judges"]'),
            '"1 judges"',
            "Narrow the range of the judges hired from 2018-11-01.",
        ),
        (
            bench_text(
                leaving=20,
                rates=f'hiring_delay = {{ value = "1 months", range = ["0 months", "12 months"], {LATER}\n',
            ),
            "hiring_delay",
            "by 2019-06-30",
        ),
        (
            bench_text(
                leaving=19,
                rates=f'attrition = {{ value = "5 %/year", range = ["0 %/year", "60 %/year"], {LATER}\n',
            ),
            "attrition",
            "Narrow the range of attrition.",
        ),
        (
            bench_text(leaving=21, start=', range = "±35 %"', hired=', range = "±45 %"'),
            '"14 judges"',
            "no single one suffices",
        ),
        (
            bench_text(leaving=22, rates=f'attrition = {{ value = "40 %/year", {LATER}\n'),
            "[[judges.leave]]",
            "At the central values more judges have left",
        ),
    ],
    ids=[
        "who leave, at the high end",
        "the start, at the low end",
        "who are hired, at the low end",
        "the delay, at the high end",
        "attrition, at the high end",
        "two ranges together",
        "attrition at the central values",
    ],
)
def test_judges_never_leave_before_they_came_at_any_end_of_the_ranges(tmp_path, text, line_text, told):
    with pytest.raises(SeveralErrors) as raised:
        load_text(tmp_path, text)
    (error,) = raised.value.errors
    line = text.splitlines()[int(error.where.rpartition(" ")[2]) - 1]

    assert told in str(error)
    assert ("At an end of the ranges" in error.found) != ("central" in error.found)
    assert line_text in line


@pytest.mark.parametrize("leaving", [5, 10, 23])
def test_a_bench_that_suffices_at_all_ends_is_sound(tmp_path, leaving):
    assert load_text(tmp_path, bench_text(leaving=leaving)).judges.changes


def test_judges_who_hire_early_and_lose_them_again_are_checked_too(tmp_path):
    """Who sat from November on is gone by July at such attrition; who comes only in June is still there."""
    rates = f"""attrition = {{ value = "120 %/year", {LATER}
hiring_delay = {{ value = "6 months", range = ["0 months", "6 months"], {LATER}
"""
    late = bench_text(leaving=11, rates=rates).replace("2019-07-01", "2019-08-01").replace("2019-01-01", "2019-07-25")
    with pytest.raises(SeveralErrors, match="Narrow the range of the hiring delay"):
        load_text(tmp_path, late)
