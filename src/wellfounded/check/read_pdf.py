"""PDF files with a text layer, page by page."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pypdfium2

MOST_PAGES = 3_000
MOST_CHARACTERS = 20_000_000
_NUMBER_LINE = re.compile(r"^[\s\-–—]*(?:page\s+)?(\d{1,4})(?:\s+of\s+\d{1,4})?[\s\-–—]*$", re.IGNORECASE)


def read_pdf(content: bytes) -> dict[str, Any]:
    """Read the text layer of every page; a page without one is listed as unread, and running heads are left out."""
    pdf = pypdfium2.PdfDocument(content)
    try:
        count = len(pdf)
        pages = []
        unread: list[tuple[str, str]] = []
        total = 0
        for number in range(min(count, MOST_PAGES)):
            text = _page_text(pdf, number, unread)
            total += len(text)
            if total > MOST_CHARACTERS:
                raise ValueError("its text is larger than 20 million characters")
            pages.append(text)
    finally:
        pdf.close()
    if count > MOST_PAGES:
        unread.append((f"pages {MOST_PAGES + 1} to {count}", f"only the first {MOST_PAGES} pages are read"))
    if pages and not any(page.strip() for page in pages):
        raise ValueError("none of its pages has a text layer: it is a scan without text recognition")
    return _joined(pages, unread)


def _page_text(pdf: Any, number: int, unread: list[tuple[str, str]]) -> str:
    try:
        page = pdf[number]
        layer = page.get_textpage()
        text = str(layer.get_text_range())
        images = not text.strip() and any(True for _ in page.get_objects(max_depth=2))
        layer.close()
        page.close()
    except (pypdfium2.PdfiumError, ValueError, OSError) as error:
        unread.append((f"page {number + 1}", f"its content is damaged ({error})"))
        return ""
    if not text.strip():
        why = "it has no text layer (a picture of a page)" if images else "it is empty"
        unread.append((f"page {number + 1}", why))
    odd = len(re.findall("[�\ue000-\uf8ff￾]", text.replace("\ufffe", "")))
    if odd > 2:
        unread.append((f"page {number + 1}", f"{odd} characters have no known letter in the file's fonts"))
    return re.sub(r"[\ufffe\u0002]", "-\n", text).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _joined(pages: list[str], unread: list[tuple[str, str]]) -> dict[str, Any]:
    heads = _running_heads(pages)
    pieces: list[str] = []
    begins: list[int] = []
    labels: list[str] = []
    length = left_out = 0
    for page in pages:
        lines = page.split("\n")
        label, kept = _without_head(lines, heads)
        left_out += len(lines) - len(kept)
        text = "\n".join(kept).strip("\n") + "\n\n"
        begins.append(length)
        labels.append(label)
        pieces.append(text)
        length += len(text)
    notes = [f"{left_out} lines of running heads and page numbers were left out"] if left_out else []
    return {
        "format": "pdf",
        "text": "".join(pieces),
        "pages": begins,
        "labels": labels,
        "unread": unread,
        "notes": notes,
    }


def _running_heads(pages: list[str]) -> set[tuple[int, str]]:
    """Find the lines that stand first, second, last or last but one on at least every third page, numbers aside."""
    seen: Counter[tuple[int, str]] = Counter()
    for page in pages:
        lines = [line for line in page.split("\n") if line.strip()]
        seen.update({(place, _key(line)) for place, line in _edges(lines)})
    most = max(3, len(pages) // 3)
    return {edge for edge, count in seen.items() if count >= most and len(edge[1]) < 120}


def _edges(lines: list[str]) -> list[tuple[int, str]]:
    return [
        *enumerate(lines[:2]),
        *((place - len(lines), lines[place]) for place in range(max(2, len(lines) - 2), len(lines))),
    ]


def _key(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split()))


def _without_head(lines: list[str], heads: set[tuple[int, str]]) -> tuple[str, list[str]]:
    """Take running heads and page numbers off a page; return the printed page number, if there is one, and the rest."""
    filled = [place for place, line in enumerate(lines) if line.strip()]
    edges = {filled[place]: place for place, _ in _edges([lines[at] for at in filled])}
    label = ""
    kept = []
    for at, line in enumerate(lines):
        if at in edges:
            number = _NUMBER_LINE.match(line)
            if number is not None:
                label = number[1]
                continue
            if (edges[at], _key(line)) in heads:
                continue
        kept.append(line)
    return label, kept
