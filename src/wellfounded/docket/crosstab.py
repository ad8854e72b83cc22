"""A table of claims counted on several days: whatever is counted is a formula, and its rows are counted as bits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise, permutations
from typing import TypeAlias

from wellfounded.claim.formula import ALWAYS, Formula, Steps
from wellfounded.claim.two_sided import Entered, Said, TwoSided
from wellfounded.docket.arrow_bits import count_bits
from wellfounded.docket.caseload import CLAIM, GROUP, Caseload
from wellfounded.docket.day_formulas import DayFormulas, TableFormulas, Where
from wellfounded.docket.evaluated import MET, NOT_MET, OPEN, Change, Evaluated
from wellfounded.docket.rows_as_planes import ANY, EVERY, FIRST_OF_CLAIM, LEAD, Claims, OfClaim, Rows

Answered: TypeAlias = Mapping[str, Mapping[str, Formula]]


class Crosstab:
    """The counts of a table so far.

    Attributes:
        by_claim: whether the groups of a claim have rows of their own, to be read side by side.
        leaves: what is to be read of each row.
    """

    def __init__(self, table: TableFormulas, caseload: Caseload, *, missing: bool) -> None:
        self._table, self._caseload, self._formulas = table, caseload, table.formulas
        self.by_claim = GROUP in caseload.has and CLAIM in caseload.has
        days = [self._of_claims(day) if self.by_claim else day for day in table.days]
        self._answers = [dict(self._answered(day)) for day in days]
        self._changes = [dict(self._changing(was, now)) for was, now in pairwise(self._answers)]
        self._changed = [self._formulas.any_of(found.values()) for found in self._changes]
        self._missing = table.open_for_want_of(days[-1]) if missing else {}
        self._steps = Steps(self._formulas, self._wanted())
        of_claims = [leaf for leaf in self._steps.leaves if isinstance(leaf, OfClaim)]
        self._row_steps = Steps(self._formulas, (side for leaf in of_claims for side in (leaf.side, *leaf.ranking)))
        asked = [*self._steps.leaves, *self._row_steps.leaves, *([FIRST_OF_CLAIM] if self.by_claim else [])]
        self.leaves = tuple(leaf for leaf in dict.fromkeys(asked) if isinstance(leaf, Said | Entered | Where))
        self._totals: Counter[Formula] = Counter()

    def _of_claims(self, day: DayFormulas) -> DayFormulas:
        """Write the answers of claims from those of their rows, one for each proposed group."""

        def of_claim(sides: TwoSided, name: str) -> TwoSided:
            turning = self._table.turns_on_the_group(name)
            hows = (ANY, EVERY) if turning else (LEAD, LEAD)
            ranking = () if turning else day.ranking
            return TwoSided(
                *(self._formulas.leaf(OfClaim(side, how, ranking)) for side, how in zip(sides, hows, strict=True))
            )

        return replace(day, answers={name: of_claim(sides, name) for name, sides in day.answers.items()})

    def _wanted(self) -> Iterator[Formula]:
        yield ALWAYS
        for day in self._answers:
            for answers in day.values():
                yield from answers.values()
        for found in self._changes:
            yield from found.values()
        yield from self._changed
        yield from self._missing.values()

    def _answered(self, day: DayFormulas) -> Iterator[tuple[str, Mapping[str, Formula]]]:
        for name, sides in day.answers.items():
            yield name, {MET: sides.met, NOT_MET: sides.not_met, OPEN: self._table.open_in(day, name)}

    def _changing(self, was: Answered, now: Answered) -> Iterator[tuple[Change, Formula]]:
        """Write where each answer turns from one to another."""
        for name in now.keys() & was.keys():
            for one, other in permutations((MET, NOT_MET, OPEN), 2):
                yield (name, one, other), self._formulas.all_of((was[name][one], now[name][other]))

    def add(self, rows: Rows) -> None:
        """Count some rows; where claims have several, all rows of a claim come together."""
        read: Rows | Claims = rows
        if self.by_claim:
            read = Claims(rows, self._row_steps.work_out(rows.plane, rows.everything))
        for formula, plane in self._steps.work_out(read.plane, read.everything).items():
            self._totals[formula] += count_bits(plane)

    def evaluated(self, engine: str) -> Evaluated:
        """Return all counts."""
        missing = [(fact, number) for fact, formula in self._missing.items() if (number := self._totals[formula])]
        names = dict.fromkeys(name for day in self._answers for name in day)
        return Evaluated(
            caseload=self._caseload,
            claims=self._totals[ALWAYS],
            days=tuple(day.on for day in self._table.days),
            counts={name: tuple(self._counted(day.get(name, {})) for day in self._answers) for name in names},
            changes=tuple(
                {change: number for change, formula in found.items() if (number := self._totals[formula])}
                for found in self._changes
            ),
            claims_changed=tuple(self._totals[formula] for formula in self._changed),
            missing=tuple(sorted(missing, key=lambda pair: (-pair[1], pair[0]))),
            engine=engine,
        )

    def _counted(self, answers: Mapping[str, Formula]) -> dict[str, int]:
        return {said: self._totals[formula] for said, formula in answers.items()}
