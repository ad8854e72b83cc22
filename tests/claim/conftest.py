"""What the tests of claims share: the library of law."""

import pytest

from wellfounded.law.library import Library
from wellfounded.law.loading import load_library


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()
