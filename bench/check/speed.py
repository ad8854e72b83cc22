"""How fast a document is checked: a brief of 30 pages, citations against eyecite, and growth with length.

Run: python bench/check/speed.py [FOLDER OF OPINIONS]

The folder holds published opinions as text files; without one, the citations are measured on the brief.
"""

from __future__ import annotations

import logging
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from bench.check.brief import brief

from wellfounded.check.checking import check_document
from wellfounded.check.document import Document
from wellfounded.check.material import Material, load_material
from wellfounded.citation import find_citations
from wellfounded.forum import Forum
from wellfounded.law.loading import load_library


def seconds(run: Callable[[], object], times: int = 5) -> float:
    """Return the shortest processor time of a call in this process."""
    taken = []
    for _ in range(times):
        begun = time.process_time()
        run()
        taken.append(time.process_time() - begun)
    return min(taken)


def main() -> None:
    material = load_material(load_library())
    text = brief(material)
    the_brief(material, text)
    against_eyecite(Path(sys.argv[1]) if len(sys.argv) > 1 else None, text)
    growth(material)
    print(f"CPython {platform.python_version()}, {platform.machine()}")


def the_brief(material: Material, text: str) -> None:
    document = Document("brief", "text", text)
    checked = check_document(document, material, on=date(2026, 8, 1), forum=Forum("ij", "ca4"))
    warm = seconds(lambda: check_document(document, material, on=date(2026, 8, 1), forum=Forum("ij", "ca4")))
    size = f"{len(text.split()):,} words, {len(checked.citations)} citations, {len(checked.quotations)} quotations"
    print(f"brief of 30 pages ({size}): {warm:.2f} s of the processor, warm")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "brief.txt"
        path.write_text(text, encoding="utf-8")
        words = [sys.executable, "-m", "wellfounded", "check", str(path), "--on", "2026-08-01", "--format", "json"]
        begun, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(words, capture_output=True, check=False)
        cold, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    times = f"{cold:.2f} s by the clock, {processor:.2f} s of the processor"
    print(f"the same as a whole command, from nothing to JSON: {times}")


def against_eyecite(folder: Path | None, text: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))] if folder else [text]
    size = sum(len(one) for one in texts)
    ours = seconds(lambda: [find_citations(one) for one in texts])
    print(f"citations of {len(texts)} texts, {size:,} characters: {size / ours / 1e6:.2f} million characters a second")
    try:
        from eyecite import get_citations
    except ImportError:
        print("eyecite is not installed")
        return
    logging.disable(logging.CRITICAL)
    get_citations(texts[0])
    theirs = seconds(lambda: [get_citations(one) for one in texts], 3)
    again = seconds(lambda: [find_citations(one) for one in texts])
    ratio = theirs / min(ours, again)
    print(f"eyecite on the same: {size / theirs / 1e6:.2f} million characters a second; ratio {ratio:.1f}")


def growth(material: Material) -> None:
    part = brief(material, pages=40, citations=200, quotations=80)
    small = part[:100_000]
    large = "\n\n".join([part] * (1_000_000 // len(part) + 1))[:1_000_000]
    taken = []
    for text in (small, large):
        document = Document("d", "text", text)
        taken.append(
            seconds(
                lambda document=document: check_document(document, material, on=date(2026, 8, 1), forum=Forum("ij")), 3
            )
        )
    ratio = taken[1] / taken[0] * len(small) / len(large)
    print(f"100 KB in {taken[0]:.2f} s, 1 MB in {taken[1]:.2f} s: {ratio:.2f} times as long for each character")


if __name__ == "__main__":
    main()
