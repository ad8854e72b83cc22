"""A small table as Parquet."""

from __future__ import annotations

import os
from pathlib import Path

from wellfounded.claim.sql import quoted_text
from wellfounded.docket.store import connect
from wellfounded.errors import UnreadableFile


def parquet_of_csv(table: str, path: Path) -> None:
    """Write comma-separated values as Parquet, whole or not at all.

    Raises:
        UnreadableFile: if the file cannot be written.
    """
    import duckdb

    text, draft = (path.with_name(f".{path.name}.{os.getpid()}.{end}") for end in ("csv", "part"))
    try:
        text.write_text(table, encoding="utf-8")
        with connect() as connection:
            source = f"read_csv({quoted_text(str(text))}, header = true, all_varchar = true)"
            connection.execute(
                f"COPY (SELECT * REPLACE (CAST(count AS BIGINT) AS count) FROM {source}) "
                f"TO {quoted_text(str(draft))} (FORMAT parquet)"
            )
        draft.replace(path)
    except (OSError, duckdb.IOException) as error:
        raise UnreadableFile(
            f"The file cannot be written: {error}.", where=str(path), remedy="Nothing was changed."
        ) from None
    finally:
        text.unlink(missing_ok=True)
        draft.unlink(missing_ok=True)
