"""The upkeep of the law at the command line: `law check` and `law effect`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from wellfounded.cli.options import add_output, format_of, give, json_text
from wellfounded.errors import WellfoundedError

if TYPE_CHECKING:
    from wellfounded.law.check import Checked
    from wellfounded.law.library import Library

FORMATS = ("text", "json")


def add_check(parser: ArgumentParser) -> None:
    """Add the options of `law check`."""
    parser.add_argument("--every", action="store_true", help="list every doubt with its line, not only their number")
    parser.add_argument("--sweep", action="store_true", help="also ask every issue, stage, circuit and day of change")
    add_output(parser, formats=FORMATS)
    parser.set_defaults(run=check)


def check(options: Namespace) -> int:
    """Check the library; 2 if its pages cannot be used as they stand, 1 if an answer breaks a promise."""
    from wellfounded.report.upkeep import check_json, check_text, sweep_json, sweep_text

    library, found = checked_library(Path(options.library) if options.library else None)
    swept = None
    if options.sweep and not found.errors:
        from wellfounded.law.sweep import sweep

        print("Asking every issue, stage, circuit and day of change: about a minute.", file=sys.stderr)
        swept = sweep(library)
    if format_of(options) == "json":
        keys = check_json(library, found)
        give(json_text(keys | ({"sweep": sweep_json(swept)} if swept else {})), options)
    else:
        words = check_text(library, found, every_doubt=options.every)
        give(words + (f"\n{sweep_text(swept)}" if swept else ""), options)
    if found.errors:
        return 2
    return 1 if swept and swept.broken else 0


def checked_library(folder: Path | None) -> tuple[Library, Checked]:
    """Read a library, with or without errors, and check it."""
    from wellfounded.law.check import check as check_law
    from wellfounded.law.folder import read_folder
    from wellfounded.law.reading import read_library
    from wellfounded.shipped import material_folder

    library, errors = read_library(read_folder(str(folder or material_folder("authorities"))))
    asked = frozenset() if errors else issues_asked(library)
    return library, check_law(library, errors=tuple(errors), asked=asked)


def issues_asked(library: Library) -> frozenset[str]:
    """List the issues that the worked questions ask about."""
    from wellfounded.claim.worked import WorkedQuestion, read_worked
    from wellfounded.shipped import material_folder

    folder = material_folder("cases") / "questions"
    cases = read_worked(folder, library) if folder.is_dir() else ()
    return frozenset(case.issue for case in cases if isinstance(case, WorkedQuestion) and case.issue)


def add_effect(parser: ArgumentParser) -> None:
    """Add the options of `law effect`."""
    parser.add_argument("old", metavar="OLD", help="the folder of authorities as it was")
    parser.add_argument("new", metavar="NEW", help="the folder of authorities as it is now")
    add_output(parser, formats=FORMATS)
    parser.set_defaults(run=effect)


def effect(options: Namespace) -> int:
    """Compare two versions of the law; 1 if an answer or a worked case changes."""
    from wellfounded.law.effect import effect as compare
    from wellfounded.law.loading import load_library
    from wellfounded.report.upkeep import effect_json, effect_text

    old, new = load_library(Path(options.old)), load_library(Path(options.new))
    found = compare(old, new)
    cases = cases_changed(old, new)
    if format_of(options) == "json":
        give(json_text(effect_json(found, cases)), options)
    else:
        give(effect_text(old, new, found, cases), options)
    return 1 if found.changed or cases else 0


def cases_changed(old: Library, new: Library) -> list[str]:
    """Tell which worked questions and claims are answered otherwise by the new version, one sentence each."""
    before, after = _differences(old), _differences(new)
    told = [f"{case}: agreed, and now {words}" for case, words in after.items() if case not in before]
    told += [f"{case}: differed, and now agrees" for case in before if case not in after]
    return told + [f"{case}: now {after[case]}" for case in before.keys() & after.keys() if before[case] != after[case]]


def _differences(library: Library) -> dict[str, str]:
    from wellfounded.claim.agreement import check_cases
    from wellfounded.claim.worked import read_worked
    from wellfounded.shipped import material_folder

    try:
        found = check_cases(library, read_worked(material_folder("cases"), library))
    except WellfoundedError as error:
        return {"the worked cases": f"cannot be asked: {error.found}"}
    return {
        f"{each.case}, {each.on}, {each.forum}, {each.subject}": f"says {each.said}, where {each.expected} is expected"
        for each in found.differences
    }
