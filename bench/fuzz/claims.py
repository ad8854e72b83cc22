"""Ten thousand mutated claim files: each is read or refused in words, and read again the same.

Run: python bench/fuzz/claims.py [HOW MANY]
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.claim.test_claim_file import mutated
from wellfounded.claim.claim_file import read_claim
from wellfounded.claim.claim_print import print_claim
from wellfounded.claim.template import claim_template
from wellfounded.law.loading import load_library

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    vocabulary = load_library().vocabulary
    seeds = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.toml"))]
    seeds.append(claim_template(vocabulary, spanish=True))
    outcomes: Counter[str] = Counter()
    longest, begun = 0.0, time.perf_counter()
    for number, seed in enumerate(seeds):
        for _, text in zip(range(count // len(seeds)), mutated(seed, number), strict=False):
            at = time.perf_counter()
            claim, errors = read_claim(text, vocabulary)
            longest = max(longest, time.perf_counter() - at)
            if not errors and read_claim(print_claim(claim), vocabulary) != (claim, []):
                outcomes["NOT THE SAME WHEN READ AGAIN"] += 1
            outcomes["refused" if errors else "read"] += 1
    taken = time.perf_counter() - begun
    told = ", ".join(f"{how} {number}" for how, number in sorted(outcomes.items()))
    print(f"{sum(outcomes.values())} mutated claims in {taken:.1f} s: {told}; the longest took {longest * 1000:.0f} ms")


if __name__ == "__main__":
    main()
