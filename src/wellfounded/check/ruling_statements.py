"""Statements of what a ruling is: how far it goes, what it tells, what kind it is, whose case, when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from wellfounded.check.sentences import Context, Sentence, StatementFinding, one_of, said
from wellfounded.citation.parenthetical import read_day
from wellfounded.law.model import Authority

_BOARD = re.compile(r"\b(?:Board of Immigration Appeals|BIA|the Board)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_GUIDANCE = re.compile(
    r"\b(?:released|issued|announced|unveiled|new|signed)\b[^.;]{0,60}\b(?P<kind>guidance|executive\s+order|policy\s+memo(?:randum)?|regulation)\b"
)
_TAKEN_UP = re.compile(r"\b(?:looking\s+into|certif\w+|referr\w+|took\s+up|taking\s+up|review\w*)\b")
_CENTRED = re.compile(r"\bcase\s+(?:\w+\s+){0,2}(?:cent(?:er|re)\w*|involv\w+|concern\w+)\s+(?:around|on|about)?\b")
_DECIDED = re.compile(
    r"\b(?:decided|issued|published|handed\s+down|dated)\s+(?:on\s+|in\s+)?(?P<when>[A-Z][a-z]+\.?\s+\d{1,2},\s+(?:19|20)\d\d|(?:19|20)\d\d)\b"
)


def reach(context: Context, at: int) -> Iterator[StatementFinding]:
    """Compare how far a ruling is said to go with its own words."""
    sentence = context.sentences[at]
    ruling = context.ruling
    for reach in context.material.facts.reaches:
        if reach.authority not in context.spoken_of and (ruling is None or ruling.id != reach.authority):
            continue
        if not re.search(one_of(reach.topic), sentence.text, re.IGNORECASE):
            continue
        if not re.search(r"\basylum\b|\bqualif|\beligib", sentence.text, re.IGNORECASE):
            continue
        verdict, word = _how_far(sentence.text, reach.same, reach.wider, reach.looser)
        if not verdict or not _about_ruling(context, sentence):
            continue
        where = f"{context.name(reach.authority)} at {reach.pinpoint}"
        reasons = {
            "true": f"the passage says so: “{reach.says}” ({where})",
            "false": f"beyond the passage ({word}), which says “Generally” and “{reach.limit} …” ({where})",
            "imprecise": f"without the limit ({word}): the passage says “Generally” ({where})",
        }
        yield said(context, sentence, verdict, reasons[verdict], where, "reach", topic=reach.about, word=word.lower())


def _how_far(words: str, same: tuple[str, ...], wider: tuple[str, ...], looser: tuple[str, ...]) -> tuple[str, str]:
    if re.search(r"\bautomatically\b", words):
        return "", ""
    found = re.search(one_of(same), words, re.IGNORECASE)
    if found is not None:
        return "true", found[0]
    beyond = [
        match[0]
        for match in re.finditer(one_of(wider), words, re.IGNORECASE)
        if not re.search(r"\b(?:not|n['’]t)\s+(?:\w+\s+){0,3}$", words[: match.start()])
    ]
    if beyond:
        return "false", ", ".join(dict.fromkeys(beyond))
    found = re.search(one_of(looser), words, re.IGNORECASE)
    return ("imprecise", found[0]) if found is not None else ("", "")


def _about_ruling(context: Context, sentence: Sentence) -> bool:
    """Tell whether a sentence speaks of the ruling: it names it, who made it, or goes on from one that does."""
    words = sentence.text
    if context.cited_in(sentence.start, sentence.end) or context.holder_in(words) is not None:
        return True
    return re.search(r"\b(?:[Hh]e|[Ss]he|[Rr]uling|[Dd]ecision|[Oo]pinion|[Hh]eld|[Rr]uled)\b", words) is not None


def facts(context: Context, at: int) -> Iterator[StatementFinding]:
    """Compare what a decision tells with how it is told."""
    sentence = context.sentences[at]
    for fact in context.material.facts.facts:
        if not re.search(one_of(fact.near), sentence.text, re.IGNORECASE):
            continue
        paragraph = " ".join(
            other.text
            for other in context.sentences[max(0, at - 4) : at + 1]
            if other.paragraph >= sentence.paragraph - 2
        )
        cited = any(
            finding.authority and finding.authority.id == fact.authority
            for finding in context.cited_in(max(0, sentence.start - 600), sentence.end)
        )
        if not cited and not any(re.search(rf"\b{name}\b", paragraph) for name in fact.persons):
            continue
        where = f"{context.name(fact.authority)} at {fact.pinpoint}"
        if re.search(one_of(fact.record), sentence.text, re.IGNORECASE):
            reason, word = f"{fact.about}: {fact.record[0]} ({where})", fact.record[0]
            yield said(context, sentence, "true", reason, fact.source, "fact", topic=fact.about, word=word)
        elif (other := re.search(one_of(fact.other), sentence.text, re.IGNORECASE)) is not None:
            reason = f"{fact.about}: the decision says {fact.record[0]}, not {other[0]} ({where})"
            yield said(context, sentence, "false", reason, fact.source, "fact", topic=fact.about, word=other[0].lower())


def kind(context: Context, at: int) -> Iterator[StatementFinding]:
    """Compare what kind of act a ruling is called with what it is."""
    sentence = context.sentences[at]
    match = _GUIDANCE.search(sentence.text)
    ruling = context.ruling
    if match is None or ruling is None or context.holder_in(sentence.text) is None:
        return
    kind = " ".join(match["kind"].split())
    reason = f"what was issued is a precedent decision, {ruling.name}, {ruling.cite}, and is called {kind} here"
    yield said(context, sentence, "false", reason, f"authorities/{ruling.path}", "kind")


def whose_case(context: Context, at: int) -> Iterator[StatementFinding]:
    """Compare whose case was taken up."""
    sentence = context.sentences[at]
    person = context.person_in(sentence.text)
    ruling = context.ruling
    if person is None or ruling is None or person[1] == ruling.id or not _CENTRED.search(sentence.text):
        return
    before = context.sentences[max(0, at - 1) : at + 1]
    if not any(_TAKEN_UP.search(other.text) and context.holder_in(other.text) for other in before):
        return
    target = context.name(person[1])
    reason = f"the case taken up was that of {ruling.name}; {person[0]}'s case is {target}"
    yield said(context, sentence, "false", reason, f"authorities/{ruling.path}", "case")


def year(context: Context, at: int) -> Iterator[StatementFinding]:
    """Compare when a decision was made."""
    sentence = context.sentences[at]
    match = re.match(r"In\s+(?P<year>(?:19|20)\d\d),\s", sentence.text)
    if match is not None and _BOARD.search(sentence.text):
        following = [other for other in context.sentences[at : at + 2] if other.paragraph == sentence.paragraph]
        named = [finding for other in following for finding in context.cited_in(other.start, other.end)]
        goes_on = len(following) > 1 and re.match(r"(?:The|That)\s+(?:case|decision)\b", following[1].text)
        if named and (goes_on or named[0].citation.start < sentence.end) and named[0].authority is not None:
            yield from _dated(context, sentence, named[0].authority, int(match["year"]), None)
    stated = _DECIDED.search(sentence.text)
    if stated is not None:
        before = context.cited_in(sentence.start, sentence.start + stated.start())
        authority = before[-1].authority if before else None
        if authority is not None and sentence.start + stated.start() - before[-1].citation.end < 60:
            day = read_day(stated["when"])
            year = day.year if day else int(_YEAR.findall(stated["when"])[-1])
            yield from _dated(context, sentence, authority, year, day)


def _dated(
    context: Context, sentence: Sentence, authority: Authority, year: int, day: date | None
) -> Iterator[StatementFinding]:
    if authority.decided is None:
        return
    agrees = authority.decided == day if day is not None else authority.decided.year == year
    reason = f"{authority.name}, {authority.cite}, was decided on {authority.decided.isoformat()}"
    yield said(context, sentence, "true" if agrees else "false", reason, f"authorities/{authority.path}", "date")
