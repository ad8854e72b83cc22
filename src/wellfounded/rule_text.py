"""Rules as words: reading them, and writing them back the same.

rule    := all-of ("or" all-of)*
all-of  := part ("and" part)*
part    := "not" part | "(" rule ")" | "at least" N "of" "(" rule ("," rule)* ")" | phrase | atom
phrase  := "nothing asked" | "no such route" | "law unsettled:" QUOTED
atom    := ID | ID "is" ID | "known" ID | day relation day | day "between" day "and" day
day     := ID | YYYY-MM-DD
         | "(" N ("year"|"years") "after" ID ["," "not before" DATE] ["," "rolled past weekends and holidays"] ")"
"""

from __future__ import annotations

import re
from datetime import date

from wellfounded.errors import RuleUnreadable, shortened
from wellfounded.rule import (
    NO_SUCH_ROUTE,
    NOTHING_ASKED,
    AllOf,
    AnyOf,
    AtLeast,
    Choice,
    Day,
    DayTest,
    FactDay,
    FixedDay,
    Known,
    LawUnsettled,
    Name,
    Not,
    Rule,
    YearsAfter,
)

_TOKEN = re.compile(
    r'\s*(?:(?P<quoted>"(?:[^"\\]|\\.)*")|(?P<date>\d{4}-\d{2}-\d{2})|(?P<word>[A-Za-z0-9][\w.\-]*)|(?P<mark>[(),:]))'
)
_RELATIONS = (("on", "or", "before"), ("on", "or", "after"), ("before",), ("after",))
_RESERVED = frozenset(["and", "or", "not", "at", "is", "known", "on", "before", "after", "between"])
_DEEPEST = 60


def parse_rule(text: str) -> Rule:
    """Read a rule from its words.

    Raises:
        RuleUnreadable: if the words do not form a rule; says at which word.
    Example:
        >>> parse_rule("not group.family-based or group.close-kin-tie")
        AnyOf(parts=(Not(part=Name(id='group.family-based')), Name(id='group.close-kin-tie')))
    """
    reader = _Reader(_tokens(text), text)
    rule = reader.rule(0)
    if reader.position < len(reader.tokens):
        raise reader.trouble("nothing more was expected here")
    return rule


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        found = _TOKEN.match(text, position)
        if found is None:
            raise RuleUnreadable(
                f'The rule "{shortened(text)}" has a sign that no rule uses: "{text[position:].strip()[:1]}".',
                remedy="A rule is made of ids, and, or, not, at least N of (…), and brackets.",
            )
        tokens.append(found.group().strip())
        position = found.end()
    return tokens


