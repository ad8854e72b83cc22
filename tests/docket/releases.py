"""Small synthetic releases for tests, made once, and ways to damage a copy."""

from __future__ import annotations

import shutil
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from wellfounded.docket.generate import Generated, generate
from wellfounded.docket.load import load
from wellfounded.docket.store import Store

RELEASED = date(2026, 7, 8)


@cache
def dirty_release() -> Generated:
    """A release of 2,000 cases with a hundred times the real dirt."""
    return generate(_place() / "release", cases=2_000, seed=7, released=RELEASED, dirt=100)


@cache
def clean_release() -> Generated:
    """A release of 3,000 cases without dirt."""
    return generate(_place() / "release", cases=3_000, seed=11, released=RELEASED, dirt=0)


@cache
def dirty_store() -> Store:
    return load(dirty_release().folder, _place() / "store")


@cache
def clean_store() -> Store:
    return load(clean_release().folder, _place() / "store")


def copied(release: Generated, to: Path) -> Path:
    """Copy a release, to damage it."""
    return Path(shutil.copytree(release.folder, to))


def _place() -> Path:
    import atexit

    folder = Path(mkdtemp(prefix="wellfounded-docket-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
