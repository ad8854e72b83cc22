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


def _tab_to(page: Any, words: str) -> None:
    """Press Tab until a control is reached, by its words or id; each on the way must show that it is reached."""
    for _ in range(120):
        page.keyboard.press("Tab")
        names, shown = page.evaluate(
            """() => {
                const at = document.activeElement;
                return [[at.textContent.trim(), at.id, at.name], getComputedStyle(at).outlineStyle];
            }"""
        )
        assert shown != "none", names
        if words in names:
            return
    raise AssertionError(f"{words} cannot be reached with the keyboard")


def test_the_main_journeys_need_no_mouse(
    serve: Start, new_page: Open, watched: Watched, made_vault: MadeVault, tmp_path: Path
) -> None:
    """Unlock, record a case, answer, read the elements, check a brief, lock: with the keyboard alone."""
    served = serve(opened=False)
    page = new_page()
    page.on("filechooser", lambda chooser: None)  # from now on the browser hands file choosers over, however busy it is
    page.goto(served.link())

    def go(words: str, then: str) -> None:
        _tab_to(page, words)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{then}")
        page.wait_for_load_state()

    go("Unlock", "/unlock")
    page.keyboard.type(made_vault.recovery)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Hearings ahead").wait_for()
    go("Skip to the content", "/#main")
    page.reload()
    go("Cases", "/cases")
    _tab_to(page, "pseudonym")
    page.keyboard.type("K.B.")
    go("Record the case", "/case/*")
    _tab_to(page, "value")
    page.keyboard.press("ArrowLeft")
    page.locator(".saved", has_text="Saved").wait_for()
    page.reload()
    go("Elements", "/elements")
    name = page.locator("h1").first.inner_text()
    go("Check", "/check")
    brief = tmp_path / "brief.txt"
    brief.write_text("Matter of A-R-C-G-, 26 I&N Dec. 388 (BIA 2014), is good law.", encoding="utf-8")
    _tab_to(page, "file")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(str(brief))
    _tab_to(page, "Check")
    page.keyboard.press("Enter")
    page.locator(".report").wait_for()
    go("Lock", "/unlock")

    assert name == "K.B."
    assert served.desk.vault is None
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


def test_the_watch_sees_what_it_watches_for(serve: Start, new_page: Open, watched: Watched) -> None:
    served = serve()
    page = new_page()
    page.goto(served.link())
    page.evaluate("document.head.append(Object.assign(document.createElement('script'), {textContent: '1'}))")
    page.evaluate("document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.2:9/'}))")
    page.wait_for_timeout(200)

    assert len(watched.breaches) == 2
    assert not watched.is_clean()
