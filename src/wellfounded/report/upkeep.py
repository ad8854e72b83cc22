"""The upkeep of the law in words: what a check found, and what an edit changes."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from wellfounded.forum import CIRCUITS, STAGES
from wellfounded.law.check import Checked, Doubt
from wellfounded.law.effect import Changed, Effect, Said
from wellfounded.law.library import Library
from wellfounded.law.sweep import Swept
from wellfounded.report.words import counted

KINDS_OF_DOUBT = {
    "quotation-without-pinpoint": "quotations without a page or section",
    "untouched-holding": "holdings that no test and no worked question touches",
    "test-without-standing-authority": "tests on whose first or last day no authority that states them stands",
}


def check_text(library: Library, found: Checked, *, every_doubt: bool = False) -> str:
    """Tell in words what a check found.

    Args:
        every_doubt: list each doubt with its line, and not only their number.
    """
    lines = [_verdict(library, found), ""]
    for error in found.errors:
        lines += [str(error), ""]
    lines += [
        "What is in it",
        f"  {found.authorities} authorities, {found.holdings} holdings, {found.treatments} treatments,",
        f"  {found.tests} tests, {found.quotations} quotations.",
        "",
        "How well it is known",
        f"  seen in a source: {found.known['seen']}",
        f"  core seen, details recalled: {found.known['mixed']}",
        f"  from memory, to be verified: {found.known['memory']}",
        f"  authorities that no lawyer has reviewed: {found.unreviewed} of {found.authorities}",
    ]
    if found.doubts:
        lines += ["", "What a lawyer can settle", *_doubts(found.doubts, every_doubt)]
    return "\n".join(lines) + "\n"


def _verdict(library: Library, found: Checked) -> str:
    if found.errors:
        return f"{counted(len(found.errors), 'error')}. A library with errors is not used until all are mended."
    return f"The library (version {library.version}, confirmed through {library.confirmed_through}) has no errors."


def _doubts(doubts: Iterable[Doubt], every_doubt: bool) -> list[str]:
    listed = list(doubts)
    counted = Counter(doubt.kind for doubt in listed)
    lines = []
    for kind, name in KINDS_OF_DOUBT.items():
        if counted[kind]:
            lines.append(f"  {counted[kind]} {name}")
            if every_doubt:
                lines += [f"    {doubt.where}: {doubt.what}" for doubt in listed if doubt.kind == kind]
    if not every_doubt:
        lines.append("  `wellfounded law check --every` lists each with its line.")
    return lines


def check_json(library: Library, found: Checked) -> dict[str, Any]:
    """Return what a check found, with stable keys."""
    return {
        "clean": not found.errors,
        "errors": [{"where": error.where, "found": error.found, "remedy": error.remedy} for error in found.errors],
        "doubts": [{"kind": doubt.kind, "where": doubt.where, "what": doubt.what} for doubt in found.doubts],
        "counts": {
            "authorities": found.authorities,
            "holdings": found.holdings,
            "treatments": found.treatments,
            "tests": found.tests,
            "quotations": found.quotations,
            "unreviewed": found.unreviewed,
        },
        "known": found.known,
        "confirmed_through": library.confirmed_through.isoformat(),
        "library_version": library.version,
    }


def sweep_text(found: Swept) -> str:
    """Tell in words what a sweep found."""
    lines = [
        f"{found.combinations:,} combinations of issue, stage, circuit and day of change; {found.worked_out:,} answers "
        "worked out for them.",
        *(f"  {answer}: {count:,}" for answer, count in sorted(found.answers.items())),
    ]
    lines += [f"  broken: {words}" for words in found.broken]
    if found.unsettled:
        lines += ["", "Unsettled, with the reason"]
        told: dict[tuple[str, str], list[str]] = {}
        for span in found.unsettled:
            days = f"{span.answer.on} to {span.until or 'now'}, {span.answer.forum}"
            told.setdefault((span.answer.issue, span.answer.why[0]), []).append(days)
        for (issue, why), places in told.items():
            lines += [f"  {issue}: {why}", f"    {places[0]}" + (f", and {len(places) - 1} more" if places[1:] else "")]
    return "\n".join(lines) + "\n"


def sweep_json(found: Swept) -> dict[str, Any]:
    """Return what a sweep found, with stable keys."""
    return {
        "combinations": found.combinations,
        "worked_out": found.worked_out,
        "answers": dict(sorted(found.answers.items())),
        "broken": list(found.broken),
        "unsettled": [
            {
                "issue": span.answer.issue,
                "from": span.answer.on.isoformat(),
                "until": span.until.isoformat() if span.until else None,
                "forums": [{"stage": forum.stage, "circuit": forum.circuit} for forum in span.forums],
                "why": list(span.answer.why),
            }
            for span in found.unsettled
        ],
    }


def effect_text(old: Library, new: Library, found: Effect, cases: Iterable[str] = ()) -> str:
    """Tell in words what an edit of the law changes.

    Args:
        cases: the worked cases whose agreement changes, one sentence each.
    """
    lines = [_effect_verdict(found)]
    for word, ids in (("Added", found.added), ("Removed", found.removed), ("Edited", found.edited)):
        if ids:
            lines += ["", f"{word}:", *(f"  {id}" for id in ids)]
    for issue in dict.fromkeys(change.issue for change in found.changed):
        name = next(words.issues[issue].name for words in (new.vocabulary, old.vocabulary) if issue in words.issues)
        lines += ["", f"{name} ({issue})"]
        for change in found.changed:
            if change.issue == issue:
                lines += _change(change)
    worked = list(cases)
    lines += [
        "",
        "Worked questions and claims",
        *(line for words in worked or ["none changes"] for line in _wrapped(words, "  ")),
    ]
    return "\n".join(lines) + "\n"


def _effect_verdict(found: Effect) -> str:
    number = len(found.added) + len(found.removed) + len(found.edited)
    pages = f"{number} page differs" if number == 1 else f"{number} pages differ"
    asked = f"{found.issues_compared} {'was' if found.issues_compared == 1 else 'were'} asked again"
    if not found.changed:
        return f"{pages}; no answer changes (of the issues, {asked})."
    issues = len({change.issue for change in found.changed})
    return f"{pages}; answers change on {issues} {'issue' if issues == 1 else 'issues'} ({asked})."


def _change(change: Changed) -> list[str]:
    until = f"until {change.until_day}" if change.until_day else "and on"
    stages = "every stage" if set(change.stages) == set(STAGES) else ", ".join(STAGES[stage] for stage in change.stages)
    lines = [("  ", f"from {change.from_day} {until}; {stages}; {circuits_in_words(change.circuits)}")]
    lines += [("    ", words) for words in _moved(change.before, change.after)]
    return [line for indent, words in lines for line in _wrapped(words, indent)]


def _wrapped(words: str, indent: str) -> list[str]:
    return textwrap.wrap(
        words,
        100,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_on_hyphens=False,
        break_long_words=False,
    )


def _moved(before: Said, after: Said) -> Iterator[str]:
    """Tell only what an edit changes in an answer: the answer, what governs, what is displaced, and the tests."""
    if before.answer != after.answer:
        yield f"answer: {before.answer}, now {after.answer}"
    governs = [*_entered(before.governing, after.governing)]
    displaced = [*_entered(map(_status, before.displaced), map(_status, after.displaced))]
    tests = [*_entered(map(_test, before.tests), map(_test, after.tests))]
    for what, found in (("governs", governs), ("displaced", displaced), ("test", tests)):
        yield from (f"{how} {what}: {words}" for how, words in found)


def _entered(before: Iterable[str], after: Iterable[str]) -> Iterator[tuple[str, str]]:
    """List what is in one answer only, with how it stands now."""
    was, now = list(before), list(after)
    yield from (("no longer", words) for words in was if words not in now)
    yield from (("now", words) for words in now if words not in was)


def _status(row: tuple[str, str]) -> str:
    return f"{row[0]} ({row[1]})"


def _test(row: tuple[str, str]) -> str:
    return f"{row[0]} asks {row[1]}"


def circuits_in_words(circuits: Iterable[str | None]) -> str:
    """Name some circuits, or say that they are all."""
    named = list(circuits)
    if {circuit for circuit in named if circuit} == set(CIRCUITS):
        return "every circuit"
    return ", ".join(CIRCUITS[circuit] if circuit else "circuit law left out" for circuit in named)


def effect_json(found: Effect, cases: Iterable[str] = ()) -> dict[str, Any]:
    """Return what an edit changes, with stable keys."""
    return {
        "added": list(found.added),
        "removed": list(found.removed),
        "edited": list(found.edited),
        "changed": [
            {
                "issue": change.issue,
                "from": change.from_day.isoformat(),
                "until": change.until_day.isoformat() if change.until_day else None,
                "stages": list(change.stages),
                "circuits": list(change.circuits),
                "before": _said_json(change.before),
                "after": _said_json(change.after),
            }
            for change in found.changed
        ],
        "cases": list(cases),
    }


def _said_json(said: Said) -> dict[str, Any]:
    return {
        "answer": said.answer,
        "governing": list(said.governing),
        "displaced": [{"authority": id, "status": word} for id, word in said.displaced],
        "tests": [{"element": element, "rule": rule} for element, rule in said.tests],
    }
