"""Statements of numbers, forecasts and deadlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from wellfounded.check.numbers import number_near
from wellfounded.check.sentences import Context, StatementFinding, one_of, said

_FORECAST = re.compile(
    r"\bwill\s+(?:\w+\s+){0,2}(?:affect|endanger|harm|hurt|reach|cost|lead)\w*[^.]{0,40}\b(?:tens|hundreds|thousands|millions)\b"
)
_BACKLOG = re.compile(
    r"\bbacklog\s+of\s+(?:\w+\s+){0,3}?(?P<number>\d{1,3}(?:,\d{3})+)(?P<rest>[^.;]{0,90})", re.IGNORECASE
)
_TIMES = re.compile(
    r"\b(?P<more>more\s+than\s+)?(?P<times>double|triple|twice|three\s+times|quadruple)\b[^.;]{0,30}\b(?P<year>(?:19|20)\d\d)\b"
)
_FACTORS = {"double": 2, "twice": 2, "triple": 3, "three times": 3, "quadruple": 4}
PENDING = "pending-cases-trac"
_NUMBERS = {"ten": 10, "thirty": 30, "fifteen": 15, "twenty": 20}


def numbers(context: Context, at: int) -> Iterator[StatementFinding]:
    """Compare the number of pending cases with the published figures."""
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
    yield said(context, sentence, "true" if agrees else "imprecise", reason, now.source, "number")


def forecasts(context: Context, at: int) -> Iterator[StatementFinding]:
    """Leave a forecast open."""
    sentence = context.sentences[at]
    if _FORECAST.search(sentence.text) is not None and context.ruling is not None:
        yield said(context, sentence, "open", "it is a forecast; nothing in the record settles it", "", "forecast")


def deadlines(context: Context, at: int) -> Iterator[StatementFinding]:
    """Compare a deadline with the rule."""
    sentence = context.sentences[at]
    for deadline in context.material.facts.deadlines:
        if context.day < deadline.from_day or not re.search(one_of(deadline.near), sentence.text, re.IGNORECASE):
            continue
        stated = re.search(
            r"\b(?:within|in)\s+(?P<days>\d{1,3}|ten|fifteen|twenty|thirty)(?:\s+calendar)?[\s-]+days?\b|\b(?P<short>\d{1,3}|ten)-day\b",
            sentence.text,
        )
        if stated is None or re.search(r"\b(?:vacated|would|proposed|formerly|before 1996|not)\b", sentence.text):
            continue
        word = stated["days"] or stated["short"]
        days = _NUMBERS[word] if word in _NUMBERS else int(word)
        where = context.name(deadline.authority)
        if days == deadline.days:
            yield said(
                context,
                sentence,
                "true",
                f"{deadline.about}: {deadline.days} days ({where})",
                deadline.source,
                "deadline",
            )
        elif days in deadline.otherwise:
            reason = f"{deadline.about}: {deadline.days} days ({where}); {deadline.note}"
            yield said(context, sentence, "false", reason, deadline.source, "deadline")
