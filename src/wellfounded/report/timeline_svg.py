"""The timeline drawn: bars over time, arrows for what one authority did to another, words where the eye is.

Solid governs, thin stands beside, dashed is displaced, hatched reaches only part, dotted is unsettled; words say so.
It is drawn for 960 units and readable at 700 pixels and in black and white.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import NamedTuple

from wellfounded.law.library import Library
from wellfounded.report.markup import Markup, element, fragment
from wellfounded.report.timeline import (
    BESIDE,
    CANDIDATE,
    DISPLACED,
    ELSEWHERE,
    GOVERNS,
    Arrow,
    Bar,
    Row,
    Timeline,
    short_name,
)
from wellfounded.report.timeline_scale import Scale, scale
from wellfounded.report.words import before, counted, day, listed

WIDTH = 960
_LEFT, _RIGHT, _EDGE = 256, 940, 20
_ROW, _BAR, _LEVEL, _CIRCUIT_ROW, _LINE = 42, 20, 32, 26, 17
_MOST_LEVELS = 4
_SANS = "system-ui,-apple-system,'Segoe UI','Noto Sans',sans-serif"
_SERIF = "Charter,'Bitstream Charter','Noto Serif',Georgia,serif"
_HALO = "paint-order:stroke;stroke:#fbfaf7;stroke-width:4px;stroke-linejoin:round"
STYLE = f"""
.t-h{{font:600 20px {_SERIF};fill:#1b1f24}}
.t-sub{{font:14px {_SANS};fill:#5b6168}}
.t-name{{font:600 14.5px {_SANS};fill:#1b1f24}}
.t-under{{font:12.5px {_SANS};fill:#5b6168}}
.t-year{{font:12.5px {_SANS};fill:#5b6168;font-variant-numeric:tabular-nums;{_HALO}}}
.t-act{{font:600 12.5px {_SANS};fill:#8a3b12;{_HALO}}}
.t-day{{font:12.5px {_SANS};fill:#8a3b12;{_HALO}}}
.t-in{{font:600 12.5px {_SANS};fill:#fff}}
.t-out{{font:12.5px {_SANS};fill:#4a5057}}
.t-part{{font:600 12.5px {_SANS};fill:#1b1f24;{_HALO}}}
.t-beside{{font:12.5px {_SANS};fill:#4a5057;paint-order:stroke;stroke:#fbfaf7;stroke-width:6px}}
.t-on{{font:600 13px {_SANS};fill:#1b1f24;{_HALO}}}
"""


class _Label(NamedTuple):
    on: date
    at: float
    left: float
    level: int
    words: str


class _Layout(NamedTuple):
    found: Timeline
    scale: Scale
    labels: tuple[_Label, ...]
    top: float
    tops: Mapping[str, float]
    circuits_top: float
    bottom: float
    height: float


def timeline_svg(library: Library, found: Timeline, *, marker: bool = False) -> Markup:
    """Draw a timeline.

    Args:
        marker: leave a line that a page's script moves to a chosen day; it is not shown until then.
    """
    plan = _layout(library, found)
    svg_id = f"timeline-{found.issue.replace('.', '-')}"
    drawn = element(
        "svg",
        element("title", f"Which authorities govern: {found.name}", id=f"{svg_id}-t"),
        element("desc", description(library, found), id=f"{svg_id}-d"),
        element("style", Markup(STYLE)),
        element("defs", _hatch(), _dots(), _head()),
        element("rect", width=WIDTH, height=plan.height, fill="#fbfaf7"),
        _titles(found),
        _labels(plan),
        _grid(plan),
        _rows(library, plan),
        _arrows(plan),
        _circuits(plan),
        _foot(plan),
        _marker(plan) if marker else None,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {plan.height:.0f}",
        role="img",
        aria_labelledby=f"{svg_id}-t {svg_id}-d",
    )
    return _named_apart(drawn, svg_id)


def _named_apart(drawn: Markup, svg_id: str) -> Markup:
    """Give the patterns of a picture names of its own, so that several pictures can stand on one page."""
    for name in ("hatch", "dots", "head"):
        renamed = drawn.replace(f'id="{name}"', f'id="{svg_id}-{name}"')
        drawn = Markup(renamed.replace(f"url(#{name})", f"url(#{svg_id}-{name})"))
    return drawn


def description(library: Library, found: Timeline) -> str:
    """Say in words what the picture shows, for those who do not see it."""
    acts = [
        f"{day(arrow.on)}, {short_name(library.authorities[arrow.by])} {arrow.word} "
        f"{short_name(library.authorities[arrow.target])}"
        for arrow in found.arrows
    ]
    now = [row.name for row in found.rows if row.bars[-1].role == GOVERNS and row.bars[-1].until_day > found.to_day]
    at_the_end = f"At the end {listed(now)} {'govern' if len(now) > 1 else 'governs'}. " if found.issue and now else ""
    return (
        f"{found.name}, {before(found.forum)}, {day(found.from_day)} to {day(found.to_day)}. "
        f"Each row is an {'authority' if found.issue else 'issue'}: a solid bar governs, a thin bar stands while "
        "another test governs, a dashed outline is displaced, hatching reaches only part, dots are unsettled. "
        f"{at_the_end}{f'Acts: {listed(acts)}. ' if acts else ''}The table beside the picture holds the same days."
    )


def events(found: Timeline) -> list[date]:
    """List the days on which anything shown begins or ends."""
    days = {bar.from_day for row in (*found.rows, *found.circuits) for bar in row.bars}
    return sorted(days | {arrow.on for arrow in found.arrows})


def _layout(library: Library, found: Timeline) -> _Layout:
    line = scale_of(found)
    labels = tuple(_place_labels(library, found, line))
    levels = max((label.level for label in labels), default=-1) + 1
    top = 78 + levels * _LEVEL + 22
    tops, bottom = {}, top + 8.0
    for row in found.rows:
        tops[row.id] = bottom
        bottom += _ROW + _LINE * (len(_name_lines(row.name)) - 1)
    circuits_top = bottom + 44
    end = circuits_top + len(found.circuits) * _CIRCUIT_ROW if found.circuits else bottom
    return _Layout(found, line, labels, top, tops, circuits_top, bottom, end + 46)


def _place_labels(library: Library, found: Timeline, line: Scale) -> Iterable[_Label]:
    """Set the acts of each day above the rows, as low as they do not touch; what finds no room is in the table."""
    taken: list[list[tuple[float, float]]] = [[] for _ in range(_MOST_LEVELS)]
    for on, group in groupby(found.arrows, key=lambda arrow: arrow.on):
        words = act_words(library, list(group))
        wide = max(_wide(words, 12.5, bold=True), _wide(day(on), 12.5))
        at = line.at(on)
        left = min(max(at - wide / 2, _EDGE), _RIGHT + 4 - wide)
        for level, spans in enumerate(taken):
            if all(left > end + 14 or left + wide < start - 14 for start, end in spans):
                spans.append((left, left + wide))
                yield _Label(on, at, left, level, words)
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


def _wide(text: str, size: float, *, bold: bool = False) -> float:
    """Estimate how wide a text is drawn."""
    narrow = sum(sign in "iljtfr.,;:'|!-I() " for sign in text)
    return (len(text) * 0.585 - narrow * 0.24) * size * (1.06 if bold else 1.0)


def _cut(text: str, size: float, room: float, *, bold: bool = False) -> str:
    if _wide(text, size, bold=bold) <= room:
        return text
    while text and _wide(text + "…", size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip(" ,·-") + "…"


def _titles(found: Timeline) -> Markup:
    forum = before(found.forum)
    place = f"{forum}; where a circuit has law of its own, see below" if found.circuits else forum
    confirmed = f"Law last confirmed {day(found.confirmed_through)}."
    return fragment(
        element("text", found.name, x=_EDGE, y=34, class_="t-h"),
        element("text", f"{place[:1].upper()}{place[1:]}. {confirmed}", x=_EDGE, y=58, class_="t-sub"),
    )


def _grid(plan: _Layout) -> Markup:
    lines = []
    bottom = plan.height - 40
    for tick in plan.scale.ticks():
        at = plan.scale.at(tick)
        lines.append(element("line", x1=at, y1=plan.top, x2=at, y2=bottom, stroke="#e7e3d8"))
        lines.append(element("text", str(tick.year), x=at, y=plan.top - 6, text_anchor="middle", class_="t-year"))
    if plan.scale.turn:
        at = plan.scale.middle
        lines += [
            element("line", x1=at - 2, y1=plan.top - 2, x2=at - 2, y2=bottom, stroke="#8d8876", stroke_width=1),
            element("line", x1=at + 2, y1=plan.top - 2, x2=at + 2, y2=bottom, stroke="#8d8876", stroke_width=1),
        ]
    return fragment(*lines)


def _rows(library: Library, plan: _Layout) -> Markup:
    written = []
    for row in plan.found.rows:
        y = plan.tops[row.id]
        lines = _name_lines(row.name)
        below = y + _ROW + _LINE * (len(lines) - 1) - 4
        written.append(
            element(
                "g",
                element("line", x1=_EDGE, y1=below, x2=_RIGHT, y2=below, stroke="#efece3"),
                [
                    element("text", line, x=_EDGE, y=y + 13 + _LINE * at, class_="t-name")
                    for at, line in enumerate(lines)
                ],
                element("text", _under(row.under), x=_EDGE, y=y + 12 + _LINE * len(lines), class_="t-under"),
                [_bar(library, plan.scale, bar, row, y + 5) for bar in row.bars],
            )
        )
    return fragment(*written)


_NAME_ROOM = _LEFT - _EDGE - 14


def _name_lines(name: str) -> list[str]:
    """Break a name into two lines at most."""
    if _wide(name, 14.5, bold=True) <= _NAME_ROOM:
        return [name]
    words = name.split()
    count = max(
        (at for at in range(1, len(words)) if _wide(" ".join(words[:at]), 14.5, bold=True) <= _NAME_ROOM), default=1
    )
    return [" ".join(words[:count]), _cut(" ".join(words[count:]), 14.5, _NAME_ROOM, bold=True)]


def _under(text: str) -> str:
    """Choose what fits of "citation · body"."""
    cite = text.partition(" · ")[0]
    choices = (text, cite, cite.partition(" (")[0], cite.partition(" (")[0].partition(", ")[0])
    return next((words for words in choices if _wide(words, 12.5) <= _NAME_ROOM), _cut(cite, 12.5, _NAME_ROOM))


_LOOK: dict[str, dict[str, str | float]] = {
    GOVERNS: {"fill": "#0b5a6b"},
    CANDIDATE: {"fill": "url(#dots)", "stroke": "#1b1f24", "stroke_width": 1},
    DISPLACED: {"fill": "#fbfaf7", "stroke": "#8d8876", "stroke_width": 1.2, "stroke_dasharray": "4 3"},
    BESIDE: {"fill": "#0b5a6b"},
    ELSEWHERE: {"fill": "url(#hatch)", "stroke": "#0b5a6b", "stroke_width": 1},
}


def _bar(library: Library, line: Scale, bar: Bar, row: Row, y: float) -> Markup:
    x = line.at(bar.from_day)
    wide = max(line.at(bar.until_day) - x - (0.8 if bar is not row.bars[-1] else 0), 2.2)
    thin = {DISPLACED: 3, BESIDE: 8.5}.get(bar.role, 0)
    by = f" by {short_name(library.authorities[bar.by])}" if bar.by in library.authorities else ""
    told = f"{row.name}: {bar.words}{by}, {day(bar.from_day)} to {day(bar.until_day)}"
    return fragment(
        element(
            "rect",
            element("title", told),
            x=x,
            y=y + thin,
            width=wide,
            height=_BAR - 2 * thin,
            rx=2,
            **_LOOK[bar.role],
        ),
        _words_in((f"{bar.words}{by}", bar.words), bar.role, x, wide, y + _BAR / 2, first=bar is row.bars[0]),
    )


def _told(bar: Bar, by: str) -> tuple[str, ...]:
    """Give the words for a bar, the longest first."""
    if bar.role == BESIDE:
        return (bar.words, bar.words.partition(";")[0])
    if ", " in bar.words:
        first, *others = bar.words.split(", ")
        return (bar.words, f"{first} and {len(others)} more", first)
    return (f"{bar.words}{by}", bar.words)


def _words_in(words: Iterable[str], role: str, x: float, wide: float, y: float, *, first: bool) -> Markup | None:
    """Write the longest words that fit into a bar; before it, where it is the first of its row and too short."""
    choices = list(words)
    bold = role != DISPLACED
    fitting = [text for text in choices if _wide(text, 12.5, bold=bold) + 12 <= wide]
    if fitting:
        return element("text", fitting[0], x=x + 7, y=y + 4.5, class_=_TEXT[role])
    if first and role in (GOVERNS, CANDIDATE, ELSEWHERE) and x - _wide(choices[-1], 12.5) - 12 > _LEFT:
        return element("text", choices[-1], x=x - 7, y=y + 4.5, text_anchor="end", class_="t-out")
    if role in (GOVERNS, ELSEWHERE) and wide > 70:
        return element("text", _cut(choices[-1], 12.5, wide - 16, bold=True), x=x + 7, y=y + 4.5, class_=_TEXT[role])
    return None


_TEXT = {GOVERNS: "t-in", DISPLACED: "t-out", CANDIDATE: "t-part", BESIDE: "t-beside", ELSEWHERE: "t-part"}


def _arrows(plan: _Layout) -> Markup:
    """Draw each act from the row of its author to the row of its target; short, where its author has no row."""
    drawn = []
    for arrow in plan.found.arrows:
        at = plan.scale.at(arrow.on)
        target = plan.tops[arrow.target] + 5
        source = plan.tops.get(arrow.by)
        begin = target - 18 if source is None else source + 5 + (0 if source + 5 > target else _BAR)
        end = target + (_BAR + 1 if begin > target else -1)
        drawn.append(
            element("line", x1=at, y1=begin, x2=at, y2=end, stroke="#8a3b12", stroke_width=1.8, marker_end="url(#head)")
        )
    return fragment(*drawn)


def _labels(plan: _Layout) -> Markup:
    lines, texts = [], []
    for label in plan.labels:
        base = plan.top - 22 - label.level * _LEVEL
        lines.append(
            element(
                "line",
                x1=label.at,
                y1=base + 3,
                x2=label.at,
                y2=plan.bottom,
                stroke="#8a3b12",
                stroke_dasharray="1.5 4",
            )
        )
        texts += [
            element("text", label.words, x=label.left, y=base - 14, class_="t-act"),
            element("text", day(label.on), x=label.left, y=base, class_="t-day"),
        ]
    return fragment(*lines, *texts)


def _circuits(plan: _Layout) -> Markup | None:
    if not plan.found.circuits:
        return None
    drawn = [element("text", "In circuits with law of their own", x=_EDGE, y=plan.circuits_top - 14, class_="t-name")]
    for at, row in enumerate(plan.found.circuits):
        y = plan.circuits_top + at * _CIRCUIT_ROW
        drawn.append(element("text", row.name, x=_EDGE, y=y + 14, class_="t-under"))
        for bar in row.bars:
            drawn.append(_circuit_bar(plan.scale, bar, row, y))
    return fragment(*drawn)


def _circuit_bar(line: Scale, bar: Bar, row: Row, y: float) -> Markup:
    """Draw a circuit's own law with its name."""
    x = line.at(bar.from_day)
    wide = max(line.at(bar.until_day) - x, 2.5)
    told = f"{row.name}: {bar.words}, {day(bar.from_day)} to {day(bar.until_day)}"
    rect = element("rect", element("title", told), x=x, y=y, width=wide, height=_BAR - 1, rx=2, **_LOOK[ELSEWHERE])
    words = _words_in(_told(bar, ""), ELSEWHERE, x, wide, y + _BAR / 2, first=bar is row.bars[0])
    return fragment(rect, words)


def _foot(plan: _Layout) -> Markup:
    notes = []
    if plan.scale.turn:
        notes.append(
            f"The scale changes at the double line: from {day(plan.scale.turn)} a year is drawn "
            f"{plan.scale.ratio():.1f} times as wide."
        )
    unlabelled = len({arrow.on for arrow in plan.found.arrows}) - len(plan.labels)
    if unlabelled:
        notes.append(f"Acts of {counted(unlabelled, 'more day')} are told in the table.")
    notes.append("Not legal advice.")
    return element("text", " ".join(notes), x=_EDGE, y=plan.height - 16, class_="t-under")


def _marker(plan: _Layout) -> Markup:
    bottom = plan.height - 40
    return element(
        "g",
        element("line", x1=0, y1=plan.top - 2, x2=0, y2=bottom, stroke="#1b1f24", stroke_width=1.6),
        element("circle", cx=0, cy=bottom, r=5, fill="#1b1f24"),
        element("text", "", x=0, y=bottom + 18, class_="t-on", text_anchor="middle"),
        class_="t-marker",
        visibility="hidden",
    )


def scale_of(found: Timeline) -> Scale:
    """Return the scale on which a timeline is drawn."""
    return scale(found.from_day, found.to_day, events(found), left=_LEFT, right=_RIGHT - 4)


def _hatch() -> Markup:
    return element(
        "pattern",
        element("rect", width=6, height=6, fill="#fff"),
        element("line", x1=0, y1=0, x2=0, y2=6, stroke="#0b5a6b", stroke_width=2.2),
        id="hatch",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def _dots() -> Markup:
    return element(
        "pattern",
        element("rect", width=6, height=6, fill="#fff"),
        element("circle", cx=3, cy=3, r=1.1, fill="#1b1f24"),
        id="dots",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
    )


def _head() -> Markup:
    return element(
        "marker",
        element("path", d="M0 0 8 4 0 8z", fill="#8a3b12"),
        id="head",
        viewBox="0 0 8 8",
        refX=7,
        refY=4,
        markerWidth=5,
        markerHeight=5,
        orient="auto-start-reverse",
    )
