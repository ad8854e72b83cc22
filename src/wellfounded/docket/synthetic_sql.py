"""The SQL that draws synthetic cases and writes the lines of their tables.

Every draw is a function of the seed, the row and the column alone, computed with integers, so that the same seed gives
the same bytes on every machine and under every version of the database.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import date

from wellfounded.claim.sql import quoted, quoted_text
from wellfounded.docket.margins import FIRST_YEAR, Margins
from wellfounded.docket.schema import DAY, FLAG, INTEGER, MONTH, NUMBER, Column, Table

FIRST_ID = 900_000_000
_TAB = "chr(9)"


def draw(column: str, row: str = "h") -> str:
    """Write a draw between 0 and 1, its own for each column and row.

    Args:
        row: the column that holds the row's mixed number: "h" for a case, "family_h" for its family, "row_h" for a row
            of a table.
    """
    salt = zlib.crc32(column.encode())
    return f"draw({row}, {salt}, {zlib.crc32(salt.to_bytes(4)) | 1})"


def choose(margin: str, column: str, row: str = "h") -> str:
    """Write a choice from a margin."""
    return f"getvariable({quoted_text(margin)})[1 + CAST(floor({draw(column, row)} * 4096) AS INTEGER)]"


def preparation(margins: Margins, seed: int) -> Iterator[str]:
    """List the statements that define draws and margins."""
    yield f"CREATE MACRO mixed(row) AS md5_number_lower(row || ' of {seed}') & 4294967295::UBIGINT"
    yield (
        "CREATE MACRO draw(mixed_row, salt, times) AS "
        "((xor(mixed_row, salt::UBIGINT) * times::UBIGINT) & 4294967295::UBIGINT) / 4294967296.0"
    )
    for name, values in margins.choices.items():
        yield f"SET VARIABLE {quoted(name)} = [{', '.join(map(quoted_text, values))}]"
    for name, shares in margins.by_year.items():
        yield f"SET VARIABLE {quoted(name)} = [{', '.join(f'{share}::DOUBLE' for share in shares)}]"


def cases_select(margins: Margins, cases: int, released: date) -> str:
    """Write the SELECT that draws the cases: one row for each, with all that its tables tell of it."""
    steps = (
        _families(cases, margins),
        _people(margins),
        _durations(released),
        _outcomes(margins),
        _decisions(margins),
    )
    return (
        "WITH "
        + ", ".join(f"step{at} AS ({step.replace('BEFORE', f'step{at - 1}')})" for at, step in enumerate(steps))
        + (f" SELECT * FROM step{len(steps) - 1} ORDER BY n")
    )


def _families(cases: int, margins: Margins) -> str:
    rider = margins.numbers["rider"] * 4 / 3
    return (
        f"SELECT *, n % 4 <> 0 AND {draw('rider')} < {rider} AS rider, {FIRST_ID} + n * 4 + "
        f"CAST(floor({draw('id')} * 4) AS BIGINT) AS idncase FROM (SELECT range AS n, range - range % 4 AS lead_n, "
        f"mixed(range) AS h, mixed(range - range % 4) AS lead_h FROM range({cases}))"
    )


def _people(margins: Margins) -> str:
    miami = " ".join(f"WHEN {quoted_text(nation)} THEN {share:.6f}" for nation, share in margins.miami.items())
    return (
        "SELECT *, CASE WHEN "
        f"{draw('Miami', 'family_h')} < CASE nationality {miami} ELSE {margins.miami_otherwise:.6f} END "
        f"THEN {quoted_text(margins.miami_court)} ELSE {choose('court elsewhere', 'court', 'family_h')} END AS court, "
        f"CAST({choose('receipt year', 'receipt year', 'family_h')} AS INTEGER) AS receipt_year, "
        f"{choose('case_type', 'case type')} AS case_type, {choose('custody', 'custody')} AS custody, "
        f"{choose('language', 'language', 'family_h')} AS language, {choose('state', 'state', 'family_h')} AS state, "
        f"CAST({choose('proceedings', 'proceedings')} AS INTEGER) AS proceedings "
        f"FROM (SELECT *, {choose('nationality', 'nationality', 'family_h')} AS nationality "
        "FROM (SELECT *, IF(rider, lead_h, h) AS family_h FROM BEFORE))"
    )


def _durations(released: date) -> str:
    day = f"DATE '{released}'"
    span = choose("duration_days", "duration")
    year_share = f"getvariable('still pending')[receipt_year - {FIRST_YEAR - 1}]"
    begun = f"make_date(receipt_year - 1, 10, 1) + CAST(floor({draw('receipt day', 'family_h')} * 365) AS INTEGER)"
    late = f"{day} - 3 - CAST(floor({draw('late receipt', 'family_h')} * 180) AS INTEGER)"
    fewest, most = (f"CAST(split_part({span}, '-', {part}) AS INTEGER)" for part in (1, 2))
    drawn = f"{fewest} + CAST(floor({draw('days')} * (1 + {most} - {fewest})) AS INTEGER)"
    return (
        "SELECT *, CASE WHEN pending THEN NULL WHEN received + days < "
        f"{day} THEN received + days ELSE received + CAST(floor({draw('early')} * ({day} - received)) AS INTEGER) END "
        f"AS completed FROM (SELECT *, least({begun}, {late}) AS received, {draw('pending')} < {year_share} "
        f"AS pending, {drawn} AS days, {day} AS released FROM BEFORE)"
    )


def _outcomes(margins: Margins) -> str:
    share = margins.numbers
    asylum = f"IF(pending, {share['asylum_when_pending']}, {share['asylum_when_closed']})"
    return (
        f"SELECT *, {draw('attorney')} < IF(asylum, {share['attorney_when_asylum']}, {share['attorney_otherwise']}) "
        "AS attorney, year(completed) + IF(month(completed) > 9, 1, 0) AS completed_year "
        f"FROM (SELECT *, proceedings > 0 AND {draw('asylum')} < {asylum} AS asylum FROM BEFORE)"
    )


def _decisions(margins: Margins) -> str:
    share = margins.numbers
    without = share["completed_without_decision"] / (1 - share["pending"])
    denial = f"getvariable('asylum denials')[greatest(completed_year, {FIRST_YEAR}) - {FIRST_YEAR - 1}]"
    plain = " ".join(f"WHEN '{kind}' THEN '{code}'" for kind, code in (("DEP", "D"), ("EXC", "E"), ("AOC", "A")))
    return (
        f"SELECT *, decision = 'X' AND NOT attorney AND {draw('absentia')} < 0.66 AS absentia FROM (SELECT *, CASE "
        f"WHEN pending OR {draw('undecided')} < {without:.6f} THEN '' "
        f"WHEN asylum_decision IN ('G', 'F', 'C', 'I', 'P') THEN 'R' WHEN asylum_decision = 'D' THEN 'X' "
        f"ELSE CASE case_type {plain} ELSE {choose('decision_rmv', 'decision')} END END AS decision "
        f"FROM (SELECT *, CASE WHEN pending OR NOT asylum THEN '' WHEN {draw('neither')} < {share['asylum_neither']} "
        f"THEN {choose('asylum_neither', 'neither code')} WHEN {draw('denied')} < {denial} THEN 'D' "
        f"ELSE {choose('asylum_grant', 'grant code')} END AS asylum_decision FROM BEFORE))"
    )


def lines_select(table: Table, margins: Margins, released: date) -> str:
    """Write the SELECT that gives every line of a table, in order, each ended by a carriage return."""
    from wellfounded.docket.synthetic_tables import ROWS, column_values

    rows = ROWS.get(table.name) or f"{table.rows_2026_07 / 12_662_540:.6f}"
    number = rows if " " in rows else f"CAST(floor({rows} + {draw(table.name + ' rows')}) AS INTEGER)"
    own = column_values(table.name, margins)
    values = [own.get(column.name) or _value(column, table, released) for column in table.columns]
    line = f" || {_TAB} || ".join(f"coalesce({value}, '')" for value in values)
    return (
        f"SELECT {line} || chr(13) AS line FROM (SELECT *, n * 8 + i AS r, mixed(n * 8 + i) AS row_h "
        f"FROM (SELECT *, unnest(range(1, 1 + {number})) AS i FROM cases))"
    )


def day_text(day: str) -> str:
    """Write a day as the release writes it."""
    return f"strftime({day}, '%Y-%m-%d 00:00:00.000')"


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
