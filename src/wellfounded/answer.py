"""The three answers: met, not met, open.

A legal question about a file has three possible answers, because a file is never complete. The operators follow
Kleene's strong three-valued logic: what is open stays open unless the rest of the rule settles the result without it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Answer(Enum):
    """An answer to one legal question: met, not met or open.

    An answer is never a yes or a no: using one as a condition raises, because `if answer:` would read open as no.

    Example:
        >>> Answer.MET & Answer.OPEN
        <Answer.OPEN: 'open'>
        >>> Answer.NOT_MET & Answer.OPEN
        <Answer.NOT_MET: 'not-met'>
    """

    MET = "met"
    NOT_MET = "not-met"
    OPEN = "open"

    def __bool__(self) -> bool:
        raise TypeError(
            f"An answer ({self.value}) was used as a yes or no. An open answer is neither: "
            "compare with Answer.MET, Answer.NOT_MET or Answer.OPEN instead."
        )

    def __and__(self, other: Answer) -> Answer:
        return every((self, other))

    def __or__(self, other: Answer) -> Answer:
        return some((self, other))

    def __invert__(self) -> Answer:
        return _OPPOSITE[self]


_OPPOSITE = {Answer.MET: Answer.NOT_MET, Answer.NOT_MET: Answer.MET, Answer.OPEN: Answer.OPEN}


def every(answers: Iterable[Answer]) -> Answer:
    """Answer whether all are met; of none at all, met (nothing was asked).

    Example:
        >>> every([])
        <Answer.MET: 'met'>
    """
    result = Answer.MET
    for answer in answers:
        if answer is Answer.NOT_MET:
            return Answer.NOT_MET
        if answer is Answer.OPEN:
            result = Answer.OPEN
    return result


def some(answers: Iterable[Answer]) -> Answer:
    """Answer whether at least one is met; of none at all, not met (no route existed).

    Example:
        >>> some([])
        <Answer.NOT_MET: 'not-met'>
    """
    result = Answer.NOT_MET
    for answer in answers:
        if answer is Answer.MET:
            return Answer.MET
        if answer is Answer.OPEN:
            result = Answer.OPEN
    return result


def at_least(count: int, answers: Iterable[Answer]) -> Answer:
    """Answer whether at least `count` are met, however the open ones turn out.

    Example:
        >>> at_least(2, [Answer.MET, Answer.OPEN, Answer.NOT_MET])
        <Answer.OPEN: 'open'>
    """
    met = could_be_met = 0
    for answer in answers:
        if answer is Answer.MET:
            met += 1
        if answer is not Answer.NOT_MET:
            could_be_met += 1
    if met >= count:
        return Answer.MET
    return Answer.OPEN if could_be_met >= count else Answer.NOT_MET


def from_known(value: bool | None) -> Answer:
    """Turn a known yes or no, or nothing known, into an answer.

    Example:
        >>> from_known(None)
        <Answer.OPEN: 'open'>
    """
    if value is None:
        return Answer.OPEN
    return Answer.MET if value else Answer.NOT_MET
