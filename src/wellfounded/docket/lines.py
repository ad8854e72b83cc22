"""Every line of a table checked: its fields counted, its bytes read; repaired where certain, else set aside.

A segment is some whole lines of a file. Blocks that are sound are passed on untouched, so that the work on a sound file
is a few passes of memory; only where a block is not sound is each of its lines looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from wellfounded.docket.repair import Mended, Refused, join_halves, mend
from wellfounded.docket.schema import Column

_BLOCK = 1 << 20
_SMALL = 1 << 12


@dataclass(frozen=True, slots=True)
class SetAside:
    """A line that could not be loaded.

    Attributes:
        line: its number in the file; the header is line 1.
        reason: why, in a few words.
        text: the line as it stands, bytes that are not text shown as codes.
    """

    line: int
    reason: str
    text: str


@dataclass(slots=True)
class Checked:
    """A segment after its check.

    Attributes:
        text: the sound lines, each ended by a line feed.
        rows_loaded: how many there are.
        rows_read: how many rows were read; a row broken over two lines, joined again, is one.
        repaired: how many rows were repaired, by what was done.
        set_aside: the lines that could not be loaded.
        shifts: from which loaded row on a file's line number is how much greater than the row's place.
    """

    text: bytes
    rows_loaded: int
    rows_read: int
    repaired: Counter[str] = field(default_factory=Counter)
    rows_repaired: int = 0
    set_aside: list[SetAside] = field(default_factory=list)
    shifts: list[tuple[int, int]] = field(default_factory=list)

    def line_of(self, row: int, first_line: int) -> int:
        """Return the line of the file on which a loaded row (from 0) began."""
        shift = 0
        for start, found in self.shifts:
            if start > row:
                break
            shift = found
        return first_line + row + shift


@dataclass(frozen=True, slots=True)
class _BadLine:
    number: int
    start: int
    end: int
    line: bytes


def check_segment(segment: bytes, columns: Sequence[Column], *, first_line: int, every_line: bool = False) -> Checked:
    """Check some whole lines of a table.

    Args:
        segment: the lines, each ended by a line feed or by a carriage return and a line feed.
        columns: the columns of the table, in the order of the file.
        first_line: the number of the first line in the file.
        every_line: count the fields of each line by itself, where two errors in one block might hide each other.
    """
    text = segment.replace(b"\r\n", b"\n")
    tabs = len(columns) - 1
    bad: list[_BadLine] = []
    number = 0
    for start, end in _blocks(text, 0, len(text), _BLOCK):
        lines = text.count(b"\n", start, end)
        if every_line or not _is_sound(text[start:end], lines, tabs):
            bad.extend(_bad_lines(text, start, end, number, tabs))
        number += lines
    return _assemble(text, number, bad, columns, first_line)


def _is_sound(block: bytes, lines: int, tabs: int) -> bool:
    if block.count(b"\t") != tabs * lines or b"\0" in block or b"\r" in block:
        return False
    if block.isascii():
        return True
    try:
        block.decode()
    except UnicodeDecodeError:
        return False
    return True


def _blocks(text: bytes, start: int, end: int, size: int) -> Iterator[tuple[int, int]]:
    while start < end:
        cut = end if end - start <= size else text.find(b"\n", start + size - 1, end) + 1 or end
        yield start, cut
        start = cut


def _bad_lines(text: bytes, start: int, end: int, number: int, tabs: int) -> Iterator[_BadLine]:
    for low, high in _blocks(text, start, end, _SMALL):
        position = low
        for line in text[low:high].splitlines(keepends=True) if b"\r" not in text[low:high] else _cut(text[low:high]):
            if not _is_sound(line, 1, tabs) or line == b"\n":
                yield _BadLine(number, position, position + len(line), line.rstrip(b"\n"))
            position += len(line)
            number += 1


def _cut(block: bytes) -> list[bytes]:
    return [line + b"\n" for line in block.split(b"\n")[:-1]]


def _assemble(text: bytes, lines: int, bad: list[_BadLine], columns: Sequence[Column], first_line: int) -> Checked:
    if not bad:
        return Checked(text, lines, lines)
    checked = Checked(b"", 0, lines)
    pieces: list[bytes] = []
    position = removed = at = 0
    while at < len(bad):
        start, taken, outcome = _outcome(text, position, bad, at, columns)
        first, last = bad[at], bad[at + taken - 1]
        pieces.append(text[position:start])
        rows_taken = taken + (1 if start < first.start else 0)
        if isinstance(outcome, Mended):
            pieces.append(outcome.line + b"\n")
            checked.repaired.update(outcome.done)
            checked.rows_repaired += 1
            removed += rows_taken - 1
        else:
            whole = text[start : last.end].rstrip(b"\n")
            checked.set_aside.append(SetAside(first_line + first.number, outcome.reason, shown(whole)))
            removed += rows_taken
        checked.rows_read -= rows_taken - 1
        if isinstance(outcome, Refused) or rows_taken > 1:
            checked.shifts.append((last.number + 1 - removed, removed))
        position = last.end
        at += taken
    pieces.append(text[position:])
    checked.text = b"".join(pieces)
    checked.rows_loaded = checked.rows_read - len(checked.set_aside)
    return checked


def _outcome(
    text: bytes, position: int, bad: list[_BadLine], at: int, columns: Sequence[Column]
) -> tuple[int, int, Mended | Refused]:
    """Decide on a bad line, with the one after or before it where they are halves of one row.

    Returns:
        Where the row starts, how many of the bad lines it takes, and what becomes of it.
    """
    found = bad[at]
    alone = mend(found.line, columns)
    if isinstance(alone, Mended) or not found.line.strip():
        return found.start, 1, alone
    if at + 1 < len(bad) and bad[at + 1].number == found.number + 1:
        joined = join_halves(found.line, bad[at + 1].line, columns)
        if joined is not None:
            return found.start, 2, joined
    if b"\t" not in found.line and found.start > position:
        before = text.rfind(b"\n", position, found.start - 1) + 1 or position
        whole = join_halves(text[before : found.start - 1], found.line, columns)
        if isinstance(whole, Mended):
            return before, 1, whole
    return found.start, 1, alone


def shown(line: bytes) -> str:
    """Show the bytes of a line as text; bytes that are none as codes."""
    return line.decode("utf-8", errors="backslashreplace").replace("\0", "\\x00")
