"""What is in a factor base, and whether it agrees with itself, told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from wellfounded.forum import CIRCUITS
from wellfounded.law.library import Library
from wellfounded.precedent.model import DecidedCase, FactorBase, Outcome, Side
from wellfounded.precedent.scope import decided_issues
from wellfounded.precedent.validate import Explained, Validation
from wellfounded.report.document import Bullets, Cell, Document, Heading, Paragraph, Part, Table
from wellfounded.report.stamp import Stamp, stamp
from wellfounded.report.words import KNOWN, counted, listed

OUTCOMES = {
    Outcome.FOR_ASKING: "for the {asking}",
    Outcome.FOR_OPPOSING: "for the {opposing}",
    Outcome.REMANDED: "remanded",
    Outcome.CONCEDED: "conceded",
    Outcome.ASSUMED: "assumed",
    Outcome.NOT_REACHED: "not reached",
}
MODEL_NAMES = {
    "result": "result model",
    "reason": "reason model",
    "aa-cbr": "AA-CBR",
    "aa-cbr-cautious": "AA-CBR, cautious",
}
_SHOWN = 20
_REACHED = tuple(outcome for outcome in Outcome if outcome is not Outcome.NOT_REACHED)


def outcome_words(base: FactorBase, outcome: Outcome) -> str:
    """Write an outcome for people."""
    return OUTCOMES[outcome].format(asking=base.sides[Side.ASKING], opposing=base.sides[Side.OPPOSING])


def court(case: DecidedCase) -> str:
    """Name who decided a case."""
    others = {"board": "Board of Immigration Appeals", "attorney-general": "Attorney General"}
    return CIRCUITS.get(case.body) or others.get(case.body, case.body or "not told")


def base_document(library: Library, base: FactorBase) -> Document:
    """Tell what is in the product's own base."""
    decided = sum(ruling.outcome.winner is not None for case in base.cases.values() for ruling in case.rulings.values())
    return Document(
        title="The decided cases that precedent is drawn from",
        asked="",
        answer=f"{counted(len(base.cases), 'decided case')} with {decided} decided outcomes on "
        f"{listed([base.issues[issue].name.lower() for issue in decided_issues(base)])}; {len(base.factors)} factors.",
        known="Told as factors by one reader, 18 of them by two; no lawyer has reviewed them.",
        parts=tuple(_base_parts(base)),
        stamp=stamp(library, asked="the whole base"),
    )


def _base_parts(base: FactorBase) -> Iterator[Part]:
    yield Table(
        (
            "Issue",
            *(outcome_words(base, outcome) for outcome in Outcome if outcome is not Outcome.NOT_REACHED),
            "Kappa",
        ),
        tuple(
            (
                base.issues[issue].name,
                *(str(_count(base, issue, outcome)) for outcome in _REACHED),
                f"{base.issues[issue].agreement:.2f}" if base.issues[issue].agreement is not None else "",
            )
            for issue in decided_issues(base)
        ),
        caption="By issue and outcome; kappa: how far two readers agreed on the factors of the issue",
    )
    for caption, of in (("By court", court), ("By year", lambda case: str(case.year)), ("How well known", _known)):
        yield Table(("", "Cases"), _counted(base, of), caption=caption)
    yield Heading("The cases")
    yield Table(
        ("Case", "Decided by", "Outcomes"),
        tuple(_row(base, case) for case in sorted(base.cases.values(), key=lambda one: (one.decided is None, one.id))),
        widths=(44, 20, 34),
    )
    yield Heading("The factors")
    yield Table(
        ("Factor", "For", "Present when the decision shows"),
        tuple(
            (
                Cell(factor.name, under=factor.id),
                base.sides[factor.side] if factor.side else "neither",
                Cell(
                    factor.definition,
                    under=f"two readers differed in {factor.coded_differently} of {base.coding.decisions} decisions"
                    if base.weakly_agreed(factor.id)
                    else "",
                ),
            )
            for factor in base.factors.values()
        ),
        widths=(34, 12, 52),
    )


def _row(base: FactorBase, case: DecidedCase) -> tuple[Cell, str, str]:
    outcomes = [
        f"{base.issues[issue].name.lower()} {outcome_words(base, ruling.outcome)}"
        for issue, ruling in case.rulings.items()
    ]
    return Cell(case.name, under=case.citation), court(case), "; ".join(outcomes)


def _count(base: FactorBase, issue: str, outcome: Outcome) -> int:
    return sum(case.rulings[issue].outcome is outcome for case in base.cases.values() if issue in case.rulings)


def _known(case: DecidedCase) -> str:
    return KNOWN[case.known]


def _counted(base: FactorBase, of: Callable[[DecidedCase], str]) -> tuple[tuple[str, str], ...]:
    counts = Counter(of(case) for case in base.cases.values())
    return tuple((name, str(count)) for name, count in sorted(counts.items()))


