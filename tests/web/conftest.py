"""The application as a browser and as a plain client meet it, with a vault of invented cases."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

pytest.importorskip("starlette", reason="the application's web parts are not installed")

import uvicorn
from starlette.testclient import TestClient

from tests.web.browsing import DESKTOP, Watched, one_browser
from wellfounded.claim.claim_file import load_claim
from wellfounded.docket.generate import generate
from wellfounded.docket.load import load
from wellfounded.docket.store import Store
from wellfounded.law.loading import load_library
from wellfounded.store.keys import FLOOR
from wellfounded.store.vault import new_vault, open_vault
from wellfounded.web.app import application
from wellfounded.web.desk import Desk
from wellfounded.web.sessions import COOKIE

PASSPHRASE = "correct horse battery staple"
PORT = 8765
HOST = f"127.0.0.1:{PORT}"
EXAMPLES = Path(__file__).parents[2] / "examples"


class MadeVault(NamedTuple):
    folder: Path
    recovery: str
    case: str


@pytest.fixture(scope="session")
def made_vault(tmp_path_factory: pytest.TempPathFactory) -> MadeVault:
    folder = tmp_path_factory.mktemp("web") / "vault"
    vault, recovery = new_vault(folder, PASSPHRASE, cost=FLOOR)
    vocabulary = load_library().vocabulary
    case = vault.add_case(load_claim(EXAMPLES / "r-m.toml", vocabulary))
    vault.add_case(load_claim(EXAMPLES / "j-t.toml", vocabulary))
    vault.close()
    return MadeVault(folder, recovery, case)


@pytest.fixture
def copied_vault(made_vault: MadeVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MadeVault:
    monkeypatch.setenv("WELLFOUNDED_LAW", str(tmp_path / "law"))
    monkeypatch.setattr("wellfounded.store.vault.calibrated", lambda: FLOOR)
    shutil.copytree(made_vault.folder, tmp_path / "vault")
    return made_vault._replace(folder=tmp_path / "vault")


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A synthetic release, loaded."""
    folder, released = tmp_path_factory.mktemp("docket"), date(2026, 7, 8)
    generate(folder / "release", cases=1500, seed=7, released=released)
    return load(folder / "release", folder / "store", released=released)


class Client:
    """A plain client with a session: it reads pages, and sends forms with their token."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.http = TestClient(application(desk), base_url=f"http://{HOST}", follow_redirects=False)
        cookie = desk.sessions.begin(desk.sessions.launch())
        assert cookie is not None
        self.http.cookies.set(COOKIE, cookie)
        self.session = desk.sessions.find(cookie)

    def get(self, path: str, **more: Any) -> Any:
        return self.http.get(path, **more)

    def post(self, path: str, fields: dict[str, Any] | None = None, **more: Any) -> Any:
        assert self.session is not None
        more.setdefault("headers", {"Origin": f"http://{HOST}"})
        return self.http.post(path, data={"token": self.session.token, **(fields or {})}, **more)


@pytest.fixture
def client(copied_vault: MadeVault) -> Iterator[Client]:
    """A client whose vault is open; closing it is not locking, which walks all that the suite holds in memory."""
    made = Client(Desk(copied_vault.folder, PORT))
    made.desk.vault = open_vault(copied_vault.folder, copied_vault.recovery)
    yield made
    if made.desk.vault is not None:
        made.desk.vault.close()


@pytest.fixture
def locked_client(copied_vault: MadeVault) -> Client:
    return Client(Desk(copied_vault.folder, PORT))


class Served(NamedTuple):
    """An application that runs, and how to come in."""

    desk: Desk
    link: Callable[[], str]


@pytest.fixture
def serve(copied_vault: MadeVault) -> Iterator[Callable[..., Served]]:
    """Run the application on a free port; the vault is open unless asked otherwise."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(folder: Path | None = None, *, opened: bool = True) -> Served:
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        desk = Desk(folder or copied_vault.folder, listener.getsockname()[1])
        if opened:
            desk.vault = open_vault(copied_vault.folder, copied_vault.recovery)
        server = uvicorn.Server(uvicorn.Config(application(desk), log_config=None, access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        running.append((server, thread))
        return Served(desk, lambda: f"{desk.address}/launch?token={desk.sessions.launch()}")

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    with one_browser() as opened:
        yield opened


@pytest.fixture
def watched() -> Watched:
    return Watched(set(), [])


@pytest.fixture
def new_page(browser: Any, watched: Watched) -> Iterator[Callable[..., Any]]:
    """Open a window that is watched: no request may leave this computer, no policy may be breached."""
    contexts: list[Any] = []

    def open_page(**options: Any) -> Any:
        context = browser.new_context(**{"locale": "en-US", "viewport": {"width": DESKTOP, "height": 900}, **options})
        context.set_default_timeout(30_000)
        contexts.append(context)
        watched.watch(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
