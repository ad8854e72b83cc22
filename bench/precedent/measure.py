"""Measure precedent: one issue at a time, 700,000 claims at once, and a base of 100,000 cases.

Run: PYTHONPATH=src python bench/precedent/measure.py

The peer, measured in the same run: plain Python sets with the definition written out. Its answers must be the same.
"""

from __future__ import annotations

import platform
import random
import sys
from collections.abc import Callable
from datetime import date
from time import perf_counter

import numpy as np

from wellfounded.forum import Forum
from wellfounded.law.loading import load_library
from wellfounded.precedent.consistency import consistency
from wellfounded.precedent.decided import load_base
from wellfounded.precedent.many import ForcedTable
from wellfounded.precedent.model import DecidedCase, Factor, FactorBase, IssueOfBase, Outcome, Ruling, Side
from wellfounded.precedent.question import Situation, forced
from wellfounded.precedent.scope import decided_issues, scope
from wellfounded.precedent.table import Bits, Model, constraints_of, voices

CLAIMS, PLAIN_CLAIMS, SEED = 700_000, 2_000, 20250902


def best(run: Callable[[], object], *, times: int = 3) -> float:
    spent = []
    for _ in range(times):
        start = perf_counter()
        run()
        spent.append(perf_counter() - start)
    return min(spent)


def plain_sets(rulings: list[tuple[Side, frozenset[str], frozenset[str]]], claim: frozenset[str], sides) -> set[Side]:
    """The definition on plain sets: each ruling's own factors present, and no factor against it beyond its own."""
    found = set()
    for side, own, theirs in rulings:
        against = {name for name in claim if sides[name] is not side}
        if own <= claim and against <= theirs:
            found.add(side)
    return found


def main() -> None:
    base = load_base(load_library())
    issues = decided_issues(base)
    print(f"{platform.machine()}, Python {platform.python_version()}, numpy {np.__version__}; {len(base.cases)} cases")
    one_issue(base)
    many_claims(base, issues)
    large_base()


def one_issue(base: FactorBase) -> None:
    library = load_library()
    situation = Situation(frozenset({"targeted-through-kinship", "recruitment-or-means-to-end", "mixed-motives-shown"}))
    question = {"on": date(2025, 9, 3), "forum": Forum("ij", "ca4")}
    forced(base, library, situation, "nexus", **question)
    spent = best(lambda: [forced(base, library, situation, "nexus", **question) for _ in range(1000)]) / 1000
    print(f"one issue, facts known, the whole base in scope: {spent * 1e6:.0f} microseconds")
    unknown = Situation(frozenset(), frozenset(factor.id for factor in base.factors_on("nexus")))
    spent = best(lambda: forced(base, library, unknown, "nexus", **question))
    print(f"one issue, all {len(base.factors_on('nexus'))} factors unknown: {spent * 1e3:.2f} ms")
    start = perf_counter()
    scope.cache_clear()
    forced(base, library, situation, "nexus", **question)
    print(f"the first question of a forum and day, scoping included: {(perf_counter() - start) * 1e3:.1f} ms")


def many_claims(base: FactorBase, issues: list[str]) -> None:
    generator = np.random.default_rng(SEED)
    bits = {issue: Bits(base.factors_on(issue)) for issue in issues}
    shifts = dict(zip(issues, np.cumsum([0, *(len(bits[issue].factors) for issue in issues)]), strict=False))
    claims = generator.integers(0, 1 << 57, size=CLAIMS, dtype=np.uint64)
    claims &= generator.integers(0, 1 << 57, size=CLAIMS, dtype=np.uint64)
    spoken = {issue: voices(base, issue, bits[issue], Model.RESULT) for issue in issues}

    def tables() -> dict[str, np.ndarray]:
        return {
            issue: ForcedTable(constraints_of(spoken[issue], bits[issue])).answers(claims, shift=int(shifts[issue]))
            for issue in issues
        }

    whole = best(tables)
    answers = tables()
    forced_share = np.mean([np.mean((codes == 1) | (codes == 2)) for codes in answers.values()])
    print(f"{CLAIMS:,} claims, {len(issues)} issues, tables built anew: {whole:.3f} s ({forced_share:.0%} forced)")

    sides = {factor.id: factor.side for factor in base.factors.values()}
    rulings = {
        issue: [
            (
                one.constraint.side,
                frozenset(bits[issue].named(one.constraint.needs)),
                frozenset(bits[issue].named(one.constraint.allows)),
            )
            for one in spoken[issue]
        ]
        for issue in issues
    }
    few = [
        {issue: frozenset(bits[issue].named(int(claim) >> int(shifts[issue]))) for issue in issues}
        for claim in claims[:PLAIN_CLAIMS]
    ]

    def plainly() -> list[list[set[Side]]]:
        return [[plain_sets(rulings[issue], claim[issue], sides) for issue in issues] for claim in few]

    plain = best(plainly, times=1) * CLAIMS / PLAIN_CLAIMS
    told = plainly()
    code = {frozenset(): 0, frozenset({Side.ASKING}): 1, frozenset({Side.OPPOSING}): 2, frozenset(Side): 3}
    for at, issue in enumerate(issues):
        assert [code[frozenset(one[at])] for one in told] == list(answers[issue][:PLAIN_CLAIMS])
    words = f"the same with plain Python sets, {PLAIN_CLAIMS:,} claims measured and scaled"
    print(f"{words}: {plain:.0f} s, {plain / whole:.0f} times")


def large_base(cases: int = 100_000) -> None:
    chooser = random.Random(SEED)
    names = [(f"a{at}", Side.ASKING) for at in range(12)] + [(f"o{at}", Side.OPPOSING) for at in range(12)]
    factors = {name: Factor(name, name, side, "issue") for name, side in names}
    outcomes = (Outcome.FOR_ASKING, Outcome.FOR_OPPOSING)
    decided = {
        str(at): DecidedCase(
            str(at),
            str(at),
            "",
            frozenset(name for name, _ in names if chooser.random() < 0.4),
            {"issue": Ruling("issue", chooser.choice(outcomes))},
        )
        for at in range(cases)
    }
    base = FactorBase(factors, {"issue": IssueOfBase("issue", "Issue")}, decided)
    start = perf_counter()
    found = consistency(base, Model.RESULT)
    print(
        f"a random base of {cases:,} cases: consistency and leave-one-out in {perf_counter() - start:.1f} s "
        f"({found.conflict_count:,} conflicts)"
    )


if __name__ == "__main__":
    sys.exit(main())
