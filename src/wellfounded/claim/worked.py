"""Worked cases: claims and questions with the answers expected of them, in our form and in that of a research file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from wellfounded.answer import Answer
from wellfounded.claim.claim_file import claim_of
from wellfounded.claim.model import Claim, RecordedFact
from wellfounded.claim.research_form import answer_word, as_day, as_forum, first, in_our_form, mapping, tables
from wellfounded.claim.table import Errors
from wellfounded.claim.toml_lines import TomlLines
from wellfounded.errors import SeveralErrors, UnknownName, UnreadableFile, WellfoundedError, shortened
from wellfounded.forum import Forum
from wellfounded.law.library import Library

LARGEST_BYTES = 40_000_000
ENDINGS = (".toml", ".yaml", ".yml")
_OPEN_ON = ("facts", "law", "law and facts")


@dataclass(frozen=True, slots=True)
class ExpectedAnswer:
    """An answer expected of an element or a relief; `open_on` is None where the case does not say."""

    name: str
    answer: Answer
    open_on: str | None = None


@dataclass(frozen=True, slots=True)
class TurnsOn:
    """What an element is expected to turn on: its tests, and how findings are answered.

    Attributes:
        element: the element's id.
        tests: the tests that answer it.
        findings: findings and their expected answers; none where nothing is asked.
        words: the line as it stands in the case.
    """

    element: str
    tests: frozenset[str]
    findings: tuple[ExpectedAnswer, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Combination:
    """The answers expected of a claim on one day, in one forum, and why."""

    on: date
    forum: Forum
    elements: tuple[ExpectedAnswer, ...]
    reliefs: tuple[ExpectedAnswer, ...]
    turns_on: tuple[TurnsOn, ...]
    why: str
    filed: date | None = None


@dataclass(frozen=True, slots=True)
class WorkedClaim:
    """A claim with the answers expected of it."""

    id: str
    claim: Claim
    combinations: tuple[Combination, ...]

    def claim_for(self, combination: Combination) -> Claim:
        """Return the claim with the filing day that a combination names, if it names one."""
        if combination.filed is None:
            return self.claim
        changed = self.claim.with_facts([RecordedFact("filed-on", combination.filed)])
        return replace(changed, filed_on_day_asked=False)


@dataclass(frozen=True, slots=True)
class WorkedQuestion:
    """A question of law with the status expected of each authority named, by any of its names."""

    id: str
    issue: str
    on: date
    forum: Forum
    filed: date | None
    expected: tuple[tuple[str, str], ...]
    why: str


Worked = WorkedClaim | WorkedQuestion


def read_worked(path: Path, library: Library) -> tuple[Worked, ...]:
    """Read the worked cases of a file or of a folder and the folders in it; a folder may hold other files too.

    Raises:
        UnreadableFile: if a file cannot be read.
        SeveralErrors: everything in them that names nothing, or is not a day, an answer or a forum.
    """
    folder = path.is_dir()
    files = sorted(found for found in path.rglob("*") if found.suffix in ENDINGS) if folder else [path]
    worked = tuple(case for found in files for case in _read_file(found, library))
    if not worked:
        what = "folder" if folder else "file"
        raise UnreadableFile(f"The {what} holds no worked claim and no worked question.", where=str(path))
    return worked


def _read_file(path: Path, library: Library) -> list[Worked]:
    keys, lines = _keys(path)
    errors = Errors(str(path), lines)
    found = list(_Reader(library, errors).worked(keys, path.stem))
    if errors.found:
        raise SeveralErrors(errors.found)
    return found


def _keys(path: Path) -> tuple[Mapping[str, Any], TomlLines]:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
        text = content.decode("utf-8-sig") if len(content) <= LARGEST_BYTES else None
    except OSError as error:
        raise UnreadableFile(f"The file cannot be read: {error.strerror}.", where=str(path)) from None
    except ValueError:
        raise UnreadableFile("The file is not UTF-8 text.", where=str(path)) from None
    if text is None:
        raise UnreadableFile(f"The file is larger than {LARGEST_BYTES // 1_000_000} MB.", where=str(path))
    keys = _toml(text, path) if path.suffix == ".toml" else _yaml(text, path)
    if not isinstance(keys, Mapping):
        keys = {}
    return keys, TomlLines(text if path.suffix == ".toml" else "")


def _toml(text: str, path: Path) -> object:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(f"The file cannot be read as TOML: {error}.", where=str(path)) from None


def _yaml(text: str, path: Path) -> object:
    import yaml

    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UnreadableFile(f"The file cannot be read as YAML: {shortened(str(error))}.", where=str(path)) from None


class _Reader:
    """Reads worked cases out of the keys of a file; notes everything wrong, and goes on."""

    def __init__(self, library: Library, errors: Errors) -> None:
        self.library, self.errors = library, errors

    def worked(self, keys: Mapping[str, Any], stem: str) -> Iterator[Worked]:
        if isinstance(keys.get("claims"), list):
            yield from filter(None, (self.research_claim(row) for row in tables(keys["claims"])))
        elif isinstance(keys.get("questions"), list):
            yield from filter(None, (self.question(row) for row in tables(keys["questions"])))
        elif "issue" in keys:
            yield from filter(None, [self.question({"id": stem, **keys})])
        elif "claim" in keys and "expected" in keys:
            worked = keys.get("worked")
            name = str(worked.get("id", stem)) if isinstance(worked, Mapping) else stem
            claim = claim_of(keys, self.library.vocabulary, self.errors)
            yield WorkedClaim(name, claim, self.combinations(name, keys["expected"]))

    def research_claim(self, row: Mapping[str, Any]) -> WorkedClaim | None:
        """Read a claim in the form of a research file: one mapping with facts, findings given and expected answers."""
        name = str(row.get("id", "a claim"))
        before = len(self.errors.found)
        claim = claim_of(in_our_form(row), self.library.vocabulary, self.errors, contradictions=False)
        for error in self.errors.found[before:]:
            error.where = f"{self.errors.name}, claim {name}"
        found = WorkedClaim(name, claim, self.combinations(name, row.get("expected")))
        return found if len(self.errors.found) == before else None

    def combinations(self, name: str, rows: object) -> tuple[Combination, ...]:
        return tuple(filter(None, (self.combination(name, row) for row in tables(rows))))

    def combination(self, name: str, row: Mapping[str, Any]) -> Combination | None:
        where = f"{self.errors.name}, claim {name}, {first(row, 'on_day', 'on', 'date')}"
        try:
            answers, open_on = mapping(row, "answers"), mapping(row, "open_on", "open-on")
            named = self.library.vocabulary.reliefs
            elements = [_expected(element, word, open_on.get(element)) for element, word in answers.items()]
            reliefs = {**mapping(row, "reliefs"), **{key: row[key] for key in named if key in row}}
            return Combination(
                on=as_day(first(row, "on_day", "on", "date")),
                forum=as_forum(row),
                elements=tuple(elements),
                reliefs=tuple(_expected(relief, word, open_on.get(relief)) for relief, word in reliefs.items()),
                turns_on=tuple(map(_turns_on, first(row, "turns_on", "turns-on") or ())),
                why=str(row.get("why", "")),
                filed=as_day(row["filed"]) if row.get("filed") else None,
            )
        except (WellfoundedError, AttributeError, TypeError, ValueError) as error:
            self.wrong(error, where)
            return None

    def question(self, row: Mapping[str, Any]) -> WorkedQuestion | None:
        where = f"{self.errors.name}, question {row.get('id', '')}"
        try:
            return WorkedQuestion(
                id=str(row.get("id", "")),
                issue=str(row["issue"]),
                on=as_day(first(row, "date", "on", "on_day")),
                forum=as_forum(row),
                filed=as_day(row["filed"]) if row.get("filed") else None,
                expected=tuple(
                    (str(each["authority"]), str(each["status"]))
                    for each in tables(first(row, "governing", "expected"))
                ),
                why=str(row.get("why", "")),
            )
        except (WellfoundedError, KeyError, TypeError, ValueError) as error:
            self.wrong(error, where)
            return None

    def wrong(self, error: Exception, where: str) -> None:
        found = error.found if isinstance(error, WellfoundedError) else "The row cannot be read as a worked case."
        self.errors.at((), found, "")
        self.errors.found[-1].where = where


def _expected(name: str, word: object, open_on: object) -> ExpectedAnswer:
    answers = {answer.value: answer for answer in Answer}
    if answer_word(word) not in answers:
        raise UnknownName("answer", str(word), answers)
    said = None if open_on is None else str(open_on)
    if said is not None and said not in _OPEN_ON:
        said = "law and facts" if "law" in said and "facts" in said else said
    return ExpectedAnswer(name, answers[answer_word(word)], said)


def _turns_on(line: object) -> TurnsOn:
    """Read a line like "state.protection by state.acosta: state.unable open, state.unwilling met"."""
    words = " ".join(str(line).split())
    head, _, tail = words.partition(": ")
    element, _, tests = head.partition(" by ")
    findings = [part.rsplit(" ", 1) for part in tail.split(", ")] if tail and tail != "nothing asked" else []
    answers = {answer.value: answer for answer in Answer}
    return TurnsOn(
        element,
        frozenset(tests.split(" and ")),
        tuple(ExpectedAnswer(part[0], answers[part[1]]) for part in findings if len(part) == 2 and part[1] in answers),
        words,
    )
