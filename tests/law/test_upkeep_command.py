"""`law check` and `law effect` as a lawyer meets them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from wellfounded.cli import main
from wellfounded.shipped import material_folder

A_B = Path("attorney-general/2018-06-11-matter-of-a-b-i.md")


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    return Path(shutil.copytree(material_folder("authorities"), tmp_path / "authorities"))


def test_the_shipped_library_ends_clean_and_counts_what_is_unreviewed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "check", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert told["clean"]
    assert told["errors"] == []
    assert told["counts"]["unreviewed"] == told["counts"]["authorities"] > 400
    assert told["known"]["memory"] > 0


def test_each_error_is_told_once_with_its_line(edited: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = edited / A_B
    page.write_text(page.read_text().replace('target = "matter-of-a-r-c-g"', 'target = "matter-of-a-r-c-c"'))

    assert main(["law", "check", "--library", str(edited), "--format", "json"]) == 2
    (error,) = json.loads(capsys.readouterr().out)["errors"]
    assert error["where"].startswith(f"{A_B}, line ")
    assert 'Did you mean "matter-of-a-r-c-g"' in error["found"]


def test_a_library_with_errors_answers_no_question(edited: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = edited / A_B
    page.write_text(page.read_text().replace("```toml holding", "```toml holdin", 1))

    assert main(["law", "in-force", "psg.family", "--on", "2018-06-11", "--library", str(edited)]) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert str(A_B) in streams.err


def test_an_edit_of_one_day_is_told_with_the_issues_and_days_it_changes(
    edited: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = edited / "board" / "2025-07-18-matter-of-k-e-s-g.md"
    text = page.read_text()
    page.write_text(text.replace("from = 2025-07-18", "from = 2025-07-25"))
    assert page.read_text() != text

    assert main(["law", "effect", str(material_folder("authorities")), str(edited), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["edited"] == ["matter-of-k-e-s-g"]
    assert {change["issue"] for change in told["changed"]} == {"psg.gender"}
    assert {(change["from"], change["until"]) for change in told["changed"]} == {("2025-07-18", "2025-07-25")}
    assert any("k-e-s-g" in case for case in told["cases"])
