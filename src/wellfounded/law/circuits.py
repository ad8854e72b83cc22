"""A split: what governs an issue on a day, circuit by circuit, those that answer alike together."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from wellfounded.forum import CIRCUITS, Forum
from wellfounded.law.governing import InForce, in_force
from wellfounded.law.history import substance
from wellfounded.law.library import Library


class Camp(NamedTuple):
    """Circuits in which the same authorities and tests govern.

    Attributes:
        circuits: the circuits.
        answer: the answer in the first of them.
        own: the ids of the authorities that govern here and not where circuit law is left out of account.
        as_elsewhere: whether the answer is the same as where circuit law is left out of account.
    """

    circuits: tuple[str, ...]
    answer: InForce
    own: tuple[str, ...]
    as_elsewhere: bool


class Split(NamedTuple):
    """What governs an issue, circuit by circuit.

    Attributes:
        issue, on, stage: what was asked.
        national: the answer where circuit law is left out of account.
        camps: the circuits by answer; those whose law adds nothing first, then the larger camps.
    """

    issue: str
    on: date
    stage: str
    national: InForce
    camps: tuple[Camp, ...]


def circuits(library: Library, issue: str, *, on: date, stage: str = "ij", filed: date | None = None) -> Split:
    """Say what governs an issue in each circuit on a day.

    Raises:
        UnknownName: if there is no such issue.
    """
    national = in_force(library, issue, on=on, forum=Forum(stage), filed=filed)
    everywhere = {row.authority for row in national.governing}
    found: dict[tuple[object, ...], list[tuple[str, InForce]]] = {}
    for circuit in CIRCUITS:
        answer = in_force(library, issue, on=on, forum=Forum(stage, circuit), filed=filed)
        found.setdefault(substance(answer), []).append((circuit, answer))
    camps = [
        Camp(
            tuple(circuit for circuit, _ in answers),
            answers[0][1],
            tuple(row.authority for row in answers[0][1].governing if row.authority not in everywhere),
            substance(answers[0][1]) == substance(national),
        )
        for answers in found.values()
    ]
    camps.sort(key=lambda camp: (not camp.as_elsewhere, -len(camp.circuits), list(CIRCUITS).index(camp.circuits[0])))
    return Split(issue, on, stage, national, tuple(camps))
