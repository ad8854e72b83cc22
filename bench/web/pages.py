"""Ask every page of the application many times with 500 cases in the vault, and tell the times.

python -m bench.web.pages
"""

from __future__ import annotations

import random
import statistics
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.testclient import TestClient

from wellfounded.claim.claim_file import load_claim
from wellfounded.store.keys import FLOOR
from wellfounded.store.vault import new_vault
from wellfounded.web.app import application
from wellfounded.web.desk import Desk
from wellfounded.web.sessions import COOKIE
from wellfounded.web.touched import touched

PORT, CASES, TIMES = 8765, 500, 20
EXAMPLES = Path(__file__).parents[2] / "examples"


def main() -> None:
    """Fill a vault, ask the pages, print a table in milliseconds."""
    with TemporaryDirectory() as place:
        desk = Desk(Path(place) / "vault", PORT)
        desk.vault, _ = new_vault(desk.folder, "a passphrase of the bench", cost=FLOOR)
        case = _fill(desk)
        client = TestClient(application(desk), base_url=f"http://127.0.0.1:{PORT}")
        client.cookies.set(COOKIE, desk.sessions.begin(desk.sessions.launch()) or "")
        draw = random.Random(1)
        pages = {
            "today": lambda: "/",
            "cases": lambda: "/cases",
            "case, facts": lambda: f"/case/{case}",
            "case, elements": lambda: f"/case/{case}/elements",
            "case, groups": lambda: f"/case/{case}/groups",
            "case, history": lambda: f"/case/{case}/history",
            "law, a new day each time": lambda: f"/law?on={date(2014, 1, 1) + timedelta(days=draw.randrange(4400))}",
            "authority": lambda: "/authority/matter-of-a-b-i",
            "settings": lambda: "/settings",
        }
        print(f"{'page':<28} {'first':>8} {'median':>8} {'95th':>8}   (milliseconds, {CASES} cases)")
        for name, path in pages.items():
            _row(name, client, path, {})
        _row("slider's answer", client, pages["law, a new day each time"], {"HX-Request": "true"})
        cases = desk.vault.cases()[:300]
        for turn in ("first", "again"):
            begun = time.perf_counter()
            days = (date(2018, 6, 10), date(2018, 6, 11))
            count = sum(1 for _ in touched(cases, before=(desk.library, days[0]), after=(desk.library, days[1])))
            print(f"cases touched, 300, {turn}: {count} in {(time.perf_counter() - begun) * 1000:.0f} ms")
        desk.lock()


def _fill(desk: Desk) -> str:
    assert desk.vault is not None
    vocabulary, case = desk.library.vocabulary, ""
    claims = [load_claim(EXAMPLES / f"{name}.toml", vocabulary) for name in ("r-m", "j-t")]
    circuits = ("ca2", "ca4", "ca5", "ca9", None)
    with desk.vault.database.transaction():
        for number in range(CASES):
            hearing = date(2027, 1, 4) + timedelta(days=number)
            claim = replace(claims[number % 2], circuit=circuits[number % 5], hearing_on=hearing)
            case = desk.vault.add_case(claim)
    return case


def _row(name: str, client: TestClient, path: object, headers: dict[str, str]) -> None:
    took = []
    for _ in range(TIMES + 1):
        begun = time.perf_counter()
        answer = client.get(path(), headers=headers)  # type: ignore[operator]
        took.append((time.perf_counter() - begun) * 1000)
        assert answer.status_code == 200, (name, answer.status_code)
    rest = sorted(took[1:])
    print(
        f"{name:<28} {took[0]:8.0f} {statistics.median(rest):8.0f} {rest[int(len(rest) * 0.95) - 1]:8.0f}", flush=True
    )


if __name__ == "__main__":
    main()
