"""Counts follow their definitions, and every one carries its release, definition and versions."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.docket.releases import RELEASED, clean_release, clean_store, copied
from wellfounded.cli import main
from wellfounded.docket.compare_releases import compare_releases
from wellfounded.docket.count import CannotCount, DateOutsideDocket, count
from wellfounded.docket.definitions import FLOW, definitions
from wellfounded.docket.describe import describe
from wellfounded.docket.load import load
from wellfounded.docket.reconcile import reconcile
from wellfounded.docket.schema import tables
from wellfounded.docket.store import Store
from wellfounded.errors import UnknownName
from wellfounded.figures import load_figures


def small_release(folder: Path, **rows: list[dict[str, str]]) -> Path:
    """Write a release with these rows, every other column empty."""
    folder.mkdir()
    for table in tables().values():
        if table.required:
            lines = ["\t".join(column.name for column in table.columns)]
            lines += [
                "\t".join(row.get(column.name, "") for column in table.columns) for row in rows.get(table.name, [])
            ]
            (folder / table.file).write_text("".join(f"{line}\r\n" for line in lines))
    return folder


def day(text: str) -> str:
    return f"{text} 00:00:00.000"


def proceeding(id: int, case: int, begun: str, completed: str = "", **others: str) -> dict[str, str]:
    ended = {"COMP_DATE": day(completed)} if completed else {}
    named = {"IDNPROCEEDING": str(id), "IDNCASE": str(case), "INPUT_DATE": day(begun), "CASE_TYPE": "RMV"}
    return {**named, "BASE_CITY_CODE": "ATL", **ended, **others}


def application(id: int, proceeding: int, case: int, decision: str) -> dict[str, str]:
    named = {"IDNPROCEEDINGAPPLN": str(id), "IDNPROCEEDING": str(proceeding), "IDNCASE": str(case)}
    return {**named, "APPL_CODE": "ASYL", "APPL_DEC": decision}


def case(id: int, **others: str) -> dict[str, str]:
    return {"IDNCASE": str(id), "CASE_TYPE": "RMV", "NAT": "GT", "CUSTODY": "N", **others}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Eight cases, each there for one point of the definitions."""
    folder = tmp_path_factory.mktemp("docket")
    release = small_release(
        folder / "release",
        A_TblCase=[
            case(1),
            case(2),
            case(3, CUSTODY="D"),
            case(4, E_28_DATE=day("2018-01-05")),
            case(5, CASE_TYPE="CFR"),
            case(6),
            case(7, NAT="HO"),
            case(8),
        ],
        B_TblProceeding=[
            proceeding(11, 1, "2018-01-01", "2018-06-11", DEC_CODE="X", ABSENTIA="Y"),
            proceeding(21, 2, "2017-01-01", "2018-03-01", OTHER_COMP="C"),
            proceeding(22, 2, "2018-03-10"),
            proceeding(31, 3, "2018-06-12"),
            proceeding(41, 4, "2018-01-02", "2018-07-01", DEC_CODE="R"),
            proceeding(51, 5, "2018-01-03", CASE_TYPE="CFR"),
            proceeding(61, 6, "2018-02-01", "2018-05-01", OTHER_COMP="A"),
            proceeding(71, 7, "2018-02-01", "2018-06-20", OTHER_COMP="T"),
            proceeding(81, 8, "2019-02-01", "2019-03-01"),
        ],
        tbl_Court_Appln=[
            application(1, 11, 1, "D"),
            application(2, 41, 4, "D"),
            application(3, 41, 4, "G"),
            application(4, 61, 6, "W"),
        ],
        tbl_Lead_Rider=[
            {"idnLeadRider": "1", "idnLeadCase": "2", "idnRiderCase": "4", "datCreatedOn": day("2018-03-11"),
             "datModifiedOn": day("2018-03-11"), "idnLeadProceedingStart": "22", "idnRiderProceedingStart": "41"},
        ],
    )  # fmt: skip
    return load(release, folder / "store", released=RELEASED)


