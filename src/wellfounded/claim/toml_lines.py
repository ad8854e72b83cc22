"""Where each key of a TOML file stands: the reader of TOML says what a file holds, but not on which line."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]
_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*=")
_PLAIN_KEY = re.compile(r"([\w-]+)\s*=")
_PART = re.compile(r"\"([^\"]*)\"|'([^']*)'|([\w-]+)")


class TomlLines:
    """The line of each table and key of a TOML file, by its path: ("group", 0, "facts", "group-kind").

    A file that TOML could not be read from gives lines as far as they can be told.
    """

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {}
        self._counted: dict[Path, int] = {}
        self._table: Path = ()
        self._scan(text)

    def line(self, *path: str | int) -> int:
        """Return the line of a key or, where it has none of its own, of the table it stands in."""
        for end in range(len(path), 0, -1):
            if path[:end] in self._lines:
                return self._lines[path[:end]]
        return 1

    def _scan(self, text: str) -> None:
        within = ""
        for number, line in enumerate(text.split("\n"), 1):
            if within:
                within = "" if line.count(within) % 2 else within
                continue
            if plain := _PLAIN_KEY.match(line):
                self._lines.setdefault((*self._table, plain.group(1)), number)
            elif header := _HEADER.match(line):
                self._open(header.group(2), array=header.group(1) == "[[", number=number)
            elif key := _KEY.match(line):
                self._lines.setdefault((*self._table, *_parts(key.group(1))), number)
            if '"""' in line or "'''" in line:
                within = next((mark for mark in ('"""', "'''") if line.count(mark) % 2), "")

    def _open(self, name: str, *, array: bool, number: int) -> None:
        path: Path = ()
        parts = _parts(name)
        for at, part in enumerate(parts):
            path = (*path, part)
            if array and at == len(parts) - 1:
                self._counted[path] = self._counted.get(path, -1) + 1
            if path in self._counted:
                path = (*path, self._counted[path])
        self._table = path
        self._lines.setdefault(path, number)


def _parts(dotted: str) -> list[str]:
    return ["".join(found) for found in _PART.findall(dotted)]
