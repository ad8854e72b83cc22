"""Hostile and broken input ends in a typed error in plain words, within seconds, and never in a crash."""

import io
import json
import random
import time
import zipfile
from datetime import date

import pytest

from tests.check.written import WORD, docx, footnotes, paragraph, pdf
from wellfounded.check.checking import check_document
from wellfounded.check.child import READERS, answer
from wellfounded.check.document import Document
from wellfounded.check.reading import DocumentReader, DocumentUnreadable
from wellfounded.forum import Forum

ENTITY = (
    '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    f'<w:document xmlns:w="{WORD}"><w:body>&b;</w:body></w:document>'
)
OUTSIDE = (
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    'Target="http://example.org/t.dotm" TargetMode="External"/>'
)


def packed(**parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def deep(levels):
    return f"{'<w:smartTag>' * levels}<w:r><w:t>words</w:t></w:r>{'</w:smartTag>' * levels}"


HOSTILE = {
    "a document type in a Word file": (docx(more={"word/document.xml": ENTITY}), "document type"),
    "a document type in UTF-16": (docx(more={"word/settings.xml": ENTITY.encode("utf-16")}), "document type"),
    "a template from outside": (docx(paragraph("x"), rels=OUTSIDE), "outside the file"),
    "macros": (docx(paragraph("x"), more={"word/vbaProject.bin": b"macro"}), "macros"),
    "an older or encrypted Word file": (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "encrypted"),
    "not a package": (b"PK\x03\x04 broken", "damaged"),
    "a package without a document": (packed(a="b"), "not a Word document"),
    "a document that is not XML": (docx(more={"word/document.xml": "<w:document"}), "damaged"),
    "a bomb": (docx(more={"word/media.xml": "0" * 45_000_000}, body=paragraph("x")), "40 MB"),
    "no body": (docx(more={"word/document.xml": f'<w:document xmlns:w="{WORD}"/>'}), "no body"),
}


@pytest.fixture(scope="module")
def reader():
    with DocumentReader(seconds=20) as opened:
        yield opened


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_word_document_is_refused_in_plain_words(reader, name):
    content, words = HOSTILE[name]
    begun = time.monotonic()
    with pytest.raises(DocumentUnreadable, match=words) as raised:
        reader.read_content("brief.docx", "docx", content)

    assert time.monotonic() - begun < 10
    assert "Traceback" not in str(raised.value)
    assert "Nothing of it was checked" in str(raised.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"%PDF-1.4 broken", "damaged"), (pdf("", ""), "text layer"), (b"", "damaged")],
    ids=["broken", "a scan", "empty"],
)
def test_a_pdf_that_cannot_be_read_is_refused(reader, content, words):
    with pytest.raises(DocumentUnreadable, match=words):
        reader.read_content("brief.pdf", "pdf", content)


def test_deep_nesting_is_told_and_not_silently_dropped(reader):
    document = reader.read_content("b.docx", "docx", docx(paragraph("Before. ", deep(230))))

    assert any("nested" in part.why for part in document.unread)


def test_an_ordinary_link_to_the_outside_is_no_reason_to_refuse(reader):
    link = OUTSIDE.replace("attachedTemplate", "hyperlink")

    assert reader.read_content("b.docx", "docx", docx(paragraph("words"), rels=link)).text.strip() == "words"


def test_a_reader_that_takes_too_long_is_stopped():
    with DocumentReader(seconds=0.05) as reader, pytest.raises(DocumentUnreadable, match="takes longer"):
        reader.read_content("b.html", "html", b"<p>" * 400_000)


def test_the_reader_goes_on_after_a_document_that_ended_its_process():
    with DocumentReader(seconds=0.05) as reader:
        with pytest.raises(DocumentUnreadable):
            reader.read_content("b.html", "html", b"<p>" * 400_000)
        reader._seconds = 20
        assert reader.read_content("b.txt", "text", b"still here").text == "still here"


def test_an_error_holds_no_word_of_the_document(reader):
    secret = "Respondent Number Seven"
    content = docx(more={"word/document.xml": f"<w:document>{secret}<"})
    with pytest.raises(DocumentUnreadable) as raised:
        reader.read_content("b.docx", "docx", content)

    assert secret not in str(raised.value)


SEEDS = {
    "docx": docx(
        paragraph("In Matter of A-B-, 27 I&amp;N Dec. 316 (A.G. 2018), “words”."),
        paragraph("a quoted passage of several words in a block", style="Quote"),
        more={"word/footnotes.xml": footnotes("Id. at 320."), "word/styles.xml": f'<w:styles xmlns:w="{WORD}"/>'},
    ),
    "pdf": pdf("In Matter of A-B-, 27 I&N Dec. 316 (A.G. 2018).\nId. at 320.", "Second page."),
    "html": b"<html><body><article><p>27 I&amp;N Dec. 316</p><blockquote>w w w w</blockquote></article></body>",
    "markdown": b"# T\n\n*Matter of A-B-*, 27 I&N Dec. 316.\n\n> quoted words here now\n",
    "text": "In Matter of A-B-, 27 I&N Dec. 316 (A.G. 2018), “words”. Id. at 320.\n".encode(),
}


INSERTED = [b"<", b"&", b"\x00", b"\xff\xfe", b"]]>", b"(((", b"9" * 30, b"\xe2\x80\x9c", b"<w:p>", b"</w:r>"]


def mutated(content, chance):
    """Change a few bytes of a file: flip, cut, repeat, insert; of a Word document, often a part inside its package."""
    if content.startswith(b"PK") and chance.random() < 0.8:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        name = chance.choice(list(parts))
        return packed(**{**parts, name: mutated(parts[name], chance)})
    data = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(max(1, len(data)))
        match chance.randrange(4):
            case 0:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[at : at + chance.randint(1, 40)]
            case 2:
                data[at:at] = data[at : at + chance.randint(1, 60)]
            case _:
                data[at:at] = chance.choice(
                    [b"<", b"&", b"\x00", b"\xff\xfe", b"]]>", b"(((", b"9" * 30, b"\xe2\x80\x9c"]
                )
    return bytes(data)


@pytest.mark.parametrize("format", SEEDS)
def test_mutated_files_are_read_or_refused_and_nothing_else(format, material):
    """Sixty files of each format, three hundred in all; the long run is bench/fuzz."""
    chance = random.Random(format)
    outcomes = set()
    for _ in range(60):
        header, body = answer("read", format, mutated(SEEDS[format], chance), {})
        outcomes.add(header["ok"])
        assert header["ok"] or (header["why"] and body == b"")
        if header["ok"]:
            parts = json.loads(body)
            document = Document("f", format, parts["text"], blocks=tuple(map(tuple, parts.get("blocks", ()))))
            check_document(document, material, on=date(2025, 11, 3), forum=Forum("ij"))

    assert True in outcomes
    assert set(READERS) == set(SEEDS)
