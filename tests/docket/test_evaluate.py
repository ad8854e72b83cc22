"""A caseload is answered by the database as a single claim is by its reader, on every day and in every circuit."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.docket.claim_tables import as_parquet, bit_answers, engine_answers, single_answers, write_claims
from wellfounded.answer import Answer
from wellfounded.claim.law_of_day import NoAssessment
from wellfounded.cli import main
from wellfounded.docket.by_statement import evaluate_by_statement
from wellfounded.docket.caseload import Caseload, WrongCaseload, open_caseload
from wellfounded.docket.engine import DuckDbEngine
from wellfounded.docket.evaluate import evaluate
from wellfounded.docket.evaluated import CannotEvaluate, Evaluated
from wellfounded.errors import UnknownName, UnreadableFile
from wellfounded.law.library import Library
from wellfounded.law.loading import load_library
from wellfounded.report.as_html import as_html
from wellfounded.report.as_markdown import as_markdown
from wellfounded.report.as_text import as_text
from wellfounded.report.docket_evaluate import evaluated_document

DAYS = (date(2016, 1, 4), date(2018, 6, 10), date(2018, 6, 11), date(2021, 6, 17), date(2025, 9, 2))
TWO_DAYS = (date(2018, 6, 10), date(2018, 6, 11))


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def opened(path: Path, library: Library) -> tuple[DuckDbEngine, Caseload]:
    connection = duckdb.connect()
    return DuckDbEngine(connection), open_caseload(connection, path, library.vocabulary)


@pytest.mark.parametrize("groups", [False, True], ids=["one group each", "several groups"])
def test_the_database_answers_as_the_reader_of_single_claims(
    groups: bool, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, caseload = opened(write_claims(tmp_path / "claims.csv", library, 40, seed=5, groups=groups), library)
    days = DAYS if not groups else DAYS[1:4]
    by_database = engine_answers(engine, caseload, library, days, at_once=1000)

    by_bits = by_database if groups else bit_answers(engine, caseload, library, days)
    for key, answer in single_answers(engine, caseload, library, days, monkeypatch):
        assert by_database[key] is answer, key
        assert by_bits[key] is answer, key


def counted(found: Evaluated) -> tuple[object, ...]:
    return found.claims, found.counts, found.changes, found.claims_changed, found.missing


@pytest.mark.parametrize("groups", [False, True], ids=["one group each", "several groups"])
def test_parts_add_up_to_the_whole(groups: bool, library: Library, tmp_path: Path) -> None:
    path = write_claims(tmp_path / "claims.csv", library, 60, seed=8, groups=groups)
    whole = evaluate(path, library, TWO_DAYS)

    assert whole.claims == 60
    assert counted(evaluate(path, library, TWO_DAYS, at_once=25)) == counted(whole)
    assert groups or counted(evaluate_by_statement(path, library, TWO_DAYS, at_once=40)) == counted(whole)


@pytest.mark.parametrize(
    ("groups", "seed", "stage"),
    [
        pytest.param(False, 3, "ij", id="one group each"),
        pytest.param(True, 3, "ij", id="several groups"),
        pytest.param(True, 4, "credible-fear", id="several groups, screening"),
        pytest.param(False, 4, "", id="two stages"),
    ],
)
def test_bits_and_statement_count_alike(groups: bool, seed: int, stage: str, library: Library, tmp_path: Path) -> None:
    path = write_claims(tmp_path / "claims.csv", library, 120, seed=seed, groups=groups)
    if not stage:
        header, *rows = path.read_text().splitlines()
        stages = [("ij", "credible-fear")[at % 2] for at in range(len(rows))]
        path.write_text(
            "\n".join([f"stage,{header}", *(f"{one},{row}" for one, row in zip(stages, rows, strict=True))])
        )
    days = (date(2018, 6, 10), date(2025, 9, 2))

    by_bits, by_statement = (way(path, library, days, stage=stage or "ij") for way in (evaluate, evaluate_by_statement))
    assert counted(by_bits) == counted(by_statement)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", "empty", id="empty"),
        pytest.param("claim,circuit,filed-on,reported-to-police\n", "no claims", id="a header alone"),
        pytest.param("claim,circuit,colour\nA,ca4,red\n", "No column of the table is a fact", id="no fact"),
    ],
)
def test_a_table_without_claims_or_facts_is_refused(text: str, words: str, library: Library, tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    path.write_text(text)

    with pytest.raises(WrongCaseload, match=words):
        evaluate(path, library, TWO_DAYS)


def test_counts_and_changes_are_those_of_the_answers(library: Library, tmp_path: Path) -> None:
    path = write_claims(tmp_path / "claims.csv", library, 60, seed=9)
    engine, caseload = opened(path, library)
    answers = engine_answers(engine, caseload, library, TWO_DAYS)
    found = evaluate(path, library, TWO_DAYS)

    words = {Answer.MET: "met", Answer.NOT_MET: "not_met", Answer.OPEN: "open"}
    changed: Counter[tuple[str, str, str]] = Counter()
    claims = set()
    for (claim, on, name), answer in answers.items():
        if on == TWO_DAYS[0] and answers[claim, TWO_DAYS[1], name] is not answer:
            changed[name, words[answer], words[answers[claim, TWO_DAYS[1], name]]] += 1
            claims.add(claim)
    assert found.changes == (dict(changed),)
    assert found.claims_changed == (len(claims),)
    for name, by_day in found.counts.items():
        for on, counts in zip(TWO_DAYS, by_day, strict=True):
            said = Counter(words[answer] for (_, day, one), answer in answers.items() if (day, one) == (on, name))
            assert {word: number for word, number in counts.items() if number} == dict(said)


def test_a_day_without_a_change_of_law_changes_nothing(library: Library, tmp_path: Path) -> None:
    path = write_claims(tmp_path / "claims.csv", library, 20, seed=3)
    found = evaluate(path, library, (date(2019, 3, 4), date(2019, 3, 5)))

    assert found.changes == ({},)
    assert found.claims_changed == (0,)


def test_a_caseload_of_one_column_is_read(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "few.csv"
    path.write_text("claim,reported-to-police\nA,yes\nB,no\nC,\n")

    assert evaluate(path, library, TWO_DAYS).claims == 3


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        pytest.param("claim,reported-to-polise\nA,yes\n", UnknownName, "reported-to-police", id="a fact misspelt"),
        pytest.param("claim,reported_to_police\nA,yes\n", UnknownName, "reported-to-police", id="underscores"),
        pytest.param("claim,Circuit,reported-to-police\nA,ca4,yes\n", UnknownName, '"circuit"', id="a capital"),
        pytest.param("claim,hearing on,reported-to-police\nA,,yes\n", UnknownName, '"hearing-on"', id="a space"),
        pytest.param("claim,HEARING_ON ,reported-to-police\nA,,yes\n", UnknownName, '"hearing-on"', id="capitals"),
        pytest.param("claim,Reported To Police\nA,yes\n", UnknownName, "reported-to-police", id="a fact in capitals"),
        pytest.param("claim,reported-to-police\nA,yes\nB,perhaps\n", WrongCaseload, "row 2", id="a value of none"),
        pytest.param("claim,filed-on\nA,2020-02-30\n", WrongCaseload, "filed-on", id="no such day"),
        pytest.param("claim,group-kind\nA,knitters\n", WrongCaseload, "group-kind", id="no such choice"),
        pytest.param("claim,circuit,filed-on\nA,ca12,\n", WrongCaseload, "circuit", id="no such circuit"),
        pytest.param("claim,reported-to-police\nA,yes\nA,no\n", WrongCaseload, "repeat a claim", id="a claim twice"),
        pytest.param("claim,reported-to-police\nA,yes\n,no\n", WrongCaseload, "no id", id="a claim without an id"),
        pytest.param("claim,finding:group.distinkt\nA,yes\n", UnknownName, "group.distinct", id="no such finding"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_in_words(
    text: str, error: type[Exception], words: str, library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "claims.csv"
    path.write_text(text)

    with pytest.raises(error, match=words):
        evaluate(path, library, TWO_DAYS)


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("column", ["reported-to-police", "hearing-on", "group", "filed-on", "circuit"])
def test_no_value_of_a_claim_stands_in_an_error(column: str, form: str, library: Library, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text(f"claim,group-kind,{column}\nA,,\nB,,her brother Juan\n")
    if form == "parquet":
        path = path.with_suffix(".parquet")
        written = f"read_csv('{path.with_suffix('.csv')}', all_varchar = true)"
        duckdb.sql(f"COPY (SELECT * FROM {written}) TO '{path}' (FORMAT parquet)")

    with pytest.raises(WrongCaseload, match=f'"{column}" .* row 2') as told:
        evaluate(path, library, TWO_DAYS)
    assert "Juan" not in str(told.value)


@pytest.mark.parametrize("group", ["1", "1.0", " 2 ", ""])
def test_the_number_of_a_group_is_read_as_tables_write_it(group: str, library: Library, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text(f"claim,group,reported-to-police,hearing-on\nA,{group},yes,2026-03-01\n")

    assert evaluate(path, library, TWO_DAYS).claims == 1


def test_wrong_questions_are_refused(library: Library, tmp_path: Path) -> None:
    path = write_claims(tmp_path / "claims.csv", library, 2, seed=1)
    with pytest.raises(CannotEvaluate):
        evaluate(path, library, ())
    with pytest.raises(NoAssessment):
        evaluate(path, library, (date(1900, 1, 1),))
    with pytest.raises(UnreadableFile):
        evaluate(tmp_path / "nothing.parquet", library, TWO_DAYS)
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(UnreadableFile):
        evaluate(tmp_path / "broken.parquet", library, TWO_DAYS)


@pytest.mark.parametrize("way", [evaluate, evaluate_by_statement])
def test_a_table_damaged_inside_is_told_in_words(
    way: Callable[..., Evaluated], library: Library, tmp_path: Path
) -> None:
    engine, caseload = opened(write_claims(tmp_path / "claims.csv", library, 3_000, seed=6), library)
    path = as_parquet(engine, caseload)
    content = bytearray(path.read_bytes())
    content[2_000:60_000] = bytes(one ^ 0x5A for one in content[2_000:60_000])
    path.write_bytes(content)

    with pytest.raises(UnreadableFile, match="damaged"):
        way(path, library, TWO_DAYS)


def test_the_command_answers_in_json(library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_claims(tmp_path / "claims.csv", library, 12, seed=2)
    words = ["docket", "evaluate", str(path), "--on", "2018-06-10", "--on", "2018-06-11", "--format", "json"]

    assert main(words) == 0
    keys = json.loads(capsys.readouterr().out)
    assert keys["claims"] == 12
    assert keys["on"] == ["2018-06-10", "2018-06-11"]
    assert set(keys["elements"]["psg.circularity"]["2018-06-11"]) == {"met", "not_met", "open"}
    assert {"from_day", "to_day", "element", "from", "to", "claims"} == set(keys["changed"][0])


def test_every_form_tells_crosstab_changes_and_missing_facts(library: Library, tmp_path: Path) -> None:
    path = write_claims(tmp_path / "claims.csv", library, 12, seed=2)
    document = evaluated_document(evaluate(path, library, TWO_DAYS), library)

    for write in (as_text, as_html, as_markdown):
        said = write(document).replace("\\", "")
        assert "psg.circularity" in said
        assert "What changes from 10 June 2018 to 11 June 2018" in said


def test_any_claim_is_explained_by_its_id(library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_claims(tmp_path / "claims.csv", library, 3, seed=2)

    assert main(["docket", "evaluate", str(path), "--on", "2018-06-11", "--explain", "C1"]) == 0
    assert "C1" in capsys.readouterr().out
    assert main(["docket", "evaluate", str(path), "--on", "2018-06-11", "--explain", "C9"]) == 2
    assert "C9" in capsys.readouterr().err
