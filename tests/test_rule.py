"""Rules: words and expressions are the same thing, and three-valued logic is exact on unate rules."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made_rules import Assigned, rules
from wellfounded.answer import Answer, at_least, every, some
from wellfounded.errors import RuleUnreadable
from wellfounded.rule import AllOf, AnyOf, Name, Rule, both_ways, evaluate, names
from wellfounded.rule_text import parse_rule, print_rule

ANSWERS = list(Answer)
NAMES = st.sampled_from(["group.distinct", "state.unable", "harm.serious", "bar.criminal-2020", "motive.in-part"])
FLAT_FORMS = st.one_of(NAMES.map(Name), st.just(AllOf(())), st.just(AnyOf(())))


@given(rules(FLAT_FORMS))
def test_a_rule_printed_and_read_again_is_the_same_rule(rule: Rule) -> None:
    assert print_rule(parse_rule(print_rule(rule))) == print_rule(rule)
    assert list(names(parse_rule(print_rule(rule)))) == list(names(rule))


@pytest.mark.parametrize(
    "words",
    [
        "not group.relationship-based or (group.exists-apart-from-harm and group.particular)",
        "filed-on on or before (1 year after last-arrival-on, rolled past weekends and holidays)",
        "mailed-on after (2 years after last-arrival-on, not before 1998-04-01)",
        "not entered-at-southwest-border or last-arrival-on before 2024-06-05",
        "not last-arrival-on between 2023-05-11 and 2025-05-11",
        "at least 2 of (group-kind is family, known birth-date, not a.b)",
        'law unsettled: "The Board and the courts disagreed."',
        "nothing asked",
        "no such route",
    ],
)
def test_the_words_of_a_rule_come_back_as_written(words: str) -> None:
    assert print_rule(parse_rule(words)) == words


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("a and", "the end"),
        ("a or or b", '"or"'),
        ("at least 3 of (a, b)", "asks for 3 of only 2"),
        ("a; b", "no rule uses"),
        ("filed-on before 2018-02-30", "no such day exists"),
        ("(" * 80 + "a" + ")" * 80, "deep"),
        ("a b", "nothing more was expected"),
    ],
)
def test_words_that_form_no_rule_are_refused_at_the_word(words: str, says: str) -> None:
    with pytest.raises(RuleUnreadable, match=says.replace("(", r"\(")):
        parse_rule(words)


@given(rules(NAMES.map(Name)), st.data())
def test_an_answer_is_what_every_completion_of_the_unknowns_gives(rule: Rule, data: st.DataObject) -> None:
    """For a rule with no finding repeated, open means that the unknowns could turn it either way."""
    used = list(names(rule))
    if both_ways(rule) or len(set(used)) != len(used):
        return
    answers = {name: data.draw(st.sampled_from(ANSWERS), label=name) for name in used}
    unknown = [name for name, answer in answers.items() if answer is Answer.OPEN]
    ends = {
        evaluate(rule, Assigned(answers | dict(zip(unknown, values, strict=True))))
        for values in product([Answer.MET, Answer.NOT_MET], repeat=len(unknown))
    }
    expected = ends.pop() if len(ends) == 1 else Answer.OPEN
    assert evaluate(rule, Assigned(answers)) is expected


def test_an_answer_is_never_used_as_a_yes_or_no() -> None:
    with pytest.raises(TypeError, match="yes or no"):
        bool(Answer.OPEN)


@pytest.mark.parametrize(
    "answers", list(product(ANSWERS, repeat=3)), ids=lambda found: "-".join(a.value for a in found)
)
def test_at_least_one_and_at_least_all_are_some_and_every(answers: tuple[Answer, ...]) -> None:
    assert at_least(1, answers) is some(answers)
    assert at_least(3, answers) is every(answers)
