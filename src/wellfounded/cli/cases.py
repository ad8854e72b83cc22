"""Worked cases: does the library answer them as they expect?"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellfounded.cli.options import add_library, format_of, give, json_text, library_of

if TYPE_CHECKING:
    from wellfounded.claim.agreement import Agreement, Difference


def configure(parser: ArgumentParser) -> None:
    """Add what can be done with worked cases."""
    doings = parser.add_subparsers(title="what to do", metavar="DOING")
    meaning = "answer worked questions and claims, and explain every difference"
    check = doings.add_parser("check", help=meaning, description=f"{meaning.capitalize()}.", allow_abbrev=False)
    check.add_argument(
        "file", nargs="*", metavar="FILE", help="files or folders of worked cases (default: the product's own)"
    )
    add_library(check)
    check.add_argument("--format", choices=("text", "json"), default=None, help="how to answer (default: text)")
    check.add_argument("--out", metavar="FILE", help="write to a file instead")
    check.set_defaults(run=_check)


def _check(options: Namespace) -> int:
    from wellfounded.claim.agreement import check_cases
    from wellfounded.claim.worked import read_worked
    from wellfounded.shipped import material_folder

    library = library_of(options)
    paths = [Path(name) for name in options.file] or [material_folder("cases")]
    found = check_cases(library, [case for path in paths for case in read_worked(path, library)])
    give(json_text(agreement_keys(found)) if format_of(options) == "json" else "\n".join(_lines(found)), options)
    return 1 if found.differences else 0


def agreement_keys(found: Agreement) -> dict[str, Any]:
    """Return the keys of the JSON answer."""
    return {
        "combinations": found.combinations,
        "answers": found.answers,
        "tests": found.tests,
        "agree": found.agree,
        "differ": [_difference_keys(each) for each in found.differences],
        "claims": found.claims,
        "questions": found.questions,
    }


def _difference_keys(each: Difference) -> dict[str, Any]:
    return {
        each.kind: each.case,
        "on": each.on.isoformat(),
        "circuit": each.forum.circuit,
        "stage": each.forum.stage,
        "element" if each.kind == "claim" else "authority": each.subject,
        "expected": each.expected,
        "said": each.said,
        "because": list(each.because),
        "why_expected": each.why_expected,
    }


def _lines(found: Agreement) -> Iterator[str]:
    import textwrap

    told = f"{found.claims} worked claims and {found.questions} worked questions, {found.combinations} combinations"
    compared = f"{found.answers} answers and {found.tests} lines on what they turn on"
    if not found.differences:
        yield f"All agree: {told}; {compared}.\n"
        return
    yield f"{len(found.differences)} differ, {found.agree} agree: {told}; {compared}."
    for each in found.differences:
        yield f"\n{each.case}, {each.on}, {each.forum}: {each.subject}"
        yield from textwrap.wrap(f"expected: {each.expected}", 96, initial_indent="  ", subsequent_indent="      ")
        yield from textwrap.wrap(f"said:     {each.said}", 96, initial_indent="  ", subsequent_indent="      ")
        for reason in each.because:
            yield from textwrap.wrap(reason, 96, initial_indent="  - ", subsequent_indent="    ")
        if each.why_expected:
            yield from textwrap.wrap(
                f"The case says: {each.why_expected}", 96, initial_indent="  ", subsequent_indent="  "
            )
    yield ""
