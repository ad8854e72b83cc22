"""Whether a scenario's courts are alike, and the one court that then stands for all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wellfounded.backlog.scenario import Court, Scenario


def merged(scenario: Scenario) -> Scenario:
    """Return the scenario with one court for all, where the fluid model gives the same numbers for it.

    The fluid model is homogeneous: courts whose shares of stock, intake and judges agree fill and empty in step, and
    their sum is the fluid of one court with all of it. That fails only where an assumed ruling reaches some circuits,
    or where shares differ; the scenario is then returned as it is.
    """
    courts = scenario.courts.courts
    in_step = all(
        abs(court.stock_share - court.judge_share) < 1e-12 and court.stock_share == court.intake_share
        for court in courts
    )
    local = any(ruling.circuits and not ruling.without_effect for ruling in scenario.rulings)
    if len(courts) == 1 or not in_step or local:
        return scenario
    whole = Court("all courts together", None, 1.0, 1.0, 1.0)
    ages = (np.sort(np.concatenate(scenario.stock.ages))[::-1],) if scenario.stock.ages else ()
    return replace(
        scenario,
        courts=replace(scenario.courts, courts=(whole,)),
        stock=replace(scenario.stock, ages=ages),
    )