def base_json(library: Library, base: FactorBase) -> dict[str, Any]:
    """Return what is in the base, with stable keys."""
    return {
        "cases": [
            {
                "case": case.id,
                "name": case.name,
                "citation": case.citation,
                "body": case.body,
                "decided": case.decided.isoformat() if case.decided else None,
                "known": case.known,
                "factors": sorted(case.factors),
                "outcomes": {
                    issue: case.rulings[issue].outcome.value if issue in case.rulings else Outcome.NOT_REACHED.value
                    for issue in decided_issues(base)
                },
            }
            for case in base.cases.values()
        ],
        "factors": [
            {
                "factor": factor.id,
                "name": factor.name,
                "side": base.sides[factor.side] if factor.side else None,
                "issue": factor.issue,
                "definition": factor.definition,
                "coded_differently": factor.coded_differently,
                "sources": list(factor.sources),
            }
            for factor in base.factors.values()
        ],
        "by_issue": {
            issue: {outcome.value: _count(base, issue, outcome) for outcome in Outcome}
            for issue in decided_issues(base)
        },
        "by_court": dict(_json_counts(base, lambda case: case.body)),
        "by_year": dict(_json_counts(base, lambda case: str(case.year))),
        "by_known": dict(_json_counts(base, lambda case: case.known)),
        "agreement": {issue: base.issues[issue].agreement for issue in decided_issues(base)},
        **stamp(library, asked="the whole base").keys(),
    }


def _json_counts(base: FactorBase, of: Callable[[DecidedCase], str]) -> list[tuple[str, int]]:
    return sorted(Counter(of(case) for case in base.cases.values()).items())


def validation_document(name: str, found: Validation, shown: Stamp) -> Document:
    """Tell what validating a base found."""
    conflicts = found.models["result"].conflict_count
    verdict = "agrees with itself" if not conflicts else f"conflicts with itself in {counted(conflicts, 'pair')}"
    return Document(
        title=f"The factor base {name}",
        asked=f"{found.form} form: {counted(found.cases, 'case')}, {counted(found.factors, 'factor')}, "
        f"{counted(found.issues, 'issue')}",
        answer=f"Under the result model the base {verdict}.",
        known="",
        parts=tuple(_validation_parts(found)),
        stamp=shown,
    )


def _validation_parts(found: Validation) -> Iterator[Part]:
    yield Table(
        ("Model", "Decided", "Conflicts", "Forced", "Right", "Wrong", "Split", "Open"),
        tuple(
            (
                MODEL_NAMES[name],
                str(model.issues_decided),
                str(model.conflict_count),
                str(model.leave_one_out.forced),
                str(model.leave_one_out.right),
                str(model.leave_one_out.wrong),
                str(model.leave_one_out.split),
                str(model.leave_one_out.open),
            )
            for name, model in found.models.items()
        ),
        caption="Each decided outcome asked of all the others (leave one out)",
    )
    yield from (Paragraph(note, "note") for note in found.notes)
    without = found.models["result"].without_reason
    if without:
        yield Paragraph(
            f"{counted(without, 'decided outcome')} without a coded factor for the winner: they constrain nothing.",
            "note",
        )
    for name, model in found.models.items():
        if model.conflicts:
            yield Heading(f"Conflicts under the {MODEL_NAMES[name]}", 3)
            listed_pairs = [f"{pair.issue}: {pair.asking} against {pair.opposing}" for pair in model.conflicts[:_SHOWN]]
            more = model.conflict_count - len(listed_pairs)
            yield Bullets((*listed_pairs, *((f"and {more} more",) if more else ())))
    if found.kept:
        yield Heading("Cases that the cautious variant keeps", 3)
        yield Paragraph("; ".join(found.kept))
    if found.explained:
        yield Heading("What the others force, and what their opponents had besides", 3)
        yield Bullets(tuple(_explained(found.explained)))


def _explained(explained: Sequence[Explained]) -> Iterator[str]:
    for one in explained[:_SHOWN]:
        opposed = [
            f"{case} also had {', '.join(names)}"
            + (f" (knock-out: {', '.join(one.knock_outs[case])})" if case in one.knock_outs else "")
            for case, names in one.opposed_by.items()
            if case in one.knock_outs
        ]
        yield f"{one.case}: for the {one.side}, by {', '.join(one.by)}." + (
            f" {'; '.join(opposed)}." if opposed else ""
        )
    if len(explained) > _SHOWN:
        yield f"and {len(explained) - _SHOWN} more"


def validation_json(found: Validation, shown: Stamp) -> dict[str, Any]:
    """Return what validating a base found, per model, with stable keys."""
    return {
        "form": found.form,
        "cases": found.cases,
        "factors": found.factors,
        "models": {
            name: {
                "cases": found.cases,
                "issues_decided": model.issues_decided,
                "without_reason": model.without_reason,
                "conflicts": [[pair.issue, pair.asking, pair.opposing] for pair in model.conflicts],
                "conflict_count": model.conflict_count,
                "leave_one_out": {
                    "forced": model.leave_one_out.forced,
                    "right": model.leave_one_out.right,
                    "wrong": model.leave_one_out.wrong,
                    "open": model.leave_one_out.open,
                    "split": model.leave_one_out.split,
                },
            }
            for name, model in found.models.items()
        },
        "kept_by_cautious": list(found.kept),
        "explained": [
            {
                "case": one.case,
                "side": one.side,
                "by": list(one.by),
                "opposed_by": {case: list(names) for case, names in one.opposed_by.items()},
                "knock_outs": {case: list(names) for case, names in one.knock_outs.items()},
            }
            for one in found.explained
        ],
        "notes": list(found.notes),
        "program_version": shown.program,
        "notice": shown.keys()["notice"],
    }
