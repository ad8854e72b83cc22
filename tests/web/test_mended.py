"""What a user relies on when something is long, empty, contradictory or broken."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from tests.web.conftest import EXAMPLES, HOST, PORT, Client, MadeVault
from wellfounded.claim.model import Claim
from wellfounded.store.entries import Entry
from wellfounded.store.vault import Vault
from wellfounded.web import app
from wellfounded.web.app import application
from wellfounded.web.cases import NOTE_CHARACTERS
from wellfounded.web.desk import Desk
from wellfounded.web.headers import POLICY
from wellfounded.web.sessions import COOKIE

PART = {"Origin": f"http://{HOST}", "HX-Request": "true"}


def _alone(awaited: Coroutine[Any, Any, None]) -> None:
    """Run in a thread of its own: the browser's tests keep a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, awaited).result()


def _vault(client: Client) -> Vault:
    assert client.desk.vault is not None
    return client.desk.vault


def _notes(client: Client, case: str) -> list[str]:
    return [entry.body["text"] for entry in _vault(client).entries(case, "note")]


def test_a_long_note_is_kept_to_its_last_word(client: Client, made_vault: MadeVault) -> None:
    words = "ñ" * (NOTE_CHARACTERS - 5) + " last"
    answer = client.post(f"/case/{made_vault.case}/notes", {"text": words}, headers=PART)

    assert "Saved" in answer.text
    assert _notes(client, made_vault.case) == [words]
    assert f'maxlength="{NOTE_CHARACTERS}"' in client.get(f"/case/{made_vault.case}/documents").text


def test_a_text_too_long_is_refused_and_never_cut(client: Client, made_vault: MadeVault) -> None:
    answer = client.post(f"/case/{made_vault.case}/notes", {"text": "a" * (NOTE_CHARACTERS + 1)}, headers=PART)
    named = client.post("/cases", {"pseudonym": "a" * 81})

    assert "Not saved" in answer.text
    assert "200,000" in answer.text
    assert _notes(client, made_vault.case) == []
    assert named.status_code == 400
    assert len(_vault(client).cases()) == 2


def test_an_emptied_note_is_taken_out_and_the_history_keeps_it(client: Client, made_vault: MadeVault) -> None:
    case = made_vault.case
    _vault(client).put(case, Entry("note", "n1", {"text": "Ask again."}))
    answer = client.post(f"/case/{case}/notes", {"key": "n1", "text": ""}, headers=PART)

    assert answer.text.strip() == "Taken out; the history keeps it"
    assert _notes(client, case) == []
    assert "Ask again." in client.get(f"/case/{case}/history").text


def test_an_empty_new_note_is_not_said_to_be_saved(client: Client, made_vault: MadeVault) -> None:
    answer = client.post(f"/case/{made_vault.case}/notes", {"key": "new", "text": " "}, headers=PART)

    assert answer.status_code == 200
    assert answer.text.strip() == ""


def test_an_error_is_told_by_its_kind_and_place_only(
    client: Client, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Asked as a server asks: the error does not come out to it, and so is in no server's log."""

    def broken(*words: object) -> None:
        raise RuntimeError("sentinel-in-a-traceback")

    monkeypatch.setattr("wellfounded.web.today.hearings", broken)
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"host", HOST.encode()), (b"cookie", f"{COOKIE}={client.http.cookies[COOKIE]}".encode())]
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": headers, "root_path": ""}
    _alone(application(client.desk)(scope, receive, send))  # type: ignore[arg-type]
    said = "".join(capfd.readouterr())

    assert sent[0]["status"] == 500
    assert dict(sent[0]["headers"])[b"content-security-policy"] == POLICY.encode()
    assert b"Something went wrong" in sent[1]["body"]
    assert "sentinel" not in said
    assert "Traceback" not in said
    assert said.startswith("wellfounded: RuntimeError at web/today.py:")


def _full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*words: object, **more: object) -> None:
        raise sqlite3.OperationalError("database or disk is full: sentinel")

    monkeypatch.setattr(Vault, "log", full)


