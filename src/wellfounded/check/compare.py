"""Several reports of one ruling side by side: their quotations, their speakers, what they tell differently."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from wellfounded.check.attribution import affiliations
from wellfounded.check.checking import Check
from wellfounded.check.difference import EQUAL, Step, align, chain, runs_through
from wellfounded.check.quotation_findings import QuotationFinding
from wellfounded.check.quoted import ELLIPSIS, prepare
from wellfounded.check.sentences import StatementFinding
from wellfounded.check.words import plain_text

RELATIONS: dict[str, str] = {
    "identical": "the same words, mark for mark",
    "spelling only": "the same words; spelling, punctuation or capitals differ",
    "omission": "one has words that the other leaves out",
    "conflict": "the words differ",
}
_FEWEST = 5
_TOLD = re.compile(r"\btold\s+(?P<paper>(?:[Tt]he\s+)?[A-Z]\w+(?:\s+[A-Z]\w+)*)")


@dataclass(frozen=True, slots=True)
class Told:
    """A quotation as one report has it."""

    report: int
    finding: QuotationFinding


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A passage that several reports quote.

    Attributes:
        told: the quotation as each report has it, in the order of the reports.
        relations: how each differs from the first ("identical" for the first itself).
        one_source: why the reports count as one source here, or an empty string.
    """

    told: tuple[Told, ...]
    relations: tuple[str, ...]
    one_source: str

    @property
    def relation(self) -> str:
        """How far the reports differ at most."""
        return max(self.relations, key=list(RELATIONS).index)


