"""Past error drawn: years ahead, each way of forecasting a bar, the trend rule and the yardsticks beside the model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wellfounded.backlog.hindcast import Hindcast
from wellfounded.backlog.scores import Score
from wellfounded.report.backlog_frame import ACCENT, BANDS, INK, LINE, PAPER, SOFT, WIDTH, line, svg, text
from wellfounded.report.backlog_parts import percent
from wellfounded.report.backlog_past_error import error_sentence
from wellfounded.report.markup import Markup, element

WAYS = (
    "model, past only",
    "trend rule, past only",
    "drift",
    "persistence",
    "model, true receipts and judges",
    "trend rule, true receipts and judges",
    "last pace with true judges",
    "model, true receipts and completions",
    "trend rule, true receipts and completions",
    "identity with true flows",
)
"""The order of the bars: each reading of the model and of the trend rule, then the yardsticks that know the same."""
ROW, BAR, HEAD, PANEL = 20, 14, 34, 30
BARS_FROM, BARS_TO = 300, WIDTH - 200


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


def _look(one: Score) -> dict[str, str]:
    """Choose how a bar is drawn: the model full, the trend rule pale, a yardstick outlined."""
    if one.coverage is None:
        return {"fill": PAPER, "stroke": INK}
    return {"fill": ACCENT if one.way.startswith("model") else BANDS[1], "stroke": ACCENT}


def _words(scores: Iterable[Score]) -> str:
    return "; ".join(f"{one.way}, {one.horizon} on: {percent(one.error)}" for one in scores) + "."


def _row(one: Score, y: int, most: float) -> Iterable[Markup]:
    """Draw one way: its bar, and what it is worth in words."""
    width = (BARS_TO - BARS_FROM) * one.error / most
    yield text(BARS_FROM - 8, y + 14, one.way, anchor="end", fill=INK)
    yield element("rect", x=BARS_FROM, y=y + 3, width=f"{width:.1f}", height=BAR, **_look(one))
    held = "" if one.coverage is None else f"; {100 * one.coverage:.0f} % of the intervals held"
    yield text(BARS_FROM + width + 6, y + 14, f"{percent(one.error)}, {one.origins} forecasts{held}", fill=INK)


def _key(y: int) -> Iterable[Markup]:
    """Say what the three kinds of bars are."""
    for x, look, words in (
        (0, {"fill": ACCENT, "stroke": ACCENT}, "the model"),
        (120, {"fill": BANDS[1], "stroke": ACCENT}, "a trend rule, without hearings or judges' hours"),
        (470, {"fill": PAPER, "stroke": INK}, "a yardstick, arithmetic without a model"),
    ):
        yield element("rect", x=x + 1, y=y - 10, width=12, height=11, **look)
        yield text(x + 20, y, words)
