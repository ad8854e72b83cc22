"""Which version of the law is in use: one installed by an update, or the product's own."""

from __future__ import annotations

import os
from pathlib import Path

from wellfounded.shipped import material_folder

PLACE_VARIABLE = "WELLFOUNDED_LAW"


def installed_place() -> Path:
    """Say where installed versions stand."""
    if named := os.environ.get(PLACE_VARIABLE):
        return Path(named)
    base = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".local" / "share") / "wellfounded" / "law"


def current_folder(place: Path | None = None) -> Path | None:
    """Return the folder of the installed law in use; None where the product's own is."""
    return pointed(place or installed_place(), "current")


def earlier_folder(place: Path | None = None) -> Path | None:
    """Return the folder of the law in use before the last installation; the product's own, if none was."""
    place = place or installed_place()
    if pointed(place, "current") is None:
        return None
    return pointed(place, "before") or material_folder("authorities")


def pointed(place: Path, name: str) -> Path | None:
    """Return the folder that a pointer names, if it stands."""
    try:
        version = (place / name).read_text(encoding="utf-8").strip()
    except OSError:
        return None
    return place / version if version and (place / version).is_dir() else None
