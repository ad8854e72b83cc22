"""A caseload of claims answered together is answered as each claim is by itself, and its errors are told in bounds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.claim.random_records import random_record
from wellfounded.answer import Answer
from wellfounded.claim.law_of_day import law_of_day
from wellfounded.claim.model import Claim, EnteredFinding, ProposedGroup, RecordedFact
from wellfounded.claim.reading import ClaimReading
from wellfounded.docket.affected_claims import affected_claims, affected_files, claim_files
from wellfounded.docket.ruling import ruling
from wellfounded.errors import SeveralErrors, UnreadableFile
from wellfounded.forum import CIRCUITS, Forum
from wellfounded.law.calendar import filing_days, like_filing_day
from wellfounded.law.library import Library
from wellfounded.law.loading import load_library

WORDS = {Answer.MET: "yes", Answer.NOT_MET: "no"}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def made_up(library: Library, seed: int) -> Claim:
    """A claim that knows little, much or everything; some with two groups, with findings, or not filed yet."""
    values = random_record(library, seed, known=(0.3, 0.7, 1.0)[seed % 3]).values
    facts = [RecordedFact(fact, WORDS.get(value, value)) for fact, value in values.items()]
    groups: tuple[ProposedGroup, ...] = ()
    if seed % 4 == 0:
        own = [fact for fact in facts if library.vocabulary.facts[fact.fact].per_group]
        groups = (ProposedGroup("one", tuple(own)), ProposedGroup("two", tuple(own[::2])))
        facts = [fact for fact in facts if fact not in own]
    if seed % 5 == 0:
        facts = [fact for fact in facts if fact.fact != "filed-on"]
    return Claim(
        f"C{seed}",
        tuple(facts),
        groups=groups,
        findings=(EnteredFinding("group.distinct", Answer.MET, group=1),) if seed % 6 == 0 else (),
        circuit=("ca1", "ca4", "ca9", None)[seed % 4 - 1],
        hearing_on=date(2026, 1, 1 + seed % 28),
        filed_on_day_asked=seed % 5 == 0,
    )


@pytest.mark.parametrize("name", ["matter-of-a-b-i", "matter-of-s-s-f-m"])
def test_claims_answered_together_are_answered_as_each_by_itself(
    name: str, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Precedent settles some of them: leaving it out must give another answer, or this would test nothing."""
    asked = ruling(library, name)
    claims = [made_up(library, seed) for seed in range(90)]
    together = affected_claims(claims, "claims", asked, stage="ij")

    monkeypatch.setattr("wellfounded.docket.affected_claims._Together._is_forced", lambda *claim: True)
    assert together == affected_claims(claims, "claims", asked, stage="ij")
    monkeypatch.setattr("wellfounded.docket.affected_claims._Together._is_forced", lambda *claim: False)
    if name == "matter-of-a-b-i":
        assert together != affected_claims(claims, "claims", asked, stage="ij")


def test_filing_days_that_are_said_to_share_their_law_do(library: Library) -> None:
    days = (date(1990, 1, 1), *filing_days(library), date(2001, 3, 4), date(2024, 5, 6))
    record = made_up(library, 2)
    for on in (date(1999, 1, 1), date(2018, 6, 11), date(2025, 9, 2)):
        for filed in days:
            one, other = (
                law_of_day(library, on, Forum("ij", "ca9"), day) for day in (filed, like_filing_day(library, filed))
            )
            for relief in one.reliefs():
                for element in one.elements_of(relief):
                    assert list(one.rules_of(element)) == list(other.rules_of(element)), (on, filed, element)
                    answers = [ClaimReading(record, law).reading(element).answer for law in (one, other)]
                    assert answers[0] is answers[1]


def test_only_the_claims_of_a_circuit_are_asked(library: Library) -> None:
    claims = [made_up(library, seed) for seed in range(1, 9)]
    asked = ruling(library, "matter-of-a-b-i")
    for circuits in (["ca4"], ["ca4", "ca9"]):
        found = affected_claims(claims, "claims", asked, stage="ij", circuits=circuits)
        expected = [
            claim for claim in claims if claim.circuit in circuits or (not claim.circuit and len(circuits) == 1)
        ]
        assert found.claims == len(expected)
        assert {one.circuit for one in (*found.touched, *found.untouched)} <= set(circuits) <= set(CIRCUITS)


def test_no_claim_at_all_is_an_answer_too(library: Library) -> None:
    assert affected_claims([], "claims", ruling(library, "matter-of-a-b-i"), stage="ij").claims == 0


def test_of_many_errors_the_first_are_told_and_the_others_counted(library: Library, tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"c{number:02d}.toml").write_text('[claim]\npseudonym = "A"\n[facts]\nmaried = "yes"\n')
    with pytest.raises(SeveralErrors) as told:
        affected_files(claim_files(tmp_path), "claims", ruling(library, "matter-of-a-b-i"), stage="ij", circuits=())
    assert len(told.value.errors) == 21
    assert "10 more things are wrong" in str(told.value)


def test_claims_of_one_name_are_told_apart_by_their_files(library: Library, tmp_path: Path) -> None:
    for file, name in (("a.toml", "A"), ("b.toml", "A"), ("c.toml", "C")):
        (tmp_path / file).write_text(f'[claim]\npseudonym = "{name}"\n')
    asked = ruling(library, "matter-of-a-b-i")
    found = affected_files(claim_files(tmp_path), "claims", asked, stage="ij", circuits=())
    assert sorted(one.claim for one in (*found.touched, *found.untouched)) == ["A (a.toml)", "A (b.toml)", "C"]


def test_a_folder_that_holds_no_claims_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no claim files"):
        claim_files(tmp_path)
    with pytest.raises(UnreadableFile, match="cannot be read"):
        claim_files(tmp_path / "nothing")