def on(store: Store, measure: str, day: date) -> int | None:
    return count(store, measure, on=day, smallest=1).total.count


def over(store: Store, measure: str, first: date, last: date) -> int | None:
    return count(store, measure, first=first, last=last, smallest=1).total.count


@pytest.mark.parametrize(
    ("asked", "pending"),
    [
        pytest.param(date(2017, 12, 31), 1, id="before most were received"),
        pytest.param(date(2018, 3, 5), 5, id="a change of venue does not end a case"),
        pytest.param(
            date(2018, 6, 10), 4, id="the day before a case is completed; closed administratively is not pending"
        ),
        pytest.param(date(2018, 6, 11), 3, id="the day a case is completed it is no longer pending"),
        pytest.param(date(2018, 6, 12), 4, id="the day a case is received it is pending"),
        pytest.param(date(2018, 7, 1), 3, id="a transfer without a next proceeding is still pending"),
    ],
)
def test_pending_follows_its_definition(store: Store, asked: date, pending: int) -> None:
    assert on(store, "pending", asked) == pending


def test_a_credible_fear_review_is_not_among_the_five_case_types(store: Store) -> None:
    assert over(store, "receipts", date(2017, 1, 1), date(2018, 12, 31)) == 6


def test_a_case_moved_is_not_completed(store: Store) -> None:
    assert over(store, "completions", date(2018, 1, 1), date(2018, 12, 31)) == 3
    assert over(store, "in-absentia", date(2018, 1, 1), date(2018, 12, 31)) == 1


@pytest.mark.parametrize(
    ("measure", "cases"),
    [("asylum-decisions", 2), ("asylum-grants", 1), ("asylum-denials", 1), ("asylum-other", 1)],
)
def test_the_last_decision_on_asylum_counts_and_a_grant_before_a_denial_of_the_same_day(
    store: Store, measure: str, cases: int
) -> None:
    assert over(store, measure, date(2018, 1, 1), date(2018, 12, 31)) == cases


@pytest.mark.parametrize(
    ("measure", "asked", "cases"),
    [
        ("represented", date(2018, 6, 10), 1),
        ("represented", date(2018, 1, 4), 0),
        ("detained", date(2018, 6, 12), 1),
        ("leads", date(2018, 6, 10), 1),
        ("riders", date(2018, 6, 10), 1),
        ("riders", date(2018, 3, 10), 0),
    ],
)
def test_stocks_of_pending_cases_follow_their_definitions(store: Store, measure: str, asked: date, cases: int) -> None:
    assert on(store, measure, asked) == cases


def test_time_pending_is_counted_from_receipt(store: Store) -> None:
    waited = count(store, "time-pending", on=date(2018, 6, 12), smallest=1).total

    days = [(date(2018, 6, 12) - received).days for received in
            (date(2017, 1, 1), date(2018, 6, 12), date(2018, 1, 2), date(2018, 2, 1))]  # fmt: skip
    assert waited.mean_days == round(sum(days) / 4, 1)
    assert waited.median_days == round(sum(sorted(days)[1:3]) / 2, 1)


def test_a_decision_code_is_told_with_its_case_type(store: Store) -> None:
    found = count(store, "completions", by=["decision"], first=date(2018, 1, 1), last=date(2018, 12, 31), smallest=1)

    assert {cell.values[0] for cell in found.cells} == {"RMV C X", "RMV C R", "RMV O A"}


def test_the_cells_of_every_measure_add_up_to_its_total() -> None:
    for measure in definitions().measures.values():
        span = (
            {"first": date(2015, 1, 1), "last": date(2020, 1, 1)} if measure.kind == FLOW else {"on": date(2018, 6, 11)}
        )
        found = count(clean_store(), measure.id, by=["nationality", "court"], smallest=1, **span)
        assert sum(cell.count or 0 for cell in found.cells) == found.total.count, measure.id


