"""The countries a claim can name: the two-letter codes of ISO 3166-1, with their names."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from wellfounded.shipped import material_folder


@cache
def country_names() -> Mapping[str, tuple[str, str]]:
    """Return the English and the Spanish name of every country by its code, former countries too.

    Source:
        `authorities/vocabulary/countries.toml`.
    Example:
        >>> country_names()["SV"]
        ('El Salvador', 'El Salvador')
    """
    text = (material_folder("authorities") / "vocabulary" / "countries.toml").read_text(encoding="utf-8")
    return {
        code: (row["english"], row["spanish"]) for table in tomllib.loads(text).values() for code, row in table.items()
    }


def codes_of(words: str) -> list[str]:
    """List the codes of the countries that a word names, in English or Spanish.

    Example:
        >>> codes_of("guatemala")
        ['GT']
    """
    asked = words.strip().casefold()
    return [code for code, names in country_names().items() if asked in map(str.casefold, names)]
