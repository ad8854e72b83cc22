"""The terminal: width, colour where it is wanted, and text that cannot command it."""

from __future__ import annotations

import os
import sys
from collections.abc import Container, Iterable, Mapping

from msgspec import Struct

WIDTH = 96
_CONTROL = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_CODES = {"bold": "1", "soft": "2", "governs": "36", "displaced": "2", "part": "36", "open": "33", "act": "33"}


class Ink(Struct, frozen=True):
    """Colour, or none: words carry everything, colour only helps the eye.

    Example:
        >>> Ink(colour=False)("overruled", "displaced")
        'overruled'
    """

    colour: bool = False

    def __call__(self, text: str, tone: str) -> str:
        code = _CODES.get(tone) if self.colour else None
        return f"\x1b[{code}m{text}\x1b[0m" if code and text else text


def ink(environment: Mapping[str, str] | None = None, *, terminal: bool | None = None) -> Ink:
    """Choose colour: only on a terminal, and never where NO_COLOR is set.

    Example:
        >>> ink({"NO_COLOR": "1"}, terminal=True).colour
        False
    """
    settings = os.environ if environment is None else environment
    shown = sys.stdout.isatty() if terminal is None else terminal
    return Ink(shown and not settings.get("NO_COLOR") and settings.get("TERM") != "dumb")


def printable(text: str) -> str:
    """Take out signs that would command a terminal or turn the order of a line.

    Example:
        >>> printable("a\\x1b[2Jb")
        'a[2Jb'
    """
    return text.translate(_CONTROL)


def wrapped(text: str, width: int, *, first: str = "", rest: str | None = None) -> list[str]:
    """Break a text into lines of a width, the first and the others with their own beginnings.

    Example:
        >>> wrapped("one two three", 9, first="- ")
        ['- one two', '  three']
    """
    rest = " " * len(first) if rest is None else rest
    lines, line = [], first
    begun = False
    for word in printable(text).split():
        if begun and len(line) + 1 + len(word) > width:
            lines.append(line)
            line, begun = rest, False
        line = f"{line} {word}" if begun else f"{line}{word}"
        begun = True
    lines.append(line.rstrip())
    return lines


def columns(
    cells: Iterable[Iterable[tuple[str, str]]],
    widths: Iterable[int],
    pen: Ink,
    *,
    gap: int = 2,
    right: Container[int] = (),
) -> list[str]:
    """Set wrapped cells side by side.

    Args:
        cells: the texts of each cell, one under the other, each with its tone.
        widths: the width of each cell.
        right: the cells set at the right of their width.
    """
    sides = [
        ([(line, tone) for text, tone in texts if text for line in wrapped(text, width)], width)
        for texts, width in zip(cells, widths, strict=True)
    ]
    lines = []
    for at in range(max((len(side) for side, _ in sides), default=0)):
        shown = ""
        for place, (side, width) in enumerate(sides):
            text, tone = side[at] if at < len(side) else ("", "")
            blank = " " * max(width - len(text), 0)
            shown += (blank + pen(text, tone) if place in right else pen(text, tone) + blank) + " " * gap
        lines.append(shown.rstrip())
    return lines
