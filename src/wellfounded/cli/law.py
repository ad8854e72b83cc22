"""The law in force: which authority governs, on a day, in a forum, and why."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from wellfounded.cli.options import (
    add_forum,
    add_library,
    add_output,
    day_of,
    format_of,
    forum_of,
    give,
    json_text,
    library_of,
    optional_day,
)

if TYPE_CHECKING:
    from wellfounded.report.document import Document

Add = Callable[[ArgumentParser], None]


def configure(parser: ArgumentParser) -> None:
    """Add the questions that can be asked of the law."""
    questions = parser.add_subparsers(title="questions", metavar="QUESTION")
    for name, (meaning, add) in QUESTIONS.items():
        question = questions.add_parser(name, help=meaning, description=f"{meaning.capitalize()}.", allow_abbrev=False)
        add_library(question)
        add(question)


def _show(options: Namespace, document: Callable[[], Document], keys: Callable[[], Any]) -> int:
    """Give an answer in the format asked; only what that format needs is worked out."""
    form = format_of(options)
    if form == "json":
        give(json_text(keys()), options)
    elif form == "html":
        from wellfounded.report.as_html import as_html

        give(as_html(document()), options)
    elif form == "markdown":
        from wellfounded.report.as_markdown import as_markdown

        give(as_markdown(document()), options)
    else:
        from wellfounded.report.as_text import as_text
        from wellfounded.report.terminal import Ink, ink

        give(as_text(document(), Ink() if options.out else ink()), options)
    return 0


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
    return _show(options, lambda: in_force_document(library, found), lambda: in_force_json(library, found))


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
    authority = library.authority(options.authority)
    found = status(library, authority, on=on, forum=forum, issue=issue, filed=filed)
    return _show(options, lambda: status_document(library, found, filed=filed), lambda: status_json(library, found))


QUESTIONS: dict[str, tuple[str, Add]] = {
    "in-force": ("say which authorities govern an issue, on a day, in a forum", _add_in_force),
    "status": ("say whether an authority is good law, since when and because of what", _add_status),
}
