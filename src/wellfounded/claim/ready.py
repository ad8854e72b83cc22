"""Rules made ready to be read many times: the answers of `wellfounded.rule.evaluate`, and what leaves them open.

A rule is turned once into nested functions; each reading then is a few calls. Beside the answer, a reading gathers the
names that leave it open: those in open parts, at whatever depth, in the order of the words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from wellfounded.answer import Answer, at_least
from wellfounded.rule import (
    AllOf,
    AnyOf,
    AtLeast,
    Choice,
    DayTest,
    Known,
    LawUnsettled,
    Name,
    Not,
    Rule,
    Values,
    evaluate,
)
from wellfounded.rule import names as names_of

Ready: TypeAlias = Callable[[Values, list[str]], Answer]

THE_LAW_ITSELF = ""
_MOST_KEPT = 20_000
_MET, _NOT_MET, _OPEN = Answer.MET, Answer.NOT_MET, Answer.OPEN
_OPPOSITE = {_MET: _NOT_MET, _NOT_MET: _MET, _OPEN: _OPEN}
_kept: dict[int, tuple[Rule, Ready]] = {}


def ready(rule: Rule) -> Ready:
    """Make a rule ready: a function of the values and of a list that takes the names which leave it open.

    `THE_LAW_ITSELF` stands in the list for law that was itself unsettled.

    Example:
        >>> from wellfounded.claim.record import Record
        >>> from wellfounded.rule_text import parse_rule
        >>> open_names = []
        >>> ready(parse_rule("a and (b or not c)"))(Record({"a": Answer.MET}, ()), open_names), open_names
        (<Answer.OPEN: 'open'>, ['b', 'c'])
    """
    found = _kept.get(id(rule))
    if found is None or found[0] is not rule:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        found = _kept[id(rule)] = (rule, _made(rule))
    return found[1]


def _made(rule: Rule) -> Ready:
    match rule:
        case Name(id):
            return _name(id)
        case AllOf(parts):
            return _joined(parts, decides=_NOT_MET, else_=_MET)
        case AnyOf(parts):
            return _joined(parts, decides=_MET, else_=_NOT_MET)
        case Not(part):
            return _not(_made(part))
        case AtLeast(count, parts):
            return _threshold(count, parts)
        case LawUnsettled():
            return _unsettled
        case _:
            return _atom(rule)


def _name(id: str) -> Ready:
    def read(values: Values, open_names: list[str]) -> Answer:
        answer = values.answer(id)
        if answer is _OPEN:
            open_names.append(id)
        return answer

    return read


def _joined(parts: tuple[Rule, ...], *, decides: Answer, else_: Answer) -> Ready:
    made = tuple(map(_made, parts))

    def read(values: Values, open_names: list[str]) -> Answer:
        before, result = len(open_names), else_
        for part in made:
            answer = part(values, open_names)
            if answer is decides:
                del open_names[before:]
                return decides
            if answer is _OPEN:
                result = _OPEN
        return result

    return read


def _not(made: Ready) -> Ready:
    def read(values: Values, open_names: list[str]) -> Answer:
        return _OPPOSITE[made(values, open_names)]

    return read


def _threshold(count: int, parts: tuple[Rule, ...]) -> Ready:
    made = tuple(map(_made, parts))

    def read(values: Values, open_names: list[str]) -> Answer:
        before = len(open_names)
        result = at_least(count, [part(values, open_names) for part in made])
        if result is not _OPEN:
            del open_names[before:]
        return result

    return read


def _unsettled(values: Values, open_names: list[str]) -> Answer:
    open_names.append(THE_LAW_ITSELF)
    return _OPEN


def _atom(rule: Choice | Known | DayTest) -> Ready:
    named = tuple(dict.fromkeys(names_of(rule)))

    def read(values: Values, open_names: list[str]) -> Answer:
        answer = evaluate(rule, values)
        if answer is _OPEN:
            open_names.extend(named)
        return answer

    return read


def answer_of(rule: Rule, values: Values) -> Answer:
    """Answer a rule."""
    return ready(rule)(values, [])


def left_open(rule: Rule, values: Values) -> tuple[str, ...]:
    """List the names that leave a rule open, each once; none if it is not open."""
    open_names: list[str] = []
    ready(rule)(values, open_names)
    return tuple(dict.fromkeys(name for name in open_names if name != THE_LAW_ITSELF))
