"""Word documents: the final text, with footnotes; tracked changes, macros, entities and outside references are told."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from wellfounded.check.words import word_set

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MOST_PARTS = 5_000
LARGEST_PART = 40_000_000
LARGEST_WHOLE = 160_000_000
DEEPEST = 200
_SKIPPED = frozenset(
    f"{W}{name}"
    for name in word_set("del moveFrom instrText delText delInstrText pPr rPr sectPr tblPr tblGrid tcPr trPr")
)
_QUOTE_STYLE = re.compile(r"quot|block ?text|extract", re.IGNORECASE)
_HARMFUL = re.compile(r"attachedTemplate|oleObject|frame|subDocument|aFChunk|externalLink|image", re.IGNORECASE)
TEXT_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")


@dataclass(slots=True)
class Run:
    """A stretch of the text and the element of the file that holds it."""

    start: int
    end: int
    element: Any


@dataclass(slots=True)
class Reading:
    """What has been read of a Word document."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    runs: list[Run] = field(default_factory=list)
    blocks: list[tuple[int, int]] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    changes: Counter[str] = field(default_factory=Counter)
    unread: list[tuple[str, str]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)

    def add(self, text: str, element: Any = None) -> None:
        """Add text, and remember the element that holds it."""
        if element is not None:
            self.runs.append(Run(self.length, self.length + len(text), element))
        self.pieces.append(text)
        self.length += len(text)


def open_parts(content: bytes) -> tuple[zipfile.ZipFile, dict[str, Any]]:
    """Open the package, refuse what a document has no need of, and parse the parts that hold its text."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValueError("it is encrypted, or an older Word format (.doc); save it as .docx without a password")
    package = zipfile.ZipFile(io.BytesIO(content))
    entries = package.infolist()
    if len(entries) > MOST_PARTS:
        raise ValueError(f"it has {len(entries)} parts; a document has a few dozen")
    if any(entry.flag_bits & 1 for entry in entries):
        raise ValueError("it is encrypted; save it without a password")
    if sum(entry.file_size for entry in entries) > LARGEST_WHOLE:
        raise ValueError("it unpacks to more than 160 MB")
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise ValueError("it holds two parts of the same name")
    if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        raise ValueError("it holds macros; save it as .docx without them")
    if "word/document.xml" not in names:
        raise ValueError("it is not a Word document: it has no word/document.xml")
    parts: dict[str, Any] = {}
    for entry in entries:
        if entry.filename.lower().endswith((".xml", ".rels")):
            data = _unpacked(package, entry)
            _refuse(entry.filename, data)
            if entry.filename in (*TEXT_PARTS, "word/styles.xml"):
                parts[entry.filename] = parse(data)
    return package, parts


def _unpacked(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.file_size > LARGEST_PART:
        raise ValueError(f"its part {entry.filename[:80]} unpacks to more than 40 MB")
    with package.open(entry) as file:
        data = file.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART:
        raise ValueError(f"its part {entry.filename[:80]} unpacks to more than 40 MB")
    return data


def _refuse(name: str, data: bytes) -> None:
    plain = data.replace(b"\x00", b"")
    if re.search(rb"<!DOCTYPE|<!ENTITY", plain, re.IGNORECASE):
        raise ValueError(f"its part {name[:80]} declares a document type or entities, which a Word document never does")
    if name.endswith(".rels"):
        for match in re.finditer(rb"<Relationship\b[^>]*>", plain):
            kind = re.search(rb'Type\s*=\s*["\']([^"\']*)', match[0])
            if (
                b"External" in match[0]
                and kind is not None
                and _HARMFUL.search(kind[1].decode("ascii", "replace").rpartition("/")[2])
            ):
                raise ValueError(
                    f"it loads a part from outside the file ({kind[1].decode('ascii', 'replace').rpartition('/')[2]})"
                )


def parse(data: bytes) -> Any:
    """Parse one part of the package without entities, network or document types."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False
    )
    return etree.fromstring(data, parser)


def read_docx(content: bytes) -> dict[str, Any]:
    """Read a Word document: its final text and its notes."""
    package, parts = open_parts(content)
    package.close()
    reading = read_parts(parts)
    notes = []
    added, removed = reading.changes["ins"], reading.changes["del"]
    if added or removed:
        notes.append(f"tracked changes: {added} insertions and {removed} deletions, read as the final text")
    if reading.pages:
        notes.append("page numbers are those of the last layout the word processor saved")
    if reading.changes["picture"]:
        reading.unread.append(
            ("the document", f"{reading.changes['picture']} pictures or drawings, whose words are not text")
        )
    return {
        "format": "docx",
        "text": "".join(reading.pieces),
        "pages": [0, *reading.pages] if reading.pages else [],
        "blocks": reading.blocks,
        "unread": reading.unread,
        "notes": notes,
        "breaks": reading.breaks,
    }


