"""Ask every page of the application many times with 500 cases in the vault, and tell the times.

python -m bench.web.pages

Each row holds the median and the 95th percentile of all requests, the first after unlocking included, beside the median
with everything in memory forgotten before each request, and beside a page of the same framework that says one word.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.web.caseload import caseload
from msgspec.structs import replace
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from wellfounded.law.library import Library
from wellfounded.store.keys import FLOOR
from wellfounded.store.vault import new_vault
from wellfounded.web.app import application
from wellfounded.web.desk import Desk
from wellfounded.web.memory import Memory
from wellfounded.web.sessions import COOKIE
from wellfounded.web.touched import touched

PORT, CASES, TIMES, AFRESH = 8765, 500, 40, 5
PASSPHRASE = "a passphrase of the bench"


def main() -> None:
    """Fill a vault, unlock it, ask the pages, print a table in milliseconds."""
    with TemporaryDirectory() as place:
        desk = Desk(Path(place) / "vault", PORT)
        case = _fill(desk)
        client = TestClient(application(desk), base_url=f"http://127.0.0.1:{PORT}", follow_redirects=False)
        cookie = desk.sessions.begin(desk.sessions.launch()) or ""
        client.cookies.set(COOKIE, cookie)
        session = desk.sessions.find(cookie)
        assert session is not None
        form = {"token": session.token}
        origin = {"Origin": f"http://127.0.0.1:{PORT}"}
        unlocked = _timed(lambda: client.post("/unlock", data={**form, "secret": PASSPHRASE}, headers=origin))
        print(f"unlock, the least Argon2id allowed: {unlocked:.0f} ms")
        print(f"{'page':<34} {'first':>7} {'median':>7} {'95th':>7} {'afresh':>7}   (ms, {CASES} cases, {TIMES} times)")
        for name, path, headers in _pages(case):
            _row(name, desk, lambda path=path, headers=headers: client.get(path(), headers=headers))  # type: ignore[misc]
        saved = {**form, "fact": "reported-to-police", "source": "client"}
        _row(
            "an answer saved, then its page",
            desk,
            lambda: _saved(client, case, {**saved, "value": random.choice(("yes", "no"))}, origin),
        )
        _row("an answer saved, then today", desk, lambda: _saved_and_today(client, case, saved, origin))
        print(f"a page of one word in the same framework: {_floor():.1f} ms")
        _touched(desk)
        desk.lock()


def _pages(case: str) -> list[tuple[str, Callable[[], str], dict[str, str]]]:
    draw = random.Random(1)

    def day() -> str:
        return f"/law?on={date(2014, 1, 1) + timedelta(days=draw.randrange(4400))}"

    places = [
        f"&circuit=ca{number}&stage={stage}" for number in range(1, 12) for stage in ("ij", "bia", "asylum-office")
    ]
    part = {"HX-Request": "true"}
    return [
        ("today", lambda: "/", {}),
        ("today, two other days", lambda: f"/?from=2018-06-10&to={date(2018, 6, 11)}", {}),
        ("cases", lambda: "/cases", {}),
        ("case, facts", lambda: f"/case/{case}", {}),
        ("case, all questions", lambda: f"/case/{case}?show=all", {}),
        ("case, elements", lambda: f"/case/{case}/elements", {}),
        ("case, elements on two days", lambda: f"/case/{case}/elements?on=2018-06-10&with=2018-06-11", {}),
        ("case, groups", lambda: f"/case/{case}/groups", {}),
        ("case, documents", lambda: f"/case/{case}/documents", {}),
        ("case, history", lambda: f"/case/{case}/history", {}),
        ("law, a new day each time", day, {}),
        ("slider's answer, a new day", day, part),
        ("slider's answer, a new place", lambda: day() + draw.choice(places), part),
        ("slider's answer, 11 June 2018", lambda: "/law?on=2018-06-11", part),
        ("compare, two days", lambda: "/compare?kind=days", {}),
        ("compare, circuits", lambda: "/compare?kind=circuits", {}),
        ("authority", lambda: "/authority/matter-of-a-b-i", {}),
        ("check", lambda: "/check", {}),
        ("settings", lambda: "/settings", {}),
        ("log", lambda: "/settings/log", {}),
    ]


def _fill(desk: Desk) -> str:
    case = ""
    vault, _ = new_vault(desk.folder, PASSPHRASE, cost=FLOOR)
    with vault, vault.database.transaction():
        for claim in caseload(desk.library.vocabulary, CASES):
            case = vault.add_case(claim)
    return case


def _row(name: str, desk: Desk, ask: Callable[[], object]) -> None:
    took = [_timed(ask) for _ in range(TIMES)]
    afresh = []
    for _ in range(AFRESH):
        desk.vault = desk.vault  # forgets what was worked out; the decoded cases stay with the vault
        afresh.append(_timed(ask))
    every = statistics.quantiles(took, n=20)
    figures = (took[0], statistics.median(took), every[-1], statistics.median(afresh))
    print(f"{name:<34} " + " ".join(f"{figure:7.1f}" for figure in figures), flush=True)


def _timed(ask: Callable[[], object]) -> float:
    begun = time.perf_counter()
    answer = ask()
    took = (time.perf_counter() - begun) * 1000
    assert getattr(answer, "status_code", 0) in (200, 303), answer
    return took


def _saved(client: TestClient, case: str, fields: dict[str, str], headers: dict[str, str]) -> object:
    assert client.post(f"/case/{case}/fact", data=fields, headers=headers).status_code == 303
    return client.get(f"/case/{case}")


def _saved_and_today(client: TestClient, case: str, fields: dict[str, str], headers: dict[str, str]) -> object:
    _saved(client, case, {**fields, "value": random.choice(("yes", "no"))}, headers)
    return client.get("/")


def _floor() -> float:
    page = Starlette(routes=[Route("/", lambda request: HTMLResponse("wellfounded"))])
    client = TestClient(page)
    return statistics.median(_timed(lambda: client.get("/")) for _ in range(TIMES))


def _touched(desk: Desk) -> None:
    assert desk.vault is not None
    cases = desk.vault.cases()[:300]
    days = (date(2018, 6, 10), date(2018, 6, 11))
    updated = _updated(desk.library)
    last = desk.library.confirmed_through
    for name, before, after in (
        ("by 11 June 2018", (desk.library, days[0]), (desk.library, days[1])),
        ("by an update of the law", (desk.library, last), (updated, last)),
    ):
        memory = Memory()
        for turn in ("first", "again"):
            begun = time.perf_counter()
            count = sum(1 for _ in touched(cases, before=before, after=after, memory=memory))
            print(f"cases touched {name}, of 300, {turn}: {count} in {(time.perf_counter() - begun) * 1000:.0f} ms")


def _updated(library: Library) -> Library:
    """Make another version of the library, in which two elements have lost their tests."""
    tests = {
        name: at for name, at in library.index.tests.items() if name not in ("nexus.private-dispute", "psg.circularity")
    }
    index = replace(library.index, tests=tests)
    return Library(library.authorities, library.vocabulary, library.standing, digest="updated", index=index)


if __name__ == "__main__":
    main()
