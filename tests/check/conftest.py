"""What the tests of citations and of `check` share."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from wellfounded.check.material import load_material
from wellfounded.law.loading import load_library

SHARED = Path(os.environ.get("WELLFOUNDED_SHARED", Path(__file__).resolve().parents[3] / "shared"))


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """Return a file or folder of the research material, or skip the test with the reason."""

    def find(path: str) -> Path:
        found = SHARED / path
        if not found.exists():
            pytest.skip(f"the research material is not here: {path} (set WELLFOUNDED_SHARED to its folder)")
        return found

    return find


@pytest.fixture(scope="session")
def library():
    """Return the product's own library."""
    return load_library()


@pytest.fixture(scope="session")
def material(library):
    """Return what a check compares with: the product's library, index and record, and no texts of a user."""
    return load_material(library)
