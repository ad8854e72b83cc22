"""The log: who opened and exported what, never the story. It only grows, and each line seals all lines before it."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256

from wellfounded.store.clock import now
from wellfounded.store.database import Database

ACTS: dict[str, str] = {
    "made": "vault made",
    "opened": "vault opened",
    "locked": "vault locked",
    "case-made": "case made",
    "case-opened": "case opened",
    "case-exported": "case exported",
    "case-deleted": "case deleted",
    "document-exported": "document taken out",
    "backed-up": "backup written",
    "restored": "restored from a backup",
    "passphrase-changed": "passphrase changed",
    "recovery-changed": "recovery key changed",
    "law-installed": "law installed",
}


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log.

    Attributes:
        subject: the random id of the case concerned, or an empty string.
        detail: how (command line or application), or a count; never a word of a case.
    """

    number: int
    at: str
    act: str
    subject: str
    detail: str
    hash: str


def log(database: Database, key: bytes, act: str, *, subject: str = "", detail: str = "") -> None:
    """Add a line."""
    if act not in ACTS:
        raise AssertionError(act)
    with database.transaction():
        last = database.read("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1")
        number, before = (last[0][0] + 1, last[0][1]) if last else (1, "")
        line = LogLine(number, now(), act, subject, detail, "")
        database.write(
            "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?)",
            *(line.number, line.at, line.act, line.subject, line.detail, _hash(key, before, line)),
        )


def log_lines(database: Database) -> tuple[LogLine, ...]:
    """List the log, oldest first."""
    return tuple(LogLine(*row) for row in database.read("SELECT * FROM audit ORDER BY number"))


def broken_line(lines: tuple[LogLine, ...], key: bytes) -> int | None:
    """Return the number of the first line that does not fit those before it, or None."""
    before = ""
    for expected, line in enumerate(lines, start=1):
        if line.number != expected or not hmac.compare_digest(_hash(key, before, line), line.hash):
            return expected
        before = line.hash
    return None


def _hash(key: bytes, before: str, line: LogLine) -> str:
    parts = "\x1f".join((before, str(line.number), line.at, line.act, line.subject, line.detail))
    return hmac.new(key, parts.encode(), sha256).hexdigest()
