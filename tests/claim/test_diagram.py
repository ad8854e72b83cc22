"""Decision diagrams: what stands in a diagram is exactly what its answer can turn on."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from wellfounded.answer import Answer
from wellfounded.claim.diagram import NO, YES, Diagram, Diagrams
from wellfounded.claim.ready import left_open, ready
from wellfounded.claim.record import Record
from wellfounded.rule import AllOf, AnyOf, AtLeast, Name, Not, Rule, evaluate

NAMES = ("a", "b", "c", "d")


def _joined(parts: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
    several = st.lists(parts, min_size=1, max_size=4).map(tuple)
    return st.one_of(
        several.map(AllOf),
        several.map(AnyOf),
        parts.map(Not),
        several.flatmap(lambda found: st.integers(1, len(found)).map(lambda count: AtLeast(count, found))),
    )


RULES = st.recursive(st.sampled_from(NAMES).map(Name), _joined, max_leaves=9)


def drawn(rule: Rule, draw: Diagrams) -> Diagram:
    match rule:
        case Name(id):
            return draw.is_value(id, 2, 0)
        case Not(part):
            return draw.negated(drawn(part, draw))
        case AllOf(parts):
            return draw.all_of(drawn(part, draw) for part in parts)
        case AnyOf(parts):
            return draw.any_of(drawn(part, draw) for part in parts)
        case AtLeast(count, parts):
            return draw.at_least(count, [drawn(part, draw) for part in parts])
    raise AssertionError(rule)


def answered(rule: Rule, values: tuple[Answer, ...]) -> Answer:
    return evaluate(rule, Record(dict(zip(NAMES, values, strict=True)), ()))


@settings(max_examples=150)
@given(RULES)
def test_a_diagram_asks_exactly_what_the_answer_can_turn_on(rule: Rule) -> None:
    draw = Diagrams()
    turning = set()
    for values in product((Answer.MET, Answer.NOT_MET), repeat=len(NAMES)):
        for at, name in enumerate(NAMES):
            other = (*values[:at], ~values[at], *values[at + 1 :])
            if answered(rule, values) is not answered(rule, other):
                turning.add(name)
    assert draw.asked(drawn(rule, draw)) == turning


def test_a_question_with_several_values_is_one_question() -> None:
    draw = Diagrams()
    kinds = [draw.is_value("kind", 3, at) for at in range(3)]
    assert draw.any_of(iter(kinds)) is YES
    assert draw.both(kinds[0], kinds[1]) is NO
    assert draw.asked(draw.either(kinds[0], draw.is_value("other", 2, 0))) == {"kind", "other"}
    assert draw.either(draw.negated(kinds[0]), kinds[0]) is YES


OPEN_TOO = st.tuples(*[st.sampled_from(Answer)] * len(NAMES))


@settings(max_examples=200)
@given(RULES, OPEN_TOO)
def test_a_rule_made_ready_gives_the_same_answer(rule: Rule, values: tuple[Answer, ...]) -> None:
    record = Record({name: value for name, value in zip(NAMES, values, strict=True) if value is not Answer.OPEN}, ())
    open_names: list[str] = []
    answer = ready(rule)(record, open_names)
    assert answer is evaluate(rule, record)
    assert (answer is Answer.OPEN) == bool(open_names)
    assert all(record.answer(name) is Answer.OPEN for name in open_names)
    assert left_open(rule, record) == tuple(dict.fromkeys(open_names))
