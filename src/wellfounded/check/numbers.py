"""Published numbers near a day, with which a statement is compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wellfounded.figures import load_figures
from wellfounded.shipped import material_folder

_NEAR_DAYS = 200


@dataclass(frozen=True, slots=True)
class PublishedNumber:
    """One published number: of what, on which day, as which publication counted it."""

    value: int
    day: date
    definition: str
    vintage: str
    source: str


def number_near(series: str, day: date) -> PublishedNumber | None:
    """Return the number of a series that was published for the day nearest to a day; None if none is near."""
    path = material_folder("figures") / f"{series}.toml"
    if not path.is_file():
        return None
    near = [
        PublishedNumber(round(figure.value), figure.on, edition.definition, edition.vintage, edition.source)
        for edition in load_figures().series(series).editions
        for figure in edition.figures
        if edition.known != "memory" and not figure.of and abs((figure.on - day).days) <= _NEAR_DAYS
    ]
    return min(near, key=lambda number: (abs((number.day - day).days), number.vintage), default=None)
