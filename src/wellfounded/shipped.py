"""Where the product's own material lies."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def material_folder(name: str) -> Path:
    """Find a folder of the product's own material ("authorities", "cases", "figures").

    In a checkout it stands at the top; in an installed package, inside it.
    """
    package = Path(__file__).resolve().parent
    installed = package / "material" / name
    return installed if installed.is_dir() else package.parents[1] / name
