"""The fluid model as plainly as it can be said: one court after the other, one case of each move, in Python.

It is the tests' oracle for the compiled model, which does the same on eight courts at once and in another order. The
begun cases and those outside the court stand in pairs: how many they are, and the days on which they were filed,
summed. Both move alike, since a case moves on whatever its age.
"""

from __future__ import annotations

import numpy as np

from wellfounded.backlog.fluid import _age_of_begun, _by_week, _share_in_a_day, _weeks_before
from wellfounded.backlog.plan import Plan

WEEK = 7


def plain_fluid(plan: Plan, days):
    """Return a row for the end of each of some days: active by court, inactive, at the Board, age, first, waited."""
    courts = [_Court(plan, k) for k in range(len(plan.judge_share))]
    rows = []
    for d in range(plan.days):
        for court in courts:
            court.come_in(d)
            court.hear(d)
        pending = sum(court.at_board[0].sum() for court in courts)
        for court in courts:
            court.decide(d, min(1.0, plan.board_capacity[d] / max(pending, 1e-9)))
        if d in days:
            rows.append(_row(courts, d))
    return rows


def _row(courts, d):
    active = [court.waiting.sum() + court.begun()[0] for court in courts]
    return {
        "by_court": active,
        "inactive": sum(court.inactive[0].sum() for court in courts),
        "at_board": sum(court.at_board[0].sum() for court in courts),
        "age": sum(court.age(d) for court in courts) / max(sum(active), 1e-9),
        "first": sum(court.first for court in courts),
        "waited": sum(court.waited for court in courts),
    }


class _Court:
    def __init__(self, plan: Plan, k: int) -> None:
        self.plan, self.k, self.old = plan, k, _weeks_before(plan)
        share, (classes, most) = plan.stock_share[k], plan.minutes.shape
        not_begun = np.maximum(plan.stock * plan.class_stock - plan.begun.sum(axis=1), 0.0)
        self.waiting = np.zeros((self.old + plan.days // WEEK + 1, classes))
        self.waiting[: self.old] = np.outer(_by_week(plan, self.old)[:, k], not_begun)
        self.middle = (np.arange(len(self.waiting)) - self.old + 0.5) * WEEK
        self.waiting_day = (self.middle @ self.waiting).sum()
        self.between = _filed(plan.begun * share, -_age_of_begun(plan)[k])
        self.ready = np.zeros((2, classes, most))
        self.inactive = _filed(plan.inactive * plan.class_stock * share, -plan.mean_age)
        self.at_board = _filed(plan.board_pending * plan.class_stock * share, -plan.mean_age)
        self.to_board, self.to_court, self.after_board, self.to_reopen = np.zeros((4, 2, classes))
        self.first, self.waited = np.zeros(classes), np.zeros(classes)

    def age(self, d):
        cases, filed = self.begun()
        running = self.waiting[self.old + d // WEEK].sum()
        not_begun = self.waiting_day - running * (WEEK - 1 - d % WEEK) / 2
        return (self.waiting.sum() + cases) * (d + 1) - not_begun - filed

    def begun(self):
        return (self.ready + self.between).sum(axis=(1, 2))

    def come_in(self, d):
        plan, k = self.plan, self.k
        new = plan.intake[d] * plan.class_intake * plan.intake_share[k]
        self.waiting[self.old + d // WEEK] += new
        self.waiting_day += new.sum() * self.middle[self.old + d // WEEK]
        came = _filed(plan.from_before[d] * plan.class_intake * plan.intake_share[k], -plan.mean_age)
        for delayed, part in (
            (self.inactive, plan.recalendar[d]),
            (self.to_reopen, _share_in_a_day(plan.reopen_after)),
            (self.to_court, _share_in_a_day(plan.transfer)),
        ):
            came = came + delayed * part
            delayed -= delayed * part
        arrive = self.after_board * _share_in_a_day(plan.transfer)
        self.after_board -= arrive
        self.to_reopen += arrive
        self.ready[:, np.arange(len(plan.hearings)), plan.hearings - 1] += came
        come = self.between * np.vectorize(_share_in_a_day)(plan.set_after)
        self.between -= come
        self.ready += come

    def hear(self, d):
        plan, span = self.plan, self.plan.effects.span[d]
        self.left = plan.bench.judges[d] * plan.judge_share[self.k] * plan.bench.minutes[d]
        length = plan.minutes * plan.effects.length[span, self.k][:, None]
        heard = np.zeros_like(self.ready)
        for level in range(plan.level.max() + 1):
            of = plan.level == level
            need = (self.ready[0, of] * length[of]).sum()
            part = min(1.0, self.left / max(need, 1e-9))
            self.left -= need * part
            heard[:, of] = self.ready[:, of] * part
            newest = self.left * plan.newest[d]
            weeks = range(self.old + d // WEEK + 1)
            rest = self._begin(d, of, reversed(weeks), newest, length[:, 0], heard)
            rest = self._begin(d, of, weeks, self.left - newest + rest, length[:, 0], heard)
            self.left = rest
            self.ready[:, of] *= 1 - part
        self._move_on(d, heard)

    def _begin(self, d, of, weeks, budget, length, heard):
        needed = self.waiting[:, of] @ length[of]
        for w in weeks:
            if budget < 1e-9:
                break
            if needed[w] == 0:
                continue
            part = min(1.0, budget / needed[w])
            move = np.where(of, self.waiting[w] * part, 0.0)
            filed = min(self.middle[w], d + 0.5)
            self.waiting[w] -= move
            self.waiting_day -= move.sum() * self.middle[w]
            self.first += move
            self.waited += move * (d + 1 - filed)
            heard[:, :, 0] += _filed(move, filed)
            budget -= needed[w] * part
        return budget

    def _move_on(self, d, heard):
        plan, closing = self.plan, self.plan.closed[d]
        again = (1 - closing) * plan.continued
        done = (1 - closing - again) * plan.ends
        onward = heard * (1 - closing - again - done)
        self.between += heard * again
        self.between[:, :, 1:] += onward[:, :, :-1]
        completed = (heard * done).sum(axis=2)
        self.inactive += heard.sum(axis=2) * closing
        appealed = completed * plan.effects.appealed[plan.effects.span[d], self.k]
        come = (self.to_board + appealed) * _share_in_a_day(plan.filing + 1)
        self.to_board += appealed - come
        self.at_board += come
        self.to_reopen += (completed - appealed) * plan.reopened

    def decide(self, d, part):
        plan = self.plan
        decided = self.at_board * part
        remanded = np.clip(plan.remanded + plan.effects.remanded[plan.effects.span[d], self.k], 0.0, 1.0)
        self.at_board -= decided
        self.to_court += decided * remanded
        self.after_board += decided * (1 - remanded) * plan.reopened


def _filed(cases, day):
    """Return how many cases there are, and the days on which they were filed, summed, where all were on one."""
    return np.stack([cases, cases * day])
