"""Published numbers: one series a file in `figures/`, each value dated, defined and sourced; vintages never mixed.

A series is published again and again, and older years change with the definition: the cases pending on
30 September 2019 were 987,274 in January 2020, 1,087,201 in April 2021 and 1,331,286 in July 2025. So a series here is
a list of editions, one for each publication, and a value is always asked of one edition by name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from wellfounded.errors import SeveralErrors, UnknownName, UnreadableFile, WellfoundedError
from wellfounded.shipped import material_folder

KNOWN_FIGURES: dict[str, str] = {
    "seen": "read in the source named",
    "seen-secondary": "read in a source that quotes another",
    "derived": "computed from figures that were read",
    "memory": "recalled, not read: never shown as a fact",
}


class UnknownEdition(WellfoundedError):
    """A vintage in which a series was not published, or was published more than once."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One published value.

    Attributes:
        fiscal_year: the fiscal year it belongs to; fiscal year 2018 ends on 30 September 2018.
        on: the day of a stock, or the last day of the span of a flow.
        value: in the unit of the series.
        of: the part it is about (a nationality), if it is not about the whole.
        note: what a reader must know.
    """

    fiscal_year: int
    on: date
    value: float
    of: str = ""
    note: str = ""

    @property
    def of_a_whole_fiscal_year(self) -> bool:
        """Say whether the value stands at the end of its fiscal year."""
        return self.on == date(self.fiscal_year, 9, 30) and not self.of


@dataclass(frozen=True, slots=True)
class Edition:
    """What one publication said of a series.

    Attributes:
        vintage: when it was published, as far as known ("2021-04-19", "2020-01").
        definition: what was counted.
        source: where it was read.
        known: a key of `KNOWN_FIGURES`.
        figures: in the order of the file.
    """

    vintage: str
    definition: str
    source: str
    known: str
    figures: tuple[Figure, ...]

    def by_fiscal_year(self) -> dict[int, float]:
        """Return the values at the ends of fiscal years (stocks), or of whole fiscal years (flows)."""
        return {figure.fiscal_year: figure.value for figure in self.figures if figure.of_a_whole_fiscal_year}


@dataclass(frozen=True, slots=True)
class Series:
    """A published series.

    Attributes:
        id: the name of its file.
        title: what it tells, in words.
        unit: the unit of all its values.
        publisher: who counted.
        editions: one for each publication.
    """

    id: str
    title: str
    unit: str
    publisher: str
    editions: tuple[Edition, ...]

    def edition(self, vintage: str) -> Edition:
        """Return the one edition of a vintage.

        Raises:
            UnknownEdition: if there is none, or more than one.
        """
        found = [edition for edition in self.editions if edition.vintage == vintage]
        if len(found) == 1:
            return found[0]
        listed = ", ".join(sorted({edition.vintage for edition in self.editions}))
        raise UnknownEdition(
            f'The series "{self.id}" has {len(found) or "no"} editions of vintage "{vintage}".',
            where=f"figures/{self.id}.toml",
            remedy=f"Its vintages are: {listed}. Values of two vintages must never stand in one computation.",
        )

    def quoted(self, on: date, vintage: str = "") -> tuple[Edition, Figure]:
        """Return the value for a day, with its edition, if exactly one edition (of the vintage, if named) gives it.

        Raises:
            UnknownEdition: if none or several do.
        """
        editions = [edition for edition in self.editions if vintage in ("", edition.vintage)]
        found = [(edition, figure) for edition in editions for figure in edition.figures if figure.on == on]
        if len(found) == 1:
            return found[0]
        days = ", ".join(sorted({figure.on.isoformat() for edition in self.editions for figure in edition.figures}))
        raise UnknownEdition(
            f'The series "{self.id}" has {len(found) or "no"} values for {on.isoformat()}.',
            where=f"figures/{self.id}.toml",
            remedy="Name one vintage." if found else f"It has values for: {days}.",
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """All published series."""

    series_by_id: Mapping[str, Series]

    def series(self, id: str) -> Series:
        """Return a series.

        Raises:
            UnknownName: if there is none of that id.
        Example:
            >>> load_figures().series("pending-cases").edition("2021-04-19").by_fiscal_year()[2018]
            796513.0
        """
        if id not in self.series_by_id:
            raise UnknownName("series", id, self.series_by_id, where="figures/")
        return self.series_by_id[id]


def load_figures(folder: Path | None = None) -> Figures:
    """Read the published series, by default those that came with the program.

    Raises:
        SeveralErrors: if files cannot be read, all told at once.
    """
    return _load(folder or material_folder("figures"))


@cache
def _load(folder: Path) -> Figures:
    series: dict[str, Series] = {}
    errors: list[WellfoundedError] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            series[path.stem] = read_series(path.read_text(encoding="utf-8"), path.stem)
        except WellfoundedError as error:
            errors.append(error)
    if errors:
        raise SeveralErrors(errors)
    return Figures(series)


def read_series(text: str, id: str) -> Series:
    """Read the text of one file of `figures/`.

    Raises:
        UnreadableFile: if something is missing, unknown or of the wrong kind.
    """
    where = f"figures/{id}.toml"
    try:
        keys = tomllib.loads(text)
        editions = tuple(_edition(block, where) for block in keys.pop("edition"))
        series = Series(keys.pop("series"), keys.pop("title"), keys.pop("unit"), keys.pop("publisher"), editions)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise UnreadableFile(
            f"The series cannot be read: {error}.",
            where=where,
            remedy="A series has series, title, unit, publisher and editions; see docs/figures.md.",
        ) from None
    if series.id != id or keys:
        odd = f"the unknown keys {', '.join(keys)}" if keys else f'the name "{series.id}"'
        raise UnreadableFile(f"The file has {odd}.", where=where, remedy="The name is the file's; correct it.")
    return series


def _edition(block: dict[str, Any], where: str) -> Edition:
    known = block["known"]
    if known not in KNOWN_FIGURES:
        raise UnknownName("mark of how well a figure is known", known, KNOWN_FIGURES, where=where)
    figures = tuple(
        Figure(row["fiscal_year"], row["on"], float(row["value"]), row.get("of", ""), row.get("note", ""))
        for row in block["figures"]
    )
    return Edition(block["vintage"], block["definition"], block["source"], known, figures)
