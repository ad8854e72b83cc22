"""Help, documentation and code say the same."""

from __future__ import annotations

import re
import shlex
from argparse import ArgumentParser
from pathlib import Path

import pytest

from wellfounded.cli import COMMANDS, arranged, parser_of
from wellfounded.cli.reference import reference
from wellfounded.law.loading import load_library

TOP = Path(__file__).resolve().parents[1]
PAGES = sorted([TOP / "README.md", *(TOP / "docs").glob("*.md")])
COMMAND = re.compile(r"^(?:\$ |.*&& )?(wellfounded [^|>#\n]*)", re.MULTILINE)
BLOCK = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands_shown() -> list[tuple[str, str]]:
    shown = []
    for page in PAGES:
        if page.name == "commands.md":
            continue
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            joined = block.replace("\\\n", " ")
            shown += [(page.name, " ".join(re.split(" {2,}", words)[0].split())) for words in COMMAND.findall(joined)]
    return sorted(set(shown))


def test_the_reference_of_commands_is_what_the_parsers_say() -> None:
    assert (TOP / "docs" / "commands.md").read_text(encoding="utf-8") == reference(), "run: just reference"


def test_every_command_is_told_of_in_the_readme() -> None:
    words = (TOP / "README.md").read_text(encoding="utf-8")
    assert [command for command in COMMANDS if f"wellfounded {command}" not in words] == []


@pytest.mark.parametrize(("page", "words"), commands_shown(), ids=lambda value: str(value)[:60])
def test_every_command_shown_in_the_documentation_can_be_read(page: str, words: str) -> None:
    parts = [part for part in shlex.split(words) if part not in ("...", "…", "..")]
    if (
        any((part.isupper() and len(part) > 2) or part in ("COMMAND", "[options]") for part in parts[1:2])
        or len(parts) < 3
    ):
        return
    assert _read(parser_of(parts[1]), arranged(parts[1], parts[2:])) in (0, None), f"{page}: {words}"


def _read(parser: ArgumentParser, words: list[str]) -> object:
    try:
        parser.parse_args(words)
    except SystemExit as ended:
        return ended.code
    return 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_readme_counts_the_library_as_it_is() -> None:
    library = load_library()
    words = " ".join((TOP / "README.md").read_text(encoding="utf-8").split())
    treatments = sum(len(page.treatments) for page in library.authorities.values())
    tests = sum(len(page.tests) for page in library.authorities.values())
    assert f"about {round(len(library.authorities), -2)} statutes" in words
    assert f"{treatments} treatments" in words
    assert f"{tests} tests of {len(library.vocabulary.elements)} elements" in words
