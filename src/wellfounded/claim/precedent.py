"""From a claim's facts to factors, and from factors to what precedent forces, proposed group by proposed group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from wellfounded.answer import Answer
from wellfounded.claim.deciding import deciding
from wellfounded.claim.model import Claim, ProposedGroup, RecordedFact
from wellfounded.claim.ready import ready
from wellfounded.claim.record import Record
from wellfounded.errors import UnknownName, WellfoundedError
from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.precedent.model import Factor, FactorBase
from wellfounded.precedent.nearest import Compared
from wellfounded.precedent.question import Constrained, Situation, ask, compare
from wellfounded.precedent.table import Model

PRESENT, ABSENT, UNKNOWN = "present", "absent", "unknown"
_STATE = {Answer.MET: PRESENT, Answer.NOT_MET: ABSENT, Answer.OPEN: UNKNOWN}


class WrongSupposition(WellfoundedError):
    """A factor supposed otherwise in words that cannot be read."""


@dataclass(frozen=True, slots=True)
class FactorHere:
    """A factor in a claim.

    Attributes:
        factor: the factor.
        state: "present", "absent" or "unknown".
        because: the recorded facts that make it present or absent, with their sources and evidence.
        missing: the facts not known that could still settle it.
    """

    factor: Factor
    state: str
    because: tuple[RecordedFact, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupBefore:
    """One proposed group of a claim before precedent.

    Attributes:
        number: its number in the claim, from 1; 0 where the claim proposes none.
        words: the group as put forward.
        factors: the factors of the claim with this group.
        kinds: the kind of case on each issue that has kinds.
        answers: what precedent says, one for each issue asked, in their order.
    """

    number: int
    words: str
    factors: tuple[FactorHere, ...]
    answers: tuple[Constrained, ...]
    kinds: tuple[tuple[str, str], ...] = ()

    @property
    def situation(self) -> Situation:
        """The group in the form in which precedent is asked."""
        return situation(self.factors, self.kinds)


def factors_here(
    claim: Claim, base: FactorBase, library: Library, group: ProposedGroup | None = None
) -> tuple[FactorHere, ...]:
    """Find the factors of a claim by their written rules, for one proposed group."""
    return factors_of(claim.facts_with(group), base, library)


def factors_of(facts: Iterable[RecordedFact], base: FactorBase, library: Library) -> tuple[FactorHere, ...]:
    """Find the factors of some facts: by their written rules, and absent where a present one excludes them."""
    recorded = {fact.fact: fact for fact in facts}
    record = Record.of(recorded.values(), library.vocabulary.holidays.values())
    found = [_factor_here(factor, record, recorded) for factor in base.factors.values() if factor.present_when]
    return tuple(_excluded(one, found) for one in found)


def _excluded(one: FactorHere, found: Sequence[FactorHere]) -> FactorHere:
    if one.state != UNKNOWN:
        return one
    for other in found:
        if other.state == PRESENT and one.factor.id in other.factor.excludes:
            return FactorHere(one.factor, ABSENT, other.because)
    return one


def _factor_here(factor: Factor, record: Record, recorded: dict[str, RecordedFact]) -> FactorHere:
    rule = factor.present_when
    assert rule is not None
    open_names: list[str] = []
    answer = ready(rule)(record, open_names)
    decided_by = () if answer is Answer.OPEN else deciding(rule, record)
    return FactorHere(
        factor,
        _STATE[answer],
        tuple(recorded[fact] for fact in dict.fromkeys(decided_by) if fact in recorded),
        tuple(dict.fromkeys(open_names)) if answer is Answer.OPEN else (),
    )


def kinds_of(base: FactorBase, record: Record) -> tuple[tuple[str, str], ...]:
    """Read the kind of case on each issue that has kinds."""
    told = ((issue.id, record.choice(issue.kind_fact) or "") for issue in base.issues.values() if issue.kind_fact)
    return tuple((issue, kind) for issue, kind in told if kind)


def situation(factors: Iterable[FactorHere], kinds: tuple[tuple[str, str], ...] = ()) -> Situation:
    """Put factors in the form in which precedent is asked."""
    found = list(factors)
    return Situation(
        frozenset(one.factor.id for one in found if one.state == PRESENT),
        frozenset(one.factor.id for one in found if one.state == UNKNOWN),
        kinds,
    )


def groups_before(
    claim: Claim,
    base: FactorBase,
    library: Library,
    issues: Sequence[str],
    *,
    on: date,
    forum: Forum,
    model: Model = Model.RESULT,
    unrecorded: str = UNKNOWN,
) -> tuple[GroupBefore, ...]:
    """Ask precedent of each proposed group of a claim.

    Args:
        unrecorded: how factors count that the file does not settle: "unknown", or "absent" as in a decided case.
    """
    return tuple(
        _before(number, group, claim, base, library, issues, on, forum, model, unrecorded)
        for number, group in _groups(claim)
    )


def _before(
    number: int,
    group: ProposedGroup | None,
    claim: Claim,
    base: FactorBase,
    library: Library,
    issues: Sequence[str],
    on: date,
    forum: Forum,
    model: Model,
    unrecorded: str,
) -> GroupBefore:
    factors = _settled(factors_here(claim, base, library, group), unrecorded)
    kinds = kinds_of(base, Record.of(claim.facts_with(group), library.vocabulary.holidays.values()))
    asked = situation(factors, kinds)
    answers = tuple(ask(base, library, asked, issue, on=on, forum=forum, model=model) for issue in issues)
    return GroupBefore(number, group.words if group else "", factors, answers, kinds)


def _groups(claim: Claim) -> Iterator[tuple[int, ProposedGroup | None]]:
    if not claim.groups:
        yield 0, None
    yield from enumerate(claim.groups, 1)


def _settled(factors: Sequence[FactorHere], unrecorded: str) -> tuple[FactorHere, ...]:
    if unrecorded == UNKNOWN:
        return tuple(factors)
    return tuple(replace(one, state=ABSENT) if one.state == UNKNOWN else one for one in factors)


def parse_supposed(words: str, base: FactorBase) -> tuple[str, str]:
    """Read a supposed factor: "FACTOR=present", "FACTOR=absent" or "FACTOR=unknown".

    Raises:
        UnknownName: if there is no such factor.
        WrongSupposition: if the words have another form.
    """
    name, _, state = (part.strip() for part in words.partition("="))
    if name not in base.factors:
        raise UnknownName(
            "factor", name, base.factors, where="--factor", remedy="`wellfounded precedent base` lists them."
        )
    if state not in (PRESENT, ABSENT, UNKNOWN):
        raise WrongSupposition(
            f'The factor "{name}" is supposed "{state[:40]}".',
            where="--factor",
            remedy="Write FACTOR=present, FACTOR=absent or FACTOR=unknown.",
        )
    return name, state


def decided_case(base: FactorBase, library: Library, name: str) -> str:
    """Find a decided case by any name, caption or citation its authority goes by.

    Raises:
        UnknownName: if it is not among the decided cases.
    """
    authority = library.authority(name).id
    if authority not in base.cases:
        raise UnknownName(
            "decided case",
            name,
            base.cases,
            remedy="The library has the authority, but its facts are not told as factors.",
        )
    return authority


def compared_groups(
    base: FactorBase,
    library: Library,
    groups: Sequence[GroupBefore],
    case: str,
    *,
    on: date,
    forum: Forum,
    model: Model,
) -> tuple[tuple[GroupBefore, tuple[Compared, ...]], ...]:
    """Compare each proposed group with one decided case, on each issue that the case decided."""
    return tuple(
        (group, compare(base, library, group.situation, case, on=on, forum=forum, model=model)) for group in groups
    )
