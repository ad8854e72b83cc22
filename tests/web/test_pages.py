"""The screens, as a plain client without scripts meets them."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from tests.web.conftest import PASSPHRASE, PORT, Client, MadeVault
from wellfounded.store.places import has_vault
from wellfounded.store.vault import open_vault
from wellfounded.web.desk import Desk


def test_a_new_user_makes_a_vault_records_a_case_and_finds_it_again(copied_vault: MadeVault, tmp_path: Path) -> None:
    new = Client(Desk(tmp_path / "new", PORT))
    assert "Make a vault" in new.get("/unlock").text
    shown = new.post("/vault", {"secret": PASSPHRASE, "again": PASSPHRASE})
    recovery = re.search(r"AGE-SECRET-KEY-1[0-9A-Z]+", shown.text)
    assert recovery
    where = new.post("/cases", {"pseudonym": "R.M.", "stage": "ij", "circuit": "ca4", "hearing": "2027-01-20"})
    case = where.headers["location"]
    for fact, value in (("reported-to-police", "yes"), ("nationality", "gt")):
        assert new.post(f"{case}/fact", {"fact": fact, "value": value, "source": "client"}).status_code == 303
    new.post(f"{case}/fact", {"fact": "last-arrival-on", "value": "day", "day": "2024-03-16"})
    new.post("/lock")

    assert has_vault(tmp_path / "new")
    with open_vault(tmp_path / "new", recovery.group()) as vault:
        claim = vault.case("R.M.").claim
    assert [str(fact.value) for fact in claim.facts] == ["yes", "GT", "2024-03-16"]


def test_a_wrong_passphrase_is_told_kindly(locked_client: Client) -> None:
    answer = locked_client.post("/unlock", {"secret": "not this one at all"})

    assert answer.status_code == 403
    assert "does not open" in answer.text
    assert "not this one" not in answer.text


def test_the_elements_differ_between_the_tenth_and_eleventh_of_june(client: Client, made_vault: MadeVault) -> None:
    answer = client.get(f"/case/{made_vault.case}/elements?on=2018-06-10&with=2018-06-11").text

    assert "What changed" in answer
    assert "27 I&amp;N Dec. 316" in answer


def test_the_law_answers_for_a_day_and_draws_it(client: Client) -> None:
    before, after = (client.get(f"/law?on=2018-06-{day}").text for day in (10, 11))

    assert "<svg" in after
    assert re.search(r"10 June 2018, before an immigration judge[^.]*, [^.]*A-R-C-G-[^.]* govern", before)
    assert before != after


def test_today_says_which_cases_a_ruling_touches(client: Client) -> None:
    answer = client.get("/?from=2018-06-10&to=2018-06-11").text

    assert re.search(r"the law changed for [12] of your 2 cases", answer)


def test_a_file_is_checked_and_kept_nowhere(client: Client, tmp_path: Path) -> None:
    words = b"Matter of A-R-C-G-, 26 I&N Dec. 388 (BIA 2014), remains good law. sentinel-of-a-brief"
    answer = client.post("/check", {"on": "2018-06-12"}, files={"file": ("brief.txt", words)})

    assert answer.status_code == 200
    assert "overruled" in answer.text
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"sentinel-of-a-brief" in path.read_bytes()]


def test_an_answer_is_undone_from_the_history(client: Client, made_vault: MadeVault) -> None:
    client.post(f"/case/{made_vault.case}/fact", {"fact": "reported-to-police", "value": "no"})
    number = re.search(r'name="number" value="(\d+)"', client.get(f"/case/{made_vault.case}/history").text)
    assert number
    client.post(f"/case/{made_vault.case}/undo", {"number": number.group(1)})

    assert client.desk.vault is not None
    fact = client.desk.vault.case(made_vault.case).claim.fact("reported-to-police")
    assert fact
    assert fact.value == "yes"


def test_a_document_is_given_out_as_a_file_and_never_shown(client: Client, made_vault: MadeVault) -> None:
    case = f"/case/{made_vault.case}"
    client.post(f"{case}/documents", files={"file": ("<b>.html", b"<script>alert(1)</script>")})
    link = re.search(rf'href="({case}/documents/\w+)"', client.get(f"{case}/documents").text)
    assert link
    answer = client.get(link.group(1))

    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")


def test_a_case_is_deleted_only_when_the_box_is_ticked(client: Client, made_vault: MadeVault) -> None:
    assert client.post(f"/case/{made_vault.case}/delete").status_code == 400
    assert client.post(f"/case/{made_vault.case}/delete", {"sure": "yes"}).status_code == 200
    assert client.get(f"/case/{made_vault.case}").status_code == 404


def test_a_backup_from_the_application_is_restored(client: Client, made_vault: MadeVault, tmp_path: Path) -> None:
    from wellfounded.store.backup import restore

    (tmp_path / "b.age").write_bytes(client.post("/settings/backup").content)

    assert restore(tmp_path / "b.age", made_vault.recovery, tmp_path / "again") == 2


PAYLOADS = [
    pattern.format(number=number)
    for number in range(20)
    for pattern in (
        "<script>alert({number})</script>",
        '"><img src=x onerror=alert({number})>',
        "'-alert({number})-'",
        "</textarea><svg onload=alert({number})>",
        "</title><script>alert({number})</script>",
        "javascript:alert({number})",
        "{{{{7*{number}}}}}{{% raise %}}",
        "<iframe srcdoc='<script>alert({number})</script>'>",
        "\u202e<details open ontoggle=alert({number})>",
        "]]><!--><math><mi xlink:href='data:x,{number}'>",
    )
]


def test_two_hundred_scripts_in_every_field_stay_text(client: Client, made_vault: MadeVault) -> None:
    """Each payload stands in a different field in turn; every page that shows it shows its letters."""
    case = f"/case/{made_vault.case}"
    assert len(set(PAYLOADS)) == 200
    fields = (
        lambda words: client.post(f"{case}/notes", {"text": words}),
        lambda words: client.post(f"{case}/groups", {"words": words}),
        lambda words: client.post(f"{case}/documents", {"about": words}, files={"file": (words, b"x")}),
        lambda words: client.post(
            f"{case}/fact",
            {"fact": "reported-to-police", "value": "yes", "source": words, "about": words, "note": words},
        ),
        lambda words: client.post(case, {"pseudonym": words[:80], "stage": "ij", "source": words}),
    )
    for at, words in enumerate(PAYLOADS):
        assert fields[at % len(fields)](words).status_code == 303, words
    pages = [client.get(path).text for path in (case, f"{case}/documents", f"{case}/history", "/cases", "/")]
    pages.append(client.get(f"{case}?show=all&topic=protection%20by%20the%20state").text)

    for page in pages:
        own = re.sub(r'<script src="/static/[\w.]+" defer></script>', "", page)
        assert not re.search(r"<script|<iframe|<math|onerror=[^&]*>|<img|<svg onload|<details open ontoggle", own)
        assert "49" not in re.findall(r"\{\{7\*7\}\}(\d+)", own)
    assert html.escape(PAYLOADS[0]) in pages[1] or html.escape(PAYLOADS[0], quote=True) in "".join(pages)


@pytest.mark.parametrize("words", PAYLOADS[:20])
def test_a_script_in_an_address_stays_text(client: Client, words: str) -> None:
    for path in ("/law", "/compare"):
        answer = client.get(path, params={"issue": words, "on": words, "from": words, "kind": "days"})
        assert answer.status_code == 400
        assert words not in answer.text or "<" not in words


def test_no_confidential_word_reaches_the_output(
    client: Client, made_vault: MadeVault, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    for words in (f"sentinel-{number}" for number in range(20)):
        client.post(f"/case/{made_vault.case}/notes", {"text": words})
        client.post(f"/case/{made_vault.case}/fact", {"fact": words, "value": "yes"})
        client.get(f"/case/{words}")
    title = re.search("<title>(.*?)</title>", client.get(f"/case/{made_vault.case}").text)

    assert "sentinel" not in "".join(capfd.readouterr()) + caplog.text
    assert title
    assert title.group(1) == "Case · wellfounded"
