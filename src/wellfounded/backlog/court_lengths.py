"""How long a hearing takes: drawn for a case once its day has come, so that it is known when a judge is free."""

from __future__ import annotations

import math

import numpy as np

from wellfounded.backlog import keyed
from wellfounded.backlog.compiling import lean
from wellfounded.backlog.court_kernel import EXPONENTIAL, LINES, LOGNORMAL, SET, Number, Records, World


@lean
def fill_lengths(world: World) -> None:
    """Write the tables of lengths: the quantiles at even shares."""
    for at in range(len(world.steps)):
        for line in range(1, LINES):
            world.lengths[at, line] = _outer(world.steps[at], np.uint32(line << 22))


@lean
def get_ready(world: World, folder: np.uint32) -> None:
    """Make a case ready to be heard: one that was not between two hearings comes to its last; draw the minutes."""
    case = world.folders[folder]
    if case.place != SET:
        case.step = world.steps[case.step].last
    case.minutes = minutes_of(world, case.step, keyed.upper(keyed.drawn(case.own, keyed.HEARING, case.heard)))


@lean
def minutes_of(world: World, step: Number, half: np.uint32) -> float:
    """Return how many minutes a hearing takes before any ruling."""
    if keyed.at_edge(half):
        return _outer(world.steps[step], half)
    return keyed.between_lines(world.lengths[step], half)


@lean
def _outer(step: Records, half: np.uint32) -> float:
    """Return a length that is not read from a table, in minutes."""
    if step.shape == LOGNORMAL:
        return float(step.minutes * math.exp(step.sigma * keyed.normal_of(keyed.share(half))))
    if step.shape == EXPONENTIAL:
        return float(step.minutes * keyed.exponential_of(half))
    return float(step.minutes)
