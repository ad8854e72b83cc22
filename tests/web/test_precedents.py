"""The decided cases nearest to each proposed group, in the application: both sides alike, and the command's own."""

from __future__ import annotations

import html
import re
from datetime import date

from tests.web.conftest import EXAMPLES, Client, MadeVault
from wellfounded.claim.claim_file import load_claim
from wellfounded.claim.precedent import groups_before
from wellfounded.forum import Forum
from wellfounded.precedent.decided import load_base
from wellfounded.precedent.model import Side
from wellfounded.store.entries import Entry

DAY = date(2018, 6, 12)


def _page(client: Client, case: str, on: date = DAY) -> str:
    return html.unescape(client.get(f"/case/{case}/groups?on={on}").text)


def test_the_nearest_cases_are_those_of_the_command(client: Client, made_vault: MadeVault) -> None:
    library = client.desk.library
    claim = load_claim(EXAMPLES / "r-m.toml", library.vocabulary)
    forum = Forum(claim.stage or "ij", claim.circuit)
    answer = groups_before(claim, load_base(library), library, ["psg"], on=DAY, forum=forum)[0].answers[0]
    applicant, government = _page(client, made_vault.case).split("On the government's side")

    for side, shown in ((Side.ASKING, applicant), (Side.OPPOSING, government)):
        expected = [one.placed.case.authority for one in answer.nearest if one.side is side]
        assert expected
        assert re.findall(r'href="/authority/([\w-]+)"', shown) == expected


def test_each_group_has_its_own_and_each_link_leads_to_a_page(client: Client, made_vault: MadeVault) -> None:
    assert client.desk.vault is not None
    client.desk.vault.put(made_vault.case, Entry("group", "g2", {"words": "a second group"}))
    page = _page(client, made_vault.case)

    assert page.count("<h3>Nearest decided cases</h3>") == 2
    for authority in set(re.findall(r'href="/authority/([\w-]+)"', page)):
        assert client.get(f"/authority/{authority}").status_code == 200


def test_whether_a_case_binds_depends_on_the_day(client: Client, made_vault: MadeVault) -> None:
    """A-B- I was vacated on 16 June 2021, and bound nobody the next day."""
    standing = {}
    for on in (date(2021, 6, 15), date(2021, 6, 17)):
        shown = re.search(r'matter-of-a-b-i".*?<b>(.*?)</b>', _page(client, made_vault.case, on), re.DOTALL)
        standing[on.day] = shown.group(1) if shown else "not near"

    assert standing[15] == "binds here"
    assert standing[17] != "binds here"
