"""Find the file of a scenario and read it as TOML; what cannot be read is told with file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from wellfounded.backlog.toml_places import first_line_of
from wellfounded.errors import UnknownName, UnreadableFile
from wellfounded.shipped import material_folder

LARGEST_FILE = 2_000_000
MOST_OFFERED = 4
_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_DAY = re.compile(r"=\s*(\d{4})-(\d{2})-(\d{2})\b")
_HOW = '"wellfounded backlog new" writes one that can be read.'


def built_in() -> dict[str, Path]:
    """Return the scenarios that came with the program, by name."""
    return {path.stem: path for path in sorted(material_folder("scenarios").glob("*.toml"))}


def find_scenario(name: str, *, where: str = "") -> Path:
    """Find a scenario by the path of its file, or by the name of one that came with the program.

    Args:
        where: the line that names it, for the message; empty where the user does.
    Raises:
        UnknownName: if there is no such file or name.
        UnreadableFile: if it is the path of a folder.
    """
    path, shipped = Path(name), built_in()
    if path.is_file():
        return path
    if name.removesuffix(".toml") in shipped:
        return shipped[name.removesuffix(".toml")]
    if name and path.is_dir():
        raise UnreadableFile("This is a folder.", where=where or name, remedy="Give the path of a scenario's file.")
    beside = sorted(str(one) for one in path.parent.glob("*.toml")) if path.parent.is_dir() else []
    raise UnknownName(
        "scenario",
        name,
        [*shipped, *beside],
        near=near_names(name, shipped),
        where=where,
        remedy=f"No file has this name. Give the path of a file, or one of: {', '.join(shipped)}.",
    )


def near_names(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """List the name that differs only in capitals, or else the names that begin with what was given, if they are few.

    Example:
        >>> near_names("2018-06", ["2018-06-as-it-stood", "hire-100", "hire-300"])
        ('2018-06-as-it-stood',)
        >>> near_names("Hire", ["2018-06-as-it-stood", "hire-100", "hire-300"])
        ('hire-100', 'hire-300')
    """
    begun = name.casefold().removesuffix(".toml")
    alike = tuple(one for one in known if one.casefold().startswith(begun)) if begun else ()
    return next(((one,) for one in alike if one.casefold() == begun), alike if len(alike) <= MOST_OFFERED else ())


def read_toml(path: Path) -> tuple[str, dict[str, Any]]:
    """Read a file: its text and its keys.

    Raises:
        UnreadableFile: if it is too large, no text, not TOML, or empty.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFile(
                "The file is larger than a scenario can be (2 MB).", where=str(path), remedy="Is it another file?"
            )
        text = _text(path)
        keys = tomllib.loads(text)
    except OSError as error:
        raise UnreadableFile(f"The file cannot be read: {error.strerror}.", where=str(path)) from None
    except RecursionError:
        raise UnreadableFile("Its lists lie too deep in one another.", where=path.name, remedy=_HOW) from None
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(str(error), path.name, text) from None
    if not keys:
        raise UnreadableFile("The file says nothing.", where=f"{path.name}, line 1", remedy=_HOW)
    return text, keys


def _text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(
            "This line is not text in UTF-8.",
            where=f"{path.name}, line {line}",
            remedy="Save the file as UTF-8.",
        ) from None


def _not_toml(message: str, name: str, text: str) -> UnreadableFile:
    """Tell an error of TOML at its line; one without a line was met at the end."""
    found, lines = _LINE.search(message), text.split("\n")
    line = int(found.group(1)) if found else len(text.rstrip().split("\n"))
    where = f"{name}, line {line}"
    if _names_no_day(lines[line - 1]):
        return UnreadableFile(
            "This line names a day that does not exist.", where=where, remedy="Write a day like 2018-06-11."
        )
    if "overwrite" in message or "twice" in message or "Duplicate" in message:
        first = first_line_of(text, line)
        told = f"; the first stands in line {first}" if first not in (0, line) else ""
        return UnreadableFile(f"A key or table stands twice{told}.", where=where, remedy="Keep one of the two.")
    said = message[: found.start()].strip() if found else message.partition(" (")[0]
    return UnreadableFile(f"The file cannot be read as TOML here: {said}.", where=where, remedy=_HOW)


def _names_no_day(line: str) -> bool:
    """Say whether a line gives as a value a day that no calendar has, like 2025-02-30."""
    for year, month, day in _DAY.findall(line):
        try:
            date(int(year), int(month), int(day))
        except ValueError:
            return True
    return False
