"""Statements of who did what to which decision, and in whose case."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellfounded.check.citation_finding import CitationFinding
from wellfounded.check.sentences import Context, Sentence, StatementFinding, said
from wellfounded.law.library import first_day
from wellfounded.law.model import Authority, Treatment
from wellfounded.law.status import status

_VERBS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("overruled", r"overrul(?:ed|es|ing|e)", frozenset({"overrules", "overrules-in-part"})),
    ("vacated", r"vacat(?:ed|es|ing|e)", frozenset({"vacates", "vacates-in-part"})),
    ("reversed", r"revers(?:ed|es|ing|e)", frozenset({"reverses", "reverses-in-part"})),
    ("affirmed", r"affirm(?:ed|s|ing)", frozenset({"affirms", "affirms-in-part"})),
    ("reinstated", r"reinstat(?:ed|es|ing|e)|restor(?:ed|es|ing)", frozenset({"reinstates"})),
    ("enjoined", r"enjoin(?:ed|s|ing)", frozenset({"enjoins", "enjoins-in-part", "stays"})),
    ("certified", r"certif(?:ied|ies|ying)", frozenset({"certifies"})),
    ("overturned", r"overturn(?:ed|s|ing)|set(?:s|ting)?\s+aside", frozenset({"overrules", "vacates", "reverses"})),
)
_VERB = re.compile(r"\b(?:" + "|".join(f"(?P<{name}>{form})" for name, form, _ in _VERBS) + r")\b")
_EFFECTS = {name: effects for name, _, effects in _VERBS}
_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|been|being|be|later|since|subsequently|expressly|stands|remains?)\s+(?:\w+ly\s+|later\s+|since\s+)?$"
)
_UNSURE = re.compile(
    r"\b(?:not|never|n['’]t|no|may|might|could|would|should|will|if|whether|asks?|asked|urges?|urged|seeks?|sought|to|must|can|cannot)"
    r"(?:\s+\w+){0,2}\s+$"
)
_BOARD = re.compile(r"\b(?:Board of Immigration Appeals|BIA|the Board)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_JUDGEMENT = re.compile(
    r"\b(?:overturn|undo|undoes|erode|erase|dismantle|gut|roll\w* back)\w*\s+(?:\w+\s+){0,3}"
    r"(?:decades|years|progress|efforts|protections|generations)\b"
)


def treatments(context: Context, at: int) -> Iterator[StatementFinding]:
    """Compare who did what to which decision with the treatments of the library."""
    sentence = context.sentences[at]
    for match in _VERB.finditer(sentence.text):
        if _UNSURE.search(sentence.text[: match.start()]) and not _PASSIVE.search(sentence.text[: match.start()]):
            continue
        if re.search(r"\b(?:not|never|n['’]t)\s+(?:\w+\s+){0,2}$", sentence.text[: match.start()]):
            continue
        verb = next(name for name, found in match.groupdict().items() if found)
        if _JUDGEMENT.match(sentence.text, match.start()):
            reason = "how much a ruling undoes is a judgement; what it did to which decision stands on its page"
            yield said(context, sentence, "opinion", reason, "", "treatment")
            continue
        found = _treatment(context, sentence, match, verb)
        if found is not None:
            yield found


def _treatment(context: Context, sentence: Sentence, match: re.Match[str], verb: str) -> StatementFinding | None:
    subject, target = _parties(context, sentence, match)
    if target is not None:
        return _known_target(context, sentence, verb, subject, target)
    if subject is None:
        holder = context.holder_in(sentence.text[: match.start()])
        subject = context.ruling if holder is not None or "ruling" in sentence.text[: match.start()] else None
    if subject is None:
        return None
    return _described_target(context, sentence, match, verb, subject)


def _parties(context: Context, sentence: Sentence, match: re.Match[str]) -> tuple[Authority | None, Authority | None]:
    """Find who acted and on what, from the citations before and after the verb; a passive turns them round."""
    at = sentence.start + match.start()
    before = context.cited_in(sentence.start, at)
    after = context.cited_in(at, min(sentence.end, at + 260))
    passive = _PASSIVE.search(sentence.text[: match.start()]) is not None
    if passive:
        by = re.match(r"\s+(?:\w+\s+){0,4}?(?:by|in)\s+", sentence.text[match.end() :])
        return (after[0].authority if after and by else None), (before[-1].authority if before else None)
    if re.match(r"\s+in\s", sentence.text[match.end() :]):
        return None, None
    if not after:
        person = context.person_in(sentence.text[match.end() : match.end() + 90])
        named = context.material.library.authorities.get(person[1]) if person else None
        close = re.match(r"\s+(?:the\s+)?(?:precedent|decision|ruling)", sentence.text[match.end() :])
        subject = before[-1].authority if before else None
        return (subject or (context.ruling if named else None)), (named if close else None)
    subject = before[-1].authority if before else None
    holder = context.holder_in(sentence.text[: match.start()])
    if holder is not None and (subject is None or subject.by != holder.office):
        subject = None
    return subject, after[0].authority


def _known_target(
    context: Context, sentence: Sentence, verb: str, subject: Authority | None, target: Authority
) -> StatementFinding | None:
    done = [
        (by, treatment)
        for by, treatment in context.material.library.treatments_of(target.id)
        if treatment.on <= context.day
    ]
    kinds = context.material.library.vocabulary.treatments
    displacing = [(by, treatment) for by, treatment in done if kinds[treatment.effect].displaces]
    same = [(by, treatment) for by, treatment in done if treatment.effect in _EFFECTS[verb]]
    mine = [(by, treatment) for by, treatment in same if subject is None or by.id == subject.id]
    if mine:
        return _true_or_undone(context, sentence, verb, target, mine[-1])
    if same and subject is not None:
        by, treatment = same[-1]
        reason = f"{subject.name} did not: {by.name}, {by.cite}, {verb} {target.name} on {treatment.on.isoformat()}"
        return said(context, sentence, "false", reason, f"authorities/{by.path}", "treatment")
    theirs = [(by, treatment) for by, treatment in displacing if subject is None or by.id == subject.id]
    if theirs:
        years = {int(year) for year in _YEAR.findall(sentence.text)}
        then = [done for done in theirs if done[1].on.year in years]
        by, treatment = (then or theirs)[-1]
        did = treatment.effect.replace("-", " ")
        reason = f"{by.name}, {by.cite}, {did} {target.name} ({treatment.on.isoformat()}); “{verb}” is another act"
        verdict = "false" if verb == "reinstated" else "imprecise"
        return said(context, sentence, verdict, reason, f"authorities/{by.path}", "treatment")
    return None


def _true_or_undone(
    context: Context, sentence: Sentence, verb: str, target: Authority, done: tuple[Authority, Treatment]
) -> StatementFinding:
    by, treatment = done
    reason = f"{by.name}, {by.cite}, did on {treatment.on.isoformat()}"
    now = status(context.material.library, target, on=context.day, forum=context.forum)
    kinds = context.material.library.vocabulary.treatments
    if kinds[treatment.effect].displaces and now.word == "reinstated":
        later = [step for step in now.because if step.on > treatment.on]
        if later and any(
            cited.authority and cited.authority.id == later[-1].authority for cited in _told_with(context, sentence)
        ):
            return said(context, sentence, "true", reason, f"authorities/{by.path}", "treatment")
        who = f" ({context.name(later[-1].authority)}, {later[-1].on.isoformat()})" if later else ""
        reason = f"{reason}; on {context.day.isoformat()} {target.name} stands again{who}"
        return said(context, sentence, "imprecise", reason, f"authorities/{by.path}", "treatment")
    return said(context, sentence, "true", reason, f"authorities/{by.path}", "treatment")


def _told_with(context: Context, sentence: Sentence) -> Iterator[CitationFinding]:
    """List what else is cited in a sentence's paragraph from the sentence on, where a later act is told."""
    yield from context.cited_in(sentence.start, context.paragraph_end(sentence))


