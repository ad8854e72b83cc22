"""What new users do, in a real Chromium: record a case, lose nothing, check a brief, install the law."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from tests.web.browsing import Watched
from tests.web.conftest import EXAMPLES, PASSPHRASE, MadeVault, Served
from tests.web.running import Program
from wellfounded.answer import Answer
from wellfounded.claim.assessment import assess
from wellfounded.claim.claim_file import load_claim
from wellfounded.claim.model import Claim
from wellfounded.forum import Forum
from wellfounded.law.install import new_publisher, pack, trust
from wellfounded.law.library import Library
from wellfounded.law.loading import load_library
from wellfounded.shipped import material_folder
from wellfounded.store.vault import open_vault

Start = Callable[..., Served]
Open = Callable[..., Any]
PLANTED = (
    "Matter of A-R-C-G-, 26 I&N Dec. 388 (BIA 2014), remains good law. "
    "See Matter of A-B-, 27 I&N Dec. 316, 999 (A.G. 2018). See Matter of A-B-, 27 I&N Dec. 361 (A.G. 2018)."
)


def test_a_case_recorded_by_a_new_user_outlives_the_program(
    copied_vault: MadeVault, new_page: Open, watched: Watched, tmp_path: Path
) -> None:
    """Record R.M., see the elements on two days and today, lock, let the program die, open again."""
    (tmp_path / "own").mkdir()
    program = Program(tmp_path / "own", copied_vault._replace(folder=tmp_path / "new"))
    page = new_page()
    page.goto(program.start())
    page.get_by_role("link", name="Make a vault").click()
    page.get_by_label("Choose a passphrase").fill(PASSPHRASE)
    page.get_by_label("The same again").fill(PASSPHRASE)
    page.get_by_role("button", name="Make the vault").click()
    page.get_by_role("link", name="I have printed it").click()
    page.get_by_role("link", name="Record the first case").click()
    page.get_by_label("Or a claim file to start from").set_input_files(str(EXAMPLES / "r-m.toml"))
    page.get_by_role("button", name="Record the case").click()
    page.get_by_role("link", name="Elements").click()
    address = page.url.partition("?")[0]
    page.get_by_label("Law of").fill("2018-06-10")
    page.get_by_label("Compared with").fill("2018-06-11")
    page.get_by_role("button", name="Assess").click()
    changed = page.locator("details", has=page.get_by_role("heading", name="What changed")).inner_text()
    page.goto(address)
    today = page.locator(".report .lede").first.inner_text()
    page.get_by_role("button", name="Lock").click()
    page.get_by_role("heading", name="Unlock the vault").wait_for()
    program.kill()

    link = program.start()
    page.goto(link)
    page.goto(link.partition("/launch")[0] + "/unlock")
    page.get_by_label("Passphrase or recovery key").fill(PASSPHRASE)
    page.get_by_role("button", name="Unlock").click()
    page.get_by_role("link", name="Cases", exact=True).click()
    page.get_by_role("link", name="R.M.").click()
    page.get_by_role("link", name="Elements").click()
    again = page.locator(".report .lede").first.inner_text()
    program.kill()

    assert re.search(r"Groups from a domestic\s+relationship\s+met", changed)
    assert "Matter of A-B-, 27 I&N Dec. 316 (A.G. 2018)" in changed
    assert today == again
    with open_vault(tmp_path / "new", PASSPHRASE) as vault:
        assert vault.case("R.M.").claim.facts == load_claim(EXAMPLES / "r-m.toml", load_library().vocabulary).facts
    assert watched.is_clean(), watched


def test_a_planted_brief_is_dropped_and_its_faults_are_read(serve: Start, new_page: Open, watched: Watched) -> None:
    served = serve()
    page = new_page()
    page.goto(served.link())
    page.goto(f"{served.desk.address}/check")
    dropped = page.evaluate_handle(
        """words => {
            const given = new DataTransfer();
            given.items.add(new File([words], 'brief.txt', {type: 'text/plain'}));
            return given;
        }""",
        PLANTED,
    )
    page.dispatch_event(".drop", "drop", {"dataTransfer": dropped})
    page.get_by_label("Law of").fill("2018-06-12")
    page.get_by_role("button", name="Check").click()
    found = page.locator(".report").inner_text()

    assert "2 findings to mend, nothing else to look at" in found
    assert "Matter of A-B- (A-B- I) overrules it, 11 June 2018" in found
    assert "Page 999 is past its end" in found
    assert watched.is_clean(), watched


def _update(folder: Path) -> bytes:
    """Make a signed update in which S-S-F-M- states no test on private disputes, so that another governs there."""
    private, public = new_publisher()
    trust(public)
    shutil.copytree(material_folder("authorities"), folder)
    page = folder / "attorney-general" / "2025-09-02-matter-of-s-s-f-m.md"
    words = page.read_text(encoding="utf-8")
    page.write_text(re.sub(r'```toml test\nid = "private.ssfm".*?```\n', "", words, flags=re.S), encoding="utf-8")
    return pack(folder, private)


def _answers(claim: Claim, library: Library, on: date) -> set[tuple[str, Answer, tuple[str, ...]]]:
    """Tell the answer and the tests of every element, but those that yield to the law of a circuit."""
    found = assess(claim, library, on=on, forum=Forum(claim.stage or "ij", claim.circuit))
    elements = [element for relief in found.reliefs for element in relief.elements]
    return {
        (one.element, one.answer, tuple(test.test for test in one.tests if test.role != "yields")) for one in elements
    }


def test_an_update_of_the_law_names_the_touched_of_three_hundred_cases(
    serve: Start, new_page: Open, watched: Watched, tmp_path: Path
) -> None:
    """The count is held against each kind of case assessed by itself, under both libraries."""
    served = serve()
    vault, before = served.desk.vault, served.desk.library
    assert vault is not None
    file = tmp_path / "law.update"
    file.write_bytes(_update(tmp_path / "authorities"))
    after = load_library(tmp_path / "authorities")
    claims = [load_claim(EXAMPLES / f"{name}.toml", before.vocabulary) for name in ("r-m", "j-t")]
    kinds = [replace(claim, circuit=circuit) for claim in claims for circuit in ("ca1", "ca4", "ca9")]
    with vault.database.transaction():
        for number in range(298):
            vault.add_case(kinds[number % 6])
    page = new_page()
    page.goto(served.link())
    page.goto(f"{served.desk.address}/settings")
    page.locator("#law-file").set_input_files(str(file))
    page.get_by_role("button", name="Verify and install").click()
    told = page.get_by_text(re.compile(r"It changes \d+ of your 300 cases")).inner_text()

    day, known = before.confirmed_through, dict[Claim, bool]()
    for case in vault.cases():
        if case.claim not in known:
            was, now = (_answers(case.claim, library, day) for library in (before, after))
            known[case.claim] = was != now
    expected = sum(known[case.claim] for case in vault.cases())
    assert told == f"It changes {expected} of your 300 cases."
    assert 0 < expected < 300
    assert watched.is_clean(), watched
