"""A brief of a given length for the measurements: invented prose, citations of the index, quotations of the library."""

from __future__ import annotations

import random

from tests.check.quotation_set import base_text
from wellfounded.check.material import Material


def brief(material: Material, *, pages: int = 30, citations: int = 150, quotations: int = 60, seed: int = 3) -> str:
    """Write a brief: so many pages of about 350 words, with citations and quotations spread evenly."""
    chance = random.Random(seed)
    sentences = base_text(pages * 350, seed).split(". ")
    decisions = [decision for decision in material.index.decisions if decision.years]
    passages = [text for text in material.texts.texts if text.authority and len(text.words.words) > 6]
    every = max(1, len(sentences) // citations)
    written: list[str] = []
    cited = quoted = 0
    for at, sentence in enumerate(sentences):
        if at % every == 0 and cited < citations:
            cited += 1
            if quoted < quotations and cited % 2 == 0:
                quoted += 1
                passage = chance.choice(passages)
                sentence = f"{sentence}. The decision says: “{passage.words.text}” {passage.cite}"
            else:
                decision = chance.choice(decisions)
                sentence = f"{sentence}. See {decision.caption}"
        written.append(sentence)
        if at % 12 == 11:
            written[-1] += ".\n\nFurther"
    return ". ".join(written) + "."
