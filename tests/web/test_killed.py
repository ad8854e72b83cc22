"""The program is killed while somebody types; what was acknowledged is there, and stands nowhere readable."""

from __future__ import annotations

import secrets
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from tests.web.browsing import Watched, chromium
from tests.web.conftest import MadeVault
from tests.web.running import Program
from wellfounded.store.vault import open_vault

Open = Callable[..., Any]
TOPIC = "show=all&topic=protection%20by%20the%20state"


@pytest.fixture
def program(copied_vault: MadeVault, tmp_path: Path) -> Iterator[Program]:
    (tmp_path / "own").mkdir()
    started = Program(tmp_path / "own", copied_vault)
    yield started
    started.kill()


def _come_in(page: Any, program: Program, path: str) -> str:
    """Open the program's link, unlock the vault, and go to a page; return the address."""
    link = program.start()
    page.goto(link)
    address = link.partition("/launch")[0]
    page.goto(f"{address}/unlock")
    page.get_by_label("Passphrase or recovery key").fill(program.vault.recovery)
    page.get_by_role("button", name="Unlock").click()
    page.get_by_role("heading", name="Today").wait_for()
    page.goto(address + path)
    return address


def test_a_program_killed_while_somebody_types_loses_nothing_acknowledged(
    program: Program, new_page: Open, watched: Watched, made_vault: MadeVault
) -> None:
    page = new_page()
    sent: list[str] = []
    acknowledged: list[str] = []
    note = lambda asked: parse_qs(asked.post_data or "").get("note", [""])[0]  # noqa: E731
    page.on("request", lambda asked: sent.append(note(asked)) if asked.url.endswith("/fact") else None)
    page.on(
        "response",
        lambda answer: (
            acknowledged.append(note(answer.request))
            if answer.ok and answer.url.endswith("/fact") and "Saved" in answer.text()
            else None
        ),
    )
    for cycle in range(2):
        _come_in(page, program, f"/case/{made_vault.case}?{TOPIC}")
        question = page.locator("form.question").filter(has=page.locator("input[value=reported-to-police]"))
        if question.locator("details:not([open])").count():
            question.locator("summary").click()
        field = question.get_by_label("Note")
        field.fill("")
        with page.expect_response(lambda answer: answer.url.endswith("/fact")):
            field.press_sequentially(f"complaint {cycle} to the police, ")
        field.press_sequentially("and then they", delay=20)
        program.kill()
        field.press_sequentially(" said")
        question.locator(".saved", has_text="Not saved").wait_for()

        with open_vault(program.vault.folder, program.vault.recovery) as vault:
            fact = vault.case(made_vault.case).claim.fact("reported-to-police")
            assert vault.faults() == ()
        assert fact is not None
        assert fact.note in {words.strip() for words in sent[sent.index(acknowledged[-1]) :]}
        assert fact.note.startswith(f"complaint {cycle} to the police")
    assert watched.hosts <= {"127.0.0.1"}


def _typed_through_the_application(page: Any, address: str, words: Iterator[str], place: Path) -> None:
    """Type words into every kind of field: a case, facts, a group, a note, a document, a brief."""
    page.goto(f"{address}/cases")
    page.get_by_label("Initials or a pseudonym").fill(next(words))
    page.get_by_label("Where the facts come from").fill(next(words))
    page.get_by_role("button", name="Record the case").click()
    page.wait_for_url("**/case/*")
    case = page.url
    page.goto(f"{case}?{TOPIC}")
    for question in page.locator("form.question").all()[:3]:
        question.locator("summary").click()
        for label in ("Source", "About when", "Note"):
            question.get_by_label(label).fill(next(words))
        with page.expect_response(lambda answer: answer.url.endswith("/fact")):
            question.get_by_label("yes", exact=True).check()
    page.goto(f"{case}/groups")
    page.get_by_label("The group, in the words of the claim").fill(f"women who {next(words)}")
    page.get_by_role("button", name="Add the group").click()
    for _ in range(2):
        page.goto(f"{case}/documents")
        page.get_by_label("A new note").fill(next(words))
        page.get_by_role("button", name="Keep the note").click()
    for _ in range(2):
        file = place / f"{next(words)}.txt"
        file.write_text(f"Matter of A-B-, 27 I&N Dec. 316 (A.G. 2018). {next(words)}", encoding="utf-8")
        page.goto(f"{case}/documents")
        page.locator("#file").set_input_files(str(file))
        page.get_by_label("What it is").fill(file.stem)
        page.get_by_role("button", name="Keep the document").click()
        brief = place / "brief.txt"
        brief.write_bytes(file.read_bytes())
        page.goto(f"{address}/check")
        page.locator("#file").set_input_files(str(brief))
        page.locator("#check-form button").click()
        page.locator(".report").wait_for()
    refused = place / "refused.toml"
    refused.write_text("no claim", encoding="utf-8")
    page.goto(f"{address}/cases")
    page.get_by_label("Initials or a pseudonym").fill(next(words))
    page.locator("#file").set_input_files(str(refused))
    page.get_by_role("button", name="Record the case").click()
    page.get_by_role("alert").wait_for()
    page.goto(f"{case}/documents")
    page.get_by_label("A new note").fill(next(words))


def _readable(words: Iterable[str], files: Iterable[Path]) -> list[tuple[str, str]]:
    """List the words that stand in files, in either of the two ways that programs write text."""
    found = []
    for path in files:
        try:
            content = path.read_bytes()
        except OSError:
            continue
        ways = ((word, (word.encode(), word.encode("utf-16-le"))) for word in words)
        found += [(path.name, word) for word, written in ways if any(way in content for way in written)]
    return found


def _files_beside(since: float) -> Iterator[Path]:
    """List the files that appeared in the machine's own temporary folder, three folders deep."""
    place = Path(tempfile.gettempdir())
    for depth in ("*", "*/*", "*/*/*"):
        for path in place.glob(depth):
            if path.is_file() and path.stat().st_mtime >= since and path.stat().st_size < 50_000_000:
                yield path


def test_what_is_typed_stands_nowhere_readable_beside_the_vault(
    program: Program, browser: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Neither in the program's files, its words and temporary files, nor in the profile that the browser keeps."""
    begun = time.time()
    words = [f"centinela{secrets.token_hex(6)}" for _ in range(20)]
    given, profile = tmp_path_factory.mktemp("given"), tmp_path_factory.mktemp("profile")
    context = browser.browser_type.launch_persistent_context(
        str(profile), executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"], locale="en-US"
    )
    page = context.pages[0]
    address = _come_in(page, program, "/cases")
    left = iter(words)
    _typed_through_the_application(page, address, left, given)
    assert next(left, None) is None
    program.kill()
    context.close()

    with open_vault(program.vault.folder, program.vault.recovery) as vault:
        kept = " ".join(str(vault.entries(case.id)) + case.claim.pseudonym for case in vault.cases())
    written = [path for place in (program.place, program.vault.folder) for path in place.rglob("*") if path.is_file()]

    assert sum(word in kept for word in words) >= len(words) - 4
    assert _readable(words, written) == []
    assert _readable(words, _files_beside(begun)) == []
    assert _readable(words, (path for path in profile.rglob("*") if path.is_file())) == []
