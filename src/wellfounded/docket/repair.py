"""One bad line: repaired if exactly one reading of it fits every column, refused otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from wellfounded.docket.schema import Column

NUL, BYTES, RETURN, TAB, JOINED = (
    "NUL bytes taken out",
    "bytes read as Windows-1252",
    "carriage return made a blank",
    "stray tab taken out",
    "two halves of a row joined",
)
_MOST_STRAY_TABS = 2


@dataclass(frozen=True, slots=True)
class Mended:
    """A line made whole, and what was done to it."""

    line: bytes
    done: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that no certain repair makes whole, and why."""

    reason: str


def mend(line: bytes, columns: Sequence[Column]) -> Mended | Refused:
    """Repair a line, if there is one way only.

    Example:
        >>> from wellfounded.docket.schema import table_named
        >>> mend(b"1\\t2", table_named("B_TblProceedCharges").columns)
        Refused(reason='2 of 5 fields')
    """
    done: list[str] = []
    if b"\0" in line:
        line = line.replace(b"\0", b"")
        done.append(NUL)
    if b"\r" in line:
        line = line.replace(b"\r", b" ")
        done.append(RETURN)
    text = _as_text(line)
    if text is None:
        return Refused("bytes that are text in no encoding the courts use")
    if text != line.decode("utf-8", errors="replace"):
        done.append(BYTES)
    fields = text.split("\t")
    if not text.strip():
        return Refused("an empty line")
    if len(fields) < len(columns):
        return Refused(f"{len(fields)} of {len(columns)} fields")
    if len(fields) > len(columns):
        return _without_stray_tabs(fields, columns, tuple(done))
    return Mended(text.encode(), tuple(done))


def _as_text(line: bytes) -> str | None:
    """Read bytes as UTF-8, or else as Windows-1252.

    Latin-1 differs from Windows-1252 only in control characters, which no column holds.
    """
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _without_stray_tabs(fields: list[str], columns: Sequence[Column], done: tuple[str, ...]) -> Mended | Refused:
    extra = len(fields) - len(columns)
    refused = Refused(f"{len(fields)} fields instead of {len(columns)}")
    if extra > _MOST_STRAY_TABS:
        return refused
    fitting = set(_readings(fields, columns, extra))
    if len(fitting) != 1:
        several = ", and more than one reading of them fits" if fitting else ", and no reading of them fits"
        return Refused(refused.reason + several)
    return Mended("\t".join(fitting.pop()).encode(), (*done, TAB))


def _readings(fields: list[str], columns: Sequence[Column], extra: int) -> Iterator[tuple[str, ...]]:
    """List the rows that result from taking out tabs, where every value fits its column."""
    for taken_out in combinations(range(len(fields) - 1), extra):
        row: list[str] = []
        for at, value in enumerate(fields):
            if at - 1 in taken_out and row:
                row[-1] = f"{row[-1].rstrip()} {value.lstrip()}".strip() if row[-1].strip() else value
            else:
                row.append(value)
        if all(column.fits(value) for column, value in zip(columns, row, strict=True)):
            yield tuple(row)


def join_halves(first: bytes, second: bytes, columns: Sequence[Column]) -> Mended | Refused | None:
    """Join a row that a stray line feed broke in two.

    Returns:
        The joined row if it fits every column and the second line cannot begin a row; a refusal if it might; None if
        the two lines together have another number of fields.
    """
    if first.count(b"\t") + second.count(b"\t") != len(columns) - 1:
        return None
    begins = _as_text(second.split(b"\t", 1)[0])
    whole = mend(first.rstrip(b" ") + b" " + second, columns)
    if isinstance(whole, Refused) or begins is None:
        return Refused(f"a row broken over two lines: {whole.reason if isinstance(whole, Refused) else 'no text'}")
    row = whole.line.decode().split("\t")
    if columns[0].form.fullmatch(begins.strip()) or not all(map(Column.fits, columns, row)):
        return Refused("a row broken over two lines, or two rows cut short: which cannot be told")
    return Mended(whole.line, (*whole.done, JOINED))
