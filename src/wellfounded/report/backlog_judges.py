"""Judges needed drawn: in how many draws of the uncertain numbers so many judges are enough."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from wellfounded.backlog.solve import Answer
from wellfounded.report.backlog_frame import (
    BOTTOM,
    INK,
    LEFT,
    LINE,
    RIGHT,
    SOFT,
    TOP,
    WIDTH,
    Scale,
    curve,
    line,
    nice_steps,
    svg,
    text,
)
from wellfounded.report.backlog_parts import draws_words
from wellfounded.report.markup import Markup
from wellfounded.report.words import day

JUDGES_HEIGHT = 320
SIGN = 7
"""About how wide a sign of a label is."""
SHOWN = 0.95
"""The share of the draws with an answer that the picture reaches to; the others are told in words."""


def judges_chart(found: Answer, foot: Sequence[str] = ()) -> Markup:
    """Draw, for each number of judges, the share of the draws in which it is enough.

    Args:
        foot: what stands under a picture that stands alone.
    """
    benches = np.sort([one for one in found.sampled if one is not None])
    reached = float(np.quantile(benches, SHOWN)) if benches.size else 0.0
    steps = nice_steps(0, max(reached, found.judges_needed, found.now))
    scale = Scale(round(steps[-1]), 1.0, height=JUDGES_HEIGHT)
    parts = [
        *_grid(scale, steps),
        *_marked(scale, found),
        curve(scale.path(*_stairs(benches, max(1, found.draws), steps[-1]))),
        *_beyond(scale, found, int(np.count_nonzero(benches > steps[-1]))),
    ]
    return svg(
        parts,
        title=f"Judges needed to {found.goal} by {day(found.by)}",
        description=_words(found),
        height=JUDGES_HEIGHT,
        foot=foot,
    )


def _words(found: Answer) -> str:
    told = []
    for share in (0.05, 0.25, 0.5, 0.75, 0.95):
        bench = found.below(share) if found.draws else None
        if bench is not None:
            told.append(f"{bench:,.0f} judges in {100 * share:.0f} of 100 draws")
    enough = f"Enough are {'; '.join(told)}. " if told else ""
    return (
        f"{found.judges_needed:,.0f} judges with the central values, {found.now:,.0f} at the start. {enough}"
        f"In {found.out_of_reach} of {draws_words(found.draws)} no number of judges is enough."
    )


def _stairs(
    benches: np.ndarray[tuple[int, ...], np.dtype[np.float64]], draws: int, most: float
) -> tuple[list[float], list[float]]:
    """Return the corners of a line that rises by one draw at each bench, up to the edge of the picture."""
    across, up = [0.0], [0.0]
    for number, bench in enumerate(benches[benches <= most].tolist(), start=1):
        across += [bench, bench]
        up += [up[-1], number / draws]
    return [*across, most], [*up, up[-1]]


def _grid(scale: Scale, steps: Sequence[float]) -> Iterable[Markup]:
    for quarter in range(5):
        y = scale.y(quarter / 4)
        yield line(LEFT, y, WIDTH - RIGHT, y, stroke=SOFT if quarter == 0 else LINE)
        yield text(LEFT - 8, y + 4, f"{25 * quarter} %", anchor="end")
    for judges in steps:
        yield text(scale.x(judges), scale.height - BOTTOM + 18, f"{judges:,.0f}", anchor="middle")
    yield text(LEFT, scale.height - 6, "judges")
    yield text(0, 14, "draws in which so many judges are enough")


def _marked(scale: Scale, found: Answer) -> Iterable[Markup]:
    """Draw upright lines at the judges at the start and at those needed, and say what they are on their outer sides.

    Where one side has no room for its words they stand on the other, and both lines begin under them.
    """
    marks = (
        (found.now, f"{found.now:,.0f} judges at the start", "2 3"),
        (found.judges_needed, f"{found.judges_needed:,.0f} with the central values", "6 3"),
    )
    left, right = sorted(marks)
    room_left = scale.x(left[0]) - LEFT > SIGN * len(left[1])
    room_right = WIDTH - RIGHT - scale.x(right[0]) > SIGN * len(right[1])
    top = TOP if room_left and room_right else TOP + 36
    for (judges, words, dash), at_left, y in ((left, room_left, TOP + 30), (right, not room_right, TOP + 12)):
        x = scale.x(judges)
        yield line(x, top, x, scale.height - BOTTOM, stroke=INK, dash=dash)
        yield text(x + (-6 if at_left else 6), y, words, anchor="end" if at_left else "start", fill=INK)


def _beyond(scale: Scale, found: Answer, further: int) -> Iterable[Markup]:
    """Say at the right what the line does not reach: draws that need more, and draws that no bench satisfies."""
    said = ["", "", ""]
    if found.out_of_reach:
        said = [f"in {found.out_of_reach} of {draws_words(found.draws)}", "no number of judges", "is enough"]
    if further:
        said += ["", f"in {further} of {draws_words(found.draws)}", f"more than {scale.days:,.0f}", "judges are needed"]
    for at, words in enumerate(said):
        if words:
            yield text(WIDTH - RIGHT + 8, TOP + 12 + 17 * at, words, fill=INK)
