"""Read documents through the child process, with a limit on its time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path, PurePath
from types import TracebackType
from typing import Any

import wellfounded
from wellfounded.check.document import FORMATS, Document, DocumentUnreadable, document_from

LARGEST_FILE = 100_000_000
SECONDS = 30
_SUFFIXES = {
    ".docx": "docx",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
    "": "text",
}
_OTHERS = {
    ".doc": "an older Word format; save it as .docx",
    ".docm": "a Word document with macros; save it as .docx",
    ".dotm": "a Word template with macros; save it as .docx",
    ".rtf": "rich text; save it as .docx",
    ".odt": "an OpenDocument text; save it as .docx",
    ".wpd": "a WordPerfect document; save it as .docx",
    ".pages": "a Pages document; export it as .docx or PDF",
}


class DocumentReader:
    """Reads documents in one child process; use it in a `with` block.

    Raises:
        DocumentUnreadable: from its methods, for a file that cannot be read.
    """

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> DocumentReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child process."""
        child, self._child = self._child, None
        if child is None:
            return
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue
        try:
            child.wait(timeout=2)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    def read(self, path: Path) -> Document:
        """Read a document from a file."""
        format, content = file_content(path)
        return self.read_content(path.name, format, content)

    def read_content(self, name: str, format: str, content: bytes) -> Document:
        """Read a document from its bytes."""
        return document_from(name, self.parts(name, format, content))

    def parts(self, name: str, format: str, content: bytes) -> dict[str, Any]:
        """Read a document from its bytes, as the reader of its format found it."""
        found = json.loads(self._ask(name, {"task": "read", "format": format}, content))
        if not str(found["text"]).strip():
            raise unreadable(name, "it holds no text")
        return dict(found)

    def annotated(self, name: str, content: bytes, comments: list[dict[str, Any]]) -> bytes:
        """Return a Word document with comments added."""
        return self._ask(name, {"task": "comment", "format": "docx", "comments": comments}, content)

    def _ask(self, name: str, request: dict[str, Any], content: bytes) -> bytes:
        child = self._started()
        out_of_time = threading.Event()

        def stop() -> None:
            out_of_time.set()
            child.kill()

        clock = threading.Timer(self._seconds, stop)
        clock.start()
        try:
            header, body = _exchange(child, {**request, "size": len(content)}, content)
        except (OSError, ValueError):
            self.close()
            why = f"it takes longer than {self._seconds:.0f} seconds to read" if out_of_time.is_set() else _ended(child)
            raise unreadable(name, why) from None
        finally:
            clock.cancel()
        if not header["ok"]:
            raise unreadable(name, header["why"])
        return body

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            source = str(Path(wellfounded.__file__).resolve().parents[1])
            path = os.pathsep.join(filter(None, [source, os.environ.get("PYTHONPATH", "")]))
            self._child = subprocess.Popen(
                [sys.executable, "-m", "wellfounded.check.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
            )
        return self._child


def _exchange(child: subprocess.Popen[bytes], request: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(json.dumps(request).encode() + b"\n")
    child.stdin.write(content)
    child.stdin.flush()
    header = json.loads(child.stdout.readline())
    body = child.stdout.read(header["size"])
    if len(body) != header["size"]:
        raise ValueError("the child ended early")
    return header, body


def _ended(child: subprocess.Popen[bytes]) -> str:
    code = child.poll()
    if code is not None and code < 0:
        return "reading it went beyond the limits set for a document (memory or time), or the file is damaged"
    return "the process that reads documents ended unexpectedly"


def unreadable(name: str, why: str) -> DocumentUnreadable:
    """Make the error for a document that cannot be read."""
    return DocumentUnreadable(
        f"The document cannot be read: {why}.",
        where=name,
        remedy="Nothing of it was checked. Correct the file, or give it as DOCX, PDF, HTML, Markdown or text.",
    )


def file_content(path: Path) -> tuple[str, bytes]:
    """Read a file's bytes and tell its format by its name and first bytes.

    Raises:
        DocumentUnreadable: if it is not there, too large or of another format.
    """
    try:
        if path.is_dir():
            raise unreadable(path.name, "it is a folder")
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise unreadable(path.name, f"{error.strerror}".lower()) from None
    return format_of_content(path.name, content), content


def format_of_content(name: str, content: bytes) -> str:
    """Tell a document's format by its name and first bytes.

    Raises:
        DocumentUnreadable: if it is too large or of another format.
    """
    if len(content) > LARGEST_FILE:
        raise unreadable(name, "it is larger than 100 MB")
    suffix = PurePath(name).suffix.lower()
    if content.startswith(b"%PDF-"):
        return "pdf"
    if suffix in _OTHERS:
        raise unreadable(name, f"it is {_OTHERS[suffix]}")
    if suffix not in _SUFFIXES:
        raise unreadable(name, f'"{suffix}" is not a format it knows ({", ".join(FORMATS.values())})')
    format = _SUFFIXES[suffix]
    return "html" if format == "text" and re_html(content) else format


def re_html(content: bytes) -> bool:
    """Say whether bytes begin like a web page."""
    return content[:200].lstrip().lower().startswith((b"<!doctype html", b"<html"))
