"""What is computed for a caseload: the questions of each day, forum and class of filing days, and what they share.

The law is resolved before anything is compiled. All claims of a stage are read by one statement a day; on a later day
only the reliefs in which some rule differs from the day before are read again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from wellfounded.claim.law_of_day import SOCIAL_GROUP, LawOfDay, law_of_day
from wellfounded.claim.sql import (
    all_sql,
    any_sql,
    quoted,
    quoted_text,
)
from wellfounded.claim.sql_elements import AssessmentSql, tested_sql
from wellfounded.docket.caseload import CIRCUIT, STAGE
from wellfounded.forum import Forum
from wellfounded.law.calendar import filing_days
from wellfounded.law.library import Library
from wellfounded.law.model import Relief
from wellfounded.rule import AllOf, AnyOf, AtLeast, Choice, Not, Rule, names
from wellfounded.rule_text import print_rule

FILED = "filed-on"


@dataclass(frozen=True, slots=True)
class Class:
    """Claims under one law: a stage, a circuit, and filing days that share their tests.

    Attributes:
        stage, circuit: the forum.
        filed_from, filed_until: the filing days (half-open); None leaves that end open.
        filed_known: whether the filing day is known at all.
    """

    stage: str
    circuit: str | None
    filed_from: date | None
    filed_until: date | None
    filed_known: bool

    def condition(self, *, has: Iterable[str]) -> str:
        """Write which rows belong to the class; `has` names the columns the table has."""
        return " AND ".join(self.conditions(has=has)) or "TRUE"

    def conditions(self, *, has: Iterable[str]) -> list[str]:
        """List what is so of the rows of the class, and together of no other row."""
        parts = []
        if STAGE in has:
            parts.append(f"{quoted(STAGE)} = {quoted_text(self.stage)}")
        if CIRCUIT in has:
            parts.append(f"{quoted(CIRCUIT)} = {quoted_text(self.circuit or '')}")
        if FILED in has:
            parts.append(f"{quoted(FILED)} IS {'NOT ' if self.filed_known else ''}NULL")
            if self.filed_from:
                parts.append(f"{quoted(FILED)} >= DATE '{self.filed_from}'")
            if self.filed_until:
                parts.append(f"{quoted(FILED)} < DATE '{self.filed_until}'")
        return parts

    def law(self, library: Library, on: date) -> LawOfDay:
        """Resolve the law of a day."""
        filed = self.filed_from or (self.filed_until and date.fromordinal(self.filed_until.toordinal() - 1))
        return law_of_day(library, on, Forum(self.stage, self.circuit), filed if self.filed_known else None)


def span_columns(library: Library) -> list[str]:
    """Write the columns that tell filing days apart: whether the day is not known, then from each day that matters."""
    filed = quoted(FILED)
    return [f"{filed} IS NULL", *(f"{filed} >= DATE '{day}'" for day in filing_days(library))]


def classes(library: Library, found: Iterable[tuple[Forum, Sequence[bool | None]]]) -> Iterator[Class]:
    """List the classes of claims in some forums.

    Args:
        found: forums, each with the values of `span_columns` of some of its claims; none where no filing day is known.
    """
    days = (None, *filing_days(library), None)
    for forum, (not_known, *begun) in ((forum, tuple(span) or (True,)) for forum, span in found):
        at = sum(map(bool, begun))
        start, end = (None, None) if not_known else (days[at], days[at + 1])
        yield Class(forum.stage, forum.circuit, start, end, not not_known)


class DocketSql(AssessmentSql):
    """The SQL of one day for claims under several laws at once.

    Where the laws of the classes give an element different rules, each rule is joined by AND to the column that says
    whether a row is of that class, and they are joined by OR: those columns are never NULL, so that exactly the rule of
    the row's own class answers. Its `laws` are those of the classes.
    """

    def __init__(
        self, laws: Sequence[LawOfDay], *, reliefs: Iterable[Relief], elements: Iterable[str], entered: Iterable[str]
    ) -> None:
        super().__init__(laws[0], reliefs=reliefs, elements=elements, entered=entered, laws=laws)

    def tested_sql(self, name: str) -> str:
        """Write the answer to an element that tests decide, each row by the rule of its own class."""
        of_classes: dict[str, list[int]] = {}
        for at, law in enumerate(self.laws):
            of_classes.setdefault(tested_sql(law, name), []).append(at)
        if len(of_classes) == 1:
            return next(iter(of_classes))
        return any_sql(
            [all_sql([any_sql(list(map(class_column, members))), sql]) for sql, members in of_classes.items()]
        )

    def settling(self, tried: Mapping[str, Sequence[str]], wanted: Collection[str]) -> DocketSql:
        """Return the question of what rests on some facts: the elements among those wanted, and the reliefs over them.

        Answers of other elements that it reads must stand in its source (`given`).
        """
        resting = [name for name in self.elements if self.facts_of(name) & tried.keys()]
        over = set(resting)
        reliefs = [relief for relief in self.reliefs if relief.id in wanted and over & set(names(relief.rule))]
        return self.narrowed(resting, reliefs)

    @property
    def given(self) -> tuple[str, ...]:
        """The elements that the source must already answer: read here, and not answered here."""
        rules = [relief.rule for relief in self.reliefs]
        rules += [made_of for name in self.elements if (made_of := self.law.element(name).made_of) is not None]
        return tuple(dict.fromkeys(name for rule in rules for name in names(rule) if name not in self.elements))

    def facts_of(self, element: str) -> frozenset[str]:
        """List the facts that written rules can carry into the answer of an element, under any of the laws."""
        return frozenset(fact for law in self.laws for fact in law.facts_of(element))


def facts_read(law: LawOfDay, element: str, *, entered: Collection[str]) -> frozenset[str]:
    """List the facts that the tests of an element read; not those of findings that are entered."""
    findings = law.library.vocabulary.findings
    asked = {name for rule in law.rules_of(element) for name in names(rule) if name not in entered}
    rules = [rule for name in asked for rule in (findings[name].met_when, findings[name].not_met_when) if rule]
    return frozenset(fact for rule in rules for fact in names(rule))


def class_column(at: int) -> str:
    """Name the quoted column that says whether a row is of a class."""
    return quoted(f"class {at}")


@dataclass(frozen=True, slots=True)
class Plan:
    """The questions of several days for the claims of one stage.

    Attributes:
        classes: the classes of claims; those in one tuple are under the same law on every day.
        questions: one for each day; on later days only the reliefs whose rules differ from the day before.
        differing: for each day, the elements and reliefs whose rules differ from the day before; all on the first.
    """

    classes: tuple[tuple[Class, ...], ...]
    questions: tuple[DocketSql, ...]
    differing: tuple[frozenset[str], ...]

    def condition(self, *, has: Iterable[str]) -> str:
        """Write which rows are read."""
        return " OR ".join(self.class_conditions(has=has))

    def class_conditions(self, *, has: Iterable[str]) -> list[str]:
        """Write, for each class, which rows are of it."""
        has = tuple(has)
        return ["(" + " OR ".join(f"({one.condition(has=has)})" for one in members) + ")" for members in self.classes]


def plans(
    library: Library, found: Iterable[Class], days: Sequence[date], *, entered: Iterable[str], by_group: bool = False
) -> tuple[Plan, ...]:
    """Make the plans for some classes of claims on some days: one for each stage.

    Args:
        entered: findings that are not read from facts.
        by_group: whether claims have a row for each proposed group; where groups may rank otherwise, all is read again.
    """
    stages: dict[str, list[Class]] = {}
    for one in found:
        stages.setdefault(one.stage, []).append(one)
    entered = tuple(entered)
    return tuple(_plan(library, members, days, entered, by_group) for members in stages.values())


def _plan(
    library: Library, found: Sequence[Class], days: Sequence[date], entered: tuple[str, ...], by_group: bool
) -> Plan:
    ranking = [SOCIAL_GROUP] if by_group and SOCIAL_GROUP in library.vocabulary.elements else []
    together: dict[tuple[tuple[str, ...], ...], list[Class]] = {}
    for one in found:
        signature = tuple(tuple(_signatures(one.law(library, on), ranking).values()) for on in days)
        together.setdefault(signature, []).append(one)
    members = tuple(map(tuple, together.values()))
    questions: list[DocketSql] = []
    differing: list[frozenset[str]] = []
    before: list[dict[str, str]] = [{} for _ in members]
    for on in days:
        laws = [classes_[0].law(library, on) for classes_ in members]
        now = [_signatures(law, ranking) for law in laws]
        changed = _changed(before, now)
        if changed.intersection(ranking):
            changed = frozenset(now[0])
        reliefs = [relief for relief in laws[0].reliefs() if relief.id in changed]
        questions.append(DocketSql(laws, reliefs=reliefs, elements=ranking if changed else (), entered=entered))
        differing.append(changed & {name for relief in reliefs for name in (*laws[0].elements_of(relief), relief.id)})
        before = now
    return Plan(members, tuple(questions), tuple(differing))


def _changed(before: Sequence[Mapping[str, str]], now: Sequence[Mapping[str, str]]) -> frozenset[str]:
    """List what rests on other rules than the day before, under any of the laws."""
    pairs = zip(before, now, strict=True)
    return frozenset(name for was, is_ in pairs for name in is_ if was.get(name) != is_[name])


def _signatures(law: LawOfDay, also: Iterable[str]) -> dict[str, str]:
    """Write, for every element and relief, all the rules it rests on: where they are the same, so is the answer."""
    found: dict[str, str] = {}

    def of_element(name: str) -> str:
        if name not in found:
            rules = [print_rule(rule) for rule in law.rules_of(name)]
            made_of = law.element(name).made_of
            parts = [of_element(part) for part in dict.fromkeys(names(made_of))] if made_of is not None else []
            ungoverned = made_of is None and law.test(name).test is None
            found[name] = "; ".join([*rules, *parts, "no test" if ungoverned else ""])
        return found[name]

    for name in also:
        of_element(name)
    for relief in law.reliefs():
        parts = [of_element(name) for name in law.elements_of(relief)]
        found[relief.id] = "; ".join([print_rule(relief.rule), *parts])
    return found


def settling_facts(question: AssessmentSql) -> dict[str, tuple[str, ...]]:
    """List the facts that help one finding and hurt another, as far as they are read, with values to try.

    Of values that no rule names, one stands for all.
    """
    library = question.law.library
    facts = library.vocabulary.facts
    rules = [
        rule
        for name in question.findings
        if name not in question.entered
        for rule in (library.vocabulary.findings[name].met_when, library.vocabulary.findings[name].not_met_when)
        if rule is not None
    ]
    tried: dict[str, tuple[str, ...]] = {}
    for fact in library.vocabulary.exact_facts:
        if fact in question.facts:
            named = {value for rule in rules for asked, value in _choices(rule) if asked == fact}
            unnamed = [choice for choice in facts[fact].choices if choice not in named][:1]
            values = [choice for choice in facts[fact].choices if choice in named or choice in unnamed]
            tried[fact] = tuple(map(quoted_text, values)) or ("TRUE", "FALSE")
    return tried


def _choices(rule: Rule) -> Iterator[tuple[str, str]]:
    match rule:
        case Choice(fact, value):
            yield fact, value
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from _choices(part)
        case Not(part):
            yield from _choices(part)


def completed_select(source: str, tried: dict[str, tuple[str, ...]], others: Sequence[str], lacking: str) -> str:
    """Write the rows that lack a settling fact, once for each way in which it could turn out.

    Args:
        source: what to read the rows from, the facts under the name "c".
        tried: the facts, with the values to try.
        others: all other columns to keep.
        lacking: the condition under which a row is completed at all.
    """
    listed = [[(value, at == 0) for at, value in enumerate(values)] for values in tried.values()]
    rows = [", ".join(f"{value}, {str(first).upper()}" for value, first in way) for way in product(*listed)]
    names_of = [quoted(name) for fact in tried for name in (fact, f"{fact} first")]
    fitting = " AND ".join(f'("c".{quoted(fact)} IS NULL OR "k".{quoted(f"{fact} first")})' for fact in tried)
    kept = ", ".join(
        [*others] + [f'coalesce("c".{quoted(fact)}, "k".{quoted(fact)}) AS {quoted(fact)}' for fact in tried]
    )
    ways = f'SELECT * FROM (VALUES {", ".join(f"({row})" for row in rows)}) AS "w"({", ".join(names_of)})'
    return f'SELECT {kept} FROM {source} JOIN ({ways}) AS "k" ON {fitting} WHERE {lacking}'
