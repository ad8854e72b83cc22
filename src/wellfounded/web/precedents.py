"""The decided cases nearest to each proposed group: for both sides alike, and whether they bind here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from wellfounded.claim.precedent import groups_before
from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.precedent.decided import load_base
from wellfounded.precedent.model import FactorBase, Side
from wellfounded.precedent.nearest import Compared
from wellfounded.precedent.question import Constrained
from wellfounded.web.memory import CaseMemory

SOCIAL_GROUP_ISSUE = "psg"
FORCED = {
    "forced-applicant": "forced for the applicant",
    "forced-government": "forced for the government",
    "split": "split: binding rulings reach it from both sides",
    "open": "open: no binding ruling forces it",
}
STANDING = {
    "binding": "binds here",
    "persuasive": "does not bind here",
    "not-confirmed": "standing not confirmed",
    "not-good-law": "not good law here",
    "not-yet": "not yet decided",
}
OUTCOMES = {"applicant": "for the applicant", "government": "for the government", "remanded": "remanded"}
WORDS = (*FORCED.values(), *STANDING.values(), *OUTCOMES.values())


@dataclass(frozen=True, slots=True)
class Near:
    """A decided case near a group, in words.

    Attributes:
        outcome, standing: keys of `OUTCOMES` and `STANDING`.
        shared: the factors both have.
        apart: what keeps the group apart from the case.
        perhaps: what is not known and may keep it apart.
        stronger: what makes the group stronger than the case for the case's side.
        why_not: why it forces nothing here, or an empty string.
    """

    authority: str
    name: str
    citation: str
    outcome: str
    standing: str
    shared: tuple[str, ...]
    apart: tuple[str, ...]
    perhaps: tuple[str, ...]
    stronger: tuple[str, ...]
    why_not: str


@dataclass(frozen=True, slots=True)
class GroupNear:
    """What precedent says of a group: a key of `FORCED`, by which cases, and the nearest for each side."""

    forced: str
    by: tuple[str, ...]
    applicant: tuple[Near, ...]
    government: tuple[Near, ...]


def nearest_to_groups(known: CaseMemory, library: Library, *, on: date, forum: Forum) -> tuple[GroupNear, ...]:
    """Ask precedent of each proposed group of a case, once for each revision of it."""
    if not known.case.claim.groups:
        return ()
    return known.once(("nearest", library, on, forum), partial(_nearest, known, library, on, forum))


def _nearest(known: CaseMemory, library: Library, on: date, forum: Forum) -> tuple[GroupNear, ...]:
    base = load_base(library)
    found = groups_before(known.case.claim, base, library, [SOCIAL_GROUP_ISSUE], on=on, forum=forum)
    return tuple(_group(base, one.answers[0]) for one in found)


def _group(base: FactorBase, found: Constrained) -> GroupNear:
    by_side = {side: tuple(_near(base, one) for one in found.nearest if one.side is side) for side in Side}
    forced = f"forced-{base.sides[found.answer.side]}" if found.answer.side else found.answer.value
    by = tuple(one.placed.case.name for one in found.by)
    return GroupNear(forced, by, by_side[Side.ASKING], by_side[Side.OPPOSING])


def _near(base: FactorBase, one: Compared) -> Near:
    case = one.placed.case
    remanded = one.placed.ruling.outcome.winner is None
    return Near(
        case.authority,
        case.name,
        case.citation,
        "remanded" if remanded or one.side is None else base.sides[one.side],
        one.placed.standing.value,
        _named(base, one.shared),
        _named(base, one.weaker),
        _named(base, one.may_be_weaker),
        _named(base, one.stronger),
        one.why_not if one.placed.standing.value == "binding" else "",
    )


def _named(base: FactorBase, ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(base.factors[id].name for id in ids)
