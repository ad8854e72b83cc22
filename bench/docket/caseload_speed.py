"""Seconds of `wellfounded docket affected` over a folder of claim files, cold: each time a process of its own.

    PYTHONPATH=src python bench/docket/caseload_speed.py --claims 300

The claims are those of `examples/`, each time without some of their facts, in eight circuits. Compile first (`python
-m compileall src`) where Python may not keep its compiled files.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"
CIRCUITS = ("ca1", "ca2", "ca4", "ca5", "ca6", "ca9", "ca11", None)
RULINGS = ("matter-of-a-b-i", "matter-of-s-s-f-m", "matter-of-a-b-iii")
_FACT = re.compile(r'(?!answer\b)[a-z-]+ = "(yes|no)"')
_LEFT_OUT = 0.15


def write_files(folder: Path, claims: int, *, seed: int = 7) -> None:
    """Write claims as files, as a clinic keeps them."""
    folder.mkdir(parents=True)
    chance = random.Random(seed)
    stories = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.toml"))]
    for at in range(claims):
        (folder / f"c{at:04d}.toml").write_text(_varied(stories[at % len(stories)], at, chance), encoding="utf-8")


def _varied(story: str, at: int, chance: random.Random) -> str:
    circuit = chance.choice(CIRCUITS)
    own = [f'pseudonym = "C{at}"', f"hearing-on = {date(2027, 1, 4) + timedelta(days=chance.randrange(600))}"]
    own += [f'circuit = "{circuit}"'] if circuit else []
    head, facts = story.split("[facts]", 1)
    kept = [line for line in head.splitlines() if not line.startswith(("pseudonym", "circuit", "hearing-on"))]
    kept.insert(kept.index("[claim]") + 1, "\n".join(own))
    lines = [line for line in facts.splitlines() if not _FACT.match(line) or chance.random() > _LEFT_OUT]
    return "\n".join([*kept, "[facts]", *lines]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=300)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "claims"
        write_files(folder, options.claims)
        for ruling in RULINGS:
            words = [sys.executable, "-m", "wellfounded", "docket", "affected", str(folder), "--ruling", ruling]
            took, busy = [], []
            for _ in range(options.times):
                before, begun = os.times(), time.perf_counter()
                said = subprocess.run([*words, "--format", "json"], capture_output=True, check=True, text=True)
                took.append(time.perf_counter() - begun)
                after = os.times()
                busy.append(after.children_user + after.children_system - before.children_user - before.children_system)
            touched = json.loads(said.stdout)["touched"]
            print(f"{ruling}: {touched} of {options.claims} touched, least {min(took):.2f} s, {min(busy):.2f} s busy")


if __name__ == "__main__":
    main()
