"""Machine code is kept where only its user can write, is checked before it runs, and once kept needs no numba."""

import ast
import os
import subprocess
import sys
from pathlib import Path

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


def test_keeping_that_is_interrupted_leaves_no_file(folder, monkeypatch):
    def interrupted(*paths):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)

    with pytest.raises(KeyboardInterrupt):
        compiled._keep("engine.code", "entry", b"machine code")
    assert list(folder.iterdir()) == []


def test_a_run_goes_on_where_the_folder_was_deleted(folder):
    """The guide says that it may be deleted at any time."""
    folder.rmdir()

    compiled._keep("engine.code", "entry", b"machine code")

    assert compiled._kept("engine.code") is None


def test_the_folder_is_its_users_own_where_new_folders_are_open_to_a_group(tmp_path, monkeypatch):
    monkeypatch.setattr(compiled, "cache_folder", lambda: str(tmp_path / "cache"))
    before = os.umask(0o002)
    try:
        folder = compiled._folder()
    finally:
        os.umask(before)

    assert folder is not None
    assert [one.stat().st_mode & 0o777 for one in (folder, folder.parent)] == [0o700, 0o700]


def test_code_compiled_with_other_settings_is_not_taken_for_this(monkeypatch):
    before = compiled._fingerprint()
    monkeypatch.setenv("NUMBA_OPT", "0")

    assert compiled._fingerprint() != before


def test_code_that_checks_bounds_is_not_kept(tmp_path, monkeypatch):
    """It raises errors, and a later run could not load it without numba."""
    monkeypatch.setattr(compiled, "cache_folder", lambda: str(tmp_path))
    monkeypatch.setenv("NUMBA_BOUNDSCHECK", "1")

    assert compiled._folder() is None


def imported_by(names):
    """Return the files of the backlog that some of them import, directly or not, and they themselves."""
    folder, found, left = Path(compiled.__file__).parent, set(), [f"{name}.py" for name in names]
    while left:
        name = left.pop()
        if name in found:
            continue
        found.add(name)
        for node in ast.walk(ast.parse((folder / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wellfounded.backlog"):
                within = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
                files = [f"{module.rpartition('.')[2]}.py" for module in within]
                left += [file for file in files if (folder / file).is_file()]
    return found


def test_the_digest_covers_every_source_that_an_engine_is_compiled_from():
    assert imported_by([*compiled.ENGINES, "compiling"]) <= set(compiled.SOURCES)


def test_compiling_needs_nothing_of_what_loads_it():
    assert "compiled.py" not in imported_by(["compiling"])


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
