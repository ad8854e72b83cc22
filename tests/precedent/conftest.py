"""The public factor bases of the AI and Law literature, where a copy of the research material is at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("WELLFOUNDED_SHARED") or Path(__file__).parents[3] / "shared")


@pytest.fixture(scope="session")
def ai_law() -> Path:
    folder = SHARED / "data" / "ai-law"
    if not folder.is_dir():
        pytest.skip("the public factor bases are not on this machine (set WELLFOUNDED_SHARED)")
    return folder
