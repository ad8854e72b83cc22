"""Documents of every format: what is read, where it stands, and what is told of what was not read."""

from datetime import date

import pytest

from tests.check.written import WORD, docx, footnotes, paragraph, pdf
from wellfounded.check.checking import check_document
from wellfounded.check.document import Document, own_day
from wellfounded.check.reading import DocumentReader, DocumentUnreadable, file_content
from wellfounded.forum import Forum


@pytest.fixture(scope="module")
def reader():
    with DocumentReader(seconds=20) as opened:
        yield opened


def test_a_word_document_is_read_as_its_final_text(reader):
    inserted = '<w:ins w:id="1" w:author="a"><w:r><w:t>new </w:t></w:r></w:ins>'
    deleted = '<w:del w:id="2" w:author="a"><w:r><w:delText>old </w:delText></w:r></w:del>'
    document = reader.read_content("b.docx", "docx", docx(paragraph("The ", inserted, deleted, "text.")))

    assert document.text.strip() == "The new text."
    assert "1 insertions and 1 deletions" in document.notes[0]


def test_footnotes_follow_the_text(reader):
    content = docx(paragraph("Body."), more={"word/footnotes.xml": footnotes("See 27 I&amp;N Dec. 316.")})
    document = reader.read_content("b.docx", "docx", content)

    assert document.text.index("Body.") < document.text.index("[footnote 1] See 27 I&N Dec. 316.")


def test_id_in_the_first_note_does_not_point_into_the_text(reader, material):
    content = docx(paragraph("See 27 I&amp;N Dec. 316."), more={"word/footnotes.xml": footnotes("Id. at 320.")})
    document = reader.read_content("b.docx", "docx", content)
    checked = check_document(document, material, on=date(2018, 7, 1), forum=Forum("ij"))

    assert [cited.finding.verdict for cited in checked.citations] == ["exists", "ambiguous"]


def test_a_quote_style_makes_a_block_quotation(reader):
    words = "a passage of at least eight words that stands by itself"
    document = reader.read_content("b.docx", "docx", docx(paragraph("Before."), paragraph(words, style="BlockQuote")))

    assert [document.text[start:end] for start, end in document.blocks] == [words]


def test_a_pdf_is_read_page_by_page_and_a_page_without_text_is_told(reader):
    document = reader.read_content("b.pdf", "pdf", pdf("First page, 27 I&N Dec. 316.", "", "Third page."))

    assert document.page_at(document.text.index("Third")) == 3
    assert [part.where for part in document.unread] == ["page 2"]
    assert document.where(document.text.index("27 I&N")) == "page 1, line 1, column 13"


def test_running_heads_are_left_out_and_counted(reader):
    pages = [
        f"Respondent's brief\nWords of page {name}.\n{number}"
        for number, name in enumerate(("one", "two", "three", "four"), 1)
    ]
    document = reader.read_content("b.pdf", "pdf", pdf(*pages))

    assert "Respondent" not in document.text
    assert document.notes == ("8 lines of running heads and page numbers were left out",)


def test_a_web_page_is_read_without_what_stands_around_its_text(reader):
    words = "The ruling was announced on Monday. " * 12
    page = (
        "<html><head><meta property='article:published_time' content='2018-06-12T08:00:00Z'></head><body>"
        "<nav><a href='/'>Home</a><a href='/a'>About</a></nav><article><h1>Heading</h1>"
        f"<p>{words}</p><blockquote>Words of the ruling stand here.</blockquote><div class='related'>x</div>"
        "</article><footer>Contact us</footer><script>alert(1)</script></body></html>"
    )
    document = reader.read_content("p.html", "html", page.encode())

    assert "Heading" in document.text
    assert "Home" not in document.text
    assert "alert" not in document.text
    assert document.dated == date(2018, 6, 12)
    assert "words around the main text" in document.notes[0]
    assert [document.text[start:end].strip() for start, end in document.blocks] == ["Words of the ruling stand here."]


def test_markdown_loses_its_marks_and_keeps_its_words(reader):
    text = "# H\n\nIn *Matter of A-B-*, [27 I&N Dec. 316](https://example.org), held.\n\n> words of a ruling here\n"
    document = reader.read_content("b.md", "markdown", text.encode())

    assert "In Matter of A-B-, 27 I&N Dec. 316, held." in document.text
    assert [document.text[start:end] for start, end in document.blocks] == ["words of a ruling here"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_is_decoded(reader, encoding):
    document = reader.read_content("b.txt", "text", "“Words”, § 208".encode(encoding))

    assert document.text == "“Words”, § 208"
    assert document.unread == ()


def test_bytes_that_are_not_text_are_listed(reader):
    document = reader.read_content("b.txt", "text", b"good\nbad \x81\x81 bytes\n")

    assert [part.where for part in document.unread] == ["line 2"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Respectfully submitted,\n\nDated: June 12, 2018\n", date(2018, 6, 12)),
        ("Decided by Attorney General June 11, 2018\n\nThe text.", date(2018, 6, 11)),
        ("Dec. 21, 2012.\n\nOpinion", date(2012, 12, 21)),
        ("The Board's decision, dated July 19, 2012, was vacated.", None),
        ("No day at all", None),
        ("Dated: February 30, 2018", None),
    ],
)
def test_a_documents_own_day_is_a_line_by_itself(text, day):
    assert own_day(text) == day


def test_places_are_told_by_line_and_column():
    document = Document("d", "text", "one\ntwo words\nthree")

    assert document.where(8) == "line 2, column 5"
    assert document.around(8, 13) == "one two ⟦words⟧ three"


@pytest.mark.parametrize("name", ["a.doc", "a.docm", "a.rtf", "a.odt", "a.xyz"])
def test_other_formats_are_named_and_the_way_out_told(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"anything")
    with pytest.raises(DocumentUnreadable, match=r"(save|format)"):
        file_content(path)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(DocumentUnreadable, match="no such file"):
        file_content(tmp_path / "nothing.docx")


def test_comments_stand_on_their_words_and_change_nothing_else(reader):
    content = docx(paragraph("In Matter of A-B-, ", "27 I&amp;N Dec. 316, the rule stands."))
    before = reader.read_content("b.docx", "docx", content)
    start = before.text.index("27 I&N")
    comments = [{"start": start, "end": start + 15, "text": "one\ntwo"}, {"start": 3, "end": 16, "text": "three"}]
    written = reader.annotated("b.docx", content, comments)
    after = reader.read_content("b.docx", "docx", written)

    assert after.text == before.text
    assert b"wellfounded" in _part(written, "word/comments.xml")
    document = _part(written, "word/document.xml").decode()
    assert document.count("commentRangeStart") == document.count("commentRangeEnd") == 2
    assert f'xmlns:w="{WORD}"' in document


def _part(content, name):
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name)
