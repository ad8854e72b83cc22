"""A caseload as a table: one row for each claim, or for each proposed group of a claim, its facts in columns.

A column named like a fact holds that fact; `claim`, `group`, `circuit`, `stage` and `hearing-on` say whose it is, where
the claim stands and when it is next heard; `finding:…` holds a finding that a person entered. Nothing else is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wellfounded.claim.sql import quoted, quoted_text
from wellfounded.docket.engine import DuckDbEngine, Engine
from wellfounded.docket.store import connect
from wellfounded.errors import UnknownName, UnreadableFile, WellfoundedError, nearest
from wellfounded.forum import CIRCUITS, STAGES
from wellfounded.law.model import Fact, Vocabulary

if TYPE_CHECKING:
    import duckdb

CLAIM, GROUP, CIRCUIT, STAGE, HEARING = "claim", "group", "circuit", "stage", "hearing-on"
FINDING = "finding:"
_WRITTEN, _TYPED = "claims as written", "claims with types"
OWN = (CLAIM, GROUP, CIRCUIT, STAGE, HEARING)
_READERS = {
    ".parquet": "read_parquet({path}, file_row_number = true)",
    ".csv": "read_csv({path}, all_varchar = true, header = true)",
}
_HASHES_AT_ONCE = 8_000_000
_COLUMNS_WANTED = "Give a row for each claim, and a column for each fact, named as in docs/docket.md."
_KIND = {"yes-no": "BOOLEAN", "date": "DATE", "choice": "VARCHAR"}


class WrongCaseload(WellfoundedError):
    """A table of claims that cannot be read as it stands."""


@dataclass(frozen=True, slots=True)
class Caseload:
    """A table of claims.

    Attributes:
        path: the file.
        source: the SQL that reads it.
        facts: the facts it has columns for.
        findings: the findings it has columns for.
        has: which of `claim`, `group`, `circuit`, `stage`, `hearing-on` it has.
        unread: its other columns.
        rows: how many rows.
    """

    path: Path
    source: str
    facts: tuple[Fact, ...]
    findings: tuple[str, ...]
    has: frozenset[str]
    unread: tuple[str, ...]
    rows: int


@contextmanager
def reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a connection in which a table of claims is read.

    Raises:
        UnreadableFile: if the database cannot read the table to its end; what it says is not repeated, for values may
            stand in it.
    """
    import duckdb

    with connect() as connection:
        try:
            yield connection
        except duckdb.Error:
            raise UnreadableFile(
                "The table cannot be read to its end: it is damaged.", where=path.name, remedy="Write it again."
            ) from None


def open_caseload(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    vocabulary: Vocabulary,
    *,
    stage: str = "ij",
    circuit: str | None = None,
) -> Caseload:
    """Open a table of claims, Parquet or comma-separated, and check every value in it.

    Args:
        stage, circuit: where a claim stands whose row does not say.
    Raises:
        UnreadableFile: if it cannot be read as a table.
        UnknownName: if a column is spelt almost like a fact.
        WrongCaseload: if it holds no claims or no facts, a value is none its column can have, or two rows are the same
            claim and group.
    """
    source = _source(connection, path)
    kinds = {row[0]: row[1] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}
    kinds.pop("file_row_number", None)
    facts = tuple(fact for fact in vocabulary.facts.values() if fact.id in kinds)
    findings = tuple(name.removeprefix(FINDING) for name in kinds if name.startswith(FINDING))
    others = [name for name in kinds if name not in vocabulary.facts and not name.startswith(FINDING)]
    unread = tuple(name for name in others if name not in OWN)
    [(rows,)] = connection.execute(f"SELECT count(*) FROM {source}").fetchall()
    check_names(path, unread, findings, vocabulary)
    check_holds_claims(path, facts, findings, rows)
    typed = ", ".join(_typed(kinds, facts, findings, {STAGE: stage, CIRCUIT: circuit or ""}))
    number = "file_row_number" if path.suffix.lower() == ".parquet" else "row_number() OVER () - 1"
    named = f'(SELECT CAST({number} AS BIGINT) AS "row", {typed} FROM {source})'
    _check_values(connection, path, source, kinds, facts, findings)
    if source == quoted(_WRITTEN):
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {quoted(_TYPED)} AS SELECT * FROM {named}")
        named = quoted(_TYPED)
    found = Caseload(path, named, facts, findings, frozenset(name for name in others if name in OWN), unread, rows)
    if not _surely_differ(connection, found):
        check_rows(DuckDbEngine(connection), found)
    return found


def _source(connection: duckdb.DuckDBPyConnection, path: Path) -> str:
    import duckdb

    reader = _READERS.get(path.suffix.lower())
    if reader is None or not path.is_file():
        raise UnreadableFile(
            "There is no such file." if not path.exists() else "The file is neither Parquet nor comma-separated.",
            where=str(path),
            remedy="Give a table of claims: CLAIMS.parquet or CLAIMS.csv; its columns are in docs/docket.md.",
        )
    if not path.stat().st_size:
        raise WrongCaseload("The file is empty.", where=str(path), remedy=_COLUMNS_WANTED)
    source, is_csv = reader.format(path=quoted_text(str(path))), path.suffix.lower() == ".csv"
    try:
        connection.execute(f"SELECT * FROM {source} LIMIT 0")
        if is_csv:
            connection.execute(f"CREATE OR REPLACE TEMP TABLE {quoted(_WRITTEN)} AS SELECT * FROM {source}")
    except duckdb.Error as error:
        raise UnreadableFile(
            f"The table cannot be read: {str(error).splitlines()[0][:200]}", where=str(path), remedy="Write it again."
        ) from None
    return quoted(_WRITTEN) if is_csv else source


