"""Published numbers keep their vintages apart."""

from datetime import date

import pytest

from wellfounded.errors import SeveralErrors, UnknownName, UnreadableFile
from wellfounded.figures import KNOWN_FIGURES, UnknownEdition, load_figures, read_series


def test_every_shipped_figure_has_a_definition_a_source_and_a_mark():
    for series in load_figures().series_by_id.values():
        assert series.title
        assert series.unit
        for edition in series.editions:
            assert edition.vintage
            assert edition.definition
            assert edition.source
            assert edition.known in KNOWN_FIGURES
            assert edition.figures


def test_one_year_end_was_published_with_three_values():
    pending = load_figures().series("pending-cases")

    assert [pending.edition(v).by_fiscal_year()[2019] for v in ("2020-01", "2021-04-19", "2025-07-31")] == [
        987_274,
        1_087_201,
        1_331_286,
    ]


def test_a_part_of_a_year_is_not_a_year():
    receipts = load_figures().series("initial-receipts").edition("2021-04-19")

    assert receipts.figures[-1].on == date(2021, 3, 31)
    assert 2021 not in receipts.by_fiscal_year()


def test_a_day_told_by_several_vintages_asks_for_one():
    with pytest.raises(UnknownEdition, match="Name one vintage"):
        load_figures().series("pending-cases").quoted(date(2019, 9, 30))


def test_a_day_told_once_is_quoted_with_its_edition():
    edition, figure = load_figures().series("pending-cases-trac").quoted(date(2018, 5, 31))

    assert figure.value == 714_067
    assert edition.known == "seen"


def test_a_misspelled_series_is_told_the_nearest():
    with pytest.raises(UnknownName, match='Did you mean "pending-cases"'):
        load_figures().series("pending-case")


def test_a_vintage_that_was_not_published_lists_those_that_were():
    with pytest.raises(UnknownEdition, match="2021-04-19"):
        load_figures().series("pending-cases").edition("2019-01")


GOOD = """
series = "x"
title = "X"
unit = "cases"
publisher = "EOIR"
[[edition]]
vintage = "2020"
definition = "d"
source = "s"
known = "seen"
figures = [{ fiscal_year = 2018, on = 2018-09-30, value = 1 }]
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD.replace('unit = "cases"', ""), "unit"),
        (GOOD.replace('"x"', '"y"'), 'the name "y"'),
        (GOOD.replace('title = "X"', 'title = "X"\ncolour = "red"'), "colour"),
        (GOOD.replace("value = 1", "valeu = 1"), "value"),
        ("[[", "cannot be read"),
    ],
    ids=["no unit", "another name", "an unknown key", "a figure without value", "not TOML"],
)
def test_a_broken_series_is_told(text, told):
    with pytest.raises(UnreadableFile, match=told):
        read_series(text, "x")


def test_an_unknown_mark_is_told():
    with pytest.raises(UnknownName, match="seen"):
        read_series(GOOD.replace('"seen"', '"sen"'), "x")


def test_all_broken_files_are_told_at_once(tmp_path):
    (tmp_path / "a.toml").write_text("[[", encoding="utf-8")
    (tmp_path / "b.toml").write_text("[[", encoding="utf-8")

    with pytest.raises(SeveralErrors) as told:
        load_figures(tmp_path)

    assert len(told.value.errors) == 2
