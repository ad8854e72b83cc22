"""Every element and relief of one question as one SELECT: findings, then tests, then elements, then reliefs.

The statement reads one row per claim and proposed group and keeps every column of it. What must be joined first, and
what the columns hold, is set down in `docs/assess.md` under "For a docket".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from itertools import product
from typing import Self

from wellfounded.claim.law_of_day import LawOfDay
from wellfounded.claim.sql import (
    OPEN_SQL,
    agreed_sql,
    element_column,
    finding_column,
    finding_sql,
    quoted,
    quoted_text,
    relief_column,
    rule_sql,
)
from wellfounded.law.model import Relief
from wellfounded.rule import Rule, YearsAfter, names, periods


class AssessmentSql:
    """The SQL of one question: a day, a forum and a class of filing days.

    What answers several questions at once derives from it and writes `tested_sql` anew.

    Attributes:
        law: the question.
        laws: the laws whose tests are read; the question's own.
        reliefs: the reliefs answered.
        elements: every element answered, each after its parts.
        findings: every finding that some test asks about.
        entered: findings that stand in the source as columns of their own (`finding:…`) and are not read from facts.
    """

    def __init__(
        self,
        law: LawOfDay,
        *,
        reliefs: Iterable[Relief] | None = None,
        elements: Iterable[str] = (),
        entered: Iterable[str] = (),
        laws: Sequence[LawOfDay] = (),
    ) -> None:
        self.law, self.laws = law, tuple(laws) or (law,)
        self.reliefs = tuple(law.reliefs() if reliefs is None else reliefs)
        wanted = [name for relief in self.reliefs for name in law.elements_of(relief)]
        self.elements = tuple(self._parts_first([*wanted, *elements]))
        self.entered = frozenset(entered)
        self.findings = tuple(dict.fromkeys(self._findings()))

    def narrowed(self, elements: Iterable[str], reliefs: Iterable[Relief]) -> Self:
        """Return the question of some of its elements and reliefs; others that these read must stand in the source."""
        found = copy(self)
        found.elements, found.reliefs = tuple(elements), tuple(reliefs)
        found.findings = tuple(dict.fromkeys(found._findings()))
        return found

    def _parts_first(self, wanted: Iterable[str]) -> Iterator[str]:
        seen: set[str] = set()
        for name in wanted:
            made_of = self.law.element(name).made_of
            for part in (*(self._parts_first(names(made_of)) if made_of is not None else ()), name):
                if part not in seen:
                    seen.add(part)
                    yield part

    def _findings(self) -> Iterator[str]:
        for element in self.elements:
            if self.law.element(element).made_of is None:
                for rule in (rule for law in self.laws for rule in law.rules_of(element)):
                    yield from names(rule)

    def _fact_rules(self) -> Iterator[Rule]:
        for name in self.findings:
            finding = self.law.library.vocabulary.findings[name]
            if name not in self.entered:
                yield from (rule for rule in (finding.met_when, finding.not_met_when) if rule is not None)

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that the statement reads: columns the source must have, in the order of the vocabulary."""
        read = {fact for rule in self._fact_rules() for fact in names(rule)}
        return tuple(fact for fact in self.law.library.vocabulary.facts if fact in read)

    @property
    def periods(self) -> tuple[YearsAfter, ...]:
        """The periods whose last days the source must have as columns (`period_name`, `last_days`)."""
        return tuple(periods(self._fact_rules()))

    def select(self, source: str) -> str:
        """Write the statement: the columns of the source, then one BOOLEAN for every element and relief.

        A fact that helps one finding and hurts another may leave an answer open here that is settled either way;
        `exact_select` settles those too.

        Args:
            source: the quoted name of the table or view it reads.
        """
        steps = [f"SELECT *, {self._columns(self._finding_columns())} FROM {source}"]
        for level in self._levels():
            columns = [(element_column(name), self._element_sql(name)) for name in level]
            steps.append(f"SELECT *, {self._columns(columns)} FROM {{before}}")
        columns = [(relief_column(relief.id), rule_sql(relief.rule, element_column)) for relief in self.reliefs]
        if columns:
            steps.append(f"SELECT *, {self._columns(columns)} FROM {{before}}")
        left_out = ", ".join(finding_column(name) for name in self.findings if name not in self.entered)
        shown = f"* EXCLUDE ({left_out})" if left_out else "*"
        named = [f'"step {at}" AS ({step.format(before=_step(at - 1))})' for at, step in enumerate(steps)]
        return f"WITH {', '.join(named)} SELECT {shown} FROM {_step(len(steps) - 1)}"

    def _columns(self, columns: Iterable[tuple[str, str]]) -> str:
        written = [f"{_literal(expression)} AS {_literal(column)}" for column, expression in columns]
        return ", ".join(written) or 'TRUE AS "nothing asked"'

    def _finding_columns(self) -> Iterator[tuple[str, str]]:
        for name in self.findings:
            if name not in self.entered:
                yield finding_column(name), finding_sql(self.law.library.vocabulary.findings[name])

    def _element_sql(self, name: str) -> str:
        made_of = self.law.element(name).made_of
        return self.tested_sql(name) if made_of is None else rule_sql(made_of, element_column)

    def tested_sql(self, name: str) -> str:
        """Write the answer to an element that tests decide, over the columns of findings."""
        return tested_sql(self.law, name)

    def _levels(self) -> Iterator[list[str]]:
        """List the elements in steps, each step resting on earlier ones, or on answers given in the source."""
        depth: dict[str, int] = {}
        for name in self.elements:
            made_of = self.law.element(name).made_of
            parts = names(made_of) if made_of is not None else ()
            depth[name] = 1 + max((depth.get(part, -1) for part in parts), default=-1)
        for level in range(max(depth.values(), default=-1) + 1):
            yield [name for name, at in depth.items() if at == level]

    def exact_select(self, source: str, *, key: str) -> str:
        """Write the statement that also settles what each possible value of a fact not known would settle alike.

        Args:
            key: the quoted column that names a row.
        Returns:
            The key, then one BOOLEAN for every element and relief.
        """
        exact = [fact for fact in self.law.library.vocabulary.exact_facts if fact in self.facts]
        answers = [*map(element_column, self.elements), *(relief_column(relief.id) for relief in self.reliefs)]
        plain = self.select(source)
        if not exact:
            return f"SELECT {key}, {', '.join(answers)} FROM ({plain})"
        each_way = self.select('"completed"')
        agreed = [
            f"(BOOL_AND(COALESCE({column}, FALSE)) OR ({OPEN_SQL} AND BOOL_OR(COALESCE({column}, TRUE)))) AS {column}"
            for column in answers
        ]
        settled = [f'COALESCE("plain".{column}, "exact".{column}) AS {column}' for column in answers]
        return (
            f'WITH "completed" AS ({self._completed(source, exact)}), "plain" AS ({plain}), '
            f'"exact" AS (SELECT {key}, {", ".join(agreed)} FROM ({each_way}) GROUP BY {key}) '
            f'SELECT "plain".{key}, {", ".join(settled)} '
            f'FROM "plain" LEFT JOIN "exact" ON "plain".{key} = "exact".{key}'
        )

    def _completed(self, source: str, exact: list[str]) -> str:
        """Write the rows that lack such a fact, once for each way in which it could turn out."""
        facts = self.law.library.vocabulary.facts
        values = [[quoted_text(choice) for choice in facts[fact].choices] or ["TRUE", "FALSE"] for fact in exact]
        rows = ", ".join(f"({', '.join(row)})" for row in product(*values))
        columns = ", ".join(map(quoted, exact))
        fitting = " AND ".join(
            f'("c".{quoted(fact)} IS NULL OR "c".{quoted(fact)} = "k".{quoted(fact)})' for fact in exact
        )
        lacking = " OR ".join(f'"c".{quoted(fact)} IS NULL' for fact in exact)
        replaced = ", ".join(f'"k".{quoted(fact)} AS {quoted(fact)}' for fact in exact)
        return (
            f'SELECT "c".* REPLACE ({replaced}) FROM {source} AS "c" '
            f'JOIN (VALUES {rows}) AS "k"({columns}) ON {fitting} WHERE {lacking}'
        )


def tested_sql(law: LawOfDay, name: str) -> str:
    """Write the answer to an element by the tests of one law: what they agree on; open where no test governs."""
    answers = [rule_sql(rule, finding_column) for rule in law.rules_of(name)]
    return agreed_sql(answers) if answers and law.test(name).test is not None else OPEN_SQL


def _step(at: int) -> str:
    return quoted(f"step {at}")


def _literal(sql: str) -> str:
    return sql.replace("{", "{{").replace("}", "}}")
