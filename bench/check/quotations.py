"""How well and how fast quotations are judged in 50 MB of text, with rapidfuzz, edlib and difflib as peers.

Run: python bench/check/quotations.py [MEGABYTES] [QUOTATIONS] [PEER_QUOTATIONS]

The peers are asked twice, always in the stretch of about 4,000 characters in which the words stand (an invented
quotation gets one at random) and with the best of many thresholds on their score: once with the raw text and every kind
of quotation, once with our normalised words and only the kinds without marked changes. They answer "the same" or
"changed" or "not there". Times are of the processor, not of the clock.
"""

from __future__ import annotations

import platform
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.check.quotation_set import Generated, base_text, quotations
from wellfounded.check.passages import Text, TextIndex
from wellfounded.check.quotations import compare_with_all
from wellfounded.check.quoted import prepare
from wellfounded.check.words import split_words

SAME = frozenset({"verbatim", "typography_only", "marked_edits_ok", "marked_edits_change_sense?"})


def filler(megabytes: float, seed: int) -> str:
    """Write words as often as words are used: the n-th as often as 1/n, of 40,000 invented ones."""
    chance = random.Random(seed)
    words = [
        "".join(chance.choice("bcdfghklmnprstvw") + chance.choice("aeiou") for _ in range(chance.randint(1, 4)))
        for _ in range(40_000)
    ]
    weights = [1 / (place + 10) for place in range(len(words))]
    drawn = chance.choices(words, weights, k=int(megabytes * 1_000_000 / 6.2))
    return ". ".join(" ".join(drawn[at : at + 23]) for at in range(0, len(drawn), 23))


def main() -> None:
    given = [*sys.argv[1:], *("50", "1000", "200")[len(sys.argv) - 1 :]]
    megabytes, count, of_peers = float(given[0]), int(given[1]), int(given[2])
    base = base_text(60_000)
    made = quotations(base, count)
    texts = [Text("invented", "Invented", "", "body", True, "", "seen", split_words(base))]
    begun = time.perf_counter()
    size = len(base)
    for at in range(max(1, int(megabytes) // 2)):
        part = filler(min(2.0, megabytes), at)
        size += len(part)
        texts.append(Text(f"filler-{at}", "Filler", "", "body", True, "", "seen", split_words(part)))
    split = time.perf_counter() - begun
    begun = time.perf_counter()
    index = TextIndex(texts)
    print(f"{size / 1e6:.1f} MB written and split in {split:.1f} s, indexed in {time.perf_counter() - begun:.1f} s")
    ours(made, index)
    peers(made[:of_peers], base)
    print(f"CPython {platform.python_version()}, {platform.machine()}")


def ours(made: list[Generated], index: TextIndex) -> None:
    right: Counter[str] = Counter()
    wrong: list[tuple[str, str, str | None]] = []
    missed = 0
    begun = time.process_time()
    for one in made:
        found = compare_with_all(prepare(one.words), index)
        verdict = found[0].verdict if found else None
        if verdict in one.expected or (not one.expected and verdict is None):
            right[one.kind] += 1
        else:
            wrong.append((one.kind, one.words[:80], verdict))
        missed += one.kind in ("one word changed", "not dropped", "silent omission") and (
            verdict is None or verdict in SAME
        )
    each = (time.process_time() - begun) / len(made) * 1000
    share = 100 * sum(right.values()) / len(made)
    print(f"ours: {share:.1f} % verdicts right of {len(made)}, {each:.2f} ms each, alterations missed: {missed}")
    for kind, words, verdict in wrong[:8]:
        print(f"  wrong: {kind}: {verdict}: {words}")


def coarse(one: Generated) -> str:
    if not one.expected:
        return "not there"
    return "same" if one.expected & SAME else "changed"


def peers(made: list[Generated], base: str) -> None:
    """Ask each peer twice: on the raw text, and on our words without the marked kinds."""
    unmarked = [one for one in made if one.kind not in ("ellipsis", "brackets", "emphasis")]
    _ask("raw text, every kind", made, base, lambda text: " ".join(text.split()))
    _ask("our words, unmarked kinds", unmarked, base, lambda text: " ".join(split_words(text).words))


def _ask(title: str, made: list[Generated], base: str, prepared: Callable[[str], str]) -> None:
    import edlib
    from rapidfuzz import fuzz

    stretches = _stretches(made, prepared(base), prepared)

    def by_rapidfuzz(words: str, text: str) -> float:
        return fuzz.partial_ratio(words, text) / 100

    def by_edlib(words: str, text: str) -> float:
        return 1 - edlib.align(words, text, mode="HW", task="distance")["editDistance"] / max(1, len(words))

    def by_difflib(words: str, text: str) -> float:
        blocks = SequenceMatcher(None, words, text, autojunk=False).get_matching_blocks()
        return sum(block.size for block in blocks) / max(1, len(words))

    for name, score in (("rapidfuzz", by_rapidfuzz), ("edlib", by_edlib), ("difflib", by_difflib)):
        begun = time.process_time()
        scores = [score(prepared(one.words), stretch) for one, stretch in zip(made, stretches, strict=True)]
        each = (time.process_time() - begun) / len(made) * 1000
        right, high, low = max(
            (sum(_judged(value, high, low) == coarse(one) for value, one in zip(scores, made, strict=True)), high, low)
            for high in (1.0, 0.999, 0.99, 0.98, 0.97, 0.95, 0.93)
            for low in (0.9, 0.8, 0.7, 0.6)
        )
        print(f"{name} ({title}): {100 * right / len(made):.1f} % of {len(made)} at {high}, {low}; {each:.2f} ms each")


def _stretches(made: list[Generated], plain: str, prepared: Callable[[str], str]) -> list[str]:
    chance = random.Random(5)
    found = []
    for one in made:
        words = prepared(one.words).split()
        runs = [" ".join(words[at : at + 4]) for at in range(len(words) - 3)]
        place = next((plain.find(run) for run in runs if plain.count(run) == 1), -1)
        start = max(0, (place if place >= 0 else chance.randrange(len(plain) - 4000)) - 2000)
        found.append(plain[start : start + 4000])
    return found


def _judged(score: float, high: float, low: float) -> str:
    return "same" if score >= high else "changed" if score >= low else "not there"


if __name__ == "__main__":
    main()
