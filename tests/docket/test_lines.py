"""Every line is checked: what is certain is repaired, everything else is set aside, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellfounded.docket.lines import Checked, check_segment
from wellfounded.docket.repair import Mended, Refused, mend
from wellfounded.docket.schema import table_named

CHARGES = table_named("B_TblProceedCharges").columns
CASES = table_named("A_TblCase").columns
GOOD = b"900000001\t900000002\t900000003\t212a06Ai\tS"


def check(*lines: bytes, every_line: bool = False) -> Checked:
    return check_segment(b"".join(line + b"\r\n" for line in lines), CHARGES, first_line=2, every_line=every_line)


def case(**values: bytes) -> bytes:
    return b"\t".join(values.get(column.name, b"") for column in CASES)


@pytest.mark.parametrize(
    ("line", "whole", "done"),
    [
        pytest.param(GOOD[:-1] + b"\0S", GOOD, ("NUL bytes taken out",), id="a NUL inside a value"),
        pytest.param(
            GOOD[:-1] + b"\xd1", GOOD[:-1] + b"\xc3\x91", ("bytes read as Windows-1252",), id="a byte that is not UTF-8"
        ),
        pytest.param(GOOD + b"\t", GOOD, ("stray tab taken out",), id="a tab too many at the end"),
        pytest.param(
            GOOD[:-2] + b"\r\tS", GOOD[:-2] + b" \tS", ("carriage return made a blank",), id="a carriage return"
        ),
    ],
)
def test_a_line_with_one_reading_is_repaired(line: bytes, whole: bytes, done: tuple[str, ...]) -> None:
    assert mend(line, CHARGES) == Mended(whole, done)


def test_the_real_malformed_row_is_repaired() -> None:
    """A stray tab after the city moved everything by one; only one reading puts a state under "state"."""
    right = case(
        IDNCASE=b"7999999", ALIEN_CITY=b"BROOKLYN", ALIEN_STATE=b"NY", ALIEN_ZIPCODE=b"11200", NAT=b"EG", LANG=b"AR",
        CUSTODY=b"N", SITE_TYPE=b"M", E_28_DATE=b"2024-09-12 00:00:00.000", ATTY_NBR=b"0", CASE_TYPE=b"RMV",
        UPDATE_SITE=b"NYC", LATEST_HEARING=b"2014-12-02 00:00:00.000", LATEST_TIME=b"1000", LATEST_CAL_TYPE=b"M",
        DATE_OF_ENTRY=b"1998-12-06 00:00:00.000", C_ASY_TYPE=b"I", C_BIRTHDATE=b"1/1974", Sex=b"F", LPR=b"0",
        CASEPRIORITY_CODE=b"N/A",
    )  # fmt: skip
    found = mend(right.replace(b"BROOKLYN", b"BROOKLYN\t"), CASES)

    assert found == Mended(right, ("stray tab taken out",))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param(b"900000001\t900000002", "2 of 5 fields", id="a row cut short"),
        pytest.param(GOOD.replace(b"\tS", b"\tS\tN\tW\tO"), "8 fields instead of 5", id="three tabs too many"),
        pytest.param(GOOD + b"\x81", "bytes that are text in no encoding", id="a byte no encoding has"),
        pytest.param(b"", "an empty line", id="an empty line"),
    ],
)
def test_a_line_without_a_certain_reading_is_set_aside(line: bytes, reason: str) -> None:
    found = mend(line, CHARGES)

    assert isinstance(found, Refused)
    assert reason in found.reason


def test_a_line_with_two_readings_is_set_aside() -> None:
    """Is the identifier "ONE TWO", or the older one "TWO THREE"?"""
    attorneys = table_named("tbl_EOIR_Attorney").columns
    found = mend(b"ONE\tTWO\tTHREE\tNYC\t1\tS\t\t", attorneys)

    assert found == Refused("8 fields instead of 7, and more than one reading of them fits")


def test_a_row_broken_in_two_is_joined_and_counts_once() -> None:
    city = case(IDNCASE=b"900000001", ALIEN_CITY=b"SAN\nJOSE", ALIEN_STATE=b"CA", CASE_TYPE=b"RMV")
    found = check_segment(city + b"\r\n", CASES, first_line=2)

    assert (found.rows_read, found.rows_loaded, found.rows_repaired) == (1, 1, 1)
    assert b"SAN JOSE\tCA" in found.text


def test_two_rows_cut_short_are_not_taken_for_one() -> None:
    found = check(b"900000001\t900000002\t900000003", b"900000004\t900000005\t212")

    assert found.rows_loaded == 0
    assert "cannot be told" in found.set_aside[0].reason


def test_two_errors_that_hide_each_other_are_found_line_by_line() -> None:
    lines = [b"1\t2\t3\tX\tS\tN", b"1\t2\t3\tX"]

    assert not check(*lines).set_aside  # the block as a whole has the right number of tabs: DuckDB then refuses it
    assert len(check(*lines, every_line=True).set_aside) == 2


def test_a_line_set_aside_is_named_by_its_number_in_the_file() -> None:
    found = check(GOOD, b"900000009\t1", GOOD, GOOD[:-2] + b"\0\tS", b"x", GOOD)

    assert [line.line for line in found.set_aside] == [3, 6]
    assert [found.line_of(row, 2) for row in range(found.rows_loaded)] == [2, 4, 5, 7]


@given(st.lists(st.sampled_from([GOOD, GOOD + b"\t", b"", b"x", GOOD[:-9], b"\xff\x81", GOOD + b"\0", b"1\t2\t\t\t"])))
@settings(max_examples=60)
def test_every_row_read_is_loaded_or_set_aside(lines: list[bytes]) -> None:
    found = check(*lines, every_line=True)

    assert found.rows_read == found.rows_loaded + len(found.set_aside)
    assert found.text.count(b"\n") == found.rows_loaded
    assert all(line.count(b"\t") == len(CHARGES) - 1 for line in found.text.split(b"\n")[:-1])
    assert found.rows_read <= len(lines)


@given(st.binary(max_size=400))
@settings(max_examples=150)
def test_no_bytes_break_the_check(content: bytes) -> None:
    found = check_segment(content + b"\n", CHARGES, first_line=2)

    assert found.rows_read == found.rows_loaded + len(found.set_aside)
    found.text.decode()
