"""The docket: court data loaded whole and counted by stated definitions, and which claims a ruling touches."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellfounded.cli.options import (
    add_library,
    add_output,
    day_of,
    format_of,
    give,
    json_text,
    library_of,
    optional_day,
)

if TYPE_CHECKING:
    from wellfounded.report.document import Document

Add = Callable[[ArgumentParser], None]


def configure(parser: ArgumentParser) -> None:
    """Add what can be done with a docket."""
    tasks = parser.add_subparsers(title="tasks", metavar="TASK")
    for name, (meaning, add) in TASKS.items():
        task = tasks.add_parser(name, help=meaning, description=f"{meaning.capitalize()}.", allow_abbrev=False)
        add(task)


def show(options: Namespace, document: Callable[[], Document], keys: Callable[[], Any]) -> None:
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


def _add_load(parser: ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", type=Path, help="the release: its ZIP, or the folder it unpacks to")
    parser.add_argument("--to", required=True, metavar="STORE", type=Path, help="the folder of the store")
    parser.add_argument("--released", metavar="DATE", help="the day of the release, if nothing in it says so")
    parser.add_argument("--tables", default="", metavar="NAMES", help="only these tables, with commas between")
    parser.add_argument(
        "--accept-changed-headers",
        action="store_true",
        help="read columns by their names although the header is not the one known",
    )
    add_library(parser)
    add_output(parser)
    parser.set_defaults(run=_load)


def _load(options: Namespace) -> int:
    from wellfounded.docket.load import load

    store = load(
        options.source,
        options.to,
        released=optional_day(options.released, "--released"),
        only=[name.strip() for name in options.tables.split(",") if name.strip()],
        accept_changed_headers=options.accept_changed_headers,
        progress=_progress if sys.stderr.isatty() else None,
    )
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return _tell_load(options, store.report)


def _progress(table: str, done: int, size: int) -> None:
    share = 100 * done // max(size, 1)
    print(f"\r\x1b[K{table}: {min(share, 100)} percent of {size / 1e6:,.0f} MB", end="", file=sys.stderr, flush=True)


def _tell_load(options: Namespace, report: Any) -> int:
    from wellfounded.report.docket import load_document

    library = library_of(options)
    show(options, lambda: load_document(report, library), lambda: {**report.keys(), "library_version": library.version})
    return 0 if report.balanced else 1


def _add_report(parser: ArgumentParser) -> None:
    parser.add_argument("store", metavar="STORE", type=Path, help="the folder of the store")
    add_library(parser)
    add_output(parser)
    parser.set_defaults(run=_report)


def _report(options: Namespace) -> int:
    from wellfounded.docket.store import open_store

    return _tell_load(options, open_store(options.store).report)


def _add_generate(parser: ArgumentParser) -> None:
    parser.add_argument("--cases", required=True, type=int, metavar="N", help="how many cases")
    parser.add_argument("--seed", required=True, type=int, metavar="N", help="the same seed gives the same bytes")
    parser.add_argument("--to", required=True, type=Path, metavar="DIR", help="a new folder")
    parser.add_argument("--released", default="2026-07-08", metavar="DATE", help="its day (default 2026-07-08)")
    parser.add_argument("--dirt", type=float, default=1.0, metavar="TIMES", help="times the real rates (default 1)")
    add_output(parser, formats=("text", "json"))
    parser.set_defaults(run=_generate)


def _generate(options: Namespace) -> int:
    from wellfounded.docket.generate import KEY_FILE, generate

    def tell(table: str) -> None:
        print(f"\r\x1b[K{table}", end="", file=sys.stderr, flush=True)

    made = generate(
        options.to,
        cases=options.cases,
        seed=options.seed,
        released=day_of(options.released, "--released"),
        dirt=options.dirt,
        progress=tell if sys.stderr.isatty() else None,
    )
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    if format_of(options) == "json":
        keys = {"folder": str(made.folder), "synthetic": True, "rows": made.rows, "lines_soiled": len(made.injected)}
        give(json_text(keys), options)
    else:
        give(
            f"{sum(made.rows.values()):,} synthetic rows of {options.cases:,} cases were written to {made.folder}.\n"
            f"Dirt was put into {len(made.injected):,} lines; {KEY_FILE} says where, and what a loader should make of "
            "it.\n"
            "This is not court data: no relation found in it says anything about the courts.\n",
            options,
        )
    return 0


TASKS: dict[str, tuple[str, Add]] = {
    "load": ("read a public release into a store, every row accounted for", _add_load),
    "report": ("the load report of a store", _add_report),
    "generate": ("write a synthetic release in the format of the real one", _add_generate),
}
