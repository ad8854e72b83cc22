"""Small cells are hidden, and no subtraction brings them back."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellfounded.docket.coarser import _coarser_forms, hidden_answers
from wellfounded.docket.definitions import definitions
from wellfounded.docket.suppress import Coarsen, Key, SmallCellsExposed, hidden_cells

SMALLEST = 4


def tables(*sizes: int) -> st.SearchStrategy[dict[Key, int]]:
    keys = st.tuples(*(st.sampled_from("abcdef"[:size]) for size in sizes))
    return st.dictionaries(keys, st.integers(1, 9), min_size=1, max_size=10)


TABLES = st.one_of(tables(6), tables(3, 3), tables(2, 2, 2))


def printed(counts: dict[Key, int]) -> dict[tuple[tuple[int, ...], Key], int]:
    """Everything a reader can have: the table itself, and the answer to every coarser question."""
    width = len(next(iter(counts)))
    found = {}
    for kept in (kept for size in range(width + 1) for kept in combinations(range(width), size)):
        totals: dict[Key, int] = {}
        for key, value in counts.items():
            coarser = tuple(key[at] for at in kept)
            totals[coarser] = totals.get(coarser, 0) + value
        found.update({(kept, key): totals[key] for key in totals.keys() - hidden_cells(totals, smallest=SMALLEST)})
    return found


def another_fits(counts: dict[Key, int], cell: Key) -> bool:
    """Whether some other table with another count in this cell agrees with everything printed.

    It need not be printed in the same way itself: a reader only has the numbers.
    """
    known = printed(counts)
    width = len(cell)
    values = [sorted({key[at] for key in counts}) for at in range(width)]
    free = [key for key in product(*values) if (tuple(range(width)), key) not in known]
    fixed = {key: counts[key] for key in counts if key not in free}
    alone = {key: counts.get(key, 0) + (key == cell) for key in free}
    return any(_agrees({**fixed, **move}, known) for move in (alone, *_moves(counts, free, cell)))


def _moves(counts: dict[Key, int], free: list[Key], cell: Key) -> list[dict[Key, int]]:
    """Tables that differ from the true one by moving one case around a box of free cells."""
    found = []
    for other in product(*[sorted({key[at] for key in free}) for at in range(len(cell))]):
        corners = [tuple(part) for part in product(*({mine, its} for mine, its in zip(cell, other, strict=True)))]
        if other != cell and set(corners) <= set(free):
            for step in (1, -1):
                turned = dict.fromkeys(free, 0) | {key: counts.get(key, 0) for key in free}
                for corner in corners:
                    turns = sum(mine != its for mine, its in zip(cell, corner, strict=True))
                    turned[corner] += step if turns % 2 == 0 else -step
                found.append(turned)
    return found


def _agrees(table: dict[Key, int], known: dict[tuple[tuple[int, ...], Key], int]) -> bool:
    if min(table.values()) < 0:
        return False
    for (kept, total), value in known.items():
        if sum(count for key, count in table.items() if tuple(key[at] for at in kept) == total) != value:
            return False
    return True


@given(TABLES)
@settings(max_examples=120)
def test_no_small_cell_is_printed_or_found_by_subtraction(counts: dict[Key, int]) -> None:
    try:
        hidden = hidden_cells(counts, smallest=SMALLEST)
    except SmallCellsExposed:
        return
    small = {key for key, count in counts.items() if count < SMALLEST}

    assert small <= hidden
    if sum(counts.values()) >= SMALLEST:
        assert all(another_fits(counts, cell) for cell in small)


@given(st.one_of(tables(6), tables(3, 3)))
@settings(max_examples=80)
def test_a_table_of_one_or_two_ways_can_always_be_printed(counts: dict[Key, int]) -> None:
    hidden_cells(counts, smallest=SMALLEST)


@given(TABLES)
@settings(max_examples=40)
def test_nothing_is_hidden_where_nothing_is_small(counts: dict[Key, int]) -> None:
    assert not hidden_cells({key: count + 10 for key, count in counts.items()}, smallest=10)


def test_a_hidden_cell_is_not_alone_in_its_row_or_column() -> None:
    counts = {(row, column): 50 for row in "abc" for column in "xyz"} | {("a", "x"): 3}
    hidden = hidden_cells(counts, smallest=10)

    assert len([key for key in hidden if key[0] == "a"]) > 1
    assert len([key for key in hidden if key[1] == "x"]) > 1


def test_two_small_cells_whose_sum_is_small_take_a_third_with_them() -> None:
    assert hidden_cells({("GT",): 40, ("SV",): 30, ("MX",): 1, ("HN",): 1}, smallest=10) == {
        ("MX",),
        ("HN",),
        ("SV",),
    }


@pytest.mark.parametrize("smallest", [1, 5, 10])
def test_the_smallest_count_is_the_askers_choice(smallest: int) -> None:
    hidden = hidden_cells({("GT",): 40, ("SV",): 12, ("MX",): 7, ("HN",): 3}, smallest=smallest)

    assert hidden == {1: frozenset(), 5: {("HN",), ("MX",)}, 10: {("HN",), ("MX",)}}[smallest]


def year_of(month: str) -> str:
    return month[:1]


def half_of(month: str) -> str:
    return "early" if month[1:] < "2" else "late"


MONTHS = [f"{year}{month}" for year in "ab" for month in "123"]


@given(
    st.dictionaries(st.tuples(st.sampled_from(MONTHS), st.sampled_from("xyz")), st.integers(1, 9), min_size=1),
    st.sampled_from([year_of, half_of]),
)
@settings(max_examples=100)
def test_no_small_cell_follows_from_a_coarser_form_of_the_same_breakdown(
    counts: dict[Key, int], coarsen: Coarsen
) -> None:
    try:
        hidden = hidden_cells(counts, smallest=SMALLEST, coarsenings=[{0: coarsen}])
    except SmallCellsExposed:
        return
    lines: dict[Key, list[Key]] = {}
    for key in counts:
        lines.setdefault((coarsen(key[0]), key[1]), []).append(key)
    sums = {total: sum(counts[key] for key in line) for total, line in lines.items()}
    shown = sums.keys() - hidden_cells(sums, smallest=SMALLEST)

    assert {key for key, count in counts.items() if count < SMALLEST} <= hidden
    months = sorted({key[0] for key in counts})
    for small in (key for key, count in counts.items() if count < SMALLEST):
        total = (coarsen(small[0]), small[1])
        if total in shown:
            free = [(month, small[1]) for month in months if coarsen(month) == total[0]]
            unknown = [key for key in free if key in hidden or key not in counts]
            assert len(unknown) > 1, "a hidden cell follows from the total by subtraction"
            assert sum(counts.get(key, 0) for key in unknown) >= SMALLEST


@pytest.mark.parametrize(
    ("measure", "by", "counts", "coarser"),
    [
        ("completions", "month", {"1998-01": 12, "1998-02": 6, "1999-01": 40}, "year"),
        ("completions", "month", {"1997-11": 12, "1998-02": 6, "1999-01": 40}, "fiscal-year"),
        ("completions", "decision", {"RMV C X": 12, "RMV C R": 6, "DEP C X": 40, "DEP C R": 3}, "case-type"),
        ("asylum-decisions", "decision", {"D": 12, "A": 6, "N": 40, "W": 30}, "outcome"),
    ],
)
def test_a_coarser_answer_does_not_give_a_hidden_count_away(
    measure: str, by: str, counts: dict[str, int], coarser: str
) -> None:
    asked = definitions().measure(measure)
    hidden = hidden_answers({(name,): value for name, value in counts.items()}, asked, [by], smallest=10)
    form = _coarser_forms(asked, by)[coarser]

    for name in (name for name, value in counts.items() if value < 10):
        together = [other for other in counts if form(other) == form(name)]
        whole = sum(counts[other] for other in together)
        assert whole < 10 or sum((other,) in hidden for other in together) > 1


def test_what_is_hidden_does_not_depend_on_the_order_of_asking_or_on_an_implied_name() -> None:
    asked = definitions().measure("completions")
    counts = {("1998-01", "GT"): 12, ("1998-02", "GT"): 12, ("1998-03", "GT"): 6, ("1998-02", "SV"): 12}
    straight = hidden_answers(counts, asked, ["month", "nationality"], smallest=10)
    turned = hidden_answers(
        {key[::-1]: value for key, value in counts.items()}, asked, ["nationality", "month"], smallest=10
    )
    implied = {(*key, key[0][:4]): value for key, value in counts.items()}

    assert {key[::-1] for key in turned} == straight
    assert {
        key[:2] for key in hidden_answers(implied, asked, ["month", "nationality", "year"], smallest=10)
    } == straight
