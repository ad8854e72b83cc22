"""What a scenario cannot say is told before anything runs, with file and line and what to do."""

import pytest

from tests.backlog.small import load_text, small_text
from wellfounded.backlog.scenario_text import built_in, load_scenario
from wellfounded.errors import SeveralErrors, UnknownName, UnreadableFile, WellfoundedError

LATER = 'source = "test", as_of = 2018-10-01 }'


def changed(old: str, new: str) -> str:
    text = small_text()
    assert old in text
    return text.replace(old, new, 1)


LEAVE = f"""
[[judges.leave]]
from = 2019-01-01
until = 2019-07-01
count = {{ value = "20 judges", {LATER}
"""
RULING = """
[[ruling]]
authority = "{id}"
from = {day}
"""


@pytest.mark.parametrize(
    ("text", "line_text", "told"),
    [
        (changed('"6000 cases/year"', '"-5 cases/year"'), "[[intake.path]]", "never negative"),
        (changed('"10 %/year"', '"-3 %/year"'), "[[closure.recalendared]]", "never negative"),
        (
            changed("hours = {", f'attrition = {{ value = "-8 %/year", {LATER}\nhours = {{'),
            "attrition",
            "never negative",
        ),
        (
            changed("[intake]\n", f'[intake]\ngrowth = {{ value = "-150 %/year", {LATER}\n'),
            "growth",
            "nothing would be left",
        ),
        (changed('range = "±10 %"', 'range = "±150 %"'), "hours", "never negative"),
        (changed('range = "±10 %"', 'range = "±-10 %"'), "hours", "never negative"),
        (changed('value = "60 %", ', 'value = "60 %", range = "±80 %", '), "spread", "at most 100 %"),
        (changed('"6000 cases/year"', '"6000"'), "[[intake.path]]", "has no unit"),
        (changed('"6000 cases/year"', '"6000 cases/yaer"'), "[[intake.path]]", 'Did you mean "cases/year"'),
        (changed("until = 2021", "until = 2017"), "until", "before the start"),
        (changed("mean_age", "mean_ago"), "mean_ago", 'Did you mean "mean_age"'),
        (changed("[judges]\n", "[judges]\n" + LEAVE.replace("[[judges.leave]]", "[[judges.leave]]")), None, None),
        (changed('"6000 cases/year"', '"6000000000 cases/year"'), "[[intake.path]]", "GB"),
        (changed('"40 %"', '"100 %"'), "[[class.hearing]]", "never ends"),
        (changed('"30 %"], ["East"', '"40 %"], ["East"'), "[courts]", "sum to 110.0 %"),
        (changed('"ca5"', '"ca15"'), "shares", "is not a circuit"),
        (changed('range = "±10 %"', 'range = ["1100 hours/year", "1200 hours/year"]'), "hours", "does not lie"),
        (small_text(LEAVE), "[[judges.leave]]", "more judges have left"),
        (small_text(RULING.format(id="matter-of-a-b-ii-x", day="2018-10-11")), "authority", "matter-of-a-b"),
        (small_text(RULING.format(id="matter-of-a-b-ii", day="2018-10-11")), "from", "before it was decided"),
        (small_text('\n[[order]]\nrule = "lifo"\n'), "rule", "order of hearing cases"),
        (changed('title = "A small court"', 'title = "A small court"\ncolor = "red"'), "color", "Nothing reads it"),
        (changed("as_of = 2018-10-01 }", "as_of = 2018 }"), "active", "Expected a day"),
        (small_text('\n[[published]]\nseries = "pending-cases"\nvintage = "1999"\n'), "vintage", "2021-04-19"),
        (changed("seed = 7", "seed = 99999999999999999999"), "seed", "Give 0 to"),
        (changed("panels = ", "panels = 1000"), "panels", "Give 1 to 1000"),
    ],
    ids=[
        "a negative rate",
        "cases that return at a negative rate",
        "judges who leave at a negative rate",
        "a growth that leaves nothing",
        "a range that goes below nothing",
        "a range of a negative width",
        "a range beyond all",
        "a missing unit",
        "a misspelled unit",
        "a horizon before the start",
        "a misspelled key",
        "judges who leave in a table that comes too early",
        "a scenario of 100 GB and more",
        "a hearing that never ends",
        "courts that sum to more than all",
        "a circuit that does not exist",
        "a value outside its range",
        "judges who leave before they came",
        "a ruling that no page tells",
        "a ruling before its day",
        "an order that does not exist",
        "a key that nothing reads",
        "a year instead of a day",
        "a vintage that was not published",
        "a seed of more than 63 bits",
        "panels without end",
    ],
)
def test_what_cannot_be_is_told_with_its_line(tmp_path, text, line_text, told):
    if line_text is None:
        with pytest.raises(WellfoundedError):
            load_text(tmp_path, text)
        return
    with pytest.raises(SeveralErrors) as raised:
        load_text(tmp_path, text)
    message = str(raised.value)

    assert told in message
    lines = text.splitlines()
    named = [int(error.where.rpartition(" ")[2]) for error in raised.value.errors]
    assert any(line_text in lines[number - 1] for number in named), message


def test_all_errors_are_told_at_once(tmp_path):
    with pytest.raises(SeveralErrors) as raised:
        load_text(tmp_path, small_text().replace("mean_age", "mean_ago").replace('"2 hours"', '"2"'))

    assert len(raised.value.errors) == 2


def test_every_wrong_row_of_the_courts_is_told(tmp_path):
    rows = 'shares = [["North", "ca1", "fifty"], ["East", "ca2"]]'
    old = next(line for line in small_text().splitlines() if line.startswith("shares"))
    with pytest.raises(SeveralErrors) as raised:
        load_text(tmp_path, small_text().replace(old, rows))

    assert "does not begin with a number" in str(raised.value)
    assert "A row of the courts" in str(raised.value)


def test_a_scenario_that_is_not_there_lists_those_that_are():
    with pytest.raises(UnknownName, match="2018-06-as-it-stood"):
        load_scenario("2018-06-as-it-stod")


@pytest.mark.parametrize("text", ["[[", "extends = 3", "\x00"], ids=["not TOML", "extends a number", "a NUL"])
def test_a_file_that_is_no_scenario_is_told(tmp_path, text):
    with pytest.raises(UnreadableFile):
        load_text(tmp_path, text)


def test_a_scenario_cannot_extend_itself(tmp_path):
    with pytest.raises(UnreadableFile, match="comes back to itself"):
        load_text(tmp_path, 'extends = "small"\n')


@pytest.mark.parametrize("name", sorted(built_in()))
def test_every_built_in_scenario_is_sound_and_names_a_source_for_every_number(name):
    scenario = load_scenario(name)

    assert all(one.source for one in scenario.quantities())
