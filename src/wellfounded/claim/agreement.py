"""Whether the library answers worked cases as they expect, and every difference with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from wellfounded.answer import Answer
from wellfounded.claim.assessment import answer_element, assess, chosen_reliefs
from wellfounded.claim.law_of_day import NoAssessment, law_of_day
from wellfounded.claim.model import Claim
from wellfounded.claim.reading import ClaimReading
from wellfounded.claim.worked import Combination, ExpectedAnswer, TurnsOn, Worked, WorkedClaim, WorkedQuestion
from wellfounded.errors import UnknownName, WellfoundedError
from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.law.status import status

NOT_IN_THE_LIBRARY = "not in the library"
NOT_ASSESSED = "not assessed"


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer that is not the one a worked case expects.

    Attributes:
        kind: "claim" or "question".
        case: the case's id.
        on, forum: where it was asked.
        subject: the element, relief or authority.
        expected, said: the two answers, in words.
        because: why the library says so, in plain sentences.
        why_expected: the reason the case gives.
    """

    kind: str
    case: str
    on: date
    forum: Forum
    subject: str
    expected: str
    said: str
    because: tuple[str, ...]
    why_expected: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the library agrees with worked cases.

    Attributes:
        claims, questions, combinations: how many there are; a question is one combination.
        answers: the answers compared; `tests` the lines that say on which tests an element turns.
        differences: every difference.
    """

    claims: int
    questions: int
    combinations: int
    answers: int
    tests: int
    differences: tuple[Difference, ...]

    @property
    def agree(self) -> int:
        """The answers and lines that agree."""
        return self.answers + self.tests - len(self.differences)


def check_cases(library: Library, cases: Iterable[Worked]) -> Agreement:
    """Answer worked cases and compare."""
    found = list(cases)
    claims = [case for case in found if isinstance(case, WorkedClaim)]
    questions = [case for case in found if isinstance(case, WorkedQuestion)]
    combinations = [combination for case in claims for combination in case.combinations]
    differences = [different for case in claims for different in claim_differences(library, case)]
    differences += [different for case in questions for different in question_differences(library, case)]
    return Agreement(
        claims=len(claims),
        questions=len(questions),
        combinations=len(combinations) + len(questions),
        answers=sum(len(each.elements) + len(each.reliefs) for each in combinations)
        + sum(len(question.expected) for question in questions),
        tests=sum(len(each.turns_on) for each in combinations),
        differences=tuple(differences),
    )


def question_differences(library: Library, question: WorkedQuestion) -> Iterator[Difference]:
    """List the authorities whose status is not the one a question expects."""
    for name, expected in question.expected:
        subject, said, because = _status_of(library, question, name)
        if said != expected:
            yield Difference(
                "question", question.id, question.on, question.forum, subject, expected, said, because, question.why
            )


def _status_of(library: Library, question: WorkedQuestion, name: str) -> tuple[str, str, tuple[str, ...]]:
    """Say the id and the status of an authority, and why; a name that nothing has is not in the library."""
    try:
        authority, issue = library.authority(name), library.issue(question.issue).id
    except WellfoundedError as error:
        return name, NOT_IN_THE_LIBRARY, (error.found,)
    found = status(library, authority, on=question.on, forum=question.forum, issue=issue, filed=question.filed)
    steps = (f"{step.on}: {library.authority(step.authority).name} {step.how}." for step in found.because)
    return authority.id, found.word, (found.why, *steps)


def claim_differences(library: Library, worked: WorkedClaim) -> Iterator[Difference]:
    """List the answers that are not those a worked claim expects."""
    for combination in worked.combinations:
        try:
            compared = _Compared(library, worked, combination)
        except NoAssessment as error:
            expected = ", ".join(f"{each.name} {_said(each.answer, each.open_on)}" for each in combination.elements)
            on, forum, because = combination.on, combination.forum, (error.found, error.remedy)
            yield Difference("claim", worked.id, on, forum, "", expected, NOT_ASSESSED, because, combination.why)
        else:
            yield from compared.differences()


class _Compared:
    """One combination of a worked claim, answered and compared."""

    def __init__(self, library: Library, worked: WorkedClaim, combination: Combination) -> None:
        self.library, self.worked, self.combination = library, worked, combination
        self.claim: Claim = worked.claim_for(combination)
        law = law_of_day(library, combination.on, combination.forum, self.claim.filed(on=combination.on))
        self.law, self.reading = law, ClaimReading(self.claim, law)

    def differences(self) -> Iterator[Difference]:
        for expected in self.combination.elements:
            if expected.name not in self.library.vocabulary.elements:
                yield self.unknown(expected.name, _said(expected.answer, expected.open_on))
                continue
            found = self.reading.reading(expected.name)
            if _differs(expected, found.answer, found.open_on):
                said = _said(found.answer, found.open_on)
                yield self.difference(expected.name, _said(expected.answer, expected.open_on), said)
        for expected in self.combination.reliefs:
            [relief] = chosen_reliefs(self.law, [expected.name])
            found = self.reading.relief(relief)
            if _differs(expected, found.answer, found.open_on):
                said = _said(found.answer, found.open_on)
                yield self.difference(expected.name, _said(expected.answer, expected.open_on), said)
        for turns_on in self.combination.turns_on:
            if turns_on.element not in self.library.vocabulary.elements:
                yield self.unknown(turns_on.element, turns_on.words)
                continue
            otherwise = self.turned_on(turns_on)
            if otherwise is not None:
                yield self.difference(turns_on.element, turns_on.words, otherwise)

    def turned_on(self, expected: TurnsOn) -> str | None:
        """Say on what an element turns, if it is not what the case expects; None if it is."""
        by_test = self.reading.reading(expected.element).by_test
        findings = self.reading.leading.plain.findings
        known = self.library.vocabulary.findings
        answers = {found.name: findings.answer(found.name) for found in expected.findings if found.name in known}
        as_expected = {found.name: found.answer for found in expected.findings}
        if {test.id for test, _ in by_test} == expected.tests and answers == as_expected:
            return None
        told = ", ".join(f"{name} {answer.value}" for name, answer in answers.items()) or "nothing asked"
        return f"{expected.element} by {' and '.join(test.id for test, _ in by_test) or 'no test'}: {told}"

    def unknown(self, name: str, expected: str) -> Difference:
        found = UnknownName("element", name, self.library.vocabulary.elements).found
        on, forum, why = self.combination.on, self.combination.forum, self.combination.why
        return Difference("claim", self.worked.id, on, forum, name, expected, NOT_IN_THE_LIBRARY, (found,), why)

    def difference(self, subject: str, expected: str, said: str) -> Difference:
        on, forum = self.combination.on, self.combination.forum
        if subject in self.library.vocabulary.elements:
            reasons = answer_element(self.claim, self.library, subject, on=on, forum=forum).reasons
        else:
            reasons = assess(self.claim, self.library, on=on, forum=forum, reliefs=[subject]).reliefs[0].reasons
        return Difference(
            "claim", self.worked.id, on, forum, subject, expected, said, tuple(reasons), self.combination.why
        )


def _differs(expected: ExpectedAnswer, answer: Answer, open_on: str | None) -> bool:
    if expected.answer is not answer:
        return True
    return answer is Answer.OPEN and expected.open_on is not None and expected.open_on != open_on


def _said(answer: Answer, open_on: str | None) -> str:
    return f"open on {open_on}" if answer is Answer.OPEN and open_on else answer.value
