"""The command answers in every format, and refuses what cannot be with exit 2 and no traceback."""

import json

import pytest

from tests.backlog.small import small_text
from wellfounded.cli import main


@pytest.fixture
def small_file(tmp_path):
    path = tmp_path / "small.toml"
    path.write_text(small_text(), encoding="utf-8")
    return str(path)


def test_run_answers_in_json_with_the_keys_that_are_documented(small_file, capsys):
    assert main(["backlog", "run", small_file, "--draws", "5", "--replications", "2", "--format", "json"]) == 0
    keys = json.loads(capsys.readouterr().out)

    assert {"scenario", "fiscal_years", "waits", "hindcast_error", "assumptions"} <= keys.keys()
    year = keys["fiscal_years"][0]
    assert set(year["pending"]) == {"p05", "p25", "p50", "p75", "p95"}
    assert {"fy", "receipts", "completions", "judges"} <= year.keys()
    assert all(one["source"] and one["as_of"] for one in keys["assumptions"])


def test_solve_answers_with_judges_and_their_interval(small_file, capsys):
    assert main(["backlog", "solve", small_file, "--hold", "--draws", "3", "--format", "json"]) == 0
    keys = json.loads(capsys.readouterr().out)

    assert keys["by"] == "2021-09-30"
    assert keys["interval"]["p05"] <= keys["judges_needed"] <= keys["interval"]["p95"] * 1.2


@pytest.mark.parametrize(
    "words",
    [
        ["run", "{file}", "--draws", "2", "--replications", "0"],
        ["compare", "{file}", "{file}", "--draws", "2", "--replications", "0"],
        ["solve", "{file}", "--hold", "--draws", "1"],
        ["sensitivity", "{file}", "--samples", "8"],
    ],
    ids=["run", "compare", "solve", "sensitivity"],
)
def test_every_answer_gives_the_models_own_error_beside_the_yardsticks(small_file, capsys, words):
    assert main(["backlog", *(word.replace("{file}", small_file) for word in words), "--format", "json"]) == 0
    errors = json.loads(capsys.readouterr().out)["hindcast_error"]

    assert {one["way"] for one in errors} >= {
        *("model, past only", "trend rule, past only", "model, true receipts and judges"),
        *("drift", "persistence", "identity with true flows"),
    }
    assert all(one["forecasts"] for one in errors)


def test_one_draw_tells_no_interval(small_file, capsys):
    assert main(["backlog", "run", small_file, "--draws", "1", "--replications", "0"]) == 0
    said = " ".join(capsys.readouterr().out.split())

    assert "the middle of 1 draw; so few tell no interval" in said
    assert "1 draws" not in said
    assert "nine draws of ten" not in said


@pytest.mark.parametrize("ending", ["html", "svg", "csv", "md", "txt"])
def test_run_writes_every_format_whole(small_file, tmp_path, ending):
    out = tmp_path / f"report.{ending}"
    assert main(["backlog", "run", small_file, "--draws", "3", "--replications", "1", "--out", str(out)]) == 0
    text = out.read_text(encoding="utf-8")

    assert "http-equiv" in text if ending == "html" else text
    assert "nan" not in text.lower().replace("finance", "")


def test_the_same_question_gives_the_same_bytes(small_file, capsys):
    texts = []
    for _ in range(2):
        main(["backlog", "run", small_file, "--draws", "4", "--replications", "2", "--format", "html"])
        texts.append(capsys.readouterr().out)

    assert texts[0] == texts[1]


def test_compare_shows_both_and_their_difference(small_file, capsys):
    assert main(["backlog", "compare", small_file, small_file, "--draws", "2", "--replications", "2"]) == 0
    said = capsys.readouterr().out

    assert "as many active pending cases as “A small court”" in " ".join(said.split())
    assert "no ruling" in said


@pytest.mark.parametrize(
    "words",
    [
        ["run", "no-such-scenario"],
        ["run", "{file}", "--draws", "0"],
        ["run", "{file}", "--replications", "-1"],
        ["solve", "{file}", "--halve-by", "1999"],
        ["solve", "{file}", "--halve-by", "99999"],
        ["solve", "{file}", "--halve-by", "0"],
        ["solve", "{file}", "--halve-by", "2020", "--by", "2020"],
        ["solve", "{file}"],
        ["sensitivity", "{file}", "--on", "2050-01-01"],
        ["new", "{file}"],
        ["run", "{file}", "--draws", "2.5"],
        ["run", "{file}", "--case-by-case", "--draws", "1"],
        ["run", "{file}", "--case-by-case", "--replications", "1"],
    ],
    ids=" ".join,
)
def test_a_wrong_question_ends_with_2_and_says_why(small_file, capsys, words):
    assert main(["backlog", *(word.replace("{file}", small_file) for word in words)]) == 2
    told = capsys.readouterr()

    assert told.out == ""
    assert "Traceback" not in told.err
    assert told.err


@pytest.mark.parametrize("option", [["--halve-by", "2040"], ["--hold", "--by", "2040"]], ids=" ".join)
def test_a_year_beyond_the_scenario_is_told_at_the_option_that_was_given(small_file, capsys, option):
    assert main(["backlog", "solve", small_file, *option]) == 2
    where, found, remedy = capsys.readouterr().err.splitlines()

    assert where == option[-2]
    assert "not 2040-09-30" in found
    assert "2019 to 2021" in remedy


@pytest.mark.parametrize(
    ("out", "told"),
    [("report.pdf", "not written in the format"), ("none/report.html", "no folder"), (".", "a folder")],
    ids=["no format", "no folder", "a folder"],
)
def test_a_report_that_could_not_be_written_is_refused_before_it_is_worked_out(
    small_file, tmp_path, monkeypatch, capsys, out, told
):
    def worked_out(*_, **__):
        raise AssertionError

    monkeypatch.setattr("wellfounded.backlog.forecast.forecast", worked_out)

    assert main(["backlog", "run", small_file, "--out", str(tmp_path / out)]) == 2
    assert told in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [tmp_path / "small.toml"]


def test_new_writes_a_scenario_that_runs(tmp_path, capsys):
    path = tmp_path / "mine.toml"
    assert main(["backlog", "new", str(path)]) == 0
    assert main(["backlog", "run", str(path), "--draws", "1", "--replications", "0", "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("fy,")


def test_an_interrupted_run_leaves_no_report(small_file, tmp_path, monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("wellfounded.backlog.forecast.forecast", stopped)
    out = tmp_path / "report.html"

    assert main(["backlog", "run", small_file, "--out", str(out)]) == 130
    assert list(tmp_path.iterdir()) == [tmp_path / "small.toml"]


def test_draws_case_by_case_are_fewer_unless_they_are_asked_for(monkeypatch, small_file):
    asked = []

    def noted(scenario, *, draws, replications):
        asked.append(draws)
        raise KeyboardInterrupt

    monkeypatch.setattr("wellfounded.backlog.forecast.forecast", noted)
    for words in ([], ["--case-by-case"], ["--case-by-case", "--draws", "7"]):
        main(["backlog", "run", small_file, *words])

    assert asked == [1000, 40, 7]
