"""How long one explained assessment takes, the library loaded, beside peers measured in the same run.

Run: python bench/assess/speed.py

Peers: the same tests read by the rule-engine package (answers only, no reasons, no third value), one row read by DuckDB
through our own SQL, and the standard library writing the answer as JSON. A peer that is not installed is left out.
"""

from __future__ import annotations

import json
import platform
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.claim.random_records import table_of
from wellfounded.answer import Answer
from wellfounded.claim.as_json import to_json
from wellfounded.claim.assessment import assess
from wellfounded.claim.changes import changes
from wellfounded.claim.claim_file import load_claim
from wellfounded.claim.law_of_day import LawOfDay, law_of_day
from wellfounded.claim.model import Claim
from wellfounded.claim.needed import needed
from wellfounded.claim.reading import ClaimReading
from wellfounded.claim.sql_elements import AssessmentSql
from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.law.loading import load_library
from wellfounded.rule import AllOf, AnyOf, Name, Not, Rule, names

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ON, FORUM = date(2018, 6, 12), Forum("ij", "ca4")


def milliseconds(run: Callable[[], object], times: int = 60) -> float:
    """Return the shortest time of a call."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        run()
        taken.append(time.perf_counter() - begun)
    return min(taken) * 1000


def main() -> None:
    library = load_library()
    for path in sorted(EXAMPLES.glob("*.toml")):
        claim = load_claim(path, library.vocabulary)
        told = milliseconds(lambda claim=claim: assess(claim, library, on=ON, forum=FORUM))
        print(f"{path.stem:<22} one explained assessment, four reliefs: {told:.2f} ms")
    claim = load_claim(EXAMPLES / "r-m.toml", library.vocabulary)
    law = law_of_day(library, ON, FORUM, claim.filed(on=ON))
    explained = milliseconds(lambda: assess(claim, library, on=ON, forum=FORUM))
    print(f"\nR.M., {ON}, {FORUM}: explained {explained:.2f} ms. The same claim and day:")
    found = assess(claim, library, on=ON, forum=FORUM)
    rows = {
        "answers alone, without reasons": milliseconds(lambda: answers_alone(claim, law)),
        "written as JSON by the standard library": milliseconds(lambda: json.dumps(to_json("R.M.", [found], []))),
        "explained, nothing kept from an earlier claim": milliseconds(lambda: afresh(claim, library), 10),
        "what changed since the day before": milliseconds(
            lambda: changes(library, [assess(claim, library, on=on, forum=FORUM) for on in (date(2018, 6, 10), ON)]), 10
        ),
        "what is still needed": milliseconds(lambda: needed(claim, library, on=ON, forum=FORUM), 10),
        **peers(claim, law),
    }
    for name, taken in rows.items():
        print(f"  {name}: {taken:.2f} ms, {taken / explained:.2f} times")
    print(f"CPython {platform.python_version()}, {platform.machine()}")


def afresh(claim: Claim, library: Library) -> None:
    """Assess a claim with the law of the day gathered again."""
    law_of_day.cache_clear()
    assess(claim, library, on=ON, forum=FORUM)


def answers_alone(claim: Claim, law: LawOfDay) -> list[Answer]:
    """Answer every relief without explaining any."""
    reading = ClaimReading(claim, law)
    return [reading.relief(relief).answer for relief in law.reliefs()]


def peers(claim: Claim, law: LawOfDay) -> dict[str, float]:
    """Time the peers that are installed."""
    statement = AssessmentSql(law)
    connection = table_of(law.library, [ClaimReading(claim, law).leading.plain.findings.record], statement.periods)
    sql = statement.select("cases")
    connection.execute(f"PREPARE assessed AS {sql}")
    rows = {}
    rows["one row read by DuckDB, prepared, answers alone"] = milliseconds(
        lambda: connection.execute("EXECUTE assessed").fetchall(), 20
    )
    try:
        import rule_engine
    except ImportError:
        return rows
    tests = [test for name in statement.elements if (test := law.test(name).test) is not None]
    written = [rule_engine.Rule(words(test.rule)) for test in tests]
    findings = {column(name): True for test in tests for name in names(test.rule)}
    rows[f"{len(tests)} tests read by rule-engine, every finding given"] = milliseconds(
        lambda: [rule.matches(findings) for rule in written]
    )
    return rows


def column(name: str) -> str:
    return name.replace(".", "_").replace("-", "_")


def words(rule: Rule) -> str:
    """Write a test in the language of rule-engine."""
    match rule:
        case Name(id):
            return column(id)
        case Not(part):
            return f"not ({words(part)})"
        case AllOf(parts):
            return " and ".join(f"({words(part)})" for part in parts) or "true"
        case AnyOf(parts):
            return " or ".join(f"({words(part)})" for part in parts) or "false"
    return "true"


if __name__ == "__main__":
    main()
