"""Nothing is answered but this computer's own browser, and nothing is done without the window's token."""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.routing import Route

from tests.web.conftest import HOST, PORT, Client, MadeVault
from wellfounded.web.app import routes
from wellfounded.web.desk import Desk
from wellfounded.web.guard import FORM_BYTES, UPLOAD_BYTES
from wellfounded.web.sessions import COOKIE

OPEN = {"/launch", "/static/{name}"}
ROUTES = [(route.path, method) for route in routes() for method in sorted(route.methods or ()) if method != "HEAD"]
CLOSED = [row for row in ROUTES if row[0] not in OPEN]
SENT = [path for path, method in ROUTES if method == "POST"]


def _path(path: str, vault: MadeVault) -> str:
    named = path.replace("{case}", vault.case).replace("{document}", "0" * 16)
    return named.replace("{name}", "matter-of-a-b-i")


def test_every_address_is_listed() -> None:
    assert all(isinstance(route, Route) for route in routes())
    assert len(CLOSED) > 30


@pytest.mark.parametrize(("path", "method"), CLOSED)
def test_without_a_session_no_page_is_shown(client: Client, made_vault: MadeVault, path: str, method: str) -> None:
    client.http.cookies.clear()
    answer = client.http.request(method, _path(path, made_vault), headers={"Origin": f"http://{HOST}"})

    assert answer.status_code == 403
    assert "R.M." not in answer.text


@pytest.mark.parametrize("path", SENT)
def test_without_the_token_nothing_is_done(client: Client, made_vault: MadeVault, path: str) -> None:
    before = client.desk.vault.database.read("SELECT max(number) FROM change")  # type: ignore[union-attr]
    for token in ("", "wrong", "A" * 43):
        answer = client.http.post(
            _path(path, made_vault), data={"token": token, "sure": "yes"}, headers={"Origin": f"http://{HOST}"}
        )
        assert answer.status_code == 403, path
    assert client.desk.vault is not None
    assert client.desk.vault.database.read("SELECT max(number) FROM change") == before


@pytest.mark.parametrize("path", SENT)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": f"http://127.0.0.1:{PORT + 1}"},
        {"Origin": f"https://{HOST}"},
        {"Origin": "null"},
        {},
        {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "cross-site"},
    ],
    ids=["foreign", "port", "scheme", "null", "none", "cross-site"],
)
def test_a_form_from_elsewhere_is_refused(
    client: Client, made_vault: MadeVault, path: str, headers: dict[str, str]
) -> None:
    assert client.post(_path(path, made_vault), headers=headers).status_code == 403


HOSTS = [
    *("evil.example", "evil.example:8765", "127.0.0.1", "localhost", "127.0.0.1:80", f"127.0.0.1:{PORT}.evil.example"),
    *(
        f"{name}:{PORT}"
        for name in ("127.0.0.2", "0.0.0.0", "[::1]", "localhost.", "127.1", "2130706433", "0x7f000001")
    ),
    *(
        f"{name}:{PORT}"
        for name in ("LOCALHOST", "localhost.localdomain", "127.0.0.1.nip.example", "::1", "127.000.0.1")
    ),
    *(f"127.0.0.1:{port}" for port in range(PORT + 1, PORT + 41)),
    *(f"a{number}.evil.example:{PORT}" for number in range(42)),
]


def test_a_hundred_other_hosts_are_refused(client: Client) -> None:
    assert len(set(HOSTS)) >= 100
    shown = [host for host in HOSTS if client.get("/", headers={"Host": host}).status_code != 421]

    assert shown == []
    assert [client.get("/", headers={"Host": f"{name}:{PORT}"}).status_code for name in ("127.0.0.1", "localhost")] == [
        200,
        200,
    ]


