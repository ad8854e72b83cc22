"""What a ruling touches in the public docket: only as far as stated assumptions go, because no ground is recorded.

An assumption is a share, as a range with its source, of the pending asylum cases that rest on a ground the ruling
speaks to: for some nationalities, kinds of claim or years of receipt, or for all.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from wellfounded.claim.sql import quoted_text
from wellfounded.docket.count import CannotCount, DateOutsideDocket, refuse_lacking
from wellfounded.docket.definitions import Measure, definitions
from wellfounded.docket.margins import code_table
from wellfounded.docket.measures import rows_select, tables_of
from wellfounded.docket.ruling import Ruling
from wellfounded.docket.store import Store
from wellfounded.errors import UnknownName, UnreadableFile, WellfoundedError

_KEYS = {"low", "high", "source", "nationality", "claim", "received_from", "received_to"}


class WrongShares(WellfoundedError):
    """A file of assumptions that cannot be read as it stands."""


@dataclass(frozen=True, slots=True)
class Share:
    """An assumption.

    Attributes:
        low, high: the range of the share, from 0 to 1.
        source: where it comes from, or that it is a guess.
        nationalities, claims: the codes it is about; empty means all.
        received_from, received_to: the fiscal years of receipt it is about, both counted; None leaves that end open.
    """

    low: float
    high: float
    source: str
    nationalities: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    received_from: int | None = None
    received_to: int | None = None

    def about(self) -> str:
        """Say which cases it is about."""
        parts = [f"nationality {', '.join(self.nationalities)}"] if self.nationalities else []
        parts += [f"claim {', '.join(self.claims)}"] if self.claims else []
        if self.received_from or self.received_to:
            parts.append(f"received in fiscal years {self.received_from or ''} to {self.received_to or ''}")
        return "; ".join(parts) or "all that no earlier assumption is about"

    def rule(self) -> str:
        """Write which cases it is about as SQL."""
        parts = []
        for column, codes in (("NAT", self.nationalities), ("C_ASY_TYPE", self.claims)):
            if codes:
                parts.append(f"coalesce({column} IN ({', '.join(map(quoted_text, codes))}), FALSE)")
        if self.received_from:
            parts.append(f"received >= DATE '{self.received_from - 1}-10-01'")
        if self.received_to:
            parts.append(f"received < DATE '{self.received_to}-10-01'")
        return " AND ".join(parts) or "TRUE"


@dataclass(frozen=True, slots=True)
class DocketTouched:
    """What a ruling touches in the public docket.

    Attributes:
        ruling: the ruling; the count is of its own day.
        measure: what is counted: pending asylum cases.
        cases: how many there are on that day.
        assumed: each assumption with the cases it is about (those no earlier one is about).
        not_assumed: the cases no assumption is about.
        claimed: a number somebody claimed, if one was given.
    """

    ruling: Ruling
    on: date
    measure: Measure
    cases: int
    assumed: tuple[tuple[Share, int], ...]
    not_assumed: int
    claimed: int | None = None

    @property
    def interval(self) -> tuple[int, int] | None:
        """The fewest and most cases under the assumptions; None without any."""
        if not self.assumed:
            return None
        low = sum(share.low * cases for share, cases in self.assumed)
        high = sum(share.high * cases for share, cases in self.assumed)
        return round(low), round(high) + self.not_assumed

    @property
    def share_needed(self) -> float | None:
        """The share of pending asylum cases that the claimed number would be; None if there is none to compare."""
        return None if self.claimed is None or not self.cases else self.claimed / self.cases


def docket_touched(
    store: Store, ruling: Ruling, shares: tuple[Share, ...], *, claimed: int | None = None
) -> DocketTouched:
    """Count the pending asylum cases of a ruling's day, and what of them the assumptions make touched.

    Raises:
        DateOutsideDocket: if the ruling's day is after the release.
        CannotCount: if the store lacks a table.
    """
    measure, on = definitions().measure("pending-asylum"), ruling.after
    if on > store.report.released:
        raise DateOutsideDocket(
            f"The ruling's day, {on}, is after the release of {store.report.released}.",
            where="--ruling",
            remedy="Load a later release, or give earlier days with --from and --to.",
        )
    missing = set(tables_of(measure)) - set(store.tables())
    if missing:
        raise CannotCount(f"The store lacks {', '.join(sorted(missing))}.", where=str(store.path))
    place = "CASE " + "".join(f"WHEN {share.rule()} THEN {at} " for at, share in enumerate(shares)) + "ELSE -1 END"
    select = f'SELECT * FROM ({rows_select(measure, on, on)}) LEFT JOIN "A_TblCase" ON "case" = IDNCASE'
    refuse_lacking(store, measure, place + select)
    with store.connect() as connection:
        found = dict(
            connection.execute(
                f"SELECT {place if shares else '-1'} AS place, count(*) FROM ({select}) GROUP BY 1"
            ).fetchall()
        )
    assumed = tuple((share, found.get(at, 0)) for at, share in enumerate(shares))
    return DocketTouched(ruling, on, measure, sum(found.values()), assumed, found.get(-1, 0), claimed)


def read_shares(path: Path) -> tuple[Share, ...]:
    """Read a file of assumptions.

    Raises:
        UnreadableFile: if it cannot be read.
        WrongShares: if a share is none; UnknownName, if a code is none.
    """
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableFile(f"The assumptions cannot be read: {error}.", where=str(path)) from None
    blocks = written.get("share")
    if not isinstance(blocks, list) or not blocks or set(written) != {"share"}:
        raise WrongShares(
            "A file of assumptions is made of [[share]] tables and nothing else.",
            where=path.name,
            remedy="Each has low, high and source, and may have nationality, claim, received_from and received_to.",
        )
    return tuple(_share(block, f"{path.name}, share {at}") for at, block in enumerate(blocks, 1))


def _share(block: Mapping[str, Any], where: str) -> Share:
    for key in block:
        if key not in _KEYS:
            raise UnknownName("key of a share", key, _KEYS, where=where)
    low, high = block.get("low"), block.get("high")
    if not _is_share(low) or not _is_share(high) or low > high:  # type: ignore[operator]
        raise WrongShares("low and high must be numbers from 0 to 1, the low one first.", where=where)
    source = block.get("source")
    if not isinstance(source, str) or not source.strip():
        raise WrongShares(
            "It names no source.",
            where=where,
            remedy='Say where the share comes from; if it is a guess, say "a guess".',
        )
    years = [block.get(key) for key in ("received_from", "received_to")]
    if any(year is not None and not (isinstance(year, int) and 1950 <= year <= 2100) for year in years):
        raise WrongShares("received_from and received_to are fiscal years.", where=where)
    nationalities = _codes(block, "nationality", "nationality", where)
    claims = _codes(block, "claim", "asylum-claim-type", where)
    return Share(float(low), float(high), source.strip(), nationalities, claims, years[0], years[1])  # type: ignore[arg-type]


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _codes(block: Mapping[str, Any], key: str, table: str, where: str) -> tuple[str, ...]:
    written = block.get(key, [])
    codes = [written] if isinstance(written, str) else written
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise WrongShares(f"{key} is a code or a list of codes.", where=where)
    for code in codes:
        if code not in code_table(table):
            raise UnknownName(f"code of {key}", code, code_table(table), where=where)
    return tuple(codes)
