"""Which claims a ruling touches: the same by file and by table, with reasons, and not more than the data can say."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.docket.claim_tables import engine_answers, write_claims
from tests.docket.releases import RELEASED, clean_store
from tests.docket.test_evaluate import opened
from wellfounded.answer import Answer
from wellfounded.cli import main
from wellfounded.docket.affected import SAME_ANSWERS, SAME_LAW, Affected, affected_table
from wellfounded.docket.affected_claims import affected_files, claim_files
from wellfounded.docket.count import DateOutsideDocket, count
from wellfounded.docket.ruling import NoDays, Ruling, ruling
from wellfounded.docket.shares import WrongShares, docket_touched, read_shares
from wellfounded.errors import ImpossibleDate, UnknownName, WellfoundedError
from wellfounded.law.library import Library
from wellfounded.law.loading import load_library

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def of_2018(library: Library) -> Ruling:
    return ruling(library, "matter-of-a-b-i")


def by_files(asked: Ruling, *circuits: str) -> Affected:
    return affected_files(claim_files(EXAMPLES), "examples", asked, stage="ij", circuits=circuits)


def test_the_eve_and_the_day_of_a_ruling_are_compared(of_2018: Ruling) -> None:
    assert (of_2018.before, of_2018.after) == (date(2018, 6, 10), date(2018, 6, 11))


def test_r_m_is_touched_and_told_from_what_to_what(of_2018: Ruling) -> None:
    found = by_files(of_2018)
    r_m = next(one for one in found.touched if one.claim == "R.M. (r-m.toml)")
    changes = {change.name: (change.before, change.after) for change in r_m.changes}

    assert changes["psg.domestic-relationship"] == (Answer.MET, Answer.OPEN)
    assert found.claims == len(found.touched) + len(found.untouched) == 10


def test_every_untouched_claim_says_why(of_2018: Ruling) -> None:
    for one in by_files(of_2018).untouched:
        assert one.why in (SAME_LAW, SAME_ANSWERS)
        assert bool(one.tests_change) == (one.why == SAME_ANSWERS)


def test_between_days_on_which_the_ruling_did_nothing_no_claim_is_touched(library: Library) -> None:
    asked = ruling(library, "matter-of-a-b-i", before=date(2019, 3, 4), after=date(2019, 3, 5))
    found = by_files(asked)

    assert not found.touched
    assert dict(found.reasons) == {SAME_LAW: found.claims}


def test_only_the_circuits_asked_about_are_read(of_2018: Ruling) -> None:
    everywhere, fourth = by_files(of_2018), by_files(of_2018, "ca4")

    assert {one.circuit for one in fourth.touched} == {"ca4"}
    assert 0 < fourth.claims < everywhere.claims


def test_the_earliest_hearing_comes_first(library: Library, of_2018: Ruling, tmp_path: Path) -> None:
    path = write_claims(tmp_path / "claims.csv", library, 60, seed=21)
    found = affected_table(path, of_2018, stage="ij", circuits=(), most=10)
    hearings = [one.hearing_on or date.max for one in found.touched]

    assert hearings == sorted(hearings)
    assert len(found.touched) == 10 < found.touched_claims


def test_a_table_counts_what_its_answers_say(library: Library, of_2018: Ruling, tmp_path: Path) -> None:
    path = write_claims(tmp_path / "claims.csv", library, 50, seed=22)
    found = affected_table(path, of_2018, stage="ij", circuits=(), most=1000)
    engine, caseload = opened(path, library)
    answers = engine_answers(engine, caseload, library, (of_2018.before, of_2018.after))

    transitions = Counter(change for one in found.touched for change in one.changes)
    assert dict(found.transitions) == dict(transitions)
    for one in found.touched:
        for change in one.changes:
            assert answers[one.claim, of_2018.before, change.name] is change.before
            assert answers[one.claim, of_2018.after, change.name] is change.after
    assert found.touched_claims == len(found.touched)
    assert found.claims == 50 == found.touched_claims + sum(number for _, number in found.reasons)


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("absent", ["claim", "circuit", "hearing-on", "claim hearing-on", "claim circuit hearing-on"])
def test_a_table_without_an_optional_column_is_read(
    absent: str, form: str, library: Library, of_2018: Ruling, tmp_path: Path
) -> None:
    path, left_out = write_claims(tmp_path / "claims.csv", library, 60, seed=21), absent.split()
    shown = ", ".join(f'"{name}"' for name in left_out)
    few = tmp_path / f"few.{form}"
    written = f"read_csv('{path}', all_varchar = true)"
    duckdb.sql(f"COPY (SELECT * EXCLUDE ({shown}) FROM {written}) TO '{few}' (FORMAT {form})")
    found = affected_table(few, of_2018, stage="ij", circuits=("ca4",) if "circuit" in left_out else (), most=10)

    assert len(found.touched) == min(10, found.touched_claims) > 0
    assert all(one.claim.startswith("row ") is ("claim" in left_out) for one in found.touched)
    assert all((one.hearing_on is None) or "hearing-on" not in left_out for one in found.touched)


def test_wrong_questions_about_a_ruling_are_told(library: Library) -> None:
    with pytest.raises(WellfoundedError, match="matter-of-a-b"):
        ruling(library, "matter-of-a-b-iiii")
    with pytest.raises(ImpossibleDate):
        ruling(library, "matter-of-a-b-i", before=date(2019, 1, 1), after=date(2018, 1, 1))
    undated = [one.id for one in library.authorities.values() if one.effective is None and one.decided is None]
    if undated:
        with pytest.raises(NoDays):
            ruling(library, undated[0])


@pytest.mark.parametrize("form", ["text", "json", "html", "markdown"])
def test_the_command_tells_which_claims_and_why_not_the_others(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["docket", "affected", str(EXAMPLES), "--ruling", "27 I&N Dec. 316", "--format", form]) == 0
    said = capsys.readouterr().out.replace("\\", "")
    assert "R.M." in said
    if form == "json":
        keys = json.loads(said)
        assert keys["touched"] == len(keys["listed"])
        assert keys["claims"] == keys["touched"] + len(keys["not_touched_listed"])


def test_without_assumptions_the_public_docket_cannot_say(of_2018: Ruling) -> None:
    found = docket_touched(clean_store(), of_2018, ())

    assert found.interval is None
    assert found.cases == count(clean_store(), "pending-asylum", on=of_2018.after, smallest=1).total.count


SHARES = """
[[share]]
low = 0.10
high = 0.30
nationality = ["GT", "HO", "ES"]
received_from = 2014
source = "a guess for the exercise"

