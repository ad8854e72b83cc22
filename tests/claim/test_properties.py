"""Laws of the machine: more facts never turn an answer round, and answers change only when the law does."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from msgspec.structs import replace as with_changes

from tests.claim.random_records import random_record
from wellfounded.answer import Answer
from wellfounded.claim.assessment import assess
from wellfounded.claim.elements import Elements, ExactElements
from wellfounded.claim.findings import Findings
from wellfounded.claim.law_of_day import LawOfDay, law_of_day
from wellfounded.claim.model import Claim, EnteredFinding, ProposedGroup, RecordedFact
from wellfounded.claim.reading import ClaimReading
from wellfounded.claim.record import Record
from wellfounded.forum import Forum
from wellfounded.law.calendar import change_days
from wellfounded.law.library import Library
from wellfounded.law.model import Authority

QUESTIONS = [
    (date(2018, 6, 12), Forum("ij", "ca3")),
    (date(2026, 3, 10), Forum("bia", "ca4")),
    (date(2025, 9, 3), Forum("credible-fear", None)),
    (date(1986, 1, 3), Forum("ij", "ca9")),
]
IDS = [f"{on} {forum}" for on, forum in QUESTIONS]


def exact(law: LawOfDay, record: Record) -> ExactElements:
    return ExactElements(Elements(law, Findings(law.findings, record)))


@pytest.mark.parametrize(("on", "forum"), QUESTIONS, ids=IDS)
def test_adding_facts_never_turns_met_into_not_met_or_back(library: Library, on: date, forum: Forum) -> None:
    law = law_of_day(library, on, forum, on)
    turned = {Answer.MET: Answer.NOT_MET, Answer.NOT_MET: Answer.MET}
    elements = list(library.vocabulary.elements)
    for seed in range(10):
        chance = random.Random(seed)
        whole = random_record(library, seed, known=1.0)
        order = chance.sample(list(whole.values), len(whole.values))
        steps = [Record({fact: whole.values[fact] for fact in order[:at]}, whole.holidays) for at in range(0, 201, 25)]
        before = exact(law, steps[0])
        for step in steps[1:]:
            after = exact(law, step)
            for element in elements:
                was, now = before.reading(element).answer, after.reading(element).answer
                assert now is not turned.get(was), (seed, element, was, now)
            before = after


@pytest.mark.parametrize(("on", "forum"), QUESTIONS, ids=IDS)
def test_an_exact_answer_is_that_of_every_completion(library: Library, on: date, forum: Forum) -> None:
    law = law_of_day(library, on, forum, on)
    for seed in range(5):
        record = random_record(library, seed, known=0.8)
        values = {fact: value for fact, value in record.values.items() if fact not in library.vocabulary.exact_facts}
        read = exact(law, Record(values, record.holidays))
        for element in library.vocabulary.elements:
            answers = {completed.answer(element) for completed in read.completions()}
            if read.plain.answer(element) is Answer.OPEN:
                expected = answers.pop() if len(answers) == 1 else Answer.OPEN
                assert read.reading(element).answer is expected, (seed, element)


def claim_of(library: Library, seed: int) -> Claim:
    names = {Answer.MET: "yes", Answer.NOT_MET: "no"}
    record = random_record(library, seed, known=0.5)
    facts = library.vocabulary.facts
    recorded = [
        RecordedFact(fact, names[value] if isinstance(value, Answer) else value)
        for fact, value in record.values.items()
    ]
    group = ProposedGroup("a group", tuple(fact for fact in recorded if facts[fact.fact].per_group))
    filed = RecordedFact("filed-on", date(2017, 5, 5))
    rest = [fact for fact in recorded if not facts[fact.fact].per_group and fact.fact != "filed-on"]
    return Claim("X", (*rest, filed), (group,))


def answers(library: Library, claim: Claim, on: date, forum: Forum) -> dict[str, tuple[Answer, str | None]]:
    reading = ClaimReading(claim, LawOfDay(library, on, forum, claim.filed(on=on)))
    found = {name: reading.reading(name) for name in library.vocabulary.elements}
    return {name: (each.answer, each.open_on) for name, each in found.items()}


@pytest.mark.parametrize("circuit", ["ca4", "ca9", None])
def test_answers_change_only_on_days_of_the_timeline(library: Library, circuit: str | None) -> None:
    days = change_days(library)
    chance = random.Random(3)
    claim, forum = claim_of(library, 5), Forum("ij", circuit)
    for at in sorted(chance.sample(range(len(days) - 1), 12)):
        first, last = days[at], days[at + 1] - timedelta(days=1)
        if first >= library.standing.coverage_from:
            assert answers(library, claim, first, forum) == answers(library, claim, last, forum), (first, last)


def test_an_unrelated_authority_changes_nothing(library: Library) -> None:
    [some, *_] = [page for page in library.authorities.values() if page.tests]
    stranger = with_changes(some, id="stranger", aliases=(), holdings=(), treatments=(), tests=())
    more: dict[str, Authority] = {**dict(library.authorities), "stranger": stranger}
    other = Library(more, library.vocabulary, library.standing)
    for seed in range(4):
        claim = claim_of(library, seed)
        for on, forum in QUESTIONS:
            assert answers(library, claim, on, forum) == answers(other, claim, on, forum)


def test_the_same_input_gives_the_same_assessment(library: Library) -> None:
    on, forum = QUESTIONS[0]
    one = assess(claim_of(library, 9), library, on=on, forum=forum)
    other_library = Library(library.authorities, library.vocabulary, library.standing)
    assert one == assess(claim_of(library, 9), other_library, on=on, forum=forum)
    assert one == assess(claim_of(library, 9), library, on=on, forum=forum)


def test_what_one_claim_records_never_leaks_into_another(library: Library) -> None:
    """Answers to elements on which nothing is recorded are kept for other claims; they must be the same for all."""
    on, forum = QUESTIONS[0]
    empty = Claim("X", (RecordedFact("filed-on", date(2017, 5, 5)),))
    fresh = assess(empty, Library(library.authorities, library.vocabulary, library.standing), on=on, forum=forum)
    for seed in range(6):
        assess(claim_of(library, seed), library, on=on, forum=forum)
    assert assess(empty, library, on=on, forum=forum) == fresh


def test_the_order_in_which_facts_stand_does_not_matter(library: Library) -> None:
    claim = claim_of(library, 4)
    turned = replace(claim, facts=tuple(reversed(claim.facts)))
    for on, forum in QUESTIONS:
        assert answers(library, claim, on, forum) == answers(library, turned, on, forum)


def test_an_entered_finding_outranks_the_facts(library: Library) -> None:
    on, forum = date(2018, 6, 10), Forum("ij", "ca4")
    facts = (RecordedFact("reported-to-police", "yes"), RecordedFact("police-said-private-matter", "yes"))
    claim = Claim("X", (*facts, RecordedFact("persecutor-is-official", "no")))
    for answer in Answer:
        entered = tuple(EnteredFinding(name, answer) for name in ("state.unwilling", "state.unable"))
        found = answers(library, replace(claim, findings=entered), on, forum)["state.protection"]
        assert found[0] is answer
    assert answers(library, claim, on, forum)["state.protection"][0] is Answer.MET
