"""The factors and the decided cases of the product: whole, linked, and honest about how well they are known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wellfounded.law.loading import load_library
from wellfounded.precedent.consistency import consistency
from wellfounded.precedent.decided import load_base, read_case
from wellfounded.precedent.model import Outcome
from wellfounded.precedent.table import Model

ROOT = Path(__file__).parents[2]
LIBRARY = load_library()
BASE = load_base(LIBRARY)
PAGES = sorted((ROOT / "cases" / "decided").glob("*.md"))


def test_every_page_is_a_case_and_every_case_has_a_source():
    assert len(PAGES) == len(BASE.cases) >= 89
    assert all(case.sources for case in BASE.cases.values())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_links_to_the_authority_it_tells(page):
    linked = re.search(r"\]\(([^)]+\.md)\)", page.read_text(encoding="utf-8"))[1]

    authority = LIBRARY.authorities[BASE.cases[page.stem[11:]].authority]
    assert (page.parent / linked).resolve() == (ROOT / "authorities" / authority.path).resolve()


def test_every_factor_has_a_rule_over_facts_and_a_source():
    assert len(BASE.factors) == 60
    assert all(factor.present_when and factor.sources and factor.side for factor in BASE.factors.values())


def test_most_rulings_agree_and_the_conflicts_are_named():
    """Blind to circuit and day."""
    found = consistency(BASE, Model.RESULT)

    assert {(pair.asking, pair.opposing) for pair in found.conflicts} == {("sarhan-v-holder", "gonzales-veliz-v-barr")}


BASE_PAGE = (ROOT / "cases" / "decided" / "2014-08-26-matter-of-a-r-c-g.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("changed", "to", "told"),
    [
        ('"severe-harm",', '"severe-hram",', 'Did you mean "severe-harm"?'),
        ("for-government = []", 'for-government = ["severe-harm"]', "listed for both sides"),
        ("for-government = []", 'for-government = ["police-corrupt-or-infiltrated"]', "favours the applicant"),
        ('issue = "nexus"', 'issue = "nexsus"', 'Did you mean "nexus"?'),
        ('outcome = "conceded"', 'outcome = "won"', '"won" is not an outcome'),
        ('not-reached = ["state-protection", "relocation"]', "not-reached = []", 'Nothing is said of "relocation"'),
        ('authority = "matter-of-a-r-c-g"', 'authority = "matter-of-a-r-c-c"', 'Did you mean "matter-of-a-r-c-g"?'),
        ("decided = 2014-08-26", "decided = 2014-08-27", "The authority's page says 2014-08-26"),
        ('"psg.domestic-relationship"', '"psg.domestic"', '"psg.domestic" is not an issue of the law'),
        ('issue = "psg"', 'issue = "psg"\nreason = ["severe-harm"]', "given as a reason"),
        ("```toml case", "```toml cases", "marked"),
    ],
)
def test_a_wrong_page_is_told_with_its_line(changed, to, told):
    errors = []
    read_case(BASE_PAGE.replace(changed, to, 1), "page.md", BASE, LIBRARY, errors)

    assert any(told in str(error) for error in errors), [str(error) for error in errors]
    assert all("page.md" in error.where for error in errors)


def test_a_remand_is_less_than_a_win():
    assert Outcome.REMANDED.winner is None
    assert Outcome.REMANDED.helps is Outcome.FOR_ASKING.winner


@pytest.mark.parametrize("model", Model)
def test_the_guide_gives_the_figures_of_the_base_as_it_is(model):
    found = consistency(BASE, model)
    out = found.leave_one_out
    told = (found.issues_decided, found.conflict_count, out.forced, out.right, out.wrong, out.open)
    opened = f"{out.open} ({out.split} split)" if out.split else f"{out.open}"

    guide = (ROOT / "docs" / "precedent.md").read_text(encoding="utf-8")
    assert f"| now, {model.value} model | {' | '.join(map(str, told[:-1]))} | {opened} |" in guide
