"""Reading the keys of one fenced block or table: each of its kind, none unknown, every error kept with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from wellfounded.errors import RuleUnreadable, UnknownName, WellfoundedError, shortened
from wellfounded.rule import NOTHING_ASKED, Rule
from wellfounded.rule_text import parse_rule

KNOWN_MARKS = ("seen", "mixed", "memory")


class WrongBlock(WellfoundedError):
    """A key of a block that is missing, unknown or of the wrong kind."""


class Block:
    """The keys of one block, taken one by one; `done` reports those that nobody takes.

    Attributes:
        errors: everything wrong so far; shared by all blocks of a page.
    """

    def __init__(
        self, keys: Mapping[str, Any], errors: list[WellfoundedError], place: Callable[[str], str], title: str = "block"
    ) -> None:
        self._keys = dict(keys)
        self._known: set[str] = set()
        self._place = place
        self._title = title
        self.errors = errors

    def wrong(self, key: str, found: str, remedy: str = "") -> None:
        """Note an error at a key."""
        self.errors.append(WrongBlock(found, where=self._place(key), remedy=remedy))

    def has(self, key: str) -> bool:
        """Say whether a key stands in the block."""
        self._known.add(key)
        return key in self._keys

    def _take(self, key: str, kinds: tuple[type, ...], expected: str, *, required: bool) -> Any:
        self._known.add(key)
        if key not in self._keys:
            if required:
                self.wrong(key, f'The {self._title} has no "{key}".', f"Add {key} = {expected}.")
            return None
        value = self._keys[key]
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            self.wrong(key, f'"{key}" is {shortened(repr(value))}.', f"Expected {expected}.")
            return None
        return value

    def text(self, key: str, *, required: bool = False) -> str:
        """Take a text; an empty one when absent."""
        value = self._take(key, (str,), "a text in quotation marks", required=required)
        return "" if value is None else str(value)

    def yes(self, key: str, *, default: bool = False) -> bool:
        """Take true or false."""
        value = self._take(key, (bool,), "true or false", required=False)
        return default if value is None else bool(value)

    def number(self, key: str, *, default: int = 0) -> int:
        """Take a whole number."""
        value = self._take(key, (int,), "a whole number", required=False)
        return default if value is None else int(value)

    def fraction(self, key: str) -> float | None:
        """Take a number with decimals; None when absent."""
        value = self._take(key, (float, int), "a number", required=False)
        return None if value is None else float(value)

    def day(self, key: str, *, required: bool = False) -> date | None:
        """Take a day, written without quotation marks."""
        value = self._take(key, (date,), "a day like 2018-06-11, without quotation marks", required=required)
        if isinstance(value, datetime):
            self.wrong(key, f'"{key}" has a time of day.', "Expected a day like 2018-06-11.")
            return None
        return value if isinstance(value, date) else None

    def window(self, key: str) -> tuple[date, date] | None:
        """Take a first and a last possible day."""
        value = self._take(key, (list,), "[first day, last day]", required=False)
        if value is None:
            return None
        if len(value) != 2 or not all(isinstance(day, date) and not isinstance(day, datetime) for day in value):
            self.wrong(key, f'"{key}" is {shortened(repr(value))}.', "Expected [first day, last day].")
            return None
        if value[0] > value[1]:
            self.wrong(key, f'"{key}" ends before it begins.', "Put the first possible day first.")
            return None
        return value[0], value[1]

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts; an empty one when absent."""
        value = self._take(key, (list,), "a list of texts", required=False)
        if value is None:
            return ()
        if not all(isinstance(item, str) for item in value):
            self.wrong(key, f'"{key}" holds something that is not a text.', "Expected a list of texts.")
            return ()
        return tuple(value)

    def names(self, key: str, kind: str, known: Iterable[str]) -> frozenset[str]:
        """Take a list of names of one kind, each of them known."""
        return frozenset(name for name in self.texts(key) if self.check_name(key, name, kind, known))

    def name(self, key: str, kind: str, known: Iterable[str], *, required: bool = True) -> str:
        """Take one name of a kind."""
        value = self.text(key, required=required)
        if value and not self.check_name(key, value, kind, known):
            return ""
        return value

    def check_name(self, key: str, name: str, kind: str, known: Iterable[str]) -> bool:
        """Say whether a name is known; if not, note it with the nearest spelling."""
        if name in (known := list(known)):
            return True
        self.errors.append(UnknownName(kind, name, known, where=self._place(key)))
        return False

    def mark(self, default: str = "memory") -> str:
        """Take how well something is known: seen, mixed or memory."""
        return self.name("known", "mark of how well it is known", KNOWN_MARKS, required=False) or default

    def rule(self, key: str, *, required: bool = False) -> Rule | None:
        """Take a rule in words."""
        words = self.text(key, required=required)
        if not words:
            return NOTHING_ASKED if required else None
        try:
            return parse_rule(words)
        except RuleUnreadable as error:
            self.wrong(key, error.found, error.remedy)
            return NOTHING_ASKED if required else None

    def tables(self, key: str) -> list[Block]:
        """Take a list of tables, each to be read like a block."""
        value = self._take(key, (list,), f"[[{key}]] tables", required=False)
        if value is None:
            return []
        if not all(isinstance(item, dict) for item in value):
            self.wrong(key, f'"{key}" holds something that is not a table.', f"Expected [[{key}]] tables.")
            return []
        return [Block(item, self.errors, lambda _: self._place(key), f"{key} table") for item in value]

    def table(self, key: str) -> dict[str, Any]:
        """Take a table whose keys are names; an empty one when absent."""
        value = self._take(key, (dict,), f"a table [{key}]", required=False)
        return {} if value is None else dict(value)

    def done(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._keys.keys() - self._known:
            self.errors.append(
                UnknownName(
                    "key of this block", key, sorted(self._known), where=self._place(key), remedy="Nothing reads it."
                )
            )
