"""Which rulings bind a forum on a day, and how each factor counts there.

A ruling binds when its authority is good law on the issues it ruled on, and binds the decision-maker: both are what
`wellfounded.law.status` says. Rulings that are good law elsewhere persuade. A ruling whose standing could not be
confirmed neither binds nor persuades, and is told apart.

Among binding rulings the higher body's come first: the Supreme Court, the court of appeals of the circuit, the Attorney
General, the Board. Matter of Anselmo, 20 I&N Dec. 25 (BIA 1989): the Board and the judges follow the law of the
circuit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import lru_cache

from wellfounded.errors import UnknownName
from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.law.status import Status, status
from wellfounded.precedent.constraint import PERSUASIVE, Constraints
from wellfounded.precedent.model import DecidedCase, EffectKind, Factor, FactorBase, Regime, Ruling
from wellfounded.precedent.table import Bits, Model, Voice, constraints_of, voice

_HIGHER_FIRST = ("supreme-court", "court-of-appeals", "attorney-general", "board")


class Standing(Enum):
    """What a ruling is worth in a forum on a day."""

    BINDING = "binding"
    PERSUASIVE = "persuasive"
    NOT_CONFIRMED = "not-confirmed"
    NOT_GOOD_LAW = "not-good-law"
    NOT_YET = "not-yet"


@dataclass(frozen=True, slots=True)
class Placed:
    """A ruling and its standing.

    Attributes:
        status: the status of its authority that decided the standing.
        rank: its place among binding rulings, the highest 0; `PERSUASIVE` for others.
    """

    case: DecidedCase
    ruling: Ruling
    standing: Standing
    status: Status
    rank: int


@dataclass(frozen=True, slots=True)
class CountsHere:
    """How a factor counts otherwise here.

    Attributes:
        factor: the factor as it counts here, on its side here.
        usual: the factor as it counts usually.
        effect, regime: what does it, and where and when that holds.
    """

    factor: Factor
    usual: Factor
    effect: EffectKind
    regime: Regime


@dataclass(frozen=True, slots=True)
class SetAside:
    """A ruling that would reach further if every factor counted here as it usually does, and why it does not."""

    placed: Placed
    why: str


class Scope:
    """The precedent of one issue for one forum and day, under one model.

    Attributes:
        base, library, issue, on, forum, model: the question.
        placed: every ruling on the issue with its standing, the earliest first.
        counts: the factors that count otherwise here, by id.
        bits: the issue's factors, on their sides here.
        voices: the rulings that can reach a claim, in the order of `constraints`.
        constraints: what they force.
        kind: the kind of case asked about; empty where the issue has none, or where it is not known.
        others: rulings on cases of another kind, which constrain nothing here.
        set_aside: rulings kept from forcing by how a factor counts here.
        without_reason: rulings for whose winner no factor is coded.
    """

    def __init__(
        self,
        base: FactorBase,
        library: Library,
        issue: str,
        *,
        on: date,
        forum: Forum,
        model: Model,
        kind: str = "",
    ) -> None:
        self.kind = kind
        self.base, self.library, self.issue = base, library, issue
        self.on, self.forum, self.model = on, forum, model
        self.placed = placed_rulings(base, library, issue, on=on, forum=forum)
        self.counts = counting(base, library, issue, on=on, forum=forum)
        self.bits = Bits(
            [self.counts[one.id].factor if one.id in self.counts else one for one in base.factors_on(issue)]
        )
        self.set_aside: list[SetAside] = []
        self.without_reason: list[Placed] = []
        self.voices: list[Voice] = []
        self.place_of: list[Placed] = []
        self.others: list[tuple[Voice, Placed]] = []
        usual = Bits(base.factors_on(issue))
        for placed in self.placed:
            if placed.standing in (Standing.BINDING, Standing.PERSUASIVE):
                self._hear(placed, usual)
        self.constraints: Constraints = constraints_of(self.voices, self.bits)

    def _hear(self, placed: Placed, usual: Bits) -> None:
        spoken = voice(placed.case, placed.ruling, usual, self.model, rank=placed.rank)
        if spoken is None:
            self.without_reason.append(placed)
            return
        if placed.ruling.kinds and self.kind not in placed.ruling.kinds:
            self.others.append((spoken, placed))
            return
        reason = usual.named(spoken.constraint.needs)
        why = self._why_not(reason)
        if why:
            self.set_aside.append(SetAside(placed, why))
            return
        self.voices.append(self._adjusted(spoken, reason))
        self.place_of.append(placed)

    def _why_not(self, reason: Iterable[str]) -> str:
        """Say why a ruling with this reason forces nothing here; an empty text if nothing stands in its way."""
        named = list(reason)
        for name in named:
            found = self.counts.get(name)
            if found and found.effect.does in ("other-side", "doubtful-weight"):
                return f"its reason includes «{found.usual.name}», which here {_counts(found)}"
        alone = [self.counts[name] for name in named if name in self.counts]
        if len(alone) == len(named) and all(found.effect.does == "not-alone" for found in alone):
            return f"its whole reason is «{alone[0].usual.name}», which here {_counts(alone[0])}"
        return ""

    def _adjusted(self, spoken: Voice, reason: Iterable[str]) -> Voice:
        """Turn a ruling's constraint to how the factors count here."""
        constraint = spoken.constraint
        allows, needs = constraint.allows, constraint.needs
        for at, factor in enumerate(self.bits.factors):
            found = self.counts.get(factor.id)
            if found is None or not spoken.factors >> at & 1:
                continue
            if found.effect.does == "other-side":
                allows &= ~(1 << at)
                needs |= 1 << at if self.model is Model.RESULT else 0
            elif found.effect.does == "doubtful-beside" and factor.id in reason:
                allows &= ~self.bits.of([found.regime.beside])
        return replace(spoken, constraint=replace(constraint, allows=allows, needs=needs))


