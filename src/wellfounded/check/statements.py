"""Statements about rulings: a small grammar of who did what to which decision, when, and how far it goes.

Each rule reads one kind of sentence and compares it with the treatments of the library, its pages and the record. Where
no rule understands a sentence, nothing is said about it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wellfounded.check import number_statements, ruling_statements, treatment_statements
from wellfounded.check.sentences import Context, StatementFinding


def check_statements(context: Context) -> list[StatementFinding]:
    """Judge the statements a document makes about rulings, in its order; each sentence at most once by each rule."""
    rules: tuple[Callable[[Context, int], Iterator[StatementFinding]], ...] = (
        treatment_statements.treatments,
        treatment_statements.effect_on_a_person,
        ruling_statements.reach,
        ruling_statements.facts,
        ruling_statements.kind,
        ruling_statements.whose_case,
        ruling_statements.year,
        number_statements.numbers,
        number_statements.forecasts,
        number_statements.deadlines,
    )
    own = [at for at, sentence in enumerate(context.sentences) if not context.quoted(sentence)]
    found = [finding for at in own for rule in rules for finding in rule(context, at)]
    return sorted(dict.fromkeys(found), key=lambda finding: (finding.start, finding.rule))
