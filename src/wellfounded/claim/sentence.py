"""The first sentence of an assessment: where each relief stands, and on what."""

from __future__ import annotations

from wellfounded.answer import Answer
from wellfounded.claim.law_of_day import EVIDENCE_ROLE
from wellfounded.claim.result import Assessment, ReliefAssessment
from wellfounded.claim.wording import answer_words, day_in_words, listed
from wellfounded.forum import CIRCUITS

_BEFORE = {
    "asylum-office": "before an asylum office",
    "credible-fear": "in credible-fear screening",
    "reasonable-fear": "in reasonable-fear screening",
    "ij": "before an immigration judge",
    "bia": "before the Board",
    "attorney-general": "before the Attorney General",
    "court-of-appeals": "before a court of appeals",
}


def first_sentence(found: Assessment) -> str:
    """Say in one sentence where each relief stands."""
    last = "As last confirmed on " + day_in_words(found.confirmed_through) + ": on"
    lead = last if found.on > found.confirmed_through else "On"
    place = f" in the {CIRCUITS[found.forum.circuit]}" if found.forum.circuit else ""
    told = "; ".join(_relief(relief) for relief in found.reliefs)
    return f"{lead} {day_in_words(found.on)}, {_BEFORE[found.forum.stage]}{place}: {told}."


def _relief(relief: ReliefAssessment) -> str:
    leaves = [element for element in relief.elements if not element.parts and element.role != EVIDENCE_ROLE]
    counts = [
        f"{sum(element.answer is answer for element in leaves)} {answer_words(answer)}"
        for answer in (Answer.MET, Answer.NOT_MET, Answer.OPEN)
    ]
    return f"{relief.name} is {answer_words(relief.answer, relief.open_on)} (of its elements, {listed(counts)})"
