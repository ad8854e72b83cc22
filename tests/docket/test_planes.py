"""Columns of yes and no come out of the database as bits, whatever their length and however many are not known."""

from __future__ import annotations

import duckdb
import numpy as np
import pytest

from wellfounded.docket.arrow_bits import all_bits, batches, bits_of, bools_of, count_bits
from wellfounded.errors import UnreadableFile


@pytest.mark.parametrize("rows", [0, 1, 7, 8, 63, 64, 65, 2_049, 130_000])
@pytest.mark.parametrize("known", ["TRUE", "i % 3 > 0", "FALSE"], ids=["all known", "some known", "none known"])
def test_columns_are_read_as_bits(rows: int, known: str) -> None:
    connection = duckdb.connect()
    select = f"SELECT CASE WHEN {known} THEN i % 5 < 2 END AS a, i % 7 = 1 AS b FROM range({rows}) AS r(i)"
    expected = connection.execute(select).fetchall()
    found: list[tuple[bool | None, bool]] = []
    for batch in batches(connection.sql(select)):
        met, not_met = ([bools_of(bits, batch.rows) for bits in side] for side in (batch.met, batch.not_met))
        a = [True if yes else False if no else None for yes, no in zip(met[0], not_met[0], strict=True)]
        found += zip(a, map(bool, met[1]), strict=True)
        assert sum(map(count_bits, (batch.met[1], batch.not_met[1]))) == batch.rows

    assert found == expected


@pytest.mark.parametrize("rows", [0, 1, 64, 65, 200])
def test_bits_are_packed_and_unpacked_alike(rows: int) -> None:
    values = np.arange(rows) % 3 == 1

    assert list(bools_of(bits_of(values), rows)) == list(values)
    assert count_bits(bits_of(values)) == values.sum()
    assert count_bits(all_bits(rows)) == rows


def test_a_table_that_breaks_off_is_told_in_words() -> None:
    connection = duckdb.connect()
    broken = connection.sql("SELECT CASE WHEN i < 300000 THEN TRUE ELSE error('torn') END AS a FROM range(400000) r(i)")
    with pytest.raises(UnreadableFile, match="damaged") as told:
        list(batches(broken))
    assert "torn" not in str(told.value)
