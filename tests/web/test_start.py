"""The application starts light: what it needs first, and nothing of what only some pages need."""

from __future__ import annotations

import json
import socket
import subprocess
import sys

import pytest

from wellfounded.cli.serve import listening

LATER = ("duckdb", "numpy", "numba", "pandas", "pypdf", "docx", "wellfounded.check.checking", "wellfounded.law.reading")
STARTED = (
    "import json, sys, uvicorn, wellfounded.web.app, wellfounded.web.settings; print(json.dumps(list(sys.modules)))"
)


@pytest.fixture(scope="module")
def loaded() -> frozenset[str]:
    told = subprocess.run((sys.executable, "-c", STARTED), capture_output=True, text=True, check=True).stdout
    return frozenset(json.loads(told))


@pytest.mark.parametrize("module", LATER)
def test_what_only_some_pages_need_is_not_loaded_at_the_start(loaded: frozenset[str], module: str) -> None:
    assert module not in loaded


def test_the_port_answers_before_its_link_is_told() -> None:
    """A browser that is quicker than the server waits; it is not refused."""
    with listening(0) as listener, socket.create_connection(listener.getsockname(), timeout=5) as early:
        assert early.getpeername() == listener.getsockname()
