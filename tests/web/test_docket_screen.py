"""The docket's screens: published numbers, a loaded release, counts, and what a ruling touches."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.web.conftest import EXAMPLES, Client, MadeVault
from wellfounded.claim.claim_file import load_claim
from wellfounded.docket.affected_claims import affected_claims
from wellfounded.docket.count import count
from wellfounded.docket.ruling import ruling
from wellfounded.docket.store import Store
from wellfounded.report.docket_counts import count_csv
from wellfounded.web.docket_store import recall

COUNTED = "/docket/count?measure=pending&by=nationality&on=2018-06-11"


@pytest.fixture
def docket(client: Client, loaded: Store) -> Client:
    assert client.post("/docket/release", {"folder": str(loaded.path)}).status_code == 303
    return client


def test_published_numbers_stand_without_a_vault_and_without_a_release(locked_client: Client) -> None:
    for topic in ("pending", "receipts", "completions", "asylum"):
        page = locked_client.get(f"/docket?topic={topic}").text
        assert "<svg" in page
        assert "<table" in page
        assert "Counted by" in page
    assert "On 30 September 2024: 3,884,956." in locked_client.get("/docket").text


def test_one_year_end_stands_once_for_each_edition(locked_client: Client) -> None:
    rows = re.findall(r"<tr>.*?</tr>", locked_client.get("/docket").text, re.S)
    of_2019 = [html.unescape(row) for row in rows if "30 September 2019" in row]

    assert [next(n for n in ("987,274", "1,087,201", "1,331,286") if n in row) for row in of_2019] == [
        *("987,274", "1,087,201", "1,331,286")
    ]
    assert ["January 2020" in of_2019[0], "19 April 2021" in of_2019[1], "31 July 2025" in of_2019[2]] == [True] * 3


def test_a_number_only_recalled_is_not_shown(locked_client: Client) -> None:
    page = locked_client.get("/docket?series=credible-fear-receipts-uscis").text

    assert "No number of this series was read in a source" in page
    assert "2 numbers are only recalled" in page
    assert "<table" not in page


def test_every_series_can_be_read_and_saved_with_its_source(locked_client: Client) -> None:
    named = re.findall(r'href="/docket\?series=([\w-]+)"', locked_client.get("/docket?topic=all").text)
    assert len(named) > 50
    for series in named:
        assert locked_client.get(f"/docket?series={series}").status_code == 200
    table = list(csv.DictReader(io.StringIO(locked_client.get("/docket/figures.csv?series=pending-cases").text)))
    keys = json.loads(locked_client.get("/docket/figures.json?series=pending-cases").text)

    assert {"186101.0", "3884956.0"} <= {row["value"] for row in table}
    assert all(row["source"] and row["published"] for row in table)
    assert len(keys["figures"]) == len(table)
    assert locked_client.get("/docket?series=pending-case").status_code == 400


def test_a_store_is_chosen_shown_and_remembered(client: Client, loaded: Store, copied_vault: MadeVault) -> None:
    assert "No release of the court data is loaded here" in client.get("/docket/release").text
    client.post("/docket/release", {"folder": str(loaded.path)})
    page = html.unescape(client.get("/docket/release").text)

    assert f"{loaded.report.total('rows_read'):,} rows were read from the release of 8 July 2026" in page
    assert "Every table balances with the release's own counts." in page
    assert "This release was made up by a program." in page
    assert recall(copied_vault.folder) == loaded.path
    client.post("/docket/release", {"folder": ""})
    assert recall(copied_vault.folder) is None
    assert "No release of the court data is loaded here" in client.get("/docket/release").text


@pytest.mark.parametrize(
    "folder", ["https://example.org/store", "//server/share", "\\\\server\\share", "file:///etc", "/nowhere/at/all"]
)
def test_a_folder_elsewhere_is_refused(client: Client, folder: str) -> None:
    answer = client.post("/docket/release", {"folder": folder})

    assert answer.status_code == 400
    assert client.desk.docket is None


def test_a_store_that_is_gone_is_told_and_breaks_nothing(client: Client, loaded: Store, tmp_path: Path) -> None:
    shutil.copytree(loaded.path, tmp_path / "copy")
    client.post("/docket/release", {"folder": str(tmp_path / "copy")})
    shutil.rmtree(tmp_path / "copy")
    for path in ("/docket/release", COUNTED, "/docket/touched?ruling=matter-of-a-b-i"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "There is no store here." in answer.text
    assert client.get("/docket/count.csv").headers["location"] == "/docket/release"


def test_a_count_is_the_commands_own(docket: Client, loaded: Store) -> None:
    found = count(loaded, "pending", by=["nationality"], on=date(2018, 6, 11))
    page = docket.get(COUNTED).text
    saved = docket.get(COUNTED.replace("/count?", "/count.csv?"))

    assert f"On 11 June 2018: {found.total.count:,}." in page
    assert saved.text == count_csv(found, loaded, docket.desk.library)
    assert saved.headers["content-disposition"].startswith("attachment")
    assert json.loads(docket.get(COUNTED.replace("/count?", "/count.json?")).text)["total"] == found.total.count
    assert found.measure.definition in html.unescape(page)


def test_small_counts_are_hidden_on_the_page_too(docket: Client) -> None:
    page = docket.get(COUNTED).text
    counts = [int(number.replace(",", "")) for number in re.findall(r'<td class="number">([\d,]+)</td>', page)]

    assert counts
    assert min(counts) >= 10
    assert "hidden" in page


def test_days_that_do_not_fit_a_measure_are_left_out(docket: Client) -> None:
    """The form sends every field, as it must where no script runs."""
    days = "on=2018-06-11&from=2017-10-01&to=2018-09-30"

    for measure in ("pending", "receipts", "time-pending", "asylum-decisions"):
        assert docket.get(f"/docket/count?measure={measure}&by=&by=&{days}").status_code == 200


@pytest.mark.parametrize("asked", ["on=2030-01-01", "by=wages", "measure=pend", "smallest=0", "by=month"])
def test_a_question_that_cannot_be_counted_is_told_beside_the_form(docket: Client, asked: str) -> None:
    answer = docket.get(f"/docket/count?{asked}")

    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert 'id="measure"' in answer.text


def test_a_ruling_touches_the_cases_that_the_command_names(client: Client) -> None:
    library = client.desk.library
    claims = [load_claim(EXAMPLES / f"{name}.toml", library.vocabulary) for name in ("r-m", "j-t")]
    found = affected_claims(claims, "vault", ruling(library, "matter-of-a-b-i"), stage="ij")
    page = html.unescape(client.get("/docket/touched", params={"ruling": "27 I&N Dec. 316"}).text)
    listed, _, others = page.partition("Why the other")

    assert f"The ruling changes an answer in {len(found.touched)} of your 2 cases." in page
    assert [one.claim for one in found.touched] == re.findall(r'with=2018-06-10">([^<]+)</a>', listed)
    assert sorted(one.claim for one in found.untouched) == sorted(re.findall(r'with=2018-06-10">([^<]+)</a>', others))
    assert all(library.vocabulary.elements[change.name].name in listed for change in found.touched[0].changes)


def test_locked_a_ruling_shows_no_case(locked_client: Client) -> None:
    page = locked_client.get("/docket/touched?ruling=matter-of-a-b-i").text

    assert "Matter of A-B-" in page
    assert "R.M." not in page
    assert "is shown once it is open" in page


def test_without_an_assumption_the_docket_says_it_cannot_be_known(docket: Client) -> None:
    ask = "/docket/touched?ruling=matter-of-a-b-i"
    bare = html.unescape(docket.get(ask).text)
    supposed = docket.get(f"{ask}&low=10&high=30&claimed=5").text

    assert "cannot be known from this data: the courts' files record no ground of claim" in bare
    assert "Under the assumption below" in supposed
    assert "5 would be" in supposed
    assert docket.get(f"{ask}&low=50&high=10").status_code == 400
    assert docket.get(f"{ask}&low=many").status_code == 400


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_a_script_typed_into_the_docket_stays_text(client: Client, words: str) -> None:
    pages = [
        client.get("/docket/touched", params={"ruling": words}).text,
        client.post("/docket/release", {"folder": words}).text,
        client.get("/docket", params={"series": words}).text,
    ]

    assert not [page for page in pages if "<script>alert" in page or "<img" in page]
