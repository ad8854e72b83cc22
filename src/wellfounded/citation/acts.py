"""Sections of the Immigration and Nationality Act and the sections of title 8 in which they are codified."""

from __future__ import annotations

import csv
from functools import cache

from wellfounded.shipped import material_folder


@cache
def _codified() -> dict[str, str]:
    path = material_folder("authorities") / "index" / "act-sections.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["act"].upper(): row["code"] for row in csv.DictReader(file)}


@cache
def _code_sections() -> frozenset[str]:
    return frozenset(_codified().values())


def usc_section(act_section: str) -> str:
    """Return the section of title 8 in which a section of the Act is codified; empty if the table has none.

    Example:
        >>> usc_section("208"), usc_section("240A"), usc_section("999")
        ('1158', '1229b', '')
    """
    return _codified().get(act_section.upper(), "")


def is_act_section(section: str) -> bool:
    """Say whether the Act has such a section."""
    return section.upper() in _codified()


def is_title_8_section(section: str) -> bool:
    """Say whether a section of the Act is codified as this section of title 8."""
    return section.lower() in _code_sections()


def same_section(act: str, code: str) -> bool:
    """Say whether a section of the Act and a section of title 8 are the same, as they are or as they were codified.

    Subsections must agree as far as both name them.

    Example:
        >>> same_section("208(b)(1)", "1158(b)"), same_section("208", "1159"), same_section("241(a)(2)", "1251(a)(2)")
        (True, False, True)
    """
    number, labels = _parts(act)
    other, other_labels = _parts(code)
    if other.lower() not in (usc_section(number), _former().get(number.upper(), "")):
        return usc_section(number) == ""
    return labels.startswith(other_labels) or other_labels.startswith(labels)


def _parts(section: str) -> tuple[str, str]:
    number, bracket, rest = section.replace(" ", "").partition("(")
    return number, bracket + rest


@cache
def _former() -> dict[str, str]:
    path = material_folder("authorities") / "index" / "act-sections.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["act"].upper(): row["former"] for row in csv.DictReader(file) if row["former"]}
