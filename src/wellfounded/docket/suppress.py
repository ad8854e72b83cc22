"""Small cells are not printed, and cannot be found by subtraction.

Counts below a stated number could single a person out. They are hidden, and so are as many others as it takes that for
every hidden small count another count would fit just as well everything printed: here, and in every coarser question
of the same measure. A hidden cell looks like a cell with nothing in it; which is which is not told either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, islice, product
from typing import TypeAlias

from wellfounded.errors import WellfoundedError

Key: TypeAlias = tuple[str, ...]
Kept: TypeAlias = tuple[int, ...]
_MOST_TRIED = 4_000


class SmallCellsExposed(WellfoundedError):
    """A breakdown that cannot be printed without giving a small count away."""


def hidden_cells(counts: Mapping[Key, int], *, smallest: int) -> frozenset[Key]:
    """Choose the cells to hide.

    Args:
        counts: the count of each cell, by what it is counted by.
        smallest: the smallest count that may be printed.
    Raises:
        SmallCellsExposed: if no choice protects every small count.
    Example:
        >>> sorted(hidden_cells({("GT",): 40, ("SV",): 30, ("MX",): 3}, smallest=10))
        [('MX',), ('SV',)]
    """
    table = _Table({key: counts[key] for key in sorted(counts) if counts[key] > 0}, smallest)
    small = sorted(key for key, count in table.counts.items() if count < smallest)
    table.hidden.update(small)
    _hide_enough(table)
    for cell in small:  # hiding more never takes from a cell what protects it already
        table.hidden |= _protecting(table, cell)
    _hide_enough(table)
    return frozenset(table.hidden)


@dataclass(slots=True)
class _Table:
    """The counts, what is hidden so far, and the totals that coarser questions print.

    Attributes:
        totals: for each choice of what to count by that leaves something out, the totals printed, with their cells.
    """

    counts: Mapping[Key, int]
    smallest: int
    hidden: set[Key] = field(default_factory=set)
    totals: dict[Kept, dict[Key, list[Key]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for kept in _coarser(self.width):
            lines: dict[Key, list[Key]] = defaultdict(list)
            for key in self.counts:
                lines[_project(key, kept)].append(key)
            sums = {total: sum(self.counts[key] for key in line) for total, line in lines.items()}
            not_printed = hidden_cells(sums, smallest=self.smallest)
            self.totals[kept] = {total: line for total, line in lines.items() if total not in not_printed}

    @property
    def width(self) -> int:
        return len(next(iter(self.counts), ()))

    def printed(self, key: Key) -> bool:
        """Whether a cell is printed: it has a count that is not hidden."""
        return key in self.counts and key not in self.hidden


def _coarser(width: int) -> Iterator[Kept]:
    return (kept for size in range(width) for kept in combinations(range(width), size))


def _project(key: Key, kept: Kept) -> Key:
    return tuple(key[at] for at in kept)


def _hide_enough(table: _Table) -> None:
    """Hide more in the totals whose hidden part is itself small: subtraction would tell how small."""
    more = True
    while more:
        more = False
        for line in (line for lines in table.totals.values() for line in lines.values()):
            hidden = [key for key in line if key in table.hidden]
            if hidden and (len(hidden) == 1 or sum(table.counts[key] for key in hidden) < table.smallest):
                printed = [key for key in line if key not in table.hidden]
                if printed:
                    table.hidden.add(min(printed, key=lambda key: (table.counts[key], key)))
                    more = True


def _protecting(table: _Table, cell: Key) -> set[Key]:
    """Choose what to hide so that another count would fit in a cell as well; nothing, if one does already."""
    in_no_total = not any(_project(cell, kept) in lines for kept, lines in table.totals.items())
    if in_no_total or any(_fits_as_well(table, cell, other, hiding=False) for other in _partners(cell, table.hidden)):
        return set()
    return _cheapest(table, cell)


def _partners(cell: Key, among: Collection[Key]) -> Iterator[Key]:
    """List cells that a count could be exchanged with: those named, then those at the crossings of their values."""
    yield from (other for other in among if other != cell)
    values = [sorted({mine, *(other[at] for other in among)}) for at, mine in enumerate(cell)]
    yield from islice((other for other in product(*values) if other != cell), _MOST_TRIED)


def _cheapest(table: _Table, cell: Key) -> set[Key]:
    """Choose the exchange that protects a cell by hiding the least."""
    best: tuple[int, list[Key]] | None = None
    for other in _partners(cell, table.counts):
        if _fits_as_well(table, cell, other, hiding=True):
            needed = sorted(corner for corner in _corners(cell, other) if table.printed(corner))
            cost = sum(table.counts[corner] for corner in needed)
            if needed and (best is None or (cost, needed) < best):
                best = (cost, needed)
    if best is None:
        raise SmallCellsExposed(
            "Counted by these together, a count too small to print would follow from the totals.",
            where="--by",
            remedy="Leave one of them out.",
        )
    return set(best[1])


def _corners(cell: Key, other: Key) -> list[Key]:
    """List the corners of the box between two cells, the first cell first."""
    sides = zip(cell, other, strict=True)
    return list(product(*((mine,) if mine == its else (mine, its) for mine, its in sides)))


def _fits_as_well(table: _Table, cell: Key, other: Key, *, hiding: bool) -> bool:
    """Say whether a case could be moved around the box between two cells without changing anything printed.

    The counts at the corners then rise and fall by turns. No corner may be printed (or each is to be hidden), no
    printed total may change, and no count may fall below nothing.
    """
    corners = _corners(cell, other)
    if not hiding and any(map(table.printed, corners)):
        return False
    moved = {at for at in range(table.width) if cell[at] != other[at]}
    for kept, lines in table.totals.items():
        if moved <= set(kept) and any(_project(corner, kept) in lines for corner in corners):
            return False
    falling = [[corner for corner in corners if _turns(cell, corner) % 2 == turn] for turn in (0, 1)]
    return any(all(corner in table.counts for corner in side) for side in falling)


def _turns(cell: Key, corner: Key) -> int:
    return sum(mine != its for mine, its in zip(cell, corner, strict=True))