def kind_of(fact: Fact) -> str:
    """Return the SQL type of a fact's column."""
    return _KIND[fact.type]


def check_names(path: Path, unread: tuple[str, ...], findings: tuple[str, ...], vocabulary: Vocabulary) -> None:
    """Refuse columns spelt almost like a fact, and findings that do not exist.

    Raises:
        UnknownName: for the first of them.
    """
    known = [*vocabulary.facts, *OWN, *(FINDING + name for name in vocabulary.findings)]
    for name in unread:
        almost = _meant(name, known)
        if almost:
            raise UnknownName(
                "fact" if almost in vocabulary.facts else "column",
                name,
                [almost],
                where=f"{path.name}, header",
                remedy=f'It would not be read. Spell it "{almost}", or name it otherwise.',
            )
    for name in findings:
        if name not in vocabulary.findings:
            raise UnknownName("finding", name, vocabulary.findings, where=f"{path.name}, header")


def _meant(name: str, known: Sequence[str]) -> str | None:
    """Return the known name that a column is spelt almost like: but for case, spaces and underscores, or a letter."""
    plain = name.strip().lower().replace("_", "-").replace(" ", "-")
    almost = nearest(plain, known, most=1)
    return almost[0] if almost and (plain == almost[0] or _close(plain, almost[0])) else None


def _close(name: str, known: str) -> bool:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, name, known).ratio() > 0.9


def check_holds_claims(path: Path, facts: tuple[Fact, ...], findings: tuple[str, ...], rows: int) -> None:
    """Refuse a table from which nothing can be answered.

    Raises:
        WrongCaseload: if no column is a fact or finding, or there is no row.
    """
    if not facts and not findings:
        raise WrongCaseload("No column of the table is a fact.", where=f"{path.name}, header", remedy=_COLUMNS_WANTED)
    if not rows:
        raise WrongCaseload("The table has a header and no claims.", where=path.name, remedy=_COLUMNS_WANTED)


def _typed(
    kinds: Mapping[str, str], facts: tuple[Fact, ...], findings: tuple[str, ...], otherwise: Mapping[str, str]
) -> Iterator[str]:
    for name in OWN:
        if name in kinds and name in otherwise:
            written = f"nullif(trim(CAST({quoted(name)} AS VARCHAR)), '')"
            yield f"coalesce({written}, {quoted_text(otherwise[name])}) AS {quoted(name)}"
        elif name in kinds:
            yield f"{_own_value(name, kinds[name])} AS {quoted(name)}"
    for fact in facts:
        yield f"{_value(fact.id, _KIND[fact.type], kinds[fact.id])} AS {quoted(fact.id)}"
    for finding in findings:
        name = FINDING + finding
        yield f"{_value(name, 'BOOLEAN', kinds[name])} AS {quoted(name)}"


def _own_value(name: str, written: str) -> str:
    """Write the claim's id, its group's number or its next hearing."""
    text = f"CAST({quoted(name)} AS VARCHAR)"
    if name == HEARING:
        return _value(name, "DATE", written)
    return f"TRY_CAST(nullif(trim({text}), '') AS INTEGER)" if name == GROUP else text


def _value(name: str, kind: str, written: str) -> str:
    """Write the value of a column; what is not known or not asked is NULL."""
    column = quoted(name)
    if written in (kind, "NULL", '"NULL"'):
        return f"CAST({column} AS {kind})"
    text = f"nullif(nullif(nullif(lower(trim(CAST({column} AS VARCHAR))), ''), 'not-known'), 'not-asked')"
    if kind == "BOOLEAN":
        return (
            f"CASE {text} WHEN 'yes' THEN TRUE WHEN 'true' THEN TRUE WHEN 'no' THEN FALSE WHEN 'false' THEN FALSE END"
        )
    if kind == "DATE":
        return f"TRY_CAST({text} AS DATE)"
    return f"CASE WHEN {text} IS NOT NULL THEN trim(CAST({column} AS VARCHAR)) END"


def _check_values(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    source: str,
    kinds: Mapping[str, str],
    facts: tuple[Fact, ...],
    findings: tuple[str, ...],
) -> None:
    """Refuse values that no fact of that kind has; a value itself is never told."""
    for name, rule in _value_rules(kinds, facts, findings):
        values = f"(SELECT DISTINCT {quoted(name)} FROM {source})"
        if connection.execute(f"SELECT 1 FROM {values} WHERE {rule} LIMIT 1").fetchall():
            numbered = f"SELECT row_number() OVER () AS n, ({rule}) AS wrong FROM {source}"
            [(count, first)] = connection.execute(f"SELECT count(*), min(n) FROM ({numbered}) WHERE wrong").fetchall()
            raise WrongCaseload(
                f'{count:,} values of "{name}" are none that it can have; the first stands in row {first}.',
                where=path.name,
                remedy=_can_be(name, facts),
            )


