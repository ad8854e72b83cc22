"""The arrays of the case engine, made from a plan."""

from __future__ import annotations

import mmap
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog import court_kernel as kernel
from wellfounded.backlog.plan import Plan

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_NO_END = 2.0


def make_world(plan: Plan, *, seed: int, workers: int, days: Sequence[int]) -> kernel.World:
    """Make all arrays of a run; the stock is not set out yet.

    Args:
        plan: the scenario under one draw.
        seed: of all random numbers.
        workers: how many threads count, each by itself.
        days: the days on which each court's cases are recorded.
    """
    numbers = _numbers(plan, seed, workers, len(days))
    one, courts = numbers[0], _courts(plan)
    k, d, w = one["courts"], one["days"], workers
    return kernel.World(
        numbers=numbers,
        steps=_steps(plan),
        lengths=np.zeros((plan.minutes.size, kernel.LINES + 1), np.float32),
        days=_days(plan, days),
        rulings=_rulings(plan),
        courts=courts,
        levels=_filled((k, one["levels"]), kernel.LEVEL),
        rows=np.zeros(one["room"], kernel.ROW),
        folders=_untouched((one["room"],), kernel.FOLDER),
        line=_untouched((one["levels"], one["room"]), np.uint32),
        reaches=plan.effects.reaches,
        edges=_edges(plan),
        at_start=stock_by_court(plan),
        judges=plan.whole_judges_by_court().astype(np.int32),
        free=np.full((k, one["bench"]), kernel.NEVER),
        recalendar=_cumulated_rate(plan),
        sheets=_untouched((one["sheets"], kernel.SHEET + 1), np.uint64),
        set_for=np.full((k, d), kernel.NONE),
        inbox=np.full((d, k), kernel.NONE),
        over=np.zeros((k, d, 2), np.int32),
        agenda=_untouched((w, 2, one["agenda"]), np.uint64),
        soon=_untouched((w, one["agenda"]), np.uint64),
        marks=_untouched((w, one["agenda"]), np.int32),
        flows=np.zeros((w, d, kernel.FLOWS), np.int32),
        stocks=np.zeros((w, d, kernel.STOCKS), np.int32),
        by_court=np.zeros((k, one["recorded"]), np.int32),
        sums=np.zeros((k, kernel.SUMS)),
        panels=np.repeat([0, kernel.NEVER], [plan.panels, one["panel_room"] - plan.panels]),
        queue=_untouched((one["room"],), np.uint32),
        queued=np.zeros(3, np.int64),
        at_board=np.zeros((d, 2), np.int32),
        desk=_untouched((2, one["desk"]), np.uint64),
        desk_marks=_untouched((one["desk"],), np.int32),
    )


def stock_by_court(plan: Plan) -> Ints:
    """Return the cases of the start in whole cases: inactive, at the Board, begun and not begun [K, 4]."""
    begun = float(plan.begun.sum())
    totals = (plan.inactive, plan.board_pending, begun, plan.stock - begun)
    return np.stack([_whole(total, plan.stock_share) for total in totals], axis=1)


def _whole(total: float, shares: Floats) -> Ints:
    """Share a number out in whole parts by largest remainder."""
    exact = round(total) * shares / shares.sum()
    parts = np.floor(exact + 1e-9).astype(np.int64)
    parts[np.argsort(-(exact - parts), kind="stable")[: round(total) - int(parts.sum())]] += 1
    return np.asarray(parts)


def _untouched(shape: tuple[int, ...], form: Any) -> NDArray[Any]:
    """Return an array whose pages take memory only once they are touched, one small page at a time."""
    size = int(np.prod(shape)) * np.dtype(form).itemsize
    pages = mmap.mmap(-1, max(size, 1))
    if hasattr(mmap, "MADV_NOHUGEPAGE"):
        pages.madvise(mmap.MADV_NOHUGEPAGE)
    return np.frombuffer(pages, dtype=form, count=int(np.prod(shape))).reshape(shape)


def _filled(shape: tuple[int, ...], form: np.dtype[Any]) -> NDArray[Any]:
    array = np.zeros(shape, form)
    for name in ("first", "last", "idle", "idle_sheet"):
        if name in (form.names or ()):
            array[name] = kernel.NONE
    return array


