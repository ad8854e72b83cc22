"""How many cases wait for a day already set at the start, so that the courts are in motion from the first day.

Little's law: where x cases a day take a course on which each waits w days for a day already set, x times w of them are
waiting. Then the days set before the start come up as fast as new ones are set, and leave the same minutes for first
hearings on the first day as later on.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog.bench import Bench
from wellfounded.backlog.ruling_effects import RulingEffects
from wellfounded.backlog.visits import Course, HearingNumbers, course_of_new, course_of_returned

Floats = NDArray[np.float64]

MOST_BEGUN = 0.95
_STEPS = 30


class StartNumbers(HearingNumbers, Protocol):
    """What a plan says of its first day; `plan.Plan` tells what each number is."""

    @property
    def level(self) -> NDArray[np.int64]: ...
    @property
    def bench(self) -> Bench: ...
    @property
    def effects(self) -> RulingEffects: ...
    @property
    def intake(self) -> Floats: ...
    @property
    def from_before(self) -> Floats: ...
    @property
    def judge_share(self) -> Floats: ...
    @property
    def stock_share(self) -> Floats: ...
    @property
    def class_intake(self) -> Floats: ...
    @property
    def class_stock(self) -> Floats: ...
    @property
    def newest(self) -> Floats: ...
    @property
    def closed(self) -> Floats: ...
    @property
    def recalendar(self) -> Floats: ...
    @property
    def board_capacity(self) -> Floats: ...
    @property
    def stock(self) -> float: ...
    @property
    def inactive(self) -> float: ...
    @property
    def board_pending(self) -> float: ...
    @property
    def filing(self) -> float: ...
    @property
    def remanded(self) -> float: ...


def begun_at_start(plan: StartNumbers) -> Floats:
    """Return how many cases of the stock wait for a day already set, by the hearing they wait for [C, S].

    Two courses are under way, as on the first day: that of cases that came back, and that of new cases from their first
    hearing on. The bench's minutes go by priority, and in each level first to the cases that come back. A prior level
    begins as many new cases as are filed. The last level begins as many as the minutes left allow, of each class as
    many as the line holds of it. Where days are set so late that more than 95 % of a class's stock would have begun,
    95 % have: fewer set days then come up at first than later on, and more first hearings are held.
    """
    closing = float(plan.closed[0])
    new, back = course_of_new(plan, closing), course_of_returned(plan, closing)
    first, returned = _begun_a_day(plan, new, back)
    waiting = new.days * first[:, None] + back.days * returned[:, None]
    room = MOST_BEGUN * plan.stock * plan.class_stock / np.maximum(waiting.sum(axis=1), 1e-12)
    return np.asarray(waiting * np.minimum(1.0, room)[:, None])


def returned_a_day(plan: StartNumbers) -> Floats:
    """Return how many cases come back on a day at the start, by class [C].

    Those completed before, those recalendared, and the Board's remands: it decides at its capacity where its pending
    appeals last until new ones come. Cases completed after the start and reopened are none yet.
    """
    decided = min(float(plan.board_capacity[0]), plan.board_pending / plan.filing)
    more = plan.stock_share @ plan.effects.remanded[plan.effects.span[0]]
    remanded = decided * np.clip(plan.remanded + more, 0.0, 1.0)
    recalled = plan.inactive * float(plan.recalendar[0])
    return np.asarray(plan.from_before[0] * plan.class_intake + (recalled + remanded) * plan.class_stock)


def _begun_a_day(plan: StartNumbers, new: Course, back: Course) -> tuple[Floats, Floats]:
    """Return how many cases a day begin each course, new ones and those that came back, by class [C], [C]."""
    longer = plan.judge_share @ plan.effects.length[plan.effects.span[0]]
    cost, cost_back = new.minutes * longer, back.minutes * longer
    filed, returned = plan.intake[0] * plan.class_intake, returned_a_day(plan)
    first, left = np.zeros(len(filed)), float(plan.bench.judges[0] * plan.bench.minutes[0])
    for rank in range(int(plan.level.max()) + 1):
        level = plan.level == rank
        returned[level] *= _part(left, float((returned * cost_back)[level].sum()))
        left -= float((returned * cost_back)[level].sum())
        if rank < plan.level.max():
            first[level] = filed[level] * _part(left, float((filed * cost)[level].sum()))
        else:
            line = plan.stock * plan.class_stock - (back.days * returned[:, None]).sum(axis=1)
            line = np.where(level, np.maximum(line, 0.0), 0.0)
            first += _from_the_line(max(0.0, left), cost, new.days.sum(axis=1), line, filed, float(plan.newest[0]))
        left -= float((first * cost)[level].sum())
    return first, returned


def _from_the_line(minutes: float, cost: Floats, days: Floats, line: Floats, filed: Floats, newest: float) -> Floats:
    """Return how many cases a day begin of a level that has a line, by class [C].

    Of the line, which is the stock but for those begun, the same share begins each day; where the newest cases are
    heard first, each class by its filings. The share s is found by Newton's way: with w cases in line if none had begun
    and d days to wait, x = s (w - d x), so the minutes needed rise ever slower with s, and no step goes too far.

    Args:
        minutes: what the bench has left.
        cost: minutes that one case takes [C].
        days: that one case waits for days set [C].
        line: the cases in line if none had begun [C].
        filed: new cases a day [C].
        newest: share of first hearings that go to the newest case.
    """
    of_new = np.where(line > 0, filed, 0.0)
    newest = newest if of_new.any() else 0.0
    weight = (1 - newest) * line + newest * line.sum() * of_new / max(float(of_new.sum()), 1e-12)
    share, slow = 0.0, (1 - newest) * days
    for _ in range(_STEPS):
        slower = 1 + share * slow
        lacking = minutes - share * float((cost * weight / slower).sum())
        if lacking <= 1e-12 * minutes:
            break
        share = min(1.0, share + lacking / max(float((cost * weight / slower**2).sum()), 1e-12))
    return np.asarray(share * weight / (1 + share * slow))


def _part(minutes: float, need: float) -> float:
    """Return which part of a need the minutes suffice for."""
    return min(1.0, max(0.0, minutes) / max(need, 1e-12))