def test_a_launch_link_works_once_and_not_late(copied_vault: MadeVault, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Client(Desk(copied_vault.folder, PORT))
    made.http.cookies.clear()
    token = made.desk.sessions.launch()

    first, second = (made.get(f"/launch?token={token}") for _ in range(2))
    late = made.desk.sessions.launch()
    monkeypatch.setattr("wellfounded.web.sessions.elapsed", lambda: 1e12)

    assert (first.status_code, second.status_code) == (303, 403)
    assert made.get(f"/launch?token={late}").status_code == 403
    cookie = first.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert "httponly" in cookie.lower()
    assert "samesite=strict" in cookie.lower()
    assert len(token) >= 43


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    assert client.http.request(method, "/").status_code == 405


@pytest.mark.parametrize(("path", "most"), [("/cases", FORM_BYTES), ("/check", UPLOAD_BYTES)])
def test_a_body_beyond_its_limit_is_refused_before_it_is_read(client: Client, path: str, most: int) -> None:
    headers = {"Origin": f"http://{HOST}", "Content-Type": "text/plain"}

    assert client.http.post(path, content=b"x", headers={**headers, "Content-Length": str(most + 1)}).status_code == 413
    assert client.http.post(path, content=iter([b"x"]), headers=headers).status_code == 411


@pytest.mark.parametrize(
    "path",
    [
        *("/static/../app.py", "/static/%2e%2e%2fapp.py", "/static/..%5capp.py", "/static/vault.keys"),
        *("/static//etc/passwd", "/../../etc/passwd", "/authority/..%2f..%2fvault.keys", "/static/app.css%00.html"),
    ],
)
def test_no_path_leads_out(client: Client, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code in (400, 404)
    assert "root:" not in answer.text


@pytest.mark.parametrize("path", ["/", "/cases", "/law", "/settings", "/nowhere", "/static/app.css"])
def test_every_answer_carries_the_policy(client: Client, path: str) -> None:
    headers = client.get(path).headers

    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == ("no-cache" if "static" in path else "no-store")


def test_a_locked_vault_shows_nothing_of_a_case(locked_client: Client, made_vault: MadeVault) -> None:
    for path, method in CLOSED:
        if method == "GET":
            answer = locked_client.get(_path(path, made_vault))
            assert answer.status_code in (200, 303, 403, 404), path
            assert "R.M." not in answer.text
            assert "violence" not in answer.text or path.startswith(("/law", "/authority", "/compare"))


def test_the_vault_locks_itself_when_nobody_is_there(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = client.desk.vault
    assert vault is not None
    monkeypatch.setattr("wellfounded.web.desk.elapsed", lambda: 1e12)

    assert client.get("/cases").status_code == 403
    assert client.desk.vault is None
    assert not vault.is_open


def test_a_broken_page_tells_nothing(client: Client, monkeypatch: pytest.MonkeyPatch, capsys: Any, caplog: Any) -> None:
    def broken(*words: object) -> None:
        raise RuntimeError("sentinel-in-a-traceback")

    monkeypatch.setattr("wellfounded.web.today.hearings", broken)
    client.http._transport.raise_server_exceptions = False  # type: ignore[attr-defined]
    answer = client.get("/")

    assert answer.status_code == 500
    said = answer.text + "".join(capsys.readouterr()) + caplog.text
    assert "sentinel" not in said
    assert not re.search(r"Traceback|RuntimeError|File \"", answer.text)


def test_a_refused_form_leaves_no_page_whose_words_a_browser_would_keep(client: Client) -> None:
    """While a page that answered a form stands open, browsers write the form's words to their disk."""
    headers = {"Origin": f"http://{HOST}", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-origin"}
    sent = {"pseudonym": "R.M.", "hearing": "2026-02-30"}
    answers = [client.post("/cases", sent, headers=headers), client.post("/cases", {"token": "x"}, headers=headers)]
    told = client.get("/refused")

    assert [(answer.status_code, answer.headers["location"]) for answer in answers] == [(303, "/refused")] * 2
    assert told.status_code == 403
    assert client.get("/refused").headers["location"] == "/"
