"""The SQL that writes the lines of a synthetic release's tables from its cases."""

from __future__ import annotations

from datetime import date

from wellfounded.claim.sql import quoted_text
from wellfounded.docket.margins import Margins
from wellfounded.docket.schema import DAY, FLAG, INTEGER, MONTH, NUMBER, Column, Table
from wellfounded.docket.synthetic_draws import FIRST_ID, day_text, draw
from wellfounded.docket.synthetic_tables import ROWS, column_values

_TAB = "chr(9)"


def lines_select(table: Table, margins: Margins, released: date) -> str:
    """Write the SELECT that gives every line of a table, in order, each ended by a carriage return."""
    rows = ROWS.get(table.name) or f"{table.rows_2026_07 / 12_662_540:.6f}"
    number = rows if " " in rows else f"CAST(floor({rows} + {draw(table.name + ' rows')}) AS INTEGER)"
    own = column_values(table.name, margins)
    values = [own.get(column.name) or _value(column, table, released) for column in table.columns]
    line = f" || {_TAB} || ".join(f"coalesce({value}, '')" for value in values)
    return (
        f"SELECT {line} || chr(13) AS line FROM (SELECT *, n * 8 + i AS r, mixed(n * 8 + i) AS row_h "
        f"FROM (SELECT *, unnest(range(1, 1 + {number})) AS i FROM cases))"
    )


def _value(column: Column, table: Table, released: date) -> str:
    """Write a value for a column that nothing is known of but how often it is empty and what its values look like."""
    salt = f"{table.name} {column.name}"
    points_to = dict(table.belongs_to).get(column.name)
    if column.name == table.key:
        return _identifier(column, "r")
    if points_to is not None or column.name.lower() == "idncase":
        return _pointer(points_to or "A_TblCase")
    filled = _SHARED.get(column.name.upper()) or _plain_value(column, salt, released)
    if column.empty_percent == 0:
        return filled
    return f"CASE WHEN {draw(salt + ' empty', 'row_h')} < {column.empty_percent / 100:.4f} THEN '' ELSE {filled} END"


def _identifier(column: Column, row: str) -> str:
    number = f"CAST({FIRST_ID} + {row} AS VARCHAR)"
    return number if column.kind == INTEGER else f"'SYNTHETIC-' || {number}"


def _pointer(table: str) -> str:
    if table == "A_TblCase":
        return "CAST(idncase AS VARCHAR)"
    if table == "B_TblProceeding":
        return f"IF(proceedings = 0, '', CAST({FIRST_ID} + n * 8 + proceedings AS VARCHAR))"
    return f"CAST({FIRST_ID} + n * 8 + 1 AS VARCHAR)"


_SHARED = {
    "NAT": "nationality",
    "STRNAT": "nationality",
    "LANG": "language",
    "STRLANG": "language",
    "CASE_TYPE": "case_type",
    "STRCASETYPE": "case_type",
    "CUSTODY": "custody",
    "STRCUSTODY": "custody",
    "BASE_CITY_CODE": "court",
    "BASECITYCODE": "court",
    "UPDATE_SITE": "court",
    "HEARING_LOC_CODE": "court",
    "IJ_CODE": "chr(65 + CAST(n % 26 AS INTEGER)) || chr(65 + CAST((n // 26) % 5 AS INTEGER)) || 'S'",
    "OSC_DATE": day_text("received - 1 - CAST(n % 60 AS INTEGER)"),
}
_LOOKS = ("A", "M", "N", "Y", "12", "900", "1330", "2019", "COURT", "ALIEN", "TX", "10001", "ABC")


def _plain_value(column: Column, salt: str, released: date) -> str:
    if column.kind == DAY:
        until = f"coalesce(completed, DATE '{released}')"
        return day_text(f"received + CAST(floor({draw(salt, 'row_h')} * (1 + {until} - received)) AS INTEGER)")
    if column.kind == MONTH:
        month = f"CAST(1 + floor({draw(salt, 'row_h')} * 12) AS INTEGER)"
        year = f"CAST(year(received) - 1 - floor({draw(salt + ' year', 'row_h')} * 60) AS INTEGER)"
        return f"{month} || '/' || {year}"
    if column.kind == FLAG:
        return f"IF({draw(salt, 'row_h')} < 0.5, '1', '0')"
    if column.kind in (INTEGER, NUMBER):
        return f"CAST(CAST(1 + floor({draw(salt, 'row_h')} * 9999) AS INTEGER) AS VARCHAR)"
    fitting = [look for look in _LOOKS if column.form.fullmatch(look)]
    if len(fitting) == len(_LOOKS) or not fitting:
        return f"'SYNTHETIC TEXT ' || CAST(CAST(floor({draw(salt, 'row_h')} * 1000) AS INTEGER) AS VARCHAR)"
    listed = ", ".join(map(quoted_text, fitting))
    return f"([{listed}])[1 + CAST(floor({draw(salt, 'row_h')} * {len(fitting)}) AS INTEGER)]"
