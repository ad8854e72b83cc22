"""The backlog's screen: scenarios moved by sliders, no assumption about the ruling always beside one."""

from __future__ import annotations

import html
import re
import tomllib

import pytest

from tests.web.conftest import Client
from wellfounded.backlog.scenario_text import built_in, read_scenario
from wellfounded.backlog.scores import recorded_against
from wellfounded.backlog.sliders import Moves, shipped
from wellfounded.backlog.solve import judges_needed
from wellfounded.backlog.what_if import Assumed, what_if
from wellfounded.web import backlog
from wellfounded.web.backlog import ASSUMED, SCENARIOS, SLIDERS
from wellfounded.web.backlog_model import READINESS

MOVED = "/backlog?scenario=hire-300&hired=200&intake=90&continued=-5&order=last-in-first-out"
SUPPOSED = f"{MOVED}&affected=25&length=10&granted=-15&appealed=5"
PART = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _model() -> None:
    """A new machine compiles the model first."""
    assert READINESS.wait(240)


def test_the_scenarios_offered_are_those_that_came_with_the_program() -> None:
    assert set(SCENARIOS) == set(built_in())
    assert {id: shipped(id).title for id in SCENARIOS} == SCENARIOS


@pytest.mark.parametrize("name", sorted(SCENARIOS))
def test_every_scenario_is_answered_without_a_vault(locked_client: Client, name: str) -> None:
    page = html.unescape(locked_client.get(f"/backlog?scenario={name}").text)
    found = what_if(name, Moves())

    assert f"has {found.years[-1].pending:,.0f} active pending cases." in page
    assert "<svg" in page
    assert "Knowing only the past, the model would have been off by" in page
    said = page.replace("\xa0", " ")
    own, rule = (
        {one.horizon: one for one in recorded_against() if (one.way, one.yardstick) == (way, "drift")}
        for way in ("model, past only", "trend rule, past only")
    )
    assert f"by {100 * own[1].error:.1f} % one year ahead and {100 * own[5].error:.1f} % five years ahead" in said
    assert f"go on, by {100 * own[1].yardstick_error:.1f} % and {100 * own[5].yardstick_error:.1f} %;" in said
    assert f"without judges or hearings, by {100 * rule[1].error:.1f} % and {100 * rule[5].error:.1f} %." in said
    assert "Every number of the scenario, its range and its source" in page


def test_the_answer_is_the_models_with_and_without_the_moves(client: Client) -> None:
    page = html.unescape(client.get(MOVED).text)
    found = what_if("hire-300", Moves(200, 0.9, -0.05, "last-in-first-out"))

    assert f"has {found.years[-1].pending:,.0f} active pending cases." in page
    assert f"As it stands, unmoved, it has {found.unmoved_years[-1].pending:,.0f}." in page
    assert "No effect of the ruling is assumed." in page
    for year in found.years:
        assert f'<td class="number">{year.pending:,.0f}</td>' in page


def test_no_assumption_always_stands_beside_one(client: Client) -> None:
    moves = Moves(200, 0.9, -0.05, "last-in-first-out")
    found = what_if("hire-300", moves, Assumed(0.25, 0.1, -0.15, 0.05))
    page = html.unescape(client.get(SUPPOSED).text)

    assert f"has {found.years[-1].pending:,.0f} active pending cases." in page
    assert f"With no assumption about the ruling it has {found.without_years[-1].pending:,.0f}." in page
    assert "supposed, not measured: 25% of asylum cases are touched" in page
    assert what_if("hire-300", moves).years[-1].pending == found.without_years[-1].pending


def test_a_scenario_that_assumes_starts_its_sliders_there(client: Client) -> None:
    page = client.get("/backlog?scenario=ruling-assumed").text

    assert re.search(r'id="affected"[^>]* value="25"', page)
    assert re.search(r'id="granted"[^>]* value="-15"', page)
    assert "With no assumption about the ruling it has" in page


def test_a_slider_asks_for_the_answer_alone(client: Client) -> None:
    part = client.get(SUPPOSED, headers=PART).text

    assert "<html" not in part
    assert "<nav" not in part
    assert 'role="status" hx-swap-oob="true"' in part


def test_the_saved_scenario_is_the_one_that_was_moved(client: Client) -> None:
    saved = client.get(SUPPOSED.replace("/backlog?", "/backlog/scenario.toml?"))
    again, errors = read_scenario(tomllib.loads(saved.text), {}, id="again")
    found = what_if("hire-300", Moves(200, 0.9, -0.05, "last-in-first-out"), Assumed(0.25, 0.1, -0.15, 0.05))

    assert errors == []
    assert saved.headers["content-disposition"].startswith("attachment")
    assert [one.value for one in again.quantities()] == pytest.approx([q.value for q in found.scenario.quantities()])
    assert "As moved in the application" in again.about


def test_the_judges_needed_are_the_solvers(client: Client) -> None:
    scenario = shipped("2018-06-as-it-stood")
    by = scenario.fiscal_year_ends()[-1]
    page = client.get("/backlog/judges").text

    for share in (1.0, 0.5):
        assert f"<b>{judges_needed(scenario, share=share, by=by, draws=0).judges_needed:,.0f} judges</b>" in page
    assert "would have been off by" in page
    assert "<html" not in client.get("/backlog/judges", headers=PART).text


@pytest.mark.parametrize(
    "asked",
    [
        *("scenario=hire-1000", "order=alphabetical", "hired=-1", "hired=99999", "intake=none", "affected=101"),
        *("continued=1e3", "length=nan", "granted=%3Cscript%3Ealert(1)%3C/script%3E", "scenario=../../etc/passwd"),
    ],
)
def test_what_cannot_be_asked_is_told_beside_the_sliders(client: Client, asked: str) -> None:
    answer = client.get(f"/backlog?{asked}")

    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert 'id="move"' in answer.text
    assert "<script>alert" not in answer.text


def test_while_the_model_is_made_ready_the_screen_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as waiting:
        waiting.setattr(backlog.READINESS.__class__, "wait", lambda self, seconds: False)
        page = client.get(MOVED).text
        assert client.get("/backlog/judges").headers["location"] == "/backlog"
    ready = client.get(f"{MOVED}&poll=1", headers=PART)

    assert "The model is being made ready" in page
    assert "poll=1" in page
    assert ready.headers["hx-redirect"].startswith("/backlog?scenario=hire-300")


def test_a_model_that_cannot_run_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backlog.READINESS, "_broken", True)
    answer = client.get("/backlog")

    assert answer.status_code == 400
    assert "The model cannot run on this machine." in answer.text


def test_each_slider_rests_within_its_reach() -> None:
    for one in (*SLIDERS, *ASSUMED):
        assert one.least <= one.rest <= one.most
        assert (one.rest - one.least) % one.step == 0
