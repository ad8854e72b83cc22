"""A scenario starts from the cases that a loaded docket has pending, by the docket's own definition."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from wellfounded.backlog.cases import run_cases
from wellfounded.backlog.docket_start import NothingPending, with_docket
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.plan import make_plan
from wellfounded.backlog.published import Published
from wellfounded.backlog.waits import ages_of_pending
from wellfounded.cli import main
from wellfounded.docket.definitions import definitions
from wellfounded.docket.measures import rows_select
from wellfounded.docket.store import open_store


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("docket")
    release, loaded = str(folder / "release"), folder / "store"
    assert main(["docket", "generate", "--cases", "3000", "--seed", "3", "--dirt", "0", "--to", release]) == 0
    assert main(["docket", "load", release, "--to", str(loaded), "--tables", "A_TblCase,B_TblProceeding"]) == 0
    return loaded


@pytest.fixture
def started(small, store):
    return with_docket(replace(small, start=date(2024, 10, 1), until=date(2026, 10, 1)), store)


def test_the_stock_is_the_dockets_court_by_court(started, store):
    on = started.start - timedelta(days=1)
    with open_store(store).connect() as connection:
        counted = connection.execute(
            f"SELECT court, count(*) FROM ({rows_select(definitions().measure('pending'), on, on)}) GROUP BY court"
        ).fetchall()
    shares = {court.name: court.stock_share for court in started.courts.courts}

    assert started.stock.active.value == sum(number for _, number in counted) > 100
    for court, number in counted:
        assert shares[court] * started.stock.active.value == pytest.approx(number)
    assert "SYNTHETIC" in started.stock.active.source
    assert "SYNTHETIC" in started.about
    assert "still the scenario's" in started.about


@pytest.mark.parametrize(("times", "warned"), [(1.0, False), (1.4, False), (1.6, True), (0.6, True), (1000.0, True)])
def test_a_docket_far_from_the_scenarios_stock_is_warned_of(started, small, store, times, warned):
    """New cases and judges stay the scenario's: beside a handful of cases they would be another country's."""
    held = started.stock.active.value
    active = replace(small.stock.active, value=held * times, low=held * times, high=held * times)
    shown = (Published("pending-cases-trac", "", same_definition=True),)
    days = {"start": started.start, "until": started.until, "published": shown}
    found = with_docket(replace(small, stock=replace(small.stock, active=active), **days), store)

    assert found.about.startswith(f"The docket holds {held:,.0f} pending cases where the scenario has") == warned
    assert bool(found.published) != warned


def test_both_engines_start_with_the_same_cases_and_ages(started):
    plan = make_plan(started)
    cases, fluid = run_cases(plan), run_fluid(plan, whole=True)
    oldest = max(ages[0] for ages in started.stock.ages)

    assert cases.active[0] == pytest.approx(started.stock.active.value, abs=60)
    assert fluid.active[0] == pytest.approx(cases.active[0], abs=60)
    assert fluid.age[0] == pytest.approx(np.concatenate(started.stock.ages).mean(), rel=0.05)
    ages = ages_of_pending(cases)
    assert sum(ages.by_year) == pytest.approx(1)
    assert sum(ages.by_year[int((oldest + plan.days) // 365.25) + 1 :]) == 0


def test_a_day_before_the_docket_is_refused(small, store):
    with pytest.raises(NothingPending, match="no case pending"):
        with_docket(replace(small, start=date(1950, 10, 1)), store)
