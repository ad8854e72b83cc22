"""What a scenario says: courts, cases, hearings, judges, the Board, rulings, each number with its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from wellfounded.backlog.published import Published
from wellfounded.backlog.quantity import Quantity
from wellfounded.backlog.ruling_assumed import Ruling

LENGTHS = ("fixed", "lognormal", "exponential")
RULES = ("first-in-first-out", "last-in-first-out", "mixed")


@dataclass(frozen=True, slots=True)
class Dated:
    """A number that holds from a day until the next one of its path."""

    from_day: date
    amount: Quantity


@dataclass(frozen=True, slots=True)
class Stock:
    """The cases at the start.

    Attributes:
        active: pending on the active docket.
        inactive: administratively closed.
        mean_age: the mean age of the active ones; their ages are taken as even between 0 and twice the mean.
        docket: the folder of a loaded docket whose pending cases take their place; empty for none.
        ages: of each court's cases, the oldest first, in days, where a docket gives them.
    """

    active: Quantity
    inactive: Quantity
    mean_age: Quantity
    docket: str
    ages: tuple[NDArray[np.float64], ...] = ()


@dataclass(frozen=True, slots=True)
class Intake:
    """New cases a year, step by step, growing by a share each year from the start of the scenario."""

    path: tuple[Dated, ...]
    growth: Quantity


@dataclass(frozen=True, slots=True)
class BenchChange:
    """Judges who come or leave, spread evenly by month over a span.

    Attributes:
        from_day, until_day: the span, half-open; hiring takes the scenario's delay more.
        count: how many over the whole span.
        leaving: whether they leave.
    """

    from_day: date
    until_day: date
    count: Quantity
    leaving: bool


@dataclass(frozen=True, slots=True)
class Judges:
    """The bench.

    Attributes:
        start: judges on the bench at the start.
        hours: hearing hours of one judge in a year, after leave, duties and preparation.
        attrition: share who leave a year.
        hiring_delay: from the decision to hire until the judge sits.
        ramp_up: from the first day until a new judge hears at full pace.
        ramp_start: the pace of the first day, as a share of the full pace; it rises evenly.
        changes: hiring and leaving.
    """

    start: Quantity
    hours: Quantity
    attrition: Quantity
    hiring_delay: Quantity
    ramp_up: Quantity
    ramp_start: Quantity
    changes: tuple[BenchChange, ...]


@dataclass(frozen=True, slots=True)
class Hearing:
    """One step of a class of cases.

    Attributes:
        name: "master", "merits".
        length: mean length on the judge's calendar.
        shape: how its length is distributed, one of `LENGTHS`; "fixed" where the spread is 0.
        spread: standard deviation of a lognormal length as a share of its mean.
        continued: share of these hearings after which the same hearing is set again.
        ends: share, of those not continued, after which the case is completed without the next hearing.
        set_after: mean time from the hearing before to the earliest day of this one, when it is set or set again
            (exponential).
    """

    name: str
    length: Quantity
    shape: str
    spread: Quantity
    continued: Quantity
    ends: Quantity
    set_after: Quantity


@dataclass(frozen=True, slots=True)
class CaseClass:
    """A class of cases that go the same way.

    Attributes:
        name: the class.
        priority: 0 is heard before 1, and so on.
        intake_share, stock_share: its share of new cases, and of the cases at the start.
        granted: share of completed cases in which relief is granted.
        appealed_if_denied, appealed_if_granted: share appealed to the Board.
        hearings: in their order.
    """

    name: str
    priority: int
    intake_share: Quantity
    stock_share: Quantity
    granted: Quantity
    appealed_if_denied: Quantity
    appealed_if_granted: Quantity
    hearings: tuple[Hearing, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """In which order cases that have not begun are heard, from a day on.

    Attributes:
        rule: one of `RULES`.
        newest_share: share of first hearings given to the newest case, when mixed.
    """

    from_day: date
    rule: str
    newest_share: float


@dataclass(frozen=True, slots=True)
class Closure:
    """Administrative closure and the way back.

    Attributes:
        closed: share of hearings that end in administrative closure.
        recalendared: share of the inactive stock that returns in a year.
    """

    closed: tuple[Dated, ...]
    recalendared: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class Reopening:
    """Cases that come back after completion.

    Attributes:
        share: of final completions after the start, how many are reopened.
        delay: mean time until then (exponential).
        from_before: cases a year that return although they were completed before the start.
    """

    share: Quantity
    delay: Quantity
    from_before: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The Board of Immigration Appeals as a queue with limited capacity, first in first out.

    Attributes:
        pending: appeals at the start.
        capacity: decisions a year when it never lacks work.
        panels: how many decide at once; it matters only for the noise.
        filing: from the judge's decision until the appeal is filed.
        remanded: share of decisions that send the case back.
        transfer: from the Board's decision until the case is on the judge's docket again.
    """

    pending: Quantity
    capacity: tuple[Dated, ...]
    panels: int
    filing: Quantity
    remanded: Quantity
    transfer: Quantity


@dataclass(frozen=True, slots=True)
class Court:
    """A court: its circuit and its shares of the stock, the intake and the bench."""

    name: str
    circuit: str | None
    stock_share: float
    intake_share: float
    judge_share: float


@dataclass(frozen=True, slots=True)
class Courts:
    """The courts, with the source of their shares."""

    courts: tuple[Court, ...]
    source: str
    as_of: date
    known: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario, whole.

    Attributes:
        id: the name of its file.
        title, about: for people.
        start, until: the days covered, half-open.
        seed: of the keyed random numbers.
        extends: whether it changes another scenario, and so supposes what did not come.
    """

    id: str
    title: str
    about: str
    start: date
    until: date
    seed: int
    stock: Stock
    intake: Intake
    judges: Judges
    classes: tuple[CaseClass, ...]
    orders: tuple[Order, ...]
    closure: Closure
    reopening: Reopening
    board: Board
    courts: Courts
    rulings: tuple[Ruling, ...]
    published: tuple[Published, ...]
    extends: bool = False

    @property
    def days(self) -> int:
        """Return the number of days covered."""
        return (self.until - self.start).days

    def quantities(self) -> tuple[Quantity, ...]:
        """Return every number of the scenario, in the order of its parts."""
        return tuple(_quantities(self))

    @property
    def assumes_of_rulings(self) -> bool:
        """Say whether anything is assumed of any ruling."""
        return any(not ruling.without_effect for ruling in self.rulings)

    def without_assumptions(self) -> Scenario:
        """Return the scenario with no assumption about any ruling."""
        return replace(self, rulings=())

    def fiscal_year_ends(self) -> tuple[date, ...]:
        """Return each 30 September covered, after the day of the start."""
        years = range(self.start.year, self.until.year + 1)
        return tuple(end for year in years if self.start < (end := date(year, 9, 30)) < self.until)

    def day_number(self, on: date) -> int:
        """Return how many days after the start a day lies."""
        return (on - self.start).days

    def date_of(self, day_number: int) -> date:
        """Return the date of a day counted from the start."""
        return self.start + timedelta(days=day_number)


def _quantities(part: object) -> Iterator[Quantity]:
    if isinstance(part, Quantity):
        yield part
    elif isinstance(part, tuple):
        for member in part:
            yield from _quantities(member)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _quantities(getattr(part, field.name))
