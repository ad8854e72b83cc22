"""The verdict on each quotation of a document: whose words it is said to be, and what the texts held say of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from wellfounded.check.attribution import citation_for, speaker_of
from wellfounded.check.citation_finding import CitationFinding
from wellfounded.check.document import Document
from wellfounded.check.material import Material
from wellfounded.check.passages import Text
from wellfounded.check.quotations import FEWEST_WORDS, FINE, Comparison, Difference, compare_with_all, pages_agree
from wellfounded.check.quoted import Quotation, find_quotations, prepare
from wellfounded.law.library import first_day

MOST_CHANGED_ELSEWHERE = 0.2


@dataclass(frozen=True, slots=True)
class QuotationFinding:
    """A quotation and what was found of it.

    Attributes:
        quotation: the quotation where it stands.
        attributed_to: the id of the authority it is attributed to, or the citation as written, or an empty string.
        speaker: the speaker named beside it, or an empty string.
        verdict: one of `wellfounded.check.quotations.VERDICTS`.
        reason: why, in one sentence.
        found_in: the text in which its words stand, or None.
        pinpoint: where they stand there.
        differences: what differs, in order.
        set_aside: the normalisations that were used.
    """

    quotation: Quotation
    attributed_to: str
    speaker: str
    verdict: str
    reason: str
    found_in: Text | None
    pinpoint: str
    differences: tuple[Difference, ...]
    set_aside: tuple[str, ...]


def check_quotations(
    document: Document, citations: Sequence[CitationFinding], material: Material, *, day: date
) -> list[QuotationFinding]:
    """Compare every quotation of a document with the texts held that existed on its day."""
    findings: list[QuotationFinding] = []
    places: list[list[Comparison]] = []
    for quotation in find_quotations(document.text, document.blocks):
        if _is_name(quotation, citations):
            continue
        finding, comparisons = _quotation(quotation, citations, document.text, material, day)
        findings.append(finding)
        places.append(comparisons)
    return _with_gaps(findings, places, document.text)


def _is_name(quotation: Quotation, citations: Sequence[CitationFinding]) -> bool:
    """Tell a name or citation in quotation marks, which is not a quotation."""
    place = bisect_left(citations, quotation.start - 1, key=lambda found: found.citation.start)
    inside = 0
    for found in citations[place:]:
        if found.citation.start > quotation.end:
            break
        if found.citation.end <= quotation.end and quotation.start <= found.citation.start:
            inside += found.citation.end - found.citation.start
    return inside > 0.7 * len(quotation.text.strip(" ,."))


def _quotation(
    quotation: Quotation, citations: Sequence[CitationFinding], text: str, material: Material, day: date
) -> tuple[QuotationFinding, list[Comparison]]:
    cited = citation_for(quotation, citations, text)
    quoted = prepare(quotation.text, text[quotation.end : quotation.end + 260])
    authority = cited.authority if cited is not None else None
    attributed = authority.id if authority else (cited.resolution.target or cited.citation.text if cited else "")
    comparisons = [
        comparison
        for comparison in compare_with_all(quoted, material.texts)
        if _existed(comparison.text, material, day)
    ]
    ours = [comparison for comparison in comparisons if _belongs(comparison.text, attributed, cited)]
    if not ours:
        comparisons = [comparison for comparison in comparisons if comparison.changed <= MOST_CHANGED_ELSEWHERE]
    if len(quoted.words.words) < FEWEST_WORDS:
        verdict, reason, best = _short(ours, len(quoted.words.words))
    else:
        verdict, reason, best = _verdict(comparisons, ours, cited, material, attributed)
    finding = QuotationFinding(
        quotation,
        attributed,
        speaker_of(quotation, text),
        verdict,
        reason,
        best.text if best else None,
        best.page if best else "",
        best.differences if best else (),
        best.set_aside if best else (),
    )
    return finding, [comparison for comparison in comparisons if _clean(comparison) and not comparison.beyond]


def _existed(text: Text, material: Material, day: date) -> bool:
    authority = material.library.authorities.get(text.authority)
    return authority is None or first_day(authority) <= day


def _belongs(text: Text, attributed: str, cited: CitationFinding | None) -> bool:
    if not attributed:
        return False
    if text.authority:
        return text.authority == attributed
    target = cited.resolution.target if cited is not None else ""
    return bool(text.cite) and bool(target) and (text.cite.startswith(target) or target.startswith(text.cite))


def _short(ours: Sequence[Comparison], count: int) -> tuple[str, str, Comparison | None]:
    """A quotation of one to three words proves nothing by itself; it is accepted only with the passage cited."""
    exact = [comparison for comparison in ours if not comparison.differences and not comparison.beyond]
    if exact:
        best = exact[0]
        return "verbatim", f"{_words(count)} of {_where(best)}; so few words show little by themselves", best
    return "too_short", f"{_words(count)}: too few to be told from chance", None


def _words(count: int) -> str:
    return "one word" if count == 1 else f"{count} words"


def _name(material: Material, attributed: str) -> str:
    authority = material.library.authorities.get(attributed)
    return f"{authority.name}, {authority.cite}," if authority else attributed


def _where(comparison: Comparison) -> str:
    text = comparison.text
    title = f"{text.title}, {text.cite}" if text.cite and text.cite not in text.title else text.title
    zone = f" ({text.zone})" if text.zone != "body" else ""
    return f"{title}{' at ' + comparison.page if comparison.page else ''}{zone}"


def _verdict(
    comparisons: Sequence[Comparison],
    ours: Sequence[Comparison],
    cited: CitationFinding | None,
    material: Material,
    attributed: str,
) -> tuple[str, str, Comparison | None]:
    pool = ours or comparisons
    if not pool:
        return _nothing(cited, material, attributed)
    best = pool[0]
    better_elsewhere = bool(ours) and comparisons[0] is not best and _clean(comparisons[0]) and not _clean(best)
    if better_elsewhere and not material.texts.holds_whole(attributed):
        return _elsewhere(comparisons[0], cited, attributed)
    if attributed and not ours:
        return _elsewhere_or_other(best, cited, material, attributed)
    if best.beyond and _clean(best):
        reason = f"{best.same} of its words are those of {_where(best)}; the rest lies outside the passage that is held"
        return "text_not_held", reason, best
    verdict = best.verdict
    same_words = verdict in ("verbatim", "typography_only", "marked_edits_ok", "truncated_sentence")
    if best.text.zone == "headnote" and same_words:
        return "headnote_only", _headnote(best, pool, material), best
    slack = 0 if best.text.whole else 1
    if same_words and cited is not None and ours and not pages_agree(cited.citation.pinpoint, best.page, slack=slack):
        return "right_words_wrong_pin", f"the words stand in {_where(best)}, not at {cited.citation.pinpoint}", best
    return verdict, _reason(verdict, best), best


def _clean(comparison: Comparison) -> bool:
    return not any(not difference.marked for difference in comparison.differences)


def _headnote(best: Comparison, pool: Sequence[Comparison], material: Material) -> str:
    body = next(
        (other for other in pool if other.text.authority == best.text.authority and other.text.zone == "body"), None
    )
    if body is not None and body.differences:
        more = "; ".join(_told(difference) for difference in body.differences[:3])
        itself = f"the decision itself, at {body.page}, reads otherwise: {more}"
        return f"the words are those of the headnote, {_where(best)}; {itself}"
    held = (
        "the decision's text is held and does not have them"
        if material.texts.holds_whole(best.text.authority)
        else ("whether the decision itself has them is not known, because its text is not held")
    )
    return f"the words are those of the headnote, {_where(best)}; {held}"


def _told(difference: Difference) -> str:
    if difference.kind == "left out":
        return f"it also has “{difference.source}”"
    if difference.kind == "added":
        return f"it does not have “{difference.quoted}”"
    return f"“{difference.source}” for “{difference.quoted}”"


def _elsewhere(best: Comparison, cited: CitationFinding | None, attributed: str) -> tuple[str, str, Comparison]:
    return "text_not_held", f"{_obtain(cited, attributed)}; the same words stand in {_where(best)}", best


def _elsewhere_or_other(
    best: Comparison, cited: CitationFinding | None, material: Material, attributed: str
) -> tuple[str, str, Comparison | None]:
    if not _clean(best) or best.beyond:
        if material.texts.holds_whole(attributed):
            return (
                "not_found",
                f"the text of {_name(material, attributed)} is held, and these words are not in it",
                None,
            )
        return "text_not_held", _obtain(cited, attributed), None
    if material.texts.holds_whole(attributed):
        return (
            "other_authority",
            f"the words stand in {_where(best)}, not in {_name(material, attributed)}, whose text is held",
            best,
        )
    return _elsewhere(best, cited, attributed)


def _nothing(cited: CitationFinding | None, material: Material, attributed: str) -> tuple[str, str, Comparison | None]:
    if attributed and material.texts.holds_whole(attributed):
        return "not_found", f"the text of {_name(material, attributed)} is held, and these words are not in it", None
    return "text_not_held", _obtain(cited, attributed), None


def _obtain(cited: CitationFinding | None, attributed: str) -> str:
    if cited is not None and cited.authority is not None:
        official = f" ({cited.authority.official})" if cited.authority.official else ""
        name = f"{cited.authority.name}, {cited.authority.cite}"
        return f"the text of {name}, is not held; obtain it{official} and add it with `wellfounded texts add`"
    if attributed:
        return f"the text of {attributed} is not held; obtain it and add it with `wellfounded texts add`"
    return "no authority is named with it, and no text that is held has these words"


def _reason(verdict: str, best: Comparison) -> str:
    where = _where(best)
    reasons = {
        "verbatim": f"the words stand so in {where}",
        "typography_only": f"the words stand in {where}; only {', '.join(best.set_aside) or 'typography'} differ",
        "marked_edits_ok": f"the words stand in {where}, with changes that are marked",
        "marked_edits_change_sense?": f"the words stand in {where}; read what was left out or put in",
        "omission_unmarked": f"words of {where} are left out without a mark",
        "altered": f"the words of {where} are changed without a mark",
        "truncated_sentence": f"the sentence goes on in {where}",
    }
    return reasons.get(verdict, where)


def _with_gaps(findings: list[QuotationFinding], places: list[list[Comparison]], text: str) -> list[QuotationFinding]:
    """Find quotations given as one running passage though the source has words between them."""
    result = list(findings)
    for at in range(1, len(findings)):
        between = text[findings[at - 1].quotation.end : findings[at].quotation.start]
        if not _runs_on(between) or {findings[at].verdict, findings[at - 1].verdict} - FINE:
            continue
        pair = _side_by_side(places[at - 1], places[at])
        if pair is None:
            continue
        before, here = pair
        missing = Difference("left out", "", here.text.words.slice(before.last, here.first), False)
        result[at] = replace(
            findings[at],
            verdict="omission_unmarked",
            reason=f"it is given as going on from the quotation before, but {_where(here)} has words between them",
            found_in=here.text,
            pinpoint=here.page,
            differences=(*here.differences, missing),
        )
    return result


def _side_by_side(before: list[Comparison], here: list[Comparison]) -> tuple[Comparison, Comparison] | None:
    """Find a text that has both quotations in their order with words between them."""
    for first in before:
        for second in here:
            if first.text is second.text and first.last < second.first:
                return first, second
    return None


def _runs_on(between: str) -> bool:
    """Tell "…,” he wrote. “…": two quotations given as one passage, with only who spoke between them."""
    if "\n\n" in between or len(between) > 60:
        return False
    return re.fullmatch(
        r"[”\"’]\s*,?\s*(?:[\w.’'-]+\s+){0,4}\w+\s*(?:\([^()]*\)\s*)?\w*[.:]?\s*[“\"]", between
    ) is not None or not re.search(r"\w", between)
