"""What is counted: every measure with its definition, read from `court-records/definitions.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from wellfounded.docket.schema import records_folder
from wellfounded.errors import UnknownName

STOCK, FLOW = "stock", "flow"


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that can be counted.

    Attributes:
        id, title, unit: the measure.
        kind: "stock" (on a day) or "flow" (from a day to a day).
        definition: what is counted, in words and columns.
        caution: what a reader must know.
        series: the published series it stands beside (`figures/`), or an empty string.
        known, source: how well the definition is known, and from where.
    """

    id: str
    title: str
    unit: str
    kind: str
    definition: str
    caution: str
    known: str
    source: str
    series: str = ""


@dataclass(frozen=True, slots=True)
class Definitions:
    """All measures, and the codes that their definitions name."""

    measures: Mapping[str, Measure]
    case_types: tuple[str, ...]
    moved: tuple[str, ...]
    asylum_grants: tuple[str, ...]
    asylum_denials: tuple[str, ...]
    asylum_tie_order: tuple[str, ...]

    def measure(self, id: str) -> Measure:
        """Return a measure.

        Raises:
            UnknownName: if there is none of that name.
        """
        if id not in self.measures:
            raise UnknownName("measure", id, self.measures, remedy=f"The measures are: {', '.join(self.measures)}.")
        return self.measures[id]


@cache
def definitions() -> Definitions:
    """Read the definitions."""
    written = tomllib.loads((records_folder() / "definitions.toml").read_text(encoding="utf-8"))
    return Definitions(
        measures={block["id"]: Measure(**block) for block in written["measure"]},
        case_types=tuple(written["case_types"]),
        moved=tuple(written["moved"]),
        asylum_grants=tuple(written["asylum_grants"]),
        asylum_denials=tuple(written["asylum_denials"]),
        asylum_tie_order=tuple(written["asylum_tie_order"]),
    )
