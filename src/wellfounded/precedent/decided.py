"""The decided cases of the library: one page each in `cases/decided/`, in the manner of the authority pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from wellfounded.errors import BrokenPage, SeveralErrors, UnreadableFile, WellfoundedError
from wellfounded.law.block import Block, WrongBlock
from wellfounded.law.library import Library
from wellfounded.law.model import Authority
from wellfounded.law.page_text import Section, line_of, read_sections
from wellfounded.precedent.factor_file import read_factors
from wellfounded.precedent.model import DecidedCase, FactorBase, Outcome, Ruling, Side
from wellfounded.shipped import material_folder

OUTCOMES = {
    "applicant": Outcome.FOR_ASKING,
    "government": Outcome.FOR_OPPOSING,
    "remanded": Outcome.REMANDED,
    "conceded": Outcome.CONCEDED,
    "assumed": Outcome.ASSUMED,
}
_LABEL = re.compile(r"^(Facts|Ordered|Caution|Recoded): (.*)$", re.DOTALL)


def load_base(library: Library, folder: Path | None = None, factors: Path | None = None) -> FactorBase:
    """Load the factors and the decided cases.

    Args:
        folder: the folder of the decided cases; the product's own if left out.
        factors: the file of the factors; the product's own if left out.
    Raises:
        SeveralErrors: everything wrong with them, with file and line.
    """
    return _loaded(
        library,
        folder or material_folder("cases") / "decided",
        factors or material_folder("authorities") / "factors.toml",
    )


@lru_cache(maxsize=1)
def decided_ids() -> frozenset[str]:
    """List the authorities of the product's own decided cases, by the names of their pages."""
    return frozenset(path.stem[11:] for path in (material_folder("cases") / "decided").glob("*.md"))


@lru_cache(maxsize=4)
def _loaded(library: Library, folder: Path, factors: Path) -> FactorBase:
    base = read_factors(factors, library)
    errors: list[WellfoundedError] = []
    cases: dict[str, DecidedCase] = {}
    for path in sorted(folder.glob("*.md")):
        case = read_case(_text(path), path.name, base, library, errors)
        if case is not None and case.id in cases:
            errors.append(
                WrongBlock(f"{cases[case.id].path} tells the same decision.", where=path.name, remedy="One page each.")
            )
        if case is not None:
            cases[case.id] = case
    if errors:
        raise SeveralErrors(errors)
    return replace(base, cases=cases)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"The page cannot be read: {error}.", where=path.name) from None


def read_case(
    text: str, path: str, base: FactorBase, library: Library, errors: list[WellfoundedError]
) -> DecidedCase | None:
    """Read the page of one decided case; None if it has no readable case block. Errors are added to the list."""
    sections, broken = read_sections(text, path)
    errors.extend(broken)
    first = sections[0] if sections else None
    if first is None or first.level != 1 or first.kind != "case":
        errors.append(
            BrokenPage(
                "The page does not begin with a case.",
                where=path,
                remedy="It begins with a title, the citation, and a block marked toml case.",
            )
        )
        return None
    return _Page(text, path, base, library, errors).case(first, sections[1:])


