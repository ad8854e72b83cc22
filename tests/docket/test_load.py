"""A load accounts for every row, and proves it against the key of a synthetic release."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.docket.releases import RELEASED, clean_release, clean_store, copied, dirty_release, dirty_store
from wellfounded.claim.sql import quoted
from wellfounded.cli import main
from wellfounded.docket.dirt import AS_IT_STANDS, EITHER, EMPTY, REPAIRED, ROW_SET_ASIDE, VALUE_SET_ASIDE
from wellfounded.docket.load import load
from wellfounded.docket.schema import DAY, table_named, tables
from wellfounded.docket.store import MANIFEST, open_store
from wellfounded.errors import WellfoundedError


def test_rows_read_are_rows_loaded_and_set_aside_and_the_releases_own_counts() -> None:
    report = dirty_store().report

    assert report.balanced
    for table in report.tables:
        assert table.rows_read == table.rows_loaded + table.rows_quarantined
        assert table.expected == table.rows_read == dirty_release().rows[table.table.removeprefix("Lookup ")]
    assert report.total("rows_quarantined") > 20


def test_a_clean_release_is_loaded_whole() -> None:
    report = clean_store().report

    assert report.balanced
    assert report.total("rows_repaired") == report.total("rows_quarantined") == 0
    assert not any(table.values_set_aside for table in report.tables)


@pytest.mark.parametrize("table", [table.name for table in tables().values() if table.required])
def test_every_piece_of_injected_dirt_ends_as_its_key_says(table: str) -> None:
    """The key tells, for each soiled line, what a loader that is right makes of it."""
    with dirty_store().connect() as connection:
        aside = dict(
            connection.execute('SELECT line, text FROM "quarantined rows" WHERE "table" = ?', [table]).fetchall()
        )
        values = set(
            connection.execute('SELECT line, "column" FROM "values set aside" WHERE "table" = ?', [table]).fetchall()
        )
        for one in (one for one in dirty_release().injected if one.table == table):
            at = (one.line, one.sort)
            if one.expected == ROW_SET_ASIDE:
                assert one.line in aside, at
            elif one.expected == VALUE_SET_ASIDE:
                assert (one.line, one.column) in values, at
                assert _loaded(connection, table, one.key, one.column) is None, at
            elif one.expected == EMPTY:
                assert _loaded(connection, table, one.key, one.column) is None, at
            elif one.expected == EITHER:
                assert one.line in aside or _loaded(connection, table, one.key, one.column) == one.was, at
            elif one.sort in ("latin_1_byte", "nul", "nul_value", "quote"):
                assert one.expected in (REPAIRED, AS_IT_STANDS)
                assert one.line not in aside, at
                assert _same(table, one.column, _loaded(connection, table, one.key, one.column), one.was), at


def _loaded(connection: object, table: str, key: str, column: str) -> object:
    first = table_named(table).columns[0].name
    rows = connection.execute(  # type: ignore[attr-defined]
        f"SELECT {quoted(column)} FROM {quoted(table)} WHERE {quoted(first)} = ?", [key]
    ).fetchall()
    assert len(rows) == 1, (table, key)
    return rows[0][0]


def _same(table: str, column: str, found: object, was: str) -> bool:
    kind = next(known.kind for known in table_named(table).columns if known.name == column)
    if kind == DAY:
        return found == (date.fromisoformat(was[:10]) if was else None)
    text = "" if found is None else str(found)
    return text.replace("Ñ", "").replace('"', "") == was.rstrip() or kind in ("integer", "month", "flag", "number")


def test_a_month_is_kept_as_a_month_and_a_literal_not_applicable_as_a_value() -> None:
    with clean_store().connect() as connection:
        births = connection.execute('SELECT C_BIRTHDATE FROM "A_TblCase" WHERE C_BIRTHDATE IS NOT NULL').fetchall()
        priorities = {row[0] for row in connection.execute('SELECT CASEPRIORITY_CODE FROM "A_TblCase"').fetchall()}
    assert all(len(birth) == 7 and birth[4] == "-" for (birth,) in births)
    assert "N/A" in priorities


def test_blanks_after_a_code_are_taken_off() -> None:
    with clean_store().connect() as connection:
        assert connection.execute("SELECT count(*) FROM \"A_TblCase\" WHERE LANG LIKE '% '").fetchone() == (0,)
        assert connection.execute("SELECT count(*) > 0 FROM \"A_TblCase\" WHERE LANG = 'SP'").fetchone() == (True,)


def test_small_segments_give_the_same_rows_as_large_ones(tmp_path: Path) -> None:
    small = load(dirty_release().folder, tmp_path / "store", segment=40_000, only=["A_TblCase", "tbl_schedule"])
    whole = {table.table: table for table in dirty_store().report.tables}

    for table in small.report.tables:
        assert table == whole[table.table]


def test_a_zip_is_read_like_the_folder_it_was_made_from(tmp_path: Path) -> None:
    packed = Path(shutil.make_archive(str(tmp_path / "release"), "zip", dirty_release().folder))

    assert load(packed, tmp_path / "store").report.tables == dirty_store().report.tables


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    from wellfounded.docket.generate import generate

    again = generate(tmp_path / "again", cases=2_000, seed=7, released=RELEASED, dirt=100)
    for path in sorted(dirty_release().folder.rglob("*.*sv")):
        assert path.read_bytes() == (again.folder / path.relative_to(dirty_release().folder)).read_bytes(), path.name


def test_a_synthetic_release_cannot_be_mistaken_for_the_real_one() -> None:
    with clean_store().connect() as connection:
        (lowest,) = connection.execute('SELECT min(IDNCASE) FROM "A_TblCase"').fetchone() or (0,)
        cities = connection.execute('SELECT DISTINCT ALIEN_CITY FROM "A_TblCase"').fetchall()
    assert lowest >= 900_000_000
    assert all(city is None or city.startswith("SYNTHETIC") for (city,) in cities)
    assert "SYNTHETIC" in clean_store().release_line


def _truncated_zip(release: Path) -> Path:
    packed = Path(shutil.make_archive(str(release.parent / "cut"), "zip", release))
    packed.write_bytes(packed.read_bytes()[: packed.stat().st_size * 2 // 3])
    return packed


def _damaged_member(release: Path) -> Path:
    packed = Path(shutil.make_archive(str(release.parent / "bad"), "zip", release))
    content = bytearray(packed.read_bytes())
    with zipfile.ZipFile(packed) as archive:
        start = archive.getinfo("EOIR Case Data/A_TblCase.csv").header_offset
    content[start + 400 : start + 440] = b"\0" * 40
    packed.write_bytes(content)
    return packed


def _without_a_table(release: Path) -> Path:
    (release / "EOIR Case Data" / "tblAppeal.csv").unlink()
    return release


def _with_a_table_twice(release: Path) -> Path:
    (release / "again").mkdir()
    shutil.copy(release / "EOIR Case Data" / "tblAppeal.csv", release / "again" / "TBLAPPEAL.csv")
    return release


def _with_first_line(release: Path, change: Callable[[str], str]) -> Path:
    file = release / "EOIR Case Data" / "tblAppeal.csv"
    header, _, rest = file.read_bytes().partition(b"\r\n")
    file.write_bytes(change(header.decode()).encode() + b"\r\n" + rest)
    return release


def _swapped(header: str) -> str:
    names = header.split("\t")
    return "\t".join([*names[:4], names[5], names[4], *names[6:]])


BAD_RELEASES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a truncated ZIP": (_truncated_zip, "not a whole ZIP"),
    "a damaged file in the ZIP": (_damaged_member, "cannot be unpacked"),
    "a table twice": (_with_a_table_twice, "two files of one table"),
    "a missing table": (_without_a_table, "lacks tblAppeal.csv"),
    "an unknown column": (lambda it: _with_first_line(it, lambda line: line + "\tstrNewThing"), "strNewThing"),
    "a column misspelt": (lambda it: _with_first_line(it, lambda line: line.replace("strNat", "strNatt")), "strNat"),
    "a changed order of columns": (lambda it: _with_first_line(it, _swapped), "another order"),
    "a web page": (lambda it: _with_first_line(it, lambda line: "<!DOCTYPE html><title>403</title>"), "web page"),
    "commas instead of tabs": (lambda it: _with_first_line(it, lambda line: line.replace("\t", ",")), "no tabs"),
    "no such place": (lambda it: it / "nowhere.zip", "no such file"),
}


@pytest.mark.parametrize("case", BAD_RELEASES)
def test_a_bad_release_is_refused_in_words_and_the_old_store_stands(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage, words = BAD_RELEASES[case]
    store = tmp_path / "store"
    load(clean_release().folder, store, only=["tblAppeal"])
    before = {path: path.read_bytes() for path in store.rglob("*") if path.is_file()}
    source = damage(copied(clean_release(), tmp_path / "release"))

    assert main(["docket", "load", str(source), "--to", str(store)]) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert not said.out
    assert {path: path.read_bytes() for path in store.rglob("*") if path.is_file()} == before


def test_a_changed_order_is_read_by_name_when_that_is_accepted(tmp_path: Path) -> None:
    source = _with_first_line(copied(clean_release(), tmp_path / "release"), lambda line: line + "\tstrNew")
    file = source / "EOIR Case Data" / "tblAppeal.csv"
    header, *lines = file.read_bytes().split(b"\r\n")
    file.write_bytes(b"\r\n".join([header, *(line + b"\tx" if line else line for line in lines)]))
    loaded = load(source, tmp_path / "store", only=["tblAppeal"], accept_changed_headers=True)

    with loaded.connect() as connection:
        assert connection.execute('SELECT DISTINCT "strNew" FROM "tblAppeal"').fetchall() == [("x",)]


def test_a_release_whose_counts_do_not_agree_is_loaded_and_said_to_be_unbalanced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = copied(clean_release(), tmp_path / "release")
    counts = source / "Count.txt"
    rows = clean_release().rows["tblAppeal"]
    counts.write_text(counts.read_text().replace(f"tblAppeal\t{rows}", f"tblAppeal\t{rows + 9}"))

    assert main(["docket", "load", str(source), "--to", str(tmp_path / "s"), "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert [table["table"] for table in report["tables"] if not table["balanced"]] == ["tblAppeal"]


def test_a_folder_that_says_no_day_must_be_given_one(tmp_path: Path) -> None:
    source = copied(clean_release(), tmp_path / "release")
    (source / "SYNTHETIC.txt").unlink()

    with pytest.raises(WellfoundedError, match="--released"):
        load(source, tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_a_store_from_another_version_is_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = load(clean_release().folder, tmp_path / "store", only=["tblAppeal"])
    manifest = store.path / MANIFEST
    manifest.write_text(manifest.read_text().replace('"format": 1', '"format": 99'))

    told = manifest.read_bytes()
    for words in (["report", str(store.path)], ["load", str(clean_release().folder), "--to", str(store.path)]):
        assert main(["docket", *words]) == 2
        assert "format 99" in capsys.readouterr().err
    assert manifest.read_bytes() == told
    assert store.folder.is_dir()


def test_a_full_disk_is_told_and_leaves_the_old_store(tmp_path: Path) -> None:
    """The limit on the size of a file stands for the full disk: writing past it fails as on one."""
    store = tmp_path / "store"
    load(clean_release().folder, store, only=["tblAppeal"])
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000));"
        "from wellfounded.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, "docket", "load", str(clean_release().folder), "--to", str(store)],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(Path(__file__).parents[2] / "src"), "PATH": "/usr/bin:/bin"},
    )

    assert ran.returncode == 2, ran.stderr
    assert "could not be written" in ran.stderr
    assert [table.table for table in open_store(store).report.tables] == ["tblAppeal"]


def test_a_killed_load_leaves_the_old_store_and_can_be_run_again(tmp_path: Path) -> None:
    store = tmp_path / "store"
    load(clean_release().folder, store, only=["tblAppeal"])

    class Killed(BaseException):
        pass

    left = store / "load-0002"
    left.mkdir()  # what a load killed outright leaves behind
    (left / "segment.tsv").write_text("half")
    assert [table.table for table in open_store(store).report.tables] == ["tblAppeal"]

    def kill(table: str, done: int, size: int) -> None:
        raise Killed

    with pytest.raises(Killed):
        load(clean_release().folder, store, only=["A_TblCase"], progress=kill)
    assert [table.table for table in open_store(store).report.tables] == ["tblAppeal"]

    again = load(clean_release().folder, store, only=["A_TblCase"])
    assert again.tables() == ("A_TblCase",)
    assert not left.exists() or again.folder == left


def test_nothing_but_a_store_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")

    with pytest.raises(WellfoundedError, match="not a store"):
        load(clean_release().folder, tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


@pytest.mark.parametrize("form", ["text", "json", "html", "markdown"])
def test_the_load_report_says_how_every_row_fared(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["docket", "report", str(dirty_store().path), "--format", form]) == 0
    said = capsys.readouterr().out.replace("\\", "")
    assert "A_TblCase" in said
    assert "2026-07-08" in said
    assert "ynthetic" in said or "SYNTHETIC" in said
    if form == "json":
        keys = json.loads(said)["tables"][0]
        assert {"rows_read", "rows_loaded", "rows_repaired", "rows_quarantined", "expected", "balanced"} <= keys.keys()


def _told_once(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Ask what is to be refused: exit code 2, a message, nothing on stdout."""
    capsys.readouterr()
    assert main(["docket", *words]) == 2
    said = capsys.readouterr()
    assert not said.out
    assert "Traceback" not in said.err
    return said.err


