"""What a decision code means: never the code alone, but with the case type and the field it stands in."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from wellfounded.docket.margins import code_table
from wellfounded.docket.schema import records_folder


@cache
def decision_codes() -> Mapping[tuple[str, str, str], tuple[str, str]]:
    """Read the decision codes: case type ("*" for most), field (C decision, O other completion) and code to meaning."""
    with (records_folder() / "codes" / "court-decision.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["case_type"], row["field"], row["code"]): (row["meaning"], row["known"])
            for row in csv.DictReader(file)
        }


def decision_meaning(key: str) -> str:
    """Say what a decision means, given as "RMV C X", or as the code of an application's decision alone.

    Example:
        >>> decision_meaning("RMV C X")
        'Remove (order of removal), from memory'
        >>> decision_meaning("CFR C X")
        ''
    """
    parts = key.split(" ")
    if len(parts) != 3:
        return code_table("application-decision").get(key, "")
    case_type, field, code = parts
    codes = decision_codes()
    meaning, known = codes.get((case_type, field, code)) or codes.get(("*", field, code)) or ("", "")
    return f"{meaning}, from memory" if known == "memory" else meaning
