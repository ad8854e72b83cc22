"""Who goes first changes who waits, as the theory of priorities and of the last in, first out says."""

from dataclasses import replace

import numpy as np
import pytest

from tests.backlog.theory import hearing, one, pollaczek_wait, queue, within_three_errors
from wellfounded.backlog import court_kernel as kernel
from wellfounded.backlog.cases import run_cases
from wellfounded.backlog.plan import make_plan

COURTS, WARM = 60, 500


def first_waits(run, kind=0):
    """Return the days from filing to first hearing of the cases of a class, court by court, once the court is warm.

    Days are counted by their numbers. A moment of filing and one of hearing lie alike within their days, so the mean of
    many is that of the waits, and the mean square is larger by a sixth.
    """
    cases, last = run.cases, run.plan.days - 1500
    for start, used in zip(cases.offset[:-1], cases.used, strict=True):
        rows = cases.rows[start : start + used]
        filed = (rows["key"] // kernel.PER_DAY).astype(int)
        chosen = (rows["kind"] == kind) & (filed >= WARM) & (filed < last)
        assert (rows["first"][chosen] > 0).all()
        yield rows["first"][chosen].astype(float) - 1 - filed[chosen]


def test_priority_classes_wait_as_cobham_says():
    """One judge; the prior class has shorter hearings. Waits of both follow from what is left of the hearing met."""
    rates, lengths, spreads = (0.30, 0.25), (1.0, 2.0), (0.5, 1.0)
    like = queue(days=4000, judges=1, rate=sum(rates), hearings=(hearing(1.0),), courts=2 * COURTS).scenario
    classes = tuple(
        replace(
            like.classes[0],
            name=f"class {at}",
            priority=at,
            intake_share=one("share", rate / sum(rates)),
            hearings=(hearing(length, shape="lognormal", spread=spread),),
        )
        for at, (rate, length, spread) in enumerate(zip(rates, lengths, spreads, strict=True))
    )
    plan = make_plan(replace(like, classes=classes))
    run = run_cases(replace(plan, begun=np.zeros_like(plan.begun)))

    load = np.array(rates) * lengths
    met = (load * lengths * (1 + np.array(spreads) ** 2)).sum() / 2
    prior, later = (np.array([waits.mean() for waits in first_waits(run, kind)]) for kind in (0, 1))
    within_three_errors(prior, met / (1 - load[0]), at_most=0.02)
    within_three_errors(later, met / ((1 - load[0]) * (1 - load.sum())), at_most=0.05)


@pytest.mark.parametrize("order", ["first-in-first-out", "last-in-first-out"])
def test_the_newest_first_waits_as_long_on_average_but_less_evenly(order):
    """M/M/1: the mean is the same, and the mean square grows by 1/(1 - load) where the newest goes first."""
    rate, length = 0.15, 4.0
    load = rate * length
    plan = queue(days=7000, judges=1, rate=rate, hearings=(hearing(length),), courts=5 * COURTS, order=order)
    square = 2 * load * length**2 / (1 - load) ** 2 / (1 - load if order == "last-in-first-out" else 1)

    waits = list(first_waits(run_cases(plan)))
    within_three_errors(np.array([days.mean() for days in waits]), pollaczek_wait(rate, length, 1.0), at_most=0.03)
    within_three_errors(np.array([(days**2).mean() - 1 / 6 for days in waits]), square, at_most=0.06)
