"""Where everything of a timeline stands: rows, labels that do not touch, and how wide words are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import NamedTuple

from wellfounded.law.library import Library
from wellfounded.report.timeline import Arrow, Timeline, short_name
from wellfounded.report.timeline_scale import Scale, scale
from wellfounded.report.words import day, listed

WIDTH = 960
LEFT, RIGHT, EDGE = 256, 940, 20
ROW, BAR, LEVEL, CIRCUIT_ROW, LINE = 42, 20, 32, 26, 17
_MOST_LEVELS = 4
_NAME_ROOM = LEFT - EDGE - 14


class Label(NamedTuple):
    """The words for the acts of one day: where the day is, where they begin, and on which level they stand."""

    on: date
    at: float
    left: float
    level: int
    words: str


class Layout(NamedTuple):
    """Where everything stands: the tops of rows by id, of the circuits, and the ends of rows and picture."""

    found: Timeline
    scale: Scale
    labels: tuple[Label, ...]
    top: float
    tops: Mapping[str, float]
    circuits_top: float
    bottom: float
    height: float


def layout(library: Library, found: Timeline) -> Layout:
    """Find the place of everything in a timeline."""
    line = scale_of(found)
    labels = tuple(_place_labels(library, found, line))
    levels = max((label.level for label in labels), default=-1) + 1
    top = 78 + levels * LEVEL + 22
    tops, bottom = {}, top + 8.0
    for row in found.rows:
        tops[row.id] = bottom
        bottom += ROW + LINE * (len(name_lines(row.name)) - 1)
    circuits_top = bottom + 44
    end = circuits_top + len(found.circuits) * CIRCUIT_ROW if found.circuits else bottom
    return Layout(found, line, labels, top, tops, circuits_top, bottom, end + 46)


def scale_of(found: Timeline) -> Scale:
    """Return the scale on which a timeline is drawn."""
    return scale(found.from_day, found.to_day, events(found), left=LEFT, right=RIGHT - 4)


def events(found: Timeline) -> list[date]:
    """List the days on which anything shown begins or ends."""
    days = {bar.from_day for row in (*found.rows, *found.circuits) for bar in row.bars}
    return sorted(days | {arrow.on for arrow in found.arrows})


def _place_labels(library: Library, found: Timeline, line: Scale) -> Iterable[Label]:
    """Set the acts of each day above the rows, as low as they do not touch; what finds no room is in the table."""
    taken: list[list[tuple[float, float]]] = [[] for _ in range(_MOST_LEVELS)]
    for on, group in groupby(found.arrows, key=lambda arrow: arrow.on):
        words = act_words(library, list(group))
        wide = max(width_of(words, 12.5, bold=True), width_of(day(on), 12.5))
        at = line.at(on)
        left = min(max(at - wide / 2, EDGE), RIGHT + 4 - wide)
        for level, spans in enumerate(taken):
            if all(left > end + 14 or left + wide < start - 14 for start, end in spans):
                spans.append((left, left + wide))
                yield Label(on, at, left, level, words)
                break


def act_words(library: Library, arrows: list[Arrow]) -> str:
    """Say what was done on one day: "A-B- III vacates A-B- I, reinstates A-R-C-G-"."""
    said = []
    for by, of in groupby(sorted(arrows, key=lambda arrow: arrow.by), key=lambda arrow: arrow.by):
        done: dict[str, list[str]] = {}
        kinds = library.vocabulary.treatments
        for arrow in sorted(of, key=lambda one: bool(kinds[one.word.replace(" ", "-")].restores)):
            done.setdefault(arrow.word, []).append(short_name(library.authorities[arrow.target]))
        said.append(f"{short_name(library.authorities[by])} {', '.join(f'{w} {listed(t)}' for w, t in done.items())}")
    return "; ".join(said)


def name_lines(name: str) -> list[str]:
    """Break a name into two lines at most."""
    if width_of(name, 14.5, bold=True) <= _NAME_ROOM:
        return [name]
    words = name.split()
    count = max(
        (at for at in range(1, len(words)) if width_of(" ".join(words[:at]), 14.5, bold=True) <= _NAME_ROOM), default=1
    )
    return [" ".join(words[:count]), cut(" ".join(words[count:]), 14.5, _NAME_ROOM, bold=True)]


def under_words(text: str) -> str:
    """Choose what fits of "citation · body"."""
    cite = text.partition(" · ")[0]
    choices = (text, cite, cite.partition(" (")[0], cite.partition(" (")[0].partition(", ")[0])
    return next((words for words in choices if width_of(words, 12.5) <= _NAME_ROOM), cut(cite, 12.5, _NAME_ROOM))


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Estimate how wide a text is drawn."""
    narrow = sum(sign in "iljtfr.,;:'|!-I() " for sign in text)
    return (len(text) * 0.585 - narrow * 0.24) * size * (1.06 if bold else 1.0)


def cut(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Cut a text to the room there is, saying so with an ellipsis."""
    if width_of(text, size, bold=bold) <= room:
        return text
    while text and width_of(text + "…", size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip(" ,·-") + "…"
