"""One small scenario, read once."""

import pytest

from tests.backlog.small import load_text, small_text
from wellfounded.backlog.scenario import Scenario


@pytest.fixture(scope="session")
def small(tmp_path_factory) -> Scenario:
    return load_text(tmp_path_factory.mktemp("scenario"), small_text())
