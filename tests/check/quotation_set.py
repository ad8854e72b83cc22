"""Quotations generated from a generated text: each kind of change, and the verdict it must get.

The text is made of invented sentences; nothing in it is law.
"""

import random
from dataclasses import dataclass

from wellfounded.check.passages import Text
from wellfounded.check.words import split_words

SUBJECTS = ("the respondent", "an applicant", "the immigration judge", "the record", "a witness", "the government")
VERBS = (
    "must show",
    "did not establish",
    "described",
    "has submitted",
    "could not explain",
    "may rely on",
    "considered",
)
OBJECTS = (
    "the threats made against the family",
    "a fear that is not speculative",
    "the report of the local police",
    "harm that any reasonable person would call severe",
    "the statement given at the border",
    "evidence of conditions in the country of nationality",
    "the reasons for leaving the second village",
    "an account that was consistent with the documents",
)
TAILS = (
    "in the years before departure",
    "unless the evidence compels a different view",
    "because no other witness was available",
    "when the hearing was continued to the spring",
    "although the burden of proof remained the same",
    "and the finding is reviewed for clear error",
    "under the test that governed at the time",
)
SENSE = {"not", "any", "unless", "may", "must", "no", "although", "could", "only", "all"}
KINDS = (
    "verbatim",
    "typography",
    "line-end",
    "ellipsis",
    "brackets",
    "emphasis",
    "one word changed",
    "not dropped",
    "silent omission",
    "invented",
)


@dataclass(frozen=True)
class Generated:
    kind: str
    words: str
    expected: frozenset[str]


def base_text(words: int, seed: int = 7) -> str:
    """Write invented prose of at least so many words; names and numbers make every sentence its own."""
    chance = random.Random(seed)
    sentences, count = [], 0
    while count < words:
        sentence = _sentence(chance)
        sentences.append(sentence)
        count += len(sentence.split())
    return " ".join(sentences)


def _sentence(chance: random.Random) -> str:
    name = "".join(chance.choice("bdfgklmnprstv") + chance.choice("aeiou") for _ in range(3)).capitalize()
    subject, verb, thing, tail = (chance.choice(part) for part in (SUBJECTS, VERBS, OBJECTS, TAILS))
    again = chance.choice(OBJECTS)
    sentence = f"{subject} {verb} {thing} in {name} in {chance.randint(1970, 2025)}, and {again}, {tail}."
    return sentence[0].upper() + sentence[1:]


def whole(text: str) -> Text:
    return Text("invented-text", "An invented text", "", "body", True, "", "seen", split_words(text))


def quotations(text: str, count: int, seed: int = 11) -> list[Generated]:
    """Generate so many quotations of every kind in turn."""
    chance = random.Random(seed)
    sentences = [sentence + "." for sentence in text.split(". ")[:-1]]
    made = []
    while len(made) < count:
        kind = KINDS[len(made) % len(KINDS)]
        found = _made(kind, chance.choice(sentences), chance)
        if found is not None:
            made.append(found)
    return made


def _made(kind: str, sentence: str, chance: random.Random) -> Generated | None:
    words = sentence.rstrip(".").split()
    make = {
        "verbatim": lambda: (" ".join(words), {"verbatim"}),
        "typography": lambda: (sentence.replace(",", "").rstrip("."), {"typography_only"}),
        "line-end": lambda: (_divided(words, chance), {"verbatim", "typography_only"}),
        "ellipsis": lambda: _ellipsis(words, chance),
        "brackets": lambda: (f"[{words[0][0].lower()}]{words[0][1:]} " + " ".join(words[1:]), {"marked_edits_ok"}),
        "emphasis": lambda: (_emphasised(words, chance), {"verbatim", "typography_only"}),
        "one word changed": lambda: (_changed(words, chance), {"altered"}),
        "not dropped": lambda: _without_not(words),
        "silent omission": lambda: (_cut(words, chance)[0], {"omission_unmarked", "altered"}),
        "invented": lambda: (_invented(chance), set()),
    }[kind]
    found = make()
    return Generated(kind, found[0], frozenset(found[1])) if found[0] else None


def _divided(words: list[str], chance: random.Random) -> str:
    place = chance.choice([at for at, word in enumerate(words) if len(word) > 6 and word.isalpha()])
    word = words[place]
    return " ".join([*words[:place], f"{word[:3]}-\n{word[3:]}", *words[place + 1 :]])


def _cut(words: list[str], chance: random.Random) -> tuple[str, list[str], str, str]:
    start = chance.randint(4, len(words) - 9)
    end = start + chance.randint(2, 4)
    before, after = " ".join(words[:start]), " ".join(words[end:])
    return f"{before} {after}", words[start:end], before, after


def _ellipsis(words: list[str], chance: random.Random) -> tuple[str, set[str]]:
    _, left_out, before, after = _cut(words, chance)
    sense = {word.strip(",.").lower() for word in left_out} & SENSE
    return f"{before} . . . {after}", {"marked_edits_change_sense?" if sense else "marked_edits_ok"}


def _emphasised(words: list[str], chance: random.Random) -> str:
    place = chance.randint(1, len(words) - 2)
    return " ".join(
        [
            *words[:place],
            f"*{words[place].strip(',')}*" + ("," if words[place].endswith(",") else ""),
            *words[place + 1 :],
        ]
    )


def _changed(words: list[str], chance: random.Random) -> str:
    place = chance.choice([at for at, word in enumerate(words) if word.isalpha() and len(word) > 3])
    return " ".join([*words[:place], "otherwise", *words[place + 1 :]])


def _without_not(words: list[str]) -> tuple[str, set[str]]:
    if "not" not in words:
        return "", set()
    place = words.index("not")
    return " ".join([*words[:place], *words[place + 1 :]]), {"omission_unmarked"}


def _invented(chance: random.Random) -> str:
    things = "harbour lantern quarry violin meadow copper saffron glacier thimble orchard walrus cinder"
    return "It is settled that " + " ".join(chance.choice(things.split()) for _ in range(14)) + " governs such claims"