def _counts(found: CountsHere) -> str:
    return f"counts otherwise ({found.effect.meaning})"


def decided_issues(base: FactorBase) -> list[str]:
    """List the issues on which cases of a base are decided."""
    return [issue for issue in base.issues if any(issue in case.rulings for case in base.cases.values())]


def issue_named(base: FactorBase, name: str) -> str:
    """Find an issue on which cases are decided.

    Raises:
        UnknownName: if the base has none of that name.
    """
    decided = decided_issues(base)
    if name not in decided:
        raise UnknownName("issue of the base", name, decided, remedy=f"The issues are: {', '.join(decided)}.")
    return name


@lru_cache(maxsize=512)
def scope(
    base: FactorBase, library: Library, issue: str, *, on: date, forum: Forum, model: Model, kind: str = ""
) -> Scope:
    """Gather the precedent of an issue for a forum, a day and a kind of case."""
    return Scope(base, library, issue_named(base, issue), on=on, forum=forum, model=model, kind=kind)


@lru_cache(maxsize=1_000)
def placed_rulings(base: FactorBase, library: Library, issue: str, *, on: date, forum: Forum) -> tuple[Placed, ...]:
    """Give every ruling on an issue that constrains at all its standing in a forum on a day, the earliest first."""
    return tuple(
        _placed(library, case, case.rulings[issue], on, forum)
        for case in sorted(base.cases.values(), key=lambda case: (case.decided or date.min, case.id))
        if issue in case.rulings and case.rulings[issue].outcome.helps
    )


def _placed(library: Library, case: DecidedCase, ruling: Ruling, on: date, forum: Forum) -> Placed:
    authority = library.authorities[case.authority]
    found = [status(library, authority, on=on, forum=forum, issue=issue) for issue in ruling.law_issues]
    worst = min(found, key=lambda one: (one.stands is True, one.stands is None))
    if case.decided and on < case.decided:
        return Placed(case, ruling, Standing.NOT_YET, worst, PERSUASIVE)
    if worst.stands is not True:
        standing = Standing.NOT_CONFIRMED if worst.stands is None else Standing.NOT_GOOD_LAW
        return Placed(case, ruling, standing, worst, PERSUASIVE)
    if not all(one.binds for one in found):
        return Placed(case, ruling, Standing.PERSUASIVE, worst, PERSUASIVE)
    level = library.vocabulary.bodies[authority.by].level
    name = authority.by if level == "agency" else level
    rank = _HIGHER_FIRST.index(name) if name in _HIGHER_FIRST else len(_HIGHER_FIRST)
    return Placed(case, ruling, Standing.BINDING, worst, rank)


@lru_cache(maxsize=1_000)
def counting(base: FactorBase, library: Library, issue: str, *, on: date, forum: Forum) -> Mapping[str, CountsHere]:
    """Find how the factors of an issue count otherwise in a forum on a day.

    The circuit's own law comes before what holds before the agency everywhere; of several regimes of one kind the
    latest.
    """
    found: dict[str, CountsHere] = {}
    for factor in base.factors_on(issue):
        regime = _regime(base, library, factor, on, forum)
        if regime is not None:
            effect = base.effects[regime.effect]
            side = factor.side.other if factor.side and effect.does == "other-side" else factor.side
            found[factor.id] = CountsHere(replace(factor, side=side), factor, effect, regime)
    return found


def _regime(base: FactorBase, library: Library, factor: Factor, on: date, forum: Forum) -> Regime | None:
    law_issues = base.issues[factor.issue].law_issues
    holding = [
        regime
        for regime in factor.regimes
        if regime.holds_on(on)
        and (forum.circuit in regime.circuits or (not regime.circuits and forum.stage != "court-of-appeals"))
        and any(_stands(library, name, law_issues, on, forum) for name in regime.authorities)
    ]
    own = [regime for regime in holding if regime.circuits]
    return max(own or holding, key=lambda regime: regime.from_day or date.min, default=None)


def _stands(library: Library, name: str, law_issues: Iterable[str], on: date, forum: Forum) -> bool:
    """Say whether an authority is good law here on what it says of a factor's issue."""
    authority = library.authorities[name]
    wanted = set(law_issues)
    spoken = dict.fromkeys(holding.issue for holding in authority.holdings if holding.issue in wanted)
    asked: list[str | None] = [*spoken] or [None]
    return any(status(library, authority, on=on, forum=forum, issue=issue).stands is True for issue in asked)