def _blocks(count: int) -> int:
    """Return room for so many times, in whole blocks, and one more block behind them."""
    return (-(-count // kernel.BLOCK) + 1) * kernel.BLOCK


def _numbers(plan: Plan, seed: int, workers: int, recorded: int) -> NDArray[Any]:
    room = _room(plan)
    numbers = np.zeros(1, kernel.NUMBERS)
    values = {
        "seed": seed,
        "courts": len(plan.judge_share),
        "days": plan.days,
        "classes": len(plan.class_intake),
        "hearings": plan.minutes.shape[1],
        "levels": int(plan.level.max()) + 1,
        "spans": plan.effects.reaches.shape[1],
        "rulings": len(plan.effects.effects.affected),
        "bench": _blocks(int(plan.whole_judges_by_court().max())),
        "panels": plan.panels,
        "panel_room": _blocks(plan.panels),
        "room": int(room.sum()),
        "agenda": int(room.max()) + 1,
        "sheets": int(_sheets(plan, room).sum()),
        "desk": int(room.sum()) + 1,
        "workers": workers,
        "recorded": recorded,
        "reopened": plan.reopened,
        "reopen_after": plan.reopen_after,
        "filing": int(plan.filing * kernel.PARTS),
        "transfer": int(plan.transfer * kernel.PARTS),
        "remanded": plan.remanded,
    }
    for name, value in values.items():
        numbers[name] = value
    return numbers


def _room(plan: Plan) -> Ints:
    """Return room for every case: the stock, and what may come, with eight standard deviations to spare [K]."""
    mean = (plan.intake + plan.from_before).sum() * plan.intake_share
    stock = stock_by_court(plan).sum(axis=1)
    return np.asarray(stock + np.ceil(mean + 8 * np.sqrt(mean) + 100).astype(np.int64))


def _sheets(plan: Plan, room: Ints) -> Ints:
    """Return how many sheets hold every case if each day of both lists ends on a sheet begun [K]."""
    return np.asarray(room // kernel.SHEET + 2 * plan.days + 1)


def _courts(plan: Plan) -> NDArray[Any]:
    courts = _filled((len(plan.judge_share),), kernel.COURT)
    room, stock = _room(plan), stock_by_court(plan).sum(axis=1)
    courts["share"], courts["room"], courts["stock"], courts["used"] = plan.intake_share, room, stock, stock
    courts["offset"][1:] = np.cumsum(room)[:-1]
    courts["sheets"][1:] = np.cumsum(_sheets(plan, room))[:-1]
    return courts


def _steps(plan: Plan) -> NDArray[Any]:
    classes, most = plan.minutes.shape
    sigma = np.sqrt(np.log1p(plan.spread**2))
    lognormal = plan.shape == kernel.LOGNORMAL
    steps = np.zeros((classes, most), kernel.STEP)
    steps["minutes"] = np.where(lognormal, plan.minutes * np.exp(-(sigma**2) / 2), plan.minutes)
    steps["sigma"], steps["shape"], steps["set_after"] = sigma, plan.shape, plan.set_after
    steps["continued"], steps["ends"] = plan.continued, plan.ends
    steps["granted"], steps["level"] = plan.granted[:, None], plan.level[:, None]
    steps["appealed_denied"] = plan.appealed_denied[:, None]
    steps["appealed_granted"] = plan.appealed_granted[:, None]
    steps["kind"] = np.arange(classes)[:, None]
    steps["last"] = (np.arange(classes) * most + plan.hearings - 1)[:, None]
    return steps.ravel()


def _days(plan: Plan, recorded: Sequence[int]) -> NDArray[Any]:
    days = np.zeros(plan.days, kernel.DAY)
    days["per_minute"] = 1 / np.maximum(plan.bench.minutes, 1e-12)
    days["intake"], days["from_before"] = plan.intake, plan.from_before
    days["newest"], days["closing"] = plan.newest, plan.closed
    days["capacity"], days["span"] = plan.board_capacity, plan.effects.span
    days["recorded"] = -1
    days["recorded"][list(recorded)] = np.arange(len(recorded))
    return days


def _rulings(plan: Plan) -> NDArray[Any]:
    effects = plan.effects.effects
    rulings = np.zeros(len(effects.affected), kernel.RULING)
    rulings["affected"], rulings["factor"] = effects.affected, effects.factor
    rulings["more_granted"], rulings["more_appealed"] = effects.granted, effects.appealed
    rulings["more_remanded"] = effects.remanded
    return rulings


def _cumulated_rate(plan: Plan) -> Floats:
    rate = -np.log1p(-np.minimum(plan.recalendar, 1 - 1e-12))
    return np.concatenate([[0.0], np.cumsum(rate)])


def _edges(plan: Plan) -> Floats:
    """Return cumulated shares of classes: new; of the stock inactive, appealed, begun by step, not begun [5, C x S]."""
    begun = plan.begun / max(float(plan.begun.sum()), 1e-12)
    fresh = np.maximum(plan.stock * plan.class_stock - plan.begun.sum(axis=1), 0.0)
    shares = (plan.class_intake, plan.class_stock, plan.class_stock, begun.ravel(), fresh / max(fresh.sum(), 1e-12))
    edges = np.full((len(shares), plan.minutes.size), _NO_END)
    for row, share in zip(edges, shares, strict=True):
        row[: len(share) - 1] = np.cumsum(share)[:-1]
    return edges
