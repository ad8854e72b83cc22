"""Two loads into one store do not meet, and a load killed outright leaves the old store and no lock."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docket.releases import RELEASED, clean_release
from wellfounded.cli import main
from wellfounded.docket.load import load
from wellfounded.docket.one_load import LoadRunning, only_load
from wellfounded.docket.store import open_store

TABLE = "D_TblAssociatedBond"
SLOW_LOAD = """
import sys, time
from pathlib import Path
from wellfounded.docket.load import load

def begun(table, done, size):
    print("begun", flush=True)
    time.sleep(60)

load(Path(sys.argv[1]), Path(sys.argv[2]), only=[sys.argv[3]], progress=begun)
"""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return load(clean_release().folder, tmp_path / "store", only=[TABLE], released=RELEASED).path


@pytest.fixture
def running(store: Path) -> Iterator[subprocess.Popen[str]]:
    """A load into the store in another process, in the middle of its work."""
    words = [sys.executable, "-c", SLOW_LOAD, str(clean_release().folder), str(store), TABLE]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        yield process
        process.kill()


def test_a_second_load_into_a_store_is_refused_while_the_first_runs(
    running: subprocess.Popen[str], store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = open_store(store).report
    assert main(["docket", "load", str(clean_release().folder), "--to", str(store), "--tables", TABLE]) == 2
    assert "Another load into this store is running" in capsys.readouterr().err
    assert open_store(store).report == before
    assert running.poll() is None
    other = load(clean_release().folder, store.with_name("other"), only=[TABLE], released=RELEASED)
    assert other.report.balanced


def test_a_load_killed_outright_leaves_the_old_store_and_no_lock(running: subprocess.Popen[str], store: Path) -> None:
    before = open_store(store)
    running.send_signal(signal.SIGKILL)
    running.wait()

    assert open_store(store).report == before.report
    with open_store(store).connect() as connection:
        assert connection.execute(f'SELECT count(*) FROM "{TABLE}"').fetchone()
    again = load(clean_release().folder, store, only=[TABLE], released=RELEASED)
    assert again.report.balanced
    assert sorted(entry.name for entry in store.iterdir()) == [again.folder.name, "store.json"]
    assert [entry.name for entry in store.parent.iterdir()] == ["store"]


def test_a_lock_is_let_go_and_taken_away(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with only_load(store):
        with pytest.raises(LoadRunning), only_load(store):
            pass
        assert list(tmp_path.iterdir())
    assert not list(tmp_path.iterdir())
    with only_load(store):
        pass
