"""The worked questions of precedent in `cases/precedent/`: factors and law of a day in, what is forced out."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from wellfounded.claim.claim_file import load_claim
from wellfounded.claim.precedent import groups_before
from wellfounded.forum import Forum
from wellfounded.law.loading import load_library
from wellfounded.precedent.decided import load_base
from wellfounded.precedent.question import Situation, ask
from wellfounded.precedent.table import Model
from wellfounded.report.precedent import word_of

ROOT = Path(__file__).parents[2]
LIBRARY = load_library()
BASE = load_base(LIBRARY)


def _questions():
    for path in sorted((ROOT / "cases" / "precedent").glob("*.toml")):
        for number, row in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["question"], 1):
            place = f"{path.stem}-{number}-{row['issue']}-{row['on']}-{row.get('circuit')}"
            yield pytest.param(row, id=place)


def _answer(row):
    forum = Forum(row.get("stage", "ij"), row.get("circuit"))
    model = Model(row.get("model", "result"))
    if "claim" in row:
        claim = load_claim(ROOT / "examples" / row["claim"], LIBRARY.vocabulary)
        return groups_before(claim, BASE, LIBRARY, [row["issue"]], on=row["on"], forum=forum, model=model)[0].answers[0]
    kinds = ((row["issue"], row["kind"]),) if "kind" in row else ()
    assert {*row["present"], *row.get("unknown", ())} <= BASE.factors.keys()
    situation = Situation(frozenset(row["present"]), frozenset(row.get("unknown", ())), kinds)
    return ask(BASE, LIBRARY, situation, row["issue"], on=row["on"], forum=forum, model=model)


def _cases(lines):
    return {one.placed.case.id for one in lines}


@pytest.mark.parametrize("row", list(_questions()))
def test_a_worked_question_is_answered_as_worked(row):
    found = _answer(row)

    assert word_of(BASE, found.answer) == row["answer"], row["why"]
    assert _cases(found.by) == set(row["by"]), row["why"]
    for key, told in (("not-compelled", found.not_compelled), ("contrary", found.contrary)):
        if key in row:
            assert _cases(told) == set(row[key]), row["why"]
    if "decisive" in row:
        assert {one.factor for one in found.decisive} == set(row["decisive"]), row["why"]


def test_there_are_at_least_thirty():
    assert len(list(_questions())) >= 30