def _described_target(
    context: Context, sentence: Sentence, match: re.Match[str], verb: str, subject: Authority
) -> StatementFinding | None:
    """Compare "overturned a 2016 decision by the Board" or "overturned a precedent" with what the ruling did."""
    words = sentence.text[match.end() : match.end() + 160]
    object_ = re.match(
        r"\s+(?:an?|the)\s+(?P<year>(?:19|20)\d\d\s+)?(?:\w+\s+){0,3}?(?P<what>decision|precedent|ruling)\b", words
    )
    if object_ is None:
        return None
    library = context.material.library
    for treatment in subject.treatments:
        target = library.authorities.get(treatment.target)
        if target is None or treatment.effect not in _EFFECTS[verb]:
            continue
        if object_["year"] and first_day(target).year != int(object_["year"]):
            continue
        if object_["what"] == "precedent" and not target.precedential:
            continue
        if not object_["year"] and object_["what"] != "precedent":
            continue
        if _BOARD.search(words) and target.by != "board":
            continue
        reason = f"{subject.name}, {subject.cite}, {treatment.effect} {target.name}, {target.cite}"
        if treatment.known == "memory":
            reason += " (from memory)"
        return said(context, sentence, "true", reason, f"authorities/{subject.path}", "treatment")
    return None


def effect_on_a_person(context: Context, at: int) -> Iterator[StatementFinding]:
    """Compare "reversed that ruling and now she faces deportation" with a precedent overruled in another's case."""
    sentence = context.sentences[at]
    faces = re.search(
        r"\b(?:faces?|facing)\s+(?:removal|deportation)|\bloses?\s+(?:her|his|their)\s+asylum", sentence.text
    )
    person = context.person_in(sentence.text)
    if faces is None or person is None or not _VERB.search(sentence.text):
        return
    ruling = context.ruling
    target = context.material.library.authorities.get(person[1])
    if ruling is None or target is None:
        return
    if any(treatment.target == target.id and treatment.effect == "overrules" for treatment in ruling.treatments):
        reason = (
            f"{ruling.name}, {ruling.cite}, was made in another's case and overruled {target.name} as precedent; "
            f"the library knows of no act on the decision in {person[0]}'s own case"
        )
        yield said(context, sentence, "false", reason, f"authorities/{ruling.path}", "person")