@dataclass(frozen=True, slots=True)
class ToldDifferently:
    """One matter that reports tell in words that decide: what each says, and what the record says."""

    topic: str
    told: tuple[tuple[int, StatementFinding], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several reports side by side.

    Attributes:
        checks: the reports, each checked against the record.
        shared: passages that more than one quotes.
        different: matters told differently.
        agreed: matters that more than one tells with the same word.
        speakers: by last name, what each report says the person is.
        alone: by report, the quotations only it has.
    """

    checks: tuple[Check, ...]
    shared: tuple[SharedPassage, ...]
    different: tuple[ToldDifferently, ...]
    agreed: tuple[ToldDifferently, ...]
    speakers: tuple[tuple[str, tuple[tuple[int, str], ...]], ...]
    alone: tuple[tuple[QuotationFinding, ...], ...]


def compare_reports(checks: Sequence[Check]) -> Comparison:
    """Set reports of one ruling side by side."""
    groups = list(_groups([Told(at, finding) for at, check in enumerate(checks) for finding in check.quotations]))
    shared = tuple(_shared(group, checks) for group in groups if len({told.report for told in group}) > 1)
    inside = {id(told.finding) for passage in shared for told in passage.told}
    topics = list(_topics(checks))
    return Comparison(
        tuple(checks),
        shared,
        tuple(topic for topic in topics if len({finding.word for _, finding in topic.told}) > 1),
        tuple(topic for topic in topics if len({finding.word for _, finding in topic.told}) == 1),
        tuple(_speakers(checks)),
        tuple(
            tuple(
                finding
                for finding in check.quotations
                if id(finding) not in inside and len(finding.quotation.text.split()) >= _FEWEST
            )
            for check in checks
        ),
    )


def _groups(quotations: Sequence[Told]) -> Iterator[tuple[Told, ...]]:
    """Group quotations of the same passage."""
    group_of = list(range(len(quotations)))
    for one, other in combinations(range(len(quotations)), 2):
        if quotations[one].report != quotations[other].report and _same_passage(quotations[one], quotations[other]):
            first, second = group_of[one], group_of[other]
            group_of = [first if group == second else group for group in group_of]
    for group in sorted(set(group_of)):
        members = [told for told, own in zip(quotations, group_of, strict=True) if own == group]
        yield tuple(members)


def _steps(one: str, other: str) -> tuple[list[Step], int, int]:
    first, second = prepare(one).words.words, prepare(other).words.words
    places: dict[str, list[int]] = {}
    for place, word in enumerate(second):
        places.setdefault(word, []).append(place)
    seeds = [(here, there) for here, word in enumerate(first) for there in places.get(word, ())[:4]]
    return align(first, second, chain(runs_through(first, second, seeds), most_left_out=200)), len(first), len(second)


def _same_passage(one: Told, other: Told) -> bool:
    first, second = one.finding.quotation.text, other.finding.quotation.text
    if min(len(first.split()), len(second.split())) < _FEWEST:
        return False
    steps, ours, theirs = _steps(first, second)
    equal = [step.last - step.first for step in steps if step.kind == EQUAL]
    return bool(equal) and max(equal) >= 4 and sum(equal) >= 0.6 * min(ours, theirs)


def _shared(group: tuple[Told, ...], checks: Sequence[Check]) -> SharedPassage:
    first = group[0].finding.quotation.text
    relations = tuple(_relation(first, told.finding.quotation.text) for told in group)
    return SharedPassage(group, relations, _one_source(group, relations, checks))


def _relation(one: str, other: str) -> str:
    """Compare two quotations of a passage; that one begins earlier or ends later is no difference."""
    left, right = _bare(one), _bare(other)
    if left == right:
        return "identical"
    steps, _, _ = _steps(one, other)
    while steps and steps[0].kind != EQUAL:
        steps.pop(0)
    while steps and steps[-1].kind != EQUAL:
        steps.pop()
    first, second = prepare(one).words.words, prepare(other).words.words
    kinds: set[str] = set()
    group: list[Step] = []
    for step in [*steps, Step(EQUAL, 0, 0, 0, 0)]:
        if step.kind != EQUAL:
            group.append(step)
            continue
        if group and "".join(first[group[0].first : group[-1].last]) != "".join(second[group[0].from_ : group[-1].to]):
            kinds |= {found.kind for found in group}
        group = []
    if not kinds:
        return "identical" if left in right or right in left else "spelling only"
    return "conflict" if "replaced" in kinds or kinds >= {"added", "left out"} else "omission"


def _bare(words: str) -> str:
    return plain_text(words).strip(" ,.")


def _one_source(group: tuple[Told, ...], relations: tuple[str, ...], checks: Sequence[Check]) -> str:
    """Say why reports of a quotation are one source: the same ellipsis, or one that names where it has it from."""
    same = [told for told, relation in zip(group, relations, strict=True) if relation in ("identical", "spelling only")]
    if len(same) < 2:
        return ""
    if ELLIPSIS.search(same[0].finding.quotation.text):
        return "the same words with the same ellipsis: one common source"
    for told in same:
        paper = _named_source(checks[told.report].document.text, told.finding)
        if paper:
            return f"{checks[told.report].document.name} has it from {paper}: one common source"
    return ""


def _named_source(text: str, finding: QuotationFinding) -> str:
    """Name the paper a report says the words were told to ("told The Washington Post"), right beside the quotation."""
    before = re.split(r"[“”\"\n]", text[max(0, finding.quotation.start - 200) : finding.quotation.start - 1])[-1]
    after = re.split(r"[“\"\n]", text[finding.quotation.end + 1 :][:120])[0]
    named = _TOLD.search(before) or re.match(rf"\s*(?:\w+\s+){{1,2}}{_TOLD.pattern}", after)
    return named["paper"] if named is not None else ""


def _topics(checks: Sequence[Check]) -> Iterator[ToldDifferently]:
    topics: dict[str, list[tuple[int, StatementFinding]]] = {}
    for at, check in enumerate(checks):
        for finding in check.statements:
            if finding.topic:
                topics.setdefault(finding.topic, []).append((at, finding))
    for topic, told in topics.items():
        if len({at for at, _ in told}) > 1:
            yield ToldDifferently(topic, tuple(told))


def _speakers(checks: Sequence[Check]) -> Iterator[tuple[str, tuple[tuple[int, str], ...]]]:
    named: dict[str, list[tuple[int, str]]] = {}
    for at, check in enumerate(checks):
        for name, what in affiliations(check.document.text).items():
            if re.search(rf"\b{re.escape(name)}\b", " ".join(finding.speaker for finding in check.quotations)):
                named.setdefault(name, []).append((at, what))
    for name in sorted(named):
        yield name, tuple(named[name])
