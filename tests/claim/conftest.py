"""What the tests of claims share: the library, or the reason why there is none."""

import pytest

from tests.claim.research_library import SHARED, research_library
from wellfounded.law.library import Library


@pytest.fixture(scope="session")
def library() -> Library:
    if not (SHARED / "rulebook.yaml").is_file():
        pytest.skip("the research rule book is not on this machine")
    return research_library()