[[share]]
low = 0
high = 0.05
nationality = "MX"
source = "a guess for the exercise"
"""


def test_assumptions_give_an_interval_and_what_they_leave_out_counts_from_none_to_all(
    of_2018: Ruling, tmp_path: Path
) -> None:
    path = tmp_path / "shares.toml"
    path.write_text(SHARES)
    found = docket_touched(clean_store(), of_2018, read_shares(path), claimed=20_000)
    (first, central), (second, mexican) = found.assumed

    assert central + mexican + found.not_assumed == found.cases
    assert found.interval == (round(0.1 * central), round(0.3 * central + 0.05 * mexican) + found.not_assumed)
    assert first.about() == "nationality GT, HO, ES; received in fiscal years 2014 to "
    assert second.high == 0.05
    assert found.share_needed == 20_000 / found.cases


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        pytest.param("[[share]]\nlow = 0.5\nhigh = 0.2\nsource = 'x'\n", WrongShares, "low", id="backwards"),
        pytest.param("[[share]]\nlow = 0\nhigh = 2\nsource = 'x'\n", WrongShares, "0 to 1", id="more than all"),
        pytest.param("[[share]]\nlow = 0\nhigh = 1\n", WrongShares, "source", id="no source"),
        pytest.param(
            "[[share]]\nlow = 0\nhigh = 1\nsource = 'x'\nnationality = 'GTX'\n", UnknownName, "GTX", id="no code"
        ),
        pytest.param("[[share]]\nlow = 0\nhigh = 1\nsource = 'x'\nnation = 'GT'\n", UnknownName, "nation", id="no key"),
        pytest.param("low = 0\n", WrongShares, "share", id="no shares"),
        pytest.param("[[share]\n", WellfoundedError, "cannot be read", id="no TOML"),
    ],
)
def test_assumptions_that_cannot_be_read_are_refused(
    text: str, error: type[Exception], words: str, tmp_path: Path
) -> None:
    path = tmp_path / "shares.toml"
    path.write_text(text)
    with pytest.raises(error, match=words):
        read_shares(path)


def test_a_ruling_after_the_release_is_not_counted(library: Library) -> None:
    later = ruling(library, "matter-of-a-b-i", before=RELEASED, after=date(2027, 1, 1))
    with pytest.raises(DateOutsideDocket):
        docket_touched(clean_store(), later, ())


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_the_docket_command_says_what_is_not_knowable(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["docket", "affected", str(clean_store().path), "--ruling", "matter-of-a-b-i", "--claimed", "20000"]
    assert main([*words, "--format", form]) == 0
    said = capsys.readouterr().out
    if form == "json":
        keys = json.loads(said)
        assert keys["knowable"] is False
        assert keys["low"] is None
    else:
        assert "Not knowable from this data" in said


def test_the_assumptions_of_the_worked_example_can_be_read_and_say_that_no_source_gives_them(of_2018: Ruling) -> None:
    shares = read_shares(Path(__file__).parents[2] / "docs" / "docket-shares.toml")
    found = docket_touched(clean_store(), of_2018, shares, claimed=20_000)

    assert all("no source gives a share" in share.source for share in shares)
    assert found.not_assumed == 0
    assert found.interval is not None
    assert 0 <= found.interval[0] < found.interval[1] < found.cases
