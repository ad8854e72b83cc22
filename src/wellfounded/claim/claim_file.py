"""A claim as a file that a person can write: reading it, every error told at once with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from wellfounded.answer import Answer
from wellfounded.claim.countries import codes_of, country_names
from wellfounded.claim.model import (
    CERTAINTIES,
    GROUNDS,
    YES_NO_VALUES,
    Claim,
    EnteredFinding,
    OtherGround,
    ProposedGroup,
    RecordedFact,
)
from wellfounded.claim.record import Record
from wellfounded.claim.table import PLAIN, Errors, Table, WrongClaim
from wellfounded.claim.toml_lines import TomlLines
from wellfounded.errors import SeveralErrors, UnknownName, UnreadableFile
from wellfounded.forum import CIRCUITS, STAGES, parse_circuit, parse_stage
from wellfounded.law.model import Fact, Vocabulary
from wellfounded.rule import evaluate, names

LARGEST_BYTES = 2_000_000
OF_WORKED = frozenset({"worked", "expected"})
_ANSWERS = {answer.value: answer for answer in Answer}
_AS_TOML = (
    'Each line is a key, an equals sign and a value: reported-to-police = "yes". Look for a missing quotation mark. '
    "What follows is read once this is corrected."
)
_TOML_LINE = re.compile(r"at line (\d+)")
_DAY_WRITTEN = re.compile(r"=\s*(\d{4})-(\d{2})-(\d{2})\s*(?:$|[#,}])")


def load_claim(path: Path, vocabulary: Vocabulary) -> Claim:
    """Read a claim file.

    Raises:
        UnreadableFile: if it is not a text file of reasonable size.
        SeveralErrors: everything wrong with it, with the lines.
    """
    claim, errors = read_claim(claim_text(path), vocabulary, name=str(path))
    if errors:
        raise SeveralErrors(errors)
    return claim


def claim_text(path: Path) -> str:
    """Read the text of a claim file.

    Raises:
        UnreadableFile: if it cannot be read, is too large, or is not UTF-8.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise UnreadableFile(f"The claim cannot be read: {error.strerror}.", where=str(path)) from None
    except ValueError:
        raise UnreadableFile("No file can have this name.") from None
    if len(content) > LARGEST_BYTES:
        raise UnreadableFile(
            f"The file is larger than {LARGEST_BYTES // 1_000_000} MB.",
            where=str(path),
            remedy="A claim file is a few pages of text. `wellfounded claim new` writes one to start from.",
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableFile(
            "The file is not UTF-8 text.", where=f"{path}, line {line}", remedy="Save it as UTF-8, and try again."
        ) from None


def read_claim(text: str, vocabulary: Vocabulary, *, name: str = "claim") -> tuple[Claim, list[WrongClaim]]:
    """Read a claim from the text of its file.

    Returns:
        The claim as far as it could be read, and everything wrong with the file, in the order of its lines.
    """
    lines = TomlLines(text)
    errors = Errors(name, lines)
    try:
        keys = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return Claim(""), [_not_toml(error, name, text)]
    claim = claim_of(keys, vocabulary, errors)
    return claim, sorted(errors.found, key=lambda error: error.line)


def claim_of(keys: Mapping[str, Any], vocabulary: Vocabulary, errors: Errors, *, contradictions: bool = True) -> Claim:
    """Read a claim from the keys of its file.

    Args:
        errors: takes everything wrong with it.
        contradictions: whether facts that cannot all be so count as wrong.
    """
    reader = _Reader(vocabulary, errors)
    claim = reader.claim(Table({key: value for key, value in keys.items() if key not in OF_WORKED}, errors, (), "file"))
    if contradictions:
        reader.contradictions(claim)
    return claim


def _not_toml(error: Exception, name: str, text: str) -> WrongClaim:
    message = str(error)
    found = _TOML_LINE.search(message)
    line = int(found.group(1)) if found else len(text.rstrip().split("\n"))  # without a line, it was met at the end
    where = f"{name}, line {line}"
    if _names_no_day(text.split("\n")[line - 1 : line]):
        remedy = "Write a day of the calendar, like 2024-03-16. What follows is read once this is corrected."
        return WrongClaim("This line names a day that does not exist.", where=where, remedy=remedy, line=line)
    twice = "overwrite" in message or "twice" in message
    said = "A key or table stands twice." if twice else "The file cannot be read as TOML here."
    remedy = "Each fact is answered once: keep one of the two answers." if twice else _AS_TOML
    return WrongClaim(said, where=where, remedy=remedy, line=line)


def _names_no_day(lines: Iterable[str]) -> bool:
    """Say whether a line gives as a value a day that no calendar has, like 2025-02-30."""
    for line in lines:
        for year, month, day in _DAY_WRITTEN.findall(line):
            try:
                date(int(year), int(month), int(day))
            except ValueError:
                return True
    return False


class _Reader:
    """Reads the tables of a claim file into the nouns of a claim."""

    def __init__(self, vocabulary: Vocabulary, errors: Errors) -> None:
        self.vocabulary, self.errors = vocabulary, errors

    @cached_property
    def evidence(self) -> list[str]:
        """The kinds of evidence that findings name."""
        return sorted({kind for finding in self.vocabulary.findings.values() for kind in finding.evidence})

    def claim(self, file: Table) -> Claim:
        head = file.table("claim")
        groups = tuple(self.group(table) for table in file.tables("group"))
        claim = Claim(
            pseudonym=head.text("pseudonym", required=True),
            facts=tuple(self.facts(file.table("facts"), per_group=False)),
            groups=groups,
            grounds=tuple(filter(None, map(self.ground, file.tables("ground")))),
            findings=tuple(filter(None, (self.finding(table, len(groups)) for table in file.tables("finding")))),
            stage=self.place(head, "stage"),
            circuit=self.place(head, "circuit") or None,
            hearing_on=head.day("hearing-on"),
            source=head.text("source"),
            filed_on_day_asked=head.yes("filed-on-day-asked"),
            note=head.text("note"),
        )
        head.done()
        file.done()
        return claim

    def place(self, head: Table, key: str) -> str:
        """Read a stage or a circuit by any of its names."""
        words = head.text(key)
        if not words:
            return ""
        try:
            return (parse_stage(words) if key == "stage" else parse_circuit(words)) or ""
        except UnknownName as error:
            close = f'Did you mean "{error.nearest[0]}"? ' if error.nearest else ""
            known = ", ".join(STAGES if key == "stage" else CIRCUITS)
            shown = f'"{words}"' if error.nearest or PLAIN.fullmatch(words) else f'The value given for "{key}"'
            head.wrong(key, f"{shown} is not a {key} of the library.", f"{close}One of: {known}.")
            return ""

    def facts(self, table: Table, *, per_group: bool) -> Iterator[RecordedFact]:
        for key, value in table.rows():
            fact = self.vocabulary.facts.get(key)
            if fact is None:
                known = [fact.id for fact in self.vocabulary.facts.values() if fact.per_group or not per_group]
                table.unknown(key, "fact", known, "`wellfounded claim facts` lists them all.")
            elif per_group and not fact.per_group:
                table.wrong(key, f'"{key}" is asked once for the claim, not for each group.', "Move it to [facts].")
            elif (found := self.recorded(table, fact, value)) is not None:
                yield found

    def recorded(self, table: Table, fact: Fact, value: Any) -> RecordedFact | None:
        """Read one fact, in its short form or as a table."""
        if not isinstance(value, dict):
            read = self.value(table, fact.id, fact, value)
            return None if read is None else RecordedFact(fact.id, read, line=table.line(fact.id))
        inner = table.table(fact.id)
        if "value" not in value:
            inner.wrong("", f'"{fact.id}" has no value.', 'Add value = "yes", "no", "not-known" or "not-asked".')
        found = {key: inner.text(key) for key in ("source", "about", "note")}
        evidence = inner.name("evidence", "a kind of evidence", self.evidence)
        certainty = inner.name("certainty", "a degree of certainty", CERTAINTIES)
        rows = dict(inner.rows())
        for key in rows.keys() - {"value", "source", "about", "note", "evidence", "certainty"}:
            inner.unknown(key, "key of a fact", ["value", "source", "evidence", "certainty", "about", "note"])
        read = self.value(inner, "value", fact, rows["value"]) if "value" in rows else None
        if read is None:
            return None
        return RecordedFact(fact.id, read, evidence=evidence, certainty=certainty, line=table.line(fact.id), **found)

    def value(self, table: Table, key: str, fact: Fact, value: Any) -> str | date | None:
        """Read the value of a fact: yes or no, a day, a choice, a country; or that it is not known or not asked."""
        if isinstance(value, bool):
            value = "yes" if value else "no"
        if value in ("not-known", "not-asked"):
            return str(value)
        if fact.type == "date":
            return table.as_day(key, value)
        if not isinstance(value, str):
            table.wrong(key, f'"{fact.id}" is not a text.', 'Write the value in quotation marks: "yes".')
            return None
        if fact.type == "choice" and not fact.choices:
            return self.country(table, key, value)
        known = fact.choices if fact.type == "choice" else YES_NO_VALUES
        kind = "one of its values" if key == fact.id else f'one of the values of "{fact.id}"'
        return value if table.is_one_of(key, value, kind, known) else None

    def country(self, table: Table, key: str, value: str) -> str | None:
        code = value.strip().upper()
        if code in country_names():
            return code
        named = codes_of(value)
        close = f'Did you mean "{named[0]}"? ' if named else ""
        found = f'The value given for "{key}" is not the code of a country.'
        table.wrong(key, found, f'{close}Write the two letters of ISO 3166-1: "GT", "SV".')
        return None

    def group(self, table: Table) -> ProposedGroup:
        group = ProposedGroup(
            words=table.text("words", required=True),
            facts=tuple(self.facts(table.table("facts"), per_group=True)),
            line=table.line(),
        )
        table.done()
        return group

    def ground(self, table: Table) -> OtherGround | None:
        kind = table.name("kind", "a ground", GROUNDS, required=True)
        words = table.text("words")
        table.done()
        return OtherGround(kind, words) if kind else None

    def finding(self, table: Table, groups: int) -> EnteredFinding | None:
        finding = table.text("finding", required=True)
        if finding and finding not in self.vocabulary.findings:
            table.is_one_of("finding", finding, "a finding of the library", self.vocabulary.findings)
            finding = ""
        answer = table.name("answer", "an answer", _ANSWERS, required=True)
        circuits = frozenset(found for name in table.texts("circuits") if (found := self.circuit(table, name)))
        from_day, until_day, group = table.day("from"), table.day("until"), table.number("group")
        if from_day and until_day and until_day <= from_day:
            table.wrong("until", '"until" is not after "from".', "Give the first day it no longer holds.")
        if not 0 <= group <= max(groups, 1):
            table.wrong("group", f"There are {groups} proposed groups.", "Number the groups from 1, as they stand.")
        source, ended_by = table.text("source"), table.text("ended-by")
        table.done()
        if not finding or not answer:
            return None
        return EnteredFinding(
            finding, _ANSWERS[answer], source, from_day, until_day, circuits, group, ended_by, table.line()
        )

    def circuit(self, table: Table, name: str) -> str:
        try:
            return parse_circuit(name) or ""
        except UnknownName:
            table.wrong(
                "circuits", '"circuits" names one that does not exist.', f"The circuits are: {', '.join(CIRCUITS)}."
            )
            return ""

    def contradictions(self, claim: Claim) -> None:
        """Note facts that cannot all be so, and findings entered both ways for the same days and circuits."""
        seen: set[str] = set()
        for group in claim.groups or (None,):
            recorded = {fact.fact: fact for fact in claim.facts_with(group)}
            record = Record.of(recorded.values(), ())
            for row in self.vocabulary.contradictions.values():
                if row.id not in seen and evaluate(row.rule, record) is Answer.MET:
                    seen.add(row.id)
                    self.contradicts(row.says, [recorded[fact] for fact in names(row.rule) if fact in recorded])
        for at, entered in enumerate(claim.findings):
            for other in claim.findings[:at]:
                if entered.finding == other.finding and entered.answer is not other.answer and _meet(entered, other):
                    self.errors.at(
                        ("finding", at),
                        f'"{entered.finding}" is entered both ways (also on line {other.line}).',
                        "Keep one, or give them days or circuits that do not overlap.",
                    )

    def contradicts(self, says: str, facts: list[RecordedFact]) -> None:
        told = {fact.fact: fact for fact in facts}
        last = max(told.values(), key=lambda fact: fact.line)
        found = WrongClaim(
            f"{says} See {facts_with_lines(told.values())}.",
            where=f"{self.errors.name}, line {last.line}",
            remedy="Correct one of them, or set it to not-known.",
            line=last.line,
        )
        self.errors.found.append(found)


def facts_with_lines(facts: Iterable[RecordedFact]) -> str:
    """Name some facts with the lines they stand on, each once."""
    return " and ".join(dict.fromkeys(f"{fact.fact} (line {fact.line})" for fact in facts))


def _meet(one: EnteredFinding, other: EnteredFinding) -> bool:
    """Say whether two findings are entered for some same day, circuit and group."""
    same_group = one.group == other.group or 0 in (one.group, other.group)
    same_circuit = not one.circuits or not other.circuits or bool(one.circuits & other.circuits)
    starts = max(one.from_day or date.min, other.from_day or date.min)
    ends = min(one.until_day or date.max, other.until_day or date.max)
    return same_group and same_circuit and starts < ends
