"""The commands `check` and `texts`, as a user meets them."""

import json

import pytest

from tests.check.written import docx, paragraph, pdf
from wellfounded.cli import main

TEXT = (
    "Generally, claims by aliens pertaining to domestic violence or gang violence perpetrated by non-governmental "
    "actors will not qualify for asylum."
)
BRIEF = f"""The Attorney General wrote: “{TEXT}” Matter of A-B-, 27 I&N Dec. 316, 320 (A.G. 2018).

Matter of A-R-C-G-, 26 I&N Dec. 338 (BIA 2014), is to the contrary.
"""
KEYS = {
    "citations": "text span page line column around kind pinpoint resolved verdict reason evidence candidates issue "
    "status stands status_reason status_when_written displaced_by",
    "quotations": "text span page line column block attributed_to speaker verdict reason found_in pinpoint "
    "differences set_aside",
    "statements": "text span page line column verdict reason evidence",
}


@pytest.fixture(autouse=True)
def own_texts(tmp_path, monkeypatch):
    monkeypatch.setenv("WELLFOUNDED_TEXTS", str(tmp_path / "texts"))


@pytest.fixture
def brief(tmp_path):
    path = tmp_path / "brief.txt"
    path.write_text(BRIEF, encoding="utf-8")
    return path


def test_a_brief_with_something_to_mend_ends_with_one(brief, capsys):
    assert main(["check", str(brief), "--on", "2018-07-01"]) == 1
    shown = capsys.readouterr().out

    assert "known misprint" in shown
    assert "Record of this check" in shown
    assert max(map(len, shown.splitlines())) <= 100
    assert "hallucinat" not in shown.lower()


