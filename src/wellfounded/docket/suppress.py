"""Small cells are not printed, and cannot be found by subtraction.

Counts below a stated number could single a person out. They are hidden, and so are as many others as it takes that for
every hidden small count another count would fit just as well everything printed: here, and in every coarser question
of the same measure. A hidden cell looks like a cell with nothing in it; which is which is not told either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, product
from typing import TypeAlias

from wellfounded.errors import WellfoundedError

Key: TypeAlias = tuple[str, ...]
Coarsen: TypeAlias = Callable[[str], str]
Coarsening: TypeAlias = Mapping[int, Coarsen]  # by place in the key: a month's year, a decision's outcome
Question: TypeAlias = tuple[tuple[int, Coarsen | None], ...]
Totals: TypeAlias = dict[Question, dict[Key, list[Key]]]
_MOST_TRIED = 4_000


class SmallCellsExposed(WellfoundedError):
    """A breakdown that cannot be printed without giving a small count away."""


def hidden_cells(counts: Mapping[Key, int], *, smallest: int, coarsenings: Sequence[Coarsening] = ()) -> frozenset[Key]:
    """Choose the cells to hide.

    Args:
        counts: the count of each cell, by what it is counted by.
        smallest: the smallest count that may be printed.
        coarsenings: ways in which values can be counted more coarsely; the answers that follow from one way are taken
            as printed together (a month's years, or its fiscal years, not both: they overlap).
    Raises:
        SmallCellsExposed: if no choice protects every small count.
    Example:
        >>> sorted(hidden_cells({("GT",): 40, ("SV",): 30, ("MX",): 3}, smallest=10))
        [('MX',), ('SV',)]
    """
    table = _Table({key: counts[key] for key in sorted(counts) if counts[key] > 0}, smallest, coarsenings)
    small = sorted(key for key, count in table.counts.items() if count < smallest)
    table.hidden.update(small)
    _hide_enough(table)
    for cell in small:  # hiding more never takes from a cell what protects it already
        for totals in table.families:
            table.hidden |= _protecting(table, totals, cell)
    _hide_enough(table)
    return frozenset(table.hidden)


@dataclass(slots=True)
class _Table:
    """The counts, what is hidden so far, and the totals that coarser questions print.

    Attributes:
        families: for each coarsening, the totals printed by each question that is coarser by it, with their cells.
    """

    counts: Mapping[Key, int]
    smallest: int
    coarsenings: Sequence[Coarsening]
    hidden: set[Key] = field(default_factory=set)
    families: list[Totals] = field(default_factory=list)

    def __post_init__(self) -> None:
        found: Totals = {}
        for coarsening in self.coarsenings or ({},):
            questions = list(_coarser(self.width, coarsening))
            for question in questions:
                if question not in found:
                    found[question] = self._printed_totals(question)
            self.families.append({question: found[question] for question in questions})

    def _printed_totals(self, question: Question) -> dict[Key, list[Key]]:
        lines: dict[Key, list[Key]] = defaultdict(list)
        for key in self.counts:
            lines[_project(key, question)].append(key)
        sums = {total: sum(self.counts[key] for key in line) for total, line in lines.items()}
        not_printed = hidden_cells(sums, smallest=self.smallest, coarsenings=_left(self.coarsenings, question))
        return {total: line for total, line in lines.items() if total not in not_printed}

    @property
    def width(self) -> int:
        return len(next(iter(self.counts), ()))

    def printed(self, key: Key) -> bool:
        """Whether a cell is printed: it has a count that is not hidden."""
        return key in self.counts and key not in self.hidden


def _coarser(width: int, coarsening: Coarsening) -> Iterator[Question]:
    """List the questions that leave something out, or ask for something more coarsely."""
    ways: list[list[tuple[tuple[int, Coarsen | None], ...]]] = []
    for at in range(width):
        coarser = [((at, coarsening[at]),)] if at in coarsening else []
        ways.append([(), *coarser, ((at, None),)])
    everything = tuple((at, None) for at in range(width))
    yield from (question for parts in product(*ways) if (question := tuple(chain(*parts))) != everything)


def _left(coarsenings: Sequence[Coarsening], question: Question) -> list[Coarsening]:
    """List the ways in which a coarser question can be made coarser still."""
    places = {at: place for place, (at, coarsen) in enumerate(question) if coarsen is None}
    return [{places[at]: coarsen for at, coarsen in one.items() if at in places} for one in coarsenings]


def _project(key: Key, question: Question) -> Key:
    return tuple(key[at] if coarsen is None else coarsen(key[at]) for at, coarsen in question)


def _hide_enough(table: _Table) -> None:
    """Hide more in the totals whose hidden part is itself small: subtraction would tell how small."""
    more = True
    while more:
        more = False
        for line in (line for totals in table.families for lines in totals.values() for line in lines.values()):
            hidden = [key for key in line if key in table.hidden]
            if hidden and (len(hidden) == 1 or sum(table.counts[key] for key in hidden) < table.smallest):
                printed = [key for key in line if key not in table.hidden]
                if printed:
                    table.hidden.add(min(printed, key=lambda key: (table.counts[key], key)))
                    more = True


def _protecting(table: _Table, totals: Totals, cell: Key) -> set[Key]:
    """Choose what to hide so that another count would fit in a cell as well; nothing, if one does already."""
    if not any(_project(cell, question) in lines for question, lines in totals.items()):
        return set()
    if any(_fits_as_well(table, totals, cell, other, hiding=False) for other in _partners(cell, table.hidden)):
        return set()
    return _cheapest(table, totals, cell)


def _partners(cell: Key, among: Collection[Key]) -> Iterator[Key]:
    """List cells that a count could be exchanged with: those named, then those at the crossings of their values."""
    yield from (other for other in among if other != cell)
    values = [sorted({mine, *(other[at] for other in among)}) for at, mine in enumerate(cell)]
    yield from islice((other for other in product(*values) if other != cell), _MOST_TRIED)


def _cheapest(table: _Table, totals: Totals, cell: Key) -> set[Key]:
    """Choose the exchange that protects a cell by hiding the least."""
    best: tuple[int, list[Key]] | None = None
    for other in _partners(cell, table.counts):
        if _fits_as_well(table, totals, cell, other, hiding=True):
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


def _fits_as_well(table: _Table, totals: Totals, cell: Key, other: Key, *, hiding: bool) -> bool:
    """Say whether a case could be moved around the box between two cells without changing anything printed.

    The counts at the corners then rise and fall by turns. No corner may be printed (or each is to be hidden), no
    printed total may change, and no count may fall below nothing.
    """
    corners = _corners(cell, other)
    if not hiding and any(map(table.printed, corners)):
        return False
    for question, lines in totals.items():
        asked = {_project(corner, question) for corner in corners}
        if len(asked) == len(corners) and not asked.isdisjoint(lines):  # corners of one total cancel out
            return False
    falling = [[corner for corner in corners if _turns(cell, corner) % 2 == turn] for turn in (0, 1)]
    return any(all(corner in table.counts for corner in side) for side in falling)


def _turns(cell: Key, corner: Key) -> int:
    return sum(mine != its for mine, its in zip(cell, corner, strict=True))
