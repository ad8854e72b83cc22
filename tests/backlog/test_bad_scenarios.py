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
            changed(
                "hours = {",
                f'attrition = {{ value = "8 %/year", range = ["0 %/year", "900 %/year"], {LATER}\nhours = {{',
            ),
            "attrition",
            "Give 500 %/year at the most",
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
        (
            changed('"6000 cases/year"', '"30000000 cases/year"').replace("until = 2021", "until = 2019"),
            "[[intake.path]]",
            "a day",
        ),
        (
            changed('"200 cases/year"', '"30000000 cases/year"').replace("until = 2021", "until = 2019"),
            "[[reopening.from_before]]",
            "a day",
        ),
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
        "attrition that leaves nobody",
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
        "more cases filed in a court on one day than there is room for",
        "more cases that return to a court on one day than there is room for",
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


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("2018-06-as-it-stod", '"2018-06-as-it-stood"'),
        ("2018-06", '"2018-06-as-it-stood"'),
        ("Ruling-Assumed", '"ruling-assumed"'),
        ("HIRE-300.toml", '"hire-300"'),
        ("hire", '"hire-100", "hire-300", "hire-500" or "hire-700"'),
    ],
)
def test_a_scenario_that_is_not_there_is_told_with_the_names_near_it(name, meant):
    with pytest.raises(UnknownName) as raised:
        load_scenario(name)

    assert f"Did you mean {meant}?" in raised.value.found
    assert all(one in raised.value.remedy for one in built_in())


def test_a_name_near_none_offers_none_but_lists_all():
    with pytest.raises(UnknownName) as raised:
        load_scenario("q")

    assert "Did you mean" not in str(raised.value)


def test_a_file_beside_the_one_that_is_not_there_is_offered(tmp_path):
    load_text(tmp_path, small_text())
    with pytest.raises(UnknownName, match=r'Did you mean ".*small\.toml"\?'):
        load_scenario(str(tmp_path / "smal.toml"))


def test_a_folder_is_no_scenario(tmp_path):
    with pytest.raises(UnreadableFile, match="a folder"):
        load_scenario(str(tmp_path))


@pytest.mark.parametrize(
    ("raw", "line", "told"),
    [
        (changed("seed = 7", "seed = 7\nseed = 8"), 6, "stands twice; the first stands in line 5"),
        (small_text("\n[stock]\n"), 79, "stands twice; the first stands in line 7"),
        (changed("2021-10-01", "2021-13-01"), 4, "a day that does not exist"),
        ("a = 1\nb = ", 2, "cannot be read as TOML"),
        ("title = 'A cour\u00e9'\n".encode("latin-1"), 1, "not text in UTF-8"),
        ("", 1, "says nothing"),
        ("# only a remark\n", 1, "says nothing"),
    ],
    ids=["a key twice", "a table twice", "a thirteenth month", "no value", "another encoding", "empty", "a remark"],
)
def test_what_is_no_toml_is_told_with_its_line(tmp_path, raw, line, told):
    path = tmp_path / "small.toml"
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    with pytest.raises(UnreadableFile) as raised:
        load_scenario(str(path))

    assert raised.value.where == f"small.toml, line {line}"
    assert told in raised.value.found


def test_a_byte_order_mark_and_lines_of_windows_are_read(tmp_path):
    path = tmp_path / "small.toml"
    path.write_bytes(b"\xef\xbb\xbf" + small_text().replace("\n", "\r\n").encode())

    assert load_scenario(str(path)).title == "A small court"


def test_an_unknown_scenario_is_told_at_the_line_that_extends_it(tmp_path):
    with pytest.raises(UnknownName) as raised:
        load_text(tmp_path, 'title = "x"\nextends = "2018-06-as-it-stod"\n')

    assert raised.value.where == "small.toml, line 2"


def test_errors_are_told_from_the_top_of_the_file_down(tmp_path):
    text = (
        small_text().replace('"2 hours"', '"2"').replace("until = 2021", "until = 2017").replace("mean_age", "mean_ago")
    )
    with pytest.raises(SeveralErrors) as raised:
        load_text(tmp_path, text)
    lines = [int(error.where.rpartition(" ")[2]) for error in raised.value.errors]

    assert len(lines) == 3
    assert lines == sorted(lines)
    assert "before the start" in str(raised.value.errors[0])


def test_a_horizon_before_the_start_hides_no_wrong_shares(tmp_path):
    with pytest.raises(SeveralErrors) as raised:
        load_text(
            tmp_path,
            small_text().replace("until = 2021", "until = 2017").replace('"30 %"], ["East"', '"40 %"], ["East"'),
        )

    assert "before the start" in str(raised.value)
    assert "sum to 110.0 %" in str(raised.value)


def test_memory_is_told_at_the_number_that_asks_for_it(tmp_path):
    with pytest.raises(SeveralErrors, match="GB") as raised:
        load_text(tmp_path, small_text(stock=8_000_000_000))
    (error,) = raised.value.errors

    assert error.where == "small.toml, line 8"


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
