"""The law in force: which authority governs, on a day, in a forum, and why."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from wellfounded.cli.options import (
    FORMATS,
    add_forum,
    add_library,
    add_output,
    day_of,
    format_of,
    forum_of,
    give,
    library_of,
    optional_day,
    show,
)
from wellfounded.errors import ImpossibleDate, UnknownName, WellfoundedError, shortened
from wellfounded.forum import STAGES, Forum, parse_circuit, parse_stage

if TYPE_CHECKING:
    from datetime import date

    from wellfounded.law.library import Library
    from wellfounded.law.model import Authority

Add = Callable[[ArgumentParser], None]


def configure(parser: ArgumentParser) -> None:
    """Add the questions that can be asked of the law."""
    questions = parser.add_subparsers(title="questions", metavar="QUESTION")
    for name, (meaning, add) in QUESTIONS.items():
        question = questions.add_parser(name, help=meaning, description=f"{meaning.capitalize()}.", allow_abbrev=False)
        add_library(question)
        add(question)


def _add_in_force(parser: ArgumentParser) -> None:
    parser.add_argument("issue", metavar="ISSUE", help="an issue: `wellfounded law issues` lists them")
    parser.add_argument("--on", required=True, metavar="DATE", help="the day whose law is asked")
    add_forum(parser)
    parser.add_argument("--filed", metavar="DATE", help="the day the application was filed, where it matters")
    add_output(parser)
    parser.set_defaults(run=_in_force)


def _in_force(options: Namespace) -> int:
    on, filed, forum = day_of(options.on), optional_day(options.filed, "--filed"), forum_of(options)
    from wellfounded.law.governing import in_force
    from wellfounded.report.law_in_force import in_force_document, in_force_json

    library = library_of(options)
    found = in_force(library, options.issue, on=on, forum=forum, filed=filed)
    return show(options, lambda: in_force_document(library, found), lambda: in_force_json(library, found))


def _add_status(parser: ArgumentParser) -> None:
    parser.add_argument("authority", metavar="AUTHORITY", help='an id, name, caption or citation ("26 I&N Dec. 388")')
    parser.add_argument("--issue", metavar="ISSUE", help="the issue on which its status is asked")
    parser.add_argument("--on", required=True, metavar="DATE", help="the day whose law is asked")
    add_forum(parser)
    parser.add_argument("--filed", metavar="DATE", help="the day the application was filed, where it matters")
    add_output(parser)
    parser.set_defaults(run=_status)


def _status(options: Namespace) -> int:
    on, filed, forum = day_of(options.on), optional_day(options.filed, "--filed"), forum_of(options)
    from wellfounded.law.status import status
    from wellfounded.report.law_status import status_document, status_json

    library = library_of(options)
    issue = library.issue(options.issue).id if options.issue else None
    authority = _named(library, options.authority)
    found = status(library, authority, on=on, forum=forum, issue=issue, filed=filed)
    return show(options, lambda: status_document(library, found, filed=filed), lambda: status_json(library, found))


def _named(library: Library, name: str) -> Authority:
    """Find an authority by a name, and say on standard error when others bear the same caption."""
    found = library.authority(name)
    others = [id for id in library.ids_beginning(name) if id != found.id]
    if others and name not in library.authorities:
        print(
            f'"{name}" is answered as {found.name}; the caption is also that of {", ".join(others)}.', file=sys.stderr
        )
    return found


def _add_show(parser: ArgumentParser) -> None:
    parser.add_argument("authority", metavar="AUTHORITY", help='an id, name, caption or citation ("26 I&N Dec. 388")')
    add_output(parser)
    parser.set_defaults(run=_show_page)


def _show_page(options: Namespace) -> int:
    from wellfounded.report.law_page import page_document, page_json

    library = library_of(options)
    authority = _named(library, options.authority)
    return show(options, lambda: page_document(library, authority), lambda: page_json(library, authority))


def _add_list(parser: ArgumentParser) -> None:
    parser.add_argument("--by", metavar="BODY", help="only authorities of a body: board, attorney-general, ca4 …")
    parser.add_argument("--issue", metavar="ISSUE", help="only authorities that hold something on an issue")
    parser.add_argument("--year", metavar="YEAR", help="only authorities of a year (2018) or of some years (2014-2018)")
    parser.add_argument("--known", choices=("seen", "mixed", "memory"), help="only authorities known this well")
    add_output(parser)
    parser.set_defaults(run=_list)


def _list(options: Namespace) -> int:
    from wellfounded.report.law_lists import chosen, list_document, list_json

    library = library_of(options)
    if options.by and options.by not in library.vocabulary.bodies:
        raise UnknownName("body", options.by, library.vocabulary.bodies, where="--by")
    issues = library.narrower(library.issue(options.issue).id) if options.issue else frozenset[str]()
    found = chosen(
        library.authorities.values(), by=options.by, issues=issues, years=_years(options.year), known=options.known
    )
    words = [f"{name} {value}" for name in ("by", "issue", "year", "known") if (value := getattr(options, name))]
    return show(
        options, lambda: list_document(library, found, asked=", ".join(words)), lambda: list_json(library, found)
    )


def _years(text: str | None) -> range | None:
    if text is None:
        return None
    first, _, last = text.partition("-")
    if not (first.isdecimal() and len(first) == 4 and (not last or (last.isdecimal() and len(last) == 4))):
        raise ImpossibleDate(f'"{shortened(text)}" is not a year.', where="--year", remedy="Write 2018 or 2014-2018.")
    return range(int(first), int(last or first) + 1)


def _add_issues(parser: ArgumentParser) -> None:
    add_output(parser)
    parser.set_defaults(run=_issues)


def _issues(options: Namespace) -> int:
    from wellfounded.report.law_lists import issues_document, issues_json

    library = library_of(options)
    return show(options, lambda: issues_document(library), lambda: issues_json(library))


def _add_ladder(parser: ArgumentParser) -> None:
    parser.add_argument("--on", metavar="DATE", help="tell what had changed by a day (default: every change)")
    parser.add_argument("--stage", metavar="STAGE", help="only the decision-maker of a stage")
    add_output(parser)
    parser.set_defaults(run=_ladder)


def _ladder(options: Namespace) -> int:
    on, stage = optional_day(options.on, "--on"), parse_stage(options.stage) if options.stage else None
    from wellfounded.law.ladder import load_ladder
    from wellfounded.report.law_ladder import ladder_document, ladder_json

    library, ladder = library_of(options), load_ladder(Path(options.library) if options.library else None)
    rungs = tuple(rung for rung in ladder.rungs if stage is None or stage in rung.stages)
    return show(
        options,
        lambda: ladder_document(library, ladder, on=on, rungs=rungs),
        lambda: ladder_json(library, ladder, on=on, rungs=rungs),
    )


def _add_diff(parser: ArgumentParser) -> None:
    parser.add_argument("--from", dest="from_day", required=True, metavar="DATE", help="the earlier day")
    parser.add_argument("--to", dest="to_day", required=True, metavar="DATE", help="the later day")
    parser.add_argument("--issue", action="append", metavar="ISSUE", help="only this issue; may be given several times")
    parser.add_argument("--stage", default="ij", metavar="STAGE", help='a stage (default ij), or "all"')
    parser.add_argument("--circuit", metavar="CIRCUIT", help='a circuit (default: circuit law left out), or "all"')
    add_output(parser)
    parser.set_defaults(run=_diff)


def _diff(options: Namespace) -> int:
    from_day, to_day = day_of(options.from_day, "--from"), day_of(options.to_day, "--to")
    stages = tuple(STAGES) if options.stage == "all" else (parse_stage(options.stage),)
    circuits = None if options.circuit == "all" else (parse_circuit(options.circuit),)
    from wellfounded.law.diff import diff
    from wellfounded.report.law_diff import diff_document, diff_json

    library = library_of(options)
    found = diff(library, from_day=from_day, to_day=to_day, issues=options.issue, stages=stages, circuits=circuits)
    forum = Forum(stages[0], circuits[0]) if circuits is not None and len(stages) == 1 else None
    return show(
        options,
        lambda: diff_document(library, found, from_day=from_day, to_day=to_day, forum=forum),
        lambda: diff_json(library, found, from_day=from_day, to_day=to_day),
    )


def _add_circuits(parser: ArgumentParser) -> None:
    parser.add_argument("issue", metavar="ISSUE", help="an issue: `wellfounded law issues` lists them")
    parser.add_argument("--on", required=True, metavar="DATE", help="the day whose law is asked")
    parser.add_argument("--stage", default="ij", metavar="STAGE", help="who decides (default ij)")
    parser.add_argument("--filed", metavar="DATE", help="the day the application was filed, where it matters")
    add_output(parser)
    parser.set_defaults(run=_circuits)


def _circuits(options: Namespace) -> int:
    on, filed, stage = day_of(options.on), optional_day(options.filed, "--filed"), parse_stage(options.stage)
    from wellfounded.law.circuits import circuits
    from wellfounded.report.law_circuits import circuits_document, circuits_json

    library = library_of(options)
    found = circuits(library, options.issue, on=on, stage=stage, filed=filed)
    return show(options, lambda: circuits_document(library, found), lambda: circuits_json(library, found))


def _add_timeline(parser: ArgumentParser) -> None:
    parser.add_argument(
        "issue", nargs="*", metavar="ISSUE", help="issues to draw (default: an overview of all that moved)"
    )
    add_forum(parser)
    parser.add_argument(
        "--from", dest="from_day", metavar="DATE", help="the first day shown (default: the first answer)"
    )
    parser.add_argument("--to", dest="to_day", metavar="DATE", help="the last day shown (default: the last confirmed)")
    add_output(parser, formats=(*FORMATS, "svg"))
    parser.set_defaults(run=_timeline)


def _timeline(options: Namespace) -> int:
    first, last = optional_day(options.from_day, "--from"), optional_day(options.to_day, "--to")
    forum = forum_of(options)
    from wellfounded.report.timeline import overview, timeline
    from wellfounded.report.timeline_page import SLIDER, SLIDER_STYLE, timeline_document, timeline_json

    library, form = library_of(options), format_of(options)
    _in_order(library, first, last)
    issues = [library.issue(name).id for name in options.issue]
    if form == "svg" and len(issues) > 1:
        raise WellfoundedError(
            "A picture shows one issue.", where="--format svg", remedy="Name one issue, or write an HTML page."
        )
    if issues:
        found = tuple(timeline(library, issue, forum=forum, from_day=first, to_day=last) for issue in issues)
    else:
        found = (overview(library, forum=forum, from_day=first, to_day=last),)
    if form == "svg":
        from wellfounded.report.timeline_svg import timeline_svg

        give(f"{timeline_svg(library, found[0])}\n", options)
        return 0
    if form == "html":
        from wellfounded.report.as_html import as_html

        give(as_html(timeline_document(library, found), style=SLIDER_STYLE, script=SLIDER), options)
        return 0
    return show(options, lambda: timeline_document(library, found, drawn=False), lambda: timeline_json(library, found))


def _in_order(library: Library, first: date | None, last: date | None) -> None:
    begin, end = first or library.standing.coverage_from, last or library.confirmed_through
    if end <= begin:
        raise ImpossibleDate(
            f"The last day shown ({end}) is not after the first ({begin}).",
            where="--from, --to",
            remedy="Turn them round.",
        )


def _add_check(parser: ArgumentParser) -> None:
    from wellfounded.cli.law_upkeep import add_check

    add_check(parser)


def _add_effect(parser: ArgumentParser) -> None:
    from wellfounded.cli.law_upkeep import add_effect

    add_effect(parser)


def _add_install(parser: ArgumentParser) -> None:
    from wellfounded.cli.law_install import add_install

    add_install(parser)


def _add_trust(parser: ArgumentParser) -> None:
    from wellfounded.cli.law_install import add_trust

    add_trust(parser)


def _add_pack(parser: ArgumentParser) -> None:
    from wellfounded.cli.law_install import add_pack

    add_pack(parser)


QUESTIONS: dict[str, tuple[str, Add]] = {
    "in-force": ("say which authorities govern an issue, on a day, in a forum", _add_in_force),
    "status": ("say whether an authority is good law, since when and because of what", _add_status),
    "show": ("show the page of an authority: what it held, what it did, what was done to it", _add_show),
    "list": ("list the authorities of the library", _add_list),
    "issues": ("list the issues on which authorities speak", _add_issues),
    "ladder": ("tell who decides, on what standard, and who reviews", _add_ladder),
    "diff": ("say what changed between two days, and by which act", _add_diff),
    "timeline": ("draw which authorities governed when, and what displaced them", _add_timeline),
    "circuits": ("say what governs an issue circuit by circuit", _add_circuits),
    "check": ("check the library: errors, doubts, and what no lawyer has reviewed", _add_check),
    "effect": ("say what an edit of the law changes: two versions of the folder compared", _add_effect),
    "install": ("install an update of the law from a signed file; the version before is kept", _add_install),
    "trust": ("trust a publisher's public key, so that its updates can be installed", _add_trust),
    "pack": ("write a folder of pages as a signed update, for publishers", _add_pack),
}
