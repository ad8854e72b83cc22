"""Word difference: two sequences of words aligned from the runs they share, the gaps between compared word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

EQUAL, REPLACED, LEFT_OUT, ADDED = "equal", "replaced", "left out", "added"
_LARGEST_GAP = 20_000
_MOST_RUNS = 24


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an alignment: words `first` to `last` of the quotation against `from_` to `to` of the source."""

    kind: str
    first: int
    last: int
    from_: int
    to: int


@dataclass(frozen=True, slots=True)
class Run:
    """Words the two sequences share, one after another: where it begins in each, and its length."""

    quoted: int
    source: int
    length: int


def runs_through(quoted: Sequence[str], source: Sequence[str], seeds: Sequence[tuple[int, int]]) -> list[Run]:
    """Extend seeds (a place in the quotation and one in the source with the same word) to the longest shared runs."""
    runs: list[Run] = []
    covered: set[tuple[int, int]] = set()
    for here, there in seeds:
        if (here, there) in covered:
            continue
        first, start = here, there
        while first > 0 and start > 0 and quoted[first - 1] == source[start - 1]:
            first, start = first - 1, start - 1
        last, end = here, there
        while last < len(quoted) and end < len(source) and quoted[last] == source[end]:
            covered.add((last, end))
            last, end = last + 1, end + 1
        runs.append(Run(first, start, last - first))
    return runs


def chain(runs: Sequence[Run], *, most_left_out: int) -> list[Run]:
    """Choose the runs, in order in both sequences, that together share most words; trimmed where they overlap."""
    longest = sorted(set(runs), key=lambda run: (-run.length, run.quoted, run.source))[:_MOST_RUNS]
    if longest and longest[0].length >= 4:
        longest = [run for run in longest if run.length > 1]
    longest.sort(key=lambda run: (run.quoted, run.source))
    ordered = longest
    best = [float(run.length) for run in ordered]
    before = [-1] * len(ordered)
    for place, run in enumerate(ordered):
        for earlier in range(place):
            other = ordered[earlier]
            overlap = max(other.quoted + other.length - run.quoted, other.source + other.length - run.source, 0)
            left_out = run.source - other.source - other.length
            if other.source >= run.source or other.quoted >= run.quoted or left_out > most_left_out:
                continue
            added = best[earlier] + run.length - overlap - 0.001 * max(0, left_out)
            if overlap < run.length and added > best[place]:
                best[place], before[place] = added, earlier
    if not ordered:
        return []
    place = max(range(len(ordered)), key=lambda index: best[index])
    chosen = []
    while place >= 0:
        chosen.append(ordered[place])
        place = before[place]
    return _trimmed(list(reversed(chosen)))


def _trimmed(runs: list[Run]) -> list[Run]:
    kept: list[Run] = []
    for run in runs:
        if kept:
            last = kept[-1]
            overlap = max(last.quoted + last.length - run.quoted, last.source + last.length - run.source, 0)
            run = Run(run.quoted + overlap, run.source + overlap, run.length - overlap)
        if run.length > 0:
            kept.append(run)
    return kept


def align(quoted: Sequence[str], source: Sequence[str], runs: Sequence[Run]) -> list[Step]:
    """Align a quotation with a source through the runs they share.

    Returns:
        Steps from the first word of the quotation to its last; source words outside are not part of it.
    """
    if not runs:
        return []
    steps = _head(quoted, source, runs[0])
    for place, run in enumerate(runs):
        if place:
            last = runs[place - 1]
            steps += _between(
                quoted, source, last.quoted + last.length, run.quoted, last.source + last.length, run.source
            )
        steps.append(Step(EQUAL, run.quoted, run.quoted + run.length, run.source, run.source + run.length))
    return merged(steps + _tail(quoted, source, runs[-1]))


def _head(quoted: Sequence[str], source: Sequence[str], run: Run) -> list[Step]:
    if not run.quoted:
        return []
    reach = max(0, run.source - run.quoted - 3)
    steps = _between(quoted, source, 0, run.quoted, reach, run.source)
    while steps and steps[0].kind == LEFT_OUT:
        steps.pop(0)
    return steps


def _tail(quoted: Sequence[str], source: Sequence[str], run: Run) -> list[Step]:
    begins, at = run.quoted + run.length, run.source + run.length
    if begins >= len(quoted):
        return []
    steps = _between(quoted, source, begins, len(quoted), at, min(len(source), at + len(quoted) - begins + 3))
    while steps and steps[-1].kind == LEFT_OUT:
        steps.pop()
    return steps


def _between(quoted: Sequence[str], source: Sequence[str], first: int, last: int, from_: int, to: int) -> list[Step]:
    """Compare a stretch of the quotation with a stretch of the source, word by word."""
    if first == last and from_ == to:
        return []
    if first == last:
        return [Step(LEFT_OUT, first, last, from_, to)]
    if from_ == to:
        return [Step(ADDED, first, last, from_, to)]
    if (last - first) * (to - from_) > _LARGEST_GAP:
        return [Step(REPLACED, first, last, from_, to)]
    return _smallest_change(quoted, source, first, last, from_, to)


def _smallest_change(
    quoted: Sequence[str], source: Sequence[str], first: int, last: int, from_: int, to: int
) -> list[Step]:
    height, width = last - first, to - from_
    cost = [[0] * (width + 1) for _ in range(height + 1)]
    for row in range(height - 1, -1, -1):
        cost[row][width] = height - row
    for column in range(width - 1, -1, -1):
        cost[height][column] = width - column
    for row in range(height - 1, -1, -1):
        below, here = cost[row + 1], cost[row]
        word = quoted[first + row]
        for column in range(width - 1, -1, -1):
            if word == source[from_ + column]:
                here[column] = below[column + 1]
            else:
                here[column] = 1 + min(below[column + 1], below[column], here[column + 1])
    return _walk(cost, quoted, source, first, last, from_, to)


def _walk(
    cost: list[list[int]], quoted: Sequence[str], source: Sequence[str], first: int, last: int, from_: int, to: int
) -> list[Step]:
    steps: list[Step] = []
    here, there = first, from_
    while here < last or there < to:
        row, column = here - first, there - from_
        if here < last and there < to and quoted[here] == source[there]:
            steps.append(Step(EQUAL, here, here + 1, there, there + 1))
            here, there = here + 1, there + 1
        elif there < to and cost[row][column] == 1 + cost[row][column + 1]:
            steps.append(Step(LEFT_OUT, here, here, there, there + 1))
            there += 1
        elif here < last and there < to and cost[row][column] == 1 + cost[row + 1][column + 1]:
            steps.append(Step(REPLACED, here, here + 1, there, there + 1))
            here, there = here + 1, there + 1
        else:
            steps.append(Step(ADDED, here, here + 1, there, there))
            here += 1
    return steps


def merged(steps: Sequence[Step]) -> list[Step]:
    """Join neighbouring steps of one kind."""
    result: list[Step] = []
    for step in steps:
        if result and result[-1].kind == step.kind and result[-1].last == step.first and result[-1].to == step.from_:
            last = result.pop()
            step = Step(step.kind, last.first, step.last, last.from_, step.to)
        result.append(step)
    return result
