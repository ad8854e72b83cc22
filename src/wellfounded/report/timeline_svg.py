"""The timeline drawn: bars over time, arrows for what one authority did to another, words where the eye is.

Solid governs, thin stands beside, dashed is displaced, hatched reaches only part, dotted is unsettled; words say so.
It is drawn for 960 units and readable at 700 pixels and in black and white.
"""

from __future__ import annotations

from wellfounded.law.library import Library
from wellfounded.report.markup import Markup, element, fragment
from wellfounded.report.timeline import GOVERNS, Timeline, short_name
from wellfounded.report.timeline_bars import authority_bar, circuit_bar, dots, hatch, head
from wellfounded.report.timeline_layout import (
    BAR,
    CIRCUIT_ROW,
    EDGE,
    LEVEL,
    LINE,
    RIGHT,
    ROW,
    WIDTH,
    Layout,
    layout,
    name_lines,
    under_words,
)
from wellfounded.report.words import before, counted, day, listed

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


def timeline_svg(library: Library, found: Timeline, *, marker: bool = False) -> Markup:
    """Draw a timeline.

    Args:
        marker: leave a line that a page's script moves to a chosen day; it is not shown until then.
    """
    plan = layout(library, found)
    svg_id = f"timeline-{found.issue.replace('.', '-')}"
    drawn = element(
        "svg",
        element("title", f"Which authorities govern: {found.name}", id=f"{svg_id}-t"),
        element("desc", description(library, found), id=f"{svg_id}-d"),
        element("style", Markup(STYLE)),
        element("defs", hatch(), dots(), head()),
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


def _titles(found: Timeline) -> Markup:
    forum = before(found.forum)
    place = f"{forum}; where a circuit has law of its own, see below" if found.circuits else forum
    confirmed = f"Law last confirmed {day(found.confirmed_through)}."
    return fragment(
        element("text", found.name, x=EDGE, y=34, class_="t-h"),
        element("text", f"{place[:1].upper()}{place[1:]}. {confirmed}", x=EDGE, y=58, class_="t-sub"),
    )


def _grid(plan: Layout) -> Markup:
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


def _rows(library: Library, plan: Layout) -> Markup:
    written = []
    for row in plan.found.rows:
        y = plan.tops[row.id]
        lines = name_lines(row.name)
        below = y + ROW + LINE * (len(lines) - 1) - 4
        written.append(
            element(
                "g",
                element("line", x1=EDGE, y1=below, x2=RIGHT, y2=below, stroke="#efece3"),
                [element("text", line, x=EDGE, y=y + 13 + LINE * at, class_="t-name") for at, line in enumerate(lines)],
                element("text", under_words(row.under), x=EDGE, y=y + 12 + LINE * len(lines), class_="t-under"),
                [authority_bar(library, plan.scale, bar, row, y + 5) for bar in row.bars],
            )
        )
    return fragment(*written)


def _arrows(plan: Layout) -> Markup:
    """Draw each act from the row of its author to the row of its target; short, where its author has no row."""
    drawn = []
    for arrow in plan.found.arrows:
        at = plan.scale.at(arrow.on)
        target = plan.tops[arrow.target] + 5
        source = plan.tops.get(arrow.by)
        begin = target - 18 if source is None else source + 5 + (0 if source + 5 > target else BAR)
        end = target + (BAR + 1 if begin > target else -1)
        drawn.append(
            element("line", x1=at, y1=begin, x2=at, y2=end, stroke="#8a3b12", stroke_width=1.8, marker_end="url(#head)")
        )
    return fragment(*drawn)


def _labels(plan: Layout) -> Markup:
    lines, texts = [], []
    for label in plan.labels:
        base = plan.top - 22 - label.level * LEVEL
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


def _circuits(plan: Layout) -> Markup | None:
    if not plan.found.circuits:
        return None
    drawn = [element("text", "In circuits with law of their own", x=EDGE, y=plan.circuits_top - 14, class_="t-name")]
    for at, row in enumerate(plan.found.circuits):
        y = plan.circuits_top + at * CIRCUIT_ROW
        drawn.append(element("text", row.name, x=EDGE, y=y + 14, class_="t-under"))
        for bar in row.bars:
            drawn.append(circuit_bar(plan.scale, bar, row, y))
    return fragment(*drawn)


def _foot(plan: Layout) -> Markup:
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
    return element("text", " ".join(notes), x=EDGE, y=plan.height - 16, class_="t-under")


def _marker(plan: Layout) -> Markup:
    bottom = plan.height - 52
    return element(
        "g",
        element("line", x1=0, y1=plan.top - 2, x2=0, y2=bottom, stroke="#1b1f24", stroke_width=1.6),
        element("circle", cx=0, cy=bottom, r=5, fill="#1b1f24"),
        element("text", "", x=0, y=bottom + 18, class_="t-on", text_anchor="middle"),
        class_="t-marker",
        visibility="hidden",
    )
