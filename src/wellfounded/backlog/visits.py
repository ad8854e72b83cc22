"""What one case takes from its first hearing to its end: judges' minutes, and days of waiting for a day already set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class HearingNumbers(Protocol):
    """The numbers of the hearings, by class and hearing [C, S]; `hearings` says how many each class has [C]."""

    @property
    def hearings(self) -> NDArray[np.int64]: ...
    @property
    def minutes(self) -> Floats: ...
    @property
    def continued(self) -> Floats: ...
    @property
    def ends(self) -> Floats: ...
    @property
    def set_after(self) -> Floats: ...


@dataclass(frozen=True, slots=True)
class Course:
    """What one case of each class takes, on average, until it is completed or administratively closed.

    Attributes:
        minutes: of judges, in all its hearings [C].
        days: that it waits for a day already set, by the hearing it waits for [C, S].
    """

    minutes: Floats
    days: Floats


def course_of_new(numbers: HearingNumbers, closing: float) -> Course:
    """Return what a new case takes: it begins at the first hearing.

    A case that gets to a hearing is heard there 1/(1 - share set again) times.

    Args:
        numbers: the hearings.
        closing: share of hearings that end in administrative closure.
    """
    again = (1 - closing) * numbers.continued
    onward = (1 - closing - again) * (1 - numbers.ends)
    goes_on = (onward / (1 - again))[:, :-1]
    held = np.cumprod(np.concatenate([np.ones((len(again), 1)), goes_on], axis=1), axis=1) / (1 - again)
    waits = held * again
    waits[:, 1:] += (held * onward)[:, :-1]
    return Course((held * numbers.minutes).sum(axis=1), waits * numbers.set_after)


def course_of_returned(numbers: HearingNumbers, closing: float) -> Course:
    """Return what a case that comes back takes: it is ready at once, for the last hearing of its class.

    Args:
        numbers: the hearings.
        closing: share of hearings that end in administrative closure.
    """
    of_class = np.arange(len(numbers.hearings))
    last = numbers.hearings - 1
    again = (1 - closing) * numbers.continued[of_class, last]
    days = np.zeros(numbers.minutes.shape)
    days[of_class, last] = again / (1 - again) * numbers.set_after[of_class, last]
    return Course(numbers.minutes[of_class, last] / (1 - again), days)
