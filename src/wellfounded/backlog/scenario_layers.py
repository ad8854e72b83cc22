"""A scenario's file laid over the one it extends: tables key by key, lists whole, or added to with `also_`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from wellfounded.backlog.scenario_file import find_scenario, read_toml
from wellfounded.backlog.toml_places import line_of, places
from wellfounded.errors import UnreadableFile, shortened

ALSO = "also_"
MOST_LAYERS = 8
Places = dict[str, tuple[str, int]]
"""Where each key stands: its dotted path, with file and line."""


def read_layers(path: Path, *, chain: tuple[Path, ...] = ()) -> tuple[dict[str, Any], Places]:
    """Read a file and what it extends; the file's own keys stand before those of the file it extends.

    Raises:
        UnknownName: if the scenario it extends is not there.
        UnreadableFile: if a file is no TOML, or extends itself.
    """
    text, keys = read_toml(path)
    lines = places(text)
    where = {spot: (path.name, line) for spot, line in lines.items()}
    base = keys.pop("extends", None)
    if base is None:
        return keys, where
    here = f"{path.name}, line {line_of('extends', lines)}"
    if not isinstance(base, str) or path in chain or len(chain) > MOST_LAYERS:
        raise UnreadableFile(
            f'The scenario extends "{shortened(str(base))}", which comes back to itself or is no name.',
            where=here,
            remedy="Extend another one, by its name in quotation marks.",
        )
    sibling = path.with_name(f"{base}.toml")
    parent, parent_where = read_layers(
        sibling if sibling.is_file() else find_scenario(base, where=here), chain=(*chain, path)
    )
    return _named(path.stem, parent, keys), {**parent_where, **_moved(where, parent, keys)}


def _named(id: str, parent: Mapping[str, Any], keys: dict[str, Any]) -> dict[str, Any]:
    """Lay keys over those they extend; what the parent is called and says of itself is not taken over."""
    but_for = ", ".join(_set_here(keys)) or "nothing"
    base = parent.get("title", "the scenario it extends")
    own = {"title": f"{base}, as changed in {id}", "about": f"As “{base}”, but for: {but_for}."}
    return _over(parent, own | keys)


def _set_here(keys: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """List the numbers, lists and other keys that a file sets itself, by their dotted path."""
    for key, value in keys.items():
        if isinstance(value, dict) and not _is_number(value):
            yield from _set_here(value, f"{path}{key}.")
        elif path or key not in ("title", "about"):
            yield f"{path}{key}"


def _is_number(value: Mapping[str, Any]) -> bool:
    return "value" in value or "figure" in value


def _over(under: Mapping[str, Any], top: Mapping[str, Any]) -> dict[str, Any]:
    """Lay tables over tables; a list or a number with its source replaces what was there whole.

    Example:
        >>> _over({"hire": [1], "leave": [2]}, {"also_hire": [3], "leave": [4]})
        {'hire': [1, 3], 'leave': [4]}
    """
    merged = dict(under)
    for key, value in top.items():
        below = merged.get(key, {})
        if isinstance(value, dict) and isinstance(below, dict) and not _is_number(value):
            merged[key] = _over(below, value)
        elif not _adds(key, value):
            merged[key] = value
    for key, value in top.items():
        if _adds(key, value):
            listed = merged.get(key.removeprefix(ALSO), [])
            merged[key.removeprefix(ALSO)] = [*listed, *value] if isinstance(listed, list) else listed
    return merged


def _adds(key: str, value: object) -> bool:
    return key.startswith(ALSO) and isinstance(value, list)


def _moved(where: Places, parent: Mapping[str, Any], keys: Mapping[str, Any]) -> Places:
    """Tell where the members of an added list stand by the numbers they have in the list they were added to."""
    return {_spot(path, parent, keys): place for path, place in where.items()}


def _spot(path: str, parent: Mapping[str, Any], keys: Mapping[str, Any]) -> str:
    parts = path.split(".")
    above, top = parent, keys
    for at, part in enumerate(parts):
        if _adds(part, top.get(part)):
            listed = part.removeprefix(ALSO)
            before = top.get(listed, above.get(listed, []))
            number = [str(len(before) + int(parts[at + 1]))] if len(parts) > at + 1 else []
            return ".".join([*parts[:at], listed, *number, *parts[at + 2 :]])
        above, top = above.get(part, {}), top.get(part, {})
        if not isinstance(above, dict) or not isinstance(top, dict):
            break
    return path
