"""A bar chart drawn: one bar a row, its words at the left and its number at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wellfounded.report.markup import Markup, element, fragment

_WIDTH, _LABELS, _NUMBERS = 720, 250, 96
_ROW, _BAR, _TOP = 26, 16, 8
_SANS = "system-ui,-apple-system,'Segoe UI','Noto Sans',sans-serif"
_STYLE = (
    f".bars text{{font:13px {_SANS};fill:#1b1f24;font-variant-numeric:tabular-nums}}.bars text.soft{{fill:#5b6168}}"
)
"""Styles inside a drawing reach the whole page, so they name the drawing."""


class BarOf(NamedTuple):
    """One bar: its words, its number (None where it is not shown), and how the number is written."""

    label: str
    value: float | None
    written: str


def bars_svg(bars: Sequence[BarOf], *, title: str, description: str) -> Markup:
    """Draw a bar chart; the same numbers belong in a table beside it."""
    most = max((bar.value or 0 for bar in bars), default=0) or 1
    room = _WIDTH - _LABELS - _NUMBERS
    rows = []
    for at, bar in enumerate(bars):
        top = _TOP + at * _ROW
        width = room * (bar.value or 0) / most
        rows.append(
            fragment(
                element("text", _short(bar.label), x=_LABELS - 8, y=top + _BAR - 3, text_anchor="end"),
                element("rect", x=_LABELS, y=top, width=max(width, 1.0), height=_BAR, fill="#0b5a6b")
                if bar.value is not None
                else None,
                element(
                    "text",
                    bar.written,
                    x=_LABELS + (width if bar.value is not None else 0) + 6,
                    y=top + _BAR - 3,
                    class_=None if bar.value is not None else "soft",
                ),
                "\n",
            )
        )
    height = _TOP * 2 + len(bars) * _ROW
    return element(
        "svg",
        element("title", title),
        element("desc", description),
        element("style", Markup(_STYLE)),
        element("line", x1=_LABELS, y1=2, x2=_LABELS, y2=height - 2, stroke="#5b6168"),
        *rows,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_WIDTH} {height}",
        width=_WIDTH,
        height=height,
        class_="bars",
        role="img",
        aria_label=title,
    )


def _short(label: str) -> str:
    return label if len(label) <= 38 else label[:37] + "…"