def read_parts(parts: dict[str, Any]) -> Reading:
    """Read the parsed parts of a document in the order of a reader: the text, then its notes."""
    quotes = _quote_styles(parts.get("word/styles.xml"))
    reading = Reading()
    body = parts["word/document.xml"].find(f"{W}body")
    if body is None:
        raise ValueError("its document part has no body")
    _block(body, reading, quotes, 0)
    for name, label in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
        root = parts.get(name)
        notes = [] if root is None else [note for note in root if note.get(f"{W}type") in (None, "normal")]
        if notes:
            reading.breaks.append(reading.length)
        for number, note in enumerate(notes, 1):
            reading.add(f"[{label} {number}] ")
            _block(note, reading, quotes, 0)
    return reading


def _quote_styles(styles: Any) -> frozenset[str]:
    if styles is None:
        return frozenset()
    found = set()
    for style in styles.iter(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None and _QUOTE_STYLE.search(name.get(f"{W}val") or ""):
            found.add(style.get(f"{W}styleId") or "")
    return frozenset(found)


def _block(element: Any, reading: Reading, quotes: frozenset[str], depth: int) -> None:
    if depth > DEEPEST:
        reading.unread.append(("the document", f"parts nested more than {DEEPEST} deep"))
        return
    for child in element:
        if child.tag == f"{W}p":
            _paragraph(child, reading, quotes, depth)
        elif child.tag == f"{MC}AlternateContent":
            choice = child.find(f"{MC}Choice")
            _block(child if choice is None else choice, reading, quotes, depth + 1)
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            _count(child, reading)
            _block(child, reading, quotes, depth + 1)


def _paragraph(paragraph: Any, reading: Reading, quotes: frozenset[str], depth: int) -> None:
    begins = reading.length
    later = _inline(paragraph, reading, depth + 1)
    if reading.length > begins:
        if (
            _is_block(paragraph, quotes)
            and len("".join(reading.pieces[-400:])[-(reading.length - begins) :].split()) >= 8
        ):
            reading.blocks.append((begins, reading.length))
        reading.add("\n\n")
    for box in later:
        _block(box, reading, quotes, depth + 1)


def _inline(element: Any, reading: Reading, depth: int) -> list[Any]:
    """Read the runs of a paragraph; return the text boxes anchored in it, whose text comes after."""
    boxes: list[Any] = []
    if depth > DEEPEST:
        reading.unread.append(("the document", f"parts nested more than {DEEPEST} deep"))
        return boxes
    for child in element:
        if not isinstance(child.tag, str):
            continue
        _count(child, reading)
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{W}t":
            reading.add(child.text or "", child)
        elif child.tag in (f"{W}tab", f"{W}ptab"):
            reading.add(" ")
        elif child.tag in (f"{W}br", f"{W}cr"):
            reading.add("\n")
        elif child.tag == f"{W}noBreakHyphen":
            reading.add("-")
        elif child.tag == f"{W}lastRenderedPageBreak":
            reading.pages.append(reading.length)
        elif child.tag == f"{W}txbxContent":
            boxes.append(child)
        elif child.tag == f"{MC}AlternateContent":
            choice = child.find(f"{MC}Choice")
            boxes += _inline(child if choice is None else choice, reading, depth + 1)
        else:
            boxes += _inline(child, reading, depth + 1)
    return boxes


def _count(element: Any, reading: Reading) -> None:
    if element.tag in (f"{W}ins", f"{W}moveTo"):
        reading.changes["ins"] += 1
    elif element.tag in (f"{W}del", f"{W}moveFrom"):
        reading.changes["del"] += 1
    elif element.tag == f"{W}pict" or element.tag.endswith("}blip"):
        reading.changes["picture"] += 1


def _is_block(paragraph: Any, quotes: frozenset[str]) -> bool:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        return False
    style = properties.find(f"{W}pStyle")
    if style is not None and (style.get(f"{W}val") in quotes or _QUOTE_STYLE.search(style.get(f"{W}val") or "")):
        return True
    indent = properties.find(f"{W}ind")
    if indent is None or properties.find(f"{W}numPr") is not None:
        return False
    left = indent.get(f"{W}left") or indent.get(f"{W}start") or "0"
    right = indent.get(f"{W}right") or indent.get(f"{W}end") or "0"
    return _number(left) >= 500 and _number(right) >= 300


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
