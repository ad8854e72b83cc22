"""Libraries that the tests of the law share."""

from __future__ import annotations

import pytest

from tests.law.small_library import build, holding, page, treatment
from wellfounded.law.library import Library


@pytest.fixture
def saga() -> Library:
    """A precedent, the ruling that overruled it, the one that vacated that, and the one that brought it back."""
    return build(
        page("matter-of-referral", "board", "2005-08-18", holding("process.ag-referral")),
        page("matter-of-first", "board", "2014-08-26", holding("psg.family"), holding("nexus.motive")),
        page(
            "matter-of-second",
            "attorney-general",
            "2018-06-11",
            holding("psg.family"),
            treatment("overrules", "matter-of-first", "2018-06-11"),
        ),
        page(
            "matter-of-third",
            "attorney-general",
            "2021-06-16",
            treatment("vacates", "matter-of-second", "2021-06-16"),
            treatment("reinstates", "matter-of-first", "2021-06-16"),
        ),
        page(
            "matter-of-fourth",
            "attorney-general",
            "2025-09-02",
            treatment("overrules", "matter-of-third", "2025-09-02"),
            treatment("reinstates", "matter-of-second", "2025-09-02"),
        ),
    )
