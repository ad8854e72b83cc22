"""A factor base in a file: the documented form, in TOML or JSON. See `docs/precedent.md`, "A base of your own"."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from wellfounded.errors import SeveralErrors, UnknownName, UnreadableFile, WellfoundedError, shortened
from wellfounded.law.block import Block, WrongBlock
from wellfounded.precedent.model import DecidedCase, Factor, FactorBase, IssueOfBase, Outcome, Ruling, Side

LARGEST_BASE_BYTES = 200_000_000
MOST_ERRORS = 25
_UNDECIDED = {outcome.value: outcome for outcome in Outcome if outcome.winner is None}


class EmptyBase(WellfoundedError):
    """A base without factors or without cases."""


class WrongCase(WellfoundedError):
    """A case that contradicts itself or the base's factors."""


def read_document(path: Path) -> Any:
    """Read a TOML or JSON file.

    Raises:
        UnreadableFile: if it cannot be read as such.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BASE_BYTES + 1)
    except OSError as error:
        raise UnreadableFile(f"The file cannot be read: {error.strerror}.", where=str(path)) from None
    if len(content) > LARGEST_BASE_BYTES:
        raise UnreadableFile(f"The file is larger than {LARGEST_BASE_BYTES // 1_000_000} MB.", where=str(path))
    try:
        text = content.decode("utf-8-sig")
        return tomllib.loads(text) if path.suffix.lower() == ".toml" else json.loads(text)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"The file is not UTF-8 text (byte {error.start}).", where=str(path), remedy="Save it as UTF-8."
        ) from None
    except (ValueError, RecursionError) as error:  # wrong TOML, wrong JSON, a number of thousands of digits
        said = "it is too deeply nested" if isinstance(error, RecursionError) else shortened(str(error))
        raise UnreadableFile(
            f"The file cannot be read: {said}.",
            where=str(path),
            remedy="A base is TOML (.toml) or JSON (.json); `docs/precedent.md` shows the form.",
        ) from None


def base_from(document: Any, where: str) -> FactorBase:
    """Read a base in the documented form.

    Raises:
        SeveralErrors: everything wrong with it, up to 25 errors.
        EmptyBase: if it has no factors or no cases.
    """
    if not isinstance(document, dict):
        raise WrongBlock("The file is not a table of keys.", where=where, remedy="It begins with sides, [[factor]] …")
    errors: list[WellfoundedError] = []
    top = Block(document, errors, lambda key: f"{where}, {key}", "base")
    sides = _sides(top)
    issues = _issues(top)
    factors = _factors(top, issues, sides)
    cases = _Cases(factors, issues, sides, errors, where).read(top.tables("case"))
    top.done()
    _raise_for(errors)
    if not factors or not cases:
        missing = "factors" if not factors else "cases"
        raise EmptyBase(
            f"The base has no {missing}.",
            where=where,
            remedy="Nothing can be asked of it. Add [[factor]] and [[case]].",
        )
    return FactorBase(factors, issues, cases, sides)


def _raise_for(errors: list[WellfoundedError]) -> None:
    if len(errors) > MOST_ERRORS:
        rest = len(errors) - MOST_ERRORS
        errors = [*errors[:MOST_ERRORS], WrongCase(f"{rest} more errors of the same file are not shown.")]
    if errors:
        raise SeveralErrors(errors)


def _sides(top: Block) -> dict[Side, str]:
    words = top.texts("sides") or ("applicant", "government")
    if len(words) != 2 or words[0] == words[1] or set(words) & set(_UNDECIDED):
        top.wrong(
            "sides", f'"sides" is {shortened(repr(list(words)))}.', "Expected two different words, the asker first."
        )
        words = ("applicant", "government")
    return {Side.ASKING: words[0], Side.OPPOSING: words[1]}


def _issues(top: Block) -> dict[str, IssueOfBase]:
    issues: dict[str, IssueOfBase] = {}
    for block in top.tables("issue"):
        name = block.text("id", required=True)
        issues[name] = IssueOfBase(name, block.text("name") or name, block.text("question"))
        block.done()
    return issues or {"outcome": IssueOfBase("outcome", "Outcome")}


def _factors(top: Block, issues: Mapping[str, IssueOfBase], sides: Mapping[Side, str]) -> dict[str, Factor]:
    factors: dict[str, Factor] = {}
    by_word = {word: side for side, word in sides.items()}
    only = next(iter(issues)) if len(issues) == 1 else ""
    for block in top.tables("factor"):
        id = block.text("id", required=True)
        side = block.name("side", "side", [*by_word, "neither"])
        issue = block.name("issue", "issue", issues, required=not only) or only
        if id in factors:
            block.wrong("id", f'Two factors have the id "{shortened(id)}".', "Ids are given once.")
        factors[id] = Factor(id, block.text("name") or id, by_word.get(side), issue, block.text("definition"))
        block.done()
    return factors


class _Cases:
    """The cases of a base, each checked against its factors and issues."""

    def __init__(
        self,
        factors: Mapping[str, Factor],
        issues: Mapping[str, IssueOfBase],
        sides: Mapping[Side, str],
        errors: list[WellfoundedError],
        where: str,
    ) -> None:
        self.factors, self.issues, self.sides = factors, issues, sides
        self.errors, self.where = errors, where
        self.outcomes = {
            sides[Side.ASKING]: Outcome.FOR_ASKING,
            sides[Side.OPPOSING]: Outcome.FOR_OPPOSING,
            **_UNDECIDED,
        }

    def read(self, blocks: Iterable[Block]) -> dict[str, DecidedCase]:
        cases: dict[str, DecidedCase] = {}
        for number, block in enumerate(blocks, 1):
            case = self.case(block, number)
            if case.id in cases:
                self.wrong(case.id, "Two cases have this id.", "Ids are given once.")
            cases[case.id] = case
        return cases

    def wrong(self, case: str, found: str, remedy: str) -> None:
        self.errors.append(WrongCase(found, where=f"{self.where}, case {shortened(case)}", remedy=remedy))

    def case(self, block: Block, number: int) -> DecidedCase:
        id = block.text("id", required=True) or f"number {number}"
        listed = {side: block.texts(f"for-{self.sides[side]}") for side in Side}
        factors = block.texts("factors")
        self.check_factors(id, [*factors, *listed[Side.ASKING], *listed[Side.OPPOSING]])
        self.check_sides(id, listed)
        held = frozenset([*factors, *listed[Side.ASKING], *listed[Side.OPPOSING]]) & self.factors.keys()
        rulings = self.rulings(id, block.table("outcomes"), self.reasons(id, block.table("reasons")))
        self.check_reasons(id, rulings, held)
        case = DecidedCase(
            id=id,
            name=block.text("name") or id,
            citation=block.text("citation"),
            factors=held,
            rulings=rulings,
            decided=block.day("decided") if block.has("decided") else None,
            year=block.number("year"),
        )
        block.done()
        return case

    def check_factors(self, case: str, names: Iterable[str]) -> None:
        for name in names:
            if name not in self.factors:
                self.errors.append(
                    UnknownName(
                        "factor of this base", name, self.factors, where=f"{self.where}, case {shortened(case)}"
                    )
                )

    def check_sides(self, case: str, listed: Mapping[Side, tuple[str, ...]]) -> None:
        for name in sorted(set(listed[Side.ASKING]) & set(listed[Side.OPPOSING])):
            self.wrong(
                case,
                f'"{shortened(name)}" is listed for both sides.',
                "A factor favours one side; counted for both, the case would force and forbid the same. Strike one.",
            )
        for side, names in listed.items():
            for name in names:
                factor = self.factors.get(name)
                if factor and factor.side is not side and name not in listed[side.other]:
                    own = self.sides[factor.side] if factor.side else "neither side"
                    self.wrong(
                        case,
                        f'"{name}" is listed for the {self.sides[side]}, but the base says it favours the {own}.'
                        if factor.side
                        else f'"{name}" is listed for the {self.sides[side]}, but the base gives it to {own}.',
                        "Move it to the other list, or correct the factor.",
                    )

    def reasons(self, case: str, told: Mapping[str, Any]) -> dict[str, frozenset[str]]:
        """Take the reasons that are lists of texts and name a factor; tell of the others."""
        reasons: dict[str, frozenset[str]] = {}
        for issue, names in told.items():
            if isinstance(names, list) and names and all(isinstance(name, str) for name in names):
                reasons[issue] = frozenset(names)
            else:
                self.wrong(
                    case,
                    f'The reason on "{shortened(issue)}" is {shortened(repr(names))}.',
                    "Expected a list of factors. Leave it out where no reason is coded.",
                )
        return reasons

    def rulings(
        self, case: str, outcomes: Mapping[str, Any], reasons: Mapping[str, frozenset[str]]
    ) -> dict[str, Ruling]:
        rulings: dict[str, Ruling] = {}
        for issue, word in outcomes.items():
            if issue not in self.issues:
                self.unknown(case, "issue of this base", issue, self.issues)
            elif not isinstance(word, str) or word not in self.outcomes:
                self.unknown(case, "outcome", shortened(str(word)), self.outcomes)
            else:
                rulings[issue] = Ruling(issue, self.outcomes[word], reasons.get(issue))
        for issue in reasons.keys() - outcomes.keys():
            self.wrong(
                case, f'A reason is given for "{shortened(issue)}", which the case did not decide.', "Strike it."
            )
        return rulings

    def check_reasons(self, case: str, rulings: Mapping[str, Ruling], held: frozenset[str]) -> None:
        for ruling in rulings.values():
            for name in sorted(ruling.reason or ()):
                factor = self.factors.get(name)
                if factor is None:
                    self.unknown(case, "factor of this base", name, self.factors)
                elif factor.side is not ruling.outcome.helps or factor.issue != ruling.issue:
                    self.wrong(
                        case,
                        f'"{name}" is given as a reason on "{ruling.issue}", but does not favour the side that won it.',
                        "A reason is made of factors of the winning side, on the same issue.",
                    )
                elif name not in held:
                    self.wrong(
                        case,
                        f'"{name}" is given as a reason on "{ruling.issue}", but is not among the factors of the case.',
                        "A reason is made of factors of the case: add it to them, or strike it.",
                    )

    def unknown(self, case: str, kind: str, name: str, known: Iterable[str]) -> None:
        self.errors.append(UnknownName(kind, name, known, where=f"{self.where}, case {shortened(case)}"))
