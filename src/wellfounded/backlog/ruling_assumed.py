"""A ruling that a scenario names, with what it assumes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wellfounded.backlog.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Ruling:
    """A ruling and what is assumed of it: no effect unless a number says otherwise.

    Attributes:
        authority: the id of its page in the library of law.
        from_day, until_day: half-open; None without end.
        circuits: where it reaches; empty for everywhere.
        classes: the classes it reaches; empty for all.
        affected: share of their cases touched.
        length: change of the length of a touched case's hearings.
        granted: change, in points, of the share granted among touched cases.
        appealed: change, in points, of the share appealed among touched cases.
        remanded: change, in points, of the Board's share of remands.
    """

    authority: str
    from_day: date
    until_day: date | None
    circuits: tuple[str, ...]
    classes: tuple[str, ...]
    affected: Quantity
    length: Quantity
    granted: Quantity
    appealed: Quantity
    remanded: Quantity

    @property
    def without_effect(self) -> bool:
        """Say whether nothing is assumed of the ruling."""
        effects = (self.length, self.granted, self.appealed, self.remanded)
        return all(one.low == one.high == 0 for one in effects) or self.affected.high == 0
