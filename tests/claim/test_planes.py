"""The third reader of a rule: formulas and planes answer as the reader of single claims does, and exactly."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.claim.random_records import random_record
from wellfounded.answer import Answer
from wellfounded.claim.formula import ALWAYS, NEVER, Formula, Formulas, Steps
from wellfounded.claim.law_of_day import law_of_day
from wellfounded.claim.model import Claim, EnteredFinding, ProposedGroup, RecordedFact
from wellfounded.claim.planes import ClaimPlanes
from wellfounded.claim.reading import ClaimReading
from wellfounded.claim.two_sided import Exactly, Said
from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.law.model import Fact
from wellfounded.rule import Choice, Known, Name

LEAVES = ("a", "b", "c", "d")
ASSIGNMENTS = [dict(zip(LEAVES, values, strict=True)) for values in product((True, False), repeat=len(LEAVES))]
WORDS = {Answer.MET: "yes", Answer.NOT_MET: "no"}
SHAPES = st.recursive(
    st.sampled_from(LEAVES),
    lambda parts: st.one_of(
        st.tuples(st.sampled_from(["and", "or", "at least 2"]), st.lists(parts, min_size=2, max_size=4)),
        st.tuples(st.just("not"), st.lists(parts, min_size=1, max_size=1)),
    ),
    max_leaves=12,
)
Shape = str | tuple[str, list["Shape"]]


def written(formulas: Formulas, shape: Shape) -> Formula:
    if isinstance(shape, str):
        return formulas.leaf(shape)
    parts = tuple(written(formulas, part) for part in shape[1])
    match shape[0]:
        case "and":
            return formulas.all_of(parts)
        case "or":
            return formulas.any_of(parts)
        case "not":
            return formulas.negation(parts[0])
        case _:
            return formulas.at_least(2, parts)


def holds(shape: Shape, values: dict[str, bool]) -> bool:
    if isinstance(shape, str):
        return values[shape]
    parts = [holds(part, values) for part in shape[1]]
    match shape[0]:
        case "and":
            return all(parts)
        case "or":
            return any(parts)
        case "not":
            return not parts[0]
        case _:
            return sum(parts) >= 2


def worked_out(formulas: Formulas, wanted: Iterable[Formula]) -> dict[Formula, int]:
    planes = {leaf: sum(values[leaf] << at for at, values in enumerate(ASSIGNMENTS)) for leaf in LEAVES}
    return Steps(formulas, wanted).work_out(planes.__getitem__, (1 << len(ASSIGNMENTS)) - 1)


@given(SHAPES, SHAPES)
def test_formulas_hold_where_what_they_are_written_for_does(one: Shape, other: Shape) -> None:
    formulas = Formulas()
    for shape in (one, other):
        formula = written(formulas, shape)
        expected = sum(holds(shape, values) << at for at, values in enumerate(ASSIGNMENTS))
        assert worked_out(formulas, [formula]) == {formula: expected}


@given(SHAPES, SHAPES)
def test_what_never_holds_together_never_does(one: Shape, other: Shape) -> None:
    formulas = Formulas()
    if formulas.never_both(written(formulas, one), written(formulas, other), {}):
        assert not any(holds(one, values) and holds(other, values) for values in ASSIGNMENTS)


def test_a_formula_and_its_parts_are_kept_once() -> None:
    formulas = Formulas()
    a, b = formulas.leaf("a"), formulas.leaf("b")

    assert formulas.all_of((a, b)) == formulas.all_of((b, a, ALWAYS))
    assert formulas.any_of((a, formulas.negation(a))) == ALWAYS
    assert formulas.all_of(()) == ALWAYS
    assert formulas.any_of(()) == NEVER


def claim(library: Library, seed: int) -> Claim:
    """Make up a claim: some with several groups, entered findings, or filed on the day asked about."""
    chance = random.Random(seed)
    known = chance.choice((0.2, 0.5, 0.8, 1.0))
    facts = recorded(library, seed * 10, known)
    entered = [
        EnteredFinding(
            name, chance.choice(list(Answer)), from_day=chance.choice((None, date(2018, 6, 11))), group=group
        )
        for name, group in (("group.distinct", 0), ("group.particular", 1), ("harm.severe-enough", 0))
        if chance.random() < 0.4 and name in library.vocabulary.findings
    ]
    groups = [
        ProposedGroup(str(number), recorded(library, seed * 10 + number, known, per_group=True))
        for number in range(1, chance.choice((1, 1, 2, 4)))
    ]
    return Claim(f"C{seed}", facts, tuple(groups), findings=tuple(entered), filed_on_day_asked=chance.random() < 0.2)


def recorded(library: Library, seed: int, known: float, *, per_group: bool = False) -> tuple[RecordedFact, ...]:
    values = random_record(library, seed, known=known).values
    facts = library.vocabulary.facts
    return tuple(
        RecordedFact(name, WORDS.get(value, value))  # type: ignore[arg-type]
        for name, value in values.items()
        if not per_group or facts[name].per_group
    )


def rule_answers(claim: Claim, library: Library, on: date, forum: Forum) -> Iterator[tuple[str, Answer]]:
    law = law_of_day(library, on, forum, claim.filed(on=on))
    reading = ClaimReading(claim, law)
    for relief in law.reliefs():
        yield relief.id, reading.relief(relief).answer
        yield from ((name, reading.reading(name).answer) for name in law.elements_of(relief))


def answers_on(
    claims: Sequence[Claim], library: Library, *, on: date, forums: Sequence[Forum]
) -> list[dict[str, Answer]]:
    planes = ClaimPlanes(claims, library)
    laws = [law_of_day(library, on, forum, one.filed(on=on)) for one, forum in zip(claims, forums, strict=True)]
    return [planes.answers(law).of_claim(at) for at, law in enumerate(laws)]


@pytest.mark.parametrize("on", [date(2016, 1, 4), date(2018, 6, 11), date(2025, 9, 2)], ids=str)
def test_many_claims_at_once_are_answered_as_each_by_itself(
    on: date, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wellfounded.claim.reading.by_precedent", lambda law, record: None)
    claims = [claim(library, seed) for seed in range(24)]
    places = (Forum("ij", "ca9"), Forum("ij", "ca4"), Forum("bia", None), Forum("credible-fear", "ca5"))
    forums = [places[at % 4] for at in range(len(claims))]

    for one, forum, answers in zip(claims, forums, answers_on(claims, library, on=on, forums=forums), strict=True):
        assert answers == dict(rule_answers(one, library, on, forum)), (one.pseudonym, forum)


def test_precedent_settles_only_what_planes_leave_open(library: Library) -> None:
    on, forum = date(2025, 9, 2), Forum("ij", "ca9")
    claims = [claim(library, seed) for seed in range(12)]
    for one, answers in zip(claims, answers_on(claims, library, on=on, forums=[forum] * len(claims)), strict=True):
        for name, answer in rule_answers(one, library, on, forum):
            assert answers[name] in (answer, Answer.OPEN), name


def test_claims_are_read_once_for_every_law(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wellfounded.claim.reading.by_precedent", lambda law, record: None)
    one = claim(library, 3)
    planes = ClaimPlanes([one], library)
    for on in (date(2018, 6, 10), date(2018, 6, 11)):
        law = law_of_day(library, on, Forum("ij", "ca4"), one.filed(on=on))
        assert planes.answers(law).of_claim(0) == dict(rule_answers(one, library, on, Forum("ij", "ca4")))


WRITTEN = [Said(Name("x"), True), Said(Name("x"), False), Said(Known("k"), True), Said(Name("y"), True)]
WRITTEN += [Said(Choice("k", value), True) for value in ("p", "q")]
EXACT_SHAPES = st.recursive(
    st.sampled_from(range(len(WRITTEN))),
    lambda parts: st.tuples(st.sampled_from(["and", "or", "not"]), st.lists(parts, min_size=1, max_size=3)),
    max_leaves=12,
)


def completions(record: dict[str, str], choices: tuple[str, ...]) -> Iterator[dict[str, str]]:
    ways = {"x": ("yes", "no"), "k": choices}
    missing = [fact for fact in ways if fact not in record]
    for values in product(*(ways[fact] for fact in missing)):
        yield record | dict(zip(missing, values, strict=True))


def leaf_holds(leaf: Said, record: dict[str, str]) -> bool:
    match leaf.atom:
        case Name(fact):
            return record.get(fact) == ("yes" if leaf.yes else "no")
        case Choice(fact, value):
            return record.get(fact) == value
        case _:
            return "k" in record


def shape_holds(shape: int | tuple[str, list[int]], record: dict[str, str]) -> bool:
    if isinstance(shape, int):
        return leaf_holds(WRITTEN[shape], record)
    parts = [shape_holds(part, record) for part in shape[1]]
    return not parts[0] if shape[0] == "not" else all(parts) if shape[0] == "and" else any(parts)


@pytest.mark.parametrize("choices", [("p", "q"), ("p", "q", "r")], ids=["every value named", "one value not named"])
@settings(max_examples=150)
@given(shape=EXACT_SHAPES)
def test_a_formula_is_exact_in_facts_that_cut_both_ways(
    choices: tuple[str, ...], shape: int | tuple[str, list[int]]
) -> None:
    """It holds on what is known, or whichever way all facts that cut both ways turn out together."""
    formulas = Formulas()
    leaves = [formulas.leaf(leaf) for leaf in WRITTEN]

    def write(shape: int | tuple[str, list[int]]) -> Formula:
        if isinstance(shape, int):
            return leaves[shape]
        parts = [write(part) for part in shape[1]]
        join = formulas.all_of if shape[0] == "and" else formulas.any_of
        return formulas.negation(parts[0]) if shape[0] == "not" else join(parts)

    kinds = {"x": ("yes-no", ()), "k": ("choice", choices)}
    facts = [Fact(name, "", kind, values, "", "", "", False, ()) for name, (kind, values) in kinds.items()]
    exact = Exactly(formulas, facts)(write(shape))
    records = [
        {fact: value for fact, value in zip("xky", values, strict=True) if value}
        for values in product(("", "yes", "no"), ("", *choices), ("", "yes"))
    ]
    planes = {leaf: sum(leaf_holds(leaf, record) << at for at, record in enumerate(records)) for leaf in WRITTEN}
    found = Steps(formulas, [exact]).work_out(planes.__getitem__, (1 << len(records)) - 1)[exact]
    for at, record in enumerate(records):
        expected = shape_holds(shape, record) or all(shape_holds(shape, full) for full in completions(record, choices))
        assert bool(found >> at & 1) is expected, record