@pytest.mark.parametrize(
    "manifest",
    ['{"format": 1}', '{"format": 1, "folder": "load-0001"}', '{"format": 1, "folder": "load-0001", "report": {}}'],
    ids=["no folder", "no report", "an empty report"],
)
def test_a_store_whose_manifest_is_not_whole_is_told_in_words(
    manifest: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = load(clean_release().folder, tmp_path / "store", only=["tblAppeal"])
    (store.path / MANIFEST).write_text(manifest)

    assert "Load the release again" in _told_once(["describe", str(store.path)], capsys)


def test_a_damaged_table_of_a_store_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = load(clean_release().folder, tmp_path / "store", only=["A_TblCase", "B_TblProceeding"])
    whole = tmp_path / "whole"
    load(clean_release().folder, whole, only=["A_TblCase", "B_TblProceeding"])
    part = store.folder / "A_TblCase" / "part-00001.parquet"
    part.write_bytes(part.read_bytes()[:-2000])

    for words in (
        ["describe", str(store.path)],
        ["pending", str(store.path), "--on", "2018-06-11"],
        ["compare", str(whole), str(store.path)],
    ):
        assert "damaged" in _told_once(words, capsys)


@pytest.fixture(scope="module")
def store_without_nationality(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("renamed")
    source = copied(clean_release(), place / "release")
    file = source / "EOIR Case Data" / "A_TblCase.csv"
    header, rest = file.read_bytes().split(b"\n", 1)
    file.write_bytes(b"\t".join(b"NATION" if name == b"NAT" else name for name in header.split(b"\t")) + b"\n" + rest)
    return load(source, place / "store", accept_changed_headers=True).path


def test_columns_missing_and_new_are_in_the_load_report(
    store_without_nationality: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["docket", "report", str(store_without_nationality), "--format", "json"]) == 0
    tables = {table["table"]: table for table in json.loads(capsys.readouterr().out)["tables"]}
    assert "NAT" in tables["A_TblCase"]["columns_missing"]
    assert tables["A_TblCase"]["columns_new"] == ["NATION"]

    main(["docket", "report", str(store_without_nationality)])
    assert "A_TblCase: NATION" in capsys.readouterr().out


def test_what_needs_a_missing_column_is_refused_and_the_rest_is_answered(
    store_without_nationality: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = str(store_without_nationality)
    shares = tmp_path / "shares.toml"
    shares.write_text('[[share]]\nlow = 0.1\nhigh = 0.3\nnationality = ["GT"]\nsource = "a guess"\n')
    pending = ["pending", store, "--on", "2018-06-11"]
    assert "A_TblCase.NAT" in _told_once([*pending, "--by", "nationality"], capsys)
    touched = ["affected", store, "--ruling", "matter-of-a-b-i", "--assume", str(shares)]
    assert "A_TblCase.NAT" in _told_once(touched, capsys)

    assert main(["docket", *pending, "--by", "court"]) == 0
    assert main(["docket", "describe", store]) == 0


def test_columns_of_one_release_only_are_listed_when_two_are_compared(
    store_without_nationality: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    compared = ["docket", "compare", str(clean_store().path), str(store_without_nationality)]
    assert main([*compared, "--format", "json"]) == 0
    tables = {table["table"]: table for table in json.loads(capsys.readouterr().out)["tables"]}
    assert tables["A_TblCase"]["columns_vanished"] == ["NAT"]
    assert tables["A_TblCase"]["columns_appeared"] == ["NATION"]
    assert not tables["B_TblProceeding"]["columns_vanished"]

    main(compared)
    assert "A_TblCase: NAT\n" in capsys.readouterr().out


def test_the_load_report_says_what_balanced_means(capsys: pytest.CaptureFixture[str]) -> None:
    main(["docket", "report", str(clean_store().path)])
    assert "“Balanced” means" in capsys.readouterr().out


@pytest.mark.parametrize("option", [["--circuit", "ca4"], ["--stage", "bia"]], ids=["circuit", "stage"])
def test_the_public_docket_is_not_asked_for_a_circuit_or_stage(
    option: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["affected", str(clean_store().path), "--ruling", "matter-of-a-b-i", *option]
    assert "--circuit" in _told_once(words, capsys)
