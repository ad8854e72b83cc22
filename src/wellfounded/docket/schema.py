"""The tables of the courts' public case data: columns, kinds, keys, read from `court-records/`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from wellfounded.errors import UnknownName
from wellfounded.shipped import material_folder

INTEGER, NUMBER, FLAG, DAY, MONTH, TEXT = "integer", "number", "flag", "day", "month", "text"
_DAY_TEXT = re.compile(r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2}(?:\.\d{1,7})?)?")
_KINDS = {
    INTEGER: re.compile(r"-?\d{1,18}"),
    NUMBER: re.compile(r"-?\d{1,15}(?:\.\d+)?"),
    FLAG: re.compile(r"[01]"),
    DAY: _DAY_TEXT,
    MONTH: re.compile(r"(?:0?[1-9]|1[0-2])/(?:18|19|20)\d\d"),
    TEXT: re.compile(r".*", re.DOTALL),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: its name in the header.
        kind: "integer", "number", "flag" (0 or 1), "day", "month" (month and year only) or "text".
        empty_percent: the share of rows that had no value in the release of July 2026, in percent.
        form: what its values look like.
        meaning: what it tells, or an empty string.
        earlier_names: names it had in earlier releases.
        may_be_absent: whether some releases lack it.
    """

    name: str
    kind: str
    empty_percent: float
    form: re.Pattern[str]
    meaning: str = ""
    earlier_names: tuple[str, ...] = ()
    may_be_absent: bool = False

    def fits(self, value: str) -> bool:
        """Say whether a value looks like a value of this column; empty fits unless the column is never empty."""
        trimmed = value.strip()
        if not trimmed:
            return not (self.kind == INTEGER and self.empty_percent == 0)
        return self.empty_percent < 100 and self.form.fullmatch(trimmed) is not None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the release.

    Attributes:
        name, what, file: the table, what a row is, and its file.
        order: its place in the store.
        required: whether a release without it is refused.
        key: the column that names a row, or an empty string.
        columns: in the order of the header.
        rows_2026_07: rows in the release of July 2026.
        belongs_to: each column that points to another table, and that table.
        known: how well all this is known.
    """

    name: str
    what: str
    file: str
    order: int
    required: bool
    key: str
    columns: tuple[Column, ...]
    rows_2026_07: int
    belongs_to: tuple[tuple[str, str], ...]
    known: str


@dataclass(frozen=True, slots=True)
class DayBounds:
    """The days that court records can hold: `earliest` to `latest`, without those that stand for none."""

    earliest: date
    latest: date
    empty: tuple[date, ...]


def records_folder() -> Path:
    """Find the folder of the court-records material."""
    return material_folder("court-records")


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def day_bounds() -> DayBounds:
    """Return the days that court records can hold."""
    days = _toml(records_folder() / "forms.toml")["days"]
    return DayBounds(days["earliest"], days["latest"], tuple(days["empty"]))


@cache
def tables() -> Mapping[str, Table]:
    """Return every table of the release by its name, in order."""
    forms = {name: re.compile(form) for name, form in _toml(records_folder() / "forms.toml")["forms"].items()}
    read = [_table(_toml(path), forms) for path in (records_folder() / "tables").glob("*.toml")]
    return {table.name: table for table in sorted(read, key=lambda table: table.order)}


def table_named(name: str) -> Table:
    """Return a table by its name.

    Raises:
        UnknownName: if the release has no such table.
    """
    found = tables().get(name)
    if found is None:
        raise UnknownName("table of the release", name, tables(), remedy=f"The tables are: {', '.join(tables())}.")
    return found


def _table(parts: dict[str, Any], forms: dict[str, re.Pattern[str]]) -> Table:
    return Table(
        name=parts["name"],
        what=parts["what"],
        file=parts["file"],
        order=parts["order"],
        required=parts["required"],
        key=parts.get("key", ""),
        columns=tuple(_column(column, forms) for column in parts["columns"]),
        rows_2026_07=parts["rows_2026_07"],
        belongs_to=tuple((link["column"], link["table"]) for link in parts["belongs_to"]),
        known=parts["known"],
    )


def _column(parts: dict[str, Any], forms: dict[str, re.Pattern[str]]) -> Column:
    kind = parts["kind"]
    return Column(
        name=parts["name"],
        kind=kind,
        empty_percent=parts["empty_percent"],
        form=forms[parts["form"]] if "form" in parts else _KINDS[kind],
        meaning=parts.get("meaning", ""),
        earlier_names=tuple(parts.get("earlier_names", ())),
        may_be_absent=parts.get("may_be_absent", False),
    )


def text_column(name: str) -> Column:
    """Return a column of which nothing is known: a lookup's, or one a release adds."""
    return Column(name, TEXT, 50.0, _KINDS[TEXT], may_be_absent=True)
