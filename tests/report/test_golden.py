"""Whole reports, as a reader sees them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.report.golden import assert_golden
from wellfounded.cli import main

CLAIM = Path(__file__).resolve().parents[2] / "examples" / "matter-of-a-b.toml"
REPORTS = {
    "in-force-12-june-2018.txt": ("in-force", "psg.domestic-relationship", "--on", "2018-06-12"),
    "in-force-12-june-2018.html": ("in-force", "psg.domestic-relationship", "--on", "2018-06-12", "--format", "html"),
    "in-force-fifth-circuit-2022.txt": (
        *("in-force", "psg.domestic-relationship", "--on", "2022-01-10", "--circuit", "ca5"),
    ),
    "status-a-r-c-g-17-june-2021.md": (
        *("status", "A-R-C-G-", "--on", "2021-06-17", "--issue", "psg.domestic-relationship", "--format", "markdown"),
    ),
    "diff-11-june-2018.txt": ("diff", "--from", "2018-06-10", "--to", "2018-06-11"),
    "circuits-2022.txt": ("circuits", "psg.domestic-relationship", "--on", "2022-01-10"),
    "timeline.txt": ("timeline", "psg.domestic-relationship"),
    "timeline.svg": ("timeline", "psg.domestic-relationship", "--format", "svg"),
    "ladder-board-2020.txt": ("ladder", "--stage", "bia", "--on", "2020-01-01"),
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_of_the_law_is_as_recorded(law: Callable[..., str], name: str) -> None:
    assert_golden(law(*REPORTS[name]), name)


@pytest.mark.parametrize(("form", "ending"), [("text", "txt"), ("markdown", "md")])
def test_an_assessment_is_as_recorded(capsys: pytest.CaptureFixture[str], form: str, ending: str) -> None:
    days = ("--on", "2018-06-10", "--on", "2018-06-11", "--stage", "ij", "--circuit", "ca4")
    assert main(["assess", str(CLAIM), *days, "--relief", "cat-deferral", "--format", form]) == 0

    assert_golden(capsys.readouterr().out, f"assessment-a-b.{ending}")
