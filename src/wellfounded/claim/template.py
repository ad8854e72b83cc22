"""A claim file to start from: every question of the vocabulary, each with its words, all still unasked."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from wellfounded.claim.claim_print import toml_text
from wellfounded.claim.model import CERTAINTIES, GROUNDS
from wellfounded.law.model import Fact, Vocabulary

_HEAD = """\
# A claim, for `wellfounded claim check`, `wellfounded assess` and the rest.
#
# Write after each question what the file says: "yes", "no", "not-known" (asked, and the person does not know) or
# "not-asked". A day is written 2024-03-16, without quotation marks. Leave what you have not asked: nothing is turned
# into a no. Delete what you do not need.
#
# A longer form says where the answer comes from:
#     reported-to-police = { value = "yes", source = "client, 3 February 2025", evidence = "declaration" }
# with any of: source, evidence, certainty ({certainties}), about (an approximate date in words:
# "dry season 2019") and note. Kinds of evidence: {evidence}.
#
# Findings ("the group is socially distinct") are not boxes to tick: they follow from facts, or an adjudicator makes
# them. Never write a real name here: use a pseudonym."""

_CLAIM = """\
[claim]
pseudonym = {pseudonym}
stage = "ij"            # asylum-office, credible-fear, reasonable-fear, ij, bia
# circuit = "ca4"       # ca1 … ca11, cadc; leave out where circuit law shall not count
# hearing-on = 2026-05-04
# source = "client, 3 February 2025"   # the source of every fact that names none"""

_GROUP = """\
# Proposed particular social groups, each in the alternative: repeat [[group]] for each. State the group exactly.
[[group]]
words = ""
[group.facts]"""

_TAIL = """\
# Other grounds put forward: {grounds}.
# [[ground]]
# kind = "political-opinion"
# words = "opposition to …"

# What an adjudicator is known to have found, or the parties accept. `from`, `until`, `circuits` and `group` narrow it.
# [[finding]]
# finding = "group.particular"
# answer = "met"        # met, not-met, open
# source = "immigration judge, decision of 3 March 2026, p. 7"
"""


def claim_template(vocabulary: Vocabulary, *, pseudonym: str = "R.M.", spanish: bool = False) -> str:
    """Write a commented claim file in which nothing is answered yet.

    Args:
        spanish: whether each question also stands there in Spanish.
    """
    evidence = sorted({kind for finding in vocabulary.findings.values() for kind in finding.evidence})
    head = _HEAD.replace("{certainties}", ", ".join(CERTAINTIES)).replace("{evidence}", _wrapped(", ".join(evidence)))
    once = [fact for fact in vocabulary.facts.values() if not fact.per_group]
    per_group = [fact for fact in vocabulary.facts.values() if fact.per_group]
    parts = [
        head,
        _CLAIM.replace("{pseudonym}", toml_text(pseudonym)),
        "\n".join(["[facts]", *_questions(once, spanish=spanish, topics=True)]),
        "\n".join([_GROUP, *_questions(per_group, spanish=spanish, topics=False)]),
        _TAIL.replace("{grounds}", ", ".join(GROUNDS)),
    ]
    return "\n\n".join(parts)


def _wrapped(words: str) -> str:
    return "\n# ".join(textwrap.wrap(words, 90, break_on_hyphens=False))


def _questions(facts: list[Fact], *, spanish: bool, topics: bool) -> Iterator[str]:
    topic = ""
    for fact in facts:
        if topics and fact.topic != topic:
            topic = fact.topic
            yield f"\n# ---- {topic} ----"
        yield from _comment(fact.english)
        if spanish and fact.spanish:
            yield from _comment(fact.spanish)
        if fact.type == "choice":
            yield from _comment("One of: " + ", ".join(fact.choices) if fact.choices else "Two letters: GT, SV, HN …")
        yield f'{fact.id} = "not-asked"' + ("   # a day" if fact.type == "date" else "")


def _comment(words: str) -> Iterator[str]:
    yield from textwrap.wrap(words, 116, initial_indent="# ", subsequent_indent="#   ", break_on_hyphens=False)
