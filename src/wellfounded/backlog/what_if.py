"""A built-in scenario as somebody moved it, with and without what is assumed of its ruling, in milliseconds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog.forecast import CentralYear, month_ends
from wellfounded.backlog.published import PublishedPoint, published_points
from wellfounded.backlog.quantity import Quantity, fixed
from wellfounded.backlog.ruling_assumed import Ruling
from wellfounded.backlog.scenario import CaseClass, Scenario
from wellfounded.backlog.scores import Score, recorded_scores
from wellfounded.backlog.sliders import Moves, check_moves, mean_continued, moved_scenario, run_central, shipped
from wellfounded.backlog.solve import judges_needed
from wellfounded.errors import WellfoundedError

ASSUMED_CLASS = "asylum"
_SOURCE = "supposed by whoever moved the slider"


class WrongAssumption(WellfoundedError):
    """An effect of a ruling that cannot be."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is assumed of the scenario's ruling in asylum cases, as fractions; all zero assumes nothing.

    Attributes:
        affected: share of asylum cases touched.
        length: change of the length of a touched case's hearings.
        granted, appealed: change, in points, of the share of touched cases granted, and appealed.
    """

    affected: float = 0.0
    length: float = 0.0
    granted: float = 0.0
    appealed: float = 0.0

    @property
    def nothing(self) -> bool:
        """Say whether nothing is assumed."""
        return self.affected == 0 or self.length == self.granted == self.appealed == 0


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What moves and an assumption lead to; central values, no draws.

    Attributes:
        base: the scenario as it stands in its file.
        scenario: as moved, with the assumption.
        moves, assumed: what was moved and assumed.
        continued: the mean share of hearings continued, as moved.
        years, without_years, unmoved_years: by fiscal year: as moved; as moved, with no assumption about the ruling; as
            the scenario stands with no assumption.
        days: about one a month, counted from the start.
        pending, without, unmoved: active pending cases at their ends.
        points: published counts.
        hindcast_error: how far off the model would have been.
    """

    base: Scenario
    scenario: Scenario
    moves: Moves
    assumed: Assumed
    continued: float
    years: tuple[CentralYear, ...]
    without_years: tuple[CentralYear, ...]
    unmoved_years: tuple[CentralYear, ...]
    days: tuple[int, ...]
    pending: NDArray[np.float64]
    without: NDArray[np.float64]
    unmoved: NDArray[np.float64]
    points: tuple[PublishedPoint, ...]
    hindcast_error: tuple[Score, ...]


def what_if(name: str, moves: Moves, assumed: Assumed | None = None) -> WhatIf:
    """Run a built-in scenario as moved, with an assumption about its ruling beside none.

    Args:
        assumed: what is assumed; what the scenario itself assumes if left out.
    Raises:
        UnknownName: if there is no such scenario or order.
        WrongMove, WrongAssumption: if a number cannot be.
    """
    check_moves(moves)
    base = shipped(name)
    assumed = assumed_by(base) if assumed is None else assumed
    scenario = supposed(base, moves, assumed)
    days = month_ends(base)
    without, without_years = run_central(supposed(base, moves, Assumed()), days)
    pending, years = (without, without_years) if assumed.nothing else run_central(scenario, days)
    unmoved, unmoved_years = run_central(supposed(base, Moves(), Assumed()), days)
    return WhatIf(
        base,
        scenario,
        moves,
        assumed,
        mean_continued(scenario.classes),
        years,
        without_years,
        unmoved_years,
        days,
        pending,
        without,
        unmoved,
        published_points(base),
        recorded_scores(),
    )


def supposed(base: Scenario, moves: Moves, assumed: Assumed) -> Scenario:
    """Return a scenario with moves made and an assumption about its ruling; moved numbers say that they were."""
    moved = moved_scenario(base, moves)
    path = tuple(
        replace(step, amount=_scaled(was.amount, moves.intake))
        for step, was in zip(moved.intake.path, base.intake.path, strict=True)
    )
    changes = moved.judges.changes if moves.hired else base.judges.changes
    return replace(
        moved,
        intake=replace(moved.intake, path=path),
        judges=replace(moved.judges, changes=changes),
        classes=tuple(_continued(one, was) for one, was in zip(moved.classes, base.classes, strict=True)),
        rulings=tuple(_assuming(one, assumed, base.start) for one in base.rulings),
    )


def _scaled(was: Quantity, times: float) -> Quantity:
    if times == 1:
        return was
    low, value, high = (part * times for part in (was.low, was.value, was.high))
    return replace(was, low=low, value=value, high=high, source=f"{times:g} times: {was.source}", known="assumption")


def _continued(one: CaseClass, was: CaseClass) -> CaseClass:
    """Move the range of a share with its value, within what a share can be."""
    hearings = []
    for hearing, before in zip(one.hearings, was.hearings, strict=True):
        share, more = hearing.continued, hearing.continued.value - before.continued.value
        if more:
            low, high = (min(max(end + more, 0.0), 1.0) for end in (share.low, share.high))
            share = replace(
                share,
                low=min(low, share.value),
                high=max(high, share.value),
                source=f"{100 * more:+g} points: {share.source}",
                known="assumption",
            )
        hearings.append(replace(hearing, continued=share))
    return replace(one, hearings=tuple(hearings))


def assumed_by(scenario: Scenario) -> Assumed:
    """Return what a scenario itself assumes of its first ruling, by the central values."""
    for one in scenario.rulings:
        if not one.without_effect:
            return Assumed(one.affected.value, one.length.value, one.granted.value, one.appealed.value)
    return Assumed()


def _assuming(one: Ruling, assumed: Assumed, start: date) -> Ruling:
    _check(assumed)
    taken = Assumed() if assumed.nothing else assumed
    return replace(
        one,
        classes=one.classes if assumed.nothing else one.classes or (ASSUMED_CLASS,),
        affected=_kept(one.affected, taken.affected, start),
        length=_kept(one.length, taken.length, start),
        granted=_kept(one.granted, taken.granted, start),
        appealed=_kept(one.appealed, taken.appealed, start),
        remanded=_kept(one.remanded, 0.0, start),
    )


def _check(assumed: Assumed) -> None:
    effects = (assumed.length, assumed.granted, assumed.appealed)
    if not 0 <= assumed.affected <= 1 or not all(-1 <= one <= 1 for one in effects):
        raise WrongAssumption(
            "An effect assumed of the ruling cannot be.",
            remedy="A share lies between 0 and 100 percent, a change between -100 and 100.",
        )


def _kept(was: Quantity, value: float, start: date) -> Quantity:
    """Keep a number with its range where it is not moved."""
    return was if value == was.value else fixed(was.name, was.kind, value, on=start, source=_SOURCE)


def benches(found: WhatIf) -> tuple[tuple[float, float | None], ...]:
    """Find the constant benches with which as many, and half as many, as at the start are pending at the end.

    Returns:
        Pairs of a share of the cases at the start and the judges needed; None where no number of judges suffices.
    """
    by = found.scenario.fiscal_year_ends()[-1]
    told: list[tuple[float, float | None]] = []
    for share in (1.0, 0.5):
        try:
            told.append((share, judges_needed(found.scenario, share=share, by=by, draws=0).judges_needed))
        except WellfoundedError:
            told.append((share, None))
    return tuple(told)
