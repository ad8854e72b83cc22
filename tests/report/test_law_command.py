"""`wellfounded law`: the answers that were promised, every question in every format, and clear refusals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wellfounded.cli import main

Ask = Callable[..., Any]

QUESTIONS = {
    "in-force": ("in-force", "psg.domestic-relationship", "--on", "2018-06-12"),
    "in-force, late": ("in-force", "psg.family", "--on", "2027-01-01", "--circuit", "ca4"),
    "in-force, not covered": ("in-force", "psg.family", "--on", "1970-01-01"),
    "status": ("status", "A-R-C-G-", "--on", "2021-06-17", "--issue", "psg.domestic-relationship"),
    "show": ("show", "A-B- I"),
    "show, a window": ("show", "matter-of-a-c-m-2018"),
    "list": ("list", "--by", "attorney-general", "--year", "2018-2021"),
    "list of nothing": ("list", "--year", "1970"),
    "issues": ("issues",),
    "ladder": ("ladder", "--on", "2020-01-01"),
    "ladder, one stage": ("ladder", "--stage", "immigration-judge"),
    "diff": ("diff", "--from", "2018-06-10", "--to", "2018-06-11"),
    "diff of nothing": ("diff", "--from", "2018-06-11", "--to", "2018-06-11"),
    "circuits": ("circuits", "psg.domestic-relationship", "--on", "2022-01-10"),
    "timeline": ("timeline", "psg.domestic-relationship", "nexus.family", "--circuit", "ca4"),
}
each_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("2014-08-25", "not-yet-issued"),
        ("2014-08-26", "good-law"),
        ("2018-06-10", "good-law"),
        ("2018-06-12", "overruled"),
        ("2021-06-17", "reinstated"),
        ("2025-09-03", "overruled"),
    ],
)
def test_the_status_of_a_r_c_g_is_told_by_its_citation(law_json: Ask, on: str, status: str) -> None:
    said = law_json("status", "26 I&N Dec. 388", "--on", on, "--stage", "ij", "--issue", "psg.domestic-relationship")

    assert said["authority"] == "matter-of-a-r-c-g"
    assert said["status"] == status
    assert said["confirmed_through"] == "2026-08-30"


def test_the_reasons_of_a_status_name_the_acts(law_json: Ask) -> None:
    said = law_json("status", "26 I&N Dec. 388", "--on", "2021-06-17", "--issue", "psg.domestic-relationship")

    acts = [(step["authority"], step["how"], step["on"]) for step in said["because"]]
    assert ("matter-of-a-b-i", "overrules", "2018-06-11") in acts
    assert ("matter-of-a-b-iii", "reinstates", "2021-06-16") in acts


@pytest.mark.parametrize(("stage", "named"), [("credible-fear", True), ("ij", False), ("immigration-judge", False)])
def test_grace_governs_in_screening_only(law_json: Ask, stage: str, named: bool) -> None:
    said = law_json("in-force", "state-protection.helplessness", "--on", "2018-12-20", "--stage", stage)

    assert ("grace-v-whitaker" in [row["authority"] for row in said["governing"]]) is named


def test_circuit_precedent_that_outlives_a_vacatur_is_told_in_words(law: Ask, law_json: Ask) -> None:
    question = ("in-force", "psg.domestic-relationship", "--on", "2022-01-10", "--stage", "ij", "--circuit", "ca5")

    assert "jaco-v-garland" in [row["authority"] for row in law_json(*question)["governing"]]
    assert "outlives" in " ".join(law(*question).split())


def test_the_keys_of_in_force_are_those_documented(law_json: Ask) -> None:
    said = law_json("in-force", "psg.domestic-relationship", "--on", "2018-06-12", "--filed", "2016-01-01")

    assert {"issue", "on", "stage", "circuit", "answer", "governing", "displaced", "why", "confirmed_through"} <= set(
        said
    )
    assert {"authority", "citation", "pinpoint", "says", "known"} <= set(said["governing"][0])
    assert {"authority", "status", "by", "on"} <= set(said["displaced"][0])


@each_question
def test_every_answer_carries_where_it_comes_from(law: Ask, law_json: Ask, question: tuple[str, ...]) -> None:
    assert "not legal advice" in " ".join(law(*question).split())
    assert {"confirmed_through", "library_version", "program_version", "notice"} <= set(law_json(*question))


@each_question
def test_a_terminal_of_a_hundred_columns_shows_every_line(law: Ask, question: tuple[str, ...]) -> None:
    text = law(*question)

    assert [line for line in text.splitlines() if len(line) > 100 and "://" not in line] == []
    assert "\x1b" not in text
    assert text.isprintable() or all(line.isprintable() for line in text.splitlines())


@each_question
def test_every_page_is_well_formed_and_stands_alone(law: Ask, tree: Ask, question: tuple[str, ...]) -> None:
    html = law(*question, "--format", "html")
    root = tree(html)

    assert root.find(".//h1") is not None
    assert root.get("lang") == "en"
    links = {value for one in root.iter() for name, value in one.items() if name in ("src", "href", "action")}
    assert all(link.startswith("#") for link in links)
    anchors = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize("form", ["text", "json", "html", "markdown"])
@pytest.mark.parametrize("name", ["in-force", "diff", "circuits", "show"])
def test_the_same_question_gives_the_same_bytes(law: Ask, name: str, form: str) -> None:
    question = QUESTIONS[name]
    assert law(*question, "--format", form) == law(*question, "--format", form)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (("in-force", "psg.domestic-relationships", "--on", "2018-06-12"), 'Did you mean "psg.domestic-relationship"'),
        (("in-force", "psg.family", "--on", "2018-02-30"), "is no day of the calendar"),
        (("in-force", "psg.family", "--on", "yesterday"), "is not a day"),
        (("in-force", "psg.family", "--on", "2018-06-12", "--circuit", "ca12"), "is not a circuit"),
        (
            ("in-force", "psg.family", "--on", "2018-06-12", "--stage", "imigration-judge"),
            'Did you mean "immigration-j',
        ),
        (("in-force", "psg.family", "--on", "2018-06-12", "--filed", "soon"), "--filed"),
        (("in-force", "psg.family"), "--on"),
        (("status", "Matter of Q-Q-Q-", "--on", "2018-06-12"), "is not an authority"),
        (("status", "A-B- I", "--on", "2018-06-12", "--issue", "psg.famly"), 'Did you mean "psg.family"'),
        (("show", "matter-of-a-b-iiii"), "Did you mean"),
        (("list", "--by", "bord"), 'Did you mean "board"'),
        (("list", "--year", "18"), "is not a year"),
        (("diff", "--from", "2018-06-11", "--to", "2018-06-10"), "is before"),
        (("timeline", "psg.family", "--from", "2020-01-01", "--to", "2019-01-01"), "is not after"),
        (("timeline", "psg.family", "nexus.family", "--format", "svg"), "one issue"),
        (("circuits", "nosuch", "--on", "2018-06-12"), "is not an issue"),
        (("ladder", "--stage", "nosuch"), "is not a stage"),
        (("show", "A-B- I", "--library", "no-such-folder"), "is not a library"),
        (("show", "A-B- I", "--out", "no-such-folder/page.html"), "cannot be written"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else None,
)
def test_a_wrong_question_is_refused_in_words(
    capsys: pytest.CaptureFixture[str], question: tuple[str, ...], told: str
) -> None:
    assert main(["law", *question]) == 2

    said = capsys.readouterr()
    assert told in said.err
    assert said.out == ""
    assert "Traceback" not in said.err


def test_the_end_of_a_files_name_chooses_the_format(law: Ask, tmp_path: Path) -> None:
    for name, begins in (("a.html", "<!DOCTYPE html>"), ("a.svg", "<svg "), ("a.md", "# "), ("a.json", "{")):
        law("timeline", "psg.family", "--out", str(tmp_path / name))
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "a.json", "a.md", "a.svg"]


def test_a_stage_may_go_by_its_long_name(law_json: Ask) -> None:
    question = ("in-force", "psg.family", "--on", "11 June 2018", "--circuit", "4th")
    assert law_json(*question, "--stage", "immigration-judge") == law_json(*question, "--stage", "ij")
