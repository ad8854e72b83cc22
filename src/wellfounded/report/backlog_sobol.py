"""Shares of the variance drawn: of each number alone and with its interactions, with what the samples leave open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wellfounded.backlog.sensitivity import CLEAR_OF_NOTHING, Sensitivity, Swing
from wellfounded.report.backlog_frame import ACCENT, INK, LINE, PAPER, SOFT, line, side_label, svg, text
from wellfounded.report.backlog_tornado import BARS_FROM, BARS_TO, tornado_parts, tornado_title, tornado_words
from wellfounded.report.backlog_words import called
from wellfounded.report.markup import Markup, element

ROW, HEAD, FOOT, BAR = 34, 44, 48, 10
UNTOLD = "too few samples to tell"
TITLE = "Shares of the variance"


def sobol_chart(found: Sensitivity) -> Markup:
    """Draw the Sobol indices of the strongest numbers as bars, each with two standard errors to each side."""
    parts, height = _parts(found)
    return svg(parts, title=TITLE, description=_words(found), height=height)


def sensitivity_chart(found: Sensitivity, foot: Sequence[str] = ()) -> Markup:
    """Draw the tornado, and the shares of the variance under it.

    Args:
        foot: what stands under a picture that stands alone.
    """
    tornado, above = tornado_parts(found)
    sobol, below = _parts(found)
    return svg(
        [*tornado, element("g", *sobol, transform=f"translate(0 {above})")],
        title=tornado_title(found),
        description=f"{tornado_words(found)} {_words(found)}",
        height=above + below,
        foot=foot,
    )


def _indexed(found: Sensitivity) -> list[Swing]:
    return [swing for swing in found.swings if swing.total is not None]


def _words(found: Sensitivity) -> str:
    start = found.scenario.start
    told = (
        f"{called(one.quantity.name, start)}: alone {share_words(one.first, told=one.first_told)}, with interactions "
        f"{share_words(one.total, told=one.total_told)}"
        for one in _indexed(found)
    )
    return f"{TITLE}: {'; '.join(told)}."


def of_these(found: Sensitivity) -> str:
    """Say of what the shares are: of the variance that the strongest numbers give while the others stay."""
    many = len(_indexed(found))
    numbers = "this one number gives" if many == 1 else f"these {many} numbers give"
    return f"shares of the variance that {numbers}, the others at their central values; {found.samples:,} base samples"


def share_words(share: float | None, *, told: bool) -> str:
    """Write a share of the variance, or that the samples do not tell it from none.

    Example:
        >>> share_words(0.838, told=True), share_words(0.027, told=False)
        ('83.8 %', 'too few samples to tell')
    """
    return f"{100 * (share or 0.0):.1f} %" if told else UNTOLD


def _parts(found: Sensitivity) -> tuple[list[Markup], int]:
    """Return what is drawn, and how high it is."""
    shown = _indexed(found)
    foot = HEAD + ROW * len(shown)
    parts = [text(0, 18, of_these(found), fill=INK)]
    for part in range(0, 101, 25):
        parts.append(line(_x(part / 100), HEAD - 8, _x(part / 100), foot, stroke=SOFT if part == 0 else LINE))
        parts.append(text(_x(part / 100), foot + 16, f"{part} %", anchor="middle"))
    for at, swing in enumerate(shown):
        y = HEAD + ROW * at
        parts += side_label(BARS_FROM - 8, y + BAR + 2, called(swing.quantity.name, found.scenario.start))
        parts += _bar(swing.first, swing.first_error, y, told=swing.first_told, full=True)
        parts += _bar(swing.total, swing.error, y + BAR + 3, told=swing.total_told, full=False)
    return [*parts, *_key(foot + FOOT - 10)], foot + FOOT


def _x(share: float) -> float:
    """Return where a share stands; what lies beyond nothing and all stands at the edge."""
    return BARS_FROM + (BARS_TO - BARS_FROM) * min(1.0, max(0.0, share))


def _bar(share: float | None, error: float | None, y: int, *, told: bool, full: bool) -> Iterable[Markup]:
    """Draw one share: full or outlined, two standard errors to each side, and its number at its end."""
    if share is None or error is None:
        return
    width = max(_x(share) - BARS_FROM, 1.0)
    look = {"fill": ACCENT, "stroke": ACCENT} if full else {"fill": PAPER, "stroke": INK}
    yield element("rect", x=f"{BARS_FROM}", y=y, width=f"{width:.1f}", height=BAR, **look)
    low, high, middle = _x(share - CLEAR_OF_NOTHING * error), _x(share + CLEAR_OF_NOTHING * error), y + BAR / 2
    yield line(low, middle, high, middle, stroke=SOFT)
    for end in (low, high):
        yield line(end, middle - 3, end, middle + 3, stroke=SOFT)
    yield text(high + 6, y + BAR - 1, share_words(share, told=told), fill=INK if told else SOFT)


def _key(y: int) -> Iterable[Markup]:
    """Say what the bars and the lines over them are."""
    for x, fill, edge, words in (
        (BARS_FROM, ACCENT, ACCENT, "alone"),
        (BARS_FROM + 70, PAPER, INK, "with interactions"),
    ):
        yield element("rect", x=x, y=y - 10, width=12, height=BAR, fill=fill, stroke=edge)
        yield text(x + 18, y, words)
    yield line(BARS_FROM + 220, y - 5, BARS_FROM + 244, y - 5, stroke=SOFT)
    yield text(BARS_FROM + 250, y, "two standard errors to each side")
