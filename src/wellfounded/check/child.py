"""The process in which documents are parsed, under limits: memory, time, and no writing.

It reads requests from its standard input (a line of JSON, then the bytes of a file) and answers the same way. It is run
as `python -m wellfounded.check.child` and ends when its input ends.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any

MEMORY_BYTES = 1_500_000_000
READERS: dict[str, tuple[str, str]] = {
    "docx": ("read_docx", "read_docx"),
    "pdf": ("read_pdf", "read_pdf"),
    "html": ("read_html", "read_html"),
    "markdown": ("read_text", "read_markdown"),
    "text": ("read_text", "read_plain_text"),
}


def limit() -> None:
    """Limit this process: memory, no files written, no core, and no processor time without end."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, 600),
    ):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            continue


def answer(task: str, format: str, content: bytes, more: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Do one task; every trouble becomes an answer in plain words.

    Returns:
        A header and bytes: of a read document, JSON; of an annotated one, the file.
    """
    try:
        if task == "comment":
            return {"ok": True}, import_module("wellfounded.check.write_docx").with_comments(content, more["comments"])
        module, name = READERS[format]
        found = getattr(import_module(f"wellfounded.check.{module}"), name)(content)
        return {"ok": True}, json.dumps(found).encode()
    except MemoryError:
        return {"ok": False, "why": "it needs more memory than a document may take"}, b""
    except RecursionError:
        return {"ok": False, "why": "its parts are nested too deeply"}, b""
    except Exception as error:
        return {"ok": False, "why": plain_reason(error)}, b""


def plain_reason(error: Exception) -> str:
    """Say in plain words what is wrong with a file, without its content."""
    kind = type(error).__name__
    if isinstance(error, ValueError) and kind == "ValueError":
        return str(error)[:300]
    reasons = {
        "BadZipFile": "it is not a Word document, or it is damaged (the package cannot be opened)",
        "XMLSyntaxError": "a part of it is damaged (its XML is not well-formed, or one piece of text is too large)",
        "PdfiumError": "it is damaged, encrypted or not a PDF file",
        "ParserError": "it holds nothing that can be read as a page",
        "NotImplementedError": "it is compressed in a way that cannot be read",
    }
    return reasons.get(kind, f"it is damaged ({kind})")


def main() -> int:
    """Answer requests until the input ends."""
    limit()
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    while line := incoming.readline():
        request = json.loads(line)
        content = incoming.read(request["size"])
        header, body = answer(request["task"], request["format"], content, request)
        outgoing.write(json.dumps({**header, "size": len(body)}).encode() + b"\n" + body)
        outgoing.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
