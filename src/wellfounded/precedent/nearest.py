"""How near a decided case is to a claim: what they share, what each has that the other lacks, and what keeps them
apart.

The *relevant differences* between a ruling and a claim are the factors of the ruling's reason that the claim lacks,
and the factors for the other side that the claim has and the ruling did not overcome. A ruling reaches a claim exactly
when there are none; the fewer, the nearer. Other differences make the claim stronger for the ruling's side, and keep
nothing apart.

Sources:
    Prakken (2021), relevant differences. H. Prakken and R. Ratsma, "A top-level model of case-based argumentation for
    explanation", Argument and Computation 13 (2022) 159-194: the best precedents are those with the fewest of them. K.
    Ashley, Modeling Legal Argument (MIT Press 1990): more shared factors is more on point.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from wellfounded.precedent.model import Side
from wellfounded.precedent.scope import Placed, Scope, Standing
from wellfounded.precedent.table import Bits, voice

NEAREST = 3


@dataclass(frozen=True, slots=True)
class Compared:
    """A claim beside one ruling; every list holds factors of the issue.

    Attributes:
        placed: the ruling and its standing.
        side: the side it speaks for, or None if it decided nothing.
        shared: in both.
        missing: in the ruling's case, absent from the claim.
        extra: in the claim, absent from the ruling's case.
        unknown: in the ruling's case or not, and not known in the claim.
        weaker: what makes the claim weaker for the ruling's side: the relevant differences.
        stronger: what makes it stronger for that side.
        may_be_weaker: unknown factors that would be relevant differences.
        reaches: whether the ruling reaches the claim, whatever the unknown factors are.
        why_not: why it forces nothing here although its facts may match, or an empty string.
        sides: the side on which each factor of the issue counts here.
    """

    placed: Placed
    side: Side | None
    shared: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    unknown: tuple[str, ...]
    weaker: tuple[str, ...]
    stronger: tuple[str, ...]
    may_be_weaker: tuple[str, ...]
    reaches: bool
    why_not: str = ""
    sides: Mapping[str, Side | None] = field(default_factory=dict)


def nearest(within: Scope, present: int, unknown: int, *, most: int = NEAREST) -> Iterator[Compared]:
    """List the nearest rulings of each side, and the nearest that binds if none of these does.

    Nearer is: the same kind of case; sharing a factor at all; fewer differences known; binding; fewer unknown factors
    that may be differences; more factors shared; the later decision. Both sides are measured alike.
    """
    for side in Side:
        found = []
        for at, spoken in enumerate(within.voices):
            if spoken.constraint.side is side:
                one = _compared(within, within.place_of[at], at, present, unknown)
                found.append((_distance(one), one))
        if len(found) < most:
            others = [placed for spoken, placed in within.others if spoken.constraint.side is side]
            compared_others = (_compared(within, placed, None, present, unknown) for placed in others)
            found += [(_distance(one, other_kind=True), one) for one in compared_others]
        found.sort(key=lambda pair: pair[0])
        ordered = [one for _, one in found]
        binding = [one for one in ordered[most:] if one.placed.standing is Standing.BINDING]
        heard = any(one.placed.standing is Standing.BINDING for one in ordered[:most])
        yield from ordered[:most] if heard else (*ordered[:most], *binding[:1])


def _distance(one: Compared, *, other_kind: bool = False) -> tuple[bool, bool, int, bool, int, int, int, str]:
    decided = one.placed.case.decided or date.min
    return (
        other_kind,
        not one.shared,
        len(one.weaker),
        one.placed.standing is not Standing.BINDING,
        len(one.may_be_weaker),
        -len(one.shared),
        -decided.toordinal(),
        one.placed.case.id,
    )


def compared(within: Scope, case: str, present: int, unknown: int) -> Compared | None:
    """Compare a claim with one case on the issue, whatever its standing; None if the case decided nothing on it."""
    for at, placed in enumerate(within.place_of):
        if placed.case.id == case:
            return _compared(within, placed, at, present, unknown)
    for placed in within.placed:
        if placed.case.id == case:
            return _compared(within, placed, None, present, unknown)
    return None


def _compared(within: Scope, placed: Placed, at: int | None, present: int, unknown: int) -> Compared:
    bits: Bits = within.bits
    spoken = within.voices[at] if at is not None else voice(placed.case, placed.ruling, bits, within.model)
    side = placed.ruling.outcome.helps
    held = bits.of(placed.case.factors)
    own = bits.favouring(side) if side else 0
    theirs = bits.favouring(side.other) if side else 0
    needs, allows = (spoken.constraint.needs, spoken.constraint.allows) if spoken else (held & own, held & theirs)
    known = ~unknown
    weaker = (needs & ~present & known) | (present & theirs & ~allows)
    stronger = (present & own & ~held) | (held & theirs & ~present & known)
    may_be_weaker = unknown & (needs | theirs & ~allows)
    return Compared(
        placed=placed,
        side=side,
        shared=bits.named(held & present),
        missing=bits.named(held & ~present & known),
        extra=bits.named(present & ~held),
        unknown=bits.named(unknown & held),
        weaker=bits.named(weaker),
        stronger=bits.named(stronger),
        may_be_weaker=bits.named(may_be_weaker),
        reaches=at is not None and not weaker and not may_be_weaker,
        why_not=_why_not(within, placed, present & held & theirs & ~allows),
        sides={factor.id: factor.side for factor in bits.factors},
    )


def _why_not(within: Scope, placed: Placed, overcame: int) -> str:
    """Say why a ruling forces nothing here.

    Args:
        overcame: factors, as bits, that the ruling overcame and that keep the claim apart from it all the same.
    """
    if placed.standing is Standing.PERSUASIVE:
        beside = _counts_beside(within, overcame)
        return f"It does not bind here, and {beside}." if beside else "It does not bind here."
    if placed.standing is not Standing.BINDING:
        return placed.status.why
    if any(placed is one for one in within.without_reason):
        return "no factor of the side it was decided for is coded, so it cannot be compared"
    if any(placed is other for _, other in within.others):
        return f"it concerned another kind of group ({', '.join(sorted(placed.ruling.kinds))})"
    aside = next((one.why for one in within.set_aside if one.placed is placed), "")
    return aside or _counts_beside(within, overcame)


def _counts_beside(within: Scope, overcame: int) -> str:
    """Say how a factor counts here beside one that a ruling overcame, so that it does not reach a claim with both."""
    for counts in within.counts.values():
        if counts.effect.does == "doubtful-beside" and within.bits.of([counts.regime.beside]) & overcame:
            against = within.base.factors[counts.regime.beside].name
            return f"it overcame «{against}», beside which «{counts.usual.name}» here {counts.effect.meaning}"
    return ""
