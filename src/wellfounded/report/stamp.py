"""What every output carries: as of which day, where, on which library and program, and that it is not legal advice."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from wellfounded import __version__
from wellfounded.forum import Forum
from wellfounded.report.words import NOT_ADVICE, before, day

if TYPE_CHECKING:
    from wellfounded.law.library import Library


class Stamp(Struct, frozen=True):
    """The provenance of an output.

    Attributes:
        asked: as of when and where, one phrase ("as of 11 June 2018, before an immigration judge").
        library: the library's version.
        confirmed_through: the last day to which the library was confirmed.
        program: the program's version.
    """

    asked: str
    library: str
    confirmed_through: date
    program: str = __version__

    def line(self) -> str:
        """Write the stamp in one line."""
        parts = [
            self.asked[:1].upper() + self.asked[1:],
            f"library {self.library}",
            f"wellfounded {self.program}",
            f"law confirmed through {day(self.confirmed_through)}",
            NOT_ADVICE,
        ]
        return " · ".join(part for part in parts if part)

    def keys(self) -> dict[str, str]:
        """Return the stamp as the last keys of a JSON answer."""
        return {
            "confirmed_through": self.confirmed_through.isoformat(),
            "library_version": self.library,
            "program_version": self.program,
            "notice": NOT_ADVICE,
        }


def stamp(library: Library, *, on: date | None = None, forum: Forum | None = None, asked: str = "") -> Stamp:
    """Make the stamp of an output.

    Args:
        on, forum: the day and the forum asked about, if there is one of each.
        asked: another phrase that says what was asked, instead of them.
    """
    if not asked and on is not None:
        asked = f"as of {day(on)}" + (f", {before(forum)}" if forum else "")
        if forum and not forum.circuit:
            asked += ", no circuit chosen"
    return Stamp(asked, library.version, library.confirmed_through)
