"""The page on `wellfounded law` shows commands that run, and what they really print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from wellfounded.cli import main
from wellfounded.cli.law import QUESTIONS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "law.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.startswith("wellfounded ")]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_runs(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(shlex.split(command)[1:]) == 0
    assert capsys.readouterr().out or list(tmp_path.iterdir())


def test_the_answer_shown_is_the_answer_given(capsys: pytest.CaptureFixture[str]) -> None:
    main(shlex.split(COMMANDS[0])[1:])

    assert capsys.readouterr().out.startswith(BLOCKS[1])


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_is_on_the_page(question: str) -> None:
    assert f"`{question}" in PAGE
