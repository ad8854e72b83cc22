"""Mutated documents: each is read or refused in words, in time, and nothing else ever happens.

Run: python bench/fuzz/documents.py [FILES OF EACH FORMAT]

Every file goes through the child process and its limits, as a user's would, and what is read is checked.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.check.test_hostile_input import SEEDS, mutated
from wellfounded.check.checking import check_document
from wellfounded.check.material import load_material
from wellfounded.check.reading import DocumentReader, DocumentUnreadable
from wellfounded.forum import Forum
from wellfounded.law.loading import load_library


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    material = load_material(load_library())
    with DocumentReader(seconds=10) as reader:
        for format, seed in SEEDS.items():
            chance = random.Random(f"{format} of the long run")
            outcomes: Counter[str] = Counter()
            longest = 0.0
            begun = time.perf_counter()
            for _ in range(count):
                at = time.perf_counter()
                try:
                    document = reader.read_content("mutated", format, mutated(seed, chance))
                    check_document(document, material, on=date(2025, 11, 3), forum=Forum("ij", "ca4"))
                    outcomes["read"] += 1
                except DocumentUnreadable as error:
                    outcomes["refused"] += 1
                    outcomes["out of time"] += "takes longer" in str(error)
                    outcomes["beyond limits"] += "beyond the limits" in str(error)
                longest = max(longest, time.perf_counter() - at)
            told = ", ".join(f"{number} {name}" for name, number in outcomes.items() if number)
            print(
                f"{format}: {count} files in {time.perf_counter() - begun:.0f} s: {told}; the longest {longest:.2f} s",
                flush=True,
            )


if __name__ == "__main__":
    main()
