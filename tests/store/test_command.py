"""The vault at the command line, as a user meets it."""

from __future__ import annotations

import io
import json
import os
import stat
from pathlib import Path

import pytest

from tests.store.conftest import Made
from wellfounded.cli import main


def _run(words: list[str], monkeypatch: pytest.MonkeyPatch, secret: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{secret}\n"))
    return main(words)


@pytest.fixture
def here(copied: Made, monkeypatch: pytest.MonkeyPatch) -> Made:
    monkeypatch.setenv("WELLFOUNDED_VAULT", str(copied.folder))
    return copied


def test_a_case_is_listed_exported_and_read_again(
    here: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "rm.toml"
    assert _run(["vault", "open", "--format", "json"], monkeypatch, here.recovery) == 0
    assert json.loads(capsys.readouterr().out)["cases"][0]["pseudonym"] == "R.M."
    assert _run(["vault", "export", "R.M.", "--out", str(out)], monkeypatch, here.recovery) == 0
    assert _run(["vault", "import", str(out)], monkeypatch, here.recovery) == 0
    assert _run(["vault", "export", "R.M."], monkeypatch, here.recovery) == 2
    assert "Several cases" in capsys.readouterr().err


def test_an_assessment_reads_a_case_of_the_vault(
    here: Made, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["assess", "vault:R.M.", "--on", "2018-06-12", "--format", "json"]

    assert _run(words, monkeypatch, here.recovery) == 0
    assert "R.M." in capsys.readouterr().out
    assert _run(["vault", "log", "--format", "json"], monkeypatch, here.recovery) == 0
    assert "case-opened" in [line["act"] for line in json.loads(capsys.readouterr().out)["log"]]


def test_a_ruling_is_held_against_the_cases_of_the_vault(
    here: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The answer is that of the case's own file; the log names the case that was opened, and no file is left."""
    out = tmp_path / "claims" / "rm.toml"
    out.parent.mkdir()
    assert _run(["vault", "export", "R.M.", "--out", str(out)], monkeypatch, here.recovery) == 0
    capsys.readouterr()
    told = []
    for claims in ("vault:", "vault:R.M.", str(out.parent)):
        words = ["docket", "affected", claims, "--ruling", "matter-of-a-b-i", "--format", "json"]
        assert _run(words, monkeypatch, here.recovery) == 0
        told.append(json.loads(capsys.readouterr().out))
    assert told[0] == told[1] == told[2]
    assert [one["claim"] for one in (*told[0]["listed"], *told[0]["not_touched_listed"])] == ["R.M."]
    assert _run(["vault", "log", "--format", "json"], monkeypatch, here.recovery) == 0
    assert [line["act"] for line in json.loads(capsys.readouterr().out)["log"]].count("case-opened") == 2
    assert _run(["docket", "affected", "vault:Q.Q.", "--ruling", "matter-of-a-b-i"], monkeypatch, here.recovery) == 2


def _acts(monkeypatch: pytest.MonkeyPatch, here: Made, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert _run(["vault", "log", "--format", "json"], monkeypatch, here.recovery) == 0
    return [line["act"] for line in json.loads(capsys.readouterr().out)["log"]]


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX's")
@pytest.mark.parametrize(
    "words",
    [
        ["vault", "export", "R.M.", "--out"],
        ["vault", "open", "--out"],
        ["assess", "vault:R.M.", "--on", "2018-06-12", "--out"],
        ["docket", "affected", "vault:", "--ruling", "matter-of-a-b-i", "--out"],
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_what_is_written_from_the_vault_is_its_owners_alone(
    here: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: list[str]
) -> None:
    out = tmp_path / "out.txt"
    assert _run([*words, str(out)], monkeypatch, here.recovery) == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "words",
    [
        ["assess", "vault:R.M.", "--on", "2018-06-12"],
        ["docket", "affected", "vault:", "--ruling", "matter-of-a-b-i"],
    ],
    ids=lambda words: words[0],
)
def test_an_answer_written_from_the_vault_is_told_and_logged_as_an_export(
    here: Made,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
) -> None:
    assert _run(words, monkeypatch, here.recovery) == 0
    assert "not encrypted" not in capsys.readouterr().err
    assert "case-exported" not in _acts(monkeypatch, here, capsys)
    assert _run([*words, "--out", str(tmp_path / "out.txt")], monkeypatch, here.recovery) == 0
    assert "What was exported is not encrypted any more. The log says that it was." in capsys.readouterr().err
    acts = _acts(monkeypatch, here, capsys)
    assert (acts.count("case-opened"), acts.count("case-exported")) == (2, 1)


def test_an_export_does_not_write_over_a_file(here: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    out = tmp_path / "rm.toml"
    out.write_text("kept")
    assert _run(["vault", "export", "R.M.", "--out", str(out)], monkeypatch, here.recovery) == 2
    assert out.read_text() == "kept"


def test_a_place_below_a_file_is_refused_without_a_traceback(
    here: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert (
        _run(["vault", "export", "R.M.", "--out", str(tmp_path / "file" / "rm.toml")], monkeypatch, here.recovery) == 2
    )
    assert "cannot be written" in capsys.readouterr().err


def test_an_assessment_of_no_case_of_the_vault_is_refused(
    here: Made, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(["assess", "vault:", "--on", "2018-06-12"], monkeypatch, here.recovery) == 2
    assert "No case was named" in capsys.readouterr().err


def test_a_wrong_secret_is_told_without_a_traceback(
    here: Made, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = here.recovery[:-1] + ("Q" if here.recovery.endswith("A") else "A")
    assert _run(["vault", "open"], monkeypatch, wrong) == 2
    assert "recovery key" in capsys.readouterr().err


def test_a_backup_is_written_verified_and_restored(
    here: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = str(tmp_path / "b.age")
    assert _run(["vault", "backup", backup], monkeypatch, here.recovery) == 0
    assert _run(["vault", "delete", here.case, "--format", "json"], monkeypatch, here.recovery) == 0
    assert json.loads(capsys.readouterr().out.split("\n", 1)[1])["still_in"][0]["place"] == backup
    restored = ["vault", "restore", backup, "--vault", str(tmp_path / "again")]
    assert _run(restored, monkeypatch, here.recovery) == 0
    assert _run(["vault", "verify"], monkeypatch, here.recovery) == 0
