"""Every screen in every state and both languages: accessible, whole when narrow or enlarged, and with no one else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.browsing import AXE, look
from tests.web.conftest import MadeVault, Served, Watched
from tests.web.screens import (
    COUNTED,
    LOCKED,
    MADE,
    NO_CASE,
    NO_VAULT,
    READ,
    REFUSED_AT_THE_DOOR,
    REFUSED_AT_THE_MAKING,
    SENT,
)
from wellfounded.claim.model import Claim
from wellfounded.docket.store import Store
from wellfounded.store.entries import Entry
from wellfounded.web.app import routes
from wellfounded.web.backlog_model import READINESS

Start = Callable[..., Served]
Open = Callable[..., Any]
FILES = (".csv", ".json", ".toml")
OTHERWISE = {"/launch", "/refused", "/static/{name}", "/law/cases", "/case/{case}/documents/{document}"}


class Visit:
    """A window that goes from screen to screen and keeps what was found amiss on each."""

    def __init__(self, page: Any, served: Served, language: str) -> None:
        self.page, self.served, self.language = page, served, language
        self.amiss: dict[str, list[str]] = {}
        page.goto(served.link())

    def read(self, screens: dict[str, str], **named: str) -> None:
        for name, path in screens.items():
            for word, value in named.items():
                path = path.replace(word, value)
            self.page.goto(self.served.desk.address + path)
            self.look(name)

    def look(self, name: str) -> None:
        assert self.page.locator("html").get_attribute("lang") == self.language
        if found := look(self.page, name, self.language):
            self.amiss[name] = found


@pytest.fixture(params=["en", "es"])
def visit(request: pytest.FixtureRequest, new_page: Open, watched: Watched) -> Iterator[Callable[[Served], Visit]]:
    """Begin a visit, at whose end nothing may be amiss."""
    begun: list[Visit] = []

    def begin(served: Served) -> Visit:
        page = new_page(locale=request.param)
        page.add_init_script(path=str(AXE))
        begun.append(Visit(page, served, request.param))
        return begun[0]

    yield begin
    assert begun[0].amiss == {}
    assert watched.is_clean(), watched


def _with_everything(served: Served, case: str) -> str:
    """Keep a document, a note and two groups with a case, and make another in which nothing stands."""
    vault = served.desk.vault
    assert vault is not None
    vault.add_document(
        case, "declaration of the client, third draft.pdf", b"%PDF-", {"about": "signed 3 February 2025"}
    )
    vault.put(case, Entry("note", "n1", {"text": "Ask again about the second complaint."}))
    vault.put(case, Entry("group", "g2", {"words": "Guatemalan women who resisted a partner's control"}))
    return vault.add_case(Claim("K.B."))


def test_every_screen_that_is_read(serve: Start, visit: Callable[[Served], Visit], made_vault: MadeVault) -> None:
    assert READINESS.wait(240)
    served = serve()
    empty = _with_everything(served, made_vault.case)
    begun = visit(served)
    begun.read(READ, CASE=made_vault.case, EMPTY=empty)
    served.desk.lock()
    begun.read(LOCKED)


def test_every_screen_of_a_loaded_release(serve: Start, visit: Callable[[Served], Visit], loaded: Store) -> None:
    served = serve()
    served.desk.docket = loaded.path
    visit(served).read(COUNTED)


def test_every_screen_that_answers_a_form(
    serve: Start, visit: Callable[[Served], Visit], made_vault: MadeVault, tmp_path: Path
) -> None:
    served = serve()
    begun = visit(served)
    for name, arrive in SENT.items():
        arrive(begun.page, served.desk.address, made_vault.case, tmp_path)
        begun.look(name)
    served.desk.lock()
    REFUSED_AT_THE_DOOR(begun.page, served.desk.address, "", tmp_path)
    begun.look("unlock-refused")


def test_every_screen_before_the_first_case(
    serve: Start, visit: Callable[[Served], Visit], made_vault: MadeVault, tmp_path: Path
) -> None:
    served = serve(tmp_path / "new", opened=False)
    begun = visit(served)
    begun.read(NO_VAULT)
    for name, arrive in (("unlock-first-refused", REFUSED_AT_THE_MAKING), ("recovery", MADE)):
        arrive(begun.page, served.desk.address, "", tmp_path)
        begun.look(name)
    begun.read(NO_CASE)


def test_no_page_of_the_application_is_left_out() -> None:
    """The list of screens is held against the application's own addresses."""
    looked_at = [path.partition("?")[0] for path in (READ | LOCKED | NO_CASE).values()]
    pages = [route for route in routes() if "GET" in (route.methods or ()) and not route.path.endswith(FILES)]
    left_out = {page.path for page in pages if not any(map(page.path_regex.match, looked_at))} - OTHERWISE

    assert left_out == set()
