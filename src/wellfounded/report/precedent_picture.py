"""The picture of one comparison: what only the claim has, what both have, what only the decided case has.

Factors for the applicant stand above, those for the government below. Each outer field says whom its factors make
stronger; those that keep the ruling from reaching the claim have a heavy frame and say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wellfounded.precedent.model import FactorBase, Side
from wellfounded.precedent.nearest import Compared
from wellfounded.precedent.scope import Standing
from wellfounded.report.markup import Markup, element
from wellfounded.report.words import counted

WIDTH, MARGIN, GAP, PAD = 700, 12, 10, 8
COLUMN = (WIDTH - 2 * MARGIN - 2 * GAP) / 3
INK, SOFT, RULE, PAPER, ACCENT, CHANGE = "#1b1f24", "#5b6168", "#c9c4b5", "#ffffff", "#0b5a6b", "#8a3b12"
SERIF = 'Charter, "Bitstream Charter", "Noto Serif", Georgia, serif'
SANS = "system-ui, sans-serif"
LINE = 16
STANDING = {
    Standing.BINDING: "binds here",
    Standing.PERSUASIVE: "does not bind here",
    Standing.NOT_CONFIRMED: "standing not confirmed",
    Standing.NOT_GOOD_LAW: "not good law here",
    Standing.NOT_YET: "not yet decided",
}


@dataclass(frozen=True, slots=True)
class _Box:
    """A factor in a field: its words in lines, and how it is drawn."""

    lines: tuple[str, ...]
    manner: str

    @property
    def height(self) -> int:
        return PAD + LINE * len(self.lines) + PAD // 2


def picture(base: FactorBase, claim: str, found: Compared) -> Markup:
    """Draw a claim beside one ruling."""
    drawing = _Drawing(base, claim, found)
    return drawing.svg()


def conclusion(base: FactorBase, found: Compared) -> str:
    """Say in one sentence what the comparison shows."""
    if found.side is None:
        return "The issue was not decided there; the case constrains nothing on it."
    side = base.sides[found.side]
    if found.weaker:
        differences = "One difference keeps" if len(found.weaker) == 1 else f"{len(found.weaker)} differences keep"
        told = f"{differences} the claim apart from the case"
        told += (
            f"; so may {counted(len(found.may_be_weaker), 'factor')} not known here." if found.may_be_weaker else "."
        )
    elif found.may_be_weaker:
        told = f"No known difference keeps the claim apart from the case; {_unknown(len(found.may_be_weaker))}."
    elif found.placed.ruling.outcome.winner is None:
        told = "Nothing keeps the claim apart from the case: a loss is not compelled."
    else:
        told = f"Nothing keeps the claim apart from the case: it is at least as strong for the {side}."
    return " ".join(part for part in (told, _aside(found)) if part)


def _unknown(count: int) -> str:
    return "one factor not known here may" if count == 1 else f"{count} factors not known here may"


def _aside(found: Compared) -> str:
    """Say why the case forces nothing here, if it does not."""
    if found.placed.standing is Standing.PERSUASIVE:
        return found.why_not
    if found.placed.standing is not Standing.BINDING:
        return f"It is {STANDING[found.placed.standing]}: {found.why_not}"
    return f"It forces nothing here: {found.why_not}." if found.why_not else ""


class _Drawing:
    """The picture while it is being drawn, from the top down."""

    def __init__(self, base: FactorBase, claim: str, found: Compared) -> None:
        self.base, self.claim, self.found = base, claim, found
        self.parts: list[Markup] = []
        self.bottom = 0.0

    def svg(self) -> Markup:
        self._heads()
        for side in Side:
            self._band(side)
        self._foot()
        case = self.found.placed.case
        title = f"{self.claim} compared with {case.name}"
        return element(
            "svg",
            element("title", title),
            element("desc", f"{self._described()} {conclusion(self.base, self.found)}"),
            self.parts,
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {WIDTH} {int(self.bottom)}",
            role="img",
            aria_label=title,
            font_family=SANS,
        )

    def _described(self) -> str:
        names = self.base.factors
        told = []
        for words, ids in (
            ("Only in the claim", self.found.extra),
            ("In both", self.found.shared),
            ("Only in the case", self.found.missing),
            ("Not known in the claim", (*self.found.unknown, *self.found.may_be_weaker)),
        ):
            listed = "; ".join(names[id].name for id in dict.fromkeys(ids)) or "nothing"
            told.append(f"{words}: {listed}.")
        return " ".join(told)

    def _heads(self) -> None:
        placed, found = self.found.placed, self.found
        decided = {Side.ASKING: "for the applicant", Side.OPPOSING: "for the government", None: "not decided"}[
            found.side
        ]
        outcome = "remanded" if found.side and placed.ruling.outcome.winner is None else decided
        heads = (
            ("Only in this claim", self.claim, ""),
            ("In both", "", ""),
            ("Only in the decided case", placed.case.name, f"{outcome} · {STANDING[placed.standing]}"),
        )
        lowest = 0.0
        for at, (label, name, remark) in enumerate(heads):
            middle = self._left(at) + COLUMN / 2
            y = 20.0
            self._text(label, middle, y, size=13, fill=SOFT, anchor="middle")
            for line in _lines(name, 25) if name else ():
                y += 20
                self._text(line, middle, y, size=16, family=SERIF, weight="600", anchor="middle")
            for line in _lines(remark, 32) if remark else ():
                y += 17
                self._text(line, middle, y, size=13, fill=ACCENT, anchor="middle")
            lowest = max(lowest, y)
        self.bottom = lowest + 12

    def _band(self, side: Side) -> None:
        """Draw the three fields of the factors for one side."""
        word = self.base.sides[side]
        fields = [self._boxes(at, side) for at in range(3)]
        labels = [self._label(0, side, fields[0]), "", self._label(2, side, fields[2])]
        label_lines = [_lines(label, 34) if label else () for label in labels]
        rows = max(map(len, label_lines))
        top = self.bottom
        self._text(f"Factors for the {word}", MARGIN, top + 16, size=14, weight="600")
        self.parts.append(
            element("line", x1=MARGIN, x2=WIDTH - MARGIN, y1=top + 23, y2=top + 23, stroke=RULE, stroke_width=1)
        )
        lowest = top + 30.0
        for at, boxes in enumerate(fields):
            y = top + 30.0
            for line in label_lines[at]:
                y += 14
                self._text(line, self._left(at), y, size=13, fill=SOFT)
            y = top + 30.0 + (14 * rows + 6 if rows else 0)
            for box in boxes:
                self._box(box, self._left(at), y)
                y += box.height + 6
            if not boxes:
                self._text("none", self._left(at) + PAD, y + 18, size=13, fill=SOFT)
                y += 26
            lowest = max(lowest, y)
        self.bottom = lowest + 10

    def _boxes(self, column: int, side: Side) -> list[_Box]:
        found = self.found
        doubtful = [*found.unknown, *(id for id in found.may_be_weaker if id not in found.unknown)]
        if column == 0:
            plain = list(found.extra)
            doubtful = [id for id in doubtful if id not in found.unknown]
        elif column == 1:
            plain, doubtful = list(found.shared), []
        else:
            plain = list(found.missing)
            doubtful = [id for id in doubtful if id in found.unknown]
        boxes = [self._made(id, "apart" if id in found.weaker else "plain") for id in plain if self._on(id, side)]
        return boxes + [self._made(id, "unknown") for id in doubtful if self._on(id, side)]

    def _on(self, id: str, side: Side) -> bool:
        """Say whether a factor counts for a side here: what makes the claim weaker or stronger tells it."""
        return self.found.sides.get(id, self.base.factors[id].side) is side

    def _made(self, id: str, manner: str) -> _Box:
        words = self.base.factors[id].name
        suffix = {"unknown": " (not known here)", "apart": "", "plain": ""}[manner]
        return _Box(_lines(words + suffix, 27), manner)

    def _label(self, column: int, side: Side, boxes: Sequence[_Box]) -> str:
        """Say whom the factors of an outer field make stronger than the decided case."""
        if not boxes or self.found.side is None:
            return ""
        stronger = side if column == 0 else side.other
        word = self.base.sides[stronger]
        if all(box.manner == "unknown" for box in boxes):
            return f"May be stronger for the {word}"
        apart = any(box.manner == "apart" for box in boxes)
        return f"Here stronger for the {word}" + (": keeps them apart" if apart else "")

    def _box(self, box: _Box, x: float, y: float) -> None:
        stroke, width, dash = {
            "plain": (RULE, 1.0, None),
            "apart": (CHANGE, 2.5, None),
            "unknown": (SOFT, 1.5, "5 3"),
        }[box.manner]
        self.parts.append(
            element(
                "rect",
                x=x,
                y=y,
                width=COLUMN,
                height=box.height,
                rx=4,
                fill=PAPER,
                stroke=stroke,
                stroke_width=width,
                stroke_dasharray=dash,
            )
        )
        for at, line in enumerate(box.lines):
            self._text(line, x + PAD, y + PAD + 11 + LINE * at, size=14, family=SERIF)

    def _foot(self) -> None:
        y = self.bottom + 4
        for line in _lines(conclusion(self.base, self.found), 88):
            y += 18
            self._text(line, MARGIN, y, size=14, family=SERIF, weight="600")
        self.bottom = y + 14

    def _left(self, column: int) -> float:
        return MARGIN + column * (COLUMN + GAP)

    def _text(
        self,
        text: str,
        x: float,
        y: float,
        *,
        size: int,
        fill: str = INK,
        family: str | None = None,
        weight: str | None = None,
        anchor: str | None = None,
    ) -> None:
        self.parts.append(
            element(
                "text",
                text,
                x=x,
                y=y,
                font_size=size,
                fill=fill,
                font_family=family,
                font_weight=weight,
                text_anchor=anchor,
            )
        )


def _lines(text: str, most: int) -> tuple[str, ...]:
    """Break a text into lines of so many letters."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return tuple(lines)
