"""Which claims of a caseload a ruling touches, each read as `wellfounded assess` reads it.

All claims are answered together by formulas, by rules alone. Only claims in which precedent forces what rules leave
open are read one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from wellfounded.answer import Answer
from wellfounded.claim.by_precedent import by_precedent, elements_decided, precedent_base
from wellfounded.claim.claim_file import load_claim
from wellfounded.claim.law_of_day import LawOfDay, law_of_day
from wellfounded.claim.model import Claim, RecordedFact
from wellfounded.claim.planes import ClaimPlanes
from wellfounded.claim.reading import ClaimReading
from wellfounded.claim.record import Record
from wellfounded.docket.affected import (
    SAME_ANSWERS,
    SAME_LAW,
    Affected,
    AnswerChange,
    Touched,
    Untouched,
    by_hearing,
    most_first,
)
from wellfounded.docket.ruling import Ruling, resting_on
from wellfounded.errors import SeveralErrors, UnreadableFile, WellfoundedError
from wellfounded.forum import Forum
from wellfounded.law.calendar import like_filing_day
from wellfounded.precedent.constraint import Forced
from wellfounded.rule import names

_MOST_ERRORS = 20
_Reads: TypeAlias = Callable[[str], Answer]


def affected_files(
    paths: Sequence[Path], source: str, ruling: Ruling, *, stage: str, circuits: Sequence[str]
) -> Affected:
    """Say which claim files a ruling touches.

    Args:
        stage: the stage of claims that name none.
        circuits: only claims in these circuits; a single one is also that of claims that name none.
    Raises:
        SeveralErrors: if claim files cannot be read, the first of all errors told at once.
    """
    claims = _told_apart(paths, list(_load(paths, ruling)))
    return affected_claims(claims, source, ruling, stage=stage, circuits=circuits)


def claim_files(path: Path) -> list[Path]:
    """List the claim files of a folder.

    Raises:
        UnreadableFile: if there are none, or the folder does not let itself be read.
    """
    try:
        found = sorted(entry for entry in path.iterdir() if entry.suffix == ".toml")
    except OSError as error:
        raise UnreadableFile(f"The folder cannot be read: {error.strerror}.", where=str(path)) from None
    if not found:
        raise UnreadableFile(
            "The folder holds no claim files.", where=str(path), remedy="Claim files end in .toml; see docs/claim.md."
        )
    return found


def _load(paths: Iterable[Path], ruling: Ruling) -> Iterator[Claim]:
    errors: list[WellfoundedError] = []
    for path in paths:
        try:
            yield load_claim(path, ruling.library.vocabulary)
        except SeveralErrors as several:
            errors += several.errors
        except WellfoundedError as error:
            errors.append(error)
    if len(errors) > _MOST_ERRORS:
        more = f"{len(errors) - _MOST_ERRORS:,} more things are wrong in the claim files."
        errors = [*islice(errors, _MOST_ERRORS), WellfoundedError(more, remedy="Correct these first.")]
    if errors:
        raise SeveralErrors(errors)


def _told_apart(paths: Sequence[Path], claims: Sequence[Claim]) -> list[Claim]:
    """Name claims whose name stands more than once by their files as well."""
    times = Counter(claim.pseudonym for claim in claims)
    return [
        replace(claim, pseudonym=f"{claim.pseudonym} ({path.name})") if times[claim.pseudonym] > 1 else claim
        for path, claim in zip(paths, claims, strict=True)
    ]


def affected_claims(
    claims: Iterable[Claim], source: str, ruling: Ruling, *, stage: str, circuits: Sequence[str] = ()
) -> Affected:
    """Say which claims a ruling touches; arguments as for claim files."""
    only = circuits[0] if len(circuits) == 1 else None
    placed = [(claim, Forum(claim.stage or stage, claim.circuit or only)) for claim in claims]
    asked = [(claim, forum) for claim, forum in placed if not circuits or forum.circuit in circuits]
    found = list(_Together(ruling, [claim for claim, _ in asked]).found([forum for _, forum in asked]))
    touched = sorted((one for one in found if isinstance(one, Touched)), key=by_hearing)
    untouched = tuple(one for one in found if isinstance(one, Untouched))
    return Affected(
        ruling,
        source,
        len(found),
        tuple(touched),
        len(touched),
        most_first(Counter(change for one in touched for change in one.changes)),
        untouched,
        tuple(sorted(Counter(one.why for one in untouched).items())),
        by_precedent=True,
    )


class _Together:
    """Claims read together under the law of both days of a ruling."""

    def __init__(self, ruling: Ruling, claims: Sequence[Claim]) -> None:
        self.ruling, self.claims = ruling, claims
        self.planes = ClaimPlanes(claims, ruling.library)

    def found(self, forums: Sequence[Forum]) -> Iterator[Touched | Untouched]:
        """Say of each claim, in order, whether the ruling touches it."""
        for at, (claim, forum) in enumerate(zip(self.claims, forums, strict=True)):
            was, now = (self._law(claim, forum, on) for on in (self.ruling.before, self.ruling.after))
            yield self._of_claim(at, claim, was, now)

    def _law(self, claim: Claim, forum: Forum, on: date) -> LawOfDay:
        filed = claim.filed(on=on)
        return law_of_day(self.ruling.library, on, forum, filed and like_filing_day(self.ruling.library, filed))

    def _of_claim(self, at: int, claim: Claim, was: LawOfDay, now: LawOfDay) -> Touched | Untouched:
        through = self.ruling.through(was, now)
        circuit = now.forum.circuit
        if not through:
            return Untouched(claim.pseudonym, circuit, SAME_LAW)
        asked = _asked(through, was, now)
        before, after = (_by_rules(self.planes, law, at) for law in (was, now))
        left_open = [name for name in asked if Answer.OPEN in (before(name), after(name))]
        if left_open and any(self._is_forced(at, law, _parts(now, tuple(left_open))) for law in (was, now)):
            before, after = (_one_by_one(ClaimReading(claim, law)) for law in (was, now))
        changes = tuple(
            AnswerChange(name, one, other) for name in asked if (one := before(name)) is not (other := after(name))
        )
        if changes:
            return Touched(claim.pseudonym, circuit, claim.hearing_on, changes)
        same = tuple((name, after(name)) for name in sorted(through))
        return Untouched(claim.pseudonym, circuit, SAME_ANSWERS, same)

    def _is_forced(self, at: int, law: LawOfDay, elements: Iterable[str]) -> bool:
        """Say whether precedent may settle any of some elements that rules leave open, for any proposed group."""
        claim, by_rules = self.claims[at], _by_rules(self.planes, law, at)
        several = len(claim.groups) > 1
        left_open = [name for name in elements if name in _decided(law) and (several or by_rules(name) is Answer.OPEN)]
        day_asked = (RecordedFact("filed-on", law.on),) if claim.filed_on_day_asked else ()
        for group in (claim.groups or (None,)) if left_open else ():
            record = Record.of((*claim.facts_with(group), *day_asked), law.library.vocabulary.holidays.values())
            precedent = by_precedent(law, record)
            if precedent is not None and any(precedent.forced(name) is not Forced.OPEN for name in left_open):
                return True
        return False


@lru_cache(maxsize=512)
def _asked(through: frozenset[str], was: LawOfDay, now: LawOfDay) -> tuple[str, ...]:
    """List what may change through some elements: the elements, then the reliefs that both days know."""
    asked = resting_on(now, through)
    reliefs, earlier = ({relief.id for relief in law.reliefs()} for law in (now, was))
    return (*sorted(asked - reliefs), *sorted(asked & reliefs & earlier))


def _by_rules(planes: ClaimPlanes, law: LawOfDay, at: int) -> _Reads:
    answers = planes.answers(law)
    return lambda name: answers.answer(name, at)


def _one_by_one(reading: ClaimReading) -> _Reads:
    reliefs = {relief.id: relief for relief in reading.law.reliefs()}
    return lambda name: (reading.relief(reliefs[name]) if name in reliefs else reading.reading(name)).answer


@lru_cache(maxsize=4096)
def _parts(law: LawOfDay, asked: tuple[str, ...]) -> tuple[str, ...]:
    """List elements and reliefs with all elements that they are made of."""
    reliefs = {relief.id: relief for relief in law.reliefs()}
    found: dict[str, None] = {}
    waiting = list(asked)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            rule = reliefs[name].rule if name in reliefs else law.element(name).made_of
            waiting += names(rule) if rule is not None else ()
    return tuple(found)


def _decided(law: LawOfDay) -> Collection[str]:
    """List the elements on which cases are decided."""
    base = precedent_base(law.library)
    return elements_decided(base) if base is not None else ()