class _Page:
    """One page while it is being read."""

    def __init__(
        self, text: str, path: str, base: FactorBase, library: Library, errors: list[WellfoundedError]
    ) -> None:
        self.lines, self.path = text.splitlines(), path
        self.base, self.library, self.errors = base, library, errors

    def block(self, section: Section, title: str) -> Block:
        return Block(
            section.block,
            self.errors,
            lambda key: f"{self.path}, line {line_of(section, key, self.lines)}",
            title,
        )

    def case(self, first: Section, others: list[Section]) -> DecidedCase | None:
        block = self.block(first, "case block")
        id = block.name("authority", "authority of the library", self.library.authorities)
        listed = {side: self.factors(block, f"for-{word}") for side, word in self.base.sides.items()}
        self.check_sides(block, listed)
        factors = frozenset().union(*listed.values())
        rulings = {ruling.issue: ruling for ruling in self.rulings(others, factors)}
        self.check_issues(block, rulings)
        decided = block.day("decided", required=True)
        known, sources = block.mark(), block.texts("sources")
        if not sources:
            block.wrong("sources", "The case names no source.", "A case rests on something read: name where.")
        block.done()
        if not id:
            return None
        authority = self.library.authorities[id]
        self.check_day(block, authority, decided)
        told = _told(first.prose)
        return DecidedCase(
            id=id,
            name=first.heading,
            citation=first.prose.split("\n\n")[0].split(" · ")[0],
            factors=factors,
            rulings=rulings,
            decided=decided,
            year=decided.year if decided else 0,
            authority=id,
            body=authority.by,
            claim=told.get("Facts", ""),
            disposition=told.get("Ordered", ""),
            known=known,
            note=told.get("Caution", ""),
            recoded=told.get("Recoded", ""),
            sources=sources,
            path=self.path,
        )

    def factors(self, block: Block, key: str) -> frozenset[str]:
        return block.names(key, "factor", self.base.factors)

    def check_sides(self, block: Block, listed: Mapping[Side, frozenset[str]]) -> None:
        for name in sorted(frozenset.intersection(*listed.values())):
            block.wrong(
                f"for-{self.base.sides[Side.OPPOSING]}",
                f'"{name}" is listed for both sides.',
                "A factor favours one side; counted for both, the case would force and forbid the same. Strike one.",
            )
        held = frozenset().union(*listed.values())
        for name in sorted(held):
            for other in self.base.factors[name].excludes:
                if other in held:
                    block.wrong("for-government", f'"{name}" and "{other}" cannot stand side by side.', "Strike one.")
        for side, names in listed.items():
            for name in sorted(names - listed[side.other]):
                if self.base.factors[name].side is not side:
                    block.wrong(
                        f"for-{self.base.sides[side]}",
                        f'"{name}" favours the {self.base.sides[side.other]}.',
                        "Move it to the other list.",
                    )

    def rulings(self, sections: list[Section], factors: frozenset[str]) -> list[Ruling]:
        found = []
        for section in sections:
            if section.kind == "ruling":
                found.append(self.ruling(section, factors))
            elif section.kind:
                self.errors.append(
                    BrokenPage(
                        f'A section holds a block marked "{section.kind}".',
                        where=f"{self.path}, line {section.block_line - 1}",
                        remedy="Below its title a decided case has rulings only.",
                    )
                )
        return found

    def ruling(self, section: Section, factors: frozenset[str]) -> Ruling:
        block = self.block(section, "ruling block")
        issue = block.name("issue", "issue of the base", self.base.issues)
        outcome = OUTCOMES.get(block.name("outcome", "outcome", OUTCOMES), Outcome.NOT_REACHED)
        law_issues = block.texts("law-issues")
        for name in law_issues:
            block.check_name("law-issues", name, "issue of the law", self.library.vocabulary.issues)
        reason = self.factors(block, "reason") if block.has("reason") else None
        if outcome.helps and not law_issues:
            block.wrong(
                "law-issues", "The ruling names no issue of the law.", "It constrains only where it is good law."
            )
        if reason is not None and issue:
            self.check_reason(block, reason, factors, issue, outcome)
        kinds = self.kinds(block, issue, outcome)
        block.done()
        return Ruling(issue, outcome, reason, law_issues, section.prose, kinds)

    def kinds(self, block: Block, issue: str, outcome: Outcome) -> frozenset[str]:
        """Take the kinds of case ruled on, where the issue has kinds."""
        fact = self.base.issues[issue].kind_fact if issue else ""
        if not fact or not outcome.helps:
            return frozenset()
        kinds = block.names("kinds", "kind", self.library.vocabulary.facts[fact].choices)
        if not kinds:
            block.wrong("kinds", "The ruling names no kind.", f"It constrains cases of its kind only: see {fact}.")
        return kinds

    def check_reason(
        self, block: Block, reason: frozenset[str], factors: frozenset[str], issue: str, outcome: Outcome
    ) -> None:
        for name in sorted(reason):
            factor = self.base.factors[name]
            if name not in factors or factor.issue != issue or factor.side is not outcome.helps:
                block.wrong(
                    "reason",
                    f'"{name}" is given as a reason, but is not a factor of this case for the side that won the issue.',
                    "A reason is made of factors of the winning side that the case lists, on the same issue.",
                )
        if not reason:
            block.wrong("reason", "The reason is empty.", "Leave it out where no reason is coded.")

    def check_issues(self, block: Block, rulings: Mapping[str, Ruling]) -> None:
        unreached = block.names("not-reached", "issue of the base", self.base.issues)
        decided = {issue for issue in self.base.issues if issue != "procedure"}
        for issue in sorted(decided - unreached - rulings.keys()):
            block.wrong(
                "not-reached",
                f'Nothing is said of "{issue}".',
                "Add a ruling, or list it in not-reached: silence could mean either.",
            )
        for issue in sorted(unreached & rulings.keys()):
            block.wrong("not-reached", f'"{issue}" has a ruling and is listed as not reached.', "Strike one.")

    def check_day(self, block: Block, authority: Authority, decided: date | None) -> None:
        first, last = authority.decided_between or (authority.decided, authority.decided)
        if decided and first and last and not first <= decided <= last:
            block.wrong("decided", f"The authority's page says {first}.", "One of the two is wrong.")


def _told(prose: str) -> dict[str, str]:
    told = (_LABEL.match(paragraph) for paragraph in prose.split("\n\n"))
    return {found[1]: found[2] for found in told if found}
