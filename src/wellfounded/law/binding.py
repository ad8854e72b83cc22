"""Who binds whom: whether an authority binds the decision-maker of a forum."""

from __future__ import annotations

from datetime import date

from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.law.model import Authority, Reach

SCREENING = frozenset({"credible-fear", "reasonable-fear"})
_BOUND_AT: dict[str, frozenset[str]] = {
    "ij": frozenset({"ij"}),
    "bia": frozenset({"bia"}),
    "asylum-office": frozenset({"asylum-office"}),
    "credible-fear": frozenset({"asylum-office", "ij", "dhs"}),
    "reasonable-fear": frozenset({"asylum-office", "ij", "dhs"}),
    "border": frozenset({"dhs", "asylum-office"}),
    "court-of-appeals": frozenset({"federal-courts"}),
    "attorney-general": frozenset(),
}


def binds(library: Library, authority: Authority, *, forum: Forum) -> bool:
    """Say whether an authority binds the decision-maker of a forum, if it stands.

    Statutes and the Supreme Court bind every decision-maker. Circuit law binds inside its circuit only. The Board
    follows its own precedent until it overrules it. A court of appeals is not bound by agency decisions. The Attorney
    General is bound by statutes, regulations, the Supreme Court and the law of the circuit. A decision that binds only
    its parties binds no other forum.

    Source:
        8 CFR 1003.1(d)(1), (g); `authorities/ladder/`.
    """
    body = library.vocabulary.bodies[authority.by]
    if (
        body.circuit
        and forum.circuit != body.circuit
        and not (body.circuit == "cadc" and _binds_screening(authority, forum))
    ):
        return False
    if forum.stage == "attorney-general":
        return authority.kind == "regulation" or body.circuit is not None
    if forum.stage == "bia" and authority.by == "board":
        return authority.precedential
    return bool(_BOUND_AT[forum.stage] & authority.binds)


def _binds_screening(authority: Authority, forum: Forum) -> bool:
    """Say whether a ruling on the screening system, made in one court for the country (8 U.S.C. 1252(e)(3)), binds."""
    return forum.stage in SCREENING | {"border"} and bool(_BOUND_AT[forum.stage] & authority.binds)


def applies(authority: Authority, *, issues: frozenset[str], forum: Forum, filed: date) -> bool:
    """Say whether an authority applies, by its own terms, on these issues, in this forum, to one filed then."""
    terms = terms_on(authority, issues)
    return not terms or any(_within(reach, forum, filed) for reach in terms)


def terms_on(authority: Authority, issues: frozenset[str]) -> tuple[Reach, ...]:
    """List an authority's own terms of application on some issues."""
    return tuple(reach for reach in authority.applications if not reach.issues or reach.issues & issues)


def _within(reach: Reach, forum: Forum, filed: date) -> bool:
    return in_stage_and_circuit(reach, forum) and filed_within(reach, filed)


def in_stage_and_circuit(reach: Reach, forum: Forum) -> bool:
    """Say whether a reach includes a forum."""
    return (not reach.stages or forum.stage in reach.stages) and (not reach.circuits or forum.circuit in reach.circuits)


def filed_within(reach: Reach, filed: date) -> bool:
    """Say whether a reach includes an application filed on a day."""
    return (reach.filed_from is None or filed >= reach.filed_from) and (
        reach.filed_before is None or filed < reach.filed_before
    )
