"""The findings of a check in one list, in the document's order, each with its words for a reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wellfounded.check.checking import Check, CitedAuthority
from wellfounded.check.citation_finding import TO_MEND
from wellfounded.check.quotation_findings import QuotationFinding
from wellfounded.check.quotations import FINE, Difference
from wellfounded.check.sentences import StatementFinding
from wellfounded.report.words import day, status_word, with_days

MEND, LOOK, TELL = "to mend", "to look at", "in order"
_LOOK_AT = frozenset({"ambiguous"})


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding for a reader.

    Attributes:
        start, end: where it stands in the document.
        part: "citation", "standing", "quotation" or "statement".
        verdict: the verdict word.
        weight: MEND, LOOK or TELL.
        says: what was found, one or two sentences.
        evidence: where that was read.
    """

    start: int
    end: int
    part: str
    verdict: str
    weight: str
    says: str
    evidence: str = ""


def remarks(check: Check) -> list[Remark]:
    """List the findings of a check in the document's order, the heavier first where several stand together."""
    found = [
        *(remark for cited in check.citations for remark in _citation(cited, check)),
        *(_quotation(finding) for finding in check.quotations),
        *(_statement(finding) for finding in check.statements),
    ]
    order = (MEND, LOOK, TELL)
    return sorted(found, key=lambda remark: (remark.start, order.index(remark.weight), remark.part))


def _citation(cited: CitedAuthority, check: Check) -> Iterator[Remark]:
    finding = cited.finding
    citation = finding.citation
    weight = MEND if finding.verdict in TO_MEND else LOOK if finding.verdict in _LOOK_AT else TELL
    yield Remark(
        citation.start,
        citation.end,
        "citation",
        words_of(finding.verdict),
        weight,
        sentence(finding.reason),
        finding.evidence,
    )
    if cited.standing is not None:
        yield from _good_law(cited, check)


def _good_law(cited: CitedAuthority, check: Check) -> Iterator[Remark]:
    standing, citation = cited.standing, cited.finding.citation
    assert standing is not None
    now = standing.status
    about = f" on {standing.issue}" if standing.issue and standing.issue_named else ""
    says = with_days(f"On {day(check.on)}{about}: {status_word(now.word)}. {now.why}")
    if standing.then is not None:
        says = f"{says} On the document's own day, {day(standing.then.on)}: {status_word(standing.then.word)}."
    if cited.told:
        says = f"{says} The sentence tells it."
        yield Remark(citation.start, citation.end, "standing", status_word(now.word), TELL, says)
    elif now.stands is False:
        yield Remark(citation.start, citation.end, "standing", status_word(now.word), MEND, says)
    elif now.stands is None:
        yield Remark(citation.start, citation.end, "standing", status_word(now.word), LOOK, says)
    elif standing.then is not None or now.word not in ("good-law",):
        yield Remark(citation.start, citation.end, "standing", status_word(now.word), TELL, says)
    if not standing.issue_named and standing.issue:
        words = f"It seems to be cited for {standing.issue}, on which its page in the library is silent. Read it there."
        yield Remark(citation.start, citation.end, "standing", "another point", LOOK, words)


def _quotation(finding: QuotationFinding) -> Remark:
    weight = TELL if finding.verdict in FINE else LOOK if finding.verdict in _LOOK_AT else MEND
    says = sentence(finding.reason)
    if finding.differences:
        says += " " + " ".join(difference_words(difference) for difference in finding.differences[:12])
        if len(finding.differences) > 12:
            says += f" And {len(finding.differences) - 12} further differences."
    source = finding.found_in.source if finding.found_in else ""
    start, end = finding.quotation.start, finding.quotation.end
    return Remark(start, end, "quotation", words_of(finding.verdict), weight, says, source)


def _statement(finding: StatementFinding) -> Remark:
    weight = MEND if finding.verdict in ("false", "imprecise") else TELL
    return Remark(
        finding.start, finding.end, "statement", finding.verdict, weight, sentence(finding.reason), finding.evidence
    )


def sentence(words: str) -> str:
    """Begin with a capital letter, end with a stop, and write days for people."""
    words = with_days(words.strip())
    return (words[:1].upper() + words[1:]).rstrip(".") + "." if words else ""


def words_of(verdict: str) -> str:
    """Write a verdict for people.

    Example:
        >>> words_of("pin_outside_range")
        'pin outside range'
    """
    return verdict.replace("_", " ")


def difference_words(difference: Difference) -> str:
    """Say one difference in words.

    Example:
        >>> difference_words(Difference("left out", "", "not", False))
        'Left out without a mark: “not”.'
    """
    how = "marked" if difference.marked else "without a mark"
    if difference.kind == "left out":
        return f"Left out {how}: “{flat(difference.source)}”."
    if difference.kind == "added":
        return f"Put in {how}: “{flat(difference.quoted)}”."
    return f"“{flat(difference.quoted)}” where the source has “{flat(difference.source)}” ({how})."


def flat(words: str, *, most: int = 400) -> str:
    """Write words on one line, shortened in the middle if they are many."""
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[: most // 2]} […] {words[-most // 2 :]}"
