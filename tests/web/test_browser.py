"""The application in a real Chromium, as its users meet it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.web.browsing import Watched
from tests.web.conftest import PASSPHRASE, MadeVault, Served
from wellfounded.store.vault import open_vault

Start = Callable[..., Served]
Open = Callable[..., Any]


def _clean(watched: Watched) -> None:
    assert watched.is_clean(), watched


def test_a_new_user_records_a_case_and_loses_nothing(
    serve: Start, new_page: Open, watched: Watched, tmp_path: Path
) -> None:
    """Make a vault, record R.M., see two days side by side, lock, let the program die, open again."""
    served = serve(tmp_path / "new", opened=False)
    page = new_page()
    page.goto(served.link())
    page.get_by_role("link", name="Make a vault").click()
    page.get_by_label("Choose a passphrase").fill(PASSPHRASE)
    page.get_by_label("The same again").fill(PASSPHRASE)
    page.get_by_role("button", name="Make the vault").click()
    recovery = page.locator(".key code").inner_text()
    page.get_by_role("link", name="I have printed it").click()
    page.get_by_role("link", name="Record the first case").click()
    page.get_by_label("Initials or a pseudonym").fill("R.M.")
    page.get_by_label("Circuit").select_option("ca4")
    page.get_by_label("Where the facts come from").fill("client, 3 February 2025")
    page.get_by_role("button", name="Record the case").click()
    page.get_by_role("link", name="every question").click()
    page.get_by_role("link", name="protection by the state").click()
    question = page.locator("form.question").filter(has=page.locator("input[name=fact][value=reported-to-police]"))
    question.get_by_label("yes", exact=True).check()
    question.locator(".saved").get_by_text("Saved").wait_for()
    question.get_by_text("Certainty, approximate date, note").click()
    question.get_by_label("Note").press_sequentially("three complaints")
    with page.expect_response(lambda answer: answer.url.endswith("/fact")):
        page.keyboard.type(" to the police")
    page.get_by_role("link", name="Elements").click()
    page.get_by_label("Law of").fill("2018-06-10")
    page.get_by_label("Compared with").fill("2018-06-11")
    page.get_by_role("button", name="Assess").click()
    page.get_by_role("heading", name="What changed").wait_for()
    page.get_by_role("button", name="Lock").click()
    page.get_by_role("heading", name="Unlock the vault").wait_for()

    with open_vault(tmp_path / "new", recovery) as vault:
        fact = vault.case("R.M.").claim.fact("reported-to-police")
    assert fact is not None
    assert (fact.value, fact.note, fact.source) == ("yes", "three complaints to the police", "client, 3 February 2025")
    _clean(watched)


def test_the_slider_moves_the_answer_with_the_keyboard_alone(serve: Start, new_page: Open, watched: Watched) -> None:
    served = serve()
    page = new_page()
    page.goto(served.link())
    page.goto(f"{served.desk.address}/law?on=2018-06-10")
    before = page.locator("#answer .lede").first.inner_text()
    page.locator("#slide").focus()
    with page.expect_response(lambda answer: "/law" in answer.url):
        page.keyboard.press("ArrowRight")
    page.locator("#answer .lede", has_text="11 June 2018").first.wait_for()

    assert page.locator("#on").input_value() == "2018-06-11"
    assert page.locator("#answer .lede").first.inner_text() != before
    _clean(watched)


def test_the_main_journey_needs_no_mouse(serve: Start, new_page: Open, watched: Watched) -> None:
    served = serve()
    page = new_page()
    page.goto(served.link())

    def tab_to(words: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            focused = page.evaluate("document.activeElement.textContent || document.activeElement.id")
            shown = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert shown != "none", focused
            if words in (focused.strip(), page.evaluate("document.activeElement.id")):
                return
        raise AssertionError(f"{words} cannot be reached with the keyboard")

    for words, then in (("Skip to the content", "#main"), ("Cases", "/cases")):
        tab_to(words)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{then}")
        page.wait_for_load_state()
        page.evaluate("document.activeElement.blur()")
        page.reload() if then == "#main" else None
    tab_to("pseudonym")
    page.keyboard.type("K.B.")
    tab_to("Record the case")
    page.keyboard.press("Enter")
    page.wait_for_url("**/case/*")
    tab_to("Elements")
    page.keyboard.press("Enter")
    page.wait_for_url("**/elements")

    assert page.locator("h1").first.inner_text() == "K.B."
    _clean(watched)


def test_without_scripts_the_journeys_still_work(
    serve: Start, new_page: Open, watched: Watched, made_vault: MadeVault, tmp_path: Path
) -> None:
    served = serve()
    page = new_page(java_script_enabled=False)
    page.goto(served.link())
    page.goto(f"{served.desk.address}/case/{made_vault.case}?show=all&topic=harm")
    question = page.locator("form.question").first
    question.get_by_label("client does not know").check()
    question.get_by_role("button", name="Save").click()
    page.goto(f"{served.desk.address}/law")
    page.get_by_label("Day", exact=True).fill("2018-06-11")
    page.get_by_role("button", name="Ask").click()
    assert "11 June 2018" in page.locator("#answer .lede").first.inner_text()
    brief = tmp_path / "brief.txt"
    brief.write_text("Matter of A-R-C-G-, 26 I&N Dec. 388 (BIA 2014), is good law.", encoding="utf-8")
    page.goto(f"{served.desk.address}/check")
    page.locator("#file").set_input_files(str(brief))
    page.get_by_label("Law of").fill("2018-06-12")
    page.get_by_role("button", name="Check").click()
    page.get_by_text(re.compile("overruled")).first.wait_for()
    page.get_by_role("button", name="Español").click()

    assert page.locator("html").get_attribute("lang") == "es"
    assert served.desk.vault is not None
    assert len([fact for fact in served.desk.vault.case(made_vault.case).claim.facts if fact.value == "not-known"]) >= 1
    _clean(watched)


def test_an_evil_name_for_this_computer_gets_nothing(
    serve: Start, new_page: Open, made_vault: MadeVault, watched: Watched
) -> None:
    """Another site's name is made to mean 127.0.0.1, as in a rebinding attack; the cookie is in the browser."""
    served = serve()
    page = new_page()
    page.goto(served.link())
    port = served.desk.port
    for path in ("/", "/cases", f"/case/{made_vault.case}", "/static/app.css", served.link().partition(str(port))[2]):
        answer = page.goto(f"http://evil.example:{port}{path}")
        assert answer.status == 421
        assert "R.M." not in page.content()
    stolen = page.evaluate(
        f"""async () => {{
            try {{ return await (await fetch('http://127.0.0.1:{port}/cases', {{credentials: 'include'}})).text(); }}
            catch (refused) {{ return 'refused'; }}
        }}"""
    )

    assert stolen == "refused"