def test_the_lock_clears_the_keys_on_a_full_disk(
    client: Client, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    vault = _vault(client)
    _full_disk(monkeypatch)
    client.desk.lock()

    assert not vault.is_open
    assert client.desk.vault is None
    assert "sentinel" not in "".join(capfd.readouterr())


def test_the_watch_goes_on_after_a_failure(copied_vault: MadeVault, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, asked = Desk(copied_vault.folder, PORT), []

    def fails() -> None:
        asked.append(1)
        raise OSError("full")

    monkeypatch.setattr(app, "IDLE_CHECK_SECONDS", 0)
    monkeypatch.setattr(desk, "lock_when_idle", fails)

    async def watched() -> None:
        watch = asyncio.create_task(app._watch(desk))
        for _ in range(20):
            await asyncio.sleep(0)
        watch.cancel()

    _alone(watched())
    assert len(asked) > 1


def _recorded(client: Client, fields: dict[str, str]) -> Claim:
    before = {case.id for case in _vault(client).cases()}
    content = (EXAMPLES / "r-m.toml").read_bytes()
    assert client.post("/cases", fields, files={"file": ("r-m.toml", content)}).status_code == 303
    return next(case.claim for case in _vault(client).cases() if case.id not in before)


def test_what_the_form_says_stands_over_the_claim_file(client: Client) -> None:
    said = {"pseudonym": "K.L.", "stage": "bia", "circuit": "9", "hearing": "2027-03-04", "source": "her own words"}
    claim = _recorded(client, said)

    assert (claim.pseudonym, claim.stage, claim.circuit) == ("K.L.", "bia", "ca9")
    assert (claim.hearing_on, claim.source) == (date(2027, 3, 4), "her own words")
    assert claim.facts


def test_what_the_form_leaves_empty_is_as_in_the_claim_file(client: Client, made_vault: MadeVault) -> None:
    file = _vault(client).case(made_vault.case).claim
    claim = _recorded(client, {"pseudonym": "", "stage": "", "circuit": "", "hearing": "", "source": ""})

    assert (claim.pseudonym, claim.stage, claim.circuit) == (file.pseudonym, file.stage, file.circuit)
    assert (claim.hearing_on, claim.source) == (file.hearing_on, file.source)


@pytest.mark.parametrize("kind", ["claim", "fact", "group-fact", "finding", "other", ""])
def test_only_groups_documents_and_notes_are_taken_out(client: Client, made_vault: MadeVault, kind: str) -> None:
    before = _vault(client).entries(made_vault.case)
    keys = {entry.key for entry in before if entry.kind == kind} or {""}

    for key in keys:
        assert client.post(f"/case/{made_vault.case}/remove", {"kind": kind, "key": key}).status_code == 400
    assert _vault(client).entries(made_vault.case) == before


def test_who_was_not_let_in_does_not_keep_the_vault_open(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.http.cookies.clear()
    heard: list[int] = []
    monkeypatch.setattr(client.desk, "heard", lambda: heard.append(1))

    assert client.get("/launch?token=guessed").status_code == 403
    assert heard == []


def test_the_settings_name_a_restore_that_works_beside_the_vault_in_use(client: Client) -> None:
    assert "wellfounded vault restore FILE --vault NEWFOLDER" in client.get("/settings").text


@pytest.mark.parametrize("day", ["0001-01-01", "1979-12-31", "2201-01-01"])
def test_a_hearing_no_court_would_set_is_refused(client: Client, made_vault: MadeVault, day: str) -> None:
    assert client.post("/cases", {"pseudonym": "A.B.", "hearing": day}).status_code == 400
    assert client.post(f"/case/{made_vault.case}", {"pseudonym": "R.M.", "hearing": day}).status_code == 400


def test_hearings_that_are_past_are_not_said_to_be_unset(client: Client) -> None:
    for case in _vault(client).cases():
        client.post(f"/case/{case.id}", {"pseudonym": case.claim.pseudonym, "hearing": "1999-05-04"})
    page = client.get("/").text

    assert "No hearing lies ahead." in page
    assert "No hearing is set" not in page
