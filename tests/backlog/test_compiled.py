"""Machine code is kept where only its user can write, is checked before it runs, and once kept needs no numba."""

import subprocess
import sys

import pytest

from wellfounded.backlog import compiled
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.plan import make_plan

LATER_RUN = """
import sys
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.plan import make_plan
from wellfounded.backlog.scenario_text import load_scenario
run_fluid(make_plan(load_scenario("2018-06-as-it-stood")))
print("numba" in sys.modules)
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(compiled, "KEPT", tmp_path)
    return tmp_path


def test_a_later_run_imports_no_numba(small):
    if compiled.KEPT is None:
        pytest.skip("this user has no folder for compiled code")
    run_fluid(make_plan(small))

    later = subprocess.run([sys.executable, "-c", LATER_RUN], capture_output=True, text=True, check=True)

    assert later.stdout.strip() == "False"


def test_what_is_kept_is_read_again(folder):
    compiled._keep("engine.code", "entry", b"machine\ncode")

    assert compiled._kept("engine.code") == ("entry", b"machine\ncode")
    assert [path.name for path in folder.iterdir()] == ["engine.code"]


def test_a_kept_file_that_was_changed_is_not_run(folder):
    compiled._keep("engine.code", "entry", b"machine code")
    path = folder / "engine.code"
    path.write_bytes(path.read_bytes().replace(b"machine", b"Machine"))

    assert compiled._kept("engine.code") is None


def test_a_folder_that_others_can_write_is_not_used(folder):
    assert compiled._only_ours(folder)
    folder.chmod(0o777)

    assert not compiled._only_ours(folder)


def test_it_is_said_that_an_engine_is_compiled_once_that_was_asked_for(folder, capsys, monkeypatch):
    monkeypatch.setattr(compiled, "_told", [])
    compiled._tell("fluid_entry")
    compiled.announce()
    compiled._tell("case_entry")

    assert capsys.readouterr().err.splitlines() == [
        "Compiling the model of single cases (about 20 seconds) for this machine: kept for the next runs."
    ]
