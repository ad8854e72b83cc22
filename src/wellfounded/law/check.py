"""Everything about a library that a lawyer should look at: errors, doubts, and what is known only from memory.

An error makes an answer wrong or impossible; a library with errors is not used. A doubt is a place where two parts of
the library disagree, or where something is missing, that a lawyer can settle. The counts say what no lawyer has read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from wellfounded.errors import WellfoundedError
from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.law.model import Authority, Holding, LegalTest, Treatment
from wellfounded.law.soundness import at_line, structural_errors
from wellfounded.law.status import status


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a lawyer can settle: where, and what.

    Attributes:
        kind: a short word for the sort of doubt ("quotation-without-pinpoint").
        where: file and line.
        what: one or two sentences.
    """

    kind: str
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of checking a library.

    Attributes:
        errors: what makes answers wrong; empty for a usable library.
        doubts: what a lawyer can settle.
        authorities, holdings, treatments, tests, quotations: how many there are.
        unreviewed: authorities that no lawyer has read against the text.
        known: how many holdings, treatments and tests are known how well.
    """

    errors: tuple[WellfoundedError, ...]
    doubts: tuple[Doubt, ...]
    authorities: int
    holdings: int
    treatments: int
    tests: int
    quotations: int
    unreviewed: int
    known: dict[str, int]


def check(
    library: Library, *, errors: tuple[WellfoundedError, ...] = (), asked: frozenset[str] = frozenset()
) -> Checked:
    """Check a library as a whole.

    Args:
        errors: what reading its files already found.
        asked: issues that worked questions ask about.
    """
    found = list(errors) or list(structural_errors(library))
    pages = library.authorities.values()
    marks: Counter[str] = Counter()
    for page in pages:
        parts: tuple[Holding | Treatment | LegalTest, ...] = (*page.holdings, *page.treatments, *page.tests)
        marks.update(part.known for part in parts)
    return Checked(
        errors=tuple(found),
        doubts=tuple(_doubts(library, asked)) if not found else (),
        authorities=len(library.authorities),
        holdings=sum(len(page.holdings) for page in pages),
        treatments=sum(len(page.treatments) for page in pages),
        tests=sum(len(page.tests) for page in pages),
        quotations=sum(bool(held.quotation) for page in pages for held in page.holdings)
        + sum(bool(test.quotation) for page in pages for test in page.tests),
        unreviewed=sum(not page.reviewed for page in pages),
        known={mark: marks[mark] for mark in ("seen", "mixed", "memory")},
    )


def _doubts(library: Library, asked: frozenset[str]) -> Iterator[Doubt]:
    used = asked | {issue for element in library.vocabulary.elements.values() for issue in element.issues}
    for page in library.authorities.values():
        for holding in page.holdings:
            where = at_line(page, holding.line)
            if holding.quotation and not holding.pinpoint:
                yield Doubt("quotation-without-pinpoint", where, f"{page.name} is quoted without a page or section.")
            if not (library.family(holding.issue) | library.narrower(holding.issue)) & used:
                name = library.vocabulary.issues[holding.issue].name
                yield Doubt(
                    "untouched-holding", where, f"No test and no worked question touches «{name}» ({holding.issue})."
                )
        for test in page.tests:
            yield from _window_doubts(library, page, test)


def _window_doubts(library: Library, page: Authority, test: LegalTest) -> Iterator[Doubt]:
    """Compare the days a test claims with the standing of the authorities that state it; some never governed a day."""
    if test.until_day == test.from_day:
        return
    where = at_line(page, test.line)
    issues = library.vocabulary.elements[test.element].issues
    stage = "ij" if not test.reach.stages or "ij" in test.reach.stages else sorted(test.reach.stages)[0]
    forum = Forum(stage, min(test.reach.circuits, default=None))
    last = test.until_day - timedelta(days=1) if test.until_day else library.confirmed_through
    for word, on in (("first", test.from_day), ("last", last)):
        found = [
            status(library, library.authorities[by.authority], on=on, forum=forum, issue=issues[0] if issues else None)
            for by in test.stated_by
        ]
        if all(one.stands is False for one in found):
            told = "; ".join(f"{library.authorities[one.authority].name} is {one.word}" for one in found)
            yield Doubt(
                "test-without-standing-authority",
                where,
                f'On the {word} day of the test "{test.id}" ({on}) no authority that states it stands: {told}.',
            )
