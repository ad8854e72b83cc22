"""Dirt put into a synthetic release, line by line, with the key of what was put where."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO

from wellfounded.docket.margins import Margins
from wellfounded.docket.schema import DAY, INTEGER, TEXT, Column, Table

REPAIRED, AS_IT_STANDS, VALUE_SET_ASIDE, ROW_SET_ASIDE, EMPTY, EITHER = (
    "repaired",
    "loaded as it stands",
    "value set aside",
    "row set aside",
    "loaded as empty",
    "repaired or row set aside",
)
_NO_SUCH_CASE = b"999999999999"


@dataclass(frozen=True, slots=True)
class Injected:
    """One piece of dirt.

    Attributes:
        table, line: where it stands; the header is line 1.
        sort: the sort of dirt (`court-records/margins.toml`).
        column: the column it stands in, or an empty string.
        key: the value of the row's first column.
        was: the value before.
        expected: what a loader that is right does with it.
    """

    table: str
    line: int
    sort: str
    column: str
    key: str
    was: str
    expected: str


@dataclass(slots=True)
class _Row:
    """A line taken apart, and the column that dirt goes into."""

    fields: list[bytes]
    chance: random.Random

    def pick(self, columns: Sequence[Column], fitting: Callable[[Column, bytes], bool]) -> int | None:
        found = [at for at, column in enumerate(columns) if at and fitting(column, self.fields[at])]
        return found[int(self.chance.random() * len(found))] if found else None


def soil(
    clean: IO[bytes], dirty: IO[bytes], table: Table, rows: int, margins: Margins, *, seed: int, times: float
) -> Iterator[Injected]:
    """Copy a table, putting dirt into some of its lines.

    Args:
        times: how many times the real rates.
    """
    chance = random.Random(f"{seed} {table.name}")
    chosen = _chosen_rows(table, rows, margins, chance, times)
    position, extra = 0, 0
    for row in sorted(chosen):
        dirty.writelines(islice(clean, row - position))
        position = row + 1
        line = next(clean).rstrip(b"\r\n")
        soiled, injected = _soiled(line, table, chosen[row], chance)
        dirty.write(soiled + b"\r\n")
        if injected is not None:
            column, was, expected = injected
            yield Injected(
                table.name, row + 2 + extra, chosen[row], column, line.split(b"\t", 1)[0].decode(), was, expected
            )
        extra += soiled.count(b"\n")
    dirty.writelines(clean)


def _chosen_rows(table: Table, rows: int, margins: Margins, chance: random.Random, times: float) -> dict[int, str]:
    chosen: dict[int, str] = {}
    if rows:
        for sort in _SORTS:
            number = rows * margins.dirt_rate(sort, table.name) * times / 1_000_000
            for _ in range(int(number + chance.random())):
                chosen.setdefault(int(chance.random() * rows), sort)
    return chosen


_Outcome = tuple[str, str, str]


def _soiled(line: bytes, table: Table, sort: str, chance: random.Random) -> tuple[bytes, _Outcome | None]:
    row = _Row(line.split(b"\t"), chance)
    if sort == "short_row":
        kept = 1 + int(chance.random() * (len(table.columns) - 1))
        return b"\t".join(row.fields[:kept]), ("", "", ROW_SET_ASIDE)
    fits, change, expected = _SORTS[sort]
    at = row.pick(table.columns, fits)
    if at is None:
        return line, None
    was = row.fields[at]
    row.fields[at] = change(was)
    return b"\t".join(row.fields), (table.columns[at].name, was.decode(), expected)


def _free_text(column: Column, value: bytes) -> bool:
    return column.kind == TEXT and column.form.pattern == ".*" and len(value) > 3 and b"SYNTHETIC " in value


def _filled(column: Column, value: bytes) -> bool:
    return len(value.strip()) > 1


def _blank(column: Column, value: bytes) -> bool:
    return not value and column.empty_percent < 100


def _filled_day(column: Column, value: bytes) -> bool:
    return column.kind == DAY and bool(value)


def _number_not_key(column: Column, value: bytes) -> bool:
    return column.kind == INTEGER and bool(value) and column.empty_percent > 0


def _nationality(column: Column, value: bytes) -> bool:
    return column.name in ("NAT", "strNat") and bool(value)


def _case(column: Column, value: bytes) -> bool:
    return column.name.upper() == "IDNCASE"


def _inside(sign: bytes) -> Callable[[bytes], bytes]:
    return lambda value: value[: len(value) // 2] + sign + value[len(value) // 2 :]


def _instead(other: bytes) -> Callable[[bytes], bytes]:
    return lambda value: other


_SORTS: dict[str, tuple[Callable[[Column, bytes], bool], Callable[[bytes], bytes], str]] = {
    "stray_tab": (_free_text, lambda value: value + b"\t", EITHER),
    "nul": (_filled, _inside(b"\0"), REPAIRED),
    "nul_value": (_blank, _instead(b"\0"), REPAIRED),
    "latin_1_byte": (_free_text, lambda value: value + b"\xd1", REPAIRED),
    "quote": (_free_text, _inside(b'"'), AS_IT_STANDS),
    "short_row": (_filled, lambda value: value, ROW_SET_ASIDE),
    "broken_row": (_free_text, lambda value: value.replace(b" ", b"\n", 1), EITHER),
    "month_in_day": (_filled_day, _instead(b"10/1993"), VALUE_SET_ASIDE),
    "year_2925": (_filled_day, lambda value: b"2925" + value[4:], VALUE_SET_ASIDE),
    "no_day": (_filled_day, lambda value: b"1900-01-01" + value[10:], EMPTY),
    "not_a_number": (_number_not_key, lambda value: value + b"A", VALUE_SET_ASIDE),
    "unknown_nationality": (_nationality, _instead(b"Q9"), AS_IT_STANDS),
    "orphan": (_case, _instead(_NO_SUCH_CASE), AS_IT_STANDS),
}
