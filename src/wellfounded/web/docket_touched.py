"""What a ruling touches: which of the vault's cases change, from what to what, and what the docket can say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial

from starlette.requests import Request
from starlette.responses import Response

from wellfounded.docket.affected import SAME_LAW, Affected, AnswerChange, Untouched
from wellfounded.docket.affected_claims import affected_claims
from wellfounded.docket.ruling import Ruling, ruling
from wellfounded.docket.shares import DocketTouched, Share, WrongShares, docket_touched
from wellfounded.docket.store import Store
from wellfounded.errors import WellfoundedError
from wellfounded.law.library import Library
from wellfounded.law.model import Authority
from wellfounded.store.cases import Case
from wellfounded.web.asking import day_asked, law_of
from wellfounded.web.docket_store import docket_page, store_of
from wellfounded.web.pages import desk_of
from wellfounded.web.touched import NOT_ASSESSED, forum_of_case

MOST_OFFERED, MOST_LISTED = 12, 100


@dataclass(frozen=True, slots=True)
class CaseTouched:
    """One of the vault's cases, with what the ruling does to it."""

    case: Case
    changes: tuple[AnswerChange, ...] = ()
    why: Untouched | None = None


def touched_page(request: Request) -> Response:
    """Hold a ruling against the vault's cases and against the release."""
    desk, library = desk_of(request), law_of(request)
    store, gone = store_of(desk)
    told = gone
    asked = found = docket = None
    vault, memory = desk.vault, desk.memory
    listed = vault.cases() if vault is not None else ()
    name = request.query_params.get("ruling", "").strip()[:300]
    try:
        if name:
            asked = ruling(library, name, before=day_asked(request, "from"), after=day_asked(request, "to"))
            if vault is not None:
                question = ("ruling", library, asked.authority.id, asked.before, asked.after)
                found = memory.of_all(listed, question, partial(_of_cases, listed, asked))
            docket = _of_docket(request, store, asked) if store is not None else None
    except WellfoundedError as error:
        told = error
    cases = {case.id: case for case in listed}
    return docket_page(
        request,
        "docket_touched.html",
        status=400 if told and told is not gone else 200,
        part="touched",
        told=told,
        name=name,
        asked=asked,
        offered=offered(library),
        found=found,
        touched=[CaseTouched(cases[one.claim], one.changes) for one in found.touched] if found else [],
        untouched=[CaseTouched(cases[one.claim], why=one) for one in found.untouched] if found else [],
        same_law=SAME_LAW,
        names=_names(library),
        docket=docket,
        most=MOST_LISTED,
        fields={key: request.query_params.get(key, "")[:20] for key in ("from", "to", "low", "high", "claimed")},
    )


def _of_cases(cases: tuple[Case, ...], asked: Ruling) -> Affected:
    """Hold the ruling against every case; a case stands where it says, else before an immigration judge."""
    claims = (
        replace(case.claim, pseudonym=case.id, stage=forum_of_case(case).stage, circuit=forum_of_case(case).circuit)
        for case in cases
        if forum_of_case(case).stage != NOT_ASSESSED
    )
    return affected_claims(claims, "vault", asked, stage="ij")


def _of_docket(request: Request, store: Store, asked: Ruling) -> DocketTouched:
    low, high = (_number(request, key, 100) for key in ("low", "high"))
    claimed = _number(request, "claimed", 100_000_000)
    shares: tuple[tuple[float, float], ...] = ()
    if low is not None or high is not None:
        first, last = (low if low is not None else 0.0) / 100, (high if high is not None else 100.0) / 100
        if first > last:
            raise WrongShares("The lowest share is above the highest.", remedy="Give the lower one first.")
        shares = ((first, last),)
    return _docket_counted(store, asked, shares, None if claimed is None else int(claimed))


@lru_cache(maxsize=32)
def _docket_counted(
    store: Store, asked: Ruling, shares: tuple[tuple[float, float], ...], claimed: int | None
) -> DocketTouched:
    assumed = tuple(Share(low, high, "assumed on this page") for low, high in shares)
    return docket_touched(store, asked, assumed, claimed=claimed)


def _number(request: Request, key: str, most: float) -> float | None:
    text = request.query_params.get(key, "").strip().replace(",", "").removesuffix("%").strip()
    if not text:
        return None
    if not re.fullmatch(r"\d{1,9}(\.\d{1,3})?", text) or float(text) > most:
        raise WrongShares(
            "A share or a number of cases cannot be read.",
            remedy="Shares are from 0 to 100 percent; a number of cases is written in digits.",
        )
    return float(text)


@lru_cache(maxsize=4)
def offered(library: Library) -> tuple[Authority, ...]:
    """List the rulings that displaced another authority, the newest first."""
    found = [
        one
        for one in library.authorities.values()
        if one.treatments and isinstance(one.decided, date) and one.decided <= library.confirmed_through
    ]
    return tuple(sorted(found, key=lambda one: (one.decided or date.min, one.id), reverse=True))


@lru_cache(maxsize=4)
def _names(library: Library) -> dict[str, str]:
    elements, reliefs = library.vocabulary.elements, library.vocabulary.reliefs
    return {**{one.id: one.name for one in elements.values()}, **{one.id: one.name for one in reliefs.values()}}