class _Reader:
    """Reads tokens by recursive descent; one method for each line of the grammar above."""

    def __init__(self, tokens: list[str], text: str) -> None:
        self.tokens, self.text, self.position = tokens, text, 0

    def trouble(self, expected: str) -> RuleUnreadable:
        at = self.tokens[self.position] if self.position < len(self.tokens) else "the end"
        return RuleUnreadable(f'The rule "{shortened(self.text)}" cannot be read at "{shortened(at)}": {expected}.')

    def peek(self, *words: str) -> bool:
        return tuple(self.tokens[self.position : self.position + len(words)]) == words

    def take(self, *words: str) -> bool:
        if self.peek(*words):
            self.position += len(words)
            return True
        return False

    def expect(self, word: str) -> None:
        if not self.take(word):
            raise self.trouble(f'"{word}" was expected')

    def next_word(self, expected: str) -> str:
        if self.position >= len(self.tokens) or not re.match(r"[A-Za-z0-9]", self.tokens[self.position]):
            raise self.trouble(f"{expected} was expected")
        self.position += 1
        return self.tokens[self.position - 1]

    def rule(self, depth: int) -> Rule:
        parts = [self.all_of(depth)]
        while self.take("or"):
            parts.append(self.all_of(depth))
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def all_of(self, depth: int) -> Rule:
        parts = [self.part(depth)]
        while self.take("and"):
            parts.append(self.part(depth))
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def part(self, depth: int) -> Rule:
        if depth > _DEEPEST:
            raise self.trouble(f"brackets and nots stand more than {_DEEPEST} deep")
        if self.take("not"):
            return Not(self.part(depth + 1))
        if self.take("at", "least"):
            return self.at_least(depth + 1)
        if self.take("nothing", "asked"):
            return NOTHING_ASKED
        if self.take("no", "such", "route"):
            return NO_SUCH_ROUTE
        if self.take("law", "unsettled", ":"):
            return LawUnsettled(self.quoted())
        if self.peek("(") and not self.starts_a_day():
            self.position += 1
            inner = self.rule(depth + 1)
            self.expect(")")
            return inner
        return self.atom()

    def starts_a_day(self) -> bool:
        following = self.tokens[self.position + 1 : self.position + 3]
        return len(following) == 2 and following[0].isdigit() and following[1] in ("year", "years")

    def quoted(self) -> str:
        token = self.tokens[self.position] if self.position < len(self.tokens) else ""
        if not token.startswith('"'):
            raise self.trouble("a reason in quotation marks was expected")
        self.position += 1
        return re.sub(r"\\(.)", r"\1", token[1:-1])

    def at_least(self, depth: int) -> Rule:
        count = self.next_word("a number")
        if not count.isdigit() or not 0 < int(count) < 1000:
            self.position -= 1
            raise self.trouble("a number was expected")
        self.expect("of")
        self.expect("(")
        parts = [self.rule(depth)]
        while self.take(","):
            parts.append(self.rule(depth))
        self.expect(")")
        if int(count) > len(parts):
            raise RuleUnreadable(f'The rule "{shortened(self.text)}" asks for {count} of only {len(parts)} things.')
        return AtLeast(int(count), tuple(parts))

    def atom(self) -> Rule:
        if self.take("known"):
            return Known(self.id())
        if self.peek("(") or _is_date(self.tokens, self.position):
            return self.day_test(self.day())
        name = self.id()
        if self.take("is"):
            return Choice(name, self.id())
        if self.peek("between") or any(self.peek(*relation) for relation in _RELATIONS):
            return self.day_test(FactDay(name))
        return Name(name)

    def id(self) -> str:
        word = self.next_word("an id")
        if word in _RESERVED or not re.fullmatch(r"[A-Za-z][\w\-]*(\.[A-Za-z0-9][\w\-]*)*", word):
            self.position -= 1
            raise self.trouble("an id was expected")
        return word

    def day_test(self, left: Day) -> DayTest:
        if self.take("between"):
            first = self.day()
            self.expect("and")
            return DayTest(left, "between", first, self.day())
        for relation in _RELATIONS:
            if self.take(*relation):
                return DayTest(left, " ".join(relation), self.day())
        raise self.trouble('"before", "after", "on or before", "on or after" or "between" was expected')

    def day(self) -> Day:
        if _is_date(self.tokens, self.position):
            return FixedDay(self.fixed_day())
        if not self.take("("):
            return FactDay(self.id())
        years = self.next_word("a number of years")
        if not years.isdigit() or int(years) > 100 or not (self.take("year") or self.take("years")):
            raise self.trouble("a number of years was expected")
        self.expect("after")
        fact, not_before, rolls = self.id(), None, False
        while self.take(","):
            if self.take("not", "before"):
                not_before = self.fixed_day()
            elif self.take("rolled", "past", "weekends", "and", "holidays"):
                rolls = True
            else:
                raise self.trouble('"not before" or "rolled past weekends and holidays" was expected')
        self.expect(")")
        return YearsAfter(int(years), fact, not_before, rolls)

    def fixed_day(self) -> date:
        if not _is_date(self.tokens, self.position):
            raise self.trouble("a date like 2018-06-11 was expected")
        try:
            day = date.fromisoformat(self.tokens[self.position])
        except ValueError:
            raise self.trouble("no such day exists") from None
        self.position += 1
        return day


def _is_date(tokens: list[str], position: int) -> bool:
    return position < len(tokens) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", tokens[position]) is not None


def print_rule(rule: Rule) -> str:
    """Write a rule in words; `parse_rule` reads it back the same.

    Example:
        >>> print_rule(parse_rule("a.b and (not c.d or e.f)"))
        'a.b and (not c.d or e.f)'
    """
    match rule:
        case AllOf(()):
            return "nothing asked"
        case AnyOf(()):
            return "no such route"
        case AllOf((part,)) | AnyOf((part,)):
            return print_rule(part)
        case AllOf(parts):
            return " and ".join(_bracketed(part) for part in parts)
        case AnyOf(parts):
            return " or ".join(_bracketed(part) for part in parts)
        case Not(part):
            return f"not {_bracketed(part)}"
        case AtLeast(count, parts):
            return f"at least {count} of ({', '.join(print_rule(part) for part in parts)})"
        case LawUnsettled(why):
            return 'law unsettled: "' + why.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case Choice(fact, value):
            return f"{fact} is {value}"
        case Known(fact):
            return f"known {fact}"
        case DayTest(left, "between", first, until) if until is not None:
            return f"{_print_day(left)} between {_print_day(first)} and {_print_day(until)}"
        case DayTest(left, relation, right, _):
            return f"{_print_day(left)} {relation} {_print_day(right)}"
        case Name(id):
            return id


def _bracketed(part: Rule) -> str:
    match part:
        case AllOf((only,)) | AnyOf((only,)):
            return _bracketed(only)
        case AllOf((_, _, *_)) | AnyOf((_, _, *_)):
            return f"({print_rule(part)})"
    return print_rule(part)


def _print_day(day: Day) -> str:
    match day:
        case FixedDay(fixed):
            return fixed.isoformat()
        case FactDay(fact):
            return fact
        case YearsAfter(years, fact, not_before, rolls):
            words = f"{years} {'year' if years == 1 else 'years'} after {fact}"
            words += f", not before {not_before.isoformat()}" if not_before else ""
            words += ", rolled past weekends and holidays" if rolls else ""
            return f"({words})"
