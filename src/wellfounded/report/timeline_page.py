"""A timeline with its table: as a page with a slider, as text, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from wellfounded.law.governing import GOVERNED, InForce
from wellfounded.law.library import Library
from wellfounded.report.document import Cell, Document, Heading, Part, Picture, Table
from wellfounded.report.markup import Markup, element, fragment
from wellfounded.report.stamp import stamp
from wellfounded.report.timeline import Bar, Timeline
from wellfounded.report.timeline_layout import act_words, scale_of
from wellfounded.report.timeline_svg import timeline_svg
from wellfounded.report.words import anchor, before, capitalised, counted, day, listed, status_word

SLIDER_STYLE = """
.slider{border:0;margin:0 0 8px;padding:0}
.slider output{display:block;font:16px/1.5 var(--serif);min-height:4.5em}
.slider output b{font:600 19px/1.4 var(--serif);display:block}
@media print{.slider{display:none}figure svg{max-height:8.6in}figure{break-inside:avoid}}
"""
SLIDER = """
for (const box of document.querySelectorAll('.slider')) {
  const days = JSON.parse(box.dataset.days), input = box.querySelector('input'), said = box.querySelector('output');
  const marker = box.parentElement.querySelector('.t-marker');
  const show = () => {
    const [place, day, words] = days[input.value];
    said.replaceChildren(Object.assign(document.createElement('b'), {textContent: day}), words);
    input.setAttribute('aria-valuetext', day);
    marker.setAttribute('visibility', 'visible');
    marker.setAttribute('transform', 'translate(' + place + ' 0)');
    marker.querySelector('text').textContent = day;
    marker.querySelector('text').setAttribute('text-anchor', place > 840 ? 'end' : 'middle');
  };
  input.addEventListener('input', show);
  box.hidden = false;
  show();
}
"""


def timeline_document(library: Library, found: tuple[Timeline, ...], *, drawn: bool = True) -> Document:
    """Tell one or several timelines, each with its picture and its tables.

    Args:
        drawn: whether the pictures are drawn; terminal text and Markdown do without.
    """
    first = found[0]
    place = f"{before(first.forum)}{'' if first.forum.circuit else ', no circuit chosen'}"
    span = f"{day(min(one.from_day for one in found))} to {day(max(one.to_day for one in found))}"
    title = found[0].name if len(found) == 1 else f"{len(found)} issues through time"
    parts: list[Part] = []
    for one in found:
        if len(found) > 1:
            parts.append(Heading(one.name))
        if drawn:
            parts.append(Picture(_figure(library, one), ""))
        parts += _tables(library, one)
    return Document(
        title=title,
        asked=f"{capitalised(place)}, {span}"
        if not first.issue
        else f"{listed([one.issue for one in found])}: {place}, {span}",
        answer=" ".join(_sentence(library, one) for one in found[:3]),
        known="",
        parts=tuple(parts),
        stamp=stamp(library, asked=f"{place}, {span}"),
    )


def _sentence(library: Library, found: Timeline) -> str:
    if not found.rows:
        return f"On {found.name.lower()} no authority in the library speaks in these days."
    if not found.issue:
        return f"On {counted(len(found.rows), 'issue')} something that governed was displaced."
    acts = len({arrow.on for arrow in found.arrows})
    last = found.eras[-1].answer
    names = listed([row.name for row in last.governing]) or "nobody"
    verb = "govern" if len(last.governing) > 1 else "governs"
    moved = f"was moved by acts of {counted(acts, 'day')}" if acts else "was not moved by any act that displaces"
    return f"The law on {found.name[:1].lower()}{found.name[1:]} {moved}; on {day(found.to_day)} {names} {verb}."


def _figure(library: Library, found: Timeline) -> Markup:
    svg = timeline_svg(library, found, marker=bool(found.eras))
    return fragment(_slider(library, found), "\n", svg) if found.eras and found.rows else svg


def _slider(library: Library, found: Timeline) -> Markup:
    """Write a control that goes from change to change; it appears only where scripts run."""
    line = scale_of(found)
    days = [[round(line.at(era.from_day), 1), day(era.from_day), era_words(era.answer)] for era in found.eras]
    name = f"day-{anchor(found.issue)}"
    return element(
        "fieldset",
        element("label", "Go from change to change with the arrow keys or the slider", for_=name),
        element("input", type="range", id=name, min=0, max=len(days) - 1, value=len(days) - 1, step=1),
        element("output", "", for_=name, aria_live="polite"),
        class_="slider screen-only",
        hidden=True,
        data_days=json.dumps(days, ensure_ascii=False),
    )


def era_words(found: InForce) -> str:
    """Say in a sentence or two who governs and who is displaced."""
    names = listed([row.name for row in found.governing])
    if not names:
        return f"{capitalised(status_word(found.answer))}."
    said = f"{names} {'govern' if len(found.governing) > 1 else 'governs'}."
    if found.answer != GOVERNED:
        said = f"Unsettled between {names}."
    lost = [f"{row.name} ({status_word(row.status)})" for row in found.displaced if row.by]
    return f"{said} Displaced: {listed(lost)}." if lost else said


def _tables(library: Library, found: Timeline) -> list[Part]:
    parts: list[Part] = []
    if found.eras:
        caption = "What governed, day by day"
        rows = tuple(_day_rows(library, found))
        parts.append(Table(("From", "Governs", "Displaced", "Because"), rows, caption, widths=(4, 6, 6, 5)))
    lines = [
        (Cell(row.name, row.under), day(bar.from_day), _until(found, bar), _bar_words(library, bar))
        for row in (*found.rows, *found.circuits)
        for bar in row.bars
    ]
    if lines:
        caption = "The same, row by row of the picture"
        parts.append(Table(("Row", "From", "Until", "Standing"), tuple(lines), caption, widths=(7, 3, 3, 5)))
    return parts


def _day_rows(library: Library, found: Timeline) -> Iterator[tuple[str | Cell, ...]]:
    shown = {row.id for row in found.rows}
    governed: set[str] = set()
    for era in found.eras:
        answer = era.answer
        named = "; ".join(row.name for row in answer.governing) or status_word(answer.answer)
        lead = "unsettled between: " if answer.governing and answer.answer != GOVERNED else ""
        lost = [
            f"{row.name}: {status_word(row.status)}" for row in answer.displaced if row.by and row.authority in shown
        ]
        acts = act_words(library, [arrow for arrow in found.arrows if arrow.on == era.from_day])
        new = [row.name for row in answer.governing if row.authority not in governed]
        begun = f"{listed(new)} {'begin' if len(new) > 1 else 'begins'} to govern" if new else "who governs changes"
        governed = {row.authority for row in answer.governing}
        yield day(era.from_day), f"{lead}{named}", "; ".join(lost) or "none", acts or begun


def _until(found: Timeline, bar: Bar) -> str:
    return day(bar.until_day) if bar.until_day <= found.to_day else "still"


def _bar_words(library: Library, bar: Bar) -> str:
    return f"{bar.words} by {library.authorities[bar.by].name}" if bar.by else bar.words


def timeline_json(library: Library, found: tuple[Timeline, ...]) -> dict[str, Any]:
    """Return timelines, with stable keys."""
    return {
        "stage": found[0].forum.stage,
        "circuit": found[0].forum.circuit,
        "timelines": [
            {
                "issue": one.issue or None,
                "name": one.name,
                "from": one.from_day.isoformat(),
                "to": one.to_day.isoformat(),
                "rows": [_row_json(row.id, row.name, row.bars) for row in one.rows],
                "circuits": [_row_json(row.id, row.name, row.bars) for row in one.circuits],
                "treatments": [
                    {
                        "on": arrow.on.isoformat(),
                        "by": arrow.by,
                        "effect": arrow.word.replace(" ", "-"),
                        "target": arrow.target,
                    }
                    for arrow in one.arrows
                ],
                "answers": [
                    {
                        "from": era.from_day.isoformat(),
                        "until": era.until_day.isoformat() if era.until_day else None,
                        "answer": era.answer.answer,
                        "governing": [row.authority for row in era.answer.governing],
                        "displaced": [
                            {"authority": row.authority, "status": row.status, "by": row.by or None}
                            for row in era.answer.displaced
                        ],
                    }
                    for era in one.eras
                ],
            }
            for one in found
        ],
        **stamp(library).keys(),
    }


def _row_json(id: str, name: str, bars: tuple[Bar, ...]) -> dict[str, Any]:
    return {
        "id": id,
        "name": name,
        "spans": [
            {
                "from": bar.from_day.isoformat(),
                "until": bar.until_day.isoformat(),
                "role": bar.role.replace(" ", "-"),
                "words": bar.words,
                "by": bar.by or None,
            }
            for bar in bars
        ],
    }
