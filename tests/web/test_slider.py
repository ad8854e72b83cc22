"""The law on a slider: the answer comes alone, and the count of cases follows it."""

from __future__ import annotations

import pytest

from tests.web.conftest import Client, MadeVault
from wellfounded.web import law

PART = {"HX-Request": "true"}
COUNTED = "This differs from the day before in"


def test_the_answer_to_a_slider_waits_for_no_case(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(law, "touched", lambda *_, **__: pytest.fail("a case was read before the answer was given"))
    answer = client.get("/law?on=2018-06-11", headers=PART).text

    assert "Matter of A-B-" in answer
    assert COUNTED not in answer
    assert 'hx-get="/law/cases?on=2018-06-11"' in answer


def test_the_cases_that_differ_are_told_after_the_answer_and_in_a_page_read_whole(client: Client) -> None:
    part, page = client.get("/law/cases?on=2018-06-11", headers=PART).text, client.get("/law?on=2018-06-11").text

    assert part.strip() in page
    assert part.count(COUNTED) == page.count(COUNTED) == 1
    assert "/law/cases" not in page


@pytest.mark.parametrize("day", ["1980-01-01", "2018-06-13", "2999-01-01"])
def test_no_case_is_told_where_none_differs(client: Client, day: str) -> None:
    assert client.get(f"/law/cases?on={day}", headers=PART).text.strip() == ""


def test_a_locked_vault_is_asked_nothing(locked_client: Client, made_vault: MadeVault) -> None:
    assert "/law/cases" not in locked_client.get("/law?on=2018-06-11", headers=PART).text
    assert locked_client.get("/law/cases?on=2018-06-11").text.strip() == ""
