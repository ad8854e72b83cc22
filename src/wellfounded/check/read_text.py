"""Plain text and Markdown."""

from __future__ import annotations

import re
from typing import Any

_EMPHASIS = re.compile(
    r"(?<![\w*\\])(\*{1,3})(?=[^\s*])([^*\n]{1,300}?)(?<=[^\s*])\1(?![\w*])|(?<![\w_\\])(_{1,2})(?=[^\s_])([^_\n]{1,300}?)(?<=[^\s_])\3(?![\w_])"
)
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\((?:[^()\s]|\([^()\s]*\))+(?:\s+\"[^\"\n]*\")?\)")
_FENCE = re.compile(r"^(?:```|~~~).*$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!~>|-])")


def decoded(content: bytes) -> tuple[str, list[tuple[str, str]]]:
    """Decode bytes as UTF-8, UTF-16 (by its mark) or Windows-1252; list what cannot be decoded."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            text = content.decode(encoding, errors="replace")
            return _tidy(text), _undecoded(text)
    try:
        return _tidy(content.decode("utf-8")), []
    except UnicodeDecodeError:
        pass
    text = content.decode("cp1252", errors="replace")
    replaced = _undecoded(text)
    if len(replaced) > 20 or b"\x00" in content[:4096]:
        text = content.decode("utf-8", errors="replace")
        replaced = _undecoded(text)
    return _tidy(text), replaced


def _undecoded(text: str) -> list[tuple[str, str]]:
    lines = sorted({text.count("\n", 0, match.start()) + 1 for match in re.finditer("�+", text)})
    shown = [(f"line {line}", "bytes that are not text") for line in lines[:50]]
    if len(lines) > 50:
        shown.append((f"{len(lines) - 50} further lines", "bytes that are not text"))
    return shown


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "�").replace("\f", "\n\f\n")


def read_plain_text(content: bytes) -> dict[str, Any]:
    """Read plain text; a form feed begins a page, and a paragraph whose lines all stand in is a block quotation."""
    text, unread = decoded(content)
    breaks = [match.end() for match in re.finditer("\f", text)]
    text = text.replace("\f", " ")
    return {
        "format": "text",
        "text": text,
        "pages": [0, *breaks] if breaks else [],
        "blocks": _indented(text),
        "unread": unread,
    }


def _indented(text: str) -> list[tuple[int, int]]:
    """Find the paragraphs whose every line stands in by four blanks or more: of two lines, or after a colon."""
    found = []
    at = 0
    announced = False
    for part in re.split(r"(\n[ \t]*\n)", text):
        lines = [line for line in part.split("\n") if line.strip()]
        widths = [len(line) - len(line.lstrip(" ")) + 8 * line.count("\t") for line in lines]
        words = len(part.split())
        if (
            (len(lines) >= 2 or (lines and announced))
            and words >= 12
            and min(widths) >= 4
            and max(widths) - min(widths) <= 6
        ):
            found.append((at + len(part) - len(part.lstrip("\n")), at + len(part.rstrip())))
        at += len(part)
        announced = part.rstrip().endswith(":") if lines else announced
    return found


def read_markdown(content: bytes) -> dict[str, Any]:
    """Read Markdown: emphasis, headings and links opened, lines that begin with > as block quotations."""
    text, unread = decoded(content)
    text = _FENCE.sub("", text.replace("\f", " "))
    text = _HEADING.sub("", _LINK.sub(r"\1", text))
    for _ in range(2):
        text = _EMPHASIS.sub(lambda match: match[2] or match[4], text)
    pieces: list[str] = []
    blocks: list[tuple[int, int]] = []
    length = 0
    for block in re.split(r"(\n[ \t]*\n)", text):
        lines = block.split("\n")
        quoted = any(line.lstrip().startswith(">") for line in lines)
        plain = "\n".join(re.sub(r"^\s*(?:>\s?)+", "", line) for line in lines) if quoted else block
        plain = _ESCAPE.sub(r"\1", plain)
        if quoted and len(plain.split()) >= 4:
            blocks.append((length, length + len(plain.rstrip())))
        pieces.append(plain)
        length += len(plain)
    return {"format": "markdown", "text": "".join(pieces), "blocks": blocks, "unread": unread}
