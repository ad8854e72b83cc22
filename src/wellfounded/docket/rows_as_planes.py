"""The rows of a table as bit planes, one for each leaf that formulas rest on: DuckDB reads, and answers the leaves.

Where a claim has a row for each proposed group, planes of rows are brought together to planes of claims: the group that
comes furthest answers, and what turns on the group is met if one group meets it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from wellfounded.claim.formula import Formula
from wellfounded.claim.sql import finding_column, period_name, quoted, rule_sql
from wellfounded.claim.two_sided import Entered, Said
from wellfounded.docket.arrow_bits import Batch, Bits, all_bits, batches, bits_of, bools_of
from wellfounded.docket.caseload import CLAIM, GROUP, Caseload
from wellfounded.docket.day_formulas import Where
from wellfounded.rule import periods

if TYPE_CHECKING:
    import duckdb

ANY, EVERY, LEAD = "any", "every", "lead"
Leaf: TypeAlias = Said | Entered | Where
_ASKED = "what is asked of rows"
_ORDER = f"{quoted(CLAIM)}, {quoted(GROUP)}"
FIRST_OF_CLAIM = Where(f"{quoted(CLAIM)} IS DISTINCT FROM lag({quoted(CLAIM)}) OVER (ORDER BY {_ORDER})")


@dataclass(frozen=True)
class Rows:
    """The planes of some rows.

    Attributes:
        batch: the rows, with the answers of the database.
        columns: which of its columns holds the answer to each condition.
    """

    batch: Batch
    columns: Mapping[str, int]

    @cached_property
    def everything(self) -> Bits:
        """Every row."""
        return all_bits(self.batch.rows)

    def plane(self, leaf: Leaf) -> Bits:
        """Return the rows of which a leaf holds."""
        at = self.columns[sql_of(leaf)]
        said = leaf.answer if isinstance(leaf, Entered) else leaf.yes if isinstance(leaf, Said) else True
        return self.batch.met[at] if said else self.batch.not_met[at]


def sql_of(leaf: Leaf) -> str:
    """Write the question to which a leaf is an answer."""
    match leaf:
        case Said(atom):
            return rule_sql(atom)
        case Entered(finding):
            return finding_column(finding)
        case Where(condition):
            return condition


def read_rows(
    connection: duckdb.DuckDBPyConnection,
    caseload: Caseload,
    leaves: Sequence[Leaf],
    last_days: Mapping[str, str],
    *,
    where: str = "TRUE",
    in_order: bool = False,
) -> Iterator[Rows]:
    """Read the rows of a table, some at a time.

    Args:
        last_days: for each period that is reckoned, the quoted name of the table of its last days.
        in_order: read all of them together, the groups of one claim side by side.
    """
    columns = {sql: at for at, sql in enumerate(dict.fromkeys(map(sql_of, leaves)))}
    shown = ", ".join(f"({sql}) AS c{at}" for sql, at in columns.items()) or "TRUE AS c0"
    joins = _joined_last_days(leaves, last_days)
    order = f" ORDER BY {_ORDER}" if in_order else ""
    select = f'SELECT {shown} FROM {caseload.source} AS "c" {joins} WHERE {where}{order}'
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {quoted(_ASKED)} AS {select}")
    found = batches(connection.table(_ASKED))
    if not in_order:
        yield from (Rows(batch, columns) for batch in found)
    elif kept := list(found):
        yield Rows(_together(kept), columns)


def _joined_last_days(leaves: Sequence[Leaf], last_days: Mapping[str, str]) -> str:
    reckoned = {
        period_name(period): period for period in periods(leaf.atom for leaf in leaves if isinstance(leaf, Said))
    }
    return " ".join(
        f'LEFT JOIN (SELECT "start" AS "start {at}", "end" AS {quoted(name)} FROM {last_days[name]}) '
        f'ON {quoted(period.fact)} = "start {at}"'
        for at, (name, period) in enumerate(reckoned.items())
        if name in last_days
    )


def _together(found: Sequence[Batch]) -> Batch:
    """Put batches into one."""

    def joined(planes: Sequence[Bits]) -> Bits:
        return bits_of(np.concatenate([bools_of(bits, batch.rows) for bits, batch in zip(planes, found, strict=True)]))

    if len(found) == 1:
        return found[0]
    met, not_met = (zip(*side, strict=True) for side in ((one.met for one in found), (one.not_met for one in found)))
    return Batch(sum(batch.rows for batch in found), tuple(map(joined, met)), tuple(map(joined, not_met)))


class OfClaim(NamedTuple):
    """A leaf: the claims of whose rows something holds.

    Attributes:
        side: what holds of rows.
        how: of which of them: `ANY`, `EVERY`, or the `LEAD`, the row of the group that comes furthest.
        ranking: for the lead, the answer by which groups rank.
    """

    side: Formula
    how: str
    ranking: tuple[Formula, ...]


class Claims:
    """The planes of claims whose rows, one for each group, stand side by side.

    Attributes:
        claims: how many claims.
    """

    def __init__(self, rows: Rows, worked_out: Mapping[Formula, Bits]) -> None:
        self._rows, self._worked_out = rows, worked_out
        first = bools_of(rows.plane(FIRST_OF_CLAIM), rows.batch.rows)
        self._starts = np.flatnonzero(first)
        self._claim_of = np.cumsum(first) - 1
        self.claims = len(self._starts)
        self._leads: dict[tuple[Formula, ...], NDArray[np.int64]] = {}

    @cached_property
    def everything(self) -> Bits:
        """Every claim."""
        return all_bits(self.claims)

    def plane(self, leaf: Leaf | OfClaim) -> Bits:
        """Return the claims of which a leaf holds; what is asked of rows, by the first row of each."""
        if not isinstance(leaf, OfClaim):
            return bits_of(bools_of(self._rows.plane(leaf), self._rows.batch.rows)[self._starts])
        side = self._bools(leaf.side)
        if leaf.how == LEAD:
            return bits_of(side[self._lead(leaf.ranking)])
        return bits_of((np.logical_or if leaf.how == ANY else np.logical_and).reduceat(side, self._starts))

    def _bools(self, formula: Formula) -> NDArray[np.bool_]:
        return bools_of(self._worked_out[formula], self._rows.batch.rows)

    def _lead(self, ranking: tuple[Formula, ...]) -> NDArray[np.int64]:
        """Return the row of the group that comes furthest, of each claim: met before open before not met."""
        found = self._leads.get(ranking)
        if found is None:
            met, not_met = map(self._bools, ranking)
            ranks = 1 + not_met.astype(np.int64) - met
            places = ranks * len(ranks) + np.arange(len(ranks))
            found = self._leads[ranking] = np.minimum.reduceat(places, self._starts) % len(ranks)
        return found
