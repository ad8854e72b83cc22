"""Whole reports on record: compared byte for byte, recorded again with `just approve`, then read as a difference."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "golden"


def assert_golden(text: str, name: str) -> None:
    """Compare a report with the one on record."""
    path = FOLDER / name
    if os.environ.get("WELLFOUNDED_APPROVE"):
        path.write_text(text, encoding="utf-8")
    recorded = path.read_text(encoding="utf-8") if path.exists() else ""
    assert text == recorded, (
        f"The report differs from tests/golden/{name}. If the change is meant, record it again with `just approve` "
        "and read the difference before committing it."
    )
