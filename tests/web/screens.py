"""Every screen of the application, and every state it can be in: how to come to each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.web.browsing import send
from tests.web.conftest import PASSPHRASE

READ = {
    "today": "/",
    "today-touched": "/?from=2018-06-10&to=2018-06-11",
    "cases": "/cases",
    "facts": "/case/CASE",
    "facts-step": "/case/CASE?show=step",
    "facts-topic": "/case/CASE?show=all&topic=harm",
    "facts-recorded": "/case/CASE?show=all&topic=protection%20by%20the%20state",
    "elements": "/case/CASE/elements?on=2018-06-10&with=2018-06-11",
    "elements-one-day": "/case/CASE/elements?on=2018-06-11",
    "groups": "/case/CASE/groups",
    "documents": "/case/CASE/documents",
    "history": "/case/CASE/history",
    "facts-empty": "/case/EMPTY",
    "elements-empty": "/case/EMPTY/elements",
    "groups-empty": "/case/EMPTY/groups",
    "documents-empty": "/case/EMPTY/documents",
    "history-empty": "/case/EMPTY/history",
    "law": "/law?on=2018-06-12",
    "law-unsettled": "/law?on=2025-08-01&issue=psg.circularity&circuit=ca9",
    "law-before-coverage": "/law?on=1950-01-01",
    "authority": "/authority/matter-of-a-b-i",
    "authority-unknown": "/authority/matter-of-a-b-9",
    "compare": "/compare",
    "compare-days": "/compare?kind=days&from=2018-06-10&to=2018-06-12&issue=psg.domestic-relationship",
    "compare-alike": "/compare?kind=days&from=2018-06-12&to=2018-06-13&issue=psg.domestic-relationship",
    "compare-circuits": "/compare?kind=circuits&to=2018-06-12",
    "check": "/check",
    "docket": "/docket",
    "docket-asylum": "/docket?topic=asylum",
    "docket-series": "/docket?topic=all",
    "docket-release": "/docket/release",
    "docket-count": "/docket/count?measure=pending&by=nationality&on=2018-06-11",
    "docket-touched": "/docket/touched",
    "docket-ruling": "/docket/touched?ruling=matter-of-a-b-i",
    "docket-refused": "/docket/touched?ruling=matter-of-a-b-9",
    "backlog": "/backlog",
    "backlog-moved": "/backlog?scenario=hire-300&hired=200&intake=90&affected=25&granted=-15",
    "backlog-judges": "/backlog/judges",
    "backlog-refused": "/backlog?hired=many",
    "settings": "/settings",
    "log": "/settings/log",
    "missing": "/nowhere",
    "refused": "/law?on=2018-02-30",
    "case-unknown": "/case/0000000000000000",
}
LOCKED = {
    "unlock": "/unlock",
    "welcome": "/",
    "locked": "/cases",
    "settings-locked": "/settings",
    "docket-locked": "/docket/touched?ruling=matter-of-a-b-i",
}
COUNTED = {
    "release-loaded": "/docket/release",
    "release-counted": "/docket/count?measure=pending&by=nationality&by=custody&on=2018-06-11",
    "release-waited": "/docket/count?measure=time-pending&by=state&on=2018-06-11",
    "release-ruling": "/docket/touched?ruling=matter-of-a-b-i&low=10&high=30&claimed=50",
    "release-refused": "/docket/count?on=2099-01-01",
}
NO_VAULT = {"welcome-first": "/", "unlock-first": "/unlock", "locked-first": "/cases", "settings-first": "/settings"}
NO_CASE = {"today-empty": "/", "cases-empty": "/cases", "settings-no-backup": "/settings"}
BRIEF = (
    "The respondent relies on Matter of A-R-C-G-, 26 I&N Dec. 388 (BIA 2014), which remains good law. "
    "See also Matter of A-B-, 27 I&N Dec. 316, 999 (A.G. 2018), and Matter of Nowhere, 99 I&N Dec. 1 (BIA 2031)."
)
Arrive = Callable[[Any, str, str, Path], None]


def _told_after(path: str, fields: dict[str, str], *, at: str) -> Arrive:
    def arrive(page: Any, address: str, case: str, place: Path) -> None:
        page.goto(address + at.replace("CASE", case))
        send(page, path.replace("CASE", case), fields)

    return arrive


def _checked(words: str) -> Arrive:
    def arrive(page: Any, address: str, case: str, place: Path) -> None:
        brief = place / "brief.txt"
        brief.write_text(words, encoding="utf-8")
        page.goto(f"{address}/check")
        page.locator("#file").set_input_files(str(brief))
        page.locator("#on").fill("2018-06-12")
        with page.expect_navigation():
            page.locator("#check-form button").click()

    return arrive


def _law_refused(page: Any, address: str, case: str, place: Path) -> None:
    update = place / "law.update"
    update.write_bytes(b"no update of the law")
    page.goto(f"{address}/settings")
    page.locator("#law-file").set_input_files(str(update))
    with page.expect_navigation():
        page.locator("form[action='/law/install'] button").click()


CHANGED = {"old": PASSPHRASE, "secret": f"{PASSPHRASE} too", "again": f"{PASSPHRASE} too"}
SENT: dict[str, Arrive] = {
    "check-findings": _checked(BRIEF),
    "check-nothing-found": _checked("The respondent was born in 1990 and came to the United States in 2016."),
    "check-empty-file": _checked(""),
    "law-refused": _law_refused,
    "log-verified": _told_after("/settings/verify", {}, at="/settings/log"),
    "token-refused": _told_after("/cases", {"token": "another"}, at="/cases"),
    "case-refused": _told_after("/cases", {"hearing": "2026-02-30"}, at="/cases"),
    "passphrase-refused": _told_after("/settings/passphrase", {"secret": "a", "again": "b"}, at="/settings"),
    "passphrase-changed": _told_after("/settings/passphrase", CHANGED, at="/settings"),
    "case-deleted": _told_after("/case/CASE/delete", {"sure": "yes"}, at="/case/CASE/history"),
}
REFUSED_AT_THE_DOOR = _told_after("/unlock", {"secret": "not the passphrase"}, at="/unlock")
REFUSED_AT_THE_MAKING = _told_after("/vault", {"secret": "short", "again": "short"}, at="/unlock")
MADE = _told_after("/vault", {"secret": PASSPHRASE, "again": PASSPHRASE}, at="/unlock")
