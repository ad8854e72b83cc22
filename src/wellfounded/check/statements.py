"""Statements about rulings: a small grammar of who did what to which decision, when, and how far it goes.

Each rule reads one kind of sentence and compares it with the treatments of the library, its pages and the record. Where
no rule understands a sentence, nothing is said about it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from wellfounded.check.numbers import number_near
from wellfounded.check.sentences import Context, Sentence, StatementFinding, one_of
from wellfounded.citation.parenthetical import read_day
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
    r"\b(?:was|were|is|are|been|being|be|later|since|subsequently|expressly|stands)\s+(?:\w+ly\s+|later\s+|since\s+)?$"
)
_UNSURE = re.compile(
    r"\b(?:not|never|n['’]t|no|may|might|could|would|should|will|if|whether|asks?|asked|urges?|urged|seeks?|sought|to|must|can|cannot)"
    r"(?:\s+\w+){0,2}\s+$"
)
_BOARD = re.compile(r"\b(?:Board of Immigration Appeals|BIA|the Board)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_GUIDANCE = re.compile(
    r"\b(?:released|issued|announced|unveiled|new|signed)\b[^.;]{0,60}\b(?P<kind>guidance|executive\s+order|policy\s+memo(?:randum)?|regulation)\b"
)
_TAKEN_UP = re.compile(r"\b(?:looking\s+into|certif\w+|referr\w+|took\s+up|taking\s+up|review\w*)\b")
_CENTRED = re.compile(r"\bcase\s+(?:\w+\s+){0,2}(?:cent(?:er|re)\w*|involv\w+|concern\w+)\s+(?:around|on|about)?\b")
_FORECAST = re.compile(
    r"\bwill\s+(?:\w+\s+){0,2}(?:affect|endanger|harm|hurt|reach|cost|lead)\w*[^.]{0,40}\b(?:tens|hundreds|thousands|millions)\b"
)
_JUDGEMENT = re.compile(
    r"\b(?:overturn|undo|undoes|erode|erase|dismantle|gut|roll\w* back)\w*\s+(?:\w+\s+){0,3}"
    r"(?:decades|years|progress|efforts|protections|generations)\b"
)
_BACKLOG = re.compile(
    r"\bbacklog\s+of\s+(?:\w+\s+){0,3}?(?P<number>\d{1,3}(?:,\d{3})+)(?P<rest>[^.;]{0,90})", re.IGNORECASE
)
_TIMES = re.compile(
    r"\b(?P<more>more\s+than\s+)?(?P<times>double|triple|twice|three\s+times|quadruple)\b[^.;]{0,30}\b(?P<year>(?:19|20)\d\d)\b"
)
_FACTORS = {"double": 2, "twice": 2, "triple": 3, "three times": 3, "quadruple": 4}
_DECIDED = re.compile(
    r"\b(?:decided|issued|published|handed\s+down|dated)\s+(?:on\s+|in\s+)?(?P<when>[A-Z][a-z]+\.?\s+\d{1,2},\s+(?:19|20)\d\d|(?:19|20)\d\d)\b"
)
PENDING = "pending-cases-trac"
_NUMBERS = {"ten": 10, "thirty": 30, "fifteen": 15, "twenty": 20}


def check_statements(context: Context) -> list[StatementFinding]:
    """Judge the statements a document makes about rulings, in its order; each sentence at most once by each rule."""
    rules: tuple[Callable[[Context, int], Iterator[StatementFinding]], ...] = (
        _treatments,
        _effect_on_a_person,
        _reach,
        _facts,
        _kind,
        _whose_case,
        _year,
        _numbers,
        _forecasts,
        _deadlines,
    )
    own = [at for at, sentence in enumerate(context.sentences) if not context.quoted(sentence)]
    found = [finding for at in own for rule in rules for finding in rule(context, at)]
    return sorted(dict.fromkeys(found), key=lambda finding: (finding.start, finding.rule))


def _said(
    context: Context,
    sentence: Sentence,
    verdict: str,
    reason: str,
    evidence: str,
    rule: str,
    *,
    topic: str = "",
    word: str = "",
) -> StatementFinding:
    return StatementFinding(sentence.text, sentence.start, sentence.end, verdict, reason, evidence, rule, topic, word)


# Who did what to which decision


def _treatments(context: Context, at: int) -> Iterator[StatementFinding]:
    sentence = context.sentences[at]
    for match in _VERB.finditer(sentence.text):
        if _UNSURE.search(sentence.text[: match.start()]) and not _PASSIVE.search(sentence.text[: match.start()]):
            continue
        if re.search(r"\b(?:not|never|n['’]t)\s+(?:\w+\s+){0,2}$", sentence.text[: match.start()]):
            continue
        verb = next(name for name, found in match.groupdict().items() if found)
        if _JUDGEMENT.match(sentence.text, match.start()):
            reason = "how much a ruling undoes is a judgement; what it did to which decision stands on its page"
            yield _said(context, sentence, "opinion", reason, "", "treatment")
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
        return _said(context, sentence, "false", reason, f"authorities/{by.path}", "treatment")
    theirs = [(by, treatment) for by, treatment in displacing if subject is None or by.id == subject.id]
    if theirs:
        years = {int(year) for year in _YEAR.findall(sentence.text)}
        then = [done for done in theirs if done[1].on.year in years]
        by, treatment = (then or theirs)[-1]
        did = treatment.effect.replace("-", " ")
        reason = f"{by.name}, {by.cite}, {did} {target.name} ({treatment.on.isoformat()}); “{verb}” is another act"
        return _said(context, sentence, "imprecise", reason, f"authorities/{by.path}", "treatment")
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
        who = f" ({context.name(later[-1].authority)}, {later[-1].on.isoformat()})" if later else ""
        reason = f"{reason}; on {context.day.isoformat()} {target.name} stands again{who}"
        return _said(context, sentence, "imprecise", reason, f"authorities/{by.path}", "treatment")
    return _said(context, sentence, "true", reason, f"authorities/{by.path}", "treatment")


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
        return _said(context, sentence, "true", reason, f"authorities/{subject.path}", "treatment")
    return None


def _effect_on_a_person(context: Context, at: int) -> Iterator[StatementFinding]:
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
        yield _said(context, sentence, "false", reason, f"authorities/{ruling.path}", "person")


# How far a ruling goes


def _reach(context: Context, at: int) -> Iterator[StatementFinding]:
    sentence = context.sentences[at]
    spoken_of = {finding.authority.id for finding in context.citations if finding.authority}
    ruling = context.ruling
    for reach in context.material.facts.reaches:
        if reach.authority not in spoken_of and (ruling is None or ruling.id != reach.authority):
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
        yield _said(context, sentence, verdict, reasons[verdict], where, "reach", topic=reach.about, word=word.lower())


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


# What the record tells


def _facts(context: Context, at: int) -> Iterator[StatementFinding]:
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
            yield _said(context, sentence, "true", reason, fact.source, "fact", topic=fact.about, word=word)
        elif (other := re.search(one_of(fact.other), sentence.text, re.IGNORECASE)) is not None:
            reason = f"{fact.about}: the decision says {fact.record[0]}, not {other[0]} ({where})"
            yield _said(
                context, sentence, "false", reason, fact.source, "fact", topic=fact.about, word=other[0].lower()
            )


def _kind(context: Context, at: int) -> Iterator[StatementFinding]:
    sentence = context.sentences[at]
    match = _GUIDANCE.search(sentence.text)
    ruling = context.ruling
    if match is None or ruling is None or context.holder_in(sentence.text) is None:
        return
    kind = " ".join(match["kind"].split())
    reason = f"what was issued is a precedent decision, {ruling.name}, {ruling.cite}, and is called {kind} here"
    yield _said(context, sentence, "false", reason, f"authorities/{ruling.path}", "kind")


def _whose_case(context: Context, at: int) -> Iterator[StatementFinding]:
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
    yield _said(context, sentence, "false", reason, f"authorities/{ruling.path}", "case")


def _year(context: Context, at: int) -> Iterator[StatementFinding]:
    sentence = context.sentences[at]
    match = re.match(r"In\s+(?P<year>(?:19|20)\d\d),\s", sentence.text)
    if match is not None and _BOARD.search(sentence.text):
        following = [other for other in context.sentences[at : at + 2] if other.paragraph == sentence.paragraph]
        named = [finding for other in following for finding in context.cited_in(other.start, other.end)]
        goes_on = len(following) > 1 and re.match(r"(?:The|That)\s+(?:case|decision)\b", following[1].text)
        if named and (goes_on or named[0].citation.start < sentence.end) and named[0].authority is not None:
            yield from _dated(context, sentence, named[0].authority, int(match["year"]), None)
    said = _DECIDED.search(sentence.text)
    if said is not None:
        before = context.cited_in(sentence.start, sentence.start + said.start())
        authority = before[-1].authority if before else None
        if authority is not None and sentence.start + said.start() - before[-1].citation.end < 60:
            day = read_day(said["when"])
            year = day.year if day else int(_YEAR.findall(said["when"])[-1])
            yield from _dated(context, sentence, authority, year, day)


def _dated(
    context: Context, sentence: Sentence, authority: Authority, year: int, day: date | None
) -> Iterator[StatementFinding]:
    if authority.decided is None:
        return
    agrees = authority.decided == day if day is not None else authority.decided.year == year
    reason = f"{authority.name}, {authority.cite}, was decided on {authority.decided.isoformat()}"
    yield _said(context, sentence, "true" if agrees else "false", reason, f"authorities/{authority.path}", "date")


# Numbers, forecasts, deadlines


def _numbers(context: Context, at: int) -> Iterator[StatementFinding]:
    sentence = context.sentences[at]
    match = _BACKLOG.search(sentence.text)
    if match is None:
        return
    number = int(match["number"].replace(",", ""))
    now = number_near(PENDING, context.day)
    if now is None:
        return
    agrees = abs(now.value - number) <= 0.03 * now.value
    reason = f"{now.value:,} cases were pending on {now.day.isoformat()} ({now.definition})"
    times = _TIMES.search(match["rest"])
    if times is not None:
        then = number_near(PENDING, date(int(times["year"]), 9, 30))
        if then is None:
            return
        factor = _FACTORS[" ".join(times["times"].split())]
        ratio = now.value / then.value
        agrees = agrees and (ratio >= factor if times["more"] else abs(ratio - factor) <= 0.1 * factor)
        apart = "" if then.vintage == now.vintage else ", in another publication"
        reason += f"; {then.value:,} on {then.day.isoformat()}{apart}: {ratio:.2f} times"
    yield _said(context, sentence, "true" if agrees else "imprecise", reason, now.source, "number")


def _forecasts(context: Context, at: int) -> Iterator[StatementFinding]:
    sentence = context.sentences[at]
    if _FORECAST.search(sentence.text) is not None and context.ruling is not None:
        yield _said(context, sentence, "open", "it is a forecast; nothing in the record settles it", "", "forecast")


def _deadlines(context: Context, at: int) -> Iterator[StatementFinding]:
    sentence = context.sentences[at]
    for deadline in context.material.facts.deadlines:
        if context.day < deadline.from_day or not re.search(one_of(deadline.near), sentence.text, re.IGNORECASE):
            continue
        said = re.search(
            r"\b(?:within|in)\s+(?P<days>\d{1,3}|ten|fifteen|twenty|thirty)(?:\s+calendar)?[\s-]+days?\b|\b(?P<short>\d{1,3}|ten)-day\b",
            sentence.text,
        )
        if said is None or re.search(r"\b(?:vacated|would|proposed|formerly|before 1996|not)\b", sentence.text):
            continue
        word = said["days"] or said["short"]
        days = _NUMBERS[word] if word in _NUMBERS else int(word)
        where = context.name(deadline.authority)
        if days == deadline.days:
            yield _said(
                context,
                sentence,
                "true",
                f"{deadline.about}: {deadline.days} days ({where})",
                deadline.source,
                "deadline",
            )
        elif days in deadline.otherwise:
            reason = f"{deadline.about}: {deadline.days} days ({where}); {deadline.note}"
            yield _said(context, sentence, "false", reason, deadline.source, "deadline")
