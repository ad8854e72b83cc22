"""One issue of one claim asked of precedent: forced, split or open, by whom, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.precedent.because import cautions, steps
from wellfounded.precedent.constraint import Forced
from wellfounded.precedent.model import FactorBase, Side
from wellfounded.precedent.nearest import Compared, compared, nearest
from wellfounded.precedent.scope import CountsHere, Placed, Scope, SetAside, Standing, scope
from wellfounded.precedent.table import Model
from wellfounded.precedent.unknowns import Completed, certain, complete


@dataclass(frozen=True, slots=True)
class Situation:
    """The factors of a claim: those present, and those not known; all others are absent.

    Attributes:
        kinds: its kind of case on each issue that has kinds, where known.
    """

    present: frozenset[str]
    unknown: frozenset[str] = frozenset()
    kinds: tuple[tuple[str, str], ...] = ()

    def kind(self, issue: str) -> str:
        """Return the kind of case on an issue, or an empty string."""
        return next((kind for name, kind in self.kinds if name == issue), "")


@dataclass(frozen=True, slots=True)
class Reached:
    """A ruling that reaches the claim.

    Attributes:
        placed: the ruling and its standing.
        side: the side it speaks for.
        weak: it only denies that the other side must win (a remand).
        certain: it reaches every completion of the unknown factors; otherwise only some.
        because: why, step by step.
    """

    placed: Placed
    side: Side
    weak: bool
    certain: bool
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WouldForce:
    """One factor that, were it otherwise, would force the issue.

    Attributes:
        factor: the factor.
        present: whether it would have to be present or absent.
        answer: what would be forced then.
        by: the cases that would force it.
    """

    factor: str
    present: bool
    answer: Forced
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decides:
    """An unknown factor on which the answer turns, and the answer when it is known either way."""

    factor: str
    if_present: Forced
    if_absent: Forced


@dataclass(frozen=True, slots=True)
class Constrained:
    """What precedent says of one issue of a claim.

    Attributes:
        issue, on, forum, model: the question.
        answer: what holds for every completion of the unknown factors.
        answers: every answer that some completion gives.
        by: the rulings that force it; the two lines of a split.
        contrary: rulings that reach the claim from the other side and yield, or bind nobody here.
        agreeing: rulings that bind nobody here and reach the claim from the side that is forced, or while it is open.
        not_compelled: binding remands that reach every completion: a loss is not compelled.
        nearest: the nearest rulings for each side, whatever the answer.
        would_force: the single factors that would force an open issue.
        decisive: the unknown factors on which the answer turns.
        counts: factors of the claim that count otherwise here than usually.
        set_aside: rulings kept from forcing by how a factor counts here.
        not_confirmed: rulings whose standing could not be confirmed.
        cautions: what the reader must know.
    """

    issue: str
    on: date
    forum: Forum
    model: Model
    situation: Situation
    answer: Forced
    answers: frozenset[Forced]
    by: tuple[Reached, ...]
    contrary: tuple[Reached, ...]
    agreeing: tuple[Reached, ...]
    not_compelled: tuple[Reached, ...]
    nearest: tuple[Compared, ...]
    would_force: tuple[WouldForce, ...]
    decisive: tuple[Decides, ...]
    counts: tuple[CountsHere, ...]
    set_aside: tuple[SetAside, ...]
    not_confirmed: tuple[Placed, ...]
    cautions: tuple[str, ...]


def ask(
    base: FactorBase,
    library: Library,
    situation: Situation,
    issue: str,
    *,
    on: date,
    forum: Forum,
    model: Model = Model.RESULT,
) -> Constrained:
    """Ask what precedent forces on one issue.

    Raises:
        UnknownName: if no case of the base was decided on that issue.
    """
    kind = situation.kind(issue)
    return _Question(scope(base, library, issue, on=on, forum=forum, model=model, kind=kind), situation).answered()


def forced(
    base: FactorBase,
    library: Library,
    situation: Situation,
    issue: str,
    *,
    on: date,
    forum: Forum,
    model: Model = Model.RESULT,
) -> Forced:
    """Say only whether precedent forces an issue, and for whom; a split of rulings that bind nobody counts as open."""
    within = scope(base, library, issue, on=on, forum=forum, model=model, kind=situation.kind(issue))
    unknown = within.bits.of(situation.unknown)
    present = within.bits.of(situation.present) & ~unknown
    if not within.constraints.binding(certain(within.constraints, present, unknown)):
        return Forced.OPEN
    return complete(within.constraints, present, unknown).answer


class _Question:
    """One situation before the precedent of one issue."""

    def __init__(self, within: Scope, situation: Situation) -> None:
        self.scope, self.situation = within, situation
        self.bits = within.bits
        self.unknown = self.bits.of(situation.unknown)
        self.present = self.bits.of(situation.present) & ~self.unknown
        self.found: Completed = complete(within.constraints, self.present, self.unknown)

    def answered(self) -> Constrained:
        within, found = self.scope, self.found
        by, contrary, agreeing = self.lines()
        bearing = self.situation.present | self.situation.unknown
        weighed = [counts for name, counts in within.counts.items() if name in self.situation.present]
        return Constrained(
            issue=within.issue,
            on=within.on,
            forum=within.forum,
            model=within.model,
            situation=self.situation,
            answer=found.answer,
            answers=found.answers,
            by=by,
            contrary=contrary,
            agreeing=agreeing,
            not_compelled=tuple(
                reached
                for at, reached in self.reached(found.certain)
                if reached.weak and within.place_of[at].standing is Standing.BINDING
            ),
            nearest=tuple(nearest(within, self.present, self.unknown)),
            would_force=tuple(self.would_force()) if found.answer is Forced.OPEN else (),
            decisive=tuple(self.decisive()),
            counts=tuple(weighed),
            set_aside=tuple(within.set_aside),
            not_confirmed=tuple(one for one in within.placed if one.standing is Standing.NOT_CONFIRMED),
            cautions=tuple(cautions(within, bearing, [one.placed for one in by])),
        )

    def reached(self, marked: int) -> Iterator[tuple[int, Reached]]:
        """Tell of marked rulings, the highest rank first."""
        voices = self.scope.voices
        places = sorted(self.scope.constraints.indices(marked), key=lambda at: (voices[at].constraint.rank, at))
        for at in places:
            spoken = self.scope.voices[at]
            yield (
                at,
                Reached(
                    placed=self.scope.place_of[at],
                    side=spoken.constraint.side,
                    weak=spoken.constraint.weak,
                    certain=bool(self.found.certain >> at & 1),
                    because=tuple(steps(self.scope, spoken, self.present, self.unknown)),
                ),
            )

    def lines(self) -> tuple[tuple[Reached, ...], tuple[Reached, ...], tuple[Reached, ...]]:
        """Sort the rulings that reach every completion: those that force, those to the contrary, those that agree."""
        marked = self.found.certain
        reached = [one for _, one in self.reached(marked)]
        answer = self.found.answer
        if answer is Forced.SPLIT:
            rank = self._deciding_rank(reached)
            return tuple(one for one in reached if one.placed.rank == rank), (), ()
        if answer.side is None:
            persuasive = tuple(one for one in reached if one.placed.standing is Standing.PERSUASIVE)
            return (), (), persuasive
        for_it = [one for one in reached if one.side is answer.side and not one.weak]
        by = tuple(one for one in for_it if one.placed.standing is Standing.BINDING)
        agreeing = tuple(one for one in for_it if one.placed.standing is Standing.PERSUASIVE)
        return by, tuple(one for one in reached if one.side is not answer.side), agreeing

    def _deciding_rank(self, reached: Iterable[Reached]) -> int:
        """Return the highest rank of which rulings reach the claim from both sides."""
        told: dict[int, set[Side]] = {}
        for one in reached:
            told.setdefault(one.placed.rank, set()).add(one.side)
        return min(rank for rank, sides in told.items() if len(sides) == 2)

    def would_force(self) -> Iterator[WouldForce]:
        """Find the single factors that would force the issue, whatever the other unknown ones turn out to be."""
        for at, factor in enumerate(self.bits.factors):
            bit = 1 << at
            for present in (True, False):
                already = not self.unknown & bit and bool(self.present & bit) == present
                if already:
                    continue
                found = self._supposing(at, present)
                if found.answer.side is not None:
                    yield WouldForce(factor.id, present, found.answer, self._forcing(found))

    def _supposing(self, at: int, there: bool) -> Completed:
        present, unknown = self.bits.supposing(at, there, present=self.present, unknown=self.unknown)
        return complete(self.scope.constraints, present, unknown)

    def _forcing(self, found: Completed) -> tuple[str, ...]:
        constraints = self.scope.constraints
        return tuple(
            self.scope.voices[at].case.id
            for at in constraints.indices(constraints.binding(found.certain))
            if constraints.constraints[at].side is found.answer.side and not constraints.constraints[at].weak
        )

    def decisive(self) -> Iterator[Decides]:
        """Say for each unknown factor on which the answer turns what it would be when known."""
        for at in self.scope.constraints.indices(self.found.deciding):
            yield Decides(
                self.bits.factors[at].id,
                self._supposing(at, True).answer,
                self._supposing(at, False).answer,
            )


def compare(
    base: FactorBase,
    library: Library,
    situation: Situation,
    case: str,
    *,
    on: date,
    forum: Forum,
    model: Model = Model.RESULT,
) -> tuple[Compared, ...]:
    """Compare a claim with one decided case, on each issue that the case decided."""
    found = []
    for issue in base.issues:
        if issue in base.cases[case].rulings:
            kind = situation.kind(issue)
            within = scope(base, library, issue, on=on, forum=forum, model=model, kind=kind)
            unknown = within.bits.of(situation.unknown)
            present = within.bits.of(situation.present) & ~unknown
            found += [one for one in (compared(within, case, present, unknown),) if one]
    return tuple(found)
