"""The model's past error drawn: years ahead, each way of forecasting a bar, the yardsticks beside the model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wellfounded.backlog.hindcast import Hindcast
from wellfounded.backlog.scores import Score
from wellfounded.report.backlog_frame import ACCENT, INK, LINE, PAPER, SOFT, WIDTH, line, svg, text
from wellfounded.report.backlog_parts import error_sentence, percent
from wellfounded.report.markup import Markup, element

WAYS = (
    "model, past only",
    "drift",
    "persistence",
    "model, true receipts and completions",
    "identity with true flows",
    "model, true receipts and judges",
)
"""The order of the bars: each reading of the model, then the yardsticks that know the same."""
ROW, BAR, HEAD, PANEL = 20, 14, 34, 30
BARS_FROM, BARS_TO = 252, WIDTH - 200


def error_chart(found: Hindcast, foot: Sequence[str] = ()) -> Markup:
    """Draw the mean absolute error of each way, horizon by horizon.

    Args:
        foot: what stands under a picture that stands alone.
    """
    most = max((one.error for one in found.scores), default=1.0) or 1.0
    parts, y = [text(0, 14, "mean absolute error of the pending cases")], HEAD
    for horizon in sorted({one.horizon for one in found.scores}):
        shown = sorted((one for one in found.scores if one.horizon == horizon), key=_place)
        parts.append(text(0, y + 12, f"{horizon} year{'s' if horizon > 1 else ''} ahead", fill=INK, weight="600"))
        y += PANEL - 10
        parts.append(line(BARS_FROM, y, BARS_FROM, y + ROW * len(shown), stroke=SOFT))
        for one in shown:
            parts += _row(one, y, most)
            y += ROW
        y += PANEL - ROW
    parts.append(line(0, y, WIDTH, y, stroke=LINE))
    parts += _key(y + 20)
    return svg(
        parts,
        title="How far off the model would have been, beside naive ways",
        description=f"{error_sentence(found.against)} {_words(found.scores)}",
        height=y + 32,
        foot=foot,
    )


def _place(one: Score) -> int:
    return WAYS.index(one.way) if one.way in WAYS else len(WAYS)


def _is_model(one: Score) -> bool:
    return one.coverage is not None


def _words(scores: Iterable[Score]) -> str:
    return "; ".join(f"{one.way}, {one.horizon} on: {percent(one.error)}" for one in scores) + "."


def _row(one: Score, y: int, most: float) -> Iterable[Markup]:
    """Draw one way: the model's bars full, the yardsticks' outlined."""
    width = (BARS_TO - BARS_FROM) * one.error / most
    look = {"fill": ACCENT, "stroke": ACCENT} if _is_model(one) else {"fill": PAPER, "stroke": INK}
    yield text(BARS_FROM - 8, y + 14, one.way, anchor="end", fill=INK)
    yield element("rect", x=BARS_FROM, y=y + 3, width=f"{width:.1f}", height=BAR, **look)
    held = "" if one.coverage is None else f"; {100 * one.coverage:.0f} % of the intervals held"
    yield text(BARS_FROM + width + 6, y + 14, f"{percent(one.error)}, {one.origins} forecasts{held}", fill=INK)


def _key(y: int) -> Iterable[Markup]:
    """Say what the two kinds of bars are."""
    for x, look, words in (
        (0, {"fill": ACCENT, "stroke": ACCENT}, "the model, and how many of its 80 % intervals held what came"),
        (470, {"fill": PAPER, "stroke": INK}, "a yardstick, arithmetic without a model"),
    ):
        yield element("rect", x=x + 1, y=y - 10, width=12, height=11, **look)
        yield text(x + 20, y, words)
