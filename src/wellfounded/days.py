"""Reading a day as people write it."""

from __future__ import annotations

import re
from datetime import date

from wellfounded.errors import ImpossibleDate, shortened

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def day_of(text: str, option: str = "--on") -> date:
    """Read a day: 2018-06-11 or 11 June 2018.

    Raises:
        ImpossibleDate: if there is no such day; names the option.
    Example:
        >>> day_of("2018-06-11") == day_of("11 June 2018") == day_of("June 11, 2018")
        True
    """
    words = text.strip().lower().replace(",", " ")
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words)
    parts = [int(part) for part in found.groups()] if found else _spelled(words)
    try:
        if parts:
            return date(*parts)
    except ValueError:
        raise ImpossibleDate(
            f'"{shortened(text)}" is no day of the calendar.', where=option, remedy="Give a day that exists."
        ) from None
    raise ImpossibleDate(
        f'"{shortened(text)}" is not a day.', where=option, remedy="Write it as 2018-06-11 or as 11 June 2018."
    )


def _spelled(words: str) -> list[int]:
    found = re.fullmatch(r"(\d{1,2})\s+([a-z]{3,9})\.?\s+(\d{4})", words)
    day, month, year = found.groups() if found else ("", "", "")
    if not found:
        turned = re.fullmatch(r"([a-z]{3,9})\.?\s+(\d{1,2})\s+(\d{4})", words)
        month, day, year = turned.groups() if turned else ("", "", "")
    return [int(year), _MONTHS.index(month[:3]) + 1, int(day)] if month[:3] in _MONTHS else []
