"""Every answer comes in every form, and a table or picture that stands alone says where it comes from."""

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.backlog.small import small_text
from wellfounded.cli import main
from wellfounded.report import backlog_alone, backlog_compare, backlog_goals, backlog_hindcast, backlog_keys
from wellfounded.report import backlog_matters as matters

SVG = "{http://www.w3.org/2000/svg}"
STOOD, ASSUMED = "2018-06-as-it-stood", "ruling-assumed"
NO_ASSUMPTION = "no assumption about the ruling"
QUESTIONS = {
    "run": ["run", "{file}", "--draws", "3", "--replications", "0"],
    "compare": ["compare", "{file}", "{file}", "--draws", "2", "--replications", "2"],
    "solve": ["solve", "{file}", "--hold", "--draws", "2"],
    "sensitivity": ["sensitivity", "{file}", "--samples", "8"],
    "hindcast": ["hindcast", "--draws", "2"],
}
COLUMNS = {
    "run": backlog_keys.COLUMNS,
    "compare": backlog_compare.COLUMNS,
    "solve": backlog_goals.COLUMNS,
    "sensitivity": matters.COLUMNS,
    "hindcast": backlog_hindcast.COLUMNS,
}
OF_A_RULING = {
    "run": ["run", ASSUMED, "--draws", "2", "--replications", "0"],
    "compare": ["compare", STOOD, ASSUMED, "--draws", "2", "--replications", "0"],
    "compare both assumed": ["compare", ASSUMED, ASSUMED, "--draws", "2", "--replications", "0"],
    "solve": ["solve", ASSUMED, "--hold", "--draws", "1"],
    "sensitivity": ["sensitivity", ASSUMED, "--samples", "8"],
}


def asked(words, form, capsys):
    assert main(["backlog", *words, "--format", form]) == 0
    return capsys.readouterr().out


@pytest.fixture(scope="module")
def small_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("forms") / "small.toml"
    path.write_text(small_text(), encoding="utf-8")
    return str(path)


def about(small_file, question):
    return [word.replace("{file}", small_file) for word in QUESTIONS[question]]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_table_has_its_columns_and_says_in_every_row_where_it_comes_from(small_file, capsys, question):
    rows = list(csv.DictReader(io.StringIO(asked(about(small_file, question), "csv", capsys))))

    assert tuple(rows[0])[: len(COLUMNS[question])] == COLUMNS[question]
    assert all(row["library"] and row["program"] and row["notice"] == "not legal advice" for row in rows)
    if question == "hindcast":
        assert {row["yardstick"] for row in rows} == {
            *("", "drift", "identity with true flows", "last pace with true judges"),
        }
        assert all(float(row["mean_absolute_error"]) > 0 for row in rows)
    else:
        assert tuple(rows[0])[-len(backlog_alone.ALONG) :] == backlog_alone.ALONG
        errors = [[float(row[f"{name}_error_5y"]) for name in ("trend", "drift", "model")] for row in rows]
        assert all(0 < trend < drift < model < 1 for trend, drift, model in errors)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_picture_alone_says_what_it_shows_and_where_it_comes_from(small_file, capsys, question):
    root = ElementTree.fromstring(asked(about(small_file, question), "svg", capsys))
    shown = " ".join(one.text or "" for one in root.iter(f"{SVG}text"))

    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text in shown
    for said in (shown, root.find(f"{SVG}desc").text):
        assert "wellfounded 0" in said
        assert "not legal advice" in said
        assert ("EOIR's series as published" if question == "hindcast" else "Past error of the model") in said


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_column_of_a_table_is_documented(question):
    told = Path("docs/backlog.md").read_text(encoding="utf-8")

    assert [column for column in (*COLUMNS[question], *backlog_alone.ALONG) if f"`{column}`" not in told] == []


@pytest.mark.parametrize("form", ["text", "json", "html", "markdown", "csv", "svg"])
@pytest.mark.parametrize("question", OF_A_RULING)
def test_no_assumption_about_the_ruling_stands_beside_any_assumption(capsys, question, form):
    said = " ".join(asked(OF_A_RULING[question], form, capsys).split())

    assert "assumed, not measured" in said
    assert NO_ASSUMPTION in said


def test_the_run_without_the_assumption_stands_beside_the_assumed_one(capsys):
    rows = list(csv.DictReader(io.StringIO(asked(OF_A_RULING["run"], "csv", capsys))))
    alone = list(csv.DictReader(io.StringIO(asked(["run", STOOD, *OF_A_RULING["run"][2:]], "csv", capsys))))

    assert [row["pending_no_assumption"] for row in rows] == [row["pending_central"] for row in alone]
    assert {row["pending_no_assumption"] for row in alone} == {""}
    assert any(row["pending_central"] != row["pending_no_assumption"] for row in rows)


def test_judges_without_the_assumption_stand_beside_those_with_it(capsys):
    (row, *_) = csv.DictReader(io.StringIO(asked(OF_A_RULING["solve"], "csv", capsys)))
    (alone, *_) = csv.DictReader(io.StringIO(asked(["solve", STOOD, "--hold", "--draws", "1"], "csv", capsys)))

    assert row["judges_needed_no_assumption"] == alone["judges_needed"]


def test_what_was_run_case_by_case_is_told_in_a_table_and_under_a_picture_too(small_file, capsys):
    words = ["run", small_file, "--case-by-case", "--draws", "3", "--replications", "2"]
    *rows, last = csv.DictReader(io.StringIO(asked(words, "csv", capsys)))

    assert last["case_by_case_runs"] == "6"
    assert 0 <= float(last["numbers_share"]) <= 1
    assert float(last["case_by_case_p05"]) <= float(last["case_by_case_p50"]) <= float(last["case_by_case_p95"])
    assert {row["case_by_case_runs"] for row in rows} == {""}
    assert "6 runs and" in " ".join(asked(words, "svg", capsys).split())


def test_the_table_of_draws_is_that_of_the_interval(small_file, capsys):
    rows = list(csv.DictReader(io.StringIO(asked(["solve", small_file, "--hold", "--draws", "5"], "csv", capsys))))

    assert [row["draw"] for row in rows] == ["central", "0", "1", "2", "3", "4"]
    drawn = sorted(int(row["judges_needed"]) for row in rows[1:])
    assert {(row["p05"], row["p95"]) for row in rows} == {(str(drawn[0]), str(drawn[-1]))}
