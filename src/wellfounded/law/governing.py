"""What governs an issue: on a day, in a forum, and why. A gap or a conflict is an answer too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from msgspec import Struct

from wellfounded.forum import Forum
from wellfounded.law.library import Library, first_day
from wellfounded.law.model import Authority, Holding, LegalTest
from wellfounded.law.status import REINSTATED, Status, status
from wellfounded.law.testing import GoverningTest, governing_test
from wellfounded.rule import NOTHING_ASKED

GOVERNED, UNSETTLED, NO_AUTHORITY, NOT_COVERED = "governed", "unsettled", "no-authority", "not-covered"


class Governs(Struct, frozen=True, gc=False):
    """An authority that governs, or stands beside: what it says on the issue, where, and how well that is known."""

    authority: str
    name: str
    citation: str
    pinpoint: str
    says: str
    quotation: str
    known: str
    status: Status
    test: LegalTest | None = None


class Displaced(Struct, frozen=True, gc=False):
    """An authority on the issue that no longer governs here: its status, and by whom and when."""

    authority: str
    name: str
    citation: str
    status: str
    by: str
    on: date | None


class Beside(Struct, frozen=True, gc=False):
    """An authority that stands but does not decide here, with the reason."""

    authority: str
    name: str
    citation: str
    why: str
    known: str


class InForce(Struct, frozen=True, gc=False):
    """What governs an issue for one question.

    Attributes:
        answer: "governed", "unsettled", "no-authority" or "not-covered".
        governing: the authorities that govern, the foremost first; for an unsettled issue, all candidates.
        displaced: those that once spoke on it and no longer govern here.
        beside: those that stand but yield, or whose effect could not be confirmed.
        tests: the tests of the elements that rest on the issue.
        why: the reasons, one sentence each.
        confirmed_through: the last day to which the library was confirmed.
    """

    issue: str
    on: date
    forum: Forum
    filed: date | None
    answer: str
    governing: tuple[Governs, ...]
    displaced: tuple[Displaced, ...]
    beside: tuple[Beside, ...]
    tests: tuple[GoverningTest, ...]
    why: tuple[str, ...]
    confirmed_through: date


def in_force(library: Library, issue: str, *, on: date, forum: Forum, filed: date | None = None) -> InForce:
    """Say which authorities govern an issue on a day in a forum, and why.

    Args:
        filed: the day the application was filed; the day asked about, if left out.
    Raises:
        UnknownName: if there is no such issue.
    """
    library.issue(issue)
    if on < library.standing.coverage_from:
        why = f"The library covers the law from {library.standing.coverage_from}."
        return _answer(library, issue, on, forum, filed, NOT_COVERED, why=(why,))
    asked = _Asked(library, issue, on, forum, filed)
    return asked.answer()


def _answer(
    library: Library,
    issue: str,
    on: date,
    forum: Forum,
    filed: date | None,
    answer: str,
    *,
    governing: Sequence[Governs] = (),
    displaced: Sequence[Displaced] = (),
    beside: Sequence[Beside] = (),
    tests: Sequence[GoverningTest] = (),
    why: Sequence[str] = (),
) -> InForce:
    return InForce(
        issue,
        on,
        forum,
        filed,
        answer,
        tuple(governing),
        tuple(displaced),
        tuple(beside),
        tuple(tests),
        tuple(dict.fromkeys(why)),
        library.confirmed_through,
    )


class _Voice(Struct, frozen=True, gc=False):
    """An authority that speaks on the issue: its holdings there, and its tests that govern, yield or are contested."""

    authority: Authority
    holdings: tuple[Holding, ...]
    status: Status


@lru_cache(maxsize=1_000)
def _speaking(library: Library, issue: str) -> tuple[tuple[Authority, tuple[Holding, ...]], ...]:
    """List the authorities that ever speak on an issue, by a holding or by a test, with their holdings there."""
    holdings: dict[str, list[Holding]] = {}
    for narrow in sorted(library.narrower(issue)):
        for authority, holding in library.holdings_on(narrow):
            holdings.setdefault(authority.id, []).append(holding)
    for element in library.elements_on(issue):
        for test in library.tests_of(element):
            for stated in test.stated_by:
                holdings.setdefault(stated.authority, [])
    return tuple((library.authorities[id], tuple(held)) for id, held in holdings.items())


class _Asked:
    """One question on one issue, while its answer is worked out."""

    def __init__(self, library: Library, issue: str, on: date, forum: Forum, filed: date | None) -> None:
        self.library, self.issue, self.on, self.forum, self.filed = library, issue, on, forum, filed
        self.tests = tuple(
            found
            for element in library.elements_on(issue)
            if (found := governing_test(library, element, on=on, forum=forum, filed=filed)).test
        )
        self.chosen = _stated(_asking(found.test for found in self.tests))
        self.contested = _stated(test for found in self.tests for test in found.beside)
        self.yielding = _stated(test for found in self.tests for test in found.yielding) - self.chosen

    def answer(self) -> InForce:
        voices = self.voices()
        bound = [voice for voice in voices if voice.status.binds]
        governing = [voice for voice in bound if self.governs(voice)]
        open_ones = [voice for voice in bound if self.is_open(voice)]
        reasons = [*self.conflicts(bound), *self.unconfirmed(open_ones, governing)]
        shown = governing + [voice for voice in open_ones if reasons and voice not in governing]
        if reasons:
            kind = UNSETTLED
            shown += [voice for voice in bound if voice.authority.id in self.contested and voice not in shown]
        elif governing:
            kind = GOVERNED
        else:
            kind, reasons = NO_AUTHORITY, [self.why_none(voices)]
        return _answer(
            self.library,
            self.issue,
            self.on,
            self.forum,
            self.filed,
            kind,
            governing=[self.says(voice) for voice in sorted(shown, key=self.rank)],
            displaced=self.displaced(voices),
            beside=self.beside(voices, shown),
            tests=self.tests,
            why=[*reasons, *self.why(governing)],
        )

    def why_none(self, voices: Iterable[_Voice]) -> str:
        if any(voice.status.stands and voice.holdings and self.here(voice.authority) for voice in voices):
            return "Authorities stand on this issue, but none in the library binds this decision-maker."
        return "No authority in the library speaks on this issue."

    def voices(self) -> list[_Voice]:
        """List the authorities issued by then that speak on the issue, each with its standing here."""
        return [
            _Voice(authority, holdings, self.standing(authority))
            for authority, holdings in _speaking(self.library, self.issue)
            if first_day(authority) <= self.on
        ]

    def standing(self, authority: Authority) -> Status:
        return status(self.library, authority, on=self.on, forum=self.forum, issue=self.issue, filed=self.filed)

    def governs(self, voice: _Voice) -> bool:
        if voice.status.stands is not True:
            return False
        id = voice.authority.id
        if id in self.chosen:
            return True
        return bool(voice.holdings) and id not in self.yielding and id not in self.contested

    def is_open(self, voice: _Voice) -> bool:
        return voice.status.stands is None and (
            bool(voice.holdings) or voice.authority.id in self.chosen | self.contested
        )

    def conflicts(self, bound: Iterable[_Voice]) -> list[str]:
        """Tell where tests that both bind here ask for different things."""
        binding = {voice.authority.id for voice in bound}
        reasons = []
        for found in self.tests:
            for test in (*found.beside, *found.perhaps):
                if found.test is None or test.rule == found.test.rule:
                    continue
                if all(binding & _stated([one]) for one in (test, found.test)):
                    reasons.append(
                        f"On {self.library.vocabulary.elements[found.element].name.lower()}, {self.named(test)} and "
                        f"{self.named(found.test)} ask for different things, and which governs here is not settled."
                    )
        return reasons

    def named(self, test: LegalTest | None) -> str:
        stated = test.stated_by if test else ()
        return " with ".join(self.library.authority(by.authority).name for by in stated)

    def unconfirmed(self, open_ones: list[_Voice], governing: list[_Voice]) -> list[str]:
        """Say what could not be confirmed; a day known only as a window does not unsettle what else governs."""
        return [
            f"{voice.authority.name}: {voice.status.why}"
            for voice in open_ones
            if not governing or not _only_a_window(voice, self.on)
        ]

    def rank(self, voice: _Voice) -> tuple[bool, int, int, str]:
        rank = self.library.vocabulary.bodies[voice.authority.by].rank
        day = voice.authority.decided or (voice.authority.decided_between or (date.min,))[-1]
        return voice.authority.id not in self.chosen, rank, -day.toordinal(), voice.authority.id

    def says(self, voice: _Voice) -> Governs:
        authority = voice.authority
        test = next((found.test for found in self.tests if found.test and authority.id in _stated([found.test])), None)
        pinpoints = [held.pinpoint for held in voice.holdings if held.pinpoint]
        if not pinpoints and test is not None:
            pinpoints = [by.pinpoint for by in test.stated_by if by.authority == authority.id and by.pinpoint]
        says = " ".join(held.says for held in voice.holdings) or (test.note if test else "")
        known = voice.holdings[0].known if voice.holdings else test.known if test else authority.known
        return Governs(
            authority.id,
            authority.name,
            authority.cite,
            "; ".join(dict.fromkeys(pinpoints)),
            says,
            next((held.quotation for held in voice.holdings if held.quotation), ""),
            known,
            voice.status,
            test,
        )

    def displaced(self, voices: Iterable[_Voice]) -> list[Displaced]:
        rows = [
            Displaced(
                authority=voice.authority.id,
                name=voice.authority.name,
                citation=voice.authority.cite,
                status=voice.status.word,
                by=voice.status.by,
                on=voice.status.since,
            )
            for voice in voices
            if voice.status.stands is False and voice.status.by and self.here(voice.authority)
        ]
        return sorted(rows, key=lambda row: (row.on or date.min, row.authority))

    def here(self, authority: Authority) -> bool:
        circuit = self.library.vocabulary.bodies[authority.by].circuit
        return circuit is None or circuit == self.forum.circuit

    def beside(self, voices: Iterable[_Voice], shown: Sequence[_Voice]) -> list[Beside]:
        rows = []
        for voice in voices:
            if voice in shown or not self.here(voice.authority):
                continue
            why = self.why_beside(voice)
            if why:
                authority = voice.authority
                rows.append(Beside(authority.id, authority.name, authority.cite, why, voice.status.known))
        return sorted(rows, key=lambda row: row.authority)

    def why_beside(self, voice: _Voice) -> str:
        """Say why an authority that is not displaced does not govern; an empty text where it need not be shown."""
        found = voice.status
        if found.stands is False:
            return "" if found.by else found.why
        if found.stands is None:
            return found.why
        if voice.authority.id in self.yielding:
            return "It stands, and yields here to a more particular test."
        return "" if found.binds or not voice.holdings else "It stands, and does not bind this decision-maker."

    def why(self, governing: Iterable[_Voice]) -> list[str]:
        reasons = self.why_tests()
        for voice in sorted(governing, key=self.rank):
            if self.library.vocabulary.bodies[voice.authority.by].circuit:
                reasons += self.outlives(voice.authority)
            if voice.status.word == REINSTATED:
                reasons.append(f"{voice.authority.name} governs again since {voice.status.since}.")
        if self.filed is None and any(
            test.reach.filed_from or test.reach.filed_before for found in self.tests if (test := found.test)
        ):
            reasons.append("No filing date was given: the application is taken as filed on the day asked about.")
        if self.filed is not None and self.filed > self.on:
            reasons.append("The application was filed after the day asked about: the law of that day is applied to it.")
        if self.on > self.library.confirmed_through:
            reasons.append(f"As last confirmed on {self.library.confirmed_through}.")
        return reasons

    def why_tests(self) -> list[str]:
        """Say why the tests of the issue govern; by element where they govern for different reasons."""
        governing = [found for found in self.tests if found.test]
        if len({found.why for found in governing}) < 2:
            return [found.why for found in governing]
        elements = self.library.vocabulary.elements
        return [f"{elements[found.element].name}: {found.why[0].lower()}{found.why[1:]}" for found in governing]

    def outlives(self, authority: Authority) -> list[str]:
        """Say which agency decisions, since displaced, a standing circuit precedent followed: it outlives them."""
        reasons = []
        for treatment in authority.treatments:
            target = self.library.authority(treatment.target)
            if treatment.effect != "follows" or self.library.vocabulary.bodies[target.by].circuit:
                continue
            found = self.standing(target)
            if found.stands is False and found.since:
                act = found.because[-1]
                by, word = self.library.authorities[act.authority].name, found.word.replace("-", " ")
                reasons.append(
                    f"{authority.name} followed {target.name}, {word} since {found.since} ({by}). "
                    "Circuit precedent outlives that, until the court of appeals or the Supreme Court changes it."
                )
        return reasons


def _asking(tests: Iterable[LegalTest | None]) -> list[LegalTest]:
    """Leave out the tests that ask nothing, unless none asks anything: they put no authority in charge of an issue."""
    known = [test for test in tests if test]
    return [test for test in known if test.rule != NOTHING_ASKED] or known


def _stated(tests: Iterable[LegalTest | None]) -> frozenset[str]:
    return frozenset(stated.authority for test in tests if test for stated in test.stated_by)


def _only_a_window(voice: _Voice, on: date) -> bool:
    window = voice.authority.decided_between
    return voice.authority.decided is None and window is not None and on < window[1]
