"""Reading the tables of a claim file: every error kept with its line, and no free text of the claim in any of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from wellfounded.claim.toml_lines import TomlLines
from wellfounded.errors import WellfoundedError, nearest

EARLIEST, LATEST = date(1880, 1, 1), date(2200, 1, 1)
PLAIN = re.compile(r"[A-Za-z0-9_.-]{1,60}")


class WrongClaim(WellfoundedError):
    """Something in a claim file that cannot be read as it stands.

    Attributes:
        line: the line of the file.
    """

    def __init__(self, found: str, *, where: str = "", remedy: str = "", line: int = 0) -> None:
        super().__init__(found, where=where, remedy=remedy)
        self.line = line


class Errors:
    """Everything wrong with one claim file so far, with the lines."""

    def __init__(self, name: str, lines: TomlLines) -> None:
        self.name, self.lines = name, lines
        self.found: list[WrongClaim] = []

    def at(self, path: tuple[str | int, ...], found: str, remedy: str = "") -> None:
        """Note an error at a key or table."""
        line = self.lines.line(*path)
        self.found.append(WrongClaim(found, where=f"{self.name}, line {line}", remedy=remedy, line=line))


class Table:
    """One table of a claim file, its keys taken one by one; `done` reports those that nobody takes.

    Attributes:
        path: where it stands: ("group", 0, "facts").
    """

    def __init__(self, keys: Mapping[str, Any], errors: Errors, path: tuple[str | int, ...], title: str) -> None:
        self._keys, self._taken = keys, set[str]()
        self.errors, self.path, self.title = errors, path, title

    def wrong(self, key: str, found: str, remedy: str = "") -> None:
        """Note an error at a key."""
        self.errors.at((*self.path, key) if key else self.path, found, remedy)

    def line(self, key: str = "") -> int:
        """Return the line of a key, or of the table."""
        return self.errors.lines.line(*self.path, *((key,) if key else ()))

    def _take(self, key: str, kind: type, expected: str) -> Any:
        self._taken.add(key)
        value = self._keys.get(key)
        if value is not None and (not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool)):
            self.wrong(key, f'"{key}" is not {expected}.', f"Write {expected}.")
            return None
        return value

    def text(self, key: str, *, required: bool = False) -> str:
        """Take a text; an empty one when absent."""
        value = self._take(key, str, "a text in quotation marks")
        if value is None and required and key not in self._keys:
            self.wrong(key, f'The {self.title} has no "{key}".', f'Add {key} = "…".')
        return value or ""

    def yes(self, key: str) -> bool:
        """Take true or false."""
        return bool(self._take(key, bool, "true or false"))

    def number(self, key: str) -> int:
        """Take a whole number; 0 when absent."""
        return int(self._take(key, int, "a whole number") or 0)

    def day(self, key: str) -> date | None:
        """Take a day."""
        self._taken.add(key)
        return self.as_day(key, self._keys[key]) if key in self._keys else None

    def as_day(self, key: str, value: object) -> date | None:
        """Read a day: written without quotation marks, or as a text of the same form."""
        found = value
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
            try:
                found = date.fromisoformat(value.strip())
            except ValueError:
                self.wrong(key, f'"{key}" names a day that does not exist.', "Write a day like 2024-03-16.")
                return None
        if not isinstance(found, date) or isinstance(found, datetime):
            self.wrong(key, f'"{key}" is not a day.', "Write a day like 2024-03-16, without a time of day.")
            return None
        if not EARLIEST <= found < LATEST:
            self.wrong(
                key, f'"{key}" names the year {found.year}.', f"Write a day from {EARLIEST.year} to {LATEST.year - 1}."
            )
            return None
        return found

    def name(self, key: str, kind: str, known: Iterable[str], *, required: bool = False) -> str:
        """Take one name out of a list of known ones."""
        value = self.text(key, required=required)
        return value if not value or self.is_one_of(key, value, kind, known) else ""

    def is_one_of(self, key: str, value: str, kind: str, known: Iterable[str]) -> bool:
        """Say whether a value is known; if not, note it without repeating it, and give the nearest spelling."""
        known = known if isinstance(known, Collection) else list(known)
        if value in known:
            return True
        close = nearest(value, known)
        hint = f'Did you mean "{close[0]}"? ' if close else ""
        choices = f"One of: {', '.join(known)}." if len(known) <= 20 else ""
        self.wrong(key, f'The value given for "{key}" is not {kind}.', f"{hint}{choices}".strip())
        return False

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts; an empty one when absent."""
        value = self._take(key, list, "a list of texts")
        if value is not None and not all(isinstance(item, str) for item in value):
            self.wrong(key, f'"{key}" holds something that is not a text.', "Write a list of texts.")
            return ()
        return tuple(value or ())

    def table(self, key: str) -> Table:
        """Take a table within; an empty one when absent."""
        value = self._take(key, dict, f"a table, [{key}]")
        return Table(value or {}, self.errors, (*self.path, key), key)

    def tables(self, key: str) -> Iterator[Table]:
        """Take a list of tables."""
        value = self._take(key, list, f"a list of tables, [[{key}]]")
        for at, item in enumerate(value or ()):
            if isinstance(item, dict):
                yield Table(item, self.errors, (*self.path, key, at), key)
            else:
                self.wrong(key, f'"{key}" holds something that is not a table.', f"Write [[{key}]] before each.")

    def rows(self) -> Iterator[tuple[str, Any]]:
        """List the keys of the table with their values, as they stand; all count as taken."""
        self._taken.update(self._keys)
        yield from self._keys.items()

    def done(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._keys:
            if key not in self._taken:
                self.unknown(key, f"key of the {self.title}", sorted(self._taken))

    def unknown(self, key: str, kind: str, known: Iterable[str], remedy: str = "Nothing reads it.") -> None:
        """Note a key that nothing has, with the nearest spelling."""
        shown = f'"{key}"' if PLAIN.fullmatch(key) else "A key"
        close = nearest(key, known)
        hint = f' Did you mean "{close[0]}"?' if close else ""
        self.wrong(key, f"{shown} is not a {kind}.{hint}", remedy)
