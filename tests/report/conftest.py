"""The shipped library, loaded once, and the command line as a function."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest

from wellfounded.cli import main
from wellfounded.law.library import Library
from wellfounded.law.loading import load_library


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture
def law(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Ask `wellfounded law …` and return what it prints; it must end well."""

    def ask(*words: str) -> str:
        assert main(["law", *words]) == 0
        return capsys.readouterr().out

    return ask


@pytest.fixture
def law_json(law: Callable[..., str]) -> Callable[..., Any]:
    return lambda *words: json.loads(law(*words, "--format", "json"))


@pytest.fixture
def tree() -> Callable[[str], ElementTree.Element]:
    """Read a page as XML: what every page of ours also is."""
    return lambda html: ElementTree.fromstring(html.removeprefix("<!DOCTYPE html>\n"))
