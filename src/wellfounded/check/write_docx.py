"""Write comments into a Word document, each on the words it is about; nothing else of the file is changed."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from typing import Any

from lxml import etree

from wellfounded.check.read_docx import Reading, W, open_parts, parse, read_parts

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_COMMENTS_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
AUTHOR = "wellfounded"


def with_comments(content: bytes, comments: list[dict[str, Any]]) -> bytes:
    """Return the document with comments.

    Args:
        content: the document.
        comments: each with `start`, `end` (places in the text as read) and `text`.
    """
    package, parts = open_parts(content)
    reading = read_parts(parts)
    document = parts["word/document.xml"]
    existing = _existing(package)
    number = 1 + max((int(found.get(f"{W}id") or 0) for found in existing), default=-1)
    placed = 0
    for comment in sorted(comments, key=lambda found: (-found["start"], found["end"])):
        if _anchor(reading, comment, number + placed, document):
            existing.append(_comment(number + placed, comment["text"]))
            placed += 1
    changed = {
        "word/document.xml": _bytes(document),
        "word/comments.xml": _bytes(existing),
        "[Content_Types].xml": _with_type(package.read("[Content_Types].xml")),
        "word/_rels/document.xml.rels": _with_relation(package),
    }
    return _repacked(package, changed)


def _existing(package: zipfile.ZipFile) -> Any:
    if "word/comments.xml" in package.namelist():
        return parse(package.read("word/comments.xml"))
    return etree.Element(f"{W}comments", nsmap={"w": _WORD})


def _anchor(reading: Reading, comment: dict[str, Any], number: int, document: Any) -> bool:
    """Put the marks of one comment around its words; words in notes cannot carry one, and are anchored nowhere."""
    runs = [
        run for run in reading.runs if run.start < comment["end"] and comment["start"] < run.end and run.end > run.start
    ]
    runs = [
        run
        for run in runs
        if run.element.getroottree().getroot() is document and run.element.getparent().tag == f"{W}r"
    ]
    if not runs:
        return False
    last, first = runs[-1], runs[0]
    if comment["end"] < last.end:
        _split(reading, last, comment["end"])
    if comment["start"] > first.start:
        first = _split(reading, first, comment["start"])
        last = first if last.start <= first.start else last
    start = etree.Element(f"{W}commentRangeStart")
    end = etree.Element(f"{W}commentRangeEnd")
    for mark in (start, end):
        mark.set(f"{W}id", str(number))
    first.element.getparent().addprevious(start)
    last.element.getparent().addnext(end)
    reference = etree.Element(f"{W}r")
    etree.SubElement(reference, f"{W}commentReference").set(f"{W}id", str(number))
    end.addnext(reference)
    return True


def _split(reading: Reading, run: Any, at: int) -> Any:
    """Split a run in two at a place in the text; return the second half. What else the run holds stays in order."""
    from wellfounded.check.read_docx import Run

    element = run.element
    parent = element.getparent()
    text = element.text or ""
    cut = at - run.start
    second = etree.Element(f"{W}r")
    properties = parent.find(f"{W}rPr")
    if properties is not None:
        second.append(copy.deepcopy(properties))
    rest = etree.SubElement(second, f"{W}t")
    rest.text, element.text = text[cut:], text[:cut]
    for node in (rest, element):
        node.set(_SPACE, "preserve")
    for follower in list(element.itersiblings()):
        second.append(follower)
    parent.addnext(second)
    tail = Run(at, run.end, rest)
    run.end = at
    reading.runs.insert(reading.runs.index(run) + 1, tail)
    return tail


def _comment(number: int, text: str) -> Any:
    comment = etree.Element(f"{W}comment")
    comment.set(f"{W}id", str(number))
    comment.set(f"{W}author", AUTHOR)
    comment.set(f"{W}initials", "wf")
    for line in text.split("\n"):
        paragraph = etree.SubElement(comment, f"{W}p")
        words = etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t")
        words.text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", line)
        words.set(_SPACE, "preserve")
    return comment


def _with_type(data: bytes) -> bytes:
    root = parse(data)
    if not any(found.get("PartName") == "/word/comments.xml" for found in root):
        override = etree.SubElement(root, f"{{{_TYPES}}}Override")
        override.set("PartName", "/word/comments.xml")
        override.set("ContentType", _COMMENTS_TYPE)
    return _bytes(root)


def _with_relation(package: zipfile.ZipFile) -> bytes:
    name = "word/_rels/document.xml.rels"
    if name in package.namelist():
        root = parse(package.read(name))
    else:
        root = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
    if not any(found.get("Type") == _COMMENTS_RELATION for found in root):
        taken = {found.get("Id") for found in root}
        relation = etree.SubElement(root, f"{{{_RELATIONS}}}Relationship")
        relation.set("Id", next(name for name in (f"rIdCheck{n}" for n in range(10_000)) if name not in taken))
        relation.set("Type", _COMMENTS_RELATION)
        relation.set("Target", "comments.xml")
    return _bytes(root)


def _bytes(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _repacked(package: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for entry in package.infolist():
            data = changed.pop(entry.filename, None)
            written.writestr(
                zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0)),
                package.read(entry) if data is None else data,
                zipfile.ZIP_DEFLATED,
            )
        for name, data in sorted(changed.items()):
            written.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    package.close()
    return target.getvalue()
