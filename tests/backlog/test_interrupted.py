"""Whoever stops a run with Ctrl-C is told so in one line, and finds no part of a report."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.backlog.small import small_text
from wellfounded.backlog.compiled import _no_interruption_lost
from wellfounded.cli.options import write_whole

STOPPED = "Stopped. Nothing was left half-written."
ENDED = (130, -signal.SIGINT)
"""A shell sees 130 in both: Python ends itself by the signal where it came amid the making of a class."""
LONG = ["--draws", "100000", "--replications", "0"]
CASE_BY_CASE = ["--case-by-case", "--draws", "400", "--replications", "50"]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a process of Windows is not sent Ctrl-C alone")


def _heed_ctrl_c() -> None:
    """Undo what a shell does for a process in the background, where SIGINT is passed over."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def interrupted(folder: Path, words: list[str]) -> tuple[int, list[str]]:
    """Run a question, send it SIGINT after a while, and return how it ended and its words."""
    (folder / "small.toml").write_text(small_text(), encoding="utf-8")
    command = [sys.executable, "-m", "wellfounded", "backlog", "run", "small.toml", *words, "--out", "report.html"]
    paths = os.pathsep.join(str(Path(one).resolve()) for one in sys.path if one)
    environment = {**os.environ, "PYTHONPATH": paths}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True, preexec_fn=_heed_ctrl_c
    ) as running:
        time.sleep(2.5)
        assert running.poll() is None
        running.send_signal(signal.SIGINT)
        said = running.communicate(timeout=60)[1]
    return running.returncode, said.splitlines()


@pytest.mark.parametrize("before", [None, "an earlier report"], ids=["no file", "an existing file"])
@pytest.mark.parametrize("words", [LONG, CASE_BY_CASE], ids=["draws", "case by case"])
def test_a_run_that_is_stopped_leaves_no_part_of_a_report(tmp_path, words, before):
    if before is not None:
        (tmp_path / "report.html").write_text(before, encoding="utf-8")
    code, said = interrupted(tmp_path, words)

    assert code in ENDED
    assert said[-1] == STOPPED
    assert [one for one in said[:-1] if "Compiling" not in one] == []
    assert {one.name for one in tmp_path.iterdir()} == {"small.toml"} | ({"report.html"} if before else set())
    if before is not None:
        assert (tmp_path / "report.html").read_text(encoding="utf-8") == before


def test_a_report_stopped_while_it_is_written_leaves_the_earlier_one(tmp_path, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    path = tmp_path / "report.html"
    path.write_text("an earlier report", encoding="utf-8")
    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, b"a later one")

    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]
    assert path.read_text(encoding="utf-8") == "an earlier report"


def test_ctrl_c_that_a_call_back_from_c_drops_still_ends_the_compiling():
    def stopped() -> None:
        raise KeyboardInterrupt

    def compiled() -> None:
        with _no_interruption_lost():
            ctypes.CFUNCTYPE(None)(stopped)()
            time.sleep(5)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            compiled()
    finally:
        signal.signal(signal.SIGINT, before)