def test_a_brief_in_order_ends_with_nothing(tmp_path, capsys):
    path = tmp_path / "fine.md"
    path.write_text("Matter of Kasinga, 21 I&N Dec. 357, 365 (BIA 1996), is followed.\n", encoding="utf-8")

    assert main(["check", str(path), "--on", "2018-07-01"]) == 0
    assert "nothing to mend was found" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ["nothing.txt", "--on", "2018-07-01"],
        ["BRIEF", "--on", "yesterday"],
        ["BRIEF", "--on", "2018-07-01", "--circuit", "ca99"],
        ["BRIEF", "--on", "2018-07-01", "--compare"],
        ["BRIEF", "--on", "2018-07-01", "--format", "docx"],
        ["BRIEF"],
    ],
    ids=" ".join,
)
def test_a_question_that_cannot_be_answered_ends_with_two(brief, capsys, words):
    given = [str(brief) if word == "BRIEF" else word for word in words]

    assert main(["check", *given]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_json_has_the_documented_keys_and_nothing_else_on_the_output(brief, capsys):
    main(["check", str(brief), "--on", "2018-07-01", "--format", "json"])
    answer = json.loads(capsys.readouterr().out)

    assert list(answer)[:6] == ["document", "format", "on", "dated", "forum", "to_mend"]
    for part in ("citations", "quotations"):
        assert set(answer[part][0]) == set(KEYS[part].split())
    first = answer["citations"][0]
    assert first["resolved"] == {"authority": "matter-of-a-b-i", "citation": "27 I&N Dec. 316"}
    assert BRIEF[slice(*first["span"])] == first["text"]
    assert answer["quotations"][0]["verdict"] == "verbatim"
    assert answer["unread"] == []


def test_the_same_question_gets_the_same_bytes(brief, capsys):
    for form in ("text", "json", "html", "markdown"):
        main(["check", str(brief), "--on", "2018-07-01", "--format", form])
        first = capsys.readouterr().out
        main(["check", str(brief), "--on", "2018-07-01", "--format", form])
        assert capsys.readouterr().out == first


def test_the_page_stands_by_itself_and_shows_every_word(brief, capsys):
    main(["check", str(brief), "--on", "2018-07-01", "--format", "html"])
    page = capsys.readouterr().out

    assert "http" not in page.replace("http-equiv", "").partition("<main")[0]
    assert "src=" not in page
    assert "will not qualify for asylum." in page
    assert 'class="mend"' in page


def test_a_page_escapes_the_document(tmp_path, capsys):
    path = tmp_path / "x.txt"
    path.write_text("<script>alert(1)</script> Matter of A-B-, 27 I&N Dec. 316, 999 (A.G. 2018)", encoding="utf-8")
    main(["check", str(path), "--on", "2018-07-01", "--format", "html"])

    assert "<script>alert" not in capsys.readouterr().out


def test_a_word_document_gets_comments_in_another_file(tmp_path, capsys):
    path, out = tmp_path / "brief.docx", tmp_path / "brief-checked.docx"
    content = docx(paragraph("Matter of A-R-C-G-, 26 I&amp;N Dec. 338 (BIA 2014), governs."))
    path.write_bytes(content)

    assert main(["check", str(path), "--on", "2018-07-01", "--out", str(out)]) == 1
    assert path.read_bytes() == content
    assert out.read_bytes()[:2] == b"PK"
    assert main(["check", str(path), "--on", "2018-07-01", "--format", "docx", "--out", str(path)]) == 2


def test_reports_of_one_ruling_are_set_side_by_side(tmp_path, capsys):
    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    start = "Attorney General Jeff Sessions ruled on Monday. "
    one.write_text(
        f"{start}He wrote: “{TEXT}” He said domestic violence claims generally will not qualify for asylum.",
        encoding="utf-8",
    )
    other.write_text(
        f"{start}He wrote: “{TEXT.replace('Generally, c', 'C')}” He bars anyone fleeing domestic violence from asylum.",
        encoding="utf-8",
    )
    code = main(["check", str(one), str(other), "--on", "2018-06-12", "--compare", "--format", "json"])
    answer = json.loads(capsys.readouterr().out)

    assert code == 1
    assert len(answer["shared"]) == 1
    assert {told["word"] for told in answer["told_differently"][0]["told"]} == {"generally", "bars, anyone"}


def test_texts_are_added_listed_and_missed(tmp_path, capsys):
    decision = (
        "Matter of A-B-, Respondent\n(1) A headnote of the decision.\n(2) Another headnote.\nFOR RESPONDENT: Pro se\n"
        f"The decision itself says this. {TEXT} And more follows."
    )
    path = tmp_path / "a-b.pdf"
    path.write_bytes(pdf(decision + "\n316", "Second page of the decision, with words of its own to be quoted.\n317"))
    assert main(["texts", "add", str(path), "--authority", "27 I&N Dec. 316", "--format", "json"]) == 0
    added = json.loads(capsys.readouterr().out)["added"]

    assert [(text["zone"], text["whole"]) for text in added] == [("headnote", True), ("body", True)]
    assert added[1]["pages"] == ["316", "317"]
    assert main(["texts", "list"]) == 0
    assert "matter-of-a-b-i  body, whole" in capsys.readouterr().out
    brief = tmp_path / "b.txt"
    brief.write_text(
        "“Second page of the decision, with words of its own” Matter of A-B-, 27 I&N Dec. 316, 317 (A.G. 2018). "
        "“A headnote of the decision.” Matter of A-B-, 27 I&N Dec. 316 (A.G. 2018). "
        "“Nothing of the kind was written in it anywhere.” Matter of A-B-, 27 I&N Dec. 316 (A.G. 2018). "
        "Matter of Kasinga, 21 I&N Dec. 357 (BIA 1996).",
        encoding="utf-8",
    )
    main(["check", str(brief), "--on", "2018-07-01", "--format", "json"])
    verdicts = [finding["verdict"] for finding in json.loads(capsys.readouterr().out)["quotations"]]
    assert verdicts == ["verbatim", "headnote_only", "not_found"]
    main(["texts", "missing", str(brief), "--format", "json"])
    missing = json.loads(capsys.readouterr().out)["missing"]
    assert [found["authority"] for found in missing] == ["matter-of-kasinga"]


def test_words_on_another_page_than_the_one_cited_are_told(tmp_path, capsys):
    path = tmp_path / "a-b.txt"
    path.write_text(
        "first page words are here *318 and the second page has these words in it *340 and a third", encoding="utf-8"
    )
    main(["texts", "add", str(path), "--authority", "matter-of-a-b-i", "--zone", "body"])
    brief = tmp_path / "b.txt"
    brief.write_text(
        "“the second page has these words” Matter of A-B-, 27 I&N Dec. 316, 345 (A.G. 2018).", encoding="utf-8"
    )
    capsys.readouterr()
    main(["check", str(brief), "--on", "2018-07-01", "--format", "json"])
    (finding,) = json.loads(capsys.readouterr().out)["quotations"]

    assert (finding["verdict"], finding["pinpoint"]) == ("right_words_wrong_pin", "318")


def test_a_damaged_store_is_told_with_the_way_out(tmp_path, capsys):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "matter-of-a-b-i.body.json").write_text("{", encoding="utf-8")

    assert main(["texts", "list"]) == 2
    assert "add the text again" in capsys.readouterr().err


def test_the_second_reader_reads_other_reporters(tmp_path, capsys):
    pytest.importorskip("eyecite")
    path = tmp_path / "b.txt"
    path.write_text(
        "See People v. Fox, 12 Cal. 4th 100 (1995); Matter of A-B-, 27 I&N Dec. 316 (A.G. 2018).", encoding="utf-8"
    )
    main(["check", str(path), "--on", "2018-07-01", "--second-reader", "--format", "json"])
    second = json.loads(capsys.readouterr().out)["second_reader"]

    assert any("12 Cal. 4th 100" in found["text"] for found in second["only_second"])
