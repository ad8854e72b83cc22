"""One table of a scenario file, read key by key; every error is kept with its file and line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from wellfounded.backlog.quantity import (
    KINDS,
    KNOWN_NUMBERS,
    SHAPES,
    Quantity,
    WrongQuantity,
    check_possible,
    fixed,
    parse_number,
)
from wellfounded.errors import UnknownName, WellfoundedError, shortened
from wellfounded.figures import load_figures

LARGEST_WHOLE = 2**63 - 1
NUMBER_KEYS = ("value", "figure", "vintage", "on", "range", "shape", "source", "as_of", "known")


class WrongScenario(WellfoundedError):
    """Something a scenario says that cannot be."""


def numbered(name: str, taken: Counter[str]) -> str:
    """Return a name for one more number of this name: draws are by name, so each needs its own.

    Example:
        >>> taken = Counter()
        >>> [numbered("judges.hired.2018-10-01", taken) for _ in range(2)]
        ['judges.hired.2018-10-01', 'judges.hired.2018-10-01 (2)']
    """
    taken[name] += 1
    return name if taken[name] == 1 else f"{name} ({taken[name]})"


class Table:
    """A table of a scenario.

    Attributes:
        path: its dotted place in the file, with numbers for the members of lists.
        errors: everything wrong so far; shared by all tables of a scenario.
    """

    def __init__(
        self,
        keys: Mapping[str, Any],
        path: str,
        place: Callable[[str], str],
        errors: list[WellfoundedError],
        *,
        called: str = "",
    ) -> None:
        self.path = path
        self.errors = errors
        self._keys = keys
        self._place = place
        self._asked: set[str] = set()
        self._called = called or path

    def __contains__(self, key: str) -> bool:
        return key in self._keys

    def where(self, key: str = "") -> str:
        """Return the file and line of a key, or of the table."""
        return self._place(".".join(part for part in (self.path, key) if part))

    def wrong(self, key: str, found: str, remedy: str = "") -> None:
        """Note an error at a key."""
        self.errors.append(WrongScenario(found, where=self.where(key), remedy=remedy))

    def _named(self, article: str) -> str:
        """Name the table as its header does, without the numbers of lists."""
        words = [word for word in self._called.split(".") if word and not word.isdecimal()]
        return f'"{".".join(words)}"' if words else f"{article} scenario"

    def _take(self, key: str, kind: type, expected: str, *, required: bool) -> Any:
        self._asked.add(key)
        value = self._keys.get(key)
        if value is None:
            if required:
                self.wrong(key, f'{self._named("The")} has no "{key}".', f"Add {key} = {expected}.")
            return None
        if not isinstance(value, kind) or isinstance(value, (bool, datetime)):
            self.wrong(key, f'"{key}" is {shortened(repr(value))}.', f"Expected {expected}.")
            return None
        return value

    def text(self, key: str, *, required: bool = False, known: Iterable[str] | None = None, kind: str = "") -> str:
        """Take a text, an empty one when absent; one of the known names if these are given."""
        value = self._take(key, str, '"a text in quotation marks"', required=required)
        if value and known is not None and value not in (names := list(known)):
            self.errors.append(UnknownName(kind or key, value, names, where=self.where(key)))
            return ""
        return str(value or "")

    def whole(self, key: str, default: int, *, least: int = 0, most: int = LARGEST_WHOLE) -> int:
        """Take a whole number."""
        value = self._take(key, int, "a whole number", required=False)
        if value is not None and not least <= value <= most:
            self.wrong(key, f'"{key}" is {value}.', f"Give {least} to {most}.")
            return default
        return default if value is None else int(value)

    def day(self, key: str, *, required: bool = False) -> date | None:
        """Take a day."""
        value = self._take(key, date, "a day like 2018-06-11, without quotation marks", required=required)
        return value if isinstance(value, date) else None

    def names(self, key: str, kind: str, known: Iterable[str]) -> tuple[str, ...]:
        """Take a list of known names."""
        value = self._take(key, list, "a list of names", required=False) or []
        names = list(known)
        for name in value:
            if name not in names:
                self.errors.append(UnknownName(kind, str(name), names, where=self.where(key)))
        return tuple(name for name in value if name in names)

    def rows(self, key: str) -> list[list[object]]:
        """Take a list of lists."""
        value = self._take(key, list, f"a list of rows: {key} = [[…], […]]", required=False) or []
        if not all(isinstance(row, list) for row in value):
            self.wrong(key, f'"{key}" holds something that is not a row.', f"Expected {key} = [[…], […]].")
            return []
        return list(value)

    def table(self, key: str) -> Table:
        """Take a table, an empty one when absent."""
        value = self._take(key, dict, f"a table [{key}]", required=False) or {}
        return self._member(value, key)

    def tables(self, key: str) -> list[Table]:
        """Take a list of tables."""
        value = self._take(key, list, f"a list of tables [[{key}]]", required=False) or []
        if not all(isinstance(member, dict) for member in value):
            self.wrong(key, f'"{key}" holds something that is not a table.', f"Expected [[{key}]] tables.")
            return []
        return [self._member(member, f"{key}.{at}") for at, member in enumerate(value)]

    def _member(self, keys: Mapping[str, Any], key: str) -> Table:
        return Table(keys, f"{self.path}.{key}" if self.path else key, self._place, self.errors)

    def number(self, key: str, kind: str, *, default: float | None = None, name: str = "") -> Quantity:
        """Take a number of a kind with its unit and source; without a default it must be there."""
        name = name or (f"{self.path}.{key}" if self.path else key)
        value = self._take(key, dict, '{ value = "…", source = "…", as_of = 2018-06-11 }', required=default is None)
        if value is None:
            return fixed(name, kind, default or 0.0, source="left out of the scenario")
        table = self._member(value, key)
        quantity = table.as_number(kind, name)
        table.done()
        return quantity

    def as_number(self, kind: str, name: str) -> Quantity:
        """Read this whole table as a number."""
        self._asked.update(NUMBER_KEYS)
        try:
            return self._figure(kind, name) if "figure" in self._keys else self._stated(kind, name)
        except WellfoundedError as error:
            self.errors.append(error if error.where.endswith(self.where()) else _at(error, self.where()))
            return fixed(name, kind, 0.0)

    def _stated(self, kind: str, name: str) -> Quantity:
        written = self.text("value", required=True)
        source = self.text("source", required=True)
        as_of = self.day("as_of", required=True)
        known = self.text("known", known=KNOWN_NUMBERS, kind="mark of how well it is known") or "assumption"
        value = parse_number(written, kind, where=self.where()) if written else 0.0
        low, high, shape = self._range(kind, value)
        return Quantity(name, kind, value, low, high, shape, source, as_of or date(2018, 6, 11), known, written)

    def _figure(self, kind: str, name: str) -> Quantity:
        series = load_figures().series(self.text("figure"))
        on = self.day("on", required=True)
        vintage = self.text("vintage")
        if on is None:
            return fixed(name, kind, 0.0)
        edition, figure = series.quoted(on, vintage)
        low, high, shape = self._range(kind, figure.value)
        written = f"{figure.value:,.0f} {next(iter(KINDS[kind]))}"
        source = f"{edition.source}; figures/{series.id}.toml, published {edition.vintage}"
        return Quantity(name, kind, figure.value, low, high, shape, source, on, edition.known, written)

    def _range(self, kind: str, value: float) -> tuple[float, float, str]:
        shape = self.text("shape", known=SHAPES) or "triangular"
        given = self._keys.get("range")
        if given is None:
            return value, value, shape
        if isinstance(given, str) and given.startswith("±"):
            part = parse_number(given[1:], "width", where=self.where())
            ends = value - abs(value) * part, value + abs(value) * part
            for end in ends:
                check_possible(f"{given} of the value", kind, end, where=self.where())
            return *ends, shape
        if not (isinstance(given, list) and len(given) == 2 and all(isinstance(end, str) for end in given)):
            raise WrongQuantity(
                f"The range is {shortened(repr(given))}.",
                where=self.where(),
                remedy='Expected ["lowest", "highest"] with units, or "±20 %".',
            )
        low, high = (parse_number(end, kind, where=self.where()) for end in given)
        if not low <= value <= high:
            raise WrongQuantity(
                f"The value does not lie in its range {given[0]} to {given[1]}.",
                where=self.where(),
                remedy="Put the lower end first, and the central value between the ends.",
            )
        return low, high, shape

    def done(self) -> None:
        """Note every key that nothing reads."""
        for key in sorted(self._keys.keys() - self._asked):
            self.errors.append(
                UnknownName(
                    f"key of {self._named('the')}",
                    key,
                    sorted(self._asked),
                    where=self.where(key),
                    remedy="Nothing reads it, so it would have no effect.",
                )
            )


def _at(error: WellfoundedError, where: str) -> WellfoundedError:
    """Tell an error of the figures at the line of the scenario that asked for them."""
    return WrongScenario(error.found, where=where, remedy=error.remedy)
