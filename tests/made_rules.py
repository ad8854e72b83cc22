"""Rules made by Hypothesis, and a case that answers their names."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from wellfounded.answer import Answer
from wellfounded.rule import AllOf, AnyOf, AtLeast, Not, Rule


def rules(leaves: st.SearchStrategy[Rule], *, max_leaves: int = 8) -> st.SearchStrategy[Rule]:
    """Make rules of AND, OR, NOT and at-least over some leaves."""

    def joined(parts: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
        several = st.lists(parts, min_size=1, max_size=5).map(tuple)
        return st.one_of(
            several.map(AllOf),
            several.map(AnyOf),
            parts.map(Not),
            several.flatmap(lambda found: st.integers(1, len(found)).map(lambda count: AtLeast(count, found))),
        )

    return st.recursive(leaves, joined, max_leaves=max_leaves)


class Assigned:
    """A case of which only the answers to names are known: no choice, no day."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.answers = answers

    def answer(self, name: str) -> Answer:
        return self.answers[name]

    def choice(self, fact: str) -> None:
        return None

    def is_known(self, fact: str) -> bool:
        return False

    def day(self, day: object) -> None:
        return None
