"""The factors of the library: `authorities/factors.toml`, with the regimes under which a factor counts otherwise."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from wellfounded.errors import SeveralErrors, UnreadableFile, WellfoundedError
from wellfounded.forum import CIRCUITS
from wellfounded.law.block import Block
from wellfounded.law.library import Library
from wellfounded.precedent.model import Coding, EffectKind, Factor, FactorBase, IssueOfBase, Regime, Side
from wellfounded.rule import names

DOES = ("other-side", "own-side", "doubtful-weight", "not-alone", "doubtful-beside", "told-only")


def read_factors(path: Path, library: Library) -> FactorBase:
    """Read the factors, issues and effects; the base returned has no cases yet.

    Raises:
        SeveralErrors: everything wrong with the file.
    """
    errors: list[WellfoundedError] = []
    top = Block(_keys(path), errors, lambda key: f"{path.name}, {key}", "file")
    words = top.texts("sides") or ("applicant", "government")
    sides = dict(zip(Side, words, strict=False))
    issues = {issue.id: issue for issue in (_issue(block, library) for block in top.tables("issue"))}
    effects = {effect.id: effect for effect in map(_effect, top.tables("effect"))}
    coding = [_coding(Block(top.table("coding"), errors, lambda key: f"{path.name}, coding", "table"))]
    factors: dict[str, Factor] = {}
    for block in top.tables("factor"):
        factor = _factor(block, library, issues, effects, {word: side for side, word in sides.items()})
        if factor.id in factors:
            block.wrong("id", f'Two factors have the id "{factor.id}".', "Ids are given once.")
        factors[factor.id] = factor
    for factor in factors.values():
        for name in factor.excludes:
            top.check_name("excludes", name, "factor", factors)
    factors = {factor.id: replace(factor, excludes=_excluded(factor, factors)) for factor in factors.values()}
    top.done()
    if errors:
        raise SeveralErrors(errors)
    return FactorBase(factors, issues, {}, sides, effects, coding[0])


def _keys(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableFile(f"The file cannot be read: {error}.", where=path.name, remedy="It is TOML.") from None


def _issue(block: Block, library: Library) -> IssueOfBase:
    issue = IssueOfBase(
        id=block.text("id", required=True),
        name=block.text("name", required=True),
        question=block.text("question"),
        law_issues=block.texts("law-issues"),
        agreement=block.fraction("agreement"),
        element=block.name("element", "element", library.vocabulary.elements, required=False),
        kind_fact=block.name("kind-fact", "fact", library.vocabulary.facts, required=False),
    )
    block.done()
    return issue


def _effect(block: Block) -> EffectKind:
    effect = EffectKind(
        block.text("id", required=True),
        block.text("meaning", required=True),
        block.name("does", "thing that a regime does", DOES),
    )
    block.done()
    return effect


def _coding(block: Block) -> Coding:
    coding = Coding(
        block.number("decisions"), block.number("weak-from", default=1), block.fraction("weak-below") or 0.0
    )
    block.done()
    return coding


def _factor(
    block: Block,
    library: Library,
    issues: dict[str, IssueOfBase],
    effects: dict[str, EffectKind],
    sides: dict[str, Side],
) -> Factor:
    rule = block.rule("present-when", required=True)
    for fact in names(rule) if rule else ():
        block.check_name("present-when", fact, "fact", library.vocabulary.facts)
    factor = Factor(
        id=block.text("id", required=True),
        name=block.text("name", required=True),
        side=sides.get(block.name("side", "side", sides)),
        issue=block.name("issue", "issue of the base", issues),
        definition=block.text("definition", required=True),
        sources=_authorities(block, "sources", library),
        known=block.mark(),
        coded_differently=block.number("coded-differently"),
        present_when=rule,
        excludes=block.texts("excludes"),
    )
    regimes = tuple(_regime(row, library, effects) for row in block.tables("regime"))
    block.done()
    return replace(factor, regimes=regimes)


def _excluded(factor: Factor, factors: dict[str, Factor]) -> tuple[str, ...]:
    """Return the factors that exclude one another with a factor, whichever of the two says so."""
    others = (other.id for other in factors.values() if factor.id in other.excludes)
    return tuple(dict.fromkeys((*factor.excludes, *others)))


def _regime(block: Block, library: Library, effects: dict[str, EffectKind]) -> Regime:
    regime = Regime(
        effect=block.name("effect", "effect of a regime", effects),
        authorities=_authorities(block, "authorities", library),
        from_day=block.day("from"),
        until_day=block.day("until"),
        circuits=block.names("circuits", "circuit", CIRCUITS),
        beside=block.text("beside"),
    )
    block.done()
    return regime


def _authorities(block: Block, key: str, library: Library) -> tuple[str, ...]:
    named = block.texts(key)
    return tuple(name for name in named if block.check_name(key, name, "authority of the library", library.authorities))
