"""A file's ending chooses the format; one that tells of another format is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from wellfounded.cli import main


@pytest.mark.parametrize("ending", ["pdf", "svg", "docx"])
def test_an_ending_that_the_command_does_not_write_is_refused(
    ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"answer.{ending}"
    assert main(["law", "issues", "--out", str(out)]) == 2
    assert f'".{ending}" file' in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(("name", "begins"), [("a.json", "{"), ("a.html", "<!"), ("a.txt", ""), ("a", "")])
def test_an_ending_chooses_the_format(name: str, begins: str, tmp_path: Path) -> None:
    out = tmp_path / name
    assert main(["law", "issues", "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8").lower().startswith(begins)
