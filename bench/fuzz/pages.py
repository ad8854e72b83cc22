"""Ten thousand mutated pages of law: each is read, or refused in words of the family of errors.

Run: python bench/fuzz/pages.py [HOW MANY]
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter

from wellfounded.law.folder import decoded, read_folder
from wellfounded.law.loading import load_library
from wellfounded.law.pages import Names, read_page
from wellfounded.law.reading import is_page
from wellfounded.shipped import material_folder

MARKS = [
    "```",
    "#",
    "=",
    '"',
    "[",
    "]",
    "\n",
    "> ",
    "2018-06-11",
    "\x00",
    "é",
    "not ",
    "(" * 300,
    "```toml test\n",
    "[[",
]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    words = load_library().vocabulary
    names = Names(*(frozenset(table) for table in (words.issues, words.bodies, words.treatments, words.elements)))
    pages = {
        path: text for path, text in decoded(read_folder(str(material_folder("authorities")))).items() if is_page(path)
    }
    dice, paths = random.Random(2018), sorted(pages)
    outcomes: Counter[str] = Counter()
    longest, begun = 0.0, time.perf_counter()
    for _ in range(count):
        path = dice.choice(paths)
        text = pages[path]
        for _ in range(dice.randint(1, 5)):
            at, cut = dice.randrange(len(text) + 1), dice.randrange(60)
            text = text[:at] + dice.choice(MARKS) + text[at + cut :]
        at_once = time.perf_counter()
        _, errors = read_page(text, path, names)
        longest = max(longest, time.perf_counter() - at_once)
        assert all(str(error) for error in errors)
        outcomes["refused" if errors else "read"] += 1
    taken = time.perf_counter() - begun
    told = ", ".join(f"{how} {number}" for how, number in sorted(outcomes.items()))
    print(f"{count} mutated pages in {taken:.1f} s: {told}; the longest took {longest * 1000:.0f} ms")


if __name__ == "__main__":
    main()