@pytest.mark.parametrize(
    ("asked", "error", "words"),
    [
        ({"measure": "pendign", "on": RELEASED}, UnknownName, "pending"),
        ({"measure": "pending", "on": RELEASED, "by": ["nationalty"]}, UnknownName, "nationality"),
        ({"measure": "pending", "on": date(2027, 1, 1)}, DateOutsideDocket, "after the release"),
        ({"measure": "pending", "first": RELEASED}, CannotCount, "--on"),
        ({"measure": "receipts", "on": RELEASED}, CannotCount, "--from"),
        ({"measure": "pending", "on": RELEASED, "by": ["year"]}, CannotCount, "no year"),
        ({"measure": "pending", "on": RELEASED, "by": ["outcome"]}, CannotCount, "no outcome"),
        ({"measure": "pending", "on": RELEASED, "smallest": 0}, CannotCount, "at least 1"),
        ({"measure": "pending", "on": RELEASED, "by": ["sex", "state", "court", "custody"]}, CannotCount, "three"),
    ],
)
def test_a_wrong_question_is_told_in_words(asked: dict[str, object], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        count(clean_store(), **asked)  # type: ignore[arg-type]


def test_a_measure_without_its_table_is_not_counted(tmp_path: Path) -> None:
    part = load(clean_release().folder, tmp_path / "store", only=["A_TblCase", "B_TblProceeding"])

    with pytest.raises(CannotCount, match="tbl_Court_Appln"):
        count(part, "asylum-grants", first=date(2018, 1, 1), last=date(2018, 12, 31))


def test_every_answer_carries_release_definition_and_versions(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["docket", "pending", str(clean_store().path), "--on", "2018-06-11", "--by", "court", "--format", "json"]
    assert main(words) == 0
    keys = json.loads(capsys.readouterr().out)

    assert keys["released"] == "2026-07-08"
    assert keys["synthetic"] is True
    assert keys["definition"].startswith("Cases of the five types")
    assert {"library_version", "program_version", "some_hidden", "total", "cells"} <= keys.keys()
    assert all(cell["count"] >= 10 for cell in keys["cells"])


@pytest.mark.parametrize("form", ["text", "html", "markdown", "csv", "svg"])
def test_hidden_counts_are_hidden_in_every_form(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["docket", "count", str(clean_store().path), "pending", "--on", "2018-06-11", "--by", "nationality"]
    assert main([*words, "--format", form]) == 0
    said = capsys.readouterr().out
    assert "MEXICO" in said
    assert "TUVALU" not in said


def test_a_proceeding_completed_without_a_code_is_a_completion_and_its_case_not_pending(store: Store) -> None:
    assert on(store, "pending", date(2019, 2, 28)) == 4
    assert on(store, "pending", date(2019, 3, 1)) == 3
    found = count(store, "completions", by=["decision"], first=date(2019, 1, 1), last=date(2019, 12, 31), smallest=1)
    assert [(cell.values, cell.count) for cell in found.cells] == [(("RMV (none)",), 1)]


def test_a_comma_separated_count_says_that_cells_are_hidden_and_what_is_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["docket", "pending", str(clean_store().path), "--on", "2018-06-11", "--format", "csv"]
    assert main([*words, "--by", "nationality"]) == 0
    *cells, others, whole = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (others["nationality"], others["count"], others["hidden"]) == ("Others", "", "True")
    assert whole["nationality"] == "All"
    assert all(int(cell["count"]) >= 10 and cell["hidden"] == "False" for cell in cells)
    assert {row["definition"] for row in (*cells, others, whole)} == {definitions().measure("pending").definition}

    assert main(words) == 0
    (only,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert only["count"] == whole["count"]


def test_counts_are_written_as_parquet(tmp_path: Path) -> None:
    out = tmp_path / "counts.parquet"
    words = [
        "docket",
        "pending",
        str(clean_store().path),
        "--on",
        "2018-06-11",
        "--by",
        "nationality",
        "--out",
        str(out),
    ]

    assert main(words) == 0
    whole = count(clean_store(), "pending", on=date(2018, 6, 11)).total.count
    assert duckdb.sql(f"SELECT count FROM '{out}' WHERE nationality = 'All'").fetchall() == [(whole,)]
    assert duckdb.sql(f"SELECT count, hidden FROM '{out}' WHERE nationality = 'Others'").fetchall() == [(None, "True")]


def test_a_store_is_described_with_its_contradictions() -> None:
    found = describe(clean_store())

    assert {one.table.name for one in found.tables} >= {"A_TblCase", "tbl_schedule"}
    without = next(one for one in found.contradictions if "without a proceeding" in one.what)
    assert 0 < without.rows < without.of / 20


def test_rows_that_vanish_between_releases_are_counted(tmp_path: Path) -> None:
    later = copied(clean_release(), tmp_path / "later")
    file = later / "EOIR Case Data" / "tbl_Court_Appln.csv"
    header, first, second, third, *rest = file.read_bytes().split(b"\r\n")
    changed = b"\t".join([*third.split(b"\t")[:-1], b"X"])
    file.write_bytes(b"\r\n".join([header, changed, *rest]))
    after = load(later, tmp_path / "store", only=["tbl_Court_Appln"])
    found = {one.table: one for one in compare_releases(clean_store(), after, most_keys=5)}["tbl_Court_Appln"]

    assert (found.vanished, found.appeared, found.changed) == (2, 0, 1)
    assert set(found.vanished_keys) == {first.split(b"\t")[0].decode(), second.split(b"\t")[0].decode()}


def test_published_figures_stand_edition_by_edition() -> None:
    found = [one for one in reconcile(clean_store(), load_figures(), ("pending",)) if one.last == date(2019, 9, 30)]

    assert {one.published for one in found} >= {1_087_201, 1_331_286, 987_274}
    assert len({one.ours for one in found}) == 1
    assert len({(one.vintage, one.published_definition) for one in found}) == len(found)


def test_a_flow_is_reconciled_by_fiscal_year() -> None:
    found = reconcile(clean_store(), load_figures(), ("receipts",))
    year = next(one for one in found if one.fiscal_year == 2018)

    assert year.ours == over(clean_store(), "receipts", date(2017, 10, 1), date(2018, 9, 30))
    assert year.difference == year.ours - year.published


def test_generated_margins_are_those_published() -> None:
    """Shares of 3,000 synthetic cases stand within three standard errors of the margins."""
    with clean_store().connect() as connection:
        shares = dict(
            connection.execute(
                'SELECT NAT, count(*) / (SELECT count(*) FROM "A_TblCase") FROM "A_TblCase" GROUP BY 1'
            ).fetchall()
        )
        miami = dict(
            connection.execute(
                "SELECT NAT, count(*) / sum(count(*)) OVER () FROM \"A_TblCase\" WHERE UPDATE_SITE = 'MIA' GROUP BY 1"
            ).fetchall()
        )
    assert shares["MX"] == pytest.approx(0.24, abs=0.035)
    assert shares["GT"] == pytest.approx(0.104, abs=0.025)
    assert miami["CU"] == pytest.approx(0.266, abs=0.1)
    rows = clean_release().rows
    assert rows["B_TblProceeding"] / rows["A_TblCase"] == pytest.approx(1.307, rel=0.03)
    assert rows["tbl_Court_Appln"] / rows["A_TblCase"] == pytest.approx(1.272, rel=0.06)
    pending = on(clean_store(), "pending", RELEASED) or 0
    assert pending / rows["A_TblCase"] == pytest.approx(0.259, abs=0.04)


def test_stores_can_be_moved(tmp_path: Path) -> None:
    from wellfounded.docket.store import open_store

    moved = Path(shutil.copytree(clean_store().path, tmp_path / "moved"))
    assert on(open_store(moved), "pending", date(2018, 6, 11)) == on(clean_store(), "pending", date(2018, 6, 11))