def _value_rules(
    kinds: Mapping[str, str], facts: tuple[Fact, ...], findings: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    columns = [(fact.id, _KIND[fact.type], fact.choices) for fact in facts]
    columns += [(FINDING + finding, "BOOLEAN", ()) for finding in findings]
    for name, kind, choices in columns:
        column = f"CAST({quoted(name)} AS VARCHAR)"
        given = f"trim({column}) NOT IN ('', 'not-known', 'not-asked')"
        if kind == "VARCHAR" and choices:
            yield name, f"{given} AND trim({column}) NOT IN ({', '.join(map(quoted_text, choices))})"
        elif kind == "VARCHAR":
            yield name, f"{given} AND NOT regexp_full_match(trim({column}), '[A-Z]{{2}}')"
        elif kind == "BOOLEAN" and kinds[name] != kind:
            words = ("", "yes", "no", "true", "false", "not-known", "not-asked")
            yield name, f"lower(trim({column})) NOT IN ({', '.join(map(quoted_text, words))})"
        elif kinds[name] != kind:
            yield name, f"{given} AND ({_value(name, kind, kinds[name])}) IS NULL"
    if HEARING in kinds and kinds[HEARING] != "DATE":
        given = f"trim(CAST({quoted(HEARING)} AS VARCHAR)) NOT IN ('', 'not-known', 'not-asked')"
        yield HEARING, f"{given} AND ({_value(HEARING, 'DATE', kinds[HEARING])}) IS NULL"
    if GROUP in kinds:
        yield GROUP, f"NOT regexp_full_match(trim(CAST({quoted(GROUP)} AS VARCHAR)), '([0-9]{{1,9}}([.]0+)?)?')"
    for name, known in ((CIRCUIT, CIRCUITS), (STAGE, STAGES)):
        if name in kinds:
            listed = ", ".join(map(quoted_text, known))
            yield name, f"trim(CAST({quoted(name)} AS VARCHAR)) NOT IN ('', {listed})"


def _can_be(name: str, facts: tuple[Fact, ...]) -> str:
    fact = next((fact for fact in facts if fact.id == name), None)
    if name == CIRCUIT:
        return f"It can be: {', '.join(CIRCUITS)}."
    if name == STAGE:
        return f"It can be: {', '.join(STAGES)}."
    if name == GROUP:
        return "It can be a whole number, as in 1, or empty."
    if name == HEARING:
        return "It can be a day, as in 2024-03-16, or empty."
    if fact is None or fact.type == "yes-no":
        return "It can be: yes, no, not-known, not-asked, or empty."
    if fact.type == "date":
        return "It can be a day, as in 2024-03-16, or empty."
    return f"It can be: {', '.join(fact.choices)}." if fact.choices else "It can be a country code of two letters."


def _surely_differ(connection: duckdb.DuckDBPyConnection, found: Caseload) -> bool:
    """Say whether every row has an id and no two have the same hash of claim and group; some rows at a time."""
    if CLAIM not in found.has:
        return True
    group = quoted(GROUP) if GROUP in found.has else "0"
    key, passes, seen = f"hash({quoted(CLAIM)}, coalesce({group}, 0))", 1 + found.rows // _HASHES_AT_ONCE, 0
    for at in range(passes):
        asked = f"{quoted(CLAIM)} IS NOT NULL AND {key} % {passes} = {at}"
        hashes = connection.execute(f"SELECT {key} AS key FROM {found.source} WHERE {asked}").fetchnumpy()["key"]
        hashes.sort()
        if (hashes[1:] == hashes[:-1]).any():
            return False
        seen += len(hashes)
    return seen == found.rows


def check_rows(engine: Engine, found: Caseload) -> None:
    """Refuse rows without a claim's id, and rows that are the same claim and group.

    Raises:
        WrongCaseload: if there are such.
    """
    if CLAIM not in found.has:
        return
    claim, group = quoted(CLAIM), quoted(GROUP) if GROUP in found.has else "0"
    pairs = (
        f"SELECT {claim} AS claim, coalesce({group}, 0) AS part, count(*) AS times FROM {found.source} GROUP BY 1, 2"
    )
    nameless, twice = engine.rows(
        "SELECT sum(times) FILTER (WHERE claim IS NULL), sum(times - 1) FILTER (WHERE claim IS NOT NULL) "
        f"FROM ({pairs})"
    )[0]
    if nameless:
        raise WrongCaseload(
            f"{nameless:,} rows have no id in the column `claim`.",
            where=found.path.name,
            remedy="Give each claim an id or pseudonym, or leave the whole column out.",
        )
    if twice:
        raise WrongCaseload(
            f"{twice:,} rows repeat a claim that stands there already.",
            where=found.path.name,
            remedy="Give each claim one row, or one row for each proposed group with its number in a column `group`.",
        )
