"""The interface in English and Spanish: one catalogue file per language, read as gettext writes it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

LANGUAGES = {"en": "English", "es": "Español"}
_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "es": (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
}
Translate = Callable[..., str]


@cache
def catalogue(language: str) -> dict[str, str]:
    """Read a language's catalogue; English is its own."""
    path = Path(__file__).parent / "catalogue" / f"{language}.po"
    return {} if language == "en" else _read(path.read_text(encoding="utf-8"))


def _read(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    pair = {"msgid": "", "msgstr": ""}
    at = ""
    for line in [*text.splitlines(), 'msgid ""']:
        word, _, rest = line.partition(" ")
        if word == "msgid":
            if pair["msgid"]:
                found[pair["msgid"]] = pair["msgstr"]
            pair = {"msgid": "", "msgstr": ""}
        if word in pair:
            at, line = word, rest
        if line.startswith('"'):
            pair[at] += str(ast.literal_eval(line))
    return found


def translator(language: str) -> Translate:
    """Return what turns a sentence of the interface into a language; names in braces are filled in."""
    words = catalogue(language)

    def translate(sentence: str, **values: object) -> str:
        told = words.get(sentence, sentence)
        return told.format(**values) if values else told

    return translate


def spoken_day(day: date, language: str) -> str:
    """Write a date for people.

    Example:
        >>> spoken_day(date(2018, 6, 11), "es"), spoken_day(date(2018, 6, 11), "en")
        ('11 de junio de 2018', '11 June 2018')
    """
    month = _MONTHS[language][day.month - 1]
    return f"{day.day} de {month} de {day.year}" if language == "es" else f"{day.day} {month} {day.year}"


def spoken_month(day: date, language: str) -> str:
    """Write a month for people.

    Example:
        >>> spoken_month(date(2020, 1, 1), "es"), spoken_month(date(2020, 1, 1), "en")
        ('enero de 2020', 'January 2020')
    """
    month = _MONTHS[language][day.month - 1]
    return f"{month} de {day.year}" if language == "es" else f"{month} {day.year}"


def preferred(accept: str) -> str:
    """Choose a language from what a browser prefers.

    Example:
        >>> preferred("es-GT,es;q=0.9,en;q=0.8"), preferred("fr")
        ('es', 'en')
    """
    for part in accept.split(","):
        language = part.split(";")[0].strip().lower()[:2]
        if language in LANGUAGES:
            return language
    return "en"
