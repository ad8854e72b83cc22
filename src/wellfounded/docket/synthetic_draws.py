"""The draws of a synthetic release, written in SQL.

Every draw is a function of the seed, the row and the column alone, computed with integers, so that the same seed gives
the same bytes on every machine and under every version of the database.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from wellfounded.claim.sql import quoted, quoted_text
from wellfounded.docket.margins import Margins

FIRST_ID = 900_000_000


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


def day_text(day: str) -> str:
    """Write a day as the release writes it."""
    return f"strftime({day}, '%Y-%m-%d 00:00:00.000')"
