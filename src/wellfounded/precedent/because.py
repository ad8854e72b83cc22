"""Why a ruling reaches a claim, step by step, and what a reader must know of how well that is founded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wellfounded.precedent.scope import Placed, Scope
from wellfounded.precedent.table import Model, Voice


def steps(within: Scope, spoken: Voice, present: int, unknown: int) -> Iterator[str]:
    """Say step by step why a ruling reaches a claim.

    Args:
        present, unknown: the claim's factors on the issue, as bits.
    """
    base, constraint, bits = within.base, spoken.constraint, within.bits
    side, other = base.sides[constraint.side], base.sides[constraint.side.other]
    yield _decided(within, spoken)
    missing = constraint.needs & ~present
    yield "All of that is present here." if not missing else f"Not known here: {names(within, missing)}."
    theirs = bits.favouring(constraint.side.other)
    overcame = names(within, constraint.allows) or "nothing"
    held = f"It held against that, for the {other}: {overcame}."
    here = present & theirs
    yield f"{held} Here: {names(within, here)}; nothing else." if here else f"{held} Here: nothing for the {other}."
    doubtful = unknown & theirs & ~constraint.allows
    if doubtful:
        yield f"It reaches this claim only if these are absent: {names(within, doubtful)}."
    if constraint.weak:
        yield f"So a decision against the {side} is not compelled on these factors; nor is one for the {side}."
    elif within.model is Model.REASON:
        yield f"So deciding for the {other} here would set above that reason what the ruling set below it."
    else:
        yield f"So this claim is at least as strong for the {side}; deciding it otherwise would contradict the ruling."


def _decided(within: Scope, spoken: Voice) -> str:
    side = within.base.sides[spoken.constraint.side]
    did = f"set aside a finding against the {side}" if spoken.constraint.weak else f"decided for the {side}"
    given = within.model is Model.REASON and spoken.ruling.reason is not None
    grounds = "It gave as reason" if given else f"Counting for the {side}"
    return f"{spoken.case.name} {did}. {grounds}: {names(within, spoken.constraint.needs)}."


def names(within: Scope, marked: int) -> str:
    """Write factors, given as bits, by their names."""
    return "; ".join(within.base.factors[name].name for name in within.bits.named(marked))


def cautions(within: Scope, bearing: frozenset[str], forcing: Iterable[Placed]) -> Iterator[str]:
    """Say what a reader must know of how well an answer is founded.

    Args:
        bearing: the factors of the claim that are present or not known.
        forcing: the rulings that force the answer.
    """
    base, rulings = within.base, list(forcing)
    if base.issues[within.issue].kind_fact and not within.kind:
        yield "The file does not say what kind of group is proposed, so no ruling on one is compared with it."
    agreement = base.issues[within.issue].agreement
    if agreement is not None and base.weak_issue(within.issue):
        yield f"Two readers agreed less on the factors of this issue than on others (kappa {agreement:.2f})."
    resting = {name for one in rulings for name in one.case.factors & bearing}
    shared = [factor for factor in base.factors_on(within.issue) if factor.id in resting]
    weak = [factor.name for factor in shared if base.weakly_agreed(factor.id)]
    if weak:
        yield f"It rests on factors that two readers often coded differently: {'; '.join(weak)}."
    if rulings and all(one.case.body.startswith("ca") for one in rulings):
        yield (
            "Only courts of appeals force it. Their reviews mostly say whether the evidence backed the agency, which "
            "is less than a ruling on the same facts in the first place."
        )
    unsure = [one.case.name for one in rulings if one.case.known != "seen"]
    if unsure:
        yield f"Facts partly from memory: {'; '.join(unsure)}."
