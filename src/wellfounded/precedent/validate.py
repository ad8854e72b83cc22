"""Validating any factor base: what it holds, whether it agrees with itself, and what leaving each case out shows."""

from __future__ import annotations

from dataclasses import dataclass

from wellfounded.precedent.argumentation import cautious, incoherent, leave_one_out
from wellfounded.precedent.consistency import Consistency, consistency
from wellfounded.precedent.importers import ImportedBase
from wellfounded.precedent.table import Bits, Model, constraints_of, voices

AA_CBR, CAUTIOUS = "aa-cbr", "aa-cbr-cautious"
MOST_ARGUMENTS = 2_000


@dataclass(frozen=True, slots=True)
class Explained:
    """A case of the base that the others force, and why its nearest opponent does not (told for small bases).

    Attributes:
        case: the case left out.
        side: the side that the others force.
        by: the cases that force it.
        opposed_by: for each case decided the other way, its own factors that this case lacks.
        knock_outs: those of them that the base calls knock-out factors.
    """

    case: str
    side: str
    by: tuple[str, ...]
    opposed_by: dict[str, tuple[str, ...]]
    knock_outs: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Validation:
    """What validating a base found.

    Attributes:
        form: the form of the file.
        cases, factors, issues: how many.
        models: by model.
        kept: for AA-CBR, the cases that the cautious variant keeps.
        explained: what is forced and by whom, where the base is small.
        notes: what the reader must know.
    """

    form: str
    cases: int
    factors: int
    issues: int
    models: dict[str, Consistency]
    kept: tuple[str, ...]
    explained: tuple[Explained, ...]
    notes: tuple[str, ...]


def validate(imported: ImportedBase) -> Validation:
    """Examine a base under every model that its form allows."""
    base = imported.base
    models = {model.value: consistency(base, model) for model in Model}
    kept: tuple[str, ...] = ()
    notes = list(base.notes)
    if imported.default is not None and len(imported.arguments) <= MOST_ARGUMENTS:
        models[AA_CBR] = _argumentation(imported)
        smaller = cautious(imported.arguments, imported.default)
        models[CAUTIOUS] = _argumentation(imported, [case.id for case in smaller])
        kept = tuple(case.id for case in smaller)
    elif imported.default is not None:
        notes.append(f"Argumentation was left out: the base has more than {MOST_ARGUMENTS:,} cases.")
    if all(ruling.reason is None for case in base.cases.values() for ruling in case.rulings.values()):
        notes.append("No case states its reason: under the reason model all factors of its winner count as its reason.")
    explained = explain(imported) if len(base.cases) <= 200 else ()
    return Validation(
        imported.form, len(base.cases), len(base.factors), len(base.issues), models, kept, explained, tuple(notes)
    )


def _argumentation(imported: ImportedBase, only: list[str] | None = None) -> Consistency:
    assert imported.default is not None
    chosen = set(only) if only is not None else None
    cases = [case for case in imported.arguments if chosen is None or case.id in chosen]
    conflicts = incoherent(cases, next(iter(imported.base.issues)))
    return Consistency(
        issues_decided=len(cases),
        conflicts=conflicts,
        conflict_count=len(conflicts),
        leave_one_out=leave_one_out(cases, imported.default),
    )


def explain(imported: ImportedBase) -> tuple[Explained, ...]:
    """Tell, for each case that the others force under the result model, by whom, and what its opponents had besides."""
    base = imported.base
    found = []
    for issue in base.issues:
        bits = Bits(base.factors_on(issue))
        spoken = voices(base, issue, bits, Model.RESULT)
        constraints = constraints_of(spoken, bits)
        for at, one in enumerate(spoken):
            reach = constraints.reaching(one.factors) & ~(1 << at)
            side = constraints.forced_by(reach).side
            if side is None:
                continue
            missing = {
                other.case.id: bits.named(other.constraint.needs & ~one.factors)
                for other in spoken
                if other.constraint.side is not side
            }
            knock_outs = {
                case: tuple(name for name in names if base.factors[name].knock_out) for case, names in missing.items()
            }
            by = tuple(spoken[place].case.id for place in constraints.indices(reach))
            found.append(
                Explained(one.case.id, base.sides[side], by, missing, {k: v for k, v in knock_outs.items() if v})
            )
    return tuple(found)
