"""Where each key of a TOML text stands, because the standard reader does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r'^\s*("?[A-Za-z0-9_.\- ]+?"?)\s*=')


def places(text: str) -> dict[str, int]:
    """Map the dotted path of each table and key to its line; the members of an array of tables are numbered from 0.

    Example:
        >>> places("a = 1\\n[[class]]\\nname = 'x'")
        {'a': 1, 'class.0': 2, 'class.0.name': 3}
    """
    found: dict[str, int] = {}
    for number, path in _paths(text):
        found.setdefault(path, number)
    return found


def first_line_of(text: str, line: int) -> int:
    """Return the first line with the table or key of a line; 0 if the line has none.

    Example:
        >>> first_line_of("a = 1\\nb = 2\\na = 3", 3)
        1
    """
    paths = list(_paths(text))
    here = next((path for number, path in paths if number == line), None)
    return next((number for number, path in paths if path == here), 0)


def _paths(text: str) -> Iterator[tuple[int, str]]:
    """List each line that names a table or a key, with its dotted path."""
    counts: dict[str, int] = {}
    prefix = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            prefix = _numbered(header[2], header[1] == "[[", counts)
            yield number, prefix
        elif key := _KEY.match(line):
            path = ".".join(part.strip(' "') for part in key[1].split("."))
            yield number, f"{prefix}.{path}" if prefix else path


def _numbered(header: str, is_array: bool, counts: dict[str, int]) -> str:
    """Write the path of a header with the number of each array of tables on the way."""
    parts = [part.strip(' "') for part in header.split(".")]
    path = ""
    for at, part in enumerate(parts):
        path = f"{path}.{part}" if path else part
        if is_array and at == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = f"{path}.{counts[path]}"
    return path


def line_of(path: str, lines: dict[str, int]) -> int:
    """Return the line of a path, or of the nearest table above it that stands on a line; 1 for none."""
    while path:
        for spot in (path, f"{path}.0"):
            if spot in lines:
                return lines[spot]
        path = path.rpartition(".")[0]
    return 1
